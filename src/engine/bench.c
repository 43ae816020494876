/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How fast the engine is, measured as its peers are: random images that lie in memory, 16 batches in turn, every step
 * timed by itself, the median of them told. A training step is all that fovea_trainer_step() does, from bytes to new
 * weights; inference is all that fovea_net_infer() does, from N×C×H×W to probabilities. */

#include "config.h"

#include "engine/bench.h"

#include "engine/net-private.h"
#include "engine/random.h"
#include "engine/tensor.h"
#include "engine/trainer-private.h"

#include <time.h>

enum
{
  BATCHES = 16,
  LEAST_STEPS = 5
};

/* One thing to be timed. */
typedef struct
{
  FoveaTrainer *trainer; /* in training */
  FoveaNet *net;         /* in inference */
  FoveaTensor *images[BATCHES];
  int batches, next;
} Subject;

static FoveaNetSpec *
find_net (const char *name, GError **error)
{
  static const char *const names[] = { "lenet-5", "cifar-demo", "small-vgg" };

  if (g_ascii_toupper (name[0]) == 'W' && name[1] >= '1' && name[1] <= '3' && name[2] == '\0')
    name = names[name[1] - '1'];
  return fovea_net_spec_open (name, NULL, error);
}

/* As many different batches as fit into 256 MiB, at most BATCHES. */
static int
count_batches (const FoveaShape *in, int batch)
{
  double bytes = 4.0 * batch * in->width * in->height * in->depth;

  return CLAMP ((1 << 28) / bytes, 1, BATCHES);
}

static FoveaExamples *
make_examples (const FoveaNetSpec *spec, int n)
{
  const FoveaShape *in = &spec->layers[0].out;
  FoveaExamples *examples = fovea_examples_new (n, in->depth, in->height, in->width, fovea_net_spec_classes (spec));

  for (gsize i = 0; i < (gsize) n * in->depth * in->height * in->width; i++)
    examples->pixels[i] = fovea_random_bits (1, FOVEA_STREAM_OTHER, i);
  for (int i = 0; i < n; i++)
    examples->labels[i] = fovea_random_below (2, FOVEA_STREAM_OTHER, i, examples->classes);
  return examples;
}

static FoveaTensor *
make_images (const FoveaNetSpec *spec, int n, int number)
{
  const FoveaShape *in = &spec->layers[0].out;
  FoveaTensor *images = fovea_tensor_new (n, in->depth, in->height, in->width);

  for (gsize i = 0; i < fovea_tensor_size (images); i++)
    images->data[i] = 4 * fovea_random_uniform (number, FOVEA_STREAM_OTHER, i) - 2;
  return images;
}

static gboolean
prepare (Subject *self, FoveaNetSpec *spec, const FoveaBenchOptions *options, GError **error)
{
  FoveaTrainingOptions training = fovea_training_options_default ();
  FoveaNet *net = fovea_net_new (spec, 1, error);
  g_autoptr (FoveaExamples) examples = NULL;

  if (!net)
    return FALSE;
  self->batches = count_batches (&spec->layers[0].out, options->batch);
  if (!options->training)
    {
      self->net = net;
      fovea_net_set_threads (net, options->threads);
      for (int i = 0; i < self->batches; i++)
        self->images[i] = make_images (spec, options->batch, i);
      return TRUE;
    }
  training.batch = options->batch;
  training.threads = options->threads;
  training.rate = 0.001f;
  training.schedule = FOVEA_SCHEDULE_CONSTANT;
  examples = make_examples (spec, options->batch * self->batches);
  self->trainer = fovea_trainer_new (net, examples, &training, error);
  return self->trainer != NULL;
}

static void
finish (Subject *self)
{
  g_clear_pointer (&self->trainer, fovea_trainer_free);
  g_clear_pointer (&self->net, fovea_net_free);
  for (int i = 0; i < BATCHES; i++)
    g_clear_pointer (&self->images[i], fovea_tensor_unref);
}

/* In seconds; finer than GLib's clock, since a small net takes a few microseconds for an image. */
static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

/* One step. Returns: how long it took, in seconds, or less than 0 on failure */
static double
time_step (Subject *self, GError **error)
{
  double start = now ();

  if (self->trainer)
    {
      if (!fovea_trainer_step (self->trainer, NULL, NULL, NULL, error))
        return -1;
    }
  else
    fovea_tensor_unref (fovea_net_infer (self->net, self->images[self->next++ % self->batches]));
  return now () - start;
}

/* Steps for @seconds. Returns: (nullable): what each took */
static GArray *
measure (Subject *self, double seconds, int least, GError **error)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  double start = now ();

  while ((int) times->len < least || now () - start < seconds)
    {
      double time = time_step (self, error);

      if (time < 0)
        return NULL;
      g_array_append_val (times, time);
    }
  return g_steal_pointer (&times);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
clear_layer (gpointer data)
{
  g_free (((FoveaBenchLayer *) data)->layer);
}

/* The text of the rows that a layer computes. */
static char *
describe_layer (const FoveaLayer *layer)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < layer->rows; i++)
    {
      g_autofree char *row = fovea_layer_spec_to_text (&layer->spec[i]);

      g_string_append_printf (text, "%s%s", i ? ", " : "", row);
    }
  return g_string_free (text, FALSE);
}

static GArray *
collect_layers (FoveaPlan *plan, double sweep, int steps)
{
  GArray *layers = g_array_new (FALSE, FALSE, sizeof (FoveaBenchLayer));

  g_array_set_clear_func (layers, clear_layer);
  for (int i = 0; i < fovea_plan_get_n_layers (plan); i++)
    {
      FoveaLayerTime time = fovea_plan_get_time (plan, i);
      FoveaBenchLayer layer
          = { describe_layer (fovea_plan_get_layer (plan, i)), time.forward / steps, time.backward / steps };

      g_array_append_val (layers, layer);
    }
  if (sweep > 0)
    g_array_append_val (layers, ((FoveaBenchLayer){ g_strdup ("weights"), 0, sweep / steps }));
  return layers;
}

/**
 * fovea_bench_net:
 * @result: (out): to be given to fovea_bench_result_clear()
 */
gboolean
fovea_bench_net (const FoveaBenchOptions *options, FoveaBenchResult *result, GError **error)
{
  g_autoptr (FoveaNetSpec) spec = find_net (options->net, error);
  g_autoptr (GArray) warm = NULL, times = NULL;
  Subject subject = { NULL };
  FoveaPlan *plan;

  *result = (FoveaBenchResult){ 0 };
  if (!spec || !prepare (&subject, spec, options, error)
      || !(warm = measure (&subject, MIN (0.5, options->seconds / 4), 2, error)))
    {
      finish (&subject);
      return FALSE;
    }
  plan = subject.trainer ? subject.trainer->plan : fovea_net_get_plan (subject.net, options->batch);
  fovea_plan_set_times (plan, options->profile);
  if (subject.trainer)
    subject.trainer->sweep_seconds = 0;
  times = measure (&subject, options->seconds, LEAST_STEPS, error);
  if (times)
    {
      g_array_sort (times, compare_doubles);
      result->step_ms = g_array_index (times, double, times->len / 2) * 1e3;
      result->images_per_s = options->batch / result->step_ms * 1e3;
      result->gflops = result->images_per_s * spec->macs * 2 * (options->training ? 3 : 1) * 1e-9;
      result->steps = times->len;
      result->threads = options->threads > 0 ? options->threads : (int) g_get_num_processors ();
      result->kernels = fovea_kernels_get ()->name;
      if (options->profile)
        result->layers = collect_layers (plan, subject.trainer ? subject.trainer->sweep_seconds : 0, times->len);
    }
  finish (&subject);
  return times != NULL;
}

void
fovea_bench_result_clear (FoveaBenchResult *self)
{
  g_clear_pointer (&self->layers, g_array_unref);
}
