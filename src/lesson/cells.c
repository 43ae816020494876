/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The numbers of lessons that one can type over, whatever the lesson: behind each block stand its functions that get and
 * set one number. */

#include "config.h"

#include "lesson/cells.h"

#include "engine/random.h"
#include "lesson/convolution-pass.h"
#include "lesson/numbers.h"
#include "lesson/pooling.h"

#include <glib/gi18n-lib.h>

enum
{
  STREAM_SHUFFLE = 1 << 12 /* and one for each kind of cell: behind those of presets */
};

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

static void
set_gradient (FoveaLesson *lesson, int filter, int slice, int row, int column, float value)
{
  fovea_convolution_set_gradient_value (FOVEA_CONVOLUTION (lesson), slice, row, column, value);
}

static float
get_gradient (FoveaLesson *lesson, int filter, int slice, int row, int column)
{
  return fovea_convolution_get_gradient_value (FOVEA_CONVOLUTION (lesson), slice, row, column);
}

static void
set_pooling_gradient (FoveaLesson *lesson, int filter, int slice, int row, int column, float value)
{
  fovea_pooling_set_gradient_value (FOVEA_POOLING (lesson), (FoveaPlace){ slice, row, column }, value);
}

static float
get_pooling_gradient (FoveaLesson *lesson, int filter, int slice, int row, int column)
{
  return fovea_pooling_get_output_gradient (FOVEA_POOLING (lesson), (FoveaPlace){ slice, row, column });
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

  return (FoveaCells){ lesson, filter, fovea_convolution_get_filter_depth (self), fovea_convolution_get_filter_height (self),
                       fovea_convolution_get_filter_width (self), set_weight, get_weight };
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
fovea_lesson_get_gradient_cells (FoveaLesson *lesson)
{
  int width = 0, height = 0, maps = 0;

  if (FOVEA_IS_POOLING (lesson))
    {
      if (fovea_pooling_is_workable (FOVEA_POOLING (lesson)))
        maps = fovea_pooling_get_depth (FOVEA_POOLING (lesson));
      fovea_pooling_get_output_size (FOVEA_POOLING (lesson), &width, &height);
      return (FoveaCells){ lesson, 0, maps, height, width, set_pooling_gradient, get_pooling_gradient };
    }
  if (fovea_convolution_is_workable (FOVEA_CONVOLUTION (lesson)))
    maps = fovea_convolution_get_filters (FOVEA_CONVOLUTION (lesson));
  fovea_convolution_get_output_size (FOVEA_CONVOLUTION (lesson), &width, &height);
  return (FoveaCells){ lesson, 0, maps, height, width, set_gradient, get_gradient };
}

FoveaCells
fovea_lesson_get_cells (FoveaLesson *self, const FoveaCell *cell)
{
  switch (cell->kind)
    {
    case FOVEA_CELL_OF_INPUT:
      return fovea_lesson_get_input_cells (self);
    case FOVEA_CELL_OF_GRADIENT:
      return fovea_lesson_get_gradient_cells (self);
    case FOVEA_CELL_OF_TARGET:
      return fovea_lesson_get_target_cells (self);
    case FOVEA_CELL_OF_BIAS:
      return fovea_lesson_get_bias_cells (self);
    case FOVEA_CELL_OF_FILTER:
    default:
      return fovea_lesson_get_filter_cells (self, cell->filter);
    }
}

/* Whether the lesson has such a block at all at present. */
static gboolean
has_block (FoveaLesson *self, const FoveaCell *cell)
{
  FoveaConvolution *convolution = FOVEA_IS_CONVOLUTION (self) ? FOVEA_CONVOLUTION (self) : NULL;

  switch (cell->kind)
    {
    case FOVEA_CELL_OF_INPUT:
      return !convolution || !fovea_convolution_get_picture (convolution); /* whose pixels are nobody's to type over */
    case FOVEA_CELL_OF_GRADIENT:
      return convolution || FOVEA_IS_POOLING (self);
    case FOVEA_CELL_OF_TARGET:
      return convolution && fovea_convolution_get_target (convolution);
    case FOVEA_CELL_OF_BIAS:
      return convolution != NULL;
    case FOVEA_CELL_OF_FILTER:
    default:
      return convolution && cell->filter >= 0 && cell->filter < fovea_convolution_get_filters (convolution);
    }
}

/* Whether there is such a number at present. */
gboolean
fovea_lesson_has_cell (FoveaLesson *self, const FoveaCell *cell)
{
  FoveaCells cells;

  if (!has_block (self, cell))
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

/* Sets all numbers of @cell's slice, or of all slices, to @value, or to what @seed draws. */
static void
set_cells (FoveaLesson *self, const FoveaCell *cell, gboolean all, float value, const guint64 *seed)
{
  FoveaCells cells = fovea_lesson_get_cells (self, cell);
  guint64 stream = fovea_random_stream (FOVEA_STREAM_OTHER, STREAM_SHUFFLE + (guint64) cell->kind), i = 0;
  int first = all ? 0 : cell->slice, end = all ? cells.slices : cell->slice + 1, range = cell->kind == FOVEA_CELL_OF_INPUT ? 3 : 5;

  fovea_lesson_hold (self);
  for (int slice = first; slice < end; slice++)
    for (int row = 0; row < cells.rows; row++)
      for (int column = 0; column < cells.columns; column++, i++)
        {
          int drawn = seed ? (int) fovea_random_below (*seed, stream, i, (guint32) range) : 0;

          cells.set (self, cell->filter, slice, row, column, seed ? drawn - (range == 5 ? 2 : 0) : value);
        }
  fovea_lesson_release (self);
}

void
fovea_lesson_fill_cells (FoveaLesson *self, const FoveaCell *cell, gboolean all, float value)
{
  set_cells (self, cell, all, value, NULL);
}

void
fovea_lesson_shuffle_cells (FoveaLesson *self, const FoveaCell *cell, gboolean all, guint64 seed)
{
  set_cells (self, cell, all, 0, &seed);
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
  switch (cell->kind)
    {
    case FOVEA_CELL_OF_INPUT:
      return g_strdup_printf (_("input, slice %d, row %d, column %d: %s"), cell->slice + 1, cell->row + 1,
                              cell->column + 1, number);
    case FOVEA_CELL_OF_GRADIENT:
      return g_strdup_printf (_("output gradient, map %d, row %d, column %d: %s"), cell->slice + 1, cell->row + 1,
                              cell->column + 1, number);
    case FOVEA_CELL_OF_TARGET:
      return g_strdup_printf (_("target, map %d, row %d, column %d: %s"), cell->slice + 1, cell->row + 1,
                              cell->column + 1, number);
    case FOVEA_CELL_OF_BIAS:
      return g_strdup_printf (_("bias of filter %d: %s"), cell->column + 1, number);
    case FOVEA_CELL_OF_FILTER:
    default:
      return g_strdup_printf (_("filter %d, slice %d, row %d, column %d: %s"), cell->filter + 1, cell->slice + 1,
                              cell->row + 1, cell->column + 1, number);
    }
}
