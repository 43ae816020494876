/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Local response normalisation and batch normalisation.
 *
 * LRN (Krizhevsky, Sutskever, Hinton 2012), with n = 5 channels around each:
 *   s_c = 2 + α Σ_{|d−c| ≤ 2} x_d²,  y_c = x_c s_c^−¾
 *   gx_c = gy_c s_c^−¾ − 2 · ¾ · α · x_c Σ_{|d−c| ≤ 2} gy_d x_d s_d^−¾ / s_d
 * Batch normalisation (Ioffe, Szegedy 2015), the sums running over all images and positions of a channel. */

#include "engine/kernels/set.h"

#define LRN_REACH 2
#define LRN_ALPHA 1e-4f /* already divided by the five channels */
#define LRN_BETA 0.75f
#define LRN_K 2.0f

static inline int
lrn_first (int channel)
{
  return MAX (channel - LRN_REACH, 0);
}

static inline int
lrn_last (const FoveaPlanes *x, int channel)
{
  return MIN (channel + LRN_REACH, x->channels - 1);
}

/* s of one channel's cell, all lanes */
static inline void
lrn_scale (const FoveaPlanes *x, int channel, int row, int column, float scale[LANES])
{
  for (int l = 0; l < LANES; l++)
    scale[l] = 0;
  for (int d = lrn_first (channel); d <= lrn_last (x, channel); d++)
    for (int l = 0; l < LANES; l++)
      scale[l] += cell (x, d, row, column)[l] * cell (x, d, row, column)[l];
  for (int l = 0; l < LANES; l++)
    scale[l] = LRN_K + LRN_ALPHA * scale[l];
}

/* s^−¾ */
static inline float
lrn_power (float scale)
{
  float root = sqrtf (scale);

  return 1 / (root * sqrtf (root));
}

static void
lrn_forward (const FoveaPlanes *x, const FoveaPlanes *y)
{
  for (int c = 0; c < x->channels; c++)
    for (int row = 0; row < x->height; row++)
      for (int column = 0; column < x->width; column++)
        {
          float scale[LANES];

          lrn_scale (x, c, row, column, scale);
          for (int l = 0; l < LANES; l++)
            cell (y, c, row, column)[l] = cell (x, c, row, column)[l] * lrn_power (scale[l]);
        }
}

static void
lrn_backward_cell (const FoveaPlanes *x, const FoveaPlanes *gy, const FoveaPlanes *gx, int c, int row, int column)
{
  float scale[LANES], sum[LANES] = { 0 }, own[LANES] = { 0 };

  for (int d = lrn_first (c); d <= lrn_last (x, c); d++)
    {
      const float *in = cell (x, d, row, column), *gradient = cell (gy, d, row, column);

      lrn_scale (x, d, row, column, scale);
      for (int l = 0; l < LANES; l++)
        sum[l] += gradient[l] * in[l] * lrn_power (scale[l]) / scale[l];
      if (d == c)
        for (int l = 0; l < LANES; l++)
          own[l] = gradient[l] * lrn_power (scale[l]);
    }
  for (int l = 0; l < LANES; l++)
    cell (gx, c, row, column)[l] = own[l] - 2 * LRN_BETA * LRN_ALPHA * cell (x, c, row, column)[l] * sum[l];
}

static void
lrn_backward (const FoveaPlanes *x, const FoveaPlanes *gy, const FoveaPlanes *gx)
{
  for (int c = 0; c < x->channels; c++)
    for (int row = 0; row < x->height; row++)
      for (int column = 0; column < x->width; column++)
        lrn_backward_cell (x, gy, gx, c, row, column);
}

/* Sums over the positions of a channel, of each image: single precision along a row, double from row to row. */
static inline void
add_row (double sum[LANES], Lanes row)
{
  float values[LANES];

  memcpy (values, &row, sizeof values);
  for (int l = 0; l < LANES; l++)
    sum[l] += values[l];
}

static inline double
sum_of_images (const double sum[LANES], int images)
{
  double total = 0;

  for (int l = 0; l < images; l++)
    total += sum[l];
  return total;
}

static void
batchnorm_sum (const FoveaPlanes *x, int images, double *sum)
{
  for (int c = 0; c < x->channels; c++)
    {
      double sums[LANES] = { 0 };

      for (int row = 0; row < x->height; row++)
        {
          const Lanes *in = lanes (x, c, row, 0);
          Lanes even = { 0 }, odd = { 0 };
          int column = 0;

          for (; column + 1 < x->width; column += 2)
            {
              even += in[column];
              odd += in[column + 1];
            }
          if (column < x->width)
            even += in[column];
          add_row (sums, even + odd);
        }
      sum[c] += sum_of_images (sums, images);
    }
}

static void
batchnorm_square_sum (const FoveaPlanes *x, int images, const float *mean, double *sum)
{
  for (int c = 0; c < x->channels; c++)
    {
      double sums[LANES] = { 0 };

      for (int row = 0; row < x->height; row++)
        {
          const Lanes *in = lanes (x, c, row, 0);
          Lanes total = { 0 };

          for (int column = 0; column < x->width; column++)
            total += (in[column] - mean[c]) * (in[column] - mean[c]);
          add_row (sums, total);
        }
      sum[c] += sum_of_images (sums, images);
    }
}

static void
batchnorm_forward (const FoveaPlanes *x, const float *mean, const float *inverse, const float *scale,
                   const float *shift, const FoveaPlanes *y)
{
  for (int c = 0; c < x->channels; c++)
    for (int row = 0; row < x->height; row++)
      {
        const float *in = cell (x, c, row, 0);
        float *out = cell (y, c, row, 0), factor = scale[c] * inverse[c];

#pragma GCC ivdep
        for (int i = 0; i < x->width * LANES; i++)
          out[i] = (in[i] - mean[c]) * factor + shift[c];
      }
}

static void
batchnorm_backward_sums (const FoveaPlanes *x, const FoveaPlanes *gy, int images, const float *mean,
                         const float *inverse, double *sum, double *sum_normal)
{
  for (int c = 0; c < x->channels; c++)
    {
      double sums[LANES] = { 0 }, normals[LANES] = { 0 };

      for (int row = 0; row < x->height; row++)
        {
          const Lanes *in = lanes (x, c, row, 0), *gradient = lanes (gy, c, row, 0);
          Lanes total = { 0 }, normal = { 0 };

          for (int column = 0; column < x->width; column++)
            {
              total += gradient[column];
              normal += gradient[column] * (in[column] - mean[c]);
            }
          add_row (sums, total);
          add_row (normals, normal);
        }
      sum[c] += sum_of_images (sums, images);
      sum_normal[c] += sum_of_images (normals, images) * inverse[c];
    }
}

static void
batchnorm_backward (const FoveaPlanes *x, const FoveaPlanes *gy, int images, const float *mean, const float *inverse,
                    const float *scale, const float *mean_gy, const float *mean_gy_normal, const FoveaPlanes *gx)
{
  float counts[LANES];

  for (int l = 0; l < LANES; l++)
    counts[l] = l < images;
  for (int c = 0; c < x->channels; c++)
    for (int row = 0; row < x->height; row++)
      {
        const float *in = cell (x, c, row, 0), *gradient = cell (gy, c, row, 0);
        float *out = cell (gx, c, row, 0), factor = scale[c] * inverse[c];

        for (int column = 0; column < x->width; column++)
#pragma GCC ivdep
          for (int l = 0; l < LANES; l++)
            {
              int i = column * LANES + l;
              float normal = (in[i] - mean[c]) * inverse[c];

              out[i] = counts[l] * factor * (gradient[i] - mean_gy[c] - normal * mean_gy_normal[c]);
            }
      }
}
