/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Width and height of an input, together or apart. A picture's size is its own. */

#include "config.h"

#include "app/size-rows.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  FoveaLesson *lesson; /* not owned: it outlives its rows */
  GtkToggleButton *apart;
  GtkWidget *width, *height;
} Rows;

static gboolean
shows_picture (FoveaLesson *lesson)
{
  gboolean picture = FALSE;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (lesson), "picture") != NULL)
    g_object_get (lesson, "picture", &picture, NULL);
  return picture;
}

static void
update (Rows *rows)
{
  gboolean picture = shows_picture (rows->lesson), apart;
  int width, height;

  g_object_get (rows->lesson, "input-width", &width, "input-height", &height, NULL);
  apart = !picture && (width != height || gtk_toggle_button_get_active (rows->apart));
  gtk_toggle_button_set_active (rows->apart, apart);
  gtk_widget_set_visible (GTK_WIDGET (rows->apart), !picture);
  gtk_widget_set_visible (rows->width, apart);
  gtk_widget_set_visible (rows->height, apart);
}

/* Together again: a square as wide as the input was. */
static void
toggled_cb (GtkToggleButton *apart, Rows *rows)
{
  int width;

  g_object_get (rows->lesson, "input-width", &width, NULL);
  if (!gtk_toggle_button_get_active (apart) && !shows_picture (rows->lesson))
    g_object_set (rows->lesson, "input", width, NULL);
  update (rows);
}

static void
changed_cb (FoveaSpinRow *both)
{
  update (g_object_get_data (G_OBJECT (both), "rows"));
}

void
fovea_size_rows_bind (FoveaLesson *lesson, FoveaSpinRow *both, FoveaSpinRow *width, FoveaSpinRow *height)
{
  const GBindingFlags flags = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;
  GtkWidget *apart = gtk_toggle_button_new ();
  Rows *rows = g_new (Rows, 1);

  *rows = (Rows){ lesson, GTK_TOGGLE_BUTTON (apart), GTK_WIDGET (width), GTK_WIDGET (height) };
  gtk_button_set_icon_name (GTK_BUTTON (apart), "insert-link-symbolic");
  gtk_widget_set_valign (apart, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (apart, _ ("Width and Height Apart"));
  gtk_widget_add_css_class (apart, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (apart), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Width and height apart"), -1);
  adw_preferences_group_set_header_suffix (
      ADW_PREFERENCES_GROUP (gtk_widget_get_ancestor (GTK_WIDGET (both), ADW_TYPE_PREFERENCES_GROUP)), apart);
  g_object_bind_property (lesson, "input-width", width, "value", flags);
  g_object_bind_property (lesson, "input-height", height, "value", flags);
  g_object_set_data_full (G_OBJECT (both), "rows", rows, g_free);
  g_signal_connect (apart, "toggled", G_CALLBACK (toggled_cb), rows);
  g_signal_connect_object (lesson, "changed", G_CALLBACK (changed_cb), both, G_CONNECT_SWAPPED);
  update (rows);
}
