/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Numbers in files: one .csv file, or a .npy file for each array. */

#include "config.h"

#include "cli/numbers.h"

#include "cli/print.h"
#include "lesson/arrays.h"

/* Whether a file of that name is to hold numbers. */
gboolean
fovea_is_numbers (const char *path)
{
  return g_str_has_suffix (path, ".csv") || g_str_has_suffix (path, ".npy");
}

/* Returns: (transfer full) (nullable): what was written: @path, or NAME-input.npy and so on beside it */
char **
fovea_save_numbers (const GPtrArray *arrays, const char *path, GError **error)
{
  if (g_str_has_suffix (path, ".npy"))
    return fovea_arrays_save_npy (arrays, path, error);
  if (!fovea_arrays_save_csv (arrays, path, error))
    return NULL;
  return g_strdupv ((char *[]){ (char *) path, NULL });
}

/* A line for each, or "outputs": [...], if @builder. */
void
fovea_say_outputs (const char *const *paths, JsonBuilder *builder)
{
  if (builder != NULL)
    {
      json_builder_set_member_name (builder, "outputs");
      json_builder_begin_array (builder);
    }
  for (guint i = 0; paths[i]; i++)
    if (builder != NULL)
      json_builder_add_string_value (builder, paths[i]);
    else
      fovea_print ("%s\n", paths[i]);
  if (builder != NULL)
    json_builder_end_array (builder);
}

/* Writes them, and says what was written. */
gboolean
fovea_write_numbers (const GPtrArray *arrays, const char *path, gboolean json, GError **error)
{
  g_autoptr (JsonBuilder) builder = json ? json_builder_new () : NULL;
  g_auto (GStrv) paths = fovea_save_numbers (arrays, path, error);

  if (paths == NULL)
    return FALSE;
  if (json)
    json_builder_begin_object (builder);
  fovea_say_outputs ((const char *const *) paths, builder);
  if (json)
    {
      json_builder_end_object (builder);
      fovea_print_json (builder);
    }
  return TRUE;
}
