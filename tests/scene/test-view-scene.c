/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What all views have from their base, shown by one of them. */

#include "check-boxes.h"
#include "check-views.h"

#include "scene/matrix-scene.h"

#include <string.h>

/* Where the window does not fit, a view offers what helps as the grid does. */
static void
test_suggestion (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("stride=3");
  g_autoptr (FoveaScene) scene = fovea_matrix_scene_new (lesson);
  double x, y;

  lay_out_in (scene, 862, 628);
  g_assert_true (find_box (scene, "P = 1 → 3×3", &x, &y));
  g_assert_true (fovea_scene_activate (scene, x, y));
  g_assert_cmpint (fovea_convolution_get_pad (lesson), ==, 1);
  lay_out_in (scene, 862, 628);
  g_assert_false (find_box (scene, "P = 1 → 3×3", &x, &y));
  g_object_set (lesson, "pad", 0, NULL);
  lay_out_in (scene, 862, 628);
  g_assert_true (find_box (scene, fovea_convention_label (FOVEA_CONVENTION_FLOOR), &x, &y));
  g_assert_true (fovea_scene_activate (scene, x, y));
  g_assert_cmpint (fovea_convolution_get_convention (lesson), ==, FOVEA_CONVENTION_FLOOR);
}

/* A question for more than one number leaves no body that could be counted. */
static void
test_covered (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("filters=2");
  g_autoptr (FoveaScene) scene = fovea_matrix_scene_new (lesson);
  g_autofree char *description = NULL, *label = NULL;
  double x, y;

  fovea_lesson_set_hidden (FOVEA_LESSON (lesson), FOVEA_HIDE_PARAMETERS);
  lay_out_in (scene, 862, 628);
  g_assert_false (find_box (scene, "W", &x, &y));
  g_assert_true (find_box (scene, "title", &x, &y));
  label = fovea_scene_describe (scene, &description);
  g_assert_nonnull (strstr (description, "hidden until the question is answered"));
  fovea_lesson_set_hidden (FOVEA_LESSON (lesson), FOVEA_HIDE_NOTHING);
  lay_out_in (scene, 862, 628);
  g_assert_true (find_box (scene, "W", &x, &y));
}

/* The room that it asks for is one that it then fits into. */
static void
test_measure (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("stride=3 filters=4");
  g_autoptr (FoveaScene) scene = fovea_matrix_scene_new (lesson);

  for (double width = 100; width < 1200; width += 175)
    {
      double need_width, need_height, again_width, again_height;

      fovea_scene_measure (scene, width, 200, &need_width, &need_height);
      fovea_scene_measure (scene, need_width, need_height, &again_width, &again_height);
      g_assert_cmpfloat (again_width, ==, need_width);
      g_assert_cmpfloat (again_height, ==, need_height);
    }
}

static void
count_cb (gpointer scene, int *count)
{
  (*count)++;
}

static void
test_hover_tells_once (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("pad=1");
  g_autoptr (FoveaScene) scene = fovea_matrix_scene_new (lesson);
  int count = 0;
  double x, y;

  g_signal_connect (scene, "changed", G_CALLBACK (count_cb), &count);
  lay_out_in (scene, 862, 628);
  g_assert_true (find_box (scene, "X", &x, &y));
  g_assert_true (fovea_scene_hover (scene, TRUE, x + 3, y + 3));
  g_assert_false (fovea_scene_hover (scene, TRUE, x + 4, y + 4));
  g_assert_true (fovea_scene_hover (scene, FALSE, 0, 0));
  g_assert_cmpint (count, ==, 2);
}

static void
test_lesson (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("position=3");
  g_autoptr (FoveaScene) scene = fovea_matrix_scene_new (lesson);

  g_assert_true (fovea_scene_get_lesson (scene) == FOVEA_LESSON (lesson));
  fovea_lesson_set_position (FOVEA_LESSON (lesson), 9);
  g_assert_cmpint (fovea_view_scene_get_frame (FOVEA_VIEW_SCENE (scene))->from.column, ==, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/view-scene/suggestion", test_suggestion);
  g_test_add_func ("/scene/view-scene/covered", test_covered);
  g_test_add_func ("/scene/view-scene/measure", test_measure);
  g_test_add_func ("/scene/view-scene/hover-tells-once", test_hover_tells_once);
  g_test_add_func ("/scene/view-scene/lesson", test_lesson);
  return g_test_run ();
}
