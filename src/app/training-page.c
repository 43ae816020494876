/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Training page. A run is a FoveaTrainingSession; a change that a running net cannot take (another net, another
 * seed) begins a new one: at once while nothing has been trained yet, else at the next start over. Starting over keeps
 * the run before, paused, until it is undone or the next one takes its place. Other data end a run. */

#include "config.h"

#include "app/training-page.h"

#include "app/data-chooser.h"
#include "app/dialogs.h"
#include "app/net-editor.h"
#include "app/optimiser-editor.h"
#include "app/run-bar.h"
#include "app/training-views.h"
#include "dataset/data-folder.h"
#include "engine/model-file.h"
#include "engine/optimiser.h"
#include "lesson/arrays.h"
#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

struct _FoveaTrainingPage
{
  FoveaPage parent_instance;

  GtkStack *views;
  GtkWidget *switcher; /* and what it scrolls in */
  GtkLabel *loading;
  GtkRevealer *notice;
  GtkLabel *notice_label;
  GMenu *models_menu;
  FoveaDataChooser *data;
  FoveaNetEditor *editor;
  FoveaOptimiserEditor *optimiser;
  FoveaRunBar *bar;

  GSimpleActionGroup *actions;
  FoveaDataset *dataset; /* the chooser's */
  FoveaTrainingSession *session, *before; /* the one before the last start over, to undo that */
  gboolean filling;                       /* the rows are being set by the program */
};

G_DEFINE_FINAL_TYPE (FoveaTrainingPage, fovea_training_page, FOVEA_TYPE_PAGE)

static gboolean
has_trained (FoveaTrainingSession *session)
{
  return session && fovea_training_session_get_training_curve (session)->len > 0;
}

/* What the run shows */

static void
set_enabled (FoveaTrainingPage *self, const char *action, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), action)),
                               enabled);
}

static const char *
choose_notice (FoveaTrainingPage *self, const FoveaTrainingReport *report)
{
  if (report && report->state == FOVEA_TRAINING_STOPPED)
    return report->message;
  if (report && report->state == FOVEA_TRAINING_FINISHED)
    return _ ("All epochs are done. Save the net, look at its mistakes, or raise the number of epochs to go on.");
  return NULL;
}

/* Whether the text of the net is that of the run. */
static gboolean
has_own_net (FoveaTrainingPage *self)
{
  FoveaNetSpec *spec = fovea_net_editor_get_spec (self->editor);
  g_autofree char *one = NULL, *other = NULL;

  if (!spec || !self->session)
    return FALSE;
  one = fovea_net_spec_to_text (spec);
  other = fovea_net_spec_to_text (fovea_training_session_get_spec (self->session));
  return g_strcmp0 (one, other) == 0;
}

static void
show_controls (FoveaTrainingPage *self, const FoveaTrainingReport *report)
{
  gboolean running = self->session && fovea_training_session_get_wants_to_run (self->session);
  gboolean able = report && (report->state == FOVEA_TRAINING_PAUSED || report->state == FOVEA_TRAINING_RUNNING);
  const char *notice = choose_notice (self, report);

  fovea_run_bar_set_running (self->bar, running);
  set_enabled (self, "run", able);
  set_enabled (self, "step", able);
  set_enabled (self, "save", report && report->n_maps > 0);
  set_enabled (self, "start-over", fovea_net_editor_get_spec (self->editor) && self->session);
  if (notice)
    gtk_label_set_text (self->notice_label, notice);
  gtk_revealer_set_reveal_child (self->notice, notice != NULL);
  fovea_net_editor_set_note (self->editor, has_trained (self->session) && fovea_net_editor_get_spec (self->editor)
                                               && !has_own_net (self)
                                             ? _ ("Takes effect when you start over.")
                                             : NULL);
}

static void
reported_cb (FoveaTrainingPage *self)
{
  FoveaTrainingReport *report = fovea_training_session_get_report (self->session);

  if (report)
    fovea_run_bar_show (self->bar, report);
  show_controls (self, report);
}

/* Views */

static FoveaTrainingView *
get_view (FoveaTrainingPage *self)
{
  return FOVEA_TRAINING_VIEW (gtk_stack_get_visible_child (self->views));
}

static void
add_views (FoveaTrainingPage *self)
{
  guint n;
  const FoveaTrainingViewEntry *entries = fovea_training_views_get (&n);

  for (guint i = 0; i < n; i++)
    gtk_stack_add_titled (self->views, g_object_new (entries[i].get_type (), NULL), entries[i].name,
                          _ (entries[i].title));
  gtk_widget_set_visible (self->switcher, n > 1);
}

/* Tells every view of the run. */
static void
show_run (FoveaTrainingPage *self)
{
  GtkWidget *view = gtk_widget_get_first_child (GTK_WIDGET (self->views));

  for (; view; view = gtk_widget_get_next_sibling (view))
    fovea_training_view_set_run (FOVEA_TRAINING_VIEW (view), self->dataset, self->session);
}

/* The next view, or with @by −1 the one before. */
static void
turn_to_view (FoveaTrainingPage *self, int by)
{
  guint n, at = 0;
  const FoveaTrainingViewEntry *entries = fovea_training_views_get (&n);

  while (at + 1 < n && g_strcmp0 (entries[at].name, gtk_stack_get_visible_child_name (self->views)) != 0)
    at++;
  gtk_stack_set_visible_child_name (self->views, entries[(at + n + by) % n].name);
}

/* Runs */

static void
set_session (FoveaTrainingPage *self, FoveaTrainingSession *session)
{
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  g_signal_connect_swapped (session, "reported", G_CALLBACK (reported_cb), self);
  show_run (self);
  reported_cb (self);
}

/* A fresh run of @spec, from the weights of @trained or by the seed. */
static void
begin (FoveaTrainingPage *self, FoveaNetSpec *spec, const FoveaNet *trained)
{
  FoveaTrainingOptions options = fovea_optimiser_editor_get_options (self->optimiser);
  g_autoptr (FoveaTrainingSession) session
    = fovea_training_session_new (spec, trained, self->dataset->train, self->dataset->test,
                                  (const char *const *) self->dataset->class_names, &options);

  set_session (self, session);
}

/* Pauses what was trained so far and keeps it, until undone or followed by another. */
static void
keep_for_undo (FoveaTrainingPage *self)
{
  if (!has_trained (self->session))
    return;
  fovea_training_session_pause (self->session);
  g_set_object (&self->before, self->session);
  set_enabled (self, "undo", TRUE);
}

/* For edits that only a new run can take: a run that nothing has been trained in yet makes way at once. */
static void
begin_if_fresh (FoveaTrainingPage *self)
{
  FoveaNetSpec *spec = fovea_net_editor_get_spec (self->editor);

  if (spec && self->dataset && !has_trained (self->session))
    begin (self, spec, NULL);
  else if (self->session)
    show_controls (self, fovea_training_session_get_report (self->session));
}

static void
net_changed_cb (FoveaTrainingPage *self)
{
  if (!self->filling && !has_own_net (self))
    begin_if_fresh (self);
}

/* At once, but for another seed, which only another run can take. */
static void
option_changed_cb (FoveaTrainingPage *self)
{
  FoveaTrainingOptions options = fovea_optimiser_editor_get_options (self->optimiser);
  guint64 seed = options.seed;

  if (!self->session)
    return;
  options.seed = fovea_training_session_get_options (self->session)->seed;
  fovea_training_session_set_options (self->session, &options);
  if (seed != options.seed)
    begin_if_fresh (self);
}

/* Data */

/* The run on the data before ends; the net stays if it is one for the new data too. */
static void
use_data (FoveaTrainingPage *self, FoveaDataset *dataset)
{
  FoveaShape input = { dataset->train->w, dataset->train->h, dataset->train->c };

  self->dataset = dataset;
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  show_run (self);
  g_clear_object (&self->before);
  set_enabled (self, "undo", FALSE);
  self->filling = TRUE;
  fovea_net_editor_set_data (self->editor, &input, dataset->train->classes);
  if (!fovea_net_editor_get_spec (self->editor))
    fovea_net_editor_choose_first (self->editor);
  self->filling = FALSE;
  begin_if_fresh (self);
}

static void
data_changed_cb (FoveaTrainingPage *self, FoveaDataChooser *chooser)
{
  FoveaDataset *dataset = fovea_data_chooser_get_dataset (chooser);
  const char *message = fovea_data_chooser_get_message (chooser);

  gtk_label_set_text (self->loading, message ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->loading), message != NULL);
  if (self->session && fovea_data_chooser_is_reading (chooser))
    fovea_training_session_pause (self->session);
  if (dataset && dataset != self->dataset)
    use_data (self, dataset);
  else if (self->session)
    reported_cb (self);
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
  keep_for_undo (self);
  self->filling = TRUE;
  fovea_net_editor_set_text (self->editor, text);
  self->filling = FALSE;
  begin (self, spec, net);
  return TRUE;
}

static void
open_net (FoveaTrainingPage *self, const char *path)
{
  g_autoptr (GError) error = NULL;

  if (!load_net (self, path, &error))
    fovea_toast (GTK_WIDGET (self), error->message);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The trained nets that come with the program. */
static void
fill_models (FoveaTrainingPage *self)
{
  g_autofree char *folder = fovea_data_path ("nets", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GMenu) shipped = g_menu_new ();
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    if (g_str_has_suffix (name, ".safetensors"))
      g_ptr_array_add (names, g_strndup (name, strlen (name) - strlen (".safetensors")));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (names->pdata[i], NULL);
      g_autofree char *file = g_strconcat (names->pdata[i], ".safetensors", NULL);

      g_menu_item_set_action_and_target (item, "training.open", "s", file);
      g_menu_append_item (shipped, item);
    }
  g_menu_prepend_section (self->models_menu, _ ("Trained by this program"), G_MENU_MODEL (shipped));
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
  g_autofree char *path = g_file_get_path (file);

  if (self->session)
    fovea_training_session_save_async (self->session, path, saved_cb, g_object_ref (self));
}

/* Actions */

static void
run_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoveaTrainingPage *self = data;

  if (fovea_training_session_get_wants_to_run (self->session))
    fovea_training_session_pause (self->session);
  else
    fovea_training_session_run (self->session);
  show_controls (self, fovea_training_session_get_report (self->session));
}

static void
step_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoveaTrainingPage *self = data;

  fovea_training_session_step (self->session);
  show_controls (self, fovea_training_session_get_report (self->session));
}

static void
start_over_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoveaTrainingPage *self = data;
  gboolean trained = has_trained (self->session);

  keep_for_undo (self);
  begin (self, fovea_net_editor_get_spec (self->editor), NULL);
  if (trained)
    fovea_toast_with_button (GTK_WIDGET (self), _ ("The run before is kept until the next start over."), _ ("_Undo"),
                             "training.undo");
}

/* Back to the run before the last start over, its net and its settings. */
static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoveaTrainingPage *self = data;
  g_autoptr (FoveaTrainingSession) before = g_steal_pointer (&self->before);
  g_autofree char *text = fovea_net_spec_to_text (fovea_training_session_get_spec (before));

  self->filling = TRUE;
  fovea_net_editor_set_text (self->editor, text);
  self->filling = FALSE;
  fovea_optimiser_editor_set_options (self->optimiser, fovea_training_session_get_options (before));
  set_session (self, before);
  set_enabled (self, "undo", FALSE);
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoveaTrainingPage *self = data;
  g_autofree char *name = g_strdup_printf ("net-%s.safetensors", self->dataset->name);

  fovea_dialog_save (GTK_WIDGET (self), _ ("Save Net"), name, save_chosen_cb, self);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoveaTrainingPage *self = data;
  g_autofree char *path = fovea_data_path ("nets", g_variant_get_string (parameter, NULL), NULL);

  open_net (self, path);
}

static const GActionEntry action_entries[] = {
  { "run", run_cb },   { "step", step_cb }, { "start-over", start_over_cb },
  { "undo", undo_cb }, { "save", save_cb }, { "open", open_cb, "s" },
};

/* Keys */

static gboolean
fovea_training_page_key_pressed (FoveaPage *page, guint key, GdkModifierType state)
{
  FoveaTrainingPage *self = FOVEA_TRAINING_PAGE (page);

  if (state == GDK_CONTROL_MASK && (key == GDK_KEY_Page_Down || key == GDK_KEY_Page_Up))
    {
      turn_to_view (self, key == GDK_KEY_Page_Down ? 1 : -1);
      return TRUE;
    }
  if (!self->session || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)))
    return FALSE;
  if (fovea_training_view_key_pressed (get_view (self), key, state))
    return TRUE;
  switch (gdk_keyval_to_lower (key))
    {
    case GDK_KEY_space:
      g_action_group_activate_action (G_ACTION_GROUP (self->actions), "run", NULL);
      return TRUE;
    case GDK_KEY_s:
    case GDK_KEY_Right:
      g_action_group_activate_action (G_ACTION_GROUP (self->actions), "step", NULL);
      return TRUE;
    default:
      return FALSE;
    }
}

/* A folder is a data set; a file is a net. */
static void
fovea_training_page_open (FoveaPage *page, GFile *file)
{
  FoveaTrainingPage *self = FOVEA_TRAINING_PAGE (page);
  g_autofree char *path = g_file_get_path (file);

  if (!path)
    fovea_toast (GTK_WIDGET (self), _ ("Only files of this machine can be opened."));
  else if (g_file_test (path, G_FILE_TEST_IS_DIR))
    fovea_data_chooser_open_folder (self->data, file);
  else
    open_net (self, path);
}

static GtkFileFilter *
fovea_training_page_create_filter (FoveaPage *page)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Nets (safetensors)"));
  gtk_file_filter_add_suffix (filter, "safetensors");
  return filter;
}

static void
fovea_training_page_focus_default (FoveaPage *page)
{
  gtk_widget_child_focus (GTK_WIDGET (get_view (FOVEA_TRAINING_PAGE (page))), GTK_DIR_TAB_FORWARD);
}

static FoveaSceneView *
fovea_training_page_get_scene_view (FoveaPage *page)
{
  return fovea_training_view_get_scene_view (get_view (FOVEA_TRAINING_PAGE (page)));
}

static GPtrArray *
fovea_training_page_list_numbers (FoveaPage *page)
{
  FoveaTrainingSession *session = FOVEA_TRAINING_PAGE (page)->session;

  return session ? fovea_training_session_list_arrays (session) : fovea_arrays_new ();
}

/* Object */

static void
fovea_training_page_dispose (GObject *object)
{
  FoveaTrainingPage *self = FOVEA_TRAINING_PAGE (object);

  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_object (&self->before);
  g_clear_object (&self->actions);
  gtk_widget_dispose_template (GTK_WIDGET (object), FOVEA_TYPE_TRAINING_PAGE);
  G_OBJECT_CLASS (fovea_training_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainingPage, views);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainingPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainingPage, loading);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainingPage, notice);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainingPage, notice_label);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainingPage, models_menu);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainingPage, data);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainingPage, editor);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainingPage, optimiser);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainingPage, bar);
  gtk_widget_class_bind_template_callback (widget_class, data_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, net_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, option_changed_cb);
}

static void
fovea_training_page_class_init (FoveaTrainingPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  FoveaPageClass *page_class = FOVEA_PAGE_CLASS (class);

  object_class->dispose = fovea_training_page_dispose;
  page_class->key_pressed = fovea_training_page_key_pressed;
  page_class->open = fovea_training_page_open;
  page_class->create_filter = fovea_training_page_create_filter;
  page_class->focus_default = fovea_training_page_focus_default;
  page_class->get_view = fovea_training_page_get_scene_view;
  page_class->list_numbers = fovea_training_page_list_numbers;

  g_type_ensure (FOVEA_TYPE_DATA_CHOOSER);
  g_type_ensure (FOVEA_TYPE_NET_EDITOR);
  g_type_ensure (FOVEA_TYPE_OPTIMISER_EDITOR);
  g_type_ensure (FOVEA_TYPE_RUN_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/training-page.ui");
  bind_template (widget_class);
}

static void
fovea_training_page_init (FoveaTrainingPage *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), action_entries, G_N_ELEMENTS (action_entries), self);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "training", G_ACTION_GROUP (self->actions));
  gtk_widget_insert_action_group (fovea_page_get_actions (FOVEA_PAGE (self)), "training",
                                  G_ACTION_GROUP (self->actions));
  add_views (self);
  fovea_net_editor_set_text (self->editor, fovea_net_spec_named ("lenet-5"));
  fill_models (self);
  set_enabled (self, "undo", FALSE);
  show_controls (self, NULL);
  data_changed_cb (self, self->data);
}

FoveaTrainingSession *
fovea_training_page_get_session (FoveaTrainingPage *self)
{
  return self->session;
}

/* The view that is shown. */
FoveaTrainingView *
fovea_training_page_get_view (FoveaTrainingPage *self)
{
  return get_view (self);
}
