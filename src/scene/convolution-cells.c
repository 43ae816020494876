/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The convolution scene's cells: what their numbers are called, which of them can be typed over, and where they are. The
 * grid of the input has its padding around it; that of a filter is of one slice of the input. */

#include "config.h"

#include "scene/convolution-layout.h"

#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>

static char *
say_input_cell (const FoveaConvolutionLayout *self, const FoveaGrid *grid, int row, int column)
{
  FoveaGeometry x = fovea_convolution_get_geometry (self->lesson, FALSE);
  FoveaGeometry y = fovea_convolution_get_geometry (self->lesson, TRUE);
  char value[FOVEA_NUMBER_SIZE];

  row -= y.pad;
  column -= x.pad;
  if (row < 0 || column < 0 || row >= y.input || column >= x.input)
    return g_strdup (_("padding: 0"));
  return g_strdup_printf (
      _("x[%d, %d, %d] = %s"), row, column, grid->index,
      fovea_number_full (fovea_convolution_get_value (self->lesson, grid->index, row, column), value));
}

static char *
say_output_cell (const FoveaConvolutionLayout *self, const FoveaGrid *grid, int row, int column)
{
  g_autofree float *values = g_new0 (float, grid->columns);
  g_autofree guint8 *states = g_new0 (guint8, grid->columns);
  char value[FOVEA_NUMBER_SIZE];

  grid->fill (grid->data, grid, row, values, states);
  if (states[column] == FOVEA_CELL_EMPTY)
    return g_strdup_printf (_("map %d, row %d, column %d: not reached yet"), grid->index + 1, row + 1, column + 1);
  return g_strdup_printf (_("map %d, row %d, column %d: %s"), grid->index + 1, row + 1, column + 1,
                          fovea_number_full (values[column], value));
}

char *
fovea_convolution_say_cell (const FoveaConvolutionLayout *self, double x, double y)
{
  char value[FOVEA_NUMBER_SIZE];
  FoveaGrid grid;
  int row, column, filter, slice;

  if (!fovea_sheet_pick_cell (self->sheet, x, y, &grid, &row, &column))
    return NULL;
  filter = grid.index >> 10;
  slice = grid.index & 1023;
  switch ((FoveaGridRole) grid.role)
    {
    case FOVEA_GRID_INPUT:
      return say_input_cell (self, &grid, row, column);
    case FOVEA_GRID_FILTER:
      fovea_number_full (fovea_convolution_get_applied_weight (self->lesson, filter, slice, row, column), value);
      return g_strdup_printf (_("w%d[%d, %d, %d] = %s"), filter, row, column, slice, value);
    case FOVEA_GRID_PATCH:
      return NULL;
    default:
      return say_output_cell (self, &grid, row, column);
    }
}

gboolean
fovea_convolution_name_cell (const FoveaConvolutionLayout *self, const FoveaGrid *grid, int row, int column,
                             FoveaCell *cell)
{
  int filter = grid->index >> 10;
  gboolean flip = fovea_convolution_get_flip (self->lesson); /* each cell is that of the opposite place then */

  if (grid->role == FOVEA_GRID_INPUT)
    *cell = (FoveaCell){ FOVEA_CELL_OF_INPUT, 0, grid->index,
                         row - fovea_convolution_get_geometry (self->lesson, TRUE).pad,
                         column - fovea_convolution_get_geometry (self->lesson, FALSE).pad };
  else
    *cell = (FoveaCell){ FOVEA_CELL_OF_FILTER, filter,
                         (grid->index & 1023) - fovea_convolution_get_first_slice (self->lesson, filter),
                         flip ? fovea_convolution_get_filter_height (self->lesson) - 1 - row : row,
                         flip ? fovea_convolution_get_filter_width (self->lesson) - 1 - column : column };
  return grid->role == FOVEA_GRID_INPUT || grid->role == FOVEA_GRID_FILTER;
}
