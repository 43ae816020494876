/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What happens to every number by itself: activations and dropout.
 *
 * exp and tanh are computed here, by the polynomials of Moshier's Cephes library (expf.c, tanhf.c; relative error about
 * 2⁻²³), because a call into libm cannot run on whole vectors and differs in its last bit between systems. */

#include "engine/kernels/set.h"

/* eˣ = 2ⁿ · eʳ with n = round (x / ln 2), |r| ≤ ln 2 / 2; 0 and ∞ are approached, never reached. */
static inline float
exponential (float x)
{
  const float round = 12582912; /* 1.5 · 2²³: adding it leaves no room for a fraction */
  float n, r, p, power;
  guint32 bits;

  x = x < -87.3f ? -87.3f : x;
  x = x > 88.3f ? 88.3f : x;
  n = (x * 1.44269504f + round) - round;
  r = (x - n * 0.693359375f) + n * 2.12194440e-4f; /* ln 2 in two parts */
  p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1;
  bits = (guint32) ((int) n + 127) << 23;
  memcpy (&power, &bits, sizeof power);
  return p * power;
}

static inline float
hyperbolic_tangent (float x)
{
  float size = fabsf (x), square = x * x, p;
  float large = 1 - 2 / (exponential (2 * size) + 1);

  p = -5.70498872745e-3f;
  p = p * square + 2.06390887954e-2f;
  p = p * square - 5.37397155531e-2f;
  p = p * square + 1.33314422036e-1f;
  p = p * square - 3.33332819422e-1f;
  return size < 0.625f ? p * square * x + x : copysignf (large, x);
}

static void
activate_row (FoveaActivation f, int n, const float *x, float *y)
{
  switch (f)
    {
    case FOVEA_ACTIVATION_RELU:
#pragma GCC ivdep
      for (int i = 0; i < n; i++)
        y[i] = 0 > x[i] ? 0 : x[i]; /* a NaN stays one */
      break;
    case FOVEA_ACTIVATION_TANH:
#pragma GCC ivdep
      for (int i = 0; i < n; i++)
        y[i] = hyperbolic_tangent (x[i]);
      break;
    case FOVEA_ACTIVATION_SIGMOID:
    default:
#pragma GCC ivdep
      for (int i = 0; i < n; i++)
        y[i] = 1 / (1 + exponential (-x[i]));
      break;
    }
}

/* ReLU' = [y > 0], tanh' = 1 − y², σ' = y (1 − y) */
static void
activate_backward_row (FoveaActivation f, int n, const float *y, const float *gy, float *gx)
{
  switch (f)
    {
    case FOVEA_ACTIVATION_RELU:
#pragma GCC ivdep
      for (int i = 0; i < n; i++)
        gx[i] = y[i] > 0 ? gy[i] : 0;
      break;
    case FOVEA_ACTIVATION_TANH:
#pragma GCC ivdep
      for (int i = 0; i < n; i++)
        gx[i] = gy[i] * (1 - y[i] * y[i]);
      break;
    case FOVEA_ACTIVATION_SIGMOID:
    default:
#pragma GCC ivdep
      for (int i = 0; i < n; i++)
        gx[i] = gy[i] * y[i] * (1 - y[i]);
      break;
    }
}

static void
activate (FoveaActivation f, const FoveaPlanes *x, const FoveaPlanes *y)
{
  for (int c = 0; c < x->channels; c++)
    for (int row = 0; row < x->height; row++)
      activate_row (f, x->width * LANES, cell (x, c, row, 0), cell (y, c, row, 0));
}

static void
activate_backward (FoveaActivation f, const FoveaPlanes *y, const FoveaPlanes *gy, const FoveaPlanes *gx)
{
  for (int c = 0; c < y->channels; c++)
    for (int row = 0; row < y->height; row++)
      activate_backward_row (f, y->width * LANES, cell (y, c, row, 0), cell (gy, c, row, 0), cell (gx, c, row, 0));
}

/* 32 bits that look random, of a 32-bit counter (Wellons, "Prospecting for hash functions", 2018: lowbias32). */
static inline guint32
scramble (guint32 x)
{
  x = (x ^ (x >> 16)) * 0x7feb352du;
  x = (x ^ (x >> 15)) * 0x846ca68bu;
  return x ^ (x >> 16);
}

/* Drops where the hash of (key, image, index) lies below p · 2³². */
static void
dropout (const FoveaPlanes *x, float probability, guint64 key, int first, const FoveaPlanes *y)
{
  guint32 image[LANES], threshold = (guint32) (probability * 4294967296.0);
  float scale = 1 / (1 - probability);

  for (int l = 0; l < LANES; l++)
    image[l] = scramble ((guint32) key ^ scramble ((guint32) (key >> 32) ^ scramble (first + l)));
  for (int c = 0; c < x->channels; c++)
    for (int row = 0; row < x->height; row++)
      {
        guint32 index = ((guint32) c * x->height + row) * x->width;
        const float *in = cell (x, c, row, 0);
        float *out = cell (y, c, row, 0);

        for (int column = 0; column < x->width; column++)
#pragma GCC ivdep
          for (int l = 0; l < LANES; l++)
            {
              gboolean keep = scramble (image[l] ^ (index + column) * 0x9e3779b9u) >= threshold;

              out[column * LANES + l] = keep ? in[column * LANES + l] * scale : 0;
            }
      }
}
