/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A run and its file: written when it is time to, when it rests and when it ends; what cannot be written is said. */

#include "config.h"

#include "lesson/training-run.h"

#include <glib/gi18n-lib.h>

static FoveaRunNotes
make_notes (const FoveaTrainingRun *self)
{
  return (FoveaRunNotes){
    .data = self->data,
    .data_seed = self->data_seed,
    .seconds = self->seconds,
    .running = self->running,
    .began_trained = self->began_trained,
    .sweeping = self->silent_sweep ? 0 : fovea_validation_get_sweep (self->validation),
    .swept_step = self->swept_step,
    .training = self->training_curve,
    .validation = self->validation_curve,
    .health = self->health,
    .history = self->history,
    .race = self->race,
    .name = self->name,
  };
}

/**
 * fovea_training_run_keep_in:
 * @path: (nullable): the file; NULL keeps it nowhere
 * @data: what it trains on, as fovea_dataset_open() takes it, with @seed
 * @seconds: from one time to the next
 */
void
fovea_training_run_keep_in (FoveaTrainingRun *self, const char *path, const char *data, guint64 seed,
                            double seconds)
{
  g_autoptr (GError) error = NULL;

  fovea_run_keeper_clear (&self->keeper);
  g_free (self->data);
  self->data = g_strdup (data);
  self->data_seed = seed;
  g_clear_pointer (&self->warning, g_free);
  if (!fovea_run_keeper_init (&self->keeper, path, seconds, &error))
    {
      self->warning = g_strdup (error->message);
      self->dirty = self->urgent = TRUE;
    }
}

/* A sweep under way will have a point to add, so such a file is not the last of its step. */
static void
keep (FoveaTrainingRun *self)
{
  FoveaRunNotes notes = make_notes (self);
  gint64 started = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  gboolean kept = fovea_checkpoint_save (self->keeper.path, self->trainer, &notes, &error);

  fovea_run_keeper_wrote (&self->keeper, started);
  self->saved_step = notes.sweeping > 0 ? -1 : fovea_trainer_get_step (self->trainer);
  self->dirty |= kept == (self->warning != NULL);
  g_clear_pointer (&self->warning, g_free);
  if (!kept)
    self->warning = g_strdup_printf (_("The run cannot be kept on the disk, and is lost when the program ends: %s"),
                                     error->message);
}

/**
 * fovea_training_run_keep:
 * @last: there is no other time
 *
 * Writes the run to the disk if it is time to, or if it is at rest and has not been written as it is. One that was
 * only looked at is not worth it; one that was started is, within its first milliseconds.
 */
void
fovea_training_run_keep (FoveaTrainingRun *self, gboolean last)
{
  gint64 step = self->trainer ? fovea_trainer_get_step (self->trainer) : 0;
  gboolean rests = last || !fovea_training_run_has_work (self);

  if (self->keeper.path == NULL || (step == 0 && !self->running))
    return;
  if ((step != self->saved_step && (rests || fovea_run_keeper_is_due (&self->keeper))) || (last && self->warning))
    keep (self);
}
