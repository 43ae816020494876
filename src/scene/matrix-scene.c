/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The convolution as a matrix product, as most programs compute it (im2col): O = W·X + b, where
 *   W is K × F·F·D, a filter in each row,
 *   X is F·F·D × positions, the patch under the window in each column, zeros of the padding included,
 *   O is K × positions, a map in each row.
 * X stands over O and W left of it, so that row k of W and column p of X meet in o[k, p]. In the corner between them is
 * the input, with the window that the lit column was taken from. */

#include "config.h"

#include "scene/matrix-scene-private.h"

#include "lesson/numbers.h"
#include "scene/convolution-fill.h"
#include "scene/grid.h"
#include "scene/view-cells.h"

#include <glib/gi18n-lib.h>
#include <math.h>

G_DEFINE_FINAL_TYPE (FoveaMatrixScene, fovea_matrix_scene, FOVEA_TYPE_VIEW_SCENE)

static const FoveaViewFrame *
get_frame (gpointer self)
{
  return fovea_view_scene_get_frame (self);
}

/* --- what is lit */

/* The cells' box in @role, or one beyond its edges where they are folded away. */
static gboolean
find_cells (FoveaMatrixScene *self, int role, int row, int column, int rows, int columns, FoveaBox *box)
{
  const FoveaGrid *grid = fovea_sheet_find_grid (get_frame (self)->sheet, role, 0);

  if (!grid || row < 0 || column < 0 || row + rows > grid->rows || column + columns > grid->columns)
    return FALSE;
  *box = fovea_grid_box (grid, row, column, rows, columns);
  return TRUE;
}

/* A band from the current row of W to its cell in O, and one from the current column of X down to it. */
static void
fovea_matrix_scene_paint_under (FoveaViewScene *scene, const FoveaViewFrame *frame, cairo_t *cr, double t)
{
  FoveaMatrixScene *self = FOVEA_MATRIX_SCENE (scene);
  int column = frame->place.row * frame->columns + frame->place.column - self->places.first;
  FoveaBox row, patch, cell;

  if (!find_cells (self, FOVEA_MATRIX_OUTPUTS, fovea_matrix_scene_get_row (self), column, 1, 1, &cell)
      || !find_cells (self, FOVEA_MATRIX_WEIGHTS, fovea_matrix_scene_get_row (self), 0, 1, self->inner.n, &row)
      || !find_cells (self, FOVEA_MATRIX_PATCHES, 0, column, self->inner.n, 1, &patch))
    return;
  cairo_rectangle (cr, row.x, row.y, cell.x - row.x, row.height);
  cairo_rectangle (cr, patch.x, patch.y, patch.width, cell.y - patch.y);
  fovea_set_colour (cr, frame->palette->here, 0.12);
  cairo_fill (cr);
}

static void
stroke_cells (FoveaMatrixScene *self, cairo_t *cr, int role, int row, int column, int rows, int columns,
              FoveaColour colour, double width)
{
  FoveaBox box;

  if (find_cells (self, role, row, column, rows, columns, &box))
    fovea_stroke_box (cr, box, colour, width);
}

/* The current column of X, gliding there from the last one. */
static void
paint_column (FoveaMatrixScene *self, const FoveaViewFrame *frame, cairo_t *cr, double t)
{
  int to = frame->place.row * frame->columns + frame->place.column - self->places.first;
  int from = frame->from.row * frame->columns + frame->from.column - self->places.first;
  FoveaBox box, before;

  if (!find_cells (self, FOVEA_MATRIX_PATCHES, 0, to, self->inner.n, 1, &box))
    return;
  if (find_cells (self, FOVEA_MATRIX_PATCHES, 0, from, self->inner.n, 1, &before))
    box.x = before.x + t * (box.x - before.x);
  fovea_stroke_box (cr, box, frame->palette->here, 3 * frame->unit);
}

/* Every number of X that is the same number of the input. */
static void
mark_copies (FoveaMatrixScene *self, const FoveaViewFrame *frame, cairo_t *cr, int slice, int row, int column)
{
  for (int i = 0; i < self->inner.n; i++)
    for (int j = 0; j < self->places.n; j++)
      {
        FoveaTap tap = fovea_view_get_tap (frame, self->inner.first + i);
        int at_row, at_column;

        fovea_view_find_input (frame, fovea_matrix_scene_get_place (frame, 0, self->places.first + j), tap, &at_row,
                               &at_column);
        if (tap.slice == slice && at_row == row && at_column == column)
          stroke_cells (self, cr, FOVEA_MATRIX_PATCHES, i, j, 1, 1, frame->palette->input_label, 2);
      }
}

/* A number of the input, in the input. */
static void
mark_source (const FoveaViewFrame *frame, cairo_t *cr, int slice, int row, int column)
{
  const FoveaGrid *grid = fovea_sheet_find_grid (frame->sheet, FOVEA_MATRIX_INPUT, slice);

  if (grid && row + frame->y.pad < grid->rows && column + frame->x.pad < grid->columns)
    fovea_stroke_box (cr, fovea_grid_box (grid, row + frame->y.pad, column + frame->x.pad, 1, 1),
                      frame->palette->ink, 2);
}

static void
paint_hover (FoveaMatrixScene *self, const FoveaViewFrame *frame, cairo_t *cr)
{
  const FoveaAim *aim = &frame->hover;
  const FoveaGrid *grid = fovea_sheet_find_aim (frame->sheet, aim);
  int row, column;

  if (!grid)
    return;
  if (aim->role == FOVEA_MATRIX_WEIGHTS)
    stroke_cells (self, cr, FOVEA_MATRIX_PATCHES, aim->column, 0, 1, self->places.n, frame->palette->weight_label, 2);
  if (aim->role == FOVEA_MATRIX_OUTPUTS)
    {
      stroke_cells (self, cr, FOVEA_MATRIX_PATCHES, 0, aim->column, self->inner.n, 1, frame->palette->output_label, 2);
      stroke_cells (self, cr, FOVEA_MATRIX_WEIGHTS, aim->row, 0, 1, self->inner.n, frame->palette->output_label, 2);
    }
  if (aim->role == FOVEA_MATRIX_PATCHES)
    {
      FoveaTap tap = fovea_view_get_tap (frame, self->inner.first + aim->row);

      fovea_view_find_input (frame, fovea_matrix_scene_get_place (frame, 0, self->places.first + aim->column), tap,
                             &row, &column);
      mark_copies (self, frame, cr, tap.slice, row, column);
      mark_source (frame, cr, tap.slice, row, column);
      stroke_cells (self, cr, FOVEA_MATRIX_WEIGHTS, 0, aim->row, self->filters.n, 1, frame->palette->input_label, 2);
    }
  if (aim->role == FOVEA_MATRIX_INPUT)
    mark_copies (self, frame, cr, aim->index, aim->row - frame->y.pad, aim->column - frame->x.pad);
  fovea_stroke_box (cr, fovea_grid_box (grid, aim->row, aim->column, 1, 1), frame->palette->ink, 2);
}

/* A line across X and down W where one slice ends and the next begins. */
static void
paint_slice_ends (FoveaMatrixScene *self, const FoveaViewFrame *frame, cairo_t *cr)
{
  int area = frame->x.filter * frame->y.filter;
  FoveaBox row, column;

  for (int i = 1; i < self->inner.n && area > 1; i++)
    if ((self->inner.first + i) % area == 0 && find_cells (self, FOVEA_MATRIX_PATCHES, i, 0, 1, self->places.n, &row)
        && find_cells (self, FOVEA_MATRIX_WEIGHTS, 0, i, self->filters.n, 1, &column))
      {
        cairo_rectangle (cr, row.x, row.y - frame->unit, row.width, 2 * frame->unit);
        cairo_rectangle (cr, column.x - frame->unit, column.y, 2 * frame->unit, column.height);
      }
  fovea_set_colour (cr, frame->palette->dim, 1);
  cairo_fill (cr);
}

static void
paint_windows (const FoveaViewFrame *frame, cairo_t *cr, double t)
{
  FoveaOverlay overlay = fovea_view_get_overlay (frame, t);

  for (int slice = frame->first_seen; slice < frame->first_seen + frame->seen; slice++)
    {
      const FoveaGrid *grid = fovea_sheet_find_grid (frame->sheet, FOVEA_MATRIX_INPUT, slice);

      if (grid)
        fovea_overlay_paint_window (&overlay, cr, grid);
    }
}

static void
fovea_matrix_scene_paint_over (FoveaViewScene *scene, const FoveaViewFrame *frame, cairo_t *cr, double t)
{
  FoveaMatrixScene *self = FOVEA_MATRIX_SCENE (scene);
  int column = frame->place.row * frame->columns + frame->place.column - self->places.first;
  int filter = fovea_matrix_scene_get_row (self);

  paint_slice_ends (self, frame, cr);
  paint_windows (frame, cr, t);
  stroke_cells (self, cr, FOVEA_MATRIX_WEIGHTS, filter, 0, 1, self->inner.n, frame->palette->here, 3 * frame->unit);
  stroke_cells (self, cr, FOVEA_MATRIX_BIASES, filter, 0, 1, 1, frame->palette->here, 2 * frame->unit);
  paint_column (self, frame, cr, t);
  stroke_cells (self, cr, FOVEA_MATRIX_OUTPUTS, filter, column, 1, 1, frame->palette->here, 3 * frame->unit);
  paint_hover (self, frame, cr);
}

/* --- pointer */

static gboolean
fovea_matrix_scene_find_place (FoveaViewScene *scene, const FoveaViewFrame *frame, const FoveaGrid *grid, int row,
                               int column, FoveaPlace *place)
{
  FoveaMatrixScene *self = FOVEA_MATRIX_SCENE (scene);

  if (grid->role == FOVEA_MATRIX_OUTPUTS)
    *place = fovea_matrix_scene_get_place (frame, fovea_matrix_scene_get_filter (self, row),
                                           self->places.first + column);
  else if (grid->role == FOVEA_MATRIX_PATCHES)
    *place = fovea_matrix_scene_get_place (frame, frame->place.map, self->places.first + column);
  else if (grid->role == FOVEA_MATRIX_WEIGHTS || grid->role == FOVEA_MATRIX_BIASES)
    place->map = fovea_matrix_scene_get_filter (self, row);
  else
    return FALSE;
  return TRUE;
}

static void
fovea_matrix_scene_act (FoveaViewScene *scene, FoveaAction action)
{
  FOVEA_MATRIX_SCENE (scene)->first_inner = action.value;
  fovea_view_scene_renew (scene);
}

static gboolean
fovea_matrix_scene_name_cell (FoveaViewScene *scene, const FoveaViewFrame *frame, const FoveaGrid *grid, int row,
                              int column, FoveaCell *cell)
{
  FoveaMatrixScene *self = FOVEA_MATRIX_SCENE (scene);

  switch (grid->role)
    {
    case FOVEA_MATRIX_WEIGHTS:
      *cell = fovea_view_name_weight (frame, fovea_matrix_scene_get_filter (self, row),
                                      fovea_view_get_tap (frame, self->inner.first + column));
      return TRUE;
    case FOVEA_MATRIX_PATCHES:
      *cell = fovea_view_name_input (frame, fovea_matrix_scene_get_place (frame, 0, self->places.first + column),
                                     fovea_view_get_tap (frame, self->inner.first + row));
      return TRUE;
    case FOVEA_MATRIX_BIASES:
      *cell = fovea_view_name_bias (fovea_matrix_scene_get_filter (self, row));
      return TRUE;
    case FOVEA_MATRIX_INPUT:
      *cell = (FoveaCell){ FOVEA_CELL_OF_INPUT, 0, grid->index, row - frame->y.pad, column - frame->x.pad };
      return TRUE;
    default:
      return FALSE;
    }
}

/* --- words */

static char *
fovea_matrix_scene_say_title (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  gint64 places = (gint64)frame->columns * frame->rows;
  g_autofree char *w_words = fovea_matrix_scene_say_matrix ("W", frame->mates, frame->volume);
  g_autofree char *x_words = fovea_matrix_scene_say_matrix ("X", frame->volume, places);
  g_autofree char *o_words = fovea_matrix_scene_say_matrix ("O", frame->mates, places);
  g_autofree char *w = fovea_view_paint_word (frame, FOVEA_SCALE_WEIGHT, w_words);
  g_autofree char *x = fovea_view_paint_word (frame, FOVEA_SCALE_INPUT, x_words);
  g_autofree char *o = fovea_view_paint_word (frame, FOVEA_SCALE_OUTPUT, o_words);

  return g_strdup_printf ("%s = %s · %s + b", o, w, x);
}

static char *
fovea_matrix_scene_say_sentence (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  char count[FOVEA_NUMBER_SIZE];

  return g_strdup_printf (_("Each column of X is one position: the %s numbers under the window, written below one "
                            "another. Each row of W is a filter. Where they meet, their product is one number."),
                          fovea_number_count (frame->volume, count));
}

static char *
fovea_matrix_scene_say_label (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  char volume[FOVEA_NUMBER_SIZE], places[FOVEA_NUMBER_SIZE];

  return g_strdup_printf (_("The convolution as a matrix product: %d×%s weights times %s×%s inputs"), frame->mates,
                          fovea_number_count (frame->volume, volume), volume,
                          fovea_number_count ((gint64)frame->columns * frame->rows, places));
}

static char *
fovea_matrix_scene_say_cell (FoveaViewScene *scene, const FoveaViewFrame *frame, const FoveaGrid *grid, int row,
                             int column)
{
  FoveaMatrixScene *self = FOVEA_MATRIX_SCENE (scene);
  FoveaPlace place = fovea_matrix_scene_get_place (frame, fovea_matrix_scene_get_filter (self, row),
                                                   self->places.first + column);

  switch (grid->role)
    {
    case FOVEA_MATRIX_WEIGHTS:
      return fovea_view_say_weight (frame, place.map, fovea_view_get_tap (frame, self->inner.first + column));
    case FOVEA_MATRIX_PATCHES:
      return fovea_view_say_input (frame, place, fovea_view_get_tap (frame, self->inner.first + row));
    case FOVEA_MATRIX_BIASES:
      return fovea_view_say_bias (frame, place.map);
    case FOVEA_MATRIX_OUTPUTS:
      return fovea_view_say_output (frame, place);
    default:
      return fovea_view_say_pixel (frame, grid->index, row - frame->y.pad, column - frame->x.pad);
    }
}

/* --- GObject */

static void
fovea_matrix_scene_class_init (FoveaMatrixSceneClass *klass)
{
  FoveaViewSceneClass *view_class = FOVEA_VIEW_SCENE_CLASS (klass);

  view_class->say_title = fovea_matrix_scene_say_title;
  view_class->say_sentence = fovea_matrix_scene_say_sentence;
  view_class->say_label = fovea_matrix_scene_say_label;
  view_class->lay_out = fovea_matrix_scene_lay_out;
  view_class->paint_under = fovea_matrix_scene_paint_under;
  view_class->paint_over = fovea_matrix_scene_paint_over;
  view_class->find_place = fovea_matrix_scene_find_place;
  view_class->name_cell = fovea_matrix_scene_name_cell;
  view_class->say_cell = fovea_matrix_scene_say_cell;
  view_class->act = fovea_matrix_scene_act;
}

static void
fovea_matrix_scene_init (FoveaMatrixScene *self)
{
}

FoveaScene *
fovea_matrix_scene_new (FoveaConvolution *lesson)
{
  return fovea_view_scene_new (FOVEA_TYPE_MATRIX_SCENE, lesson);
}
