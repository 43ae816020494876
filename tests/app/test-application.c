/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the program answers without a display. */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

/* Runs fovea without a display. Returns its exit status. */
static int
run (const char *option, char **out, char **err)
{
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_unsetenv (launcher, "DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "WAYLAND_DISPLAY");
  process = g_subprocess_launcher_spawn (launcher, &error, FOVEA_BUILD_DIR "/src/app/fovea", option, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, out, err, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  return g_subprocess_get_exit_status (process);
}

static void
test_version (void)
{
  g_autofree char *out = NULL, *err = NULL;

  g_assert_cmpint (run ("--version", &out, &err), ==, 0);
  g_assert_cmpstr (out, ==, "fovea " FOVEA_VERSION "\n");
  g_assert_cmpstr (err, ==, "");
}

static void
test_help (void)
{
  g_autofree char *out = NULL, *err = NULL;

  g_assert_cmpint (run ("--help", &out, &err), ==, 0);
  g_assert_nonnull (strstr (out, "--page"));
  g_assert_cmpstr (err, ==, "");
}

static void
test_unknown_page (void)
{
  g_autofree char *out = NULL, *err = NULL;

  g_assert_cmpint (run ("--page=kitchen", &out, &err), ==, 2);
  g_assert_cmpstr (out, ==, "");
  g_assert_nonnull (strstr (err, "“kitchen”"));
  g_assert_nonnull (strstr (err, "convolution"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/application/version", test_version);
  g_test_add_func ("/app/application/help", test_help);
  g_test_add_func ("/app/application/unknown-page", test_unknown_page);
  return g_test_run ();
}
