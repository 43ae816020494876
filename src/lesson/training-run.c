/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A run, a few milliseconds at a time: mini-batches, and sweeps over validation images.
 *
 * When to validate is a function of the number of steps, never of the clock: a sweep over the first SWEEP images of a
 * fixed shuffled order every fifth of an epoch (or less often, where that would cost more than a thirtieth of the time;
 * but SWEEPS_PER_RUN times, lest many epochs of few images have no curve), and over all of them at the end of an epoch.
 * Sweeps change no weights, so the run is the same as without them. */

#include "config.h"

#include "lesson/training-run.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  SWEEP = 1000,         /* validation images asked while an epoch runs */
  SWEEPS_PER_EPOCH = 5, /* how often */
  SWEEPS_PER_RUN = 20,  /* at least, if there are as many epochs */
  TRAINED_PER_SWEPT = 10 /* mini-batch images trained on, at least, for each validation image asked */
};

/* Multiply-adds of a handful of validation images, so that the mailbox is looked into every few milliseconds; of fewer
 * images more of the time goes into waking threads. */
static const double HANDFUL_MACS = 4e8;

static void
set_state (FoveaTrainingRun *self, FoveaTrainingState state)
{
  if (self->state == state)
    return;
  self->state = state;
  self->dirty = self->urgent = TRUE;
}

/* Stops, unless it is revived; takes over @message. */
void
fovea_training_run_stop (FoveaTrainingRun *self, char *message)
{
  g_free (self->message);
  self->message = message;
  self->running = FALSE;
  self->steps_left = 0;
  set_state (self, FOVEA_TRAINING_STOPPED);
}

static void
add_point (GArray *news, GArray *curve, const FoveaCurvePoint *point)
{
  g_array_append_val (news, *point);
  fovea_curve_add (curve, point);
}

/* Validation */

/* Remembers the weights if they are the best so far: what a divergence falls back to. */
static void
keep_if_best (FoveaTrainingRun *self, double loss)
{
  self->vain_sweeps++;
  if (self->kept && !(loss < self->kept_loss))
    return;
  self->vain_sweeps = 0;
  g_clear_pointer (&self->kept, fovea_net_free);
  self->kept = fovea_net_copy (self->net);
  self->kept_loss = loss;
  self->kept_epoch = fovea_trainer_get_epoch (self->trainer);
}

/* Pauses if what somebody waits for has come about. It can be started again, and then waits anew. */
static void
rest_if_reached (FoveaTrainingRun *self, const FoveaCurvePoint *point)
{
  const FoveaTrainingOptions *options = &self->options;

  if (!self->running)
    return;
  if (options->target > 0 && point->accuracy >= options->target)
    self->rest_reason = g_strdup_printf (_("Paused: %.1f %% of the validation images are right, %.1f %% were wanted."),
                                         point->accuracy * 100, options->target * 100);
  else if (options->patience > 0 && self->vain_sweeps >= options->patience)
    self->rest_reason = g_strdup_printf (ngettext ("Paused: the validation loss has not fallen for %d round.",
                                                   "Paused: the validation loss has not fallen for %d rounds.",
                                                   self->vain_sweeps), self->vain_sweeps);
  if (!self->rest_reason)
    return;
  self->running = FALSE;
  self->vain_sweeps = 0;
}

/* Starts, or pauses. */
void
fovea_training_run_set_running (FoveaTrainingRun *self, gboolean running)
{
  self->running = running;
  g_clear_pointer (&self->rest_reason, g_free);
}

/* One handful of the sweep at hand, and what follows from its end. */
static void
sweep (FoveaTrainingRun *self)
{
  int handful = CLAMP (HANDFUL_MACS / MAX (self->spec->macs, 1), 8, 512);
  FoveaCurvePoint point;

  if (!fovea_validation_sweep (self->validation, self->net, handful, self->options.threads, &point))
    return;
  point.epoch = fovea_trainer_get_epoch (self->trainer);
  if (!self->silent_sweep)
    add_point (self->validation_points, self->validation_curve, &point);
  self->silent_sweep = FALSE;
  self->dirty = TRUE;
  keep_if_best (self, point.loss);
  rest_if_reached (self, &point);
}

/* How many steps lie between two sweeps over @some images, of @steps in all. */
static gint64
choose_interval (gint64 steps, int per_epoch, int batch, int some)
{
  gint64 cheap = MAX (per_epoch / SWEEPS_PER_EPOCH, TRAINED_PER_SWEPT * some / batch);

  return MAX (MIN (cheap, MAX (steps / SWEEPS_PER_RUN, per_epoch)), 1);
}

/* After a step: whether the number of steps asks for a sweep, and over how many images. */
static void
sweep_if_due (FoveaTrainingRun *self)
{
  gint64 step = fovea_trainer_get_step (self->trainer);
  int per_epoch = fovea_trainer_get_steps_per_epoch (self->trainer);
  int batch = fovea_trainer_get_options (self->trainer).batch;
  gint64 trained = (step - self->swept_step) * batch;
  int all = fovea_validation_get_examples (self->validation)->n, some = MIN (SWEEP, all);
  gint64 steps = (gint64) per_epoch * fovea_trainer_get_options (self->trainer).epochs;

  if (step == steps || (step % per_epoch == 0 && trained >= TRAINED_PER_SWEPT * (gint64) all))
    {
      fovea_validation_begin (self->validation, all);
      self->swept_step = step;
    }
  else if (step % choose_interval (steps, per_epoch, batch, some) == 0)
    {
      fovea_validation_begin (self->validation, some);
    }
}

/* Training */

/* Back to the best weights so far, and there it stops. */
static void
diverge (FoveaTrainingRun *self)
{
  gint64 step = fovea_trainer_get_step (self->trainer);
  gint64 kept = llround (self->kept_epoch * fovea_trainer_get_steps_per_epoch (self->trainer));
  float rate = fovea_trainer_get_rate (self->trainer);

  fovea_trainer_rewind (self->trainer, self->kept, kept);
  self->can_revive = TRUE;
  fovea_training_run_stop (
    self, g_strdup_printf (_("The loss stopped being a number in mini-batch %d: with a learning rate of %.3g "
                             "the weights jumped further with every step. The best weights so far, those "
                             "after mini-batch %d, are kept. Try a tenth of the learning rate and start over."),
                           (int) step + 1, rate, (int) kept));
}

static void
remember_filters (FoveaTrainingRun *self)
{
  fovea_filter_history_add_if_due (self->history, self->net, fovea_trainer_get_step (self->trainer),
                                   fovea_trainer_get_steps_per_epoch (self->trainer));
}

static void
train (FoveaTrainingRun *self)
{
  g_autoptr (GError) error = NULL;
  FoveaCurvePoint point = { 0 };
  double loss;
  int correct, images;

  point.epoch = fovea_trainer_get_epoch (self->trainer);
  fovea_training_run_check_health (self);
  if (!fovea_trainer_step (self->trainer, &loss, &correct, &images, &error))
    {
      if (g_error_matches (error, FOVEA_ERROR, FOVEA_ERROR_DIVERGED))
        diverge (self);
      else
        fovea_training_run_stop (self, g_strdup (error->message));
      return;
    }
  point.loss = loss;
  point.accuracy = (float) correct / images;
  add_point (self->training_points, self->training_curve, &point);
  fovea_training_run_measure_health (self, point.epoch);
  remember_filters (self);
  self->trained_images += images;
  self->steps_left = MAX (self->steps_left - 1, 0);
  self->dirty = TRUE;
  sweep_if_due (self);
}

static gboolean
is_finished (const FoveaTrainingRun *self)
{
  return self->trainer
         && fovea_trainer_get_step (self->trainer)
              >= (gint64) fovea_trainer_get_steps_per_epoch (self->trainer)
                   * fovea_trainer_get_options (self->trainer).epochs;
}

static gboolean
wants_to_train (const FoveaTrainingRun *self)
{
  return self->state != FOVEA_TRAINING_STOPPED && (self->running || self->steps_left > 0) && !is_finished (self);
}

/* Runs */

/* From a model or a checkpoint, or afresh. */
static FoveaNet *
make_net (FoveaTrainingRun *self, GError **error)
{
  FoveaNet *net;

  if (self->trained)
    return g_steal_pointer (&self->trained);
  if (self->checkpoint)
    return fovea_checkpoint_make_net (self->checkpoint, error);
  net = fovea_training_options_make_net (&self->options, self->spec, error);
  if (net)
    fovea_net_set_class_names (net, (const char *const *) self->class_names);
  return net;
}

/* @race: (nullable): what the runs of the race have in common; @name: (nullable): what tells this one from them */
void
fovea_training_run_enter_race (FoveaTrainingRun *self, const char *race, const char *name)
{
  g_free (self->race);
  g_free (self->name);
  self->race = g_strdup (race);
  self->name = g_strdup (name);
}

/* Goes to where the run was, its sweep included: that changes no weights, so it is done again, and has a point to add
 * to what is kept of this step. */
static gboolean
restore (FoveaTrainingRun *self, GError **error)
{
  const FoveaRunNotes *notes = &self->checkpoint->notes;

  if (!fovea_checkpoint_restore (self->checkpoint, self->trainer, error))
    return FALSE;
  fovea_curve_append (self->training_curve, notes->training);
  fovea_curve_append (self->validation_curve, notes->validation);
  fovea_health_append (self->health, notes->health);
  g_set_object (&self->history, notes->history);
  fovea_training_run_enter_race (self, notes->race, notes->name);
  self->began_trained = notes->began_trained;
  self->swept_step = notes->swept_step;
  self->seconds = notes->seconds;
  self->kept_epoch = fovea_trainer_get_epoch (self->trainer);
  self->saved_step = notes->sweeping > 0 ? -1 : fovea_trainer_get_step (self->trainer);
  self->kept = fovea_net_copy (fovea_trainer_get_net (self->trainer));
  self->kept_loss = G_MAXDOUBLE;
  return TRUE;
}

static int
choose_first_sweep (const FoveaTrainingRun *self, gboolean opened)
{
  int all = fovea_validation_get_examples (self->validation)->n;

  if (self->checkpoint && self->checkpoint->notes.sweeping > 0)
    return MIN (self->checkpoint->notes.sweeping, all);
  return opened ? all : MIN (SWEEP, all);
}

/* The first weights, and what they know: an opened net is asked about everything at once. */
void
fovea_training_run_begin (FoveaTrainingRun *self)
{
  g_autoptr (GError) error = NULL;
  gboolean opened = self->trained != NULL, repeats = self->checkpoint && self->checkpoint->notes.sweeping == 0;
  FoveaNet *net = make_net (self, &error);

  self->dirty = self->urgent = TRUE;
  if (net)
    self->trainer = fovea_trainer_new (net, self->training, &self->options, &error);
  if (!self->trainer || (self->checkpoint && !restore (self, &error)))
    {
      fovea_training_run_stop (self, g_strdup (error->message));
      return;
    }
  self->net = fovea_trainer_get_net (self->trainer);
  remember_filters (self);
  fovea_validation_begin (self->validation, choose_first_sweep (self, opened));
  self->silent_sweep = repeats;
  g_clear_pointer (&self->checkpoint, fovea_checkpoint_free);
}

/* For the trainer. With another batch size the same images are another number of steps. */
static gboolean
set_trainer_options (FoveaTrainingRun *self, const FoveaTrainingOptions *options, GError **error)
{
  gint64 before = fovea_trainer_get_step (self->trainer), after;

  if (!fovea_trainer_set_options (self->trainer, options, error))
    return FALSE;
  after = fovea_trainer_get_step (self->trainer);
  self->swept_step = before > 0 ? self->swept_step * after / before : after;
  return TRUE;
}

void
fovea_training_run_set_options (FoveaTrainingRun *self, const FoveaTrainingOptions *options)
{
  g_autoptr (GError) error = NULL;

  self->options = *options;
  if (self->trainer && self->state != FOVEA_TRAINING_STOPPED && !set_trainer_options (self, options, &error))
    fovea_training_run_stop (self, g_strdup (error->message));
  self->saved_step = -1;
  self->dirty = TRUE;
}

/* The validation image that reports carry. */
void
fovea_training_run_show_image (FoveaTrainingRun *self, int image)
{
  self->shown = image;
  self->dirty = self->urgent = TRUE;
}

/* After a divergence: goes on from the best weights, with the options as they are now. */
void
fovea_training_run_revive (FoveaTrainingRun *self, const FoveaTrainingOptions *options)
{
  if (!self->can_revive)
    return;
  self->can_revive = FALSE;
  g_clear_pointer (&self->message, g_free);
  set_state (self, FOVEA_TRAINING_PAUSED);
  fovea_training_run_set_options (self, options);
  self->rewound = fovea_trainer_get_epoch (self->trainer);
  fovea_curve_cut (self->training_curve, self->rewound, TRUE);
  fovea_curve_cut (self->validation_curve, self->rewound, FALSE);
  g_array_set_size (self->training_points, 0);
  g_array_set_size (self->validation_points, 0);
  self->running = TRUE;
}

gboolean
fovea_training_run_has_work (const FoveaTrainingRun *self)
{
  return fovea_validation_is_sweeping (self->validation) || wants_to_train (self);
}

static void
update_state (FoveaTrainingRun *self)
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

/* Does what takes a few milliseconds: a mini-batch, or a handful of a sweep. */
void
fovea_training_run_work (FoveaTrainingRun *self)
{
  gint64 start = g_get_monotonic_time ();

  if (fovea_validation_is_sweeping (self->validation))
    sweep (self);
  else if (wants_to_train (self))
    train (self);
  self->busy += g_get_monotonic_time () - start;
  self->seconds += (g_get_monotonic_time () - start) / 1e6;
  update_state (self);
}

/* Object */

FoveaTrainingRun *
fovea_training_run_new (FoveaNetSpec *spec, FoveaExamples *training, FoveaExamples *validation,
                        const char *const *class_names, const FoveaTrainingOptions *options)
{
  FoveaTrainingRun *self = g_new0 (FoveaTrainingRun, 1);

  self->spec = fovea_net_spec_ref (spec);
  self->training = fovea_examples_ref (training);
  self->class_names = g_strdupv ((char **) class_names);
  self->validation = fovea_validation_new (validation);
  self->shown = fovea_validation_get_image (self->validation, 0);
  self->options = *options;
  self->training_points = fovea_curve_new ();
  self->validation_points = fovea_curve_new ();
  self->training_curve = fovea_curve_new ();
  self->validation_curve = fovea_curve_new ();
  self->history = fovea_filter_history_new_kept (spec);
  self->health = fovea_health_new ();
  self->health_points = fovea_health_new ();
  self->keeper.lock = -1;
  self->saved_step = -1;
  self->rewound = G_MAXDOUBLE;
  return self;
}

void
fovea_training_run_free (FoveaTrainingRun *self)
{
  fovea_run_keeper_clear (&self->keeper);
  fovea_net_spec_unref (self->spec);
  fovea_examples_unref (self->training);
  fovea_validation_free (self->validation);
  g_strfreev (self->class_names);
  g_clear_pointer (&self->trained, fovea_net_free);
  g_clear_pointer (&self->checkpoint, fovea_checkpoint_free);
  g_clear_pointer (&self->trainer, fovea_trainer_free);
  g_clear_pointer (&self->kept, fovea_net_free);
  g_free (self->message);
  g_free (self->warning);
  g_free (self->data);
  g_free (self->race);
  g_free (self->name);
  g_clear_object (&self->history);
  g_array_unref (self->training_points);
  g_array_unref (self->validation_points);
  g_array_unref (self->training_curve);
  g_array_unref (self->validation_curve);
  g_array_unref (self->health);
  g_array_unref (self->health_points);
  g_clear_pointer (&self->asked, g_array_unref);
  g_free (self->advice);
  g_free (self->rest_reason);
  g_free (self);
}
