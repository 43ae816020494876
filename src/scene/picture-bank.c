/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A bank of filters: each stands beside the map that it makes, 32 pairs and more beside the picture. The picture takes
 * what the pairs leave. */

#include "config.h"

#include "scene/picture-layout.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const double GAP = 8, BESIDE = 4; /* between pairs; between a filter and its map; points */
static const double SMALLEST = 30;       /* width of a map, points */

static double
get_right (FoveaPictureLayout *self, const FoveaPicturePlan *plan)
{
  return self->margin + plan->picture + 24 * self->unit;
}

/* Side of a filter beside its map: half as wide as the map, but no higher. */
static double
get_thumb (FoveaPictureLayout *self, double map)
{
  double ratio = (double) self->out_rows / MAX (self->out_columns, 1);

  return fmin (0.5 * map, self->out_columns > 0 ? map * ratio : map);
}

static double
get_pair_height (FoveaPictureLayout *self, double map)
{
  double ratio = (double) self->out_rows / MAX (self->out_columns, 1);

  return fmax (map * ratio, get_thumb (self, map));
}

/* The widest maps that go into the room with @plan's picture and columns. */
static double
find_map (FoveaPictureLayout *self, const FoveaPicturePlan *plan)
{
  double unit = self->unit, width = self->width - self->margin - get_right (self, plan);
  double height = self->bottom - self->top - self->label_height - 6 * unit
                  - (plan->shown < self->filters ? 34 * unit : 0);
  int rows = (plan->shown + plan->columns - 1) / plan->columns;
  double pair_width = (width - (plan->columns - 1) * GAP * unit) / plan->columns;
  double pair_height = (height - (rows - 1) * GAP * unit) / rows, map;

  for (map = floor (pair_width); map >= SMALLEST * unit; map -= unit)
    if (map + BESIDE * unit + get_thumb (self, map) <= pair_width && get_pair_height (self, map) <= pair_height)
      return map;
  return 0;
}

/* Of the picture, the filter's text and the chips under it. */
static double
get_left_height (FoveaPictureLayout *self, double picture)
{
  return self->label_height + 6 * self->unit + picture * self->rows / self->columns + 2 * self->label_height
         + 40 * self->unit + fovea_picture_measure_chips (self);
}

gboolean
fovea_picture_plan_bank (FoveaPictureLayout *self)
{
  double best = 0, unit = self->unit, room = self->bottom - self->top;

  for (int shown = MIN (self->filters, FOVEA_PICTURE_SHOWN); shown >= 8 && best == 0; shown -= 8)
    for (int columns = 1; columns <= MIN (shown, 8); columns++)
      for (double picture = fmax (self->width * 0.4, 132 * unit); picture >= 132 * unit; picture -= 8 * unit)
        {
          FoveaPicturePlan plan = { .picture = floor (picture), .columns = columns, .shown = shown };
          double score;

          plan.map = find_map (self, &plan);
          score = plan.map + 0.12 * picture;
          if (plan.map == 0 || score <= best || get_left_height (self, plan.picture) > room)
            continue;
          best = score;
          self->plan = plan;
        }
  return best > 0;
}

static void
place_pairs (FoveaPictureLayout *self)
{
  double unit = self->unit, map = self->plan.map, thumb = get_thumb (self, map);
  double wide = thumb + BESIDE * unit + map + GAP * unit, tall = get_pair_height (self, map) + GAP * unit;
  double left = get_right (self, &self->plan), top = self->top + self->label_height + 6 * unit;

  if (self->out_columns > 0)
    fovea_picture_place_maps_title (self, left, self->top);
  for (int i = 0; i < self->plan.shown; i++)
    {
      double x = left + i % self->plan.columns * wide, y = top + i / self->plan.columns * tall;

      fovea_picture_place_filter (self, self->plan.first + i, x, y, thumb / MAX (self->filter_columns, self->filter_rows));
      if (self->out_columns > 0)
        fovea_picture_place_map (self, self->plan.first + i, x + thumb + BESIDE * unit, y, map);
    }
  if (self->plan.shown < self->filters && self->out_columns > 0)
    fovea_picture_place_more (self, left,
                              top + ceil ((double) self->plan.shown / self->plan.columns) * tall + 2 * unit);
}

void
fovea_picture_place_bank (FoveaPictureLayout *self)
{
  FoveaText label = fovea_look (12, TRUE, self->palette->weight_label);
  FoveaBox box = fovea_picture_place_picture (self, self->margin, self->top);
  g_autofree char *name = fovea_convolution_get_filter_name (self->lesson, self->current);
  g_autofree char *words = g_strdup_printf (_("Filter %d: %s"), self->current + 1, name);
  double y = box.y + box.height + 12 * self->unit;

  label.width = self->plan.picture;
  place_pairs (self);
  if (fovea_lesson_count_positions (FOVEA_LESSON (self->lesson)) == 0)
    return;
  box = fovea_sheet_add_text (self->sheet, "filter", &label, words, self->margin, y);
  fovea_picture_place_chips (self, self->margin, box.y + box.height + 8 * self->unit, self->plan.picture);
}
