/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The learning rate range test of Smith (2015, “Cyclical learning rates for training neural networks”): a fresh net is
 * trained for TRIES mini-batches while the rate rises from LEAST to MOST by the same factor each time. Too small a rate
 * changes nothing; then the loss falls; where the rate becomes too large it rises, and soon is no number. A tenth of the
 * rate at which the smoothed loss is least is fast, and leaves some way to the edge. */

#include "config.h"

#include "lesson/rate-finder.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  TRIES = 150
};

static const double LEAST = 1e-5, MOST = 10, SMOOTHING = 0.9, ENOUGH = 4 /* times the least loss */;

typedef struct
{
  FoveaNetSpec *spec;
  FoveaExamples *examples;
  FoveaTrainingOptions options;
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  fovea_net_spec_unref (self->spec);
  fovea_examples_unref (self->examples);
  g_free (self);
}

/* Adds one try. Returns: FALSE if larger rates need not be tried */
static gboolean
try_rate (FoveaTrainer *trainer, FoveaTrainingOptions *options, double rate, GArray *tries, float *least)
{
  FoveaRateTry try = { .rate = rate };
  double loss;

  options->rate = rate;
  if (!fovea_trainer_set_options (trainer, options, NULL) || !fovea_trainer_step (trainer, &loss, NULL, NULL, NULL))
    return FALSE;
  try.loss = loss;
  g_array_append_val (tries, try);
  *least = fminf (*least, loss);
  return loss <= ENOUGH * *least || tries->len < TRIES / 4;
}

/**
 * fovea_rate_finder_try:
 * @options: the method, the batch and what else the run is to have
 *
 * Takes as long as TRIES mini-batches.
 *
 * Returns: (transfer full) (nullable) (element-type FoveaRateTry): by rising rate; NULL with an error if the net cannot
 *   be trained so, or if it was cancelled
 */
GArray *
fovea_rate_finder_try (FoveaNetSpec *spec, FoveaExamples *examples, const FoveaTrainingOptions *options,
                       GCancellable *cancellable, GError **error)
{
  FoveaTrainingOptions now = *options;
  FoveaNet *net = fovea_training_options_make_net (options, spec, error);
  g_autoptr (FoveaTrainer) trainer = NULL;
  g_autoptr (GArray) tries = g_array_new (FALSE, FALSE, sizeof (FoveaRateTry));
  float least = INFINITY;

  now.schedule = FOVEA_SCHEDULE_CONSTANT;
  now.warm_up = 0;
  if (!net || !(trainer = fovea_trainer_new (net, examples, &now, error)))
    return NULL;
  for (int i = 0; i < TRIES; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (!try_rate (trainer, &now, LEAST * pow (MOST / LEAST, i / (TRIES - 1.0)), tries, &least))
        break;
    }
  return g_steal_pointer (&tries);
}

/* The rate that is worth beginning with, in two digits; 0 without tries. */
double
fovea_rate_finder_suggest (const GArray *tries)
{
  double mean = 0, weight = 0, least = INFINITY, rate = 0, unit;

  for (guint i = 0; i < tries->len; i++)
    {
      const FoveaRateTry *try = &g_array_index (tries, FoveaRateTry, i);

      mean = SMOOTHING * mean + (1 - SMOOTHING) * try->loss;
      weight = SMOOTHING * weight + 1 - SMOOTHING;
      if (mean / weight < least)
        {
          least = mean / weight;
          rate = try->rate / 10;
        }
    }
  if (rate == 0)
    return 0;
  unit = pow (10, floor (log10 (rate)) - 1);
  return round (rate / unit) * unit;
}

static void
try_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;
  GArray *tries = fovea_rate_finder_try (job->spec, job->examples, &job->options, cancellable, &error);

  if (tries)
    g_task_return_pointer (task, tries, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

/* The same on a thread of its own. */
void
fovea_rate_finder_try_async (FoveaNetSpec *spec, FoveaExamples *examples, const FoveaTrainingOptions *options,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Job *job = g_new0 (Job, 1);

  job->spec = fovea_net_spec_ref (spec);
  job->examples = fovea_examples_ref (examples);
  job->options = *options;
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, try_thread);
}

GArray *
fovea_rate_finder_try_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
