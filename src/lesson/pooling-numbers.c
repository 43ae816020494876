/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The numbers of the pooling lesson, worked out slice by slice as they are looked at, by the rules of the engine's kernels
 * (padding never wins, the first largest does; padding counts in a mean, what lies beyond it does not), and the tests
 * hold them against these. L2 pooling, which no net here has, is √Σ x² over the window. */

#include "config.h"

#include "lesson/pooling-private.h"

#include "lesson/slide.h"

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
fovea_pooling_fill_values (FoveaPooling *self, int slice, int row, int column, int columns, float *to)
{
  fovea_field_fill (&self->input, slice, row, column, columns, to);
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
  g_autofree float *values = g_new (float, MAX (part.columns, 1));
  float best = -INFINITY;

  for (int i = 0; i < part.rows; i++)
    {
      fovea_field_fill (&self->input, place.map, part.row + i, part.column, part.columns, values);
      for (int j = 0; j < part.columns; j++)
        if (values[j] > best)
          {
            best = values[j];
            *row = part.row + i;
            *column = part.column + j;
          }
    }
  return self->kind == FOVEA_POOLING_MAX && part.rows > 0 && part.columns > 0;
}

/* Cells of the padded input that window @at covers along one axis. */
static int
count_covered (const FoveaGeometry *axis, int at)
{
  return MIN (axis->filter, fovea_geometry_padded (axis) - at * axis->stride);
}

double
fovea_pooling_get_divisor (FoveaPooling *self, FoveaPlace place)
{
  FoveaGeometry x = fovea_pooling_get_geometry (self, FALSE), y = fovea_pooling_get_geometry (self, TRUE);

  return (double) count_covered (&x, place.column) * count_covered (&y, place.row);
}

/* --- results: those of a slice all at once, first along its rows, then down its columns. */

/* Numbers that @windows of them reach over. */
static int
get_reach (const FoveaGeometry *axis, int windows)
{
  return (windows - 1) * axis->stride + axis->filter;
}

/* Slides along each row of the input: H×reach, what lies outside of the input as if there were nothing. */
static double *
slide_across (FoveaPooling *self, int slice, const FoveaGeometry *x, int width, FoveaSlideKind kind)
{
  int height = self->input.height, reach = get_reach (x, width);
  int first = MIN (x->pad, reach), end = MIN (x->pad + x->input, reach);
  gsize n = (gsize) height * (gsize) reach;
  g_autofree double *padded = g_new (double, n);
  g_autofree float *values = g_new (float, reach);

  for (int row = 0; row < height; row++)
    {
      double *to = padded + (gsize) row * (gsize) reach;

      fovea_field_fill (&self->input, slice, row, -x->pad, reach, values);
      for (int i = 0; i < reach; i++)
        to[i] = self->kind == FOVEA_POOLING_L2 ? (double) values[i] * values[i] : values[i];
      for (int i = 0; kind == FOVEA_SLIDE_LARGEST && i < reach; i++)
        if (i < first || i >= end)
          to[i] = -INFINITY;
    }
  return fovea_slide_window (padded, n, 1, x->filter, kind);
}

/* Then down the columns that windows begin in: reach×@width. */
static double *
slide_down (const double *rows, const FoveaGeometry *x, int width, const FoveaGeometry *y, int height,
            FoveaSlideKind kind)
{
  int reach = get_reach (y, height);
  gsize n = (gsize) reach * (gsize) width;
  g_autofree double *padded = g_new (double, n);

  for (int row = 0; row < reach; row++)
    {
      gboolean inside = row >= y->pad && row < y->pad + y->input;
      const double *from = rows + (inside ? row - y->pad : 0) * get_reach (x, width);
      double *to = padded + (gsize) row * (gsize) width;

      for (int column = 0; column < width; column++)
        to[column] = inside ? from[column * x->stride] : kind == FOVEA_SLIDE_SUM ? 0 : -INFINITY;
    }
  return fovea_slide_window (padded, n, (gsize) width, y->filter, kind);
}

/* @value: the sum or the largest; of padding alone −∞ */
static float
finish (FoveaPooling *self, double value, int covered)
{
  switch (self->kind)
    {
    case FOVEA_POOLING_AVERAGE:
      return (float) (value / covered);
    case FOVEA_POOLING_L2:
      return (float) sqrt (value);
    case FOVEA_POOLING_MAX:
    default:
      return isfinite (value) ? (float) value : 0;
    }
}

static float *
make_results (FoveaPooling *self, int slice, int width, int height)
{
  FoveaGeometry x = fovea_pooling_get_geometry (self, FALSE), y = fovea_pooling_get_geometry (self, TRUE);
  FoveaSlideKind kind = self->kind == FOVEA_POOLING_MAX ? FOVEA_SLIDE_LARGEST : FOVEA_SLIDE_SUM;
  g_autofree double *rows = slide_across (self, slice, &x, width, kind);
  g_autofree double *windows = slide_down (rows, &x, width, &y, height, kind);
  float *results = g_new (float, width *height);

  for (int row = 0; row < height; row++)
    for (int column = 0; column < width; column++)
      results[row * width + column] = finish (self, windows[row * y.stride * width + column],
                                              count_covered (&x, column) * count_covered (&y, row));
  return results;
}

/* Kept until something changes. */
const float *
fovea_pooling_get_results (FoveaPooling *self, int slice)
{
  float *results = g_hash_table_lookup (self->results, GINT_TO_POINTER (slice));
  int width, height;

  if (results)
    return results;
  fovea_pooling_get_windows (self, &width, &height);
  g_return_val_if_fail (width > 0 && slice >= 0 && slice < self->numbers[DEPTH], NULL);

  if (g_hash_table_size (self->results) >= MAX_KEPT)
    g_hash_table_remove_all (self->results);
  results = make_results (self, slice, width, height);
  g_hash_table_insert (self->results, GINT_TO_POINTER (slice), results);
  return results;
}

float
fovea_pooling_get_result (FoveaPooling *self, FoveaPlace place)
{
  int width, height;

  fovea_pooling_get_windows (self, &width, &height);
  g_return_val_if_fail (place.row < height && place.column < width, 0);

  return fovea_pooling_get_results (self, place.map)[place.row * width + place.column];
}

gboolean
fovea_pooling_has_own_input (FoveaPooling *self)
{
  return fovea_field_is_edited (&self->input);
}

GArray *
fovea_pooling_list_own_input (FoveaPooling *self)
{
  return fovea_pooling_has_own_input (self) ? fovea_field_list_edits (&self->input) : NULL;
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
