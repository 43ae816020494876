/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dataset/files.h"

#include <glib/gi18n-lib.h>

enum
{
  MAX_CLASSES = 65536 /* a class number is a guint16 */
};

/* Byte order: the same whatever the language and the file system. */
static int
compare_cb (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/**
 * fovea_files_list:
 *
 * Returns: the names in the folder at @folder in byte order, without hidden ones
 */
GStrv
fovea_files_list (const char *folder, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &reason);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *name;

  if (!dir)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE, "%s.", reason->message);
      return NULL;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    if (name[0] != '.')
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_cb);
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/**
 * fovea_files_class_names:
 * @file: a text in the folder with a class on each line
 * @names: where its lines go, or NULL if there is no such file
 *
 * Returns: FALSE where there is one that cannot be read
 */
gboolean
fovea_files_class_names (const char *folder, const char *file, GStrv *names, GError **error)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) reason = NULL;

  *names = NULL;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!g_file_get_contents (path, &text, NULL, &reason))
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE, "%s.", reason->message);
      return FALSE;
    }
  g_strchomp (text);
  if (!*text || !g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT,
                   _("“%s” should be a UTF-8 text with the name of a class on each line."), path);
      return FALSE;
    }
  *names = g_strsplit (text, "\n", MAX_CLASSES);
  for (guint i = 0; (*names)[i]; i++)
    g_strstrip ((*names)[i]);
  return TRUE;
}
