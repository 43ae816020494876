/* SPDX-License-Identifier: GPL-3.0-or-later */

/* fovea-cli: what the window does, without a window. Results go to standard output, messages to standard error; the
 * exit status is 0 (done), 1 (a clear no: a window does not fit) or 2 (bad use or bad input); a signal that asks for the
 * end is obeyed once what has to be kept is. */

#include "config.h"

#include "cli/command.h"
#include "cli/interrupt.h"
#include "dataset/language.h"
#include "engine/kernels.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>

enum
{
  DONE = 0,
  NO = 1,
  BAD = 2
};

static const FoveaCommand *const commands[] = {
  &fovea_command_size,
  &fovea_command_conv,
  &fovea_command_pool,
  &fovea_command_net,
  &fovea_command_train,
  &fovea_command_test,
  &fovea_command_filters,
  &fovea_command_maps,
  &fovea_command_why,
  &fovea_command_render,
  &fovea_command_export,
  &fovea_command_data,
  &fovea_command_bench,
};

static const FoveaCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i]->name, name))
      return commands[i];
  return NULL;
}

static void
print_overview (FILE *stream)
{
  fprintf (stream, "%s\n\n", _("Usage: fovea-cli COMMAND [ARGUMENT…]"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    fprintf (stream, "  %-8s %s\n", commands[i]->name, _(commands[i]->summary));
  fprintf (stream, "\n%s\n", _("fovea-cli COMMAND --help says what a command takes."));
}

/* Says what went wrong. Returns: the exit status for it */
static int
report (const FoveaCommand *command, const GError *error)
{
  if (g_error_matches (error, FOVEA_ERROR, FOVEA_ERROR_MISFIT))
    {
      fprintf (stderr, "%s\n", error->message);
      return NO;
    }
  fprintf (stderr, "fovea-cli %s: %s\n", command->name, error->message);
  return BAD;
}

static int
run_command (const FoveaCommand *command, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  gpointer arguments;
  int status = DONE;

  if (fovea_command_is_help (argc, argv))
    {
      g_autofree char *help = fovea_command_help (command);

      fputs (help, stdout);
      return DONE;
    }
  arguments = fovea_command_parse (command, argc, argv, &error);
  if (arguments == NULL)
    {
      status = report (command, error);
      fprintf (stderr, _("“fovea-cli %s --help” says what it takes.\n"), command->name);
      return status;
    }
  if (!fovea_kernels_choose (g_getenv ("FOVEA_KERNELS"), &error) || !command->run (arguments, &error))
    status = report (command, error);
  fovea_command_free_arguments (command, arguments);
  return status;
}

static int
run_words (int argc, char **argv)
{
  const FoveaCommand *command = argc > 0 ? find_command (argv[0]) : NULL;

  if (command != NULL)
    return run_command (command, argc - 1, argv + 1);
  if (argc > 0 && g_str_equal (argv[0], "--version"))
    {
      printf ("fovea-cli %s\n", FOVEA_VERSION);
      return DONE;
    }
  if (argc > 0 && (fovea_command_is_help (1, argv) || g_str_equal (argv[0], "help")))
    {
      print_overview (stdout);
      return DONE;
    }
  if (argc > 0)
    fprintf (stderr, _("fovea-cli: There is no command “%s”.\n"), argv[0]);
  print_overview (stderr);
  return BAD;
}

int
main (int argc, char *argv[])
{
  int status;

  fovea_set_up_language ();
  signal (SIGXFSZ, SIG_IGN); /* a file that grows too large is an error to report, not an end */
  status = run_words (argc - 1, argv + 1);
  if (fflush (stdout) != 0 || ferror (stdout))
    {
      fprintf (stderr, _("fovea-cli: Standard output cannot be written: %s.\n"), g_strerror (errno));
      return BAD;
    }
  if (status != DONE)
    fovea_interrupt_pass_on ();
  return status;
}
