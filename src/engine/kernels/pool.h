/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Pooling: y[i][j] is the largest, or the mean, of the cells in the window at (i·S − top, j·S − left). */

#include "engine/kernels/set.h"

/* The part of a window that lies on the input: cells first, first + step … below last. */
typedef struct
{
  int first, last;
} Span;

/* @extent: cells of the window along the axis. @start: where it begins; it may lie before the input or reach beyond it */
static inline Span
span (const FoveaSlide *slide, int extent, int start, int size)
{
  Span s = { start, MIN (start + slide->dilation * (extent - 1) + 1, size) };

  if (s.first < 0)
    s.first += (-s.first + slide->dilation - 1) / slide->dilation * slide->dilation;
  return s;
}

/* How many of a window's @extent weights fall on the padded axis, which ends at @end: what PyTorch divides by. */
static inline int
count_padded (const FoveaSlide *slide, int extent, int start, int end)
{
  int count = 0;

  for (int u = 0; u < extent; u++)
    count += start + u * slide->dilation < end;
  return count;
}

static inline float
share (const FoveaSlide *slide, const FoveaPlanes *x, int top, int left)
{
  return 1.0f / (count_padded (slide, slide->rows, top, x->height + slide->bottom)
                 * count_padded (slide, slide->columns, left, x->width + slide->right));
}

static inline Lanes
pool_max_cell (const FoveaPlanes *x, int c, Span rows, Span columns, int step)
{
  Lanes best = (Lanes){ 0 } - INFINITY;

  for (int row = rows.first; row < rows.last; row += step)
    for (int column = columns.first; column < columns.last; column += step)
      {
        Lanes in = *lanes (x, c, row, column);

        best = WHERE (best >= in, best, in);
      }
  return best;
}

static inline Lanes
pool_average_cell (const FoveaPlanes *x, int c, Span rows, Span columns, int step, float part)
{
  Lanes sum = { 0 };

  for (int row = rows.first; row < rows.last; row += step)
    for (int column = columns.first; column < columns.last; column += step)
      sum += *lanes (x, c, row, column);
  return sum * part;
}

static void
pool_forward (FoveaPoolKind kind, const FoveaSlide *slide, const FoveaPlanes *x, const FoveaPlanes *y)
{
  for (int c = 0; c < y->channels; c++)
    for (int i = 0; i < y->height; i++)
      for (int j = 0; j < y->width; j++)
        {
          int top = i * slide->stride - slide->top, left = j * slide->stride - slide->left;
          Span rows = span (slide, slide->rows, top, x->height);
          Span columns = span (slide, slide->columns, left, x->width);

          if (kind == FOVEA_POOL_MAX)
            *lanes (y, c, i, j) = pool_max_cell (x, c, rows, columns, slide->dilation);
          else
            *lanes (y, c, i, j)
              = pool_average_cell (x, c, rows, columns, slide->dilation, share (slide, x, top, left));
        }
}

/* Every lane has its own winner: the first cell, in row-major order, that holds the window's largest value. */
static inline void
pool_max_cell_backward (const FoveaPlanes *x, const FoveaPlanes *gx, int c, Span rows, Span columns, int step,
                        Lanes gy)
{
  Lanes best = pool_max_cell (x, c, rows, columns, step), none = { 0 };

  for (int row = rows.first; row < rows.last; row += step)
    for (int column = columns.first; column < columns.last; column += step)
      {
        Lanes in = *lanes (x, c, row, column);

        *lanes (gx, c, row, column) += WHERE (in == best, gy, none);
        gy = WHERE (in == best, none, gy);
      }
}

static inline void
pool_average_cell_backward (const FoveaPlanes *gx, int c, Span rows, Span columns, int step, Lanes gy)
{
  for (int row = rows.first; row < rows.last; row += step)
    for (int column = columns.first; column < columns.last; column += step)
      *lanes (gx, c, row, column) += gy;
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
          Span rows = span (slide, slide->rows, top, x->height);
          Span columns = span (slide, slide->columns, left, x->width);

          if (kind == FOVEA_POOL_MAX)
            pool_max_cell_backward (x, gx, c, rows, columns, slide->dilation, *lanes (gy, c, i, j));
          else
            pool_average_cell_backward (gx, c, rows, columns, slide->dilation,
                                        *lanes (gy, c, i, j) * share (slide, x, top, left));
        }
}
