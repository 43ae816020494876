/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/examples.h"
#include "engine/net.h"
#include "engine/safetensors.h"
#include "engine/training-options.h"

G_BEGIN_DECLS

/**
 * FoveaTrainer:
 *
 * Softmax with cross-entropy, minimised over examples in mini-batches. The order of the images is a function of
 * (seed, epoch), so a run is the same to the last bit whatever the number of threads. Used by one thread at a time.
 */
typedef struct _FoveaTrainer FoveaTrainer;

/* The net becomes the trainer's own (on failure it is freed); without statistics of its own it takes the examples'. */
FoveaTrainer *fovea_trainer_new (FoveaNet *net, FoveaExamples *examples, const FoveaTrainingOptions *options,
                                 GError **error);
void fovea_trainer_free (FoveaTrainer *self);

/* One mini-batch: forward, backward, update. @loss is the batch's mean before the update, @correct how many of its
 * images were right. FALSE with FOVEA_ERROR_DIVERGED when the loss is not a finite number (the net keeps the weights
 * it had before the step). */
gboolean fovea_trainer_step (FoveaTrainer *self, double *loss, int *correct, int *images, GError **error);

gint64 fovea_trainer_get_step (const FoveaTrainer *self);   /* mini-batches done */
int fovea_trainer_get_steps_per_epoch (const FoveaTrainer *self);
double fovea_trainer_get_epoch (const FoveaTrainer *self);  /* how many are done, with the part of the one under way */
float fovea_trainer_get_rate (const FoveaTrainer *self);    /* of the next step, by the schedule */
FoveaTrainingOptions fovea_trainer_get_options (const FoveaTrainer *self);
gboolean fovea_trainer_set_options (FoveaTrainer *self, const FoveaTrainingOptions *options, GError **error);
void fovea_trainer_rewind (FoveaTrainer *self, FoveaNet *net, gint64 step);
FoveaNet *fovea_trainer_get_net (FoveaTrainer *self);       /* in step with the trainer */

/**
 * FoveaRowNorms:
 * @row: of the net
 * @weight: Euclidean norm of its weights after the step, without the biases
 * @gradient: of their gradient, L2 left out
 * @update: of how far the step moved them
 */
typedef struct
{
  int row;
  float weight, gradient, update;
} FoveaRowNorms;

void fovea_trainer_measure (FoveaTrainer *self);
const GArray *fovea_trainer_get_norms (const FoveaTrainer *self);

/* All that a run is made of, as a part of a file. */
void fovea_trainer_write (const FoveaTrainer *self, FoveaSafetensors *file);
gboolean fovea_trainer_read (FoveaTrainer *self, const FoveaSafetensors *file, const char *path, GError **error);

/* Whether the images have the size that the net takes, and no more classes than it tells apart. */
gboolean fovea_net_check_examples (const FoveaNet *net, const FoveaExamples *examples, GError **error);
/* Accuracy of @net over @examples, in order, with the net's own statistics. @predictions (n class numbers) and
 * @probabilities (of the predicted class) may be NULL. */
int fovea_net_evaluate (FoveaNet *net, const FoveaExamples *examples, int threads, guint16 *predictions,
                        float *probabilities, double *mean_loss);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoveaTrainer, fovea_trainer_free)

G_END_DECLS
