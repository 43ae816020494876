/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* ReLU and max-pooling 2×2 right behind a convolution, so that its own output, four times as large, is never stored.
 * ReLU and the maximum may change places: the largest of four rectified cells is the largest cell, rectified. What
 * backward needs is which cell won, and whether the result is above zero. */

#include "engine/kernels/conv.h"

typedef gint8 Bytes __attribute__ ((vector_size (WIDTH), aligned (1), may_alias));

/* Two rows of one map, @below each other; @choice: the winner's number, 0 to 3, the first in row-major order */
static ALWAYS_INLINE void
relu_pool_row (const Vector *restrict map, gssize below, int width, Vector *restrict y, Bytes *restrict choice)
{
  for (int j = 0; j < width; j++, map += 2)
    {
      Mask right = map[1] > map[0], lower_right = map[below + 1] > map[below], down;
      Vector upper = choose (right, map[1], map[0]), lower = choose (lower_right, map[below + 1], map[below]);

      down = lower > upper;
      y[j] = rectify (choose (down, lower, upper));
      if (choice != NULL)
        choice[j] = __builtin_convertvector ((down & (2 - lower_right)) | (~down & -right), Bytes);
    }
}

/* The gradient of that row: everything goes to the winner, or nowhere. */
static ALWAYS_INLINE void
relu_pool_row_backward (const Vector *restrict y, const Bytes *restrict choice, const Vector *restrict gy, int width,
                        Vector *restrict upper, Vector *restrict lower)
{
  for (int j = 0; j < width; j++)
    {
      Mask winner = __builtin_convertvector (choice[j], Mask), gradient = (Mask) gy[j] & (y[j] > zeros ());

      upper[2 * j] = (Vector) (gradient & (winner == 0));
      upper[2 * j + 1] = (Vector) (gradient & (winner == 1));
      lower[2 * j] = (Vector) (gradient & (winner == 2));
      lower[2 * j + 1] = (Vector) (gradient & (winner == 3));
    }
}

static void
relu_pool_backward (const FoveaPlanes *y, const guint8 *choice, const FoveaPlanes *gy, const FoveaPlanes *gx)
{
  if (gx->height % 2 != 0 || gx->width % 2 != 0)
    clear_planes (gx);
  for (int c = 0; c < y->channels; c++)
    for (int i = 0; i < y->height; i++, choice += y->width * LANES)
      relu_pool_row_backward ((const Vector *) cell (y, c, i, 0), (const Bytes *) choice,
                              (const Vector *) cell (gy, c, i, 0), y->width, (Vector *) cell (gx, c, 2 * i, 0),
                              (Vector *) cell (gx, c, 2 * i + 1, 0));
}

/* Pools the rows of @filters maps that @map holds, [filters][2][width], into row i of y. */
static void
relu_pool_maps (const Vector *map, int filters, int width, const FoveaPlanes *y, int first_filter, int i,
                guint8 *choice)
{
  for (int k = first_filter; k < first_filter + filters; k++, map += 2 * width)
    {
      Vector *out = (Vector *) cell (y, k, i, 0);

      if (choice != NULL)
        relu_pool_row (map, width, y->width, out,
                       (Bytes *) (choice + ((gsize) k * y->height + i) * y->width * LANES));
      else
        relu_pool_row (map, width, y->width, out, NULL);
    }
}

/* Two rows of up to FILTERS maps at a time, which @work holds [FILTERS][2][width], stay in the first-level cache. */
static void
forward_pool_group (const Job *job, const float *w, const float *bias, const FoveaPlanes *y, int first_filter,
                    guint8 *choice, Vector *work)
{
  Job pair = *job;

  pair.y_channel = 2 * job->width;
  for (int i = 0; i < y->height; i++)
    for (int part = 0; part < part_count (job->filters, FILTERS); part++)
      {
        int k = part_start (job->filters, FILTERS, part);
        int filters = part_start (job->filters, FILTERS, part + 1) - k;

        for (int row = 0; row < 2; row++)
          correlate_row (&pair, 2 * i + row, filters, w + k * taps (job), bias != NULL ? bias + k : NULL, FALSE,
                         work + row * job->width);
        relu_pool_maps (work, filters, job->width, y, first_filter + k, i, choice);
      }
}

static void
direct_forward_pool (const FoveaConv *conv, const FoveaPlanes *x, const float *packed, const float *bias,
                     const FoveaPlanes *y, guint8 *choice, float *work)
{
  for (int group = 0; group < conv->groups; group++)
    {
      Job job = forward_job (conv, x, y, group);

      forward_pool_group (&job, packed + group * weights_of_group (conv),
                          bias != NULL ? bias + group * job.filters : NULL, y, group * job.filters, choice,
                          (Vector *) work);
    }
}
