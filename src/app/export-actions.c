/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Export as actions of the window: the menu, keys and tests call them by name. */

#include "config.h"

#include "app/export-actions.h"

#include "app/lesson-page.h"
#include "app/main-window.h"

static const struct
{
  const char *name;
  FoveaExport format;
} formats[] = {
  { "svg", { ".svg", 1 } },   { "pdf", { ".pdf", 1 } },   { "png-1", { ".png", 1 } }, { "png-2", { ".png", 2 } },
  { "png-3", { ".png", 3 } }, { "png-4", { ".png", 4 } }, { "gif", { ".gif", 1 } },   { "csv", { ".csv", 1 } },
  { "npy", { ".npy", 1 } },
};

static void
ask (GtkWidget *widget, const char *name)
{
  FoveaMainWindow *window = FOVEA_MAIN_WINDOW (widget);

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].name, name))
      fovea_exporter_ask (fovea_main_window_get_exporter (window), fovea_main_window_get_page (window),
                          &formats[i].format);
}

static void
export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask (widget, parameter != NULL ? g_variant_get_string (parameter, NULL) : "gif");
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoveaMainWindow *window = FOVEA_MAIN_WINDOW (widget);

  fovea_exporter_copy (fovea_main_window_get_exporter (window), fovea_main_window_get_page (window));
}

void
fovea_export_actions_install (GtkWidgetClass *class)
{
  gtk_widget_class_install_action (class, "win.export-picture", "s", export_cb);
  gtk_widget_class_install_action (class, "win.export-animation", NULL, export_cb);
  gtk_widget_class_install_action (class, "win.export-numbers", "s", export_cb);
  gtk_widget_class_install_action (class, "win.copy-picture", NULL, copy_cb);
}

void
fovea_export_actions_update (GtkWidget *window, FoveaPage *page, FoveaExporter *exporter)
{
  gboolean lesson = FOVEA_IS_LESSON_PAGE (page), busy = fovea_exporter_get_busy (exporter);
  gboolean picture = fovea_page_get_view (page) != NULL;

  gtk_widget_action_set_enabled (window, "win.export-menu", picture);
  gtk_widget_action_set_enabled (window, "win.copy-picture", picture);
  gtk_widget_action_set_enabled (window, "win.export-picture", picture && !busy);
  gtk_widget_action_set_enabled (window, "win.export-animation", lesson && !busy);
  gtk_widget_action_set_enabled (window, "win.export-numbers", (lesson || fovea_page_has_numbers (page)) && !busy);
  gtk_widget_action_set_enabled (window, "win.add-step", lesson);
}
