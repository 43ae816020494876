/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A safetensors file, whatever its arrays are. */

#include "engine/safetensors.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FoveaSafetensors *file = fovea_safetensors_load (fuzz_file (data, size), NULL);

  if (!file)
    return 0;
  fovea_safetensors_get_metadata (file, "fovea.net");
  fovea_safetensors_get (file, "layers.1.weight", 2, (const gint64[]){ 2, 3 }, NULL);
  fovea_safetensors_free (file);
  return 0;
}

void
fuzz_make_seeds (GPtrArray *seeds)
{
  g_autoptr (FoveaSafetensors) file = fovea_safetensors_new ();
  g_autofree char *path = fuzz_new_path ();

  fovea_safetensors_set_metadata (file, "fovea.net", "INPUT 1x1x3, FC 2");
  for (int i = 0; i < 6; i++)
    fovea_safetensors_add (file, "layers.1.weight", 2, (const gint64[]){ 2, 3 })[i] = i / 3.0f;
  fovea_safetensors_add (file, "layers.1.bias", 1, (const gint64[]){ 2 })[1] = 1;
  g_assert_true (fovea_safetensors_save (file, path, NULL));
  g_ptr_array_add (seeds, fuzz_take_file (path));
}
