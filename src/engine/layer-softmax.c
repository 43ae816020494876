/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SOFTMAX: y = exp (x) / Σ exp (x) over all numbers of an image. (At the end of a net in training it is part of the
 * loss, and the plan leaves it out.) */

#include "engine/layer.h"

static int
count (const FoveaLayer *self)
{
  return self->spec->in.width * self->spec->in.height * self->spec->in.depth;
}

static void
plan_softmax (FoveaLayer *self, const FoveaKernels *kernels, FoveaMode mode, int batch)
{
  self->needs_y = TRUE;
  self->work = (gsize) count (self) * kernels->lanes;
}

static void
forward_softmax (const FoveaLayer *self, const FoveaBlock *block, const FoveaPlanes *x, const FoveaPlanes *y)
{
  block->kernels->softmax (count (self), x->data, block->work);
  fovea_planes_fill (y, block->work);
}

static void
backward_softmax (const FoveaLayer *self, const FoveaBlock *block, const FoveaPlanes *x, const FoveaPlanes *y,
                  const FoveaPlanes *gy, const FoveaPlanes *gx)
{
  if (!gx)
    return;
  block->kernels->softmax_backward (count (self), y->data, gy->data, block->work);
  fovea_planes_fill (gx, block->work);
}

const FoveaLayerType fovea_layer_softmax = {
  .size = sizeof (FoveaLayer),
  .plan = plan_softmax,
  .forward = forward_softmax,
  .backward = backward_softmax,
};
