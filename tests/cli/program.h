/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Runs the built fovea-cli as a person does: words in, exit status and both outputs back. $FOVEA_CLI names it. Files
 * go to a folder that is made for the test program and removed at its end. */

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

typedef struct
{
  int status;
  char *out, *err;
} Result;

static inline void
result_clear (Result *self)
{
  g_clear_pointer (&self->out, g_free);
  g_clear_pointer (&self->err, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, result_clear)

/* A path in the test's folder. */
static inline char *
folder_path (const char *name)
{
  static char *folder;

  if (folder == NULL)
    folder = g_dir_make_tmp ("fovea-cli-XXXXXX", NULL);
  return name != NULL ? g_build_filename (folder, name, NULL) : g_strdup (folder);
}

static inline void
folder_remove (void)
{
  g_autofree char *folder = folder_path (NULL);
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);

  for (const char *name = g_dir_read_name (entries); name != NULL; name = g_dir_read_name (entries))
    {
      g_autofree char *path = folder_path (name);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static inline Result
run_words (const char *const *words)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  Result result = { 0 };
  int status;

  g_ptr_array_add (argv, (gpointer) g_getenv ("FOVEA_CLI"));
  for (; *words != NULL; words++)
    g_ptr_array_add (argv, (gpointer) *words);
  g_ptr_array_add (argv, NULL);
  g_spawn_sync (NULL, (char **) argv->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, &result.out, &result.err, &status,
                &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));
  result.status = WEXITSTATUS (status);
  return result;
}

#define run(...) run_words ((const char *const[]){ __VA_ARGS__, NULL })

/* A "no" or bad use: that status, a message of one line or two, nothing else. */
static inline void
assert_fails (const Result *result, int status, const char *message)
{
  g_assert_cmpint (result->status, ==, status);
  if (strstr (result->err, message) == NULL)
    g_error ("“%s” does not say “%s”", result->err, message);
}

/* Standard output, which must be one JSON object and nothing else. */
static inline JsonObject *
parse_json (const Result *result)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, result->out, -1, &error);
  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
}
