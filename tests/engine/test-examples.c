/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/examples.h"

#include <math.h>

/* Three images of two channels, 1×2: the numbers count up, so that every place is another. */
static FoveaExamples *
count_up (void)
{
  FoveaExamples *examples = fovea_examples_new (3, 2, 1, 2, 5);

  for (int i = 0; i < 12; i++)
    examples->pixels[i] = i;
  for (int i = 0; i < 3; i++)
    examples->labels[i] = i + 1;
  return examples;
}

static void
test_subset_copies_images_and_labels (void)
{
  g_autoptr (FoveaExamples) all = count_up ();
  g_autoptr (FoveaExamples) some = fovea_examples_subset (all, (int[]){ 2, 0 }, 2);

  g_assert_cmpint (some->n, ==, 2);
  g_assert_cmpint (some->classes, ==, 5);
  g_assert_cmpmem (fovea_examples_image (some, 0), 4, ((guint8[]){ 8, 9, 10, 11 }), 4);
  g_assert_cmpmem (fovea_examples_image (some, 1), 4, ((guint8[]){ 0, 1, 2, 3 }), 4);
  g_assert_cmpint (some->labels[0], ==, 3);
  g_assert_cmpint (some->labels[1], ==, 1);
}

/* Channel 0 holds 0 1 4 5 8 9 and channel 1 holds 2 3 6 7 10 11: mean 4.5 and 6.5, variance 65.5/6. */
static void
test_statistics_are_per_channel (void)
{
  g_autoptr (FoveaExamples) examples = count_up ();
  float mean[3], deviation[3];

  fovea_examples_statistics (examples, mean, deviation);
  g_assert_cmpfloat_with_epsilon (mean[0], 4.5 / 255, 1e-8);
  g_assert_cmpfloat_with_epsilon (mean[1], 6.5 / 255, 1e-8);
  g_assert_cmpfloat_with_epsilon (deviation[0], sqrt (65.5 / 6) / 255, 1e-8);
  g_assert_cmpfloat_with_epsilon (deviation[1], sqrt (65.5 / 6) / 255, 1e-8);
  g_assert_cmpfloat (mean[2], ==, 0);
  g_assert_cmpfloat (deviation[2], ==, 1);
}

static void
test_statistics_of_one_colour (void)
{
  g_autoptr (FoveaExamples) grey = fovea_examples_new (2, 1, 3, 3, 1);
  float mean[3], deviation[3];

  for (int i = 0; i < 18; i++)
    grey->pixels[i] = 51;
  fovea_examples_statistics (grey, mean, deviation);
  g_assert_cmpfloat_with_epsilon (mean[0], 0.2, 1e-7);
  g_assert_cmpfloat (deviation[0], ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/examples/subset-copies-images-and-labels", test_subset_copies_images_and_labels);
  g_test_add_func ("/engine/examples/statistics-are-per-channel", test_statistics_are_per_channel);
  g_test_add_func ("/engine/examples/statistics-of-one-colour", test_statistics_of_one_colour);
  return g_test_run ();
}
