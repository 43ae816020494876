/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Inside the engine only: a net laid out to run on batches of a given size. */

#include "engine/layer.h"
#include "engine/threads.h"

G_BEGIN_DECLS

/**
 * FoveaBatch:
 * @n: images, at most the plan's batch
 * @bytes: the images C×H×W, as bytes, or NULL
 * @floats: the images, as numbers that are already normalised, if @bytes is NULL
 * @labels: (nullable): their classes
 * @mean, @inverse: of bytes: (pixel/255 − mean)·inverse
 * @seed, @step: what chance depends on in a training step
 * @dropout: the probability with which every DROPOUT drops in it; below 0, each drops with its own
 * @scores: (nullable): of inference: what the last layer gives, image by image
 * @predicted: (nullable): each image's class with the largest score, if there are labels
 */
typedef struct
{
  int n;
  const guint8 *const *bytes;
  const float *const *floats;
  const guint16 *labels;
  const float *mean, *inverse;
  guint64 seed;
  gint64 step;
  float dropout;
  float *scores;
  guint16 *predicted;
} FoveaBatch;

/* The time that a layer took, summed over all blocks and workers, in seconds. */
typedef struct
{
  double forward, backward;
} FoveaLayerTime;

typedef struct _FoveaPlan FoveaPlan;

FoveaPlan *fovea_plan_new (const FoveaNetSpec *spec, const FoveaKernels *kernels, FoveaMode mode, int batch,
                           int workers);
void fovea_plan_free (FoveaPlan *self);
gsize fovea_plan_bytes (const FoveaPlan *self);
void fovea_plan_allocate (FoveaPlan *self);

void fovea_plan_pack (FoveaPlan *self, const FoveaParameters *parameters);
double fovea_plan_run (FoveaPlan *self, FoveaThreads *threads, const FoveaParameters *parameters,
                       const FoveaBatch *batch);

int fovea_plan_get_n_layers (const FoveaPlan *self);
FoveaLayer *fovea_plan_get_layer (const FoveaPlan *self, int i);
FoveaPlanes fovea_plan_get_output (const FoveaPlan *self, int row);
void fovea_plan_get_gradients (const FoveaPlan *self, int layer, int images, int first, int last, float *gradient);
void fovea_plan_set_times (FoveaPlan *self, gboolean measure);
FoveaLayerTime fovea_plan_get_time (const FoveaPlan *self, int layer);

G_END_DECLS
