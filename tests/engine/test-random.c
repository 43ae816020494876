/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/random.h"

#include <math.h>

/* The numbers are a contract: a seed written into somebody's homework must go on meaning the same. */
static void
test_known_bits (void)
{
  g_assert_cmpuint (fovea_random_bits (0, 0, 0), ==, G_GUINT64_CONSTANT (0x238275bc38fcbe91));
  g_assert_cmpuint (fovea_random_bits (1, 17, 5), ==, G_GUINT64_CONSTANT (0xd9d9d3bb05bb85e5));
  g_assert_cmpuint (fovea_random_bits (G_MAXUINT64, 3, 1000000007), ==, G_GUINT64_CONSTANT (0xc8eaa72017431afc));
}

/* Mean 1/2 and variance 1/12 within five standard errors, for counters, seeds and streams alike. */
static void
test_uniform_moments (void)
{
  const int n = 100000;

  for (int argument = 0; argument < 3; argument++)
    {
      double sum = 0, squares = 0;

      for (int i = 0; i < n; i++)
        {
          float u = fovea_random_uniform (argument == 0 ? i : 1, argument == 1 ? i : 1, argument == 2 ? i : 1);

          g_assert_true (u >= 0 && u < 1);
          sum += u;
          squares += u * u;
        }
      g_assert_cmpfloat_with_epsilon (sum / n, 0.5, 5 * sqrt (1.0 / 12 / n));
      g_assert_cmpfloat_with_epsilon (squares / n, 1.0 / 3, 5 * sqrt (4.0 / 45 / n));
    }
}

static void
test_neighbours_are_independent (void)
{
  const int n = 100000;
  double products = 0;

  for (int i = 0; i < n; i++)
    products += (fovea_random_uniform (7, 1, i) - 0.5) * (fovea_random_uniform (7, 1, i + 1) - 0.5);
  g_assert_cmpfloat_with_epsilon (products / n, 0, 5 / (12 * sqrt (n)));
}

static void
test_below_reaches_all (void)
{
  int counts[10] = { 0 };

  for (int i = 0; i < 10000; i++)
    counts[fovea_random_below (3, 2, i, 10)]++;
  for (int i = 0; i < 10; i++)
    g_assert_cmpfloat_with_epsilon (counts[i], 1000, 5 * 30);
}

static void
test_filled_are_those_one_by_one (void)
{
  float filled[1000];

  fovea_random_fill_below (5, 9, 77, 201, filled, 1000);
  for (int i = 0; i < 1000; i++)
    g_assert_cmpfloat (filled[i], ==, fovea_random_below (5, 9, 77 + (guint64) i, 201));
}

static void
test_shuffle_is_a_permutation (void)
{
  int items[1000], moved = 0;
  gboolean seen[1000] = { FALSE };

  for (int i = 0; i < 1000; i++)
    items[i] = i;
  fovea_random_shuffle (1, fovea_random_stream (FOVEA_STREAM_ORDER, 4), items, 1000);
  for (int i = 0; i < 1000; i++)
    {
      g_assert_false (seen[items[i]]);
      seen[items[i]] = TRUE;
      moved += items[i] != i;
    }
  g_assert_cmpint (moved, >, 980);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/random/known-bits", test_known_bits);
  g_test_add_func ("/engine/random/uniform-moments", test_uniform_moments);
  g_test_add_func ("/engine/random/neighbours-are-independent", test_neighbours_are_independent);
  g_test_add_func ("/engine/random/below-reaches-all", test_below_reaches_all);
  g_test_add_func ("/engine/random/filled-are-those-one-by-one", test_filled_are_those_one_by_one);
  g_test_add_func ("/engine/random/shuffle-is-a-permutation", test_shuffle_is_a_permutation);
  return g_test_run ();
}
