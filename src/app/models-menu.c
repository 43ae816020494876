/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/models-menu.h"

#include "app/shipped-nets.h"

/* The trained nets that come with the program, by name; choosing one activates @action with the name of its file. */
GMenuModel *
fovea_models_menu_new (const char *action)
{
  g_autoptr (GPtrArray) names = fovea_shipped_nets_list ();
  GMenu *shipped = g_menu_new ();

  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (names->pdata[i], NULL);
      g_autofree char *file = g_strconcat (names->pdata[i], ".safetensors", NULL);

      g_menu_item_set_action_and_target (item, action, "s", file);
      g_menu_append_item (shipped, item);
    }
  return G_MENU_MODEL (shipped);
}
