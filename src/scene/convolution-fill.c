/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The values behind the cells of the convolution scene's grids, row by row. */

#include "config.h"

#include "scene/convolution-fill.h"

#include <string.h>

/* A row of the padded input. */
void
fovea_fill_input (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  FoveaConvolution *lesson = data;
  FoveaGeometry x = fovea_convolution_get_geometry (lesson, FALSE), y = fovea_convolution_get_geometry (lesson, TRUE);
  int at = row - y.pad;

  for (int column = 0; column < grid->columns; column++)
    {
      gboolean inside = at >= 0 && at < y.input && column >= x.pad && column < x.pad + x.input;

      states[column] = inside ? FOVEA_CELL_VALUE : FOVEA_CELL_PADDING;
    }
  fovea_convolution_fill_values (lesson, grid->index, at, -x.pad, grid->columns, values);
}

/* A row of the input without padding. */
void
fovea_fill_bare_input (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  memset (states, FOVEA_CELL_VALUE, (gsize) grid->columns);
  fovea_convolution_fill_values (data, grid->index, row, 0, grid->columns, values);
}

/* A row of what lies under the window now. */
void
fovea_fill_patch (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  FoveaConvolution *lesson = data;
  FoveaGeometry x = fovea_convolution_get_geometry (lesson, FALSE), y = fovea_convolution_get_geometry (lesson, TRUE);
  FoveaPlace place = fovea_convolution_get_place (lesson, fovea_lesson_get_position (FOVEA_LESSON (lesson)));
  int at = place.row * y.stride + row * y.dilation - y.pad;

  for (int column = 0; column < grid->columns; column++)
    {
      int across = place.column * x.stride + column * x.dilation - x.pad;
      gboolean inside = at >= 0 && at < y.input && across >= 0 && across < x.input;

      states[column] = inside ? FOVEA_CELL_VALUE : FOVEA_CELL_PADDING;
      if (x.dilation > 1)
        values[column] = fovea_convolution_get_value (lesson, grid->index, at, across);
    }
  if (x.dilation == 1)
    fovea_convolution_fill_values (lesson, grid->index, at, place.column * x.stride - x.pad, grid->columns, values);
}

void
fovea_fill_filter (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  memset (states, FOVEA_CELL_VALUE, (gsize) grid->columns);
  fovea_convolution_fill_applied_weights (data, grid->index >> 10, grid->index & 1023, row, values);
}

/* Leaves the cell empty that a question asks for; @shrunk: how many times larger the map's cells are here. */
static void
hide_asked (FoveaConvolution *lesson, const FoveaGrid *grid, int row, int shrunk, guint8 *states)
{
  FoveaPlace place;

  if (!fovea_lesson_hides (FOVEA_LESSON (lesson), FOVEA_HIDE_CELL))
    return;
  place = fovea_convolution_get_place (lesson, fovea_lesson_get_position (FOVEA_LESSON (lesson)));
  if (place.map == (grid->index & (FOVEA_CONVOLUTION_TURNED - 1)) && place.row / shrunk == row && place.column / shrunk < grid->columns)
    states[place.column / shrunk] = FOVEA_CELL_EMPTY;
}

void
fovea_fill_map (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  int known, filled = fovea_convolution_count_filled (data, grid->index);
  const float *map = fovea_convolution_get_map (data, grid->index, &known) + row * grid->columns;
  int end = MIN (known, filled) - row * grid->columns;

  for (int column = 0; column < grid->columns; column++)
    {
      states[column] = column < end ? FOVEA_CELL_VALUE : FOVEA_CELL_EMPTY;
      values[column] = map[column];
    }
  hide_asked (data, grid, row, 1, states);
}

void
fovea_fill_relu (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  fovea_fill_map (data, grid, row, values, states);
  for (int column = 0; column < grid->columns; column++)
    values[column] = MAX (0, values[column]);
}

void
fovea_fill_pool (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  int known = fovea_convolution_fill_pooled (data, grid->index, row, values);

  for (int column = 0; column < grid->columns; column++)
    states[column] = column < known ? FOVEA_CELL_VALUE : FOVEA_CELL_EMPTY;
  hide_asked (data, grid, row, 2, states);
}
