/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A net's text: what reads is written so that it reads as the same net. */

#include "engine/net-spec.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size), *canonical = NULL, *again = NULL;
  g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse (text, NULL, NULL), reread = NULL;

  if (!spec)
    return 0;
  fovea_net_spec_check (spec, NULL);
  canonical = fovea_net_spec_to_text (spec);
  reread = fovea_net_spec_parse (canonical, NULL, NULL);
  g_assert_nonnull (reread);
  again = fovea_net_spec_to_text (reread);
  g_assert_cmpstr (canonical, ==, again);
  return 0;
}

void
fuzz_make_seeds (GPtrArray *seeds)
{
  const char *const *names = fovea_net_spec_names ();

  for (int i = 0; names[i]; i++)
    {
      const char *text = fovea_net_spec_named (names[i]);

      g_ptr_array_add (seeds, g_bytes_new_static (text, strlen (text)));
    }
}
