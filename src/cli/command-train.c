/* SPDX-License-Identifier: GPL-3.0-or-later */

/* fovea-cli train: minimises the cross-entropy of a net over a data set, epoch by epoch, and measures it on the images
 * that were held back. The same seed gives the same losses and the same model file to the last bit. */

#include "config.h"

#include "cli/command.h"
#include "cli/epoch.h"
#include "cli/interrupt.h"
#include "cli/net-argument.h"
#include "cli/net-to-train.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "dataset/dataset.h"
#include "engine/file.h"
#include "engine/model-file.h"
#include "engine/trainer.h"
#include "lesson/checkpoint.h"
#include "lesson/run-keeper.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <stdio.h>

typedef struct
{
  const char *net, *data, *model, *augment;
  int epochs, batch, optimiser, schedule, limit, threads;
  double rate, momentum, l2, warm_up, dropout, keep_every;
  guint64 seed;
  gboolean zero, no_bias, shuffled_labels, resume, json;
} Arguments;

/* In the order of FoveaOptimiserKind and FoveaSchedule. */
static const char *const optimisers[] = { "sgd", "momentum", "nesterov", "adagrad", "adadelta", "rmsprop", "adam", NULL };
static const char *const schedules[] = { "constant", "cosine", "step", NULL };

static const FoveaOption options[] = {
  { FOVEA_ARGUMENT ("NET", TEXT, net), .positional = TRUE, .required = TRUE,
    .help = N_ ("the name of a net, a model file to train further, or a net's text in quotes") },
  { FOVEA_ARGUMENT ("data", TEXT, data), .value = "DATA", .required = TRUE,
    .help = N_ ("mnist, shapes, cifar-10, fashion-mnist, or a folder of labelled images") },
  { FOVEA_ARGUMENT ("epochs", INT, epochs), .value = "E", .help = N_ ("times that every image is seen"),
    .least = 1, .most = 100000, .preset = 10 },
  { FOVEA_ARGUMENT ("batch", INT, batch), .value = "B", .help = N_ ("images in a step"),
    .least = 1, .most = 65536, .preset = 64 },
  { FOVEA_ARGUMENT ("optimiser", CHOICE, optimiser), .value = "NAME", .help = N_ ("how weights are updated"),
    .choices = optimisers, .preset = FOVEA_OPTIMISER_MOMENTUM },
  { FOVEA_ARGUMENT ("lr", REAL, rate), .value = "R",
    .help = N_ ("learning rate at the start (unless given, what suits the optimiser; 0.02 for momentum)"),
    FOVEA_ANY_NUMBER, .preset = NAN },
  { FOVEA_ARGUMENT ("momentum", REAL, momentum), .value = "M", .help = N_ ("share of the last update that is kept"),
    FOVEA_ANY_NUMBER, .preset = 0.9 },
  { FOVEA_ARGUMENT ("l2", REAL, l2), .value = "R", .help = N_ ("weight decay"),
    FOVEA_ANY_NUMBER, .preset = 1e-4 },
  { FOVEA_ARGUMENT ("schedule", CHOICE, schedule), .value = "NAME", .help = N_ ("how the learning rate falls"),
    .choices = schedules, .preset = FOVEA_SCHEDULE_COSINE },
  { FOVEA_ARGUMENT ("warm-up", REAL, warm_up), .value = "E",
    .help = N_ ("epochs in which the learning rate rises from nothing"), FOVEA_ANY_NUMBER },
  { FOVEA_ARGUMENT ("dropout", REAL, dropout), .value = "P",
    .help = N_ ("probability of every DROPOUT in the net (unless given, what the net says)"),
    .least = 0, .most = 0.999, .preset = -1 },
  { FOVEA_ARGUMENT ("zero", FLAG, zero), .help = N_ ("begin with every weight at 0") },
  { FOVEA_ARGUMENT ("no-bias", FLAG, no_bias), .help = N_ ("leave every bias at 0") },
  { FOVEA_ARGUMENT ("shuffle-labels", FLAG, shuffled_labels),
    .help = N_ ("give each training image the label of another") },
  { FOVEA_ARGUMENT ("augment", TEXT, augment), .value = "LIST",
    .help = N_ ("change images as they are learned from: flip, shift, crop, rotate, colour, contrast, between commas, "
                "each with =AMOUNT if the usual one is not meant") },
  { FOVEA_ARGUMENT ("limit", INT, limit), .value = "N", .help = N_ ("train on N of the images, picked by the seed"),
    .least = 1, .most = G_MAXINT },
  { FOVEA_ARGUMENT ("seed", SEED, seed), .value = "S", .help = N_ ("what all chance depends on"), .preset = 1 },
  { FOVEA_ARGUMENT ("threads", INT, threads), .value = "T",
    .help = N_ ("threads to compute with (every core unless given); results do not depend on it"),
    .least = 1, .most = 256 },
  { FOVEA_ARGUMENT ("model", TEXT, model), .value = "OUT.safetensors", .help = N_ ("where the trained net goes") },
  { FOVEA_ARGUMENT ("keep-every", REAL, keep_every), .value = "SECONDS",
    .help = N_ ("how often the run is kept in OUT.safetensors.checkpoint, to go on with if it is interrupted"),
    .least = 0, .most = 86400, .preset = 10 },
  { FOVEA_ARGUMENT ("resume", FLAG, resume),
    .help = N_ ("go on with the run that was kept there") },
  FOVEA_JSON_ARGUMENT,
  { NULL },
};

/* A run under way. */
typedef struct
{
  const Arguments *arguments;
  FoveaDataset *data;
  FoveaTrainer *trainer;
  FoveaRunKeeper keeper;
  FoveaCheckpoint *before; /* what the run was when it was interrupted, until it goes on */
  FoveaProgress progress;
  FoveaRunNotes notes;
  gboolean not_kept; /* the run could not be written the last time */
  gint64 started;  /* µs; moved back by what the run took before it was interrupted */
  double training; /* seconds that the steps took which this process did in this epoch */
  gint64 trained;  /* images in them */
} Run;

static void
clear_run (Run *self)
{
  g_clear_pointer (&self->trainer, fovea_trainer_free);
  g_clear_pointer (&self->data, fovea_dataset_unref);
  g_clear_pointer (&self->before, fovea_checkpoint_free);
  g_free (self->notes.data);
  g_clear_object (&self->notes.history);
  g_clear_pointer (&self->notes.training, g_array_unref);
  g_clear_pointer (&self->notes.validation, g_array_unref);
  fovea_run_keeper_clear (&self->keeper);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, clear_run)

static gboolean
make_options (const Arguments *arguments, FoveaTrainingOptions *made, GError **error)
{
  FoveaTrainingOptions training = fovea_training_options_default ();

  if (arguments->augment != NULL && !fovea_augmentation_parse (arguments->augment, &training.augmentation, error))
    return FALSE;
  training.optimiser = (FoveaOptimiserKind) arguments->optimiser;
  training.schedule = (FoveaSchedule) arguments->schedule;
  training.rate = isnan (arguments->rate) ? fovea_optimiser_default_rate (training.optimiser) : (float) arguments->rate;
  training.momentum = (float) arguments->momentum;
  training.l2 = (float) arguments->l2;
  training.batch = arguments->batch;
  training.epochs = arguments->epochs;
  training.threads = arguments->threads;
  training.seed = arguments->seed;
  training.limit = arguments->limit;
  training.warm_up = (float) arguments->warm_up;
  training.dropout = (float) arguments->dropout;
  training.zero = arguments->zero;
  training.no_bias = arguments->no_bias;
  training.shuffled_labels = arguments->shuffled_labels;
  *made = training;
  return fovea_training_options_check (made, error);
}

static gboolean
check_data (const Run *self, const FoveaCheckpoint *checkpoint, GError **error)
{
  g_autofree char *folder = g_canonicalize_filename (checkpoint->notes.data, NULL);

  if (g_str_equal (checkpoint->notes.data, self->notes.data) || g_str_equal (folder, self->notes.data))
    return TRUE;
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
               _("The run in “%s” cannot be continued so: it trains on “%s”, not on “%s”."), checkpoint->path,
               checkpoint->notes.data, self->notes.data);
  return FALSE;
}

/* For whoever opens the run in the window. */
static void
remember_filters (Run *self)
{
  if (self->notes.history != NULL)
    fovea_filter_history_add_if_due (self->notes.history, fovea_trainer_get_net (self->trainer),
                                     fovea_trainer_get_step (self->trainer),
                                     fovea_trainer_get_steps_per_epoch (self->trainer));
}

/* Where there is a model to come, the run is kept beside it, also when it is interrupted. */
static gboolean
find_place (Run *self, GError **error)
{
  const char *model = self->arguments->model;
  g_autofree char *path = model != NULL ? g_strconcat (model, ".checkpoint", NULL) : NULL;

  if (!fovea_run_keeper_init (&self->keeper, path, self->arguments->keep_every, error))
    return FALSE;
  if (!self->arguments->resume)
    return TRUE;
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return (self->before = fovea_checkpoint_load (path, error)) != NULL;
  fprintf (stderr, _("There is no “%s”: the run starts anew.\n"), path);
  return TRUE;
}

static void
start_keeping (Run *self)
{
  self->notes.data = g_strdup (self->data->source);
  self->notes.data_seed = self->data->seed;
  self->notes.running = TRUE;
  if (self->keeper.path == NULL)
    return;
  self->notes.training = fovea_curve_new ();
  self->notes.validation = fovea_curve_new ();
  self->notes.history
    = fovea_filter_history_new_kept (fovea_net_get_spec (fovea_trainer_get_net (self->trainer)));
  remember_filters (self);
  fovea_interrupt_catch ();
}

static gboolean
resume (Run *self, GError **error)
{
  g_autoptr (FoveaCheckpoint) before = g_steal_pointer (&self->before);

  if (!check_data (self, before, error) || !fovea_checkpoint_restore (before, self->trainer, error))
    return FALSE;
  g_set_object (&self->notes.history, before->notes.history);
  fovea_curve_append (self->notes.training, before->notes.training);
  fovea_curve_append (self->notes.validation, before->notes.validation);
  self->notes.swept_step = before->notes.swept_step;
  self->notes.loss = before->notes.loss;
  self->notes.images = before->notes.images;
  self->notes.seconds = before->notes.seconds;
  self->started -= (gint64) (self->notes.seconds * G_USEC_PER_SEC);
  fprintf (stderr, _("Going on with “%s” after %" PRId64 " steps.\n"), self->keeper.path,
           fovea_trainer_get_step (self->trainer));
  return TRUE;
}

static gboolean
start (Run *self, GError **error)
{
  const Arguments *arguments = self->arguments;
  FoveaTrainingOptions training;
  FoveaNet *net;

  if (!make_options (arguments, &training, error) || !find_place (self, error))
    return FALSE;
  self->data = fovea_net_argument_data (arguments->net, arguments->data,
                                        self->before ? self->before->notes.data_seed : arguments->seed, error);
  if (self->data == NULL)
    return FALSE;
  net = fovea_net_to_train (arguments->net, &training, self->data, arguments->json, error);
  if (net == NULL)
    return FALSE;
  self->trainer = fovea_trainer_new (net, self->data->train, &training, error);
  if (self->trainer == NULL)
    return FALSE;
  fovea_progress_init (&self->progress, arguments->json);
  self->started = g_get_monotonic_time ();
  start_keeping (self);
  return self->before == NULL || resume (self, error);
}

static double
get_speed (const Run *self)
{
  return self->training > 0 ? (double) self->trained / self->training : 0;
}

static double
get_loss (const Run *self)
{
  return self->notes.loss / (double) MAX (self->notes.images, 1);
}

static void
draw_progress (Run *self, int epoch, int done, int steps)
{
  g_autofree char *loss = fovea_epoch_format_loss (get_loss (self));
  g_autofree char *text = g_strdup_printf (_("epoch %d of %d, loss %s, %.0f images/s"), epoch, self->arguments->epochs,
                                           loss, get_speed (self));

  fovea_progress_draw (&self->progress, (double) done / steps, text);
}

/* A run that cannot be written goes on, and says so once. */
static void
tell_not_kept (Run *self, const GError *error)
{
  if (!self->not_kept)
    {
      fovea_progress_clear (&self->progress);
      fprintf (stderr, _("The run cannot be kept on the disk, and is lost if it is interrupted: %s\n"), error->message);
    }
  self->not_kept = TRUE;
}

/* FALSE if that was the last for now: somebody wants the program to end, with FOVEA_ERROR_CANCELLED if the run is
 * kept. */
static gboolean
keep (Run *self, GError **error)
{
  g_autoptr (GError) reason = NULL;
  gboolean interrupted = fovea_interrupt_is_wanted ();
  gint64 now = g_get_monotonic_time ();

  self->notes.seconds = (double) (now - self->started) / G_USEC_PER_SEC;
  if (self->keeper.path == NULL || !(interrupted || fovea_run_keeper_is_due (&self->keeper)))
    return TRUE;
  if (fovea_checkpoint_save (self->keeper.path, self->trainer, &self->notes, &reason))
    self->not_kept = FALSE;
  else if (!interrupted)
    tell_not_kept (self, reason);
  fovea_run_keeper_wrote (&self->keeper, now);
  if (reason && interrupted)
    g_propagate_error (error, g_steal_pointer (&reason));
  else if (interrupted)
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_CANCELLED,
                 _("Interrupted. The run is kept in “%s”; with --resume it goes on."), self->keeper.path);
  return !interrupted;
}

/* For whoever opens the run in the window, too. */
static void
remember_point (GArray *curve, double epoch, double loss, double accuracy)
{
  if (curve != NULL)
    fovea_curve_add (curve, &(FoveaCurvePoint){ epoch, (float) loss, (float) accuracy });
}

static gboolean
train_step (Run *self, GError **error)
{
  gint64 before = g_get_monotonic_time ();
  double epoch = fovea_trainer_get_epoch (self->trainer), loss;
  int correct, images;

  if (!fovea_trainer_step (self->trainer, &loss, &correct, &images, error))
    return FALSE;
  remember_point (self->notes.training, epoch, loss, (double) correct / images);
  remember_filters (self);
  self->training += (double) (g_get_monotonic_time () - before) / G_USEC_PER_SEC;
  self->trained += images;
  self->notes.loss += loss * images;
  self->notes.images += images;
  return TRUE;
}

/* The steps that are left of the epoch of the next step. */
static gboolean
train_epoch (Run *self, int epoch, GError **error)
{
  int steps = fovea_trainer_get_steps_per_epoch (self->trainer);

  self->training = 0;
  self->trained = 0;
  for (int i = (int) (fovea_trainer_get_step (self->trainer) % steps); i < steps; i++)
    {
      if (!train_step (self, error) || (i + 1 < steps && !keep (self, error)))
        return FALSE;
      if (fovea_progress_is_due (&self->progress))
        draw_progress (self, epoch, i + 1, steps);
    }
  return TRUE;
}

static FoveaEpoch
measure (Run *self, int epoch)
{
  const FoveaExamples *test = self->data->test;
  double loss;
  int correct = fovea_net_evaluate (fovea_trainer_get_net (self->trainer), test, self->arguments->threads, NULL, NULL,
                                    &loss);

  remember_point (self->notes.validation, fovea_trainer_get_epoch (self->trainer), loss, (double) correct / test->n);
  self->notes.swept_step = fovea_trainer_get_step (self->trainer);
  return (FoveaEpoch){
    .epoch = epoch,
    .loss = get_loss (self),
    .accuracy = (double) correct / test->n,
    .speed = get_speed (self),
    .seconds = (double) (g_get_monotonic_time () - self->started) / G_USEC_PER_SEC,
  };
}

/* Writes the model, if it is wanted; then the checkpoint has done its work. */
static gboolean
save (Run *self, GError **error)
{
  if (self->arguments->model == NULL)
    return TRUE;
  if (!fovea_net_save (fovea_trainer_get_net (self->trainer), self->arguments->model, error))
    return FALSE;
  g_unlink (self->keeper.path);
  return TRUE;
}

/* Measures the epoch that is done and tells of it, having kept the run or, after the last, saved the model. */
static gboolean
finish_epoch (Run *self, int epoch, GError **error)
{
  gboolean last = epoch == self->arguments->epochs, kept;
  FoveaEpoch result = measure (self, epoch);

  self->notes.loss = 0;
  self->notes.images = 0;
  kept = last ? save (self, error) : keep (self, error);
  fovea_progress_clear (&self->progress);
  fovea_epoch_print (&result, self->arguments->epochs, last && kept ? self->arguments->model : NULL,
                     self->arguments->json);
  return kept;
}

/* Epoch by epoch, from wherever the trainer stands. */
static gboolean
train (Run *self, GError **error)
{
  int steps = fovea_trainer_get_steps_per_epoch (self->trainer);

  for (gint64 done = fovea_trainer_get_step (self->trainer) / steps; done < self->arguments->epochs; done++)
    if (!train_epoch (self, (int) done + 1, error) || !finish_epoch (self, (int) done + 1, error))
      return FALSE;
  return TRUE;
}

static gboolean
check (const Arguments *arguments, GError **error)
{
  if (arguments->model != NULL)
    return fovea_file_check_writable (arguments->model, error);
  if (!arguments->resume)
    return TRUE;
  g_set_error_literal (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                       _("--resume needs --model: the run is kept beside the model."));
  return FALSE;
}

static gboolean
run (gconstpointer data, GError **error)
{
  g_auto (Run) self = { .arguments = data, .keeper.lock = -1 };
  gboolean done = check (self.arguments, error) && start (&self, error) && train (&self, error);

  if (!done)
    fovea_progress_clear (&self.progress);
  return done;
}

const FoveaCommand fovea_command_train = {
  .name = "train",
  .summary = N_ ("Trains a net on labelled images, and measures it on those held back."),
  .options = options,
  .size = sizeof (Arguments),
  .run = run,
};
