/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/error.h"

G_BEGIN_DECLS

/**
 * FoveaBenchOptions:
 * @net: W1, W2, W3, or a net's name or text
 * @training: whole training steps (SGD with momentum); else class scores
 * @threads: 0 means one on every core
 * @batch: images in a step
 * @seconds: how long to measure
 * @profile: measure every layer too (which costs a little)
 */
typedef struct
{
  const char *net;
  gboolean training;
  int threads, batch;
  double seconds;
  gboolean profile;
} FoveaBenchOptions;

/* A layer, or one with those that are computed together with it; seconds of one step, summed over threads. */
typedef struct
{
  char *layer;
  double forward, backward;
} FoveaBenchLayer;

/**
 * FoveaBenchResult:
 * @images_per_s: batch over the median step
 * @step_ms: the median step
 * @gflops: 2 operations a multiply-add, forward counted once, in training three times; with padding's zeros
 * @kernels: the set that ran
 * @layers: (nullable): of FoveaBenchLayer, if asked for; the last one, in training, is the sweep over the weights
 */
typedef struct
{
  double images_per_s, step_ms, gflops;
  int steps, threads;
  const char *kernels;
  GArray *layers;
} FoveaBenchResult;

gboolean fovea_bench_net (const FoveaBenchOptions *options, FoveaBenchResult *result, GError **error);
void fovea_bench_result_clear (FoveaBenchResult *self);

G_END_DECLS
