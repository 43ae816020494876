/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/axis.h"

/* Each has round quarters: 3 has not. */
static void
test_round_up (void)
{
  static const double cases[][2] = { { 2.3, 2.4 }, { 2.5, 3.2 }, { 0.013, 0.016 }, { 700, 800 }, { 1, 1 }, { 9, 10 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpfloat_with_epsilon (fovea_axes_round_up (cases[i][0]), cases[i][1], 1e-9);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/axis/round-up", test_round_up);
  return g_test_run ();
}
