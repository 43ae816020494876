/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "check-boxes.h"

#include "lesson/pooling.h"
#include "scene/fits-scene.h"

/* The table of the lecture's 7×7 and 3×3: stride 1 → 5, 2 → 3, 3 → does not fit; with padding 1: 7, 4, 3. */
static void
test_lecture_table (void)
{
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  g_autoptr (FoveaScene) scene = fovea_fits_scene_new (FOVEA_LESSON (lesson));
  g_autofree char *description = NULL, *label = fovea_scene_describe (scene, &description);

  g_assert_cmpstr (label, ==, "What fits");
  g_assert_nonnull (strstr (description, "Padding 0, stride 1: 5."));
  g_assert_nonnull (strstr (description, "Padding 0, stride 2: 3."));
  g_assert_nonnull (strstr (description, "Padding 0, stride 3: doesn’t fit."));
  g_assert_nonnull (strstr (description, "Padding 1, stride 3: 3."));
}

static void
test_click_sets_both (void)
{
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  g_autoptr (FoveaScene) scene = fovea_fits_scene_new (FOVEA_LESSON (lesson));
  double width, height;

  fovea_scene_measure (scene, 220, 50, &width, &height);
  paint_at (scene, width, height);
  g_assert_true (fovea_scene_activate (scene, 38 + 36 * 2 + 18, 24 * 2 + 12)); /* third column, second row */
  g_assert_cmpint (fovea_convolution_get_stride (lesson), ==, 3);
  g_assert_cmpint (fovea_convolution_get_pad (lesson), ==, 1);
  g_assert_false (fovea_scene_activate (scene, 5, 5));
}

static void
test_serves_pools (void)
{
  g_autoptr (FoveaPooling) lesson = fovea_pooling_new ();
  g_autoptr (FoveaScene) scene = fovea_fits_scene_new (FOVEA_LESSON (lesson));
  g_autofree char *description = NULL, *label = NULL;

  g_object_set (lesson, "input", 32, "filter", 3, NULL);
  label = fovea_scene_describe (scene, &description);
  g_assert_nonnull (strstr (description, "Padding 0, stride 2: doesn’t fit."));
}

/* 2 rows in steps of 2 do not meet the end of 7, however well 3 columns do. */
static void
test_both_axes (void)
{
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  g_autoptr (FoveaScene) scene = fovea_fits_scene_new (FOVEA_LESSON (lesson));
  g_autofree char *description = NULL, *label = NULL;

  g_object_set (lesson, "filter-height", 2, NULL);
  label = fovea_scene_describe (scene, &description);
  g_assert_nonnull (strstr (description, "Padding 0, stride 1: 5."));
  g_assert_nonnull (strstr (description, "Padding 0, stride 2: doesn’t fit."));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/fits-scene/lecture-table", test_lecture_table);
  g_test_add_func ("/scene/fits-scene/click-sets-both", test_click_sets_both);
  g_test_add_func ("/scene/fits-scene/serves-pools", test_serves_pools);
  g_test_add_func ("/scene/fits-scene/both-axes", test_both_axes);
  return g_test_run ();
}
