/* SPDX-License-Identifier: GPL-3.0-or-later */

/* On a machine without a display GTK's Broadway backend serves the window to a web browser, whose tab is then its
 * screen. Broadway maximises a window to the screen as it is at that moment; but the tab comes later than the window,
 * and changes its size. */

#include "app/served.h"

static void
geometry_cb (GdkMonitor *screen, GParamSpec *pspec, GtkWindow *window)
{
  GdkRectangle geometry;

  gdk_monitor_get_geometry (screen, &geometry);
  gtk_window_set_default_size (window, geometry.width, geometry.height);
}

/**
 * fovea_served_fill:
 *
 * Makes @window fill the web browser's tab from now on.
 *
 * Returns: FALSE where there is a display of one's own; then nothing happens
 */
gboolean
fovea_served_fill (GtkWindow *window)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (window));
  g_autoptr (GdkMonitor) screen = NULL;

  if (!g_str_equal (G_OBJECT_TYPE_NAME (display), "GdkBroadwayDisplay"))
    return FALSE;
  screen = g_list_model_get_item (gdk_display_get_monitors (display), 0);
  g_signal_connect_object (screen, "notify::geometry", G_CALLBACK (geometry_cb), window, 0);
  geometry_cb (screen, NULL, window);
  gtk_window_maximize (window);
  return TRUE;
}
