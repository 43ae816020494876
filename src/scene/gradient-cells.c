/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The gradient scene's numbers that can be typed over: the input, the filter, and the target map. In training the
 * filter on the screen is the step's; only that before the first step is the lesson's own. */

#include "config.h"

#include "scene/gradient-layout.h"

#include "scene/convolution-layout.h"

/* The input's first cell in its grid: behind the padding, but where the output has that. */
static void
get_start (const FoveaGradientLayout *self, int *row, int *column)
{
  gboolean padded = self->pass != FOVEA_LESSON_TRANSPOSED;

  *row = padded ? fovea_convolution_get_geometry (self->lesson, TRUE).pad : 0;
  *column = padded ? fovea_convolution_get_geometry (self->lesson, FALSE).pad : 0;
}

static gboolean
has_own_filter (const FoveaGradientLayout *self)
{
  return self->pass != FOVEA_LESSON_TRAIN || self->position == 0;
}

gboolean
fovea_gradient_find_cell (const FoveaGradientLayout *self, double x, double y, FoveaCell *cell)
{
  int row, column, top, left;
  FoveaGrid grid;

  if (!fovea_sheet_pick_cell (self->sheet, x, y, &grid, &row, &column))
    return FALSE;
  get_start (self, &top, &left);
  if (grid.role == FOVEA_PART_INPUT)
    *cell = (FoveaCell){ FOVEA_CELL_OF_INPUT, 0, grid.index, row - top, column - left };
  else if (grid.role == FOVEA_PART_FILTER && has_own_filter (self))
    *cell = (FoveaCell){ FOVEA_CELL_OF_FILTER, self->place.map, (grid.index & 1023) - self->first_seen, row, column };
  else if (grid.role == FOVEA_PART_TARGET)
    *cell = (FoveaCell){ FOVEA_CELL_OF_TARGET, 0, grid.index, row, column };
  else
    return FALSE;
  return fovea_lesson_has_cell (FOVEA_LESSON (self->lesson), cell);
}

gboolean
fovea_gradient_get_cell_box (const FoveaGradientLayout *self, const FoveaCell *cell, FoveaBox *box)
{
  const FoveaGrid *grid;
  int role, index = cell->slice, row = cell->row, column = cell->column, top, left;

  if (cell->kind == FOVEA_CELL_OF_INPUT)
    {
      role = FOVEA_PART_INPUT;
      get_start (self, &top, &left);
      row += top;
      column += left;
    }
  else if (cell->kind == FOVEA_CELL_OF_FILTER)
    {
      if (!has_own_filter (self))
        return FALSE;
      role = FOVEA_PART_FILTER;
      index = fovea_filter_index (cell->filter,
                                  cell->slice + fovea_convolution_get_first_slice (self->lesson, cell->filter));
    }
  else
    role = FOVEA_PART_TARGET;
  grid = fovea_sheet_find_grid (self->sheet, role, index);
  if (!grid)
    return FALSE;
  *box = fovea_grid_box (grid, row, column, 1, 1);
  return TRUE;
}
