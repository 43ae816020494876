/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/trainer.h"

G_BEGIN_DECLS

/**
 * FoveaCheckpoint:
 * @path: MODEL.checkpoint, or NULL where the run is not kept
 * @data: what the run trains on, as it was given on the command line
 *
 * A run on the disk beside its model: enough to go on with it to the last bit.
 */
typedef struct
{
  char *path;
  const char *data;
  gint64 interval, due; /* µs; a moment of the monotonic clock */
} FoveaCheckpoint;

/**
 * FoveaEpochSoFar:
 * @loss: of the images of this epoch, summed
 * @images: of this epoch so far
 * @seconds: since the run began, all its parts together
 *
 * What the trainer does not know of an epoch under way.
 */
typedef struct
{
  double loss;
  gint64 images;
  double seconds;
} FoveaEpochSoFar;

void fovea_checkpoint_init (FoveaCheckpoint *self, const char *model, const char *data, double seconds);
void fovea_checkpoint_clear (FoveaCheckpoint *self);
gboolean fovea_checkpoint_exists (const FoveaCheckpoint *self);
gboolean fovea_checkpoint_is_due (const FoveaCheckpoint *self);
gboolean fovea_checkpoint_save (FoveaCheckpoint *self, const FoveaTrainer *trainer, const FoveaEpochSoFar *so_far,
                                GError **error);
gboolean fovea_checkpoint_load (FoveaCheckpoint *self, FoveaTrainer *trainer, FoveaEpochSoFar *so_far, GError **error);
void fovea_checkpoint_remove (FoveaCheckpoint *self);

G_END_DECLS
