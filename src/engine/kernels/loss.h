/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Softmax and its cross-entropy with the true class:
 *   p_k = e^(x_k − m) / Σ_j e^(x_j − m), m the largest score, so that no power overflows
 *   loss = −ln p_label = ln Σ_j e^(x_j − m) − (x_label − m),  ∂loss/∂x_k = p_k − [k = label] */

#include "engine/kernels/pointwise.h"

/* y = e^(x − m); @largest [L] is m, @sum [L] the sum */
static void
exponentials (int classes, const float *x, float *y, float largest[LANES], float sum[LANES])
{
  for (int l = 0; l < LANES; l++)
    {
      largest[l] = x[l];
      sum[l] = 0;
    }
  for (int k = 1; k < classes; k++)
    for (int l = 0; l < LANES; l++)
      largest[l] = x[k * LANES + l] > largest[l] ? x[k * LANES + l] : largest[l];
  for (int k = 0; k < classes; k++)
    for (int l = 0; l < LANES; l++)
      {
        float e = exponential (x[k * LANES + l] - largest[l]);

        y[k * LANES + l] = e;
        sum[l] += e;
      }
}

static void
softmax (int classes, const float *x, float *y)
{
  float largest[LANES], sum[LANES];

  exponentials (classes, x, y, largest, sum);
  for (int k = 0; k < classes; k++)
    for (int l = 0; l < LANES; l++)
      y[k * LANES + l] /= sum[l];
}

static void
softmax_backward (int classes, const float *y, const float *gy, float *gx)
{
  float sum[LANES] = { 0 };

  for (int k = 0; k < classes; k++)
    for (int l = 0; l < LANES; l++)
      sum[l] += gy[k * LANES + l] * y[k * LANES + l];
  for (int k = 0; k < classes; k++)
    for (int l = 0; l < LANES; l++)
      gx[k * LANES + l] = y[k * LANES + l] * (gy[k * LANES + l] - sum[l]);
}

static int
first_largest (int classes, const float *scores, int lane)
{
  int best = 0;

  for (int k = 1; k < classes; k++)
    if (scores[k * LANES + lane] > scores[best * LANES + lane])
      best = k;
  return best;
}

static double
cross_entropy (int classes, int images, const float *scores, const guint16 *labels, float weight, float *gx,
               guint16 *predicted)
{
  float largest[LANES], sum[LANES], factor[LANES];
  double loss = 0;

  for (int l = 0; predicted != NULL && l < images; l++)
    predicted[l] = first_largest (classes, scores, l);
  exponentials (classes, scores, gx, largest, sum);
  for (int l = 0; l < LANES; l++)
    factor[l] = l < images ? weight / sum[l] : 0;
  for (int l = 0; l < images; l++)
    loss += log (sum[l]) - ((double) scores[labels[l] * LANES + l] - largest[l]);
  for (int k = 0; k < classes; k++)
    for (int l = 0; l < LANES; l++)
      gx[k * LANES + l] *= factor[l];
  for (int l = 0; l < images; l++)
    gx[labels[l] * LANES + l] -= weight;
  return loss;
}
