/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/maps-scene.h"

#include "check-boxes.h"
#include "tests/training.h"

#include <string.h>

static FoveaFindings *
make_findings (int label)
{
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (1, "CONV 3x3x4 pad 1, RELU, POOL 2, CONV 3x3x6, FC 12, RELU, FC 4");
  g_autoptr (FoveaNet) net = fovea_net_new (spec, 1, NULL);
  g_autoptr (FoveaStill) still = fovea_still_new (net);
  g_autoptr (FoveaExamples) examples = test_quarters_new (1, 1, 3);
  g_autoptr (FoveaTensor) image = fovea_net_normalise (net, fovea_examples_image (examples, 0));

  return fovea_findings_new (still, net, image, label, TRUE);
}

static FoveaScene *
make_scene (int label)
{
  g_autoptr (FoveaFindings) findings = make_findings (label);
  FoveaScene *scene = fovea_maps_scene_new ();

  fovea_maps_scene_set_findings (FOVEA_MAPS_SCENE (scene), findings, "An image");
  return scene;
}

static void
test_boxes (void)
{
  g_autoptr (FoveaScene) scene = make_scene (2), drawn = make_scene (-1);

  check_boxes_in_all_styles (scene, "maps");
  fovea_maps_scene_set_gradients (FOVEA_MAPS_SCENE (scene), TRUE);
  check_boxes_in_all_styles (scene, "gradients");
  check_boxes_in_all_styles (drawn, "maps without a label");
}

static void
test_words (void)
{
  g_autoptr (FoveaScene) scene = make_scene (2);
  FoveaMapsScene *maps = FOVEA_MAPS_SCENE (scene);
  g_autofree char *label = NULL, *gradients = NULL, *words = NULL;

  fovea_maps_scene_select (maps, 4, 5);
  label = fovea_scene_describe (scene, &words);
  g_assert_cmpstr (label, ==, "The activations of every layer");
  g_assert_nonnull (strstr (words, "An image The net says "));
  g_assert_nonnull (strstr (words, "layer 4, conv 3×3, map 6 of 6"));
  fovea_maps_scene_set_gradients (maps, TRUE);
  g_free (g_steal_pointer (&words));
  gradients = fovea_scene_describe (scene, &words);
  g_assert_cmpstr (gradients, ==, "The gradients of every layer");
}

static void
count_cb (FoveaScene *scene, int *count)
{
  ++*count;
}

/* A click on a map selects the filter that it comes from; another one opens it. */
static void
test_pick (void)
{
  g_autoptr (FoveaScene) scene = make_scene (2);
  FoveaMapsScene *maps = FOVEA_MAPS_SCENE (scene);
  int opened = 0, conv, filter;
  double x, y;

  g_signal_connect (scene, "opened", G_CALLBACK (count_cb), &opened);
  paint_at (scene, 1000, 400);
  g_assert_true (find_box (scene, "layer 3", &x, &y));
  for (y = 0; y < 400 && !fovea_scene_activate (scene, x, y); y++)
    ;
  fovea_maps_scene_get_selected (maps, &conv, &filter);
  g_assert_cmpint (conv, ==, 1);
  g_assert_cmpint (filter, >=, 0);
  g_assert_cmpint (opened, ==, 0);
  fovea_scene_activate (scene, x, y);
  g_assert_cmpint (opened, ==, 1);
}

/* Through all filters of all convolutions and round again. */
static void
test_next (void)
{
  g_autoptr (FoveaScene) scene = make_scene (2);
  FoveaMapsScene *maps = FOVEA_MAPS_SCENE (scene);
  int conv, filter;

  for (int i = 0; i < 10; i++)
    {
      g_assert_true (fovea_maps_scene_select_next (maps, 1));
      fovea_maps_scene_get_selected (maps, &conv, &filter);
      g_assert_cmpint (conv, ==, i < 4 ? 1 : 4);
      g_assert_cmpint (filter, ==, i < 4 ? i : i - 4);
    }
  g_assert_true (fovea_maps_scene_select_next (maps, 1));
  fovea_maps_scene_get_selected (maps, &conv, &filter);
  g_assert_cmpint (conv, ==, 1);
  g_assert_true (fovea_maps_scene_select_next (maps, -1));
  fovea_maps_scene_get_selected (maps, &conv, &filter);
  g_assert_cmpint (conv, ==, 4);
  g_assert_cmpint (filter, ==, 5);
  fovea_maps_scene_set_findings (maps, NULL, NULL);
  g_assert_false (fovea_maps_scene_select_next (maps, 1));
  paint_at (scene, 300, 200);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/maps-scene/boxes", test_boxes);
  g_test_add_func ("/scene/maps-scene/words", test_words);
  g_test_add_func ("/scene/maps-scene/pick", test_pick);
  g_test_add_func ("/scene/maps-scene/next", test_next);
  return g_test_run ();
}
