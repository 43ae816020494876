/* SPDX-License-Identifier: GPL-3.0-or-later */

/* FC, with the RELU behind it if there is one: y = max (0, W·x + b), x flattened C, H, W.
 *
 *   gx = Wᵀ·gy        block by block
 *   gW = gyᵀ·x, gb = Σ gy        over the whole batch at once, row by row: a matrix as large as W would otherwise be
 *                                written for every block. Each block leaves its x and gy image by image for it. */

#include "engine/layer.h"

typedef struct
{
  FoveaLayer base;
  int inputs, outputs;
  gboolean relu;
  gsize x_size; /* floats of shared_data before gy's rows */
} FcLayer;

static void
plan_fc (FoveaLayer *base, const FoveaKernels *kernels, FoveaMode mode, int batch)
{
  FcLayer *self = (FcLayer *) base;
  const FoveaShape *in = &base->spec->in;

  self->inputs = in->width * in->height * in->depth;
  self->outputs = base->spec->filters;
  base->needs_y = self->relu;
  base->work = (gsize) self->outputs * kernels->lanes;
  if (mode != FOVEA_MODE_TRAIN)
    return;
  self->x_size = fovea_align ((gsize) batch * self->inputs);
  base->shared = self->x_size + fovea_align ((gsize) batch * self->outputs);
  base->work = (gsize) MAX (self->inputs, self->outputs) * kernels->lanes;
}

static gboolean
absorb_into_fc (FoveaLayer *base, const FoveaLayerSpec *next)
{
  FcLayer *self = (FcLayer *) base;

  if (next->kind != FOVEA_LAYER_RELU || self->relu)
    return FALSE;
  return self->relu = TRUE;
}

typedef struct
{
  const FcLayer *self;
  const FoveaBlock *block;
  const float *x;
  float *y; /* flat */
  int parts;
} Split;

/* Some of the outputs, in whole tiles of the kernels. */
static void
forward_part_cb (int task, int worker, gpointer data)
{
  const Split *split = data;
  const FcLayer *self = split->self;
  const float *values = split->block->parameters->values;
  int tiles = (self->outputs + 15) / 16;
  int first = tiles * task / split->parts * 16, last = MIN (tiles * (task + 1) / split->parts * 16, self->outputs);

  split->block->kernels->fc_forward (self->inputs, last - first, split->x,
                                     values + self->base.at.weights + (gsize) first * self->inputs,
                                     values + self->base.at.bias + first, self->relu,
                                     split->y + (gsize) first * split->block->kernels->lanes);
}

/* The layer behind may want a halo around y, as the one before may around its gradient: the kernels write flat. */
static void
forward_fc (const FoveaLayer *base, const FoveaBlock *block, const FoveaPlanes *x, const FoveaPlanes *y)
{
  const FcLayer *self = (const FcLayer *) base;
  gboolean flat = fovea_planes_flat (y);
  Split split = { .self = self,
                  .block = block,
                  .x = x->data,
                  .y = flat ? y->data : block->work,
                  .parts = fovea_block_parts (block, base->spec->macs) };

  if (split.parts > 1)
    fovea_threads_run (block->threads, split.parts, forward_part_cb, &split);
  else
    forward_part_cb (0, 0, &split);
  if (!flat)
    fovea_planes_fill (y, split.y);
  if (base->mode == FOVEA_MODE_TRAIN)
    block->kernels->transpose (self->inputs, block->images, x->data,
                               base->shared_data + (gsize) block->first * self->inputs);
}

static void
input_gradient (const FcLayer *self, const FoveaBlock *block, const FoveaPlanes *gy, const FoveaPlanes *gx)
{
  const float *weights = block->parameters->values + self->base.at.weights;
  gboolean flat = fovea_planes_flat (gx);

  block->kernels->fc_input_gradient (self->inputs, self->outputs, gy->data, weights, flat ? gx->data : block->work);
  if (!flat)
    fovea_planes_fill (gx, block->work);
}

static void
backward_fc (const FoveaLayer *base, const FoveaBlock *block, const FoveaPlanes *x, const FoveaPlanes *y,
             const FoveaPlanes *gy, const FoveaPlanes *gx)
{
  const FcLayer *self = (const FcLayer *) base;
  float *rows = base->shared_data + self->x_size;

  if (self->relu)
    block->kernels->activate_backward (FOVEA_ACTIVATION_RELU, y, gy, gy);
  block->kernels->transpose (self->outputs, block->images, gy->data, rows + (gsize) block->first * self->outputs);
  if (gx)
    input_gradient (self, block, gy, gx);
}

/* Rows [first, last) of the gradients, into @gradient laid out as all parameters are. */
static void
weight_gradient_fc (const FoveaLayer *base, const FoveaKernels *kernels, int images, int first, int last,
                    float *gradient)
{
  const FcLayer *self = (const FcLayer *) base;

  kernels->fc_weight_gradient (self->inputs, self->outputs, images, base->shared_data,
                               base->shared_data + self->x_size, first, last, gradient + base->at.weights,
                               gradient + base->at.bias);
}

const FoveaLayerType fovea_layer_fc = {
  .size = sizeof (FcLayer),
  .plan = plan_fc,
  .absorb = absorb_into_fc,
  .forward = forward_fc,
  .backward = backward_fc,
  .weight_gradient = weight_gradient_fc,
};
