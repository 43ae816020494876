/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lecture's sizes by the command line: C8 to C14, C17, C20, H8 and P3. */

#include "program.h"

typedef struct
{
  const char *input, *filter, *stride, *pad, *output;
} SizeCase;

static void
test_lecture_sizes (void)
{
  static const SizeCase cases[] = {
    { "7", "3", "1", "0", "5\n" },   { "7", "3", "2", "0", "3\n" },  { "7", "3", "1", "1", "7\n" },
    { "32", "5", "1", "2", "32\n" }, { "28", "5", "1", "0", "24\n" }, { "5", "3", "2", "1", "3\n" },
    { "227", "11", "4", "0", "55\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Result) result = run ("size", "--input", cases[i].input, "--filter", cases[i].filter, "--stride",
                                    cases[i].stride, "--pad", cases[i].pad);

      g_assert_cmpint (result.status, ==, 0);
      g_assert_cmpstr (result.out, ==, cases[i].output);
      g_assert_cmpstr (result.err, ==, "");
    }
}

static void
test_misfits_say_why (void)
{
  g_auto (Result) lecture = run ("size", "--input", "7", "--filter", "3", "--stride", "3");
  g_auto (Result) alexnet = run ("size", "--input=224", "--filter=11", "--stride=4");
  g_auto (Result) even = run ("size", "--input", "32", "--filter", "5", "--stride", "2");
  g_auto (Result) pool = run ("size", "--input", "32", "--filter", "3", "--stride", "2");
  g_auto (Result) large = run ("size", "--input", "3", "--filter", "7");

  assert_fails (&lecture, 1, "does not fit: (7 − 3 + 2·0)/3 + 1 = 2.33; ");
  g_assert_cmpstr (lecture.out, ==, "");
  assert_fails (&alexnet, 1, "(224 − 11 + 2·0)/4 + 1 = 54.25");
  assert_fails (&even, 1, "no padding can help");
  assert_fails (&pool, 1, "= 15.5;");
  assert_fails (&large, 1, "(3 − 7 + 2·0)/1 + 1 = −3; the filter covers 7, more than the 3 there are");
}

static void
test_json_of_a_misfit (void)
{
  g_auto (Result) result = run ("size", "--input", "7", "--filter", "3", "--stride", "3", "--json");
  g_autoptr (JsonObject) object = parse_json (&result);
  JsonArray *suggestions = json_object_get_array_member (object, "suggestions");
  JsonObject *first = json_array_get_object_element (suggestions, 0);

  g_assert_cmpint (result.status, ==, 1);
  g_assert_false (json_object_get_boolean_member (object, "fits"));
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (object, "exact"), 7.0 / 3, 1e-12);
  g_assert_true (json_object_get_null_member (object, "output"));
  g_assert_cmpint (json_object_get_int_member (object, "floor"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (object, "left_over"), ==, 1);
  g_assert_cmpuint (json_array_get_length (suggestions), ==, 6);
  g_assert_cmpstr (json_object_get_string_member (first, "parameter"), ==, "pad");
  g_assert_cmpint (json_object_get_int_member (first, "value"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (first, "output"), ==, 3);
}

static void
test_json_of_a_fit (void)
{
  g_auto (Result) result = run ("size", "--input", "7", "--filter", "3", "--dilation", "2", "--json");
  g_autoptr (JsonObject) object = parse_json (&result);

  g_assert_cmpint (result.status, ==, 0);
  g_assert_true (json_object_get_boolean_member (object, "fits"));
  g_assert_cmpint (json_object_get_int_member (object, "output"), ==, 3);
  g_assert_cmpfloat (json_object_get_double_member (object, "exact"), ==, 3);
  g_assert_cmpint (json_object_get_int_member (object, "left_over"), ==, 0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "suggestions")), ==, 0);
}

/* Filter larger than the padded input: a "no", with no size at all. */
static void
test_json_of_a_filter_too_large (void)
{
  g_auto (Result) result = run ("size", "--input", "4", "--filter", "7", "--stride", "3", "--json");
  g_autoptr (JsonObject) object = parse_json (&result);

  g_assert_cmpint (result.status, ==, 1);
  g_assert_false (json_object_get_boolean_member (object, "fits"));
  g_assert_true (json_object_get_null_member (object, "output"));
  g_assert_true (json_object_get_null_member (object, "floor"));
}

static void
test_bad_use (void)
{
  static const char *const words[][9] = {
    { "size", "--input", "7", "--filter", "3", "--stride", "0" },
    { "size", "--input", "7", "--filter", "three" },
    { "size", "--input", "7", "--filter", "3.5" },
    { "size", "--input", "0", "--filter", "3" },
    { "size", "--input", "7", "--filter", "3", "--pad", "-1" },
    { "size", "--input", "99999999999", "--filter", "3" },
    { "size", "--input", "7", "--filter", "" },
    { "size", "--input", "7" },
    { "size", "--input", "7", "--filter" },
    { "size", "--input", "7", "--filter", "3", "--padding", "1" },
    { "size", "--input", "7", "--filter", "3", "--json=yes" },
    { "size", "--input", "7", "--filter", "3", "-s", "2" },
    { "size", "7", "3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_auto (Result) result = run_words (words[i]);

      assert_fails (&result, 2, "fovea-cli size: ");
      g_assert_cmpstr (result.out, ==, "");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/size/lecture-sizes", test_lecture_sizes);
  g_test_add_func ("/cli/size/misfits-say-why", test_misfits_say_why);
  g_test_add_func ("/cli/size/json-of-a-misfit", test_json_of_a_misfit);
  g_test_add_func ("/cli/size/json-of-a-fit", test_json_of_a_fit);
  g_test_add_func ("/cli/size/json-of-a-filter-too-large", test_json_of_a_filter_too_large);
  g_test_add_func ("/cli/size/bad-use", test_bad_use);
  return g_test_run ();
}
