/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Filters of one layer over the history of the run: the transport goes along it, and an animation of all of it is made
 * on a thread, from a copy. */

#include "config.h"

#include "app/filters-view.h"

#include "app/dialogs.h"
#include "app/learned-filter.h"
#include "app/page.h"
#include "app/transport.h"
#include "scene/filters-scene.h"
#include "scene/gif.h"

#include <glib/gi18n-lib.h>

enum
{
  FILM_WIDTH = 720 /* points */
};

static const double FILM_SECONDS = 0.1; /* for each moment */
static const double SPEED = 8;          /* of the transport: moments are close to each other */

struct _FoveaFiltersView
{
  FoveaTrainingView parent_instance;

  GtkDropDown *layers;
  GtkToggleButton *one_scale, *apart;
  FoveaSceneView *view;
  FoveaTransport *transport;

  FoveaScene *scene;
  FoveaFilterHistory *history;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (FoveaFiltersView, fovea_filters_view, FOVEA_TYPE_TRAINING_VIEW)

/* The layers to choose from: "Layer 1, CONV 5x5x6". */
static void
fill_layers (FoveaFiltersView *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  const int *rows;
  guint n = 0, chosen = 0;
  int row;

  g_object_get (self->scene, "row", &row, NULL);
  rows = self->history ? fovea_filter_history_get_rows (self->history, &n) : NULL;
  for (guint i = 0; i < n; i++)
    {
      const FoveaNetSpec *spec = fovea_filter_history_get_spec (self->history);
      g_autofree char *words = fovea_layer_spec_to_text (&spec->layers[rows[i]]);
      g_autofree char *title = g_strdup_printf (_ ("Layer %d, %s"), rows[i], words);

      gtk_string_list_append (list, title);
      chosen = rows[i] == row ? i : chosen;
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->layers, G_LIST_MODEL (list));
  if (n > 0)
    gtk_drop_down_set_selected (self->layers, chosen);
  self->filling = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->layers), n > 0);
}

/* Slices can be told apart where there are colours. */
static void
update_controls (FoveaFiltersView *self)
{
  const FoveaTensor *filters = NULL;
  int row;

  g_object_get (self->scene, "row", &row, NULL);
  if (self->history)
    filters = fovea_filter_history_get_filters (self->history, 0, row);
  gtk_widget_set_visible (GTK_WIDGET (self->apart), filters && filters->c == 3);
  gtk_widget_set_visible (GTK_WIDGET (self->transport), filters != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "filters.step", filters != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "filters.film",
                                 filters && fovea_lesson_count_positions (FOVEA_LESSON (self->history)) > 1);
}

static void
history_changed_cb (FoveaFiltersView *self)
{
  FoveaLesson *lesson = FOVEA_LESSON (self->history);
  g_autofree char *place = fovea_lesson_describe_position (lesson, fovea_lesson_get_position (lesson));

  fovea_transport_set_place (self->transport, place);
  update_controls (self);
}

/* Only what is on the screen follows the run. */
static void
follow (FoveaFiltersView *self)
{
  FoveaFilterHistory *history = gtk_widget_get_mapped (GTK_WIDGET (self)) ? self->history : NULL;

  if (self->history)
    g_signal_handlers_disconnect_by_data (self->history, self);
  fovea_filters_scene_set_history (FOVEA_FILTERS_SCENE (self->scene), history);
  fovea_transport_set_lesson (self->transport, history ? FOVEA_LESSON (history) : NULL);
  if (!history)
    return;
  fill_layers (self);
  g_signal_connect_swapped (history, "changed", G_CALLBACK (history_changed_cb), self);
  history_changed_cb (self);
}

static void
fovea_filters_view_run_changed (FoveaTrainingView *view)
{
  FoveaFiltersView *self = FOVEA_FILTERS_VIEW (view);
  FoveaTrainingSession *session = fovea_training_view_get_session (view);
  FoveaFilterHistory *history = session ? fovea_training_session_get_history (session) : NULL;

  if (self->history)
    g_signal_handlers_disconnect_by_data (self->history, self);
  g_set_object (&self->history, history);
  follow (self);
  fill_layers (self);
  update_controls (self);
}

static void
fovea_filters_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fovea_filters_view_parent_class)->map (widget);
  follow (FOVEA_FILTERS_VIEW (widget));
}

static void
fovea_filters_view_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fovea_filters_view_parent_class)->unmap (widget);
  follow (FOVEA_FILTERS_VIEW (widget));
}

static void
layer_chosen_cb (FoveaFiltersView *self)
{
  guint chosen = gtk_drop_down_get_selected (self->layers), n;
  const int *rows = self->history ? fovea_filter_history_get_rows (self->history, &n) : NULL;

  if (self->filling || !rows || chosen >= n)
    return;
  g_object_set (self->scene, "row", rows[chosen], "selected", 0, NULL);
  update_controls (self);
}

/* The selected filter as it is now, on the image that goes through the net. */
static void
step_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoveaFiltersView *self = FOVEA_FILTERS_VIEW (widget);
  FoveaTrainingReport *report = fovea_training_view_get_report (FOVEA_TRAINING_VIEW (self));
  int row, filter;

  g_object_get (self->scene, "row", &row, "selected", &filter, NULL);
  if (report && report->net && row > 0)
    fovea_open_learned_filter (widget, report->net, row, filter, report->maps[row - 1]);
}

static void
opened_cb (FoveaFiltersView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "filters.step", NULL);
}

/* Animations */

typedef struct
{
  FoveaScene *scene;
  char *path;
} Film;

static void
film_free (gpointer data)
{
  Film *film = data;

  g_object_unref (film->scene);
  g_free (film->path);
  g_free (film);
}

static void
make_film (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Film *film = data;
  double width, height;
  GError *error = NULL;

  fovea_scene_measure (film->scene, FILM_WIDTH, 0, &width, &height);
  if (fovea_scene_export_gif (film->scene, film->path, width, height, 1, FILM_SECONDS, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
film_made_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    fovea_toast (GTK_WIDGET (object), _ ("The animation is saved."));
  else
    fovea_toast (GTK_WIDGET (object), error->message);
}

/* A scene of its own over a copy of the history, for another thread. */
static FoveaScene *
copy_scene (FoveaFiltersView *self)
{
  g_autoptr (FoveaFilterHistory) history = fovea_filter_history_copy (self->history);
  FoveaScene *copy = fovea_filters_scene_new (history);
  gboolean own_scale, apart;
  int row, selected;

  g_object_get (self->scene, "row", &row, "own-scale", &own_scale, "apart", &apart, "selected", &selected, NULL);
  g_object_set (copy, "row", row, "own-scale", own_scale, "apart", apart, "selected", selected, NULL);
  fovea_scene_set_style (copy, fovea_scene_get_style (self->scene));
  return copy;
}

static void
film_chosen_cb (GFile *file, gpointer data)
{
  FoveaFiltersView *self = data;
  g_autofree char *path = fovea_dialog_get_path (GTK_WIDGET (self), file);
  g_autoptr (GTask) task = NULL;
  Film *film;

  if (!path || !self->history)
    return;
  film = g_new0 (Film, 1);
  film->scene = copy_scene (self);
  film->path = g_steal_pointer (&path);
  task = g_task_new (self, NULL, film_made_cb, NULL);
  g_task_set_task_data (task, film, film_free);
  g_task_run_in_thread (task, make_film);
}

static void
film_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  fovea_dialog_save (widget, _ ("Save Animation of the Filters"), "filters.gif", film_chosen_cb, widget);
}

/* Keys */

/* Selects another filter, so many to the right and so far below. */
static gboolean
move (FoveaFiltersView *self, int columns, int rows)
{
  int row, selected, position;
  const FoveaTensor *filters;

  if (!self->history)
    return FALSE;
  g_object_get (self->scene, "row", &row, "selected", &selected, NULL);
  position = fovea_lesson_get_position (FOVEA_LESSON (self->history));
  filters = fovea_filter_history_get_filters (self->history, position, row);
  if (!filters)
    return FALSE;
  selected += columns + rows * fovea_filters_scene_get_columns (FOVEA_FILTERS_SCENE (self->scene));
  g_object_set (self->scene, "selected", CLAMP (selected, 0, filters->n - 1), NULL);
  return TRUE;
}

static void
choose_next_layer (FoveaFiltersView *self, int by)
{
  guint n = g_list_model_get_n_items (gtk_drop_down_get_model (self->layers));

  if (n > 0)
    gtk_drop_down_set_selected (self->layers, (gtk_drop_down_get_selected (self->layers) + n + by) % n);
}

static gboolean
fovea_filters_view_key_pressed (FoveaTrainingView *view, guint key, GdkModifierType state)
{
  FoveaFiltersView *self = FOVEA_FILTERS_VIEW (view);
  int by = state & GDK_SHIFT_MASK ? -1 : 1;

  if (self->history && fovea_transport_key_pressed (self->transport, key, state))
    return TRUE;
  switch (gdk_keyval_to_lower (key))
    {
    case GDK_KEY_Left:
      return move (self, -1, 0);
    case GDK_KEY_Right:
      return move (self, 1, 0);
    case GDK_KEY_Up:
      return move (self, 0, -1);
    case GDK_KEY_Down:
      return move (self, 0, 1);
    case GDK_KEY_f:
      return move (self, by, 0);
    case GDK_KEY_l:
      choose_next_layer (self, by);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      opened_cb (self);
      return TRUE;
    default:
      return FALSE;
    }
}

/* Object */

static void
fovea_filters_view_dispose (GObject *object)
{
  FoveaFiltersView *self = FOVEA_FILTERS_VIEW (object);

  if (self->history)
    g_signal_handlers_disconnect_by_data (self->history, self);
  g_clear_object (&self->history);
  g_clear_object (&self->scene);
  gtk_widget_dispose_template (GTK_WIDGET (object), FOVEA_TYPE_FILTERS_VIEW);
  G_OBJECT_CLASS (fovea_filters_view_parent_class)->dispose (object);
}

static void
fovea_filters_view_class_init (FoveaFiltersViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  FoveaTrainingViewClass *view_class = FOVEA_TRAINING_VIEW_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fovea_filters_view_dispose;
  widget_class->map = fovea_filters_view_map;
  widget_class->unmap = fovea_filters_view_unmap;
  view_class->run_changed = fovea_filters_view_run_changed;
  view_class->key_pressed = fovea_filters_view_key_pressed;

  g_type_ensure (FOVEA_TYPE_SCENE_VIEW);
  g_type_ensure (FOVEA_TYPE_TRANSPORT);
  gtk_widget_class_install_action (widget_class, "filters.step", NULL, step_cb);
  gtk_widget_class_install_action (widget_class, "filters.film", NULL, film_cb);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/filters-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaFiltersView, layers);
  gtk_widget_class_bind_template_child (widget_class, FoveaFiltersView, one_scale);
  gtk_widget_class_bind_template_child (widget_class, FoveaFiltersView, apart);
  gtk_widget_class_bind_template_child (widget_class, FoveaFiltersView, view);
  gtk_widget_class_bind_template_child (widget_class, FoveaFiltersView, transport);
  gtk_widget_class_bind_template_callback (widget_class, layer_chosen_cb);
}

static void
fovea_filters_view_init (FoveaFiltersView *self)
{
  self->scene = fovea_filters_scene_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  fovea_scene_view_set_scene (self->view, self->scene);
  fovea_training_view_set_scene_view (FOVEA_TRAINING_VIEW (self), self->view);
  fovea_transport_set_speed (self->transport, SPEED);
  fovea_transport_step_aside (self->transport);
  g_signal_connect_object (self->scene, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_object_bind_property (self->one_scale, "active", self->scene, "own-scale",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  g_object_bind_property (self->apart, "active", self->scene, "apart", G_BINDING_SYNC_CREATE);
  update_controls (self);
}
