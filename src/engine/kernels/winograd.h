/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* 3×3 convolution of stride 1 with images in the lanes, by Winograd's transforms. The matrix products are the jobs that
 * conv.h and filter-gradient.h know, with one tap. The input gradient is a convolution by the filter turned by 180°,
 * channels and filters exchanged. */

#include "engine/kernels/filter-gradient.h"
#include "engine/kernels/relu-pool.h"
#include "engine/kernels/winograd-transforms.h"

enum
{
  TILES = WIDTH < 16 ? 6 : 4, /* at a time forward: what they become stays in the second-level cache */
  GRADIENT_TILES = 16,        /* at a time for the filter gradient */
  GRADIENT_BLOCK = 64         /* channels, and filters, at a time for the filter gradient */
};

/* From one point's weights to the next's, in floats: past the next cache line. */
static inline gsize
weight_step (int filters, int channels)
{
  return (gsize) filters * channels + 16;
}

static void
transform_gradients (const Tiling *tiles, int channels, int first, int n, Vector *points)
{
  for (int c = 0; c < channels; c++)
    for (int t = 0; t < n; t++)
      {
        Vector copy[POINTS];
        gssize row;
        const Vector *patch = find_patch (tiles, c, first + t, &row, copy);

        transform_gradient (patch, row, points + (gsize) c * n + t, point_step (channels, n));
      }
}

/* The filters of one group as points: [36][filters/FILTERS][channels][FILTERS], weight_step() apart. Weight (k, c, t)
 * lies at weights[k · filter_step + c · channel_step + t]; @turned: by 180° */
static void
pack_winograd_group (int filters, int channels, const float *weights, gsize filter_step, gsize channel_step,
                     gboolean turned, float *u)
{
  for (int part = 0; part < part_count (filters, FILTERS); part++)
    {
      int first = part_start (filters, FILTERS, part), n = part_start (filters, FILTERS, part + 1) - first;

      for (int c = 0; c < channels; c++)
        {
          Four g[9] = { 0 };

          for (int t = 0; t < 9; t++)
            for (int k = 0; k < n; k++)
              g[t][k] = weights[(first + k) * filter_step + c * channel_step + (turned ? 8 - t : t)];
          transform_filters (g, n, u + (gsize) first * channels + c * n, weight_step (filters, channels));
        }
    }
}

static void
pack_winograd (const FoveaConv *conv, FoveaPass pass, const float *weights, float *u)
{
  int channels = conv->channels / conv->groups, filters = conv->filters / conv->groups;

  for (int group = 0; group < conv->groups;
       group++, weights += 9 * channels * filters, u += POINTS * weight_step (filters, channels))
    if (pass == FOVEA_PASS_FORWARD)
      pack_winograd_group (filters, channels, weights, 9 * channels, 9, FALSE, u);
    else
      pack_winograd_group (channels, filters, weights, 9, 9 * channels, TRUE, u);
}

/* What becomes of a convolution's tiles: the rows of y, or its pooled half. */
typedef struct
{
  const FoveaPlanes *y;
  const float *bias;
  guint8 *choice;
  int first_filter;
  gboolean relu, pool;
} Destination;

static void
store_tile (const Destination *to, const Vector *tile, int k, int top, int left)
{
  int rows = MIN (to->y->height - top, TILE), columns = MIN (to->y->width - left, TILE);

  for (int i = 0; i < rows; i++)
    {
      Vector *y = (Vector *) cell (to->y, k, top + i, left);

      for (int j = 0; j < columns; j++)
        y[j] = to->relu ? rectify (tile[i * TILE + j]) : tile[i * TILE + j];
    }
}

static void
store_pooled_tile (const Destination *to, const Vector *tile, int k, int top, int left)
{
  int rows = MIN (to->y->height - top, TILE / 2), columns = MIN (to->y->width - left, TILE / 2);

  for (int i = 0; i < rows; i++)
    {
      gsize at = (((gsize) k * to->y->height + top + i) * to->y->width + left) * LANES;

      relu_pool_row (tile + 2 * i * TILE, TILE, columns, (Vector *) cell (to->y, k, top + i, left),
                     to->choice != NULL ? (Bytes *) (to->choice + at) : NULL);
    }
}

/* Products [36][filters][n] of tiles first to first + n − 1, back to outputs. */
static void
store_tiles (const Destination *to, const Vector *products, int filters, int across, int first, int n)
{
  for (int k = 0; k < filters; k++)
    for (int t = 0; t < n; t++)
      {
        int top = (first + t) / across * TILE, left = (first + t) % across * TILE;
        Vector tile[TILE * TILE];

        transform_output (products + (gsize) k * n + t, point_step (filters, n), tile);
        for (int i = 0; to->bias != NULL && i < TILE * TILE; i++)
          tile[i] += to->bias[to->first_filter + k];
        if (to->pool)
          store_pooled_tile (to, tile, to->first_filter + k, top / 2, left / 2);
        else
          store_tile (to, tile, to->first_filter + k, top, left);
      }
}

/* A job with 3 × 3 taps, a few tiles at a time. @work: 36 · (channels + filters) · TILES vectors */
static void
winograd_correlate (const Job *job, const float *u, const Destination *to, Vector *work)
{
  Tiling tiles = tiling (job->x, job->x_channel, job->x_row, job->height, job->width, 2);
  int count = tile_count (job->height, job->width);
  Vector *points = work, *products = work + POINTS * point_step (job->channels, TILES);

  for (int part = 0; part < part_count (count, TILES); part++)
    {
      int first = part_start (count, TILES, part), n = part_start (count, TILES, part + 1) - first;
      Job product = { .channels = job->channels, .filters = job->filters, .height = 1, .width = n, .rows = 1,
                      .columns = 1, .weights = 1, .x_height = 1, .x_channel = n, .y_channel = n, .x_step = 1,
                      .y_step = 1 };

      transform_inputs (&tiles, job->channels, first, n, points);
      for (int p = 0; p < POINTS; p++)
        {
          product.x = points + p * point_step (job->channels, n);
          product.y = products + p * point_step (job->filters, n);
          correlate (&product, u + p * weight_step (job->filters, job->channels), NULL, FALSE);
        }
      store_tiles (to, products, job->filters, tiles.across, first, n);
    }
}

static void
winograd_forward (const FoveaConv *conv, const FoveaPlanes *x, const float *packed, Destination to, Vector *work)
{
  for (int group = 0; group < conv->groups; group++)
    {
      Job job = forward_job (conv, x, to.y, group);

      to.first_filter = group * job.filters;
      winograd_correlate (&job, packed + group * POINTS * weight_step (job.filters, job.channels), &to, work);
    }
}

/* Turned, the filter begins with its last weight, two rows and columns before. */
static void
winograd_input_gradient (const FoveaConv *conv, const FoveaPlanes *gy, const float *packed, const FoveaPlanes *gx,
                         Vector *work)
{
  for (int group = 0; group < conv->groups; group++)
    {
      Job job = gradient_job (conv, gy, gx, group, 0, 0);
      Destination to = { .y = gx, .first_filter = group * job.filters };

      job.x += 2 * job.tap_row + 2 * job.tap_column;
      winograd_correlate (&job, packed + group * POINTS * weight_step (job.filters, job.channels), &to, work);
    }
}

/* sums [36][filters][channels] += gradients [36][filters][n] · points [36][channels][n] */
static void
sum_point_products (const Vector *gradients, const Vector *points, int filters, int channels, int n, float *sums)
{
  Products p = { .height = 1, .width = n, .stride = 1, .gy_channel = n };

  for (int point = 0; point < POINTS; point++, gradients += point_step (filters, n), points += point_step (channels, n))
    for (int down = 0; down < part_count (filters, FILTERS); down++)
      for (int right = 0; right < part_count (channels, COLUMNS); right++)
        {
          int k = part_start (filters, FILTERS, down), rows = part_start (filters, FILTERS, down + 1) - k;
          int c = part_start (channels, COLUMNS, right), columns = part_start (channels, COLUMNS, right + 1) - c;

          p.gy = gradients + (gsize) k * n;
          for (int t = 0; t < columns; t++)
            p.x[t] = points + (gsize) (c + t) * n;
          accumulates[rows][columns](&p, sums + ((gsize) point * filters + k) * channels + c, channels);
        }
}

/* gw of one filter += Gᵀ s G, WIDTH channels at a time; @s may be read WIDTH floats beyond its end. */
static void
add_filter_gradients (const float *s, gsize step, int channels, float *gw)
{
  for (int c = 0; c < channels; c += WIDTH)
    {
      Vector out[9];

      transform_filter_gradient (s + c, step, out);
      for (int l = 0; l < MIN (WIDTH, channels - c); l++)
        for (int t = 0; t < 9; t++)
          gw[(c + l) * 9 + t] += out[t][l];
    }
}

/* One block of channels and filters: gw is at its first weight, @filter_size weights a filter. */
static void
winograd_block_gradient (const Tiling *x, int channels, const Tiling *gy, int filters, float *gw, gsize filter_size,
                         Vector *work)
{
  int count = tile_count (gy->height, gy->width);
  Vector *points = work, *gradients = points + POINTS * point_step (channels, GRADIENT_TILES);
  float *sums = (float *) (gradients + POINTS * point_step (filters, GRADIENT_TILES));

  memset (sums, 0, sizeof (float) * POINTS * filters * channels);
  for (int part = 0; part < part_count (count, GRADIENT_TILES); part++)
    {
      int first = part_start (count, GRADIENT_TILES, part), n = part_start (count, GRADIENT_TILES, part + 1) - first;

      transform_inputs (x, channels, first, n, points);
      transform_gradients (gy, filters, first, n, gradients);
      sum_point_products (gradients, points, filters, channels, n, sums);
    }
  for (int k = 0; k < filters; k++)
    add_filter_gradients (sums + k * channels, (gsize) filters * channels, channels, gw + k * filter_size);
}

static void
winograd_group_gradient (const FoveaConv *conv, const FoveaPlanes *x, const FoveaPlanes *gy, int group, float *gw,
                         Vector *work)
{
  int channels = conv->channels / conv->groups, filters = conv->filters / conv->groups;

  for (int c = 0; c < channels; c += GRADIENT_BLOCK)
    for (int k = 0; k < filters; k += GRADIENT_BLOCK)
      {
        const float *origin = cell (x, group * channels + c, -conv->slide.top, -conv->slide.left);
        Tiling in = tiling ((const Vector *) origin, x->channel, x->row, conv->out_height, conv->out_width, 2);
        Tiling out = tiling ((const Vector *) cell (gy, group * filters + k, 0, 0), gy->channel, gy->row,
                             conv->out_height, conv->out_width, 0);

        winograd_block_gradient (&in, MIN (channels - c, GRADIENT_BLOCK), &out, MIN (filters - k, GRADIENT_BLOCK),
                                 gw + ((gsize) (group * filters + k) * channels + c) * 9, 9 * channels, work);
      }
}

static void
winograd_filter_gradient (const FoveaConv *conv, const FoveaPlanes *x, const FoveaPlanes *gy, float *gw, Vector *work)
{
  for (int group = 0; group < conv->groups; group++)
    winograd_group_gradient (conv, x, gy, group, gw, work);
}

/* Whether tiles pay for an output of this size: 36 products against 9 for each of their 16 outputs (those that are cut
 * off are computed too), and the transforms, each of which takes the time of about 400 products. */
static inline gboolean
tiles_pay (int channels, int filters, int height, int width)
{
  gint64 products = (gint64) channels * filters;

  return tile_count (height, width) * (36 * products + 400 * (channels + filters)) < 9 * products * height * width;
}

static inline gboolean
is_winograd (const FoveaConv *conv, int height, int width)
{
  const FoveaSlide *slide = &conv->slide;

  return slide->rows == 3 && slide->columns == 3 && slide->stride == 1 && slide->dilation == 1
         && tiles_pay (conv->channels / conv->groups, conv->filters / conv->groups, height, width);
}

/* Vectors that the larger of the three passes needs. */
static inline gsize
winograd_workspace (const FoveaConv *conv)
{
  gsize channels = conv->channels / conv->groups, filters = conv->filters / conv->groups;
  gsize c = MIN (channels, GRADIENT_BLOCK), k = MIN (filters, GRADIENT_BLOCK);

  return MAX (POINTS * (point_step (channels, TILES) + point_step (filters, TILES)),
              POINTS * (point_step (c, GRADIENT_TILES) + point_step (k, GRADIENT_TILES)) + POINTS * c * k / WIDTH + 2);
}
