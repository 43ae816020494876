/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "dataset/unpack.h"

#include "folder.h"
#include "tar-file.h"

static void
write_archive (const TestFolder *folder, const TestArchive *archive, gsize size)
{
  test_folder_write (folder, "a.tar.gz", archive->data, size);
}

static gboolean
unpack (const TestFolder *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "a.tar.gz", NULL);
  g_autofree char *inner = g_build_filename (folder, "inner", NULL);

  g_mkdir_with_parents (inner, 0700);
  return fovea_unpack (path, inner, NULL, error);
}

static void
assert_contents (const TestFolder *folder, const char *name, const char *expected)
{
  g_autofree char *path = g_build_filename (folder, "inner", name, NULL);
  g_autofree char *contents = NULL;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, expected);
}

/* Files of folders come out side by side; links, hidden files and ways out of the folder do not. */
static void
test_only_files_and_only_here (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *inner = g_build_filename (folder, "inner", NULL);
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  TestArchive archive;
  int n = 0;

  test_archive_start (&archive);
  test_archive_add (&archive, "set/", AE_IFDIR, "");
  test_archive_add (&archive, "set/one.bin", AE_IFREG, "one");
  test_archive_add (&archive, "../../two.bin", AE_IFREG, "two");
  test_archive_add (&archive, "/tmp/three.bin", AE_IFREG, "three");
  test_archive_add (&archive, "set/link", AE_IFLNK, "");
  test_archive_add (&archive, "set/.hidden", AE_IFREG, "x");
  test_archive_end (&archive);
  write_archive (folder, &archive, archive.size);
  g_assert_true (unpack (folder, &error));
  g_assert_no_error (error);
  assert_contents (folder, "one.bin", "one");
  assert_contents (folder, "two.bin", "two");
  assert_contents (folder, "three.bin", "three");
  dir = g_dir_open (inner, 0, NULL);
  while (g_dir_read_name (dir))
    n++;
  g_assert_cmpint (n, ==, 3);
}

static void
test_damaged (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *long_text = g_strnfill (2000, 'x');
  TestArchive archive;

  test_archive_start (&archive);
  for (int i = 0; i < 2000; i++)
    long_text[i] = 'a' + g_random_int_range (0, 26);
  test_archive_add (&archive, "one.bin", AE_IFREG, long_text);
  test_archive_end (&archive);
  for (gsize size = 1; size < archive.size - 8; size += 50)
    {
      g_autoptr (GError) error = NULL;

      write_archive (folder, &archive, size);
      g_assert_false (unpack (folder, &error));
      g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset/unpack/only-files-and-only-here", test_only_files_and_only_here);
  g_test_add_func ("/dataset/unpack/damaged", test_damaged);
  return g_test_run ();
}
