/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* From images to blocks and back: WIDTH numbers of each of WIDTH images are a square matrix, which is transposed in
 * registers. */

#include "engine/kernels/square.h"

typedef guint8 Pixels __attribute__ ((vector_size (WIDTH), aligned (1), may_alias));

static ALWAYS_INLINE Vector
load_bytes (const guint8 *from, int n)
{
  Pixels pixels = { 0 };

  if (n == WIDTH)
    pixels = *(const Pixels *) from;
  else
    memcpy (&pixels, from, n);
  return __builtin_convertvector (__builtin_convertvector (pixels, Mask), Vector);
}

/* Floats @at to @at + count − 1 of each of @n images to the vectors at @out. */
static inline void
interleave (const float *const *images, int n, gsize at, int count, Vector *out)
{
  Vector v[WIDTH];

  for (int l = 0; l < WIDTH; l++)
    v[l] = l < n ? load_floats (images[l] + at, count) : zeros ();
  transpose_square (v);
  for (int j = 0; j < count; j++)
    out[j] = v[j];
}

/* The same of bytes, each of which becomes byte · scale + shift. */
static inline void
interleave_bytes (const guint8 *const *images, int n, gsize at, int count, float scale, float shift, Vector *out)
{
  Vector v[WIDTH];

  for (int l = 0; l < WIDTH; l++)
    {
      v[l] = zeros ();
      if (l < n)
        v[l] = load_bytes (images[l] + at, count) * scale + shift;
    }
  transpose_square (v);
  for (int j = 0; j < count; j++)
    out[j] = v[j];
}

/* And back. */
static inline void
separate (const Vector *in, int count, int n, gsize at, float *const *images)
{
  Vector v[WIDTH];

  for (int j = 0; j < WIDTH; j++)
    v[j] = j < count ? in[j] : zeros ();
  transpose_square (v);
  for (int l = 0; l < n; l++)
    store_floats (images[l] + at, v[l], count);
}

static void
pack_bytes (const guint8 *const *images, int n, const float *mean, const float *inverse, const FoveaPlanes *y)
{
  gsize at = 0;

  for (int c = 0; c < y->channels; c++)
    for (int row = 0; row < y->height; row++, at += y->width)
      for (int column = 0; column < y->width; column += WIDTH)
        interleave_bytes (images, n, at + column, MIN (y->width - column, WIDTH), inverse[c] / 255,
                          -mean[c] * inverse[c], (Vector *) cell (y, c, row, column));
}

static void
pack_floats (const float *const *images, int n, const FoveaPlanes *y)
{
  gsize at = 0;

  for (int c = 0; c < y->channels; c++)
    for (int row = 0; row < y->height; row++, at += y->width)
      for (int column = 0; column < y->width; column += WIDTH)
        interleave (images, n, at + column, MIN (y->width - column, WIDTH), (Vector *) cell (y, c, row, column));
}

static void
unpack (const FoveaPlanes *x, int n, float *const *images)
{
  gsize at = 0;

  for (int c = 0; c < x->channels; c++)
    for (int row = 0; row < x->height; row++, at += x->width)
      for (int column = 0; column < x->width; column += WIDTH)
        separate ((const Vector *) cell (x, c, row, column), MIN (x->width - column, WIDTH), n, at + column, images);
}

static void
transpose (int count, int images, const float *x, float *rows)
{
  float *row[WIDTH];

  for (int l = 0; l < images; l++)
    row[l] = rows + (gsize) l * count;
  for (int i = 0; i < count; i += WIDTH)
    separate ((const Vector *) x + i, MIN (count - i, WIDTH), images, i, row);
}
