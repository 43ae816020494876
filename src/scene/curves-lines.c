/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the plots of a run have lines of: its loss and accuracy, and what was measured of every row of its net that has
 * it. */

#include "config.h"

#include "scene/curves-lines.h"

#include "lesson/health.h"

#include <glib/gi18n-lib.h>

static void
init_lines (FoveaCurvesLines *self)
{
  self->points = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->series = g_array_new (FALSE, FALSE, sizeof (FoveaSeries));
}

void
fovea_curves_lines_clear (FoveaCurvesLines *self)
{
  g_clear_pointer (&self->points, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->series, g_array_unref);
}

/* Takes over @name and @points. */
static void
add_line (FoveaCurvesLines *self, char *name, int number, gboolean noisy, GArray *points)
{
  FoveaSeries series = { name, number, noisy, points };

  g_ptr_array_add (self->names, name);
  g_ptr_array_add (self->points, points);
  g_array_append_val (self->series, series);
}

static GArray *
take_curve (const GArray *curve, int plot)
{
  GArray *points = fovea_plot_points_new ();

  for (guint i = 0; i < curve->len; i++)
    {
      const FoveaCurvePoint *point = &g_array_index (curve, FoveaCurvePoint, i);

      fovea_plot_points_add (points, point->epoch, plot == FOVEA_CURVES_LOSS ? point->loss : point->accuracy);
    }
  return points;
}

static float
value_of (const FoveaHealthPoint *point, int plot)
{
  return plot == FOVEA_CURVES_RATIO      ? point->ratio
         : plot == FOVEA_CURVES_DEAD     ? point->dead
         : plot == FOVEA_CURVES_GRADIENT ? point->gradient
                                         : point->weight;
}

static GArray *
take_health (const GArray *health, int row, int plot)
{
  GArray *points = fovea_plot_points_new ();

  for (guint i = 0; i < health->len; i++)
    {
      const FoveaHealthPoint *point = &g_array_index (health, FoveaHealthPoint, i);

      if (point->row == row)
        fovea_plot_points_add (points, point->epoch, value_of (point, plot));
    }
  return points;
}

/* "conv 1", "fc 7": what the row is and where it stands in the net. */
static char *
name_row (const FoveaNetSpec *spec, int row)
{
  static const char *const kinds[] = { [FOVEA_LAYER_CONV] = "conv", [FOVEA_LAYER_FC] = "fc",
                                       [FOVEA_LAYER_RELU] = "relu", [FOVEA_LAYER_BATCHNORM] = "norm" };
  guint kind = spec->layers[row].kind;

  return g_strdup_printf ("%s %d", kind < G_N_ELEMENTS (kinds) && kinds[kind] ? kinds[kind] : "row", row);
}

/* As @session has them now. */
void
fovea_curves_lines_fill (FoveaCurvesLines *lines, FoveaTrainingSession *session, int plot)
{
  const FoveaNetSpec *spec = fovea_training_session_get_spec (session);
  const GArray *health = fovea_training_session_get_health (session);

  init_lines (lines);
  if (plot == FOVEA_CURVES_LOSS || plot == FOVEA_CURVES_ACCURACY)
    {
      add_line (lines, g_strdup (_("training")), -1, TRUE,
                take_curve (fovea_training_session_get_training_curve (session), plot));
      add_line (lines, g_strdup (_("validation")), 0, FALSE,
                take_curve (fovea_training_session_get_validation_curve (session), plot));
      return;
    }
  for (int row = 1; row < spec->n_layers; row++)
    {
      gboolean relu = spec->layers[row].kind == FOVEA_LAYER_RELU;

      if (plot == FOVEA_CURVES_DEAD ? relu : fovea_layer_spec_has_weights (&spec->layers[row]))
        add_line (lines, name_row (spec, row), lines->series->len, FALSE, take_health (health, row, plot));
    }
}
