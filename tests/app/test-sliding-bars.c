/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app-test.h"

static GtkScrolledWindow *
find_tabs (FoveaMainWindow *window)
{
  GtkWidget *switcher = app_test_find (fovea_main_window_get_page (window), GTK_TYPE_STACK_SWITCHER, NULL);

  return GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (switcher, GTK_TYPE_SCROLLED_WINDOW));
}

/* A window on the page of many views. */
static FoveaMainWindow *
open_page (void)
{
  FoveaMainWindow *window = app_test_open_window (800, 600);

  fovea_main_window_show_page (window, "training");
  app_test_wait_for (gtk_widget_get_width (GTK_WIDGET (find_tabs (window))) > 0);
  return window;
}

/* Leaves the tabs less room than they need. */
static void
narrow (FoveaMainWindow *window)
{
  GtkScrolledWindow *tabs = find_tabs (window);
  GtkAdjustment *room = gtk_scrolled_window_get_hadjustment (tabs);

  gtk_widget_set_margin_end (GTK_WIDGET (tabs), 300);
  app_test_wait_for (gtk_adjustment_get_page_size (room) < gtk_adjustment_get_upper (room));
  app_test_settle ();
}

static void
find_active_cb (GtkWidget *widget, gpointer active)
{
  if (GTK_IS_TOGGLE_BUTTON (widget) && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (widget)))
    *(GtkWidget **) active = widget;
}

static void
assert_chosen_in_sight (FoveaMainWindow *window)
{
  GtkWidget *tabs = GTK_WIDGET (find_tabs (window)), *active = NULL;
  graphene_rect_t at;

  app_test_walk (tabs, find_active_cb, &active);
  g_assert_true (gtk_widget_compute_bounds (active, tabs, &at));
  g_assert_cmpfloat (at.origin.x, >=, 0);
  g_assert_cmpfloat (at.origin.x + at.size.width, <=, gtk_widget_get_width (tabs));
}

static void
test_key_brings_its_tab_into_sight (gconstpointer key)
{
  FoveaMainWindow *window = open_page ();
  GtkSelectionModel *views = gtk_stack_get_pages (
      gtk_stack_switcher_get_stack (app_test_find (find_tabs (window), GTK_TYPE_STACK_SWITCHER, NULL)));

  narrow (window);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (views)); i++)
    {
      fovea_page_key_pressed (fovea_main_window_get_page (window), GPOINTER_TO_UINT (key), GDK_ALT_MASK);
      app_test_settle ();
      assert_chosen_in_sight (window);
    }
  app_test_close_window (window);
}

static void
test_stays_in_sight_when_room_shrinks (void)
{
  FoveaMainWindow *window = open_page ();

  fovea_page_key_pressed (fovea_main_window_get_page (window), GDK_KEY_Page_Up, GDK_ALT_MASK);
  app_test_settle ();
  assert_chosen_in_sight (window);
  narrow (window);
  assert_chosen_in_sight (window);
  app_test_close_window (window);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_data_func ("/app/sliding-bars/next-view-in-sight", GUINT_TO_POINTER (GDK_KEY_Page_Down),
                        test_key_brings_its_tab_into_sight);
  g_test_add_data_func ("/app/sliding-bars/previous-view-in-sight", GUINT_TO_POINTER (GDK_KEY_Page_Up),
                        test_key_brings_its_tab_into_sight);
  g_test_add_func ("/app/sliding-bars/stays-in-sight-when-room-shrinks", test_stays_in_sight_when_room_shrinks);
  return g_test_run ();
}
