/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a convolution through the depth stands: left the volume, its slices behind one another, and below it what each
 * pixel under the window adds; then the numbers down the depth of one pixel in blocks, and those of all maps. */

#include "config.h"

#include "scene/depth-layout.h"

#include "scene/convolution-fill.h"
#include "scene/grid.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  CELL = 28,          /* points, of what goes down the depth; less if then all of it fits */
  FOLDED_CELL = 24,
  MAX_SHEETS = 8,     /* slices drawn behind one another */
  LEAST_ROWS = 6,
  MAX_SUMMED = 5000,  /* products that are added up for all pixels; of more, only the chosen pixel's are */
  MAX_OUTPUT_BLOCKS = 2
};

/* --- values */

static const FoveaViewFrame *
get_frame (gpointer self)
{
  return fovea_view_scene_get_frame (self);
}

/* The pixel that is looked at: the one that was clicked on, else the middle one. */
void
fovea_depth_get_pixel (FoveaDepthScene *self, int *row, int *column)
{
  int rows = get_frame (self)->y.filter, columns = get_frame (self)->x.filter;
  gboolean chosen = self->of_rows == rows && self->of_columns == columns;

  *row = chosen ? self->chosen_row : rows / 2;
  *column = chosen ? self->chosen_column : columns / 2;
}

/* The tap in a row of a block, of the chosen pixel. */
FoveaTap
fovea_depth_get_tap (FoveaDepthScene *self, int block, int row)
{
  FoveaTap tap = { get_frame (self)->first_seen + self->slices.first + block * self->rows + row, 0, 0 };

  fovea_depth_get_pixel (self, &tap.row, &tap.column);
  return tap;
}

static void
fill_inputs (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  const FoveaViewFrame *frame = get_frame (data);

  states[0] = fovea_view_get_input (frame, frame->place, fovea_depth_get_tap (data, grid->index, row), values);
}

static void
fill_weights (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  const FoveaViewFrame *frame = get_frame (data);

  values[0] = fovea_view_get_weight (frame, frame->place.map, fovea_depth_get_tap (data, grid->index, row));
  states[0] = FOVEA_CELL_VALUE;
}

static void
fill_products (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  float weight;

  fill_weights (data, grid, row, &weight, states);
  fill_inputs (data, grid, row, values, states);
  values[0] *= weight;
  states[0] = FOVEA_CELL_VALUE;
}

/* The current filter; NULL if it is so large that single weights are looked up instead. */
static const FoveaTensor *
get_filter (FoveaDepthScene *self, const FoveaViewFrame *frame)
{
  guint revision = fovea_lesson_get_revision (FOVEA_LESSON (frame->lesson));

  if (frame->volume > MAX_SUMMED)
    return NULL;
  if (self->filter && self->filter_map == frame->place.map && self->revision == revision)
    return self->filter;
  g_clear_pointer (&self->filter, fovea_tensor_unref);
  self->filter = fovea_convolution_dup_filter (frame->lesson, frame->place.map);
  self->filter_map = frame->place.map;
  self->revision = revision;
  return self->filter;
}

/* s[u, v], all slices that the filter sees. */
double
fovea_depth_sum_pixel (FoveaDepthScene *self, const FoveaViewFrame *frame, int row, int column)
{
  const FoveaTensor *filter = get_filter (self, frame);
  gboolean flip = fovea_convolution_get_flip (frame->lesson);
  int last_row = frame->y.filter - 1, last_column = frame->x.filter - 1, at_row, at_column;
  double sum = 0;

  fovea_view_find_input (frame, frame->place, (FoveaTap){ 0, row, column }, &at_row, &at_column);
  for (int i = 0; i < frame->seen; i++)
    {
      FoveaTap tap = { frame->first_seen + i, row, column };
      float weight = filter ? *fovea_tensor_at (filter, 0, i, flip ? last_row - row : row,
                                                flip ? last_column - column : column)
                            : fovea_view_get_weight (frame, frame->place.map, tap);

      sum += (double)fovea_convolution_get_value (frame->lesson, tap.slice, at_row, at_column) * weight;
    }
  return sum;
}

static void
fill_pixels (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  const FoveaViewFrame *frame = get_frame (data);
  int chosen_row, chosen_column;

  fovea_depth_get_pixel (data, &chosen_row, &chosen_column);
  for (int column = 0; column < grid->columns; column++)
    {
      gboolean known = frame->volume <= MAX_SUMMED || (row == chosen_row && column == chosen_column);

      values[column] = known ? (float)fovea_depth_sum_pixel (data, frame, row, column) : 0;
      states[column] = known && !frame->asked ? FOVEA_CELL_VALUE : FOVEA_CELL_EMPTY;
    }
}

static void
fill_outputs (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  FoveaDepthScene *self = data;
  const FoveaViewFrame *frame = get_frame (self);
  FoveaPlace place = frame->place;

  place.map = self->maps.first + grid->index * self->rows + row;
  states[0] = fovea_view_get_output (frame, place, values);
}

/* --- the volume */

/* Whether the window is one pixel, 1×1. */
gboolean
fovea_depth_is_point (const FoveaViewFrame *frame)
{
  return frame->x.filter == 1 && frame->y.filter == 1;
}

int
fovea_depth_count_sheets (const FoveaViewFrame *frame)
{
  return MIN (frame->seen, MAX_SHEETS) - 1;
}

/* The slices behind one another, the first in front. Returns: where they end */
static double
place_volume (FoveaDepthScene *self, const FoveaViewFrame *frame, double x, double y, double width, double height)
{
  double unit = frame->unit, behind = fovea_depth_count_sheets (frame) * FOVEA_DEPTH_SHEET * unit;
  FoveaGrid grid = { .x = x,
                     .y = y + 22 * unit + behind,
                     .rows = frame->y.input,
                     .columns = frame->x.input,
                     .role = FOVEA_DEPTH_FRONT,
                     .index = frame->first_seen,
                     .state = fovea_convolution_get_input_state (frame->lesson),
                     .fill = fovea_fill_bare_input,
                     .data = frame->lesson };
  g_autofree char *label
      = g_strdup_printf (_("Input %d×%d×%d"), frame->x.input, frame->y.input, frame->depth);
  FoveaBox box;

  grid.cell = fmin (fovea_view_fit_cell (width - behind, frame->x.input, CELL * unit),
                    fovea_view_fit_cell (height - behind - 22 * unit, frame->y.input, CELL * unit));
  fovea_view_add_text (frame, "volume label", 12.5, TRUE, frame->palette->input_label, label, x, y);
  fovea_view_set_scale (frame, &grid, FOVEA_SCALE_INPUT, 0, 0);
  box = fovea_sheet_add_grid (frame->sheet, "volume", &grid);
  return box.y + box.height;
}

/* No product of the current filter is larger. */
static double
get_product_limit (const FoveaViewFrame *frame)
{
  float low, high;

  fovea_convolution_get_value_range (frame->lesson, &low, &high);
  return fmax (fabsf (low), fabsf (high)) * fovea_convolution_get_weight_limit (frame->lesson, frame->place.map);
}

/* The dot products of the pixels under a window that is larger than one. Returns: where they end */
static double
place_pixels (FoveaDepthScene *self, const FoveaViewFrame *frame, double x, double y, double width, double height)
{
  FoveaGrid grid = { .x = x,
                     .y = y + 24 * frame->unit,
                     .rows = frame->y.filter,
                     .columns = frame->x.filter,
                     .role = FOVEA_DEPTH_PIXELS,
                     .scale = FOVEA_SCALE_OUTPUT,
                     .high = sqrt (frame->seen) * get_product_limit (frame),
                     .fill = fill_pixels,
                     .data = self };
  FoveaBox box;

  if (fovea_depth_is_point (frame))
    return y;
  grid.cell = fmin (fovea_view_fit_cell (width, grid.columns, 36 * frame->unit),
                    fovea_view_fit_cell (fmax (height - 24 * frame->unit, 60 * frame->unit), grid.rows,
                                         36 * frame->unit));
  fovea_view_add_text (frame, "pixels label", 12.5, TRUE, frame->palette->ink,
                       frame->volume <= MAX_SUMMED ? _("Each pixel’s dot product") : _("The chosen pixel’s"), x, y);
  box = fovea_sheet_add_grid (frame->sheet, "pixels", &grid);
  return box.y + box.height;
}

/* --- down the depth */

static void
place_column (FoveaDepthScene *self, const FoveaViewFrame *frame, int role, int block, int rows, double x, double y)
{
  static void (*const fills[]) (gpointer, const FoveaGrid *, int, float *, guint8 *)
      = { [FOVEA_DEPTH_INPUTS] = fill_inputs, [FOVEA_DEPTH_WEIGHTS] = fill_weights,
          [FOVEA_DEPTH_PRODUCTS] = fill_products, [FOVEA_DEPTH_OUTPUTS] = fill_outputs };
  static const FoveaScale scales[]
      = { [FOVEA_DEPTH_INPUTS] = FOVEA_SCALE_INPUT, [FOVEA_DEPTH_WEIGHTS] = FOVEA_SCALE_WEIGHT,
          [FOVEA_DEPTH_PRODUCTS] = FOVEA_SCALE_OUTPUT, [FOVEA_DEPTH_OUTPUTS] = FOVEA_SCALE_OUTPUT };
  static const char *const names[]
      = { [FOVEA_DEPTH_INPUTS] = "inputs", [FOVEA_DEPTH_WEIGHTS] = "weights",
          [FOVEA_DEPTH_PRODUCTS] = "products", [FOVEA_DEPTH_OUTPUTS] = "outputs" };
  g_autofree char *name = g_strdup_printf ("%s %d", names[role], block);
  FoveaGrid grid = { .x = x,
                     .y = y,
                     .cell = self->cell,
                     .rows = rows,
                     .columns = 1,
                     .role = role,
                     .index = block,
                     .scale = scales[role],
                     .high = get_product_limit (frame),
                     .fill = fills[role],
                     .data = self };

  if (role == FOVEA_DEPTH_OUTPUTS)
    fovea_view_set_scale (frame, &grid, scales[role], self->maps.first, self->maps.n);
  else if (role != FOVEA_DEPTH_PRODUCTS)
    fovea_view_set_scale (frame, &grid, scales[role], frame->place.map, 1);
  fovea_sheet_add_grid (frame->sheet, name, &grid);
}

/* The numbers of slices or maps left of a block, the current one strong. */
static void
place_numbers (FoveaDepthScene *self, const FoveaViewFrame *frame, const char *prefix, int first, int rows, int here,
               double right, double y)
{
  for (int row = 0; row < rows; row++)
    {
      FoveaText look = { .size = 10.5,
                         .bold = first + row == here,
                         .colour = first + row == here ? frame->palette->here : frame->palette->dim };
      g_autofree char *text = g_strdup_printf ("%d", first + row), *name = g_strdup_printf ("%s %s", prefix, text);
      double width, height;

      fovea_sheet_measure (frame->sheet, &look, text, &width, &height);
      fovea_sheet_add_text (frame->sheet, name, &look, text, right - width,
                            y + (row + 0.5) * self->cell - height / 2);
    }
}

static double
get_block_width (FoveaDepthScene *self, const FoveaViewFrame *frame)
{
  return 3 * self->cell + 38 * frame->unit;
}

static double
get_map_width (FoveaDepthScene *self, const FoveaViewFrame *frame)
{
  return self->cell + 34 * frame->unit;
}

/* x, w and x·w of a part of the slices. */
static void
place_block (FoveaDepthScene *self, const FoveaViewFrame *frame, int block, double x, double y)
{
  double unit = frame->unit, cell = self->cell;
  int rows = MIN (self->rows, self->slices.n - block * self->rows);
  const struct
  {
    const char *word;
    FoveaColour colour;
  } heads[] = { { "x", frame->palette->input_label },
                { "w", frame->palette->weight_label },
                { "x·w", frame->palette->output_label } };

  for (int i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s %d", heads[i].word, block);

      fovea_view_add_text (frame, name, 11.5, TRUE, heads[i].colour, heads[i].word,
                           x + 30 * unit + i * (cell + 2 * unit) + cell / 2 - (i < 2 ? 5 : 11) * unit, y);
      place_column (self, frame, FOVEA_DEPTH_INPUTS + i, block, rows, x + 30 * unit + i * (cell + 2 * unit),
                    y + 18 * unit);
    }
  place_numbers (self, frame, "slice", frame->first_seen + self->slices.first + block * self->rows, rows, -1,
                 x + 26 * unit, y + 18 * unit);
}

/* "Down the depth at row 3, column 4", in as many words as there is room for. */
static char *
say_pixel_place (FoveaDepthScene *self, const FoveaViewFrame *frame, double room)
{
  int row, column;

  fovea_depth_get_pixel (self, &row, &column);
  fovea_view_find_input (frame, frame->place, (FoveaTap){ 0, row, column }, &row, &column);
  if (room < 400 * frame->unit)
    return g_strdup_printf (_("row %d, column %d"), row + 1, column + 1);
  return g_strdup_printf (_("Down the depth at row %d, column %d"), row + 1, column + 1);
}

/* All blocks that there is room for. Returns: the box around them */
static FoveaBox
place_depth (FoveaDepthScene *self, const FoveaViewFrame *frame, double x, double y, double room)
{
  double unit = frame->unit, gap = 10 * unit, bottom;
  int blocks = (self->slices.n + self->rows - 1) / self->rows;
  g_autofree char *label = say_pixel_place (self, frame, room);
  FoveaBox box = fovea_view_add_text (frame, "depth label", 12.5, TRUE, frame->palette->ink, label, x, y);
  double right = fmax (box.x + box.width, x + blocks * (get_block_width (self, frame) + gap));

  y += 22 * unit;
  for (int block = 0; block < blocks; block++)
    place_block (self, frame, block, x + block * (get_block_width (self, frame) + gap), y);
  bottom = y + 18 * unit + MIN (self->rows, self->slices.n) * self->cell;
  if (!fovea_fold_is_whole (&self->slices))
    {
      g_autofree char *part = fovea_fold_say (&self->slices), *text = g_strdup_printf (_("slices %s ›"), part);

      box = fovea_view_add_chip (frame, "slices", text, x + 30 * unit, bottom + 6 * unit,
                                 (FoveaAction){ FOVEA_DEPTH_TURN_SLICES, fovea_fold_next (&self->slices) });
      bottom = box.y + box.height;
      right = fmax (right, box.x + box.width);
    }
  return (FoveaBox){ x, y, right - x, bottom - y };
}

/* What all filters make of this pixel. Returns: where they end */
static double
place_outputs (FoveaDepthScene *self, const FoveaViewFrame *frame, double x, double y)
{
  double unit = frame->unit, bottom;
  int blocks = (self->maps.n + self->rows - 1) / self->rows;
  g_autofree char *label = g_strdup_printf ("o[%d, %d, :]", frame->place.row, frame->place.column);

  if (frame->refused)
    return y;
  fovea_view_add_text (frame, "outputs label", 12.5, TRUE, frame->palette->output_label, label, x, y);
  y += 40 * unit;
  for (int block = 0; block < blocks; block++)
    {
      int rows = MIN (self->rows, self->maps.n - block * self->rows);
      double left = x + 28 * unit + block * get_map_width (self, frame);

      place_column (self, frame, FOVEA_DEPTH_OUTPUTS, block, rows, left, y);
      place_numbers (self, frame, "map", self->maps.first + block * self->rows, rows, frame->place.map,
                     left - 4 * unit, y);
    }
  bottom = y + MIN (self->rows, self->maps.n) * self->cell;
  if (!fovea_fold_is_whole (&self->maps))
    {
      g_autofree char *part = fovea_fold_say (&self->maps), *text = g_strdup_printf (_("maps %s ›"), part);
      FoveaBox box = fovea_view_add_chip (frame, "maps", text, x, bottom + 6 * unit,
                                          (FoveaAction){ FOVEA_DEPTH_GO_TO_MAP, fovea_fold_next (&self->maps) });

      bottom = box.y + box.height;
    }
  return bottom;
}

/* --- all of it */

/* How many slices and maps are drawn in so much room, in blocks of as many rows as fit. */
static void
fold_at (FoveaDepthScene *self, const FoveaViewFrame *frame, double cell, double width, double height)
{
  int rows = MAX ((int)((height - 40 * frame->unit) / cell), LEAST_ROWS), columns, blocks;
  double block, maps;

  self->cell = cell;
  block = get_block_width (self, frame) + 10 * frame->unit;
  maps = get_map_width (self, frame);
  columns = CLAMP ((frame->filters + rows - 1) / rows, 1, MAX_OUTPUT_BLOCKS);
  while (columns > 1 && width - columns * maps < block + 20 * frame->unit)
    columns--;
  blocks = MAX ((int)((width - columns * maps - 14 * frame->unit) / block), 1);
  if (frame->seen > rows * blocks || frame->filters > rows * columns)
    rows = MAX (rows - 1, LEAST_ROWS - 1); /* a line for the chip */
  self->slices = fovea_fold_at (frame->seen, rows * blocks, MIN (self->first_slice, frame->seen - 1));
  self->maps = fovea_fold_at (frame->filters, rows * columns, frame->place.map);
  self->rows = MAX ((self->slices.n + blocks - 1) / blocks, (self->maps.n + columns - 1) / columns); /* alike */
}

/* The largest cells at which all of them fit, else a part of them. */
static void
make_plan (FoveaDepthScene *self, const FoveaViewFrame *frame, double width, double height)
{
  for (double cell = CELL; cell >= FOVEA_CELL_NUMBERED; cell--)
    {
      fold_at (self, frame, cell * frame->unit, width, height);
      if (fovea_fold_is_whole (&self->slices) && fovea_fold_is_whole (&self->maps))
        return;
    }
  fold_at (self, frame, FOLDED_CELL * frame->unit, width, height);
}

static void
place_sum (const FoveaViewFrame *frame, double y)
{
  g_autofree char *sum = fovea_view_say_sum (frame), *place = fovea_view_say_place (frame);
  g_autofree char *line = g_strdup_printf ("%s: %s", place, sum);

  fovea_view_add_text (frame, "sum", 15, FALSE, frame->palette->ink, line, frame->margin, y);
}

void
fovea_depth_lay_out (FoveaDepthScene *self, const FoveaViewFrame *frame)
{
  double unit = frame->unit, gap = 32 * unit, sum = 34 * unit, height = frame->bottom - frame->top - sum;
  gboolean point = fovea_depth_is_point (frame);
  double left = fmin (frame->room * (point ? 0.24 : 0.3), 260 * unit), x = frame->margin + left + gap, end;
  FoveaBox depth;

  make_plan (self, frame, frame->room - left - gap, height);
  end = place_volume (self, frame, frame->margin, frame->top, left, point ? height : height * 0.52);
  end = place_pixels (self, frame, frame->margin, end + 18 * unit, left, frame->top + height - end - 18 * unit);
  depth = place_depth (self, frame, x, frame->top, frame->room - left - gap);
  end = fmax (end, depth.y + depth.height);
  end = fmax (end, place_outputs (self, frame, depth.x + depth.width + 14 * unit, frame->top));
  place_sum (frame, end + 12 * unit);
}
