/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Inside the engine only: what a run is made of, for saving it and going on with it. */

#include "engine/plan.h"
#include "engine/trainer.h"

G_BEGIN_DECLS

struct _FoveaTrainer
{
  FoveaNet *net;
  FoveaExamples *examples;
  FoveaTrainingOptions options;
  FoveaThreads *threads;
  FoveaPlan *plan;
  GArray *units;
  gint64 step, remembered; /* steps done; those since the optimiser began */
  int *order;              /* of the images, in epoch order_epoch */
  gint64 order_epoch;
  float *gradient, *states[2]; /* as the parameters are laid out */
  FoveaOptimiser optimiser;    /* of the step that is under way */
  int batch_images;            /* in it */
  const guint8 **images;
  guint8 *augmented; /* room for a batch of them */
  guint16 *labels, *predicted;
  guint16 *shuffled; /* labels of all images in another order, or NULL */
  float *before;  /* the weights before a step that is measured, or NULL */
  GArray *norms;  /* FoveaRowNorms of the last one */
  double sweep_seconds; /* spent on moving weights, so far */
};

void fovea_trainer_norms_begin (FoveaTrainer *self);
void fovea_trainer_norms_end (FoveaTrainer *self);
gboolean fovea_trainer_step_batch (FoveaTrainer *self, FoveaBatch *batch, double *loss, GError **error);

G_END_DECLS
