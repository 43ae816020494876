/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a net needs to see (Zeiler, Fergus 2013, “Visualizing and understanding convolutional networks”): a grey patch
 * hides one part of the image after the other, and each time the net is asked anew. Where the probability of a class
 * falls, the net had found it there.
 *
 * There is a place for every cell of S × S pixels that the image is cut into, ⌈W/S⌉ across and ⌈H/S⌉ down, and the
 * patch of side F lies around the middle of the cell: from S·i + ⌊(S − F)/2⌋ on. At the edges a part of it hangs over,
 * and hides less. Grey is the mean colour of the training images, which the net takes as x = 0.
 *
 * Places are asked in batches of a fixed size, so that the numbers are the same whoever waits for them, and when. */

#include "lesson/occlusion.h"

#include <string.h>

enum
{
  BATCH = 64,     /* places that are asked at a time, of a small image */
  CELLS = 32,     /* along the longer side, unless somebody wants more */
  IMAGE_SHARE = 4 /* of the image's side is the patch, unless somebody wants another */
};

static const gsize MOST_FLOATS = 1 << 22; /* in a batch of large images */

FoveaPatch
fovea_patch_default (int width, int height)
{
  return (FoveaPatch){ MAX ((MIN (width, height) + IMAGE_SHARE / 2) / IMAGE_SHARE, 1),
                       (MAX (width, height) + CELLS - 1) / CELLS };
}

/**
 * fovea_occlusion_new: (constructor)
 * @image: as the net takes it, 1×C×H×W
 * @whole: the probability of the class with nothing hidden
 * @patch: both of its numbers at least 1
 */
FoveaOcclusion *
fovea_occlusion_new (FoveaTensor *image, int class_number, float whole, FoveaPatch patch)
{
  FoveaOcclusion *self;

  g_return_val_if_fail (patch.side > 0 && patch.stride > 0, NULL);

  self = g_new (FoveaOcclusion, 1);
  *self = (FoveaOcclusion){ .image = fovea_tensor_ref (image), .class_number = class_number, .patch = patch,
                            .whole = whole };
  self->heat = fovea_tensor_new (1, 1, (image->h + patch.stride - 1) / patch.stride,
                                 (image->w + patch.stride - 1) / patch.stride);
  fovea_tensor_fill (self->heat, whole);
  return self;
}

/* As far as it is now. */
FoveaOcclusion *
fovea_occlusion_copy (const FoveaOcclusion *self)
{
  FoveaOcclusion *copy = g_new (FoveaOcclusion, 1);

  *copy = *self;
  copy->image = fovea_tensor_ref (self->image);
  copy->heat = fovea_tensor_copy (self->heat);
  return copy;
}

void
fovea_occlusion_free (FoveaOcclusion *self)
{
  fovea_tensor_unref (self->image);
  fovea_tensor_unref (self->heat);
  g_free (self);
}

gboolean
fovea_occlusion_is_done (const FoveaOcclusion *self)
{
  return self->done == (int) fovea_tensor_size (self->heat);
}

/* The first and the number of the pixels that the patch hides along an axis of @size. */
static int
clip (const FoveaPatch *patch, int cell, int size, int *count)
{
  int slack = patch->stride - patch->side; /* negative where patches overlap */
  int from = cell * patch->stride + (slack >= 0 ? slack / 2 : -((1 - slack) / 2));
  int first = MAX (from, 0);

  *count = MAX (MIN (from + patch->side, size) - first, 0);
  return first;
}

/* What the patch hides at @place, which counts cells row by row. */
FoveaHidden
fovea_occlusion_get_hidden (const FoveaOcclusion *self, int place)
{
  FoveaHidden hidden;

  hidden.column = clip (&self->patch, place % self->heat->w, self->image->w, &hidden.columns);
  hidden.row = clip (&self->patch, place / self->heat->w, self->image->h, &hidden.rows);
  return hidden;
}

/* Writes the image with the patch at @place to @image, C×H×W. */
void
fovea_occlusion_hide (const FoveaOcclusion *self, int place, float *image)
{
  FoveaHidden hidden = fovea_occlusion_get_hidden (self, place);
  const FoveaTensor *from = self->image;

  memcpy (image, from->data, fovea_tensor_size (from) * sizeof (float));
  for (int c = 0; c < from->c; c++)
    for (int row = hidden.row; row < hidden.row + hidden.rows; row++)
      memset (image + ((gsize) c * from->h + row) * from->w + hidden.column, 0, hidden.columns * sizeof (float));
}

static int
get_batch (const FoveaOcclusion *self)
{
  return CLAMP (MOST_FLOATS / fovea_tensor_size (self->image), 1, BATCH);
}

/* Asks about the next batch of places; nothing if all are known. */
void
fovea_occlusion_advance (FoveaOcclusion *self, FoveaNet *net)
{
  int n = MIN (get_batch (self), (int) fovea_tensor_size (self->heat) - self->done);
  g_autoptr (FoveaTensor) images = NULL, scores = NULL;

  if (n == 0)
    return;
  images = fovea_tensor_new (n, self->image->c, self->image->h, self->image->w);
  for (int i = 0; i < n; i++)
    fovea_occlusion_hide (self, self->done + i, fovea_tensor_at (images, i, 0, 0, 0));
  scores = fovea_net_infer (net, images);
  for (int i = 0; i < n; i++)
    self->heat->data[self->done + i] = *fovea_tensor_at (scores, i, self->class_number, 0, 0);
  self->done += n;
}

/* Returns: the place where the class has the lowest probability, the first of several; −1 before any is known */
int
fovea_occlusion_find_lowest (const FoveaOcclusion *self)
{
  int lowest = self->done > 0 ? 0 : -1;

  for (int i = 1; i < self->done; i++)
    if (self->heat->data[i] < self->heat->data[lowest])
      lowest = i;
  return lowest;
}
