/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a convolution that goes backward, trains or stamps has in numbers, beside its input, filters and biases. */

#include "config.h"

#include "lesson/convolution-pass.h"

#include "lesson/arrays.h"

#include <string.h>

static void
add (GPtrArray *arrays, const char *name, const FoveaTensor *tensor, int dimensions)
{
  fovea_arrays_add (arrays, name, fovea_tensor_copy (tensor), dimensions, NULL);
}

/* K×1: as biases stand in their file, 1×1×1×K. */
static void
add_row (GPtrArray *arrays, const char *name, const FoveaTensor *tensor)
{
  fovea_arrays_add (arrays, name, fovea_tensor_new_from (1, 1, 1, tensor->c, tensor->data), 1, NULL);
}

static void
add_gradients (GPtrArray *arrays, FoveaConvolution *lesson)
{
  add (arrays, "output", fovea_convolution_get_output (lesson), 4);
  if (fovea_convolution_get_gradient (lesson) == FOVEA_GRADIENT_LOSS)
    add (arrays, "target", fovea_convolution_get_target (lesson), 4);
  add (arrays, "output-gradient", fovea_convolution_get_output_gradient (lesson), 4);
  add (arrays, "input-gradient", fovea_convolution_get_input_gradient (lesson), 4);
  add (arrays, "filter-gradients", fovea_convolution_get_filter_gradient (lesson), 4);
  add_row (arrays, "bias-gradients", fovea_convolution_get_bias_gradient (lesson));
}

static void
add_training (GPtrArray *arrays, FoveaConvolution *lesson)
{
  int n;
  const double *losses = fovea_convolution_get_losses (lesson, &n);
  FoveaTensor *curve = fovea_tensor_new (1, 1, 1, n);

  for (int i = 0; i < n; i++)
    curve->data[i] = (float) losses[i];
  add (arrays, "trained-filters", fovea_convolution_get_trained_filters (lesson), 4);
  add_row (arrays, "trained-biases", fovea_convolution_get_trained_biases (lesson));
  add (arrays, "output", fovea_convolution_get_output (lesson), 4);
  add (arrays, "target", fovea_convolution_get_target (lesson), 4);
  fovea_arrays_add (arrays, "losses", curve, 1, NULL);
}

static void
add_stamped (GPtrArray *arrays, FoveaConvolution *lesson)
{
  int width, height, filters = fovea_convolution_get_filters (lesson);
  FoveaTensor *output;

  fovea_convolution_get_stamped_size (lesson, &width, &height);
  output = fovea_tensor_new (1, filters, height, width);
  for (int k = 0; k < filters; k++)
    memcpy (fovea_tensor_at (output, 0, k, 0, 0), fovea_convolution_get_stamped (lesson, k),
            sizeof (float) * (gsize) width * (gsize) height);
  fovea_arrays_add (arrays, "output", output, 4, NULL);
}

void
fovea_convolution_add_pass_arrays (FoveaConvolution *self, GPtrArray *arrays)
{
  if (!fovea_convolution_is_workable (self))
    return;
  if (fovea_convolution_get_pass (self) == FOVEA_LESSON_BACKWARD)
    add_gradients (arrays, self);
  else if (fovea_convolution_get_pass (self) == FOVEA_LESSON_TRAIN)
    add_training (arrays, self);
  else
    add_stamped (arrays, self);
}
