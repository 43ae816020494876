/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app-test.h"

#include "app/pages.h"
#include "app/settings.h"

/* What a screen reader would call @widget: its label, what it is labelled by, its text or tooltip. */
static gboolean
has_name (GtkWidget *widget)
{
  g_autofree char *label = NULL;

  if (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return TRUE;
  if (gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
    label = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, "\001");
  if (label != NULL && *label != '\0')
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if ((GTK_IS_LABEL (child) && *gtk_label_get_text (GTK_LABEL (child)) != '\0') || has_name (child))
      return TRUE;
  return FALSE;
}

/* Parts of a control take its name; containers that only pass the focus on need none. */
static gboolean
is_control (GtkWidget *widget)
{
  return gtk_widget_get_focusable (widget) && gtk_widget_get_mapped (widget)
         && gtk_widget_get_ancestor (gtk_widget_get_parent (widget), GTK_TYPE_SPIN_BUTTON) == NULL
         && gtk_widget_get_ancestor (gtk_widget_get_parent (widget), GTK_TYPE_ENTRY) == NULL
         && !GTK_IS_SCROLLED_WINDOW (widget) && !GTK_IS_LABEL (widget);
}

typedef struct
{
  int controls;
  GtkWidget *nameless;
} Names;

static void
check_name_cb (GtkWidget *widget, gpointer user_data)
{
  Names *names = user_data;

  if (!is_control (widget))
    return;
  names->controls++;
  if (!has_name (widget))
    names->nameless = widget;
}

static Names
check_names (FoveaMainWindow *window)
{
  Names names = { 0 };

  app_test_walk (GTK_WIDGET (window), check_name_cb, &names);
  return names;
}

static void
test_names (void)
{
  FoveaMainWindow *window = app_test_open_window (1280, 800);
  guint n_pages;
  const FoveaPageEntry *pages = fovea_pages_get (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    {
      gint64 end = g_get_monotonic_time () + APP_TEST_PATIENCE * G_USEC_PER_SEC;
      Names names;

      fovea_main_window_show_page (window, pages[i].name);
      do /* scenes find their words while the main loop is idle */
        app_test_settle ();
      while ((names = check_names (window)).nameless != NULL && g_get_monotonic_time () < end);
      if (names.nameless != NULL)
        g_error ("A %s of the page %s has no accessible name", G_OBJECT_TYPE_NAME (names.nameless), pages[i].name);
      g_assert_cmpint (names.controls, >, 10);
    }
  app_test_close_window (window);
}

static void
test_pages (void)
{
  FoveaMainWindow *window = app_test_open_window (1280, 800);
  guint n_pages;
  const FoveaPageEntry *pages = fovea_pages_get (&n_pages);

  for (guint i = 0; i < 2 * n_pages; i++)
    {
      const FoveaPageEntry *entry = &pages[i % n_pages];
      g_autofree char *saved = NULL;

      gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", entry->name);
      app_test_settle ();
      g_assert_cmpstr (G_OBJECT_TYPE_NAME (fovea_main_window_get_page (window)), ==, g_type_name (entry->get_type ()));
      saved = g_settings_get_string (fovea_settings_get (), "page");
      g_assert_cmpstr (saved, ==, entry->name);
    }
  fovea_main_window_show_page (window, "convolution");
  app_test_close_window (window);
}

/* Nobody has touched anything: the window waits at the first position, and space plays. */
static void
test_start (void)
{
  FoveaMainWindow *window = app_test_open_window (1280, 800);
  FoveaLesson *lesson = app_test_get_lesson (window);

  g_assert_cmpint (fovea_lesson_count_positions (lesson), ==, 25);
  g_assert_cmpint (fovea_lesson_get_position (lesson), ==, 0);
  g_assert_true (FOVEA_IS_SCENE_VIEW (gtk_window_get_focus (GTK_WINDOW (window))));
  app_test_press (window, GDK_KEY_space);
  g_assert_true (fovea_transport_get_playing (app_test_get_transport (window)));
  app_test_wait_for (fovea_lesson_get_position (lesson) == 1);
  app_test_close_window (window);
}

/* What is wrong with how @widget is shown, or NULL. */
static char *
find_fault (GtkWidget *widget, GtkWidget *window)
{
  graphene_rect_t bounds;

  if (widget == window || !gtk_widget_get_mapped (widget) || gtk_widget_get_native (widget) != GTK_NATIVE (window))
    return NULL;
  if (GTK_IS_LABEL (widget) && pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    return g_strdup_printf ("“%s” is cut short", gtk_label_get_text (GTK_LABEL (widget)));
  if (gtk_widget_get_ancestor (widget, GTK_TYPE_VIEWPORT) != NULL
      || gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLBAR) != NULL
      || !gtk_widget_compute_bounds (widget, window, &bounds))
    return NULL;
  graphene_rect_inset (&bounds, 1, 1); /* the header bar covers the border of the window */
  if (bounds.origin.x >= 0 && bounds.origin.y >= 0
      && bounds.origin.x + bounds.size.width <= gtk_widget_get_width (window)
      && bounds.origin.y + bounds.size.height <= gtk_widget_get_height (window))
    return NULL;
  return g_strdup_printf ("A %s sticks out of the window", G_OBJECT_TYPE_NAME (widget));
}

static void
find_fault_cb (GtkWidget *widget, gpointer user_data)
{
  char **fault = user_data;

  if (*fault == NULL)
    *fault = find_fault (widget, GTK_WIDGET (gtk_widget_get_root (widget)));
}

/* Everything is in the window and whole, once the window has come to rest. */
static void
check_whole (FoveaMainWindow *window)
{
  gint64 end = g_get_monotonic_time () + APP_TEST_PATIENCE * G_USEC_PER_SEC;
  char *fault = NULL;

  do
    {
      g_clear_pointer (&fault, g_free);
      app_test_settle ();
      app_test_walk (GTK_WIDGET (window), find_fault_cb, &fault);
    }
  while (fault != NULL && g_get_monotonic_time () < end);
  g_assert_cmpstr (fault, ==, NULL);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), <=, 800);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (window)), <=, 600);
}

/* Every page fits into 800×600, the side bars folded or over the page. */
static void
test_narrow (void)
{
  FoveaMainWindow *window = app_test_open_window (800, 600);
  guint n_pages;
  const FoveaPageEntry *pages = fovea_pages_get (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    {
      fovea_main_window_show_page (window, pages[i].name);
      check_whole (window);
      gtk_widget_activate_action (GTK_WIDGET (window), "win.show-sidebar", NULL);
      check_whole (window);
      gtk_widget_activate_action (GTK_WIDGET (window), "win.show-sidebar", NULL);
    }
  fovea_main_window_show_page (window, "convolution");
  app_test_close_window (window);
}

/* The window of keys opens at those of the page that is shown. */
static void
check_section (FoveaMainWindow *window, const char *page, const char *section)
{
  g_autofree char *name = NULL;

  fovea_main_window_show_page (window, page);
  g_object_get (gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (window)), "section-name", &name, NULL);
  g_assert_cmpstr (name, ==, section);
}

/* The icon is found without being installed. */
static void
test_icon (void)
{
  FoveaMainWindow *window = app_test_open_window (1280, 800);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (window)));

  g_assert_true (gtk_icon_theme_has_icon (theme, FOVEA_APPLICATION_ID));
  g_assert_true (gtk_icon_theme_has_icon (theme, FOVEA_APPLICATION_ID "-symbolic"));
  app_test_close_window (window);
}

static void
test_dialogs (void)
{
  FoveaMainWindow *window = app_test_open_window (1280, 800);
  GtkWidget *help = GTK_WIDGET (gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (window)));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-help-overlay", NULL);
  app_test_wait_for (gtk_widget_get_mapped (help));
  gtk_window_close (GTK_WINDOW (help));
  check_section (window, "pooling", "lessons");
  check_section (window, "training", "training");
  g_action_group_activate_action (G_ACTION_GROUP (app_test_get_application ()), "about", NULL);
  app_test_wait_for (g_list_model_get_n_items (gtk_window_get_toplevels ()) == 3);
  app_test_settle ();
  app_test_close_window (window);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/main-window/start", test_start);
  g_test_add_func ("/app/main-window/pages", test_pages);
  g_test_add_func ("/app/main-window/names", test_names);
  g_test_add_func ("/app/main-window/narrow", test_narrow);
  g_test_add_func ("/app/main-window/dialogs", test_dialogs);
  g_test_add_func ("/app/main-window/icon", test_icon);
  return g_test_run ();
}
