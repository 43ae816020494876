/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Data lie in $FOVEA_DATA, else in the source's data/ when the program runs from the folder it was built in, else in
 * the folder they were installed to. */

#include "config.h"

#include "dataset/data-folder.h"

/**
 * fovea_runs_uninstalled:
 *
 * Returns: whether this program's file lies in the folder it was built in
 */
gboolean
fovea_runs_uninstalled (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return program && g_str_has_prefix (program, FOVEA_BUILD_DIR G_DIR_SEPARATOR_S);
}

const char *
fovea_data_folder (void)
{
  const char *folder = g_getenv ("FOVEA_DATA");

  if (folder && *folder)
    return folder;
  return fovea_runs_uninstalled () ? FOVEA_SOURCE_DATA_DIR : FOVEA_DATA_DIR;
}

/* A path below the data folder, from its parts. */
char *
fovea_data_path (const char *first, ...)
{
  g_autofree char *rest = NULL;
  va_list parts;

  va_start (parts, first);
  rest = g_build_filename_valist (first, &parts);
  va_end (parts);
  return g_build_filename (fovea_data_folder (), rest, NULL);
}

char *
fovea_user_data_path (const char *name)
{
  return g_build_filename (g_get_user_data_dir (), "fovea", name, NULL);
}
