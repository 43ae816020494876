/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/optimiser.h"

#include "golden.h"

/* Ten steps on ½·Σ a·(w − c)², whose gradient is a·(w − c), beside PyTorch's weights after each. */
static void
check_group (const char *group, FoveaOptimiserKind kind)
{
  g_autoptr (GKeyFile) file = golden_open ("optimiser.ini");
  g_autoptr (FoveaTensor) curvature = golden_tensor (file, group, "curvature");
  g_autoptr (FoveaTensor) target = golden_tensor (file, group, "target");
  g_autoptr (FoveaTensor) w = golden_tensor (file, group, "weights.0");
  g_autoptr (FoveaTensor) g = fovea_tensor_copy (w), m = fovea_tensor_copy (w), v = fovea_tensor_copy (w);
  FoveaOptimiser optimiser = { .kind = kind, .rate = golden_double (file, group, "lr") };

  optimiser.l2 = golden_double (file, group, "weight_decay");
  if (g_key_file_has_key (file, group, "momentum", NULL))
    optimiser.momentum = golden_double (file, group, "momentum");
  fovea_tensor_fill (m, 0);
  fovea_tensor_fill (v, 0);
  for (int step = 1; step <= 10; step++)
    {
      g_autofree char *key = g_strdup_printf ("weights.%d", step);
      g_autoptr (FoveaTensor) right = golden_tensor (file, group, key);

      for (int i = 0; i < w->c; i++)
        g->data[i] = curvature->data[i] * (w->data[i] - target->data[i]);
      optimiser.step = step;
      fovea_optimiser_update (&optimiser, w->c, w->data, g->data, m->data, v->data);
      g_assert_cmpfloat (fovea_tensor_error (w, right), <, 1e-5);
    }
}

static void
test_golden (gconstpointer data)
{
  const char *group = data;
  FoveaOptimiserKind kind = FOVEA_OPTIMISER_MOMENTUM;

  g_assert_true (g_str_has_prefix (group, "momentum") || fovea_optimiser_from_name (group, &kind));
  check_group (group, kind);
}

static void
test_names (void)
{
  FoveaOptimiserKind kind;

  for (int i = FOVEA_OPTIMISER_SGD; i <= FOVEA_OPTIMISER_ADAM; i++)
    {
      g_assert_true (fovea_optimiser_from_name (fovea_optimiser_name (i), &kind));
      g_assert_cmpint (kind, ==, i);
    }
  g_assert_false (fovea_optimiser_from_name ("Adam", &kind));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  golden_add_tests ("/engine/optimiser/", "optimiser.ini", test_golden);
  g_test_add_func ("/engine/optimiser/names", test_names);
  return g_test_run ();
}
