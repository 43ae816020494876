/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/safetensors.h"

#include "engine/file.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_round_trip (void)
{
  g_autofree char *folder = g_dir_make_tmp ("fovea-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.safetensors", NULL);
  g_autoptr (FoveaSafetensors) file = fovea_safetensors_new (), back = NULL;
  g_autoptr (GError) error = NULL;
  gint64 shape[] = { 2, 3 };
  float *out = fovea_safetensors_add (file, "x", 2, shape);
  const float *in;

  for (int i = 0; i < 6; i++)
    out[i] = i / 7.0f;
  fovea_safetensors_set_metadata (file, "note", "line\nline “two”");
  g_assert_true (fovea_safetensors_save (file, path, &error));
  g_assert_no_error (error);
  back = fovea_safetensors_load (path, &error);
  g_assert_no_error (error);
  in = fovea_safetensors_get (back, "x", 2, shape, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (in, 24, out, 24);
  g_assert_cmpstr (fovea_safetensors_get_metadata (back, "note"), ==, "line\nline “two”");
  g_assert_null (fovea_safetensors_get_metadata (back, "other"));

  shape[0] = 3;
  g_assert_null (fovea_safetensors_get (back, "x", 2, shape, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_null (fovea_safetensors_get (back, "y", 2, shape, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT);
  g_remove (path);
  g_rmdir (folder);
}

/* Rows that lie anywhere make the same file as the array that they are of. */
static void
test_rows (void)
{
  static const float numbers[] = { 1, -2, 3.5f, 4, 5, 6 };
  g_autofree char *folder = g_dir_make_tmp ("fovea-XXXXXX", NULL);
  GBytes *bytes[2];

  for (int scattered = 0; scattered < 2; scattered++)
    {
      g_autofree char *path = g_build_filename (folder, "a.safetensors", NULL);
      g_autoptr (FoveaSafetensors) file = fovea_safetensors_new ();
      const gint64 shape[] = { 3, 2 };
      const float **rows = scattered ? fovea_safetensors_add_rows (file, "x", 2, shape) : NULL;

      if (!scattered)
        memcpy (fovea_safetensors_add (file, "x", 2, shape), numbers, sizeof numbers);
      for (int i = 0; rows && i < 3; i++)
        rows[i] = numbers + 2 * i;
      fovea_safetensors_add (file, "zero", 1, (gint64[]){ 1 })[0] = 0;
      g_assert_true (fovea_safetensors_save (file, path, NULL));
      bytes[scattered] = fovea_file_bytes (path, NULL);
      g_remove (path);
    }
  g_assert_true (g_bytes_equal (bytes[0], bytes[1]));
  g_bytes_unref (bytes[0]);
  g_bytes_unref (bytes[1]);
  g_rmdir (folder);
}

/* A file as another program writes it: no padding, arrays in another order than their bytes, scalars. */
static void
test_foreign_file (void)
{
  static const char contents[] = "\x7a\0\0\0\0\0\0\0"
                                 "{\"b\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,12]},"
                                 "\"a\" : {\"data_offsets\":[0,8], \"shape\":[2], \"dtype\":\"F32\"}  }         "
                                 "\0\0\x80\x3f\0\0\0\x40\0\0\x40\x40";
  g_autofree char *folder = g_dir_make_tmp ("fovea-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.safetensors", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoveaSafetensors) file = NULL;

  g_assert_true (g_file_set_contents (path, contents, sizeof contents - 1, NULL));
  file = fovea_safetensors_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (fovea_safetensors_get (file, "a", 1, (gint64[]){ 2 }, NULL)[1], ==, 2);
  g_assert_cmpfloat (fovea_safetensors_get (file, "b", 0, NULL, NULL)[0], ==, 3);
  g_remove (path);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/safetensors/round-trip", test_round_trip);
  g_test_add_func ("/engine/safetensors/rows", test_rows);
  g_test_add_func ("/engine/safetensors/foreign-file", test_foreign_file);
  return g_test_run ();
}
