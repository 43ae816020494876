/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/bench.h"

/* Every scene once, and none for nothing. */
static void
test_every_scene (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) timings = fovea_scene_bench (640, 480, 2, &error);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_no_error (error);
  g_assert_cmpuint (timings->len, >=, 30);
  for (guint i = 0; i < timings->len; i++)
    {
      const FoveaSceneTiming *timing = &g_array_index (timings, FoveaSceneTiming, i);

      g_assert_true (g_hash_table_add (names, (gpointer) timing->scene));
      g_assert_cmpfloat (timing->p50_ms, >, 0);
      g_assert_cmpfloat (timing->p99_ms, >=, timing->p50_ms);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/bench/every-scene", test_every_scene);
  return g_test_run ();
}
