/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a training run leaves in numbers: its two curves, and the filters that it has learned so far. */

#include "config.h"

#include "lesson/arrays.h"

static const char columns[] = "epoch,loss,accuracy";

static void
add_curve (GPtrArray *arrays, const char *name, const GArray *curve)
{
  FoveaTensor *table;

  if (curve->len == 0)
    return;
  table = fovea_tensor_new (1, 1, (int) curve->len, 3);
  for (guint i = 0; i < curve->len; i++)
    {
      const FoveaCurvePoint *point = &g_array_index (curve, FoveaCurvePoint, i);
      float *row = fovea_tensor_at (table, 0, 0, (int) i, 0);

      row[0] = (float) point->epoch;
      row[1] = point->loss;
      row[2] = point->accuracy;
    }
  fovea_arrays_add (arrays, name, table, 2, columns);
}

GPtrArray *
fovea_training_session_list_arrays (FoveaTrainingSession *self)
{
  GPtrArray *arrays = fovea_arrays_new ();
  FoveaTrainingReport *report = fovea_training_session_get_report (self);

  add_curve (arrays, "training", fovea_training_session_get_training_curve (self));
  add_curve (arrays, "validation", fovea_training_session_get_validation_curve (self));
  if (report != NULL && report->filters != NULL)
    fovea_arrays_add (arrays, "filters", fovea_tensor_ref (report->filters), 4, NULL);
  return arrays;
}
