/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A trained net: what is read can be used. */

#include "engine/model-file.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FoveaNet *net = fovea_net_load (fuzz_file (data, size), NULL);

  if (net)
    fovea_net_free (net);
  return 0;
}

void
fuzz_make_seeds (GPtrArray *seeds)
{
  static const char *const texts[] = { "INPUT 8x8x1, CONV 3x3x2, BATCHNORM, RELU, POOL 2, FC 3", "INPUT 4x4x3, FC 2" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse (texts[i], NULL, NULL);
      g_autoptr (FoveaNet) net = fovea_net_new (spec, 1, NULL);
      g_autofree char *path = fuzz_new_path ();

      g_assert_true (fovea_net_save (net, path, NULL));
      g_ptr_array_add (seeds, fuzz_take_file (path));
    }
}
