/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever the window writes: onto a disk that is full, below a regular file and to another computer it says in a
 * sentence what is wrong and where, and what was there before is still there, with nothing beside it. */

#include "app-test.h"

#include "app/dialogs.h"
#include "app/filters-view.h"
#include "app/training-page.h"
#include "tests/training.h"

#include <signal.h>
#include <sys/resource.h>

/* @file: what it writes for "out" and @ending, if that is another one */
typedef struct
{
  const char *name, *page, *view, *action, *ending, *file;
} Writer;

static const Writer writers[] = {
  { "svg", "convolution", NULL, "win.export-picture::svg", ".svg" },
  { "pdf", "convolution", NULL, "win.export-picture::pdf", ".pdf" },
  { "png", "pooling", NULL, "win.export-picture::png-2", ".png" },
  { "gif", "pooling", NULL, "win.export-animation", ".gif" },
  { "csv", "convolution", NULL, "win.export-numbers::csv", ".csv" },
  { "npy", "convolution", NULL, "win.export-numbers::npy", ".npy", "out-input.npy" },
  { "lesson", "convolution", NULL, "win.save-lesson", ".lesson" },
  { "new-lesson", "pooling", NULL, "win.add-step", ".lesson" },
  { "net", "training", NULL, "training.save", ".safetensors" },
  { "onnx", "training", NULL, "training.export", ".onnx" },
  { "training-picture", "training", "curves", "win.export-picture::svg", ".svg" },
  { "training-numbers", "training", "curves", "win.export-numbers::csv", ".csv" },
  { "filters-gif", "training", "filters", "filters.film", ".gif" },
};

/* A path or a URI: what is chosen whenever the window asks where to write. */
static const char *choice;

void __wrap_fovea_dialog_save (GtkWidget *widget, const char *title, const char *name, FoveaFileFunc chosen,
                               gpointer object);
void __wrap_fovea_dialog_words (GtkWidget *widget, const char *heading, const char *body, const char *title,
                                const char *text, const char *accept, FoveaWordsFunc done, gpointer object);

void
__wrap_fovea_dialog_save (GtkWidget *widget, const char *title, const char *name, FoveaFileFunc chosen, gpointer object)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (choice);

  chosen (file, object);
}

void
__wrap_fovea_dialog_words (GtkWidget *widget, const char *heading, const char *body, const char *title,
                           const char *text, const char *accept, FoveaWordsFunc done, gpointer object)
{
  done ("A title", "A sentence.", object);
}

static FoveaTrainingReport *
get_report (FoveaMainWindow *window)
{
  FoveaTrainingSession *session
    = fovea_training_page_get_session (FOVEA_TRAINING_PAGE (fovea_main_window_get_page (window)));

  return session != NULL ? fovea_training_session_get_report (session) : NULL;
}

static FoveaMainWindow *
open_window (const Writer *writer)
{
  FoveaMainWindow *window = app_test_open_window (1000, 700);
  FoveaGuide *guide = fovea_main_window_get_guide (window);

  fovea_main_window_show_page (window, writer->page);
  app_test_wait_for (fovea_guide_get_course (guide) != NULL);
  if (g_str_equal (writer->page, "training"))
    app_test_wait_for (get_report (window) != NULL && get_report (window)->checked > 0);
  while (writer->view != NULL
         && !g_str_equal (writer->view, gtk_stack_get_visible_child_name (
                                          app_test_find (fovea_main_window_get_page (window), GTK_TYPE_STACK, NULL))))
    fovea_page_key_pressed (fovea_main_window_get_page (window), GDK_KEY_Page_Down, GDK_ALT_MASK);
  if (g_strcmp0 (writer->view, "filters") == 0) /* a film takes more than one moment */
    {
      app_test_press (window, GDK_KEY_s);
      app_test_wait_for (get_report (window)->step == 1);
    }
  app_test_settle ();
  return window;
}

static void
find_sentence_cb (GtkWidget *widget, gpointer data)
{
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget))
      && gtk_widget_get_ancestor (widget, g_type_from_name ("AdwToastWidget")))
    *(const char **) data = gtk_label_get_text (GTK_LABEL (widget));
}

/* (nullable): what the notice says */
static const char *
get_sentence (FoveaMainWindow *window)
{
  const char *sentence = NULL;

  app_test_walk (GTK_WIDGET (window), find_sentence_cb, &sentence);
  return sentence;
}

/* Writes to @path, once. */
static void
write_to (FoveaMainWindow *window, const Writer *writer, const char *path)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  GtkWidget *from = g_strcmp0 (writer->view, "filters") == 0
                      ? app_test_find (window, FOVEA_TYPE_FILTERS_VIEW, NULL)
                      : GTK_WIDGET (fovea_main_window_get_page (window));

  choice = path;
  g_assert_true (g_action_parse_detailed_name (writer->action, &name, &target, NULL));
  g_assert_true (gtk_widget_activate_action_variant (from, name, target));
}

/* The one notice is a sentence with @part in it. */
static void
assert_refused (FoveaMainWindow *window, const char *part)
{
  app_test_wait_for (get_sentence (window) != NULL);
  g_test_message ("%s", get_sentence (window));
  g_assert_nonnull (strstr (get_sentence (window), part));
  g_assert_true (g_str_has_suffix (get_sentence (window), "."));
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static gboolean
holds (const char *path, const char *text)
{
  g_autofree char *contents = NULL;

  return g_file_get_contents (path, &contents, NULL, NULL) && g_str_equal (contents, text);
}

/* Where there is room again it is written. */
static void
test_full_disk (gconstpointer data)
{
  const Writer *writer = data;
  FoveaMainWindow *window = open_window (writer);
  g_autofree char *folder = g_dir_make_tmp ("fovea-writing-XXXXXX", NULL);
  g_autofree char *name = g_strconcat ("out", writer->ending, NULL), *path = g_build_filename (folder, name, NULL);
  g_autofree char *file = g_build_filename (folder, writer->file != NULL ? writer->file : name, NULL);
  struct rlimit before, full;

  g_assert_true (g_file_set_contents (file, "old", 3, NULL));
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  full = (struct rlimit){ 3, before.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &full), ==, 0);
  write_to (window, writer, path);
  app_test_wait_for (get_sentence (window) != NULL);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  assert_refused (window, file);
  g_assert_true (holds (file, "old"));
  g_assert_cmpuint (count_files (folder), ==, 1);
  write_to (window, writer, path);
  app_test_wait_for (!holds (file, "old"));
  app_test_close_window (window);
  app_test_delete (folder);
}

static void
test_no_place (gconstpointer data)
{
  const Writer *writer = data;
  FoveaMainWindow *window = open_window (writer);
  g_autofree char *path = g_strconcat ("/dev/null/out", writer->ending, NULL);

  write_to (window, writer, path);
  assert_refused (window, writer->file != NULL ? "/dev/null/out" : path);
  app_test_close_window (window);
}

static void
test_elsewhere (gconstpointer data)
{
  const Writer *writer = data;
  FoveaMainWindow *window = open_window (writer);
  g_autofree char *uri = g_strconcat ("sftp://elsewhere/out", writer->ending, NULL);

  write_to (window, writer, uri);
  assert_refused (window, "This folder is not on this computer; choose one that is.");
  app_test_close_window (window);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  signal (SIGXFSZ, SIG_IGN); /* as the program does */
  for (gsize i = 0; i < G_N_ELEMENTS (writers); i++)
    {
      g_autofree char *full = g_strconcat ("/app/writing/full-disk/", writers[i].name, NULL);
      g_autofree char *nowhere = g_strconcat ("/app/writing/no-place/", writers[i].name, NULL);
      g_autofree char *elsewhere = g_strconcat ("/app/writing/elsewhere/", writers[i].name, NULL);

      g_test_add_data_func (full, &writers[i], test_full_disk);
      g_test_add_data_func (nowhere, &writers[i], test_no_place);
      g_test_add_data_func (elsewhere, &writers[i], test_elsewhere);
    }
  return g_test_run ();
}
