/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/filters-scene.h"

#include "check-boxes.h"
#include "scene/gif.h"
#include "tests/training.h"

#include <glib/gstdio.h>
#include <string.h>

static FoveaFilterHistory *
make_history (const char *text, int channels)
{
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (channels, text);
  g_autoptr (FoveaNet) net = fovea_net_new (spec, 1, NULL);
  FoveaFilterHistory *history = fovea_filter_history_new (spec);

  for (int step = 0; step < 5; step++)
    {
      g_autoptr (FoveaTensor) filters = fovea_net_get_parameter (net, 1, FOVEA_WEIGHT);

      filters->data[0] = -filters->data[0];
      g_assert_true (fovea_net_set_parameter (net, 1, FOVEA_WEIGHT, filters, NULL));
      fovea_filter_history_add (history, net, step, 10);
    }
  return history;
}

static char *
describe (FoveaScene *scene)
{
  char *description;

  g_free (fovea_scene_describe (scene, &description));
  return description;
}

static void
count_cb (FoveaScene *scene, int *count)
{
  ++*count;
}

static void
test_boxes (void)
{
  g_autoptr (FoveaFilterHistory) history = make_history ("CONV 3x3x12 pad 1, RELU, CONV 3x3x40, FC 4", 3);
  g_autoptr (FoveaScene) scene = fovea_filters_scene_new (history);

  check_boxes_in_all_styles (scene, "filters in colour");
  g_object_set (scene, "apart", TRUE, "own-scale", FALSE, NULL);
  check_boxes_in_all_styles (scene, "filters slice by slice");
  g_object_set (scene, "row", 3, NULL);
  check_boxes_in_all_styles (scene, "filters of the second layer");
}

/* A click selects; a click on the selected one opens it. */
static void
test_select_and_open (void)
{
  g_autoptr (FoveaFilterHistory) history = make_history ("CONV 3x3x6, RELU, CONV 3x3x2, FC 4", 1);
  g_autoptr (FoveaScene) scene = fovea_filters_scene_new (history);
  g_autofree char *first = NULL, *third = NULL, *tooltip = NULL;
  int opened = 0, selected;
  double x, y;

  g_signal_connect (scene, "opened", G_CALLBACK (count_cb), &opened);
  first = describe (scene);
  g_assert_nonnull (strstr (first, "Filter 1 of 6: 9 weights"));
  paint_at (scene, 800, 300);
  g_assert_cmpint (fovea_filters_scene_get_columns (FOVEA_FILTERS_SCENE (scene)), >=, 3);
  for (x = 0, y = 70; x < 800; x += 2)
    {
      g_free (tooltip);
      tooltip = fovea_scene_tooltip (scene, x, y);
      if (tooltip && g_str_has_prefix (tooltip, "Filter 3 of 6"))
        break;
    }
  g_assert_cmpfloat (x, <, 800);
  g_assert_true (fovea_scene_activate (scene, x, y));
  g_object_get (scene, "selected", &selected, NULL);
  g_assert_cmpint (selected, ==, 2);
  g_assert_cmpint (opened, ==, 0);
  third = describe (scene);
  g_assert_nonnull (strstr (third, "Filter 3 of 6"));
  g_assert_true (fovea_scene_activate (scene, x, y));
  g_assert_cmpint (opened, ==, 1);
  g_assert_false (fovea_scene_activate (scene, 1, 1));

  g_object_set (scene, "row", 3, NULL);
  paint_at (scene, 800, 300);
  g_free (tooltip);
  tooltip = fovea_scene_tooltip (scene, 60, 50);
  g_assert_nonnull (strstr (tooltip, "here slice"));
}

static guint32
sum_pixels (FoveaScene *scene)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 300, 200);
  cairo_t *cr = cairo_create (surface);
  guint32 sum = 0;

  fovea_scene_paint (scene, cr, 300, 200);
  cairo_surface_flush (surface);
  for (int i = 0; i < 200 * cairo_image_surface_get_stride (surface); i++)
    sum = sum * 31 + cairo_image_surface_get_data (surface)[i];
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return sum;
}

/* What is shown is the moment of the history, and a film of it has a frame for each. */
static void
test_moments_and_film (void)
{
  g_autoptr (FoveaFilterHistory) history = make_history (TEST_QUARTERS_NET, 1);
  g_autoptr (FoveaScene) scene = fovea_filters_scene_new (history);
  g_autofree char *folder = g_dir_make_tmp ("fovea-XXXXXX", NULL), *path = g_build_filename (folder, "film.gif", NULL);
  g_autoptr (GError) error = NULL;
  guint32 now = sum_pixels (scene);
  g_autofree char *contents = NULL, *words = NULL;
  gsize length, frames = 0;

  fovea_lesson_set_position (fovea_scene_get_lesson (scene), 1);
  g_assert_cmpuint (sum_pixels (scene), !=, now);
  words = describe (scene);
  g_assert_nonnull (strstr (words, "after mini-batch 1,"));
  g_assert_true (fovea_scene_export_gif (scene, path, 300, 200, 1, 0.1, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  for (gsize i = 0; i + 3 < length; i++)
    frames += memcmp (contents + i, "\x21\xf9\x04", 3) == 0;
  g_assert_cmpuint (frames, ==, 5);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* A net without a convolution, and no net at all, are an empty canvas. */
static void
test_nothing_to_show (void)
{
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (1, "FC 4");
  g_autoptr (FoveaFilterHistory) history = fovea_filter_history_new (spec);
  g_autoptr (FoveaScene) scene = fovea_filters_scene_new (history);

  paint_at (scene, 400, 300);
  fovea_filters_scene_set_history (FOVEA_FILTERS_SCENE (scene), NULL);
  paint_at (scene, 400, 300);
  g_assert_null (fovea_scene_tooltip (scene, 40, 60));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/filters-scene/boxes", test_boxes);
  g_test_add_func ("/scene/filters-scene/select-and-open", test_select_and_open);
  g_test_add_func ("/scene/filters-scene/moments-and-film", test_moments_and_film);
  g_test_add_func ("/scene/filters-scene/nothing-to-show", test_nothing_to_show);
  return g_test_run ();
}
