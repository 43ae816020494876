/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Width and height of an input or a filter, together or apart. While they differ, the row of both tells them; else it
 * sets them. A picture's size is its own. */

#include "config.h"

#include "app/size-rows.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  FoveaSizeRows rows;
  FoveaLesson *lesson; /* not owned: it outlives its rows */
  GtkToggleButton *apart;
  char *width, *height; /* the lesson's properties */
} Sides;

static void
sides_free (gpointer data)
{
  Sides *self = data;

  g_free (self->width);
  g_free (self->height);
  g_free (self);
}

/* Whether it is a picture's size, which nobody sets. */
static gboolean
is_fixed (const Sides *self)
{
  gboolean picture = FALSE;

  if (g_str_equal (self->rows.name, "input")
      && g_object_class_find_property (G_OBJECT_GET_CLASS (self->lesson), "picture") != NULL)
    g_object_get (self->lesson, "picture", &picture, NULL);
  return picture;
}

/* The room that there is, before what stands in it. */
static void
set_row (FoveaSpinRow *row, int upper, int value)
{
  if (upper > 0)
    g_object_set (row, "upper", (double) upper, NULL);
  g_object_set (row, "value", (double) value, NULL);
}

static void
update (Sides *self)
{
  const FoveaSizeRows *rows = &self->rows;
  gboolean fixed = is_fixed (self), apart;
  int columns, lines, across = 0, down = 0;
  g_autofree char *size = NULL;

  g_object_get (self->lesson, self->width, &columns, self->height, &lines, NULL);
  if (rows->get_limit != NULL)
    {
      across = rows->get_limit (self->lesson, FALSE);
      down = rows->get_limit (self->lesson, TRUE);
    }
  if (!fixed)
    {
      set_row (rows->width, across, columns);
      set_row (rows->height, down, lines);
      if (columns == lines)
        set_row (rows->both, MIN (across, down), columns);
    }
  size = fixed || columns != lines ? g_strdup_printf ("%d×%d", columns, lines) : NULL;
  g_object_set (rows->both, "text", size, NULL);
  apart = !fixed && (columns != lines || gtk_toggle_button_get_active (self->apart));
  gtk_toggle_button_set_active (self->apart, apart);
  gtk_widget_set_visible (GTK_WIDGET (self->apart), !fixed);
  gtk_widget_set_visible (GTK_WIDGET (rows->width), apart);
  gtk_widget_set_visible (GTK_WIDGET (rows->height), apart);
}

/* Together again: a square as wide as it was. */
static void
toggled_cb (GtkToggleButton *apart, Sides *self)
{
  int columns;

  g_object_get (self->lesson, self->width, &columns, NULL);
  if (!gtk_toggle_button_get_active (apart) && !is_fixed (self))
    g_object_set (self->lesson, self->rows.name, columns, NULL);
  update (self);
}

static void
changed_cb (FoveaSpinRow *both)
{
  update (g_object_get_data (G_OBJECT (both), "sides"));
}

/* @what: "Filter width and height apart", for a screen reader; the tooltip is shorter. */
static GtkToggleButton *
create_button (const char *what)
{
  GtkWidget *apart = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (apart), "insert-link-symbolic");
  gtk_widget_set_valign (apart, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (apart, _ ("Width and Height Apart"));
  gtk_widget_add_css_class (apart, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (apart), GTK_ACCESSIBLE_PROPERTY_LABEL, what, -1);
  return GTK_TOGGLE_BUTTON (apart);
}

/**
 * fovea_size_rows_bind:
 * @rows: (copied)
 *
 * Lets the rows set the lesson's sides, together or apart, for as long as they live.
 */
void
fovea_size_rows_bind (const FoveaSizeRows *rows, FoveaLesson *lesson)
{
  const GBindingFlags flags = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;
  gboolean input = g_str_equal (rows->name, "input");
  Sides *self = g_new (Sides, 1);

  *self = (Sides){ *rows, lesson,
                   create_button (input ? _ ("Input width and height apart") : _ ("Filter width and height apart")),
                   g_strconcat (rows->name, "-width", NULL), g_strconcat (rows->name, "-height", NULL) };
  fovea_spin_row_add (rows->both, GTK_WIDGET (self->apart));
  g_object_set_data_full (G_OBJECT (rows->both), "sides", self, sides_free);
  update (self);
  g_object_bind_property (lesson, rows->name, rows->both, "value", flags);
  g_object_bind_property (lesson, self->width, rows->width, "value", flags);
  g_object_bind_property (lesson, self->height, rows->height, "value", flags);
  g_signal_connect (self->apart, "toggled", G_CALLBACK (toggled_cb), self);
  g_signal_connect_object (lesson, "changed", G_CALLBACK (changed_cb), rows->both, G_CONNECT_SWAPPED);
}
