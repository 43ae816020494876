/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The convolution as a fully connected layer, o = W·x + b. The input is stretched to a vector of W·H·D numbers, slice by
 * slice, row by row; each output has a row of W with a weight for every one of them:
 *   W[(k, r, c), (d, i, j)] = w[k, d, i + P − r·S, j + P − c·S] if that is a weight of the filter, else nothing.
 * A filter that covers its input fills its row: that is a fully connected layer. A smaller one leaves most of it empty,
 * and the rows of a map hold the same weights in other places. */

#include "config.h"

#include "scene/dense-scene.h"

#include "lesson/numbers.h"
#include "scene/fold.h"
#include "scene/grid.h"
#include "scene/view-cells.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  ACTION_INPUTS = FOVEA_VIEW_FIRST_ACTION /* value: the first input to show */
};

enum
{
  CELL = 24,       /* points, of the rows of W */
  MAX_SLICES = 4,  /* drawn as pictures */
  LEAST_UPPER = 120
};

struct _FoveaDenseScene
{
  FoveaViewScene parent_instance;

  FoveaFold inputs, outputs;
  int first_input, of_position; /* the page of the inputs that was asked for, at a position */
  int slices;                   /* drawn as pictures */
  double picture_cell;
};

G_DEFINE_FINAL_TYPE (FoveaDenseScene, fovea_dense_scene, FOVEA_TYPE_VIEW_SCENE)

/* --- values */

static const FoveaViewFrame *
get_frame (gpointer self)
{
  return fovea_view_scene_get_frame (self);
}

/* A number of the input. */
typedef struct
{
  int slice, row, column;
} Pixel;

static Pixel
get_pixel (const FoveaViewFrame *frame, int index)
{
  int area = frame->x.input * frame->y.input;

  return (Pixel){ index / area, index / frame->x.input % frame->y.input, index % frame->x.input };
}

static int
get_index (const FoveaViewFrame *frame, Pixel pixel)
{
  return (pixel.slice * frame->y.input + pixel.row) * frame->x.input + pixel.column;
}

static FoveaPlace
get_place (const FoveaViewFrame *frame, int output)
{
  return fovea_convolution_get_place (frame->lesson, output);
}

/* The weight between an input and an output. Returns: FOVEA_CELL_EMPTY where they are not connected */
static FoveaCellState
get_connection (const FoveaViewFrame *frame, FoveaPlace place, Pixel pixel, FoveaTap *tap, float *weight)
{
  *tap = (FoveaTap){ pixel.slice, fovea_geometry_get_link (&frame->y, place.row, pixel.row),
                     fovea_geometry_get_link (&frame->x, place.column, pixel.column) };
  *weight = 0;
  if (tap->row < 0 || tap->column < 0 || !fovea_convolution_sees (frame->lesson, place.map, pixel.slice))
    return FOVEA_CELL_EMPTY;
  *weight = fovea_view_get_weight (frame, place.map, *tap);
  return FOVEA_CELL_VALUE;
}

static void
fill_input (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  const FoveaViewFrame *frame = get_frame (data);

  for (int column = 0; column < grid->columns; column++)
    {
      values[column] = fovea_convolution_get_value (frame->lesson, grid->index, row, column);
      states[column] = FOVEA_CELL_VALUE;
    }
}

static void
fill_folded (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  const FoveaViewFrame *frame = get_frame (data);
  FoveaTap tap;

  for (int column = 0; column < grid->columns; column++)
    states[column] = get_connection (frame, frame->place, (Pixel){ grid->index, row, column }, &tap, &values[column]);
}

static void
fill_vector (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  FoveaDenseScene *self = data;
  const FoveaViewFrame *frame = get_frame (self);

  for (int column = 0; column < grid->columns; column++)
    {
      Pixel pixel = get_pixel (frame, self->inputs.first + column);

      values[column] = fovea_convolution_get_value (frame->lesson, pixel.slice, pixel.row, pixel.column);
      states[column] = FOVEA_CELL_VALUE;
    }
}

static void
fill_weights (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  FoveaDenseScene *self = data;
  const FoveaViewFrame *frame = get_frame (self);
  FoveaPlace place = get_place (frame, self->outputs.first + row);
  FoveaTap tap;

  for (int column = 0; column < grid->columns; column++)
    states[column]
        = get_connection (frame, place, get_pixel (frame, self->inputs.first + column), &tap, &values[column]);
}

static void
fill_biases (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  FoveaDenseScene *self = data;
  const FoveaViewFrame *frame = get_frame (self);

  values[0] = fovea_convolution_get_bias (frame->lesson, get_place (frame, self->outputs.first + row).map);
  states[0] = FOVEA_CELL_VALUE;
}

static void
fill_outputs (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  FoveaDenseScene *self = data;
  const FoveaViewFrame *frame = get_frame (self);

  states[0] = fovea_view_get_output (frame, get_place (frame, self->outputs.first + row), values);
}

/* --- pictures of the input and of the current row */

static int
count_inputs (const FoveaViewFrame *frame)
{
  return frame->x.input * frame->y.input * frame->depth;
}

/* As many slices as are not too small beside one another, twice. */
static void
plan_pictures (FoveaDenseScene *self, const FoveaViewFrame *frame, double width, double height)
{
  double gap = 8 * frame->unit;

  for (self->slices = MIN (frame->depth, MAX_SLICES); self->slices > 1; self->slices--)
    if (((width + gap) / self->slices - gap) / frame->x.input >= 2)
      break;
  self->picture_cell
      = fmin (fovea_view_fit_cell ((width + gap) / self->slices - gap, frame->x.input, 24 * frame->unit),
              fovea_view_fit_cell (height, frame->y.input, 24 * frame->unit));
}

/* The first slice that is drawn: the current filter's group has to be among them. */
static int
get_first_slice (FoveaDenseScene *self, const FoveaViewFrame *frame)
{
  return MIN (frame->first_seen, frame->depth - self->slices);
}

/* The slices of the input (or of the row), from (x, y) on. Returns: where they end */
static double
place_pictures (FoveaDenseScene *self, const FoveaViewFrame *frame, int role, const char *label, double x, double y)
{
  FoveaGrid grid = { .x = x,
                     .y = y + 22 * frame->unit,
                     .cell = self->picture_cell,
                     .rows = frame->y.input,
                     .columns = frame->x.input,
                     .role = role,
                     .fill = role == FOVEA_DENSE_INPUT ? fill_input : fill_folded,
                     .data = self };
  gboolean input = role == FOVEA_DENSE_INPUT;

  fovea_view_add_text (frame, input ? "input label" : "row label", 12.5, TRUE,
                       input ? frame->palette->input_label : frame->palette->weight_label, label, x, y);
  fovea_view_set_scale (frame, &grid, input ? FOVEA_SCALE_INPUT : FOVEA_SCALE_WEIGHT, frame->place.map, 1);
  for (int i = 0; i < self->slices; i++)
    {
      g_autofree char *name = NULL;

      grid.index = get_first_slice (self, frame) + i;
      grid.state = input ? fovea_convolution_get_input_state (frame->lesson) : 0;
      name = g_strdup_printf (input ? "input %d" : "row %d", grid.index);
      fovea_sheet_add_grid (frame->sheet, name, &grid);
      grid.x += frame->x.input * self->picture_cell + 8 * frame->unit;
    }
  return grid.y + frame->y.input * self->picture_cell;
}

static char *
say_slices (FoveaDenseScene *self, const FoveaViewFrame *frame, const char *what)
{
  if (self->slices == frame->depth)
    return g_strdup (what);
  return g_strdup_printf (_("%s, %d of %d slices"), what, self->slices, frame->depth);
}

/* The input left, the current row of W in its shape right. Returns: where they end */
static double
place_upper (FoveaDenseScene *self, const FoveaViewFrame *frame, double height)
{
  double gap = 36 * frame->unit, half = (frame->room - gap) / 2, y = frame->top, end;
  g_autofree char *input
      = g_strdup_printf (_("Input %d×%d×%d"), frame->x.input, frame->y.input, frame->depth);
  char number[FOVEA_NUMBER_SIZE];
  g_autofree char *row = g_strdup_printf (_("Row %s of W, in its shape"),
                                          fovea_number_count (frame->position + 1, number));
  g_autofree char *input_label = NULL, *row_label = NULL;

  plan_pictures (self, frame, half, height - 22 * frame->unit);
  input_label = say_slices (self, frame, input);
  row_label = say_slices (self, frame, row);
  end = place_pictures (self, frame, FOVEA_DENSE_INPUT, input_label, frame->margin, y);
  place_pictures (self, frame, FOVEA_DENSE_FOLDED, row_label, frame->margin + half + gap, y);
  return end;
}

/* --- the product */

/* The page of inputs on which the window begins, unless another was asked for at this position. */
static int
get_wanted_input (FoveaDenseScene *self, const FoveaViewFrame *frame)
{
  Pixel pixel = { frame->first_seen, 0, 0 };

  if (self->of_position == frame->position)
    return CLAMP (self->first_input, 0, count_inputs (frame) - 1);
  fovea_view_find_input (frame, frame->place, (FoveaTap){ 0, 0, 0 }, &pixel.row, &pixel.column);
  pixel.row = CLAMP (pixel.row, 0, frame->y.input - 1);
  pixel.column = CLAMP (pixel.column, 0, frame->x.input - 1);
  return get_index (frame, pixel);
}

static FoveaBox
add_grid (FoveaDenseScene *self, const FoveaViewFrame *frame, int role, const char *name, double x, double y)
{
  static void (*const fills[]) (gpointer, const FoveaGrid *, int, float *, guint8 *)
      = { fill_input, fill_folded, fill_vector, fill_weights, fill_biases, fill_outputs };
  static const FoveaScale scales[] = { FOVEA_SCALE_INPUT,  FOVEA_SCALE_WEIGHT, FOVEA_SCALE_INPUT,
                                       FOVEA_SCALE_WEIGHT, FOVEA_SCALE_WEIGHT, FOVEA_SCALE_OUTPUT };
  int first = get_place (frame, self->outputs.first).map;
  int last = get_place (frame, self->outputs.first + self->outputs.n - 1).map;
  gboolean long_row = role == FOVEA_DENSE_VECTOR || role == FOVEA_DENSE_WEIGHTS;
  FoveaGrid grid = { .x = x,
                     .y = y,
                     .cell = CELL * frame->unit,
                     .rows = role == FOVEA_DENSE_VECTOR ? 1 : self->outputs.n,
                     .columns = long_row ? self->inputs.n : 1,
                     .role = role,
                     .fill = fills[role],
                     .data = self };

  fovea_view_set_scale (frame, &grid, scales[role], first, last - first + 1);
  return fovea_sheet_add_grid (frame->sheet, name, &grid);
}

/* The name of each row of W: the output that it makes. */
static void
place_row_names (FoveaDenseScene *self, const FoveaViewFrame *frame, double right, double y)
{
  for (int row = 0; row < self->outputs.n; row++)
    {
      FoveaPlace place = get_place (frame, self->outputs.first + row);
      gboolean here = self->outputs.first + row == frame->position;
      FoveaText look = { .size = 11, .bold = here, .colour = here ? frame->palette->here : frame->palette->dim };
      g_autofree char *name = g_strdup_printf ("o[%d, %d, %d]", place.row, place.column, place.map);
      double width, height;

      fovea_sheet_measure (frame->sheet, &look, name, &width, &height);
      fovea_sheet_add_text (frame->sheet, name, &look, name, right - width,
                            y + (row + 0.5) * CELL * frame->unit - height / 2);
    }
}

/* "Only a part is drawn: inputs 1–26 of 3,072, outputs 1–6 of 4,704." and a chip for the next inputs. */
static double
place_folds (FoveaDenseScene *self, const FoveaViewFrame *frame, double y)
{
  g_autofree char *inputs = fovea_fold_say (&self->inputs), *outputs = fovea_fold_say (&self->outputs);
  g_autofree char *text = g_strdup_printf (_("inputs %s ›"), inputs);
  g_autofree char *rows = g_strdup_printf (_("outputs %s"), outputs);
  FoveaBox box = { frame->margin - 12 * frame->unit, y, 0, 0 };

  if (!fovea_fold_is_whole (&self->inputs))
    box = fovea_view_add_chip (frame, "inputs", text, frame->margin, y,
                               (FoveaAction){ ACTION_INPUTS, fovea_fold_next (&self->inputs) });
  if (!fovea_fold_is_whole (&self->outputs))
    fovea_view_add_text (frame, "outputs", 12, FALSE, frame->palette->dim, rows, box.x + box.width + 12 * frame->unit,
                         y + 5 * frame->unit);
  return y + 28 * frame->unit;
}

/* What the same outputs cost: all connected, connected to patches, shared. */
static char *
say_counts (const FoveaViewFrame *frame)
{
  gint64 inputs = count_inputs (frame), outputs = (gint64)frame->columns * frame->rows * frame->filters;
  char full[FOVEA_NUMBER_SIZE], local[FOVEA_NUMBER_SIZE], shared[FOVEA_NUMBER_SIZE];

  fovea_number_count (inputs * outputs + outputs, full);
  fovea_number_count (outputs * (frame->volume + 1), local);
  fovea_number_count (fovea_convolution_count_parameters (frame->lesson), shared);
  if (frame->volume == inputs && frame->columns * frame->rows == 1)
    return g_strdup_printf (_("%s parameters: the filter covers the whole input, so this <b>is</b> a fully connected "
                              "layer."),
                            full);
  return g_strdup_printf (_("Fully connected it would have <b>%s</b> parameters, connected to patches without sharing "
                            "<b>%s</b>; shared by all places there are <b>%s</b>."),
                          full, local, shared);
}

static void
place_sum (const FoveaViewFrame *frame, double y)
{
  FoveaText small = { .size = 12, .colour = frame->palette->ink, .width = frame->room };
  g_autofree char *sum = fovea_view_say_sum (frame), *place = fovea_view_say_place (frame);
  g_autofree char *line = g_strdup_printf ("%s: %s", place, sum), *counts = say_counts (frame);
  FoveaBox box = fovea_view_add_text (frame, "sum", 15, FALSE, frame->palette->ink, line, frame->margin, y);

  fovea_sheet_add_text (frame->sheet, "counts", &small, counts, frame->margin, box.y + box.height + 4 * frame->unit);
}

/* x across, below it the rows of W, then b and the outputs. */
static double
place_product (FoveaDenseScene *self, const FoveaViewFrame *frame, double y, double height)
{
  double unit = frame->unit, cell = CELL * unit, names = 78 * unit, x = frame->margin + names;
  int columns = (int)((frame->room - names - 2 * cell - 44 * unit) / cell);
  int rows = (int)((height - 24 * unit - cell - 8 * unit) / cell);
  FoveaBox box;

  self->inputs = fovea_fold_at (count_inputs (frame), columns, get_wanted_input (self, frame));
  self->outputs = fovea_fold_at (frame->columns * frame->rows * frame->filters, MAX (rows, 3), frame->position);
  fovea_view_add_text (frame, "x label", 12.5, TRUE, frame->palette->input_label, _("x, stretched"), x, y);
  fovea_view_add_text (frame, "x", 12.5, TRUE, frame->palette->input_label, "x", frame->margin + names - 16 * unit,
                       y + 24 * unit + cell / 2 - 9 * unit);
  add_grid (self, frame, FOVEA_DENSE_VECTOR, "vector", x, y + 22 * unit);
  y = round (y + 22 * unit + cell + 10 * unit);
  box = add_grid (self, frame, FOVEA_DENSE_WEIGHTS, "W", x, y);
  place_row_names (self, frame, x - 6 * unit, y);
  box = add_grid (self, frame, FOVEA_DENSE_BIASES, "b", box.x + box.width + 18 * unit, y);
  fovea_view_add_text (frame, "b label", 12.5, TRUE, frame->palette->weight_label, "+ b", box.x - 4 * unit,
                       y - 20 * unit);
  if (!frame->refused)
    {
      box = add_grid (self, frame, FOVEA_DENSE_OUTPUTS, "o", box.x + box.width + 22 * unit, y);
      fovea_view_add_text (frame, "o label", 12.5, TRUE, frame->palette->output_label, "= o", box.x - 6 * unit,
                           y - 20 * unit);
    }
  return place_folds (self, frame, y + self->outputs.n * cell + 8 * unit);
}

static void
fovea_dense_scene_lay_out (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  FoveaDenseScene *self = FOVEA_DENSE_SCENE (scene);
  double unit = frame->unit, body = frame->bottom - frame->top, below = (28 + 66) * unit;
  double upper = fmax (body * 0.42, LEAST_UPPER * unit), y = place_upper (self, frame, upper);

  y = place_product (self, frame, y + 18 * unit, frame->bottom - y - 18 * unit - below);
  place_sum (frame, y);
}

/* --- what is lit */

/* The part of the window that lies in the input, on each picture. */
static void
paint_windows (FoveaDenseScene *self, const FoveaViewFrame *frame, cairo_t *cr)
{
  int top, left, first = get_first_slice (self, frame);

  fovea_view_find_input (frame, frame->place, (FoveaTap){ 0, 0, 0 }, &top, &left);
  for (int slice = first; slice < first + self->slices; slice++)
    for (int role = FOVEA_DENSE_INPUT; role <= FOVEA_DENSE_FOLDED; role++)
      {
        const FoveaGrid *grid = fovea_sheet_find_grid (frame->sheet, role, slice);
        int row = MAX (top, 0), column = MAX (left, 0);
        int end = MIN (top + fovea_geometry_extent (&frame->y), frame->y.input);
        int right = MIN (left + fovea_geometry_extent (&frame->x), frame->x.input);

        if (grid && end > row && right > column && fovea_convolution_sees (frame->lesson, frame->place.map, slice))
          fovea_stroke_box (cr, fovea_grid_box (grid, row, column, end - row, right - column), frame->palette->here,
                            2 * frame->unit);
      }
}

/* The row of W that makes the current output, from its first cell to the output. */
static void
paint_row (FoveaDenseScene *self, const FoveaViewFrame *frame, cairo_t *cr)
{
  int row = frame->position - self->outputs.first;

  for (int role = FOVEA_DENSE_WEIGHTS; role <= FOVEA_DENSE_OUTPUTS; role++)
    {
      const FoveaGrid *grid = fovea_sheet_find_grid (frame->sheet, role, 0);

      if (grid && row >= 0 && row < grid->rows)
        fovea_stroke_box (cr, fovea_grid_box (grid, row, 0, 1, grid->columns), frame->palette->here, 3 * frame->unit);
    }
}

/* Everything that is input @index or a weight that meets it. */
static void
mark_input (FoveaDenseScene *self, const FoveaViewFrame *frame, cairo_t *cr, int index)
{
  Pixel pixel = get_pixel (frame, index);

  for (int role = FOVEA_DENSE_INPUT; role <= FOVEA_DENSE_FOLDED; role++)
    {
      const FoveaGrid *grid = fovea_sheet_find_grid (frame->sheet, role, pixel.slice);

      if (grid)
        fovea_stroke_box (cr, fovea_grid_box (grid, pixel.row, pixel.column, 1, 1), frame->palette->ink, 2);
    }
  for (int role = FOVEA_DENSE_VECTOR; role <= FOVEA_DENSE_WEIGHTS; role++)
    {
      const FoveaGrid *grid = fovea_sheet_find_grid (frame->sheet, role, 0);

      if (grid && fovea_fold_shows (&self->inputs, index))
        fovea_stroke_box (cr, fovea_grid_box (grid, 0, index - self->inputs.first, grid->rows, 1),
                          frame->palette->input_label, 2);
    }
}

static void
paint_hover (FoveaDenseScene *self, const FoveaViewFrame *frame, cairo_t *cr)
{
  const FoveaAim *aim = &frame->hover;
  const FoveaGrid *grid = aim->any ? fovea_sheet_find_grid (frame->sheet, aim->role, aim->index) : NULL;

  if (!grid || aim->row >= grid->rows || aim->column >= grid->columns)
    return;
  if (aim->role <= FOVEA_DENSE_FOLDED)
    mark_input (self, frame, cr, get_index (frame, (Pixel){ aim->index, aim->row, aim->column }));
  else if (aim->role <= FOVEA_DENSE_WEIGHTS)
    mark_input (self, frame, cr, self->inputs.first + aim->column);
  fovea_stroke_box (cr, fovea_grid_box (grid, aim->row, aim->column, 1, 1), frame->palette->ink, 2);
}

static void
fovea_dense_scene_paint_over (FoveaViewScene *scene, const FoveaViewFrame *frame, cairo_t *cr, double t)
{
  FoveaDenseScene *self = FOVEA_DENSE_SCENE (scene);

  paint_windows (self, frame, cr);
  paint_row (self, frame, cr);
  paint_hover (self, frame, cr);
}

/* --- pointer */

static gboolean
fovea_dense_scene_find_place (FoveaViewScene *scene, const FoveaViewFrame *frame, const FoveaGrid *grid, int row,
                              int column, FoveaPlace *place)
{
  if (grid->role < FOVEA_DENSE_WEIGHTS)
    return FALSE;
  *place = get_place (frame, FOVEA_DENSE_SCENE (scene)->outputs.first + row);
  return TRUE;
}

static void
fovea_dense_scene_act (FoveaViewScene *scene, FoveaAction action)
{
  FoveaDenseScene *self = FOVEA_DENSE_SCENE (scene);

  self->first_input = action.value;
  self->of_position = get_frame (self)->position;
  fovea_view_scene_renew (scene);
}

static gboolean
fovea_dense_scene_name_cell (FoveaViewScene *scene, const FoveaViewFrame *frame, const FoveaGrid *grid, int row,
                             int column, FoveaCell *cell)
{
  FoveaDenseScene *self = FOVEA_DENSE_SCENE (scene);
  gboolean picture = grid->role < FOVEA_DENSE_VECTOR;
  Pixel pixel = picture ? (Pixel){ grid->index, row, column } : get_pixel (frame, self->inputs.first + column);
  FoveaPlace place = picture ? frame->place : get_place (frame, self->outputs.first + row);
  FoveaTap tap;
  float weight;

  switch (grid->role)
    {
    case FOVEA_DENSE_INPUT:
    case FOVEA_DENSE_VECTOR:
      *cell = (FoveaCell){ FOVEA_CELL_OF_INPUT, 0, pixel.slice, pixel.row, pixel.column };
      return TRUE;
    case FOVEA_DENSE_FOLDED:
    case FOVEA_DENSE_WEIGHTS:
      if (get_connection (frame, place, pixel, &tap, &weight) == FOVEA_CELL_EMPTY)
        return FALSE;
      *cell = fovea_view_name_weight (frame, place.map, tap);
      return TRUE;
    case FOVEA_DENSE_BIASES:
      *cell = fovea_view_name_bias (place.map);
      return TRUE;
    default:
      return FALSE;
    }
}

/* --- words */

static char *
fovea_dense_scene_say_title (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  char inputs[FOVEA_NUMBER_SIZE], outputs[FOVEA_NUMBER_SIZE];
  g_autofree char *shape = NULL, *w = NULL, *x = NULL, *o = NULL, *stretched = NULL, *made = NULL;

  fovea_number_count (count_inputs (frame), inputs);
  fovea_number_count ((gint64)frame->columns * frame->rows * frame->filters, outputs);
  shape = g_strdup_printf ("W %s×%s", outputs, inputs);
  stretched = g_strdup_printf ("x %s×1", inputs);
  made = g_strdup_printf ("o %s×1", outputs);
  w = fovea_view_paint_word (frame, FOVEA_SCALE_WEIGHT, shape);
  x = fovea_view_paint_word (frame, FOVEA_SCALE_INPUT, stretched);
  o = fovea_view_paint_word (frame, FOVEA_SCALE_OUTPUT, made);
  return g_strdup_printf ("%s = %s · %s + b", o, w, x);
}

static char *
fovea_dense_scene_say_sentence (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  char inputs[FOVEA_NUMBER_SIZE], used[FOVEA_NUMBER_SIZE];

  fovea_number_count (count_inputs (frame), inputs);
  fovea_number_count (frame->volume, used);
  if (frame->volume >= count_inputs (frame))
    return g_strdup_printf (_("The %d×%d×%d input is stretched to %s numbers. Each output is the dot product of a row of W "
                              "with all of them: it is connected to the whole input."),
                            frame->x.input, frame->y.input, frame->depth, inputs);
  return g_strdup_printf (_("As a fully connected layer each output would have a row of %s weights, one for each input. Here "
                            "at most %s of them are there, and every row of a map has the same ones in other places."),
                          inputs, used);
}

static char *
fovea_dense_scene_say_label (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  char inputs[FOVEA_NUMBER_SIZE], outputs[FOVEA_NUMBER_SIZE];

  return g_strdup_printf (_("The convolution as a fully connected layer: %s outputs of %s inputs"),
                          fovea_number_count ((gint64)frame->columns * frame->rows * frame->filters, outputs),
                          fovea_number_count (count_inputs (frame), inputs));
}

static char *
say_connection (const FoveaViewFrame *frame, FoveaPlace place, Pixel pixel)
{
  FoveaTap tap;
  float weight;

  if (get_connection (frame, place, pixel, &tap, &weight) == FOVEA_CELL_EMPTY)
    return g_strdup_printf (_("o[%d, %d, %d] is not connected to x[%d, %d, %d]"), place.row, place.column, place.map,
                            pixel.row, pixel.column, pixel.slice);
  return fovea_view_say_weight (frame, place.map, tap);
}

static char *
fovea_dense_scene_say_cell (FoveaViewScene *scene, const FoveaViewFrame *frame, const FoveaGrid *grid, int row,
                            int column)
{
  FoveaDenseScene *self = FOVEA_DENSE_SCENE (scene);
  Pixel pixel = get_pixel (frame, self->inputs.first + column);
  FoveaPlace place = grid->role < FOVEA_DENSE_WEIGHTS ? frame->place : get_place (frame, self->outputs.first + row);

  switch (grid->role)
    {
    case FOVEA_DENSE_INPUT:
      return fovea_view_say_pixel (frame, grid->index, row, column);
    case FOVEA_DENSE_FOLDED:
      return say_connection (frame, place, (Pixel){ grid->index, row, column });
    case FOVEA_DENSE_VECTOR:
      return fovea_view_say_pixel (frame, pixel.slice, pixel.row, pixel.column);
    case FOVEA_DENSE_WEIGHTS:
      return say_connection (frame, place, pixel);
    case FOVEA_DENSE_BIASES:
      return fovea_view_say_bias (frame, place.map);
    default:
      return fovea_view_say_output (frame, place);
    }
}

/* --- GObject */

static void
fovea_dense_scene_class_init (FoveaDenseSceneClass *klass)
{
  FoveaViewSceneClass *view_class = FOVEA_VIEW_SCENE_CLASS (klass);

  view_class->say_title = fovea_dense_scene_say_title;
  view_class->say_sentence = fovea_dense_scene_say_sentence;
  view_class->say_label = fovea_dense_scene_say_label;
  view_class->lay_out = fovea_dense_scene_lay_out;
  view_class->paint_over = fovea_dense_scene_paint_over;
  view_class->find_place = fovea_dense_scene_find_place;
  view_class->name_cell = fovea_dense_scene_name_cell;
  view_class->say_cell = fovea_dense_scene_say_cell;
  view_class->act = fovea_dense_scene_act;
}

static void
fovea_dense_scene_init (FoveaDenseScene *self)
{
  self->of_position = -1;
}

FoveaScene *
fovea_dense_scene_new (FoveaConvolution *lesson)
{
  return fovea_view_scene_new (FOVEA_TYPE_DENSE_SCENE, lesson);
}
