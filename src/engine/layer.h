/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Inside the engine only: what a layer type is to the plan that runs it. */

#include "engine/kernels.h"
#include "engine/net-spec.h"
#include "engine/threads.h"

G_BEGIN_DECLS

typedef enum
{
  FOVEA_MODE_INFER,   /* scores alone: activations are overwritten as soon as they are used */
  FOVEA_MODE_EXAMINE, /* every row's output stays, and is exactly what the row computes */
  FOVEA_MODE_TRAIN    /* forward and backward */
} FoveaMode;

/* Where the numbers of one row lie: offsets in floats, multiples of 16, and how many. Running averages are no
 * parameters (no optimiser moves them) and have an array of their own: C means, then C variances. */
typedef struct
{
  gsize weights, n_weights, bias, n_bias;
  gsize running, n_running;
} FoveaRowLayout;

typedef struct
{
  FoveaRowLayout *rows;
  gsize size, running_size;
} FoveaLayout;

FoveaLayout *fovea_layout_new (const FoveaNetSpec *spec);
void fovea_layout_free (FoveaLayout *self);

/* The numbers of a net, laid out by a FoveaLayout. */
typedef struct
{
  float *values, *running;
} FoveaParameters;

/**
 * FoveaBlock:
 * @number: which block of the batch
 * @first: its first image's number in the batch
 * @images: lanes in use, from 0 on
 * @seed, @step: what chance depends on in this step
 * @dropout: as in FoveaBatch
 * @memory: activations and gradients of the block
 * @work: room for one kernel call
 * @gradient: the block's own share of the gradients of all but FC's parameters, to be added to
 * @threads: (nullable): workers that have nothing to do, since the block is the only one; each has @work_size floats of
 *   room from @work on
 *
 * One block of images on its way through the layers.
 */
typedef struct
{
  const FoveaKernels *kernels;
  const FoveaParameters *parameters;
  int number, first, images;
  guint64 seed;
  gint64 step;
  float dropout;
  float *memory, *work, *gradient;
  FoveaThreads *threads;
  gsize work_size;
} FoveaBlock;

int fovea_block_parts (const FoveaBlock *self, gint64 macs);

typedef struct _FoveaLayer FoveaLayer;

/**
 * FoveaLayerType:
 * @size: bytes of the layer's struct, which begins with a FoveaLayer
 * @plan: fills in what the layer asks for
 * @absorb: (nullable): does the row @next as well, if it can
 * @pack: (nullable): the parameters have changed
 * @forward: y from x
 * @backward: (nullable): gx (NULL if nobody needs it) and the parameters' gradients from x, y and gy; gy may be
 *   overwritten
 * @gather: (nullable): what forward needs from all blocks, taken from this one; then, once, @combine
 * @gather_gradient: (nullable): likewise for backward; then @combine_gradient
 * @settle: (nullable): the step counts: running averages may move
 *
 * A layer keeps nothing between calls but in the memory that it asked for.
 */
typedef struct
{
  gsize size;
  void (*plan) (FoveaLayer *self, const FoveaKernels *kernels, FoveaMode mode, int batch);
  gboolean (*absorb) (FoveaLayer *self, const FoveaLayerSpec *next);
  void (*pack) (FoveaLayer *self, const FoveaKernels *kernels, const FoveaParameters *parameters);
  void (*forward) (const FoveaLayer *self, const FoveaBlock *block, const FoveaPlanes *x, const FoveaPlanes *y);
  void (*backward) (const FoveaLayer *self, const FoveaBlock *block, const FoveaPlanes *x, const FoveaPlanes *y,
                    const FoveaPlanes *gy, const FoveaPlanes *gx);
  void (*gather) (const FoveaLayer *self, const FoveaBlock *block, const FoveaPlanes *x);
  void (*combine) (const FoveaLayer *self, int blocks);
  void (*gather_gradient) (const FoveaLayer *self, const FoveaBlock *block, const FoveaPlanes *x,
                           const FoveaPlanes *gy);
  void (*combine_gradient) (const FoveaLayer *self, int blocks);
  void (*settle) (const FoveaLayer *self, float *running);
  void (*weight_gradient) (const FoveaLayer *self, const FoveaKernels *kernels, int images, int first, int last,
                           float *gradient);
} FoveaLayerType;

/**
 * FoveaLayer:
 * @row: in the net; with what it absorbed it does @rows of them
 * @at: where its numbers lie
 * @input_halo: zero cells that it wants around x; @gradient_halo: around gy
 * @in_place: whether y may be x, and gx gy
 * @needs_y: whether backward reads y
 * @saved: floats to be kept between a block's forward and backward, which the plan puts at @saved_at in its memory
 * @work: floats of room during a call
 * @packed: floats of its own that @pack fills, at @packed_data
 * @shared: floats for all blocks together, at @shared_data
 * @gradient_at: where its share in FoveaBlock.gradient begins, if it has parameters: weights, then bias
 * @in, @out: the volumes it reads and writes
 */
struct _FoveaLayer
{
  const FoveaLayerType *type;
  const FoveaLayerSpec *spec;
  FoveaRowLayout at;
  FoveaMode mode;
  int row, rows;
  int input_halo, gradient_halo;
  gboolean in_place, needs_y;
  gsize saved, work, packed, shared;
  gsize saved_at, gradient_at;
  float *packed_data, *shared_data;
  int in, out;
};

extern const FoveaLayerType fovea_layer_conv, fovea_layer_pool, fovea_layer_fc, fovea_layer_activation,
    fovea_layer_lrn, fovea_layer_batchnorm, fovea_layer_dropout, fovea_layer_softmax;

/* Rounded up to whole cache lines. */
static inline gsize
fovea_align (gsize floats)
{
  return (floats + 15) / 16 * 16;
}

gboolean fovea_planes_flat (const FoveaPlanes *self);
void fovea_planes_fill (const FoveaPlanes *self, const float *flat);
void fovea_planes_clear_halo (const FoveaPlanes *self, int halo);

G_END_DECLS
