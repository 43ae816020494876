/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The numbers of lessons that one can type over, whatever the lesson: behind each block stand its functions that get and
 * set one number. */

#include "config.h"

#include "lesson/cells.h"

#include "lesson/convolution-pass.h"
#include "lesson/numbers.h"
#include "lesson/pooling.h"

#include <glib/gi18n-lib.h>

static void
set_convolution_value (FoveaLesson *lesson, int filter, int slice, int row, int column, float value)
{
  fovea_convolution_set_value (FOVEA_CONVOLUTION (lesson), slice, row, column, value);
}

static float
get_convolution_value (FoveaLesson *lesson, int filter, int slice, int row, int column)
{
  return fovea_convolution_get_value (FOVEA_CONVOLUTION (lesson), slice, row, column);
}

static void
set_weight (FoveaLesson *lesson, int filter, int slice, int row, int column, float value)
{
  FoveaConvolution *self = FOVEA_CONVOLUTION (lesson);

  slice += fovea_convolution_get_first_slice (self, filter);
  fovea_convolution_set_weight (self, filter, slice, row, column, value);
}

static float
get_weight (FoveaLesson *lesson, int filter, int slice, int row, int column)
{
  FoveaConvolution *self = FOVEA_CONVOLUTION (lesson);

  slice += fovea_convolution_get_first_slice (self, filter);
  return fovea_convolution_get_weight (self, filter, slice, row, column);
}

static void
set_bias (FoveaLesson *lesson, int filter, int slice, int row, int column, float value)
{
  fovea_convolution_set_bias (FOVEA_CONVOLUTION (lesson), column, value);
}

static float
get_bias (FoveaLesson *lesson, int filter, int slice, int row, int column)
{
  return fovea_convolution_get_bias (FOVEA_CONVOLUTION (lesson), column);
}

static void
set_target_value (FoveaLesson *lesson, int filter, int slice, int row, int column, float value)
{
  fovea_convolution_set_target_value (FOVEA_CONVOLUTION (lesson), slice, row, column, value);
}

static float
get_target_value (FoveaLesson *lesson, int filter, int slice, int row, int column)
{
  const FoveaTensor *target = fovea_convolution_get_target (FOVEA_CONVOLUTION (lesson));

  return target ? *fovea_tensor_at (target, 0, slice, row, column) : 0; /* a layer too large has none */
}

static void
set_pooling_value (FoveaLesson *lesson, int filter, int slice, int row, int column, float value)
{
  fovea_pooling_set_value (FOVEA_POOLING (lesson), slice, row, column, value);
}

static float
get_pooling_value (FoveaLesson *lesson, int filter, int slice, int row, int column)
{
  return fovea_pooling_get_value (FOVEA_POOLING (lesson), slice, row, column);
}

FoveaCells
fovea_lesson_get_input_cells (FoveaLesson *lesson)
{
  if (FOVEA_IS_CONVOLUTION (lesson))
    {
      FoveaConvolution *self = FOVEA_CONVOLUTION (lesson);

      return (FoveaCells){ lesson, 0, fovea_convolution_get_depth (self), fovea_convolution_get_height (self),
                          fovea_convolution_get_width (self), set_convolution_value, get_convolution_value };
    }
  if (FOVEA_IS_POOLING (lesson))
    {
      FoveaPooling *self = FOVEA_POOLING (lesson);

      return (FoveaCells){ lesson, 0, fovea_pooling_get_depth (self), fovea_pooling_get_height (self),
                          fovea_pooling_get_width (self), set_pooling_value, get_pooling_value };
    }
  return (FoveaCells){ .lesson = lesson };
}

FoveaCells
fovea_lesson_get_filter_cells (FoveaLesson *lesson, int filter)
{
  FoveaConvolution *self = FOVEA_CONVOLUTION (lesson);
  int extent = fovea_convolution_get_filter (self);

  return (FoveaCells){ lesson, filter, fovea_convolution_get_filter_depth (self), extent, extent, set_weight, get_weight };
}

FoveaCells
fovea_lesson_get_bias_cells (FoveaLesson *lesson)
{
  return (FoveaCells){ lesson, 0, 1, 1, fovea_convolution_get_filters (FOVEA_CONVOLUTION (lesson)), set_bias, get_bias };
}

FoveaCells
fovea_lesson_get_target_cells (FoveaLesson *lesson)
{
  FoveaConvolution *self = FOVEA_CONVOLUTION (lesson);
  int width, height;

  fovea_convolution_get_output_size (self, &width, &height);
  return (FoveaCells){ lesson, 0, fovea_convolution_get_filters (self), height, width, set_target_value,
                       get_target_value };
}

FoveaCells
fovea_lesson_get_cells (FoveaLesson *self, const FoveaCell *cell)
{
  if (cell->kind == FOVEA_CELL_OF_INPUT)
    return fovea_lesson_get_input_cells (self);
  return cell->kind == FOVEA_CELL_OF_TARGET ? fovea_lesson_get_target_cells (self)
                                            : fovea_lesson_get_filter_cells (self, cell->filter);
}

/* Whether there is such a number at present. */
gboolean
fovea_lesson_has_cell (FoveaLesson *self, const FoveaCell *cell)
{
  FoveaCells cells;

  if (cell->kind != FOVEA_CELL_OF_INPUT
      && (!FOVEA_IS_CONVOLUTION (self) || cell->filter < 0
          || cell->filter >= fovea_convolution_get_filters (FOVEA_CONVOLUTION (self))))
    return FALSE;
  if (cell->kind == FOVEA_CELL_OF_TARGET && fovea_convolution_get_target (FOVEA_CONVOLUTION (self)) == NULL)
    return FALSE;
  cells = fovea_lesson_get_cells (self, cell);
  return cell->slice >= 0 && cell->slice < cells.slices && cell->row >= 0 && cell->row < cells.rows
         && cell->column >= 0 && cell->column < cells.columns;
}

float
fovea_lesson_get_cell (FoveaLesson *self, const FoveaCell *cell)
{
  FoveaCells cells = fovea_lesson_get_cells (self, cell);

  return cells.get (self, cell->filter, cell->slice, cell->row, cell->column);
}

void
fovea_lesson_set_cell (FoveaLesson *self, const FoveaCell *cell, float value)
{
  FoveaCells cells = fovea_lesson_get_cells (self, cell);

  cells.set (self, cell->filter, cell->slice, cell->row, cell->column, value);
}

void
fovea_lesson_fill_cells (FoveaLesson *self, const FoveaCell *cell, gboolean all, float value)
{
  FoveaCells cells = fovea_lesson_get_cells (self, cell);

  fovea_lesson_hold (self);
  for (int slice = all ? 0 : cell->slice; slice < (all ? cells.slices : cell->slice + 1); slice++)
    for (int row = 0; row < cells.rows; row++)
      for (int column = 0; column < cells.columns; column++)
        cells.set (self, cell->filter, slice, row, column, value);
  fovea_lesson_release (self);
}

/* The slice that @cell is in as spreadsheets take it: tabs between numbers, a line a row. */
char *
fovea_lesson_write_cells (FoveaLesson *self, const FoveaCell *cell)
{
  FoveaCells cells = fovea_lesson_get_cells (self, cell);
  GString *text = g_string_new (NULL);
  char number[FOVEA_NUMBER_SIZE];

  for (int row = 0; row < cells.rows; row++)
    for (int column = 0; column < cells.columns; column++)
      g_string_append_printf (
          text, "%s%s", fovea_number_exact (cells.get (self, cell->filter, cell->slice, row, column), number),
          column < cells.columns - 1 ? "\t" : "\n");
  return g_string_free (text, FALSE);
}

/* "input, slice 1, row 2, column 3: −1", as a screen reader says it. */
char *
fovea_lesson_describe_cell (FoveaLesson *self, const FoveaCell *cell)
{
  char number[FOVEA_NUMBER_SIZE];

  fovea_number_full (fovea_lesson_get_cell (self, cell), number);
  if (cell->kind == FOVEA_CELL_OF_INPUT)
    return g_strdup_printf (_("input, slice %d, row %d, column %d: %s"), cell->slice + 1, cell->row + 1,
                            cell->column + 1, number);
  if (cell->kind == FOVEA_CELL_OF_TARGET)
    return g_strdup_printf (_("target, map %d, row %d, column %d: %s"), cell->slice + 1, cell->row + 1,
                            cell->column + 1, number);
  return g_strdup_printf (_("filter %d, slice %d, row %d, column %d: %s"), cell->filter + 1, cell->slice + 1,
                          cell->row + 1, cell->column + 1, number);
}
