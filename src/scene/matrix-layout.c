/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the three matrices and the input stand, and what is in their cells: matrix-scene.c says which they are. What has
 * no room for all of its rows and columns is folded around those that are lit. */

#include "config.h"

#include "scene/matrix-scene-private.h"

#include "lesson/numbers.h"
#include "scene/convolution-fill.h"
#include "scene/grid.h"
#include "scene/view-cells.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  MAX_CELL = 40,    /* points */
  FOLDED_CELL = 22, /* where not all fits */
  MAX_TERMS = 50,
  MAX_INNER = 256, /* cells along an axis at most */
};

/* --- values */

static const FoveaViewFrame *
get_frame (gpointer self)
{
  return fovea_view_scene_get_frame (self);
}

FoveaPlace
fovea_matrix_scene_get_place (const FoveaViewFrame *frame, int filter, int column)
{
  return (FoveaPlace){ filter, column / frame->columns, column % frame->columns };
}

/* The filter in a row of W: of those that see the same slices. */
int
fovea_matrix_scene_get_filter (FoveaMatrixScene *self, int row)
{
  return get_frame (self)->first_mate + self->filters.first + row;
}

/* The row of the current filter, which may be folded away. */
int
fovea_matrix_scene_get_row (FoveaMatrixScene *self)
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

      values[column] = fovea_view_get_weight (frame, fovea_matrix_scene_get_filter (self, row), tap);
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
    states[column] = fovea_view_get_input (frame, fovea_matrix_scene_get_place (frame, 0, self->places.first + column),
                                           tap,
                                           &values[column]);
}

static void
fill_biases (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  FoveaMatrixScene *self = data;

  values[0] = fovea_convolution_get_bias (get_frame (self)->lesson, fovea_matrix_scene_get_filter (self, row));
  states[0] = FOVEA_CELL_VALUE;
}

static void
fill_outputs (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  FoveaMatrixScene *self = data;
  const FoveaViewFrame *frame = get_frame (self);

  for (int column = 0; column < grid->columns; column++)
    states[column] = fovea_view_get_output (
        frame,
        fovea_matrix_scene_get_place (frame, fovea_matrix_scene_get_filter (self, row), self->places.first + column),
        &values[column]);
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

  fovea_view_set_scale (frame, &grid, scales[role], fovea_matrix_scene_get_filter (self, 0), self->filters.n);
  return fovea_sheet_add_grid (frame->sheet, name, &grid);
}

/* "w1" left of each row of W that there is room for, the current one strong. */
static void
place_row_names (FoveaMatrixScene *self, const FoveaViewFrame *frame, const FoveaBox *weights)
{
  for (int row = 0; row < self->filters.n; row++)
    {
      int filter = fovea_matrix_scene_get_filter (self, row);
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
char *
fovea_matrix_scene_say_matrix (const char *letter, gint64 rows, gint64 columns)
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

void
fovea_matrix_scene_lay_out (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  FoveaMatrixScene *self = FOVEA_MATRIX_SCENE (scene);
  double unit = frame->unit, x, right, top = frame->top + 38 * unit, bottom;
  gint64 places = (gint64)frame->columns * frame->rows;
  g_autofree char *w_label = fovea_matrix_scene_say_matrix ("W", frame->mates, frame->volume);
  g_autofree char *x_label = fovea_matrix_scene_say_matrix ("X", frame->volume, places);
  g_autofree char *o_label = fovea_matrix_scene_say_matrix ("O", frame->mates, places);
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
