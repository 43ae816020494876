/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The convolution as a matrix product, as most programs compute it (im2col): O = W·X + b, where
 *   W is K × F·F·D, a filter in each row,
 *   X is F·F·D × positions, the patch under the window in each column, zeros of the padding included,
 *   O is K × positions, a map in each row.
 * X stands over O and W left of it, so that row k of W and column p of X meet in o[k, p]. In the corner between them is
 * the input, with the window that the lit column was taken from. */

#include "config.h"

#include "scene/matrix-scene.h"

#include "lesson/numbers.h"
#include "scene/convolution-fill.h"
#include "scene/fold.h"
#include "scene/grid.h"
#include "scene/view-cells.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  ACTION_INNER = FOVEA_VIEW_FIRST_ACTION /* value: the first product to show */
};

enum
{
  MAX_CELL = 40,    /* points */
  FOLDED_CELL = 22, /* where not all fits */
  MAX_TERMS = 50,
  MAX_INNER = 256, /* cells along an axis at most */
};

struct _FoveaMatrixScene
{
  FoveaViewScene parent_instance;

  double cell;
  FoveaFold inner, places, filters; /* F·F·D; columns of X; rows of W */
  int first_inner;                  /* asked for */
};

G_DEFINE_FINAL_TYPE (FoveaMatrixScene, fovea_matrix_scene, FOVEA_TYPE_VIEW_SCENE)

/* --- values */

static const FoveaViewFrame *
get_frame (gpointer self)
{
  return fovea_view_scene_get_frame (self);
}

static FoveaPlace
get_place (const FoveaViewFrame *frame, int filter, int column)
{
  return (FoveaPlace){ filter, column / frame->columns, column % frame->columns };
}

/* The filter in a row of W: of those that see the same slices. */
static int
get_filter (FoveaMatrixScene *self, int row)
{
  return get_frame (self)->first_mate + self->filters.first + row;
}

/* The row of the current filter, which may be folded away. */
static int
get_row (FoveaMatrixScene *self)
{
  const FoveaViewFrame *frame = get_frame (self);

  return frame->place.map - frame->first_mate - self->filters.first;
}

static void
fill_weights (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  FoveaMatrixScene *self = data;
  const FoveaViewFrame *frame = get_frame (self);

  for (int column = 0; column < grid->columns; column++)
    {
      FoveaTap tap = fovea_view_get_tap (frame, self->inner.first + column);

      values[column] = fovea_view_get_weight (frame, get_filter (self, row), tap);
      states[column] = FOVEA_CELL_VALUE;
    }
}

static void
fill_patches (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  FoveaMatrixScene *self = data;
  const FoveaViewFrame *frame = get_frame (self);
  FoveaTap tap = fovea_view_get_tap (frame, self->inner.first + row);

  for (int column = 0; column < grid->columns; column++)
    states[column] = fovea_view_get_input (frame, get_place (frame, 0, self->places.first + column), tap,
                                           &values[column]);
}

static void
fill_biases (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  FoveaMatrixScene *self = data;

  values[0] = fovea_convolution_get_bias (get_frame (self)->lesson, get_filter (self, row));
  states[0] = FOVEA_CELL_VALUE;
}

static void
fill_outputs (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  FoveaMatrixScene *self = data;
  const FoveaViewFrame *frame = get_frame (self);

  for (int column = 0; column < grid->columns; column++)
    states[column] = fovea_view_get_output (
        frame, get_place (frame, get_filter (self, row), self->places.first + column), &values[column]);
}

/* --- planning */

/* Points that are not cells. */
static double
get_width_around (const FoveaViewFrame *frame)
{
  return (34 + 16 + 20) * frame->unit; /* names of the rows, W + b, b = O */
}

static double
get_height_around (const FoveaViewFrame *frame)
{
  return (38 + 30 + 56) * frame->unit; /* heads of X and of O, the sum and what is folded below */
}

/* The part of each axis that is shown at @cell; whole axes if there is room. */
static void
fold_at (FoveaMatrixScene *self, const FoveaViewFrame *frame, double cell)
{
  int volume = (int)frame->volume, places = frame->columns * frame->rows;
  int across = MAX ((int)((frame->room - get_width_around (frame)) / cell) - 1, 7);
  int down = MAX ((int)((frame->bottom - frame->top - get_height_around (frame)) / cell), MIN (volume, 9) + 1);
  int filters = MIN (frame->mates, MAX (down - volume, MAX (down / 4, 1)));
  int columns = MIN (places, MAX (across - volume, MAX (across / 3, 3)));
  int inner = MIN (MIN (volume, MAX_INNER), MIN (down - filters, across - columns));

  self->cell = cell;
  self->inner = fovea_fold_at (volume, inner, MIN (self->first_inner, volume - 1));
  self->places = fovea_fold_at (places, MIN (across - inner, MAX_INNER),
                                frame->place.row * frame->columns + frame->place.column);
  self->filters = fovea_fold_at (frame->mates, down - inner, frame->place.map - frame->first_mate);
}

/* The largest cells at which all fits; else a part of it with numbers that can be read. */
static void
make_plan (FoveaMatrixScene *self, const FoveaViewFrame *frame)
{
  for (double cell = MAX_CELL; cell >= FOVEA_CELL_NUMBERED; cell--)
    {
      fold_at (self, frame, cell * frame->unit);
      if (fovea_fold_is_whole (&self->inner) && fovea_fold_is_whole (&self->places)
          && fovea_fold_is_whole (&self->filters))
        return;
    }
  fold_at (self, frame, FOLDED_CELL * frame->unit);
}

/* --- placing */

static void
add_label (const FoveaViewFrame *frame, const char *name, FoveaColour colour, const char *label, double x, double y)
{
  fovea_view_add_text (frame, name, 12.5, TRUE, colour, label, x, y);
}

static FoveaBox
add_grid (FoveaMatrixScene *self, int role, const char *name, double x, double y)
{
  static void (*const fills[]) (gpointer, const FoveaGrid *, int, float *, guint8 *)
      = { fill_weights, fill_patches, fill_biases, fill_outputs };
  static const FoveaScale scales[]
      = { FOVEA_SCALE_WEIGHT, FOVEA_SCALE_INPUT, FOVEA_SCALE_WEIGHT, FOVEA_SCALE_OUTPUT };
  const FoveaViewFrame *frame = get_frame (self);
  FoveaGrid grid = { .x = x,
                     .y = y,
                     .cell = self->cell,
                     .rows = role == FOVEA_MATRIX_PATCHES ? self->inner.n : self->filters.n,
                     .columns = role == FOVEA_MATRIX_WEIGHTS  ? self->inner.n
                                : role == FOVEA_MATRIX_BIASES ? 1
                                                      : self->places.n,
                     .role = role,
                     .fill = fills[role],
                     .data = self };

  fovea_view_set_scale (frame, &grid, scales[role], get_filter (self, 0), self->filters.n);
  return fovea_sheet_add_grid (frame->sheet, name, &grid);
}

/* "w1" left of each row of W that there is room for, the current one strong. */
static void
place_row_names (FoveaMatrixScene *self, const FoveaViewFrame *frame, const FoveaBox *weights)
{
  for (int row = 0; row < self->filters.n; row++)
    {
      int filter = get_filter (self, row);
      gboolean here = filter == frame->place.map;
      FoveaText look = { .size = 11, .bold = here, .colour = here ? frame->palette->here : frame->palette->dim };
      g_autofree char *name = g_strdup_printf ("w%d", filter);
      double width, height;

      fovea_sheet_measure (frame->sheet, &look, name, &width, &height);
      fovea_sheet_add_text (frame->sheet, name, &look, name, weights->x - width - 4 * frame->unit,
                            weights->y + (row + 0.5) * self->cell - height / 2);
    }
}

/* The number of the current position over its column of X. */
static void
place_column_name (FoveaMatrixScene *self, const FoveaViewFrame *frame, const FoveaBox *patches)
{
  int column = frame->place.row * frame->columns + frame->place.column;
  FoveaText look = { .size = 11, .bold = TRUE, .colour = frame->palette->here };
  g_autofree char *name = g_strdup_printf ("%d", column + 1);
  double width, height, x;

  fovea_sheet_measure (frame->sheet, &look, name, &width, &height);
  x = patches->x + (column - self->places.first + 0.5) * self->cell - width / 2;
  x = CLAMP (x, patches->x, frame->margin + frame->room - width);
  fovea_sheet_add_text (frame->sheet, "column", &look, name, x, patches->y - height - 1);
}

/* "X 27×9", and which part of it is shown. */
static char *
say_matrix (const char *letter, gint64 rows, gint64 columns)
{
  char down[FOVEA_NUMBER_SIZE], across[FOVEA_NUMBER_SIZE];

  return g_strdup_printf ("%s %s×%s", letter, fovea_number_count (rows, down), fovea_number_count (columns, across));
}

static void
place_inner_chip (FoveaMatrixScene *self, const FoveaViewFrame *frame, double x, double y)
{
  g_autofree char *part = fovea_fold_say (&self->inner);
  g_autofree char *text = g_strdup_printf (_("products %s ›"), part);

  if (!fovea_fold_is_whole (&self->inner))
    fovea_view_add_chip (frame, "products", text, x, y, (FoveaAction){ ACTION_INNER, fovea_fold_next (&self->inner) });
}

/* The input with its window, in the corner; as many slices as there is room for beside one another. */
static void
place_corner (FoveaMatrixScene *self, const FoveaViewFrame *frame, double x, double y, double width, double height)
{
  int columns = fovea_geometry_padded (&frame->x), rows = fovea_geometry_padded (&frame->y);
  double gap = 10 * frame->unit, head = 20 * frame->unit, cell, edge = x;
  int slices = frame->seen;

  while (slices > 1 && ((width + gap) / slices - gap) / columns < 6 * frame->unit)
    slices--;
  cell = fmin (((width + gap) / slices - gap) / columns, (height - head) / rows);
  cell = fmin (cell >= FOVEA_CELL_MIN ? floor (cell) : cell, self->cell);
  for (int i = 0, slice = frame->first_seen; i < slices && columns * cell >= 30 * frame->unit; i++, slice++)
    {
      g_autofree char *label = i == slices - 1 && slices < frame->seen
                                   ? g_strdup_printf (_("x[:, :, %d] + %d more"), slice, frame->seen - slices)
                                   : g_strdup_printf ("x[:, :, %d]", slice);
      g_autofree char *name = g_strdup_printf ("input %d", slice), *label_name = g_strconcat (name, " label", NULL);
      FoveaGrid grid = { .x = edge,
                         .y = y + head,
                         .cell = cell,
                         .rows = rows,
                         .columns = columns,
                         .role = FOVEA_MATRIX_INPUT,
                         .index = slice,
                         .state = fovea_convolution_get_input_state (frame->lesson),
                         .fill = fovea_fill_input,
                         .data = frame->lesson };
      FoveaText look = { .size = 11.5, .colour = frame->palette->input_label };
      double label_width, label_height;

      fovea_sheet_measure (frame->sheet, &look, label, &label_width, &label_height);
      if (edge + fmax (label_width, columns * cell) > x + width)
        break;
      fovea_view_set_scale (frame, &grid, FOVEA_SCALE_INPUT, 0, 0);
      fovea_sheet_add_text (frame->sheet, label_name, &look, label, edge, y);
      fovea_sheet_add_grid (frame->sheet, name, &grid);
      edge += fmax (label_width, columns * cell) + gap;
    }
}

/* The current row times the current column, in numbers. Returns: where it ends */
static double
place_sum (const FoveaViewFrame *frame, double y)
{
  FoveaText big = { .size = 15, .colour = frame->palette->ink };
  FoveaText small = { .size = 12, .colour = frame->palette->ink, .width = frame->room };
  g_autofree char *sum = fovea_view_say_sum (frame), *place = fovea_view_say_place (frame);
  g_autofree char *line = g_strdup_printf ("%s: %s", place, sum);
  FoveaBox box = fovea_sheet_add_text (frame->sheet, "sum", &big, line, frame->margin, y);

  if (!frame->asked && frame->volume <= MAX_TERMS && box.y + box.height + 50 * frame->unit < frame->bottom)
    {
      g_autofree char *terms = fovea_view_say_terms (frame, MAX_TERMS);

      box = fovea_sheet_add_text (frame->sheet, "terms", &small, terms, frame->margin,
                                  box.y + box.height + 4 * frame->unit);
    }
  return box.y + box.height;
}

/* What is folded away: "Only a part is drawn: positions 1–13 of 784, products 1–20 of 75." */
static void
place_folds (FoveaMatrixScene *self, const FoveaViewFrame *frame, double y)
{
  const FoveaFold *folds[] = { &self->places, &self->inner, &self->filters };
  const char *const what[] = { _("positions"), _("products"), _("filters") };
  FoveaText look = { .size = 12, .colour = frame->palette->dim, .width = frame->room };
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (folds); i++)
    if (!fovea_fold_is_whole (folds[i]))
      {
        g_autofree char *part = fovea_fold_say (folds[i]);

        g_string_append_printf (list, "%s%s %s", list->len > 0 ? ", " : "", what[i], part);
      }
  if (list->len == 0)
    return;
  text = g_strdup_printf (_("Only a part is drawn: %s."), list->str);
  fovea_sheet_add_text (frame->sheet, "part", &look, text, frame->margin, y);
}

static void
fovea_matrix_scene_lay_out (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  FoveaMatrixScene *self = FOVEA_MATRIX_SCENE (scene);
  double unit = frame->unit, x, right, top = frame->top + 38 * unit, bottom;
  gint64 places = (gint64)frame->columns * frame->rows;
  g_autofree char *w_label = say_matrix ("W", frame->mates, frame->volume);
  g_autofree char *x_label = say_matrix ("X", frame->volume, places);
  g_autofree char *o_label = say_matrix ("O", frame->mates, places);
  FoveaBox box;

  make_plan (self, frame);
  x = frame->margin + 34 * unit;
  right = round (x + (self->inner.n + 1) * self->cell + 36 * unit);
  bottom = round (top + self->inner.n * self->cell + 30 * unit);
  add_label (frame, "X label", frame->palette->input_label, x_label, right, frame->top);
  box = add_grid (self, FOVEA_MATRIX_PATCHES, "X", right, top);
  place_column_name (self, frame, &box);
  box = add_grid (self, FOVEA_MATRIX_WEIGHTS, "W", x, bottom);
  place_row_names (self, frame, &box);
  add_label (frame, "W label", frame->palette->weight_label, w_label, x, bottom - 20 * unit);
  box = add_grid (self, FOVEA_MATRIX_BIASES, "b", box.x + box.width + 15 * unit, bottom);
  add_label (frame, "b label", frame->palette->weight_label, "+ b", box.x - 4 * unit, bottom - 20 * unit);
  add_label (frame, "O label", frame->palette->output_label, o_label, right, bottom - 20 * unit);
  if (!frame->refused)
    box = add_grid (self, FOVEA_MATRIX_OUTPUTS, "O", right, bottom);
  place_corner (self, frame, x, frame->top, right - x - 24 * unit, bottom - 56 * unit - frame->top);
  place_inner_chip (self, frame, x, bottom - 54 * unit);
  place_folds (self, frame, place_sum (frame, box.y + self->filters.n * self->cell + 12 * unit) + 4 * unit);
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

  if (!find_cells (self, FOVEA_MATRIX_OUTPUTS, get_row (self), column, 1, 1, &cell)
      || !find_cells (self, FOVEA_MATRIX_WEIGHTS, get_row (self), 0, 1, self->inner.n, &row)
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

        fovea_view_find_input (frame, get_place (frame, 0, self->places.first + j), tap, &at_row, &at_column);
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
  const FoveaGrid *grid = aim->any ? fovea_sheet_find_grid (frame->sheet, aim->role, aim->index) : NULL;
  int row, column;

  if (!grid || aim->row >= grid->rows || aim->column >= grid->columns)
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

      fovea_view_find_input (frame, get_place (frame, 0, self->places.first + aim->column), tap, &row, &column);
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
  int area = frame->extent * frame->extent;
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
  int filter = get_row (self);

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
    *place = get_place (frame, get_filter (self, row), self->places.first + column);
  else if (grid->role == FOVEA_MATRIX_PATCHES)
    *place = get_place (frame, frame->place.map, self->places.first + column);
  else if (grid->role == FOVEA_MATRIX_WEIGHTS || grid->role == FOVEA_MATRIX_BIASES)
    place->map = get_filter (self, row);
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
      *cell = fovea_view_name_weight (frame, get_filter (self, row),
                                      fovea_view_get_tap (frame, self->inner.first + column));
      return TRUE;
    case FOVEA_MATRIX_PATCHES:
      *cell = fovea_view_name_input (frame, get_place (frame, 0, self->places.first + column),
                                     fovea_view_get_tap (frame, self->inner.first + row));
      return TRUE;
    case FOVEA_MATRIX_BIASES:
      *cell = fovea_view_name_bias (get_filter (self, row));
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
  g_autofree char *w_words = say_matrix ("W", frame->mates, frame->volume);
  g_autofree char *x_words = say_matrix ("X", frame->volume, places);
  g_autofree char *o_words = say_matrix ("O", frame->mates, places);
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
  FoveaPlace place = get_place (frame, get_filter (self, row), self->places.first + column);

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
