/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/presets.h"

#include <math.h>

static void
check_3x3 (FoveaFilterPreset preset, const float expected[9])
{
  for (int i = 0; i < 9; i++)
    g_assert_cmpfloat (fovea_filter_preset_value (preset, 1, 3, 3, 0, 0, i / 3, i % 3), ==, expected[i]);
}

static void
test_sobel_is_the_textbooks (void)
{
  check_3x3 (FOVEA_FILTER_SOBEL_X, (const float[]){ -1, 0, 1, -2, 0, 2, -1, 0, 1 });
  check_3x3 (FOVEA_FILTER_SOBEL_Y, (const float[]){ -1, -2, -1, 0, 0, 0, 1, 2, 1 });
  check_3x3 (FOVEA_FILTER_LAPLACIAN, (const float[]){ 0, 1, 0, 1, -4, 1, 0, 1, 0 });
}

static void
test_gaussian_is_binomial (void)
{
  static const float row[] = { 1, 4, 6, 4, 1 }; /* over 16 */

  for (int i = 0; i < 5; i++)
    for (int j = 0; j < 5; j++)
      g_assert_cmpfloat (fabsf (fovea_filter_preset_value (FOVEA_FILTER_GAUSSIAN_BLUR, 1, 5, 5, 0, 0, i, j)
                                - row[i] * row[j] / 256),
                         <, 1e-6f);
}

static void
test_blurs_keep_brightness (void)
{
  static const FoveaFilterPreset blurs[] = { FOVEA_FILTER_BOX_BLUR, FOVEA_FILTER_GAUSSIAN_BLUR,
                                             FOVEA_FILTER_IDENTITY };
  static const int extents[] = { 1, 2, 3, 4, 7, 50, 5, 1 }, widths[] = { 1, 2, 3, 4, 7, 50, 2, 6 };

  for (gsize b = 0; b < G_N_ELEMENTS (blurs); b++)
    for (gsize e = 0; e < G_N_ELEMENTS (extents); e++)
      {
        double sum = 0;

        for (int i = 0; i < extents[e]; i++)
          for (int j = 0; j < widths[e]; j++)
            sum += fovea_filter_preset_value (blurs[b], 1, extents[e], widths[e], 0, 0, i, j);
        g_assert_cmpfloat (fabs (sum - 1), <, 1e-4);
      }
}

static void
test_patterns_stand_in_the_middle (void)
{
  g_assert_cmpfloat (fovea_filter_preset_value (FOVEA_FILTER_LAPLACIAN, 1, 7, 7, 0, 0, 3, 3), ==, -4);
  g_assert_cmpfloat (fovea_filter_preset_value (FOVEA_FILTER_LAPLACIAN, 1, 7, 7, 0, 0, 0, 0), ==, 0);
  g_assert_cmpfloat (fovea_filter_preset_value (FOVEA_FILTER_LAPLACIAN, 1, 1, 1, 0, 0, 0, 0), ==, -4);
}

/* The middle row of Sobel x is 1×3; the Gaussian of one row is Pascal's triangle over 2^(F − 1). */
static void
test_rectangles (void)
{
  static const float sobel[] = { -2, 0, 2 }, pascal[] = { 1, 3, 3, 1 };

  for (int i = 0; i < 3; i++)
    {
      g_assert_cmpfloat (fovea_filter_preset_value (FOVEA_FILTER_SOBEL_X, 1, 1, 3, 0, 0, 0, i), ==, sobel[i]);
      g_assert_cmpfloat (fovea_filter_preset_value (FOVEA_FILTER_SOBEL_Y, 1, 3, 1, 0, 0, i, 0), ==, sobel[i]);
    }
  for (int i = 0; i < 4; i++)
    g_assert_cmpfloat_with_epsilon (fovea_filter_preset_value (FOVEA_FILTER_GAUSSIAN_BLUR, 1, 4, 1, 0, 0, i, 0),
                                    pascal[i] / 8, 1e-6);
  g_assert_cmpfloat (fovea_filter_preset_value (FOVEA_FILTER_IDENTITY, 1, 5, 2, 0, 0, 2, 0), ==, 1);
  g_assert_cmpfloat (fovea_filter_preset_limit (FOVEA_FILTER_BOX_BLUR, 2, 5), ==, 0.1f);
}

static void
test_demo_numbers (void)
{
  gboolean seen[3] = { FALSE };

  for (int i = 0; i < 100; i++)
    {
      float value = fovea_input_preset_value (FOVEA_INPUT_SMALL, 1, 10, 10, 0, i / 10, i % 10);
      float weight = fovea_filter_preset_value (FOVEA_FILTER_RANDOM, 1, 10, 10, 0, 0, i / 10, i % 10);

      g_assert_true (value == 0 || value == 1 || value == 2);
      g_assert_true (weight == -1 || weight == 0 || weight == 1);
      seen[(int) weight + 1] = TRUE;
    }
  g_assert_true (seen[0] && seen[1] && seen[2]);
}

/* Growing an input keeps the numbers that were there; another seed has others. */
static void
test_numbers_depend_on_seed_and_place_alone (void)
{
  int differ = 0;

  for (int i = 0; i < 49; i++)
    {
      float value = fovea_input_preset_value (FOVEA_INPUT_SMALL, 7, 7, 7, 2, i / 7, i % 7);

      g_assert_cmpfloat (value, ==, fovea_input_preset_value (FOVEA_INPUT_SMALL, 7, 256, 200, 2, i / 7, i % 7));
      differ += value != fovea_input_preset_value (FOVEA_INPUT_SMALL, 8, 7, 7, 2, i / 7, i % 7);
    }
  g_assert_cmpint (differ, >, 10);
}

static void
test_limit (void)
{
  g_assert_cmpfloat (fovea_filter_preset_limit (FOVEA_FILTER_SHARPEN, 3, 3), ==, 5);
  g_assert_cmpfloat (fovea_filter_preset_limit (FOVEA_FILTER_RANDOM, 3, 3), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/presets/sobel-is-the-textbooks", test_sobel_is_the_textbooks);
  g_test_add_func ("/lesson/presets/gaussian-is-binomial", test_gaussian_is_binomial);
  g_test_add_func ("/lesson/presets/blurs-keep-brightness", test_blurs_keep_brightness);
  g_test_add_func ("/lesson/presets/patterns-stand-in-the-middle", test_patterns_stand_in_the_middle);
  g_test_add_func ("/lesson/presets/rectangles", test_rectangles);
  g_test_add_func ("/lesson/presets/demo-numbers", test_demo_numbers);
  g_test_add_func ("/lesson/presets/numbers-depend-on-seed-and-place-alone",
                   test_numbers_depend_on_seed_and_place_alone);
  g_test_add_func ("/lesson/presets/limit", test_limit);
  return g_test_run ();
}
