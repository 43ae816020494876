/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Random numbers without a state: each is a function of (seed, stream, index) alone.
 *
 * A generator that hands out "the next" number makes a result depend on who asked first, and so on the number of
 * threads and on where a run was interrupted. Here the counter is an argument: image 17 of epoch 3 gets the same
 * numbers whoever asks, and whenever.
 *
 * The three words go one after the other through the finaliser of SplitMix64 (Steele, Lea, Flood, "Fast Splittable
 * Pseudorandom Number Generators", 2014, with the constants of Stafford's variant 13), which turns a counter into
 * bits that pass the usual batteries. Only integer arithmetic and one exact scaling: the same on every machine. */

#include "engine/random.h"

#define GOLDEN G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) /* 2⁶⁴/φ: SplitMix64's increment */

static inline guint64
mix (guint64 z)
{
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/* The stream for the row, or the epoch, @number of @stream. */
guint64
fovea_random_stream (FoveaStream stream, guint64 number)
{
  return number * 16 + stream;
}

/* What all numbers of a stream begin with. */
static guint64
start (guint64 seed, guint64 stream)
{
  return mix (mix (seed + GOLDEN) + (stream + 1) * GOLDEN);
}

static guint64
bits_from (guint64 start, guint64 index)
{
  return mix (start + (index + 1) * GOLDEN);
}

static guint32
below (guint64 bits, guint32 bound)
{
  return ((bits >> 32) * bound) >> 32;
}

guint64
fovea_random_bits (guint64 seed, guint64 stream, guint64 index)
{
  return bits_from (start (seed, stream), index);
}

/* Even in [0, 1), a multiple of 2⁻²⁴. */
float
fovea_random_uniform (guint64 seed, guint64 stream, guint64 index)
{
  return (fovea_random_bits (seed, stream, index) >> 40) * 0x1p-24f;
}

/* Even in [0, @bound), but for a bias below bound/2³² (Lemire's multiplication). */
guint32
fovea_random_below (guint64 seed, guint64 stream, guint64 index, guint32 bound)
{
  return below (fovea_random_bits (seed, stream, index), bound);
}

/* The same for @n indices from @index on; those words are mixed once that all of them share. */
void
fovea_random_fill_below (guint64 seed, guint64 stream, guint64 index, guint32 bound, float *to, int n)
{
  guint64 from = start (seed, stream);

  for (int i = 0; i < n; i++)
    to[i] = (float) below (bits_from (from, index + (guint64) i), bound);
}

/* Puts the @n @items into an order in which every permutation is as likely as any other (Fisher and Yates). */
void
fovea_random_shuffle (guint64 seed, guint64 stream, int *items, int n)
{
  for (int i = n - 1; i > 0; i--)
    {
      int j = fovea_random_below (seed, stream, i, i + 1);
      int item = items[i];

      items[i] = items[j];
      items[j] = item;
    }
}
