/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which page a file is for. */

#include "config.h"

#include "app/open-actions.h"

#include "app/dialogs.h"
#include "app/pages.h"

#include <glib/gi18n-lib.h>

static void
open_chosen_cb (GFile *file, gpointer window)
{
  fovea_main_window_open (window, file);
}

static void
open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoveaPage *page = fovea_main_window_get_page (FOVEA_MAIN_WINDOW (widget));

  fovea_dialog_open (widget, _ ("Open"), fovea_page_create_filter (page), open_chosen_cb, widget);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, FoveaMainWindow *window)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  if (files != NULL)
    fovea_main_window_open (window, files->data);
  return files != NULL;
}

void
fovea_open_actions_install (GtkWidgetClass *class)
{
  gtk_widget_class_install_action (class, "win.open", NULL, open_cb);
}

/* Whatever can be opened can be dropped. */
void
fovea_open_actions_add_drop_target (FoveaMainWindow *window)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), window);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (target));
}

/* A lesson file is walked through, nets, runs and folders go to the page that trains nets, and all else, a picture most
 * likely, to the page that is shown if it takes files, else to the first. */
void
fovea_open_actions_open (FoveaMainWindow *window, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file), *path = g_file_get_path (file);
  guint n;

  if (path != NULL && g_str_has_suffix (name, ".lesson"))
    {
      fovea_main_window_open_course (window, path, NULL);
      return;
    }
  if (g_str_has_suffix (name, ".safetensors") || g_str_has_suffix (name, ".checkpoint")
      || (path != NULL && g_file_test (path, G_FILE_TEST_IS_DIR)))
    fovea_main_window_show_page (window, "training");
  else if (!fovea_page_can_open (fovea_main_window_get_page (window)))
    fovea_main_window_show_page (window, fovea_pages_get (&n)[0].name);
  fovea_page_open (fovea_main_window_get_page (window), file);
}
