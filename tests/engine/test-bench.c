/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/bench.h"

/* Speed is not for a test to judge, but what is told of it must belong together. */
static void
check_run (gboolean training)
{
  g_autoptr (GError) error = NULL;
  FoveaBenchOptions options
      = { .net = "W1", .training = training, .threads = 2, .batch = 20, .seconds = 0.05, .profile = TRUE };
  FoveaBenchResult result;

  g_assert_true (fovea_bench_net (&options, &result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (result.steps, >=, 5);
  g_assert_cmpint (result.threads, ==, 2);
  g_assert_cmpfloat_with_epsilon (result.images_per_s * result.step_ms, 20e3, 1e-6);
  g_assert_cmpfloat_with_epsilon (result.gflops / result.images_per_s, 416520 * 2e-9 * (training ? 3 : 1), 1e-9);
  g_assert_cmpuint (result.layers->len, ==, training ? 6 : 5);
  g_assert_cmpstr (g_array_index (result.layers, FoveaBenchLayer, 0).layer, ==, "CONV 5x5x6 pad 2, RELU, POOL 2");
  for (guint i = 0; i < result.layers->len; i++)
    g_assert_true (training || g_array_index (result.layers, FoveaBenchLayer, i).backward == 0);
  fovea_bench_result_clear (&result);
}

static void
test_train (void)
{
  check_run (TRUE);
}

static void
test_infer (void)
{
  check_run (FALSE);
}

static void
test_unknown_net (void)
{
  g_autoptr (GError) error = NULL;
  FoveaBenchOptions options = { .net = "W4", .batch = 1, .threads = 1, .seconds = 0.01 };
  FoveaBenchResult result;

  g_assert_false (fovea_bench_net (&options, &result, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_SYNTAX);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/bench/train", test_train);
  g_test_add_func ("/engine/bench/infer", test_infer);
  g_test_add_func ("/engine/bench/unknown-net", test_unknown_net);
  return g_test_run ();
}
