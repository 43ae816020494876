/* SPDX-License-Identifier: GPL-3.0-or-later */

/* POOL and AVGPOOL: each channel by itself. The backward pass of max-pooling finds the winners again in x. */

#include "engine/layer.h"

typedef struct
{
  FoveaLayer base;
  FoveaPoolKind kind;
  FoveaSlide slide;
} PoolLayer;

static void
plan_pool (FoveaLayer *base, const FoveaKernels *kernels, FoveaMode mode, int batch)
{
  PoolLayer *self = (PoolLayer *) base;

  self->kind = base->spec->kind == FOVEA_LAYER_POOL ? FOVEA_POOL_MAX : FOVEA_POOL_AVERAGE;
  self->slide = fovea_slide (&base->spec->window, base->spec->in.height, base->spec->in.width);
}

static void
forward_pool (const FoveaLayer *base, const FoveaBlock *block, const FoveaPlanes *x, const FoveaPlanes *y)
{
  const PoolLayer *self = (const PoolLayer *) base;

  block->kernels->pool_forward (self->kind, &self->slide, x, y);
}

static void
backward_pool (const FoveaLayer *base, const FoveaBlock *block, const FoveaPlanes *x, const FoveaPlanes *y,
               const FoveaPlanes *gy, const FoveaPlanes *gx)
{
  const PoolLayer *self = (const PoolLayer *) base;

  if (gx)
    block->kernels->pool_backward (self->kind, &self->slide, x, gy, gx);
}

const FoveaLayerType fovea_layer_pool = {
  .size = sizeof (PoolLayer),
  .plan = plan_pool,
  .forward = forward_pool,
  .backward = backward_pool,
};
