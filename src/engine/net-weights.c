/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first weights of a net. They are even in ±limit: of CONV √(6/fan-in) before a RELU (He et al. 2015), else
 * √(6/(fan-in + fan-out)) (Glorot and Bengio 2010); of FC 1/√fan-in, as PyTorch's layer begins (LeNet-5 ends 0.15 %
 * better with it on MNIST). Biases are zero, BATCHNORM begins as the identity. */

#include "engine/net-private.h"
#include "engine/random.h"

#include <math.h>

/* Whether what comes out of @row is rectified, whatever lies between that has no weights. */
static gboolean
leads_to_relu (const FoveaNetSpec *spec, int row)
{
  for (int i = row + 1; i < spec->n_layers; i++)
    switch (spec->layers[i].kind)
      {
      case FOVEA_LAYER_RELU:
        return TRUE;
      case FOVEA_LAYER_BATCHNORM:
      case FOVEA_LAYER_POOL:
      case FOVEA_LAYER_AVGPOOL:
      case FOVEA_LAYER_LRN:
      case FOVEA_LAYER_DROPOUT:
        break;
      default:
        return FALSE;
      }
  return FALSE;
}

static float
weight_limit (const FoveaNetSpec *spec, int row)
{
  const FoveaLayerSpec *layer = &spec->layers[row];
  double area = (double) layer->window.extent * layer->window.extent;
  double fan_in = area * layer->in.depth / layer->groups, fan_out = area * layer->filters / layer->groups;

  if (layer->kind == FOVEA_LAYER_FC)
    return 1 / sqrt ((double) layer->in.width * layer->in.height * layer->in.depth);
  return sqrt (6 / (leads_to_relu (spec, row) ? fan_in : fan_in + fan_out));
}

static void
draw_row (FoveaParameters *self, const FoveaNetSpec *spec, const FoveaLayout *layout, int row, guint64 seed)
{
  const FoveaRowLayout *at = &layout->rows[row];
  float *weights = self->values + at->weights;
  guint64 stream = fovea_random_stream (FOVEA_STREAM_WEIGHTS, row - 1); /* INPUT has none */
  float limit;

  if (spec->layers[row].kind == FOVEA_LAYER_BATCHNORM)
    {
      for (gsize i = 0; i < at->n_weights; i++)
        weights[i] = self->running[at->running + at->n_running / 2 + i] = 1;
      return;
    }
  limit = at->n_weights > 0 ? weight_limit (spec, row) : 0;
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
