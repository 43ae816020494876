/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A few filters: left the picture with the window on it, the filters, and what lies under the window, slice by slice;
 * right a map for each filter, and its pooled self. */

#include "config.h"

#include "scene/picture-layout.h"

#include "scene/convolution-fill.h"
#include "scene/grid.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const double GAP = 10;

/* --- planning */

/* From one filter to the next. */
static double
get_filter_pitch (FoveaPictureLayout *self, const FoveaPicturePlan *plan)
{
  return fmax (self->filter_columns * plan->filter_cell + 1, self->name_width) + 14 * self->unit;
}

static double
get_left_height (FoveaPictureLayout *self, const FoveaPicturePlan *plan)
{
  double unit = self->unit, picture = plan->picture * self->rows / self->columns;
  double thumb = self->filter_rows * plan->filter_cell + 1 + self->small_height + 12 * unit;
  int across = MAX ((int) ((plan->picture + 14 * unit) / get_filter_pitch (self, plan)), 1);
  double patch = plan->patch_cell > 0 ? self->label_height + 6 * unit + self->filter_rows * plan->patch_cell + 14 * unit : 0;

  return self->label_height + 6 * unit + picture + 14 * unit + self->label_height + 6 * unit
         + ceil ((double) plan->shown / across) * thumb + patch + 28 * unit + fovea_picture_measure_chips (self);
}

static double
get_group_width (FoveaPictureLayout *self, double map)
{
  return self->pool_columns > 0 ? map + 5 * self->unit + map * self->pool_columns / self->out_columns : map;
}

static double
get_group_height (FoveaPictureLayout *self, double map)
{
  return fmax (map * self->out_rows / MAX (self->out_columns, 1), 24 * self->unit) + self->small_height
         + 12 * self->unit;
}

static double
get_right_height (FoveaPictureLayout *self, const FoveaPicturePlan *plan)
{
  return self->label_height + 6 * self->unit
         + ceil ((double) plan->shown / plan->columns) * get_group_height (self, plan->map)
         + (plan->shown < self->filters ? 28 * self->unit : 0);
}

/* The widest map at which @columns groups go side by side. */
static double
find_map_width (FoveaPictureLayout *self, double room, int columns)
{
  double group = (room - (columns - 1) * GAP * self->unit) / columns;

  if (self->pool_columns > 0)
    group = (group - 5 * self->unit) / (1 + (double) self->pool_columns / self->out_columns);
  return floor (group);
}

static double
score (FoveaPictureLayout *self, const FoveaPicturePlan *plan)
{
  double unit = self->unit;

  return 0.6 * fmin (plan->picture / unit, 460) + 1.8 * fmin (plan->map / unit, 300) * pow (plan->shown, 0.75)
         + (plan->shown == self->filters ? 60 : 0) + 14 * fmin (plan->filter_cell / unit, 24)
         + (plan->patch_cell > 0 ? 120 : 0) + (plan->filter_cell >= FOVEA_CELL_NUMBERED * unit ? 60 : 0);
}

static void
consider (FoveaPictureLayout *self, FoveaPicturePlan *plan, double *best)
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

gboolean
fovea_picture_plan_side (FoveaPictureLayout *self)
{
  static const double cells[] = { 24, 22, 20, 18, 12, 8, 5, 3, 2, 1 };
  double best = -1, unit = self->unit, room = self->width - 2 * self->margin;

  for (int shown = self->filters; shown > 0; shown--)
    for (int columns = 1; columns <= MIN (shown, 4); columns++)
      for (double picture = floor (room * 0.56); picture > 80 * unit; picture -= 12 * unit)
        for (gsize c = 0; c < G_N_ELEMENTS (cells); c++)
          for (int patch = 1; patch >= 0; patch--)
            {
              FoveaPicturePlan plan
                  = { .picture = picture, .columns = columns, .shown = shown, .filter_cell = cells[c] * unit };
              int slices = MIN (self->depth, FOVEA_PICTURE_SLICES);

              plan.patch_cell
                  = patch ? floor (fmin ((picture - slices * 12 * unit) / (slices * self->filter_columns), 30 * unit)) : 0;
              if (patch && plan.patch_cell < FOVEA_CELL_NUMBERED * unit)
                continue;
              consider (self, &plan, &best);
            }
  return best > 0;
}

/* --- placing */

static void
place_filter (FoveaPictureLayout *self, int filter, double x, double y)
{
  FoveaText small = fovea_look (10.5, filter == self->current, self->palette->dim);
  g_autofree char *name = fovea_picture_say_caption (self, filter);
  g_autofree char *label = g_strdup_printf ("filter name %d", filter);

  fovea_picture_place_filter (self, filter, x, y, self->plan.filter_cell);
  fovea_sheet_add_text (self->sheet, label, &small, name, x,
                        y + self->filter_rows * self->plan.filter_cell + 1 + 2 * self->unit);
}

/* Returns: where what is below begins */
static double
place_filters (FoveaPictureLayout *self, double x, double y)
{
  FoveaText label = fovea_look (12.5, TRUE, self->palette->weight_label);
  double unit = self->unit, wide = get_filter_pitch (self, &self->plan);
  double tall = self->filter_rows * self->plan.filter_cell + 1 + self->small_height + 12 * unit;
  int across = MAX ((int) ((self->plan.picture + 14 * unit) / wide), 1);
  g_autofree char *title = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d filter %d×%d×%d", "%d filters %d×%d×%d", (gulong) self->filters), self->filters,
      self->filter_columns, self->filter_rows, fovea_convolution_get_filter_depth (self->lesson));

  fovea_sheet_add_text (self->sheet, "filters title", &label, title, x, y);
  y += self->label_height + 6 * unit;
  for (int i = 0; i < self->plan.shown; i++)
    place_filter (self, self->plan.first + i, x + i % across * wide, y + i / across * tall);
  return y + ceil ((double) self->plan.shown / across) * tall;
}

/* The numbers under the window, a grid for each slice. Returns: where what is below begins */
static double
place_patch (FoveaPictureLayout *self, double x, double y)
{
  FoveaText label = fovea_look (12.5, TRUE, self->palette->input_label);
  FoveaPlace place
      = fovea_convolution_get_place (self->lesson, fovea_lesson_get_position (FOVEA_LESSON (self->lesson)));
  g_autofree char *title = g_strdup_printf (_("Under the window: row %d, column %d"), place.row + 1, place.column + 1);

  if (self->plan.patch_cell == 0)
    return y;
  fovea_sheet_add_text (self->sheet, "patch title", &label, title, x, y);
  y += self->label_height + 6 * self->unit;
  for (int slice = 0; slice < MIN (self->depth, FOVEA_PICTURE_SLICES); slice++)
    {
      g_autofree char *name = g_strdup_printf ("patch %d", slice);
      FoveaGrid grid = { .x = x + slice * (self->filter_columns * self->plan.patch_cell + 12 * self->unit),
                         .y = y,
                         .cell = self->plan.patch_cell,
                         .rows = self->filter_rows,
                         .columns = self->filter_columns,
                         .role = FOVEA_GRID_PATCH,
                         .index = slice,
                         .scale = FOVEA_SCALE_INPUT,
                         .high = 1,
                         .fill = fovea_fill_patch,
                         .data = self->lesson };

      fovea_sheet_add_grid (self->sheet, name, &grid);
    }
  return y + self->filter_rows * self->plan.patch_cell + 8 * self->unit;
}

static void
place_pooled (FoveaPictureLayout *self, int filter, double x, double y)
{
  FoveaText size = fovea_look (10, FALSE, self->palette->dim);
  g_autofree char *name = g_strdup_printf ("pool %d", filter), *label = g_strdup_printf ("pool size %d", filter);
  g_autofree char *words = g_strdup_printf ("%d×%d", self->pool_columns, self->pool_rows);
  FoveaGrid grid = { .x = x,
                     .y = y,
                     .cell = self->plan.map / self->out_columns,
                     .rows = self->pool_rows,
                     .columns = self->pool_columns,
                     .role = FOVEA_GRID_POOL,
                     .index = filter };
  FoveaBox box = fovea_sheet_add_picture (self->sheet, name, &grid);
  double width, height;

  fovea_sheet_measure (self->sheet, &size, words, &width, &height);
  if (width <= box.width)
    fovea_sheet_add_text (self->sheet, label, &size, words, box.x, box.y + box.height + 3 * self->unit);
}

static void
place_map (FoveaPictureLayout *self, int filter, double x, double y)
{
  FoveaText small = fovea_look (10.5, filter == self->current, self->palette->dim);
  g_autofree char *name = fovea_picture_say_caption (self, filter);
  g_autofree char *label = g_strdup_printf ("map name %d", filter);
  FoveaBox box = fovea_picture_place_map (self, filter, x, y, self->plan.map);

  fovea_sheet_add_text (self->sheet, label, &small, name, x, box.y + box.height + 3 * self->unit);
  if (self->pool_columns > 0)
    place_pooled (self, filter, x + self->plan.map + 5 * self->unit, y);
}

static void
place_right (FoveaPictureLayout *self)
{
  double unit = self->unit, x = self->margin + self->plan.picture + 28 * unit, y = self->top;
  double wide = get_group_width (self, self->plan.map) + GAP * unit, tall = get_group_height (self, self->plan.map);

  if (self->out_columns == 0)
    return;
  fovea_picture_place_maps_title (self, x, y);
  y += self->label_height + 6 * unit;
  for (int i = 0; i < self->plan.shown; i++)
    place_map (self, self->plan.first + i, x + i % self->plan.columns * wide, y + i / self->plan.columns * tall);
  if (self->plan.shown < self->filters)
    fovea_picture_place_more (self, x, y + ceil ((double) self->plan.shown / self->plan.columns) * tall);
}

void
fovea_picture_place_side (FoveaPictureLayout *self)
{
  FoveaBox box = fovea_picture_place_picture (self, self->margin, self->top);
  double y = place_filters (self, box.x, box.y + box.height + 14 * self->unit);

  if (fovea_lesson_count_positions (FOVEA_LESSON (self->lesson)) > 0)
    {
      y = place_patch (self, box.x, y);
      y = fovea_picture_place_result (self, box.x, y) + 8 * self->unit;
      fovea_picture_place_chips (self, box.x, y, self->plan.picture);
    }
  place_right (self);
}
