/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Width and height of an input or a filter, together or apart: a button beside their group's title sets the sides of
 * all apart. While they differ, the row of both tells them; else it sets them. A picture's size is its own. */

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

static gboolean
shows_picture (FoveaLesson *lesson)
{
  gboolean picture = FALSE;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (lesson), "picture") != NULL)
    g_object_get (lesson, "picture", &picture, NULL);
  return picture;
}

/* Whether it is a picture's size, which nobody sets. */
static gboolean
is_fixed (const Sides *self)
{
  return g_str_equal (self->rows.name, "input") && shows_picture (self->lesson);
}

static gboolean
differ (FoveaLesson *lesson, const char *width, const char *height)
{
  int columns, lines;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (lesson), width) == NULL)
    return FALSE;
  g_object_get (lesson, width, &columns, height, &lines, NULL);
  return columns != lines;
}

static gboolean
is_asked (GtkToggleButton *apart)
{
  return g_object_get_data (G_OBJECT (apart), "asked") != NULL;
}

/* It stays down as long as anything is no square, or until one lets it up again. */
static void
update_button (const Sides *self)
{
  gboolean apart = is_asked (self->apart)
                   || (!shows_picture (self->lesson) && differ (self->lesson, "input-width", "input-height"))
                   || differ (self->lesson, "filter-width", "filter-height");

  gtk_toggle_button_set_active (self->apart, apart);
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
  int columns, lines, across = 0, down = 0, both = 0;
  g_autofree char *size = NULL;

  g_object_get (self->lesson, self->width, &columns, self->height, &lines, NULL);
  if (rows->get_limits != NULL)
    rows->get_limits (self->lesson, &across, &down, &both);
  if (!fixed)
    {
      set_row (rows->width, across, columns);
      set_row (rows->height, down, lines);
      if (columns == lines)
        set_row (rows->both, both, columns);
    }
  size = fixed || columns != lines ? g_strdup_printf ("%d×%d", columns, lines) : NULL;
  g_object_set (rows->both, "text", size, NULL);
  update_button (self);
  apart = !fixed && (columns != lines || gtk_toggle_button_get_active (self->apart));
  gtk_widget_set_visible (GTK_WIDGET (rows->width), apart);
  gtk_widget_set_visible (GTK_WIDGET (rows->height), apart);
}

static void
ask_cb (GtkToggleButton *apart)
{
  g_object_set_data (G_OBJECT (apart), "asked", GINT_TO_POINTER (gtk_toggle_button_get_active (apart)));
}

/* Together again: a square as wide as it was. */
static void
clicked_cb (GtkToggleButton *apart, Sides *self)
{
  int columns;

  g_object_get (self->lesson, self->width, &columns, NULL);
  if (!is_asked (apart) && !is_fixed (self))
    g_object_set (self->lesson, self->rows.name, columns, NULL);
  update (self);
}

static void
changed_cb (FoveaSpinRow *both)
{
  update (g_object_get_data (G_OBJECT (both), "sides"));
}

/* Of the group that @row is in */
static GtkToggleButton *
ensure_button (FoveaSpinRow *row)
{
  AdwPreferencesGroup *group
      = ADW_PREFERENCES_GROUP (gtk_widget_get_ancestor (GTK_WIDGET (row), ADW_TYPE_PREFERENCES_GROUP));
  GtkWidget *apart = adw_preferences_group_get_header_suffix (group);

  if (apart == NULL)
    {
      apart = gtk_toggle_button_new ();
      gtk_button_set_icon_name (GTK_BUTTON (apart), "insert-link-symbolic");
      gtk_widget_set_valign (apart, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (apart, _ ("Widths and Heights Apart"));
      gtk_widget_add_css_class (apart, "flat");
      gtk_accessible_update_property (GTK_ACCESSIBLE (apart), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ ("Widths and heights apart"), -1);
      g_signal_connect (apart, "clicked", G_CALLBACK (ask_cb), NULL); /* before what the rows do */
      adw_preferences_group_set_header_suffix (group, apart);
    }
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
  Sides *self = g_new (Sides, 1);

  *self = (Sides){ *rows, lesson, ensure_button (rows->both), g_strconcat (rows->name, "-width", NULL),
                   g_strconcat (rows->name, "-height", NULL) };
  g_object_set_data_full (G_OBJECT (rows->both), "sides", self, sides_free);
  update (self);
  g_object_bind_property (lesson, rows->name, rows->both, "value", flags);
  g_object_bind_property (lesson, self->width, rows->width, "value", flags);
  g_object_bind_property (lesson, self->height, rows->height, "value", flags);
  g_signal_connect (self->apart, "clicked", G_CALLBACK (clicked_cb), self);
  g_signal_connect_object (lesson, "changed", G_CALLBACK (changed_cb), rows->both, G_CONNECT_SWAPPED);
}
