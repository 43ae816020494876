/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sums, or the largest, of all windows at once, in a time that grows with the logarithm of their extent F: a window of
 * twice the size is two windows side by side,
 *   s₂ₖ[i] = sₖ[i] + sₖ[i + k],
 * and any F is put together from those windows whose sizes are its binary digits. Nothing is taken away again, so no
 * digits are lost. */

#include "lesson/slide.h"

#include <math.h>

/* to[i] = to[i] + from[i], or the larger of both. @from may lie in @to, behind it. */
static void
combine (double *to, const double *from, gsize n, FoveaSlideKind kind)
{
  if (kind == FOVEA_SLIDE_SUM)
    for (gsize i = 0; i < n; i++)
      to[i] += from[i];
  else
    for (gsize i = 0; i < n; i++)
      to[i] = to[i] > from[i] ? to[i] : from[i];
}

double *
fovea_slide_window (double *values, gsize n, gsize step, int extent, FoveaSlideKind kind)
{
  double *windows = g_new (double, n);
  gsize done = 0; /* of the extent, times step */

  for (gsize i = 0; i < n; i++)
    windows[i] = kind == FOVEA_SLIDE_SUM ? 0 : -INFINITY;
  for (int size = 1; size <= extent && done < n; size *= 2)
    {
      gsize reach = (gsize) size * step;

      if (extent & size)
        {
          combine (windows, values + done, n - done, kind);
          done += reach;
        }
      if (reach < n && size <= extent / 2)
        combine (values, values + reach, n - reach, kind);
    }
  return windows;
}
