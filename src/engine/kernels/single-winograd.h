/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* 3×3 convolution of stride 1 of one image by Winograd's transforms (winograd-transforms.h). A few rows of tiles at a
 * time,
 *
 *   1. WIDTH channels of the rows that are read are turned into the lanes,         [C/WIDTH][rows][columns][WIDTH]
 *   2. patches become points,                                                      [36][C/WIDTH][tiles][WIDTH]
 *   3. points are multiplied by the filters', WIDTH of which lie in the lanes,     [36][K/WIDTH][tiles][WIDTH]
 *   4. products become tiles again, and WIDTH filters in the lanes become maps.    [WIDTH][rows][columns]
 *
 * A tile's numbers do not depend on which tiles go with it, so rows may be cut into bands of whole tiles. */

#include "engine/kernels/single-store.h"
#include "engine/kernels/square.h"
#include "engine/kernels/winograd-transforms.h"

enum
{
  TILES = 32 /* about as many at a time: each number of a filter that is read is used for all of them */
};

/* The sizes of one group: vectors of channels and of filters, tiles beside each other, rows of tiles at a time. */
typedef struct
{
  int channels, filters;
  int channel_vectors, filter_vectors;
  int across, down;
} Sizes;

static inline Sizes
winograd_sizes (const FoveaConv *conv)
{
  int channels = conv->channels / conv->groups, filters = conv->filters / conv->groups;
  int across = part_count (conv->out_width, TILE);

  return (Sizes){ .channels = channels,
                  .filters = filters,
                  .channel_vectors = part_count (channels, WIDTH),
                  .filter_vectors = part_count (filters, WIDTH),
                  .across = across,
                  .down = CLAMP (part_count (conv->out_height, TILE), 1, MAX (TILES / across, 1)) };
}

/* Whether it pays, counted in products of vectors: 36 for a tile's channel, and what it takes to transform, and to read
 * the filters, which are four times as large as they were, from far away; against 9 for every output. */
static inline gboolean
is_winograd (const FoveaConv *conv)
{
  const FoveaSlide *slide = &conv->slide;
  Sizes s = winograd_sizes (conv);
  gint64 tiles = s.across * part_count (conv->whole_height, TILE), filters = (gint64) s.channels * s.filter_vectors;
  gint64 direct = 9 * (gint64) s.channels * s.filters * conv->whole_height * part_count (conv->out_width, WIDTH);

  return slide->rows == 3 && slide->columns == 3 && slide->stride == 1 && slide->dilation == 1
         && 36 * filters * (tiles + 16) + 400 * tiles * (s.channel_vectors + s.filter_vectors) < direct;
}

/* Vectors of one group's filters as points: [36][parts of FILTERS vectors][C][vectors of the part] */
static inline gsize
winograd_group_size (const Sizes *s)
{
  return POINTS * point_step (s->filter_vectors, s->channels);
}

static gsize
winograd_packed_size (const FoveaConv *conv)
{
  Sizes s = winograd_sizes (conv);

  return conv->groups * winograd_group_size (&s) * WIDTH;
}

/* Filters [first, first + n) of a group, n ≤ 4; @u: where the first one's number for channel 0 goes, @step floats from
 * channel to channel */
static void
pack_winograd_filters (const Sizes *s, const float *weights, int first, int n, float *u, gsize step)
{
  for (int c = 0; c < s->channels; c++, u += step)
    {
      Four g[9] = { 0 };

      for (int t = 0; t < 9; t++)
        for (int k = 0; k < n; k++)
          g[t][k] = weights[((gsize) (first + k) * s->channels + c) * 9 + t];
      transform_filters (g, n, u, point_step (s->filter_vectors, s->channels) * WIDTH);
    }
}

/* Lanes without a filter are zeros. */
static void
pack_winograd (const FoveaConv *conv, const float *weights, float *u)
{
  Sizes s = winograd_sizes (conv);
  gsize group_size = winograd_group_size (&s) * WIDTH;

  memset (u, 0, conv->groups * group_size * sizeof (float));
  for (int group = 0; group < conv->groups; group++, weights += 9 * s.channels * s.filters, u += group_size)
    for (int part = 0; part < part_count (s.filter_vectors, FILTERS); part++)
      {
        int begin = part_start (s.filter_vectors, FILTERS, part);
        int end = part_start (s.filter_vectors, FILTERS, part + 1);

        for (int k = begin * WIDTH; k < MIN (end * WIDTH, s.filters); k += 4)
          pack_winograd_filters (&s, weights, k, MIN (s.filters - k, 4),
                                 u + (gsize) begin * s.channels * WIDTH + k - begin * WIDTH, (end - begin) * WIDTH);
      }
}

/* WIDTH × WIDTH numbers of @channels channels, which lie @step floats apart, of which @n columns are wanted. */
static inline void
turn_into_lanes (const float *x, gssize step, int channels, int n, Vector *out)
{
  Vector v[WIDTH];

  for (int l = 0; l < WIDTH; l++)
    {
      v[l] = zeros ();
      if (l < channels)
        v[l] = *(const LooseVector *) (x + l * step);
    }
  transpose_square (v);
  for (int j = 0; j < n; j++)
    out[j] = v[j];
}

/* 1. @rows rows of @columns cells from @x on: [C/WIDTH][rows][columns] */
static void
turn_channels (const Sizes *s, const float *x, const FoveaPlanes *planes, int rows, int columns, Vector *out)
{
  for (int c = 0; c < s->channels; c += WIDTH)
    for (int i = 0; i < rows; i++, out += columns)
      for (int j = 0; j < columns; j += WIDTH)
        turn_into_lanes (x + c * planes->channel + i * planes->row + j, planes->channel, MIN (s->channels - c, WIDTH),
                         MIN (columns - j, WIDTH), out + j);
}

/* 3. Products of one point: y [vectors][n] of @tiles tiles from the points x [C/WIDTH][n][WIDTH] and the @vectors
 * vectors of filters u [C][vectors] */
static ALWAYS_INLINE void
multiply_points (int channels, int n, const float *restrict x, const Vector *restrict u, Vector *restrict y,
                 int vectors, int tiles)
{
  Vector sum[FILTERS][COLUMNS];

  for (int k = 0; k < vectors; k++)
    for (int j = 0; j < tiles; j++)
      sum[k][j] = zeros ();
  for (int c = 0; c < channels; c++, u += vectors)
    {
      const float *point = x + (gsize) (c / WIDTH * n) * WIDTH + c % WIDTH;
      Vector in[COLUMNS];

      for (int j = 0; j < tiles; j++)
        {
          in[j] = zeros () + point[j * WIDTH];
          KEEP_IN_REGISTER (in[j]);
        }
      for (int k = 0; k < vectors; k++)
        {
          Vector filter = u[k];

          KEEP_IN_REGISTER (filter);
          for (int j = 0; j < tiles; j++)
            sum[k][j] += in[j] * filter;
        }
    }
  for (int k = 0; k < vectors; k++)
    for (int j = 0; j < tiles; j++)
      y[k * n + j] = sum[k][j];
}

typedef void (*MultiplyPoints) (int channels, int n, const float *restrict x, const Vector *restrict u,
                                Vector *restrict y);

#define MULTIPLY_POINTS(vectors, tiles)                                                                                \
  static void multiply_points_##vectors##x##tiles (int channels, int n, const float *restrict x,                      \
                                                   const Vector *restrict u, Vector *restrict y)                       \
  {                                                                                                                    \
    multiply_points (channels, n, x, u, y, vectors, tiles);                                                            \
  }
#define MULTIPLY_POINTS_ENTRY(vectors, tiles) [vectors][tiles] = multiply_points_##vectors##x##tiles,

EACH_BLOCK (MULTIPLY_POINTS)

static const MultiplyPoints multiply_points_of[FILTERS + 1][COLUMNS + 1] = { EACH_BLOCK (MULTIPLY_POINTS_ENTRY) };

static void
multiply_point (const Sizes *s, int n, const Vector *points, const Vector *u, Vector *products)
{
  for (int part = 0; part < part_count (s->filter_vectors, FILTERS); part++)
    {
      int k = part_start (s->filter_vectors, FILTERS, part);
      int vectors = part_start (s->filter_vectors, FILTERS, part + 1) - k;

      for (int right = 0; right < part_count (n, COLUMNS); right++)
        {
          int t = part_start (n, COLUMNS, right), tiles = part_start (n, COLUMNS, right + 1) - t;

          multiply_points_of[vectors][tiles](s->channels, n, (const float *) (points + t), u + k * s->channels,
                                             products + k * n + t);
        }
    }
}

/* 4. A tile of WIDTH filters becomes 4×4 cells of each one's map, rows @row floats apart, maps @map. */
static inline void
turn_into_maps (const Vector tile[TILE * TILE], float *maps, gssize map, gssize row)
{
  for (int i = 0; i < TILE * TILE / WIDTH; i++)
    {
      Vector v[WIDTH];

      for (int j = 0; j < WIDTH; j++)
        v[j] = tile[i * WIDTH + j];
      transpose_square (v);
      for (int l = 0; l < WIDTH; l++)
        for (int r = 0; r < WIDTH / TILE; r++)
          memcpy (maps + l * map + (i * WIDTH / TILE + r) * row, (const float *) &v[l] + r * TILE,
                  TILE * sizeof (float));
    }
}

/* @products [36][K/WIDTH][n] of vector @k of filters, of @down rows of tiles, to maps [WIDTH][4 · down][4 · across] */
static void
make_maps (const Sizes *s, const Vector *products, int k, int down, Vector bias, float *maps)
{
  int n = s->across * down;
  gssize row = s->across * TILE, map = row * down * TILE;

  for (int t = 0; t < n; t++)
    {
      Vector tile[TILE * TILE];

      transform_output (products + (gsize) k * n + t, point_step (s->filter_vectors, n), tile);
      for (int i = 0; i < TILE * TILE; i++)
        tile[i] += bias;
      turn_into_maps (tile, maps + t / s->across * TILE * row + t % s->across * TILE, map, row);
    }
}

/* One group's work, and where its steps leave what they compute. */
typedef struct
{
  Sizes size;
  const FoveaPlanes *x;
  const float *origin; /* in x, under the first weight of the first window */
  const Vector *u;     /* the group's filters as points */
  const float *bias;
  const Destination *to;
  int first_filter, width; /* of the output */
  Vector *turned, *points, *products, *maps;
} Group;

static inline gsize
turned_size (const Sizes *s, int width)
{
  return (gsize) s->channel_vectors * (s->down * TILE + 2) * (width + 2);
}

static gsize
winograd_workspace (const FoveaConv *conv)
{
  Sizes s = winograd_sizes (conv);
  int n = s.across * s.down;

  return (turned_size (&s, conv->out_width)
          + POINTS * (point_step (s.channel_vectors, n) + point_step (s.filter_vectors, n)) + n * TILE * TILE)
         * WIDTH;
}

static Group
winograd_group (const FoveaConv *conv, const FoveaPlanes *x, const float *packed, const float *bias,
                const Destination *to, int group, float *work)
{
  Sizes s = winograd_sizes (conv);
  Group g = { .size = s,
              .x = x,
              .origin = cell (x, group * s.channels, -conv->slide.top, -conv->slide.left),
              .u = (const Vector *) packed + group * winograd_group_size (&s),
              .bias = bias != NULL ? bias + group * s.filters : NULL,
              .to = to,
              .first_filter = group * s.filters,
              .width = conv->out_width,
              .turned = (Vector *) work };

  g.points = g.turned + turned_size (&s, conv->out_width);
  g.products = g.points + POINTS * point_step (s.channel_vectors, s.across * s.down);
  g.maps = g.products + POINTS * point_step (s.filter_vectors, s.across * s.down);
  return g;
}

/* The products of @down rows of tiles: through ReLU and pooling to @rows rows of the output, from row @top on. */
static void
store_products (const Group *g, int top, int rows, int down)
{
  const Sizes *s = &g->size;
  gssize row = s->across * TILE, map = row * down * TILE;

  for (int k = 0; k < s->filters; k += WIDTH)
    {
      int filters = MIN (s->filters - k, WIDTH);

      make_maps (s, g->products, k / WIDTH, down, g->bias != NULL ? load_floats (g->bias + k, filters) : zeros (),
                 (float *) g->maps);
      for (int l = 0; l < filters; l++)
        store_map (g->to, (const float *) g->maps + l * map, row, g->first_filter + k + l, top, rows);
    }
}

/* Output rows [top, bottom), all steps. */
static void
winograd_rows (const Group *g, int top, int bottom)
{
  const Sizes *s = &g->size;
  int rows = bottom - top, columns = g->width + 2, down = part_count (rows, TILE), n = s->across * down;
  Tiling tiles = tiling (g->turned, (gssize) (rows + 2) * columns, columns, rows, g->width, 2);

  turn_channels (s, g->origin + top * g->x->row, g->x, rows + 2, columns, g->turned);
  transform_inputs (&tiles, s->channel_vectors, 0, n, g->points);
  for (int p = 0; p < POINTS; p++)
    multiply_point (s, n, g->points + p * point_step (s->channel_vectors, n),
                    g->u + p * point_step (s->filter_vectors, s->channels),
                    g->products + p * point_step (s->filter_vectors, n));
  store_products (g, top, rows, down);
}

static void
winograd_forward (const FoveaConv *conv, const FoveaPlanes *x, const float *packed, const float *bias,
                  const Destination *to, float *work)
{
  int height = part_count (conv->out_height, TILE);

  for (int group = 0; group < conv->groups; group++)
    {
      Group g = winograd_group (conv, x, packed, bias, to, group, work);

      for (int part = 0; part < part_count (height, g.size.down); part++)
        winograd_rows (&g, part_start (height, g.size.down, part) * TILE,
                       MIN (part_start (height, g.size.down, part + 1) * TILE, conv->out_height));
    }
}
