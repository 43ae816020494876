/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dataset/data-folder.h"

static void
test_runs_uninstalled (void)
{
  g_assert_true (fovea_runs_uninstalled ());
}

static void
test_environment_comes_first (void)
{
  g_autofree char *path = NULL;

  g_setenv ("FOVEA_DATA", "/somewhere/else", TRUE);
  path = fovea_data_path ("mnist", "a.gz", NULL);
  g_assert_cmpstr (path, ==, "/somewhere/else/mnist/a.gz");
}

static void
test_source_serves_the_build_folder (void)
{
  g_unsetenv ("FOVEA_DATA");
  g_assert_cmpstr (fovea_data_folder (), ==, FOVEA_SOURCE_DATA_DIR);
  g_setenv ("FOVEA_DATA", "", TRUE);
  g_assert_cmpstr (fovea_data_folder (), ==, FOVEA_SOURCE_DATA_DIR);
}

static void
test_downloads_lie_in_the_users_folder (void)
{
  g_autofree char *path = fovea_user_data_path ("cifar-10");
  g_autofree char *expected = g_build_filename (g_get_user_data_dir (), "fovea", "cifar-10", NULL);

  g_assert_cmpstr (path, ==, expected);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset/data-folder/runs-uninstalled", test_runs_uninstalled);
  g_test_add_func ("/dataset/data-folder/environment-comes-first", test_environment_comes_first);
  g_test_add_func ("/dataset/data-folder/source-serves-the-build-folder", test_source_serves_the_build_folder);
  g_test_add_func ("/dataset/data-folder/downloads-lie-in-the-users-folder", test_downloads_lie_in_the_users_folder);
  return g_test_run ();
}
