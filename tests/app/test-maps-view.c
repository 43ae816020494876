/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/maps-view.h"

#include "scene/maps-scene.h"
#include "view-test.h"

static FoveaFindings *
get_findings (ViewTest *test)
{
  return fovea_maps_scene_get_findings (FOVEA_MAPS_SCENE (fovea_training_view_get_scene (test->view)));
}

/* The maps are those of the net as it is; another report brings others. */
static void
test_follows_the_run (void)
{
  ViewTest test = view_test_open (FOVEA_TYPE_MAPS_VIEW);
  g_autoptr (FoveaStill) first = NULL;

  app_test_wait_for (get_findings (&test) != NULL);
  first = fovea_still_ref (get_findings (&test)->net);
  g_assert_null (get_findings (&test)->gradients);
  view_test_step (&test, 1);
  app_test_wait_for (get_findings (&test)->net != first);
  fovea_training_view_set_run (test.view, test.dataset, NULL);
  g_assert_null (get_findings (&test));
  view_test_close (&test);
}

static void
test_keys (void)
{
  ViewTest test = view_test_open (FOVEA_TYPE_MAPS_VIEW);
  FoveaExamples *examples = fovea_training_session_get_validation (test.session);
  const FoveaPrediction *second
    = &g_array_index (fovea_training_session_get_report (test.session)->predictions, FoveaPrediction, 1);
  int image = second->image;
  g_autofree char *words = g_strdup_printf ("Validation image %d, ", image + 1);

  app_test_wait_for (get_findings (&test) != NULL);
  g_assert_true (view_test_says (&test, "The activations of every layer"));
  view_test_press (&test, GDK_KEY_g);
  app_test_wait_for (get_findings (&test)->gradients != NULL);
  g_assert_true (view_test_says (&test, "The gradients of every layer"));
  view_test_press (&test, GDK_KEY_f);
  g_assert_true (view_test_says (&test, "layer 1, conv 3×3, map 1 of 4"));
  view_test_press (&test, GDK_KEY_i);
  app_test_wait_for (fovea_training_session_get_report (test.session)->image == image);
  app_test_wait_for (get_findings (&test)->label == examples->labels[image]
                     && view_test_says (&test, words));
  view_test_close (&test);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/maps-view/follows-the-run", test_follows_the_run);
  g_test_add_func ("/app/maps-view/keys", test_keys);
  return g_test_run ();
}
