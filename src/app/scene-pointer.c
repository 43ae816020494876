/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is under the pointer may look otherwise; what is clicked does what the scene says it does. */

#include "app/scene-pointer.h"

static void
hover (FoveaSceneView *view, gboolean inside, double x, double y)
{
  FoveaScene *scene = fovea_scene_view_get_scene (view);

  if (scene != NULL && fovea_scene_hover (scene, inside, x, y))
    gtk_widget_queue_draw (GTK_WIDGET (view));
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, FoveaSceneView *view)
{
  fovea_scene_view_to_scene (view, &x, &y);
  hover (view, TRUE, x, y);
}

static void
leave_cb (GtkEventControllerMotion *controller, FoveaSceneView *view)
{
  hover (view, FALSE, 0, 0);
}

/* While somebody types, a click on a number goes there, and nowhere else. */
static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, FoveaSceneView *view)
{
  FoveaScene *scene = fovea_scene_view_get_scene (view);
  FoveaCell cell;

  gtk_widget_grab_focus (GTK_WIDGET (view));
  fovea_scene_view_to_scene (view, &x, &y);
  if (scene != NULL && !(fovea_scene_view_has_cursor (view) && fovea_scene_find_cell (scene, x, y, &cell, NULL)))
    fovea_scene_activate (scene, x, y);
}

void
fovea_scene_pointer_attach (FoveaSceneView *view)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (motion, "enter", G_CALLBACK (motion_cb), view);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), view);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), view);
  gtk_widget_add_controller (GTK_WIDGET (view), motion);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), view);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (click));
}
