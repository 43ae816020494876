/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The end of a convolution of one image: from maps as they were summed to the rows of the output, through the ReLU, and
 * the 2×2 max-pooling, that follow. */

#include "engine/kernels/vectors.h"

/**
 * Destination:
 * @relu: it follows
 * @pool: ReLU and pooling 2×2 follow
 * @choice: (nullable): of pooling: which of the four cells won
 */
typedef struct
{
  const FoveaPlanes *y;
  guint8 *choice;
  gboolean relu, pool;
} Destination;

static void
copy_row (const float *restrict x, int n, gboolean relu, float *restrict y)
{
  for (int j = 0; j < n; j++)
    y[j] = relu && 0 > x[j] ? 0 : x[j];
}

static void
relu_pool_row (const float *restrict upper, const float *restrict lower, int n, float *restrict y)
{
  for (int j = 0; j < n; j++)
    {
      float above = upper[2 * j] < upper[2 * j + 1] ? upper[2 * j + 1] : upper[2 * j];
      float below = lower[2 * j] < lower[2 * j + 1] ? lower[2 * j + 1] : lower[2 * j];
      float largest = above < below ? below : above;

      y[j] = 0 > largest ? 0 : largest;
    }
}

/* The number of the largest of four cells, the first in row-major order. */
static void
choose_row (const float *restrict upper, const float *restrict lower, int n, guint8 *restrict choice)
{
  for (int j = 0; j < n; j++)
    {
      gboolean above = upper[2 * j + 1] > upper[2 * j], below = lower[2 * j + 1] > lower[2 * j];

      choice[j] = lower[2 * j + below] > upper[2 * j + above] ? 2 + below : above;
    }
}

/* Rows [first, last) of output @k from @map, that is under the first of them, or under the first of their windows. */
static void
store_pooled_rows (const Destination *to, const float *map, gssize row, int k, int first, int last)
{
  const FoveaPlanes *y = to->y;

  for (int i = first; i < last; i++, map += 2 * row)
    {
      relu_pool_row (map, map + row, y->width, cell (y, k, i, 0));
      if (to->choice != NULL)
        choose_row (map, map + row, y->width, to->choice + ((gsize) k * y->height + i) * y->width);
    }
}

static void
store_rows (const Destination *to, const float *map, gssize row, int k, int first, int last)
{
  for (int i = first; i < last; i++, map += row)
    copy_row (map, to->y->width, to->relu, cell (to->y, k, i, 0));
}

/* What @rows rows of filter @k's sums give, that begin in row @top, which is even; rows lie @row floats apart. */
static void
store_map (const Destination *to, const float *map, gssize row, int k, int top, int rows)
{
  if (to->pool)
    store_pooled_rows (to, map, row, k, top / 2, MIN ((top + rows) / 2, to->y->height));
  else
    store_rows (to, map, row, k, top, top + rows);
}
