/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/health.h"

#include "tests/training.h"

#include <math.h>

/* Two filters see the brightness of a pixel, one of them with its sign turned and far below 0: that one is dead. */
static void
test_dead (void)
{
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (1, "CONV 1x1x2, RELU, FC 4");
  g_autoptr (FoveaNet) net = fovea_net_new (spec, 1, NULL);
  g_autoptr (FoveaExamples) examples = test_quarters_new (40, 1, 1);
  g_autoptr (FoveaValidation) validation = fovea_validation_new (examples);
  g_autoptr (FoveaTensor) weights = fovea_tensor_new_from (2, 1, 1, 1, (float[]){ 1, -1 });
  g_autoptr (FoveaTensor) biases = fovea_tensor_new_from (1, 2, 1, 1, (float[]){ 0, -100 });
  g_autoptr (GArray) points = fovea_health_new ();
  const FoveaHealthPoint *point;

  g_assert_true (fovea_net_set_parameter (net, 1, FOVEA_WEIGHT, weights, NULL));
  g_assert_true (fovea_net_set_parameter (net, 1, FOVEA_BIAS, biases, NULL));
  fovea_health_add_dead (points, 1.5, net, validation);
  g_assert_cmpuint (points->len, ==, 1);
  point = &g_array_index (points, FoveaHealthPoint, 0);
  g_assert_cmpint (point->row, ==, 2);
  g_assert_cmpfloat (point->epoch, ==, 1.5);
  g_assert_cmpfloat (point->dead, ==, 0.5);
  g_assert_true (isnan (point->weight));
}

/* One step of SGD: the update is rate × gradient, whatever the norm is. */
static void
test_norms (void)
{
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (1, TEST_QUARTERS_NET);
  g_autoptr (FoveaExamples) examples = test_quarters_new (40, 1, 1);
  g_autoptr (FoveaTrainer) trainer = NULL;
  g_autoptr (FoveaTensor) before = NULL, after = NULL;
  g_autoptr (GArray) points = fovea_health_new ();
  const FoveaHealthPoint *point;
  double moved = 0, size = 0;

  options.optimiser = FOVEA_OPTIMISER_SGD;
  options.l2 = 0;
  trainer = fovea_trainer_new (fovea_net_new (spec, 1, NULL), examples, &options, NULL);
  before = fovea_net_get_parameter (fovea_trainer_get_net (trainer), 1, FOVEA_WEIGHT);
  fovea_trainer_measure (trainer);
  g_assert_true (fovea_trainer_step (trainer, NULL, NULL, NULL, NULL));
  after = fovea_net_get_parameter (fovea_trainer_get_net (trainer), 1, FOVEA_WEIGHT);
  for (gsize i = 0; i < fovea_tensor_size (before); i++)
    {
      moved += pow (after->data[i] - before->data[i], 2);
      size += pow (after->data[i], 2);
    }
  fovea_health_add_norms (points, 0, fovea_trainer_get_norms (trainer));
  g_assert_cmpuint (points->len, ==, 3);
  point = &g_array_index (points, FoveaHealthPoint, 0);
  g_assert_cmpint (point->row, ==, 1);
  g_assert_cmpfloat_with_epsilon (point->weight, sqrt (size), 1e-5);
  g_assert_cmpfloat_with_epsilon (point->ratio, sqrt (moved / size), 1e-6);
  g_assert_cmpfloat_with_epsilon (point->gradient * options.rate, sqrt (moved), 1e-6);
  g_assert_true (isnan (point->dead));
}

/* Long runs keep whole moments, and fewer of them; a file keeps what there is. */
static void
test_thinned_and_kept (void)
{
  g_autoptr (GArray) health = fovea_health_new (), read = NULL;
  g_autoptr (FoveaSafetensors) file = fovea_safetensors_new ();
  guint most = 0;

  for (int moment = 0; moment < 20000; moment++)
    {
      g_autoptr (GArray) points = fovea_health_new ();

      for (int row = 1; row <= 3; row++)
        g_array_append_val (points, ((FoveaHealthPoint){ moment / 8.0, row, row, 1, 2, NAN }));
      fovea_health_append (health, points);
      most = MAX (most, health->len);
    }
  g_assert_cmpuint (most, <=, 1 << 15);
  for (guint i = 0; i < health->len; i++)
    g_assert_cmpint (g_array_index (health, FoveaHealthPoint, i).row, ==, 1 + i % 3);
  fovea_health_write (health, file, "health");
  read = fovea_health_read (file, "health", health->len, NULL);
  g_assert_cmpuint (read->len, ==, health->len);
  for (guint i = 0; i < health->len; i++)
    g_assert_cmpfloat (g_array_index (read, FoveaHealthPoint, i).epoch, ==,
                       g_array_index (health, FoveaHealthPoint, i).epoch);
}

/* A net that begins with zeros guesses, and is told why; one whose ReLUs were thrown off likewise. */
static void
test_advice (void)
{
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaTrainingSession) session = NULL;

  options.zero = TRUE;
  options.epochs = 60;
  session = test_quarters_session (TEST_QUARTERS_NET, NULL, &options);
  fovea_training_session_run (session);
  test_wait_for (session, FOVEA_TRAINING_FINISHED, 1200);
  g_assert_nonnull (fovea_training_session_get_report (session)->advice);
  g_assert_nonnull (strstr (fovea_training_session_get_report (session)->advice, "all weights began at 0"));
  g_assert_cmpuint (fovea_training_session_get_health (session)->len, >, 0);
}

/* At a rate that is far too high the ReLUs may keep the loss a number, but not a good one; what helps is said. */
static void
test_too_fast (void)
{
  FoveaTrainingOptions options = test_quarters_options (), slower = options;
  g_autoptr (FoveaTrainingSession) session = NULL, calm = NULL;
  FoveaTrainingReport *report = NULL;

  options.optimiser = FOVEA_OPTIMISER_RMSPROP;
  options.rate = 10;
  options.schedule = FOVEA_SCHEDULE_CONSTANT;
  options.epochs = 3000;
  slower.epochs = 300;
  session = test_quarters_session (TEST_QUARTERS_NET, NULL, &options);
  fovea_training_session_run (session);
  while (!report || !report->advice)
    {
      g_assert_true (!report || report->state != FOVEA_TRAINING_FINISHED);
      test_wait (5);
      report = fovea_training_session_get_report (session);
    }
  g_assert_nonnull (strstr (report->advice, "a tenth of the learning rate"));
  calm = test_quarters_session (TEST_QUARTERS_NET, NULL, &slower);
  fovea_training_session_run (calm);
  test_wait_for (calm, FOVEA_TRAINING_FINISHED, 6000);
  g_assert_null (fovea_training_session_get_report (calm)->advice);
}

/* Where there is but one class no loss is that of guessing, and nothing is said, from the first mini-batch on. */
static void
test_one_class (void)
{
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaExamples) images = fovea_examples_new (4, 1, 8, 8, 1);
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (1, "FC 3");
  g_autoptr (FoveaTrainingSession) session = NULL;

  memset (images->labels, 0, 4 * sizeof *images->labels);
  memset (images->pixels, 9, 4 * 64);
  options.batch = 1;
  options.epochs = 100;
  session = fovea_training_session_new (spec, NULL, images, images, NULL, &options);
  fovea_training_session_run (session);
  g_assert_null (test_wait_for (session, FOVEA_TRAINING_FINISHED, 400)->advice);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/health/dead", test_dead);
  g_test_add_func ("/lesson/health/norms", test_norms);
  g_test_add_func ("/lesson/health/thinned-and-kept", test_thinned_and_kept);
  g_test_add_func ("/lesson/health/advice", test_advice);
  g_test_add_func ("/lesson/health/too-fast", test_too_fast);
  g_test_add_func ("/lesson/health/one-class", test_one_class);
  return g_test_run ();
}
