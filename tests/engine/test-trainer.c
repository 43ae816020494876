/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/trainer.h"

#include "engine/random.h"
#include "engine/trainer-private.h"
#include "golden.h"

#include <glib/gstdio.h>
#include <malloc.h>
#include <math.h>
#include <string.h>

enum
{
  FLIP = 16 /* images enough for more than one block, and for a last one that is not full, with any kernels */
};

/* Images that are noise, but for their class: a bright patch in the row of their label. */
static FoveaExamples *
make_examples (int n, int c, int h, int w, int classes)
{
  FoveaExamples *examples = fovea_examples_new (n, c, h, w, classes);
  gsize size = (gsize) c * h * w;

  for (int i = 0; i < n; i++)
    {
      guint8 *image = examples->pixels + i * size;

      examples->labels[i] = fovea_random_below (5, FOVEA_STREAM_OTHER, i, classes);
      for (gsize p = 0; p < size; p++)
        image[p] = fovea_random_below (i, FOVEA_STREAM_OTHER, p, 128);
      memset (image + examples->labels[i] * w % (size - 3), 255, 3);
    }
  return examples;
}

static FoveaNet *
make_net (const char *text, guint64 seed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse (text, NULL, &error);
  FoveaNet *net;

  g_assert_no_error (error);
  net = fovea_net_new (spec, seed, &error);
  g_assert_no_error (error);
  return net;
}

static FoveaTrainer *
make_trainer (FoveaNet *net, FoveaExamples *examples, const FoveaTrainingOptions *options)
{
  g_autoptr (GError) error = NULL;
  FoveaTrainer *trainer = fovea_trainer_new (net, examples, options, &error);

  g_assert_no_error (error);
  return trainer;
}

static double
step (FoveaTrainer *trainer)
{
  g_autoptr (GError) error = NULL;
  double loss = NAN;

  fovea_trainer_step (trainer, &loss, NULL, NULL, &error);
  g_assert_no_error (error);
  return loss;
}

/* Parameters from the golden, `weights.K` and `biases.K` counting the rows that have some. */
static void
set_golden_parameters (FoveaNet *net, GKeyFile *file, const char *group)
{
  const FoveaNetSpec *spec = fovea_net_get_spec (net);

  for (int row = 0, k = 0; row < spec->n_layers; row++)
    if (fovea_layer_spec_has_weights (&spec->layers[row]))
      {
        g_autofree char *weights = g_strdup_printf ("weights.%d", k), *biases = g_strdup_printf ("biases.%d", k);
        g_autoptr (FoveaTensor) w = golden_tensor (file, group, weights), b = golden_tensor (file, group, biases);

        g_assert_true (fovea_net_set_parameter (net, row, FOVEA_WEIGHT, w, NULL));
        g_assert_true (fovea_net_set_parameter (net, row, FOVEA_BIAS, b, NULL));
        k++;
      }
}

static void
check_golden_parameters (const FoveaNet *net, GKeyFile *file, const char *group)
{
  const FoveaNetSpec *spec = fovea_net_get_spec (net);

  for (int row = 0, k = 0; row < spec->n_layers; row++)
    if (fovea_layer_spec_has_weights (&spec->layers[row]))
      {
        g_autofree char *weights = g_strdup_printf ("final_weights.%d", k);
        g_autofree char *biases = g_strdup_printf ("final_biases.%d", k);
        g_autoptr (FoveaTensor) w = golden_tensor (file, group, weights), b = golden_tensor (file, group, biases);
        g_autoptr (FoveaTensor) is_w = fovea_net_get_parameter (net, row, FOVEA_WEIGHT);
        g_autoptr (FoveaTensor) is_b = fovea_net_get_parameter (net, row, FOVEA_BIAS);

        g_assert_cmpfloat (fovea_tensor_error (is_w, w), <, 1e-5);
        g_assert_cmpfloat (fovea_tensor_error (is_b, b), <, 1e-5);
        k++;
      }
}

static void
test_golden (gconstpointer data)
{
  const char *group = data;
  g_autoptr (GKeyFile) file = golden_open ("training.ini");
  g_autoptr (FoveaTensor) input = golden_tensor (file, group, "input");
  g_autofree char *net_text = g_key_file_get_string (file, group, "net", NULL);
  g_autofree char *text = g_strdup_printf ("INPUT %dx%dx%d, %s", input->w, input->h, input->c, net_text);
  gsize n, steps;
  g_autofree int *labels = golden_ints (file, group, "labels", &n);
  g_autofree double *losses = g_key_file_get_double_list (file, group, "losses", &steps, NULL);
  FoveaTrainingOptions options = fovea_training_options_default ();
  FoveaNet *net = make_net (text, 1);
  g_autoptr (FoveaExamples) examples
      = fovea_examples_new (n, input->c, input->h, input->w, fovea_net_spec_classes (fovea_net_get_spec (net)));
  g_autoptr (FoveaTrainer) trainer = NULL;
  const float *images[64];
  guint16 classes[64];

  options.rate = golden_double (file, group, "lr");
  options.momentum = golden_double (file, group, "momentum");
  options.schedule = FOVEA_SCHEDULE_CONSTANT;
  options.l2 = 0;
  set_golden_parameters (net, file, group);
  trainer = make_trainer (net, examples, &options);
  for (gsize i = 0; i < n; i++)
    {
      images[i] = fovea_tensor_at (input, i, 0, 0, 0);
      classes[i] = labels[i];
    }
  g_assert_cmpuint (steps, ==, 12);
  for (gsize i = 0; i < steps; i++)
    {
      FoveaBatch batch = { .n = n, .floats = images, .labels = classes };
      double loss;

      g_assert_true (fovea_trainer_step_batch (trainer, &batch, &loss, NULL));
      g_assert_cmpfloat (fabs (loss - losses[i]), <, 1e-5 * losses[i]);
    }
  check_golden_parameters (fovea_trainer_get_net (trainer), file, group);
}

/* The loss of the first batch, with one weight moved by @h. */
static double
loss_with (const FoveaNet *net, FoveaExamples *examples, const FoveaTrainingOptions *options, int row,
           FoveaParameterKind kind, gsize i, float h)
{
  FoveaNet *moved = fovea_net_copy (net);
  g_autoptr (FoveaTensor) value = fovea_net_get_parameter (net, row, kind);
  g_autoptr (FoveaTrainer) trainer = NULL;

  value->data[i] += h;
  g_assert_true (fovea_net_set_parameter (moved, row, kind, value, NULL));
  trainer = make_trainer (moved, examples, options);
  return step (trainer);
}

/* How far central differences of the loss are from what the gradient is said to be. Where a RELU or a maximum has its
 * kink within a wide difference, a narrow one, which suffers more from rounding, still agrees. */
static double
gradient_error (const FoveaNet *net, FoveaExamples *examples, const FoveaTrainingOptions *options, int row,
                FoveaParameterKind kind, gsize i, double gradient)
{
  const float widths[] = { 2e-3f, 2e-4f };
  double least = INFINITY;

  for (int k = 0; k < 2; k++)
    {
      double up = loss_with (net, examples, options, row, kind, i, widths[k]);
      double down = loss_with (net, examples, options, row, kind, i, -widths[k]);

      least = fmin (least, fabs ((up - down) / (2 * widths[k]) - gradient));
    }
  return least;
}

/* One step of plain descent with rate 1 moves the weights by minus their gradient. */
static void
check_parameter (const FoveaNet *before, const FoveaNet *after, FoveaExamples *examples,
                 const FoveaTrainingOptions *options, int row, FoveaParameterKind kind)
{
  g_autoptr (FoveaTensor) old = fovea_net_get_parameter (before, row, kind);
  g_autoptr (FoveaTensor) new = fovea_net_get_parameter (after, row, kind);
  gsize size = fovea_tensor_size (old), stride = MAX (size / 12, 1);
  double largest = 0, worst = 0;

  for (gsize i = 0; i < size; i += stride)
    {
      double gradient = old->data[i] - new->data[i];

      largest = fmax (largest, fabs (gradient));
      worst = fmax (worst, gradient_error (before, examples, options, row, kind, i, gradient));
    }
  g_test_message ("row %d kind %d: gradient %g, worst difference %g", row, kind, largest, worst);
  g_assert_cmpfloat (largest, >, 1e-4);
  g_assert_cmpfloat (worst, <, 0.01 * largest + 3e-4);
}

static void
test_gradient (gconstpointer data)
{
  const char *text = data;
  g_autoptr (FoveaNet) before = make_net (text, 3);
  const FoveaNetSpec *spec = fovea_net_get_spec (before);
  const FoveaShape *in = &spec->layers[0].out;
  g_autoptr (FoveaExamples) examples
      = make_examples (FLIP + 3, in->depth, in->height, in->width, fovea_net_spec_classes (spec));
  FoveaTrainingOptions options = fovea_training_options_default ();
  g_autoptr (FoveaTrainer) trainer = NULL;

  options.optimiser = FOVEA_OPTIMISER_SGD;
  options.schedule = FOVEA_SCHEDULE_CONSTANT;
  options.rate = 1;
  options.l2 = 0;
  options.threads = 2;
  options.batch = examples->n;
  trainer = make_trainer (fovea_net_copy (before), examples, &options);
  step (trainer);
  for (int row = 0; row < spec->n_layers; row++)
    if (fovea_layer_spec_has_weights (&spec->layers[row]))
      {
        check_parameter (before, fovea_trainer_get_net (trainer), examples, &options, row, FOVEA_WEIGHT);
        /* what BATCHNORM takes away again has no gradient to compare */
        if (row + 1 == spec->n_layers || spec->layers[row + 1].kind != FOVEA_LAYER_BATCHNORM)
          check_parameter (before, fovea_trainer_get_net (trainer), examples, &options, row, FOVEA_BIAS);
      }
}

static void
assert_same_net (const FoveaNet *a, const FoveaNet *b)
{
  const FoveaNetSpec *spec = fovea_net_get_spec (a);

  for (int row = 0; row < spec->n_layers; row++)
    for (FoveaParameterKind kind = FOVEA_WEIGHT; kind <= FOVEA_RUNNING_VAR; kind++)
      {
        g_autoptr (FoveaTensor) one = fovea_net_get_parameter (a, row, kind);
        g_autoptr (FoveaTensor) other = fovea_net_get_parameter (b, row, kind);

        g_assert_true ((one == NULL) == (other == NULL));
        if (one)
          g_assert_cmpmem (one->data, fovea_tensor_size (one) * sizeof (float), other->data,
                           fovea_tensor_size (other) * sizeof (float));
      }
}

static const char everything[] = "INPUT 12x12x3, CONV 3x3x5 pad 1, BATCHNORM, RELU, POOL 2, CONV 3x3x6 pad 1, RELU, "
                                 "POOL 2, LRN, FC 20, SIGMOID, DROPOUT 0.3, FC 4, SOFTMAX";
static const char no_averages[] = "INPUT 12x12x3, CONV 5x5x40 pad 2, RELU, POOL 2, CONV 3x3x40 pad 1, RELU, FC 4";

/* Blocks that wait for each other, and blocks that do not; fewer workers than blocks of images, and more. */
static void
test_threads_do_not_matter (gconstpointer text)
{
  static const int threads[] = { 1, 2, 3, 12 };
  g_autoptr (FoveaExamples) examples = make_examples (150, 3, 12, 12, 4);
  FoveaTrainer *trainers[G_N_ELEMENTS (threads)];
  FoveaTrainingOptions options = fovea_training_options_default ();

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      options.threads = threads[i];
      trainers[i] = make_trainer (make_net (text, 1), examples, &options);
    }
  for (int n = 0; n < 20; n++)
    {
      double loss = step (trainers[0]);

      for (gsize i = 1; i < G_N_ELEMENTS (threads); i++)
        g_assert_true (loss == step (trainers[i]));
    }
  for (gsize i = 1; i < G_N_ELEMENTS (threads); i++)
    assert_same_net (fovea_trainer_get_net (trainers[0]), fovea_trainer_get_net (trainers[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    fovea_trainer_free (trainers[i]);
}

/* Data whose class a row of pixels gives away are learned, whatever the optimiser. */
static void
test_learns (gconstpointer data)
{
  FoveaTrainingOptions options = fovea_training_options_default ();
  g_autoptr (FoveaExamples) examples = make_examples (200, 1, 8, 8, 4);
  g_autoptr (FoveaTrainer) trainer = NULL;
  double first, last = 0;

  options.optimiser = GPOINTER_TO_INT (data);
  options.rate = fovea_optimiser_default_rate (options.optimiser);
  options.epochs = 40;
  options.batch = 20;
  trainer = make_trainer (make_net ("INPUT 8x8x1, CONV 3x3x4 pad 1, RELU, POOL 2, FC 4", 1), examples, &options);
  first = step (trainer);
  while (fovea_trainer_get_step (trainer) < options.epochs * fovea_trainer_get_steps_per_epoch (trainer))
    last = step (trainer);
  g_assert_cmpfloat (fovea_trainer_get_epoch (trainer), ==, options.epochs);
  g_test_message ("loss from %g to %g", first, last);
  g_assert_cmpfloat (last, <, first / 2);
  g_assert_cmpint (fovea_net_evaluate (fovea_trainer_get_net (trainer), examples, 2, NULL, NULL, NULL), >, 150);
}

static void
test_divergence_keeps_the_weights (void)
{
  g_autoptr (FoveaExamples) examples = make_examples (40, 1, 8, 8, 4);
  FoveaTrainingOptions options = fovea_training_options_default ();
  g_autoptr (FoveaTrainer) trainer = NULL;
  g_autoptr (FoveaNet) before = NULL;
  g_autoptr (GError) error = NULL;
  double loss;

  options.rate = 1e6f;
  options.batch = 10;
  trainer = make_trainer (make_net ("INPUT 8x8x1, (FC 8, RELU)*6, FC 4", 1), examples, &options);
  do
    {
      g_clear_pointer (&before, fovea_net_free);
      before = fovea_net_copy (fovea_trainer_get_net (trainer));
    }
  while (fovea_trainer_step (trainer, &loss, NULL, NULL, &error) && fovea_trainer_get_step (trainer) < 100);
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_DIVERGED);
  assert_same_net (before, fovea_trainer_get_net (trainer));
}

/* Interrupted after 5 steps, and continued by another trainer with other threads: the same as never interrupted. */
static void
test_state_continues_to_the_bit (void)
{
  g_autoptr (FoveaSafetensors) file = NULL;
  g_autoptr (FoveaExamples) examples = make_examples (150, 3, 12, 12, 4);
  FoveaTrainingOptions options = fovea_training_options_default ();
  g_autoptr (FoveaTrainer) whole = NULL, first = NULL, second = NULL;
  g_autoptr (GError) error = NULL;

  options.optimiser = FOVEA_OPTIMISER_ADAM;
  options.rate = 0.001f;
  whole = make_trainer (make_net (everything, 1), examples, &options);
  first = make_trainer (make_net (everything, 1), examples, &options);
  options.threads = 1;
  second = make_trainer (make_net (everything, 2), examples, &options);
  for (int i = 0; i < 5; i++)
    g_assert_true (step (whole) == step (first));
  file = fovea_safetensors_new ();
  fovea_trainer_write (first, file);
  g_assert_true (fovea_trainer_read (second, file, "here", &error));
  g_assert_no_error (error);
  for (int i = 0; i < 5; i++)
    g_assert_true (step (whole) == step (second));
  assert_same_net (fovea_trainer_get_net (whole), fovea_trainer_get_net (second));

  options.l2 = 0.5f;
  g_assert_true (fovea_trainer_set_options (second, &options, NULL));
  g_assert_false (fovea_trainer_read (second, file, "here", &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
}

static void
test_schedules (void)
{
  g_autoptr (FoveaExamples) examples = make_examples (40, 1, 8, 8, 4);
  FoveaTrainingOptions options = fovea_training_options_default ();
  g_autoptr (FoveaTrainer) trainer = NULL;
  const float rates[3][5] = { { 0.5f, 0.5f, 0.5f, 0.5f, 0.5f },
                              { 0.5f, 0.42677670f, 0.25f, 0.07322330f, 0 },
                              { 0.5f, 0.5f, 0.05f, 0.005f, 0.005f } };

  options.rate = 0.5f;
  options.batch = 10;
  options.epochs = 1;
  trainer = make_trainer (make_net ("INPUT 8x8x1, FC 4", 1), examples, &options);
  for (int i = 0; i < 5; i++)
    {
      for (FoveaSchedule schedule = FOVEA_SCHEDULE_CONSTANT; schedule <= FOVEA_SCHEDULE_STEP; schedule++)
        {
          options.schedule = schedule;
          g_assert_true (fovea_trainer_set_options (trainer, &options, NULL));
          g_assert_cmpfloat_with_epsilon (fovea_trainer_get_rate (trainer), rates[schedule][i], 1e-6);
        }
      step (trainer);
    }
}

static void
test_bad_options (void)
{
  g_autoptr (FoveaExamples) examples = make_examples (40, 1, 8, 8, 4);
  FoveaTrainingOptions good = fovea_training_options_default (), bad[6];

  for (int i = 0; i < 6; i++)
    bad[i] = good;
  bad[0].rate = NAN;
  bad[1].batch = 0;
  bad[2].momentum = 1;
  bad[3].l2 = -1;
  bad[4].epochs = 0;
  bad[5].threads = -1;
  for (int i = 0; i < 6; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fovea_trainer_new (make_net ("INPUT 8x8x1, FC 4", 1), examples, &bad[i], &error));
      g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
    }
}

static void
test_examples_must_suit_the_net (void)
{
  static const char *const nets[] = { "INPUT 8x8x3, FC 4", "INPUT 9x8x1, FC 4", "INPUT 8x8x1, FC 3" };
  g_autoptr (FoveaExamples) examples = make_examples (40, 1, 8, 8, 4);
  FoveaTrainingOptions options = fovea_training_options_default ();

  for (guint i = 0; i < G_N_ELEMENTS (nets); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fovea_trainer_new (make_net (nets[i], 1), examples, &options, &error));
      g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
    }
}

/* A batch that no machine has the memory for is refused, not tried. */
static void
test_too_large (void)
{
  g_autoptr (FoveaExamples) examples = fovea_examples_new (60000, 1, 28, 28, 10);
  FoveaTrainingOptions options = fovea_training_options_default ();
  g_autoptr (GError) error = NULL;

  options.batch = 60000;
  g_assert_null (fovea_trainer_new (make_net ("INPUT 28x28x1, (CONV 3x3x64 pad 1, BATCHNORM)*20, FC 10", 1), examples,
                                    &options, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
}

/* Images that do not fill the last block, predictions one by one and all together. */
static void
test_evaluate (void)
{
  g_autoptr (FoveaExamples) examples = make_examples (533, 3, 12, 12, 4);
  g_autoptr (FoveaNet) net = make_net (everything, 9);
  g_autoptr (FoveaTensor) image = fovea_tensor_new (1, 3, 12, 12);
  g_autofree guint16 *predictions = g_new (guint16, 533);
  g_autofree float *probabilities = g_new (float, 533);
  double mean_loss, sum = 0;
  int right = fovea_net_evaluate (net, examples, 2, predictions, probabilities, &mean_loss), count = 0;

  for (int i = 0; i < examples->n; i++)
    {
      g_autoptr (FoveaTensor) scores = NULL;

      for (int p = 0; p < 432; p++)
        image->data[p] = fovea_examples_image (examples, i)[p] / 255.0f;
      scores = fovea_net_infer (net, image);
      g_assert_cmpfloat_with_epsilon (scores->data[predictions[i]], probabilities[i], 1e-5);
      for (int k = 0; k < 4; k++)
        g_assert_cmpfloat (scores->data[k], <=, probabilities[i] + 1e-5);
      sum -= log (scores->data[examples->labels[i]]);
      count += predictions[i] == examples->labels[i];
    }
  g_assert_cmpint (right, ==, count);
  g_assert_cmpfloat_with_epsilon (mean_loss, sum / examples->n, 1e-4);
}

/* What is said to be needed is what is taken, within a tenth. */
static void
test_memory (void)
{
  g_autoptr (FoveaExamples) examples = make_examples (64, 3, 32, 32, 10);
  FoveaTrainingOptions options = fovea_training_options_default ();
  gsize before, said, taken;
  g_autoptr (FoveaTrainer) trainer = NULL;
  FoveaNet *net;

  before = mallinfo2 ().uordblks + mallinfo2 ().hblkhd;
  net = make_net (fovea_net_spec_named ("small-vgg"), 1);
  said = fovea_net_training_memory (fovea_net_get_spec (net), 64);
  trainer = make_trainer (net, examples, &options);
  step (trainer);
  taken = mallinfo2 ().uordblks + mallinfo2 ().hblkhd - before;
  g_test_message ("said %zu, taken %zu", said, taken);
  if (taken > 0) /* a sanitizer's own allocator tells nothing */
    g_assert_cmpfloat_with_epsilon ((double) taken / said, 1, 0.1);
}

static void
add_case (const char *set, const char *name, gconstpointer data, GTestDataFunc function)
{
  g_autofree char *path = g_strdup_printf ("/engine/trainer/%s/%s", set, name);

  g_test_add_data_func (path, data, function);
}

static void
choose_set (gconstpointer data)
{
  g_assert_true (fovea_kernels_choose (data, NULL));
}

static const struct
{
  const char *name, *net;
} gradients[] = {
  { "conv", "INPUT 6x5x2, CONV 3x3x3 pad 1, TANH, FC 3" },
  { "conv-stride-dilation-groups", "INPUT 9x11x2, CONV 3x3x4 stride 2 pad 1 dilation 2 groups 2 round floor, TANH, FC 3" },
  { "conv-behind-conv", "INPUT 6x6x1, CONV 3x3x3 pad 1, CONV 5x5x4 pad 2, FC 3" },
  { "conv-same-stride-2", "INPUT 7x7x1, CONV 4x4x3 stride 2 pad same, CONV 2x2x4 pad same, SIGMOID, FC 3" },
  { "conv-at-the-end", "INPUT 5x5x1, CONV 3x3x4, TANH, CONV 3x3x4 pad 1 stride 1, CONV 3x3x3" },
  { "conv-relu", "INPUT 6x6x2, CONV 3x3x3 pad 1, RELU, CONV 3x3x3, RELU, FC 3" },
  { "conv-relu-pool", "INPUT 8x8x2, CONV 3x3x3 pad 1, RELU, POOL 2, CONV 3x3x5 pad 1, RELU, POOL 2, FC 3" },
  { "pool", "INPUT 7x7x1, CONV 3x3x3 pad 1, TANH, POOL 3 stride 2, FC 3" },
  { "pool-pad-ceil", "INPUT 8x8x1, CONV 3x3x3 pad 1, TANH, POOL 3 stride 2 pad 1 round ceil, FC 3" },
  { "avgpool", "INPUT 7x7x1, CONV 3x3x3 pad 1, TANH, AVGPOOL 3 stride 2 pad 1, FC 3" },
  { "tanh", "INPUT 4x4x1, FC 6, TANH, FC 3" },
  { "sigmoid", "INPUT 4x4x1, FC 6, SIGMOID, FC 3" },
  { "relu", "INPUT 4x4x1, FC 6, RELU, FC 3" },
  { "relu-behind-tanh", "INPUT 4x4x1, FC 6, TANH, RELU, FC 3" },
  { "lrn", "INPUT 4x4x1, CONV 3x3x7 pad 1, LRN, TANH, FC 3" },
  { "batchnorm", "INPUT 5x5x1, CONV 3x3x4 pad 1, BATCHNORM, TANH, FC 3" },
  { "batchnorm-twice", "INPUT 5x5x1, CONV 3x3x4 pad 1, TANH, BATCHNORM, CONV 3x3x3 pad 1, SIGMOID, FC 5, BATCHNORM, FC 3" },
  { "batchnorm-at-the-start", "INPUT 5x5x2, BATCHNORM, CONV 3x3x4 pad 1, TANH, FC 3" },
  { "dropout", "INPUT 5x5x1, CONV 3x3x4 pad 1, DROPOUT 0.4, TANH, FC 6, TANH, DROPOUT 0.4, FC 3" },
  { "softmax-at-the-end", "INPUT 4x4x1, FC 6, TANH, FC 3, SOFTMAX" },
  { "softmax-inside", "INPUT 4x4x1, FC 5, SOFTMAX, FC 3" },
};

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (const FoveaKernels *const *set = fovea_kernels_supported (); *set; set++)
    {
      const char *name = (*set)->name;

      add_case (name, "chosen", name, choose_set);
      add_case (name, "lenet-like", "lenet-like", test_golden);
      add_case (name, "overlapping-pool", "overlapping-pool", test_golden);
      for (guint i = 0; i < G_N_ELEMENTS (gradients); i++)
        {
          g_autofree char *path = g_strconcat ("gradient/", gradients[i].name, NULL);

          add_case (name, path, gradients[i].net, test_gradient);
        }
    }
  add_case ("learns", "chosen", NULL, choose_set);
  for (int kind = FOVEA_OPTIMISER_SGD; kind <= FOVEA_OPTIMISER_ADAM; kind++)
    add_case ("learns", fovea_optimiser_name (kind), GINT_TO_POINTER (kind), test_learns);
  g_test_add_data_func ("/engine/trainer/threads-do-not-matter/with-batchnorm", everything, test_threads_do_not_matter);
  g_test_add_data_func ("/engine/trainer/threads-do-not-matter/without-batchnorm", no_averages,
                        test_threads_do_not_matter);
  g_test_add_func ("/engine/trainer/divergence-keeps-the-weights", test_divergence_keeps_the_weights);
  g_test_add_func ("/engine/trainer/state-continues-to-the-bit", test_state_continues_to_the_bit);
  g_test_add_func ("/engine/trainer/schedules", test_schedules);
  g_test_add_func ("/engine/trainer/bad-options", test_bad_options);
  g_test_add_func ("/engine/trainer/examples-must-suit-the-net", test_examples_must_suit_the_net);
  g_test_add_func ("/engine/trainer/too-large", test_too_large);
  g_test_add_func ("/engine/trainer/evaluate", test_evaluate);
  g_test_add_func ("/engine/trainer/memory", test_memory);
  return g_test_run ();
}
