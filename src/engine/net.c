/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A net's numbers, and running it forward.
 *
 * Parameters lie in one flat array (layer.h), so that an optimiser sweeps over them without knowing layers.
 *
 * Plans (plan.h) are made when they are first needed, one for each way of running: many images in blocks, one image
 * alone, every row's output of one image. They hold packed copies of the weights, which are renewed when the weights
 * have changed since. */

#include "config.h"

#include "engine/net.h"

#include "engine/net-private.h"
#include "engine/plan.h"
#include "engine/tensor.h"
#include "engine/trainer.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  FoveaPlan *plan;
  guint64 version; /* of the parameters that it has packed */
  int workers;
} Packed;

struct _FoveaNet
{
  FoveaNetSpec *spec;
  FoveaLayout *layout;
  FoveaParameters parameters;
  guint64 version;
  float mean[3], deviation[3];
  gboolean has_statistics;
  char **class_names;
  int n_threads;
  FoveaThreads *threads;
  Packed blocks, single, examine;
};

static float *
allocate (gsize floats)
{
  return g_aligned_alloc0 (MAX (floats, 1), sizeof (float), 64);
}

/**
 * fovea_check_memory:
 * @what: what takes it, as the beginning of a sentence
 *
 * Returns: whether the machine has @bytes of memory at all; else FALSE with FOVEA_ERROR_ARGUMENT
 */
gboolean
fovea_check_memory (const char *what, gsize bytes, GError **error)
{
  double there = (double) sysconf (_SC_PHYS_PAGES) * sysconf (_SC_PAGESIZE);
  g_autofree char *needed = NULL, *here = NULL;

  if (bytes <= there)
    return TRUE;
  needed = g_format_size_full (bytes, G_FORMAT_SIZE_IEC_UNITS);
  here = g_format_size_full (there, G_FORMAT_SIZE_IEC_UNITS);
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, _("%s takes %s of memory; this machine has %s."), what, needed,
               here);
  return FALSE;
}

/**
 * fovea_net_new: (constructor)
 * @seed: the first weights are a function of it
 *
 * Returns: (nullable): a net with its first weights, or NULL with FOVEA_ERROR_MISFIT if @spec has a misfit, with
 *   FOVEA_ERROR_ARGUMENT if it is larger than the machine's memory
 */
FoveaNet *
fovea_net_new (FoveaNetSpec *spec, guint64 seed, GError **error)
{
  FoveaNet *self;

  if (!fovea_net_spec_check (spec, error)
      || !fovea_check_memory (_("This net"), spec->parameters * sizeof (float), error))
    return NULL;
  self = g_new0 (FoveaNet, 1);
  self->spec = fovea_net_spec_ref (spec);
  self->layout = fovea_layout_new (spec);
  self->parameters.values = allocate (self->layout->size);
  self->parameters.running = allocate (self->layout->running_size);
  self->version = 1;
  self->n_threads = 1;
  for (int c = 0; c < 3; c++)
    self->deviation[c] = 1;
  fovea_parameters_draw (&self->parameters, spec, self->layout, seed);
  return self;
}

/* A net of its own with the same numbers. */
FoveaNet *
fovea_net_copy (const FoveaNet *self)
{
  FoveaNet *copy = g_new0 (FoveaNet, 1);

  copy->spec = fovea_net_spec_ref (self->spec);
  copy->layout = fovea_layout_new (self->spec);
  copy->parameters.values = allocate (self->layout->size);
  copy->parameters.running = allocate (self->layout->running_size);
  memcpy (copy->parameters.values, self->parameters.values, self->layout->size * sizeof (float));
  memcpy (copy->parameters.running, self->parameters.running, self->layout->running_size * sizeof (float));
  copy->version = 1;
  copy->n_threads = self->n_threads;
  fovea_net_set_statistics (copy, self->mean, self->deviation);
  copy->has_statistics = self->has_statistics;
  fovea_net_set_class_names (copy, (const char *const *) self->class_names);
  return copy;
}

static void
drop_plan (Packed *packed)
{
  g_clear_pointer (&packed->plan, fovea_plan_free);
  packed->version = 0;
}

void
fovea_net_free (FoveaNet *self)
{
  drop_plan (&self->blocks);
  drop_plan (&self->single);
  drop_plan (&self->examine);
  g_clear_pointer (&self->threads, fovea_threads_free);
  fovea_net_spec_unref (self->spec);
  fovea_layout_free (self->layout);
  g_aligned_free (self->parameters.values);
  g_aligned_free (self->parameters.running);
  g_strfreev (self->class_names);
  g_free (self);
}

FoveaNetSpec *
fovea_net_get_spec (const FoveaNet *self)
{
  return self->spec;
}

const FoveaLayout *
fovea_net_get_layout (const FoveaNet *self)
{
  return self->layout;
}

FoveaParameters *
fovea_net_get_values (FoveaNet *self)
{
  return &self->parameters;
}

void
fovea_net_touch (FoveaNet *self)
{
  self->version++;
}

/* Where a parameter's numbers lie, and a tensor's shape for them; NULL where the row has none. */
static float *
find_parameter (const FoveaNet *self, int row, FoveaParameterKind kind, int shape[4])
{
  const FoveaLayerSpec *layer = &self->spec->layers[row];
  const FoveaRowLayout *at = &self->layout->rows[row];
  gboolean running = kind == FOVEA_RUNNING_MEAN || kind == FOVEA_RUNNING_VAR;

  if (running ? at->n_running == 0 : at->n_weights == 0)
    return NULL;
  shape[0] = shape[2] = shape[3] = 1;
  shape[1] = running ? at->n_running / 2 : at->n_bias;
  if (kind == FOVEA_BIAS)
    return self->parameters.values + at->bias;
  if (running)
    return self->parameters.running + at->running + (kind == FOVEA_RUNNING_VAR ? at->n_running / 2 : 0);
  if (layer->kind == FOVEA_LAYER_BATCHNORM)
    return self->parameters.values + at->weights;
  shape[0] = layer->filters;
  shape[1] = at->n_weights / layer->filters;
  if (layer->kind == FOVEA_LAYER_CONV)
    {
      shape[1] = layer->in.depth / layer->groups;
      shape[2] = shape[3] = layer->window.extent;
    }
  return self->parameters.values + at->weights;
}

FoveaTensor *
fovea_net_get_parameter (const FoveaNet *self, int layer, FoveaParameterKind kind)
{
  int s[4];
  const float *numbers;

  g_return_val_if_fail (layer >= 0 && layer < self->spec->n_layers, NULL);
  numbers = find_parameter (self, layer, kind, s);
  return numbers ? fovea_tensor_new_from (s[0], s[1], s[2], s[3], numbers) : NULL;
}

/* The same, in a tensor of an earlier call. */
void
fovea_net_read_parameter (const FoveaNet *self, int layer, FoveaParameterKind kind, FoveaTensor *to)
{
  int s[4];
  const float *numbers;

  g_return_if_fail (layer >= 0 && layer < self->spec->n_layers);
  numbers = find_parameter (self, layer, kind, s);
  g_return_if_fail (numbers && to->n == s[0] && to->c == s[1] && to->h == s[2] && to->w == s[3]);
  memcpy (to->data, numbers, fovea_tensor_size (to) * sizeof (float));
}

/**
 * fovea_net_set_parameter:
 *
 * Returns: FALSE with FOVEA_ERROR_ARGUMENT if the row has no such parameter, or one of another shape
 */
gboolean
fovea_net_set_parameter (FoveaNet *self, int layer, FoveaParameterKind kind, const FoveaTensor *value, GError **error)
{
  int s[4] = { 0, 0, 0, 0 };
  float *numbers = NULL;

  if (layer >= 0 && layer < self->spec->n_layers)
    numbers = find_parameter (self, layer, kind, s);
  if (!numbers || value->n != s[0] || value->c != s[1] || value->h != s[2] || value->w != s[3])
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                   _("Row %d of the net takes %d×%d×%d×%d numbers here, not %d×%d×%d×%d."), layer, s[0], s[1], s[2],
                   s[3], value->n, value->c, value->h, value->w);
      return FALSE;
    }
  memcpy (numbers, value->data, fovea_tensor_size (value) * sizeof (float));
  fovea_net_touch (self);
  return TRUE;
}

void
fovea_net_set_statistics (FoveaNet *self, const float mean[3], const float deviation[3])
{
  memcpy (self->mean, mean, sizeof self->mean);
  memcpy (self->deviation, deviation, sizeof self->deviation);
  self->has_statistics = TRUE;
}

/* Whether anybody has said how pixels become numbers. */
gboolean
fovea_net_has_statistics (const FoveaNet *self)
{
  return self->has_statistics;
}

void
fovea_net_get_statistics (const FoveaNet *self, float mean[3], float deviation[3])
{
  memcpy (mean, self->mean, sizeof self->mean);
  memcpy (deviation, self->deviation, sizeof self->deviation);
}

/* @names: (nullable): one for each class, then NULL */
void
fovea_net_set_class_names (FoveaNet *self, const char *const *names)
{
  char **copy = g_strdupv ((char **) names);

  g_strfreev (self->class_names);
  self->class_names = copy;
}

/* NULL if nobody has named them. */
const char *const *
fovea_net_get_class_names (const FoveaNet *self)
{
  return (const char *const *) self->class_names;
}

void
fovea_net_set_threads (FoveaNet *self, int threads)
{
  int n = threads > 0 ? threads : (int) g_get_num_processors ();

  if (n == self->n_threads)
    return;
  self->n_threads = n;
  g_clear_pointer (&self->threads, fovea_threads_free);
}

gsize
fovea_net_training_memory (const FoveaNetSpec *spec, int batch)
{
  FoveaLayout *layout = fovea_layout_new (spec);
  FoveaPlan *plan = fovea_plan_new (spec, fovea_kernels_get (), FOVEA_MODE_TRAIN, batch, g_get_num_processors ());
  /* weights, gradients, momentum */
  gsize bytes = fovea_plan_bytes (plan) + 3 * layout->size * sizeof (float);

  fovea_plan_free (plan);
  fovea_layout_free (layout);
  return bytes;
}

/* The plan, with the weights as they are now. */
static FoveaPlan *
get_plan (FoveaNet *self, Packed *packed, FoveaMode mode, const FoveaKernels *kernels, int batch, int workers)
{
  if (packed->plan && packed->workers < workers)
    drop_plan (packed);
  if (!packed->plan)
    {
      packed->plan = fovea_plan_new (self->spec, kernels, mode, batch, workers);
      packed->workers = workers;
      fovea_plan_allocate (packed->plan);
    }
  if (packed->version != self->version)
    fovea_plan_pack (packed->plan, &self->parameters);
  packed->version = self->version;
  return packed->plan;
}

static FoveaThreads *
get_threads (FoveaNet *self)
{
  if (!self->threads)
    self->threads = fovea_threads_new (self->n_threads);
  return self->threads;
}

/* The plan by which many images are asked about on @workers threads. */
FoveaPlan *
fovea_net_get_block_plan (FoveaNet *self, int workers)
{
  return get_plan (self, &self->blocks, FOVEA_MODE_INFER, fovea_kernels_get (), FOVEA_CHUNK, workers);
}

/* Few images go one by one, each with all the registers; more go through in blocks. */
FoveaPlan *
fovea_net_get_plan (FoveaNet *self, int images)
{
  const FoveaKernels *kernels = fovea_kernels_get ();

  if (images <= kernels->lanes / 4)
    return get_plan (self, &self->single, FOVEA_MODE_INFER, kernels->single, FOVEA_CHUNK, self->n_threads);
  return fovea_net_get_block_plan (self, self->n_threads);
}

FoveaTensor *
fovea_net_infer (FoveaNet *self, const FoveaTensor *images)
{
  const FoveaShape *in = &self->spec->layers[0].out;
  FoveaTensor *result;
  int classes = fovea_net_spec_classes (self->spec);

  g_return_val_if_fail (images->c == in->depth && images->h == in->height && images->w == in->width, NULL);

  result = fovea_tensor_new (images->n, classes, 1, 1);
  for (int first = 0; first < images->n; first += FOVEA_CHUNK)
    {
      const float *pointers[FOVEA_CHUNK];
      FoveaBatch batch = { .n = MIN (FOVEA_CHUNK, images->n - first), .floats = pointers };

      for (int i = 0; i < batch.n; i++)
        pointers[i] = fovea_tensor_at (images, first + i, 0, 0, 0);
      batch.scores = fovea_tensor_at (result, first, 0, 0, 0);
      fovea_plan_run (fovea_net_get_plan (self, batch.n), get_threads (self), &self->parameters, &batch);
    }
  for (int i = 0; i < images->n; i++)
    fovea_kernels_reference ()->softmax (classes, fovea_tensor_at (result, i, 0, 0, 0),
                                         fovea_tensor_at (result, i, 0, 0, 0));
  return result;
}

void
fovea_net_activations (FoveaNet *self, const FoveaTensor *image, FoveaTensor **maps)
{
  const FoveaShape *in = &self->spec->layers[0].out;
  const float *pointer = image->data;
  FoveaBatch batch = { .n = 1, .floats = &pointer };
  FoveaPlan *plan;

  g_return_if_fail (image->n == 1 && image->c == in->depth && image->h == in->height && image->w == in->width);

  plan = get_plan (self, &self->examine, FOVEA_MODE_EXAMINE, fovea_kernels_get ()->single, 1, self->n_threads);
  fovea_plan_run (plan, get_threads (self), &self->parameters, &batch);
  for (int row = 0; row < self->spec->n_layers; row++)
    {
      const FoveaShape *out = &self->spec->layers[row].out;
      FoveaPlanes planes = fovea_plan_get_output (plan, row);

      maps[row] = fovea_tensor_new (1, out->depth, out->height, out->width);
      fovea_kernels_get ()->single->unpack (&planes, 1, &maps[row]->data);
    }
}

/**
 * fovea_net_check_examples:
 *
 * Returns: whether the images have the size that the net takes, and no more classes than it tells apart; else FALSE
 *   with FOVEA_ERROR_ARGUMENT
 */
gboolean
fovea_net_check_examples (const FoveaNet *self, const FoveaExamples *examples, GError **error)
{
  const FoveaShape *in = &self->spec->layers[0].out;

  if (examples->c != in->depth || examples->h != in->height || examples->w != in->width)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                   _("The net takes images of %d×%d×%d, but the data's are %d×%d×%d."), in->width, in->height, in->depth,
                   examples->w, examples->h, examples->c);
      return FALSE;
    }
  if (examples->classes > fovea_net_spec_classes (self->spec))
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                   g_dngettext (GETTEXT_PACKAGE,
                                "The net ends in %d number, but the data have %d classes: it needs one for each.",
                                "The net ends in %d numbers, but the data have %d classes: it needs one for each.",
                                (gulong) fovea_net_spec_classes (self->spec)),
                   fovea_net_spec_classes (self->spec), examples->classes);
      return FALSE;
    }
  return TRUE;
}
