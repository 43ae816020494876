/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "check-boxes.h"

#include "scene/catalog.h"
#include "scene/export.h"

#include <glib/gstdio.h>

static const char *const demo[] = { "input=5", "depth=3", "filters=2", "pad=1", "stride=2", "relu=yes", "pool=yes",
                                    "position=5", NULL };

static GBytes *
export_once (const char *name, const char *const *settings, const char *file)
{
  g_autofree char *folder = g_dir_make_tmp ("fovea-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr (FoveaScene) scene = fovea_scene_named (name, settings, NULL);
  g_autoptr (GError) error = NULL;
  char *contents;
  gsize length;

  fovea_scene_export (scene, path, 862, 628, 1, 0.5, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0); /* nothing else was left there */
  return g_bytes_new_take (contents, length);
}

static void
test_same_bytes (void)
{
  static const char *const files[] = { "a.png", "a.svg", "a.pdf" };
  static const char *const scenes[] = { "convolution", "pooling" };

  for (gsize s = 0; s < G_N_ELEMENTS (scenes); s++)
    for (gsize f = 0; f < G_N_ELEMENTS (files); f++)
      {
        g_autoptr (GBytes) one = export_once (scenes[s], NULL, files[f]);
        g_autoptr (GBytes) other = export_once (scenes[s], NULL, files[f]);

        g_assert_true (g_bytes_equal (one, other));
      }
}

/* Whether @needle occurs in the bytes. */
static gboolean
contains (GBytes *bytes, const char *needle)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return memmem (data, size, needle, strlen (needle)) != NULL;
}

static void
test_formats (void)
{
  g_autoptr (GBytes) png = export_once ("convolution", demo, "a.png");
  g_autoptr (GBytes) svg = export_once ("convolution", demo, "a.svg");
  g_autoptr (GBytes) pdf = export_once ("convolution", demo, "a.PDF");

  g_assert_cmpint (memcmp (g_bytes_get_data (png, NULL), "\211PNG", 4), ==, 0);
  g_assert_true (contains (svg, "<svg"));
  g_assert_true (contains (pdf, "%PDF-"));
  g_assert_true (contains (pdf, "20000101000000Z"));
}

/* No vector format has bitmaps of cells, and PDF has letters. */
static void
test_vectors_have_no_bitmaps (void)
{
  static const char *const large[] = { "input=60", "depth=3", "filter=5", "filters=4", "position=2000", NULL };
  g_autoptr (GBytes) svg = export_once ("convolution", large, "a.svg");
  g_autoptr (GBytes) pdf = export_once ("convolution", large, "a.pdf");

  g_assert_false (contains (svg, "<image"));
  g_assert_false (contains (pdf, "/Subtype /Image"));
  g_assert_true (contains (pdf, "/Font"));
}

static void
test_other_endings_are_refused (void)
{
  g_autoptr (FoveaScene) scene = fovea_scene_named ("convolution", NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (fovea_scene_export (scene, "/tmp/fovea.bmp", 400, 300, 1, 0.5, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
}

static void
test_what_cannot_be_written (void)
{
  g_autoptr (FoveaScene) scene = fovea_scene_named ("convolution", NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (fovea_scene_export (scene, "/nowhere/at/all/a.png", 400, 300, 1, 0.5, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE);
}

static void
test_too_large (void)
{
  g_autoptr (FoveaScene) scene = fovea_scene_named ("convolution", NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (fovea_scene_export (scene, "/tmp/fovea-too-large.png", 800, 600, 100, 0.5, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/export/same-bytes", test_same_bytes);
  g_test_add_func ("/scene/export/formats", test_formats);
  g_test_add_func ("/scene/export/vectors-have-no-bitmaps", test_vectors_have_no_bitmaps);
  g_test_add_func ("/scene/export/other-endings-are-refused", test_other_endings_are_refused);
  g_test_add_func ("/scene/export/what-cannot-be-written", test_what_cannot_be_written);
  g_test_add_func ("/scene/export/too-large", test_too_large);
  return g_test_run ();
}
