/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/gradients.h"

#include "engine/conv2d.h"
#include "engine/random.h"

#include <math.h>

static FoveaTensor *
make_image (const FoveaNetSpec *spec, guint64 seed)
{
  const FoveaShape *in = &spec->layers[0].out;
  FoveaTensor *image = fovea_tensor_new (1, in->depth, in->height, in->width);

  for (gsize i = 0; i < fovea_tensor_size (image); i++)
    image->data[i] = 2 * fovea_random_uniform (seed, FOVEA_STREAM_OTHER, i) - 1;
  return image;
}

static FoveaNet *
make_net (const char *text)
{
  g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse (text, NULL, NULL);

  return fovea_net_new (spec, 3, NULL);
}

/* −log of the label's probability, by the net's own way of inferring. */
static double
get_loss (FoveaNet *net, const FoveaTensor *image, int label)
{
  g_autoptr (FoveaTensor) scores = fovea_net_infer (net, image);

  return -log (scores->data[label]);
}

static void
free_all (FoveaTensor **tensors, int n)
{
  for (int i = 0; i < n; i++)
    fovea_tensor_unref (tensors[i]);
}

/* The gradient of the image against signed central differences of the loss: every row lies between them. */
static void
check_by_differences (const char *text)
{
  static const float STEP = 1e-2f;
  g_autoptr (FoveaNet) net = make_net (text);
  const FoveaNetSpec *spec = fovea_net_get_spec (net);
  g_autoptr (FoveaTensor) image = make_image (spec, 7);
  FoveaTensor *maps[32], *gradients[32];
  double loss = fovea_net_gradients (net, image, 2, maps, gradients), largest = 0, worst = 0;

  g_assert_cmpfloat_with_epsilon (loss, get_loss (net, image, 2), 1e-5);
  for (gsize i = 0; i < fovea_tensor_size (image); i++)
    {
      float before = image->data[i];
      double difference;

      image->data[i] = before + STEP;
      difference = get_loss (net, image, 2);
      image->data[i] = before - STEP;
      difference = (difference - get_loss (net, image, 2)) / (2 * STEP);
      image->data[i] = before;
      largest = fmax (largest, fabs (difference));
      worst = fmax (worst, fabs (difference - gradients[0]->data[i]));
    }
  g_assert_cmpfloat (largest, >, 1e-3);
  g_assert_cmpfloat (worst / largest, <, 5e-3);
  for (int row = 0; row < spec->n_layers; row++)
    g_assert_true (gradients[row]->c == maps[row]->c && gradients[row]->h == maps[row]->h
                   && gradients[row]->w == maps[row]->w);
  free_all (maps, spec->n_layers);
  free_all (gradients, spec->n_layers);
}

/* Functions without corners, where differences are right everywhere. */
static void
test_smooth_rows (void)
{
  check_by_differences ("INPUT 8x7x3, CONV 3x3x4 pad 1, TANH, FC 3");
  check_by_differences ("INPUT 8x8x2, CONV 3x3x4 stride 2 round floor groups 2, SIGMOID, LRN, FC 9, TANH, FC 3, SOFTMAX");
  check_by_differences ("INPUT 8x8x2, CONV 3x3x4, BATCHNORM, DROPOUT 0.5, AVGPOOL 2, TANH, FC 3");
}

/* RELU and POOL let a number's gradient through or not: where it went is what came back. */
static void
test_rows_with_corners (void)
{
  g_autoptr (FoveaNet) net = make_net ("INPUT 8x8x1, CONV 3x3x4 pad 1, RELU, POOL 2, FC 3");
  g_autoptr (FoveaTensor) image = make_image (fovea_net_get_spec (net), 1);
  FoveaTensor *maps[5], *gradients[5];
  double pooled = 0, cells = 0;

  fovea_net_gradients (net, image, 0, maps, gradients);
  for (gsize i = 0; i < fovea_tensor_size (maps[3]); i++)
    pooled += gradients[3]->data[i];
  for (gsize i = 0; i < fovea_tensor_size (maps[2]); i++)
    {
      cells += gradients[2]->data[i];
      g_assert_cmpfloat (gradients[1]->data[i], ==, maps[2]->data[i] > 0 ? gradients[2]->data[i] : 0);
    }
  g_assert_cmpfloat_with_epsilon (pooled, cells, 1e-6);
  free_all (maps, 5);
  free_all (gradients, 5);
}

/* BATCHNORM's running averages count, and a SOFTMAX at the end is the loss's own. */
static void
test_running_averages_and_softmax (void)
{
  g_autoptr (FoveaNet) net = make_net ("INPUT 3x1x1, BATCHNORM, FC 3, SOFTMAX");
  g_autoptr (FoveaTensor) image = make_image (fovea_net_get_spec (net), 1);
  g_autoptr (FoveaTensor) variance = fovea_tensor_new_from (1, 1, 1, 1, (const float[]){ 4 - 1e-5f });
  FoveaTensor *maps[4], *gradients[4];
  double sum = 0;

  g_assert_true (fovea_net_set_parameter (net, 1, FOVEA_RUNNING_VAR, variance, NULL));
  fovea_net_gradients (net, image, 1, maps, gradients);
  for (int i = 0; i < 3; i++)
    {
      g_assert_cmpfloat_with_epsilon (gradients[0]->data[i], gradients[1]->data[i] / 2, 1e-6);
      g_assert_cmpfloat_with_epsilon (gradients[2]->data[i], maps[3]->data[i] - (i == 1), 1e-6);
      g_assert_cmpfloat (gradients[3]->data[i], ==, gradients[2]->data[i]);
      sum += gradients[2]->data[i];
    }
  g_assert_cmpfloat_with_epsilon (sum, 0, 1e-6);
  free_all (maps, 4);
  free_all (gradients, 4);
}

/* From any row the way back is the same; from the image's own there is none to go. */
static void
test_pull_back (void)
{
  g_autoptr (FoveaNet) net = make_net ("INPUT 8x8x1, CONV 3x3x4 pad 1, RELU, POOL 2, FC 3, SOFTMAX");
  g_autoptr (FoveaTensor) image = make_image (fovea_net_get_spec (net), 1);
  FoveaTensor *maps[6], *gradients[6];

  g_assert_cmpint (fovea_net_spec_find_scores (fovea_net_get_spec (net)), ==, 4);
  fovea_net_gradients (net, image, 0, maps, gradients);
  for (int row = 0; row <= 4; row++)
    {
      g_autoptr (FoveaTensor) back = fovea_net_pull_back (net, maps, row, gradients[row]);

      g_assert_cmpmem (back->data, fovea_tensor_size (back) * sizeof (float), gradients[0]->data,
                       fovea_tensor_size (gradients[0]) * sizeof (float));
    }
  free_all (maps, 6);
  free_all (gradients, 6);
}

/* Large convolutions go back by the fast kernels, wherever these know how: as the reference kernels do. */
static void
test_large_convolutions (void)
{
  static const char *const nets[] = {
    "INPUT 24x20x16, CONV 3x3x24 pad 1, FC 2",     "INPUT 28x28x8, CONV 5x5x16 pad 2, FC 2",
    "INPUT 30x30x8, CONV 5x5x12, FC 2",            "INPUT 20x20x32, CONV 1x1x48, FC 2",
    "INPUT 20x20x16, CONV 3x3x24 pad same, FC 2",  "INPUT 21x21x16, CONV 3x3x32 stride 2 pad 1, FC 2",
    "INPUT 20x20x16, CONV 2x2x32 pad same, FC 2",  "INPUT 20x20x16, CONV 3x3x32 groups 2 pad 1, FC 2",
    "INPUT 16x16x16, CONV 3x3x16 pad 4, FC 2",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (nets); i++)
    {
      g_autoptr (FoveaNet) net = make_net (nets[i]);
      const FoveaLayerSpec *layer = &fovea_net_get_spec (net)->layers[1];
      g_autoptr (FoveaTensor) image = make_image (fovea_net_get_spec (net), 1), back = NULL, right = NULL;
      g_autoptr (FoveaTensor) weights = fovea_net_get_parameter (net, 1, FOVEA_WEIGHT);
      FoveaTensor *maps[3], *gradients[3];

      g_assert_cmpint (layer->macs, >=, 500000);
      fovea_net_gradients (net, image, 0, maps, gradients);
      back = fovea_net_pull_back (net, maps, 1, gradients[1]);
      g_assert_true (fovea_conv2d_backward (image, weights, &layer->window, layer->groups, gradients[1], &right, NULL,
                                            NULL, NULL));
      g_assert_cmpfloat (fovea_tensor_error (back, right), <=, 1e-4);
      free_all (maps, 3);
      free_all (gradients, 3);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/gradients/smooth-rows", test_smooth_rows);
  g_test_add_func ("/engine/gradients/rows-with-corners", test_rows_with_corners);
  g_test_add_func ("/engine/gradients/running-averages-and-softmax", test_running_averages_and_softmax);
  g_test_add_func ("/engine/gradients/pull-back", test_pull_back);
  g_test_add_func ("/engine/gradients/large-convolutions", test_large_convolutions);
  return g_test_run ();
}
