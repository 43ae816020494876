/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/probe.h"

#include "engine/gradients.h"
#include "tests/training.h"

#include <math.h>

static FoveaStill *
make_still (guint64 seed)
{
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (1, TEST_QUARTERS_NET);
  g_autoptr (FoveaNet) net = fovea_net_new (spec, seed, NULL);

  fovea_net_set_statistics (net, (float[]){ 0.3f, 0, 0 }, (float[]){ 0.2f, 1, 1 });
  return fovea_still_new (net);
}

static FoveaFindings *
wait_for (FoveaProbe *probe, const FoveaStill *still)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (!fovea_probe_get_findings (probe) || fovea_probe_get_findings (probe)->net != still)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
  return fovea_probe_get_findings (probe);
}

/* What a thread finds is what the engine says here. */
static void
test_findings (void)
{
  g_autoptr (FoveaExamples) examples = test_quarters_new (3, 1, 5);
  g_autoptr (FoveaStill) still = make_still (2);
  g_autoptr (FoveaNet) net = fovea_net_copy (fovea_still_get_net (still));
  g_autoptr (FoveaProbe) probe = fovea_probe_new ();
  const guint8 *pixels = fovea_examples_image (examples, 1);
  g_autoptr (FoveaTensor) image = fovea_net_normalise (net, pixels), scores = fovea_net_infer (net, image);
  FoveaTensor *maps[7], *gradients[7];
  double loss = fovea_net_gradients (net, image, 2, maps, gradients);
  FoveaFindings *findings;

  g_assert_cmpfloat_with_epsilon (image->data[9], (pixels[9] / 255.0 - 0.3) / 0.2, 1e-5);
  g_assert_null (fovea_probe_get_findings (probe));
  fovea_probe_ask (probe, still, pixels, 2, TRUE);
  findings = wait_for (probe, still);
  g_assert_cmpfloat_with_epsilon (findings->loss, loss, 1e-5);
  g_assert_cmpfloat (fovea_tensor_error (findings->scores, scores), <, 1e-6);
  g_assert_cmpfloat (scores->data[fovea_findings_get_said (findings)], >=, scores->data[0]);
  for (int row = 0; row < 7; row++)
    {
      g_assert_cmpfloat (fovea_tensor_error (findings->maps[row], maps[row]), ==, 0);
      g_assert_cmpmem (findings->gradients[row]->data, fovea_tensor_size (maps[row]) * 4, gradients[row]->data,
                       fovea_tensor_size (maps[row]) * 4);
      fovea_tensor_unref (maps[row]);
      fovea_tensor_unref (gradients[row]);
    }
}

static void
count_cb (FoveaProbe *probe, int *count)
{
  ++*count;
}

/* Of many questions at once the newest is answered, and few of the others. */
static void
test_newest_counts (void)
{
  g_autoptr (FoveaExamples) examples = test_quarters_new (100, 1, 5);
  g_autoptr (FoveaStill) still = make_still (2), last = make_still (3);
  g_autoptr (FoveaProbe) probe = fovea_probe_new ();
  FoveaFindings *findings;
  int count = 0;

  g_signal_connect (probe, "answered", G_CALLBACK (count_cb), &count);
  for (int i = 0; i < 99; i++)
    fovea_probe_ask (probe, still, fovea_examples_image (examples, i), -1, FALSE);
  fovea_probe_ask (probe, last, fovea_examples_image (examples, 99), -1, FALSE);
  findings = wait_for (probe, last);
  g_assert_cmpint (count, ==, 2);
  g_assert_null (findings->gradients);
  g_assert_true (isnan (findings->loss));

  fovea_probe_ask (probe, still, fovea_examples_image (examples, 0), 1, FALSE);
  fovea_probe_forget (probe);
  g_assert_null (fovea_probe_get_findings (probe));
  test_wait (50);
  g_assert_cmpint (count, ==, 2);
  g_assert_null (fovea_probe_get_findings (probe));
  fovea_probe_ask (probe, still, fovea_examples_image (examples, 0), 1, FALSE);
  wait_for (probe, still);
  g_assert_cmpint (count, ==, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/probe/findings", test_findings);
  g_test_add_func ("/lesson/probe/newest-counts", test_newest_counts);
  return g_test_run ();
}
