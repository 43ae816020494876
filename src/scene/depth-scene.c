/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Through the depth. Under each weight of the filter lies one pixel of the input with all its D slices; what they make is
 * a dot product down the depth,
 *   s[u, v] = Σ_d x[d, i, j] · w[d, u, v],   o = Σ_u Σ_v s[u, v] + b.
 * A 1×1 filter has one such pixel and is that dot product: D numbers at a pixel become K. Of a larger filter one pixel is
 * looked at at a time; a click chooses which. */

#include "config.h"

#include "scene/depth-scene.h"

#include "lesson/numbers.h"
#include "scene/convolution-words.h"
#include "scene/fold.h"
#include "scene/grid.h"
#include "scene/view-cells.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  ACTION_SLICES = FOVEA_VIEW_FIRST_ACTION, /* value: the first slice to show, from 0 */
  ACTION_MAP                               /* value: the map to go to */
};

enum
{
  CELL = 28,          /* points, of what goes down the depth; less if then all of it fits */
  FOLDED_CELL = 24,
  MAX_SHEETS = 8,     /* slices drawn behind one another */
  SHEET = 6,          /* points from one to the next */
  LEAST_ROWS = 6,
  MAX_SUMMED = 5000,  /* products that are added up for all pixels; of more, only the chosen pixel's are */
  MAX_OUTPUT_BLOCKS = 2
};

struct _FoveaDepthScene
{
  FoveaViewScene parent_instance;

  int first_slice;                     /* asked for */
  int chosen_row, chosen_column, of_extent; /* the pixel that was clicked on, of filters of that size */
  FoveaFold slices, maps;
  double cell;
  int rows; /* of a block */

  FoveaTensor *filter; /* of the map and the revision below, 1×D/groups×F×F: kept while one steps */
  int filter_map;
  guint revision;
};

G_DEFINE_FINAL_TYPE (FoveaDepthScene, fovea_depth_scene, FOVEA_TYPE_VIEW_SCENE)

/* --- values */

static const FoveaViewFrame *
get_frame (gpointer self)
{
  return fovea_view_scene_get_frame (self);
}

/* The pixel that is looked at: the one that was clicked on, else the middle one. */
static void
get_pixel (FoveaDepthScene *self, int *row, int *column)
{
  int extent = get_frame (self)->extent;
  gboolean chosen = self->of_extent == extent;

  *row = chosen ? self->chosen_row : extent / 2;
  *column = chosen ? self->chosen_column : extent / 2;
}

/* The tap in a row of a block, of the chosen pixel. */
static FoveaTap
get_tap (FoveaDepthScene *self, int block, int row)
{
  FoveaTap tap = { get_frame (self)->first_seen + self->slices.first + block * self->rows + row, 0, 0 };

  get_pixel (self, &tap.row, &tap.column);
  return tap;
}

static void
fill_inputs (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  const FoveaViewFrame *frame = get_frame (data);

  states[0] = fovea_view_get_input (frame, frame->place, get_tap (data, grid->index, row), values);
}

static void
fill_weights (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  const FoveaViewFrame *frame = get_frame (data);

  values[0] = fovea_view_get_weight (frame, frame->place.map, get_tap (data, grid->index, row));
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
static double
sum_pixel (FoveaDepthScene *self, const FoveaViewFrame *frame, int row, int column)
{
  const FoveaTensor *filter = get_filter (self, frame);
  gboolean flip = fovea_convolution_get_flip (frame->lesson);
  int last = frame->extent - 1, at_row, at_column;
  double sum = 0;

  fovea_view_find_input (frame, frame->place, (FoveaTap){ 0, row, column }, &at_row, &at_column);
  for (int i = 0; i < frame->seen; i++)
    {
      FoveaTap tap = { frame->first_seen + i, row, column };
      float weight = filter ? *fovea_tensor_at (filter, 0, i, flip ? last - row : row, flip ? last - column : column)
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

  get_pixel (data, &chosen_row, &chosen_column);
  for (int column = 0; column < grid->columns; column++)
    {
      gboolean known = frame->volume <= MAX_SUMMED || (row == chosen_row && column == chosen_column);

      values[column] = known ? (float)sum_pixel (data, frame, row, column) : 0;
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

static void
fill_front (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  const FoveaViewFrame *frame = get_frame (data);

  for (int column = 0; column < grid->columns; column++)
    {
      values[column] = fovea_convolution_get_value (frame->lesson, grid->index, row, column);
      states[column] = FOVEA_CELL_VALUE;
    }
}

/* --- the volume */

static int
count_sheets (const FoveaViewFrame *frame)
{
  return MIN (frame->seen, MAX_SHEETS) - 1;
}

/* The slices behind one another, the first in front. Returns: where they end */
static double
place_volume (FoveaDepthScene *self, const FoveaViewFrame *frame, double x, double y, double width, double height)
{
  double unit = frame->unit, behind = count_sheets (frame) * SHEET * unit;
  FoveaGrid grid = { .x = x,
                     .y = y + 22 * unit + behind,
                     .rows = frame->y.input,
                     .columns = frame->x.input,
                     .role = FOVEA_DEPTH_FRONT,
                     .index = frame->first_seen,
                     .state = fovea_convolution_get_input_state (frame->lesson),
                     .fill = fill_front,
                     .data = self };
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

/* The dot products of the pixels under a window that is larger than one. Returns: where they end */
static double
place_pixels (FoveaDepthScene *self, const FoveaViewFrame *frame, double x, double y, double width, double height)
{
  FoveaGrid grid = { .x = x,
                     .y = y + 24 * frame->unit,
                     .rows = frame->extent,
                     .columns = frame->extent,
                     .role = FOVEA_DEPTH_PIXELS,
                     .fill = fill_pixels,
                     .data = self };
  float low = 0, high = 0;
  FoveaBox box;

  if (frame->extent == 1)
    return y;
  fovea_convolution_get_value_range (frame->lesson, &low, &high);
  grid.cell = fovea_view_fit_cell (fmin (width, fmax (height - 24 * frame->unit, 60 * frame->unit)), frame->extent,
                                   36 * frame->unit);
  grid.scale = FOVEA_SCALE_OUTPUT;
  grid.high = sqrt (frame->seen) * fmax (fabsf (low), fabsf (high))
              * fovea_convolution_get_weight_limit (frame->lesson, frame->place.map);
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
      = { fill_front, fill_pixels, fill_inputs, fill_weights, fill_products, fill_outputs };
  static const FoveaScale scales[] = { FOVEA_SCALE_INPUT,  FOVEA_SCALE_OUTPUT, FOVEA_SCALE_INPUT,
                                       FOVEA_SCALE_WEIGHT, FOVEA_SCALE_OUTPUT, FOVEA_SCALE_OUTPUT };
  static const char *const names[] = { "front", "pixels", "inputs", "weights", "products", "outputs" };
  g_autofree char *name = g_strdup_printf ("%s %d", names[role], block);
  FoveaGrid grid = { .x = x,
                     .y = y,
                     .cell = self->cell,
                     .rows = rows,
                     .columns = 1,
                     .role = role,
                     .index = block,
                     .fill = fills[role],
                     .data = self };
  float low = 0, high = 0;

  if (role == FOVEA_DEPTH_OUTPUTS)
    fovea_view_set_scale (frame, &grid, scales[role], self->maps.first, self->maps.n);
  else
    fovea_view_set_scale (frame, &grid, scales[role], frame->place.map, 1);
  if (role == FOVEA_DEPTH_PRODUCTS)
    {
      fovea_convolution_get_value_range (frame->lesson, &low, &high);
      grid.high = fmax (fabsf (low), fabsf (high))
                  * fovea_convolution_get_weight_limit (frame->lesson, frame->place.map);
    }
  fovea_sheet_add_grid (frame->sheet, name, &grid);
}

/* The numbers of slices or maps left of a block, the current one strong. */
static void
place_numbers (FoveaDepthScene *self, const FoveaViewFrame *frame, const char *prefix, int first, int rows, int here, double right, double y)
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

  get_pixel (self, &row, &column);
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
                                 (FoveaAction){ ACTION_SLICES, fovea_fold_next (&self->slices) });
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
      place_numbers (self, frame, "map", self->maps.first + block * self->rows, rows, frame->place.map, left - 4 * unit, y);
    }
  bottom = y + MIN (self->rows, self->maps.n) * self->cell;
  if (!fovea_fold_is_whole (&self->maps))
    {
      g_autofree char *part = fovea_fold_say (&self->maps), *text = g_strdup_printf (_("maps %s ›"), part);
      FoveaBox box = fovea_view_add_chip (frame, "maps", text, x, bottom + 6 * unit,
                                          (FoveaAction){ ACTION_MAP, fovea_fold_next (&self->maps) });

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

static void
fovea_depth_scene_lay_out (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  FoveaDepthScene *self = FOVEA_DEPTH_SCENE (scene);
  double unit = frame->unit, gap = 32 * unit, sum = 34 * unit, height = frame->bottom - frame->top - sum;
  double left = fmin (frame->room * (frame->extent > 1 ? 0.3 : 0.24), 260 * unit), x = frame->margin + left + gap, end;
  FoveaBox depth;

  make_plan (self, frame, frame->room - left - gap, height);
  end = place_volume (self, frame, frame->margin, frame->top, left, frame->extent > 1 ? height * 0.52 : height);
  end = place_pixels (self, frame, frame->margin, end + 18 * unit, left, frame->top + height - end - 18 * unit);
  depth = place_depth (self, frame, x, frame->top, frame->room - left - gap);
  end = fmax (end, depth.y + depth.height);
  end = fmax (end, place_outputs (self, frame, depth.x + depth.width + 14 * unit, frame->top));
  place_sum (frame, end + 12 * unit);
}

/* --- painting */

/* Where a pixel of the front slice is. */
static gboolean
find_pixel (FoveaDepthScene *self, const FoveaViewFrame *frame, FoveaBox *box)
{
  const FoveaGrid *front = fovea_sheet_find_grid (frame->sheet, FOVEA_DEPTH_FRONT, frame->first_seen);
  int row, column;

  get_pixel (self, &row, &column);
  fovea_view_find_input (frame, frame->place, (FoveaTap){ 0, row, column }, &row, &column);
  if (!front || row < 0 || column < 0 || row >= front->rows || column >= front->columns)
    return FALSE;
  *box = fovea_grid_box (front, row, column, 1, 1);
  return TRUE;
}

/* The slices behind the front one, from the last to the second. */
static void
fovea_depth_scene_paint_under (FoveaViewScene *scene, const FoveaViewFrame *frame, cairo_t *cr, double t)
{
  const FoveaGrid *front = fovea_sheet_find_grid (frame->sheet, FOVEA_DEPTH_FRONT, frame->first_seen);
  FoveaBox box = fovea_grid_box (front, 0, 0, front->rows, front->columns);

  cairo_set_line_width (cr, 1);
  for (int sheet = count_sheets (frame); sheet > 0; sheet--)
    {
      double away = sheet * SHEET * frame->unit;

      cairo_rectangle (cr, box.x + away + 0.5, box.y - away + 0.5, box.width, box.height);
      fovea_set_colour (cr, fovea_colour_mix (frame->palette->input_low, frame->palette->input_high, 0.35), 1);
      cairo_fill_preserve (cr);
      fovea_set_colour (cr, frame->palette->padding_edge, 1);
      cairo_stroke (cr);
    }
}

/* The needle that goes through all slices at the pixel, and on to the numbers that it meets. */
static void
paint_needle (FoveaDepthScene *self, const FoveaViewFrame *frame, cairo_t *cr)
{
  const FoveaGrid *inputs = fovea_sheet_find_grid (frame->sheet, FOVEA_DEPTH_INPUTS, 0);
  double away = (count_sheets (frame) + 1) * SHEET * frame->unit, x, y;
  FoveaBox box;

  if (!inputs || !find_pixel (self, frame, &box))
    return;
  x = box.x + box.width / 2;
  y = box.y + box.height / 2;
  fovea_set_colour (cr, frame->palette->here, 0.5);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, x + away, y - away);
  cairo_line_to (cr, inputs->x - 28 * frame->unit, inputs->y);
  if (frame->extent == 1)
    {
      cairo_move_to (cr, x, y);
      cairo_line_to (cr, inputs->x - 28 * frame->unit, inputs->y + inputs->rows * inputs->cell);
    }
  cairo_stroke (cr);
  fovea_set_colour (cr, frame->palette->here, 1);
  cairo_set_line_width (cr, 3 * frame->unit);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + away, y - away);
  cairo_stroke (cr);
  if (box.width < 6)
    box = (FoveaBox){ box.x - 2, box.y - 2, box.width + 4, box.height + 4 };
  fovea_stroke_box (cr, box, frame->palette->here, 2.5 * frame->unit);
}

/* A product under the pointer: all three of its numbers. */
static void
paint_hover (FoveaDepthScene *self, const FoveaViewFrame *frame, cairo_t *cr)
{
  const FoveaAim *aim = &frame->hover;
  const FoveaGrid *grid = aim->any ? fovea_sheet_find_grid (frame->sheet, aim->role, aim->index) : NULL;

  if (!grid || aim->row >= grid->rows || aim->column >= grid->columns)
    return;
  for (int role = FOVEA_DEPTH_INPUTS; role <= FOVEA_DEPTH_PRODUCTS; role++)
    {
      const FoveaGrid *other = fovea_sheet_find_grid (frame->sheet, role, aim->index);

      if (other && aim->role >= FOVEA_DEPTH_INPUTS && aim->role <= FOVEA_DEPTH_PRODUCTS)
        fovea_stroke_box (cr, fovea_grid_box (other, aim->row, 0, 1, 1), frame->palette->ink, 2);
    }
  fovea_stroke_box (cr, fovea_grid_box (grid, aim->row, aim->column, 1, 1), frame->palette->ink, 2);
}

static void
fovea_depth_scene_paint_over (FoveaViewScene *scene, const FoveaViewFrame *frame, cairo_t *cr, double t)
{
  FoveaDepthScene *self = FOVEA_DEPTH_SCENE (scene);
  const FoveaGrid *pixels = fovea_sheet_find_grid (frame->sheet, FOVEA_DEPTH_PIXELS, 0);
  int map = frame->place.map - self->maps.first, row, column;
  const FoveaGrid *outputs = fovea_sheet_find_grid (frame->sheet, FOVEA_DEPTH_OUTPUTS, map / self->rows);

  get_pixel (self, &row, &column);
  paint_needle (self, frame, cr);
  if (pixels)
    fovea_stroke_box (cr, fovea_grid_box (pixels, row, column, 1, 1), frame->palette->here, 2.5 * frame->unit);
  if (outputs)
    fovea_stroke_box (cr, fovea_grid_box (outputs, map % self->rows, 0, 1, 1), frame->palette->here,
                      3 * frame->unit);
  paint_hover (self, frame, cr);
}

/* --- pointer */

static gboolean
fovea_depth_scene_find_place (FoveaViewScene *scene, const FoveaViewFrame *frame, const FoveaGrid *grid, int row,
                              int column, FoveaPlace *place)
{
  FoveaDepthScene *self = FOVEA_DEPTH_SCENE (scene);

  if (grid->role == FOVEA_DEPTH_PIXELS)
    {
      self->chosen_row = row;
      self->chosen_column = column;
      self->of_extent = frame->extent;
      fovea_view_scene_renew (scene);
      return TRUE;
    }
  place->map = self->maps.first + grid->index * self->rows + row;
  return grid->role == FOVEA_DEPTH_OUTPUTS;
}

static void
fovea_depth_scene_act (FoveaViewScene *scene, FoveaAction action)
{
  const FoveaViewFrame *frame = fovea_view_scene_get_frame (scene);
  FoveaPlace place = frame->place;

  if (action.action == ACTION_SLICES)
    {
      FOVEA_DEPTH_SCENE (scene)->first_slice = action.value;
      fovea_view_scene_renew (scene);
      return;
    }
  place.map = action.value;
  fovea_lesson_set_position (FOVEA_LESSON (frame->lesson), fovea_convolution_get_position_of (frame->lesson, place));
}

/* --- words */

static char *
fovea_depth_scene_say_title (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  g_autofree char *x = fovea_view_paint_word (frame, FOVEA_SCALE_INPUT, "x[i, j, d]");
  g_autofree char *w = fovea_view_paint_word (frame, FOVEA_SCALE_WEIGHT, frame->extent == 1 ? "wₖ[d]" : "wₖ[u, v, d]");
  g_autofree char *o = fovea_view_paint_word (frame, FOVEA_SCALE_OUTPUT, "o[i, j, k]");

  if (frame->extent == 1)
    return g_strdup_printf ("%s = Σ %s · %s + bₖ", o, x, w);
  g_free (x);
  x = fovea_view_paint_word (frame, FOVEA_SCALE_INPUT, "x[…, d]");
  return g_strdup_printf ("%s = Σ Σ Σ %s · %s + bₖ", o, x, w);
}

static char *
fovea_depth_scene_say_sentence (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  char parameters[FOVEA_NUMBER_SIZE];

  fovea_number_count (fovea_convolution_count_parameters (frame->lesson), parameters);
  if (frame->extent == 1)
    return g_strdup_printf (_("A 1×1 filter takes a %d-dimensional dot product down the depth at each pixel: "
                              "%d×%d×%d goes in, %d filters make %d×%d×%d of it, with %s parameters."),
                            frame->seen, frame->x.input, frame->y.input, frame->depth, frame->filters, frame->columns,
                            frame->rows, frame->filters, parameters);
  return g_strdup_printf (_("Each of the %d pixels under the window gives a %d-dimensional dot product down its depth; "
                            "added up, and with the bias, they are one number. Click a pixel to look through it."),
                          frame->extent * frame->extent, frame->seen);
}

static char *
fovea_depth_scene_say_label (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  return g_strdup_printf (_("The convolution through the depth: %d slices at each of %d×%d pixels under the window"),
                          frame->seen, frame->extent, frame->extent);
}

static char *
say_pixel (FoveaDepthScene *self, const FoveaViewFrame *frame, int row, int column)
{
  char number[FOVEA_NUMBER_SIZE];

  return g_strdup_printf (_("row %d, column %d of the window: its dot product is %s"), row + 1, column + 1,
                          fovea_number_full (sum_pixel (self, frame, row, column), number));
}

static char *
say_product (const FoveaViewFrame *frame, FoveaTap tap)
{
  char value[FOVEA_NUMBER_SIZE], weight[FOVEA_NUMBER_SIZE], product[FOVEA_NUMBER_SIZE];
  float x, w = fovea_view_get_weight (frame, frame->place.map, tap);

  fovea_view_get_input (frame, frame->place, tap, &x);
  return g_strdup_printf (_("slice %d: %s × %s = %s"), tap.slice, fovea_number_full (x, value),
                          fovea_number_factor (w, 8, weight), fovea_number_full ((double)x * w, product));
}

static char *
fovea_depth_scene_say_cell (FoveaViewScene *scene, const FoveaViewFrame *frame, const FoveaGrid *grid, int row,
                            int column)
{
  FoveaDepthScene *self = FOVEA_DEPTH_SCENE (scene);
  FoveaPlace place = frame->place;

  switch (grid->role)
    {
    case FOVEA_DEPTH_FRONT:
      return fovea_view_say_pixel (frame, grid->index, row, column);
    case FOVEA_DEPTH_PIXELS:
      return frame->asked ? fovea_say_hidden () : say_pixel (self, frame, row, column);
    case FOVEA_DEPTH_INPUTS:
      return fovea_view_say_input (frame, place, get_tap (self, grid->index, row));
    case FOVEA_DEPTH_WEIGHTS:
      return fovea_view_say_weight (frame, place.map, get_tap (self, grid->index, row));
    case FOVEA_DEPTH_PRODUCTS:
      return say_product (frame, get_tap (self, grid->index, row));
    default:
      place.map = self->maps.first + grid->index * self->rows + row;
      return fovea_view_say_output (frame, place);
    }
}

/* --- GObject */

static void
fovea_depth_scene_finalize (GObject *object)
{
  g_clear_pointer (&FOVEA_DEPTH_SCENE (object)->filter, fovea_tensor_unref);

  G_OBJECT_CLASS (fovea_depth_scene_parent_class)->finalize (object);
}

static void
fovea_depth_scene_class_init (FoveaDepthSceneClass *klass)
{
  FoveaViewSceneClass *view_class = FOVEA_VIEW_SCENE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fovea_depth_scene_finalize;
  view_class->say_title = fovea_depth_scene_say_title;
  view_class->say_sentence = fovea_depth_scene_say_sentence;
  view_class->say_label = fovea_depth_scene_say_label;
  view_class->lay_out = fovea_depth_scene_lay_out;
  view_class->paint_under = fovea_depth_scene_paint_under;
  view_class->paint_over = fovea_depth_scene_paint_over;
  view_class->find_place = fovea_depth_scene_find_place;
  view_class->say_cell = fovea_depth_scene_say_cell;
  view_class->act = fovea_depth_scene_act;
}

static void
fovea_depth_scene_init (FoveaDepthScene *self)
{
}

FoveaScene *
fovea_depth_scene_new (FoveaConvolution *lesson)
{
  return fovea_view_scene_new (FOVEA_TYPE_DEPTH_SCENE, lesson);
}
