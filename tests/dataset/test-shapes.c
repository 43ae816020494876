/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "dataset/shapes.h"

#include "engine/trainer.h"

#include <string.h>

static FoveaDataset *
make (int train, int test, guint64 seed)
{
  g_autoptr (GError) error = NULL;
  FoveaDataset *shapes = fovea_shapes_new (train, test, seed, &error);

  g_assert_no_error (error);
  return shapes;
}

static void
test_what_it_is (void)
{
  g_autoptr (FoveaDataset) shapes = make (60, 20, 4);
  int counts[10] = { 0 };

  g_assert_cmpstr (shapes->name, ==, "shapes");
  g_assert_cmpuint (shapes->seed, ==, 4);
  g_assert_cmpint (shapes->train->c, ==, 3);
  g_assert_cmpint (shapes->train->h, ==, 32);
  g_assert_cmpint (shapes->train->w, ==, 32);
  g_assert_cmpint (shapes->train->classes, ==, 10);
  g_assert_cmpuint (g_strv_length (shapes->class_names), ==, 10);
  g_assert_cmpstr (shapes->class_names[5], ==, "star");
  for (int i = 0; i < 60; i++)
    counts[shapes->train->labels[i]]++;
  for (int i = 0; i < 10; i++)
    g_assert_cmpint (counts[i], ==, 6);
}

/* A picture depends on the seed and its number, on nothing else. */
static void
test_a_function_of_seed_and_number (void)
{
  g_autoptr (FoveaDataset) one = make (30, 10, 1);
  g_autoptr (FoveaDataset) longer = make (40, 1, 1);
  g_autoptr (FoveaDataset) other = make (30, 10, 2);
  const gsize size = 3 * 32 * 32;

  g_assert_cmpmem (one->train->pixels, 30 * size, longer->train->pixels, 30 * size);
  g_assert_cmpmem (one->test->pixels, 10 * size, longer->train->pixels + 30 * size, 10 * size);
  for (int i = 0; i < 30; i++)
    g_assert_true (memcmp (fovea_examples_image (one->train, i), fovea_examples_image (other->train, i), size) != 0);
}

/* A linear classifier learns something from colours, but not what a figure is. */
static void
test_too_hard_for_a_linear_classifier (void)
{
  g_autoptr (FoveaDataset) shapes = fovea_dataset_open ("shapes", 1, NULL);
  g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse ("INPUT 32x32x3, FC 10", NULL, NULL);
  FoveaTrainingOptions options = fovea_training_options_default ();
  g_autoptr (FoveaTrainer) trainer = NULL;
  g_autoptr (GError) error = NULL;
  int correct;

  options.epochs = 6;
  options.rate = 0.0005f;
  trainer = fovea_trainer_new (fovea_net_new (spec, 1, NULL), shapes->train, &options, &error);
  g_assert_no_error (error);
  for (int i = 0; i < options.epochs * fovea_trainer_get_steps_per_epoch (trainer); i++)
    g_assert_true (fovea_trainer_step (trainer, NULL, NULL, NULL, NULL));
  correct = fovea_net_evaluate (fovea_trainer_get_net (trainer), shapes->test, 0, NULL, NULL, NULL);
  g_test_message ("%d of %d", correct, shapes->test->n);
  g_assert_cmpint (correct, >, 0.15 * shapes->test->n);
  g_assert_cmpint (correct, <, 0.6 * shapes->test->n);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset/shapes/what-it-is", test_what_it_is);
  g_test_add_func ("/dataset/shapes/a-function-of-seed-and-number", test_a_function_of_seed_and_number);
  g_test_add_func ("/dataset/shapes/too-hard-for-a-linear-classifier", test_too_hard_for_a_linear_classifier);
  return g_test_run ();
}
