/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Training in mini-batches: a step runs a batch through the plan (plan.c), which leaves the gradients of each block,
 * and then one sweep over all parameters: add up the blocks' gradients, move the weights, pack them for the kernels
 * again. The sweep is cut into units that depend on the shapes alone, so whoever does which, the numbers are the same. */

#include "config.h"

#include "engine/trainer.h"

#include "engine/net-private.h"
#include "engine/plan.h"
#include "engine/random.h"
#include "engine/trainer-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

enum
{
  UNIT = 1 << 13 /* weights of FC that one task of the sweep moves, about */
};

/* The weights of one layer, or of some outputs of an FC. */
typedef struct
{
  int layer, first, last;
} Unit;

/* The net's outputs of a unit: as many as make about UNIT weights, in whole tiles of the kernels. */
static int
unit_rows (const FoveaRowLayout *at)
{
  gsize inputs = at->n_weights / at->n_bias;

  return MAX (UNIT / MAX (inputs, 1) / 16 * 16, 16);
}

static void
add_units (FoveaTrainer *self, int i)
{
  const FoveaLayer *layer = fovea_plan_get_layer (self->plan, i);
  gboolean cut = layer->type->weight_gradient != NULL;
  int n = layer->at.n_bias, rows = cut ? unit_rows (&layer->at) : n;

  for (int first = 0; layer->at.n_weights > 0 && first < n; first += rows)
    {
      Unit unit = { .layer = i, .first = first, .last = MIN (first + rows, n) };

      g_array_append_val (self->units, unit);
    }
}

static gsize
get_image_size (const FoveaExamples *examples)
{
  return (gsize) examples->c * examples->h * examples->w;
}

/* The plan for the options' batch and threads. */
static void
make_plan (FoveaTrainer *self)
{
  g_clear_pointer (&self->plan, fovea_plan_free);
  g_clear_pointer (&self->threads, fovea_threads_free);
  self->threads = fovea_threads_new (self->options.threads);
  self->plan = fovea_plan_new (fovea_net_get_spec (self->net), fovea_kernels_get (), FOVEA_MODE_TRAIN,
                               self->options.batch, fovea_threads_get_n (self->threads));
  fovea_plan_allocate (self->plan);
  fovea_plan_pack (self->plan, fovea_net_get_values (self->net));
  g_array_set_size (self->units, 0);
  for (int i = 0; i < fovea_plan_get_n_layers (self->plan); i++)
    add_units (self, i);
  self->images = g_renew (const guint8 *, self->images, self->options.batch);
  self->augmented = g_realloc_n (self->augmented, self->options.batch, get_image_size (self->examples));
  self->labels = g_renew (guint16, self->labels, self->options.batch);
  self->predicted = g_renew (guint16, self->predicted, self->options.batch);
}

/* What the optimiser remembers: nothing yet. */
static void
make_states (FoveaTrainer *self)
{
  gsize size = fovea_net_get_layout (self->net)->size;
  int n = fovea_optimiser_states (self->options.optimiser);

  for (int i = 0; i < 2; i++)
    {
      g_aligned_free (self->states[i]);
      self->states[i] = i < n ? g_aligned_alloc0 (MAX (size, 16), sizeof (float), 64) : NULL;
    }
  self->remembered = 0;
}

static void
take_statistics (FoveaNet *net, const FoveaExamples *examples)
{
  float mean[3], deviation[3];

  if (fovea_net_has_statistics (net))
    return;
  fovea_examples_statistics (examples, mean, deviation);
  fovea_net_set_statistics (net, mean, deviation);
}

/* Each image's label becomes that of another, the same in every epoch. */
static void
shuffle_labels (FoveaTrainer *self)
{
  int n = self->examples->n;
  g_autofree int *order = g_new (int, n);

  for (int i = 0; i < n; i++)
    order[i] = i;
  fovea_random_shuffle (self->options.seed, fovea_random_stream (FOVEA_STREAM_LABELS, 0), order, n);
  self->shuffled = g_new (guint16, n);
  for (int i = 0; i < n; i++)
    self->shuffled[i] = self->examples->labels[order[i]];
}

static gboolean
check_memory (const FoveaNet *net, int batch, GError **error)
{
  g_autofree char *what = g_strdup_printf (_("Training this net in batches of %d"), batch);

  return fovea_check_memory (what, fovea_net_training_memory (fovea_net_get_spec (net), batch), error);
}

/**
 * fovea_trainer_new: (constructor)
 * @net: (transfer full): what is trained; on failure it is freed
 * @examples: images to train it with; if the net has no statistics yet, it gets theirs
 *
 * Returns: (nullable): NULL with FOVEA_ERROR_ARGUMENT if options, data or the memory needed are out of the question
 */
FoveaTrainer *
fovea_trainer_new (FoveaNet *net, FoveaExamples *examples, const FoveaTrainingOptions *options, GError **error)
{
  FoveaTrainer *self;

  if (!fovea_training_options_check (options, error) || !fovea_net_check_examples (net, examples, error)
      || !check_memory (net, MIN (options->batch, examples->n), error))
    {
      fovea_net_free (net);
      return NULL;
    }
  self = g_new0 (FoveaTrainer, 1);
  self->net = net;
  self->examples = fovea_examples_sample (examples, options->seed, options->limit);
  self->options = *options;
  take_statistics (net, self->examples);
  if (options->shuffled_labels)
    shuffle_labels (self);
  examples = self->examples;
  self->options.batch = MIN (options->batch, examples->n);
  self->units = g_array_new (FALSE, FALSE, sizeof (Unit));
  self->order = g_new (int, examples->n);
  self->order_epoch = -1;
  self->norms = g_array_new (FALSE, FALSE, sizeof (FoveaRowNorms));
  self->gradient = g_aligned_alloc0 (MAX (fovea_net_get_layout (net)->size, 16), sizeof (float), 64);
  make_plan (self);
  make_states (self);
  return self;
}

void
fovea_trainer_free (FoveaTrainer *self)
{
  fovea_plan_free (self->plan);
  fovea_threads_free (self->threads);
  fovea_examples_unref (self->examples);
  fovea_net_free (self->net);
  g_array_unref (self->units);
  g_array_unref (self->norms);
  g_free (self->before);
  g_aligned_free (self->gradient);
  g_aligned_free (self->states[0]);
  g_aligned_free (self->states[1]);
  g_free (self->order);
  g_free (self->images);
  g_free (self->augmented);
  g_free (self->labels);
  g_free (self->predicted);
  g_free (self->shuffled);
  g_free (self);
}

/* The order of the images in the epoch of the next step. */
static const int *
get_order (FoveaTrainer *self)
{
  gint64 epoch = self->step / fovea_trainer_get_steps_per_epoch (self);

  if (epoch == self->order_epoch)
    return self->order;
  for (int i = 0; i < self->examples->n; i++)
    self->order[i] = i;
  fovea_random_shuffle (self->options.seed, fovea_random_stream (FOVEA_STREAM_ORDER, epoch), self->order,
                        self->examples->n);
  self->order_epoch = epoch;
  return self->order;
}

/* Where the batch of the next step starts in the order of the images. */
static int
get_first (const FoveaTrainer *self)
{
  return self->step % fovea_trainer_get_steps_per_epoch (self) * self->options.batch;
}

/* Image @task of the batch as it is learned from this time. */
static void
augment_cb (int task, int worker, gpointer data)
{
  FoveaTrainer *self = data;
  const FoveaExamples *examples = self->examples;
  guint8 *out = self->augmented + task * get_image_size (examples);

  fovea_augment (&self->options.augmentation, self->images[task], examples->c, examples->h, examples->w,
                 self->options.seed, self->order_epoch, self->order[get_first (self) + task], out);
  self->images[task] = out;
}

/* Points at the images of the next batch. Returns: how many they are */
static int
pick_images (FoveaTrainer *self)
{
  int first = get_first (self), n = MIN (self->options.batch, self->examples->n - first);
  const guint16 *labels = self->shuffled ? self->shuffled : self->examples->labels;
  const int *order = get_order (self);

  for (int i = 0; i < n; i++)
    {
      self->images[i] = fovea_examples_image (self->examples, order[first + i]);
      self->labels[i] = labels[order[first + i]];
    }
  if (!fovea_augmentation_is_none (&self->options.augmentation))
    fovea_threads_run (self->threads, n, augment_cb, self);
  return n;
}

/* Moves @n weights that lie from @at on. */
static void
update (FoveaTrainer *self, gsize at, gsize n)
{
  float *states[2] = { self->states[0] ? self->states[0] + at : NULL, self->states[1] ? self->states[1] + at : NULL };

  fovea_optimiser_update (&self->optimiser, n, fovea_net_get_values (self->net)->values + at, self->gradient + at,
                          states[0], states[1]);
}

/* One unit of the sweep: its gradients, its weights, and their packed copies. */
static void
sweep_cb (int task, int worker, gpointer data)
{
  FoveaTrainer *self = data;
  const Unit *unit = &g_array_index (self->units, Unit, task);
  FoveaLayer *layer = fovea_plan_get_layer (self->plan, unit->layer);
  gsize inputs = layer->at.n_weights / layer->at.n_bias;

  fovea_plan_get_gradients (self->plan, unit->layer, self->batch_images, unit->first, unit->last, self->gradient);
  update (self, layer->at.weights + unit->first * inputs, (unit->last - unit->first) * inputs);
  if (!self->options.no_bias)
    update (self, layer->at.bias + unit->first, unit->last - unit->first);
  if (layer->type->pack)
    layer->type->pack (layer, fovea_kernels_get (), fovea_net_get_values (self->net));
}

static void
sweep (FoveaTrainer *self)
{
  gint64 start = g_get_monotonic_time ();

  self->optimiser = (FoveaOptimiser){
    .kind = self->options.optimiser,
    .rate = fovea_trainer_get_rate (self),
    .momentum = self->options.momentum,
    .l2 = self->options.l2,
    .step = ++self->remembered,
  };
  for (int i = 0; i < fovea_plan_get_n_layers (self->plan); i++)
    {
      FoveaLayer *layer = fovea_plan_get_layer (self->plan, i);

      if (layer->type->settle)
        layer->type->settle (layer, fovea_net_get_values (self->net)->running);
    }
  fovea_trainer_norms_begin (self);
  fovea_threads_run (self->threads, self->units->len, sweep_cb, self);
  fovea_trainer_norms_end (self);
  fovea_net_touch (self->net);
  self->sweep_seconds += (g_get_monotonic_time () - start) * 1e-6;
}

/**
 * fovea_trainer_step_batch:
 * @batch: images and labels; how chance falls is filled in
 *
 * A step with images that need not be among the examples.
 *
 * Returns: FALSE with FOVEA_ERROR_DIVERGED if the loss is not finite; then nothing has changed
 */
gboolean
fovea_trainer_step_batch (FoveaTrainer *self, FoveaBatch *batch, double *loss, GError **error)
{
  batch->seed = self->options.seed;
  batch->step = self->step;
  batch->dropout = self->options.dropout;
  batch->predicted = self->predicted;
  self->batch_images = batch->n;
  *loss = fovea_plan_run (self->plan, self->threads, fovea_net_get_values (self->net), batch) / batch->n;
  if (!isfinite (*loss))
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_DIVERGED,
                   _("Training diverged: at step %" PRId64 " the loss is no longer a number. A smaller "
                     "learning rate than %g may help."),
                   self->step + 1, self->options.rate);
      return FALSE;
    }
  sweep (self);
  self->step++;
  return TRUE;
}

gboolean
fovea_trainer_step (FoveaTrainer *self, double *loss, int *correct, int *images, GError **error)
{
  float mean[3], inverse[3];
  FoveaBatch batch = { .bytes = self->images, .labels = self->labels, .mean = mean, .inverse = inverse };
  double mean_loss;
  int right = 0;

  batch.n = pick_images (self);
  fovea_net_get_statistics (self->net, mean, inverse);
  for (int c = 0; c < 3; c++)
    inverse[c] = 1 / inverse[c];
  if (!fovea_trainer_step_batch (self, &batch, &mean_loss, error))
    return FALSE;
  for (int i = 0; i < batch.n; i++)
    right += self->predicted[i] == self->labels[i];
  if (loss)
    *loss = mean_loss;
  if (correct)
    *correct = right;
  if (images)
    *images = batch.n;
  return TRUE;
}

gint64
fovea_trainer_get_step (const FoveaTrainer *self)
{
  return self->step;
}

int
fovea_trainer_get_steps_per_epoch (const FoveaTrainer *self)
{
  return (self->examples->n + self->options.batch - 1) / self->options.batch;
}

double
fovea_trainer_get_epoch (const FoveaTrainer *self)
{
  return (double) self->step / fovea_trainer_get_steps_per_epoch (self);
}

float
fovea_trainer_get_rate (const FoveaTrainer *self)
{
  return fovea_training_options_rate (&self->options, self->step, fovea_trainer_get_steps_per_epoch (self));
}

FoveaTrainingOptions
fovea_trainer_get_options (const FoveaTrainer *self)
{
  return self->options;
}

/**
 * fovea_trainer_set_options:
 *
 * Changes options between two steps; those that count from the beginning stay. Another optimiser begins with nothing remembered; with another batch size the
 * run goes on at about the same image.
 */
gboolean
fovea_trainer_set_options (FoveaTrainer *self, const FoveaTrainingOptions *options, GError **error)
{
  FoveaTrainingOptions old = self->options;
  int old_steps = fovea_trainer_get_steps_per_epoch (self);

  if (!fovea_training_options_check (options, error))
    return FALSE;
  self->options = *options;
  self->options.batch = MIN (options->batch, self->examples->n);
  self->options.limit = old.limit;
  self->options.zero = old.zero;
  self->options.shuffled_labels = old.shuffled_labels;
  if (self->options.batch != old.batch)
    self->step = self->step / old_steps * fovea_trainer_get_steps_per_epoch (self)
                 + self->step % old_steps * old.batch / self->options.batch;
  if (self->options.batch != old.batch || options->threads != old.threads)
    make_plan (self);
  if (options->optimiser != old.optimiser)
    make_states (self);
  if (options->seed != old.seed)
    self->order_epoch = -1;
  return TRUE;
}

/**
 * fovea_trainer_rewind:
 * @net: one of the same spec
 *
 * Goes back to the weights of @net, which were those after @step mini-batches; the optimiser remembers nothing.
 */
void
fovea_trainer_rewind (FoveaTrainer *self, FoveaNet *net, gint64 step)
{
  const FoveaLayout *layout = fovea_net_get_layout (self->net);
  const FoveaParameters *from = fovea_net_get_values (net), *to = fovea_net_get_values (self->net);

  memcpy (to->values, from->values, layout->size * sizeof (float));
  memcpy (to->running, from->running, layout->running_size * sizeof (float));
  self->step = step;
  make_states (self);
  fovea_net_touch (self->net);
  fovea_plan_pack (self->plan, to);
}

FoveaNet *
fovea_trainer_get_net (FoveaTrainer *self)
{
  return self->net;
}
