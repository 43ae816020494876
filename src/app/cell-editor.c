/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Editing: where the cursor is, and the bar. The view knows where the cursor is drawn, the lesson has the numbers. One
 * number may be drawn at several places (a matrix of patches copies it), so the cursor is a number and one of its
 * places; the arrows go from place to place. */

#include "config.h"

#include "app/cell-editor-private.h"

#include "app/page.h"
#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>

enum
{
  PROP_ACTIVE = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (FoveaCellEditor, fovea_cell_editor, ADW_TYPE_BIN)

static FoveaScene *
get_scene (FoveaCellEditor *self)
{
  return self->view != NULL ? fovea_scene_view_get_scene (self->view) : NULL;
}

FoveaLesson *
fovea_cell_editor_get_lesson (FoveaCellEditor *self)
{
  FoveaScene *scene = get_scene (self);
  FoveaLesson *lesson = scene != NULL ? fovea_scene_get_lesson (scene) : NULL;

  return lesson != NULL && fovea_lesson_get_input_cells (lesson).slices > 0 ? lesson : NULL;
}

/* --- where the cursor is */

static void
show_value (FoveaCellEditor *self)
{
  char number[FOVEA_NUMBER_SIZE];

  if (gtk_toggle_button_get_active (self->paint))
    return;
  fovea_number_exact (fovea_lesson_get_cell (fovea_cell_editor_get_lesson (self), &self->cell), number);
  gtk_editable_set_text (GTK_EDITABLE (self->value), number);
}

/* Finds the cursor's number where it is drawn now; a number that is gone takes the cursor to the input's first, or to
 * the first of any. Returns: whether there is one */
static gboolean
find_place (FoveaCellEditor *self)
{
  const FoveaCell first = { FOVEA_CELL_OF_INPUT, 0, 0, 0, 0 };
  FoveaScene *scene = get_scene (self);
  FoveaCell cell;

  if (fovea_scene_get_cell (scene, &self->site, &cell) && fovea_cell_equal (&cell, &self->cell))
    return TRUE;
  return fovea_scene_find_site (scene, &self->cell, &self->site) || fovea_scene_find_site (scene, &first, &self->site)
         || fovea_scene_first_site (scene, &self->site);
}

/* Everything follows from the cell and its number. */
static void
update (FoveaCellEditor *self)
{
  g_autofree char *words = NULL;

  if (!self->active)
    return;
  if (fovea_cell_editor_get_lesson (self) == NULL || !find_place (self))
    {
      fovea_cell_editor_set_active (self, FALSE);
      return;
    }
  fovea_scene_get_cell (get_scene (self), &self->site, &self->cell);
  words = fovea_lesson_describe_cell (fovea_cell_editor_get_lesson (self), &self->cell);
  gtk_label_set_text (self->where, words);
  fovea_scene_view_set_cursor (self->view, &self->site);
  if (!gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->value)))))
    show_value (self);
}

gboolean
fovea_cell_editor_go_to (FoveaCellEditor *self, const FoveaSite *site)
{
  FoveaCell cell;

  if (!fovea_scene_get_cell (get_scene (self), site, &cell))
    return FALSE;
  self->site = *site;
  self->cell = cell;
  update (self);
  show_value (self);
  return TRUE;
}

/* Some rows have gaps: what is beyond one is the next number. */
gboolean
fovea_cell_editor_move (FoveaCellEditor *self, int rows, int columns)
{
  FoveaSite site = self->site;

  do
    {
      site.row += rows;
      site.column += columns;
      if (fovea_cell_editor_go_to (self, &site))
        return TRUE;
    }
  while (fovea_scene_has_site (get_scene (self), &site));
  return FALSE;
}

/* To the next number in reading order. */
static void
move_on (FoveaCellEditor *self)
{
  FoveaSite site = { self->site.role, self->site.index, self->site.row + 1, 0 };

  if (fovea_cell_editor_move (self, 0, 1))
    return;
  for (; fovea_scene_has_site (get_scene (self), &site); site.row++)
    for (site.column = 0; fovea_scene_has_site (get_scene (self), &site); site.column++)
      if (fovea_cell_editor_go_to (self, &site))
        return;
}

void
fovea_cell_editor_turn (FoveaCellEditor *self, int by)
{
  FoveaSite site = self->site;

  if (fovea_scene_turn_site (get_scene (self), by, &site))
    fovea_cell_editor_go_to (self, &site);
}

/* --- numbers */

void
fovea_cell_editor_set_number (FoveaCellEditor *self, float number)
{
  fovea_lesson_set_cell (fovea_cell_editor_get_lesson (self), &self->cell, number);
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
    fovea_cell_editor_set_number (self, number);
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
    fovea_cell_editor_move (self, key == GDK_KEY_Up ? -1 : 1, 0);
  return GDK_EVENT_STOP;
}

void
fovea_cell_editor_type_over (FoveaCellEditor *self, const char *beginning)
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
    fovea_lesson_fill_cells (fovea_cell_editor_get_lesson (self), &self->cell, all, number);
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

gboolean
fovea_cell_editor_take_brush (FoveaCellEditor *self)
{
  if (gtk_toggle_button_get_active (self->paint))
    return read_value (self, &self->brush);
  self->brush = fovea_lesson_get_cell (fovea_cell_editor_get_lesson (self), &self->cell);
  return TRUE;
}

void
fovea_cell_editor_paint (FoveaCellEditor *self, const FoveaSite *site)
{
  if (fovea_cell_editor_go_to (self, site)
      && fovea_lesson_get_cell (fovea_cell_editor_get_lesson (self), &self->cell) != self->brush)
    fovea_cell_editor_set_number (self, self->brush);
}

/* --- random numbers */

static void
shuffle_cb (FoveaCellEditor *self)
{
  if (self->active)
    fovea_lesson_shuffle_cells (fovea_cell_editor_get_lesson (self), &self->cell, FALSE,
                                (guint64) gtk_spin_button_get_value (self->seed));
}

/* The next seed's; the entry shows which these are. */
static void
next_seed_clicked_cb (FoveaCellEditor *self)
{
  double low, high, seed = gtk_spin_button_get_value (self->seed);

  gtk_spin_button_get_range (self->seed, &low, &high);
  gtk_spin_button_set_value (self->seed, seed < high ? seed + 1 : low);
}

/* Those of the seed that was typed, again if need be. */
static void
seed_activated_cb (FoveaCellEditor *self)
{
  gtk_spin_button_update (self->seed);
  shuffle_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
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
  gtk_widget_class_bind_template_child (widget_class, FoveaCellEditor, seed);
  gtk_widget_class_bind_template_callback (widget_class, value_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, paint_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, fill_slice_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, fill_all_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, shuffle_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_seed_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_clicked_cb);
}

static void
fovea_cell_editor_init (FoveaCellEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (self->seed)), "activate",
                           G_CALLBACK (seed_activated_cb), self, G_CONNECT_SWAPPED);
}

void
fovea_cell_editor_set_view (FoveaCellEditor *self, FoveaSceneView *view)
{
  g_return_if_fail (FOVEA_IS_CELL_EDITOR (self) && self->view == NULL);

  self->view = view;
  fovea_cell_editor_attach_hands (self);
  g_signal_connect_object (view, "painted", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

gboolean
fovea_cell_editor_get_active (FoveaCellEditor *self)
{
  g_return_val_if_fail (FOVEA_IS_CELL_EDITOR (self), FALSE);
  return self->active;
}

FoveaCell
fovea_cell_editor_get_cell (FoveaCellEditor *self)
{
  return self->cell;
}

void
fovea_cell_editor_set_active (FoveaCellEditor *self, gboolean active)
{
  g_return_if_fail (FOVEA_IS_CELL_EDITOR (self));

  if (self->active == active || (active && fovea_cell_editor_get_lesson (self) == NULL))
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
