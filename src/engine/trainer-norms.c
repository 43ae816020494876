/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How large weights, gradients and updates are, row by row: Euclidean norms ‖w‖, ‖∂L/∂w‖ and ‖Δw‖ of the weights without
 * the biases, of one step that was asked to be measured. That step keeps a copy of the weights from before it; other
 * steps cost nothing. ‖Δw‖/‖w‖ about 1e-3 is what one hopes for (Karpathy, CS231n: “ratio of weights:updates”). */

#include "engine/net-private.h"
#include "engine/trainer-private.h"

#include <math.h>
#include <string.h>

static double
norm (const float *numbers, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += (double) numbers[i] * numbers[i];
  return sqrt (sum);
}

static double
distance (const float *one, const float *other, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += ((double) one[i] - other[i]) * ((double) one[i] - other[i]);
  return sqrt (sum);
}

/* The next step is measured. */
void
fovea_trainer_measure (FoveaTrainer *self)
{
  if (!self->before)
    self->before = g_new (float, MAX (fovea_net_get_layout (self->net)->size, 1));
}

/* Before the weights of a step move. */
void
fovea_trainer_norms_begin (FoveaTrainer *self)
{
  if (self->before)
    memcpy (self->before, fovea_net_get_values (self->net)->values,
            fovea_net_get_layout (self->net)->size * sizeof (float));
}

/* After they have. */
void
fovea_trainer_norms_end (FoveaTrainer *self)
{
  const float *values = fovea_net_get_values (self->net)->values;

  if (!self->before)
    return;
  g_array_set_size (self->norms, 0);
  for (int i = 0; i < fovea_plan_get_n_layers (self->plan); i++)
    {
      const FoveaLayer *layer = fovea_plan_get_layer (self->plan, i);
      gsize at = layer->at.weights, n = layer->at.n_weights;
      FoveaRowNorms norms = { .row = layer->row };

      if (n == 0)
        continue;
      norms.weight = norm (values + at, n);
      norms.gradient = norm (self->gradient + at, n);
      norms.update = distance (values + at, self->before + at, n);
      g_array_append_val (self->norms, norms);
    }
  g_clear_pointer (&self->before, g_free);
}

/* (element-type FoveaRowNorms): of the last step that was measured, the rows with weights in their order; empty before */
const GArray *
fovea_trainer_get_norms (const FoveaTrainer *self)
{
  return self->norms;
}
