/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Thousands of slices at once. Cairo takes some two microseconds for a tile and its frame, however small they are;
 * where all edges lie on whole points, one image for a line of them, a pixel for each point, is the same picture. */

#include "config.h"

#include "scene/filter-wall.h"

#include <math.h>

static gboolean
is_whole (double value)
{
  return value == floor (value);
}

/* Whether fovea_filter_wall_paint_slices() can draw the tiles: all edges lie on whole points, no tile has room for
 * numbers, and the target is not drawn by lines. */
gboolean
fovea_filter_wall_is_whole (const FoveaFilterWall *self, FoveaSketch *sketch, const FoveaTiles *tiles)
{
  double side = tiles->tile / self->filters->w;

  return !fovea_is_vector (sketch->cr) && self->filters->h == self->filters->w && is_whole (side)
         && side < FOVEA_FILTER_NUMBER_ROOM * sketch->scale && is_whole (tiles->pitch) && is_whole (tiles->box.x)
         && is_whole (tiles->box.y) && tiles->pitch >= tiles->tile + 2;
}

/* The slice, its cells @side pixels each, and the frame around it. */
static void
fill_slice (const FoveaPalette *palette, const float *weights, int n, int side, double limit, guint32 *pixels,
            int stride)
{
  guint32 edge = fovea_colour_pack (palette->edge);
  int tile = n * side;

  for (int y = -1; y <= tile; y++)
    pixels[y * stride - 1] = pixels[y * stride + tile] = edge;
  for (int x = 0; x < tile; x++)
    pixels[x - stride] = pixels[x + tile * stride] = edge;
  for (int i = 0; i < n * n; i++)
    {
      guint32 *cell = pixels + i / n * side * stride + i % n * side;
      guint32 colour = fovea_weight_pixel (palette, weights[i], limit);

      for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++)
          cell[y * stride + x] = colour;
    }
}

/* The slices @left to @right of @filter. */
static void
paint_line (const FoveaFilterWall *self, FoveaSketch *sketch, const FoveaTiles *tiles, int filter, int left, int right)
{
  int pitch = (int) tiles->pitch, width = (right - left) * pitch, n = self->filters->w, side = (int) tiles->tile / n;
  guint32 canvas = fovea_colour_pack (sketch->palette->canvas);
  g_autofree guint32 *pixels = g_new (guint32, width * pitch);
  float limit = fovea_filter_wall_get_limit (self, filter);

  for (int i = 0; i < width * pitch; i++)
    pixels[i] = canvas;
  for (int slice = left; slice < right; slice++)
    fill_slice (sketch->palette, fovea_tensor_at (self->filters, filter, slice, 0, 0), n, side, limit,
                pixels + width + (slice - left) * pitch + 1, width);
  fovea_sketch_pixels (sketch, pixels, width, pitch,
                       &(FoveaBox){ tiles->box.x + left * pitch - 1, tiles->box.y + filter * pitch - 1, width, pitch });
}

/**
 * fovea_filter_wall_paint_slices:
 * @tiles: a line for each filter, a column for each slice
 * @left, @top, @right, @bottom: which of them, the last ones not included
 */
void
fovea_filter_wall_paint_slices (const FoveaFilterWall *self, FoveaSketch *sketch, const FoveaTiles *tiles, int left,
                                int top, int right, int bottom)
{
  for (int filter = top; filter < bottom && left < right; filter++)
    paint_line (self, sketch, tiles, filter, left, right);
}
