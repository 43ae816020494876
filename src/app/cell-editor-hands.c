/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What keys and the pointer do in the scene while one edits. Keys are caught before the view and the page have a look at
 * them. What a drag does, Shift and the arrows do as well: the number goes along. */

#include "config.h"

#include "app/cell-editor-private.h"

/* --- keys */

/* How far an arrow goes. Returns: whether it is one */
static gboolean
read_arrow (guint key, int *rows, int *columns)
{
  *rows = (key == GDK_KEY_Down || key == GDK_KEY_KP_Down) - (key == GDK_KEY_Up || key == GDK_KEY_KP_Up);
  *columns = (key == GDK_KEY_Right || key == GDK_KEY_KP_Right) - (key == GDK_KEY_Left || key == GDK_KEY_KP_Left);
  return *rows != 0 || *columns != 0;
}

static gboolean
move_by_key (FoveaCellEditor *self, guint key, gboolean paint)
{
  int rows, columns;

  if (!read_arrow (key, &rows, &columns))
    return FALSE;
  if (!paint)
    fovea_cell_editor_move (self, rows, columns);
  else if (fovea_cell_editor_take_brush (self) && fovea_cell_editor_move (self, rows, columns))
    fovea_cell_editor_paint (self, &self->site);
  return TRUE;
}

/* Space paints where the cursor is, if there is a brush. */
static gboolean
paint_by_key (FoveaCellEditor *self, guint key)
{
  if ((key != GDK_KEY_space && key != GDK_KEY_KP_Space) || !gtk_toggle_button_get_active (self->paint))
    return FALSE;
  if (fovea_cell_editor_take_brush (self))
    fovea_cell_editor_paint (self, &self->site);
  return TRUE;
}

static gboolean
turn_by_key (FoveaCellEditor *self, guint key)
{
  gboolean down = key == GDK_KEY_Page_Down || key == GDK_KEY_KP_Page_Down;

  if (!down && key != GDK_KEY_Page_Up && key != GDK_KEY_KP_Page_Up)
    return FALSE;
  fovea_cell_editor_turn (self, down ? 1 : -1);
  return TRUE;
}

/* Digits, signs and points begin a number. */
static gboolean
type_by_key (FoveaCellEditor *self, guint key)
{
  gunichar character = gdk_keyval_to_unicode (key);
  char text[7] = { 0 };

  if (character == 0 || !(g_unichar_isdigit (character) || strchr ("-.,+", (int) character) || character == 0x2212))
    return FALSE;
  g_unichar_to_utf8 (character, text);
  fovea_cell_editor_type_over (self, text);
  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, FoveaCellEditor *self)
{
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;

  state &= gtk_accelerator_get_default_mod_mask () & ~GDK_SHIFT_MASK;
  if (!self->active || state != 0)
    return GDK_EVENT_PROPAGATE;
  if (shift)
    return move_by_key (self, key, TRUE) || type_by_key (self, key);
  if (key == GDK_KEY_Escape)
    fovea_cell_editor_set_active (self, FALSE);
  else if (key == GDK_KEY_F2 || key == GDK_KEY_Return || key == GDK_KEY_KP_Enter)
    fovea_cell_editor_type_over (self, NULL);
  else if (key == GDK_KEY_Delete || key == GDK_KEY_BackSpace)
    fovea_cell_editor_set_number (self, 0);
  else
    return move_by_key (self, key, FALSE) || turn_by_key (self, key) || paint_by_key (self, key)
           || type_by_key (self, key);
  return GDK_EVENT_STOP;
}

/* --- the pointer */

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, FoveaCellEditor *self)
{
  FoveaCell cell;
  FoveaSite site;

  if (n_press != 2 || fovea_cell_editor_get_lesson (self) == NULL
      || !fovea_scene_view_find_cell (self->view, x, y, &cell, &site))
    return;
  if (self->active)
    {
      fovea_cell_editor_type_over (self, NULL);
      return;
    }
  self->cell = cell;
  self->site = site;
  fovea_cell_editor_set_active (self, TRUE);
}

/* Where the drag begins is the cursor, and what it paints with unless there is a brush. */
static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, FoveaCellEditor *self)
{
  FoveaCell cell;
  FoveaSite site;

  self->stroke = FALSE;
  if (!self->active || !fovea_scene_view_find_cell (self->view, x, y, &cell, &site))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  if (!gtk_toggle_button_get_active (self->paint))
    fovea_cell_editor_go_to (self, &site);
  if (!fovea_cell_editor_take_brush (self) || !gtk_toggle_button_get_active (self->paint))
    return;
  self->stroke = TRUE;
  fovea_cell_editor_paint (self, &site);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double x, double y, FoveaCellEditor *self)
{
  double start_x, start_y;
  FoveaCell cell;
  FoveaSite site;

  if (!self->active || !gtk_gesture_drag_get_start_point (gesture, &start_x, &start_y)
      || !fovea_scene_view_find_cell (self->view, start_x + x, start_y + y, &cell, &site)
      || (!self->stroke && fovea_cell_equal (&cell, &self->cell)))
    return;
  self->stroke = TRUE;
  fovea_cell_editor_paint (self, &site);
}

void
fovea_cell_editor_attach_hands (FoveaCellEditor *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new (), *drag = gtk_gesture_drag_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self, 0);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (drag));
}
