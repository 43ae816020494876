/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The program around its window: command line, actions that need no page, and what D-Bus sees. --help, --version and a
 * page that does not exist are answered before a display is opened. */

#include "config.h"

#include "app/application.h"
#include "app/dialogs.h"
#include "app/letters.h"
#include "app/pages.h"
#include "app/main-window.h"
#include "lesson/course.h"
#include "lesson/training-session.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

struct _FoveaApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (FoveaApplication, fovea_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "page", 'p', 0, G_OPTION_ARG_STRING, NULL, N_ ("Open this page"), N_ ("NAME") },
  { "lesson", 'l', 0, G_OPTION_ARG_STRING, NULL, N_ ("Walk through this lesson: a file, or “lecture”"), N_ ("NAME") },
  { "step", 's', 0, G_OPTION_ARG_STRING, NULL, N_ ("Open the lesson at this step: its number or name"), N_ ("STEP") },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_ ("[FILE]") },
  { NULL }
};

/* The window, made if there is none, on @page if that is not NULL. */
static FoveaMainWindow *
show_window (FoveaApplication *self, const char *page)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL)
    window = GTK_WINDOW (fovea_main_window_new (self, page));
  else if (page != NULL)
    fovea_main_window_show_page (FOVEA_MAIN_WINDOW (window), page);
  gtk_window_present (window);
  return FOVEA_MAIN_WINDOW (window);
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  fovea_dialog_about (gtk_application_get_active_window (user_data));
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  if (window != NULL) /* saves its state on the way */
    gtk_window_close (window);
  else
    g_application_quit (user_data);
}

/* Whoever asks the program to end, ends it as its menu does: what is under way is saved. */
static gboolean
end_cb (gpointer application)
{
  quit_cb (NULL, NULL, application);
  return G_SOURCE_REMOVE;
}

static void
print_pages (void)
{
  guint n;
  const FoveaPageEntry *pages = fovea_pages_get (&n);

  for (guint i = 0; i < n; i++)
    g_printerr ("%s%s", i > 0 ? ", " : " ", pages[i].name);
  g_printerr (".\n");
}

/* Whether there are that lesson and that step; its path is made absolute for an instance that runs elsewhere. */
static gboolean
check_lesson (GVariantDict *dictionary, GError **error)
{
  const char *lesson = "lecture", *step = NULL;
  g_autoptr (FoveaCourse) course = NULL;
  g_autofree char *path = NULL;

  if (!g_variant_dict_contains (dictionary, "lesson") && !g_variant_dict_contains (dictionary, "step"))
    return TRUE;
  g_variant_dict_lookup (dictionary, "lesson", "&s", &lesson);
  g_variant_dict_lookup (dictionary, "step", "&s", &step);
  course = fovea_course_open (lesson, error);
  if (course == NULL || (step != NULL && fovea_course_find (course, step, error) < 0))
    return FALSE;
  path = g_file_test (lesson, G_FILE_TEST_EXISTS) ? g_canonicalize_filename (lesson, NULL) : g_strdup (lesson);
  g_variant_dict_insert (dictionary, "lesson", "s", path);
  return TRUE;
}

/* -1: go on starting; else the exit status. */
static int
fovea_application_handle_local_options (GApplication *application, GVariantDict *dictionary)
{
  g_autoptr (GError) error = NULL;
  const char *page;

  if (g_variant_dict_contains (dictionary, "version"))
    {
      g_print ("fovea %s\n", FOVEA_VERSION);
      return 0;
    }
  if (g_variant_dict_lookup (dictionary, "page", "&s", &page) && fovea_pages_find (page) == NULL)
    {
      g_printerr (_ ("There is no page “%s”; the pages are:"), page);
      print_pages ();
      return 2;
    }
  if (!check_lesson (dictionary, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  return -1;
}

static int
fovea_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  GVariantDict *dictionary = g_application_command_line_get_options_dict (line);
  g_autofree const char **names = NULL;
  const char *page = NULL, *lesson, *step = NULL;
  FoveaMainWindow *window;

  g_variant_dict_lookup (dictionary, "page", "&s", &page);
  window = show_window (FOVEA_APPLICATION (application), page);
  g_variant_dict_lookup (dictionary, "step", "&s", &step);
  if (g_variant_dict_lookup (dictionary, "lesson", "&s", &lesson))
    fovea_main_window_open_course (window, lesson, step);
  if (g_variant_dict_lookup (dictionary, G_OPTION_REMAINING, "^a&ay", &names))
    for (int i = 0; names[i] != NULL; i++)
      {
        g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (line, names[i]);

        fovea_main_window_open (window, file);
      }
  return 0;
}

static void
fovea_application_activate (GApplication *application)
{
  show_window (FOVEA_APPLICATION (application), NULL);
}

static void
set_accelerator (FoveaApplication *self, const char *action, const char *accelerator)
{
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), action, (const char *[]){ accelerator, NULL });
}

static void
fovea_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = { { "about", about_cb }, { "quit", quit_cb } };
  FoveaApplication *self = FOVEA_APPLICATION (application);

  G_APPLICATION_CLASS (fovea_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  fovea_letters_add_actions (GTK_APPLICATION (self));
  g_unix_signal_add (SIGTERM, end_cb, self);
  g_unix_signal_add (SIGHUP, end_cb, self);
  g_unix_signal_add (SIGINT, end_cb, self);
  set_accelerator (self, "app.quit", "<Control>q");
  set_accelerator (self, "window.close", "<Control>w");
  set_accelerator (self, "win.open", "<Control>o");
  set_accelerator (self, "win.back", "<Alt>Left");
  set_accelerator (self, "win.show-sidebar", "F9");
  set_accelerator (self, "win.show-panel", "<Shift>F9");
  set_accelerator (self, "win.next-step", "<Control>Page_Down");
  set_accelerator (self, "win.previous-step", "<Control>Page_Up");
  set_accelerator (self, "win.edit", "F2");
  set_accelerator (self, "win.project", "F11");
  set_accelerator (self, "win.export-menu", "<Control>e");
  set_accelerator (self, "win.copy-picture", "<Control><Shift>c");
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "win.show-help-overlay",
                                         (const char *[]){ "F1", "<Control>question", NULL });
  gtk_window_set_default_icon_name (FOVEA_APPLICATION_ID);
}

/* Runs that are let go of are written to the disk before the program ends. */
static void
fovea_application_shutdown (GApplication *application)
{
  G_APPLICATION_CLASS (fovea_application_parent_class)->shutdown (application);
  fovea_training_sessions_join ();
}

static void
fovea_application_class_init (FoveaApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);

  application_class->handle_local_options = fovea_application_handle_local_options;
  application_class->command_line = fovea_application_command_line;
  application_class->activate = fovea_application_activate;
  application_class->startup = fovea_application_startup;
  application_class->shutdown = fovea_application_shutdown;
}

static void
fovea_application_init (FoveaApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_summary (G_APPLICATION (self),
                                            _ ("Shows how a convolutional network works, and trains real ones."));
}

FoveaApplication *
fovea_application_new (void)
{
  return g_object_new (FOVEA_TYPE_APPLICATION,
                       "application-id", FOVEA_APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE,
                       "resource-base-path", "/io/github/fovea_lab/Fovea",
                       NULL);
}
