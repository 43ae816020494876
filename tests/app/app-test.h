/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the tests of the window share: GTK with the program's resources, the main loop, and finding widgets. */

#include "config.h"

#include "app/application.h"
#include "dataset/language.h"
#include "app/scene-view.h"
#include "app/transport.h"
#include "app/main-window.h"
#include "fovea-resources.h"

#include <adwaita.h>
#include <glib/gstdio.h>

enum
{
  APP_TEST_PATIENCE = 60 /* seconds until what a test waits for is taken never to come */
};

static inline void
app_test_delete (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      app_test_delete (child);
    }
  g_remove (path);
}

static inline void
app_test_delete_home (void)
{
  app_test_delete (g_get_user_data_dir ());
}

/* What a person's files would be lies in a folder of the test's own. */
static inline void
app_test_init (int *argc, char ***argv)
{
  g_autofree char *home = g_dir_make_tmp ("fovea-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  atexit (app_test_delete_home);
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  fovea_set_up_language ();
  gtk_disable_setlocale ();
  g_test_init (argc, argv, NULL);
  adw_init ();
  fovea_register_resource ();
}

/* The program's one application, started. */
static inline FoveaApplication *
app_test_get_application (void)
{
  static FoveaApplication *application;
  g_autoptr (GError) error = NULL;

  if (application == NULL)
    {
      application = fovea_application_new ();
      g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
      g_application_register (G_APPLICATION (application), NULL, &error);
      g_assert_no_error (error);
    }
  return application;
}

static inline gboolean
app_test_wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until CONDITION holds. */
#define app_test_wait_for(CONDITION)                                                                                   \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gint64 end_ = g_get_monotonic_time () + APP_TEST_PATIENCE * G_USEC_PER_SEC;                                        \
    guint wake_ = g_timeout_add (10, app_test_wake_cb, NULL);                                                          \
    while (!(CONDITION) && g_get_monotonic_time () < end_)                                                             \
      g_main_context_iteration (NULL, TRUE);                                                                           \
    g_source_remove (wake_);                                                                                           \
    g_assert_true (CONDITION);                                                                                         \
  }                                                                                                                    \
  G_STMT_END

/* Lets the window draw what changed. */
static inline void
app_test_settle (void)
{
  gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC / 10;

  app_test_wait_for (g_get_monotonic_time () > end);
}

static inline FoveaMainWindow *
app_test_open_window (int width, int height)
{
  FoveaMainWindow *window = fovea_main_window_new (app_test_get_application (), NULL);

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  app_test_wait_for (gtk_widget_get_mapped (GTK_WIDGET (window)) && gtk_widget_get_width (GTK_WIDGET (window)) > 0);
  return window;
}

static inline void
app_test_close_window (FoveaMainWindow *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

typedef void (*AppTestVisit) (GtkWidget *widget, gpointer user_data);

/* Every widget under @widget, itself first. */
static inline void
app_test_walk (GtkWidget *widget, AppTestVisit visit, gpointer user_data)
{
  visit (widget, user_data);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    app_test_walk (child, visit, user_data);
}

/* The first widget of @type under @widget that has an accessible label @label, or any if that is NULL; a button with a
 * mnemonic is named by what it shows, with the underline. */
static inline gpointer
app_test_find (gpointer widget, GType type, const char *label)
{
  gpointer found = NULL;

  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    {
      g_autofree char *other = NULL;

      if (GTK_IS_BUTTON (widget) && label != NULL && g_strcmp0 (gtk_button_get_label (widget), label) == 0)
        return widget;
      if (label != NULL)
        other = gtk_test_accessible_check_property (widget, GTK_ACCESSIBLE_PROPERTY_LABEL, label);
      if (other == NULL)
        return widget;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = app_test_find (child, type, label);
  return found;
}

static inline FoveaTransport *
app_test_get_transport (FoveaMainWindow *window)
{
  return app_test_find (fovea_main_window_get_page (window), FOVEA_TYPE_TRANSPORT, NULL);
}

/* The lesson of the page that is shown. */
static inline FoveaLesson *
app_test_get_lesson (FoveaMainWindow *window)
{
  FoveaLesson *lesson;

  g_object_get (app_test_get_transport (window), "lesson", &lesson, NULL);
  g_object_unref (lesson);
  return lesson;
}

static inline void
app_test_press (FoveaMainWindow *window, guint key)
{
  fovea_page_key_pressed (fovea_main_window_get_page (window), key, 0);
}
