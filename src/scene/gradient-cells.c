/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The gradient scene's numbers that can be typed over: the input, the filter, the gradient of the output, and the target
 * map. In training the filter on the screen is the step's; only that before the first step is the lesson's own. */

#include "config.h"

#include "scene/gradient-layout.h"

#include "scene/convolution-layout.h"

/* The input's first cell stands in its grid behind the padding, but where the output has that. */
static FoveaCell
name_input (const FoveaGradientLayout *self, int slice, int row, int column)
{
  gboolean padded = self->pass != FOVEA_LESSON_TRANSPOSED;

  return (FoveaCell){ FOVEA_CELL_OF_INPUT, 0, slice,
                      row - (padded ? fovea_convolution_get_geometry (self->lesson, TRUE).pad : 0),
                      column - (padded ? fovea_convolution_get_geometry (self->lesson, FALSE).pad : 0) };
}

gboolean
fovea_gradient_name_cell (const FoveaGradientLayout *self, const FoveaGrid *grid, int row, int column, FoveaCell *cell)
{
  switch ((FoveaGradientPart) grid->role)
    {
    case FOVEA_PART_INPUT:
      *cell = name_input (self, grid->index, row, column);
      return TRUE;
    case FOVEA_PART_FILTER:
      *cell = (FoveaCell){ FOVEA_CELL_OF_FILTER, self->place.map, (grid->index & 1023) - self->first_seen, row, column };
      return self->pass != FOVEA_LESSON_TRAIN || self->position == 0;
    case FOVEA_PART_OUTPUT_GRADIENT:
      *cell = (FoveaCell){ FOVEA_CELL_OF_GRADIENT, 0, grid->index, row, column };
      return TRUE;
    case FOVEA_PART_TARGET:
      *cell = (FoveaCell){ FOVEA_CELL_OF_TARGET, 0, grid->index, row, column };
      return TRUE;
    default:
      return FALSE;
    }
}
