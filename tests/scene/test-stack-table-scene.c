/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of a net: the numbers of W1 as the peers count them (61,706 parameters), the first misfit with what would
 * fit, and what a question hides. */

#include "check-boxes.h"

#include "scene/catalog.h"
#include "scene/stack-table-scene.h"

static FoveaScene *
make_scene (FoveaStack *stack, const char *layers)
{
  g_assert_true (fovea_stack_set_layers (stack, layers, NULL));
  g_object_set (stack, "table", TRUE, NULL);
  return fovea_scene_of (FOVEA_LESSON (stack));
}

static void
test_nothing_overlaps (void)
{
  static const char *const nets[] = { "lenet-5", "vgg-16", "alexnet", "INPUT 7x7x1, CONV 3x3x1 stride 3, RELU, FC 3",
                                      "INPUT 512x512x3, CONV 3x3x512 pad 1, (CONV 3x3x512 pad 1)*12" };

  for (gsize i = 0; i < G_N_ELEMENTS (nets); i++)
    {
      g_autoptr (FoveaStack) stack = fovea_stack_new ();
      g_autoptr (FoveaScene) scene = make_scene (stack, nets[i]);

      check_boxes (scene, nets[i]);
      fovea_lesson_set_hidden (FOVEA_LESSON (stack), FOVEA_HIDE_OUTPUT_SIZE);
      check_boxes (scene, nets[i]);
    }
}

static void
test_counts (void)
{
  g_autoptr (FoveaStack) stack = fovea_stack_new ();
  g_autoptr (FoveaScene) scene = make_scene (stack, "lenet-5");
  g_autofree char *description = NULL, *label = NULL, *tooltip = NULL;
  double x, y;

  label = fovea_scene_describe (scene, &description);
  g_assert_cmpstr (label, ==, "Table of a net of 11 layers");
  g_assert_nonnull (strstr (description, "61,706 parameters, 416,520 multiply-adds for one image"));
  g_assert_nonnull (strstr (description, "Most parameters are in FC 120: 78 %"));
  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, "row 4 0", &x, &y));
  tooltip = fovea_scene_tooltip (scene, x, y);
  g_assert_cmpstr (tooltip, ==, "CONV 5x5x16: output 10×10×16, parameters 2,416, multiply-adds 240,000, memory 6.2\302\240KiB; "
                                "a cell sees 14×14 of the input");
  g_assert_true (find_box (scene, "row 1 0", &x, &y));
  g_assert_true (fovea_scene_activate (scene, x, y));
  g_assert_cmpint (fovea_stack_get_layer (stack), ==, 1);
  g_assert_true (find_box (scene, "row 2 0", &x, &y));
  g_assert_false (fovea_scene_activate (scene, x, y)); /* RELU has no window */
}

/* (28 − 3)/2 + 1 = 13.5: the arithmetic, and one click that repairs it. */
static void
test_misfit (void)
{
  g_autoptr (FoveaStack) stack = fovea_stack_new ();
  g_autoptr (FoveaScene) scene = make_scene (stack, "INPUT 32x32x3, CONV 5x5x6, RELU, POOL 3 stride 2, CONV 3x3x4, FC 10");
  g_autofree char *description = NULL, *label = NULL;
  double x, y;

  label = fovea_scene_describe (scene, &description);
  g_assert_nonnull (strstr (description, "(28 − 3 + 2·0)/2 + 1 = 13.5"));
  paint_at (scene, 862, 628);
  g_assert_false (find_box (scene, "sum 2", &x, &y));
  g_assert_true (find_box (scene, "F = 2 → 14×14", &x, &y));
  g_assert_true (fovea_scene_activate (scene, x, y));
  g_assert_cmpint (fovea_stack_get_net (stack)->misfit, ==, -1);
  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, "sum 2", &x, &y));
}

static void
test_hidden (void)
{
  g_autoptr (FoveaStack) stack = fovea_stack_new ();
  g_autoptr (FoveaScene) scene = make_scene (stack, "lenet-5");
  g_autofree char *description = NULL, *label = NULL, *tooltip = NULL;
  double x, y;

  fovea_lesson_set_hidden (FOVEA_LESSON (stack), FOVEA_HIDE_OUTPUT_SIZE);
  paint_at (scene, 862, 628);
  label = fovea_scene_describe (scene, &description);
  g_assert_null (strstr (description, "61,706"));
  g_assert_true (find_box (scene, "row 4 0", &x, &y));
  tooltip = fovea_scene_tooltip (scene, x, y);
  g_assert_null (strstr (tooltip, "10×10"));
  g_assert_false (find_box (scene, "sum 2", &x, &y));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/stack-table-scene/nothing-overlaps", test_nothing_overlaps);
  g_test_add_func ("/scene/stack-table-scene/counts", test_counts);
  g_test_add_func ("/scene/stack-table-scene/misfit", test_misfit);
  g_test_add_func ("/scene/stack-table-scene/hidden", test_hidden);
  return g_test_run ();
}
