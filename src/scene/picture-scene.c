/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The convolution lesson on a picture. Left the picture with the window on it, the filters, and what lies under the
 * window, slice by slice; right a map for each filter, and its pooled self. Colour in does not mean colour out: a
 * filter reaches through all slices and makes one map.
 *
 * Maps are grey, each on its own scale: from black at 0 (after ReLU) or at −m to white at m, where 99 % of its |values|
 * lie below m. */

#include "config.h"

#include "scene/picture-scene.h"

#include "lesson/numbers.h"
#include "scene/convolution-fill.h"
#include "scene/convolution-layout.h"
#include "scene/convolution-words.h"
#include "scene/footer.h"
#include "scene/grid.h"
#include "scene/overlay.h"
#include "scene/pixels.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  MAX_SHOWN = 32,
  MAX_SLICES = 3 /* of the patch under the window */
};

/* How the scene is spread over the room: widths in points; how many maps stand side by side; which filters are shown.
 */
typedef struct
{
  double picture, map, filter_cell, patch_cell;
  int columns, shown, first;
} Plan;

struct _FoveaPictureScene
{
  FoveaScene parent_instance;

  FoveaConvolution *lesson;
  FoveaSheet *sheet;
  FoveaStyle style;
  double width, height;
  gboolean stale;
  int position, before;

  double unit, margin, top, bottom, label_height, small_height;
  double least_left; /* the widest text of the left column, points */
  int filters, extent, depth, columns, rows, out_columns, out_rows, pool_columns, pool_rows;
  Plan plan;

  FoveaPixels picture;
  FoveaPixels maps[MAX_SHOWN], pooled[MAX_SHOWN];
};

G_DEFINE_FINAL_TYPE (FoveaPictureScene, fovea_picture_scene, FOVEA_TYPE_SCENE)

static const double GAP = 10;

/* --- planning */

static double
get_left_height (FoveaPictureScene *self, const Plan *plan)
{
  double unit = self->unit, picture = plan->picture * self->rows / self->columns;
  double thumb = self->extent * plan->filter_cell + 1 + self->small_height + 12 * unit;
  double wide = fmax (self->extent * plan->filter_cell + 1, 72 * unit) + 14 * unit;
  int across = MAX ((int) ((plan->picture + 14 * unit) / wide), 1);
  double patch = plan->patch_cell > 0 ? self->label_height + 6 * unit + self->extent * plan->patch_cell + 14 * unit : 0;

  return self->label_height + 6 * unit + picture + 14 * unit + self->label_height + 6 * unit
         + ceil ((double) plan->shown / across) * thumb + patch + 22 * unit;
}

static double
get_group_width (FoveaPictureScene *self, double map)
{
  return self->pool_columns > 0 ? map + 5 * self->unit + map * self->pool_columns / self->out_columns : map;
}

static double
get_group_height (FoveaPictureScene *self, double map)
{
  return fmax (map * self->out_rows / MAX (self->out_columns, 1), 24 * self->unit) + self->small_height
         + 12 * self->unit;
}

static double
get_right_height (FoveaPictureScene *self, const Plan *plan)
{
  return self->label_height + 6 * self->unit
         + ceil ((double) plan->shown / plan->columns) * get_group_height (self, plan->map)
         + (plan->shown < self->filters ? 28 * self->unit : 0);
}

/* The widest map at which @columns groups go side by side. */
static double
find_map_width (FoveaPictureScene *self, double room, int columns)
{
  double group = (room - (columns - 1) * GAP * self->unit) / columns;

  return floor (self->pool_columns > 0 ? (group - 5 * self->unit) / (1 + (double) self->pool_columns / self->out_columns)
                                       : group);
}

static double
score (FoveaPictureScene *self, const Plan *plan)
{
  double unit = self->unit;

  return 0.6 * fmin (plan->picture / unit, 460) + 1.8 * fmin (plan->map / unit, 300) * pow (plan->shown, 0.75)
         + (plan->shown == self->filters ? 60 : 0) + 14 * fmin (plan->filter_cell / unit, 24)
         + (plan->patch_cell > 0 ? 120 : 0) + (plan->filter_cell >= FOVEA_CELL_NUMBERED * unit ? 60 : 0);
}

static void
consider (FoveaPictureScene *self, Plan *plan, double *best)
{
  double room = self->bottom - self->top, unit = self->unit;
  double high = (room - self->label_height - 6 * unit - (plan->shown < self->filters ? 28 * unit : 0))
                / ceil ((double) plan->shown / plan->columns);

  plan->map = find_map_width (self, self->width - 2 * self->margin - plan->picture - 28 * unit, plan->columns);
  if (self->out_rows > 0)
    plan->map = fmin (plan->map, floor ((high - self->small_height - 12 * unit) * self->out_columns / self->out_rows));
  if (plan->picture < self->least_left || plan->map < 24 * unit || score (self, plan) <= *best)
    return;
  if (get_left_height (self, plan) > room || get_right_height (self, plan) > room)
    return;
  *best = score (self, plan);
  self->plan = *plan;
}

static gboolean
make_plan (FoveaPictureScene *self)
{
  static const double cells[] = { 24, 22, 20, 18, 12, 8, 5, 3, 2, 1 };
  double best = -1, unit = self->unit, room = self->width - 2 * self->margin;

  for (int shown = MIN (self->filters, 16); shown > 0; shown--)
    for (int columns = 1; columns <= MIN (shown, 4); columns++)
      for (double picture = floor (room * 0.56); picture > 80 * unit; picture -= 12 * unit)
        for (gsize c = 0; c < G_N_ELEMENTS (cells); c++)
          for (int patch = 1; patch >= 0; patch--)
            {
              Plan plan = { .picture = picture, .columns = columns, .shown = shown, .filter_cell = cells[c] * unit };
              int slices = MIN (self->depth, MAX_SLICES);

              plan.patch_cell
                  = patch ? floor (fmin ((picture - slices * 12 * unit) / (slices * self->extent), 30 * unit)) : 0;
              if (patch && plan.patch_cell < FOVEA_CELL_NUMBERED * unit)
                continue;
              consider (self, &plan, &best);
            }
  return best > 0;
}

/* --- placing */

static FoveaText
look (double size, gboolean bold, FoveaColour colour)
{
  return (FoveaText){ .size = size, .bold = bold, .colour = colour };
}

static int
get_current (FoveaPictureScene *self)
{
  return fovea_convolution_get_place (self->lesson, self->position).map;
}

static void
place_filter (FoveaPictureScene *self, int filter, double x, double y)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  FoveaText small = look (10.5, filter == get_current (self), palette->dim);
  g_autofree char *name = fovea_convolution_get_filter_name (self->lesson, filter);
  g_autofree char *box_name = g_strdup_printf ("filter %d", filter),
                  *label = g_strdup_printf ("filter name %d", filter);
  FoveaGrid grid = { .x = x,
                     .y = y,
                     .cell = self->plan.filter_cell,
                     .rows = self->extent,
                     .columns = self->extent,
                     .role = FOVEA_GRID_FILTER,
                     .index = fovea_filter_index (filter, 0),
                     .scale = FOVEA_SCALE_WEIGHT,
                     .high = fovea_convolution_get_weight_limit (self->lesson, filter),
                     .fill = fovea_fill_filter,
                     .data = self->lesson };
  FoveaBox box = fovea_sheet_add_grid (self->sheet, box_name, &grid);

  fovea_sheet_add_text (self->sheet, label, &small, name, x, box.y + box.height + 2 * self->unit);
}

/* Returns: where what is below begins */
static double
place_filters (FoveaPictureScene *self, double x, double y)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  FoveaText label = look (12.5, TRUE, palette->weight_label);
  double unit = self->unit, wide = fmax (self->extent * self->plan.filter_cell + 1, 72 * unit) + 14 * unit;
  double tall = self->extent * self->plan.filter_cell + 1 + self->small_height + 12 * unit;
  int across = MAX ((int) ((self->plan.picture + 14 * unit) / wide), 1);
  g_autofree char *title = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d filter %d×%d×%d", "%d filters %d×%d×%d", (gulong) self->filters), self->filters,
      self->extent, self->extent, self->depth);

  fovea_sheet_add_text (self->sheet, "filters title", &label, title, x, y);
  y += self->label_height + 6 * unit;
  for (int i = 0; i < self->plan.shown; i++)
    place_filter (self, self->plan.first + i, x + i % across * wide, y + i / across * tall);
  return y + ceil ((double) self->plan.shown / across) * tall;
}

/* The numbers under the window, a grid for each slice, and what comes of them. */
static void
place_patch (FoveaPictureScene *self, double x, double y)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  FoveaText label = look (12.5, TRUE, palette->input_label), sum = look (12, FALSE, palette->ink);
  FoveaPlace place = fovea_convolution_get_place (self->lesson, self->position);
  char result[FOVEA_NUMBER_SIZE], bias[FOVEA_NUMBER_SIZE], hex[8];
  g_autofree char *title = g_strdup_printf (_("Under the window: row %d, column %d"), place.row + 1, place.column + 1);
  g_autofree char *words = NULL;
  int slices = MIN (self->depth, MAX_SLICES);

  if (self->plan.patch_cell > 0)
    {
      fovea_sheet_add_text (self->sheet, "patch title", &label, title, x, y);
      y += self->label_height + 6 * self->unit;
      for (int slice = 0; slice < slices; slice++)
        {
          g_autofree char *name = g_strdup_printf ("patch %d", slice);
          FoveaGrid grid = { .x = x + slice * (self->extent * self->plan.patch_cell + 12 * self->unit),
                             .y = y,
                             .cell = self->plan.patch_cell,
                             .rows = self->extent,
                             .columns = self->extent,
                             .role = FOVEA_GRID_PATCH,
                             .index = slice,
                             .scale = FOVEA_SCALE_INPUT,
                             .high = 1,
                             .fill = fovea_fill_patch,
                             .data = self->lesson };

          fovea_sheet_add_grid (self->sheet, name, &grid);
        }
      y += self->extent * self->plan.patch_cell + 8 * self->unit;
    }
  words = g_strdup_printf (_("%d products + b (%s) = <b><span foreground=\"%s\">%s</span></b>"),
                           self->extent * self->extent * self->depth,
                           fovea_number_short (fovea_convolution_get_bias (self->lesson, place.map), 6, bias),
                           fovea_colour_hex (palette->output_label, hex),
                           fovea_number_full (fovea_convolution_get_result (self->lesson, self->position), result));
  fovea_sheet_add_text (self->sheet, "result", &sum, words, x, y);
}

static void
place_left (FoveaPictureScene *self)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  FoveaText label = look (12.5, TRUE, palette->input_label);
  int pad = fovea_convolution_get_pad (self->lesson);
  g_autofree char *size = g_strdup_printf (_("Input %d×%d×%d"), self->columns, self->rows, self->depth);
  g_autofree char *title = pad > 0 ? g_strdup_printf (_("%s, zero padding %d"), size, pad) : g_strdup (size);
  double x = self->margin, y = self->top;
  FoveaGrid grid = { .x = x,
                     .y = y + self->label_height + 6 * self->unit,
                     .cell = self->plan.picture / self->columns,
                     .rows = self->rows,
                     .columns = self->columns,
                     .role = FOVEA_GRID_INPUT };
  FoveaBox box;

  fovea_sheet_add_text (self->sheet, "picture title", &label, title, x, y);
  box = fovea_sheet_add_picture (self->sheet, "picture", &grid);
  y = place_filters (self, x, box.y + box.height + 14 * self->unit);
  if (fovea_lesson_count_positions (FOVEA_LESSON (self->lesson)) > 0)
    place_patch (self, x, y);
}

static void
place_map (FoveaPictureScene *self, int filter, double x, double y)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  FoveaText small = look (10.5, filter == get_current (self), palette->dim), size = look (10, FALSE, palette->dim);
  g_autofree char *name = fovea_convolution_get_filter_name (self->lesson, filter);
  g_autofree char *map_name = g_strdup_printf ("map %d", filter), *pool_name = g_strdup_printf ("pool %d", filter);
  g_autofree char *label = g_strdup_printf ("map name %d", filter),
                  *pool_label = g_strdup_printf ("pool size %d", filter);
  g_autofree char *pool_size = g_strdup_printf ("%d×%d", self->pool_columns, self->pool_rows);
  FoveaGrid grid = { .x = x,
                     .y = y,
                     .cell = self->plan.map / MAX (self->out_columns, 1),
                     .rows = self->out_rows,
                     .columns = self->out_columns,
                     .role = FOVEA_GRID_MAP,
                     .index = filter };
  FoveaBox box = fovea_sheet_add_picture (self->sheet, map_name, &grid);
  double width, height;

  fovea_sheet_add_text (self->sheet, label, &small, name, x, box.y + box.height + 3 * self->unit);
  if (self->pool_columns == 0)
    return;
  grid = (FoveaGrid){ .x = x + self->plan.map + 5 * self->unit,
                      .y = y,
                      .cell = grid.cell,
                      .rows = self->pool_rows,
                      .columns = self->pool_columns,
                      .role = FOVEA_GRID_POOL,
                      .index = filter };
  box = fovea_sheet_add_picture (self->sheet, pool_name, &grid);
  fovea_sheet_measure (self->sheet, &size, pool_size, &width, &height);
  if (width <= box.width)
    fovea_sheet_add_text (self->sheet, pool_label, &size, pool_size, box.x, box.y + box.height + 3 * self->unit);
}

static void
place_more (FoveaPictureScene *self, double x, double y)
{
  FoveaText small = look (11, FALSE, fovea_sheet_get_palette (self->sheet)->here);
  int more = self->filters - self->plan.shown, next = self->plan.first + self->plan.shown;
  g_autofree char *text
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "+ %d more map", "+ %d more maps", (gulong) more), more);

  fovea_sheet_add_chip (self->sheet, "more maps", &small, text, x, y, FOVEA_CHIP_PLAIN,
                        (FoveaAction){ FOVEA_ACTION_MAP, next >= self->filters ? 0 : next });
}

/* "6 activation maps 320×240, after ReLU", or less of it where there is no room. */
static char *
say_maps (FoveaPictureScene *self, const FoveaText *text, double room)
{
  g_autofree char *size = g_strdup_printf ("%d×%d", self->out_columns, self->out_rows);
  g_autofree char *count = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d activation map %s", "%d activation maps %s", (gulong) self->filters),
      self->filters, size);
  g_autofree char *rectified = g_strdup_printf (_("%s, after ReLU"), count);
  double width, height;

  fovea_sheet_measure (self->sheet, text, rectified, &width, &height);
  if (fovea_convolution_get_relu (self->lesson) && width <= room)
    return g_steal_pointer (&rectified);
  fovea_sheet_measure (self->sheet, text, count, &width, &height);
  return width <= room ? g_steal_pointer (&count) : g_steal_pointer (&size);
}

/* What the maps are, and at the right "then max-pool 2×2" or why that does not fit. */
static void
place_right_title (FoveaPictureScene *self, double x, double y)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  FoveaText label = look (12.5, TRUE, palette->output_label), small = look (11.5, FALSE, palette->output_label);
  gboolean pool = fovea_convolution_get_pool (self->lesson);
  double width, height, end = self->width - self->margin;
  g_autofree char *title = say_maps (self, &label, end - x);
  g_autofree char *misfit = pool ? fovea_convolution_say_pool_misfit (self->lesson, TRUE) : NULL;
  g_autofree char *then = misfit ? g_strdup_printf (_("max-pool 2×2 %s"), misfit) : g_strdup (_("then max-pool 2×2"));
  FoveaBox box = fovea_sheet_add_text (self->sheet, "maps title", &label, title, x, y);

  if (!pool)
    return;
  if (misfit)
    small.colour = palette->misfit;
  fovea_sheet_measure (self->sheet, &small, then, &width, &height);
  if (box.x + box.width + 12 + width <= end)
    fovea_sheet_add_text (self->sheet, "pool title", &small, then, box.x + box.width + 12, y + 1);
}

static void
place_right (FoveaPictureScene *self)
{
  double unit = self->unit, x = self->margin + self->plan.picture + 28 * unit, y = self->top;
  double wide = get_group_width (self, self->plan.map) + GAP * unit, tall = get_group_height (self, self->plan.map);

  if (self->out_columns == 0)
    return;
  place_right_title (self, x, y);
  y += self->label_height + 6 * unit;
  for (int i = 0; i < self->plan.shown; i++)
    place_map (self, self->plan.first + i, x + i % self->plan.columns * wide, y + i / self->plan.columns * tall);
  if (self->plan.shown < self->filters)
    place_more (self, x, y + ceil ((double) self->plan.shown / self->plan.columns) * tall);
}

/* --- misfits */

/* The formula in red, where the window does not fit. Returns: where the body begins */
static double
place_header (FoveaPictureScene *self)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  FoveaText title = { .size = 14, .colour = palette->ink, .width = self->width - 2 * self->margin };
  g_autofree char *formula = NULL;
  FoveaBox box;

  if (fovea_convolution_fits (self->lesson))
    return 16 * self->unit;
  formula = fovea_convolution_say_formula (self->lesson, palette);
  box = fovea_sheet_add_text (self->sheet, "formula", &title, formula, self->margin, 14 * self->unit);
  return box.y + box.height + 12 * self->unit;
}

static double
place_footer (FoveaPictureScene *self, double y, gboolean measure)
{
  g_autoptr (GArray) suggestions = fovea_convolution_suggest (self->lesson);
  FoveaFooter footer = { .sheet = self->sheet,
                         .x = self->margin,
                         .width = self->width - 2 * self->margin,
                         .low = TRUE,
                         .square = self->columns == self->rows,
                         .suggestions = suggestions,
                         .convention = fovea_convolution_get_convention (self->lesson),
                         .suggestion_action = FOVEA_ACTION_SUGGESTION,
                         .convention_action = FOVEA_ACTION_CONVENTION };

  return fovea_footer_place (&footer, y, measure);
}

static void
set_sizes (FoveaPictureScene *self)
{
  FoveaText label = look (12.5, TRUE, fovea_sheet_get_palette (self->sheet)->ink),
            small = look (10.5, FALSE, label.colour);
  double width;

  self->unit = self->style.scale;
  self->margin = (self->width < 700 * self->unit ? 12 : 28) * self->unit;
  self->filters = fovea_convolution_get_filters (self->lesson);
  self->extent = fovea_convolution_get_filter (self->lesson);
  self->depth = fovea_convolution_get_depth (self->lesson);
  self->columns = fovea_convolution_get_width (self->lesson);
  self->rows = fovea_convolution_get_height (self->lesson);
  fovea_convolution_get_output_size (self->lesson, &self->out_columns, &self->out_rows);
  fovea_convolution_get_pooled_size (self->lesson, &self->pool_columns, &self->pool_rows);
  if (!fovea_convolution_get_pool (self->lesson) || self->out_columns == 0)
    self->pool_columns = self->pool_rows = 0;
  fovea_sheet_measure (self->sheet, &label, _("Under the window: row 888, column 888"), &self->least_left, &width);
  fovea_sheet_measure (self->sheet, &label, "M", &width, &self->label_height);
  fovea_sheet_measure (self->sheet, &small, "M", &width, &self->small_height);
}

static gboolean
lay_out (FoveaPictureScene *self, double width, double height)
{
  double footer;

  self->width = width;
  self->height = height;
  self->style = *fovea_scene_get_style (FOVEA_SCENE (self));
  self->stale = FALSE;
  fovea_sheet_begin (self->sheet, &self->style);
  set_sizes (self);
  self->top = place_header (self);
  footer = place_footer (self, 0, TRUE);
  self->bottom = height - 12 * self->unit - (footer > 0 ? footer + 12 * self->unit : 0);
  if (!make_plan (self))
    return FALSE;
  self->plan.first = MIN (get_current (self) / self->plan.shown * self->plan.shown, self->filters - self->plan.shown);
  place_left (self);
  place_right (self);
  place_footer (self, self->bottom + 12 * self->unit, FALSE);
  return TRUE;
}

static void
fovea_picture_scene_measure (FoveaScene *scene, double width, double height, double *need_width, double *need_height)
{
  FoveaPictureScene *self = FOVEA_PICTURE_SCENE (scene);

  *need_width = fmax (width, 440 * fovea_scene_get_style (scene)->scale);
  *need_height = fmax (height, 320 * fovea_scene_get_style (scene)->scale);
  for (int tries = 0; tries < 24 && !lay_out (self, *need_width, *need_height); tries++)
    {
      *need_height = ceil (*need_height * 1.1);
      *need_width = ceil (*need_width * (tries % 4 == 3 ? 1.2 : 1));
    }
}

/* --- painting */

static void
paint_picture (FoveaPictureScene *self, cairo_t *cr)
{
  const FoveaGrid *grid = fovea_sheet_find_grid (self->sheet, FOVEA_GRID_INPUT, 0);
  FoveaTensor *picture = fovea_convolution_get_picture (self->lesson);
  guint64 state = GPOINTER_TO_SIZE (picture);

  if (!grid || !picture)
    return;
  if (self->picture.state != state)
    fovea_pixels_set_picture (&self->picture, picture, state);
  fovea_pixels_paint (&self->picture, cr, fovea_grid_box (grid, 0, 0, grid->rows, grid->columns));
}

/* The |value| that all but a hundredth of the map stay below: a few bright cells would leave the rest black. */
static double
find_white (const float *map, int cells, double limit)
{
  int bins[1024] = { 0 }, left = cells / 100, bin = 1023;

  if (limit <= 0)
    return 1;
  for (int i = 0; i < cells; i++)
    bins[MIN ((int) (fabsf (map[i]) / limit * 1023), 1023)]++;
  while (bin > 32 && (left -= bins[bin]) > 0)
    bin--;
  return limit * (bin + 1) / 1024;
}

static void
refresh_map (FoveaPictureScene *self, int filter, int slot, guint64 state)
{
  gboolean relu = fovea_convolution_get_relu (self->lesson);
  double limit = fovea_convolution_get_map_limit (self->lesson, filter);
  g_autofree float *pooled = NULL;
  int known;
  const float *map = fovea_convolution_get_map (self->lesson, filter, &known);

  fovea_pixels_clear (&self->maps[slot]);
  fovea_pixels_clear (&self->pooled[slot]);
  if (known < self->out_columns * self->out_rows)
    return;
  limit = find_white (map, known, limit);
  fovea_pixels_set_map (&self->maps[slot], map, self->out_columns, self->out_rows, relu ? 0 : -limit, limit, state);
  if (self->pool_columns == 0)
    return;
  pooled = g_new (float, self->pool_columns * self->pool_rows);
  for (int row = 0; row < self->pool_rows; row++)
    fovea_convolution_fill_pooled (self->lesson, filter, row, pooled + row * self->pool_columns);
  fovea_pixels_set_map (&self->pooled[slot], pooled, self->pool_columns, self->pool_rows, relu ? 0 : -limit, limit,
                        state);
}

/* A map that is still being computed is left empty, with its edge. */
static void
paint_pixels (FoveaPictureScene *self, cairo_t *cr, FoveaPixels *pixels, const FoveaGrid *grid)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  FoveaBox box = fovea_grid_box (grid, 0, 0, grid->rows, grid->columns);

  box.width = grid->columns * grid->cell;
  box.height = grid->rows * grid->cell;
  if (pixels->image)
    {
      fovea_pixels_paint (pixels, cr, box);
      return;
    }
  fovea_set_colour (cr, palette->empty, 1);
  cairo_rectangle (cr, box.x, box.y, box.width, box.height);
  cairo_fill (cr);
}

static void
paint_maps (FoveaPictureScene *self, cairo_t *cr)
{
  for (int slot = 0; slot < self->plan.shown && self->out_columns > 0; slot++)
    {
      int filter = self->plan.first + slot, known;
      const FoveaGrid *map = fovea_sheet_find_grid (self->sheet, FOVEA_GRID_MAP, filter);
      const FoveaGrid *pool = fovea_sheet_find_grid (self->sheet, FOVEA_GRID_POOL, filter);
      guint64 state;

      fovea_convolution_get_map (self->lesson, filter, &known);
      state = fovea_convolution_get_map_state (self->lesson, filter) << 4
              | (guint64) fovea_convolution_get_convention (self->lesson) << 2
              | (guint64) fovea_convolution_get_pool (self->lesson) << 1
              | (guint64) fovea_convolution_get_relu (self->lesson);
      if (self->maps[slot].state != state)
        refresh_map (self, filter, slot, state);
      if (map)
        paint_pixels (self, cr, &self->maps[slot], map);
      if (pool)
        paint_pixels (self, cr, &self->pooled[slot], pool);
    }
}

/* The window's place, and a frame around it that can be found. */
static void
paint_window (FoveaPictureScene *self, cairo_t *cr)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  const FoveaGrid *grid = fovea_sheet_find_grid (self->sheet, FOVEA_GRID_INPUT, 0);
  int n = fovea_lesson_count_positions (FOVEA_LESSON (self->lesson));
  FoveaPlace to = fovea_convolution_get_place (self->lesson, self->position);
  FoveaPlace from = self->before < n ? fovea_convolution_get_place (self->lesson, self->before) : to;
  double t = fovea_scene_get_progress (FOVEA_SCENE (self)), grow;
  FoveaGeometry x = fovea_convolution_get_geometry (self->lesson, FALSE);
  FoveaGeometry y = fovea_convolution_get_geometry (self->lesson, TRUE);
  FoveaBox box;

  if (!grid || n == 0)
    return;
  box = fovea_grid_box (grid, 0, 0, fovea_geometry_extent (&y), fovea_geometry_extent (&x));
  box.x += ((from.column + t * (to.column - from.column)) * x.stride - x.pad) * grid->cell;
  box.y += ((from.row + t * (to.row - from.row)) * y.stride - y.pad) * grid->cell;
  grow = fmax (0, (12 * self->unit - box.width) / 2);
  box = (FoveaBox){ box.x - grow, box.y - grow, box.width + 2 * grow, box.height + 2 * grow };
  fovea_stroke_box (cr, box, palette->canvas, 4 * self->unit);
  fovea_stroke_box (cr, box, palette->here, 2.5 * self->unit);
}

/* The current filter and its map have a frame, and the map a mark where the number stands. */
static void
paint_current (FoveaPictureScene *self, cairo_t *cr)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  FoveaPlace place = fovea_convolution_get_place (self->lesson, self->position);
  const FoveaGrid *frames[]
      = { fovea_sheet_find_grid (self->sheet, FOVEA_GRID_FILTER, fovea_filter_index (place.map, 0)),
          fovea_sheet_find_grid (self->sheet, FOVEA_GRID_MAP, place.map) };

  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++)
    if (frames[i])
      {
        FoveaBox box = fovea_grid_box (frames[i], 0, 0, frames[i]->rows, frames[i]->columns);

        box = (FoveaBox){ box.x - 2, box.y - 2, box.width + 4, box.height + 4 };
        fovea_stroke_box (cr, box, palette->here, 2.5 * self->unit);
      }
  if (frames[1] && fovea_lesson_count_positions (FOVEA_LESSON (self->lesson)) > 0)
    {
      FoveaBox cell = fovea_grid_box (frames[1], place.row, place.column, 1, 1);

      cell = (FoveaBox){ cell.x - 3, cell.y - 3, cell.width + 6, cell.height + 6 };
      fovea_stroke_box (cr, cell, (FoveaColour){ 0, 0, 0 }, 3);
      fovea_stroke_box (cr, cell, (FoveaColour){ 1, 1, 1 }, 1.5);
    }
}

static void
fovea_picture_scene_paint (FoveaScene *scene, cairo_t *cr, double width, double height)
{
  FoveaPictureScene *self = FOVEA_PICTURE_SCENE (scene);

  if (self->stale || self->width != width || self->height != height
      || !fovea_style_equal (&self->style, fovea_scene_get_style (scene)))
    lay_out (self, width, height);
  fovea_sheet_paint (self->sheet, cr);
  paint_picture (self, cr);
  paint_maps (self, cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  paint_window (self, cr);
  paint_current (self, cr);
}

/* --- pointer and words */

static gboolean
act (FoveaPictureScene *self, FoveaAction action)
{
  FoveaPlace place = fovea_convolution_get_place (self->lesson, self->position);
  g_autoptr (GArray) suggestions = fovea_convolution_suggest (self->lesson);

  if (action.action == FOVEA_ACTION_SUGGESTION && (guint) action.value < suggestions->len)
    fovea_convolution_apply (self->lesson, &g_array_index (suggestions, FoveaSuggestion, action.value));
  else if (action.action == FOVEA_ACTION_CONVENTION)
    fovea_convolution_set_convention (self->lesson, action.value);
  else if (action.action == FOVEA_ACTION_MAP)
    {
      place.map = action.value;
      fovea_lesson_set_position (FOVEA_LESSON (self->lesson), fovea_convolution_get_position_of (self->lesson, place));
    }
  return TRUE;
}

/* A map's cell, the place on the picture, or another filter at the same place. */
static gboolean
fovea_picture_scene_activate (FoveaScene *scene, double x, double y)
{
  FoveaPictureScene *self = FOVEA_PICTURE_SCENE (scene);
  FoveaPlace place = fovea_convolution_get_place (self->lesson, self->position);
  FoveaGeometry across = fovea_convolution_get_geometry (self->lesson, FALSE);
  int windows_x, windows_y, row, column;
  FoveaAction action;
  FoveaGrid grid;

  if (fovea_sheet_pick_chip (self->sheet, x, y, &action))
    return act (self, action);
  if (!fovea_sheet_pick_cell (self->sheet, x, y, &grid, &row, &column) || grid.role == FOVEA_GRID_PATCH)
    return FALSE;
  fovea_convolution_get_windows (self->lesson, &windows_x, &windows_y);
  if (windows_x == 0)
    return FALSE;
  if (grid.role == FOVEA_GRID_FILTER)
    place.map = grid.index >> 10;
  else if (grid.role == FOVEA_GRID_MAP)
    place = (FoveaPlace){ grid.index, row, column };
  else if (grid.role == FOVEA_GRID_POOL)
    place = (FoveaPlace){ grid.index, row * 2, column * 2 };
  else
    {
      int half = fovea_geometry_extent (&across) / 2;

      place.row = (row + across.pad - half) / across.stride;
      place.column = (column + across.pad - half) / across.stride;
    }
  place.row = CLAMP (place.row, 0, windows_y - 1);
  place.column = CLAMP (place.column, 0, windows_x - 1);
  fovea_lesson_set_position (FOVEA_LESSON (self->lesson), fovea_convolution_get_position_of (self->lesson, place));
  return TRUE;
}

static char *
say_pixel (FoveaPictureScene *self, int row, int column)
{
  GString *text = g_string_new (NULL);
  char value[FOVEA_NUMBER_SIZE];

  g_string_append_printf (text, _("row %d, column %d:"), row + 1, column + 1);
  for (int slice = 0; slice < self->depth; slice++)
    g_string_append_printf (
        text, " %s", fovea_number_short (fovea_convolution_get_value (self->lesson, slice, row, column), 5, value));
  return g_string_free (text, FALSE);
}

static char *
fovea_picture_scene_tooltip (FoveaScene *scene, double x, double y)
{
  FoveaPictureScene *self = FOVEA_PICTURE_SCENE (scene);
  char value[FOVEA_NUMBER_SIZE];
  int row, column, known;
  const float *map;
  FoveaGrid grid;

  if (!fovea_sheet_pick_cell (self->sheet, x, y, &grid, &row, &column))
    return NULL;
  switch ((FoveaGridRole) grid.role)
    {
    case FOVEA_GRID_INPUT:
      return say_pixel (self, row, column);
    case FOVEA_GRID_FILTER:
      return g_strdup (
          fovea_number_full (fovea_convolution_get_applied_weight (self->lesson, grid.index >> 10, 0, row, column), value));
    case FOVEA_GRID_MAP:
      map = fovea_convolution_get_map (self->lesson, grid.index, &known);
      if (row * grid.columns + column >= known)
        return NULL;
      return g_strdup_printf (_("map %d, row %d, column %d: %s"), grid.index + 1, row + 1, column + 1,
                              fovea_number_full (map[row * grid.columns + column], value));
    default:
      return NULL;
    }
}

static char *
fovea_picture_scene_describe (FoveaScene *scene, char **description)
{
  FoveaPictureScene *self = FOVEA_PICTURE_SCENE (scene);
  FoveaConvolution *lesson = self->lesson;
  GString *names;

  if (description)
    {
      g_autofree char *position
          = fovea_lesson_describe_position (FOVEA_LESSON (lesson), fovea_lesson_get_position (FOVEA_LESSON (lesson)));
      g_autofree char *size = fovea_convolution_say_output_size (lesson);

      names = g_string_new (NULL);
      for (int filter = 0; filter < MIN (fovea_convolution_get_filters (lesson), 16); filter++)
        {
          g_autofree char *name = fovea_convolution_get_filter_name (lesson, filter);

          g_string_append_printf (names, "%s%s", filter > 0 ? ", " : "", name);
        }
      *description = g_strdup_printf (_("Filters: %s. Output %s. %s"), names->str, size, position);
      g_string_free (names, TRUE);
    }
  return g_strdup_printf (_("A picture of %d×%d pixels and the %d maps that filters make of it"),
                          fovea_convolution_get_width (lesson), fovea_convolution_get_height (lesson),
                          fovea_convolution_get_filters (lesson));
}

static void
fovea_picture_scene_boxes (FoveaScene *scene, GArray *boxes, GPtrArray *names)
{
  fovea_sheet_boxes (FOVEA_PICTURE_SCENE (scene)->sheet, boxes, names);
}

static void
fovea_picture_scene_settle (FoveaScene *scene)
{
  fovea_convolution_settle (FOVEA_PICTURE_SCENE (scene)->lesson);
}

/* --- GObject */

static void
lesson_changed_cb (FoveaPictureScene *self)
{
  self->before = self->position;
  self->position = fovea_lesson_get_position (FOVEA_LESSON (self->lesson));
  self->stale = TRUE;
  fovea_scene_changed (FOVEA_SCENE (self));
}

static void
fovea_picture_scene_finalize (GObject *object)
{
  FoveaPictureScene *self = FOVEA_PICTURE_SCENE (object);

  g_clear_object (&self->lesson);
  fovea_sheet_free (self->sheet);
  fovea_pixels_clear (&self->picture);
  for (int i = 0; i < MAX_SHOWN; i++)
    {
      fovea_pixels_clear (&self->maps[i]);
      fovea_pixels_clear (&self->pooled[i]);
    }

  G_OBJECT_CLASS (fovea_picture_scene_parent_class)->finalize (object);
}

static FoveaLesson *
fovea_picture_scene_get_lesson (FoveaScene *scene)
{
  return FOVEA_LESSON (FOVEA_PICTURE_SCENE (scene)->lesson);
}

static void
fovea_picture_scene_class_init (FoveaPictureSceneClass *klass)
{
  FoveaSceneClass *scene_class = FOVEA_SCENE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fovea_picture_scene_finalize;
  scene_class->measure = fovea_picture_scene_measure;
  scene_class->paint = fovea_picture_scene_paint;
  scene_class->activate = fovea_picture_scene_activate;
  scene_class->tooltip = fovea_picture_scene_tooltip;
  scene_class->describe = fovea_picture_scene_describe;
  scene_class->boxes = fovea_picture_scene_boxes;
  scene_class->get_lesson = fovea_picture_scene_get_lesson;
  scene_class->settle = fovea_picture_scene_settle;
}

static void
fovea_picture_scene_init (FoveaPictureScene *self)
{
  self->sheet = fovea_sheet_new ();
  self->stale = TRUE;
}

FoveaScene *
fovea_picture_scene_new (FoveaConvolution *lesson)
{
  FoveaPictureScene *self;

  g_return_val_if_fail (FOVEA_IS_CONVOLUTION (lesson), NULL);

  self = g_object_new (FOVEA_TYPE_PICTURE_SCENE, NULL);
  self->lesson = g_object_ref (lesson);
  self->position = self->before = fovea_lesson_get_position (FOVEA_LESSON (lesson));
  g_signal_connect_object (lesson, "changed", G_CALLBACK (lesson_changed_cb), self, G_CONNECT_SWAPPED);
  return FOVEA_SCENE (self);
}
