/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lesson files: what the strip under the scene walks through. They are key files that people write themselves, so
 * reading is strict and says what is wrong, where, and what would be right: every step is tried on a fresh page while
 * the file is read, and a course that could be read can be shown. fovea-lesson(5) describes them.
 *
 * Words in a file are the translatable ones of the program's own lessons (looked up in the catalogue, from which
 * po/ extracts them), or carry their translations with them as key files do: Title[de]=… */

#include "config.h"

#include "lesson/course.h"

#include "dataset/data-folder.h"
#include "engine/file.h"
#include "lesson/state.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HEAD "Lesson"
#define FORMAT 1

static void
free_step (FoveaStep *step)
{
  g_free (step->id);
  g_free (step->page);
  g_free (step->title);
  g_free (step->text);
  g_free (step->to_try);
  g_free (step->confronts);
  g_strfreev (step->state);
  g_free (step);
}

/* What stands under @key, or %NULL if nothing does. */
static char *
read_key (GKeyFile *file, const char *group, const char *key)
{
  g_autofree char *value = g_key_file_get_locale_string (file, group, key, NULL, NULL);

  return value != NULL && *g_strstrip (value) != '\0' ? g_steal_pointer (&value) : NULL;
}

/* The words under @key in the person's language, or %NULL. */
static char *
read_words (GKeyFile *file, const char *group, const char *key)
{
  g_autofree char *words = read_key (file, group, key);

  return words != NULL ? g_strdup (g_dgettext (GETTEXT_PACKAGE, words)) : NULL;
}

static gboolean
need_words (const char *words, const char *key, GError **error)
{
  if (words == NULL)
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_SYNTAX,
                 _("“%s=” is missing: each step has it, and it is not empty."), key);
  return words != NULL;
}

/* Keys with a capital are words and what belongs to the step; all others set something on the page. */
static gboolean
check_word_key (const char *key, GError **error)
{
  static const char *const known[] = { "Page", "Title", "Text", "Try", "Confronts", "Ask", "Exercise", NULL };
  g_auto (GStrv) parts = g_strsplit (key, "[", 2);

  if (g_strv_contains (known, parts[0]))
    return TRUE;
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_SYNTAX,
               _("There is no key “%s”: there are Page, Title, Text, Try, Confronts, Ask and Exercise, and what the page "
                 "sets."),
               key);
  return FALSE;
}

static gboolean
read_question (FoveaStep *step, const char *name, GError **error)
{
  GString *list = NULL;

  step->asks = name != NULL;
  if (name == NULL || fovea_question_kind_from_name (name, &step->question))
    return TRUE;
  list = g_string_new (NULL);
  for (int i = 0; i < FOVEA_N_QUESTION_KINDS; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", fovea_question_kind_name (i));
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_SYNTAX, _("“Ask” cannot be “%s”: it is one of %s."), name, list->str);
  g_string_free (list, TRUE);
  return FALSE;
}

static gboolean
read_exercise (FoveaStep *step, const char *value, GError **error)
{
  if (value == NULL)
    return TRUE;
  if (!g_str_equal (value, "yes") && !g_str_equal (value, "no"))
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_SYNTAX, _("“Exercise” cannot be “%s”: it is yes or no."), value);
      return FALSE;
    }
  step->exercise = g_str_equal (value, "yes");
  if (step->exercise && !step->asks)
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_SYNTAX, _("An exercise needs “Ask=”: what is asked."));
  return step->asks || !step->exercise;
}

/* What @key is set to; a picture or a net that lies beside the lesson file is found there, from wherever it is opened. */
static char *
read_setting (FoveaCourse *self, const char *group, const char *key)
{
  g_autofree char *value = g_key_file_get_string (self->file, group, key, NULL);
  g_autofree char *folder = g_path_get_dirname (self->name), *beside = NULL;

  if (value == NULL)
    return g_strdup ("");
  beside = g_build_filename (folder, g_strstrip (value), NULL);
  if ((g_str_equal (key, "picture") || g_str_equal (key, "net")) && !g_path_is_absolute (value)
      && g_file_test (beside, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&beside);
  return g_steal_pointer (&value);
}

static gboolean
read_state (FoveaCourse *self, FoveaStep *step, GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (self->file, step->id, NULL, NULL);
  g_autoptr (GStrvBuilder) state = g_strv_builder_new ();

  for (char **key = keys; *key; key++)
    {
      g_autofree char *value = read_setting (self, step->id, *key);
      g_autofree char *setting = NULL;

      if (g_ascii_isupper (**key))
        {
          if (!check_word_key (*key, error))
            return FALSE;
          continue;
        }
      setting = g_strdup_printf ("%s=%s", *key, value);
      g_strv_builder_add (state, setting);
    }
  step->state = g_strv_builder_end (state);
  return TRUE;
}

/* The training page steps through no lesson: a step can open it and say what to look at, no more. */
static gboolean
check_bare_step (const FoveaStep *step, GError **error)
{
  if (*step->state == NULL && !step->asks)
    return TRUE;
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_SYNTAX,
               _("On the page “%s” a step can set nothing and ask nothing: it has words alone."), step->page);
  return FALSE;
}

/* Whether the page can be set to the step: it is done once, on a page of its own. */
static gboolean
try_step (const FoveaStep *step, GError **error)
{
  g_autoptr (FoveaLesson) lesson = fovea_course_new_lesson (step->page);

  if (lesson == NULL && g_strv_contains (fovea_course_pages (), step->page))
    return check_bare_step (step, error);
  if (lesson == NULL)
    {
      g_autofree char *list = g_strjoinv (", ", (char **) fovea_course_pages ());

      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_SYNTAX, _("There is no page “%s”: there are %s."), step->page, list);
      return FALSE;
    }
  return fovea_lesson_set_state (lesson, (const char *const *) step->state, error);
}

static gboolean
read_step (FoveaCourse *self, const char *group, GError **error)
{
  FoveaStep *step = g_new0 (FoveaStep, 1);
  g_autofree char *question = read_key (self->file, group, "Ask");
  g_autofree char *exercise = read_key (self->file, group, "Exercise");

  g_ptr_array_add (self->steps, step);
  self->n_steps = self->steps->len;
  step->id = g_strdup (group);
  step->page = g_key_file_get_string (self->file, group, "Page", NULL);
  step->title = read_words (self->file, group, "Title");
  step->text = read_words (self->file, group, "Text");
  step->to_try = read_words (self->file, group, "Try");
  step->confronts = read_words (self->file, group, "Confronts");
  return need_words (step->page, "Page", error) && need_words (step->title, "Title", error)
         && need_words (step->text, "Text", error) && read_question (step, question, error)
         && read_exercise (step, exercise, error) && read_state (self, step, error) && try_step (step, error);
}

static gboolean
read_head (FoveaCourse *self, GError **error)
{
  g_autofree char *first = g_key_file_get_start_group (self->file);
  int format = g_key_file_get_integer (self->file, HEAD, "Format", NULL);

  if (g_strcmp0 (first, HEAD) != 0)
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("A lesson file begins with [%s]."), HEAD);
  else if (format != FORMAT)
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT,
                 _("[%s] needs “Format=%d”, the only one that this version of the program reads."), HEAD, FORMAT);
  else if (!(self->title = read_words (self->file, HEAD, "Title")))
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_SYNTAX, _("[%s] needs a “Title=”."), HEAD);
  return self->title != NULL;
}

/* GKeyFile merges groups and keys that stand twice; here that would lose a step without a word. */
static gboolean
check_once (const char *data, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (data, "\n", -1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *group = "";

  for (guint i = 0; lines[i]; i++)
    {
      const char *line = g_strstrip (lines[i]);
      g_autofree char *name = NULL;

      if (*line == '#' || *line == '\0')
        continue;
      if (*line == '[')
        group = line;
      name = *line == '[' ? g_strdup (line) : g_strdup_printf ("%s %.*s", group, (int) strcspn (line, "= \t"), line);
      if (g_hash_table_contains (seen, name))
        {
          g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_SYNTAX, _("Line %u: “%s” stands there twice."), i + 1, name);
          return FALSE;
        }
      g_hash_table_add (seen, g_steal_pointer (&name));
    }
  return TRUE;
}

static gboolean
read_text (FoveaCourse *self, const char *data, gsize length, GError **error)
{
  g_autofree char *text = g_strndup (data, length);
  g_autoptr (GError) reason = NULL;

  if (!g_utf8_validate_len (data, length, NULL))
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("A lesson file is text in UTF-8, and this is not."));
      return FALSE;
    }
  if (!g_key_file_load_from_data (self->file, text, length,
                                  G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS, &reason))
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_SYNTAX, "%s", reason->message);
      return FALSE;
    }
  return check_once (text, error);
}

static gboolean
read_course (FoveaCourse *self, const char *data, gsize length, GError **error)
{
  g_auto (GStrv) groups = NULL;

  if (!read_text (self, data, length, error) || !read_head (self, error))
    return FALSE;
  groups = g_key_file_get_groups (self->file, NULL);
  for (char **group = groups + 1; *group; group++)
    if (!read_step (self, *group, error))
      {
        g_prefix_error (error, "[%s]: ", *group);
        return FALSE;
      }
  if (self->n_steps == 0)
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_SYNTAX,
                 _("There are no steps. A step is a group of its own, such as [1], with a Page, a Title and a Text."));
  return self->n_steps > 0;
}

static FoveaCourse *
new_course (const char *name)
{
  FoveaCourse *self = g_new0 (FoveaCourse, 1);

  g_ref_count_init (&self->references);
  self->name = g_strdup (name);
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) free_step);
  self->file = g_key_file_new ();
  return self;
}

/**
 * fovea_course_new:
 *
 * Returns: (transfer full): a course without steps and without a file
 */
FoveaCourse *
fovea_course_new (const char *title)
{
  FoveaCourse *self = new_course ("");

  self->title = g_strdup (title);
  g_key_file_set_integer (self->file, HEAD, "Format", FORMAT);
  g_key_file_set_string (self->file, HEAD, "Title", title);
  return self;
}

/**
 * fovea_course_parse:
 * @data: a lesson file's bytes
 * @name: its path, or what messages call it
 *
 * Returns: (transfer full): the course, or %NULL with FOVEA_ERROR_FORMAT, _SYNTAX or _ARGUMENT and a message that
 *   begins with @name and the step
 */
FoveaCourse *
fovea_course_parse (const char *data, gsize length, const char *name, GError **error)
{
  g_autoptr (FoveaCourse) self = new_course (name);

  if (read_course (self, data, length, error))
    return g_steal_pointer (&self);
  g_prefix_error (error, "%s: ", name);
  return NULL;
}

static char *
name_of (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);

  if (g_str_has_suffix (base, ".lesson"))
    base[strlen (base) - strlen (".lesson")] = '\0';
  return g_steal_pointer (&base);
}

/**
 * fovea_course_load:
 *
 * Returns: (transfer full): the course in the file at @path
 */
FoveaCourse *
fovea_course_load (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = fovea_file_bytes (path, error);
  FoveaCourse *self = NULL;
  const char *data;
  gsize length;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &length);
  self = fovea_course_parse (data, length, path, error);
  if (self)
    {
      g_free (self->name);
      self->name = name_of (path);
    }
  return self;
}

/**
 * fovea_course_open:
 * @what: a path, or the name of a lesson that comes with the program
 */
FoveaCourse *
fovea_course_open (const char *what, GError **error)
{
  g_autofree char *file = g_strconcat (what, ".lesson", NULL);
  g_autofree char *shipped = fovea_data_path ("lessons", file, NULL);

  if (strchr (what, '/') || g_file_test (what, G_FILE_TEST_IS_REGULAR))
    return fovea_course_load (what, error);
  if (g_file_test (shipped, G_FILE_TEST_IS_REGULAR))
    return fovea_course_load (shipped, error);
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE,
               _("There is no lesson “%s”: give the path of a lesson file, or “lecture”."), what);
  return NULL;
}

/**
 * fovea_course_save:
 *
 * Writes the file whole or not at all. What somebody wrote into it by hand, comments too, stays.
 */
gboolean
fovea_course_save (const FoveaCourse *self, const char *path, GError **error)
{
  gsize length;
  g_autofree char *data = g_key_file_to_data (self->file, &length, NULL);

  return fovea_file_write (path, data, length, error);
}

FoveaCourse *
fovea_course_ref (FoveaCourse *self)
{
  g_ref_count_inc (&self->references);
  return self;
}

void
fovea_course_unref (FoveaCourse *self)
{
  if (!g_ref_count_dec (&self->references))
    return;
  g_key_file_unref (self->file);
  g_ptr_array_unref (self->steps);
  g_free (self->name);
  g_free (self->title);
  g_free (self);
}

const FoveaStep *
fovea_course_get_step (const FoveaCourse *self, int index)
{
  g_return_val_if_fail (index >= 0 && index < self->n_steps, NULL);

  return g_ptr_array_index (self->steps, index);
}

/**
 * fovea_course_find:
 * @step: what a step is called in its file, or its number, counted from 1
 *
 * Returns: its index, or −1 with FOVEA_ERROR_ARGUMENT
 */
int
fovea_course_find (const FoveaCourse *self, const char *step, GError **error)
{
  gint64 number;

  for (int i = 0; i < self->n_steps; i++)
    if (g_ascii_strcasecmp (fovea_course_get_step (self, i)->id, step) == 0)
      return i;
  if (g_ascii_string_to_signed (step, 10, 1, self->n_steps, &number, NULL))
    return (int) number - 1;
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
               _("There is no step “%s” in “%s”: steps are numbered from 1 to %d, or called as in the file."), step,
               self->title, self->n_steps);
  return -1;
}

/**
 * fovea_course_add:
 * @state: what fovea_lesson_get_state() gave on that page
 *
 * Appends a step.
 */
void
fovea_course_add (FoveaCourse *self, const char *page, const char *title, const char *text, const char *const *state)
{
  g_autofree char *id = NULL;
  FoveaStep *step = g_new0 (FoveaStep, 1);
  int number = self->n_steps;

  do
    {
      g_free (id);
      id = g_strdup_printf ("%d", ++number);
    }
  while (g_key_file_has_group (self->file, id));
  g_key_file_set_string (self->file, id, "Page", page);
  g_key_file_set_string (self->file, id, "Title", title);
  g_key_file_set_string (self->file, id, "Text", text);
  for (guint i = 0; state[i]; i++)
    {
      g_auto (GStrv) parts = g_strsplit (state[i], "=", 2);

      g_key_file_set_string (self->file, id, parts[0], parts[1]);
    }
  *step = (FoveaStep){ .id = g_steal_pointer (&id), .page = g_strdup (page), .title = g_strdup (title),
                       .text = g_strdup (text), .state = g_strdupv ((char **) state) };
  g_ptr_array_add (self->steps, step);
  self->n_steps = self->steps->len;
}
