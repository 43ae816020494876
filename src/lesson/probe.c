/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One question at a time is with a thread; the newest one waits. The net that runs is a copy of the still, made anew
 * only when the still is another, and goes with the question to the thread and back. */

#include "lesson/probe.h"

#include "engine/gradients.h"
#include "engine/kernels.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* Multiply-adds from which it is worth waking other threads for one image. */
static const double MANY_MACS = 3e7;

typedef struct
{
  FoveaStill *still;
  FoveaNet *net;  /* to run; NULL for none yet */
  FoveaStill *of; /* that it is a copy of */
  FoveaTensor *image;
  int label;
  gboolean gradients;
} Question;

struct _FoveaProbe
{
  GObject parent_instance;

  Question *next; /* waits for the one that is with the thread */
  gboolean busy, forgotten;
  FoveaNet *net; /* to run, while no thread has it */
  FoveaStill *of;
  FoveaFindings *findings;
};

G_DEFINE_FINAL_TYPE (FoveaProbe, fovea_probe, G_TYPE_OBJECT)

enum
{
  ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Findings */

static FoveaTensor *
get_probabilities (const FoveaNetSpec *spec, FoveaTensor **maps)
{
  int last = spec->n_layers - 1;
  FoveaTensor *scores = fovea_tensor_new (1, fovea_net_spec_classes (spec), 1, 1);

  if (spec->layers[last].kind == FOVEA_LAYER_SOFTMAX)
    memcpy (scores->data, maps[last]->data, fovea_tensor_size (scores) * sizeof (float));
  else
    fovea_kernels_reference ()->softmax (scores->c, maps[last]->data, scores->data);
  return scores;
}

/**
 * fovea_findings_new: (constructor)
 * @still: what @net is a copy of
 * @label: −1 if it is not known
 * @gradients: whether to find them too, which takes much longer; only with a label
 */
FoveaFindings *
fovea_findings_new (FoveaStill *still, FoveaNet *net, FoveaTensor *image, int label, gboolean gradients)
{
  FoveaFindings *self = g_new0 (FoveaFindings, 1);
  const FoveaNetSpec *spec = fovea_net_get_spec (net);

  g_atomic_ref_count_init (&self->references);
  self->net = fovea_still_ref (still);
  self->image = fovea_tensor_ref (image);
  self->label = label;
  self->n_maps = spec->n_layers;
  self->maps = g_new0 (FoveaTensor *, self->n_maps);
  if (label >= 0 && gradients)
    {
      self->gradients = g_new0 (FoveaTensor *, self->n_maps);
      fovea_net_gradients (net, image, label, self->maps, self->gradients);
    }
  else
    fovea_net_activations (net, image, self->maps);
  self->scores = get_probabilities (spec, self->maps);
  self->loss = label >= 0 ? 0 - log (fmax (self->scores->data[label], FLT_MIN)) : NAN; /* not −0 */
  return self;
}

FoveaFindings *
fovea_findings_ref (FoveaFindings *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
fovea_findings_unref (FoveaFindings *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  for (int i = 0; i < self->n_maps; i++)
    {
      fovea_tensor_unref (self->maps[i]);
      if (self->gradients)
        fovea_tensor_unref (self->gradients[i]);
    }
  g_free (self->maps);
  g_free (self->gradients);
  fovea_tensor_unref (self->scores);
  fovea_tensor_unref (self->image);
  fovea_still_unref (self->net);
  g_free (self);
}

/* The class with the largest probability, the first of several. */
int
fovea_findings_get_said (const FoveaFindings *self)
{
  int said = 0;

  for (int i = 1; i < self->scores->c; i++)
    if (self->scores->data[i] > self->scores->data[said])
      said = i;
  return said;
}

/* (pixel/255 − mean)/deviation of an image as the net takes it, C×H×W bytes. Returns: 1×C×H×W */
FoveaTensor *
fovea_net_normalise (const FoveaNet *net, const guint8 *pixels)
{
  const FoveaShape *in = &fovea_net_get_spec (net)->layers[0].out;
  FoveaTensor *tensor = fovea_tensor_new (1, in->depth, in->height, in->width);
  gsize plane = (gsize) in->height * in->width;
  float mean[3], deviation[3];

  fovea_net_get_statistics (net, mean, deviation);
  for (gsize i = 0; i < plane * in->depth; i++)
    tensor->data[i] = (pixels[i] / 255.0f - mean[MIN (i / plane, 2)]) / deviation[MIN (i / plane, 2)];
  return tensor;
}

/* Questions */

static void
question_free (gpointer data)
{
  Question *self = data;

  g_clear_pointer (&self->net, fovea_net_free);
  g_clear_pointer (&self->of, fovea_still_unref);
  fovea_still_unref (self->still);
  fovea_tensor_unref (self->image);
  g_free (self);
}

/* On a thread. */
static void
answer (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *question = data;

  if (question->of != question->still)
    {
      g_clear_pointer (&question->net, fovea_net_free);
      g_clear_pointer (&question->of, fovea_still_unref);
      question->of = fovea_still_ref (question->still);
      question->net = fovea_net_copy (fovea_still_get_net (question->still));
      fovea_net_set_threads (question->net, fovea_net_get_spec (question->net)->macs > MANY_MACS ? 0 : 1);
    }
  g_task_return_pointer (task, fovea_findings_new (question->still, question->net, question->image, question->label,
                                                   question->gradients),
                         (GDestroyNotify) fovea_findings_unref);
}

static void answered_cb (GObject *object, GAsyncResult *result, gpointer data);

/* Sends off what waits, with the net to run. */
static void
send (FoveaProbe *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, answered_cb, NULL);

  self->busy = TRUE;
  self->forgotten = FALSE;
  self->next->net = g_steal_pointer (&self->net);
  self->next->of = g_steal_pointer (&self->of);
  g_task_set_task_data (task, g_steal_pointer (&self->next), question_free);
  g_task_run_in_thread (task, answer);
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  FoveaProbe *self = FOVEA_PROBE (object);
  Question *question = g_task_get_task_data (G_TASK (result));
  FoveaFindings *findings = g_task_propagate_pointer (G_TASK (result), NULL);
  gboolean forgotten = self->forgotten;

  self->net = g_steal_pointer (&question->net);
  self->of = g_steal_pointer (&question->of);
  self->busy = FALSE;
  if (self->next)
    send (self);
  if (forgotten)
    {
      fovea_findings_unref (findings);
      return;
    }
  g_clear_pointer (&self->findings, fovea_findings_unref);
  self->findings = findings;
  g_signal_emit (self, signals[ANSWERED], 0);
}

static void
fovea_probe_finalize (GObject *object)
{
  FoveaProbe *self = FOVEA_PROBE (object);

  g_clear_pointer (&self->next, question_free);
  g_clear_pointer (&self->net, fovea_net_free);
  g_clear_pointer (&self->of, fovea_still_unref);
  g_clear_pointer (&self->findings, fovea_findings_unref);
  G_OBJECT_CLASS (fovea_probe_parent_class)->finalize (object);
}

static void
fovea_probe_class_init (FoveaProbeClass *class)
{
  G_OBJECT_CLASS (class)->finalize = fovea_probe_finalize;
  signals[ANSWERED] = g_signal_new ("answered", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
}

static void
fovea_probe_init (FoveaProbe *self)
{
}

FoveaProbe *
fovea_probe_new (void)
{
  return g_object_new (FOVEA_TYPE_PROBE, NULL);
}

/**
 * fovea_probe_ask:
 * @pixels: an image of the size that the net takes, C×H×W bytes; copied
 * @label: its class, or −1
 * @gradients: whether to find them too
 */
void
fovea_probe_ask (FoveaProbe *self, FoveaStill *net, const guint8 *pixels, int label, gboolean gradients)
{
  Question *question = g_new0 (Question, 1);

  question->still = fovea_still_ref (net);
  question->image = fovea_net_normalise (fovea_still_get_net (net), pixels);
  question->label = label;
  question->gradients = gradients;
  g_clear_pointer (&self->next, question_free);
  self->next = question;
  if (!self->busy)
    send (self);
}

/* There is nothing to be known: no findings, and what is on its way is of no interest. */
void
fovea_probe_forget (FoveaProbe *self)
{
  g_clear_pointer (&self->next, question_free);
  g_clear_pointer (&self->findings, fovea_findings_unref);
  self->forgotten = self->busy;
}

/* Returns: (transfer none) (nullable): the newest */
FoveaFindings *
fovea_probe_get_findings (FoveaProbe *self)
{
  return self->findings;
}
