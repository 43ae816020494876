/* SPDX-License-Identifier: GPL-3.0-or-later */

/* DROPOUT p: in training each number is dropped with probability p (or that of the batch), and the others are divided by 1 − p so that the
 * expected sum stays. Elsewhere the row does nothing. Which numbers are dropped is a function of (seed, row, step,
 * image, place), so the backward pass need not be told. */

#include "engine/layer.h"
#include "engine/random.h"

static void
plan_dropout (FoveaLayer *self, const FoveaKernels *kernels, FoveaMode mode, int batch)
{
  self->in_place = TRUE;
}

static void
drop (const FoveaLayer *self, const FoveaBlock *block, const FoveaPlanes *from, const FoveaPlanes *to)
{
  guint64 stream = fovea_random_stream (FOVEA_STREAM_DROPOUT, self->row);
  float wanted = block->dropout < 0 ? self->spec->probability : block->dropout;
  float probability = self->mode == FOVEA_MODE_TRAIN ? wanted : 0;

  block->kernels->dropout (from, probability, fovea_random_bits (block->seed, stream, block->step), block->first, to);
}

static void
forward_dropout (const FoveaLayer *self, const FoveaBlock *block, const FoveaPlanes *x, const FoveaPlanes *y)
{
  drop (self, block, x, y);
}

static void
backward_dropout (const FoveaLayer *self, const FoveaBlock *block, const FoveaPlanes *x, const FoveaPlanes *y,
                  const FoveaPlanes *gy, const FoveaPlanes *gx)
{
  if (gx)
    drop (self, block, gy, gx);
}

const FoveaLayerType fovea_layer_dropout = {
  .size = sizeof (FoveaLayer),
  .plan = plan_dropout,
  .forward = forward_dropout,
  .backward = backward_dropout,
};
