/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How fast the window itself is: the real one, at 1280×800, drawn by GTK's Cairo renderer. What `./dev bench --window`
 * runs, on a virtual screen. It should show 60 frames a second whatever moves in it, answer within 100 ms while a net
 * is trained on all cores, train at no less than 85 % of what the same run reaches without a window, and take no more
 * memory the longer it trains. */

#include "window.h"

#include "lesson/training-session.h"

#include <locale.h>

enum
{
  WIDTH = 1280, /* points */
  HEIGHT = 800
};

static double seconds = 5;
static int minutes;
static char **names;

/* What is measured, where no minutes are given. */
static const struct
{
  const char *name;
  void (*measure) (FoveaMainWindow *window, double seconds);
} parts[] = { { "lessons", bench_lessons }, { "training", bench_training } };

static const GOptionEntry options[] = {
  { "seconds", 0, 0, G_OPTION_ARG_DOUBLE, &seconds, "How long each thing is measured (5)", "S" },
  { "minutes", 0, 0, G_OPTION_ARG_INT, &minutes, "Train for so long, and tell each minute how much memory that takes",
    "N" },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &names, NULL, "[lessons] [training]" },
  { NULL }
};

static gboolean
is_known (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (parts[i].name, name))
      return TRUE;
  return FALSE;
}

/* Whether what was given makes sense. */
static gboolean
read_options (int *argc, char ***argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("– how fast the window is");
  g_autoptr (GError) error = NULL;
  gboolean fine;

  g_option_context_add_main_entries (context, options, NULL);
  fine = g_option_context_parse (context, argc, argv, &error) && seconds > 0 && minutes >= 0;
  for (int i = 0; names && names[i]; i++)
    fine &= is_known (names[i]);
  if (!fine)
    g_printerr ("%s\n", error ? error->message : "What can be given is told by --help.");
  return fine;
}

/* A person's files and settings are left alone. */
static void
prepare (void)
{
  g_autofree char *home = g_dir_make_tmp ("fovea-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  atexit (app_test_delete_home);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  adw_init ();
  fovea_register_resource ();
}

int
main (int argc, char *argv[])
{
  FoveaMainWindow *window;

  if (!read_options (&argc, &argv))
    return 2;
  prepare ();
  window = app_test_open_window (WIDTH, HEIGHT);
  app_test_settle ();
  for (guint i = 0; i < G_N_ELEMENTS (parts) && minutes == 0; i++)
    if (!names || g_strv_contains ((const char *const *) names, parts[i].name))
      parts[i].measure (window, seconds);
  if (minutes > 0)
    bench_memory (window, minutes);
  app_test_close_window (window);
  fovea_training_sessions_join ();
  return 0;
}
