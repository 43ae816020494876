/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The numbers of the pooling lesson, worked out place by place as they are looked at, by the rules of the engine's kernels
 * (padding never wins, the first largest does; padding counts in a mean, what lies beyond it does not), and the tests
 * hold them against these. L2 pooling, which no net here has, is √Σ x² over the window. */

#include "config.h"

#include "lesson/pooling-private.h"

#include <math.h>

enum
{
  MAX_KEPT = 64 /* slices of results */
};

float
fovea_pooling_get_value (FoveaPooling *self, int slice, int row, int column)
{
  return fovea_field_get (&self->input, slice, row, column);
}

void
fovea_pooling_get_value_range (FoveaPooling *self, float *low, float *high)
{
  fovea_field_get_range (&self->input, low, high);
}

FoveaTensor *
fovea_pooling_dup_input (FoveaPooling *self)
{
  return fovea_field_dup (&self->input);
}

FoveaPoolingPart
fovea_pooling_get_part (FoveaPooling *self, FoveaPlace place)
{
  FoveaGeometry x = fovea_pooling_get_geometry (self, FALSE), y = fovea_pooling_get_geometry (self, TRUE);
  int top = place.row * y.stride - y.pad, left = place.column * x.stride - x.pad;
  int bottom = MIN (top + y.filter, y.input), right = MIN (left + x.filter, x.input);

  top = MAX (top, 0);
  left = MAX (left, 0);
  return (FoveaPoolingPart){ top, left, bottom - top, right - left };
}

gboolean
fovea_pooling_get_winner (FoveaPooling *self, FoveaPlace place, int *row, int *column)
{
  FoveaPoolingPart part = fovea_pooling_get_part (self, place);
  float best = -INFINITY;

  for (int i = 0; i < part.rows; i++)
    for (int j = 0; j < part.columns; j++)
      {
        float value = fovea_field_get (&self->input, place.map, part.row + i, part.column + j);

        if (value <= best)
          continue;
        best = value;
        *row = part.row + i;
        *column = part.column + j;
      }
  return self->kind == FOVEA_POOLING_MAX && part.rows > 0 && part.columns > 0;
}

double
fovea_pooling_get_divisor (FoveaPooling *self, FoveaPlace place)
{
  FoveaGeometry x = fovea_pooling_get_geometry (self, FALSE), y = fovea_pooling_get_geometry (self, TRUE);
  int rows = MIN (y.filter, fovea_geometry_padded (&y) - place.row * y.stride);
  int columns = MIN (x.filter, fovea_geometry_padded (&x) - place.column * x.stride);

  return (double) rows * columns;
}

/* The sum of all numbers under the window, or of their squares. */
static double
add_up (FoveaPooling *self, FoveaPlace place, gboolean squares)
{
  FoveaPoolingPart part = fovea_pooling_get_part (self, place);
  double sum = 0, value;

  for (int i = 0; i < part.rows; i++)
    for (int j = 0; j < part.columns; j++)
      {
        value = fovea_field_get (&self->input, place.map, part.row + i, part.column + j);
        sum += squares ? value * value : value;
      }
  return sum;
}

static float
compute (FoveaPooling *self, FoveaPlace place)
{
  int row = 0, column = 0;

  if (self->kind == FOVEA_POOLING_AVERAGE)
    return (float) (add_up (self, place, FALSE) / fovea_pooling_get_divisor (self, place));
  if (self->kind == FOVEA_POOLING_L2)
    return (float) sqrt (add_up (self, place, TRUE));
  if (!fovea_pooling_get_winner (self, place, &row, &column))
    return 0;
  return fovea_field_get (&self->input, place.map, row, column);
}

/* The results of one slice, kept until something changes. */
static float *
get_results (FoveaPooling *self, int slice, int cells)
{
  float *results = g_hash_table_lookup (self->results, GINT_TO_POINTER (slice));

  if (results)
    return results;
  if (g_hash_table_size (self->results) >= MAX_KEPT)
    g_hash_table_remove_all (self->results);
  results = g_new (float, cells);
  for (int i = 0; i < cells; i++)
    results[i] = NAN;
  g_hash_table_insert (self->results, GINT_TO_POINTER (slice), results);
  return results;
}

float
fovea_pooling_get_result (FoveaPooling *self, FoveaPlace place)
{
  int width, height;
  float *result;

  fovea_pooling_get_windows (self, &width, &height);
  g_return_val_if_fail (place.row < height && place.column < width, 0);

  result = get_results (self, place.map, width * height) + place.row * width + place.column;
  if (isnan (*result))
    *result = compute (self, place);
  return *result;
}

gboolean
fovea_pooling_has_own_input (FoveaPooling *self)
{
  return fovea_field_is_edited (&self->input);
}

guint64
fovea_pooling_get_state (FoveaPooling *self)
{
  return self->state;
}

void
fovea_pooling_forget (FoveaPooling *self)
{
  self->state++;
  g_hash_table_remove_all (self->back);
  g_hash_table_remove_all (self->results);
}
