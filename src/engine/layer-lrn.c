/* SPDX-License-Identifier: GPL-3.0-or-later */

/* LRN: local response normalisation across channels, with AlexNet's constants. */

#include "engine/layer.h"

static void
plan_lrn (FoveaLayer *self, const FoveaKernels *kernels, FoveaMode mode, int batch)
{
}

static void
forward_lrn (const FoveaLayer *self, const FoveaBlock *block, const FoveaPlanes *x, const FoveaPlanes *y)
{
  block->kernels->lrn_forward (x, y);
}

static void
backward_lrn (const FoveaLayer *self, const FoveaBlock *block, const FoveaPlanes *x, const FoveaPlanes *y,
              const FoveaPlanes *gy, const FoveaPlanes *gx)
{
  if (gx)
    block->kernels->lrn_backward (x, gy, gx);
}

const FoveaLayerType fovea_layer_lrn = {
  .size = sizeof (FoveaLayer),
  .plan = plan_lrn,
  .forward = forward_lrn,
  .backward = backward_lrn,
};
