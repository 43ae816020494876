/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The numbers behind the cells of a picture's scene: what they are called under the pointer, and which of them are the
 * filter's, to be typed over. A small colour picture of a filter has three numbers in each cell, and names none. */

#include "config.h"

#include "scene/picture-layout.h"

#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static char *
say_pixel (const FoveaPictureLayout *self, int row, int column)
{
  GString *text = g_string_new (NULL);
  char value[FOVEA_NUMBER_SIZE];

  g_string_append_printf (text, _("row %d, column %d:"), row + 1, column + 1);
  for (int slice = 0; slice < self->depth; slice++)
    g_string_append_printf (
        text, " %s", fovea_number_short (fovea_convolution_get_value (self->lesson, slice, row, column), 5, value));
  return g_string_free (text, FALSE);
}

/* The weights of all slices at one place of a filter. */
static char *
say_weights (const FoveaPictureLayout *self, int filter, int row, int column)
{
  g_autofree char *name = fovea_convolution_get_filter_name (self->lesson, filter);
  GString *text = g_string_new (NULL);
  char value[FOVEA_NUMBER_SIZE];

  g_string_append_printf (text, _("filter %d, %s, row %d, column %d:"), filter + 1, name, row + 1, column + 1);
  for (int slice = 0; slice < self->depth; slice++)
    g_string_append_printf (
        text, " %s",
        fovea_number_short (fovea_convolution_get_applied_weight (self->lesson, filter, slice, row, column), 6, value));
  return g_string_free (text, FALSE);
}

/* "0.52 × −0.1 = −0.052" */
static char *
say_product (const FoveaPictureLayout *self, int slice, int row, int column)
{
  FoveaPlace place
      = fovea_convolution_get_place (self->lesson, fovea_lesson_get_position (FOVEA_LESSON (self->lesson)));
  FoveaGeometry x = fovea_convolution_get_geometry (self->lesson, FALSE);
  FoveaGeometry y = fovea_convolution_get_geometry (self->lesson, TRUE);
  float value = fovea_convolution_get_value (self->lesson, slice, place.row * y.stride + row * y.dilation - y.pad,
                                             place.column * x.stride + column * x.dilation - x.pad);
  float weight = fovea_convolution_get_applied_weight (self->lesson, place.map, slice, row, column);
  char factor[FOVEA_NUMBER_SIZE], other[FOVEA_NUMBER_SIZE], product[FOVEA_NUMBER_SIZE];

  return g_strdup_printf ("%s × %s = %s", fovea_number_short (value, 7, factor), fovea_number_factor (weight, 7, other),
                          fovea_number_short ((double) value * weight, 7, product));
}

char *
fovea_picture_say_cell (const FoveaPictureLayout *self, double x, double y)
{
  char value[FOVEA_NUMBER_SIZE];
  int row, column, known;
  const float *map;
  FoveaGrid grid;

  if (!fovea_sheet_pick_cell (self->sheet, x, y, &grid, &row, &column))
    return NULL;
  switch (grid.role)
    {
    case FOVEA_GRID_INPUT:
      return say_pixel (self, row, column);
    case FOVEA_GRID_THUMB:
      return say_weights (self, grid.index, row, column);
    case FOVEA_GRID_FILTER:
      return say_product (self, grid.index & 1023, row, column);
    case FOVEA_GRID_PATCH:
    case FOVEA_GRID_PRODUCT:
      return say_product (self, grid.index, row, column);
    case FOVEA_GRID_MAP:
      map = fovea_convolution_get_map (self->lesson, grid.index, &known);
      if (row * grid.columns + column >= known)
        return NULL;
      return g_strdup_printf (_("map %d, row %d, column %d: %s"), grid.index + 1, row + 1, column + 1,
                              fovea_number_full (fovea_convolution_get_relu (self->lesson)
                                                     ? fmaxf (0, map[row * grid.columns + column])
                                                     : map[row * grid.columns + column],
                                                 value));
    default:
      return NULL;
    }
}

gboolean
fovea_picture_name_cell (const FoveaPictureLayout *self, const FoveaGrid *grid, int row, int column, FoveaCell *cell)
{
  FoveaConvolutionLayout convolution = { .lesson = self->lesson };
  FoveaGrid filter = *grid;

  if (grid->role != FOVEA_GRID_FILTER && !(grid->role == FOVEA_GRID_THUMB && self->depth == 1))
    return FALSE;
  filter.role = FOVEA_GRID_FILTER;
  if (grid->role == FOVEA_GRID_THUMB)
    filter.index = fovea_filter_index (grid->index, 0);
  return fovea_convolution_name_cell (&convolution, &filter, row, column, cell);
}
