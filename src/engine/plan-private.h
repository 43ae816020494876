/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Inside plan.c and plan-layout.c only: what a plan is made of. */

#include "engine/plan.h"

G_BEGIN_DECLS

/* What layers read and write, and its gradient. */
typedef struct
{
  int channels, height, width;
  int halo, gradient_halo;
  gsize at, gradient_at; /* floats from the start of a block's memory */
} FoveaVolume;

typedef enum
{
  FOVEA_VERB_FORWARD,
  FOVEA_VERB_GATHER,
  FOVEA_VERB_LOSS,
  FOVEA_VERB_BACKWARD,
  FOVEA_VERB_GATHER_GRADIENT
} FoveaVerb;

typedef struct
{
  FoveaVerb verb;
  int layer;
} FoveaInstruction;

/* Instructions up to @end run block by block; then, once, what the last of them gathered is combined. */
typedef struct
{
  int end;
} FoveaStage;

enum
{
  FOVEA_PLAN_SHARES = 32 /* of the gradients, at most */
};

/* @slots: blocks that have memory: all of a batch, if they wait for each other or are no more than there are workers;
 *   else one a worker
 * @losses: of each block; @times: [workers][layers], or NULL */
struct _FoveaPlan
{
  const FoveaKernels *kernels;
  FoveaMode mode;
  int batch, workers, slots, classes;
  GPtrArray *layers;
  FoveaLayout *layout;
  GArray *volumes, *instructions, *stages;
  gsize slot_size, work_size, share_size, shared_size, packed_size;
  float *slots_memory, *work, *shares, *shared, *packed;
  double *losses;
  FoveaLayerTime *times;
};

static inline FoveaVolume *
fovea_plan_get_volume (const FoveaPlan *self, int i)
{
  return &g_array_index (self->volumes, FoveaVolume, i);
}

static inline int
fovea_plan_count_blocks (const FoveaPlan *self, int images)
{
  return (images + self->kernels->lanes - 1) / self->kernels->lanes;
}

static inline int
fovea_plan_count_shares (const FoveaPlan *self, int images)
{
  return MIN (fovea_plan_count_blocks (self, images), FOVEA_PLAN_SHARES);
}

int fovea_plan_first_learning (const FoveaPlan *self);

G_END_DECLS
