/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A net on its way through a batch.
 *
 * A batch is cut into blocks of L images, one to a lane. A block walks through all layers alone: forward, the loss,
 * backward, its convolutions' gradients into a share of its own. So blocks can go at the same time on different
 * threads, and a block's activations are forgotten when it is through: memory is needed for as many blocks as there
 * are workers. Only where a layer must know the whole batch (BATCHNORM's averages) do all blocks wait for each
 * other; then every block keeps its activations. The order of a step is written down once, as instructions, cut into
 * stages at these places.
 *
 * What is summed over blocks is summed in the order of the blocks by whoever needs it, so the result does not depend
 * on who computed which. Shares of the gradients are limited to FOVEA_PLAN_SHARES; with more blocks than that,
 * neighbours go one after the other into the same share. */

#include "engine/plan-private.h"

#include <string.h>

typedef struct
{
  FoveaPlan *plan;
  const FoveaParameters *parameters;
  const FoveaBatch *batch;
  FoveaThreads *threads;
  int begin, end; /* instructions */
  int blocks;
} Run;

/* To be called whenever the parameters have changed. */
void
fovea_plan_pack (FoveaPlan *self, const FoveaParameters *parameters)
{
  for (guint i = 0; i < self->layers->len; i++)
    if (fovea_plan_get_layer (self, i)->type->pack)
      fovea_plan_get_layer (self, i)->type->pack (fovea_plan_get_layer (self, i), self->kernels, parameters);
}

static FoveaPlanes
activation (const FoveaPlan *self, const FoveaBlock *block, int i)
{
  const FoveaVolume *v = fovea_plan_get_volume (self, i);

  return fovea_planes (block->memory + v->at, v->channels, v->height, v->width, v->halo, self->kernels->lanes);
}

static FoveaPlanes
gradient (const FoveaPlan *self, const FoveaBlock *block, int i)
{
  const FoveaVolume *v = fovea_plan_get_volume (self, i);

  return fovea_planes (block->memory + v->gradient_at, v->channels, v->height, v->width, v->gradient_halo,
                       self->kernels->lanes);
}

/* Images into the first volume. */
static void
load_images (const FoveaPlan *self, const FoveaBatch *batch, const FoveaBlock *block)
{
  FoveaPlanes x = activation (self, block, 0);

  if (self->mode == FOVEA_MODE_INFER)
    fovea_planes_clear_halo (&x, fovea_plan_get_volume (self, 0)->halo);
  if (batch->bytes)
    self->kernels->pack_bytes (batch->bytes + block->first, block->images, batch->mean, batch->inverse, &x);
  else
    self->kernels->pack_floats (batch->floats + block->first, block->images, &x);
}

static void
run_forward (const FoveaPlan *self, const FoveaBlock *block, const FoveaLayer *l)
{
  FoveaPlanes x = activation (self, block, l->in), y = activation (self, block, l->out);

  if (self->mode == FOVEA_MODE_INFER && l->in != l->out)
    fovea_planes_clear_halo (&y, fovea_plan_get_volume (self, l->out)->halo);
  l->type->forward (l, block, &x, &y);
}

static void
run_gather (const FoveaPlan *self, const FoveaBlock *block, const FoveaLayer *l)
{
  FoveaPlanes x = activation (self, block, l->in);

  l->type->gather (l, block, &x);
}

static void
run_gather_gradient (const FoveaPlan *self, const FoveaBlock *block, const FoveaLayer *l)
{
  FoveaPlanes x = activation (self, block, l->in), gy = gradient (self, block, l->out);

  l->type->gather_gradient (l, block, &x, &gy);
}

/* Scores out, or loss and the gradient of the scores (the mean over the batch's @n images). */
static void
run_loss (FoveaPlan *self, const FoveaBatch *batch, const FoveaBlock *block)
{
  int last = self->volumes->len - 1;
  FoveaPlanes scores = activation (self, block, last), gx = gradient (self, block, last);
  gboolean flat = self->mode == FOVEA_MODE_TRAIN && fovea_planes_flat (&gx);
  float *g = flat ? gx.data : block->work;
  guint16 predicted[64];

  g_assert (self->kernels->lanes <= (int) G_N_ELEMENTS (predicted));
  if (batch->scores)
    self->kernels->transpose (self->classes, block->images, scores.data,
                              batch->scores + (gsize) block->first * self->classes);
  if (!batch->labels)
    return;
  self->losses[block->number]
      = self->kernels->cross_entropy (self->classes, block->images, scores.data, batch->labels + block->first,
                                      1.0f / batch->n, g, predicted);
  memcpy (batch->predicted + block->first, predicted, block->images * sizeof *predicted);
  if (self->mode == FOVEA_MODE_TRAIN && !flat)
    {
      fovea_planes_clear_halo (&gx, fovea_plan_get_volume (self, last)->gradient_halo);
      fovea_planes_fill (&gx, g);
    }
}

static void
run_backward (const FoveaPlan *self, const FoveaBlock *block, int i)
{
  const FoveaLayer *l = fovea_plan_get_layer (self, i);
  FoveaPlanes x = activation (self, block, l->in), y = activation (self, block, l->out);
  FoveaPlanes gx = gradient (self, block, l->in), gy = gradient (self, block, l->out);
  gboolean wanted = i > fovea_plan_first_learning (self);

  if (wanted && l->in != l->out)
    fovea_planes_clear_halo (&gx, fovea_plan_get_volume (self, l->in)->gradient_halo);
  l->type->backward (l, block, &x, &y, &gy, wanted ? &gx : NULL);
}

static void
run_instruction (FoveaPlan *self, const FoveaBatch *batch, const FoveaBlock *block, const FoveaInstruction *instruction)
{
  switch (instruction->verb)
    {
    case FOVEA_VERB_FORWARD:
      run_forward (self, block, fovea_plan_get_layer (self, instruction->layer));
      break;
    case FOVEA_VERB_GATHER:
      run_gather (self, block, fovea_plan_get_layer (self, instruction->layer));
      break;
    case FOVEA_VERB_LOSS:
      run_loss (self, batch, block);
      break;
    case FOVEA_VERB_BACKWARD:
      run_backward (self, block, instruction->layer);
      break;
    case FOVEA_VERB_GATHER_GRADIENT:
      run_gather_gradient (self, block, fovea_plan_get_layer (self, instruction->layer));
      break;
    }
}

static void
add_time (FoveaPlan *self, int worker, const FoveaInstruction *instruction, gint64 start)
{
  FoveaLayerTime *time = &self->times[worker * self->layers->len + instruction->layer];
  double seconds = (g_get_monotonic_time () - start) * 1e-6;

  if (instruction->verb == FOVEA_VERB_FORWARD || instruction->verb == FOVEA_VERB_GATHER)
    time->forward += seconds;
  else if (instruction->verb != FOVEA_VERB_LOSS)
    time->backward += seconds;
}

static void
run_block (const Run *run, int number, int share, int worker)
{
  FoveaPlan *self = run->plan;
  const FoveaBatch *batch = run->batch;
  int lanes = self->kernels->lanes;
  FoveaBlock block = {
    .kernels = self->kernels,
    .parameters = run->parameters,
    .number = number,
    .first = number * lanes,
    .images = MIN (lanes, batch->n - number * lanes),
    .seed = batch->seed,
    .step = batch->step,
    .dropout = batch->dropout,
    .memory = self->slots_memory + (run->blocks <= self->slots ? number : worker) * self->slot_size,
    .work = self->work + worker * self->work_size,
    .gradient = self->shares + share * self->share_size,
    .threads = run->blocks == 1 ? run->threads : NULL,
    .work_size = self->work_size,
  };

  if (run->begin == 0)
    load_images (self, batch, &block);
  for (int i = run->begin; i < run->end; i++)
    {
      const FoveaInstruction *instruction = &g_array_index (self->instructions, FoveaInstruction, i);
      gint64 start = self->times ? g_get_monotonic_time () : 0;

      run_instruction (self, batch, &block, instruction);
      if (self->times)
        add_time (self, worker, instruction, start);
    }
}

static void
run_share_cb (int share, int worker, gpointer data)
{
  const Run *run = data;
  FoveaPlan *self = run->plan;
  int shares = MIN (run->blocks, FOVEA_PLAN_SHARES);

  if (run->begin == 0)
    memset (self->shares + share * self->share_size, 0, self->share_size * sizeof (float));
  for (int number = share * run->blocks / shares; number < (share + 1) * run->blocks / shares; number++)
    run_block (run, number, share, worker);
}

static void
combine (const FoveaPlan *self, const FoveaInstruction *last, int blocks)
{
  if (last->verb == FOVEA_VERB_GATHER)
    fovea_plan_get_layer (self, last->layer)->type->combine (fovea_plan_get_layer (self, last->layer), blocks);
  else if (last->verb == FOVEA_VERB_GATHER_GRADIENT)
    fovea_plan_get_layer (self, last->layer)->type->combine_gradient (fovea_plan_get_layer (self, last->layer), blocks);
}

/**
 * fovea_plan_run:
 *
 * One batch: forward, and if the plan is for training the loss and backward too, after which the gradients can be
 * collected with fovea_plan_get_gradients().
 *
 * Returns: the loss summed over the images, if there are labels
 */
double
fovea_plan_run (FoveaPlan *self, FoveaThreads *threads, const FoveaParameters *parameters, const FoveaBatch *batch)
{
  Run run = {
    .plan = self,
    .parameters = parameters,
    .batch = batch,
    .threads = threads,
    .blocks = fovea_plan_count_blocks (self, batch->n),
  };
  double loss = 0;

  g_assert (batch->n <= self->batch && fovea_threads_get_n (threads) <= self->workers);
  for (guint i = 0; i < self->stages->len; i++)
    {
      run.end = g_array_index (self->stages, FoveaStage, i).end;
      fovea_threads_run (threads, MIN (run.blocks, FOVEA_PLAN_SHARES), run_share_cb, &run);
      combine (self, &g_array_index (self->instructions, FoveaInstruction, run.end - 1), run.blocks);
      run.begin = run.end;
    }
  for (int b = 0; batch->labels && b < run.blocks; b++)
    loss += self->losses[b];
  return loss;
}

/* What @row gave for the last block, of a plan to EXAMINE. */
FoveaPlanes
fovea_plan_get_output (const FoveaPlan *self, int row)
{
  const FoveaBlock block = { .memory = self->slots_memory };

  return activation (self, &block, row == 0 ? 0 : fovea_plan_get_layer (self, row - 1)->out);
}

/* Adds up numbers [first, last) of a layer's shares (its weights, then its biases) in the order of the blocks. */
static void
add_shares (const FoveaPlan *self, const FoveaLayer *l, int images, gsize first, gsize last, float *sum)
{
  int n = fovea_plan_count_shares (self, images);

  for (int share = 0; share < n; share++)
    {
      const float *part = self->shares + share * self->share_size + l->gradient_at;

      for (gsize i = first; i < last; i++)
        sum[i - first] = share == 0 ? part[i] : sum[i - first] + part[i];
    }
}

/**
 * fovea_plan_get_gradients:
 * @images: of the batch that ran
 * @first: of the layer's outputs, if it is FC; else of its weights
 * @gradient: laid out as the parameters are
 *
 * The gradients of a layer's weights, or of those of its outputs [first, last) and their biases.
 */
void
fovea_plan_get_gradients (const FoveaPlan *self, int i, int images, int first, int last, float *gradient)
{
  const FoveaLayer *l = fovea_plan_get_layer (self, i);

  if (l->type->weight_gradient)
    l->type->weight_gradient (l, self->kernels, images, first, last, gradient);
  else
    {
      add_shares (self, l, images, 0, l->at.n_weights, gradient + l->at.weights);
      add_shares (self, l, images, l->at.n_weights, l->at.n_weights + l->at.n_bias, gradient + l->at.bias);
    }
}

/* Whether to take the time of every layer from now on. */
void
fovea_plan_set_times (FoveaPlan *self, gboolean measure)
{
  g_clear_pointer (&self->times, g_free);
  if (measure)
    self->times = g_new0 (FoveaLayerTime, self->workers * self->layers->len);
}

FoveaLayerTime
fovea_plan_get_time (const FoveaPlan *self, int i)
{
  FoveaLayerTime sum = { 0, 0 };

  for (int worker = 0; self->times && worker < self->workers; worker++)
    {
      sum.forward += self->times[worker * self->layers->len + i].forward;
      sum.backward += self->times[worker * self->layers->len + i].backward;
    }
  return sum;
}
