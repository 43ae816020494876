/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A NumPy file. */

#include "engine/npy.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FoveaTensor *tensor = fovea_npy_load (fuzz_file (data, size), NULL);

  if (tensor)
    {
      g_assert_cmpuint (fovea_tensor_size (tensor) * sizeof (float), <, size);
      fovea_tensor_unref (tensor);
    }
  return 0;
}

void
fuzz_make_seeds (GPtrArray *seeds)
{
  g_autoptr (FoveaTensor) tensor = fovea_tensor_new (1, 1, 2, 3);
  g_autofree char *path = fuzz_new_path ();

  for (int dimensions = 1; dimensions <= 4; dimensions++)
    {
      g_assert_true (fovea_npy_save (tensor, dimensions, path, NULL));
      g_ptr_array_add (seeds, fuzz_take_file (path));
    }
}
