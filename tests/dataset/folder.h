/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <glib/gstdio.h>

/* A folder of its own for a test, gone when it ends. */
typedef char TestFolder;

static inline TestFolder *
test_folder_new (void)
{
  GError *error = NULL;
  char *path = g_dir_make_tmp ("fovea-test-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

static inline void
test_folder_remove (TestFolder *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        test_folder_remove (g_steal_pointer (&child));
      else
        g_unlink (child);
    }
  g_rmdir (path);
  g_free (path);
}

static inline void
test_folder_write (const TestFolder *folder, const char *name, const void *data, gssize size)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  GError *error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_file_set_contents (path, data, size, &error);
  g_assert_no_error (error);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestFolder, test_folder_remove)
