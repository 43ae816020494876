/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/filter-wall.h"

static void
test_tiles_fit (void)
{
  FoveaBox box = { 10, 20, 300, 100 };

  for (int n = 1; n < 200; n++)
    {
      FoveaTiles tiles = fovea_tiles_fit (&box, n, 16, 46, 4);

      g_assert_cmpint (tiles.shown, <=, n);
      g_assert_cmpfloat (tiles.tile, >=, 16);
      g_assert_cmpfloat (tiles.tile, <=, 46);
      for (int i = 0; i < tiles.shown; i++)
        {
          FoveaBox tile = fovea_tiles_get (&tiles, i);

          g_assert_cmpfloat (tile.x + tile.width, <=, box.x + box.width);
          g_assert_cmpfloat (tile.y + tile.height, <=, box.y + box.height);
          g_assert_cmpint (fovea_tiles_pick (&tiles, tile.x + 1, tile.y + 1), ==, i);
        }
      if (tiles.shown < n)
        g_assert_cmpfloat (tiles.tile, ==, 16);
      g_assert_cmpint (fovea_tiles_pick (&tiles, 9, 30), ==, -1);
    }
}

/* Paints filter 0 into 4×4 pixels and returns the one in the corner. */
static guint32
paint_corner (const FoveaFilterWall *wall)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 4, 4);
  cairo_t *cr = cairo_create (surface);
  FoveaStyle style = { .scale = 1 };
  FoveaType *type = fovea_type_new ();
  FoveaSketch sketch;
  guint32 pixel;

  fovea_sketch_init (&sketch, cr, type, &style, NULL, NULL);
  fovea_filter_wall_paint_one (wall, &sketch, 0, &(FoveaBox){ 0, 0, 4, 4 });
  cairo_surface_flush (surface);
  pixel = *(const guint32 *) cairo_image_surface_get_data (surface) & 0xffffff;
  fovea_type_free (type);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return pixel;
}

/* Three slices are red, green and blue around a middle grey. */
static void
test_colour_filters (void)
{
  float weights[12] = { 1, 0, 0, 0, -1, 0, 0, 0, 0, 0, 0, 0 };
  g_autoptr (FoveaTensor) filters = fovea_tensor_new_from (1, 3, 2, 2, weights);
  FoveaFilterWall wall = { filters, TRUE, -1 };

  g_assert_cmphex (paint_corner (&wall), ==, 0xff0080);
}

/* One scale for all makes a weak filter pale; its own makes its largest weight full. */
static void
test_own_scale_or_one (void)
{
  float weights[8] = { 0.1f, 0, 0, 0, 1, 0, 0, 0 };
  g_autoptr (FoveaTensor) filters = fovea_tensor_new_from (2, 1, 2, 2, weights);
  FoveaStyle style = { .scale = 1 };
  const FoveaPalette *palette = fovea_palette_get (&style);
  FoveaColour tenth = fovea_colour_mix (palette->weight_zero, palette->weight_positive, 0.1f);
  FoveaFilterWall own = { filters, TRUE, -1 }, one = { filters, FALSE, -1 };

  g_assert_cmphex (paint_corner (&own), ==, fovea_colour_pack (palette->weight_positive));
  g_assert_cmphex (paint_corner (&one), ==, fovea_colour_pack (tenth));
}

static const FoveaTiles slices = { .box = { 9, 5, 60, 36 }, .tile = 9, .pitch = 12, .columns = 5, .shown = 15 };

/* All @slices at once, or each alone with its frame, on the canvas. */
static cairo_surface_t *
paint_slices (const FoveaFilterWall *wall, const FoveaStyle *style, gboolean at_once)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 80, 50);
  cairo_t *cr = cairo_create (surface);
  FoveaType *type = fovea_type_new ();
  FoveaSketch sketch;

  fovea_sketch_init (&sketch, cr, type, style, NULL, NULL);
  fovea_sketch_set_colour (&sketch, sketch.palette->canvas);
  cairo_paint (cr);
  g_assert_true (fovea_filter_wall_is_whole (wall, &sketch, &slices));
  if (at_once)
    fovea_filter_wall_paint_slices (wall, &sketch, &slices, 1, 1, 4, 3);
  for (int filter = 1; filter < 3 && !at_once; filter++)
    for (int slice = 1; slice < 4; slice++)
      {
        FoveaBox box = fovea_tiles_get (&slices, filter * 5 + slice);

        fovea_filter_wall_paint_slice (wall, &sketch, filter, slice, &box);
        fovea_sketch_frame (&sketch, &box, sketch.palette->edge, 1);
      }
  cairo_surface_flush (surface);
  fovea_type_free (type);
  cairo_destroy (cr);
  return surface;
}

/* 0xRRGGBB; a row has 80 of them. */
static guint32
get_pixel (cairo_surface_t *surface, int i)
{
  return ((const guint32 *) (gpointer) cairo_image_surface_get_data (surface))[i] & 0xffffff;
}

/* The one image is, pixel by pixel, what the tiles painted one by one are, light and dark. */
static void
test_slices_at_once (void)
{
  g_autoptr (FoveaTensor) filters = fovea_tensor_new (3, 5, 3, 3);
  FoveaFilterWall wall = { filters, TRUE, -1 };

  for (gsize i = 0; i < fovea_tensor_size (filters); i++)
    filters->data[i] = (float) (i * 7919 % 101) / 50 - 1;
  for (int dark = 0; dark < 2; dark++)
    {
      FoveaStyle style = { .scale = 1, .dark = dark };
      cairo_surface_t *once = paint_slices (&wall, &style, TRUE), *each = paint_slices (&wall, &style, FALSE);

      for (int i = 0; i < 80 * 50; i++)
        g_assert_cmphex (get_pixel (once, i), ==, get_pixel (each, i));
      cairo_surface_destroy (once);
      cairo_surface_destroy (each);
    }
}

/* Tiles between points, and such with room for numbers, are painted one by one. */
static void
test_slices_not_whole (void)
{
  g_autoptr (FoveaTensor) filters = fovea_tensor_new (3, 5, 3, 3);
  FoveaFilterWall wall = { filters, TRUE, -1 };
  FoveaSketch sketch = { .scale = 1 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1, 1);
  FoveaTiles odd = slices, between = slices, large = slices;

  sketch.cr = cairo_create (surface);
  odd.tile = 10;
  between.box.x += 0.5;
  large.tile = 96;
  large.pitch = 99;
  g_assert_true (fovea_filter_wall_is_whole (&wall, &sketch, &slices));
  g_assert_false (fovea_filter_wall_is_whole (&wall, &sketch, &odd));
  g_assert_false (fovea_filter_wall_is_whole (&wall, &sketch, &between));
  g_assert_false (fovea_filter_wall_is_whole (&wall, &sketch, &large));
  cairo_destroy (sketch.cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/filter-wall/tiles-fit", test_tiles_fit);
  g_test_add_func ("/scene/filter-wall/colour-filters", test_colour_filters);
  g_test_add_func ("/scene/filter-wall/own-scale-or-one", test_own_scale_or_one);
  g_test_add_func ("/scene/filter-wall/slices-at-once", test_slices_at_once);
  g_test_add_func ("/scene/filter-wall/slices-not-whole", test_slices_not_whole);
  return g_test_run ();
}
