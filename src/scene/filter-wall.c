/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a layer has learned, as pictures: a weight w of a filter whose largest is L becomes, in a filter for colour, the
 * level ½ + w/2L of its slice's colour; in a grey one its place between −L and L on the scale of weights. */

#include "config.h"

#include "scene/filter-wall.h"

#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The largest size between @smallest and @largest at which all @n tiles stand in the box; at the smallest size, as many
 * as do. */
FoveaTiles
fovea_tiles_fit (const FoveaBox *box, int n, double smallest, double largest, double gap)
{
  FoveaTiles self = { .box = *box };

  for (self.tile = floor (largest);; self.tile--)
    {
      int rows;

      self.pitch = self.tile + gap;
      self.columns = MAX (1, (int) ((box->width + gap) / self.pitch));
      rows = MAX (1, (int) ((box->height + gap) / self.pitch));
      self.shown = MIN (n, self.columns * rows);
      if (self.shown == n || self.tile - 1 < smallest)
        return self;
    }
}

/* Makes a tile a whole number of points for each of the @cells along its side, unless that would cost a quarter. */
void
fovea_tiles_round (FoveaTiles *self, int cells)
{
  double gap = self->pitch - self->tile, whole = self->tile - fmod (self->tile, cells);

  if (whole < 0.75 * self->tile)
    return;
  self->tile = whole;
  self->pitch = whole + gap;
}

FoveaBox
fovea_tiles_get (const FoveaTiles *self, int i)
{
  return (FoveaBox){ self->box.x + i % self->columns * self->pitch, self->box.y + i / self->columns * self->pitch,
                     self->tile, self->tile };
}

/* The tile at (x, y), the gap behind it included, or −1. */
int
fovea_tiles_pick (const FoveaTiles *self, double x, double y)
{
  double column = floor ((x - self->box.x) / self->pitch), row = floor ((y - self->box.y) / self->pitch);
  int tile = row * self->columns + column;

  return column < 0 || row < 0 || column >= self->columns || tile >= self->shown ? -1 : tile;
}

static double
level (float weight, float limit)
{
  return CLAMP (0.5 + 0.5 * weight / limit, 0, 1);
}

/* White at zero, full colour at ±@limit: no number has to be read on it, so it may be as strong as it gets. */
guint32
fovea_weight_pixel (const FoveaPalette *palette, double weight, double limit)
{
  FoveaColour full = weight < 0 ? palette->weight_negative : palette->weight_positive;

  return fovea_colour_pack (fovea_colour_mix (palette->weight_zero, full, fabs (weight) / limit));
}

static guint32
colour_of (const FoveaFilterWall *self, const FoveaPalette *palette, int filter, int cell, float limit)
{
  const FoveaTensor *w = self->filters;
  const float *weight = fovea_tensor_at (w, filter, 0, 0, 0) + cell;
  gsize plane = (gsize) w->h * w->w;
  float sum = 0;

  if (w->c == 3)
    return fovea_colour_pack (
      (FoveaColour){ level (weight[0], limit), level (weight[plane], limit), level (weight[2 * plane], limit) });
  for (int c = 0; c < w->c; c++)
    sum += weight[c * plane];
  return fovea_weight_pixel (palette, sum / w->c, limit);
}

static gsize
filter_size (const FoveaTensor *w)
{
  return (gsize) w->c * w->h * w->w;
}

/* Where the scale of @filter ends. */
float
fovea_filter_wall_get_limit (const FoveaFilterWall *self, int filter)
{
  const FoveaTensor *w = self->filters;
  float limit;

  if (self->own_scale && self->limits)
    limit = self->limits[filter];
  else if (self->own_scale)
    limit = fovea_numbers_limit (fovea_tensor_at (w, filter, 0, 0, 0), filter_size (w));
  else if (self->limits)
    limit = fovea_numbers_limit (self->limits, (gsize) w->n);
  else
    limit = fovea_numbers_limit (w->data, filter_size (w) * w->n);
  return MAX (limit, 1e-12f);
}

/* The weights themselves, where a cell has room for one. */
static void
paint_numbers (FoveaSketch *sketch, const float *weights, const guint32 *pixels, int columns, int n, const FoveaBox *box)
{
  double side = box->width / columns;

  if (side < FOVEA_FILTER_NUMBER_ROOM * sketch->scale)
    return;
  for (int i = 0; i < n; i++)
    {
      FoveaBox cell = { box->x + i % columns * side, box->y + i / columns * side, side, side };
      FoveaColour ground = { (pixels[i] >> 16 & 255) / 255.0, (pixels[i] >> 8 & 255) / 255.0, (pixels[i] & 255) / 255.0 };
      char text[FOVEA_NUMBER_SIZE];

      fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, fovea_colour_ink (ground), FOVEA_ALIGN_CENTRE, &cell,
                         fovea_number_short (weights[i], 5, text));
    }
}

void
fovea_filter_wall_paint_one (const FoveaFilterWall *self, FoveaSketch *sketch, int filter, const FoveaBox *box)
{
  const FoveaTensor *w = self->filters;
  float limit = fovea_filter_wall_get_limit (self, filter);
  g_autofree guint32 *pixels = g_new (guint32, w->h * w->w);

  for (int i = 0; i < w->h * w->w; i++)
    pixels[i] = colour_of (self, sketch->palette, filter, i, limit);
  fovea_sketch_pixels (sketch, pixels, w->w, w->h, box);
  if (w->c == 1)
    paint_numbers (sketch, fovea_tensor_at (w, filter, 0, 0, 0), pixels, w->w, w->h * w->w, box);
}

/* One slice alone, on the scale of weights. */
void
fovea_filter_wall_paint_slice (const FoveaFilterWall *self, FoveaSketch *sketch, int filter, int slice,
                               const FoveaBox *box)
{
  const FoveaTensor *w = self->filters;
  const float *weights = fovea_tensor_at (w, filter, slice, 0, 0);
  float limit = fovea_filter_wall_get_limit (self, filter);
  g_autofree guint32 *pixels = g_new (guint32, w->h * w->w);

  for (int i = 0; i < w->h * w->w; i++)
    pixels[i] = fovea_weight_pixel (sketch->palette, weights[i], limit);
  fovea_sketch_pixels (sketch, pixels, w->w, w->h, box);
  paint_numbers (sketch, weights, pixels, w->w, w->h * w->w, box);
}

/* "Filter 3 of 6: 25 weights from −0.31 to 0.42" */
char *
fovea_filter_wall_describe (const FoveaFilterWall *self, int filter)
{
  const FoveaTensor *w = self->filters;
  const float *numbers = fovea_tensor_at (w, filter, 0, 0, 0);
  float low = numbers[0], high = numbers[0];
  char least[FOVEA_NUMBER_SIZE], most[FOVEA_NUMBER_SIZE];

  for (gsize i = 0; i < filter_size (w); i++)
    {
      low = fminf (low, numbers[i]);
      high = fmaxf (high, numbers[i]);
    }
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Filter %d of %d: %d weight from %s to %s",
                                       "Filter %d of %d: %d weights from %s to %s", (gulong) filter_size (w)),
                          filter + 1, w->n, (int) filter_size (w),
                          fovea_number_full (low, least), fovea_number_full (high, most));
}

/* The first tiles->shown filters. */
void
fovea_filter_wall_paint (const FoveaFilterWall *self, FoveaSketch *sketch, const FoveaTiles *tiles)
{
  for (int i = 0; i < tiles->shown; i++)
    {
      FoveaBox box = fovea_tiles_get (tiles, i);

      fovea_filter_wall_paint_one (self, sketch, i, &box);
      fovea_sketch_frame (sketch, &box, sketch->palette->edge, 1);
    }
  if (self->selected >= 0 && self->selected < tiles->shown)
    {
      FoveaBox box = fovea_tiles_get (tiles, self->selected);

      box = (FoveaBox){ box.x - 1, box.y - 1, box.width + 2, box.height + 2 };
      fovea_sketch_frame (sketch, &box, sketch->palette->here, 2.5 * sketch->scale);
    }
}
