/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the convolution lesson says of a position when it goes backward, trains, or stamps. */

#include "config.h"

#include "lesson/convolution-text.h"

#include "lesson/convolution-pass.h"
#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>

static char *
say_backward (FoveaConvolution *self, int position)
{
  FoveaPlace place = fovea_convolution_get_place (self, position);
  g_autofree char *where = fovea_convolution_say_place (self, position);
  char g[FOVEA_NUMBER_SIZE], b[FOVEA_NUMBER_SIZE];

  fovea_number_full (fovea_convolution_get_output_gradient (self)->data[position], g);
  fovea_number_full (fovea_convolution_get_bias_gradient (self)->data[place.map], b);
  return g_strdup_printf (
      _ ("%s: the gradient %s times the filter is added under the window of the input gradient, and "
         "times the patch to the one weight gradient; the bias gradient is %s now."),
      where, g, b);
}

static char *
say_training (FoveaConvolution *self, int position)
{
  char loss[FOVEA_NUMBER_SIZE];
  int n;

  fovea_number_full (fovea_convolution_get_loss (self), loss);
  fovea_convolution_get_losses (self, &n);
  if (n <= position)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "after %d step the loss, %s, grew beyond all bounds",
                                         "after %d steps the loss, %s, grew beyond all bounds", (gulong) (n - 1)),
                            n - 1, loss);
  if (position == 0)
    return g_strdup_printf (_("before the first step: loss %s"), loss);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "after %d step: loss %s", "after %d steps: loss %s",
                                       (gulong) position),
                          position, loss);
}

static char *
say_stamp (FoveaConvolution *self, int position)
{
  FoveaPlace place = fovea_convolution_get_place (self, position);
  g_autofree char *where = fovea_convolution_say_place (self, position);
  int first = fovea_convolution_get_first_slice (self, place.map);
  char value[FOVEA_NUMBER_SIZE];

  if (fovea_convolution_get_filter_depth (self) > 1)
    return g_strdup_printf (_ ("%s: its number in each slice, times the filter’s slice, is added into the output."),
                            where);
  fovea_number_full (fovea_convolution_get_value (self, first, place.row, place.column), value);
  return g_strdup_printf (_ ("%s: %s times the filter is added into the output."), where, value);
}

/* Of the current position, where the lesson is workable; nothing else is known. */
char *
fovea_convolution_say_pass_position (FoveaConvolution *self, int position)
{
  switch (fovea_convolution_get_pass (self))
    {
    case FOVEA_LESSON_BACKWARD:
      return say_backward (self, position);
    case FOVEA_LESSON_TRAIN:
      return say_training (self, position);
    default:
      return say_stamp (self, position);
    }
}
