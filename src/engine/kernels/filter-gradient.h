/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The filter gradient with images in the lanes:
 *
 *   gw[k][c][u][v] = Σ over images, i, j of gy[k][i][j] · x[c][iS + ud − top][jS + vd − left]
 *
 * FILTERS × COLUMNS weights at a time keep a vector each in registers over all positions (i, j); the images are added
 * up once, at the end. A tap is any (c, u, v) of the group, so blocks are full whatever F is. */

#include "engine/kernels/vectors.h"

typedef struct
{
  const Vector *gy;
  const Vector *x[COLUMNS]; /* under each tap in the first window */
  int height, width, stride;
  gssize gy_channel, gy_row, x_row; /* x_row: from the window of one sum to that of the sum below */
} Products;

static ALWAYS_INLINE void
sum_products (const Products *p, Vector *sum, int filters, int columns, int stride)
{
  const Vector *x[COLUMNS], *gy = p->gy;

  for (int t = 0; t < columns; t++)
    x[t] = p->x[t];
  for (int i = 0; i < p->height; i++, gy += p->gy_row)
    {
      for (gssize j = 0; j < p->width; j++)
        {
          Vector in[COLUMNS];

          for (int t = 0; t < columns; t++)
            {
              in[t] = x[t][j * stride];
              KEEP_IN_REGISTER (in[t]);
            }
          for (int k = 0; k < filters; k++)
            for (int t = 0; t < columns; t++)
              sum[k * columns + t] += gy[k * p->gy_channel + j] * in[t];
        }
      for (int t = 0; t < columns; t++)
        x[t] += p->x_row;
    }
}

/* Adds to the gradients of @columns taps of @filters filters, whose weights lie @filter_size apart. */
static ALWAYS_INLINE void
accumulate (const Products *p, float *gw, gsize filter_size, int filters, int columns)
{
  Vector sum[(FILTERS * COLUMNS + WIDTH - 1) / WIDTH * WIDTH]; /* [filters][columns], and some zeros */
  float total[G_N_ELEMENTS (sum)];

  for (gsize i = 0; i < G_N_ELEMENTS (sum); i++)
    sum[i] = zeros ();
  if (p->stride == 1)
    sum_products (p, sum, filters, columns, 1);
  else
    sum_products (p, sum, filters, columns, p->stride);
  for (int i = 0; i < filters * columns; i += WIDTH)
    *(LooseVector *) (total + i) = sums_of_lanes (sum + i);
  for (int k = 0; k < filters; k++)
    for (int t = 0; t < columns; t++)
      gw[k * filter_size + t] += total[k * columns + t];
}

typedef void (*Accumulate) (const Products *p, float *gw, gsize filter_size);

#define ACCUMULATE(filters, columns)                                                                                   \
  static void accumulate_##filters##x##columns (const Products *p, float *gw, gsize filter_size)                       \
  {                                                                                                                    \
    accumulate (p, gw, filter_size, filters, columns);                                                                 \
  }
#define ACCUMULATE_ENTRY(filters, columns) [filters][columns] = accumulate_##filters##x##columns,

EACH_BLOCK (ACCUMULATE)

static const Accumulate accumulates[FILTERS + 1][COLUMNS + 1] = { EACH_BLOCK (ACCUMULATE_ENTRY) };

/* Where the input lies under tap number @tap of @first's group, in the first window. */
static const Vector *
under_tap (const FoveaConv *conv, const FoveaPlanes *x, int first, int tap)
{
  const FoveaSlide *slide = &conv->slide;
  int c = tap / (slide->rows * slide->columns), rest = tap % (slide->rows * slide->columns);

  return (const Vector *) cell (x, first + c, rest / slide->columns * slide->dilation - slide->top,
                                rest % slide->columns * slide->dilation - slide->left);
}

/* Leaves out the rows of gy for which all of the taps tap … tap + columns − 1 fall on padding. */
static void
skip_padding (const FoveaConv *conv, int tap, int columns, Products *p)
{
  const FoveaSlide *slide = &conv->slide;
  int size = slide->rows * slide->columns, last = tap + columns - 1;
  gboolean one_channel = tap / size == last / size;
  int upper = one_channel ? tap % size / slide->columns : 0;
  int lower = one_channel ? last % size / slide->columns : slide->rows - 1;
  int first = 0;

  while (first < p->height && first * slide->stride + lower * slide->dilation - slide->top < 0)
    first++;
  while (p->height > first
         && (p->height - 1) * slide->stride + upper * slide->dilation - slide->top >= conv->height)
    p->height--;
  p->height -= first;
  p->gy += first * p->gy_row;
  for (int t = 0; t < columns; t++)
    p->x[t] += first * p->x_row;
}

/* All taps of filters k to k + filters − 1. */
static void
accumulate_filters (const FoveaConv *conv, const FoveaPlanes *x, const FoveaPlanes *gy, int k, int filters, float *gw)
{
  const FoveaSlide *slide = &conv->slide;
  int channels = conv->channels / conv->groups, n = channels * slide->rows * slide->columns;
  int most = slide->columns > COLUMNS ? COLUMNS : COLUMNS / slide->columns * slide->columns; /* whole rows of taps */

  for (int part = 0; part < part_count (n, most); part++)
    {
      int tap = part_start (n, most, part), columns = part_start (n, most, part + 1) - tap;
      Products p = { .gy = (const Vector *) cell (gy, k, 0, 0),
                     .height = conv->out_height,
                     .width = conv->out_width,
                     .stride = slide->stride,
                     .gy_channel = gy->channel,
                     .gy_row = gy->row,
                     .x_row = x->row * slide->stride };

      for (int t = 0; t < columns; t++)
        p.x[t] = under_tap (conv, x, k / (conv->filters / conv->groups) * channels, tap + t);
      skip_padding (conv, tap, columns, &p);
      accumulates[filters][columns](&p, gw + (gsize) k * n + tap, n);
    }
}

static void
direct_filter_gradient (const FoveaConv *conv, const FoveaPlanes *x, const FoveaPlanes *gy, float *gw)
{
  int filters = conv->filters / conv->groups;

  for (int group = 0; group < conv->groups; group++)
    for (int part = 0; part < part_count (filters, FILTERS); part++)
      {
        int k = part_start (filters, FILTERS, part);

        accumulate_filters (conv, x, gy, group * filters + k, part_start (filters, FILTERS, part + 1) - k, gw);
      }
}

static void
bias_gradient (const FoveaPlanes *gy, float *gb)
{
  for (int k = 0; k < gy->channels; k++)
    {
      Vector sum = zeros ();

      for (int i = 0; i < gy->height; i++)
        {
          const Vector *row = (const Vector *) cell (gy, k, i, 0);

          for (int j = 0; j < gy->width; j++)
            sum += row[j];
        }
      for (int l = 0; l < LANES; l++)
        gb[k] += sum[l];
    }
}
