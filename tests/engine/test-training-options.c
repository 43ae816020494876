/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/training-options.h"

#include "engine/random.h"
#include "engine/trainer.h"

#include <math.h>

static void
test_text (void)
{
  FoveaTrainingOptions options = fovea_training_options_default (), read;
  g_autofree char *usual = fovea_training_options_to_text (&options), *text = NULL, *again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (usual, ==,
                   "optimiser momentum, schedule cosine, rate 0.0199999996, momentum 0.899999976, L2 9.99999975e-05, "
                   "batch 64, epochs 10, seed 1");
  options.optimiser = FOVEA_OPTIMISER_ADAM;
  options.rate = 1 / 3.0f;
  options.warm_up = 0.5f;
  options.dropout = 0;
  options.limit = 200;
  options.target = 0.99f;
  options.patience = 5;
  options.zero = options.no_bias = options.shuffled_labels = TRUE;
  options.seed = G_MAXUINT64;
  g_assert_true (fovea_augmentation_parse ("flip,shift=2", &options.augmentation, NULL));
  text = fovea_training_options_to_text (&options);
  g_assert_true (fovea_training_options_parse (text, &read, &error));
  g_assert_no_error (error);
  again = fovea_training_options_to_text (&read);
  g_assert_cmpstr (again, ==, text);
  g_assert_cmpfloat (read.rate, ==, options.rate);
  g_assert_cmpint (read.augmentation.shift, ==, 2);
  g_assert_cmpfloat (read.target, ==, 0.99f);
  g_assert_cmpint (read.patience, ==, 5);
  g_assert_cmpuint (read.seed, ==, G_MAXUINT64);
}

static void
test_bad_text (void)
{
  const char *bad[] = { "rate fast", "rate", "batch 1.5", "optimiser magic", "shuffled", "rate 0.1 0.2", "batch 0",
                        "momentum nan", "dropout 1", "seed -1", "augment sparkle", ", augment sparkle" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      FoveaTrainingOptions options;
      g_autoptr (GError) error = NULL;

      g_assert_false (fovea_training_options_parse (bad[i], &options, &error));
      g_assert_nonnull (error);
    }
}

/* Warm-up: the rate rises evenly to where the schedule is by then. */
static void
test_warm_up (void)
{
  FoveaTrainingOptions options = fovea_training_options_default ();
  const float rates[] = { 0.1f, 0.2f, 0.3f, 0.4f, 0.4f };

  options.schedule = FOVEA_SCHEDULE_CONSTANT;
  options.rate = 0.4f;
  options.warm_up = 0.4f;
  for (int i = 0; i < 5; i++)
    g_assert_cmpfloat_with_epsilon (fovea_training_options_rate (&options, i, 10), rates[i], 1e-6);
  options.schedule = FOVEA_SCHEDULE_COSINE;
  g_assert_cmpfloat_with_epsilon (fovea_training_options_rate (&options, 1, 10),
                                  0.2 * (1 + cos (G_PI / 100)) / 2, 1e-6);
}

static FoveaExamples *
make_examples (int n)
{
  FoveaExamples *examples = fovea_examples_new (n, 1, 6, 6, 3);

  for (int i = 0; i < n; i++)
    {
      examples->labels[i] = i % 3;
      for (int p = 0; p < 36; p++)
        examples->pixels[i * 36 + p] = fovea_random_bits (1, 1, i * 36 + p) % 128 + 60 * (i % 3);
    }
  return examples;
}

static FoveaTrainer *
make_trainer (const char *text, FoveaExamples *examples, const FoveaTrainingOptions *options)
{
  g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse (text, NULL, NULL);
  g_autoptr (GError) error = NULL;
  FoveaTrainer *trainer
    = fovea_trainer_new (fovea_training_options_make_net (options, spec, NULL), examples, options, &error);

  g_assert_no_error (error);
  return trainer;
}

static const char NET[] = "INPUT 6x6x1, CONV 3x3x4, RELU, DROPOUT 0.5, FC 3";

static double
train (FoveaTrainer *trainer, int steps)
{
  double loss = 0;

  for (int i = 0; i < steps; i++)
    g_assert_true (fovea_trainer_step (trainer, &loss, NULL, NULL, NULL));
  return loss;
}

static float
largest (FoveaTrainer *trainer, int row, FoveaParameterKind kind)
{
  g_autoptr (FoveaTensor) tensor = fovea_net_get_parameter (fovea_trainer_get_net (trainer), row, kind);
  float most = 0;

  for (gsize i = 0; i < fovea_tensor_size (tensor); i++)
    most = fmaxf (most, fabsf (tensor->data[i]));
  return most;
}

/* With all weights 0 every unit gets the same gradient: behind a ReLU, none at all. The last biases alone learn. */
static void
test_zero (void)
{
  g_autoptr (FoveaExamples) examples = make_examples (60);
  FoveaTrainingOptions options = fovea_training_options_default ();
  g_autoptr (FoveaTrainer) trainer = NULL;

  options.zero = TRUE;
  options.batch = 10;
  trainer = make_trainer (NET, examples, &options);
  train (trainer, 20);
  g_assert_cmpfloat (largest (trainer, 1, FOVEA_WEIGHT), ==, 0);
  g_assert_cmpfloat (largest (trainer, 4, FOVEA_WEIGHT), ==, 0);
  g_assert_cmpfloat (largest (trainer, 4, FOVEA_BIAS), >, 0);
}

static void
test_no_bias (void)
{
  g_autoptr (FoveaExamples) examples = make_examples (60);
  FoveaTrainingOptions options = fovea_training_options_default ();
  g_autoptr (FoveaTrainer) trainer = NULL;

  options.no_bias = TRUE;
  options.batch = 10;
  trainer = make_trainer (NET, examples, &options);
  train (trainer, 20);
  g_assert_cmpfloat (largest (trainer, 1, FOVEA_BIAS), ==, 0);
  g_assert_cmpfloat (largest (trainer, 4, FOVEA_BIAS), ==, 0);
  g_assert_cmpfloat (largest (trainer, 4, FOVEA_WEIGHT), >, 0);
}

/* Labels change hands, as many of each class as before, the same in every epoch. */
static void
test_shuffled_labels (void)
{
  g_autoptr (FoveaExamples) examples = make_examples (60);
  FoveaTrainingOptions options = fovea_training_options_default ();
  g_autoptr (FoveaTrainer) straight = NULL, shuffled = NULL;

  options.batch = 60;
  straight = make_trainer ("INPUT 6x6x1, FC 3", examples, &options);
  options.shuffled_labels = TRUE;
  shuffled = make_trainer ("INPUT 6x6x1, FC 3", examples, &options);
  g_assert_cmpfloat (train (straight, 10) * 2, <, train (shuffled, 10));
}

static void
test_limit (void)
{
  g_autoptr (FoveaExamples) examples = make_examples (60);
  FoveaTrainingOptions options = fovea_training_options_default ();
  g_autoptr (FoveaTrainer) trainer = NULL;
  g_autoptr (FoveaExamples) some = fovea_examples_sample (examples, 1, 20), all = fovea_examples_sample (examples, 1, 60);

  options.batch = 10;
  options.limit = 20;
  trainer = make_trainer (NET, examples, &options);
  g_assert_cmpint (fovea_trainer_get_steps_per_epoch (trainer), ==, 2);
  g_assert_cmpint (some->n, ==, 20);
  g_assert_true (all == examples);
}

/* A net whose DROPOUT is overruled by 0 learns as one that has none. */
static void
test_dropout (void)
{
  g_autoptr (FoveaExamples) examples = make_examples (60);
  FoveaTrainingOptions options = fovea_training_options_default ();
  g_autoptr (FoveaTrainer) with = make_trainer (NET, examples, &options), without = NULL, never = NULL;
  double loss;

  options.dropout = 0;
  without = make_trainer (NET, examples, &options);
  never = make_trainer ("INPUT 6x6x1, CONV 3x3x4, RELU, DROPOUT 0, FC 3", examples, &options);
  loss = train (without, 5);
  g_assert_true (loss == train (never, 5));
  g_assert_true (loss != train (with, 5));
  options.dropout = 0.5f;
  g_assert_true (fovea_trainer_set_options (without, &options, NULL));
  g_assert_true (train (without, 1) != train (never, 1));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/training-options/text", test_text);
  g_test_add_func ("/engine/training-options/bad-text", test_bad_text);
  g_test_add_func ("/engine/training-options/warm-up", test_warm_up);
  g_test_add_func ("/engine/training-options/zero", test_zero);
  g_test_add_func ("/engine/training-options/no-bias", test_no_bias);
  g_test_add_func ("/engine/training-options/shuffled-labels", test_shuffled_labels);
  g_test_add_func ("/engine/training-options/limit", test_limit);
  g_test_add_func ("/engine/training-options/dropout", test_dropout);
  return g_test_run ();
}
