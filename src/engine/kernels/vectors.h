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

/* Keeps the compiler from loading a factor of many products anew for each: two loads a cycle would not do for that. */
#ifdef __AVX512F__
#define KEEP_IN_REGISTER(v) __asm__ ("" : "+v"(v))
#else
#define KEEP_IN_REGISTER(v)
#endif

static ALWAYS_INLINE Vector
zeros (void)
{
  return (Vector){ 0 };
}

/* Two vectors become one: in lanes l with bit @step clear a[l] + a[l + step], in the others b[l − step] + b[l]. */
#define UPPER(l, step) (((l) & ~(step)) + ((l) & (step) ? WIDTH : 0))
#define LOWER(l, step) (UPPER (l, step) + (step))
#if WIDTH == 16
#define EACH(f, s)                                                                                                     \
  f (0, s), f (1, s), f (2, s), f (3, s), f (4, s), f (5, s), f (6, s), f (7, s), f (8, s), f (9, s), f (10, s),       \
    f (11, s), f (12, s), f (13, s), f (14, s), f (15, s)
#elif WIDTH == 8
#define EACH(f, s) f (0, s), f (1, s), f (2, s), f (3, s), f (4, s), f (5, s), f (6, s), f (7, s)
#elif WIDTH == 4
#define EACH(f, s) f (0, s), f (1, s), f (2, s), f (3, s)
#endif
#define FOLD(a, b, step)                                                                                               \
  (__builtin_shufflevector (a, b, EACH (UPPER, step)) + __builtin_shufflevector (a, b, EACH (LOWER, step)))

/* Lane l of the result is the sum of all lanes of v[l], added in a fixed order; v is used up. */
static ALWAYS_INLINE Vector
sums_of_lanes (Vector v[WIDTH])
{
#if WIDTH >= 16
  for (int i = 0; i < 8; i++)
    v[i] = FOLD (v[i], v[i + 8], 8);
#endif
#if WIDTH >= 8
  for (int i = 0; i < 4; i++)
    v[i] = FOLD (v[i], v[i + 4], 4);
#endif
  v[0] = FOLD (v[0], v[2], 2);
  v[1] = FOLD (v[1], v[3], 2);
  return FOLD (v[0], v[1], 1);
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

/* @n things in parts of at most @most, as even as can be: how many parts, and where the part with @index begins. */
static inline int
part_count (int n, int most)
{
  return (n + most - 1) / most;
}

static inline int
part_start (int n, int most, int index)
{
  int parts = part_count (n, most);

  return n / parts * index + MIN (n % parts, index);
}

/* f (filters, columns) for every size of block, to make a function of each, all of whose loops unroll. */
#if COLUMNS == 6
#define EACH_WIDTH(f, filters)                                                                                         \
  f (filters, 1) f (filters, 2) f (filters, 3) f (filters, 4) f (filters, 5) f (filters, 6)
#elif COLUMNS == 3
#define EACH_WIDTH(f, filters) f (filters, 1) f (filters, 2) f (filters, 3)
#endif
#define EACH_BLOCK(f) EACH_WIDTH (f, 1) EACH_WIDTH (f, 2) EACH_WIDTH (f, 3) EACH_WIDTH (f, 4)
