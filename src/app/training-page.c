/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Training page. A run is a FoveaTrainingSession; a change that a running net cannot take (another net, another
 * seed) begins a new one: at once while nothing has been trained yet, else at the next start over. Starting over keeps
 * the run before, paused, until it is undone or the next one takes its place. Other data end a run. */

#include "config.h"

#include "app/training-page-private.h"

#include "app/draw-view.h"
#include "app/models-menu.h"
#include "app/race-view.h"
#include "app/settings.h"
#include "app/training-views.h"
#include "engine/recipe.h"
#include "lesson/arrays.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (FoveaTrainingPage, fovea_training_page, FOVEA_TYPE_PAGE)

/* Whether something was learned in the run that is shown. */
gboolean
fovea_training_page_has_trained (FoveaTrainingPage *self)
{
  return self->session && fovea_training_session_get_training_curve (self->session)->len > 0;
}

/* What the run shows */

void
fovea_training_page_set_enabled (FoveaTrainingPage *self, const char *action, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), action)),
                               enabled);
}

/* Whether the text of the net is that of the run. */
gboolean
fovea_training_page_has_own_net (FoveaTrainingPage *self)
{
  FoveaNetSpec *spec = fovea_net_editor_get_spec (self->editor);
  g_autofree char *one = NULL, *other = NULL;

  if (!spec || !self->session)
    return FALSE;
  one = fovea_net_spec_to_text (spec);
  other = fovea_net_spec_to_text (fovea_training_session_get_spec (self->session));
  return g_strcmp0 (one, other) == 0;
}

void
fovea_training_page_show_controls (FoveaTrainingPage *self, const FoveaTrainingReport *report)
{
  gboolean running = self->session && fovea_training_session_get_wants_to_run (self->session);
  gboolean ready = fovea_training_page_has_trained (self) || fovea_net_editor_get_spec (self->editor);
  gboolean able = ready && report
                  && (report->state == FOVEA_TRAINING_PAUSED || report->state == FOVEA_TRAINING_RUNNING);

  fovea_run_bar_set_running (self->bar, running, report && report->step > 0);
  fovea_training_page_set_enabled (self, "run", able);
  fovea_training_page_set_enabled (self, "step", able);
  fovea_training_page_set_enabled (self, "find-rate", self->session != NULL);
  fovea_training_page_set_enabled (self, "save", report && report->n_maps > 0);
  fovea_training_page_set_enabled (self, "export", report && report->net);
  fovea_training_page_set_enabled (self, "start-over", fovea_net_editor_get_spec (self->editor) && self->session);
  fovea_training_page_set_enabled (self, "start-anew", fovea_net_editor_get_spec (self->editor) && self->session);
  fovea_training_page_show_notice (self, report);
  fovea_net_editor_set_note (self->editor, fovea_training_page_has_trained (self) && fovea_net_editor_get_spec (self->editor)
                                               && !fovea_training_page_has_own_net (self)
                                             ? _ ("Takes effect when you start over.")
                                             : NULL);
}

void
fovea_training_page_reported (FoveaTrainingPage *self)
{
  FoveaTrainingReport *report = fovea_training_session_get_report (self->session);

  if (report)
    fovea_run_bar_show (self->bar, report);
  fovea_training_page_show_controls (self, report);
}

/* Views */

static FoveaTrainingView *
get_view (FoveaTrainingPage *self)
{
  return FOVEA_TRAINING_VIEW (gtk_stack_get_visible_child (self->views));
}

/* A race has a bar of its own. It keeps the width of the run's, lest the settings come and go beside it. */
static void
view_changed_cb (FoveaTrainingPage *self)
{
  gboolean race = FOVEA_IS_RACE_VIEW (get_view (self));
  int width = -1;

  if (race)
    gtk_widget_measure (GTK_WIDGET (self->bar), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_set_size_request (GTK_WIDGET (self->views), width, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), !race);
  fovea_page_focus_default (FOVEA_PAGE (self));
}

static void
add_views (FoveaTrainingPage *self)
{
  guint n;
  const FoveaTrainingViewEntry *entries = fovea_training_views_get (&n);

  for (guint i = 0; i < n; i++)
    gtk_stack_add_titled (self->views, g_object_new (entries[i].get_type (), NULL), entries[i].name,
                          _ (entries[i].title));
  g_signal_connect_swapped (self->views, "notify::visible-child", G_CALLBACK (view_changed_cb), self);
}

/* Tells every view of the run. */
void
fovea_training_page_show_run (FoveaTrainingPage *self)
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

/* Rows */

/* A net with a name brings how it is best trained. */
static void
net_chosen_cb (FoveaTrainingPage *self, const char *name)
{
  FoveaTrainingOptions options = fovea_optimiser_editor_get_options (self->optimiser);
  guint64 seed = options.seed;

  if (!fovea_recipe_find (name, &options))
    return;
  options.seed = seed;
  fovea_optimiser_editor_set_options (self->optimiser, &options);
}

static void
net_changed_cb (FoveaTrainingPage *self)
{
  fovea_optimiser_editor_set_net (self->optimiser, fovea_net_editor_get_spec (self->editor));
  if (!self->filling && !fovea_training_page_has_own_net (self))
    fovea_training_page_begin_if_fresh (self);
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
    fovea_training_page_begin_if_fresh (self);
}

static void
notice_closed_cb (FoveaTrainingPage *self)
{
  g_autofree char *name = self->offer ? g_path_get_basename (self->offer->path) : NULL;

  if (self->offer && !fovea_training_page_has_trained (self))
    g_settings_set_string (fovea_settings_get (), "declined-run", name);
}

/* Data */

/* What waited for its data, or for any. */
static void
open_pending_net (FoveaTrainingPage *self)
{
  g_autofree char *path = g_steal_pointer (&self->pending_net);

  fovea_training_page_open_net (self, path);
}

/* The run on the data before ends; the net stays if it is one for the new data too. */
static void
use_data (FoveaTrainingPage *self, FoveaDataset *dataset)
{
  FoveaShape input = { dataset->train->w, dataset->train->h, dataset->train->c };

  self->dataset = dataset;
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  fovea_training_page_show_run (self);
  g_clear_object (&self->before);
  fovea_training_page_set_enabled (self, "undo", FALSE);
  self->filling = TRUE;
  fovea_net_editor_set_data (self->editor, &input, dataset->train->classes);
  if (!fovea_net_editor_get_spec (self->editor))
    fovea_net_editor_choose_first (self->editor);
  self->filling = FALSE;
  if (fovea_training_page_has_pending_data (self))
    fovea_training_page_go_on_pending (self);
  else if (self->experiment)
    fovea_training_page_experiment (self, self->experiment);
  else
    fovea_training_page_begin_if_fresh (self);
  if (self->pending_net)
    open_pending_net (self);
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
    fovea_training_page_reported (self);
  if (!fovea_data_chooser_is_reading (chooser))
    {
      g_clear_pointer (&self->pending, g_ptr_array_unref);
      g_clear_pointer (&self->pending_net, g_free);
      self->experiment = NULL;
    }
}

/* Keys */

/* Shift goes with what is printed, and with arrows. */
static gboolean
view_key_pressed (FoveaTrainingPage *self, guint key, GdkModifierType state)
{
  gboolean shifted = g_unichar_isgraph (gdk_keyval_to_unicode (key)) || key == GDK_KEY_Left || key == GDK_KEY_Right;

  return self->session && (state == 0 || (state == GDK_SHIFT_MASK && shifted))
         && fovea_training_view_key_pressed (get_view (self), key, state);
}

static gboolean
key_pressed (FoveaTrainingPage *self, guint key, GdkModifierType state)
{
  gboolean page_key = key == GDK_KEY_Page_Down || key == GDK_KEY_Page_Up;

  if (state == GDK_ALT_MASK && page_key)
    turn_to_view (self, key == GDK_KEY_Page_Down ? 1 : -1);
  else if (self->session && state == 0 && key == GDK_KEY_space)
    fovea_training_view_run (get_view (self));
  else if (self->session && state == 0 && key == GDK_KEY_s)
    g_action_group_activate_action (G_ACTION_GROUP (self->actions), "step", NULL);
  else
    return FALSE;
  return TRUE;
}

static void
draw_picture (FoveaTrainingPage *self, GFile *file)
{
  GtkWidget *view = gtk_stack_get_child_by_name (self->views, "draw");

  gtk_stack_set_visible_child (self->views, view);
  fovea_draw_view_open (FOVEA_DRAW_VIEW (view), file);
}

/* A folder is a data set; a file is a net, a run to go on with, or a picture for the pad. */
static void
fovea_training_page_open (FoveaPage *page, GFile *file)
{
  FoveaTrainingPage *self = FOVEA_TRAINING_PAGE (page);
  g_autofree char *path = g_file_get_path (file);

  if (!path)
    fovea_toast (GTK_WIDGET (self), _ ("Only files of this machine can be opened."));
  else if (g_file_test (path, G_FILE_TEST_IS_DIR))
    fovea_data_chooser_open_folder (self->data, file);
  else if (g_str_has_suffix (path, ".checkpoint"))
    fovea_training_page_continue (self, path);
  else if (g_file_test (path, G_FILE_TEST_IS_REGULAR) && gdk_pixbuf_get_file_info (path, NULL, NULL))
    draw_picture (self, file);
  else
    fovea_training_page_open_net (self, path);
}

static GtkFileFilter *
fovea_training_page_create_filter (FoveaPage *page)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Nets, runs and pictures"));
  gtk_file_filter_add_suffix (filter, "safetensors");
  gtk_file_filter_add_suffix (filter, "checkpoint");
  gtk_file_filter_add_pixbuf_formats (filter);
  return filter;
}

static void
fovea_training_page_focus_default (FoveaPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (get_view (FOVEA_TRAINING_PAGE (page))));
}

static FoveaSceneView *
fovea_training_page_get_scene_view (FoveaPage *page)
{
  return fovea_training_view_get_scene_view (get_view (FOVEA_TRAINING_PAGE (page)));
}

static GPtrArray *
fovea_training_page_list_numbers (FoveaPage *page)
{
  return fovea_training_view_list_numbers (get_view (FOVEA_TRAINING_PAGE (page)));
}

/* Object */

/* Whoever else may still have it: it ends, and is written to the disk. */
static void
end_run (FoveaTrainingPage *self, FoveaTrainingSession *session)
{
  g_signal_handlers_disconnect_by_data (session, self);
  fovea_training_session_stop (session);
}

static void
fovea_training_page_dispose (GObject *object)
{
  FoveaTrainingPage *self = FOVEA_TRAINING_PAGE (object);

  if (self->session)
    end_run (self, self->session);
  if (self->before)
    end_run (self, self->before);
  g_clear_object (&self->session);
  g_clear_object (&self->before);
  g_clear_pointer (&self->pending, g_ptr_array_unref);
  g_clear_pointer (&self->pending_net, g_free);
  g_clear_pointer (&self->offer, fovea_run_free);
  g_clear_object (&self->actions);
  gtk_widget_dispose_template (GTK_WIDGET (object), FOVEA_TYPE_TRAINING_PAGE);
  G_OBJECT_CLASS (fovea_training_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainingPage, views);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainingPage, loading);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainingPage, notice);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainingPage, models_menu);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainingPage, experiments_menu);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainingPage, data);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainingPage, editor);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainingPage, optimiser);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainingPage, bar);
  gtk_widget_class_bind_template_callback (widget_class, data_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, net_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, net_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, notice_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, option_changed_cb);
}

static void
fovea_training_page_class_init (FoveaTrainingPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  FoveaPageClass *page_class = FOVEA_PAGE_CLASS (class);

  object_class->dispose = fovea_training_page_dispose;
  page_class->open = fovea_training_page_open;
  page_class->create_filter = fovea_training_page_create_filter;
  page_class->focus_default = fovea_training_page_focus_default;
  page_class->get_view = fovea_training_page_get_scene_view;
  page_class->list_numbers = fovea_training_page_list_numbers;

  g_type_ensure (FOVEA_TYPE_DATA_CHOOSER);
  g_type_ensure (FOVEA_TYPE_NET_EDITOR);
  g_type_ensure (FOVEA_TYPE_NOTICE);
  g_type_ensure (FOVEA_TYPE_OPTIMISER_EDITOR);
  g_type_ensure (FOVEA_TYPE_RUN_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/training-page.ui");
  bind_template (widget_class);
}

static void
fill_experiments (FoveaTrainingPage *self)
{
  guint n;
  const FoveaExperiment *experiments = fovea_experiments_get (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (experiments[i].title), NULL);

      g_menu_item_set_action_and_target (item, "training.experiment", "s", experiments[i].name);
      g_menu_append_item (self->experiments_menu, item);
    }
}

static void
fovea_training_page_init (FoveaTrainingPage *self)
{
  g_autoptr (GMenuModel) models = NULL;

  fovea_training_page_add_actions (self);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "training", G_ACTION_GROUP (self->actions));
  gtk_widget_insert_action_group (fovea_page_get_actions (FOVEA_PAGE (self)), "training",
                                  G_ACTION_GROUP (self->actions));
  add_views (self);
  fovea_page_add_keys (FOVEA_PAGE (self), FOVEA_KEY_HANDLER (view_key_pressed), self);
  fovea_page_add_keys (FOVEA_PAGE (self), FOVEA_KEY_HANDLER (key_pressed), self);
  fovea_net_editor_set_text (self->editor, fovea_net_spec_named ("lenet-5"));
  models = fovea_models_menu_new ("training.open");
  g_menu_prepend_section (self->models_menu, _ ("Trained by this program"), models);
  fill_experiments (self);
  fovea_training_page_set_enabled (self, "undo", FALSE);
  fovea_training_page_find_offer (self);
  fovea_training_page_show_controls (self, NULL);
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

FoveaNetSpec *
fovea_training_page_get_net (FoveaTrainingPage *self)
{
  g_return_val_if_fail (FOVEA_IS_TRAINING_PAGE (self), NULL);

  return fovea_net_editor_get_spec (self->editor);
}
