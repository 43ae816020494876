/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The fully connected layer with images in the lanes. Forward and the input gradient multiply vectors of images by
 * single weights, read where they lie, in blocks of ROWS sums. The weight gradient has no use for images in lanes (it
 * would add them up for every weight): with the batch image by image, rows of inputs are the vectors, and a block of
 * FILTERS outputs × COLUMNS vectors of inputs stays in registers while the batch passes. */

#include "engine/kernels/vectors.h"

/* sum[r] += Σ_i x[i] · w[r · row + i · step] */
static ALWAYS_INLINE void
multiply (const Vector *restrict x, int n, const float *restrict w, gsize row, gsize step, Vector *sum, int rows)
{
  for (int i = 0; i < n; i++, w += step)
    for (int r = 0; r < rows; r++)
      sum[r] += x[i] * w[r * row];
}

static ALWAYS_INLINE void
fc_forward_rows (int inputs, const Vector *x, const float *w, const float *bias, gboolean relu, Vector *y, int rows)
{
  Vector sum[ROWS];

  for (int r = 0; r < rows; r++)
    sum[r] = zeros () + (bias != NULL ? bias[r] : 0);
  multiply (x, inputs, w, inputs, 1, sum, rows);
  for (int r = 0; r < rows; r++)
    y[r] = relu ? rectify (sum[r]) : sum[r];
}

static void
fc_forward (int inputs, int outputs, const float *x, const float *w, const float *bias, gboolean relu, float *y)
{
  const Vector *in = (const Vector *) x;
  Vector *out = (Vector *) y;
  int k = 0;

  for (; k + ROWS <= outputs; k += ROWS)
    fc_forward_rows (inputs, in, w + (gsize) k * inputs, bias != NULL ? bias + k : NULL, relu, out + k, ROWS);
  for (; k + 2 <= outputs; k += 2)
    fc_forward_rows (inputs, in, w + (gsize) k * inputs, bias != NULL ? bias + k : NULL, relu, out + k, 2);
  if (k < outputs)
    fc_forward_rows (inputs, in, w + (gsize) k * inputs, bias != NULL ? bias + k : NULL, relu, out + k, 1);
}

static ALWAYS_INLINE void
fc_input_gradient_columns (int inputs, int outputs, const Vector *gy, const float *w, Vector *gx, int columns)
{
  Vector sum[ROWS];

  for (int i = 0; i < columns; i++)
    sum[i] = zeros ();
  multiply (gy, outputs, w, 1, inputs, sum, columns);
  for (int i = 0; i < columns; i++)
    gx[i] = sum[i];
}

static void
fc_input_gradient (int inputs, int outputs, const float *gy, const float *w, float *gx)
{
  const Vector *gradient = (const Vector *) gy;
  Vector *out = (Vector *) gx;
  int i = 0;

  for (; i + ROWS <= inputs; i += ROWS)
    fc_input_gradient_columns (inputs, outputs, gradient, w + i, out + i, ROWS);
  for (; i < inputs; i++)
    fc_input_gradient_columns (inputs, outputs, gradient, w + i, out + i, 1);
}

/* gw[k][i] = Σ_n gy[n][k] · x[n][i] of @filters outputs and @columns · WIDTH inputs */
static ALWAYS_INLINE void
outer_products (int inputs, int outputs, int images, const float *restrict x, const float *restrict gy,
                float *restrict gw, int filters, int columns)
{
  Vector sum[FILTERS][COLUMNS];

  for (int k = 0; k < filters; k++)
    for (int j = 0; j < columns; j++)
      sum[k][j] = zeros ();
  for (int n = 0; n < images; n++, x += inputs, gy += outputs)
    for (int k = 0; k < filters; k++)
      for (int j = 0; j < columns; j++)
        sum[k][j] += *(const LooseVector *) (x + j * WIDTH) * gy[k];
  for (int k = 0; k < filters; k++)
    for (int j = 0; j < columns; j++)
      *(LooseVector *) (gw + (gsize) k * inputs + j * WIDTH) = sum[k][j];
}

/* Inputs that do not fill a vector. */
static void
outer_products_one_by_one (int inputs, int outputs, int images, const float *x, const float *gy, float *gw, int filters)
{
  for (int k = 0; k < filters; k++)
    for (int i = 0; i < inputs; i++)
      {
        float sum = 0;

        for (int n = 0; n < images; n++)
          sum += gy[(gsize) n * outputs + k] * x[(gsize) n * inputs + i];
        gw[(gsize) k * inputs + i] = sum;
      }
}

/* The last vector may overlap the one before: what both compute is the same. */
static ALWAYS_INLINE void
outer_product_rows (int inputs, int outputs, int images, const float *x, const float *gy, float *gw, int filters)
{
  int i = 0;

  if (inputs < WIDTH)
    {
      outer_products_one_by_one (inputs, outputs, images, x, gy, gw, filters);
      return;
    }
  for (; i + COLUMNS * WIDTH <= inputs; i += COLUMNS * WIDTH)
    outer_products (inputs, outputs, images, x + i, gy, gw + i, filters, COLUMNS);
  for (; i + WIDTH <= inputs; i += WIDTH)
    outer_products (inputs, outputs, images, x + i, gy, gw + i, filters, 1);
  if (i < inputs)
    outer_products (inputs, outputs, images, x + inputs - WIDTH, gy, gw + inputs - WIDTH, filters, 1);
}

static void
fc_weight_gradient (int inputs, int outputs, int images, const float *x, const float *gy, int first, int last,
                    float *gw, float *gb)
{
  int k = first;

  for (; k + FILTERS <= last; k += FILTERS)
    outer_product_rows (inputs, outputs, images, x, gy + k, gw + (gsize) k * inputs, FILTERS);
  for (; k < last; k++)
    outer_product_rows (inputs, outputs, images, x, gy + k, gw + (gsize) k * inputs, 1);
  if (gb == NULL)
    return;
  memset (gb + first, 0, sizeof (float) * (last - first));
  for (int n = 0; n < images; n++)
    for (k = first; k < last; k++)
      gb[k] += gy[(gsize) n * outputs + k];
}
