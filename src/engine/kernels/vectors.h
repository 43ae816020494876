/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Whole registers, in GCC's and Clang's vector extension: + and · work on all lanes at once, and the compiler turns
 * them into the instructions of the set it compiles for.
 *
 *   WIDTH             floats in a register
 *   FILTERS, COLUMNS  what a block of accumulators spans: FILTERS · COLUMNS sums, COLUMNS factors and the other factor
 *                     must fit the register file, or the compiler spills and the speed is gone
 *
 * Each multiply-add of a block uses two loaded numbers; of FILTERS · COLUMNS of them only FILTERS + COLUMNS are loaded,
 * so that the loads, too, keep up with two multiply-adds a cycle. */

#include "engine/kernels/set.h"

typedef float Vector __attribute__ ((vector_size (4 * WIDTH), may_alias));
typedef float LooseVector __attribute__ ((vector_size (4 * WIDTH), aligned (4), may_alias)); /* at any address */
typedef gint32 Mask __attribute__ ((vector_size (4 * WIDTH), may_alias)); /* of a comparison: all bits or none */

#define ALWAYS_INLINE inline __attribute__ ((always_inline))

static ALWAYS_INLINE Vector
zeros (void)
{
  return (Vector){ 0 };
}

/* The sum of all lanes, in a fixed order: halves are added until one number is left. */
static ALWAYS_INLINE float
sum_of_lanes (Vector v)
{
#if WIDTH == 16
  v += __builtin_shufflevector (v, v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
  v += __builtin_shufflevector (v, v, 4, 5, 6, 7, 0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15);
  v += __builtin_shufflevector (v, v, 2, 3, 0, 1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
#elif WIDTH == 8
  v += __builtin_shufflevector (v, v, 4, 5, 6, 7, 0, 1, 2, 3);
  v += __builtin_shufflevector (v, v, 2, 3, 0, 1, 4, 5, 6, 7);
#else
  v += __builtin_shufflevector (v, v, 2, 3, 0, 1);
#endif
  return v[0] + v[1];
}

/* Lane by lane a where the mask is set, else b. */
static ALWAYS_INLINE Vector
choose (Mask mask, Vector a, Vector b)
{
  return (Vector) ((mask & (Mask) a) | (~mask & (Mask) b));
}

/* max (v, 0); a NaN stays one */
static ALWAYS_INLINE Vector
rectify (Vector v)
{
  return (Vector) ((Mask) v & ~(v < zeros ()));
}

/* @n things in parts of at most @most, as even as can be: where the part with @index begins. */
static inline int
part_start (int n, int most, int index)
{
  int parts = (n + most - 1) / most;

  return (int) ((gint64) n * index / parts);
}

static inline int
part_count (int n, int most)
{
  return (n + most - 1) / most;
}
