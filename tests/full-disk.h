/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sys/resource.h>

/* No file of this process, or of one that it starts, grows beyond @bytes, as on a disk that is full. A test that writes by
 * itself ignores SIGXFSZ, as the program does. Returns: for test_free_disk() */
static inline struct rlimit
test_fill_disk (rlim_t bytes)
{
  struct rlimit before;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &(struct rlimit){ bytes, before.rlim_max }), ==, 0);
  return before;
}

static inline void
test_free_disk (struct rlimit before)
{
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
}

/* Those in @folder whose names begin so. */
static inline int
test_count_files (const char *folder, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  int files = 0;

  for (const char *name = g_dir_read_name (dir); name; name = g_dir_read_name (dir))
    files += g_str_has_prefix (name, prefix);
  return files;
}
