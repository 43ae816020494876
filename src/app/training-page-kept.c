/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs and races that were kept on the disk, and how one goes on with them: where their data are not those of the page,
 * they wait until these are read. */

#include "config.h"

#include "app/training-page-private.h"

#include "app/race-view.h"
#include "app/settings.h"
#include "lesson/run-keeper.h"

#include <glib/gi18n-lib.h>

static GPtrArray *
make_list (FoveaCheckpoint *checkpoint)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) fovea_checkpoint_free);

  if (checkpoint)
    g_ptr_array_add (list, checkpoint);
  return list;
}

/* Goes on with a run whose data are there; takes it over. */
static void
go_on (FoveaTrainingPage *self, FoveaCheckpoint *checkpoint)
{
  g_autofree char *text = fovea_net_spec_to_text (checkpoint->spec), *path = g_strdup (checkpoint->path);
  g_autofree char *source = g_strdup (checkpoint->notes.data);
  g_autoptr (FoveaTrainingSession) session = NULL;
  g_autoptr (GError) error = NULL;

  if (!fovea_net_editor_check (self->editor, checkpoint->spec, &error))
    {
      fovea_toast (GTK_WIDGET (self), error->message);
      fovea_checkpoint_free (checkpoint);
      return;
    }
  fovea_training_page_keep_for_undo (self);
  fovea_training_page_fill_rows (self, text, &checkpoint->options);
  session = fovea_training_session_new_continued (checkpoint, self->dataset->train, self->dataset->test,
                                                  (const char *const *) self->dataset->class_names);
  fovea_training_session_keep (session, path, source, self->dataset->seed, FOVEA_KEEP_SECONDS);
  fovea_training_page_set_session (self, session);
}

/* The same with a race; takes over the list. */
static void
go_on_race (FoveaTrainingPage *self, GPtrArray *checkpoints)
{
  GtkWidget *race = gtk_stack_get_child_by_name (self->views, "race");

  if (!self->session)
    fovea_training_page_begin_if_fresh (self);
  fovea_race_view_go_on (FOVEA_RACE_VIEW (race), checkpoints);
  gtk_stack_set_visible_child (self->views, race);
  if (self->session)
    fovea_training_page_reported (self);
}

/* Goes on with what waited for its data. */
void
fovea_training_page_go_on_pending (FoveaTrainingPage *self)
{
  GPtrArray *checkpoints = g_steal_pointer (&self->pending);

  if (checkpoints->len > 1)
    {
      go_on_race (self, checkpoints);
      return;
    }
  go_on (self, g_ptr_array_steal_index (checkpoints, 0));
  g_ptr_array_unref (checkpoints);
}

/* Whether the data of the page are those that a run waits for. */
gboolean
fovea_training_page_has_pending_data (FoveaTrainingPage *self)
{
  FoveaCheckpoint *first = self->pending ? self->pending->pdata[0] : NULL;

  return first && fovea_data_chooser_has_data_of (self->data, first);
}

/* Goes on with a run, or with those of a race, now or once their data are read. Takes over the list. */
static void
go_on_with_data (FoveaTrainingPage *self, GPtrArray *checkpoints)
{
  FoveaCheckpoint *first = checkpoints->pdata[0];

  g_clear_pointer (&self->pending, g_ptr_array_unref);
  self->pending = checkpoints;
  if (fovea_training_page_has_pending_data (self))
    fovea_training_page_go_on_pending (self);
  else
    fovea_data_chooser_open_data_of (self->data, first);
}

/* Goes on with the run in a file, or says why that cannot be. Returns: whether it is a run at all */
gboolean
fovea_training_page_continue (FoveaTrainingPage *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoveaCheckpoint) checkpoint = fovea_checkpoint_load (path, &error);

  if (checkpoint && fovea_run_keeper_is_open (path))
    fovea_toast (GTK_WIDGET (self), _ ("This run is open already."));
  else if (checkpoint)
    go_on_with_data (self, make_list (g_steal_pointer (&checkpoint)));
  else
    fovea_toast (GTK_WIDGET (self), error->message);
  return error == NULL;
}

/* Goes on with all runs of a race, or says why that cannot be. */
void
fovea_training_page_continue_race (FoveaTrainingPage *self, const char *race)
{
  g_autofree char *folder = fovea_runs_folder ();
  g_autoptr (GPtrArray) runs = fovea_runs_list (folder), racers = fovea_runs_of_race (runs, race);
  g_autoptr (GPtrArray) checkpoints = make_list (NULL);

  for (guint i = 0; i < racers->len; i++)
    {
      g_autoptr (GError) error = NULL;
      FoveaCheckpoint *checkpoint = fovea_checkpoint_load (((FoveaRun *) racers->pdata[i])->path, &error);

      if (!checkpoint)
        {
          fovea_toast (GTK_WIDGET (self), error->message);
          return;
        }
      g_ptr_array_add (checkpoints, checkpoint);
    }
  if (checkpoints->len > 0)
    go_on_with_data (self, g_steal_pointer (&checkpoints));
  else
    fovea_toast (GTK_WIDGET (self), _ ("The runs of this race are not all there, or one of them is open."));
}

/* Whether there is something left to do in the run, or in its race. */
static gboolean
can_go_on (const GPtrArray *runs, const FoveaRun *run)
{
  g_autoptr (GPtrArray) race = run->run ? fovea_runs_of_race (runs, run->run->notes.race) : NULL;

  return fovea_run_is_unfinished (run) || (race && race->len > 0);
}

/* The newest run, if it is not finished and nobody has said that they do not want it; of a race, a run that is not. */
void
fovea_training_page_find_offer (FoveaTrainingPage *self)
{
  g_autofree char *folder = fovea_runs_folder (), *name = NULL;
  g_autofree char *declined = g_settings_get_string (fovea_settings_get (), "declined-run");
  g_autoptr (GPtrArray) runs = NULL;

  fovea_runs_purge (folder);
  runs = fovea_runs_list (folder);
  if (runs->len == 0 || !can_go_on (runs, runs->pdata[0]))
    return;
  name = g_path_get_basename (((FoveaRun *) runs->pdata[0])->path);
  if (!g_str_equal (name, declined))
    self->offer = g_ptr_array_steal_index (runs, 0);
}
