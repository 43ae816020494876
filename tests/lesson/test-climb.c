/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/climb.h"

#include "golden-net.h"
#include "tests/training.h"

#include <math.h>

static FoveaNet *
make_net (const char *text)
{
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (1, text);
  FoveaNet *net = fovea_net_new (spec, 3, NULL);

  fovea_net_set_statistics (net, (float[]){ 0.4f, 0, 0 }, (float[]){ 0.2f, 1, 1 });
  return net;
}

/* The same steps taken in PyTorch, from the same noise. */
static void
test_golden (gconstpointer data)
{
  const char *group = data;
  g_autoptr (GKeyFile) file = golden_open ("saliency.ini");
  g_autoptr (FoveaNet) net = golden_net (file, group);
  g_autoptr (FoveaTensor) right = golden_tensor (file, group, "climb.image");
  gsize n;
  g_autofree double *scores = g_key_file_get_double_list (file, group, "climb.scores", &n, NULL);
  int row = (int) golden_double (file, group, "climb.row"), map = (int) golden_double (file, group, "climb.map");
  FoveaSummit summit = { row, map };
  FoveaClimbOptions options = fovea_climb_options_default (fovea_net_get_spec (net), summit);
  g_autoptr (FoveaClimb) climb = NULL;

  fovea_net_set_statistics (net, (float[]){ 0.25f, 0.5f, 0.375f }, (float[]){ 0.25f, 0.3125f, 0.375f });
  options.seed = (guint64) golden_double (file, group, "climb.seed");
  climb = fovea_climb_new (net, summit, &options);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpfloat_with_epsilon (fovea_climb_get_score (climb), scores[i], 1e-4);
      if (i < n - 1)
        fovea_climb_advance (climb, net);
    }
  g_assert_cmpint (climb->steps, ==, (int) golden_double (file, group, "climb.steps"));
  g_assert_cmpfloat (fovea_tensor_error (climb->image, right), <, 1e-4);
}

static double
get_mean (const float *scores, int first, int n)
{
  double sum = 0;

  for (int i = first; i < first + n; i++)
    sum += scores[i];
  return sum / n;
}

/* It gets higher: with each step where the image stands still, on the whole where it is moved. Pixels stay pixels. */
static void
test_rises (void)
{
  static const FoveaSummit SUMMITS[] = { { 1, 2 }, { 4, 7 }, { 6, 1 } };
  g_autoptr (FoveaNet) net = make_net (TEST_QUARTERS_NET);

  for (gsize s = 0; s < G_N_ELEMENTS (SUMMITS); s++)
    {
      FoveaClimbOptions options = fovea_climb_options_default (fovea_net_get_spec (net), SUMMITS[s]);
      g_autoptr (FoveaClimb) climb = fovea_climb_new (net, SUMMITS[s], &options);
      const float *scores;

      for (int i = 0; i < 60; i++)
        fovea_climb_advance (climb, net);
      scores = (const float *) climb->scores->data;
      for (int i = 0; i < 60 && options.shift == 0; i++)
        g_assert_cmpfloat (scores[i + 1], >, scores[i]);
      g_assert_cmpfloat (get_mean (scores, 50, 10), >, get_mean (scores, 0, 10) + 0.3);
      g_assert_cmpint (options.shift, ==, s > 0);
      g_assert_false (climb->stuck);
      for (int i = 0; i < 64; i++)
        g_assert_true (climb->image->data[i] >= -2.0001f && climb->image->data[i] <= 3.0001f);
    }
}

/* The same seed gives the same bits, on any number of threads and with a pause between; another seed gives others. */
static void
test_same_bits (void)
{
  g_autoptr (FoveaNet) net = make_net (TEST_QUARTERS_NET), threads = fovea_net_copy (net);
  FoveaSummit summit = { 6, 0 };
  FoveaClimbOptions options = fovea_climb_options_default (fovea_net_get_spec (net), summit);
  g_autoptr (FoveaClimb) one = fovea_climb_new (net, summit, &options), early = NULL;
  g_autoptr (FoveaClimb) two = fovea_climb_new (threads, summit, &options), other = NULL;
  g_autofree char *start = NULL;

  fovea_net_set_threads (threads, 3);
  for (int i = 0; i < 20; i++)
    fovea_climb_advance (one, net);
  for (int i = 0; i < 10; i++)
    fovea_climb_advance (two, threads);
  early = fovea_climb_copy (two);
  for (int i = 0; i < 10; i++)
    fovea_climb_advance (two, threads);
  g_assert_cmpmem (one->image->data, 64 * sizeof (float), two->image->data, 64 * sizeof (float));
  g_assert_cmpmem (one->scores->data, 21 * sizeof (float), two->scores->data, 21 * sizeof (float));
  g_assert_cmpint (early->steps, ==, 10);
  g_assert_cmpuint (early->scores->len, ==, 11);

  options.seed = G_MAXUINT64;
  other = fovea_climb_new (net, summit, &options);
  for (int i = 0; i < 20; i++)
    fovea_climb_advance (other, net);
  g_assert_cmpfloat (fovea_tensor_error (other->image, one->image), >, 0.01);
  start = fovea_climb_describe_start (other);
  g_assert_cmpstr (start, ==, "From noise, seed 18446744073709551615.");
}

/* Behind a RELU that lets nothing through there is no way up, and it says so. */
static void
test_stuck (void)
{
  g_autoptr (FoveaNet) net = make_net ("CONV 3x3x2, RELU, FC 4");
  g_autoptr (FoveaTensor) low = fovea_tensor_new (1, 2, 1, 1);
  FoveaSummit summit = { 3, 1 };
  FoveaClimbOptions options = fovea_climb_options_default (fovea_net_get_spec (net), summit);
  g_autoptr (FoveaClimb) climb = NULL;

  fovea_tensor_fill (low, -1000);
  g_assert_true (fovea_net_set_parameter (net, 1, FOVEA_BIAS, low, NULL));
  climb = fovea_climb_new (net, summit, &options);
  fovea_climb_advance (climb, net);
  g_assert_true (climb->stuck);
  g_assert_true (isfinite (fovea_climb_get_score (climb)));
}

static void
test_summits (void)
{
  g_autoptr (FoveaNet) net = make_net ("CONV 3x3x2, RELU, FC 4, SOFTMAX");
  const FoveaNetSpec *spec = fovea_net_get_spec (net);
  FoveaSummit class = fovea_summit_of_class (spec, 3);

  g_assert_true (class.row == 3 && class.map == 3 && fovea_summit_exists (&class, spec));
  g_assert_true (fovea_summit_exists (&(FoveaSummit){ 1, 1 }, spec));
  g_assert_false (fovea_summit_exists (&(FoveaSummit){ 1, 2 }, spec));
  g_assert_false (fovea_summit_exists (&(FoveaSummit){ 0, 0 }, spec));
  g_assert_false (fovea_summit_exists (&(FoveaSummit){ 5, 0 }, spec));
  g_assert_false (fovea_summit_exists (&(FoveaSummit){ 3, -1 }, spec));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  golden_add_tests ("/lesson/climb/golden/", "saliency.ini", test_golden);
  g_test_add_func ("/lesson/climb/rises", test_rises);
  g_test_add_func ("/lesson/climb/same-bits", test_same_bits);
  g_test_add_func ("/lesson/climb/stuck", test_stuck);
  g_test_add_func ("/lesson/climb/summits", test_summits);
  return g_test_run ();
}
