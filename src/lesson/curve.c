/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Curves of a run, as arrays of FoveaCurvePoint in the order of their epochs.
 *
 * A run of hours has millions of mini-batches. Whenever a curve has grown to MOST_POINTS, every four of its points give
 * way to the lowest and the highest of them, in their order: a curve looks the same, and takes no more room or time. */

#include "lesson/curve.h"

enum
{
  MOST_POINTS = 1 << 14,
  COLUMNS = 5 /* in a file: an epoch as the sum of three float32, loss, accuracy */
};

GArray *
fovea_curve_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (FoveaCurvePoint));
}

static void
thin_out (GArray *curve)
{
  FoveaCurvePoint *points = (FoveaCurvePoint *) curve->data;
  guint kept = 0;

  for (guint i = 0; i + 4 <= curve->len; i += 4)
    {
      guint lowest = i, highest = i;

      for (guint j = i + 1; j < i + 4; j++)
        {
          lowest = points[j].loss < points[lowest].loss ? j : lowest;
          highest = points[j].loss >= points[highest].loss ? j : highest;
        }
      points[kept] = points[MIN (lowest, highest)];
      points[kept + 1] = points[MAX (lowest, highest)];
      kept += 2;
    }
  g_array_set_size (curve, kept);
}

void
fovea_curve_add (GArray *curve, const FoveaCurvePoint *point)
{
  g_array_append_val (curve, *point);
  if (curve->len == MOST_POINTS)
    thin_out (curve);
}

void
fovea_curve_append (GArray *curve, const GArray *points)
{
  for (guint i = 0; i < points->len; i++)
    fovea_curve_add (curve, &g_array_index (points, FoveaCurvePoint, i));
}

/* Forgets what came after @epoch; if @with, also what came then. */
void
fovea_curve_cut (GArray *curve, double epoch, gboolean with)
{
  while (curve->len > 0)
    {
      double last = g_array_index (curve, FoveaCurvePoint, curve->len - 1).epoch;

      if (last < epoch || (last == epoch && !with))
        return;
      g_array_set_size (curve, curve->len - 1);
    }
}

/* Adds the curve to a file, to the last bit; an empty one adds nothing. */
void
fovea_curve_write (const GArray *curve, FoveaSafetensors *file, const char *name)
{
  gint64 shape[] = { curve->len, COLUMNS };
  float *row = curve->len > 0 ? fovea_safetensors_add (file, name, 2, shape) : NULL;

  for (guint i = 0; i < curve->len; i++, row += COLUMNS)
    {
      const FoveaCurvePoint *point = &g_array_index (curve, FoveaCurvePoint, i);

      row[0] = point->epoch;
      row[1] = point->epoch - row[0];
      row[2] = point->epoch - row[0] - row[1];
      row[3] = point->loss;
      row[4] = point->accuracy;
    }
}

/* @n: how many points it has. Returns: (nullable): NULL with FOVEA_ERROR_FORMAT if they are not in the file */
GArray *
fovea_curve_read (const FoveaSafetensors *file, const char *name, gint64 n, GError **error)
{
  gint64 shape[] = { n, COLUMNS };
  const float *row = n > 0 ? fovea_safetensors_get (file, name, 2, shape, error) : NULL;
  GArray *curve;

  if (n > 0 && !row)
    return NULL;
  curve = fovea_curve_new ();
  for (gint64 i = 0; i < n; i++, row += COLUMNS)
    {
      FoveaCurvePoint point = { (double) row[0] + row[1] + row[2], row[3], row[4] };

      g_array_append_val (curve, point);
    }
  return curve;
}
