/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/model-file.h"
#include "tests/training.h"

#include <glib/gstdio.h>
#include <math.h>

static FoveaCurvePoint
point_at (const GArray *curve, guint i)
{
  return g_array_index (curve, FoveaCurvePoint, i);
}

/* The first report after the first sweep. */
static FoveaTrainingReport *
wait_for_sweep (FoveaTrainingSession *session)
{
  FoveaTrainingReport *report;

  do
    {
      test_wait (1);
      report = fovea_training_session_get_report (session);
    }
  while (!report || report->checked == 0);
  return report;
}

static void
test_begins_paused_and_shows_the_net (void)
{
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaTrainingSession) session = test_quarters_session (TEST_QUARTERS_NET, NULL, &options);
  FoveaTrainingReport *report = wait_for_sweep (session);

  g_assert_cmpint (report->state, ==, FOVEA_TRAINING_PAUSED);
  g_assert_cmpint (report->step, ==, 0);
  g_assert_cmpint (report->steps_per_epoch, ==, 20);
  g_assert_cmpint (report->steps, ==, 40);
  g_assert_cmpint (report->filters->n, ==, 4);
  g_assert_cmpint (report->n_maps, ==, 7);
  g_assert_cmpint (report->maps[3]->h, ==, 4);
  g_assert_cmpint (report->scores->c, ==, 4);
  g_assert_cmpint (report->predictions->len, ==, 48);
  g_assert_cmpint (report->checked, ==, 300);
  g_assert_cmpuint (fovea_training_session_get_training_curve (session)->len, ==, 0);
  g_assert_cmpuint (fovea_training_session_get_validation_curve (session)->len, ==, 1);
  test_wait (50);
  g_assert_cmpint (fovea_training_session_get_report (session)->step, ==, 0);
}

/* What the session reports is what the trainer computes, to the last bit: sweeps and reports change nothing. */
static void
test_is_the_trainers_run (void)
{
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaTrainingSession) session = test_quarters_session (TEST_QUARTERS_NET, NULL, &options);
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (1, TEST_QUARTERS_NET);
  g_autoptr (FoveaExamples) training = test_quarters_new (400, 1, 1);
  g_autoptr (FoveaExamples) validation = test_quarters_new (300, 1, 2);
  g_autoptr (FoveaTrainer) trainer
    = fovea_trainer_new (fovea_net_new (spec, options.seed, NULL), training, &options, NULL);
  g_autoptr (FoveaTensor) filters = NULL;
  const GArray *curve = fovea_training_session_get_training_curve (session);
  FoveaTrainingReport *report;
  FoveaCurvePoint last;
  double loss, mean;
  int correct, images;

  fovea_training_session_run (session);
  report = test_wait_for (session, FOVEA_TRAINING_FINISHED, 40);
  g_assert_cmpuint (curve->len, ==, 40);
  for (guint i = 0; i < 40; i++)
    {
      g_assert_true (fovea_trainer_step (trainer, &loss, &correct, &images, NULL));
      g_assert_cmpfloat (point_at (curve, i).loss, ==, (float) loss);
      g_assert_cmpfloat (point_at (curve, i).accuracy, ==, (float) correct / images);
      g_assert_cmpfloat_with_epsilon (point_at (curve, i).epoch, i / 20.0, 1e-12);
    }
  filters = fovea_net_get_parameter (fovea_trainer_get_net (trainer), 1, FOVEA_WEIGHT);
  g_assert_cmpmem (filters->data, fovea_tensor_size (filters) * 4, report->filters->data,
                   fovea_tensor_size (report->filters) * 4);

  correct = fovea_net_evaluate (fovea_trainer_get_net (trainer), validation, 1, NULL, NULL, &mean);
  last = point_at (fovea_training_session_get_validation_curve (session),
                   fovea_training_session_get_validation_curve (session)->len - 1);
  g_assert_cmpfloat_with_epsilon (last.epoch, 2, 1e-12);
  g_assert_cmpfloat_with_epsilon (last.accuracy, correct / 300.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (last.loss, mean, 1e-5);
  g_assert_cmpint (report->wrong, ==, 300 - correct);
  g_assert_cmpint (correct, >, 200); /* it learns: chance is 75 */
  g_assert_false (fovea_training_session_get_wants_to_run (session));
}

/* Many epochs of few images have a curve of their validation all along, not two points. */
static void
test_few_images_have_a_curve (void)
{
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaTrainingSession) session = NULL;
  const GArray *curve;

  options.limit = 40;
  options.epochs = 40;
  session = test_quarters_session (TEST_QUARTERS_NET, NULL, &options);
  curve = fovea_training_session_get_validation_curve (session);
  fovea_training_session_run (session);
  test_wait_for (session, FOVEA_TRAINING_FINISHED, 80);
  g_assert_cmpuint (curve->len, ==, 21);
  for (guint i = 0; i < curve->len; i++)
    g_assert_cmpfloat_with_epsilon (point_at (curve, i).epoch, 2 * i, 1e-9);
}

static void
test_step_is_one_batch (void)
{
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaTrainingSession) session = test_quarters_session (TEST_QUARTERS_NET, NULL, &options);

  for (int i = 1; i <= 3; i++)
    {
      fovea_training_session_step (session);
      g_assert_cmpint (test_wait_for (session, FOVEA_TRAINING_PAUSED, i)->step, ==, i);
    }
  g_assert_cmpuint (fovea_training_session_get_training_curve (session)->len, ==, 3);
}

/* A net that takes its time, a millisecond or so for a step. */
static const char LARGE_NET[] = "(CONV 5x5x16 pad 2, RELU)*3, POOL 2, FC 60, RELU, FC 4";

/* From the command to the report that says so, while small and large nets train on every core. */
static void
test_pause_while_all_cores_train (void)
{
  static const char *const nets[] = { TEST_QUARTERS_NET, LARGE_NET };

  for (guint i = 0; i < G_N_ELEMENTS (nets); i++)
    {
      FoveaTrainingOptions options = test_quarters_options ();
      g_autoptr (FoveaTrainingSession) session = NULL;
      FoveaTrainingReport *report;
      gint64 start, step;

      options.epochs = 100000;
      options.threads = 0;
      session = test_quarters_session (nets[i], NULL, &options);
      fovea_training_session_run (session);
      test_wait_for (session, FOVEA_TRAINING_RUNNING, 10);
      start = g_get_monotonic_time ();
      fovea_training_session_pause (session);
      report = test_wait_for (session, FOVEA_TRAINING_PAUSED, 10);
      g_test_minimized_result ((g_get_monotonic_time () - start) / 1e6, "seconds to pause");
      step = report->step;
      test_wait (150);
      g_assert_cmpint (fovea_training_session_get_report (session)->step, ==, step);
    }
}

static void
test_options_change_while_it_runs (void)
{
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaTrainingSession) session = test_quarters_session (TEST_QUARTERS_NET, NULL, &options);
  FoveaTrainingReport *report;

  fovea_training_session_run (session);
  test_wait_for (session, FOVEA_TRAINING_FINISHED, 40);
  options.epochs = 3;
  options.schedule = FOVEA_SCHEDULE_CONSTANT;
  options.rate = 0.005f;
  fovea_training_session_set_options (session, &options);
  report = test_wait_for (session, FOVEA_TRAINING_PAUSED, 40);
  g_assert_cmpfloat (report->rate, ==, 0.005f);
  fovea_training_session_run (session);
  report = test_wait_for (session, FOVEA_TRAINING_FINISHED, 60);
  g_assert_cmpint (report->step, ==, 60);
  g_assert_cmpuint (fovea_training_session_get_training_curve (session)->len, ==, 60);
}

/* All images at once, one at a time, and back: the run goes on at about the same image, is validated and ends. */
static void
test_batch_changes_while_it_runs (void)
{
  static const int batches[] = { 400, 1, 65536, 7, 400, 20 };
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaTrainingSession) session = NULL;
  FoveaTrainingReport *report;
  gint64 step = 12;

  options.epochs = 4;
  session = test_quarters_session (TEST_QUARTERS_NET, NULL, &options);
  for (int i = 0; i < 12; i++)
    fovea_training_session_step (session);
  test_wait_for (session, FOVEA_TRAINING_PAUSED, 12);
  for (guint i = 0; i < G_N_ELEMENTS (batches); i++)
    {
      int per_epoch = (400 + MIN (batches[i], 400) - 1) / MIN (batches[i], 400);

      options.batch = batches[i];
      fovea_training_session_set_options (session, &options);
      fovea_training_session_step (session);
      do
        {
          test_wait (5);
          report = fovea_training_session_get_report (session);
        }
      while (report->steps_per_epoch != per_epoch || report->step == step || report->state != FOVEA_TRAINING_PAUSED);
      step = report->step;
      g_assert_cmpint (step, <=, report->steps);
    }
  fovea_training_session_run (session);
  test_wait_for (session, FOVEA_TRAINING_FINISHED, 80);
}

/* Without ReLUs, which may die instead, too high a rate makes the weights grow without end. */
static void
test_divergence_explains_itself_and_keeps_good_weights (void)
{
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaTrainingSession) session = NULL;
  FoveaTrainingReport *report;

  options.rate = 1e5f;
  session = test_quarters_session ("CONV 3x3x4 pad 1, FC 12, FC 4", NULL, &options);
  fovea_training_session_run (session);
  report = test_wait_for (session, FOVEA_TRAINING_STOPPED, 0);
  g_assert_nonnull (strstr (report->message, "learning rate"));
  for (gsize i = 0; i < fovea_tensor_size (report->filters); i++)
    g_assert_cmpfloat (fabsf (report->filters->data[i]), <, 10);
  for (int i = 0; i < report->scores->c; i++)
    g_assert_true (isfinite (report->scores->data[i]));
  fovea_training_session_step (session);
  test_wait (30);
  g_assert_cmpint (fovea_training_session_get_report (session)->state, ==, FOVEA_TRAINING_STOPPED);
}

/* What a run falls back to is where it was, though its mini-batches had another size by then. */
static void
test_divergence_after_another_batch_size (void)
{
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaTrainingSession) session = NULL;
  FoveaTrainingReport *report;

  options.epochs = 50;
  session = test_quarters_session ("CONV 3x3x4 pad 1, FC 12, FC 4", NULL, &options);
  for (int i = 0; i < 200; i++)
    fovea_training_session_step (session);
  test_wait_for (session, FOVEA_TRAINING_PAUSED, 200);
  options.batch = 400;
  options.rate = 1e6f;
  options.schedule = FOVEA_SCHEDULE_CONSTANT;
  fovea_training_session_set_options (session, &options);
  fovea_training_session_run (session);
  report = test_wait_for (session, FOVEA_TRAINING_STOPPED, 0);
  g_assert_true (report->can_revive);
  g_assert_cmpint (report->step, >=, 1); /* of 10 epochs, the best of them; not of the 200 mini-batches that they had */
  g_assert_cmpint (report->step, <=, 12);
}

static void
finish_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
save (FoveaTrainingSession *session, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fovea_training_session_save_async (session, path, finish_cb, &result);
  while (!result)
    g_main_context_iteration (NULL, TRUE);
  return fovea_training_session_save_finish (session, result, error);
}

static void
test_saves_between_two_batches (void)
{
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaTrainingSession) session = test_quarters_session (TEST_QUARTERS_NET, NULL, &options);
  g_autofree char *folder = g_dir_make_tmp ("fovea-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "net.safetensors", NULL);
  g_autofree char *nowhere = g_build_filename (path, "below-a-file", NULL);
  g_autoptr (FoveaNet) net = NULL;
  g_autoptr (FoveaTensor) filters = NULL;
  g_autoptr (GError) error = NULL;
  FoveaTrainingReport *report;

  fovea_training_session_run (session);
  report = test_wait_for (session, FOVEA_TRAINING_FINISHED, 40);
  g_assert_true (save (session, path, NULL));
  net = fovea_net_load (path, &error);
  g_assert_no_error (error);
  filters = fovea_net_get_parameter (net, 1, FOVEA_WEIGHT);
  g_assert_cmpfloat (fovea_tensor_error (filters, report->filters), ==, 0);
  g_assert_cmpstr (fovea_net_get_class_names (net)[3], ==, "south-east");

  g_assert_false (save (session, nowhere, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE);
  g_clear_error (&error);
  fovea_training_session_stop (session);
  g_assert_false (save (session, path, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_CANCELLED);
  g_unlink (path);
  g_rmdir (folder);
}

static void
count_cb (int *count)
{
  (*count)++;
}

static void
test_reports_ten_times_a_second (void)
{
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaTrainingSession) session = NULL;
  int count = 0;

  options.epochs = 100000;
  session = test_quarters_session (TEST_QUARTERS_NET, NULL, &options);
  fovea_training_session_run (session);
  test_wait_for (session, FOVEA_TRAINING_RUNNING, 1);
  g_signal_connect_swapped (session, "reported", G_CALLBACK (count_cb), &count);
  test_wait (1000);
  g_assert_cmpint (count, >=, 5);
  g_assert_cmpint (count, <=, 11);
}

/* A window that does not listen for a while makes no queue, and misses no point of the curves. */
static void
test_slow_window_loses_nothing (void)
{
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaTrainingSession) session = NULL;
  FoveaTrainingReport *report;
  const GArray *curve;
  int count = 0;

  options.epochs = 100000;
  session = test_quarters_session (LARGE_NET, NULL, &options);
  curve = fovea_training_session_get_training_curve (session);
  fovea_training_session_run (session);
  test_wait_for (session, FOVEA_TRAINING_RUNNING, 1);
  g_signal_connect_swapped (session, "reported", G_CALLBACK (count_cb), &count);
  g_usleep (500000);
  fovea_training_session_pause (session);
  report = test_wait_for (session, FOVEA_TRAINING_PAUSED, 1);
  g_assert_cmpint (count, <=, 3);
  g_assert_cmpuint (curve->len, ==, report->step);
  for (guint i = 0; i < curve->len; i++)
    g_assert_cmpfloat_with_epsilon (point_at (curve, i).epoch, i / 20.0, 1e-9);
}

/* A curve of more mini-batches than it has room for keeps its order, its two ends and its worst loss. */
static void
test_long_runs_keep_their_outline (void)
{
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaTrainingSession) session = NULL;
  const GArray *curve;
  gint64 step;

  options.batch = 400;
  options.epochs = 1000000;
  session = test_quarters_session ("FC 4", NULL, &options);
  curve = fovea_training_session_get_training_curve (session);
  fovea_training_session_run (session);
  step = test_wait_for (session, FOVEA_TRAINING_RUNNING, 17000)->step;
  fovea_training_session_pause (session);
  g_assert_cmpuint (curve->len, >=, 1 << 13);
  g_assert_cmpuint (curve->len, <, 1 << 14);
  for (guint i = 1; i < curve->len; i++)
    g_assert_cmpfloat (point_at (curve, i).epoch, >, point_at (curve, i - 1).epoch);
  g_assert_cmpfloat (point_at (curve, 0).epoch, ==, 0); /* where the loss is highest */
  g_assert_cmpfloat (point_at (curve, curve->len - 1).epoch, >=, step - 1);
}

static void
test_sends_any_validation_image_through (void)
{
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaTrainingSession) session = test_quarters_session (TEST_QUARTERS_NET, NULL, &options);
  g_autoptr (FoveaExamples) validation = test_quarters_new (300, 1, 2);
  const guint8 *pixels = fovea_examples_image (validation, 123);
  const FoveaTensor *image;
  double slope;

  test_wait_for (session, FOVEA_TRAINING_PAUSED, 0);
  fovea_training_session_show_image (session, 123);
  while (fovea_training_session_get_report (session)->image != 123)
    test_wait (1);
  image = fovea_training_session_get_report (session)->maps[0];
  slope = (image->data[0] - image->data[63]) / (pixels[0] - pixels[63]); /* (p − mean)/deviation is linear in p */
  for (int i = 0; i < 64; i++)
    g_assert_cmpfloat_with_epsilon (image->data[i], image->data[0] + slope * (pixels[i] - pixels[0]), 1e-3);
}

static void
test_opened_net_keeps_its_weights (void)
{
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (1, TEST_QUARTERS_NET);
  g_autoptr (FoveaNet) net = fovea_net_new (spec, 77, NULL);
  g_autoptr (FoveaTensor) filters = fovea_net_get_parameter (net, 1, FOVEA_WEIGHT);
  g_autoptr (FoveaTrainingSession) session = test_quarters_session (TEST_QUARTERS_NET, net, &options);

  g_assert_cmpfloat (fovea_tensor_error (wait_for_sweep (session)->filters, filters), ==, 0);
  g_assert_true (fovea_training_session_began_trained (session));
}

static void
test_wrong_net_says_so (void)
{
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaTrainingSession) session = NULL;
  FoveaTrainingReport *report;

  options.momentum = 2;
  session = test_quarters_session (TEST_QUARTERS_NET, NULL, &options);
  report = test_wait_for (session, FOVEA_TRAINING_STOPPED, 0);
  g_assert_nonnull (strstr (report->message, "momentum"));
  g_assert_cmpint (report->n_maps, ==, 0);
}

/* Nobody waits for a run that is dropped, and nothing comes from it. */
/* It pauses by itself where somebody wanted it to, says why, and can be started again. */
static void
test_pauses_at_a_target (void)
{
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaTrainingSession) session = NULL;
  FoveaTrainingReport *report;
  gint64 step;

  options.epochs = 500;
  options.target = 0.9f;
  session = test_quarters_session (TEST_QUARTERS_NET, NULL, &options);
  fovea_training_session_run (session);
  report = test_wait_for (session, FOVEA_TRAINING_PAUSED, 1);
  g_assert_nonnull (strstr (report->rest_reason, "90.0 % were wanted"));
  g_assert_false (fovea_training_session_get_wants_to_run (session));
  step = report->step;
  g_assert_cmpint (step, <, 10000);
  options.target = 0;
  options.patience = 2;
  fovea_training_session_set_options (session, &options);
  fovea_training_session_run (session);
  test_wait_for (session, FOVEA_TRAINING_RUNNING, 0);
  report = test_wait_for (session, FOVEA_TRAINING_PAUSED, step + 1);
  g_assert_nonnull (strstr (report->rest_reason, "has not fallen for 2 rounds"));
}

static void
test_dropped_run_ends_by_itself (void)
{
  FoveaTrainingOptions options = test_quarters_options ();
  FoveaTrainingSession *session;

  options.epochs = 100000;
  session = test_quarters_session (TEST_QUARTERS_NET, NULL, &options);
  fovea_training_session_run (session);
  test_wait_for (session, FOVEA_TRAINING_RUNNING, 1);
  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  g_object_unref (session);
  g_assert_null (session);
  test_wait (200);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/training-session/few-images-have-a-curve", test_few_images_have_a_curve);
  g_test_add_func ("/lesson/training-session/begins-paused-and-shows-the-net", test_begins_paused_and_shows_the_net);
  g_test_add_func ("/lesson/training-session/is-the-trainers-run", test_is_the_trainers_run);
  g_test_add_func ("/lesson/training-session/step-is-one-batch", test_step_is_one_batch);
  g_test_add_func ("/lesson/training-session/pause-while-all-cores-train", test_pause_while_all_cores_train);
  g_test_add_func ("/lesson/training-session/options-change-while-it-runs", test_options_change_while_it_runs);
  g_test_add_func ("/lesson/training-session/batch-changes-while-it-runs", test_batch_changes_while_it_runs);
  g_test_add_func ("/lesson/training-session/divergence-explains-itself-and-keeps-good-weights",
                   test_divergence_explains_itself_and_keeps_good_weights);
  g_test_add_func ("/lesson/training-session/divergence-after-another-batch-size",
                   test_divergence_after_another_batch_size);
  g_test_add_func ("/lesson/training-session/saves-between-two-batches", test_saves_between_two_batches);
  g_test_add_func ("/lesson/training-session/reports-ten-times-a-second", test_reports_ten_times_a_second);
  g_test_add_func ("/lesson/training-session/slow-window-loses-nothing", test_slow_window_loses_nothing);
  g_test_add_func ("/lesson/training-session/long-runs-keep-their-outline", test_long_runs_keep_their_outline);
  g_test_add_func ("/lesson/training-session/sends-any-validation-image-through",
                   test_sends_any_validation_image_through);
  g_test_add_func ("/lesson/training-session/opened-net-keeps-its-weights", test_opened_net_keeps_its_weights);
  g_test_add_func ("/lesson/training-session/wrong-net-says-so", test_wrong_net_says_so);
  g_test_add_func ("/lesson/training-session/dropped-run-ends-by-itself", test_dropped_run_ends_by_itself);
  g_test_add_func ("/lesson/training-session/pauses-at-a-target", test_pauses_at_a_target);
  return g_test_run ();
}
