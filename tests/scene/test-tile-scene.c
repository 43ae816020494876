/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/tile-scene.h"

#include <math.h>

static FoveaNetSpec *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  FoveaNetSpec *spec = fovea_net_spec_parse (text, NULL, &error);

  g_assert_no_error (error);
  return spec;
}

/* The scene painted at its own size, a pixel a point; the surface is the caller's. */
static cairo_surface_t *
paint (FoveaScene *scene)
{
  double width, height;
  cairo_surface_t *surface;
  cairo_t *cr;

  fovea_scene_measure (scene, 0, 0, &width, &height);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, (int) height);
  cr = cairo_create (surface);
  fovea_scene_paint (scene, cr, width, height);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* What lies at (x, y), as 0xrrggbb. */
static guint32
get_pixel (cairo_surface_t *surface, double x, double y)
{
  const guint8 *row = cairo_image_surface_get_data (surface) + (int) y * cairo_image_surface_get_stride (surface);

  return ((const guint32 *) row)[(int) x] & 0xffffff;
}

static FoveaBox
find_box (FoveaScene *scene, const char *name)
{
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (FoveaBox));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  fovea_scene_boxes (scene, boxes, names);
  for (guint i = 0; i < names->len; i++)
    if (g_strcmp0 (names->pdata[i], name) == 0)
      return g_array_index (boxes, FoveaBox, i);
  g_error ("there is no box “%s”", name);
}

/* Nothing stands on anything else, nothing beyond the picture. */
static void
assert_apart (FoveaScene *scene, guint least)
{
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (FoveaBox));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  double width, height;

  fovea_scene_measure (scene, 0, 0, &width, &height);
  fovea_scene_boxes (scene, boxes, names);
  g_assert_cmpuint (boxes->len, >=, least);
  for (guint i = 0; i < boxes->len; i++)
    {
      const FoveaBox *a = &g_array_index (boxes, FoveaBox, i);

      g_assert_true (a->x >= 0 && a->y >= 0 && a->x + a->width <= width && a->y + a->height <= height);
      for (guint k = i + 1; k < boxes->len; k++)
        {
          const FoveaBox *b = &g_array_index (boxes, FoveaBox, k);
          double across = fmin (a->x + a->width, b->x + b->width) - fmax (a->x, b->x);
          double down = fmin (a->y + a->height, b->y + b->height) - fmax (a->y, b->y);

          if (across > 0.01 && down > 0.01)
            g_error ("%s and %s overlap", (char *) names->pdata[i], (char *) names->pdata[k]);
        }
    }
}

/* The palette's ends at ±L, white at zero. */
static void
test_filters_on_the_scale_of_weights (void)
{
  g_autoptr (FoveaNetSpec) spec = parse ("INPUT 28x28x1, CONV 2x2x6");
  g_autoptr (FoveaTensor) weights = fovea_tensor_new (6, 1, 2, 2);
  g_autoptr (FoveaScene) scene = NULL;
  g_autofree char *title = NULL, *words = NULL;
  cairo_surface_t *surface;
  FoveaBox box;

  weights->data[0] = -2;
  weights->data[3] = 2;
  scene = fovea_tile_scene_new_filters (spec, 1, weights);
  surface = paint (scene);
  box = find_box (scene, "tile 1");
  g_assert_cmphex (get_pixel (surface, box.x + box.width / 4, box.y + box.height / 4), ==, 0x4569c9);
  g_assert_cmphex (get_pixel (surface, box.x + 3 * box.width / 4, box.y + box.height / 4), ==, 0xffffff);
  g_assert_cmphex (get_pixel (surface, box.x + 3 * box.width / 4, box.y + 3 * box.height / 4), ==, 0xe66100);
  cairo_surface_destroy (surface);
  assert_apart (scene, 14);
  title = fovea_scene_describe (scene, &words);
  g_assert_cmpstr (title, ==, "Layer 1, CONV 2x2x6: 6 filters of 2×2×1");
  g_assert_cmpstr (words, ==, "White is 0, orange up to 2, blue down to −2.");
}

static void
test_filters_in_colour (void)
{
  g_autoptr (FoveaNetSpec) spec = parse ("INPUT 8x8x3, CONV 1x1x1");
  g_autoptr (FoveaTensor) weights = fovea_tensor_new_from (1, 3, 1, 1, (const float[]){ 0.5f, 0, -0.5f });
  g_autoptr (FoveaScene) scene = fovea_tile_scene_new_filters (spec, 1, weights);
  cairo_surface_t *surface = paint (scene);
  FoveaBox box = find_box (scene, "tile 1");
  guint32 pixel = get_pixel (surface, box.x + box.width / 2, box.y + box.height / 2);

  g_assert_cmphex (pixel >> 16, ==, 0xff);
  g_assert_cmpint (ABS ((int) (pixel >> 8 & 0xff) - 0x80), <=, 1);
  g_assert_cmphex (pixel & 0xff, ==, 0);
  cairo_surface_destroy (surface);
}

/* A row of slices for each filter, and a word on what finds no room. */
static void
test_filters_by_slice (void)
{
  g_autoptr (FoveaNetSpec) spec = parse ("INPUT 8x8x6, CONV 5x5x16, CONV 3x3x70");
  g_autoptr (FoveaTensor) few = fovea_tensor_new (16, 6, 5, 5), many = fovea_tensor_new (70, 16, 3, 3);
  g_autoptr (FoveaScene) all = fovea_tile_scene_new_filters (spec, 1, few);
  g_autoptr (FoveaScene) part = fovea_tile_scene_new_filters (spec, 2, many);

  assert_apart (all, 2 + 16 + 96);
  assert_apart (part, 2 + 64 + 64 * 16 + 1);
  find_box (part, "rest");
}

static void
test_maps_from_black_to_white (void)
{
  g_autoptr (FoveaNetSpec) spec = parse ("INPUT 4x2x1, CONV 1x1x3");
  g_autoptr (FoveaTensor) maps = fovea_tensor_new (1, 3, 2, 4);
  g_autoptr (FoveaScene) scene = NULL;
  cairo_surface_t *surface;
  FoveaBox first, last;

  maps->data[0] = -1;
  maps->data[23] = 3;
  scene = fovea_tile_scene_new_maps (spec, 1, maps);
  surface = paint (scene);
  first = find_box (scene, "tile 1");
  last = find_box (scene, "tile 3");
  g_assert_cmphex (get_pixel (surface, first.x + first.width / 8, first.y + first.height / 4), ==, 0x000000);
  g_assert_cmphex (get_pixel (surface, last.x + 7 * last.width / 8, last.y + 3 * last.height / 4), ==, 0xffffff);
  g_assert_cmpfloat_with_epsilon (first.width, 2 * first.height, 2);
  cairo_surface_destroy (surface);
  assert_apart (scene, 2 + 3 + 3);
}

/* All weights alike, hundreds of maps of one cell: still a picture. */
static void
test_extremes (void)
{
  g_autoptr (FoveaNetSpec) spec = parse ("INPUT 1x1x1, CONV 1x1x1, FC 4096");
  g_autoptr (FoveaTensor) zero = fovea_tensor_new (1, 1, 1, 1), cells = fovea_tensor_new (1, 4096, 1, 1);
  g_autoptr (FoveaScene) filters = fovea_tile_scene_new_filters (spec, 1, zero);
  g_autoptr (FoveaScene) maps = fovea_tile_scene_new_maps (spec, 2, cells);

  cairo_surface_destroy (paint (filters));
  cairo_surface_destroy (paint (maps));
  assert_apart (filters, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/tile-scene/filters-on-the-scale-of-weights", test_filters_on_the_scale_of_weights);
  g_test_add_func ("/scene/tile-scene/filters-in-colour", test_filters_in_colour);
  g_test_add_func ("/scene/tile-scene/filters-by-slice", test_filters_by_slice);
  g_test_add_func ("/scene/tile-scene/maps-from-black-to-white", test_maps_from_black_to_white);
  g_test_add_func ("/scene/tile-scene/extremes", test_extremes);
  return g_test_run ();
}
