/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/shrink.h"

#include <math.h>
#include <stdlib.h>

/* The mean of what pixel (x, y) covers, in floating point, of the byte that is @shift bits up. */
static double
get_mean (const guint32 *from, int width, int height, int to_width, int to_height, int x, int y, int shift)
{
  double left = (double) x * width / to_width, right = (double) (x + 1) * width / to_width;
  double top = (double) y * height / to_height, bottom = (double) (y + 1) * height / to_height, sum = 0;

  for (int row = (int) top; row < bottom && row < height; row++)
    for (int column = (int) left; column < right && column < width; column++)
      sum += (from[row * width + column] >> shift & 255) * (fmin (bottom, row + 1) - fmax (top, row))
             * (fmin (right, column + 1) - fmax (left, column));
  return sum / ((right - left) * (bottom - top));
}

static void
check (int width, int height, int to_width, int to_height)
{
  g_autofree guint32 *from = g_new (guint32, width * height), *to = g_new (guint32, to_width * to_height);

  for (int i = 0; i < width * height; i++)
    from[i] = (guint32) i * 2654435761u & 0xffffff;
  fovea_shrink (from, width, height, to, to_width, to_height);
  for (int y = 0; y < to_height; y++)
    for (int x = 0; x < to_width; x++)
      for (int shift = 0; shift < 24; shift += 8)
        g_assert_cmpfloat_with_epsilon (
          (to[y * to_width + x] >> shift & 255),
          get_mean (from, width, height, to_width, to_height, x, y, shift), 2.5);
}

/* Weights are rounded to 1/256 and means to whole numbers, twice. */
static void
test_means (void)
{
  static const int sizes[][4] = { { 32, 32, 27, 27 }, { 32, 32, 16, 16 }, { 28, 20, 9, 3 }, { 5, 7, 1, 1 },
                                  { 101, 3, 100, 2 }, { 300, 200, 17, 150 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    check (sizes[i][0], sizes[i][1], sizes[i][2], sizes[i][3]);
}

/* What is one colour stays that colour, and a picture of the same size stays the same. */
static void
test_kept (void)
{
  guint32 even[35], same[35], to[35];

  for (int i = 0; i < 35; i++)
    {
      even[i] = 0xff0180;
      same[i] = (guint32) i * 2654435761u & 0xffffff;
    }
  fovea_shrink (even, 7, 5, to, 3, 2);
  for (int i = 0; i < 6; i++)
    g_assert_cmphex (to[i], ==, 0xff0180);
  fovea_shrink (same, 7, 5, to, 7, 5);
  g_assert_cmpmem (to, sizeof to, same, sizeof same);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/shrink/means", test_means);
  g_test_add_func ("/scene/shrink/kept", test_kept);
  return g_test_run ();
}
