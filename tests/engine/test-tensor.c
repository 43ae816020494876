/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/tensor.h"

#include <math.h>

static void
test_new_is_zero_and_aligned (void)
{
  g_autoptr (FoveaTensor) tensor = fovea_tensor_new (2, 3, 5, 7);

  g_assert_cmpuint (fovea_tensor_size (tensor), ==, 210);
  g_assert_cmpuint ((guintptr) tensor->data % 64, ==, 0);
  for (gsize i = 0; i < 210; i++)
    g_assert_cmpfloat (tensor->data[i], ==, 0);
}

static void
test_at_is_row_major (void)
{
  g_autoptr (FoveaTensor) tensor = fovea_tensor_new (2, 3, 5, 7);

  g_assert_true (fovea_tensor_at (tensor, 1, 2, 3, 4) == tensor->data + ((1 * 3 + 2) * 5 + 3) * 7 + 4);
}

static void
test_copy_is_its_own (void)
{
  g_autoptr (FoveaTensor) one = fovea_tensor_new (1, 1, 2, 2);
  g_autoptr (FoveaTensor) copy = NULL;

  fovea_tensor_fill (one, 3);
  copy = fovea_tensor_copy (one);
  fovea_tensor_fill (one, 4);
  g_assert_cmpfloat (copy->data[3], ==, 3);
  g_assert_cmpfloat (fovea_tensor_error (one, copy), ==, 1.0 / 3);
}

static void
test_error_sees_shape_and_nan (void)
{
  g_autoptr (FoveaTensor) a = fovea_tensor_new (1, 1, 2, 2);
  g_autoptr (FoveaTensor) b = fovea_tensor_new (1, 1, 4, 1);
  g_autoptr (FoveaTensor) c = fovea_tensor_new (1, 1, 2, 2);

  g_assert_true (isinf (fovea_tensor_error (a, b)));
  c->data[2] = NAN;
  g_assert_true (isinf (fovea_tensor_error (c, a)));
}

static int
compare_floats (gconstpointer a, gconstpointer b)
{
  float one = *(const float *) a, other = *(const float *) b;

  return (one > other) - (one < other);
}

/* As qsort() would leave them, with many alike and in any order. */
static void
test_rank (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (int round = 0; round < 300; round++)
    {
      int n = g_rand_int_range (rand, 1, 50), at = g_rand_int_range (rand, 0, n);
      float numbers[50], sorted[50];

      for (int i = 0; i < n; i++)
        numbers[i] = sorted[i] = (float) g_rand_int_range (rand, -20, 20);
      qsort (sorted, (gsize) n, sizeof (float), compare_floats);
      g_assert_cmpfloat (fovea_numbers_rank (numbers, (gsize) n, (gsize) at), ==, sorted[at]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/tensor/new-is-zero-and-aligned", test_new_is_zero_and_aligned);
  g_test_add_func ("/engine/tensor/at-is-row-major", test_at_is_row_major);
  g_test_add_func ("/engine/tensor/copy-is-its-own", test_copy_is_its_own);
  g_test_add_func ("/engine/tensor/error-sees-shape-and-nan", test_error_sees_shape_and_nan);
  g_test_add_func ("/engine/tensor/rank", test_rank);
  return g_test_run ();
}
