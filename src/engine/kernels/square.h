/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* WIDTH × WIDTH numbers in WIDTH registers, transposed there. */

#include "engine/kernels/vectors.h"

/* Blocks of @step × @step numbers change places across the diagonal. */
#define EXCHANGE(v, step)                                                                                              \
  for (int i = 0; i < WIDTH; i++)                                                                                      \
    if ((i & (step)) == 0)                                                                                             \
      {                                                                                                                \
        Vector a = v[i], b = v[i + (step)];                                                                            \
                                                                                                                       \
        v[i] = __builtin_shufflevector (a, b, EACH (UPPER, step));                                                     \
        v[i + (step)] = __builtin_shufflevector (a, b, EACH (LOWER, step));                                            \
      }

/* v[i][l] becomes v[l][i] */
static ALWAYS_INLINE void
transpose_square (Vector v[WIDTH])
{
#if WIDTH >= 16
  EXCHANGE (v, 8)
#endif
#if WIDTH >= 8
  EXCHANGE (v, 4)
#endif
  EXCHANGE (v, 2)
  EXCHANGE (v, 1)
}

/* The first @n of WIDTH floats; the others are zeros. */
static ALWAYS_INLINE Vector
load_floats (const float *from, int n)
{
  Vector v = zeros ();

  if (n == WIDTH)
    return *(const LooseVector *) from;
  memcpy (&v, from, n * sizeof (float));
  return v;
}

static ALWAYS_INLINE void
store_floats (float *to, Vector v, int n)
{
  if (n == WIDTH)
    *(LooseVector *) to = v;
  else
    memcpy (to, &v, n * sizeof (float));
}
