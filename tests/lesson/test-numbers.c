/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/numbers.h"

static void
test_short (void)
{
  static const struct
  {
    double value;
    int places;
    const char *text;
  } cases[] = {
    { 0, 3, "0" },         { 3, 3, "3" },          { -3, 3, "−3" },       { 0.5, 4, "0.5" },   { 0.111111, 4, "0.11" },
    { 2.0 / 3, 3, "0.7" }, { -0.25, 4, "−0.2" },   { -0.004, 3, "0" },    { 12345, 3, "1e4" }, { 123.456, 4, "123" },
    { 1e20, 5, "1e20" },   { 0.999999, 4, "1" },   { -12, 3, "−12" },     { 1.0 / 0.0, 3, "∞" },
    { -0.42, 3, "−.4" },   { 0.42, 2, ".4" },      { -0.96, 3, "−1" },    { -0.42, 2, "0" },
  };
  char text[FOVEA_NUMBER_SIZE];

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (fovea_number_short (cases[i].value, cases[i].places, text), ==, cases[i].text);
}

static void
test_full (void)
{
  char text[FOVEA_NUMBER_SIZE];

  g_assert_cmpstr (fovea_number_full (-1.0 / 3, text), ==, "−0.333333");
  g_assert_cmpstr (fovea_number_full (56, text), ==, "56");
  g_assert_cmpstr (fovea_number_full (0.1f, text), ==, "0.1");
  g_assert_cmpstr (fovea_number_full (1e10, text), ==, "10¹⁰");
  g_assert_cmpstr (fovea_number_full (-1234567, text), ==, "−1.23·10⁶");
  g_assert_cmpstr (fovea_number_full (2e-7, text), ==, "2·10⁻⁷");
}

static void
test_rounded (void)
{
  char text[FOVEA_NUMBER_SIZE];

  g_assert_cmpstr (fovea_number_rounded (0.0128234, 3, text), ==, "0.0128");
  g_assert_cmpstr (fovea_number_rounded (1e-5, 3, text), ==, "10⁻⁵");
  g_assert_cmpstr (fovea_number_rounded (-2.5e-12, 3, text), ==, "−2.5·10⁻¹²");
  g_assert_cmpstr (fovea_number_rounded (1234567, 3, text), ==, "1.23·10⁶");
  g_assert_cmpstr (fovea_number_rounded (0, 3, text), ==, "0");
  g_assert_cmpstr (fovea_number_rounded (-1.0 / 0.0, 3, text), ==, "−∞");
}

static void
test_factor (void)
{
  char text[FOVEA_NUMBER_SIZE];

  g_assert_cmpstr (fovea_number_factor (-1, 4, text), ==, "(−1)");
  g_assert_cmpstr (fovea_number_factor (2, 4, text), ==, "2");
}

static void
test_count (void)
{
  char text[FOVEA_NUMBER_SIZE];

  g_assert_cmpstr (fovea_number_count (14455392, text), ==, "14,455,392");
  g_assert_cmpstr (fovea_number_count (456, text), ==, "456");
  g_assert_cmpstr (fovea_number_count (1000, text), ==, "1,000");
  g_assert_cmpstr (fovea_number_count (-1000, text), ==, "−1,000");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/numbers/short", test_short);
  g_test_add_func ("/lesson/numbers/full", test_full);
  g_test_add_func ("/lesson/numbers/rounded", test_rounded);
  g_test_add_func ("/lesson/numbers/factor", test_factor);
  g_test_add_func ("/lesson/numbers/count", test_count);
  return g_test_run ();
}
