/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the Training page asks of each of its views: the run to show, keys, the scene. */

#include "app/training-view.h"

#include "lesson/arrays.h"

typedef struct
{
  FoveaDataset *dataset;
  FoveaTrainingSession *session;
  FoveaSceneView *scene_view; /* what shows its scene, if it has one */
} FoveaTrainingViewPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FoveaTrainingView, fovea_training_view, ADW_TYPE_BIN)

static void
fovea_training_view_dispose (GObject *object)
{
  FoveaTrainingViewPrivate *private = fovea_training_view_get_instance_private (FOVEA_TRAINING_VIEW (object));

  g_clear_object (&private->session);
  g_clear_pointer (&private->dataset, fovea_dataset_unref);
  G_OBJECT_CLASS (fovea_training_view_parent_class)->dispose (object);
}

/* The keyboard is with the scene: there are keys for all that the buttons do. */
static gboolean
fovea_training_view_grab_focus (GtkWidget *widget)
{
  FoveaSceneView *scene_view = fovea_training_view_get_scene_view (FOVEA_TRAINING_VIEW (widget));

  return scene_view ? gtk_widget_grab_focus (GTK_WIDGET (scene_view))
                    : GTK_WIDGET_CLASS (fovea_training_view_parent_class)->grab_focus (widget);
}

static void
fovea_training_view_class_init (FoveaTrainingViewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fovea_training_view_dispose;
  GTK_WIDGET_CLASS (class)->grab_focus = fovea_training_view_grab_focus;
}

static void
fovea_training_view_init (FoveaTrainingView *self)
{
}

/* @dataset, @session: (nullable) */
void
fovea_training_view_set_run (FoveaTrainingView *self, FoveaDataset *dataset, FoveaTrainingSession *session)
{
  FoveaTrainingViewPrivate *private = fovea_training_view_get_instance_private (self);
  FoveaDataset *before = private->dataset;

  if (dataset == before && session == private->session)
    return;
  private->dataset = dataset ? fovea_dataset_ref (dataset) : NULL;
  g_clear_pointer (&before, fovea_dataset_unref);
  g_set_object (&private->session, session);
  if (FOVEA_TRAINING_VIEW_GET_CLASS (self)->run_changed)
    FOVEA_TRAINING_VIEW_GET_CLASS (self)->run_changed (self);
}

/* Returns: (nullable): NULL before the first are read */
FoveaDataset *
fovea_training_view_get_dataset (FoveaTrainingView *self)
{
  FoveaTrainingViewPrivate *private = fovea_training_view_get_instance_private (self);

  return private->dataset;
}

/* Returns: (nullable): NULL while there is nothing to train, or nothing to train on */
FoveaTrainingSession *
fovea_training_view_get_session (FoveaTrainingView *self)
{
  FoveaTrainingViewPrivate *private = fovea_training_view_get_instance_private (self);

  return private->session;
}

/* Returns: (nullable): the newest report of the run */
FoveaTrainingReport *
fovea_training_view_get_report (FoveaTrainingView *self)
{
  FoveaTrainingSession *session = fovea_training_view_get_session (self);

  return session ? fovea_training_session_get_report (session) : NULL;
}

/* Sends the next image of the fixed handful that every report asks about through the net, or one further by @by. */
void
fovea_training_view_turn_image (FoveaTrainingView *self, int by)
{
  FoveaTrainingReport *report = fovea_training_view_get_report (self);
  int n = report ? (int) report->predictions->len : 0, at = 0;

  if (n == 0)
    return;
  for (int i = 0; i < n; i++)
    if (g_array_index (report->predictions, FoveaPrediction, i).image == report->image)
      at = i;
  at = (at + n + by) % n;
  fovea_training_session_show_image (fovea_training_view_get_session (self),
                                     g_array_index (report->predictions, FoveaPrediction, at).image);
}

gboolean
fovea_training_view_key_pressed (FoveaTrainingView *self, guint key, GdkModifierType state)
{
  FoveaTrainingViewClass *class = FOVEA_TRAINING_VIEW_GET_CLASS (self);

  return class->key_pressed && class->key_pressed (self, key, state);
}

/* Starts what it shows, or pauses it. */
void
fovea_training_view_run (FoveaTrainingView *self)
{
  const char *action = FOVEA_TRAINING_VIEW_GET_CLASS (self)->run_action;

  gtk_widget_activate_action (GTK_WIDGET (self), action ? action : "training.run", NULL);
}

/* (transfer full): what an export saves as CSV or for NumPy; may be empty */
GPtrArray *
fovea_training_view_list_numbers (FoveaTrainingView *self)
{
  FoveaTrainingViewClass *class = FOVEA_TRAINING_VIEW_GET_CLASS (self);
  FoveaTrainingSession *session = fovea_training_view_get_session (self);
  GPtrArray *own = class->list_numbers ? class->list_numbers (self) : NULL;

  if (own)
    return own;
  return session ? fovea_training_session_list_arrays (session) : fovea_arrays_new ();
}

FoveaSceneView *
fovea_training_view_show_scene (FoveaTrainingView *self, FoveaScene *scene)
{
  FoveaTrainingViewPrivate *private = fovea_training_view_get_instance_private (self);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  FoveaSceneView *view = g_object_new (FOVEA_TYPE_SCENE_VIEW, "scene", scene, NULL);

  gtk_widget_add_css_class (scrolled, "canvas");
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (view));
  adw_bin_set_child (ADW_BIN (self), scrolled);
  private->scene_view = view;
  return view;
}

/* For views whose scene is only a part of them: what is exported, and where the keyboard goes first. */
void
fovea_training_view_set_scene_view (FoveaTrainingView *self, FoveaSceneView *scene_view)
{
  FoveaTrainingViewPrivate *private = fovea_training_view_get_instance_private (self);

  private->scene_view = scene_view;
}

/* Returns: (nullable): where the scene is shown, if it shows one */
FoveaSceneView *
fovea_training_view_get_scene_view (FoveaTrainingView *self)
{
  FoveaTrainingViewPrivate *private = fovea_training_view_get_instance_private (self);

  return private->scene_view;
}

/* Returns: (nullable): the scene that is shown there: what an export saves */
FoveaScene *
fovea_training_view_get_scene (FoveaTrainingView *self)
{
  FoveaSceneView *scene_view = fovea_training_view_get_scene_view (self);

  return scene_view ? fovea_scene_view_get_scene (scene_view) : NULL;
}
