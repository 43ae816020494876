/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sessions next to each other. Results do not depend on the number of threads, so a run in a race is the run that it
 * would have been alone, only later. */

#include "config.h"

#include "lesson/race.h"

#include <glib/gi18n-lib.h>

struct _FoveaRace
{
  GObject parent_instance;

  GPtrArray *sessions, *names;
};

G_DEFINE_FINAL_TYPE (FoveaRace, fovea_race, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

FoveaRunner *
fovea_runner_new (const char *name, const char *net, const FoveaTrainingOptions *options)
{
  FoveaRunner *self = g_new0 (FoveaRunner, 1);

  self->name = g_strdup (name);
  self->net = g_strdup (net);
  self->options = *options;
  return self;
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
}

static gboolean
add (FoveaRace *self, FoveaDataset *dataset, const FoveaRunner *runner, int threads, GError **error)
{
  FoveaShape input = { dataset->train->w, dataset->train->h, dataset->train->c };
  g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse (runner->net, &input, error);
  FoveaTrainingOptions options = runner->options;
  FoveaTrainingSession *session;

  if (!spec || !fovea_net_spec_check (spec, error))
    return FALSE;
  options.threads = threads;
  session = fovea_training_session_new (spec, NULL, dataset->train, dataset->test,
                                        (const char *const *) dataset->class_names, &options);
  g_signal_connect_object (session, "reported", G_CALLBACK (reported_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->sessions, session);
  g_ptr_array_add (self->names, g_strdup (runner->name));
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
  int threads = MAX (g_get_num_processors () / MAX (runners->len, 1), 1);

  g_return_val_if_fail (runners->len >= FOVEA_RACE_LEAST && runners->len <= FOVEA_RACE_MOST, NULL);
  for (guint i = 0; i < runners->len; i++)
    if (!add (self, dataset, runners->pdata[i], threads, error))
      {
        g_prefix_error (error, _("%s: "), ((FoveaRunner *) runners->pdata[i])->name);
        return NULL;
      }
  return g_steal_pointer (&self);
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
