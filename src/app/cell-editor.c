/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Editing. The view knows where the cursor is drawn, the lesson has the numbers; here is what keys and the pointer do
 * between the two. Keys are caught before the view and the page have a look at them, but only while one edits. */

#include "config.h"

#include "app/cell-editor.h"

#include "app/page.h"
#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>

struct _FoveaCellEditor
{
  AdwBin parent_instance;

  GtkLabel *where;
  GtkEntry *value;
  GtkToggleButton *paint;

  FoveaSceneView *view; /* not owned: it is beside this in the page */
  GtkEventController *keys;
  gboolean active, updating;
  FoveaCell cell;
  float brush;
  gboolean stroke; /* the drag that goes on has painted */
};

enum
{
  PROP_ACTIVE = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (FoveaCellEditor, fovea_cell_editor, ADW_TYPE_BIN)

/* The lesson whose numbers can be typed over, or NULL. */
static FoveaLesson *
get_lesson (FoveaCellEditor *self)
{
  FoveaScene *scene = self->view != NULL ? fovea_scene_view_get_scene (self->view) : NULL;
  FoveaLesson *lesson = scene != NULL ? fovea_scene_get_lesson (scene) : NULL;

  return lesson != NULL && fovea_lesson_get_input_cells (lesson).slices > 0 ? lesson : NULL;
}

static gboolean
is_shown (FoveaCellEditor *self, const FoveaCell *cell)
{
  FoveaLesson *lesson = get_lesson (self);
  FoveaBox box;

  return lesson != NULL && fovea_lesson_has_cell (lesson, cell)
         && fovea_scene_get_cell_box (fovea_scene_view_get_scene (self->view), cell, &box);
}

/* --- where the cursor is */

static void
show_value (FoveaCellEditor *self)
{
  char number[FOVEA_NUMBER_SIZE];

  if (gtk_toggle_button_get_active (self->paint))
    return;
  self->updating = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->value),
                         fovea_number_exact (fovea_lesson_get_cell (get_lesson (self), &self->cell), number));
  self->updating = FALSE;
}

/* Everything follows from the cell and its number. A cell that is gone takes the cursor to the first. */
static void
update (FoveaCellEditor *self)
{
  g_autofree char *words = NULL;

  if (!self->active)
    return;
  if (!is_shown (self, &self->cell))
    self->cell = (FoveaCell){ FOVEA_CELL_OF_INPUT, 0, 0, 0, 0 };
  if (!is_shown (self, &self->cell))
    {
      fovea_cell_editor_set_active (self, FALSE);
      return;
    }
  words = fovea_lesson_describe_cell (get_lesson (self), &self->cell);
  gtk_label_set_text (self->where, words);
  fovea_scene_view_set_cursor (self->view, &self->cell);
  if (!gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->value)))))
    show_value (self);
}

static gboolean
go_to (FoveaCellEditor *self, FoveaCell cell)
{
  if (!is_shown (self, &cell))
    return FALSE;
  self->cell = cell;
  update (self);
  show_value (self);
  return TRUE;
}

static void
move (FoveaCellEditor *self, int rows, int columns)
{
  FoveaCell cell = self->cell;

  cell.row += rows;
  cell.column += columns;
  go_to (self, cell);
}

/* To the next number in reading order. */
static void
move_on (FoveaCellEditor *self)
{
  FoveaCell cell = self->cell;

  cell.column++;
  if (go_to (self, cell))
    return;
  cell.column = 0;
  cell.row++;
  go_to (self, cell);
}

/* To the same place of the next or previous grid that is shown: the input's slices, then those of the filters, then the
 * target's maps. */
static void
turn_grid (FoveaCellEditor *self, int by)
{
  enum
  {
    FAR = 4096 /* grids that are looked at: those that are folded away are passed over */
  };
  FoveaCell cell = self->cell;

  cell.row = cell.column = 0;
  for (int i = 0; i < FAR; i++)
    {
      FoveaLesson *lesson = get_lesson (self);

      cell.slice += by;
      if (!fovea_lesson_has_cell (lesson, &cell))
        {
          cell.slice = 0;
          if (cell.kind == FOVEA_CELL_OF_FILTER && fovea_lesson_has_cell (lesson, &(FoveaCell){ cell.kind, cell.filter + by, 0, 0, 0 }))
            cell.filter += by;
          else
            {
              cell.kind += by;
              cell.filter = 0;
            }
        }
      if (cell.kind > FOVEA_CELL_OF_TARGET || (int) cell.kind < FOVEA_CELL_OF_INPUT)
        return;
      if (go_to (self, cell))
        return;
    }
}

/* --- numbers */

static void
set_number (FoveaCellEditor *self, const FoveaCell *cell, float number)
{
  fovea_lesson_set_cell (get_lesson (self), cell, number);
}

/* The number that was typed, with a point or a comma. */
static gboolean
read_value (FoveaCellEditor *self, float *number)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdelimit (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->value))), ",", '.');
  g_autoptr (FoveaTensor) numbers = fovea_cells_parse (text, &error);

  if (numbers != NULL && fovea_tensor_size (numbers) == 1)
    {
      *number = numbers->data[0];
      return TRUE;
    }
  fovea_toast (GTK_WIDGET (self), error != NULL ? error->message : _ ("One number goes into a cell."));
  return FALSE;
}

/* Takes over what was typed. With the brush it is what is painted from now on. */
static gboolean
commit (FoveaCellEditor *self)
{
  float number;

  if (!read_value (self, &number))
    return FALSE;
  self->brush = number;
  if (!gtk_toggle_button_get_active (self->paint))
    set_number (self, &self->cell, number);
  return TRUE;
}

static void
value_activated_cb (FoveaCellEditor *self)
{
  if (!commit (self))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  if (!gtk_toggle_button_get_active (self->paint))
    move_on (self);
}

/* Up and down leave the entry with what was typed, Escape without it. */
static gboolean
value_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, FoveaCellEditor *self)
{
  if (key != GDK_KEY_Escape && key != GDK_KEY_Up && key != GDK_KEY_Down)
    return GDK_EVENT_PROPAGATE;
  if (key != GDK_KEY_Escape && !commit (self))
    return GDK_EVENT_STOP;
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  show_value (self);
  if (key != GDK_KEY_Escape)
    move (self, key == GDK_KEY_Up ? -1 : 1, 0);
  return GDK_EVENT_STOP;
}

static void
type_over (FoveaCellEditor *self, const char *beginning)
{
  gtk_toggle_button_set_active (self->paint, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->value));
  if (beginning == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->value), beginning);
  gtk_editable_set_position (GTK_EDITABLE (self->value), -1);
}

/* With the brush the entry is no longer the cell's. */
static void
paint_toggled_cb (FoveaCellEditor *self)
{
  if (!self->active)
    return;
  if (gtk_toggle_button_get_active (self->paint))
    gtk_widget_grab_focus (GTK_WIDGET (self->value));
  else
    show_value (self);
}

static void
fill (FoveaCellEditor *self, gboolean all)
{
  float number;

  if (read_value (self, &number))
    fovea_lesson_fill_cells (get_lesson (self), &self->cell, all, number);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
fill_slice_clicked_cb (FoveaCellEditor *self)
{
  fill (self, FALSE);
}

static void
fill_all_clicked_cb (FoveaCellEditor *self)
{
  fill (self, TRUE);
}

/* --- the clipboard */

void
fovea_cell_editor_copy (FoveaCellEditor *self)
{
  const FoveaCell first = { FOVEA_CELL_OF_INPUT, 0, 0, 0, 0 };
  g_autofree char *text = NULL;

  if (get_lesson (self) == NULL)
    return;
  text = fovea_lesson_write_cells (get_lesson (self), self->active ? &self->cell : &first);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  fovea_toast (GTK_WIDGET (self), _ ("The numbers are on the clipboard."));
}

static void
text_read_cb (GObject *clipboard, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoveaCellEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
  g_autoptr (FoveaTensor) numbers = NULL;
  FoveaCell cell = { FOVEA_CELL_OF_INPUT, 0, 0, 0, 0 };

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL || get_lesson (self) == NULL)
    return;
  if (self->active)
    cell = self->cell;
  numbers = fovea_cells_parse (text != NULL ? text : "", &error);
  if (numbers == NULL || !fovea_lesson_paste (get_lesson (self), &cell, self->active, numbers, &error))
    fovea_toast (GTK_WIDGET (self), error->message);
}

void
fovea_cell_editor_paste (FoveaCellEditor *self)
{
  if (get_lesson (self) != NULL)
    gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, text_read_cb,
                                   g_object_ref (self));
}

/* --- keys in the scene */

static gboolean
move_by_key (FoveaCellEditor *self, guint key)
{
  switch (key)
    {
    case GDK_KEY_Up:
      move (self, -1, 0);
      return TRUE;
    case GDK_KEY_Down:
      move (self, 1, 0);
      return TRUE;
    case GDK_KEY_Left:
      move (self, 0, -1);
      return TRUE;
    case GDK_KEY_Right:
      move (self, 0, 1);
      return TRUE;
    case GDK_KEY_Page_Up:
      turn_grid (self, -1);
      return TRUE;
    case GDK_KEY_Page_Down:
      turn_grid (self, 1);
      return TRUE;
    default:
      return FALSE;
    }
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
  type_over (self, text);
  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, FoveaCellEditor *self)
{
  state &= gtk_accelerator_get_default_mod_mask () & ~GDK_SHIFT_MASK;
  if (!self->active || state != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Escape)
    fovea_cell_editor_set_active (self, FALSE);
  else if (key == GDK_KEY_F2 || key == GDK_KEY_Return || key == GDK_KEY_KP_Enter)
    type_over (self, NULL);
  else if (key == GDK_KEY_Delete || key == GDK_KEY_BackSpace)
    set_number (self, &self->cell, 0);
  else
    return move_by_key (self, key) || type_by_key (self, key);
  return GDK_EVENT_STOP;
}

/* --- the pointer in the scene */

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, FoveaCellEditor *self)
{
  FoveaCell cell;

  if (get_lesson (self) == NULL || !fovea_scene_view_find_cell (self->view, x, y, &cell))
    return;
  if (n_press == 2 && !self->active)
    {
      self->cell = cell;
      fovea_cell_editor_set_active (self, TRUE);
    }
  else if (n_press == 2)
    type_over (self, NULL);
}

static void
paint_cell (FoveaCellEditor *self, const FoveaCell *cell)
{
  self->stroke = TRUE;
  if (fovea_lesson_get_cell (get_lesson (self), cell) != self->brush)
    set_number (self, cell, self->brush);
  go_to (self, *cell);
}

/* Where the drag begins is the cursor, and what it paints with unless there is a brush. */
static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, FoveaCellEditor *self)
{
  FoveaCell cell;

  self->stroke = FALSE;
  if (!self->active || !fovea_scene_view_find_cell (self->view, x, y, &cell))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  if (gtk_toggle_button_get_active (self->paint))
    {
      if (read_value (self, &self->brush))
        paint_cell (self, &cell);
      return;
    }
  self->brush = fovea_lesson_get_cell (get_lesson (self), &cell);
  go_to (self, cell);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double x, double y, FoveaCellEditor *self)
{
  double start_x, start_y;
  FoveaCell cell;

  if (!self->active || !gtk_gesture_drag_get_start_point (gesture, &start_x, &start_y)
      || !fovea_scene_view_find_cell (self->view, start_x + x, start_y + y, &cell)
      || (!self->stroke && fovea_cell_equal (&cell, &self->cell)))
    return;
  paint_cell (self, &cell);
}

/* --- GObject */

static void
fovea_cell_editor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ACTIVE)
    g_value_set_boolean (value, FOVEA_CELL_EDITOR (object)->active);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fovea_cell_editor_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ACTIVE)
    fovea_cell_editor_set_active (FOVEA_CELL_EDITOR (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
done_clicked_cb (FoveaCellEditor *self)
{
  fovea_cell_editor_set_active (self, FALSE);
}

static void
fovea_cell_editor_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* the bin would not learn that its template took the child away */
  gtk_widget_dispose_template (GTK_WIDGET (object), FOVEA_TYPE_CELL_EDITOR);

  G_OBJECT_CLASS (fovea_cell_editor_parent_class)->dispose (object);
}

static void
fovea_cell_editor_class_init (FoveaCellEditorClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = fovea_cell_editor_get_property;
  object_class->set_property = fovea_cell_editor_set_property;
  object_class->dispose = fovea_cell_editor_dispose;

  properties[PROP_ACTIVE]
      = g_param_spec_boolean ("active", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/cell-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaCellEditor, where);
  gtk_widget_class_bind_template_child (widget_class, FoveaCellEditor, value);
  gtk_widget_class_bind_template_child (widget_class, FoveaCellEditor, paint);
  gtk_widget_class_bind_template_callback (widget_class, value_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, paint_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, fill_slice_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, fill_all_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_clicked_cb);
}

static void
fovea_cell_editor_init (FoveaCellEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fovea_cell_editor_set_view (FoveaCellEditor *self, FoveaSceneView *view)
{
  GtkGesture *click = gtk_gesture_click_new (), *drag = gtk_gesture_drag_new ();

  g_return_if_fail (FOVEA_IS_CELL_EDITOR (self) && self->view == NULL);

  self->view = view;
  self->keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (self->keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self, 0);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (view), self->keys);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_object (view, "painted", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

gboolean
fovea_cell_editor_get_active (FoveaCellEditor *self)
{
  g_return_val_if_fail (FOVEA_IS_CELL_EDITOR (self), FALSE);
  return self->active;
}

void
fovea_cell_editor_set_active (FoveaCellEditor *self, gboolean active)
{
  g_return_if_fail (FOVEA_IS_CELL_EDITOR (self));

  if (self->active == active || (active && get_lesson (self) == NULL))
    return;
  self->active = active;
  gtk_toggle_button_set_active (self->paint, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), active);
  if (active)
    update (self);
  else
    fovea_scene_view_set_cursor (self->view, NULL);
  if (self->active == active)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}
