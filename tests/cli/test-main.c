/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What every command has: help, a version, and outputs that go where they belong. */

#include "program.h"

static void
test_version (void)
{
  g_auto (Result) result = run ("--version");

  g_assert_cmpint (result.status, ==, 0);
  g_assert_true (g_str_has_prefix (result.out, "fovea-cli 0."));
}

static void
test_overview (void)
{
  g_auto (Result) help = run ("--help");
  g_auto (Result) nothing = run_words ((const char *const[]){ NULL });
  g_auto (Result) unknown = run ("sise");

  g_assert_cmpint (help.status, ==, 0);
  g_assert_nonnull (strstr (help.out, "size"));
  assert_fails (&nothing, 2, "Usage: fovea-cli COMMAND");
  g_assert_cmpstr (nothing.out, ==, "");
  assert_fails (&unknown, 2, "There is no command “sise”.");
}

typedef void (*HelpCall) (const char *command, const Result *help, const char *manual);

/* Calls @call with every command that the overview lists. */
static void
for_each_command (HelpCall call, const char *manual)
{
  g_auto (Result) overview = run ("--help");
  g_auto (GStrv) lines = g_strsplit (overview.out, "\n", -1);
  int commands = 0;

  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) words = g_strsplit (g_strstrip (*line), " ", 2);
      g_auto (Result) help = { 0 };

      if (words[0] == NULL || !g_ascii_islower (words[0][0]) || g_str_equal (words[0], "fovea-cli"))
        continue;
      help = run (words[0], "--no-such-option", "--help");
      call (words[0], &help, manual);
      commands++;
    }
  g_assert_cmpint (commands, >=, 7);
}

static void
assert_help (const char *command, const Result *help, const char *manual)
{
  g_autofree char *usage = g_strdup_printf ("Usage: fovea-cli %s ", command);
  g_autoptr (GHashTable) options = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) words = g_strsplit_set (strstr (help->out, "\n\n"), " \n", -1);

  for (char **word = words; *word != NULL; word++)
    if (g_str_has_prefix (*word, "--") && !g_hash_table_add (options, *word))
      g_error ("%s has %s twice", command, *word);
  g_assert_cmpint (help->status, ==, 0);
  g_assert_true (g_str_has_prefix (help->out, usage));
  g_assert_cmpstr (help->err, ==, "");
}

/* Every command has its own help, which exits 0 whatever else is said. */
static void
test_help_of_every_command (void)
{
  for_each_command (assert_help, NULL);
}

static void
assert_in_manual (const char *command, const Result *help, const char *manual)
{
  g_autoptr (GRegex) regex = g_regex_new ("--[a-z0-9-]+", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *heading = g_strdup_printf (".SS fovea\\-cli %s ", command);

  if (strstr (manual, heading) == NULL)
    g_error ("the manual has no “%s”", command);
  for (g_regex_match (regex, help->out, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *option = g_match_info_fetch (match, 0);
      g_auto (GStrv) parts = g_strsplit (option, "-", -1);
      g_autofree char *escaped = g_strjoinv ("\\-", parts);

      if (strstr (manual, escaped) == NULL)
        g_error ("the manual does not tell of “%s” of %s", option, command);
    }
}

static void
test_manual_tells_all (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("FOVEA_DATA"), "man", "fovea-cli.1", NULL);
  g_autofree char *manual = NULL;

  g_assert_true (g_file_get_contents (path, &manual, NULL, NULL));
  for_each_command (assert_in_manual, manual);
}

/* Numbers and their minus are the same in every locale. */
static void
test_output_is_utf8_everywhere (void)
{
  g_auto (Result) result = { 0 };

  g_setenv ("LC_ALL", "C", TRUE);
  result = run ("size", "--input", "7", "--filter", "3", "--stride", "3");
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  assert_fails (&result, 1, "(7 − 3 + 2·0)/3 + 1 = 2.33");
}

static void
test_full_standard_output (void)
{
  g_autofree char *command = g_strdup_printf ("sh -c '\"%s\" size --input 7 --filter 3 >/dev/full'",
                                              g_getenv ("FOVEA_CLI"));
  g_auto (Result) result = { 0 };
  int status;

  g_assert_true (g_spawn_command_line_sync (command, &result.out, &result.err, &status, NULL));
  result.status = WEXITSTATUS (status);
  assert_fails (&result, 2, "Standard output cannot be written");
}

static void
test_unknown_kernels (void)
{
  g_auto (Result) result = { 0 };

  g_setenv ("FOVEA_KERNELS", "abacus", TRUE);
  result = run ("size", "--input", "7", "--filter", "3");
  g_unsetenv ("FOVEA_KERNELS");
  assert_fails (&result, 2, "abacus");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/main/version", test_version);
  g_test_add_func ("/cli/main/overview", test_overview);
  g_test_add_func ("/cli/main/help-of-every-command", test_help_of_every_command);
  g_test_add_func ("/cli/main/manual-tells-all", test_manual_tells_all);
  g_test_add_func ("/cli/main/output-is-utf8-everywhere", test_output_is_utf8_everywhere);
  g_test_add_func ("/cli/main/full-standard-output", test_full_standard_output);
  g_test_add_func ("/cli/main/unknown-kernels", test_unknown_kernels);
  return g_test_run ();
}
