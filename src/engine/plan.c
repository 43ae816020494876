/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A net laid out to run: which rows go together, where every activation lies, and in which order things happen.
 *
 * A batch is cut into blocks of L images, one to a lane. A block walks through all layers alone: forward, the loss,
 * backward, its convolutions' gradients into a share of its own. So blocks can go at the same time on different
 * threads, and a block's activations are forgotten when it is through: memory is needed for as many blocks as there
 * are workers. Only where a layer must know the whole batch (BATCHNORM's averages) do all blocks wait for each
 * other; then every block keeps its activations. The order of a step is written down once, as instructions, cut into
 * stages at these places.
 *
 * What is summed over blocks is summed in the order of the blocks by whoever needs it, so the result does not depend
 * on who computed which. Shares of the gradients are limited to SHARES; with more blocks than that, neighbours go one
 * after the other into the same share.
 *
 * Memory: in training every activation that backward reads has its place, and gradients alternate between two. In
 * inference activations do. Nothing is allocated while a batch runs. */

#include "engine/plan.h"

#include <string.h>

enum
{
  SHARES = 32
};

typedef struct
{
  int channels, height, width;
  int halo, gradient_halo;
  gsize at, gradient_at; /* floats from the start of a block's memory */
} Volume;

typedef enum
{
  FORWARD,
  GATHER,
  LOSS,
  BACKWARD,
  GATHER_GRADIENT
} Verb;

typedef struct
{
  Verb verb;
  int layer;
} Instruction;

/* Instructions up to @end run block by block; then, once, what the last of them gathered is combined. */
typedef struct
{
  int end;
} Stage;

struct _FoveaPlan
{
  const FoveaKernels *kernels;
  FoveaMode mode;
  int batch, workers, slots, classes;
  GPtrArray *layers;
  FoveaLayout *layout;
  GArray *volumes, *instructions, *stages;
  gsize slot_size, work_size, share_size, shared_size, packed_size;
  float *slots_memory, *work, *shares, *shared, *packed;
  double *losses;        /* of each block */
  FoveaLayerTime *times; /* [workers][layers], or NULL */
};

typedef struct
{
  FoveaPlan *plan;
  const FoveaParameters *parameters;
  const FoveaBatch *batch;
  FoveaThreads *threads;
  int begin, end; /* instructions */
  int blocks;
} Run;

static const FoveaLayerType *
layer_type (FoveaLayerKind kind)
{
  static const FoveaLayerType *const types[] = {
    [FOVEA_LAYER_CONV] = &fovea_layer_conv,
    [FOVEA_LAYER_POOL] = &fovea_layer_pool,
    [FOVEA_LAYER_AVGPOOL] = &fovea_layer_pool,
    [FOVEA_LAYER_FC] = &fovea_layer_fc,
    [FOVEA_LAYER_RELU] = &fovea_layer_activation,
    [FOVEA_LAYER_TANH] = &fovea_layer_activation,
    [FOVEA_LAYER_SIGMOID] = &fovea_layer_activation,
    [FOVEA_LAYER_LRN] = &fovea_layer_lrn,
    [FOVEA_LAYER_BATCHNORM] = &fovea_layer_batchnorm,
    [FOVEA_LAYER_DROPOUT] = &fovea_layer_dropout,
    [FOVEA_LAYER_SOFTMAX] = &fovea_layer_softmax,
  };

  return types[kind];
}

static FoveaLayer *
layer (const FoveaPlan *self, int i)
{
  return g_ptr_array_index (self->layers, i);
}

static Volume *
volume (const FoveaPlan *self, int i)
{
  return &g_array_index (self->volumes, Volume, i);
}

static int
n_blocks (const FoveaPlan *self, int images)
{
  return (images + self->kernels->lanes - 1) / self->kernels->lanes;
}

static int
n_shares (const FoveaPlan *self, int images)
{
  return MIN (n_blocks (self, images), SHARES);
}

/* The rows that the plan runs: all in EXAMINE; else without a SOFTMAX at the end, which is part of the loss. */
static int
n_rows (const FoveaNetSpec *spec, FoveaMode mode)
{
  gboolean ends_in_softmax = spec->layers[spec->n_layers - 1].kind == FOVEA_LAYER_SOFTMAX;

  return spec->n_layers - (mode != FOVEA_MODE_EXAMINE && ends_in_softmax);
}

static void
add_layers (FoveaPlan *self, const FoveaNetSpec *spec)
{
  for (int row = 1; row < n_rows (spec, self->mode);)
    {
      const FoveaLayerType *type = layer_type (spec->layers[row].kind);
      FoveaLayer *new;

      if (spec->layers[row].kind == FOVEA_LAYER_DROPOUT && self->mode == FOVEA_MODE_INFER)
        {
          row++;
          continue;
        }
      new = g_malloc0 (type->size);
      new->type = type;
      new->spec = &spec->layers[row];
      new->at = self->layout->rows[row];
      new->mode = self->mode;
      new->row = row;
      new->rows = 1;
      while (self->mode != FOVEA_MODE_EXAMINE && type->absorb && row + new->rows < n_rows (spec, self->mode)
             && type->absorb (new, &spec->layers[row + new->rows]))
        new->rows++;
      type->plan (new, self->kernels, self->mode, self->batch);
      row += new->rows;
      g_ptr_array_add (self->layers, new);
    }
}

static int
add_volume (FoveaPlan *self, const FoveaShape *shape)
{
  Volume new = { .channels = shape->depth, .height = shape->height, .width = shape->width };

  g_array_append_val (self->volumes, new);
  return self->volumes->len - 1;
}

/* A layer may write over what it reads unless backward of the one before wants to see it. */
static void
add_volumes (FoveaPlan *self, const FoveaNetSpec *spec)
{
  int last = add_volume (self, &spec->layers[0].out);
  gboolean kept = self->mode == FOVEA_MODE_EXAMINE;

  for (guint i = 0; i < self->layers->len; i++)
    {
      FoveaLayer *l = layer (self, i);

      l->in = last;
      if (!l->in_place || kept)
        last = add_volume (self, &spec->layers[l->row + l->rows - 1].out);
      l->out = last;
      volume (self, l->in)->halo = MAX (volume (self, l->in)->halo, l->input_halo);
      volume (self, l->out)->gradient_halo = MAX (volume (self, l->out)->gradient_halo, l->gradient_halo);
      kept = self->mode == FOVEA_MODE_EXAMINE || (self->mode == FOVEA_MODE_TRAIN && l->needs_y);
    }
}

static gsize
volume_size (const FoveaPlan *self, int i, gboolean gradient)
{
  const Volume *v = volume (self, i);

  return fovea_align (fovea_planes_size (v->channels, v->height, v->width, gradient ? v->gradient_halo : v->halo,
                                         self->kernels->lanes));
}

/* Two places, one for even volumes and one for odd. Returns: the floats that they take */
static gsize
place_alternating (FoveaPlan *self, gboolean gradient, gsize at)
{
  gsize sizes[2] = { 0, 0 };

  for (guint i = 0; i < self->volumes->len; i++)
    sizes[i % 2] = MAX (sizes[i % 2], volume_size (self, i, gradient));
  for (guint i = 0; i < self->volumes->len; i++)
    *(gradient ? &volume (self, i)->gradient_at : &volume (self, i)->at) = at + (i % 2) * sizes[0];
  return sizes[0] + sizes[1];
}

static void
place_volumes (FoveaPlan *self)
{
  if (self->mode == FOVEA_MODE_INFER)
    self->slot_size = place_alternating (self, FALSE, 0);
  else
    for (guint i = 0; i < self->volumes->len; i++)
      {
        volume (self, i)->at = self->slot_size;
        self->slot_size += volume_size (self, i, FALSE);
      }
  if (self->mode == FOVEA_MODE_TRAIN)
    self->slot_size += place_alternating (self, TRUE, self->slot_size);
}

static void
place_layers (FoveaPlan *self)
{
  self->work_size = (gsize) self->classes * self->kernels->lanes;
  for (guint i = 0; i < self->layers->len; i++)
    {
      FoveaLayer *l = layer (self, i);

      l->saved_at = self->slot_size;
      self->slot_size += fovea_align (l->saved);
      self->work_size = MAX (self->work_size, l->work);
      self->packed_size += fovea_align (l->packed);
      self->shared_size += fovea_align (l->shared);
      l->gradient_at = self->share_size;
      if (self->mode == FOVEA_MODE_TRAIN && !l->type->weight_gradient)
        self->share_size += fovea_align (l->at.n_weights + l->at.n_bias);
    }
  self->work_size = fovea_align (self->work_size);
}

static void
instruct (FoveaPlan *self, Verb verb, int i, gboolean ends_stage)
{
  Instruction instruction = { verb, i };
  Stage stage;

  g_array_append_val (self->instructions, instruction);
  stage.end = self->instructions->len;
  if (ends_stage)
    g_array_append_val (self->stages, stage);
}

/* The first layer that learns; backward goes no further. */
static int
first_learning (const FoveaPlan *self)
{
  int i = 0;

  while (i < (int) self->layers->len && layer (self, i)->at.n_weights == 0)
    i++;
  return i;
}

static void
write_instructions (FoveaPlan *self)
{
  int n = self->layers->len;
  gboolean training = self->mode == FOVEA_MODE_TRAIN;

  for (int i = 0; i < n; i++)
    {
      if (training && layer (self, i)->type->gather)
        instruct (self, GATHER, i, TRUE);
      instruct (self, FORWARD, i, FALSE);
    }
  instruct (self, LOSS, 0, !training);
  for (int i = n - 1; training && i >= first_learning (self); i--)
    {
      if (layer (self, i)->type->gather_gradient)
        instruct (self, GATHER_GRADIENT, i, TRUE);
      instruct (self, BACKWARD, i, FALSE);
    }
  if (training)
    g_array_append_val (self->stages, (Stage){ .end = self->instructions->len });
}

/**
 * fovea_plan_new: (constructor)
 * @batch: the largest number of images in a batch
 * @workers: how many threads will run it
 *
 * Takes no memory worth mentioning until fovea_plan_allocate(). @spec has no misfit and outlives the plan.
 */
FoveaPlan *
fovea_plan_new (const FoveaNetSpec *spec, const FoveaKernels *kernels, FoveaMode mode, int batch, int workers)
{
  FoveaPlan *self = g_new0 (FoveaPlan, 1);
  const FoveaShape *out = &spec->layers[spec->n_layers - 1].out;

  self->kernels = kernels;
  self->mode = mode;
  self->batch = batch;
  self->workers = workers;
  self->classes = out->width * out->height * out->depth;
  self->layers = g_ptr_array_new_with_free_func (g_free);
  self->layout = fovea_layout_new (spec);
  self->volumes = g_array_new (FALSE, TRUE, sizeof (Volume));
  self->instructions = g_array_new (FALSE, TRUE, sizeof (Instruction));
  self->stages = g_array_new (FALSE, TRUE, sizeof (Stage));
  add_layers (self, spec);
  add_volumes (self, spec);
  place_volumes (self);
  place_layers (self);
  write_instructions (self);
  self->slots = self->stages->len > 1 ? n_blocks (self, batch) : MIN (workers, n_blocks (self, batch));
  return self;
}

void
fovea_plan_free (FoveaPlan *self)
{
  g_aligned_free (self->slots_memory);
  g_aligned_free (self->work);
  g_aligned_free (self->shares);
  g_aligned_free (self->shared);
  g_aligned_free (self->packed);
  g_free (self->losses);
  g_free (self->times);
  g_ptr_array_unref (self->layers);
  fovea_layout_free (self->layout);
  g_array_unref (self->volumes);
  g_array_unref (self->instructions);
  g_array_unref (self->stages);
  g_free (self);
}

/* What fovea_plan_allocate() takes. */
gsize
fovea_plan_bytes (const FoveaPlan *self)
{
  gsize floats = self->slots * self->slot_size + self->workers * self->work_size
                 + n_shares (self, self->batch) * self->share_size + self->shared_size + self->packed_size;

  return floats * sizeof (float);
}

static float *
allocate (gsize floats)
{
  return g_aligned_alloc0 (MAX (floats, 16), sizeof (float), 64);
}

void
fovea_plan_allocate (FoveaPlan *self)
{
  float *shared = self->shared = allocate (self->shared_size), *packed = self->packed = allocate (self->packed_size);

  self->slots_memory = allocate (self->slots * self->slot_size);
  self->work = allocate (self->workers * self->work_size);
  self->shares = allocate (n_shares (self, self->batch) * self->share_size);
  self->losses = g_new0 (double, n_blocks (self, self->batch));
  for (guint i = 0; i < self->layers->len; i++)
    {
      layer (self, i)->shared_data = shared;
      layer (self, i)->packed_data = packed;
      shared += fovea_align (layer (self, i)->shared);
      packed += fovea_align (layer (self, i)->packed);
    }
}

/* To be called whenever the parameters have changed. */
void
fovea_plan_pack (FoveaPlan *self, const FoveaParameters *parameters)
{
  for (guint i = 0; i < self->layers->len; i++)
    if (layer (self, i)->type->pack)
      layer (self, i)->type->pack (layer (self, i), self->kernels, parameters);
}

static FoveaPlanes
activation (const FoveaPlan *self, const FoveaBlock *block, int i)
{
  const Volume *v = volume (self, i);

  return fovea_planes (block->memory + v->at, v->channels, v->height, v->width, v->halo, self->kernels->lanes);
}

static FoveaPlanes
gradient (const FoveaPlan *self, const FoveaBlock *block, int i)
{
  const Volume *v = volume (self, i);

  return fovea_planes (block->memory + v->gradient_at, v->channels, v->height, v->width, v->gradient_halo,
                       self->kernels->lanes);
}

/* Images into the first volume. */
static void
load_images (const FoveaPlan *self, const FoveaBatch *batch, const FoveaBlock *block)
{
  FoveaPlanes x = activation (self, block, 0);

  if (self->mode == FOVEA_MODE_INFER)
    fovea_planes_clear_halo (&x, volume (self, 0)->halo);
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
    fovea_planes_clear_halo (&y, volume (self, l->out)->halo);
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
      fovea_planes_clear_halo (&gx, volume (self, last)->gradient_halo);
      fovea_planes_fill (&gx, g);
    }
}

static void
run_backward (const FoveaPlan *self, const FoveaBlock *block, int i)
{
  const FoveaLayer *l = layer (self, i);
  FoveaPlanes x = activation (self, block, l->in), y = activation (self, block, l->out);
  FoveaPlanes gx = gradient (self, block, l->in), gy = gradient (self, block, l->out);
  gboolean wanted = i > first_learning (self);

  if (wanted && l->in != l->out)
    fovea_planes_clear_halo (&gx, volume (self, l->in)->gradient_halo);
  l->type->backward (l, block, &x, &y, &gy, wanted ? &gx : NULL);
}

static void
run_instruction (FoveaPlan *self, const FoveaBatch *batch, const FoveaBlock *block, const Instruction *instruction)
{
  switch (instruction->verb)
    {
    case FORWARD:
      run_forward (self, block, layer (self, instruction->layer));
      break;
    case GATHER:
      run_gather (self, block, layer (self, instruction->layer));
      break;
    case LOSS:
      run_loss (self, batch, block);
      break;
    case BACKWARD:
      run_backward (self, block, instruction->layer);
      break;
    case GATHER_GRADIENT:
      run_gather_gradient (self, block, layer (self, instruction->layer));
      break;
    }
}

static void
add_time (FoveaPlan *self, int worker, const Instruction *instruction, gint64 start)
{
  FoveaLayerTime *time = &self->times[worker * self->layers->len + instruction->layer];
  double seconds = (g_get_monotonic_time () - start) * 1e-6;

  if (instruction->verb == FORWARD || instruction->verb == GATHER)
    time->forward += seconds;
  else if (instruction->verb != LOSS)
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
    .memory = self->slots_memory + (self->stages->len > 1 ? number : worker) * self->slot_size,
    .work = self->work + worker * self->work_size,
    .gradient = self->shares + share * self->share_size,
    .threads = run->blocks == 1 ? run->threads : NULL,
    .work_size = self->work_size,
  };

  if (run->begin == 0)
    load_images (self, batch, &block);
  for (int i = run->begin; i < run->end; i++)
    {
      const Instruction *instruction = &g_array_index (self->instructions, Instruction, i);
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
  int shares = MIN (run->blocks, SHARES);

  if (run->begin == 0)
    memset (self->shares + share * self->share_size, 0, self->share_size * sizeof (float));
  for (int number = share * run->blocks / shares; number < (share + 1) * run->blocks / shares; number++)
    run_block (run, number, share, worker);
}

static void
combine (const FoveaPlan *self, const Instruction *last, int blocks)
{
  if (last->verb == GATHER)
    layer (self, last->layer)->type->combine (layer (self, last->layer), blocks);
  else if (last->verb == GATHER_GRADIENT)
    layer (self, last->layer)->type->combine_gradient (layer (self, last->layer), blocks);
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
    .blocks = n_blocks (self, batch->n),
  };
  double loss = 0;

  g_assert (batch->n <= self->batch && fovea_threads_get_n (threads) <= self->workers);
  for (guint i = 0; i < self->stages->len; i++)
    {
      run.end = g_array_index (self->stages, Stage, i).end;
      fovea_threads_run (threads, MIN (run.blocks, SHARES), run_share_cb, &run);
      combine (self, &g_array_index (self->instructions, Instruction, run.end - 1), run.blocks);
      run.begin = run.end;
    }
  for (int b = 0; batch->labels && b < run.blocks; b++)
    loss += self->losses[b];
  return loss;
}

int
fovea_plan_get_n_layers (const FoveaPlan *self)
{
  return self->layers->len;
}

FoveaLayer *
fovea_plan_get_layer (const FoveaPlan *self, int i)
{
  return layer (self, i);
}

/* What @row gave for the last block, of a plan to EXAMINE. */
FoveaPlanes
fovea_plan_get_output (const FoveaPlan *self, int row)
{
  const FoveaBlock block = { .memory = self->slots_memory };

  return activation (self, &block, row == 0 ? 0 : layer (self, row - 1)->out);
}

/* Adds up numbers [first, last) of a layer's shares (its weights, then its biases) in the order of the blocks. */
static void
add_shares (const FoveaPlan *self, const FoveaLayer *l, int images, gsize first, gsize last, float *sum)
{
  int n = n_shares (self, images);

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
  const FoveaLayer *l = layer (self, i);

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
