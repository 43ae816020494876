/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done with runs: begun, started over, kept on the disk, opened and saved. */

#include "config.h"

#include "app/training-page-private.h"

#include "app/dialogs.h"
#include "app/race-view.h"
#include "app/rate-window.h"
#include "app/shipped-nets.h"
#include "dataset/data-folder.h"
#include "engine/model-file.h"
#include "engine/onnx.h"

#include <glib/gi18n-lib.h>

/* Runs */

void
fovea_training_page_set_session (FoveaTrainingPage *self, FoveaTrainingSession *session)
{
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  self->watched = NULL;
  g_signal_connect_swapped (session, "reported", G_CALLBACK (fovea_training_page_reported), self);
  fovea_training_page_show_run (self);
  fovea_training_page_reported (self);
}

/* The program sets the rows. */
void
fovea_training_page_fill_rows (FoveaTrainingPage *self, const char *net, const FoveaTrainingOptions *options)
{
  self->filling = TRUE;
  fovea_net_editor_set_text (self->editor, net);
  self->filling = FALSE;
  if (options)
    fovea_optimiser_editor_set_options (self->optimiser, options);
}

/* A fresh run of @spec, from the weights of @trained or by the seed. */
static void
begin (FoveaTrainingPage *self, FoveaNetSpec *spec, const FoveaNet *trained)
{
  FoveaTrainingOptions options = fovea_optimiser_editor_get_options (self->optimiser);
  g_autoptr (FoveaTrainingSession) session
    = fovea_training_session_new (spec, trained, self->dataset->train, self->dataset->test,
                                  (const char *const *) self->dataset->class_names, &options);

  fovea_training_page_set_session (self, session);
}

/* Pauses what was trained so far and keeps it, until undone or followed by another. */
void
fovea_training_page_keep_for_undo (FoveaTrainingPage *self)
{
  if (!fovea_training_page_has_trained (self))
    return;
  fovea_training_session_pause (self->session);
  g_set_object (&self->before, self->session);
  fovea_training_page_set_enabled (self, "undo", TRUE);
}

/* From its first mini-batch on a run is kept on the disk. */
static void
keep_run (FoveaTrainingPage *self)
{
  g_autofree char *folder = fovea_runs_folder (), *path = NULL;
  const char *source = fovea_data_chooser_get_source (self->data);
  g_autoptr (GError) error = NULL;

  if (fovea_training_session_get_path (self->session))
    return;
  path = fovea_runs_new_path (folder, source, &error);
  if (path)
    fovea_training_session_keep (self->session, path, source, self->dataset->seed, FOVEA_KEEP_SECONDS);
  else
    fovea_toast (GTK_WIDGET (self), error->message);
}

/* For edits that only a new run can take: a run that nothing has been trained in yet makes way at once. */
void
fovea_training_page_begin_if_fresh (FoveaTrainingPage *self)
{
  FoveaNetSpec *spec = fovea_net_editor_get_spec (self->editor);

  if (spec && self->dataset && !fovea_training_page_has_trained (self))
    begin (self, spec, NULL);
  else if (self->session)
    fovea_training_page_show_controls (self, fovea_training_session_get_report (self->session));
}

/* Experiments */

/* A single run begins at once, where the run of the page is; the others in the race. Their data are there. */
static void
begin_experiment (FoveaTrainingPage *self, const FoveaExperiment *experiment)
{
  GPtrArray *runners = fovea_experiment_make_runners (experiment);
  FoveaRunner *first = runners->pdata[0];
  GtkWidget *race = gtk_stack_get_child_by_name (self->views, "race");

  if (runners->len == 1)
    {
      fovea_training_page_keep_for_undo (self);
      fovea_training_page_fill_rows (self, first->net, &first->options);
      begin (self, fovea_net_editor_get_spec (self->editor), NULL);
      keep_run (self);
      fovea_training_session_run (self->session);
      gtk_stack_set_visible_child_name (self->views, "overview");
      g_ptr_array_unref (runners);
    }
  else
    {
      if (!self->session)
        fovea_training_page_begin_if_fresh (self);
      gtk_stack_set_visible_child (self->views, race);
      fovea_race_view_set_runners (FOVEA_RACE_VIEW (race), runners);
      gtk_widget_activate_action (race, "race.run", NULL);
    }
  self->watched = experiment;
  fovea_training_page_reported (self);
}

/* Begins with it, now or once its data are there. */
void
fovea_training_page_experiment (FoveaTrainingPage *self, const FoveaExperiment *experiment)
{
  if (g_strcmp0 (experiment->data, fovea_data_chooser_get_source (self->data)) == 0)
    {
      self->experiment = NULL;
      begin_experiment (self, experiment);
      return;
    }
  self->experiment = experiment;
  fovea_data_chooser_open_source (self->data, experiment->data, NULL);
}

/* Nets in files */

/* A run from the weights in a file, if that net is one for the data. */
static gboolean
load_net (FoveaTrainingPage *self, const char *path, GError **error)
{
  g_autoptr (FoveaNet) net = NULL;
  g_autofree char *text = NULL;
  FoveaNetSpec *spec;

  if (!self->dataset)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                   _ ("The images are still being read; open the net again in a moment."));
      return FALSE;
    }
  net = fovea_net_load (path, error);
  if (!net)
    return FALSE;
  spec = fovea_net_get_spec (net);
  if (!fovea_net_editor_check (self->editor, spec, error))
    return FALSE;
  text = fovea_net_spec_to_text (spec);
  fovea_training_page_keep_for_undo (self);
  fovea_training_page_fill_rows (self, text, NULL);
  begin (self, spec, net);
  return TRUE;
}

/* Opens a net, now or once the data are read: those that a shipped one was trained on; others go with any that fit. */
void
fovea_training_page_open_net (FoveaTrainingPage *self, const char *path)
{
  const char *data = fovea_shipped_net_get_data (path);
  gboolean there = data ? g_strcmp0 (data, fovea_data_chooser_get_source (self->data)) == 0
                        : self->dataset || !fovea_data_chooser_is_reading (self->data);
  g_autofree char *waiting = there ? NULL : g_strdup (path);
  g_autoptr (GError) error = NULL;

  if (there && !load_net (self, path, &error))
    fovea_toast (GTK_WIDGET (self), error->message);
  if (!there && data)
    fovea_data_chooser_open_source (self->data, data, NULL);
  g_free (self->pending_net);
  self->pending_net = g_steal_pointer (&waiting);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoveaTrainingPage) self = data;
  g_autoptr (GError) error = NULL;

  if (fovea_training_session_save_finish (FOVEA_TRAINING_SESSION (source), result, &error))
    fovea_toast (GTK_WIDGET (self), _ ("The net is saved."));
  else
    fovea_toast (GTK_WIDGET (self), error->message);
}

static void
save_chosen_cb (GFile *file, gpointer data)
{
  FoveaTrainingPage *self = data;
  g_autofree char *path = fovea_dialog_get_path (GTK_WIDGET (self), file);

  if (path && self->session)
    fovea_training_session_save_async (self->session, path, saved_cb, g_object_ref (self));
}

/* For other programs; written on a thread, from the net as the newest report has it. */
static void
export_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const char *path = g_object_get_data (G_OBJECT (task), "path");
  GError *error = NULL;

  if (fovea_net_export_onnx (fovea_still_get_net (data), path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    fovea_toast (GTK_WIDGET (source), _ ("The net is exported."));
  else
    fovea_toast (GTK_WIDGET (source), error->message);
}

static void
export_chosen_cb (GFile *file, gpointer data)
{
  FoveaTrainingPage *self = data;
  FoveaTrainingReport *report = self->session ? fovea_training_session_get_report (self->session) : NULL;
  g_autofree char *path = fovea_dialog_get_path (GTK_WIDGET (self), file);
  g_autoptr (GTask) task = NULL;

  if (!path || !report || !report->net)
    return;
  task = g_task_new (self, NULL, exported_cb, NULL);
  g_task_set_task_data (task, fovea_still_ref (report->net), (GDestroyNotify) fovea_still_unref);
  g_object_set_data_full (G_OBJECT (task), "path", g_steal_pointer (&path), g_free);
  g_task_run_in_thread (task, export_in_thread);
}

/* Actions */

static void
run_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoveaTrainingPage *self = data;

  keep_run (self);
  if (fovea_training_session_get_wants_to_run (self->session))
    fovea_training_session_pause (self->session);
  else
    fovea_training_session_run (self->session);
  fovea_training_page_show_controls (self, fovea_training_session_get_report (self->session));
}

static void
step_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoveaTrainingPage *self = data;

  keep_run (self);
  fovea_training_session_step (self->session);
  fovea_training_page_show_controls (self, fovea_training_session_get_report (self->session));
}

static void
start_over (FoveaTrainingPage *self)
{
  gboolean trained = fovea_training_page_has_trained (self);

  fovea_training_page_keep_for_undo (self);
  begin (self, fovea_net_editor_get_spec (self->editor), NULL);
  if (trained)
    fovea_toast_with_button (GTK_WIDGET (self), _ ("The run before is kept until the next start over."), _ ("_Undo"),
                             "training.undo");
}

static void
start_over_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  start_over (data);
}

/* Other first weights, another order of the images. */
static void
start_anew_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoveaTrainingPage *self = data;
  FoveaTrainingOptions options = fovea_optimiser_editor_get_options (self->optimiser);

  options.seed++;
  fovea_optimiser_editor_set_options (self->optimiser, &options);
  start_over (self);
}

/* After a divergence: from the best weights, at a tenth of the rate. */
static void
revive_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoveaTrainingPage *self = data;
  FoveaTrainingOptions options = *fovea_training_session_get_options (self->session);

  options.rate /= 10;
  fovea_optimiser_editor_set_options (self->optimiser, &options);
  fovea_training_session_revive (self->session, &options);
}

static void
rate_chosen_cb (FoveaTrainingPage *self, double rate)
{
  FoveaTrainingOptions options = fovea_optimiser_editor_get_options (self->optimiser);

  options.rate = rate;
  fovea_optimiser_editor_set_options (self->optimiser, &options);
  g_signal_emit_by_name (self->optimiser, "changed");
}

/* The run pauses: the two would take the processor from each other. */
static void
find_rate_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoveaTrainingPage *self = data;
  FoveaTrainingOptions options = fovea_optimiser_editor_get_options (self->optimiser);
  FoveaRateWindow *window;

  fovea_training_session_pause (self->session);
  window = fovea_rate_window_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                  fovea_training_session_get_spec (self->session), self->dataset->train, &options);
  g_signal_connect_object (window, "chosen", G_CALLBACK (rate_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static void
experiment_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const FoveaExperiment *experiment = fovea_experiments_find (g_variant_get_string (parameter, NULL));

  if (experiment)
    fovea_training_page_experiment (data, experiment);
}

static void
continue_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  fovea_training_page_continue (data, g_variant_get_string (parameter, NULL));
}

static void
continue_race_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  fovea_training_page_continue_race (data, g_variant_get_string (parameter, NULL));
}

static void
continue_last_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoveaTrainingPage *self = data;
  g_autoptr (FoveaRun) offer = g_steal_pointer (&self->offer);

  if (offer && offer->run->notes.race)
    fovea_training_page_continue_race (self, offer->run->notes.race);
  else if (offer)
    fovea_training_page_continue (self, offer->path);
}

/* Back to the run before the last start over, its net and its settings. */
static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoveaTrainingPage *self = data;
  g_autoptr (FoveaTrainingSession) before = g_steal_pointer (&self->before);
  g_autofree char *text = fovea_net_spec_to_text (fovea_training_session_get_spec (before));

  fovea_training_page_fill_rows (self, text, fovea_training_session_get_options (before));
  fovea_training_page_set_session (self, before);
  fovea_training_page_set_enabled (self, "undo", FALSE);
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoveaTrainingPage *self = data;
  g_autofree char *name = g_strdup_printf ("net-%s.safetensors", self->dataset->name);

  fovea_dialog_save (GTK_WIDGET (self), _ ("Save Net"), name, save_chosen_cb, self);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoveaTrainingPage *self = data;
  g_autofree char *name = g_strdup_printf ("net-%s.onnx", self->dataset->name);

  fovea_dialog_save (GTK_WIDGET (self), _ ("Export Net as ONNX"), name, export_chosen_cb, self);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoveaTrainingPage *self = data;
  g_autofree char *path = fovea_data_path ("nets", g_variant_get_string (parameter, NULL), NULL);

  fovea_training_page_open_net (self, path);
}

static void
view_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_stack_set_visible_child_name (FOVEA_TRAINING_PAGE (data)->views, g_variant_get_string (parameter, NULL));
}

static const GActionEntry action_entries[] = {
  { "run", run_cb },
  { "step", step_cb },
  { "start-over", start_over_cb },
  { "start-anew", start_anew_cb },
  { "undo", undo_cb },
  { "revive", revive_cb },
  { "find-rate", find_rate_cb },
  { "experiment", experiment_cb, "s" },
  { "continue", continue_cb, "s" },
  { "continue-race", continue_race_cb, "s" },
  { "continue-last", continue_last_cb },
  { "save", save_cb },
  { "export", export_cb },
  { "open", open_cb, "s" },
  { "view", view_cb, "s" },
};

/* Makes the actions of the page, "training.run" and so on. */
void
fovea_training_page_add_actions (FoveaTrainingPage *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), action_entries, G_N_ELEMENTS (action_entries), self);
}
