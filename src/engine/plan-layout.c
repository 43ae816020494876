/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A net laid out to run: which rows go together, where every activation lies, and in which order things happen.
 *
 * Memory: in training every activation that backward reads has its place, and gradients alternate between two. In
 * inference activations do. Nothing is allocated while a batch runs. */

#include "engine/plan-private.h"

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
  FoveaVolume new = { .channels = shape->depth, .height = shape->height, .width = shape->width };

  g_array_append_val (self->volumes, new);
  return self->volumes->len - 1;
}

static void
grow (int *size, int needed)
{
  *size = MAX (*size, needed);
}

/* A layer may write over what it reads unless backward of the one before wants to see it. */
static void
add_volumes (FoveaPlan *self, const FoveaNetSpec *spec)
{
  int last = add_volume (self, &spec->layers[0].out);
  gboolean kept = self->mode == FOVEA_MODE_EXAMINE;

  for (guint i = 0; i < self->layers->len; i++)
    {
      FoveaLayer *l = fovea_plan_get_layer (self, i);

      l->in = last;
      if (!l->in_place || kept)
        last = add_volume (self, &spec->layers[l->row + l->rows - 1].out);
      l->out = last;
      grow (&fovea_plan_get_volume (self, l->in)->halo, l->input_halo);
      grow (&fovea_plan_get_volume (self, l->out)->gradient_halo, l->gradient_halo);
      kept = self->mode == FOVEA_MODE_EXAMINE || (self->mode == FOVEA_MODE_TRAIN && l->needs_y);
    }
}

static gsize
volume_size (const FoveaPlan *self, int i, gboolean gradient)
{
  const FoveaVolume *v = fovea_plan_get_volume (self, i);

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
    {
      FoveaVolume *volume = fovea_plan_get_volume (self, i);

      *(gradient ? &volume->gradient_at : &volume->at) = at + (i % 2) * sizes[0];
    }
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
        fovea_plan_get_volume (self, i)->at = self->slot_size;
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
      FoveaLayer *l = fovea_plan_get_layer (self, i);

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
instruct (FoveaPlan *self, FoveaVerb verb, int i, gboolean ends_stage)
{
  FoveaInstruction instruction = { verb, i };
  FoveaStage stage;

  g_array_append_val (self->instructions, instruction);
  stage.end = self->instructions->len;
  if (ends_stage)
    g_array_append_val (self->stages, stage);
}

/* The first layer that learns; backward goes no further. */
int
fovea_plan_first_learning (const FoveaPlan *self)
{
  int i = 0;

  while (i < (int) self->layers->len && fovea_plan_get_layer (self, i)->at.n_weights == 0)
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
      if (training && fovea_plan_get_layer (self, i)->type->gather)
        instruct (self, FOVEA_VERB_GATHER, i, TRUE);
      instruct (self, FOVEA_VERB_FORWARD, i, FALSE);
    }
  instruct (self, FOVEA_VERB_LOSS, 0, !training);
  for (int i = n - 1; training && i >= fovea_plan_first_learning (self); i--)
    {
      if (fovea_plan_get_layer (self, i)->type->gather_gradient)
        instruct (self, FOVEA_VERB_GATHER_GRADIENT, i, TRUE);
      instruct (self, FOVEA_VERB_BACKWARD, i, FALSE);
    }
  if (training)
    g_array_append_val (self->stages, (FoveaStage){ .end = self->instructions->len });
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
  self->volumes = g_array_new (FALSE, TRUE, sizeof (FoveaVolume));
  self->instructions = g_array_new (FALSE, TRUE, sizeof (FoveaInstruction));
  self->stages = g_array_new (FALSE, TRUE, sizeof (FoveaStage));
  add_layers (self, spec);
  add_volumes (self, spec);
  place_volumes (self);
  place_layers (self);
  write_instructions (self);
  self->slots = fovea_plan_count_blocks (self, batch);
  if (self->stages->len == 1)
    self->slots = MIN (self->slots, workers);
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

int
fovea_plan_get_n_layers (const FoveaPlan *self)
{
  return self->layers->len;
}

FoveaLayer *
fovea_plan_get_layer (const FoveaPlan *self, int i)
{
  return g_ptr_array_index (self->layers, i);
}

/* What fovea_plan_allocate() takes. */
gsize
fovea_plan_bytes (const FoveaPlan *self)
{
  int shares = fovea_plan_count_shares (self, self->batch);
  gsize floats = self->slots * self->slot_size + self->workers * self->work_size + shares * self->share_size
                 + self->shared_size + self->packed_size;

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
  self->shares = allocate (fovea_plan_count_shares (self, self->batch) * self->share_size);
  self->losses = g_new0 (double, fovea_plan_count_blocks (self, self->batch));
  for (guint i = 0; i < self->layers->len; i++)
    {
      fovea_plan_get_layer (self, i)->shared_data = shared;
      fovea_plan_get_layer (self, i)->packed_data = packed;
      shared += fovea_align (fovea_plan_get_layer (self, i)->shared);
      packed += fovea_align (fovea_plan_get_layer (self, i)->packed);
    }
}
