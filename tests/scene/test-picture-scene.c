/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "check-boxes.h"

#include "scene/picture-scene.h"

static FoveaScene *
make_scene (int columns, int rows, FoveaConvolution **lesson)
{
  g_autoptr (FoveaTensor) picture = fovea_tensor_new (1, 3, rows, columns);

  for (gsize i = 0; i < fovea_tensor_size (picture); i++)
    picture->data[i] = (float) (i % 251) / 251;
  *lesson = fovea_convolution_new ();
  fovea_convolution_set_picture (*lesson, picture);
  return fovea_picture_scene_new (*lesson);
}

static void
check (int columns, int rows, int filters, int filter, int filter_rows, int stride)
{
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene = make_scene (columns, rows, &lesson);
  g_autofree char *what = g_strdup_printf ("%d×%d, K %d, F %d×%d, S %d", columns, rows, filters, filter, filter_rows, stride);

  g_object_set (lesson, "filters", filters, "filter-width", filter, "filter-height", filter_rows, "stride", stride, NULL);
  check_boxes (scene, what);
}

static void
test_nothing_overlaps (void)
{
  check (320, 240, 6, 3, 3, 1);
  check (120, 160, 32, 5, 5, 1);
  check (64, 64, 1, 3, 3, 3);
  check (512, 32, 3, 7, 7, 1);
  check (20, 300, 4, 3, 3, 2);
  check (320, 240, 6, 5, 1, 1);
  check (120, 160, 32, 2, 3, 1);
  check (160, 120, 1, 1, 9, 1);
}

static void
test_nothing_overlaps_in_any_style (void)
{
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene = make_scene (320, 240, &lesson);

  check_boxes_in_all_styles (scene, "a picture");
}

static void
test_click_on_map (void)
{
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene = make_scene (320, 240, &lesson);
  FoveaPlace place;
  double x, y;

  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, "map 3", &x, &y));
  g_assert_true (fovea_scene_activate (scene, x, y));
  place = fovea_convolution_get_place (lesson, fovea_lesson_get_position (FOVEA_LESSON (lesson)));
  g_assert_cmpint (place.map, ==, 3);
  g_assert_cmpint (ABS (place.row - 120), <=, 1);
  g_assert_cmpint (ABS (place.column - 160), <=, 1);
}

/* A click on the picture puts the middle of the window there. */
static void
test_click_on_picture (void)
{
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene = make_scene (320, 240, &lesson);
  FoveaPlace place;
  double x, y;

  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, "picture", &x, &y));
  g_assert_true (fovea_scene_activate (scene, x, y));
  place = fovea_convolution_get_place (lesson, fovea_lesson_get_position (FOVEA_LESSON (lesson)));
  g_assert_cmpint (ABS (place.column - 160), <=, 1);
}

/* A click on a filter of a bank shows it alone, and the chip goes back to all of them. */
static void
test_step_a_filter_and_back (void)
{
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene = make_scene (320, 240, &lesson);
  gboolean alone;
  double x, y;

  g_object_set (lesson, "filters", 32, "filter", 5, "weights", FOVEA_FILTER_RANDOM, NULL);
  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, "filter 17", &x, &y));
  g_assert_true (find_box (scene, "map 31", &x, &y));
  g_assert_true (find_box (scene, "filter 17", &x, &y));
  g_assert_true (fovea_scene_activate (scene, x, y));
  g_object_get (lesson, "alone", &alone, NULL);
  g_assert_true (alone);
  g_assert_cmpint (fovea_convolution_get_place (lesson, fovea_lesson_get_position (FOVEA_LESSON (lesson))).map, ==, 17);
  check_boxes (scene, "one filter alone");
  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, "grid 2 of slice 2", &x, &y));
  g_assert_true (find_box (scene, "way", &x, &y));
  g_assert_true (fovea_scene_activate (scene, x, y));
  g_object_get (lesson, "alone", &alone, NULL);
  g_assert_false (alone);
}

/* C6: 32 filters beside their 32 maps in the smallest window: what 800×600 leaves for the scene. */
static void
test_bank_in_a_small_window (void)
{
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene = make_scene (512, 384, &lesson);
  double need_width, need_height, x, y;

  g_object_set (lesson, "filters", 32, "filter", 5, NULL);
  fovea_scene_measure (scene, 534, 390, &need_width, &need_height);
  g_assert_cmpfloat (need_width, ==, 534);
  g_assert_cmpfloat (need_height, ==, 390);
  paint_at (scene, 534, 390);
  for (int filter = 0; filter < 32; filter++)
    {
      g_autofree char *thumb = g_strdup_printf ("filter %d", filter), *map = g_strdup_printf ("map %d", filter);

      g_assert_true (find_box (scene, thumb, &x, &y));
      g_assert_true (find_box (scene, map, &x, &y));
    }
}

/* What is under the pointer is marked, and what belongs to it is told. */
static void
test_hover (void)
{
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene = make_scene (320, 240, &lesson);
  g_autofree char *product = NULL;
  double x, y;

  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, "map 3", &x, &y));
  g_assert_true (fovea_scene_hover (scene, TRUE, x, y));
  g_assert_false (fovea_scene_hover (scene, TRUE, x, y));
  paint_at (scene, 862, 628);
  g_assert_true (fovea_scene_hover (scene, FALSE, 0, 0));
  g_object_set (lesson, "alone", TRUE, NULL);
  fovea_lesson_set_position (FOVEA_LESSON (lesson), 1000);
  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, "grid 0 of slice 1", &x, &y));
  product = fovea_scene_tooltip (scene, x, y);
  g_assert_nonnull (strstr (product, " × "));
  g_assert_true (fovea_scene_hover (scene, TRUE, x, y));
  paint_at (scene, 862, 628);
}

/* A filter that has no zero in its map, as those that a net has learned, still goes from black to white. */
static void
test_greys (void)
{
  g_autoptr (FoveaTensor) picture = fovea_tensor_new (1, 1, 60, 100);
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  g_autoptr (FoveaScene) scene = fovea_picture_scene_new (lesson);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 800, 600);
  cairo_t *cr = cairo_create (surface);
  guint32 *row;
  guint low = 255, high = 0;
  double x, y;

  for (int i = 0; i < 6000; i++)
    picture->data[i] = 0.5f + i % 100 / 400.0f;
  fovea_convolution_set_picture (lesson, picture);
  g_object_set (lesson, "filters", 1, "pad", 0, "weights", FOVEA_FILTER_BOX_BLUR, "relu", FALSE, "pool", FALSE, NULL);
  fovea_scene_paint (scene, cr, 800, 600);
  g_assert_true (find_box (scene, "map 0", &x, &y));
  cairo_surface_flush (surface);
  row = (guint32 *) (cairo_image_surface_get_data (surface) + (int) (y + 40) * cairo_image_surface_get_stride (surface));
  for (int i = (int) x - 60; i < x + 60; i++)
    {
      low = MIN (low, row[i] & 255);
      high = MAX (high, row[i] & 255);
    }
  g_assert_cmpuint (low, <, 110);
  g_assert_cmpuint (high, >, 145);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_describe (void)
{
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene = make_scene (320, 240, &lesson);
  g_autofree char *description = NULL, *label = fovea_scene_describe (scene, &description);

  g_assert_nonnull (strstr (label, "320×240"));
  g_assert_nonnull (strstr (description, "Sobel x, Sobel y, Laplacian, Sharpen, Box blur, Emboss"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/picture-scene/nothing-overlaps", test_nothing_overlaps);
  g_test_add_func ("/scene/picture-scene/nothing-overlaps-in-any-style", test_nothing_overlaps_in_any_style);
  g_test_add_func ("/scene/picture-scene/click-on-map", test_click_on_map);
  g_test_add_func ("/scene/picture-scene/click-on-picture", test_click_on_picture);
  g_test_add_func ("/scene/picture-scene/step-a-filter-and-back", test_step_a_filter_and_back);
  g_test_add_func ("/scene/picture-scene/bank-in-a-small-window", test_bank_in_a_small_window);
  g_test_add_func ("/scene/picture-scene/hover", test_hover);
  g_test_add_func ("/scene/picture-scene/greys", test_greys);
  g_test_add_func ("/scene/picture-scene/describe", test_describe);
  return g_test_run ();
}
