/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The thread that trains.
 *
 *   window ── mailbox: one lock, one condition, the newest wish of each kind ──▶ worker
 *   window ◀── one report in flight at most, in the window's main context ────── worker
 *
 * The worker looks into the mailbox between two mini-batches and between two handfuls of validation images, each a few
 * milliseconds in a small net; it sleeps on the condition while there is nothing to do. A report is built only when the
 * one before has been taken and a tenth of a second has passed, so a slow window never makes a queue. What was learned
 * in the meantime (points of the curves) waits in the worker.
 *
 * When to validate is a function of the number of steps, never of the clock: a sweep over the first SWEEP images of a
 * fixed shuffled order every tenth of an epoch (or less often, where that would cost more than a tenth of the time),
 * and over all of them at the end of an epoch. Sweeps change no weights, so the run is the same as without them. */

#include "config.h"

#include "lesson/training-worker.h"

#include "engine/model-file.h"
#include "lesson/probe.h"
#include "lesson/validation.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>
#include <sys/resource.h>

enum
{
  SWEEP = 1000,              /* validation images asked while an epoch runs */
  SWEEPS_PER_EPOCH = 10,     /* how often */
  TRAINED_PER_SWEPT = 4,     /* mini-batch images trained on, at least, for each validation image asked */
  PREDICTIONS = 48,          /* images whose predictions every report carries; the same for mistakes */
  REPORT_INTERVAL = 100000,  /* µs between two reports */
  NICENESS = 10              /* the window goes first */
};

/* Multiply-adds of a handful of validation images, so that the mailbox is looked into every few milliseconds. */
static const double HANDFUL_MACS = 1e8;
/* Seconds over which the speed is smoothed. */
static const double SPEED_SECONDS = 1;

/* What the window wishes for: the newest of each kind. */
typedef struct
{
  gboolean news, quit, new_run, run, new_options, new_image;
  int steps, image;
  FoveaTrainingOptions options;
} Wishes;

struct _FoveaTrainingWorker
{
  gatomicrefcount references;
  GMainContext *context;
  FoveaTrainingReportFunc report_func; /* of the window's thread alone; NULL once abandoned */
  gpointer report_data;

  GMutex mutex;
  GCond cond;
  Wishes wishes;                 /* under the mutex */
  GQueue saves;                  /* under the mutex: GTask, its data the path */
  FoveaTrainingReport *outgoing; /* under the mutex: posted and not yet taken */

  /* Fixed from the start. */
  FoveaNetSpec *spec;
  FoveaExamples *training;
  char **class_names;

  /* The thread's own. */
  FoveaValidation *validation;
  FoveaTrainingOptions options;
  FoveaNet *trained; /* where the first run starts; NULL for random weights */
  FoveaTrainer *trainer;
  FoveaNet *net;  /* of the trainer, or the kept one after a divergence */
  FoveaNet *kept; /* as of the best sweep so far */
  double kept_loss;
  gint64 kept_step;
  FoveaTrainingState state;
  gboolean running;
  int steps_left, shown;
  char *message;
  GArray *training_points, *validation_points;
  gint64 busy, trained_images; /* since the last report: µs of work, and what they brought */
  gint64 reported;             /* when the last report was, µs */
  double speed;
  gboolean dirty, urgent; /* something to report; now */
  gint64 swept_step; /* of the last sweep over all */
};

static void
worker_unref (FoveaTrainingWorker *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_assert (g_queue_is_empty (&self->saves));
  g_clear_pointer (&self->outgoing, fovea_training_report_unref);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  fovea_net_spec_unref (self->spec);
  fovea_examples_unref (self->training);
  fovea_validation_free (self->validation);
  g_strfreev (self->class_names);
  g_clear_pointer (&self->trained, fovea_net_free);
  g_clear_pointer (&self->trainer, fovea_trainer_free);
  g_clear_pointer (&self->kept, fovea_net_free);
  g_free (self->message);
  g_array_unref (self->training_points);
  g_array_unref (self->validation_points);
  g_main_context_unref (self->context);
  g_free (self);
}

/* Reports */

/* In the window's context. */
static gboolean
deliver_cb (gpointer data)
{
  FoveaTrainingWorker *self = data;
  g_autoptr (FoveaTrainingReport) report = NULL;

  g_mutex_lock (&self->mutex);
  report = g_steal_pointer (&self->outgoing);
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);

  if (self->report_func)
    self->report_func (report, self->report_data);
  return G_SOURCE_REMOVE;
}

static void
post (FoveaTrainingWorker *self, FoveaTrainingReport *report)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_mutex_lock (&self->mutex);
  self->outgoing = report;
  g_mutex_unlock (&self->mutex);

  g_atomic_ref_count_inc (&self->references);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver_cb, self, (GDestroyNotify) worker_unref);
  g_source_attach (source, self->context);
}

static void
report_net (FoveaTrainingWorker *self, FoveaTrainingReport *report)
{
  const FoveaExamples *examples = fovea_validation_get_examples (self->validation);
  g_autoptr (FoveaTensor) image = fovea_net_normalise (self->net, fovea_examples_image (examples, self->shown));
  int conv = fovea_net_spec_first_conv (self->spec);

  report->net = fovea_still_new (self->net);
  if (conv >= 0)
    report->filters = fovea_net_get_parameter (self->net, conv, FOVEA_WEIGHT);
  report->n_maps = self->spec->n_layers;
  report->maps = g_new0 (FoveaTensor *, report->n_maps);
  fovea_net_activations (self->net, image, report->maps);
  report->scores = fovea_net_infer (self->net, image);
  fovea_validation_ask (self->validation, self->net, PREDICTIONS, self->options.threads, report->predictions);
}

static void
report_progress (FoveaTrainingWorker *self, FoveaTrainingReport *report)
{
  double seconds = self->busy / 1e6, weight = 1 - exp (-seconds / SPEED_SECONDS);

  report->options = fovea_trainer_get_options (self->trainer);
  report->rate = fovea_trainer_get_rate (self->trainer);
  report->step = fovea_trainer_get_step (self->trainer);
  report->steps_per_epoch = fovea_trainer_get_steps_per_epoch (self->trainer);
  report->steps = (gint64) report->steps_per_epoch * report->options.epochs;

  if (self->trained_images > 0)
    {
      double speed = self->trained_images / MAX (seconds, 1e-6);

      self->speed = self->speed > 0 ? self->speed + weight * (speed - self->speed) : speed;
      self->trained_images = self->busy = 0;
    }
  report->images_per_s = self->speed;
  if (self->speed > 0)
    report->seconds_left = MAX (report->steps - report->step, 0) * (double) report->options.batch / self->speed;
}

static void
hand_over (GArray *from, GArray *to)
{
  if (from->len > 0)
    g_array_append_vals (to, from->data, from->len);
}

static void
report (FoveaTrainingWorker *self)
{
  FoveaTrainingReport *report = fovea_training_report_new ();

  report->state = self->state;
  report->image = self->shown;
  report->message = g_strdup (self->message);
  fovea_validation_get_result (self->validation, &report->checked, &report->wrong, report->mistakes, PREDICTIONS);
  report->answers = fovea_validation_ref_answers (self->validation);
  hand_over (self->training_points, report->training);
  hand_over (self->validation_points, report->validation);
  g_array_set_size (self->training_points, 0);
  g_array_set_size (self->validation_points, 0);
  report->options = self->options;
  if (self->trainer)
    report_progress (self, report);
  if (self->net)
    report_net (self, report);

  self->dirty = self->urgent = FALSE;
  self->reported = g_get_monotonic_time ();
  post (self, report);
}

static void
set_state (FoveaTrainingWorker *self, FoveaTrainingState state)
{
  if (self->state == state)
    return;
  self->state = state;
  self->dirty = self->urgent = TRUE;
}

/* Stops for good; takes over @message. */
static void
stop_with (FoveaTrainingWorker *self, char *message)
{
  g_free (self->message);
  self->message = message;
  self->running = FALSE;
  self->steps_left = 0;
  set_state (self, FOVEA_TRAINING_STOPPED);
}

/* Validation */

/* Remembers the weights if they are the best so far: what a divergence falls back to. */
static void
keep_if_best (FoveaTrainingWorker *self, double loss)
{
  if (self->kept && !(loss < self->kept_loss))
    return;
  g_clear_pointer (&self->kept, fovea_net_free);
  self->kept = fovea_net_copy (self->net);
  self->kept_loss = loss;
  self->kept_step = fovea_trainer_get_step (self->trainer);
}

/* One handful of the sweep at hand, and what follows from its end. */
static void
sweep (FoveaTrainingWorker *self)
{
  int handful = CLAMP (HANDFUL_MACS / MAX (self->spec->macs, 1), 8, 256);
  FoveaCurvePoint point;

  if (!fovea_validation_sweep (self->validation, self->net, handful, self->options.threads, &point))
    return;
  point.epoch = (double) fovea_trainer_get_step (self->trainer) / fovea_trainer_get_steps_per_epoch (self->trainer);
  g_array_append_val (self->validation_points, point);
  self->dirty = TRUE;
  keep_if_best (self, point.loss);
}

/* After a step: whether the number of steps asks for a sweep, and over how many images. */
static void
sweep_if_due (FoveaTrainingWorker *self)
{
  gint64 step = fovea_trainer_get_step (self->trainer);
  int per_epoch = fovea_trainer_get_steps_per_epoch (self->trainer);
  int batch = fovea_trainer_get_options (self->trainer).batch;
  gint64 trained = (step - self->swept_step) * batch;
  int all = fovea_validation_get_examples (self->validation)->n, some = MIN (SWEEP, all);
  gboolean last = step == (gint64) per_epoch * fovea_trainer_get_options (self->trainer).epochs;

  if (last || (step % per_epoch == 0 && trained >= TRAINED_PER_SWEPT * (gint64) all))
    {
      fovea_validation_begin (self->validation, all);
      self->swept_step = step;
    }
  else if (step % MAX (per_epoch / SWEEPS_PER_EPOCH, TRAINED_PER_SWEPT * some / batch) == 0)
    {
      fovea_validation_begin (self->validation, some);
    }
}

/* Training */

static void
diverge (FoveaTrainingWorker *self)
{
  gint64 step = fovea_trainer_get_step (self->trainer);
  float rate = fovea_trainer_get_rate (self->trainer);

  self->net = self->kept;
  stop_with (self, g_strdup_printf (_("The loss stopped being a number in mini-batch %d: with a learning rate of %g "
                                      "the weights jumped further with every step. The best weights so far, those "
                                      "after mini-batch %d, are kept. Try a tenth of the learning rate and start over."),
                                    (int) step + 1, rate, (int) self->kept_step));
}

static void
train (FoveaTrainingWorker *self)
{
  g_autoptr (GError) error = NULL;
  FoveaCurvePoint point = { 0 };
  double loss;
  int correct, images;

  point.epoch = (double) fovea_trainer_get_step (self->trainer) / fovea_trainer_get_steps_per_epoch (self->trainer);
  if (!fovea_trainer_step (self->trainer, &loss, &correct, &images, &error))
    {
      if (g_error_matches (error, FOVEA_ERROR, FOVEA_ERROR_DIVERGED))
        diverge (self);
      else
        stop_with (self, g_strdup (error->message));
      return;
    }
  point.loss = loss;
  point.accuracy = (float) correct / images;
  g_array_append_val (self->training_points, point);
  self->trained_images += images;
  self->steps_left = MAX (self->steps_left - 1, 0);
  self->dirty = TRUE;
  sweep_if_due (self);
}

static gboolean
is_finished (const FoveaTrainingWorker *self)
{
  return self->trainer
         && fovea_trainer_get_step (self->trainer)
              >= (gint64) fovea_trainer_get_steps_per_epoch (self->trainer)
                   * fovea_trainer_get_options (self->trainer).epochs;
}

static gboolean
wants_to_train (const FoveaTrainingWorker *self)
{
  return self->state != FOVEA_TRAINING_STOPPED && (self->running || self->steps_left > 0) && !is_finished (self);
}

/* Runs */

static FoveaNet *
make_net (FoveaTrainingWorker *self, GError **error)
{
  FoveaNet *net;

  if (self->trained)
    return g_steal_pointer (&self->trained);
  net = fovea_net_new (self->spec, self->options.seed, error);
  if (net)
    fovea_net_set_class_names (net, (const char *const *) self->class_names);
  return net;
}

/* The first weights, and what they know: an opened net is asked about everything at once. */
static void
begin_run (FoveaTrainingWorker *self)
{
  g_autoptr (GError) error = NULL;
  gboolean opened = self->trained != NULL;
  FoveaNet *net = make_net (self, &error);

  self->dirty = self->urgent = TRUE;
  if (net)
    self->trainer = fovea_trainer_new (net, self->training, &self->options, &error);
  if (!self->trainer)
    {
      stop_with (self, g_strdup (error->message));
      return;
    }
  self->net = fovea_trainer_get_net (self->trainer);
  fovea_validation_begin (self->validation, opened ? fovea_validation_get_examples (self->validation)->n : SWEEP);
}

/* The mailbox */

static void
save (FoveaTrainingWorker *self, GTask *task)
{
  GError *error = NULL;

  if (!self->net)
    g_task_return_new_error (task, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, "%s", self->message);
  else if (fovea_net_save (self->net, g_task_get_task_data (task), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

static void
apply_options (FoveaTrainingWorker *self, const FoveaTrainingOptions *options)
{
  g_autoptr (GError) error = NULL;

  self->options = *options;
  if (self->trainer && self->state != FOVEA_TRAINING_STOPPED
      && !fovea_trainer_set_options (self->trainer, options, &error))
    stop_with (self, g_strdup (error->message));
  self->dirty = TRUE;
}

static void
obey (FoveaTrainingWorker *self, const Wishes *wishes, GQueue *saves)
{
  GTask *task;

  if (wishes->new_options)
    apply_options (self, &wishes->options);
  if (wishes->new_run)
    self->running = wishes->run;
  self->steps_left += wishes->steps;
  if (wishes->new_image)
    {
      self->shown = wishes->image;
      self->dirty = self->urgent = TRUE;
    }
  while ((task = g_queue_pop_head (saves)))
    save (self, task);
}

/* Takes all that is in the mailbox. Returns FALSE if that was the wish to end. */
static gboolean
look_into_mailbox (FoveaTrainingWorker *self)
{
  Wishes wishes;
  GQueue saves;

  g_mutex_lock (&self->mutex);
  wishes = self->wishes;
  saves = self->saves;
  self->wishes = (Wishes){ .quit = wishes.quit };
  g_queue_init (&self->saves);
  g_mutex_unlock (&self->mutex);

  if (wishes.news)
    obey (self, &wishes, &saves);
  return !wishes.quit;
}

static gboolean
has_work (const FoveaTrainingWorker *self)
{
  return fovea_validation_is_sweeping (self->validation) || wants_to_train (self);
}

/* Sleeps until there is a wish, work or a report to post. Returns whether a report is due. */
static gboolean
wait (FoveaTrainingWorker *self)
{
  gint64 due = self->urgent ? 0 : self->reported + REPORT_INTERVAL;
  gboolean report_is_due = FALSE;

  g_mutex_lock (&self->mutex);
  while (!self->wishes.news)
    {
      gboolean may_report = self->dirty && !self->outgoing;

      report_is_due = may_report && g_get_monotonic_time () >= due;
      if (report_is_due || has_work (self))
        break;
      if (may_report)
        g_cond_wait_until (&self->cond, &self->mutex, due);
      else
        g_cond_wait (&self->cond, &self->mutex);
    }
  g_mutex_unlock (&self->mutex);
  return report_is_due;
}

static void
update_state (FoveaTrainingWorker *self)
{
  if (self->state == FOVEA_TRAINING_STOPPED)
    return;
  if (is_finished (self))
    {
      self->running = FALSE;
      self->steps_left = 0;
      if (!fovea_validation_is_sweeping (self->validation))
        set_state (self, FOVEA_TRAINING_FINISHED);
    }
  else
    {
      set_state (self, self->running ? FOVEA_TRAINING_RUNNING : FOVEA_TRAINING_PAUSED);
    }
}

static void
work (FoveaTrainingWorker *self)
{
  gint64 start = g_get_monotonic_time ();

  if (fovea_validation_is_sweeping (self->validation))
    sweep (self);
  else if (wants_to_train (self))
    train (self);
  self->busy += g_get_monotonic_time () - start;
}

static gpointer
worker_main (gpointer data)
{
  FoveaTrainingWorker *self = data;

  /* On Linux this is the niceness of this thread alone, and of those that it starts: the trainer's. */
  setpriority (PRIO_PROCESS, 0, NICENESS);
  begin_run (self);
  while (look_into_mailbox (self))
    {
      work (self);
      update_state (self);
      if (wait (self))
        report (self);
    }
  worker_unref (self);
  return NULL;
}

/**
 * fovea_training_worker_new:
 * @trained: weights to start from, copied; NULL for random ones by the seed
 * @class_names: one for each class, for the model file; or NULL
 * @report_func: gets every report, in the thread-default main context of the caller
 *
 * Starts the thread. There is at least one validation image.
 */
FoveaTrainingWorker *
fovea_training_worker_new (FoveaNetSpec *spec, const FoveaNet *trained, FoveaExamples *training,
                           FoveaExamples *validation, const char *const *class_names,
                           const FoveaTrainingOptions *options, FoveaTrainingReportFunc report_func, gpointer data)
{
  FoveaTrainingWorker *self = g_new0 (FoveaTrainingWorker, 1);

  g_atomic_ref_count_init (&self->references);
  self->context = g_main_context_ref_thread_default ();
  self->report_func = report_func;
  self->report_data = data;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_queue_init (&self->saves);
  self->spec = fovea_net_spec_ref (spec);
  self->training = fovea_examples_ref (training);
  self->class_names = g_strdupv ((char **) class_names);
  self->validation = fovea_validation_new (validation);
  self->shown = fovea_validation_get_image (self->validation, 0);
  self->options = *options;
  self->trained = trained ? fovea_net_copy (trained) : NULL;
  self->training_points = g_array_new (FALSE, FALSE, sizeof (FoveaCurvePoint));
  self->validation_points = g_array_new (FALSE, FALSE, sizeof (FoveaCurvePoint));

  g_atomic_ref_count_inc (&self->references);
  g_thread_unref (g_thread_new ("training", worker_main, self));
  return self;
}

static Wishes *
open_mailbox (FoveaTrainingWorker *self)
{
  g_mutex_lock (&self->mutex);
  self->wishes.news = TRUE;
  return &self->wishes;
}

static void
close_mailbox (FoveaTrainingWorker *self)
{
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/* Lets go of the worker. It ends after the mini-batch at hand, by itself: nobody waits for it. */
void
fovea_training_worker_abandon (FoveaTrainingWorker *self)
{
  self->report_func = NULL;
  open_mailbox (self)->quit = TRUE;
  close_mailbox (self);
  worker_unref (self);
}

void
fovea_training_worker_run (FoveaTrainingWorker *self, gboolean run)
{
  Wishes *wishes = open_mailbox (self);

  wishes->new_run = TRUE;
  wishes->run = run;
  close_mailbox (self);
}

void
fovea_training_worker_step (FoveaTrainingWorker *self)
{
  open_mailbox (self)->steps++;
  close_mailbox (self);
}

void
fovea_training_worker_set_options (FoveaTrainingWorker *self, const FoveaTrainingOptions *options)
{
  Wishes *wishes = open_mailbox (self);

  wishes->new_options = TRUE;
  wishes->options = *options;
  close_mailbox (self);
}

void
fovea_training_worker_show_image (FoveaTrainingWorker *self, int image)
{
  Wishes *wishes = open_mailbox (self);

  wishes->new_image = TRUE;
  wishes->image = image;
  close_mailbox (self);
}

/* Writes the net as it is between two mini-batches to the path in the data of @task, which it takes over. */
void
fovea_training_worker_save (FoveaTrainingWorker *self, GTask *task)
{
  open_mailbox (self);
  g_queue_push_tail (&self->saves, task);
  close_mailbox (self);
}
