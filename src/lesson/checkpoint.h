/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/trainer.h"
#include "lesson/curve.h"
#include "lesson/filter-history.h"
#include "lesson/health.h"

G_BEGIN_DECLS

/**
 * FoveaRunNotes:
 * @data: what it trains on, as fovea_dataset_open() takes it
 * @data_seed: and the seed of these data
 * @loss: of the images of the epoch under way, summed
 * @images: of that epoch so far
 * @seconds: since the run began, all its parts together
 * @running: whether it was training, and not paused
 * @began_trained: whether it began with weights that somebody had trained before
 * @sweeping: validation images of the sweep under way, 0 if there is none
 * @swept_step: of the last sweep over all of them
 * @training, @validation: (nullable): its curves
 * @health: (nullable): norms and dead ReLUs in its course
 * @history: (nullable): its filters in its course
 * @race: (nullable): what the runs of one race have in common
 * @name: (nullable): what tells it from the others of its race, translated
 *
 * What the trainer does not know of a run.
 */
typedef struct
{
  char *data;
  guint64 data_seed;
  double loss, seconds;
  gint64 images;
  gboolean running, began_trained;
  int sweeping;
  gint64 swept_step;
  GArray *training, *validation, *health;
  FoveaFilterHistory *history;
  char *race, *name;
} FoveaRunNotes;

/**
 * FoveaCheckpoint:
 * @path: its file
 * @spec: the net
 * @options: those in force
 * @step: mini-batches done
 * @steps: mini-batches in the whole run
 * @accuracy: share that was right in the last sweep, or −1 before the first
 * @outline: (element-type float): up to FOVEA_OUTLINE losses over the epochs so far: of validation, else of training
 *
 * A run on the disk: a model file with all that is needed to go on to the last bit.
 */
typedef struct
{
  char *path;
  FoveaNetSpec *spec;
  FoveaTrainingOptions options;
  gint64 step, steps;
  float accuracy;
  GArray *outline;
  FoveaRunNotes notes;
  /*< private >*/
  FoveaSafetensors *file;
} FoveaCheckpoint;

enum
{
  FOVEA_OUTLINE = 40
};

gboolean fovea_checkpoint_save (const char *path, const FoveaTrainer *trainer, const FoveaRunNotes *notes,
                                GError **error);
FoveaCheckpoint *fovea_checkpoint_load (const char *path, GError **error);
FoveaCheckpoint *fovea_checkpoint_peek (const char *path, GError **error);
void fovea_checkpoint_free (FoveaCheckpoint *self);
gboolean fovea_checkpoint_restore (const FoveaCheckpoint *self, FoveaTrainer *trainer, GError **error);
FoveaNet *fovea_checkpoint_make_net (const FoveaCheckpoint *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoveaCheckpoint, fovea_checkpoint_free)

G_END_DECLS
