/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where everything of a convolution as a fully connected layer stands. Above: the input left, and right of it the current
 * row of W, folded back to the input's shape. Below: the input stretched across, under it the rows of W as far as there
 * is room, then b and the outputs; and a sentence of what it costs. */

#include "config.h"

#include "scene/dense-layout.h"

#include "lesson/numbers.h"
#include "scene/convolution-fill.h"
#include "scene/grid.h"
#include "scene/view-cells.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  CELL = 24,       /* points, of the rows of W */
  MAX_SLICES = 4,  /* drawn as pictures */
  LEAST_UPPER = 120
};

/* --- values */

static const FoveaViewFrame *
get_frame (const FoveaDenseLayout *self)
{
  return fovea_view_scene_get_frame (FOVEA_VIEW_SCENE (self->scene));
}

FoveaPixel
fovea_dense_get_pixel (const FoveaViewFrame *frame, int index)
{
  int area = frame->x.input * frame->y.input;

  return (FoveaPixel){ index / area, index / frame->x.input % frame->y.input, index % frame->x.input };
}

int
fovea_dense_get_index (const FoveaViewFrame *frame, FoveaPixel pixel)
{
  return (pixel.slice * frame->y.input + pixel.row) * frame->x.input + pixel.column;
}

static FoveaPlace
get_place (const FoveaViewFrame *frame, int output)
{
  return fovea_convolution_get_place (frame->lesson, output);
}

FoveaCellState
fovea_dense_get_connection (const FoveaViewFrame *frame, FoveaPlace place, FoveaPixel pixel, FoveaTap *tap,
                            float *weight)
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
fill_folded (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  const FoveaViewFrame *frame = get_frame (data);
  FoveaTap tap;

  for (int column = 0; column < grid->columns; column++)
    states[column] = fovea_dense_get_connection (frame, frame->place, (FoveaPixel){ grid->index, row, column }, &tap,
                                                 &values[column]);
}

static void
fill_vector (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  FoveaDenseLayout *self = data;
  const FoveaViewFrame *frame = get_frame (self);

  for (int column = 0; column < grid->columns; column++)
    {
      FoveaPixel pixel = fovea_dense_get_pixel (frame, self->inputs.first + column);

      values[column] = fovea_convolution_get_value (frame->lesson, pixel.slice, pixel.row, pixel.column);
      states[column] = FOVEA_CELL_VALUE;
    }
}

static void
fill_weights (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  FoveaDenseLayout *self = data;
  const FoveaViewFrame *frame = get_frame (self);
  FoveaPlace place = get_place (frame, self->outputs.first + row);
  FoveaTap tap;

  for (int column = 0; column < grid->columns; column++)
    states[column]
        = fovea_dense_get_connection (frame, place, fovea_dense_get_pixel (frame, self->inputs.first + column), &tap,
                                      &values[column]);
}

static void
fill_biases (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  FoveaDenseLayout *self = data;
  const FoveaViewFrame *frame = get_frame (self);

  values[0] = fovea_convolution_get_bias (frame->lesson, get_place (frame, self->outputs.first + row).map);
  states[0] = FOVEA_CELL_VALUE;
}

static void
fill_outputs (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  FoveaDenseLayout *self = data;
  const FoveaViewFrame *frame = get_frame (self);

  states[0] = fovea_view_get_output (frame, get_place (frame, self->outputs.first + row), values);
}

/* --- pictures of the input and of the current row */

int
fovea_dense_count_inputs (const FoveaViewFrame *frame)
{
  return frame->x.input * frame->y.input * frame->depth;
}

/* As many slices as are not too small beside one another, twice. */
static void
plan_pictures (FoveaDenseLayout *self, const FoveaViewFrame *frame, double width, double height)
{
  double gap = 8 * frame->unit;

  for (self->slices = MIN (frame->depth, MAX_SLICES); self->slices > 1; self->slices--)
    if (((width + gap) / self->slices - gap) / frame->x.input >= 2)
      break;
  self->picture_cell
      = fmin (fovea_view_fit_cell ((width + gap) / self->slices - gap, frame->x.input, 24 * frame->unit),
              fovea_view_fit_cell (height, frame->y.input, 24 * frame->unit));
}

/* The current filter's group has to be among those that are drawn. */
int
fovea_dense_get_first_slice (const FoveaDenseLayout *self, const FoveaViewFrame *frame)
{
  return MIN (frame->first_seen, frame->depth - self->slices);
}

/* The slices of the input (or of the row), from (x, y) on. Returns: where they end */
static double
place_pictures (FoveaDenseLayout *self, const FoveaViewFrame *frame, int role, const char *label, double x, double y)
{
  gboolean input = role == FOVEA_DENSE_INPUT;
  FoveaGrid grid = { .x = x,
                     .y = y + 22 * frame->unit,
                     .cell = self->picture_cell,
                     .rows = frame->y.input,
                     .columns = frame->x.input,
                     .role = role,
                     .fill = input ? fovea_fill_bare_input : fill_folded,
                     .data = input ? (gpointer) frame->lesson : self };

  fovea_view_add_text (frame, input ? "input label" : "row label", 12.5, TRUE,
                       input ? frame->palette->input_label : frame->palette->weight_label, label, x, y);
  fovea_view_set_scale (frame, &grid, input ? FOVEA_SCALE_INPUT : FOVEA_SCALE_WEIGHT, frame->place.map, 1);
  for (int i = 0; i < self->slices; i++)
    {
      g_autofree char *name = NULL;

      grid.index = fovea_dense_get_first_slice (self, frame) + i;
      grid.state = input ? fovea_convolution_get_input_state (frame->lesson) : 0;
      name = g_strdup_printf (input ? "input %d" : "row %d", grid.index);
      fovea_sheet_add_grid (frame->sheet, name, &grid);
      grid.x += frame->x.input * self->picture_cell + 8 * frame->unit;
    }
  return grid.y + frame->y.input * self->picture_cell;
}

static char *
say_slices (FoveaDenseLayout *self, const FoveaViewFrame *frame, const char *what)
{
  if (self->slices == frame->depth)
    return g_strdup (what);
  return g_strdup_printf (_("%s, %d of %d slices"), what, self->slices, frame->depth);
}

/* The input left, the current row of W in its shape right. Returns: where they end */
static double
place_upper (FoveaDenseLayout *self, const FoveaViewFrame *frame, double height)
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
get_wanted_input (FoveaDenseLayout *self, const FoveaViewFrame *frame)
{
  FoveaPixel pixel = { frame->first_seen, 0, 0 };

  if (self->of_position == frame->position)
    return CLAMP (self->first_input, 0, fovea_dense_count_inputs (frame) - 1);
  fovea_view_find_input (frame, frame->place, (FoveaTap){ 0, 0, 0 }, &pixel.row, &pixel.column);
  pixel.row = CLAMP (pixel.row, 0, frame->y.input - 1);
  pixel.column = CLAMP (pixel.column, 0, frame->x.input - 1);
  return fovea_dense_get_index (frame, pixel);
}

static FoveaBox
add_grid (FoveaDenseLayout *self, const FoveaViewFrame *frame, int role, const char *name, double x, double y)
{
  static void (*const fills[]) (gpointer, const FoveaGrid *, int, float *, guint8 *)
      = { [FOVEA_DENSE_VECTOR] = fill_vector, [FOVEA_DENSE_WEIGHTS] = fill_weights,
          [FOVEA_DENSE_BIASES] = fill_biases, [FOVEA_DENSE_OUTPUTS] = fill_outputs };
  static const FoveaScale scales[]
      = { [FOVEA_DENSE_VECTOR] = FOVEA_SCALE_INPUT, [FOVEA_DENSE_WEIGHTS] = FOVEA_SCALE_WEIGHT,
          [FOVEA_DENSE_BIASES] = FOVEA_SCALE_WEIGHT, [FOVEA_DENSE_OUTPUTS] = FOVEA_SCALE_OUTPUT };
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
place_row_names (FoveaDenseLayout *self, const FoveaViewFrame *frame, double right, double y)
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
place_folds (FoveaDenseLayout *self, const FoveaViewFrame *frame, double y)
{
  g_autofree char *inputs = fovea_fold_say (&self->inputs), *outputs = fovea_fold_say (&self->outputs);
  g_autofree char *text = g_strdup_printf (_("inputs %s ›"), inputs);
  g_autofree char *rows = g_strdup_printf (_("outputs %s"), outputs);
  FoveaBox box = { frame->margin - 12 * frame->unit, y, 0, 0 };

  if (!fovea_fold_is_whole (&self->inputs))
    box = fovea_view_add_chip (frame, "inputs", text, frame->margin, y,
                               (FoveaAction){ FOVEA_DENSE_TURN_INPUTS, fovea_fold_next (&self->inputs) });
  if (!fovea_fold_is_whole (&self->outputs))
    fovea_view_add_text (frame, "outputs", 12, FALSE, frame->palette->dim, rows, box.x + box.width + 12 * frame->unit,
                         y + 5 * frame->unit);
  return y + 28 * frame->unit;
}

/* What the same outputs cost: all connected, connected to patches, shared. */
static char *
say_counts (const FoveaViewFrame *frame)
{
  gint64 inputs = fovea_dense_count_inputs (frame), outputs = (gint64)frame->columns * frame->rows * frame->filters;
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
place_product (FoveaDenseLayout *self, const FoveaViewFrame *frame, double y, double height)
{
  double unit = frame->unit, cell = CELL * unit, names = 78 * unit, x = frame->margin + names;
  int columns = (int)((frame->room - names - 2 * cell - 44 * unit) / cell);
  int rows = (int)((height - 24 * unit - cell - 8 * unit) / cell);
  FoveaBox box;

  self->inputs = fovea_fold_at (fovea_dense_count_inputs (frame), columns, get_wanted_input (self, frame));
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

void
fovea_dense_lay_out (FoveaDenseLayout *self, const FoveaViewFrame *frame)
{
  double unit = frame->unit, body = frame->bottom - frame->top, below = (28 + 66) * unit;
  double upper = fmax (body * 0.42, LEAST_UPPER * unit), y = place_upper (self, frame, upper);

  y = place_product (self, frame, y + 18 * unit, frame->bottom - y - 18 * unit - below);
  place_sum (frame, y);
}
