/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The mean and deviation of a channel are taken over pixel/255 of every image:
 *   mean = Σ p / n,  deviation = √(Σ p²/n − mean²)
 * The sums are of whole numbers (at most n·h·w·255² < 2⁶⁴), so they are exact and the same in any order. */

#include "engine/examples.h"

#include "engine/random.h"

#include <math.h>
#include <string.h>

static gsize
image_size (const FoveaExamples *self)
{
  return (gsize) self->c * self->h * self->w;
}

/**
 * fovea_examples_new: (constructor)
 *
 * @n black images of class 0, for whoever makes them to fill before anybody else sees them.
 */
FoveaExamples *
fovea_examples_new (int n, int c, int h, int w, int classes)
{
  FoveaExamples *self;

  g_return_val_if_fail (n > 0 && c > 0 && h > 0 && w > 0 && classes > 0, NULL);

  self = g_new (FoveaExamples, 1);
  *self = (FoveaExamples){ .n = n, .c = c, .h = h, .w = w, .classes = classes };
  self->pixels = g_malloc0_n (n, image_size (self));
  self->labels = g_new0 (guint16, n);
  g_atomic_ref_count_init (&self->references);
  return self;
}

FoveaExamples *
fovea_examples_ref (FoveaExamples *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
fovea_examples_unref (FoveaExamples *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->pixels);
  g_free (self->labels);
  g_free (self);
}

/* Image @i, C×H×W bytes. */
const guint8 *
fovea_examples_image (const FoveaExamples *self, int i)
{
  return self->pixels + i * image_size (self);
}

/* A copy of the @n images whose numbers are in @index, in that order. */
FoveaExamples *
fovea_examples_subset (const FoveaExamples *self, const int *index, int n)
{
  FoveaExamples *subset = fovea_examples_new (n, self->c, self->h, self->w, self->classes);

  g_return_val_if_fail (subset != NULL, NULL);
  for (int i = 0; i < n; i++)
    {
      memcpy (subset->pixels + i * image_size (self), fovea_examples_image (self, index[i]), image_size (self));
      subset->labels[i] = self->labels[index[i]];
    }
  return subset;
}

/**
 * fovea_examples_sample:
 * @n: how many images; 0 for all
 *
 * Returns: (transfer full): @n of the images, picked by the seed, or all if there are no more
 */
FoveaExamples *
fovea_examples_sample (FoveaExamples *self, guint64 seed, int n)
{
  g_autofree int *order = NULL;

  if (n == 0 || n >= self->n)
    return fovea_examples_ref (self);
  order = g_new (int, self->n);
  for (int i = 0; i < self->n; i++)
    order[i] = i;
  fovea_random_shuffle (seed, fovea_random_stream (FOVEA_STREAM_SPLIT, 1), order, self->n);
  return fovea_examples_subset (self, order, n);
}

static void
add_up (const guint8 *pixels, gsize n, guint64 *sum, guint64 *squares)
{
  for (gsize i = 0; i < n; i++)
    {
      *sum += pixels[i];
      *squares += (guint32) pixels[i] * pixels[i];
    }
}

/**
 * fovea_examples_statistics:
 *
 * Mean and standard deviation of each channel's pixel/255, as images are normalised with. A channel in which all
 * pixels are the same has deviation 1; what lies beyond the channels that are there is 0 and 1.
 */
void
fovea_examples_statistics (const FoveaExamples *self, float mean[3], float deviation[3])
{
  gsize plane = (gsize) self->h * self->w;
  double count = (double) self->n * plane;

  for (int c = 0; c < 3; c++)
    {
      guint64 sum = 0, squares = 0;
      double average, variance;

      for (int i = 0; i < self->n && c < self->c; i++)
        add_up (fovea_examples_image (self, i) + c * plane, plane, &sum, &squares);
      average = sum / count / 255;
      variance = squares / count / (255 * 255) - average * average;
      mean[c] = average;
      deviation[c] = variance > 1e-12 ? sqrt (variance) : 1;
    }
}
