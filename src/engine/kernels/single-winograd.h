/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* 3×3 convolution of stride 1 of one image by Winograd's transforms (winograd-transforms.h). A few rows of tiles at a
 * time,
 *
 *   1. WIDTH channels of the rows that are read are turned into the lanes,            [C/WIDTH][rows][columns][WIDTH]
 *   2. patches become points,                                                       [36][C/WIDTH][tiles][WIDTH]
 *   3. points are multiplied by the filters', WIDTH of which lie in the lanes,      [36][K/WIDTH][tiles][WIDTH]
 *   4. products become tiles again, and WIDTH filters in the lanes WIDTH maps.
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

  return slide->extent == 3 && slide->stride == 1 && slide->dilation == 1
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

/* Where the steps leave what they compute; in vectors. */
typedef struct
{
  Vector *turned, *points, *products, *maps;
} Room;

static inline gsize
turned_size (const Sizes *s, int columns)
{
  return (gsize) s->channel_vectors * (s->down * TILE + 2) * columns;
}

static gsize
winograd_workspace (const FoveaConv *conv)
{
  Sizes s = winograd_sizes (conv);
  int n = s.across * s.down;

  return (turned_size (&s, conv->out_width + 2)
          + POINTS * (point_step (s.channel_vectors, n) + point_step (s.filter_vectors, n)) + n * TILE * TILE)
         * WIDTH;
}

static Room
winograd_room (const FoveaConv *conv, const Sizes *s, float *work)
{
  Vector *turned = (Vector *) work, *points = turned + turned_size (s, conv->out_width + 2);
  Vector *products = points + POINTS * point_step (s->channel_vectors, s->across * s->down);

  return (Room){ turned, points, products, products + POINTS * point_step (s->filter_vectors, s->across * s->down) };
}

/* Rows [top, top + rows) of one group's outputs, from the input at @x; @u and @bias are the group's. */
static void
winograd_rows (const Sizes *s, const FoveaPlanes *planes, const float *x, const Vector *u, const float *bias,
               const Destination *to, int first_filter, int top, int rows, int width, const Room *room)
{
  int down = part_count (rows, TILE), n = s->across * down;
  Tiling tiles = tiling (room->turned, (gssize) (rows + 2) * (width + 2), width + 2, rows, width, 2);
  gssize row = s->across * TILE;

  turn_channels (s, x, planes, rows + 2, width + 2, room->turned);
  transform_inputs (&tiles, s->channel_vectors, 0, n, room->points);
  for (int p = 0; p < POINTS; p++)
    multiply_point (s, n, room->points + p * point_step (s->channel_vectors, n),
                    u + p * point_step (s->filter_vectors, s->channels),
                    room->products + p * point_step (s->filter_vectors, n));
  for (int k = 0; k < s->filters; k += WIDTH)
    {
      int filters = MIN (s->filters - k, WIDTH);
      Vector biases = bias != NULL ? load_floats (bias + k, filters) : zeros ();

      make_maps (s, room->products, k / WIDTH, down, biases, (float *) room->maps);
      for (int l = 0; l < filters; l++)
        store_map (to, (const float *) room->maps + l * row * down * TILE, row, first_filter + k + l, top, rows);
    }
}

static void
winograd_forward (const FoveaConv *conv, const FoveaPlanes *x, const float *packed, const float *bias,
                  const Destination *to, float *work)
{
  Sizes s = winograd_sizes (conv);
  Room room = winograd_room (conv, &s, work);
  int rows_of_tiles = part_count (conv->out_height, TILE);

  for (int group = 0; group < conv->groups; group++)
    for (int part = 0; part < part_count (rows_of_tiles, s.down); part++)
      {
        int top = part_start (rows_of_tiles, s.down, part) * TILE;
        int bottom = MIN (part_start (rows_of_tiles, s.down, part + 1) * TILE, conv->out_height);

        winograd_rows (&s, x, cell (x, group * s.channels, top - conv->slide.top, -conv->slide.left),
                       (const Vector *) packed + group * winograd_group_size (&s),
                       bias != NULL ? bias + group * s.filters : NULL, to, group * s.filters, top, bottom - top,
                       conv->out_width, &room);
      }
}
