/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What of the picture scene is pixels. Maps are grey: each map goes from black, which 1 % of its values lie below (at 0
 * after ReLU), to white, which 1 % lie above. On one scale all go from −m (0 after ReLU) to m, the largest m of all,
 * where 99 % of a map's |values| lie below m. A filter on three slices has the colour that it looks for: 1/2 + w/2m in
 * red, green and blue. */

#include "config.h"

#include "scene/picture-images.h"

#include <math.h>

static void
paint_picture (FoveaPictureImages *self, const FoveaPictureLayout *layout, cairo_t *cr)
{
  const FoveaGrid *grid = fovea_sheet_find_grid (layout->sheet, FOVEA_GRID_INPUT, 0);
  FoveaTensor *picture = fovea_convolution_get_picture (layout->lesson);
  guint64 state = GPOINTER_TO_SIZE (picture);

  if (!grid || !picture)
    return;
  if (self->picture.state != state)
    fovea_pixels_set_picture (&self->picture, picture, state);
  fovea_pixels_paint (&self->picture, cr, fovea_grid_box (grid, 0, 0, grid->rows, grid->columns));
}

/* --- filters */

static void
refresh_filter (FoveaPixels *pixels, FoveaConvolution *lesson, int filter, guint64 state)
{
  int rows = fovea_convolution_get_filter_height (lesson), columns = fovea_convolution_get_filter_width (lesson);
  int depth = fovea_convolution_get_depth (lesson);
  g_autoptr (FoveaTensor) colours = fovea_tensor_new (1, MIN (depth, 3), rows, columns);
  double limit = fovea_picture_get_limit (lesson, filter);

  for (int slice = 0; slice < colours->c; slice++)
    for (int row = 0; row < rows; row++)
      for (int column = 0; column < columns; column++)
        {
          float weight = fovea_convolution_get_applied_weight (lesson, filter, slice, row, column);

          *fovea_tensor_at (colours, 0, slice, row, column) = (float) (0.5 + weight / (2 * limit));
        }
  fovea_pixels_set_picture (pixels, colours, state);
}

static void
paint_filters (FoveaPictureImages *self, const FoveaPictureLayout *layout, cairo_t *cr)
{
  for (int slot = 0; slot < layout->plan.shown && layout->depth > 1; slot++)
    {
      int filter = layout->plan.first + slot;
      const FoveaGrid *grid = fovea_sheet_find_grid (layout->sheet, FOVEA_GRID_THUMB, filter);
      guint64 state = fovea_convolution_get_map_state (layout->lesson, filter) << 16 ^ (guint64) filter << 1 ^ 1;

      if (!grid)
        continue;
      if (self->filters[slot].state != state)
        refresh_filter (&self->filters[slot], layout->lesson, filter, state);
      fovea_pixels_paint (&self->filters[slot], cr, fovea_grid_box (grid, 0, 0, grid->rows, grid->columns));
    }
}

/* --- maps */

/* The value that all but a hundredth of the map lie below, each times @sign, within −limit … limit: a few bright cells would
 * leave the rest black. */
static double
find_end (const float *map, int cells, double limit, int sign)
{
  int bins[2048] = { 0 }, left = cells / 100, bin = 2047;

  for (int i = 0; i < cells; i++)
    bins[CLAMP ((int) ((sign * map[i] / limit + 1) * 1024), 0, 2047)]++;
  while (bin > 0 && (left -= bins[bin]) > 0)
    bin--;
  return sign * limit * (bin + 1 - 1024) / 1024;
}

/* The map, or NULL as long as it is being computed. */
static const float *
get_map (const FoveaPictureLayout *layout, int filter, double *black, double *white)
{
  double limit = fovea_convolution_get_map_limit (layout->lesson, filter);
  int known;
  const float *map = fovea_convolution_get_map (layout->lesson, filter, &known);

  if (known < layout->out_columns * layout->out_rows)
    return NULL;
  *black = -1;
  *white = 1;
  if (limit <= 0)
    return map;
  *black = fovea_convolution_get_relu (layout->lesson) ? 0 : find_end (map, known, limit, -1);
  *white = find_end (map, known, limit, 1);
  if (*white - *black > limit / 32) /* else next to nothing differs, and would be blown up to black and white */
    return map;
  *black = fovea_convolution_get_relu (layout->lesson) ? 0 : -limit;
  *white = limit;
  return map;
}

/* The largest of all maps that are known, dark or bright. */
static double
find_common_white (FoveaPictureImages *self, const FoveaPictureLayout *layout)
{
  double all = 0;

  for (int filter = 0; filter < MIN (layout->filters, FOVEA_PICTURE_SHOWN); filter++)
    {
      guint64 state = fovea_convolution_get_map_state (layout->lesson, filter);

      if (self->whites[filter].state != state || self->whites[filter].white == 0)
        {
          double black = 0, white = 0;

          get_map (layout, filter, &black, &white);
          self->whites[filter].state = state;
          self->whites[filter].white = fmax (-black, white);
        }
      all = fmax (all, self->whites[filter].white);
    }
  return all;
}

static void
refresh_map (FoveaPictureImages *self, const FoveaPictureLayout *layout, int filter, int slot, guint64 state)
{
  gboolean relu = fovea_convolution_get_relu (layout->lesson);
  g_autofree float *pooled = NULL;
  double black = 0, white = 1;
  const float *map = get_map (layout, filter, &black, &white);

  fovea_pixels_clear (&self->maps[slot]);
  fovea_pixels_clear (&self->pooled[slot]);
  if (!map)
    return;
  if (self->white > 0)
    {
      white = self->white;
      black = relu ? 0 : -white;
    }
  fovea_pixels_set_map (&self->maps[slot], map, layout->out_columns, layout->out_rows, black, white, state);
  if (layout->pool_columns == 0)
    return;
  pooled = g_new (float, layout->pool_columns * layout->pool_rows);
  for (int row = 0; row < layout->pool_rows; row++)
    fovea_convolution_fill_pooled (layout->lesson, filter, row, pooled + row * layout->pool_columns);
  fovea_pixels_set_map (&self->pooled[slot], pooled, layout->pool_columns, layout->pool_rows, black, white, state);
}

/* A map that is still being computed is left empty, with its edge. */
static void
paint_pixels (const FoveaPictureLayout *layout, cairo_t *cr, FoveaPixels *pixels, const FoveaGrid *grid)
{
  FoveaBox box = { grid->x, grid->y, grid->columns * grid->cell, grid->rows * grid->cell };

  if (pixels->image)
    {
      fovea_pixels_paint (pixels, cr, box);
      return;
    }
  fovea_set_colour (cr, layout->palette->empty, 1);
  cairo_rectangle (cr, box.x, box.y, box.width, box.height);
  cairo_fill (cr);
}

/* When one map changes, so may the scale of all. */
static void
update_common (FoveaPictureImages *self, const FoveaPictureLayout *layout)
{
  gboolean common;
  double white;

  g_object_get (layout->lesson, "common-scale", &common, NULL);
  white = common ? find_common_white (self, layout) : 0;
  if (white == self->white)
    return;
  self->white = white;
  for (int slot = 0; slot < FOVEA_PICTURE_SHOWN; slot++)
    self->maps[slot].state = 0;
}

static void
paint_maps (FoveaPictureImages *self, const FoveaPictureLayout *layout, cairo_t *cr)
{
  FoveaConvolution *lesson = layout->lesson;

  update_common (self, layout);
  for (int slot = 0; slot < layout->plan.shown; slot++)
    {
      int filter = layout->plan.first + slot, known;
      const FoveaGrid *map = fovea_sheet_find_grid (layout->sheet, FOVEA_GRID_MAP, filter);
      const FoveaGrid *pool = fovea_sheet_find_grid (layout->sheet, FOVEA_GRID_POOL, filter);
      guint64 state;

      fovea_convolution_get_map (lesson, filter, &known);
      state = fovea_convolution_get_map_state (lesson, filter) << 4
              | (guint64) fovea_convolution_get_convention (lesson) << 2
              | (guint64) fovea_convolution_get_pool (lesson) << 1 | (guint64) fovea_convolution_get_relu (lesson);
      if (self->maps[slot].state != state)
        refresh_map (self, layout, filter, slot, state);
      if (map)
        paint_pixels (layout, cr, &self->maps[slot], map);
      if (pool)
        paint_pixels (layout, cr, &self->pooled[slot], pool);
    }
}

void
fovea_picture_images_paint (FoveaPictureImages *self, const FoveaPictureLayout *layout, cairo_t *cr)
{
  paint_picture (self, layout, cr);
  paint_filters (self, layout, cr);
  if (layout->out_columns > 0)
    paint_maps (self, layout, cr);
}

void
fovea_picture_images_clear (FoveaPictureImages *self)
{
  fovea_pixels_clear (&self->picture);
  for (int i = 0; i < FOVEA_PICTURE_SHOWN; i++)
    {
      fovea_pixels_clear (&self->filters[i]);
      fovea_pixels_clear (&self->maps[i]);
      fovea_pixels_clear (&self->pooled[i]);
    }
}
