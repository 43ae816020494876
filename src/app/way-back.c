/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The way back is an action, whose button is there only while the action can be done. */

#include "app/way-back.h"

typedef struct
{
  const char *to;
  FoveaPage *from; /* not owned: it is there as long as the window */
} WayBack;

static const char key[] = "fovea-way-back";

static WayBack *
get_way (gpointer window)
{
  return g_object_get_data (window, key);
}

void
fovea_way_back_update (FoveaMainWindow *window)
{
  WayBack *way = get_way (window);

  gtk_widget_action_set_enabled (GTK_WIDGET (window), "win.back",
                                 way != NULL && way->from == fovea_main_window_get_page (window));
}

/* @page: (nullable): static text, the page that led to the one that is shown; NULL for no way back */
void
fovea_way_back_set (FoveaMainWindow *window, const char *page)
{
  WayBack *way = NULL;

  g_return_if_fail (FOVEA_IS_MAIN_WINDOW (window));

  if (page != NULL)
    {
      way = g_new (WayBack, 1);
      *way = (WayBack){ page, fovea_main_window_get_page (window) };
    }
  g_object_set_data_full (G_OBJECT (window), key, way, g_free);
  fovea_way_back_update (window);
}

static void
back_cb (GtkWidget *window, const char *action, GVariant *parameter)
{
  fovea_main_window_show_page (FOVEA_MAIN_WINDOW (window), get_way (window)->to);
}

void
fovea_way_back_install (GtkWidgetClass *class)
{
  gtk_widget_class_install_action (class, "win.back", NULL, back_cb);
}
