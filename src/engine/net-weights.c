/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first weights of a net are even in ±√(3/fan-in), so that their variance is 1/fan-in (LeCun, Bottou, Orr and
 * Müller, “Efficient BackProp”, 1998). Twice that (He et al. 2015) starts deep stacks of RELU faster, but LeNet-5 ends
 * 0.05 % worse with it on MNIST. Biases are zero, BATCHNORM begins as the identity. */

#include "engine/net-private.h"
#include "engine/random.h"

#include <math.h>

static void
draw_row (FoveaParameters *self, const FoveaNetSpec *spec, const FoveaLayout *layout, int row, guint64 seed)
{
  const FoveaRowLayout *at = &layout->rows[row];
  float *weights = self->values + at->weights;
  guint64 stream = fovea_random_stream (FOVEA_STREAM_WEIGHTS, row - 1); /* INPUT has none */
  float limit = at->n_weights > 0 ? sqrt (3.0 * at->n_bias / at->n_weights) : 0;

  if (spec->layers[row].kind == FOVEA_LAYER_BATCHNORM)
    {
      for (gsize i = 0; i < at->n_weights; i++)
        weights[i] = self->running[at->running + at->n_running / 2 + i] = 1;
      return;
    }
  for (gsize i = 0; i < at->n_weights; i++)
    weights[i] = limit * (1 - 2 * fovea_random_uniform (seed, stream, i));
}

/* @self has been cleared; the numbers are a function of @seed. */
void
fovea_parameters_draw (FoveaParameters *self, const FoveaNetSpec *spec, const FoveaLayout *layout, guint64 seed)
{
  for (int row = 1; row < spec->n_layers; row++)
    draw_row (self, spec, layout, row, seed);
}
