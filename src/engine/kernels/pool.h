/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Pooling: y[i][j] is the largest, or the mean, of the cells in the window at (i·S − top, j·S − left). */

#include "engine/kernels/set.h"

/* The part of a window that lies on the input: cells first, first + step … below last. */
typedef struct
{
  int first, last;
} Span;

/* @start: where the window begins; it may lie before the input or reach beyond it */
static inline Span
span (const FoveaSlide *slide, int start, int size)
{
  Span s = { start, MIN (start + slide->dilation * (slide->extent - 1) + 1, size) };

  if (s.first < 0)
    s.first += (-s.first + slide->dilation - 1) / slide->dilation * slide->dilation;
  return s;
}

/* How many weights of a window fall on the padded axis, which ends at @end: what PyTorch divides by. */
static inline int
count_padded (const FoveaSlide *slide, int start, int end)
{
  int count = 0;

  for (int u = 0; u < slide->extent; u++)
    count += start + u * slide->dilation < end;
  return count;
}

static inline float
share (const FoveaSlide *slide, const FoveaPlanes *x, int top, int left)
{
  return 1.0f / (count_padded (slide, top, x->height + slide->bottom)
                 * count_padded (slide, left, x->width + slide->right));
}

static inline void
pool_max_cell (const FoveaPlanes *x, int c, Span rows, Span columns, int step, float *y)
{
  float best[LANES];

  for (int l = 0; l < LANES; l++)
    best[l] = -INFINITY;
  for (int row = rows.first; row < rows.last; row += step)
    for (int column = columns.first; column < columns.last; column += step)
      {
        const float *in = cell (x, c, row, column);

        for (int l = 0; l < LANES; l++)
          best[l] = best[l] >= in[l] ? best[l] : in[l];
      }
  memcpy (y, best, sizeof best);
}

static inline void
pool_average_cell (const FoveaPlanes *x, int c, Span rows, Span columns, int step, float part, float *y)
{
  float sum[LANES] = { 0 };

  for (int row = rows.first; row < rows.last; row += step)
    for (int column = columns.first; column < columns.last; column += step)
      {
        const float *in = cell (x, c, row, column);

        for (int l = 0; l < LANES; l++)
          sum[l] += in[l];
      }
  for (int l = 0; l < LANES; l++)
    y[l] = sum[l] * part;
}

static void
pool_forward (FoveaPoolKind kind, const FoveaSlide *slide, const FoveaPlanes *x, const FoveaPlanes *y)
{
  for (int c = 0; c < y->channels; c++)
    for (int i = 0; i < y->height; i++)
      for (int j = 0; j < y->width; j++)
        {
          int top = i * slide->stride - slide->top, left = j * slide->stride - slide->left;
          Span rows = span (slide, top, x->height), columns = span (slide, left, x->width);

          if (kind == FOVEA_POOL_MAX)
            pool_max_cell (x, c, rows, columns, slide->dilation, cell (y, c, i, j));
          else
            pool_average_cell (x, c, rows, columns, slide->dilation, share (slide, x, top, left), cell (y, c, i, j));
        }
}

/* Every lane has its own winner: the first cell, in row-major order, that holds the window's largest value. */
static inline void
pool_max_cell_backward (const FoveaPlanes *x, const FoveaPlanes *gx, int c, Span rows, Span columns, int step,
                        const float *gy)
{
  float best[LANES], left[LANES];

  pool_max_cell (x, c, rows, columns, step, best);
  memcpy (left, gy, sizeof left);
  for (int row = rows.first; row < rows.last; row += step)
    for (int column = columns.first; column < columns.last; column += step)
      {
        const float *in = cell (x, c, row, column);
        float *gradient = cell (gx, c, row, column);

        for (int l = 0; l < LANES; l++)
          {
            float wins = in[l] == best[l] ? left[l] : 0;

            gradient[l] += wins;
            left[l] = in[l] == best[l] ? 0 : left[l];
          }
      }
}

static inline void
pool_average_cell_backward (const FoveaPlanes *gx, int c, Span rows, Span columns, int step, float part,
                            const float *gy)
{
  for (int row = rows.first; row < rows.last; row += step)
    for (int column = columns.first; column < columns.last; column += step)
      for (int l = 0; l < LANES; l++)
        cell (gx, c, row, column)[l] += gy[l] * part;
}

static void
clear_planes (const FoveaPlanes *planes)
{
  for (int c = 0; c < planes->channels; c++)
    for (int row = 0; row < planes->height; row++)
      memset (cell (planes, c, row, 0), 0, sizeof (float) * planes->width * LANES);
}

static void
pool_backward (FoveaPoolKind kind, const FoveaSlide *slide, const FoveaPlanes *x, const FoveaPlanes *gy,
               const FoveaPlanes *gx)
{
  clear_planes (gx);
  for (int c = 0; c < gy->channels; c++)
    for (int i = 0; i < gy->height; i++)
      for (int j = 0; j < gy->width; j++)
        {
          int top = i * slide->stride - slide->top, left = j * slide->stride - slide->left;
          Span rows = span (slide, top, x->height), columns = span (slide, left, x->width);

          if (kind == FOVEA_POOL_MAX)
            pool_max_cell_backward (x, gx, c, rows, columns, slide->dilation, cell (gy, c, i, j));
          else
            pool_average_cell_backward (gx, c, rows, columns, slide->dilation, share (slide, x, top, left),
                                        cell (gy, c, i, j));
        }
}
