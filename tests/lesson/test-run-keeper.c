/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/run-keeper.h"

#include <glib/gstdio.h>

/* Written at once, then in its time, and after a slow writing not before twenty times as long has passed. */
static void
test_due (void)
{
  g_autofree char *folder = g_dir_make_tmp ("fovea-XXXXXX", NULL), *path = g_build_filename (folder, "run", NULL);
  FoveaRunKeeper keeper;

  g_assert_true (fovea_run_keeper_init (&keeper, path, 10, NULL));
  g_assert_true (fovea_run_keeper_is_due (&keeper));
  fovea_run_keeper_wrote (&keeper, g_get_monotonic_time () - G_USEC_PER_SEC);
  g_assert_cmpint (keeper.due - g_get_monotonic_time (), >, 19 * G_USEC_PER_SEC);
  fovea_run_keeper_wrote (&keeper, g_get_monotonic_time () - 60 * G_USEC_PER_SEC);
  g_assert_cmpint (keeper.due - g_get_monotonic_time (), <=, 30 * G_USEC_PER_SEC);
  fovea_run_keeper_clear (&keeper);
  g_assert_false (fovea_run_keeper_is_due (&keeper));
  g_rmdir (folder);
}

static void
test_one_at_a_time (void)
{
  g_autofree char *folder = g_dir_make_tmp ("fovea-XXXXXX", NULL), *path = g_build_filename (folder, "run", NULL);
  g_autoptr (GError) error = NULL;
  FoveaRunKeeper first, second;

  g_assert_false (fovea_run_keeper_is_open (path));
  g_assert_true (fovea_run_keeper_init (&first, path, 10, NULL));
  g_assert_true (fovea_run_keeper_is_open (path));
  g_assert_false (fovea_run_keeper_init (&second, path, 10, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE);
  g_assert_null (second.path);
  fovea_run_keeper_clear (&first);
  g_assert_false (fovea_run_keeper_is_open (path));
  g_assert_cmpint (g_rmdir (folder), ==, 0); /* nothing is left in it */
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/run-keeper/due", test_due);
  g_test_add_func ("/lesson/run-keeper/one-at-a-time", test_one_at_a_time);
  return g_test_run ();
}
