/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/slide.h"

#include <math.h>

enum
{
  N = 50
};

/* Values that are not in order, both signs among them. */
static double
get_value (int i)
{
  return (i * 37) % 23 - 11;
}

static double
get_window (int start, int step, int extent, FoveaSlideKind kind)
{
  double result = kind == FOVEA_SLIDE_SUM ? 0 : -INFINITY;

  for (int i = start; i < start + extent * step && i < N; i += step)
    result = kind == FOVEA_SLIDE_SUM ? result + get_value (i) : fmax (result, get_value (i));
  return result;
}

/* Whatever the extent's binary digits are, each window is that which one adds up by hand. */
static void
test_windows_are_those_by_hand (void)
{
  for (int step = 1; step <= 7; step++)
    for (int extent = 1; extent <= N + 3; extent++)
      for (int kind = FOVEA_SLIDE_SUM; kind <= FOVEA_SLIDE_LARGEST; kind++)
        {
          double values[N];
          g_autofree double *windows = NULL;

          for (int i = 0; i < N; i++)
            values[i] = get_value (i);
          windows = fovea_slide_window (values, N, (gsize) step, extent, kind);
          for (int i = 0; i < N; i++)
            g_assert_cmpfloat (windows[i], ==, get_window (i, step, extent, kind));
        }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/slide/windows-are-those-by-hand", test_windows_are_those_by_hand);
  return g_test_run ();
}
