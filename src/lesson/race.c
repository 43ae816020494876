/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sessions next to each other. Results do not depend on the number of threads, so a run in a race is the run that it
 * would have been alone, only later. */

#include "config.h"

#include "lesson/race.h"

#include "lesson/runs.h"

#include <glib/gi18n-lib.h>

struct _FoveaRace
{
  GObject parent_instance;

  GPtrArray *sessions, *names;
  GPtrArray *paths; /* where they are kept; none yet if it is empty */
};

G_DEFINE_FINAL_TYPE (FoveaRace, fovea_race, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* "momentum, rate 0.02" */
char *
fovea_runner_name (const FoveaTrainingOptions *options)
{
  return g_strdup_printf (_("%s, rate %g"), fovea_optimiser_name (options->optimiser), options->rate);
}

FoveaRunner *
fovea_runner_new (const char *name, const char *net, const FoveaTrainingOptions *options)
{
  FoveaRunner *self = g_new0 (FoveaRunner, 1);

  self->name = g_strdup (name);
  self->net = g_strdup (net);
  self->options = *options;
  return self;
}

/* What a run that was kept is to do. */
FoveaRunner *
fovea_runner_new_continued (const FoveaCheckpoint *checkpoint)
{
  g_autofree char *net = fovea_net_spec_to_text (checkpoint->spec);
  const FoveaTrainingOptions *options = &checkpoint->options;
  g_autofree char *name = fovea_runner_name (options);

  return fovea_runner_new (checkpoint->notes.name ? checkpoint->notes.name : name, net, options);
}

void
fovea_runner_free (FoveaRunner *self)
{
  g_free (self->name);
  g_free (self->net);
  g_free (self);
}

static void
reported_cb (FoveaRace *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
fovea_race_dispose (GObject *object)
{
  fovea_race_stop (FOVEA_RACE (object));
  g_clear_pointer (&FOVEA_RACE (object)->sessions, g_ptr_array_unref);
  g_clear_pointer (&FOVEA_RACE (object)->names, g_ptr_array_unref);
  g_clear_pointer (&FOVEA_RACE (object)->paths, g_ptr_array_unref);
  G_OBJECT_CLASS (fovea_race_parent_class)->dispose (object);
}

static void
fovea_race_class_init (FoveaRaceClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fovea_race_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
fovea_race_init (FoveaRace *self)
{
  self->sessions = g_ptr_array_new_with_free_func (g_object_unref);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->paths = g_ptr_array_new_with_free_func (g_free);
}

static int
share_threads (guint runners)
{
  return MAX (g_get_num_processors () / MAX (runners, 1), 1);
}

/* Takes over @session. */
static void
add_session (FoveaRace *self, FoveaTrainingSession *session, const char *name)
{
  g_signal_connect_object (session, "reported", G_CALLBACK (reported_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->sessions, session);
  g_ptr_array_add (self->names, g_strdup (name));
}

static gboolean
add (FoveaRace *self, FoveaDataset *dataset, const FoveaRunner *runner, int threads, GError **error)
{
  FoveaShape input = { dataset->train->w, dataset->train->h, dataset->train->c };
  g_autoptr (FoveaNetSpec) spec = fovea_net_spec_open (runner->net, &input, error);
  FoveaTrainingOptions options = runner->options;

  if (!spec || !fovea_net_spec_check (spec, error))
    return FALSE;
  options.threads = threads;
  add_session (self, fovea_training_session_new (spec, NULL, dataset->train, dataset->test,
                                                 (const char *const *) dataset->class_names, &options),
               runner->name);
  return TRUE;
}

/**
 * fovea_race_new: (constructor)
 * @runners: (element-type FoveaRunner): FOVEA_RACE_LEAST to FOVEA_RACE_MOST of them
 *
 * Returns: (nullable): NULL if one of the nets is none that can be trained; the error says which and why
 */
FoveaRace *
fovea_race_new (FoveaDataset *dataset, GPtrArray *runners, GError **error)
{
  g_autoptr (FoveaRace) self = g_object_new (FOVEA_TYPE_RACE, NULL);
  int threads = share_threads (runners->len);

  g_return_val_if_fail (runners->len >= FOVEA_RACE_LEAST && runners->len <= FOVEA_RACE_MOST, NULL);
  for (guint i = 0; i < runners->len; i++)
    if (!add (self, dataset, runners->pdata[i], threads, error))
      {
        g_prefix_error (error, _("%s: "), ((FoveaRunner *) runners->pdata[i])->name);
        return NULL;
      }
  return g_steal_pointer (&self);
}

/**
 * fovea_race_new_continued: (constructor)
 * @checkpoints: (element-type FoveaCheckpoint) (transfer full): where the runs are, in their order
 *
 * Each goes on as if it had never been interrupted; one that cannot says so in its report. The places where they were
 * kept remain theirs: fovea_race_keep() uses them again.
 */
FoveaRace *
fovea_race_new_continued (FoveaDataset *dataset, GPtrArray *checkpoints)
{
  FoveaRace *self = g_object_new (FOVEA_TYPE_RACE, NULL);
  int threads = share_threads (checkpoints->len);

  for (guint i = 0; i < checkpoints->len; i++)
    {
      FoveaCheckpoint *checkpoint = checkpoints->pdata[i];
      g_autoptr (FoveaRunner) runner = fovea_runner_new_continued (checkpoint);

      checkpoint->options.threads = threads;
      g_ptr_array_add (self->paths, g_strdup (checkpoint->path));
      add_session (self, fovea_training_session_new_continued (checkpoint, dataset->train, dataset->test,
                                                               (const char *const *) dataset->class_names),
                   runner->name);
    }
  g_ptr_array_set_free_func (checkpoints, NULL);
  g_ptr_array_unref (checkpoints);
  return self;
}

/* Places for new runs of one race, which their order can be told from. */
static gboolean
find_places (FoveaRace *self, const char *folder, const char *data, GError **error)
{
  g_autofree char *race = g_uuid_string_random ();

  for (guint i = 0; i < self->sessions->len; i++)
    {
      g_autofree char *numbered = g_strdup_printf ("%s-%u", data, i + 1);
      char *path = fovea_runs_new_path (folder, numbered, error);

      if (!path)
        return FALSE;
      g_ptr_array_add (self->paths, path);
      fovea_training_session_enter_race (self->sessions->pdata[i], race, self->names->pdata[i]);
    }
  return TRUE;
}

/**
 * fovea_race_keep:
 * @folder: where runs are kept
 * @data: what they train on, as fovea_dataset_open() takes it, with @seed
 * @seconds: from one time to the next
 *
 * Writes each of them to the disk from now on, as fovea_training_session_keep() does. A second time it does nothing.
 *
 * Returns: FALSE with FOVEA_ERROR_FILE if there is no place for them
 */
gboolean
fovea_race_keep (FoveaRace *self, const char *folder, const char *data, guint64 seed, double seconds,
                 GError **error)
{
  if (self->paths->len == 0 && !find_places (self, folder, data, error))
    {
      g_ptr_array_set_size (self->paths, 0);
      return FALSE;
    }
  for (guint i = 0; i < self->sessions->len; i++)
    if (!fovea_training_session_get_path (self->sessions->pdata[i]))
      fovea_training_session_keep (self->sessions->pdata[i], self->paths->pdata[i], data, seed, seconds);
  return TRUE;
}

/* Starts those that are not at their end, or lets them go on. */
void
fovea_race_run (FoveaRace *self)
{
  for (guint i = 0; i < self->sessions->len; i++)
    fovea_training_session_run (self->sessions->pdata[i]);
  reported_cb (self);
}

void
fovea_race_pause (FoveaRace *self)
{
  for (guint i = 0; i < self->sessions->len; i++)
    fovea_training_session_pause (self->sessions->pdata[i]);
  reported_cb (self);
}

/* For good; what they have shown so far stays. */
void
fovea_race_stop (FoveaRace *self)
{
  for (guint i = 0; self->sessions && i < self->sessions->len; i++)
    fovea_training_session_stop (self->sessions->pdata[i]);
}

gboolean
fovea_race_get_wants_to_run (FoveaRace *self)
{
  for (guint i = 0; i < self->sessions->len; i++)
    if (fovea_training_session_get_wants_to_run (self->sessions->pdata[i]))
      return TRUE;
  return FALSE;
}

/* Whether all have done their epochs, or cannot go on. */
gboolean
fovea_race_is_over (FoveaRace *self)
{
  for (guint i = 0; i < self->sessions->len; i++)
    {
      FoveaTrainingReport *report = fovea_training_session_get_report (self->sessions->pdata[i]);

      if (!report || report->state == FOVEA_TRAINING_PAUSED || report->state == FOVEA_TRAINING_RUNNING)
        return FALSE;
    }
  return TRUE;
}

/* Whether anybody has learned anything. */
gboolean
fovea_race_has_begun (FoveaRace *self)
{
  for (guint i = 0; i < self->sessions->len; i++)
    if (fovea_training_session_get_training_curve (self->sessions->pdata[i])->len > 0)
      return TRUE;
  return FALSE;
}

int
fovea_race_get_n (FoveaRace *self)
{
  return self->sessions->len;
}

const char *
fovea_race_get_name (FoveaRace *self, int i)
{
  return self->names->pdata[i];
}

FoveaTrainingSession *
fovea_race_get_session (FoveaRace *self, int i)
{
  return self->sessions->pdata[i];
}
