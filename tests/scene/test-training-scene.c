/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/training-scene.h"

#include "check-boxes.h"
#include "tests/training.h"

static FoveaBox
get_box (FoveaScene *scene, const char *name)
{
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (FoveaBox));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  fovea_scene_boxes (scene, boxes, names);
  for (guint i = 0; i < names->len; i++)
    if (g_str_equal (names->pdata[i], name))
      return g_array_index (boxes, FoveaBox, i);
  g_error ("there is no %s", name);
}

static FoveaTrainingSession *
train (const char *net, int steps)
{
  FoveaTrainingOptions options = test_quarters_options ();
  FoveaTrainingSession *session = test_quarters_session (net, NULL, &options);

  for (int i = 0; i < steps; i++)
    fovea_training_session_step (session);
  test_wait_for (session, FOVEA_TRAINING_PAUSED, steps);
  while (fovea_training_session_get_report (session)->checked == 0)
    test_wait (1);
  return session;
}

static void
test_nothing_overlaps_or_sticks_out (void)
{
  static const char *const nets[] = {
    TEST_QUARTERS_NET,
    "FC 4",
    "CONV 3x3x64 pad 1, RELU, (CONV 3x3x200 pad 1, BATCHNORM, RELU)*3, POOL 2, CONV 3x3x8, TANH, FC 99, RELU, FC 4",
    "AVGPOOL 2, CONV 3x3x1, SIGMOID, DROPOUT 0.5, FC 4, SOFTMAX",
  };

  for (guint i = 0; i < G_N_ELEMENTS (nets); i++)
    {
      g_autoptr (FoveaTrainingSession) session = train (nets[i], 2);
      g_autoptr (FoveaScene) scene = fovea_training_scene_new (session);

      check_boxes (scene, nets[i]);
      check_boxes_in_all_styles (scene, nets[i]);
    }
}

static void
test_fits_the_smallest_window (void)
{
  g_autoptr (FoveaTrainingSession) session = train (TEST_QUARTERS_NET, 1);
  g_autoptr (FoveaScene) scene = fovea_training_scene_new (session);
  double width, height;

  fovea_scene_measure (scene, 520, 400, &width, &height);
  g_assert_cmpfloat (width, ==, 520);
  g_assert_cmpfloat (height, <, 500);
}

static void
test_without_a_run_there_is_a_canvas (void)
{
  g_autoptr (FoveaScene) scene = fovea_training_scene_new (NULL);
  g_autofree char *description = NULL;
  g_autofree char *label = fovea_scene_describe (scene, &description);

  paint_at (scene, 600, 400);
  g_assert_false (fovea_scene_activate (scene, 300, 200));
  g_assert_null (fovea_scene_tooltip (scene, 300, 200));
  g_assert_false (fovea_scene_hover (scene, TRUE, 300, 200));
  g_assert_cmpstr (description, ==, "");
}

static void
count_cb (int *count)
{
  (*count)++;
}

static void
test_click_selects_a_filter (void)
{
  g_autoptr (FoveaTrainingSession) session = train (TEST_QUARTERS_NET, 1);
  g_autoptr (FoveaScene) scene = fovea_training_scene_new (session);
  FoveaTrainingScene *training = FOVEA_TRAINING_SCENE (scene);
  g_autofree char *tooltip = NULL;
  FoveaBox filters, maps;
  int changes = 0;

  paint_at (scene, 862, 700);
  filters = get_box (scene, "filters");
  g_signal_connect_swapped (scene, "changed", G_CALLBACK (count_cb), &changes);
  g_assert_true (fovea_scene_activate (scene, filters.x + filters.height + 10, filters.y + 5));
  g_assert_cmpint (fovea_training_scene_get_selected_filter (training), ==, 1);
  g_assert_cmpint (changes, ==, 1);
  tooltip = fovea_scene_tooltip (scene, filters.x + filters.height + 10, filters.y + 5);
  g_assert_true (g_str_has_prefix (tooltip, "Filter 2 of 4: 9 weights from "));

  maps = get_box (scene, "layer 2"); /* the ReLU behind the convolution */
  g_assert_true (fovea_scene_activate (scene, maps.x + 3, maps.y + 3));
  g_assert_cmpint (fovea_training_scene_get_selected_filter (training), ==, 0);
  g_assert_false (fovea_scene_activate (scene, 2, 2));
}

static void
test_click_sends_an_image_through (void)
{
  g_autoptr (FoveaTrainingSession) session = train (TEST_QUARTERS_NET, 1);
  g_autoptr (FoveaScene) scene = fovea_training_scene_new (session);
  FoveaTrainingReport *report = fovea_training_session_get_report (session);
  int second = g_array_index (report->predictions, FoveaPrediction, 1).image;
  g_autofree char *prefix = g_strdup_printf ("Validation image %d: the net says ", second + 1);
  g_autofree char *tooltip = NULL;
  FoveaBox predictions;

  g_assert_cmpint (report->image, !=, second);
  paint_at (scene, 862, 700);
  predictions = get_box (scene, "predictions");
  tooltip = fovea_scene_tooltip (scene, predictions.x + 100, predictions.y + 10);
  g_assert_true (g_str_has_prefix (tooltip, prefix));
  g_assert_true (fovea_scene_activate (scene, predictions.x + 100, predictions.y + 10));
  while (fovea_training_session_get_report (session)->image != second)
    test_wait (1);
}

static void
test_hover_reads_the_curves (void)
{
  g_autoptr (FoveaTrainingSession) session = train (TEST_QUARTERS_NET, 20);
  g_autoptr (FoveaScene) scene = fovea_training_scene_new (session);
  FoveaBox plot;

  paint_at (scene, 862, 700);
  plot = get_box (scene, "loss");
  g_assert_true (fovea_scene_hover (scene, TRUE, plot.x + 20, plot.y + 20));
  g_assert_false (fovea_scene_hover (scene, TRUE, plot.x + 20, plot.y + 30)); /* the same epoch */
  paint_at (scene, 862, 700);
  g_assert_true (fovea_scene_hover (scene, FALSE, 0, 0));
  g_assert_false (fovea_scene_hover (scene, TRUE, 2, 2));
}

static void
test_describes_what_it_shows (void)
{
  g_autoptr (FoveaTrainingSession) session = train (TEST_QUARTERS_NET, 20);
  g_autoptr (FoveaScene) scene = fovea_training_scene_new (session);
  g_autofree char *description = NULL;
  g_autofree char *label = fovea_scene_describe (scene, &description);

  g_assert_cmpstr (label, ==, "A net in training");
  g_assert_true (g_str_has_prefix (description, "Epoch 1.00 of 2. Training: loss "));
  g_assert_nonnull (strstr (description, "Validation: loss "));
  g_assert_nonnull (strstr (description, "Filter 1 of 4: 9 weights"));
  g_assert_nonnull (strstr (description, "of 48 validation images in view are wrong"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/training-scene/nothing-overlaps-or-sticks-out", test_nothing_overlaps_or_sticks_out);
  g_test_add_func ("/scene/training-scene/fits-the-smallest-window", test_fits_the_smallest_window);
  g_test_add_func ("/scene/training-scene/without-a-run-there-is-a-canvas", test_without_a_run_there_is_a_canvas);
  g_test_add_func ("/scene/training-scene/click-selects-a-filter", test_click_selects_a_filter);
  g_test_add_func ("/scene/training-scene/click-sends-an-image-through", test_click_sends_an_image_through);
  g_test_add_func ("/scene/training-scene/hover-reads-the-curves", test_hover_reads_the_curves);
  g_test_add_func ("/scene/training-scene/describes-what-it-shows", test_describes_what_it_shows);
  return g_test_run ();
}
