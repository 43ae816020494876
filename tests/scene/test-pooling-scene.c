/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "check-boxes.h"

#include "lesson/state.h"
#include "scene/pooling-scene.h"

static void
check (int input, int depth, int filter, int stride, int convention)
{
  g_autoptr (FoveaPooling) lesson = fovea_pooling_new ();
  g_autoptr (FoveaScene) scene = fovea_pooling_scene_new (lesson);
  g_autofree char *what = g_strdup_printf ("N %d, D %d, F %d, S %d, convention %d", input, depth, filter, stride,
                                           convention);

  g_object_set (lesson, "input", input, "depth", depth, "filter", filter, "stride", stride, "round", convention, NULL);
  check_boxes (scene, what);
}

static void
test_nothing_overlaps (void)
{
  check (4, 1, 2, 2, 0);
  check (4, 3, 2, 2, 0);
  check (32, 1, 3, 2, 0);
  check (32, 3, 3, 2, 1);
  check (7, 2, 3, 2, 2);
  check (224, 64, 2, 2, 0);
  check (1, 1, 1, 1, 0);
  check (9, 1, 4, 3, 3);
}

static FoveaScene *
make_scene (const char *text)
{
  g_autoptr (FoveaPooling) lesson = fovea_pooling_new ();
  g_auto (GStrv) state = g_strsplit (text, " ", -1);
  g_autoptr (GError) error = NULL;

  fovea_lesson_set_state (FOVEA_LESSON (lesson), (const char *const *) state, &error);
  g_assert_no_error (error);
  return fovea_pooling_scene_new (lesson);
}

static void
test_nothing_overlaps_backward (void)
{
  static const char *const settings[] = {
    "kind=l2 position=3",
    "pass=backward gradient=ramp position=3",
    "pass=backward kind=l2 input=5 filter=3 stride=1 pad=1 values=random position=12",
    "pass=backward kind=average input=6 depth=5 position=20",
    "pass=backward input=32 filter=3 stride=2 round=ceil position=200",
    "pass=backward stride=3",
    "pass=backward input=256 filter=100 stride=1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autoptr (FoveaScene) scene = make_scene (settings[i]);

      check_boxes (scene, settings[i]);
      if (i % 2)
        check_boxes_in_all_styles (scene, settings[i]);
    }
}

/* Each cell of the gradients tells its full value, and a click on one that comes in goes to its place. */
static void
test_backward (void)
{
  g_autoptr (FoveaScene) scene = make_scene ("pass=backward gradient=ramp position=3");
  g_autofree char *label = NULL, *incoming = NULL, *winner = NULL;
  double x, y;

  paint_at (scene, 862, 628);
  label = fovea_scene_describe (scene, NULL);
  g_assert_true (g_str_has_prefix (label, "Backward through a pool"));
  g_assert_true (find_box (scene, "back 0", &x, &y));
  winner = fovea_scene_tooltip (scene, x - 10, y - 10);
  g_assert_cmpstr (winner, ==, "∂L/∂x[1, 1, 0] = 1");
  g_assert_true (find_box (scene, "output 0", &x, &y));
  incoming = fovea_scene_tooltip (scene, x + 10, y - 10);
  g_assert_cmpstr (incoming, ==, "g[0, 1, 0] = 2");
  g_assert_true (fovea_scene_activate (scene, x + 10, y - 10));
  g_assert_cmpint (fovea_lesson_get_position (fovea_scene_get_lesson (scene)), ==, 1);
}

static void
test_nothing_overlaps_in_any_style (void)
{
  g_autoptr (FoveaPooling) lesson = fovea_pooling_new ();
  g_autoptr (FoveaScene) scene = fovea_pooling_scene_new (lesson);

  check_boxes_in_all_styles (scene, "the lecture's example");
}

static void
test_click_on_output (void)
{
  g_autoptr (FoveaPooling) lesson = fovea_pooling_new ();
  g_autoptr (FoveaScene) scene = fovea_pooling_scene_new (lesson);
  g_autofree char *tooltip = NULL;
  double x, y;

  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, "output 0", &x, &y));
  g_assert_true (fovea_scene_activate (scene, x + 10, y + 10));
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, 3);
  tooltip = fovea_scene_tooltip (scene, x + 10, y + 10);
  g_assert_cmpstr (tooltip, ==, "row 2, column 2: the largest of 1, 0, 3, 4 is 4");
}

static void
test_describe (void)
{
  g_autoptr (FoveaPooling) lesson = fovea_pooling_new ();
  g_autoptr (FoveaScene) scene = fovea_pooling_scene_new (lesson);
  g_autofree char *description = NULL, *label = fovea_scene_describe (scene, &description);

  g_assert_cmpstr (label, ==, "Max pooling of a 4×4×1 input with a window of 2×2, stride 2");
  g_assert_nonnull (strstr (description, "the largest of 1, 1, 5, 6 is 6"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/pooling-scene/nothing-overlaps", test_nothing_overlaps);
  g_test_add_func ("/scene/pooling-scene/nothing-overlaps-in-any-style", test_nothing_overlaps_in_any_style);
  g_test_add_func ("/scene/pooling-scene/nothing-overlaps-backward", test_nothing_overlaps_backward);
  g_test_add_func ("/scene/pooling-scene/backward", test_backward);
  g_test_add_func ("/scene/pooling-scene/click-on-output", test_click_on_output);
  g_test_add_func ("/scene/pooling-scene/describe", test_describe);
  return g_test_run ();
}
