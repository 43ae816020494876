/* SPDX-License-Identifier: GPL-3.0-or-later */

/* CONV, with the RELU behind it and the 2×2 max-pooling behind that if they are there: what a filter gives is then
 * rectified and pooled while it is in registers, and only the winners are written (with a byte each that says which
 * of the four cells won).
 *
 *   y = pool (max (0, conv (x) + b))
 *   g = gy sent back to the cells that won, where y > 0          (of the size of conv (x))
 *   gw = Σ over positions of x · g,  gb = Σ g,  gx = g correlated with the flipped filters */

#include "engine/layer.h"

typedef struct
{
  FoveaLayer base;
  FoveaConv conv;
  gboolean relu, pool;
  gsize forward_size;
  int inner_halo;
} ConvLayer;

static void
plan_conv (FoveaLayer *base, const FoveaKernels *kernels, FoveaMode mode, int batch)
{
  ConvLayer *self = (ConvLayer *) base;
  const FoveaLayerSpec *spec = base->spec;
  FoveaConv *conv = &self->conv;
  gboolean training = mode == FOVEA_MODE_TRAIN;

  fovea_conv_init (conv, &spec->window, spec->in.depth, spec->in.height, spec->in.width, spec->filters, spec->groups,
                   NULL);
  base->input_halo = fovea_conv_input_halo (conv);
  base->needs_y = self->relu;
  base->work = kernels->conv_workspace (conv);
  self->forward_size = fovea_align (kernels->conv_packed_size (conv, FOVEA_PASS_FORWARD));
  base->packed = self->forward_size;
  if (!training)
    return;
  base->packed += fovea_align (kernels->conv_packed_size (conv, FOVEA_PASS_INPUT_GRADIENT));
  self->inner_halo = fovea_conv_gradient_halo (conv);
  if (!self->pool)
    base->gradient_halo = self->inner_halo;
  else
    {
      gsize cells = (gsize) conv->filters * (conv->out_height / 2) * (conv->out_width / 2);

      base->saved = fovea_align ((cells * kernels->lanes + 3) / 4);
      base->work += fovea_align (fovea_planes_size (conv->filters, conv->out_height, conv->out_width,
                                                    self->inner_halo, kernels->lanes));
    }
}

/* RELU, and then POOL 2 that rounds down where it does not fit. */
static gboolean
absorb_into_conv (FoveaLayer *base, const FoveaLayerSpec *next)
{
  ConvLayer *self = (ConvLayer *) base;
  const FoveaWindow *window = &next->window;

  if (next->kind == FOVEA_LAYER_RELU && !self->relu)
    return self->relu = TRUE;
  if (next->kind != FOVEA_LAYER_POOL || !self->relu || self->pool || window->extent != 2 || window->stride != 2
      || (!window->same && window->pad != 0) || next->out.width != next->in.width / 2
      || next->out.height != next->in.height / 2)
    return FALSE;
  return self->pool = TRUE;
}

static void
pack_conv (FoveaLayer *base, const FoveaKernels *kernels, const FoveaParameters *parameters)
{
  ConvLayer *self = (ConvLayer *) base;
  const float *weights = parameters->values + base->at.weights;

  kernels->conv_pack (&self->conv, FOVEA_PASS_FORWARD, weights, base->packed_data);
  if (base->mode == FOVEA_MODE_TRAIN)
    kernels->conv_pack (&self->conv, FOVEA_PASS_INPUT_GRADIENT, weights, base->packed_data + self->forward_size);
}

typedef struct
{
  const ConvLayer *self;
  const FoveaBlock *block;
  const FoveaPlanes *x, *y;
  int parts;
} Split;

/* Output rows [first, last) of the convolution, which begin at a multiple of 4. @worker has a room of its own. */
static void
forward_rows (const Split *split, int first, int last, int worker)
{
  const ConvLayer *self = split->self;
  const FoveaBlock *block = split->block;
  const FoveaKernels *kernels = block->kernels;
  const float *packed = self->base.packed_data, *bias = block->parameters->values + self->base.at.bias;
  float *work = block->work + worker * block->work_size;
  guint8 *choice = self->base.saved ? (guint8 *) (block->memory + self->base.saved_at) : NULL;
  FoveaConv conv = fovea_conv_rows (&self->conv, first, last);
  FoveaPlanes y = self->pool ? fovea_planes_rows (split->y, first / 2, last / 2)
                             : fovea_planes_rows (split->y, first, last);

  if (self->pool)
    kernels->conv_forward_pool (&conv, split->x, packed, bias, &y, choice, work);
  else
    kernels->conv_forward (&conv, split->x, packed, bias, self->relu, &y, work);
}

static void
forward_part_cb (int task, int worker, gpointer data)
{
  const Split *split = data;
  int height = split->self->conv.out_height, fours = (height + 3) / 4;

  forward_rows (split, fours * task / split->parts * 4, MIN (fours * (task + 1) / split->parts * 4, height), worker);
}

/* An image that is alone is cut into bands of rows; but not in training, where each winner of the pooling is noted in
 * the order in which it is found. */
static void
forward_conv (const FoveaLayer *base, const FoveaBlock *block, const FoveaPlanes *x, const FoveaPlanes *y)
{
  const ConvLayer *self = (const ConvLayer *) base;
  Split split = { .self = self, .block = block, .x = x, .y = y, .parts = 1 };

  if (!base->saved)
    split.parts = MIN (fovea_block_parts (block, base->spec->macs), (self->conv.out_height + 3) / 4);
  if (split.parts > 1)
    fovea_threads_run (block->threads, split.parts, forward_part_cb, &split);
  else
    forward_rows (&split, 0, self->conv.out_height, 0);
}

/* The gradient of conv (x): gy itself, through the RELU, or through both. */
static FoveaPlanes
inner_gradient (const ConvLayer *self, const FoveaBlock *block, const FoveaPlanes *y, const FoveaPlanes *gy)
{
  const FoveaConv *conv = &self->conv;
  float *memory = block->work + fovea_align (block->kernels->conv_workspace (conv));
  FoveaPlanes inner = *gy;

  if (self->pool)
    {
      inner = fovea_planes (memory, conv->filters, conv->out_height, conv->out_width, self->inner_halo,
                            block->kernels->lanes);
      fovea_planes_clear_halo (&inner, self->inner_halo);
      block->kernels->relu_pool_backward (y, (guint8 *) (block->memory + self->base.saved_at), gy, &inner);
    }
  else if (self->relu)
    block->kernels->activate_backward (FOVEA_ACTIVATION_RELU, y, gy, gy);
  return inner;
}

static void
backward_conv (const FoveaLayer *base, const FoveaBlock *block, const FoveaPlanes *x, const FoveaPlanes *y,
               const FoveaPlanes *gy, const FoveaPlanes *gx)
{
  const ConvLayer *self = (const ConvLayer *) base;
  FoveaPlanes inner = inner_gradient (self, block, y, gy);
  float *gradient = block->gradient + base->gradient_at;

  block->kernels->conv_filter_gradient (&self->conv, x, &inner, gradient, gradient + base->at.n_weights, block->work);
  if (gx)
    block->kernels->conv_input_gradient (&self->conv, &inner, base->packed_data + self->forward_size, gx,
                                         block->work);
}

const FoveaLayerType fovea_layer_conv = {
  .size = sizeof (ConvLayer),
  .plan = plan_conv,
  .absorb = absorb_into_conv,
  .pack = pack_conv,
  .forward = forward_conv,
  .backward = backward_conv,
};
