/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lecture's numbers (C8 to C20, H8, P3), and the window's arithmetic against a window that is really slid. */

#include "engine/geometry.h"

static FoveaGeometry
make (int input, int filter, int stride, int pad)
{
  return (FoveaGeometry){
    .input = input, .filter = filter, .stride = stride, .pad = pad, .pad_end = pad, .dilation = 1
  };
}

typedef struct
{
  int input, filter, stride, pad, output;
} LectureCase;

static void
test_lecture_sizes (void)
{
  static const LectureCase cases[] = {
    { 7, 3, 1, 0, 5 },    { 7, 3, 2, 0, 3 },  { 7, 3, 1, 1, 7 },    { 32, 5, 1, 0, 28 }, { 28, 5, 1, 0, 24 },
    { 32, 5, 1, 2, 32 },  { 5, 3, 2, 1, 3 },  { 227, 11, 4, 0, 55 }, { 56, 1, 1, 0, 56 }, { 224, 2, 2, 0, 112 },
    { 4, 2, 2, 0, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FoveaGeometry geometry = make (cases[i].input, cases[i].filter, cases[i].stride, cases[i].pad);
      FoveaFit fit = fovea_geometry_fit (&geometry);

      g_assert_true (fit.fits);
      g_assert_cmpint (fit.output, ==, cases[i].output);
      g_assert_cmpfloat (fit.exact, ==, cases[i].output);
      g_assert_cmpint (fit.left_over, ==, 0);
    }
}

static void
assert_misfit (int input, int filter, int stride, int pad, int floor, int left_over, const char *formula)
{
  FoveaGeometry geometry = make (input, filter, stride, pad);
  FoveaFit fit = fovea_geometry_fit (&geometry);
  g_autofree char *text = fovea_geometry_formula (&geometry);

  g_assert_false (fit.fits);
  g_assert_cmpint (fit.output, ==, 0);
  g_assert_cmpint (fit.floor, ==, floor);
  g_assert_cmpint (fit.left_over, ==, left_over);
  g_assert_cmpstr (text, ==, formula);
}

static void
test_lecture_misfits (void)
{
  assert_misfit (7, 3, 3, 0, 2, 1, "(7 − 3 + 2·0)/3 + 1 = 2.33");
  assert_misfit (224, 11, 4, 0, 54, 1, "(224 − 11 + 2·0)/4 + 1 = 54.25");
  assert_misfit (224, 11, 4, 2, 55, 1, "(224 − 11 + 2·2)/4 + 1 = 55.25");
  assert_misfit (32, 3, 2, 0, 15, 1, "(32 − 3 + 2·0)/2 + 1 = 15.5");
}

static void
test_formula_forms (void)
{
  FoveaGeometry dilated = make (7, 3, 1, 0);
  FoveaGeometry uneven = make (7, 2, 1, 0);
  FoveaGeometry coarse = make (1004, 3, 1000, 0);
  FoveaGeometry negative = make (3, 7, 3, 0);
  g_autofree char *one = NULL, *two = NULL, *three = NULL, *four = NULL;

  dilated.dilation = 2;
  one = fovea_geometry_formula (&dilated);
  g_assert_cmpstr (one, ==, "(7 − (2·(3 − 1) + 1) + 2·0)/1 + 1 = 3");
  uneven.pad_end = 1;
  two = fovea_geometry_formula (&uneven);
  g_assert_cmpstr (two, ==, "(7 − 2 + 0 + 1)/1 + 1 = 7");
  three = fovea_geometry_formula (&coarse);
  g_assert_cmpstr (three, ==, "(1004 − 3 + 2·0)/1000 + 1 = 2.001");
  four = fovea_geometry_formula (&negative);
  g_assert_cmpstr (four, ==, "(3 − 7 + 2·0)/3 + 1 = −0.33");
}

static void
assert_suggestions (const FoveaGeometry *geometry, const char *expected)
{
  g_autoptr (GArray) found = fovea_geometry_suggest (geometry);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      const FoveaSuggestion *one = &g_array_index (found, FoveaSuggestion, i);

      g_string_append_printf (text, "%s%s %d→%d", i > 0 ? ", " : "", fovea_parameter_name (one->parameter), one->value,
                              one->output);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_suggestions_nearest_first (void)
{
  FoveaGeometry lecture = make (7, 3, 3, 0);
  FoveaGeometry alexnet = make (224, 11, 4, 0);
  FoveaGeometry far = make (100, 10, 7, 0);
  FoveaGeometry fitting = make (7, 3, 2, 0);

  assert_suggestions (&lecture, "pad 1→3, stride 2→3, stride 4→2, filter 4→2, input 6→2, stride 1→5");
  assert_suggestions (&alexnet, "stride 3→72, filter 12→54, input 223→54, stride 1→214, filter 8→55, input 227→55");
  assert_suggestions (&far, "stride 6→16, filter 9→14, input 101→14, stride 5→19, stride 9→11, pad 4→15");
  assert_suggestions (&fitting, "");
}

static void
test_suggestions_for_a_filter_too_large (void)
{
  FoveaGeometry geometry = make (4, 7, 3, 0);
  FoveaFit fit = fovea_geometry_fit (&geometry);

  g_assert_false (fit.fits);
  g_assert_cmpfloat (fit.exact, ==, 0);
  g_assert_cmpint (fit.output, ==, 0);
  g_assert_cmpint (fit.left_over, ==, 4);
  assert_suggestions (&geometry, "pad 3→2, filter 4→1, input 7→1, pad 6→4, filter 1→2, input 10→2");
}

/* Each suggestion fits, for many settings; no padding in reach does where it is said that none can help. */
static void
test_suggestions_hold (void)
{
  for (int input = 1; input <= 24; input++)
    for (int filter = 1; filter <= 9; filter++)
      for (int stride = 1; stride <= 6; stride++)
        {
          FoveaGeometry geometry = make (input, filter, stride, 0);
          g_autoptr (GArray) found = fovea_geometry_suggest (&geometry);

          g_assert_true ((found->len > 0) != fovea_geometry_fit (&geometry).fits);
          for (guint i = 0; i < found->len; i++)
            {
              const FoveaSuggestion *one = &g_array_index (found, FoveaSuggestion, i);
              FoveaGeometry changed = geometry;
              FoveaFit fit;

              changed.pad = changed.pad_end = one->parameter == FOVEA_PARAMETER_PAD ? one->value : 0;
              changed.stride = one->parameter == FOVEA_PARAMETER_STRIDE ? one->value : stride;
              changed.filter = one->parameter == FOVEA_PARAMETER_FILTER ? one->value : filter;
              changed.input = one->parameter == FOVEA_PARAMETER_INPUT ? one->value : input;
              fit = fovea_geometry_fit (&changed);
              g_assert_true (fit.fits);
              g_assert_cmpint (fit.output, ==, one->output);
            }
          for (int pad = 0; pad < 20 && !fovea_geometry_padding_can_help (&geometry); pad++)
            {
              FoveaGeometry padded = make (input, filter, stride, pad);

              g_assert_false (fovea_geometry_fit (&padded).fits);
            }
        }
}

static void
test_no_padding_can_help (void)
{
  FoveaGeometry even = make (32, 5, 2, 0);
  FoveaGeometry odd = make (33, 5, 2, 0);
  g_autofree char *text = fovea_geometry_explain (&even);

  g_assert_false (fovea_geometry_padding_can_help (&even));
  g_assert_true (fovea_geometry_padding_can_help (&odd));
  assert_suggestions (&even, "stride 1→28, stride 3→10, filter 4→15, filter 6→14, input 31→14, input 33→15");
  g_assert_cmpstr (text, ==,
                   "does not fit: (32 − 5 + 2·0)/2 + 1 = 14.5; 1 cell is left over; it would fit with S = 1 → 28, "
                   "S = 3 → 10, F = 4 → 15, F = 6 → 14, N = 31 → 14, N = 33 → 15; no padding can help");
}

static void
test_explain (void)
{
  FoveaGeometry fitting = make (7, 3, 2, 0);
  FoveaGeometry large = make (3, 7, 1, 1);
  g_autofree char *fits = fovea_geometry_explain (&fitting);
  g_autofree char *too_large = fovea_geometry_explain (&large);

  g_assert_cmpstr (fits, ==, "fits: (7 − 3 + 2·0)/2 + 1 = 3");
  g_assert_true (g_str_has_prefix (too_large,
                                   "does not fit: (3 − 7 + 2·1)/1 + 1 = −1; the filter covers 7, more than the 5 "
                                   "there are with the padding; it would fit with P = 2 → 1"));
}

/* Windows counted by sliding one: rounding down while it ends inside the padded input, rounding up also once more if
 * it starts inside the input or its first padding. */
static void
test_rounding_as_slid (void)
{
  for (int input = 1; input <= 16; input++)
    for (int filter = 1; filter <= 5; filter++)
      for (int stride = 1; stride <= 6; stride++)
        for (int pad = 0; pad < filter; pad++)
          {
            FoveaGeometry geometry = make (input, filter, stride, pad);
            FoveaFit fit = fovea_geometry_fit (&geometry);
            int down = 0, up = 0, end = 0;

            for (int start = 0; start + filter <= input + 2 * pad; start += stride)
              {
                down++;
                end = start + filter;
              }
            up = down + (down > 0 && end < input + 2 * pad && down * stride < input + pad);
            g_assert_cmpint (fit.floor, ==, down);
            g_assert_cmpint (fit.ceil, ==, up);
            g_assert_cmpint (fit.left_over, ==, input + 2 * pad - end);
            g_assert_true (fit.fits == (down > 0 && end == input + 2 * pad));
            geometry.round = FOVEA_ROUND_FLOOR;
            g_assert_cmpint (fovea_geometry_fit (&geometry).output, ==, down);
            geometry.round = FOVEA_ROUND_CEIL;
            g_assert_cmpint (fovea_geometry_fit (&geometry).output, ==, up);
          }
}

static void
test_dilation_covers_more (void)
{
  FoveaGeometry geometry = make (7, 3, 1, 0);

  geometry.dilation = 3;
  g_assert_cmpint (fovea_geometry_extent (&geometry), ==, 7);
  g_assert_cmpint (fovea_geometry_fit (&geometry).output, ==, 1);
  geometry.pad = geometry.pad_end = 3;
  g_assert_cmpint (fovea_geometry_padded (&geometry), ==, 13);
  g_assert_cmpint (fovea_geometry_fit (&geometry).output, ==, 7);
}

/* A third window of 3 cells at a stride of 3 ends 2 cells beyond an input of 7. */
static void
test_rounding_covers_more (void)
{
  FoveaGeometry geometry = make (7, 3, 3, 0);

  g_assert_cmpint (fovea_geometry_covered (&geometry, 0), ==, 7);
  g_assert_cmpint (fovea_geometry_covered (&geometry, 2), ==, 7);
  g_assert_cmpint (fovea_geometry_covered (&geometry, 3), ==, 9);
  geometry.dilation = 2;
  g_assert_cmpint (fovea_geometry_covered (&geometry, 3), ==, 11);
  geometry.filter = 9;
  g_assert_cmpint (fovea_geometry_covered (&geometry, 0), ==, 7);
}

static void
test_same_gives_ceiling (void)
{
  for (int input = 1; input <= 20; input++)
    for (int filter = 1; filter <= 7; filter++)
      for (int stride = 1; stride <= 5; stride++)
        {
          FoveaGeometry geometry = make (input, filter, stride, 0);

          fovea_geometry_set_same (&geometry);
          g_assert_cmpint (fovea_geometry_fit (&geometry).output, ==, (input + stride - 1) / stride);
          g_assert_cmpint (geometry.pad_end - geometry.pad, >=, 0);
          g_assert_cmpint (geometry.pad_end - geometry.pad, <=, 1);
        }
}

/* The largest numbers there are: no overflow (UBSan watches), no endless search. */
static void
test_extreme_numbers (void)
{
  FoveaGeometry geometry = make (G_MAXINT, G_MAXINT, G_MAXINT - 1, G_MAXINT);
  g_autoptr (GArray) found = NULL;

  geometry.dilation = G_MAXINT;
  g_assert_cmpint (fovea_geometry_extent (&geometry), ==, G_MAXINT);
  g_assert_cmpint (fovea_geometry_padded (&geometry), ==, G_MAXINT);
  g_assert_cmpint (fovea_geometry_fit (&geometry).floor, ==, 0);
  found = fovea_geometry_suggest (&geometry);
  g_assert_cmpuint (found->len, <=, 6);
  fovea_geometry_set_same (&geometry);
  geometry = make (G_MAXINT, 1, 1, G_MAXINT);
  g_assert_cmpint (fovea_geometry_fit (&geometry).output, ==, G_MAXINT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/geometry/lecture-sizes", test_lecture_sizes);
  g_test_add_func ("/engine/geometry/lecture-misfits", test_lecture_misfits);
  g_test_add_func ("/engine/geometry/formula-forms", test_formula_forms);
  g_test_add_func ("/engine/geometry/suggestions-nearest-first", test_suggestions_nearest_first);
  g_test_add_func ("/engine/geometry/suggestions-for-a-filter-too-large", test_suggestions_for_a_filter_too_large);
  g_test_add_func ("/engine/geometry/suggestions-hold", test_suggestions_hold);
  g_test_add_func ("/engine/geometry/no-padding-can-help", test_no_padding_can_help);
  g_test_add_func ("/engine/geometry/explain", test_explain);
  g_test_add_func ("/engine/geometry/rounding-as-slid", test_rounding_as_slid);
  g_test_add_func ("/engine/geometry/dilation-covers-more", test_dilation_covers_more);
  g_test_add_func ("/engine/geometry/rounding-covers-more", test_rounding_covers_more);
  g_test_add_func ("/engine/geometry/same-gives-ceiling", test_same_gives_ceiling);
  g_test_add_func ("/engine/geometry/extreme-numbers", test_extreme_numbers);
  return g_test_run ();
}
