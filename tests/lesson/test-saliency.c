/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/saliency.h"

#include "engine/gradients.h"
#include "golden-net.h"
#include "tests/training.h"

#include <math.h>

typedef FoveaTensor *Maps[32];

static void
free_maps (const FoveaNet *net, Maps maps)
{
  for (int i = 0; i < fovea_net_get_spec (net)->n_layers; i++)
    fovea_tensor_unref (maps[i]);
}

/* Scores and gradients that PyTorch found in the same nets. */
static void
test_golden (gconstpointer data)
{
  const char *group = data;
  g_autoptr (GKeyFile) file = golden_open ("saliency.ini");
  g_autoptr (FoveaNet) net = golden_net (file, group);
  g_autoptr (FoveaTensor) input = golden_tensor (file, group, "input");
  g_autoptr (FoveaTensor) scores = golden_tensor (file, group, "scores"), gradient = NULL;
  g_autoptr (FoveaTensor) right = golden_tensor (file, group, "gradient");
  int row = fovea_net_spec_find_scores (fovea_net_get_spec (net));
  Maps maps;

  fovea_net_activations (net, input, maps);
  gradient = fovea_saliency_find (net, maps, (int) golden_double (file, group, "class"));
  g_assert_cmpfloat (fovea_tensor_error (gradient, right), <=, 1e-5);
  g_assert_cmpfloat (fovea_tensor_error (maps[row], scores), <=, 1e-5);
  free_maps (net, maps);
}

/* The score of class 2, before softmax. */
static double
get_score (FoveaNet *net, const FoveaTensor *image)
{
  Maps maps;
  double score;

  fovea_net_activations (net, image, maps);
  score = maps[fovea_net_spec_find_scores (fovea_net_get_spec (net))]->data[2];
  free_maps (net, maps);
  return score;
}

/* Signed central differences of the score, with the image moved by one number after the other. */
static void
test_differences (void)
{
  static const float STEP = 1e-2f;
  g_autoptr (FoveaNetSpec) spec
    = test_quarters_net (1, "CONV 3x3x4 pad 1, TANH, AVGPOOL 2, BATCHNORM, FC 6, SIGMOID, FC 4, SOFTMAX");
  g_autoptr (FoveaNet) net = fovea_net_new (spec, 5, NULL);
  g_autoptr (FoveaTensor) image = fovea_tensor_new (1, 1, 8, 8), right = fovea_tensor_new (1, 1, 8, 8), gradient = NULL;
  Maps maps;

  for (int i = 0; i < 64; i++)
    image->data[i] = (float) (i * 37 % 64) / 32 - 1;
  fovea_net_activations (net, image, maps);
  gradient = fovea_saliency_find (net, maps, 2);
  for (int i = 0; i < 64; i++)
    {
      float before = image->data[i];

      image->data[i] = before + STEP;
      right->data[i] = (float) get_score (net, image);
      image->data[i] = before - STEP;
      right->data[i] = (float) (right->data[i] - get_score (net, image)) / (2 * STEP);
      image->data[i] = before;
    }
  g_assert_cmpfloat (fovea_numbers_limit (right->data, 64), >, 1e-3);
  g_assert_cmpfloat (fovea_tensor_error (gradient, right), <, 5e-3);
  free_maps (net, maps);
}

/* Of a perceptron the gradient is the row of the weights, and the products add up to the score without its bias. */
static void
test_perceptron (void)
{
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (3, "FC 4");
  g_autoptr (FoveaNet) net = fovea_net_new (spec, 5, NULL);
  g_autoptr (FoveaTensor) image = fovea_tensor_new (1, 3, 8, 8), gradient = NULL, products = NULL;
  g_autoptr (FoveaTensor) weights = fovea_net_get_parameter (net, 1, FOVEA_WEIGHT);
  g_autoptr (FoveaTensor) biases = fovea_net_get_parameter (net, 1, FOVEA_BIAS);
  double sum = 0;
  Maps maps;

  for (int i = 0; i < 192; i++)
    image->data[i] = (float) (i * 37 % 64) / 32 - 1;
  fovea_net_activations (net, image, maps);
  gradient = fovea_saliency_find (net, maps, 3);
  g_assert_cmpmem (gradient->data, 192 * sizeof (float), weights->data + 3 * 192, 192 * sizeof (float));
  products = fovea_saliency_flatten (gradient, image, FOVEA_SALIENCY_TIMES_INPUT);
  for (int i = 0; i < 64; i++)
    sum += products->data[i];
  g_assert_cmpfloat_with_epsilon (sum + biases->data[3], maps[1]->data[3], 1e-5);
  free_maps (net, maps);
}

static void
test_flatten (void)
{
  g_autoptr (FoveaTensor) gradient = fovea_tensor_new_from (1, 3, 1, 2, (const float[]){ 1, 2, -3, 4, 1, -9 });
  g_autoptr (FoveaTensor) image = fovea_tensor_new_from (1, 3, 1, 2, (const float[]){ 2, 0, 1, 0.5f, -1, 1 });
  static const struct
  {
    FoveaSaliencyKind kind;
    float left, right;
  } cases[] = { { FOVEA_SALIENCY_SIGNED, -1, -3 }, { FOVEA_SALIENCY_MAGNITUDE, 3, 9 },
                { FOVEA_SALIENCY_TIMES_INPUT, -2, -7 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoveaTensor) flat = fovea_saliency_flatten (gradient, image, cases[i].kind);

      g_assert_true (flat->c == 1 && flat->h == 1 && flat->w == 2);
      g_assert_cmpfloat (flat->data[0], ==, cases[i].left);
      g_assert_cmpfloat (flat->data[1], ==, cases[i].right);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  golden_add_tests ("/lesson/saliency/golden/", "saliency.ini", test_golden);
  g_test_add_func ("/lesson/saliency/differences", test_differences);
  g_test_add_func ("/lesson/saliency/perceptron", test_perceptron);
  g_test_add_func ("/lesson/saliency/flatten", test_flatten);
  return g_test_run ();
}
