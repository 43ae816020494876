/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/still.h"
#include "tests/training.h"

/* What becomes of the net afterwards does not show. */
static void
test_stays_as_it_was (void)
{
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (1, TEST_QUARTERS_NET);
  FoveaNet *net = fovea_net_new (spec, 1, NULL);
  FoveaStill *still = fovea_still_new (net), *same = fovea_still_ref (still);
  g_autoptr (FoveaTensor) filters = fovea_net_get_parameter (net, 1, FOVEA_WEIGHT), seen = NULL;
  float before = filters->data[3];

  filters->data[3] += 1;
  g_assert_true (fovea_net_set_parameter (net, 1, FOVEA_WEIGHT, filters, NULL));
  fovea_still_unref (still);
  fovea_net_free (net);
  seen = fovea_net_get_parameter (fovea_still_get_net (same), 1, FOVEA_WEIGHT);
  g_assert_cmpfloat (seen->data[3], ==, before);
  fovea_still_unref (same);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/still/stays-as-it-was", test_stays_as_it_was);
  return g_test_run ();
}
