/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Nets that are trained already, so that there is something to look at before anything has been trained. */

#include "app/shipped-nets.h"

#include "dataset/data-folder.h"
#include "engine/model-file.h"

#include <string.h>

#define ENDING ".safetensors"

/* As data/nets/README.md says. */
static const struct
{
  const char *file, *data;
} trained_on[] = {
  { "lenet-5-mnist" ENDING, "mnist" },
  { "shapes-32" ENDING, "shapes" },
};

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* (transfer full) (element-type utf8): in the order of the alphabet */
GPtrArray *
fovea_shipped_nets_list (void)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = fovea_data_path ("nets", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    if (g_str_has_suffix (name, ENDING))
      g_ptr_array_add (names, g_strndup (name, strlen (name) - strlen (ENDING)));
  g_ptr_array_sort (names, compare_names);
  return names;
}

/* Returns: (nullable): what the net in @path was trained on, as fovea_dataset_open() takes it; NULL if it is not shipped */
const char *
fovea_shipped_net_get_data (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (trained_on); i++)
    {
      g_autofree char *shipped = fovea_data_path ("nets", trained_on[i].file, NULL);

      if (g_str_equal (path, shipped))
        return trained_on[i].data;
    }
  return NULL;
}

/* (transfer full) (nullable) */
FoveaStill *
fovea_shipped_net_load (const char *name, GError **error)
{
  g_autofree char *file = g_strconcat (name, ENDING, NULL), *path = fovea_data_path ("nets", file, NULL);
  g_autoptr (FoveaNet) net = fovea_net_load (path, error);

  return net ? fovea_still_new (net) : NULL;
}
