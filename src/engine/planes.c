/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The layout of the blocks that kernels work on (kernels.h). */

#include "config.h"

#include "engine/planes.h"

#include "engine/error.h"

#include <glib/gi18n-lib.h>

enum
{
  SLACK = 32 /* floats that the sets for one image may read, and ignore, before and behind the planes */
};

gsize
fovea_planes_size (int channels, int height, int width, int halo, int lanes)
{
  gsize size = (gsize) channels * (height + 2 * halo) * (width + 2 * halo) * lanes;

  return lanes == 1 ? size + 2 * SLACK : size;
}

FoveaPlanes
fovea_planes (float *memory, int channels, int height, int width, int halo, int lanes)
{
  gssize row = width + 2 * halo, channel = row * (height + 2 * halo);

  memory += lanes == 1 ? SLACK : 0;
  return (FoveaPlanes){
    .data = memory + (halo * row + halo) * lanes,
    .channels = channels,
    .height = height,
    .width = width,
    .lanes = lanes,
    .row = row,
    .channel = channel,
  };
}

FoveaPlanes
fovea_planes_rows (const FoveaPlanes *self, int first, int last)
{
  FoveaPlanes part = *self;

  part.data += first * self->row * self->lanes;
  part.height = last - first;
  return part;
}

FoveaPlanes
fovea_planes_of_image (const FoveaTensor *tensor, int n)
{
  return (FoveaPlanes){
    .data = fovea_tensor_at (tensor, n, 0, 0, 0),
    .channels = tensor->c,
    .height = tensor->h,
    .width = tensor->w,
    .lanes = 1,
    .row = tensor->w,
    .channel = (gssize) tensor->h * tensor->w,
  };
}

gboolean
fovea_check_gradient_shape (const FoveaTensor *gy, int n, int c, int h, int w, GError **error)
{
  if (gy->n == n && gy->c == c && gy->h == h && gy->w == w)
    return TRUE;
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
               _("The output's gradient has the shape %d×%d×%d×%d, but the output has %d×%d×%d×%d."), gy->n, gy->c,
               gy->h, gy->w, n, c, h, w);
  return FALSE;
}

/* Zeros. */
FoveaBlock
fovea_block_new (const FoveaKernels *kernels, int channels, int height, int width, int halo)
{
  FoveaBlock block = { .size = fovea_planes_size (channels, height, width, halo, kernels->lanes) };

  block.memory = g_aligned_alloc0 (block.size, sizeof (float), 64);
  block.planes = fovea_planes (block.memory, channels, height, width, halo, kernels->lanes);
  return block;
}

/* How many images from @first on a block has room for. */
static int
count_images (const FoveaKernels *kernels, const FoveaTensor *images, int first)
{
  return MIN (images->n - first, kernels->lanes);
}

/* As many of the images N×C×H×W as a block holds, from @first on. */
FoveaBlock
fovea_block_from_tensor (const FoveaKernels *kernels, const FoveaTensor *images, int first, int halo)
{
  FoveaBlock block = fovea_block_new (kernels, images->c, images->h, images->w, halo);
  int n = count_images (kernels, images, first);
  g_autofree const float **data = g_new (const float *, n);

  for (int i = 0; i < n; i++)
    data[i] = fovea_tensor_at (images, first + i, 0, 0, 0);
  kernels->pack_floats (data, n, &block.planes);
  return block;
}

/* The way back: writes the images from @first on, as many as a block holds. */
void
fovea_block_to_tensor (const FoveaKernels *kernels, const FoveaBlock *self, FoveaTensor *images, int first)
{
  int n = count_images (kernels, images, first);
  g_autofree float **data = g_new (float *, n);

  for (int i = 0; i < n; i++)
    data[i] = fovea_tensor_at (images, first + i, 0, 0, 0);
  kernels->unpack (&self->planes, n, data);
}

void
fovea_block_clear (FoveaBlock *self)
{
  g_aligned_free (self->memory);
  self->memory = NULL;
}
