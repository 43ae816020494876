/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/tensor.h"

#include <math.h>
#include <string.h>

enum
{
  ALIGNMENT = 64 /* bytes: a cache line, and the widest vector register */
};

/**
 * fovea_tensor_new: (constructor)
 *
 * A tensor of zeros. All four sizes are at least 1.
 */
FoveaTensor *
fovea_tensor_new (int n, int c, int h, int w)
{
  FoveaTensor *self;

  g_return_val_if_fail (n > 0 && c > 0 && h > 0 && w > 0, NULL);

  self = g_new (FoveaTensor, 1);
  *self = (FoveaTensor){ .n = n, .c = c, .h = h, .w = w };
  self->data = g_aligned_alloc0 (fovea_tensor_size (self), sizeof (float), ALIGNMENT);
  g_atomic_ref_count_init (&self->references);
  return self;
}

/* A tensor with a copy of the n·c·h·w floats at @data. */
FoveaTensor *
fovea_tensor_new_from (int n, int c, int h, int w, const float *data)
{
  FoveaTensor *self = fovea_tensor_new (n, c, h, w);

  g_return_val_if_fail (self != NULL, NULL);
  memcpy (self->data, data, fovea_tensor_size (self) * sizeof (float));
  return self;
}

FoveaTensor *
fovea_tensor_copy (const FoveaTensor *self)
{
  return fovea_tensor_new_from (self->n, self->c, self->h, self->w, self->data);
}

FoveaTensor *
fovea_tensor_ref (FoveaTensor *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
fovea_tensor_unref (FoveaTensor *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_aligned_free (self->data);
  g_free (self);
}

void
fovea_tensor_fill (FoveaTensor *self, float value)
{
  gsize size = fovea_tensor_size (self);

  for (gsize i = 0; i < size; i++)
    self->data[i] = value;
}

gboolean
fovea_tensor_same_shape (const FoveaTensor *a, const FoveaTensor *b)
{
  return a->n == b->n && a->c == b->c && a->h == b->h && a->w == b->w;
}

/**
 * fovea_tensor_error:
 * @b: the values that are right
 *
 * Returns: max |a − b| / max |b|, the error by which kernels are judged; infinity where the shapes differ
 *   or @a holds a NaN, and max |a − b| where @b is all zeros
 */
double
fovea_tensor_error (const FoveaTensor *a, const FoveaTensor *b)
{
  double difference = 0, largest = 0;

  if (!fovea_tensor_same_shape (a, b))
    return INFINITY;
  for (gsize i = 0; i < fovea_tensor_size (a); i++)
    {
      double off = fabs ((double) a->data[i] - b->data[i]), size = fabs (b->data[i]);

      if (isnan (a->data[i]) != isnan (b->data[i]))
        return INFINITY;
      difference = off > difference ? off : difference;
      largest = size > largest ? size : largest;
    }
  return largest > 0 ? difference / largest : difference;
}

float
fovea_numbers_limit (const float *numbers, gsize n)
{
  float limit = 0;

  for (gsize i = 0; i < n; i++)
    {
      float size = fabsf (numbers[i]);

      limit = size > limit ? size : limit;
    }
  return limit;
}

/* Hoare's selection: what lies left of a middle number, and what right of it, changes places until the middle is @rank.
 * All numbers are finite. */
float
fovea_numbers_rank (float *numbers, gsize n, gsize rank)
{
  gssize low = 0, high = (gssize) n - 1, at = (gssize) rank;

  while (low < high)
    {
      float middle = numbers[at];
      gssize left = low, right = high;

      while (left <= right)
        {
          while (numbers[left] < middle)
            left++;
          while (middle < numbers[right])
            right--;
          if (left <= right)
            {
              float number = numbers[left];

              numbers[left++] = numbers[right];
              numbers[right--] = number;
            }
        }
      if (right < at)
        low = left;
      if (at < left)
        high = right;
    }
  return numbers[at];
}
