/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "check-boxes.h"

#include "scene/stack-scene.h"

static FoveaScene *
make_scene (FoveaStack *stack, const char *layers)
{
  g_assert_true (fovea_stack_set_layers (stack, layers, NULL));
  return fovea_stack_scene_new (stack);
}

static void
test_nothing_overlaps (void)
{
  static const char *const chains[]
      = { "INPUT 32x32x3, CONV 5x5x6, CONV 5x5x10", "INPUT 32x32x3, (CONV 5x5x6)*8", "INPUT 7x7x1, CONV 3x3x1 stride 3",
          "INPUT 7x7x1, CONV 3x3x1, CONV 3x3x1 stride 3 round floor, (CONV 1x1x512)*4", "INPUT 512x3x1, CONV 3x3x4 pad 1",
          "lenet-5", "alexnet", "vgg-16", "INPUT 1x1x1, CONV 1x1x1 pad 3 dilation 2", "INPUT 64x64x3, (CONV 3x3x8)*31" };

  for (gsize i = 0; i < G_N_ELEMENTS (chains); i++)
    {
      g_autoptr (FoveaStack) stack = fovea_stack_new ();
      g_autoptr (FoveaScene) scene = make_scene (stack, chains[i]);

      check_boxes (scene, chains[i]);
      fovea_lesson_set_hidden (FOVEA_LESSON (stack), FOVEA_HIDE_OUTPUT_SIZE);
      check_boxes (scene, chains[i]);
    }
}

static void
test_nothing_overlaps_in_any_style (void)
{
  g_autoptr (FoveaStack) stack = fovea_stack_new ();
  g_autoptr (FoveaScene) scene = make_scene (stack, "alexnet");

  check_boxes_in_all_styles (scene, "alexnet");
}

/* A click on a cell of any layer looks from there. */
static void
test_click (void)
{
  g_autoptr (FoveaStack) stack = fovea_stack_new ();
  g_autoptr (FoveaScene) scene = make_scene (stack, "INPUT 32x32x3, (CONV 3x3x4 pad 1)*3");
  g_autofree char *tooltip = NULL, *said = NULL;
  double x, y;

  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, "layer 1", &x, &y));
  g_assert_true (fovea_scene_activate (scene, x + 4, y));
  g_assert_cmpint (fovea_stack_get_layer (stack), ==, 1);
  tooltip = fovea_scene_tooltip (scene, x + 4, y);
  said = fovea_lesson_describe_position (FOVEA_LESSON (stack), fovea_lesson_get_position (FOVEA_LESSON (stack)));
  g_assert_cmpstr (tooltip, ==, said);
  g_assert_nonnull (strstr (tooltip, "looks at 3×3 cells of the input"));
  g_assert_true (find_box (scene, "layer 0", &x, &y));
  g_assert_false (fovea_scene_activate (scene, x, y));
}

/* The checksum of the volumes alone, without the words below them. */
static char *
paint_volumes (FoveaScene *scene)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 862, 380);
  cairo_t *cr = cairo_create (surface);
  char *sum;

  fovea_scene_paint (scene, cr, 862, 628);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, cairo_image_surface_get_data (surface),
                                     (gsize) cairo_image_surface_get_stride (surface) * 380);
  cairo_surface_destroy (surface);
  return sum;
}

/* The cone leaves from where it was, is on its way, and arrives; to another layer it jumps. */
static void
test_glide (void)
{
  g_autoptr (FoveaStack) stack = fovea_stack_new ();
  g_autoptr (FoveaScene) scene = make_scene (stack, "INPUT 32x32x3, (CONV 3x3x4 pad 1)*3");
  g_autofree char *old = NULL, *leaving = NULL, *under_way = NULL, *there = NULL, *jumped = NULL, *other = NULL;

  fovea_stack_set_place (stack, 12, 12);
  old = paint_volumes (scene);
  fovea_stack_set_place (stack, 14, 20);
  there = paint_volumes (scene);
  fovea_scene_set_progress (scene, 0);
  leaving = paint_volumes (scene);
  fovea_scene_set_progress (scene, 0.5);
  under_way = paint_volumes (scene);
  g_assert_cmpstr (leaving, ==, old);
  g_assert_cmpstr (there, !=, old);
  g_assert_cmpstr (under_way, !=, old);
  g_assert_cmpstr (under_way, !=, there);

  fovea_stack_set_layer (stack, 2);
  jumped = paint_volumes (scene);
  fovea_scene_set_progress (scene, 1);
  other = paint_volumes (scene);
  g_assert_cmpstr (jumped, ==, other);
}

/* What a question asks for is neither drawn nor said, and no click finds it out. */
static void
test_hidden (void)
{
  g_autoptr (FoveaStack) stack = fovea_stack_new ();
  g_autoptr (FoveaScene) scene = fovea_stack_scene_new (stack);
  g_autofree char *description = NULL, *label = NULL, *tooltip = NULL;
  double x, y;

  fovea_lesson_set_hidden (FOVEA_LESSON (stack), FOVEA_HIDE_OUTPUT_SIZE);
  paint_at (scene, 862, 628);
  label = fovea_scene_describe (scene, &description);
  g_assert_null (strstr (description, "28"));
  g_assert_null (strstr (description, "24"));
  g_assert_true (find_box (scene, "layer 1", &x, &y));
  tooltip = fovea_scene_tooltip (scene, x, y);
  g_assert_null (tooltip);
  g_assert_false (find_box (scene, "place", &x, &y));
}

static void
test_describe (void)
{
  g_autoptr (FoveaStack) stack = fovea_stack_new ();
  g_autoptr (FoveaScene) scene = fovea_stack_scene_new (stack);
  g_autofree char *description = NULL, *label = fovea_scene_describe (scene, &description);

  g_assert_cmpstr (label, ==, "A stack of 2 layers, looked at from layer 2");
  g_assert_nonnull (strstr (description, "32 → 28 → 24."));
  g_assert_nonnull (strstr (description, "looks at 9×9 cells of the input: rows 12–20, columns 12–20"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/stack-scene/nothing-overlaps", test_nothing_overlaps);
  g_test_add_func ("/scene/stack-scene/nothing-overlaps-in-any-style", test_nothing_overlaps_in_any_style);
  g_test_add_func ("/scene/stack-scene/click", test_click);
  g_test_add_func ("/scene/stack-scene/glide", test_glide);
  g_test_add_func ("/scene/stack-scene/hidden", test_hidden);
  g_test_add_func ("/scene/stack-scene/describe", test_describe);
  return g_test_run ();
}
