/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/cosine.h"

#include <math.h>

static void
test_quarters_are_exact (void)
{
  const double expected[] = { 1, 0, -1, 0 };

  for (int quarter = -8; quarter < 8; quarter++)
    g_assert_cmpfloat (fovea_cosine (quarter / 4.0), ==, expected[(quarter + 8) % 4]);
}

static void
test_as_the_library (void)
{
  for (int i = -30000; i <= 30000; i++)
    g_assert_cmpfloat_with_epsilon (fovea_cosine (i / 7001.0), cos (2 * G_PI * (i / 7001.0)), 6e-15);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/cosine/quarters-are-exact", test_quarters_are_exact);
  g_test_add_func ("/engine/cosine/as-the-library", test_as_the_library);
  return g_test_run ();
}
