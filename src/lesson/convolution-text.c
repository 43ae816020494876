/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the convolution lesson says: one sentence for each position, and how many parameters there are. */

#include "config.h"

#include "lesson/convolution-text.h"

#include "lesson/convolution-pass.h"
#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>

/* "A fully connected layer making the same 18 numbers would need 75·18 + 18 = 1,368." */
static char *
compare_with_fc (FoveaConvolution *self)
{
  char in[FOVEA_NUMBER_SIZE], out[FOVEA_NUMBER_SIZE], all[FOVEA_NUMBER_SIZE];
  gint64 inputs = (gint64) fovea_convolution_get_width (self) * fovea_convolution_get_height (self)
                  * fovea_convolution_get_depth (self),
         outputs;
  int width, height;

  fovea_convolution_get_output_size (self, &width, &height);
  outputs = (gint64) width * height * fovea_convolution_get_filters (self);
  if (outputs == 0)
    return g_strdup ("");
  fovea_number_count (inputs, in);
  fovea_number_count (outputs, out);
  fovea_number_count (inputs * outputs + outputs, all);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "A fully connected layer making the same %s number would need %s·%s + %s = %s.",
                                       "A fully connected layer making the same %s numbers would need %s·%s + %s = %s.",
                                       (gulong) outputs),
                          out, in, out, out, all);
}

char *
fovea_convolution_describe_parameters (FoveaConvolution *self)
{
  char each[FOVEA_NUMBER_SIZE], all[FOVEA_NUMBER_SIZE];
  g_autofree char *fc = compare_with_fc (self), *full = fovea_convolution_say_weight_limit (self), *shared = NULL;

  fovea_number_count (fovea_convolution_count_parameters (self), all);
  fovea_number_count (fovea_convolution_count_weights (self) + 1, each);
  if (fovea_convolution_get_depth (self) == 1 && fovea_convolution_get_filters (self) == 1)
    shared = g_strdup_printf (_("%d·%d weights + 1 bias = <b>%s parameters</b>, shared by all positions."),
                              fovea_convolution_get_filter_width (self), fovea_convolution_get_filter_height (self), all);
  else
    shared
        = g_strdup_printf (_("%d·%d·%d + 1 = %s per filter\n%s × %d = <b>%s parameters</b>, shared by all positions."),
                           fovea_convolution_get_filter_width (self), fovea_convolution_get_filter_height (self),
                           fovea_convolution_get_filter_depth (self), each, each, fovea_convolution_get_filters (self), all);
  return g_strconcat (shared, full ? "\n" : "", full ? full : "", *fc ? "\n" : "", fc, NULL);
}

/* "1 × 0 + 2 × (−1) + …" of a filter that sees one slice. */
static void
append_products (FoveaConvolution *self, FoveaPlace place, GString *text)
{
  FoveaGeometry x = fovea_convolution_get_geometry (self, FALSE), y = fovea_convolution_get_geometry (self, TRUE);
  char value[FOVEA_NUMBER_SIZE], weight[FOVEA_NUMBER_SIZE];
  int slice = fovea_convolution_get_first_slice (self, place.map);

  for (int i = 0; i < y.filter; i++)
    for (int j = 0; j < x.filter; j++)
      {
        fovea_number_factor (fovea_convolution_get_value (self, slice, place.row * y.stride + i * y.dilation - y.pad,
                                                          place.column * x.stride + j * x.dilation - x.pad),
                             6, value);
        fovea_number_factor (fovea_convolution_get_applied_weight (self, place.map, slice, i, j), 6, weight);
        g_string_append_printf (text, "%s%s × %s", i + j > 0 ? " + " : "", value, weight);
      }
}

static void
append_slice_sums (FoveaConvolution *self, int position, GString *text)
{
  const float *sums = fovea_convolution_get_slice_sums (self, position);
  int first = fovea_convolution_get_first_slice (self, fovea_convolution_get_place (self, position).map);
  char sum[FOVEA_NUMBER_SIZE];

  for (int slice = 0; slice < fovea_convolution_get_filter_depth (self); slice++)
    {
      g_string_append (text, slice > 0 ? ", " : "");
      g_string_append_printf (text, _("slice %d: %s"), first + slice, fovea_number_full (sums[slice], sum));
    }
}

char *
fovea_convolution_say_place (FoveaConvolution *self, int position)
{
  FoveaPlace place = fovea_convolution_get_place (self, position);

  if (fovea_convolution_get_filters (self) == 1)
    return g_strdup_printf (_("row %d, column %d"), place.row + 1, place.column + 1);
  return g_strdup_printf (_("map %d, row %d, column %d"), place.map + 1, place.row + 1, place.column + 1);
}

char *
fovea_convolution_say_position (FoveaLesson *lesson, int position)
{
  FoveaConvolution *self = FOVEA_CONVOLUTION (lesson);
  FoveaPlace place = fovea_convolution_get_place (self, position);
  char bias[FOVEA_NUMBER_SIZE], result[FOVEA_NUMBER_SIZE], count[FOVEA_NUMBER_SIZE];
  g_autoptr (GString) terms = g_string_new (NULL);
  g_autofree char *where = NULL;

  if (fovea_convolution_get_pass (self) != FOVEA_LESSON_FORWARD)
    return fovea_convolution_say_pass_position (self, position);
  if (fovea_convolution_count_weights (self) <= 25 && fovea_convolution_get_filter_depth (self) == 1)
    append_products (self, place, terms);
  else if (fovea_convolution_get_filter_depth (self) <= 8)
    append_slice_sums (self, position, terms);
  else
    g_string_append_printf (
        terms, _("the sum of %s products"), fovea_number_count (fovea_convolution_count_weights (self), count));
  where = fovea_convolution_say_place (self, position);
  return g_strdup_printf (_("%s: %s + bias %s = %s"), where, terms->str,
                          fovea_number_full (fovea_convolution_get_bias (self, place.map), bias),
                          fovea_number_full (fovea_convolution_get_result (self, position), result));
}
