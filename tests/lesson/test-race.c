/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/race.h"

#include "tests/training.h"

static FoveaDataset *
make_dataset (void)
{
  return fovea_dataset_new ("quarters", test_quarters_new (400, 1, 1), test_quarters_new (300, 1, 2),
                            g_strdupv ((char *[]){ "a", "b", "c", "d", NULL }));
}

static GPtrArray *
make_runners (const char *second)
{
  GPtrArray *runners = g_ptr_array_new_with_free_func ((GDestroyNotify) fovea_runner_free);
  FoveaTrainingOptions options = test_quarters_options ();

  g_ptr_array_add (runners, fovea_runner_new ("one", TEST_QUARTERS_NET, &options));
  options.optimiser = FOVEA_OPTIMISER_ADAM;
  options.rate = 0.001f;
  g_ptr_array_add (runners, fovea_runner_new ("other", second, &options));
  return runners;
}

/* Both come to their end, and each is the run that it would have been alone. */
static void
test_runs_are_what_they_are_alone (void)
{
  g_autoptr (FoveaDataset) dataset = make_dataset ();
  g_autoptr (GPtrArray) runners = make_runners ("FC 4");
  g_autoptr (FoveaRace) race = fovea_race_new (dataset, runners, NULL);
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaTrainingSession) alone = test_quarters_session (TEST_QUARTERS_NET, NULL, &options);
  const GArray *one, *other;

  g_assert_cmpint (fovea_race_get_n (race), ==, 2);
  g_assert_cmpstr (fovea_race_get_name (race, 1), ==, "other");
  g_assert_false (fovea_race_get_wants_to_run (race));
  fovea_race_run (race);
  g_assert_true (fovea_race_get_wants_to_run (race));
  fovea_training_session_run (alone);
  test_wait_for (alone, FOVEA_TRAINING_FINISHED, 40);
  test_wait_for (fovea_race_get_session (race, 0), FOVEA_TRAINING_FINISHED, 40);
  test_wait_for (fovea_race_get_session (race, 1), FOVEA_TRAINING_FINISHED, 40);
  g_assert_true (fovea_race_is_over (race));
  one = fovea_training_session_get_training_curve (alone);
  other = fovea_training_session_get_training_curve (fovea_race_get_session (race, 0));
  g_assert_cmpmem (one->data, one->len * sizeof (FoveaCurvePoint), other->data, other->len * sizeof (FoveaCurvePoint));
}

static void
test_wrong_net_is_named (void)
{
  g_autoptr (FoveaDataset) dataset = make_dataset ();
  g_autoptr (GPtrArray) runners = make_runners ("CONV 5x5x4 stride 2, FC 4");
  g_autoptr (GError) error = NULL;

  g_assert_null (fovea_race_new (dataset, runners, &error));
  g_assert_true (g_str_has_prefix (error->message, "other: "));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/race/runs-are-what-they-are-alone", test_runs_are_what_they_are_alone);
  g_test_add_func ("/lesson/race/wrong-net-is-named", test_wrong_net_is_named);
  return g_test_run ();
}
