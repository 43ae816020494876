/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/models-menu.h"

#include "dataset/data-folder.h"

#include <string.h>

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The trained nets that come with the program, by name; choosing one activates @action with the name of its file. */
GMenuModel *
fovea_models_menu_new (const char *action)
{
  g_autofree char *folder = fovea_data_path ("nets", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GMenu *shipped = g_menu_new ();
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    if (g_str_has_suffix (name, ".safetensors"))
      g_ptr_array_add (names, g_strndup (name, strlen (name) - strlen (".safetensors")));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (names->pdata[i], NULL);
      g_autofree char *file = g_strconcat (names->pdata[i], ".safetensors", NULL);

      g_menu_item_set_action_and_target (item, action, "s", file);
      g_menu_append_item (shipped, item);
    }
  return G_MENU_MODEL (shipped);
}
