/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The C library's cosine may differ in its last bit from one processor and version to the next, and one bit is enough
 * for a picture, and so a trained net, to come out differently. This one only multiplies and adds.
 *
 * t turns are k quarters and a rest r of at most an eighth: x = 2π·r lies in [−π/4, π/4], where the series
 *   cos x = 1 − x²/2! + x⁴/4! − …      sin x = x − x³/3! + x⁵/5! − …
 * end below a double's precision after nine terms; k says which of them it is, and its sign. */

#include "engine/cosine.h"

#include <math.h>

/* 1 − x²/((first)(first + 1))·(1 − x²/((first + 2)(first + 3))·(…)), nine terms. */
static double
series (double x, int first)
{
  double sum = 1;

  for (int n = first + 14; n >= first; n -= 2)
    sum = 1 - x * x / (n * (n + 1)) * sum;
  return sum;
}

/**
 * fovea_cosine:
 * @turns: the angle, in whole turns
 *
 * Returns: its cosine, the same bits on every machine, off by less than 10⁻¹⁵
 */
double
fovea_cosine (double turns)
{
  double quarters = floor (4 * turns + 0.5), x = 2 * G_PI * (turns - quarters / 4);
  int quarter = quarters - 4 * floor (quarters / 4);
  double value = quarter % 2 ? x * series (x, 2) : series (x, 1);

  return quarter == 1 || quarter == 2 ? -value : value;
}
