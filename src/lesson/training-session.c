/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window's side of a training run: commands go to the worker's mailbox, reports come back and are gathered into
 * whole curves. Nothing here computes, and nothing waits. */

#include "config.h"

#include "lesson/training-session.h"

#include "lesson/health.h"
#include "lesson/training-worker.h"

#include <glib/gi18n-lib.h>

enum
{
  PATIENCE = 30 /* seconds that the end of the program waits for runs to be written */
};

struct _FoveaTrainingSession
{
  GObject parent_instance;

  FoveaTrainingWorker *worker; /* NULL once stopped */
  FoveaNetSpec *spec;
  FoveaExamples *training, *validation;
  char **class_names;
  char *path; /* where the run is kept, or NULL */
  FoveaTrainingOptions options;
  gboolean wants_to_run, began_trained;
  FoveaTrainingReport *report;
  FoveaFilterHistory *history;
  GArray *training_curve, *validation_curve, *health;
};

G_DEFINE_FINAL_TYPE (FoveaTrainingSession, fovea_training_session, G_TYPE_OBJECT)

enum
{
  REPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
report_cb (FoveaTrainingReport *report, gpointer data)
{
  FoveaTrainingSession *self = data;

  g_clear_pointer (&self->report, fovea_training_report_unref);
  self->report = fovea_training_report_ref (report);
  fovea_curve_cut (self->training_curve, report->rewound, TRUE);
  fovea_curve_cut (self->validation_curve, report->rewound, FALSE);
  fovea_curve_append (self->training_curve, report->training);
  fovea_curve_append (self->validation_curve, report->validation);
  fovea_health_append (self->health, report->health);
  if (report->state == FOVEA_TRAINING_FINISHED || report->state == FOVEA_TRAINING_STOPPED || report->rest_reason)
    self->wants_to_run = FALSE;
  if (report->net)
    fovea_filter_history_add (self->history, fovea_still_get_net (report->net), report->step, report->steps_per_epoch);
  g_signal_emit (self, signals[REPORTED], 0);
}

static void
fovea_training_session_dispose (GObject *object)
{
  fovea_training_session_stop (FOVEA_TRAINING_SESSION (object));
  G_OBJECT_CLASS (fovea_training_session_parent_class)->dispose (object);
}

static void
fovea_training_session_finalize (GObject *object)
{
  FoveaTrainingSession *self = FOVEA_TRAINING_SESSION (object);

  g_clear_object (&self->history);
  fovea_net_spec_unref (self->spec);
  fovea_examples_unref (self->training);
  fovea_examples_unref (self->validation);
  g_strfreev (self->class_names);
  g_free (self->path);
  g_clear_pointer (&self->report, fovea_training_report_unref);
  g_array_unref (self->training_curve);
  g_array_unref (self->validation_curve);
  g_array_unref (self->health);
  G_OBJECT_CLASS (fovea_training_session_parent_class)->finalize (object);
}

static void
fovea_training_session_class_init (FoveaTrainingSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fovea_training_session_dispose;
  object_class->finalize = fovea_training_session_finalize;

  /* A new report is there. */
  signals[REPORTED] = g_signal_new ("reported", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
}

static void
fovea_training_session_init (FoveaTrainingSession *self)
{
  self->training_curve = fovea_curve_new ();
  self->validation_curve = fovea_curve_new ();
  self->health = fovea_health_new ();
}

static FoveaTrainingSession *
make_session (FoveaNetSpec *spec, FoveaExamples *training, FoveaExamples *validation, const char *const *class_names,
              const FoveaTrainingOptions *options)
{
  FoveaTrainingSession *self = g_object_new (FOVEA_TYPE_TRAINING_SESSION, NULL);

  self->spec = fovea_net_spec_ref (spec);
  self->history = fovea_filter_history_new (spec);
  self->training = fovea_examples_ref (training);
  self->validation = fovea_examples_ref (validation);
  self->class_names = g_strdupv ((char **) class_names);
  self->options = *options;
  return self;
}

/**
 * fovea_training_session_new: (constructor)
 * @spec: a net without misfit, its input the size of the images, its last row as wide as there are classes
 * @trained: weights to start from, copied; NULL for random ones by the seed
 * @training: the images to train on
 * @validation: at least one image that is never trained on
 * @class_names: (nullable): what the classes are called
 * @options: at the start; all but the seed and the threads may change while it runs
 *
 * Reports arrive in the thread-default main context of the caller. The first, before any step, comes by itself.
 */
FoveaTrainingSession *
fovea_training_session_new (FoveaNetSpec *spec, const FoveaNet *trained, FoveaExamples *training,
                            FoveaExamples *validation, const char *const *class_names,
                            const FoveaTrainingOptions *options)
{
  FoveaTrainingSession *self;
  FoveaTrainingRun *run;

  g_return_val_if_fail (spec && training && validation && validation->n > 0 && options, NULL);

  self = make_session (spec, training, validation, class_names, options);
  self->began_trained = trained != NULL;
  run = fovea_training_run_new (spec, training, validation, class_names, options);
  run->trained = trained ? fovea_net_copy (trained) : NULL;
  run->began_trained = trained != NULL;
  self->worker = fovea_training_worker_new (run, report_cb, self);
  return self;
}

/**
 * fovea_training_session_new_continued: (constructor)
 * @checkpoint: (transfer full): where the run is; it goes on as if it had never been interrupted
 * @training, @validation: the same images as before
 */
FoveaTrainingSession *
fovea_training_session_new_continued (FoveaCheckpoint *checkpoint, FoveaExamples *training, FoveaExamples *validation,
                                      const char *const *class_names)
{
  FoveaTrainingSession *self
    = make_session (checkpoint->spec, training, validation, class_names, &checkpoint->options);
  FoveaTrainingRun *run
    = fovea_training_run_new (checkpoint->spec, training, validation, class_names, &checkpoint->options);

  self->began_trained = checkpoint->notes.began_trained;
  fovea_curve_append (self->training_curve, checkpoint->notes.training);
  fovea_curve_append (self->validation_curve, checkpoint->notes.validation);
  fovea_health_append (self->health, checkpoint->notes.health);
  fovea_filter_history_add_all (self->history, checkpoint->notes.history);
  run->checkpoint = checkpoint;
  self->worker = fovea_training_worker_new (run, report_cb, self);
  return self;
}

/* Starts, or goes on. */
void
fovea_training_session_run (FoveaTrainingSession *self)
{
  if (!self->worker || self->wants_to_run)
    return;
  self->wants_to_run = TRUE;
  fovea_training_worker_run (self->worker, TRUE);
}

/* Takes effect after the mini-batch at hand. */
void
fovea_training_session_pause (FoveaTrainingSession *self)
{
  if (!self->worker || !self->wants_to_run)
    return;
  self->wants_to_run = FALSE;
  fovea_training_worker_run (self->worker, FALSE);
}

/* One mini-batch, then paused. */
void
fovea_training_session_step (FoveaTrainingSession *self)
{
  if (!self->worker)
    return;
  fovea_training_session_pause (self);
  fovea_training_worker_step (self->worker);
}

/* Ends the thread, by itself, after the mini-batch at hand; no report comes after this, no command does anything. */
void
fovea_training_session_stop (FoveaTrainingSession *self)
{
  self->wants_to_run = FALSE;
  g_clear_pointer (&self->worker, fovea_training_worker_abandon);
}

/* From the next mini-batch on. */
void
fovea_training_session_set_options (FoveaTrainingSession *self, const FoveaTrainingOptions *options)
{
  self->options = *options;
  if (self->worker)
    fovea_training_worker_set_options (self->worker, options);
}

/* After a divergence: goes on from the best weights, with these options. */
void
fovea_training_session_revive (FoveaTrainingSession *self, const FoveaTrainingOptions *options)
{
  self->options = *options;
  self->wants_to_run = self->worker != NULL;
  if (self->worker)
    fovea_training_worker_revive (self->worker, options);
}

/**
 * fovea_training_session_keep:
 * @path: the file, which nobody else keeps a run in
 * @data: what it trains on, as fovea_dataset_open() takes it, with @seed
 * @seconds: from one time to the next
 *
 * Writes the run to the disk from now on: every so often, whenever it rests, and when it is let go of. If it cannot be
 * written, the reports say so.
 */
void
fovea_training_session_keep (FoveaTrainingSession *self, const char *path, const char *data, guint64 seed,
                             double seconds)
{
  g_free (self->path);
  self->path = g_strdup (path);
  if (self->worker)
    fovea_training_worker_keep (self->worker, path, data, seed, seconds);
}

/* One of a race: what is kept of it says so. @race: what all of them have in common; @name: what tells it from them */
void
fovea_training_session_enter_race (FoveaTrainingSession *self, const char *race, const char *name)
{
  if (self->worker)
    fovea_training_worker_enter_race (self->worker, race, name);
}

/* Returns: (nullable): where it is kept */
const char *
fovea_training_session_get_path (FoveaTrainingSession *self)
{
  return self->path;
}

/* To be called before the program ends: waits until every run that was let go of is written, but not for ever. */
void
fovea_training_sessions_join (void)
{
  fovea_training_workers_join (PATIENCE);
}

/* The validation image whose maps the reports carry. */
void
fovea_training_session_show_image (FoveaTrainingSession *self, int image)
{
  g_return_if_fail (image >= 0 && image < self->validation->n);

  if (self->worker)
    fovea_training_worker_show_image (self->worker, image);
}

/**
 * fovea_training_session_save_async:
 *
 * Writes the net as it is between two mini-batches, whole or not at all, while training goes on.
 */
void
fovea_training_session_save_async (FoveaTrainingSession *self, const char *path, GAsyncReadyCallback callback,
                                   gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  g_task_set_task_data (task, g_strdup (path), g_free);
  if (self->worker)
    {
      fovea_training_worker_save (self->worker, task);
      return;
    }
  g_task_return_new_error (task, FOVEA_ERROR, FOVEA_ERROR_CANCELLED, _("The run has ended; there is no net to save."));
  g_object_unref (task);
}

gboolean
fovea_training_session_save_finish (FoveaTrainingSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

FoveaNetSpec *
fovea_training_session_get_spec (FoveaTrainingSession *self)
{
  return self->spec;
}

/* Whether it began with weights that somebody has trained before. */
gboolean
fovea_training_session_began_trained (FoveaTrainingSession *self)
{
  return self->began_trained;
}

FoveaExamples *
fovea_training_session_get_training (FoveaTrainingSession *self)
{
  return self->training;
}

FoveaExamples *
fovea_training_session_get_validation (FoveaTrainingSession *self)
{
  return self->validation;
}

/* (nullable): one for each class, if they have any */
const char *const *
fovea_training_session_get_class_names (FoveaTrainingSession *self)
{
  return (const char *const *) self->class_names;
}

/* The name of a class, or its number where it has none. */
char *
fovea_training_session_dup_class_name (FoveaTrainingSession *self, int class_number)
{
  if (self->class_names && class_number < (int) g_strv_length (self->class_names))
    return g_strdup (self->class_names[class_number]);
  return g_strdup_printf ("%d", class_number);
}

/* Those last asked for; the report has those in force. */
const FoveaTrainingOptions *
fovea_training_session_get_options (FoveaTrainingSession *self)
{
  return &self->options;
}

/* Whether it was asked to run, which it may not yet have heard. */
gboolean
fovea_training_session_get_wants_to_run (FoveaTrainingSession *self)
{
  return self->wants_to_run;
}

/* Returns: (nullable): the newest, NULL before the first */
FoveaTrainingReport *
fovea_training_session_get_report (FoveaTrainingSession *self)
{
  return self->report;
}

/* FoveaCurvePoint of every mini-batch of this run, in order; of a very long one, those that make its outline. */
const GArray *
fovea_training_session_get_training_curve (FoveaTrainingSession *self)
{
  return self->training_curve;
}

/* FoveaCurvePoint of every sweep of this run, in order. */
const GArray *
fovea_training_session_get_validation_curve (FoveaTrainingSession *self)
{
  return self->validation_curve;
}

/* (transfer none): the filters of all convolutions from the beginning of this run until now */
FoveaFilterHistory *
fovea_training_session_get_history (FoveaTrainingSession *self)
{
  return self->history;
}

/* FoveaHealthPoint of the run, in order: norms and dead ReLUs; of a very long one, of fewer moments. */
const GArray *
fovea_training_session_get_health (FoveaTrainingSession *self)
{
  return self->health;
}
