/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/curves-scene.h"

#include "check-boxes.h"
#include "tests/training.h"

#include <math.h>

static FoveaScene *
make_scene (FoveaTrainingSession **session)
{
  FoveaTrainingOptions options = test_quarters_options ();
  FoveaScene *scene = fovea_curves_scene_new ();

  *session = test_quarters_session (TEST_QUARTERS_NET, NULL, &options);
  fovea_curves_scene_set_session (FOVEA_CURVES_SCENE (scene), *session);
  fovea_training_session_run (*session);
  test_wait_for (*session, FOVEA_TRAINING_FINISHED, 40);
  return scene;
}

static void
test_boxes (void)
{
  g_autoptr (FoveaTrainingSession) session = NULL;
  g_autoptr (FoveaScene) scene = make_scene (&session);

  check_boxes_in_all_styles (scene, "curves");
}

static void
test_zoom_and_move (void)
{
  g_autoptr (FoveaTrainingSession) session = NULL;
  g_autoptr (FoveaScene) scene = make_scene (&session);
  FoveaCurvesScene *self = FOVEA_CURVES_SCENE (scene);
  double from, to;

  paint_at (scene, 1000, 700);
  fovea_curves_scene_get_view (self, &from, &to);
  g_assert_cmpfloat (from, ==, 0);
  g_assert_cmpfloat (to, ==, 2);
  fovea_curves_scene_zoom (self, 0.5, NAN, NAN); /* about the middle of what was trained */
  fovea_curves_scene_get_view (self, &from, &to);
  g_assert_cmpfloat_with_epsilon (from, 0.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (to, 1.5, 1e-9);
  fovea_curves_scene_move (self, 10);
  fovea_curves_scene_get_view (self, &from, &to);
  g_assert_cmpfloat_with_epsilon (to, 2, 1e-9); /* not beyond the end */
  fovea_curves_scene_zoom (self, 100, NAN, NAN);
  fovea_curves_scene_get_view (self, &from, &to);
  g_assert_cmpfloat (to - from, ==, 2);
  fovea_curves_scene_zoom (self, 1e-9, NAN, NAN);
  fovea_curves_scene_get_view (self, &from, &to);
  g_assert_cmpfloat (to - from, >, 0.01);
  fovea_curves_scene_reset (self);
  fovea_curves_scene_get_view (self, &from, &to);
  g_assert_cmpfloat (to - from, ==, 2);
}

/* What a screen reader says has the numbers. */
static void
test_describe (void)
{
  g_autoptr (FoveaTrainingSession) session = NULL;
  g_autoptr (FoveaScene) scene = make_scene (&session);
  g_autofree char *description = NULL, *label = fovea_scene_describe (scene, &description);
  const char *parts[] = { "Loss at epoch 2", "validation", "conv 1", "fc 6", "relu 2", "Dead ReLUs" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_assert_nonnull (strstr (description, parts[i]));
}

/* The lines are those of the last report and of the run that is shown, whatever was painted before. */
static void
test_follow_run (void)
{
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaTrainingSession) session = test_quarters_session (TEST_QUARTERS_NET, NULL, &options);
  g_autoptr (FoveaTrainingSession) other = test_quarters_session (TEST_QUARTERS_NET, NULL, &options);
  g_autoptr (FoveaScene) scene = fovea_curves_scene_new (), untouched = fovea_curves_scene_new ();
  g_autofree char *before = NULL, *after = NULL, *moved = NULL, *fresh = NULL;

  fovea_curves_scene_set_session (FOVEA_CURVES_SCENE (scene), session);
  paint_at (scene, 1000, 700);
  g_free (fovea_scene_describe (scene, &before));
  g_assert_null (strstr (before, "at epoch 2"));
  g_assert_null (strstr (before, "Gradient at"));
  fovea_training_session_run (session);
  test_wait_for (session, FOVEA_TRAINING_FINISHED, 40);
  g_free (fovea_scene_describe (scene, &after));
  g_assert_cmpstr (after, !=, before);
  fovea_curves_scene_set_session (FOVEA_CURVES_SCENE (scene), other);
  fovea_curves_scene_set_session (FOVEA_CURVES_SCENE (untouched), other);
  g_free (fovea_scene_describe (scene, &moved));
  g_free (fovea_scene_describe (untouched, &fresh));
  g_assert_cmpstr (moved, !=, after);
  g_assert_cmpstr (moved, ==, fresh);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/curves-scene/boxes", test_boxes);
  g_test_add_func ("/scene/curves-scene/zoom-and-move", test_zoom_and_move);
  g_test_add_func ("/scene/curves-scene/describe", test_describe);
  g_test_add_func ("/scene/curves-scene/follow-run", test_follow_run);
  return g_test_run ();
}
