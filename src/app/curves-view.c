/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The scene of the curves below a bar of how they are shown. The wheel zooms where the pointer is, with Shift it moves;
 * dragging moves, + and − zoom, 0 shows everything. */

#include "config.h"

#include "app/curves-view.h"

#include "scene/curves-scene.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _FoveaCurvesView
{
  FoveaTrainingView parent_instance;

  GtkToggleButton *log;
  GtkRange *smoothing;
  FoveaSceneView *view;
  FoveaScene *scene;
  double pointer_x, pointer_y; /* where it is over the scene; NaN if it is not */
  double dragged;              /* points, of the drag under way */
};

G_DEFINE_FINAL_TYPE (FoveaCurvesView, fovea_curves_view, FOVEA_TYPE_TRAINING_VIEW)

static const double ZOOM = 0.8, MOVE = 0.1;

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, FoveaCurvesView *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  FoveaCurvesScene *scene = FOVEA_CURVES_SCENE (self->scene);

  if (state & GDK_SHIFT_MASK || fabs (dx) > fabs (dy))
    fovea_curves_scene_move (scene, MOVE * (dx != 0 ? dx : dy));
  else
    fovea_curves_scene_zoom (scene, pow (ZOOM, -dy), self->pointer_x, self->pointer_y);
  return GDK_EVENT_STOP;
}

static void
motion_cb (FoveaCurvesView *self, double x, double y)
{
  self->pointer_x = x;
  self->pointer_y = y;
}

static void
leave_cb (FoveaCurvesView *self)
{
  self->pointer_x = self->pointer_y = NAN;
}

static void
drag_begin_cb (FoveaCurvesView *self)
{
  self->dragged = 0;
}

static void
drag_update_cb (FoveaCurvesView *self, double x, double y)
{
  fovea_curves_scene_drag (FOVEA_CURVES_SCENE (self->scene), x - self->dragged);
  self->dragged = x;
}

static void
zoom_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoveaCurvesScene *scene = FOVEA_CURVES_SCENE (FOVEA_CURVES_VIEW (widget)->scene);

  if (g_str_equal (action, "curves.all"))
    fovea_curves_scene_reset (scene);
  else
    fovea_curves_scene_zoom (scene, g_str_equal (action, "curves.zoom-in") ? ZOOM : 1 / ZOOM, NAN, NAN);
}

static gboolean
fovea_curves_view_key_pressed (FoveaTrainingView *view, guint key, GdkModifierType state)
{
  FoveaCurvesScene *scene = FOVEA_CURVES_SCENE (FOVEA_CURVES_VIEW (view)->scene);

  switch (key)
    {
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      fovea_curves_scene_zoom (scene, ZOOM, NAN, NAN);
      return TRUE;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      fovea_curves_scene_zoom (scene, 1 / ZOOM, NAN, NAN);
      return TRUE;
    case GDK_KEY_0:
    case GDK_KEY_KP_0:
      fovea_curves_scene_reset (scene);
      return TRUE;
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      if (!(state & GDK_SHIFT_MASK))
        return FALSE;
      fovea_curves_scene_move (scene, key == GDK_KEY_Left ? -MOVE : MOVE);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
fovea_curves_view_run_changed (FoveaTrainingView *view)
{
  fovea_curves_scene_set_session (FOVEA_CURVES_SCENE (FOVEA_CURVES_VIEW (view)->scene),
                                  fovea_training_view_get_session (view));
}

static void
fovea_curves_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FOVEA_TYPE_CURVES_VIEW);
  g_clear_object (&FOVEA_CURVES_VIEW (object)->scene);
  G_OBJECT_CLASS (fovea_curves_view_parent_class)->dispose (object);
}

static void
fovea_curves_view_class_init (FoveaCurvesViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  FoveaTrainingViewClass *view_class = FOVEA_TRAINING_VIEW_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fovea_curves_view_dispose;
  view_class->run_changed = fovea_curves_view_run_changed;
  view_class->key_pressed = fovea_curves_view_key_pressed;

  g_type_ensure (FOVEA_TYPE_SCENE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/curves-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaCurvesView, log);
  gtk_widget_class_bind_template_child (widget_class, FoveaCurvesView, smoothing);
  gtk_widget_class_bind_template_child (widget_class, FoveaCurvesView, view);
  gtk_widget_class_install_action (widget_class, "curves.zoom-in", NULL, zoom_cb);
  gtk_widget_class_install_action (widget_class, "curves.zoom-out", NULL, zoom_cb);
  gtk_widget_class_install_action (widget_class, "curves.all", NULL, zoom_cb);
}

static void
add_controllers (FoveaCurvesView *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self->view), motion);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (drag));
}

static void
fovea_curves_view_init (FoveaCurvesView *self)
{
  leave_cb (self);
  self->scene = fovea_curves_scene_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fovea_scene_view_set_scene (self->view, self->scene);
  fovea_training_view_set_scene_view (FOVEA_TRAINING_VIEW (self), self->view);
  g_object_bind_property (self->log, "active", self->scene, "log", G_BINDING_SYNC_CREATE);
  g_object_bind_property (gtk_range_get_adjustment (self->smoothing), "value", self->scene, "smoothing",
                          G_BINDING_SYNC_CREATE);
  add_controllers (self);
}
