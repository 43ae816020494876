/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/training-report.h"

#include "lesson/health.h"

FoveaTrainingReport *
fovea_training_report_new (void)
{
  FoveaTrainingReport *self = g_new0 (FoveaTrainingReport, 1);

  g_atomic_ref_count_init (&self->references);
  self->training = fovea_curve_new ();
  self->validation = fovea_curve_new ();
  self->health = fovea_health_new ();
  self->predictions = g_array_new (FALSE, FALSE, sizeof (FoveaPrediction));
  self->mistakes = g_array_new (FALSE, FALSE, sizeof (FoveaPrediction));
  return self;
}

FoveaTrainingReport *
fovea_training_report_ref (FoveaTrainingReport *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
fovea_training_report_unref (FoveaTrainingReport *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_array_unref (self->training);
  g_array_unref (self->validation);
  g_array_unref (self->health);
  g_array_unref (self->predictions);
  g_array_unref (self->mistakes);
  g_clear_pointer (&self->answers, g_array_unref);
  g_clear_pointer (&self->net, fovea_still_unref);
  g_clear_pointer (&self->filters, fovea_tensor_unref);
  g_clear_pointer (&self->scores, fovea_tensor_unref);
  for (int i = 0; i < self->n_maps; i++)
    fovea_tensor_unref (self->maps[i]);
  g_free (self->maps);
  g_free (self->message);
  g_free (self->warning);
  g_free (self->advice);
  g_free (self->rest_reason);
  g_free (self);
}
