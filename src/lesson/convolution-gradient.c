/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The gradient of the output that the backward pass begins with: one of a few that are known by a word, or numbers that
 * somebody typed in. Typing over one of the former makes it the latter: the other cells stay as they were. */

#include "config.h"

#include "lesson/convolution-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const GEnumValue sources[] = {
  { FOVEA_GRADIENT_ONES, N_ ("Ones"), "ones" },
  { FOVEA_GRADIENT_CELL, N_ ("One cell"), "cell" },
  { FOVEA_GRADIENT_LOSS, N_ ("From a loss"), "loss" },
  { FOVEA_GRADIENT_OWN, N_ ("Your own"), "own" },
  { 0, NULL, NULL },
};

GType
fovea_gradient_source_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("FoveaGradientSource", sources));
  return type;
}

const char *
fovea_gradient_source_label (FoveaGradientSource source)
{
  g_return_val_if_fail ((guint) source < FOVEA_N_GRADIENT_SOURCES, NULL);
  return _ (sources[source].value_name);
}

FoveaGradientSource
fovea_convolution_get_gradient (FoveaConvolution *self)
{
  return self->gradient;
}

/* 1×K×H'×W' of numbers that were typed in; what nobody touched is 0. */
static void
fill_own (FoveaConvolution *self, FoveaTensor *gradient)
{
  for (int k = 0; k < gradient->c; k++)
    for (int i = 0; i < gradient->h * gradient->w; i++)
      fovea_edits_find (self->gradients, fovea_edits_key (k, 0, i / gradient->w, i % gradient->w),
                        fovea_tensor_at (gradient, 0, k, i / gradient->w, i % gradient->w));
}

/* Returns: (transfer full): the output's gradient at @position, 1×K×H'×W' */
FoveaTensor *
fovea_convolution_make_gradient (FoveaConvolution *self, int position)
{
  FoveaTensor *gradient;

  if (self->gradient == FOVEA_GRADIENT_LOSS)
    return fovea_tensor_subtract (self->work.y, self->work.target);
  gradient = fovea_tensor_new (1, self->work.y->c, self->work.y->h, self->work.y->w);
  if (self->gradient == FOVEA_GRADIENT_ONES)
    fovea_tensor_fill (gradient, 1);
  else if (self->gradient == FOVEA_GRADIENT_CELL)
    gradient->data[position] = 1;
  else
    fill_own (self, gradient);
  return gradient;
}

/* The gradient as it is now becomes the numbers that one has typed in, if there is one. */
static void
take_over (FoveaConvolution *self)
{
  const FoveaTensor *gradient = fovea_convolution_get_output_gradient (self);

  if (!gradient)
    return;
  g_hash_table_remove_all (self->gradients);
  for (int k = 0; k < gradient->c; k++)
    for (int i = 0; i < gradient->h * gradient->w; i++)
      fovea_edits_set (self->gradients, fovea_edits_key (k, 0, i / gradient->w, i % gradient->w),
                       *fovea_tensor_at (gradient, 0, k, i / gradient->w, i % gradient->w));
}

static void
change_source (FoveaConvolution *self, FoveaGradientSource source)
{
  self->gradient = source;
  fovea_work_clear (&self->work);
  g_object_notify (G_OBJECT (self), "gradient");
}

/* Numbers that were typed in once are there again; before, one begins with what there is. */
void
fovea_convolution_set_gradient (FoveaConvolution *self, FoveaGradientSource source)
{
  if (self->gradient == source)
    return;
  if (source == FOVEA_GRADIENT_OWN && g_hash_table_size (self->gradients) == 0)
    take_over (self);
  change_source (self, source);
  fovea_lesson_changed (FOVEA_LESSON (self));
}

float
fovea_convolution_get_gradient_value (FoveaConvolution *self, int filter, int row, int column)
{
  const FoveaTensor *gradient = fovea_convolution_get_output_gradient (self);
  float value = 0;

  if (gradient)
    return *fovea_tensor_at (gradient, 0, filter, row, column);
  if (self->gradient == FOVEA_GRADIENT_OWN)
    fovea_edits_find (self->gradients, fovea_edits_key (filter, 0, row, column), &value);
  return value;
}

void
fovea_convolution_set_gradient_value (FoveaConvolution *self, int filter, int row, int column, float value)
{
  g_return_if_fail (FOVEA_IS_CONVOLUTION (self) && filter >= 0 && filter < self->now.numbers[FILTERS] && row >= 0
                    && row < self->maps.height && column >= 0 && column < self->maps.width && isfinite (value));

  if (self->gradient != FOVEA_GRADIENT_OWN)
    {
      take_over (self);
      change_source (self, FOVEA_GRADIENT_OWN);
    }
  fovea_edits_set (self->gradients, fovea_edits_key (filter, 0, row, column), value);
  fovea_work_clear (&self->work);
  fovea_lesson_changed (FOVEA_LESSON (self));
}
