/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Winograd's minimal filtering, F(4×4, 3×3), for 3×3 convolution of stride 1: a tile of 4×4 outputs, seen through a 6×6
 * patch d of the input, takes 144 multiplications directly, and 36 as
 *
 *   Y = Aᵀ [(G g Gᵀ) ∘ (Bᵀ d B)] A                     (Lavin, Gray, "Fast Algorithms for Convolutional Neural
 *   ∂g = Gᵀ [(A ∂Y Aᵀ) ∘ (Bᵀ d B)] G                    Networks", 2015; the second is the first one's derivative)
 *
 * with g the 3×3 filter. B, G and A evaluate polynomials at 0, ±1, ±2 and ∞. Summed over channels, the products are 36
 * matrix products, one for each point of the patch. Here are the transforms, a few additions of whole vectors whatever
 * their lanes hold: images in winograd.h, channels and filters in single-winograd.h.
 *
 * The price is precision: the constants 4 and 8 let errors grow to about 10⁻⁵ of the largest result. */

#include "engine/kernels/vectors.h"

enum
{
  TILE = 4,
  PATCH = 6,
  POINTS = PATCH * PATCH
};

/* Bᵀ d: each of @columns columns of the patch becomes a column of @out. */
static ALWAYS_INLINE void
transform_input_line (const Vector *d, gssize step, Vector *out, gssize out_step)
{
  Vector a = d[4 * step] - 4 * d[2 * step], b = d[3 * step] - 4 * d[step];
  Vector c = d[4 * step] - d[2 * step], e = 2 * (d[3 * step] - d[step]);

  out[0] = 4 * d[0] - 5 * d[2 * step] + d[4 * step];
  out[out_step] = a + b;
  out[2 * out_step] = a - b;
  out[3 * out_step] = c + e;
  out[4 * out_step] = c - e;
  out[5 * out_step] = 4 * d[step] - 5 * d[3 * step] + d[5 * step];
}

/* A ∂Y: four numbers become six. */
static ALWAYS_INLINE void
transform_gradient_line (const Vector *g, gssize step, Vector *out, gssize out_step)
{
  Vector even = g[0] + g[2 * step], odd = g[step] + g[3 * step];
  Vector even2 = g[0] + 4 * g[2 * step], odd2 = 2 * g[step] + 8 * g[3 * step];

  out[0] = g[0];
  out[out_step] = even + odd;
  out[2 * out_step] = even - odd;
  out[3 * out_step] = even2 + odd2;
  out[4 * out_step] = even2 - odd2;
  out[5 * out_step] = g[3 * step];
}

/* Aᵀ m: six numbers become four. */
static ALWAYS_INLINE void
transform_output_line (const Vector *m, gssize step, Vector *out, gssize out_step)
{
  Vector sum = m[step] + m[2 * step], difference = m[step] - m[2 * step];
  Vector sum2 = m[3 * step] + m[4 * step], difference2 = m[3 * step] - m[4 * step];

  out[0] = m[0] + sum + sum2;
  out[out_step] = difference + 2 * difference2;
  out[2 * out_step] = sum + 4 * sum2;
  out[3 * out_step] = difference + 8 * difference2 + m[5 * step];
}

/* Gᵀ s: six numbers become three. */
static ALWAYS_INLINE void
transform_filter_gradient_line (const Vector *s, gssize step, Vector *out, gssize out_step)
{
  Vector sum = s[step] + s[2 * step], sum2 = s[3 * step] + s[4 * step];

  out[0] = s[0] * (1 / 4.0f) - sum * (1 / 6.0f) + sum2 * (1 / 24.0f);
  out[out_step] = (s[2 * step] - s[step]) * (1 / 6.0f) + (s[3 * step] - s[4 * step]) * (1 / 12.0f);
  out[2 * out_step] = (sum2 - sum) * (1 / 6.0f) + s[5 * step];
}

/* Bᵀ d B of the patch at @d, rows @row apart, to the 36 vectors at @out, @step apart. */
static ALWAYS_INLINE void
transform_input (const Vector *d, gssize row, Vector *restrict out, gssize step)
{
  Vector half[PATCH][PATCH];

  for (int j = 0; j < PATCH; j++)
    transform_input_line (d + j, row, &half[0][j], PATCH);
  for (int i = 0; i < PATCH; i++)
    transform_input_line (half[i], 1, out + i * PATCH * step, step);
}

/* A ∂Y Aᵀ likewise, of a tile. */
static ALWAYS_INLINE void
transform_gradient (const Vector *g, gssize row, Vector *restrict out, gssize step)
{
  Vector half[PATCH][TILE];

  for (int j = 0; j < TILE; j++)
    transform_gradient_line (g + j, row, &half[0][j], TILE);
  for (int i = 0; i < PATCH; i++)
    transform_gradient_line (half[i], 1, out + i * PATCH * step, step);
}

/* Aᵀ m A: the tile of outputs, rows TILE apart. */
static ALWAYS_INLINE void
transform_output (const Vector *restrict m, gssize step, Vector *restrict tile)
{
  Vector half[TILE][PATCH];

  for (int j = 0; j < PATCH; j++)
    transform_output_line (m + j * step, PATCH * step, &half[0][j], PATCH);
  for (int i = 0; i < TILE; i++)
    transform_output_line (half[i], 1, tile + i * TILE, 1);
}

/* Gᵀ s G: nine numbers of each of WIDTH filters' channels. */
static ALWAYS_INLINE void
transform_filter_gradient (const float *restrict s, gsize step, Vector out[9])
{
  Vector half[3][PATCH];

  for (int j = 0; j < PATCH; j++)
    {
      Vector line[PATCH], third[3];

      for (int i = 0; i < PATCH; i++)
        line[i] = *(const LooseVector *) (s + (i * PATCH + j) * step);
      transform_filter_gradient_line (line, 1, third, 1);
      for (int i = 0; i < 3; i++)
        half[i][j] = third[i];
    }
  for (int i = 0; i < 3; i++)
    transform_filter_gradient_line (half[i], 1, out + 3 * i, 1);
}

/* Vectors from the numbers of one point to those of the next, of @channels channels and @n tiles. Odd, so that the
 * points of one patch do not all fall on the same set of the cache. */
static inline gsize
point_step (int channels, int n)
{
  return ((gsize) channels * n) | 1;
}

/* A region of planes, cut into tiles of TILE × TILE, row by row. Tiles at the end may be cut off. */
typedef struct
{
  const Vector *origin; /* of the first patch */
  gssize channel, row;
  int height, width, across;
  int margin; /* by which a patch is larger than its tile */
} Tiling;

static inline Tiling
tiling (const Vector *origin, gssize channel, gssize row, int height, int width, int margin)
{
  return (Tiling){ origin, channel, row, height, width, (width + TILE - 1) / TILE, margin };
}

static inline int
tile_count (int height, int width)
{
  return ((height + TILE - 1) / TILE) * ((width + TILE - 1) / TILE);
}

/* The patch of tile @t: where it lies, or a copy with zeros for the cells that belong to no output. */
static inline const Vector *
find_patch (const Tiling *tiles, int channel, int t, gssize *row, Vector copy[POINTS])
{
  int top = t / tiles->across * TILE, left = t % tiles->across * TILE, size = TILE + tiles->margin;
  int rows = MIN (tiles->height - top + tiles->margin, size), columns = MIN (tiles->width - left + tiles->margin, size);
  const Vector *patch = tiles->origin + channel * tiles->channel + top * tiles->row + left;

  *row = tiles->row;
  if (rows == size && columns == size)
    return patch;
  for (int i = 0; i < size; i++)
    for (int j = 0; j < size; j++)
      copy[i * size + j] = i < rows && j < columns ? patch[i * tiles->row + j] : zeros ();
  *row = size;
  return copy;
}

/* Tiles first to first + n − 1 of all channels as points: [36][channels][n] */
static void
transform_inputs (const Tiling *tiles, int channels, int first, int n, Vector *points)
{
  for (int c = 0; c < channels; c++)
    for (int t = 0; t < n; t++)
      {
        Vector copy[POINTS];
        gssize row;
        const Vector *patch = find_patch (tiles, c, first + t, &row, copy);

        transform_input (patch, row, points + (gsize) c * n + t, point_step (channels, n));
      }
}

/* Four filters side by side: a transform of weights is one of short vectors. */
typedef float Four __attribute__ ((vector_size (16), aligned (4), may_alias));

/* G g: three numbers become six. */
static inline void
transform_filter_line (const Four *g, int step, Four *out, int out_step)
{
  Four sum = g[0] + g[2 * step], sum2 = g[0] * (1 / 24.0f) + g[2 * step] * (1 / 6.0f), middle = g[step] * (1 / 12.0f);

  out[0] = g[0] * (1 / 4.0f);
  out[out_step] = (sum + g[step]) * (-1 / 6.0f);
  out[2 * out_step] = (sum - g[step]) * (-1 / 6.0f);
  out[3 * out_step] = sum2 + middle;
  out[4 * out_step] = sum2 - middle;
  out[5 * out_step] = g[2 * step];
}

/* G g Gᵀ of up to four filters to u, the 36 points @step apart. */
static void
transform_filters (const Four g[9], int filters, float *u, gsize step)
{
  Four half[PATCH][3], line[PATCH];

  for (int j = 0; j < 3; j++)
    transform_filter_line (g + j, 3, &half[0][j], 3);
  for (int i = 0; i < PATCH; i++)
    {
      transform_filter_line (half[i], 1, line, 1);
      for (int j = 0; j < PATCH; j++)
        if (filters == 4)
          *(Four *) (u + (i * PATCH + j) * step) = line[j];
        else
          memcpy (u + (i * PATCH + j) * step, &line[j], filters * sizeof (float));
    }
}
