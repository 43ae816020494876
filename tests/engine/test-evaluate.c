/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/evaluate.h"

#include "engine/random.h"

#include <math.h>

static FoveaExamples *
make_examples (int n)
{
  FoveaExamples *examples = fovea_examples_new (n, 1, 6, 6, 3);

  for (int i = 0; i < n * 36; i++)
    examples->pixels[i] = fovea_random_below (1, FOVEA_STREAM_OTHER, i, 256);
  for (int i = 0; i < n; i++)
    examples->labels[i] = i % 3;
  return examples;
}

/* Every answer is told from the probabilities of fovea_net_infer(), which goes another way through the net. */
static void
test_answers_follow_from_probabilities (void)
{
  g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse ("INPUT 6x6x1, CONV 3x3x4, RELU, FC 3", NULL, NULL);
  g_autoptr (FoveaNet) net = fovea_net_new (spec, 5, NULL);
  g_autoptr (FoveaExamples) examples = make_examples (700);
  g_autofree FoveaAnswer *answers = g_new (FoveaAnswer, 700);
  double mean_loss, sum = 0;
  int right = fovea_net_ask (net, examples, 2, answers, &mean_loss), count = 0;

  for (int i = 0; i < examples->n; i++)
    {
      g_autoptr (FoveaTensor) image = fovea_tensor_new (1, 1, 6, 6), p = NULL;
      int best = 0;

      for (int k = 0; k < 36; k++)
        image->data[k] = fovea_examples_image (examples, i)[k] / 255.0f;
      p = fovea_net_infer (net, image);
      for (int k = 1; k < 3; k++)
        best = p->data[k] > p->data[best] ? k : best;
      g_assert_cmpint (answers[i].said, ==, best);
      g_assert_cmpfloat_with_epsilon (answers[i].probability, p->data[best], 1e-5);
      g_assert_cmpfloat_with_epsilon (answers[i].loss, -log (p->data[examples->labels[i]]), 1e-4);
      sum += answers[i].loss;
      count += best == examples->labels[i];
    }
  g_assert_cmpint (right, ==, count);
  g_assert_cmpfloat_with_epsilon (mean_loss, sum / examples->n, 1e-5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/evaluate/answers-follow-from-probabilities", test_answers_follow_from_probabilities);
  return g_test_run ();
}
