/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/rate-finder.h"

#include "tests/training.h"

#include <math.h>

/* The least smoothed loss lies where the loss begins to rise again; a tenth of that rate is suggested. */
static void
test_suggestion (void)
{
  g_autoptr (GArray) tries = g_array_new (FALSE, FALSE, sizeof (FoveaRateTry));
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (FoveaRateTry));

  for (double rate = 1e-4; rate < 10; rate *= 1.05)
    {
      FoveaRateTry try = { rate, rate < 0.5 ? 2 - rate : 1.5 + 10 * (rate - 0.5) };

      g_array_append_val (tries, try);
    }
  g_assert_cmpfloat (fovea_rate_finder_suggest (tries), >, 0.045);
  g_assert_cmpfloat (fovea_rate_finder_suggest (tries), <, 0.08);
  g_assert_cmpfloat (fovea_rate_finder_suggest (none), ==, 0);
}

/* A real net: rates rise, the run stops where the loss explodes, and the suggested rate trains it well. */
static void
test_finds_a_rate_that_works (void)
{
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (1, "CONV 3x3x4, FC 12, FC 4");
  g_autoptr (FoveaExamples) examples = test_quarters_new (400, 1, 1);
  g_autoptr (GArray) tries = fovea_rate_finder_try (spec, examples, &options, NULL, NULL);
  g_autoptr (FoveaTrainer) trainer = NULL;
  double loss;

  g_assert_cmpuint (tries->len, >, 50);
  g_assert_cmpuint (tries->len, <, 150);
  for (guint i = 1; i < tries->len; i++)
    g_assert_cmpfloat (g_array_index (tries, FoveaRateTry, i).rate, >, g_array_index (tries, FoveaRateTry, i - 1).rate);
  options.rate = fovea_rate_finder_suggest (tries);
  options.schedule = FOVEA_SCHEDULE_CONSTANT;
  g_assert_cmpfloat (options.rate, >, 0);
  trainer = fovea_trainer_new (fovea_net_new (spec, 1, NULL), examples, &options, NULL);
  for (int i = 0; i < 100; i++)
    g_assert_true (fovea_trainer_step (trainer, &loss, NULL, NULL, NULL));
  g_assert_cmpfloat (loss, <, 0.2);
}

static void
test_cancelled (void)
{
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (1, TEST_QUARTERS_NET);
  g_autoptr (FoveaExamples) examples = test_quarters_new (400, 1, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (fovea_rate_finder_try (spec, examples, &options, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/rate-finder/suggestion", test_suggestion);
  g_test_add_func ("/lesson/rate-finder/finds-a-rate-that-works", test_finds_a_rate_that_works);
  g_test_add_func ("/lesson/rate-finder/cancelled", test_cancelled);
  return g_test_run ();
}
