/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The points of a line. A noisy one is smoothed as TensorBoard does it, by a running mean that forgets:
 * m ← s·m + (1 − s)·y, divided by 1 − sⁿ so that it does not begin at 0. */

#include "config.h"

#include "scene/plot.h"

#include <math.h>

GArray *
fovea_plot_points_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (FoveaPlotPoint));
}

void
fovea_plot_points_add (GArray *points, double x, double y)
{
  FoveaPlotPoint point = { x, y };

  if (isfinite (y))
    g_array_append_val (points, point);
}

/* Returns: (transfer full): as many points, each the mean of those so far, of which the last count most */
GArray *
fovea_plot_points_smooth (const GArray *points, double smoothing)
{
  GArray *smooth = g_array_sized_new (FALSE, FALSE, sizeof (FoveaPlotPoint), points->len);
  FoveaPlotPoint *to = (FoveaPlotPoint *) (gpointer) smooth->data;
  double mean = 0, weight = 0;

  g_array_set_size (smooth, points->len);
  for (guint i = 0; i < points->len; i++)
    {
      mean = smoothing * mean + (1 - smoothing) * fovea_plot_point (points, i)->y;
      weight = smoothing * weight + 1 - smoothing;
      to[i] = (FoveaPlotPoint){ fovea_plot_point (points, i)->x, mean / weight };
    }
  return smooth;
}

/* The first point that does not lie left of @x. */
guint
fovea_plot_points_find (const GArray *points, double x)
{
  guint from = 0, to = points->len;

  while (from < to)
    {
      guint middle = (from + to) / 2;

      if (fovea_plot_point (points, middle)->x < x)
        from = middle + 1;
      else
        to = middle;
    }
  return from;
}

/* The value of the point nearest to @x. FALSE if there is none. */
gboolean
fovea_plot_points_at (const GArray *points, double x, float *y)
{
  guint i = fovea_plot_points_find (points, x);

  if (points->len == 0)
    return FALSE;
  if (i == points->len || (i > 0 && x - fovea_plot_point (points, i - 1)->x < fovea_plot_point (points, i)->x - x))
    i--;
  *y = fovea_plot_point (points, i)->y;
  return TRUE;
}
