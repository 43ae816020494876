/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a command's arguments as its table of options says, and writes its --help from the same table. Options are
 * written `--name value` or `--name=value`; where one is given twice the later counts; after `--` none follows. */

#include "config.h"

#include "cli/command.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum
{
  HEAD = 24 /* characters that an option has in --help, before what it does */
};

typedef struct
{
  const FoveaCommand *command;
  char **argv;
  int argc, at;
  gpointer arguments;
  guint positionals; /* read so far */
  guint64 given;     /* bits of the options that were */
} Parser;

static gboolean fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError **error, const char *format, ...)
{
  va_list arguments;
  g_autofree char *message = NULL;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, message);
  return FALSE;
}

/* What messages and help call it: --stride, NET. */
static char *
label (const FoveaOption *option)
{
  return g_strconcat (option->positional ? "" : "--", option->name, NULL);
}

static char *
list_choices (const FoveaOption *option)
{
  return g_strjoinv (", ", (char **) option->choices);
}

static gboolean
set_int (const FoveaOption *option, int *field, const char *text, GError **error)
{
  g_autofree char *name = label (option);
  gint64 number;

  if (!g_ascii_string_to_signed (text, 10, (gint64) option->least, (gint64) option->most, &number, NULL))
    return fail (error, _("%s takes a whole number from %d to %d, not “%s”."), name, (int) option->least,
                 (int) option->most, text);
  *field = (int) number;
  return TRUE;
}

static gboolean
set_seed (const FoveaOption *option, guint64 *field, const char *text, GError **error)
{
  g_autofree char *name = label (option);

  return g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, field, NULL)
         || fail (error, _("%s takes a whole number of at least 0, not “%s”."), name, text);
}

static gboolean
set_real (const FoveaOption *option, double *field, const char *text, GError **error)
{
  g_autofree char *name = label (option);
  char *end;
  double number;

  number = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || isnan (number))
    return fail (error, _("%s takes a number, not “%s”."), name, text);
  if (number < option->least || number > option->most)
    return fail (error, _("%s takes a number from %g to %g, not “%s”."), name, option->least, option->most, text);
  *field = number;
  return TRUE;
}

static gboolean
set_choice (const FoveaOption *option, int *field, const char *text, GError **error)
{
  g_autofree char *name = label (option), *choices = list_choices (option);

  for (int i = 0; option->choices[i] != NULL; i++)
    if (g_str_equal (option->choices[i], text))
      {
        *field = i;
        return TRUE;
      }
  return fail (error, _("%s is one of %s, not “%s”."), name, choices, text);
}

static gboolean
set_value (const FoveaOption *option, gpointer field, const char *text, GError **error)
{
  switch (option->kind)
    {
    case FOVEA_OPTION_FLAG:
      *(gboolean *) field = TRUE;
      return TRUE;
    case FOVEA_OPTION_INT:
      return set_int (option, field, text, error);
    case FOVEA_OPTION_SEED:
      return set_seed (option, field, text, error);
    case FOVEA_OPTION_REAL:
      return set_real (option, field, text, error);
    case FOVEA_OPTION_CHOICE:
      return set_choice (option, field, text, error);
    case FOVEA_OPTION_TEXTS:
      g_ptr_array_add (*(GPtrArray **) field, (gpointer) text);
      return TRUE;
    case FOVEA_OPTION_TEXT:
    default:
      *(const char **) field = text;
      return TRUE;
    }
}

static void
set_preset (const FoveaOption *option, gpointer field)
{
  switch (option->kind)
    {
    case FOVEA_OPTION_INT:
    case FOVEA_OPTION_CHOICE:
      *(int *) field = (int) option->preset;
      break;
    case FOVEA_OPTION_SEED:
      *(guint64 *) field = (guint64) option->preset;
      break;
    case FOVEA_OPTION_REAL:
      *(double *) field = option->preset;
      break;
    case FOVEA_OPTION_TEXTS:
      *(GPtrArray **) field = g_ptr_array_new ();
      break;
    case FOVEA_OPTION_FLAG:
    case FOVEA_OPTION_TEXT:
    default:
      break;
    }
}

/* The option `--NAME` or the positional argument number @positional; NULL if there is none. */
static const FoveaOption *
find_option (const FoveaCommand *command, const char *name, gsize length, guint positional)
{
  for (const FoveaOption *option = command->options; option->name != NULL; option++)
    {
      if (name != NULL && !option->positional && strlen (option->name) == length
          && strncmp (option->name, name, length) == 0)
        return option;
      if (name == NULL && option->positional && positional-- == 0)
        return option;
    }
  return NULL;
}

static gboolean
take (Parser *self, const FoveaOption *option, const char *text, GError **error)
{
  self->given |= G_GUINT64_CONSTANT (1) << (option - self->command->options);
  return set_value (option, (char *) self->arguments + option->offset, text, error);
}

static gboolean
take_option (Parser *self, GError **error)
{
  const char *name = self->argv[self->at] + 2, *value = strchr (name, '=');
  gsize length = value != NULL ? (gsize) (value - name) : strlen (name);
  const FoveaOption *option = find_option (self->command, name, length, 0);

  if (option == NULL)
    return fail (error, _("There is no option --%.*s."), (int) length, name);
  if (option->kind == FOVEA_OPTION_FLAG)
    return value == NULL ? take (self, option, NULL, error)
                         : fail (error, _("--%s takes no value."), option->name);
  if (value != NULL)
    return take (self, option, value + 1, error);
  if (self->at + 1 == self->argc)
    return fail (error, _("--%s needs a value, %s."), option->name, option->value);
  return take (self, option, self->argv[++self->at], error);
}

static gboolean
take_positional (Parser *self, GError **error)
{
  const char *text = self->argv[self->at];
  const FoveaOption *option = find_option (self->command, NULL, 0, self->positionals++);

  if (option == NULL)
    return fail (error, _("“%s” is one argument too many; a text with blanks in it stands in quotes."), text);
  return take (self, option, text, error);
}

static gboolean
check_required (const Parser *self, GError **error)
{
  for (const FoveaOption *option = self->command->options; option->name != NULL; option++)
    {
      g_autofree char *name = label (option);

      if (option->required && !(self->given >> (option - self->command->options) & 1))
        return fail (error, _("%s is missing: %s."), name, _(option->help));
    }
  return TRUE;
}

/**
 * fovea_command_parse:
 * @argc: how many words stand behind the command's name
 * @argv: these words; the arguments point into them
 *
 * Returns: (transfer full): the command's arguments, for fovea_command_free_arguments(), or NULL with
 *   FOVEA_ERROR_ARGUMENT
 */
gpointer
fovea_command_parse (const FoveaCommand *self, int argc, char **argv, GError **error)
{
  Parser parser = { .command = self, .argv = argv, .argc = argc, .arguments = g_malloc0 (self->size) };
  gboolean options = TRUE, fine = TRUE;

  for (const FoveaOption *option = self->options; option->name != NULL; option++)
    set_preset (option, (char *) parser.arguments + option->offset);
  for (; parser.at < argc && fine; parser.at++)
    {
      if (options && g_str_equal (argv[parser.at], "--"))
        options = FALSE;
      else if (options && g_str_has_prefix (argv[parser.at], "--"))
        fine = take_option (&parser, error);
      else if (options && argv[parser.at][0] == '-' && g_ascii_isalpha (argv[parser.at][1]))
        fine = fail (error, _("“%s” is no option; options begin with two hyphens."), argv[parser.at]);
      else
        fine = take_positional (&parser, error);
    }
  if (fine && check_required (&parser, error))
    return parser.arguments;
  fovea_command_free_arguments (self, parser.arguments);
  return NULL;
}

void
fovea_command_free_arguments (const FoveaCommand *self, gpointer arguments)
{
  for (const FoveaOption *option = self->options; option->name != NULL; option++)
    if (option->kind == FOVEA_OPTION_TEXTS)
      g_ptr_array_unref (*(GPtrArray **) ((char *) arguments + option->offset));
  g_free (arguments);
}

/* Whether the words ask for help: `--help` or `-h` before any `--`. */
gboolean
fovea_command_is_help (int argc, char **argv)
{
  for (int i = 0; i < argc && !g_str_equal (argv[i], "--"); i++)
    if (g_str_equal (argv[i], "--help") || g_str_equal (argv[i], "-h"))
      return TRUE;
  return FALSE;
}

/* "--stride S", "NET", "[--json]" as the usage line has it. */
static void
append_usage (GString *text, const FoveaOption *option)
{
  g_autofree char *name = label (option);

  g_string_append_printf (text, option->required ? " %s%s%s" : " [%s%s%s]", name, option->value ? " " : "",
                          option->value ? option->value : "");
  if (option->kind == FOVEA_OPTION_TEXTS)
    g_string_append (text, "…");
}

static void
append_preset (GString *text, const FoveaOption *option)
{
  if (option->kind == FOVEA_OPTION_CHOICE)
    {
      g_autofree char *choices = list_choices (option);

      g_string_append_printf (text, ": %s", choices);
      if (!option->required)
        g_string_append_printf (text, _(" (%s unless given)"), option->choices[(int) option->preset]);
    }
  else if (!option->required && option->preset != 0 && option->preset >= option->least)
    g_string_append_printf (text, _(" (%g unless given)"), option->preset);
}

static void
append_option_help (GString *text, const FoveaOption *option)
{
  g_autofree char *name = label (option);
  g_autofree char *head = g_strjoin (" ", name, option->value, NULL);

  g_string_append_printf (text, "  %-*s%s%*s%s", HEAD, head, strlen (head) < HEAD ? "" : "\n",
                          strlen (head) < HEAD ? 0 : HEAD + 2, "", _(option->help));
  append_preset (text, option);
  g_string_append_c (text, '\n');
}

/* What `fovea-cli COMMAND --help` writes. Translated. */
char *
fovea_command_help (const FoveaCommand *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _("Usage: fovea-cli %s"), self->name);
  for (const FoveaOption *option = self->options; option->name != NULL; option++)
    append_usage (text, option);
  g_string_append_printf (text, "\n%s\n\n", _(self->summary));
  for (const FoveaOption *option = self->options; option->name != NULL; option++)
    append_option_help (text, option);
  return g_string_free (text, FALSE);
}
