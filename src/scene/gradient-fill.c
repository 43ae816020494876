/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The grids of the gradient scene: their sizes, the ranges of their colours, and the values behind their cells. Input
 * and input gradient stand with their padding, so that the window has its place over both; what comes to the padding is
 * dropped, so its cells stay empty. */

#include "config.h"

#include "scene/convolution-fill.h"
#include "scene/convolution-layout.h"
#include "scene/gradient-layout.h"

#include <math.h>

static void
fill_empty (int columns, float *values, guint8 *states)
{
  for (int column = 0; column < columns; column++)
    {
      values[column] = 0;
      states[column] = FOVEA_CELL_EMPTY;
    }
}

/* A row of a tensor's plane that begins at @top, @left of the grid. */
static void
fill_plane (const float *plane, int height, int width, int top, int left, const FoveaGrid *grid, int row, float *values,
            guint8 *states)
{
  fill_empty (grid->columns, values, states);
  for (int column = 0; plane && column < grid->columns; column++)
    if (row >= top && row < top + height && column >= left && column < left + width)
      {
        values[column] = plane[(row - top) * width + column - left];
        states[column] = FOVEA_CELL_VALUE;
      }
}

/* The whole plane @index of @tensor. */
static void
fill_tensor (const FoveaTensor *tensor, int index, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  const float *plane = tensor ? fovea_tensor_at (tensor, 0, 0, 0, 0) + (gsize) index * tensor->h * tensor->w : NULL;

  fill_plane (plane, grid->rows, grid->columns, 0, 0, grid, row, values, states);
}

static void
fill_input_gradient (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  FoveaGeometry x = fovea_convolution_get_geometry (data, FALSE), y = fovea_convolution_get_geometry (data, TRUE);
  const FoveaTensor *gx = fovea_convolution_get_input_gradient (data);

  fill_plane (gx ? fovea_tensor_at (gx, 0, grid->index, 0, 0) : NULL, y.input, x.input, y.pad, x.pad, grid, row, values,
              states);
}

/* Of filter and slice, the plane among those that the filter has. */
static int
get_plane (FoveaConvolution *lesson, int index)
{
  int filter = index >> 10, slice = (index & 1023) - fovea_convolution_get_first_slice (lesson, filter);

  return filter * fovea_convolution_get_filter_depth (lesson) + slice;
}

static void
fill_filter_gradient (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  fill_tensor (fovea_convolution_get_filter_gradient (data), get_plane (data, grid->index), grid, row, values, states);
}

static void
fill_trained_filter (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  fill_tensor (fovea_convolution_get_trained_filters (data), get_plane (data, grid->index), grid, row, values, states);
}

static void
fill_goal (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  for (int column = 0; column < grid->columns; column++)
    {
      values[column] = fovea_convolution_get_target_weight (data, grid->index >> 10, grid->index & 1023, row, column);
      states[column] = FOVEA_CELL_VALUE;
    }
}

static void
fill_output_gradient (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  fill_tensor (fovea_convolution_get_output_gradient (data), grid->index, grid, row, values, states);
}

static void
fill_output (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  fill_tensor (fovea_convolution_get_output (data), grid->index, grid, row, values, states);
}

static void
fill_target (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  fill_tensor (fovea_convolution_get_target (data), grid->index, grid, row, values, states);
}

static void
fill_stamped (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  int pad = fovea_convolution_get_pad (data), width, height;

  fovea_convolution_get_stamped_size (data, &width, &height);
  fill_plane (fovea_convolution_get_stamped (data, grid->index), height, width, pad, pad, grid, row, values, states);
}

/* Rows or columns of the padded input, and those that rounding up makes up. */
static int
get_padded (FoveaConvolution *lesson, gboolean vertical)
{
  FoveaGeometry geometry = fovea_convolution_get_geometry (lesson, vertical);

  return fovea_geometry_covered (&geometry, fovea_geometry_count_windows (&geometry));
}

void
fovea_gradient_get_size (const FoveaGradientLayout *self, FoveaGradientPart part, int *rows, int *columns)
{
  FoveaConvolution *lesson = self->lesson;
  int pad = fovea_convolution_get_pad (lesson);

  switch (part)
    {
    case FOVEA_PART_INPUT:
    case FOVEA_PART_INPUT_GRADIENT:
      *rows = self->pass == FOVEA_LESSON_TRANSPOSED ? fovea_convolution_get_height (lesson) : get_padded (lesson, TRUE);
      *columns
          = self->pass == FOVEA_LESSON_TRANSPOSED ? fovea_convolution_get_width (lesson) : get_padded (lesson, FALSE);
      break;
    case FOVEA_PART_FILTER:
    case FOVEA_PART_FILTER_GRADIENT:
    case FOVEA_PART_GOAL:
      *rows = fovea_convolution_get_filter_height (lesson);
      *columns = fovea_convolution_get_filter_width (lesson);
      break;
    case FOVEA_PART_STAMPED:
      fovea_convolution_get_stamped_size (lesson, columns, rows);
      *rows += 2 * pad;
      *columns += 2 * pad;
      break;
    default:
      fovea_convolution_get_output_size (lesson, columns, rows);
    }
}

gboolean
fovea_gradient_hides (const FoveaGradientLayout *self, FoveaHide any)
{
  return fovea_lesson_hides (FOVEA_LESSON (self->lesson), any);
}

gboolean
fovea_gradient_hides_part (const FoveaGradientLayout *self, FoveaGradientPart part)
{
  return fovea_gradient_hides (self, FOVEA_HIDE_CELL)
         && (part == FOVEA_PART_INPUT_GRADIENT || part == FOVEA_PART_FILTER_GRADIENT || part == FOVEA_PART_STAMPED);
}

static void
fill_hidden (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  fill_empty (grid->columns, values, states);
}

/* What the colours of @part span, on both sides of zero. */
static float
get_limit (const FoveaGradientLayout *self, FoveaGradientPart part)
{
  FoveaConvolution *lesson = self->lesson;
  const FoveaTensor *tensor = NULL;
  float limits[2], low, high;
  int width, height;

  switch (part)
    {
    case FOVEA_PART_INPUT_GRADIENT:
    case FOVEA_PART_FILTER_GRADIENT:
      fovea_convolution_get_gradient_limits (lesson, &limits[0], &limits[1]);
      return limits[part == FOVEA_PART_FILTER_GRADIENT];
    case FOVEA_PART_FILTER:
    case FOVEA_PART_GOAL:
      high = fovea_convolution_get_weight_limit (lesson, self->place.map);
      low = fovea_filter_preset_limit (fovea_convolution_get_target_preset (lesson),
                                       fovea_convolution_get_filter_height (lesson),
                                       fovea_convolution_get_filter_width (lesson));
      return self->pass == FOVEA_LESSON_TRAIN ? fmaxf (low, high) : high;
    case FOVEA_PART_OUTPUT_GRADIENT:
      tensor = fovea_convolution_get_output_gradient (lesson);
      break;
    case FOVEA_PART_OUTPUT:
    case FOVEA_PART_TARGET:
      tensor = fovea_convolution_get_target (lesson);
      break;
    case FOVEA_PART_STAMPED:
      fovea_convolution_get_stamped_size (lesson, &width, &height);
      return fovea_numbers_limit (fovea_convolution_get_stamped (lesson, self->place.map),
                                  (gsize) width * (gsize) height);
    default:
      break;
    }
  return tensor ? fovea_numbers_limit (tensor->data, fovea_tensor_size (tensor)) : 1;
}

/* The grid of @part, of @slice of the input where it has slices; where it stands is the caller's. */
FoveaGrid
fovea_gradient_make_grid (FoveaGradientLayout *self, FoveaGradientPart part, int slice)
{
  static void (*const fills[]) (gpointer, const FoveaGrid *, int, float *, guint8 *)
      = { fovea_fill_input,     fill_input_gradient, fovea_fill_filter, fill_filter_gradient, fill_goal,
          fill_output_gradient, fill_output,         fill_target,       fill_stamped };
  gboolean bare = self->pass == FOVEA_LESSON_TRANSPOSED && part == FOVEA_PART_INPUT;
  gboolean trained = self->pass == FOVEA_LESSON_TRAIN && part == FOVEA_PART_FILTER;
  FoveaGrid grid = { .role = part,
                     .cell = self->cell,
                     .index = part <= FOVEA_PART_INPUT_GRADIENT ? slice
                              : part <= FOVEA_PART_GOAL         ? fovea_filter_index (self->place.map, slice)
                                                                : self->place.map,
                     .scale = part == FOVEA_PART_INPUT    ? FOVEA_SCALE_INPUT
                              : part >= FOVEA_PART_OUTPUT ? FOVEA_SCALE_OUTPUT
                                                          : FOVEA_SCALE_WEIGHT,
                     .fill = fovea_gradient_hides_part (self, part) ? fill_hidden
                             : bare    ? fovea_fill_bare_input
                             : trained ? fill_trained_filter
                                       : fills[part],
                     .data = self->lesson };
  float low = 0, high = 0;

  fovea_gradient_get_size (self, part, &grid.rows, &grid.columns);
  if (part == FOVEA_PART_INPUT)
    fovea_convolution_get_value_range (self->lesson, &low, &high);
  else
    high = get_limit (self, part);
  grid.low = low;
  grid.high = high;
  return grid;
}

FoveaLossAxes
fovea_gradient_get_axes (FoveaConvolution *lesson)
{
  static const int spans[] = { 20, 50, 100, 200, FOVEA_CONVOLUTION_MAX_STEPS };
  FoveaLossAxes axes = { 0, 0, 0 };
  int n, i = 0;
  const double *losses = fovea_convolution_get_losses (lesson, &n);
  double least = INFINITY, most = 1e-9;

  while (n - 1 > spans[i])
    i++;
  axes.steps = spans[i];
  for (i = 0; i < n; i++)
    {
      least = fmin (least, losses[i]);
      most = fmax (most, losses[i]);
    }
  axes.high = ceil (log10 (most) + 0.01);
  axes.low = fmin (floor (log10 (fmax (least, 1e-9))), axes.high - 2);
  return axes;
}
