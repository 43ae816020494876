/* SPDX-License-Identifier: GPL-3.0-or-later */

/* RELU, TANH, SIGMOID: each number by itself, in place. The derivative is told from y alone:
 * 1 where y > 0; 1 − y²; y·(1 − y). */

#include "engine/layer.h"

static FoveaActivation
activation (const FoveaLayer *self)
{
  return self->spec->kind == FOVEA_LAYER_RELU   ? FOVEA_ACTIVATION_RELU
         : self->spec->kind == FOVEA_LAYER_TANH ? FOVEA_ACTIVATION_TANH
                                                : FOVEA_ACTIVATION_SIGMOID;
}

static void
plan_activation (FoveaLayer *self, const FoveaKernels *kernels, FoveaMode mode, int batch)
{
  self->in_place = TRUE;
  self->needs_y = TRUE;
}

static void
forward_activation (const FoveaLayer *self, const FoveaBlock *block, const FoveaPlanes *x, const FoveaPlanes *y)
{
  block->kernels->activate (activation (self), x, y);
}

static void
backward_activation (const FoveaLayer *self, const FoveaBlock *block, const FoveaPlanes *x, const FoveaPlanes *y,
                     const FoveaPlanes *gy, const FoveaPlanes *gx)
{
  if (gx)
    block->kernels->activate_backward (activation (self), y, gy, gx);
}

const FoveaLayerType fovea_layer_activation = {
  .size = sizeof (FoveaLayer),
  .plan = plan_activation,
  .forward = forward_activation,
  .backward = backward_activation,
};
