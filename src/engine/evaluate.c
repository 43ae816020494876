/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a net says about labelled images: which class, how surely, p = 1/Σ exp (scoreᵢ − score), and at what loss,
 * −log p of the true class. */

#include "engine/evaluate.h"

#include "engine/net-private.h"
#include "engine/trainer.h"

#include <math.h>

/* Σ exp (scoreᵢ − score) over the classes: the inverse of that score's probability. */
static double
inverse_probability (const float *scores, int classes, float score)
{
  double sum = 0;

  for (int i = 0; i < classes; i++)
    sum += exp ((double) scores[i] - score);
  return sum;
}

/* Images [first, first + n) of @examples. Returns: the sum of their losses */
static double
ask_chunk (FoveaNet *self, FoveaThreads *threads, const FoveaExamples *examples, int first, int n, guint16 *predicted,
           float *scores)
{
  const guint8 *pointers[FOVEA_CHUNK];
  float mean[3], deviation[3], inverse[3];
  FoveaBatch batch = {
    .n = n,
    .bytes = pointers,
    .labels = examples->labels + first,
    .mean = mean,
    .inverse = inverse,
    .scores = scores,
    .predicted = predicted,
  };
  FoveaPlan *plan = fovea_net_get_block_plan (self, fovea_threads_get_n (threads));

  fovea_net_get_statistics (self, mean, deviation);
  for (int i = 0; i < n; i++)
    pointers[i] = fovea_examples_image (examples, first + i);
  for (int c = 0; c < 3; c++)
    inverse[c] = 1 / deviation[c];
  return fovea_plan_run (plan, threads, fovea_net_get_values (self), &batch);
}

/**
 * fovea_net_ask:
 * @examples: images that fovea_net_check_examples() accepts
 * @threads: 0 for every core
 * @answers: (out caller-allocates) (nullable): one for each image
 * @mean_loss: (out) (nullable): over all images, in nats
 *
 * Returns: how many of them the net gets right
 */
int
fovea_net_ask (FoveaNet *self, const FoveaExamples *examples, int threads, FoveaAnswer *answers, double *mean_loss)
{
  g_autoptr (FoveaThreads) pool = fovea_threads_new (threads);
  int classes = fovea_net_spec_classes (fovea_net_get_spec (self)), right = 0;
  g_autofree float *scores = answers ? g_new (float, (gsize) FOVEA_CHUNK * classes) : NULL;
  double loss = 0;

  g_return_val_if_fail (fovea_net_check_examples (self, examples, NULL), 0);

  for (int first = 0; first < examples->n; first += FOVEA_CHUNK)
    {
      int n = MIN (FOVEA_CHUNK, examples->n - first);
      guint16 said[FOVEA_CHUNK];

      loss += ask_chunk (self, pool, examples, first, n, said, scores);
      for (int i = 0; i < n; i++)
        {
          const float *row = answers ? scores + (gsize) i * classes : NULL;
          int label = examples->labels[first + i];

          right += said[i] == label;
          if (answers)
            answers[first + i] = (FoveaAnswer){ said[i], 1 / inverse_probability (row, classes, row[said[i]]),
                                                log (inverse_probability (row, classes, row[label])) };
        }
    }
  if (mean_loss)
    *mean_loss = loss / examples->n;
  return right;
}

/* The same, with the answers in arrays of their own. */
int
fovea_net_evaluate (FoveaNet *self, const FoveaExamples *examples, int threads, guint16 *predictions,
                    float *probabilities, double *mean_loss)
{
  g_autofree FoveaAnswer *answers = predictions || probabilities ? g_new (FoveaAnswer, examples->n) : NULL;
  int right = fovea_net_ask (self, examples, threads, answers, mean_loss);

  for (int i = 0; answers && i < examples->n; i++)
    {
      if (predictions)
        predictions[i] = answers[i].said;
      if (probabilities)
        probabilities[i] = answers[i].probability;
    }
  return right;
}
