/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the neurons stand. Above: the current neuron, its inputs and weights beside one another, the cell body that
 * adds the products up, the activation function, its output; and the sheet that it is a part of. Below: its neighbours
 * in a row of the sheet, over the row of the input that they look at; and the neurons of all filters at its place. In
 * a narrow room these four stand below one another. */

#include "config.h"

#include "scene/neuron-layout.h"

#include "lesson/numbers.h"
#include "scene/convolution-fill.h"
#include "scene/grid.h"
#include "scene/view-cells.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  CELL = 22,           /* points, of inputs and weights, at least */
  MAX_CELL = 34,
  MOST_WIDTH = 640,    /* of the current neuron */
  MAX_NEIGHBOURS = 5,
  LEAST_HEIGHT = 160,  /* of the upper and the lower half */
  NARROW_HEIGHT = 250, /* of each part, where they stand below one another */
  TWO_COLUMNS = 680,   /* from this width on the halves have a right side */
  MAX_LEGEND = 7
};

/* --- values */

static void
fill_inputs (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  const FoveaNeuronLayout *self = data;
  const FoveaViewFrame *frame = fovea_view_scene_get_frame (FOVEA_VIEW_SCENE (self->scene));

  states[0] = fovea_view_get_input (frame, frame->place, fovea_view_get_tap (frame, self->products.first + row),
                                    values);
}

static void
fill_weights (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  const FoveaNeuronLayout *self = data;
  const FoveaViewFrame *frame = fovea_view_scene_get_frame (FOVEA_VIEW_SCENE (self->scene));

  values[0] = fovea_view_get_weight (frame, frame->place.map, fovea_view_get_tap (frame, self->products.first + row));
  states[0] = FOVEA_CELL_VALUE;
}

/* What follows the sum. */
static float
activate (const FoveaViewFrame *frame, float value)
{
  return fovea_convolution_get_relu (frame->lesson) ? fmaxf (0, value) : value;
}

static void
fill_output (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  const FoveaNeuronLayout *self = data;
  const FoveaViewFrame *frame = fovea_view_scene_get_frame (FOVEA_VIEW_SCENE (self->scene));

  values[0] = activate (frame, fovea_convolution_get_result (frame->lesson, frame->position));
  states[0] = frame->asked ? FOVEA_CELL_EMPTY : FOVEA_CELL_VALUE;
}

/* A neuron that is alone in its grid: of the current map in a column, or of another map at the current place. */
static void
fill_neuron (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  const FoveaNeuronLayout *self = data;
  const FoveaViewFrame *frame = fovea_view_scene_get_frame (FOVEA_VIEW_SCENE (self->scene));
  FoveaPlace place = frame->place;

  if (grid->role == FOVEA_NEURON_NEIGHBOUR)
    place.column = grid->index;
  else
    place.map = grid->index;
  states[0] = fovea_view_get_output (frame, place, values);
  values[0] = activate (frame, values[0]);
}

static void
fill_row (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  const FoveaNeuronLayout *self = data;
  const FoveaViewFrame *frame = fovea_view_scene_get_frame (FOVEA_VIEW_SCENE (self->scene));

  for (int i = 0; i < grid->columns; i++)
    {
      int column = self->start + i;
      gboolean inside = self->row >= 0 && self->row < frame->y.input && column >= 0 && column < frame->x.input;

      states[i] = inside ? FOVEA_CELL_VALUE : FOVEA_CELL_PADDING;
    }
  fovea_convolution_fill_values (frame->lesson, frame->first_seen, self->row, self->start, grid->columns, values);
}

/* --- helpers */

/* With its middle at @x. */
static FoveaBox
add_centred (const FoveaViewFrame *frame, const char *name, double size, gboolean bold, FoveaColour colour,
             const char *markup, double x, double y)
{
  FoveaText look = { .size = size, .bold = bold, .colour = colour };
  double width, height;

  fovea_sheet_measure (frame->sheet, &look, markup, &width, &height);
  return fovea_sheet_add_text (frame->sheet, name, &look, markup, x - width / 2, y);
}

static FoveaGrid
make_grid (FoveaNeuronLayout *self, const FoveaViewFrame *frame, int role, FoveaScale scale, int rows, int columns,
           double cell, void (*fill) (gpointer, const FoveaGrid *, int, float *, guint8 *))
{
  FoveaGrid grid = { .cell = cell, .rows = rows, .columns = columns, .role = role, .fill = fill, .data = self };

  if (scale != FOVEA_SCALE_OUTPUT)
    fovea_view_set_scale (frame, &grid, scale, frame->place.map, 1);
  else
    {
      grid.scale = scale;
      grid.high = self->limit;
    }
  return grid;
}

static void
place_grid (const FoveaViewFrame *frame, FoveaGrid *grid, const char *name, double x, double y)
{
  grid->x = x;
  grid->y = y;
  fovea_sheet_add_grid (frame->sheet, name, grid);
}

/* --- the neuron */

/* "x[0, 1, 2]" left of each input. */
static void
place_input_names (FoveaNeuronLayout *self, const FoveaViewFrame *frame, double right, double y, double pitch)
{
  FoveaText look = { .size = 11, .colour = frame->palette->input_label };

  for (int i = 0; i < self->products.n; i++)
    {
      FoveaTap tap = fovea_view_get_tap (frame, self->products.first + i);
      int row, column;
      g_autofree char *name = NULL;
      double width, height;

      fovea_view_find_input (frame, frame->place, tap, &row, &column);
      name = g_strdup_printf ("x[%d, %d, %d]", row, column, tap.slice);
      fovea_sheet_measure (frame->sheet, &look, name, &width, &height);
      fovea_sheet_add_text (frame->sheet, name, &look, name, right - width, y + (i + 0.5) * pitch - height / 2);
    }
}

/* The columns of inputs and weights: each cell a grid's row, however far apart they stand. */
static void
place_columns (FoveaNeuronLayout *self, const FoveaViewFrame *frame, double inputs_x, double weights_x, double y,
               double pitch)
{
  FoveaGrid inputs = make_grid (self, frame, FOVEA_NEURON_INPUTS, FOVEA_SCALE_INPUT, self->products.n, 1, pitch,
                                fill_inputs);
  FoveaGrid weights = make_grid (self, frame, FOVEA_NEURON_WEIGHTS, FOVEA_SCALE_WEIGHT, self->products.n, 1, pitch,
                                 fill_weights);

  inputs.round = TRUE;
  place_grid (frame, &inputs, "inputs", inputs_x, y);
  place_grid (frame, &weights, "weights", weights_x, y);
}

/* The circle with the sum in it. */
static void
place_body (FoveaNeuronLayout *self, const FoveaViewFrame *frame, double x, double y)
{
  double radius = 46 * frame->unit;
  char sum[FOVEA_NUMBER_SIZE], bias[FOVEA_NUMBER_SIZE], result[FOVEA_NUMBER_SIZE];
  g_autofree char *terms = g_strdup_printf (
      "%s + %s", fovea_number_short (fovea_view_get_sum (frame), 6, sum),
      fovea_number_factor (fovea_convolution_get_bias (frame->lesson, frame->place.map), 5, bias));

  fovea_number_short (fovea_convolution_get_result (frame->lesson, frame->position), 7, result);
  self->body = (FoveaBox){ x, y - radius, 2 * radius, 2 * radius };
  add_centred (frame, "body", 12, FALSE, frame->palette->dim, "Σ wᵢ xᵢ + b", x + radius, y - 28 * frame->unit);
  add_centred (frame, "terms", 12, FALSE, frame->palette->ink, frame->asked ? "…" : terms, x + radius,
               y - 8 * frame->unit);
  add_centred (frame, "result", 14, TRUE, frame->palette->ink, frame->asked ? "…" : result, x + radius,
               y + 10 * frame->unit);
}

static void
place_activation (FoveaNeuronLayout *self, const FoveaViewFrame *frame, double x, double y)
{
  gboolean relu = fovea_convolution_get_relu (frame->lesson);
  double unit = frame->unit, width = 84 * unit, height = 46 * unit;

  self->activation = (FoveaBox){ round (x), round (y - height / 2), width, height };
  fovea_sheet_add_panel (frame->sheet, self->activation);
  add_centred (frame, "f", 12, TRUE, frame->palette->ink, relu ? "ReLU" : "f", x + width / 2, y - 19 * unit);
  add_centred (frame, "f of z", 11.5, FALSE, frame->palette->dim, relu ? "max(0, z)" : "f(z) = z", x + width / 2,
               y + 1 * unit);
}

static void
place_output (FoveaNeuronLayout *self, const FoveaViewFrame *frame, double x, double y, double cell)
{
  FoveaGrid grid = make_grid (self, frame, FOVEA_NEURON_OUTPUT, FOVEA_SCALE_OUTPUT, 1, 1, cell, fill_output);
  g_autofree char *name = g_strdup_printf ("o[%d, %d, %d]", frame->place.row, frame->place.column, frame->place.map);

  grid.high = fmax (grid.high, fabsf (fovea_convolution_get_result (frame->lesson, frame->position)));
  place_grid (frame, &grid, "output", x, y - cell / 2);
  add_centred (frame, "output name", 11, FALSE, frame->palette->output_label, name, x + cell / 2, y + cell / 2 + 4);
}

/* The words of the classic drawing over its parts, as far as they do not come too close. */
static void
place_captions (const FoveaViewFrame *frame, double y, const double *middles)
{
  const char *const words[] = { _("inputs"), _("weights"), _("cell body"), _("activation"), _("output") };
  double end = 0, width, height;
  FoveaText look = { .size = 11, .colour = frame->palette->dim };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      fovea_sheet_measure (frame->sheet, &look, words[i], &width, &height);
      if (middles[i] - width / 2 < end + 6)
        continue;
      fovea_sheet_add_text (frame->sheet, words[i], &look, words[i], middles[i] - width / 2, y);
      end = middles[i] + width / 2;
    }
}

/* Which products are drawn below one another in @height. Returns: how far apart */
static double
choose_products (FoveaNeuronLayout *self, const FoveaViewFrame *frame, double height)
{
  double unit = frame->unit, pitch;

  if (frame->volume * CELL * unit > height)
    height -= 34 * unit; /* for the chip */
  self->products = fovea_fold_at ((int)frame->volume, MAX ((int)(height / (CELL * unit)), 4),
                                  MIN (self->first_product, (int)frame->volume - 1));
  pitch = round (fmin (height / self->products.n, MAX_CELL * unit));
  return fmax (pitch, CELL * unit);
}

/* The neuron in a room of @width × @height from (x, y) on. Returns: where it ends */
static double
place_neuron (FoveaNeuronLayout *self, const FoveaViewFrame *frame, double x, double y, double width, double height)
{
  double unit = frame->unit, head = 22 * unit, output = 40 * unit, pitch = choose_products (self, frame, height - head);
  double names = width > 470 * unit ? 78 * unit : 8 * unit;
  double right = x + fmin (width, MOST_WIDTH * unit) - output - 8 * unit, middle, spare;

  spare = right - x - names - 2 * pitch - (92 + 24 + 84 + 20) * unit;
  middle = y + head + fmax (self->products.n * pitch, 96 * unit) / 2;
  place_captions (frame, y,
                  (double[]){ x + names + pitch / 2, x + names + pitch * 1.5 + spare * 0.4,
                              right - (20 + 84 + 24 + 46) * unit, right - (20 + 42) * unit, right + output / 2 });
  y += head + fmax (96 * unit - self->products.n * pitch, 0) / 2;
  if (names > 70 * unit)
    place_input_names (self, frame, x + names - 6 * unit, y, pitch);
  place_columns (self, frame, x + names, x + names + pitch + spare * 0.4, y, pitch);
  place_body (self, frame, right - (20 + 84 + 24 + 92) * unit, middle);
  place_activation (self, frame, right - (20 + 84) * unit, middle);
  place_output (self, frame, right, middle, output);
  y = fmax (y + self->products.n * pitch, middle + 52 * unit) + 6 * unit;
  if (!fovea_fold_is_whole (&self->products))
    {
      g_autofree char *part = fovea_fold_say (&self->products), *text = g_strdup_printf (_("products %s ›"), part);
      FoveaBox box = fovea_view_add_chip (frame, "products", text, x + names, y,
                               (FoveaAction){ FOVEA_NEURON_TURN_PRODUCTS, fovea_fold_next (&self->products) });

      y = box.y + box.height;
    }
  return y;
}

/* --- the sheet */

static double
place_sheet (FoveaNeuronLayout *self, const FoveaViewFrame *frame, double x, double y, double width, double height)
{
  double unit = frame->unit, head = 22 * unit;
  int map = frame->place.map;
  g_autofree char *label = g_strdup_printf (_("A sheet of %d×%d neurons"), frame->columns, frame->rows);
  FoveaGrid grid = make_grid (self, frame, FOVEA_NEURON_SHEET, FOVEA_SCALE_OUTPUT, frame->rows, frame->columns, 1,
                              fovea_convolution_get_relu (frame->lesson) ? fovea_fill_relu : fovea_fill_map);

  if (frame->refused)
    return y;
  grid.cell = fmin (fovea_view_fit_cell (width, frame->columns, 30 * unit),
                    fovea_view_fit_cell (height - head, frame->rows, 30 * unit));
  grid.round = grid.cell >= FOVEA_CELL_MIN;
  grid.index = map;
  grid.data = frame->lesson;
  grid.state = fovea_convolution_get_map_state (frame->lesson, map) << 20
               ^ (guint64)fovea_convolution_count_filled (frame->lesson, map) << 2
               ^ (guint64)fovea_convolution_get_relu (frame->lesson) << 1 ^ frame->asked;
  fovea_view_add_text (frame, "sheet label", 12.5, TRUE, frame->palette->output_label, label, x, y);
  place_grid (frame, &grid, "sheet", x, y + head);
  return y + head + frame->rows * grid.cell;
}

/* --- the neighbours */

int
fovea_neuron_count_links (const FoveaViewFrame *frame)
{
  return MIN (frame->x.filter, FOVEA_NEURON_MAX_LINKS);
}

/* As many neighbours as stand over cells with numbers; the current neuron at least. */
static void
choose_neighbours (FoveaNeuronLayout *self, const FoveaViewFrame *frame, double width)
{
  int most = MIN (MAX_NEIGHBOURS, frame->columns), extent = fovea_geometry_extent (&frame->x);

  while (most > 1 && ((most - 1) * frame->x.stride + extent) * FOVEA_CELL_NUMBERED * frame->unit > width)
    most--;
  self->neighbours = most;
  self->first = CLAMP (frame->place.column - most / 2, 0, frame->columns - most);
  self->start = self->first * frame->x.stride - frame->x.pad;
  self->tap_row = frame->y.filter / 2;
  self->row = frame->place.row * frame->y.stride + self->tap_row * frame->y.dilation - frame->y.pad;
}

/* "w[1, 0] = −1" beside a sample of its line, which is painted later. */
static void
place_legend (FoveaNeuronLayout *self, const FoveaViewFrame *frame, double x, double y, double height)
{
  int n = MIN (fovea_neuron_count_links (frame), MAX_LEGEND);
  double unit = frame->unit;

  self->legend_x = x;
  self->legend_y = y;
  self->legend_line = fmin (18 * unit, height / n);
  for (int i = 0; i < n; i++)
    {
      FoveaTap tap = { frame->first_seen, self->tap_row, i };
      char number[FOVEA_NUMBER_SIZE];
      g_autofree char *name = g_strdup_printf ("legend %d", i), *text = NULL;

      fovea_number_short (fovea_view_get_weight (frame, frame->place.map, tap), 6, number);
      text = i == MAX_LEGEND - 1 && fovea_neuron_count_links (frame) > MAX_LEGEND
                 ? g_strdup ("…")
                 : g_strdup_printf ("w[%d, %d] = %s", self->tap_row, i, number);
      fovea_view_add_text (frame, name, 11, FALSE, frame->palette->weight_label, text, x + 30 * unit,
                           y + i * self->legend_line);
    }
}

static double
place_neighbours (FoveaNeuronLayout *self, const FoveaViewFrame *frame, double x, double y, double width, double height)
{
  double unit = frame->unit, legend = 128 * unit, cell, disc, bottom;
  int cells;
  FoveaGrid row;
  g_autofree char *label = NULL;
  FoveaText look = { .size = 12.5, .bold = TRUE, .colour = frame->palette->ink, .width = width };
  FoveaBox box;

  choose_neighbours (self, frame, width - legend);
  cells = (self->neighbours - 1) * frame->x.stride + fovea_geometry_extent (&frame->x);
  cell = fovea_view_fit_cell (width - legend, cells, 40 * unit);
  disc = CLAMP (frame->x.stride * cell, 10 * unit, 40 * unit);
  label = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "Row %d of the sheet: each neuron sees %d cell, arrows of one colour share one weight",
                   "Row %d of the sheet: each neuron sees %d cells, arrows of one colour share one weight",
                   (gulong) frame->x.filter),
      frame->place.row + 1, frame->x.filter);
  box = fovea_sheet_add_text (frame->sheet, "neighbours label", &look, label, x, y);
  y = box.y + box.height + 8 * unit;
  bottom = fmax (fmin (y + height - box.height - 8 * unit, y + 170 * unit), y + 110 * unit);
  for (int i = 0; i < self->neighbours; i++)
    {
      FoveaGrid grid
          = make_grid (self, frame, FOVEA_NEURON_NEIGHBOUR, FOVEA_SCALE_OUTPUT, 1, 1, disc, fill_neuron);
      g_autofree char *name = g_strdup_printf ("neighbour %d", i);

      grid.index = self->first + i;
      grid.round = TRUE;
      grid.dim = grid.index != frame->place.column;
      place_grid (frame, &grid, disc <= frame->x.stride * cell ? name : NULL,
                  x + (i * frame->x.stride + fovea_geometry_extent (&frame->x) / 2.0) * cell - disc / 2, y);
    }
  row = make_grid (self, frame, FOVEA_NEURON_ROW, FOVEA_SCALE_INPUT, 1, cells, cell, fill_row);
  place_grid (frame, &row, "row", x, bottom - cell);
  place_legend (self, frame, x + cells * cell + 22 * unit, y, bottom - y);
  return bottom;
}

/* --- the neurons that look at the same patch */

static double
place_same_patch (FoveaNeuronLayout *self, const FoveaViewFrame *frame, double x, double y, double width, double height)
{
  double unit = frame->unit, head = 24 * unit, side = 84 * unit, middle;
  double disc = floor (CLAMP ((height - head) / frame->mates, 22 * unit, 30 * unit));
  g_autofree char *label = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d neuron sees this patch", "%d neurons see this patch", (gulong)frame->mates),
      frame->mates);
  FoveaGrid patch;

  if (frame->mates * disc > height - head)
    height -= 32 * unit; /* for the chip */
  self->maps = fovea_fold_at (frame->mates, MAX ((int)((height - head) / disc), 3),
                              frame->place.map - frame->first_mate);
  fovea_view_add_text (frame, "patch label", 12.5, TRUE, frame->palette->ink, label, x, y);
  y += head;
  middle = y + fmax (self->maps.n * disc, side) / 2;
  patch = make_grid (self, frame, FOVEA_NEURON_PATCH, FOVEA_SCALE_INPUT, frame->y.filter, frame->x.filter,
                     fmin (side / MAX (frame->x.filter, frame->y.filter), 28 * unit), fovea_fill_patch);
  patch.index = frame->first_seen;
  patch.data = frame->lesson;
  place_grid (frame, &patch, "patch", x, middle - frame->y.filter * patch.cell / 2);
  for (int i = 0; i < self->maps.n; i++)
    {
      FoveaGrid grid = make_grid (self, frame, FOVEA_NEURON_SAME_PATCH, FOVEA_SCALE_OUTPUT, 1, 1, disc, fill_neuron);
      int map = frame->first_mate + self->maps.first + i;
      g_autofree char *name = g_strdup_printf ("o[:, :, %d]", map), *grid_name = g_strdup_printf ("map %d", map);
      double at = middle + (i - self->maps.n / 2.0) * disc;

      grid.index = map;
      grid.round = TRUE;
      grid.dim = map != frame->place.map;
      place_grid (frame, &grid, grid_name, x + width - disc - 66 * unit, at);
      fovea_view_add_text (frame, name, 11, map == frame->place.map, frame->palette->output_label, name,
                           x + width - 62 * unit, at + disc / 2 - 8 * unit);
    }
  y = middle + fmax (self->maps.n * disc, side) / 2 + 6 * unit;
  if (!fovea_fold_is_whole (&self->maps))
    {
      g_autofree char *part = fovea_fold_say (&self->maps), *text = g_strdup_printf (_("filters %s ›"), part);
      int next = frame->first_mate + fovea_fold_next (&self->maps);
      FoveaBox box
          = fovea_view_add_chip (frame, "filters", text, x, y, (FoveaAction){ FOVEA_NEURON_GO_TO_MAP, next });

      y = box.y + box.height;
    }
  return y;
}

void
fovea_neuron_lay_out (FoveaNeuronLayout *self, const FoveaViewFrame *frame)
{
  double unit = frame->unit, gap = 28 * unit, x = frame->margin, y = frame->top;
  gboolean wide = frame->room >= TWO_COLUMNS * unit;
  double left = wide ? frame->room * 0.68 : frame->room, right = wide ? frame->room - left - gap : frame->room;
  double upper = wide ? fmax ((frame->bottom - y) * 0.56, LEAST_HEIGHT * unit) : NARROW_HEIGHT * unit;
  double lower = upper, end, other;
  FoveaGrid map = { 0 };

  fovea_view_set_scale (frame, &map, FOVEA_SCALE_OUTPUT, frame->place.map, 1);
  self->limit = map.high;
  end = place_neuron (self, frame, x, y, left, upper);
  other = place_sheet (self, frame, wide ? x + left + gap : x, wide ? y : end + gap, right, wide ? upper : lower);
  y = fmax (end, other) + gap;
  if (wide)
    lower = fmax (frame->bottom - y, LEAST_HEIGHT * unit);
  end = place_neighbours (self, frame, x, y, left, lower);
  if (frame->mates > 1)
    place_same_patch (self, frame, wide ? x + left + gap : x, wide ? y : end + gap, fmin (right, 260 * unit), lower);
}
