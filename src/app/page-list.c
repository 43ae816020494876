/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rows come in the order of pages.c, so a row's index is its page's. */

#include "config.h"

#include "app/page-list.h"

#include <glib/gi18n-lib.h>

static GtkWidget *
create_row (const FoveaPageEntry *entry)
{
  GtkWidget *label = gtk_label_new (g_dgettext (GETTEXT_PACKAGE, entry->title));
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (GTK_LABEL (label)), -1);
  return row;
}

/* The section's name above its first page. */
static void
update_header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const char *section = fovea_page_list_get_entry (row)->section;
  GtkWidget *label;

  if (before != NULL && g_str_equal (fovea_page_list_get_entry (before)->section, section))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (g_dgettext (GETTEXT_PACKAGE, section));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "section");
  gtk_list_box_row_set_header (row, label);
}

/* Adds a row for every page to @list, which is empty. */
void
fovea_page_list_fill (GtkListBox *list)
{
  guint n;
  const FoveaPageEntry *pages = fovea_pages_get (&n);

  for (guint i = 0; i < n; i++)
    gtk_list_box_append (list, create_row (&pages[i]));
  gtk_list_box_set_header_func (list, update_header_cb, NULL, NULL);
}

/* The page that @row is for. */
const FoveaPageEntry *
fovea_page_list_get_entry (GtkListBoxRow *row)
{
  guint n;

  return fovea_pages_get (&n) + gtk_list_box_row_get_index (row);
}
