/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* From an image to planes and back, where a block is one image. */

#include "engine/kernels/set.h"

static void
pack_bytes (const guint8 *const *images, int n, const float *mean, const float *inverse, const FoveaPlanes *y)
{
  const guint8 *in = images[0];

  for (int c = 0; c < y->channels; c++)
    for (int row = 0; row < y->height; row++, in += y->width)
      for (int column = 0; column < y->width; column++)
        *cell (y, c, row, column) = (in[column] / 255.0f - mean[c]) * inverse[c];
}

static void
pack_floats (const float *const *images, int n, const FoveaPlanes *y)
{
  const float *in = images[0];

  for (int c = 0; c < y->channels; c++)
    for (int row = 0; row < y->height; row++, in += y->width)
      memcpy (cell (y, c, row, 0), in, sizeof (float) * y->width);
}

static void
unpack (const FoveaPlanes *x, int n, float *const *images)
{
  float *out = images[0];

  for (int c = 0; c < x->channels; c++)
    for (int row = 0; row < x->height; row++, out += x->width)
      memcpy (out, cell (x, c, row, 0), sizeof (float) * x->width);
}

static void
transpose (int count, int images, const float *x, float *rows)
{
  memcpy (rows, x, sizeof (float) * count);
}
