/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/file.h"

#include "tests/full-disk.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

static char *folder;

static char *
path_of (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static void
assert_contents (const char *path, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fovea_file_bytes (path, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected, strlen (expected));
}

static void
test_written_and_read (void)
{
  g_autofree char *path = path_of ("round-trip");
  g_autoptr (GError) error = NULL;

  g_assert_true (fovea_file_write (path, "first", 5, &error));
  g_assert_no_error (error);
  assert_contents (path, "first");
  g_assert_true (fovea_file_write (path, "second one", 10, &error));
  assert_contents (path, "second one");
  g_assert_true (fovea_file_write_parts (path, (FoveaFilePart[]){ { "third", 5 }, { NULL, 0 }, { " one", 4 } }, 3, &error));
  assert_contents (path, "third one");
}

static void
test_only_regular_files (void)
{
  const char *const paths[] = { "/dev/zero", folder, "/nowhere/at/all" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fovea_file_bytes (paths[i], &error));
      g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE);
      g_assert_nonnull (strstr (error->message, paths[i]));
    }
}

static void
test_unwritable_places (void)
{
  g_autofree char *file = path_of ("a-file");
  g_autofree char *below = g_build_filename (file, "below", NULL);
  g_autofree char *missing = path_of ("no-folder/file");
  g_autofree char *pipe = path_of ("a-pipe");
  const char *const paths[] = { below, missing, folder, pipe, "" };

  g_assert_true (fovea_file_write (file, "", 0, NULL));
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (fovea_file_write (paths[i], "x", 1, &error));
      g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE);
      g_assert_nonnull (strstr (error->message, paths[i]));
      g_assert_false (fovea_file_check_writable (paths[i], NULL));
    }
  g_assert_false (g_file_test (pipe, G_FILE_TEST_IS_REGULAR));
  g_assert_true (fovea_file_check_writable (file, NULL));
  assert_contents (file, "");
}

/* The file that was there stays, and nothing else is left. */
static void
test_full_disk_loses_nothing (void)
{
  g_autofree char *path = path_of ("kept");
  g_autofree char *large = g_strnfill (100000, 'x');
  struct rlimit before;
  g_autoptr (GError) error = NULL;

  g_assert_true (fovea_file_write (path, "old", 3, NULL));
  before = test_fill_disk (4096);
  g_assert_false (fovea_file_write (path, large, 100000, &error));
  test_free_disk (before);
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE);
  g_assert_true (g_str_has_suffix (error->message, "kept” cannot be written: File too large."));
  assert_contents (path, "old");
  g_assert_cmpint (test_count_files (folder, "kept"), ==, 1);
}

/* Of a set of which one has no room none is written, and what was there stays; with room all of them are. */
static void
test_set_is_whole (void)
{
  g_autofree char *first = path_of ("set-first"), *second = path_of ("set-second"), *large = g_strnfill (100000, 'x');
  g_autoptr (FoveaFileSet) files = fovea_file_set_new (), again = NULL;
  struct rlimit before;
  g_autoptr (GError) error = NULL;

  g_assert_true (fovea_file_write (first, "old", 3, NULL));
  before = test_fill_disk (4096);
  g_assert_true (fovea_file_set_add (files, first, "new", 3, &error));
  g_assert_false (fovea_file_set_add (files, second, large, 100000, &error));
  test_free_disk (before);
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE);
  g_clear_pointer (&files, fovea_file_set_free);
  assert_contents (first, "old");
  g_assert_cmpint (test_count_files (folder, "set-"), ==, 1);

  again = fovea_file_set_new ();
  g_assert_true (fovea_file_set_add (again, first, "new", 3, NULL) && fovea_file_set_add (again, second, "two", 3, NULL));
  assert_contents (first, "old");
  g_assert_true (fovea_file_set_finish (again, NULL));
  assert_contents (first, "new");
  assert_contents (second, "two");
  g_assert_cmpint (test_count_files (folder, "set-"), ==, 2);
}

/* A name that somebody takes meanwhile is refused, and nothing is left of what was to have it. */
static void
test_name_taken (void)
{
  g_autofree char *path = path_of ("taken");
  g_autoptr (FoveaFileSet) files = fovea_file_set_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (fovea_file_set_add (files, path, "new", 3, NULL));
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_false (fovea_file_set_finish (files, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE);
  g_clear_pointer (&files, fovea_file_set_free);
  g_assert_cmpint (test_count_files (folder, "taken"), ==, 1);
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static void
remove_folder (void)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);

  for (const char *name = g_dir_read_name (entries); name; name = g_dir_read_name (entries))
    {
      g_autofree char *path = path_of (name);

      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  signal (SIGXFSZ, SIG_IGN);
  folder = g_dir_make_tmp ("fovea-file-XXXXXX", NULL);
  g_test_add_func ("/engine/file/written-and-read", test_written_and_read);
  g_test_add_func ("/engine/file/only-regular-files", test_only_regular_files);
  g_test_add_func ("/engine/file/unwritable-places", test_unwritable_places);
  g_test_add_func ("/engine/file/full-disk-loses-nothing", test_full_disk_loses_nothing);
  g_test_add_func ("/engine/file/set-is-whole", test_set_is_whole);
  g_test_add_func ("/engine/file/name-taken", test_name_taken);
  status = g_test_run ();
  remove_folder ();
  return status;
}
