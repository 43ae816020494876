/* SPDX-License-Identifier: GPL-3.0-or-later */

/* BATCHNORM (Ioffe and Szegedy 2015), channel by channel; in training over the whole batch, else with the running
 * averages of training:
 *
 *   y = scale·x̂ + shift,   x̂ = (x − mean)/√(variance + 1e-5)
 *   g_shift = Σ gy,  g_scale = Σ gy·x̂,  gx = scale/√(variance + ε)·(gy − mean (gy) − x̂·mean (gy·x̂))
 *
 * The blocks of a batch go alone until they meet here: each leaves its sums, and these are put together in the order
 * of the blocks. A block knows its own mean m_b only, so its squares are taken around that and moved afterwards,
 *   Σ (x − mean)² = Σ_b [ Q_b + n_b·(m_b − mean)² + 2·(m_b − mean)·(S_b − n_b·m_b) ],
 * which loses nothing to cancellation however far the mean is from zero. */

#include "engine/layer.h"

#include <math.h>
#include <string.h>

#define EPSILON 1e-5
#define KEEP 0.9f /* of the running averages, at each step */

enum /* of a block, for each channel: Σx, the centre, Σ(x − centre)², Σgy, Σgy·x̂ */
{
  SUM,
  CENTRE,
  SQUARES,
  SUM_GRADIENT,
  SUM_GRADIENT_NORMAL,
  N_SUMS
};

enum /* of the batch, for each channel */
{
  MEAN,
  INVERSE,
  VARIANCE, /* the unbiased one, as it goes into the running average */
  MEAN_GRADIENT,
  MEAN_GRADIENT_NORMAL,
  N_STATISTICS
};

typedef struct
{
  FoveaLayer base;
  int channels, cells; /* cells of a channel of one image */
  int lanes;
} BatchnormLayer;

/* shared_data: N_STATISTICS·C floats, then N_SUMS·C doubles and the number of images for each block. */
static gsize
statistics_size (const BatchnormLayer *self)
{
  return fovea_align ((gsize) N_STATISTICS * self->channels);
}

static gsize
sums_size (const BatchnormLayer *self)
{
  return (gsize) N_SUMS * self->channels + 1;
}

static float *
statistic (const BatchnormLayer *self, int which)
{
  return self->base.shared_data + (gsize) which * self->channels;
}

static double *
sums (const BatchnormLayer *self, int block, int which)
{
  double *all = (double *) (self->base.shared_data + statistics_size (self));

  return all + block * sums_size (self) + (gsize) which * self->channels;
}

static double *
values (const BatchnormLayer *self, int block)
{
  return sums (self, block, N_SUMS);
}

static void
plan_batchnorm (FoveaLayer *base, const FoveaKernels *kernels, FoveaMode mode, int batch)
{
  BatchnormLayer *self = (BatchnormLayer *) base;
  int blocks = (batch + kernels->lanes - 1) / kernels->lanes;

  self->channels = base->spec->in.depth;
  self->cells = base->spec->in.width * base->spec->in.height;
  self->lanes = kernels->lanes;
  base->in_place = mode != FOVEA_MODE_TRAIN;
  base->packed = fovea_align (2 * (gsize) self->channels);
  base->work = fovea_align (self->channels);
  if (mode == FOVEA_MODE_TRAIN)
    base->shared = fovea_align (statistics_size (self) + 2 * blocks * sums_size (self));
}

/* The running averages, as means and inverse deviations. */
static void
pack_batchnorm (FoveaLayer *base, const FoveaKernels *kernels, const FoveaParameters *parameters)
{
  int channels = base->spec->in.depth;
  const float *running = parameters->running + base->at.running;

  for (int c = 0; c < channels; c++)
    {
      base->packed_data[c] = running[c];
      base->packed_data[channels + c] = 1 / sqrt (running[channels + c] + EPSILON);
    }
}

static void
gather_batchnorm (const FoveaLayer *base, const FoveaBlock *block, const FoveaPlanes *x)
{
  const BatchnormLayer *self = (const BatchnormLayer *) base;
  double *sum = sums (self, block->number, SUM), *centre = sums (self, block->number, CENTRE);

  memset (sum, 0, sums_size (self) * sizeof (double));
  *values (self, block->number) = (double) self->cells * block->images;
  block->kernels->batchnorm_sum (x, block->images, sum);
  for (int c = 0; c < self->channels; c++)
    centre[c] = block->work[c] = sum[c] / *values (self, block->number);
  block->kernels->batchnorm_square_sum (x, block->images, block->work, sums (self, block->number, SQUARES));
}

static void
combine_channel (const BatchnormLayer *self, int c, int blocks)
{
  double n = 0, sum = 0, squares = 0, mean, variance;

  for (int b = 0; b < blocks; b++)
    {
      n += *values (self, b);
      sum += sums (self, b, SUM)[c];
    }
  mean = sum / n;
  for (int b = 0; b < blocks; b++)
    {
      double m = sums (self, b, CENTRE)[c], distance = m - mean, n_b = *values (self, b);

      squares += sums (self, b, SQUARES)[c] + n_b * distance * distance
                 + 2 * distance * (sums (self, b, SUM)[c] - n_b * m);
    }
  variance = MAX (squares / n, 0);
  statistic (self, MEAN)[c] = mean;
  statistic (self, INVERSE)[c] = 1 / sqrt (variance + EPSILON);
  statistic (self, VARIANCE)[c] = n > 1 ? squares / (n - 1) : 0;
}

static void
combine_batchnorm (const FoveaLayer *base, int blocks)
{
  const BatchnormLayer *self = (const BatchnormLayer *) base;

  for (int c = 0; c < self->channels; c++)
    combine_channel (self, c, blocks);
}

static void
forward_batchnorm (const FoveaLayer *base, const FoveaBlock *block, const FoveaPlanes *x, const FoveaPlanes *y)
{
  const BatchnormLayer *self = (const BatchnormLayer *) base;
  const float *scale = block->parameters->values + base->at.weights;
  const float *shift = block->parameters->values + base->at.bias;
  gboolean training = base->mode == FOVEA_MODE_TRAIN;
  const float *mean = training ? statistic (self, MEAN) : base->packed_data;
  const float *inverse = training ? statistic (self, INVERSE) : base->packed_data + self->channels;

  block->kernels->batchnorm_forward (x, mean, inverse, scale, shift, y);
}

static void
gather_gradient_batchnorm (const FoveaLayer *base, const FoveaBlock *block, const FoveaPlanes *x,
                           const FoveaPlanes *gy)
{
  const BatchnormLayer *self = (const BatchnormLayer *) base;

  block->kernels->batchnorm_backward_sums (x, gy, block->images, statistic (self, MEAN), statistic (self, INVERSE),
                                           sums (self, block->number, SUM_GRADIENT),
                                           sums (self, block->number, SUM_GRADIENT_NORMAL));
}

static void
combine_gradient_batchnorm (const FoveaLayer *base, int blocks)
{
  const BatchnormLayer *self = (const BatchnormLayer *) base;

  for (int c = 0; c < self->channels; c++)
    {
      double n = 0, sum = 0, sum_normal = 0;

      for (int b = 0; b < blocks; b++)
        {
          n += *values (self, b);
          sum += sums (self, b, SUM_GRADIENT)[c];
          sum_normal += sums (self, b, SUM_GRADIENT_NORMAL)[c];
        }
      statistic (self, MEAN_GRADIENT)[c] = sum / n;
      statistic (self, MEAN_GRADIENT_NORMAL)[c] = sum_normal / n;
    }
}

static void
backward_batchnorm (const FoveaLayer *base, const FoveaBlock *block, const FoveaPlanes *x, const FoveaPlanes *y,
                    const FoveaPlanes *gy, const FoveaPlanes *gx)
{
  const BatchnormLayer *self = (const BatchnormLayer *) base;
  float *g_scale = block->gradient + base->gradient_at, *g_shift = g_scale + base->at.n_weights;

  for (int c = 0; c < self->channels; c++)
    {
      g_scale[c] += sums (self, block->number, SUM_GRADIENT_NORMAL)[c];
      g_shift[c] += sums (self, block->number, SUM_GRADIENT)[c];
    }
  if (gx)
    block->kernels->batchnorm_backward (x, gy, block->images, statistic (self, MEAN), statistic (self, INVERSE),
                                        block->parameters->values + base->at.weights,
                                        statistic (self, MEAN_GRADIENT), statistic (self, MEAN_GRADIENT_NORMAL), gx);
}

static void
settle_batchnorm (const FoveaLayer *base, float *running)
{
  const BatchnormLayer *self = (const BatchnormLayer *) base;
  float *mean = running + base->at.running, *variance = mean + self->channels;

  for (int c = 0; c < self->channels; c++)
    {
      mean[c] = KEEP * mean[c] + (1 - KEEP) * statistic (self, MEAN)[c];
      variance[c] = KEEP * variance[c] + (1 - KEEP) * statistic (self, VARIANCE)[c];
    }
}

const FoveaLayerType fovea_layer_batchnorm = {
  .size = sizeof (BatchnormLayer),
  .plan = plan_batchnorm,
  .pack = pack_batchnorm,
  .gather = gather_batchnorm,
  .combine = combine_batchnorm,
  .forward = forward_batchnorm,
  .gather_gradient = gather_gradient_batchnorm,
  .combine_gradient = combine_gradient_batchnorm,
  .backward = backward_batchnorm,
  .settle = settle_batchnorm,
};
