/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the export menu does, without the file chooser: each format is a whole file of its kind. */

#include "app-test.h"

#include "app/settings.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  FoveaMainWindow *window;
  FoveaExporter *exporter;
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer page)
{
  g_settings_reset (fovea_settings_get (), "convolution"); /* as the test before left it */
  fixture->window = app_test_open_window (1000, 700);
  fovea_main_window_show_page (fixture->window, page);
  app_test_wait_for (fovea_guide_get_course (fovea_main_window_get_guide (fixture->window)) != NULL);
  app_test_settle ();
  fixture->exporter = fovea_main_window_get_exporter (fixture->window);
  fixture->folder = g_dir_make_tmp ("fovea-export-XXXXXX", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer page)
{
  app_test_close_window (fixture->window);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0); /* each test has removed what it knows of */
  g_free (fixture->folder);
}

/* Writes the page as @ending. Returns: the file's bytes, or NULL if there is none afterwards */
static GBytes *
export (Fixture *fixture, const char *ending, double scale)
{
  const FoveaExport format = { ending, scale };
  g_autofree char *name = g_strconcat ("page", ending, NULL), *path = g_build_filename (fixture->folder, name, NULL);
  char *contents;
  gsize length;

  fovea_exporter_write (fixture->exporter, fovea_main_window_get_page (fixture->window), &format, path);
  app_test_wait_for (!fovea_exporter_get_busy (fixture->exporter));
  if (!g_file_get_contents (path, &contents, &length, NULL))
    return NULL;
  g_unlink (path);
  return g_bytes_new_take (contents, length);
}

static void
assert_begins (GBytes *bytes, const char *beginning)
{
  g_assert_nonnull (bytes);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), strlen (beginning), beginning, strlen (beginning));
}

/* A big-endian number of a PNG's header. */
static int
get_png_size (GBytes *png, gsize at)
{
  guint32 number;

  memcpy (&number, (const guint8 *) g_bytes_get_data (png, NULL) + at, sizeof number);
  return (int) GUINT32_FROM_BE (number);
}

static void
test_pictures (Fixture *fixture, gconstpointer page)
{
  g_autoptr (GBytes) svg = export (fixture, ".svg", 1), pdf = export (fixture, ".pdf", 1);
  g_autoptr (GBytes) one = export (fixture, ".png", 1), four = export (fixture, ".png", 4);
  FoveaSceneView *view = fovea_page_get_view (fovea_main_window_get_page (fixture->window));
  double width, height;

  fovea_scene_view_get_painted_size (view, &width, &height);
  assert_begins (svg, "<?xml");
  assert_begins (pdf, "%PDF-");
  assert_begins (one, "\211PNG");
  g_assert_cmpint (get_png_size (one, 16), ==, width);
  g_assert_cmpint (get_png_size (four, 16), ==, 4 * width);
  g_assert_cmpint (get_png_size (four, 20), ==, 4 * height);
}

/* The lesson stays where it was. */
static void
test_animation (Fixture *fixture, gconstpointer page)
{
  FoveaLesson *lesson = app_test_get_lesson (fixture->window);
  g_autoptr (GBytes) gif = NULL, again = NULL;

  fovea_lesson_set_position (lesson, 2);
  app_test_settle ();
  gif = export (fixture, ".gif", 1);
  again = export (fixture, ".gif", 1);
  assert_begins (gif, "GIF89a");
  g_assert_true (g_bytes_equal (gif, again));
  g_assert_cmpint (fovea_lesson_get_position (lesson), ==, 2);
}

static void
test_numbers (Fixture *fixture, gconstpointer page)
{
  g_autoptr (GBytes) csv = export (fixture, ".csv", 1);

  assert_begins (csv, "input[0][0]\r\n");
}

static void
test_npy (Fixture *fixture, gconstpointer page)
{
  static const char *const names[] = { "page-input.npy", "page-output.npy" };
  g_autoptr (GBytes) none = export (fixture, ".npy", 1);

  g_assert_null (none);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

/* Whether a button for the action could be pressed. */
static gboolean
is_enabled (Fixture *fixture, const char *action)
{
  GtkWidget *button = gtk_button_new ();
  gboolean enabled;

  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_parent (button, GTK_WIDGET (fixture->window));
  enabled = gtk_widget_get_sensitive (button);
  gtk_widget_unparent (button);
  return enabled;
}

/* A film of 900 windows takes long: it can be stopped, leaves no file, and meanwhile nothing else can be begun. */
static void
test_cancel (Fixture *fixture, gconstpointer page)
{
  const FoveaExport gif = { ".gif", 1 };
  g_autofree char *path = g_build_filename (fixture->folder, "film.gif", NULL);
  GtkWidget *cancel;

  g_object_set (app_test_get_lesson (fixture->window), "input", 32, NULL);
  app_test_settle ();
  fovea_exporter_write (fixture->exporter, fovea_main_window_get_page (fixture->window), &gif, path);
  g_assert_true (fovea_exporter_get_busy (fixture->exporter));
  app_test_settle ();
  cancel = app_test_find (fixture->exporter, GTK_TYPE_BUTTON, NULL);
  g_signal_emit_by_name (cancel, "clicked");
  app_test_wait_for (!fovea_exporter_get_busy (fixture->exporter));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* More positions than a GIF may have, and a folder that is none: said in toasts, and nothing is written. */
static void
test_errors (Fixture *fixture, gconstpointer page)
{
  const FoveaExport svg = { ".svg", 1 };
  g_autoptr (GBytes) gif = NULL;

  g_object_set (app_test_get_lesson (fixture->window), "input", 200, NULL);
  gif = export (fixture, ".gif", 1);
  g_assert_null (gif);
  fovea_exporter_write (fixture->exporter, fovea_main_window_get_page (fixture->window), &svg, "/nowhere/a.svg");
  g_assert_false (g_file_test ("/nowhere/a.svg", G_FILE_TEST_EXISTS));
}

static void
read_cb (GObject *clipboard, GAsyncResult *result, gpointer texture)
{
  *(GdkTexture **) texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static void
test_copy (Fixture *fixture, gconstpointer page)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));
  FoveaSceneView *view = fovea_page_get_view (fovea_main_window_get_page (fixture->window));
  g_autoptr (GdkTexture) texture = NULL;
  double width, height;

  fovea_scene_view_get_painted_size (view, &width, &height);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.copy-picture", NULL);
  gdk_clipboard_read_texture_async (clipboard, NULL, read_cb, &texture);
  app_test_wait_for (texture != NULL);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 2 * width);
  g_assert_true (gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard), "image/svg+xml"));
}

/* What a page has nothing for cannot be chosen. */
static void
test_enabled (Fixture *fixture, gconstpointer page)
{
  g_assert_true (is_enabled (fixture, "win.export-animation"));
  g_assert_true (is_enabled (fixture, "win.add-step"));
  fovea_main_window_show_page (fixture->window, "training");
  g_assert_true (is_enabled (fixture, "win.export-picture::svg"));
  g_assert_true (is_enabled (fixture, "win.export-numbers::csv"));
  g_assert_false (is_enabled (fixture, "win.export-animation"));
  g_assert_false (is_enabled (fixture, "win.add-step"));
}

#define add(NAME, PAGE, TEST) g_test_add ("/app/exporter/" NAME, Fixture, PAGE, set_up, TEST, tear_down)

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  add ("pictures/convolution", "convolution", test_pictures);
  add ("pictures/pooling", "pooling", test_pictures);
  add ("pictures/training", "training", test_pictures);
  add ("animation/convolution", "convolution", test_animation);
  add ("animation/pooling", "pooling", test_animation);
  add ("numbers/convolution", "convolution", test_numbers);
  add ("numbers/pooling", "pooling", test_numbers);
  add ("npy", "pooling", test_npy);
  add ("cancel", "convolution", test_cancel);
  add ("errors", "convolution", test_errors);
  add ("copy", "convolution", test_copy);
  add ("enabled", "convolution", test_enabled);
  return g_test_run ();
}
