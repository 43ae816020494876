/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/error.h"
#include "engine/pool2d.h"
#include "golden.h"

static int
golden_int (GKeyFile *file, const char *group, const char *key, int absent)
{
  return g_key_file_has_key (file, group, key, NULL) ? (int) golden_double (file, group, key) : absent;
}

static FoveaWindow
golden_window (GKeyFile *file, const char *group)
{
  g_autofree char *round = g_key_file_get_string (file, group, "round", NULL);
  FoveaWindow window = FOVEA_WINDOW (golden_int (file, group, "extent", 0));

  window.stride = golden_int (file, group, "stride", window.extent);
  window.pad = golden_int (file, group, "pad", 0);
  window.round = g_strcmp0 (round, "floor") == 0  ? FOVEA_ROUND_FLOOR
                 : g_strcmp0 (round, "ceil") == 0 ? FOVEA_ROUND_CEIL
                                                  : FOVEA_ROUND_ERROR;
  return window;
}

static void
test_golden (gconstpointer data)
{
  const char *group = data;
  g_autoptr (GKeyFile) file = golden_open ("pool.ini");
  g_autoptr (FoveaTensor) x = golden_tensor (file, group, "input");
  g_autoptr (FoveaTensor) y = golden_tensor (file, group, "output");
  g_autoptr (FoveaTensor) gy = golden_tensor (file, group, "grad_output");
  g_autoptr (FoveaTensor) gx = golden_tensor (file, group, "grad_input");
  g_autoptr (FoveaTensor) output = NULL, input = NULL;
  g_autofree char *kind_name = g_key_file_get_string (file, group, "kind", NULL);
  FoveaPoolKind kind = g_strcmp0 (kind_name, "average") == 0 ? FOVEA_POOL_AVERAGE : FOVEA_POOL_MAX;
  FoveaWindow window = golden_window (file, group);
  g_autoptr (GError) error = NULL;

  output = fovea_pool2d_forward (kind, x, &window, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (fovea_tensor_error (output, y), <=, 1e-5);
  input = fovea_pool2d_backward (kind, x, &window, gy, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (fovea_tensor_error (input, gx), <=, 1e-5);
}

/* Negative values in a padded window: the zeros around must not win. */
static void
test_padding_never_wins (void)
{
  g_autoptr (FoveaTensor) x = fovea_tensor_new_from (1, 1, 2, 2, (float[]){ -1, -2, -3, -4 });
  g_autoptr (FoveaTensor) y = NULL;
  FoveaWindow window = { .extent = 2, .stride = 2, .pad = 1, .dilation = 1 };

  y = fovea_pool2d_forward (FOVEA_POOL_MAX, x, &window, NULL);
  g_assert_cmpmem (y->data, 16, x->data, 16);
}

/* Equal values: the gradient goes to the first of them, once. */
static void
test_first_of_equals (void)
{
  g_autoptr (FoveaTensor) x = fovea_tensor_new_from (1, 1, 2, 2, (float[]){ 1, 2, 2, 2 });
  g_autoptr (FoveaTensor) gy = fovea_tensor_new_from (1, 1, 1, 1, (float[]){ 3 });
  g_autoptr (FoveaTensor) gx = NULL;
  FoveaWindow window = { .extent = 2, .stride = 2, .dilation = 1 };

  gx = fovea_pool2d_backward (FOVEA_POOL_MAX, x, &window, gy, NULL);
  g_assert_cmpmem (gx->data, 16, ((float[]){ 0, 3, 0, 0 }), 16);
}

/* PyTorch's divisor: AvgPool2d (2, 2, padding=1) counts padding; ceil_mode's overhang is not counted. */
static void
test_average_divisor (void)
{
  g_autoptr (FoveaTensor) x = fovea_tensor_new_from (1, 1, 3, 3, (float[]){ 4, 8, 12, 16, 20, 24, 28, 32, 36 });
  g_autoptr (FoveaTensor) padded = NULL, up = NULL;
  FoveaWindow window = { .extent = 2, .stride = 2, .pad = 1, .dilation = 1, .round = FOVEA_ROUND_FLOOR };

  padded = fovea_pool2d_forward (FOVEA_POOL_AVERAGE, x, &window, NULL);
  g_assert_cmpmem (padded->data, 16, ((float[]){ 1, 5, 11, 28 }), 16);
  window.pad = 0;
  window.round = FOVEA_ROUND_CEIL;
  up = fovea_pool2d_forward (FOVEA_POOL_AVERAGE, x, &window, NULL);
  g_assert_cmpmem (up->data, 16, ((float[]){ 12, 18, 30, 36 }), 16);
}

static void
assert_refused (int code, int extent, int stride, int pad)
{
  g_autoptr (FoveaTensor) x = fovea_tensor_new (1, 1, 7, 7);
  g_autoptr (GError) error = NULL;
  FoveaWindow window = { .extent = extent, .stride = stride, .pad = pad, .dilation = 1 };

  g_assert_null (fovea_pool2d_forward (FOVEA_POOL_MAX, x, &window, &error));
  g_assert_error (error, FOVEA_ERROR, code);
}

static void
test_refusals (void)
{
  assert_refused (FOVEA_ERROR_MISFIT, 2, 2, 0);
  assert_refused (FOVEA_ERROR_MISFIT, 8, 1, 0);
  assert_refused (FOVEA_ERROR_ARGUMENT, 3, 1, 2);
  assert_refused (FOVEA_ERROR_ARGUMENT, 3, 0, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  golden_add_tests ("/engine/pool2d/", "pool.ini", test_golden);
  g_test_add_func ("/engine/pool2d/padding-never-wins", test_padding_never_wins);
  g_test_add_func ("/engine/pool2d/first-of-equals", test_first_of_equals);
  g_test_add_func ("/engine/pool2d/average-divisor", test_average_divisor);
  g_test_add_func ("/engine/pool2d/refusals", test_refusals);
  return g_test_run ();
}
