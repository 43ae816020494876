/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the targets share. */

#include "fuzz.h"

#include <glib/gstdio.h>
#include <sys/mman.h>
#include <unistd.h>

const char *
fuzz_file (gconstpointer data, gsize size)
{
  static int descriptor = -1;
  static char path[64];

  if (descriptor < 0)
    {
      descriptor = memfd_create ("fuzz", MFD_CLOEXEC);
      g_assert_cmpint (descriptor, >=, 0);
      g_snprintf (path, sizeof path, "/proc/self/fd/%d", descriptor);
    }
  g_assert_cmpint (ftruncate (descriptor, 0), ==, 0);
  g_assert_cmpint (pwrite (descriptor, data, size, 0), ==, (gssize) size);
  return path;
}

GBytes *
fuzz_take_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *contents;
  gsize size;

  g_file_get_contents (path, &contents, &size, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return g_bytes_new_take (contents, size);
}

char *
fuzz_new_path (void)
{
  return g_strdup_printf ("%s/fovea-fuzz-%d", g_get_tmp_dir (), getpid ());
}
