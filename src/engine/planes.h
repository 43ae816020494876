/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/kernels.h"
#include "engine/tensor.h"

G_BEGIN_DECLS

/* What the operations on whole tensors share: image @n of an N×C×H×W tensor as planes of one lane, and the check that
 * a gradient has the shape of the output it belongs to. */
FoveaPlanes fovea_planes_of_image (const FoveaTensor *tensor, int n);
gboolean fovea_check_gradient_shape (const FoveaTensor *gy, int n, int c, int h, int w, GError **error);

/**
 * FoveaBlock:
 * @memory: what the planes view, @size floats
 *
 * Planes with memory of their own.
 */
typedef struct
{
  float *memory;
  gsize size;
  FoveaPlanes planes;
} FoveaBlock;

FoveaBlock fovea_block_new (const FoveaKernels *kernels, int channels, int height, int width, int halo);
FoveaBlock fovea_block_from_tensor (const FoveaKernels *kernels, const FoveaTensor *images, int first, int halo);
void fovea_block_to_tensor (const FoveaKernels *kernels, const FoveaBlock *self, FoveaTensor *images, int first);
void fovea_block_clear (FoveaBlock *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoveaBlock, fovea_block_clear)

G_END_DECLS
