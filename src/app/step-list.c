/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rows are made when the list is opened: the lesson file may be another by then. */

#include "config.h"

#include "app/step-list.h"

#include "app/letters.h"

enum
{
  SCROLL_DELAY = 50 /* ms until the list has a size */
};

struct _FoveaStepList
{
  GtkPopover parent_instance;

  GtkLabel *title;
  GtkListBox *list;

  FoveaGuide *guide;
  guint scroll;
};

G_DEFINE_FINAL_TYPE (FoveaStepList, fovea_step_list, GTK_TYPE_POPOVER)

static GtkWidget *
create_row (int index, const FoveaStep *step)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *words = g_strdup_printf ("%d", index + 1);
  g_autofree char *name = fovea_letters_write (fovea_letters_get_chosen (), step->title);
  GtkWidget *number = gtk_label_new (words), *title = gtk_label_new (name);

  gtk_label_set_width_chars (GTK_LABEL (number), 3);
  gtk_label_set_xalign (GTK_LABEL (number), 1);
  gtk_widget_add_css_class (number, "dim-label");
  gtk_widget_add_css_class (number, "numeric");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), title);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

/* Once the rows have their places. */
static gboolean
scroll_cb (gpointer user_data)
{
  FoveaStepList *self = user_data;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  self->scroll = 0;
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  return G_SOURCE_REMOVE;
}

static void
fill (FoveaStepList *self)
{
  FoveaCourse *course = fovea_guide_get_course (self->guide);
  int current = fovea_guide_get_index (self->guide);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  if (course == NULL)
    return;
  gtk_label_set_text (self->title, course->title);
  for (int i = 0; i < course->n_steps; i++)
    gtk_list_box_append (self->list, create_row (i, fovea_course_get_step (course, i)));
  if (current < 0)
    return;
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, current));
  if (self->scroll == 0)
    self->scroll = g_timeout_add (SCROLL_DELAY, scroll_cb, self);
}

static void
row_activated_cb (FoveaStepList *self, GtkListBoxRow *row)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go-to-step", "i", gtk_list_box_row_get_index (row));
}

static void
fovea_step_list_map (GtkWidget *widget)
{
  FoveaStepList *self = FOVEA_STEP_LIST (widget);

  GTK_WIDGET_CLASS (fovea_step_list_parent_class)->map (widget);
  if (self->guide != NULL)
    fill (self);
}

static void
fovea_step_list_dispose (GObject *object)
{
  g_clear_handle_id (&FOVEA_STEP_LIST (object)->scroll, g_source_remove);
  g_clear_object (&FOVEA_STEP_LIST (object)->guide);
  gtk_widget_dispose_template (GTK_WIDGET (object), FOVEA_TYPE_STEP_LIST);

  G_OBJECT_CLASS (fovea_step_list_parent_class)->dispose (object);
}

static void
fovea_step_list_class_init (FoveaStepListClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fovea_step_list_dispose;
  widget_class->map = fovea_step_list_map;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/step-list.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaStepList, title);
  gtk_widget_class_bind_template_child (widget_class, FoveaStepList, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
fovea_step_list_init (FoveaStepList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fovea_step_list_set_guide (FoveaStepList *self, FoveaGuide *guide)
{
  g_return_if_fail (FOVEA_IS_STEP_LIST (self) && FOVEA_IS_GUIDE (guide));

  g_set_object (&self->guide, guide);
}
