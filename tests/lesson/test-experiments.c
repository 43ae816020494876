/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/experiments.h"

#include "engine/evaluate.h"

#include <math.h>

/* Every set-up can be read, fits its data, and is one run or a race. */
static void
test_all_can_begin (void)
{
  guint n;
  const FoveaExperiment *experiments = fovea_experiments_get (&n);

  g_assert_cmpuint (n, >=, 8);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GPtrArray) runners = fovea_experiment_make_runners (&experiments[i]);
      FoveaShape input = g_str_equal (experiments[i].data, "mnist") ? (FoveaShape){ 28, 28, 1 }
                                                                    : (FoveaShape){ 32, 32, 3 };

      g_assert_true (fovea_experiments_find (experiments[i].name) == &experiments[i]);
      g_assert_cmpuint (runners->len, >=, 1);
      g_assert_cmpuint (runners->len, <=, FOVEA_RACE_MOST);
      for (guint r = 0; r < runners->len; r++)
        {
          FoveaRunner *runner = runners->pdata[r];
          g_autoptr (GError) error = NULL;
          g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse (runner->net, &input, &error);

          g_assert_no_error (error);
          g_assert_true (fovea_net_spec_check (spec, &error));
          g_assert_cmpint (fovea_net_spec_classes (spec), ==, 10);
        }
    }
  g_assert_null (fovea_experiments_find ("none"));
}

/* Trains runner @r for at most @steps. Returns the mean loss of the last twenty mini-batches. */
static FoveaTrainer *
train (const char *name, guint r, FoveaDataset *dataset, int steps, double *loss)
{
  g_autoptr (GPtrArray) runners = fovea_experiment_make_runners (fovea_experiments_find (name));
  FoveaRunner *runner = runners->pdata[r];
  FoveaShape input = { 28, 28, 1 };
  g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse (runner->net, &input, NULL);
  FoveaTrainer *trainer = fovea_trainer_new (fovea_training_options_make_net (&runner->options, spec, NULL),
                                             dataset->train, &runner->options, NULL);

  *loss = 0;
  for (int i = 0; i < steps; i++)
    {
      double step_loss;

      g_assert_true (fovea_trainer_step (trainer, &step_loss, NULL, NULL, NULL));
      if (i >= steps - 20)
        *loss += step_loss / 20;
    }
  return trainer;
}

static double
measure (FoveaTrainer *trainer, FoveaDataset *dataset)
{
  g_autoptr (FoveaExamples) some = fovea_examples_sample (dataset->test, 1, 2000);

  return (double) fovea_net_evaluate (fovea_trainer_get_net (trainer), some, 0, NULL, NULL, NULL) / some->n;
}

/* What the texts say is so. */
static void
test_guessing (void)
{
  g_autoptr (FoveaDataset) mnist = fovea_dataset_open ("mnist", 1, NULL);
  const char *names[] = { "rate-too-high", "zero" };
  double loss;

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (FoveaTrainer) trainer = train (names[i], 0, mnist, 300, &loss);

      g_assert_cmpfloat_with_epsilon (loss, log (10), 0.1);
      g_assert_cmpfloat (measure (trainer, mnist), <, 0.15);
    }
}

static void
test_learned_by_heart (void)
{
  g_autoptr (FoveaDataset) mnist = fovea_dataset_open ("mnist", 1, NULL);
  double few_loss, shuffled_loss;
  g_autoptr (FoveaTrainer) few = train ("few-images", 0, mnist, 1000, &few_loss);
  g_autoptr (FoveaTrainer) shuffled = train ("shuffled-labels", 0, mnist, 5000, &shuffled_loss);

  g_assert_cmpfloat (few_loss, <, 0.01);
  g_assert_cmpfloat (measure (few, mnist), <, 0.9);
  g_assert_cmpfloat (measure (few, mnist), >, 0.75);
  g_assert_cmpfloat (shuffled_loss, <, 0.05);
  g_assert_cmpfloat (measure (shuffled, mnist), <, 0.15);
}

static void
test_no_relu (void)
{
  g_autoptr (FoveaDataset) mnist = fovea_dataset_open ("mnist", 1, NULL);
  double with_loss, without_loss;
  g_autoptr (FoveaTrainer) with = train ("no-relu", 0, mnist, 700, &with_loss);
  g_autoptr (FoveaTrainer) without = train ("no-relu", 1, mnist, 700, &without_loss);

  g_assert_cmpfloat (with_loss * 2, <, without_loss);
  g_assert_cmpfloat (measure (with, mnist), >, measure (without, mnist) + 0.04);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/experiments/all-can-begin", test_all_can_begin);
  g_test_add_func ("/lesson/experiments/guessing", test_guessing);
  g_test_add_func ("/lesson/experiments/learned-by-heart", test_learned_by_heart);
  g_test_add_func ("/lesson/experiments/no-relu", test_no_relu);
  return g_test_run ();
}
