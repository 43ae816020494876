/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/augment.h"
#include "engine/examples.h"
#include "engine/net.h"
#include "engine/optimiser.h"

G_BEGIN_DECLS

typedef enum
{
  FOVEA_SCHEDULE_CONSTANT,
  FOVEA_SCHEDULE_COSINE,
  FOVEA_SCHEDULE_STEP
} FoveaSchedule;

/**
 * FoveaTrainingOptions:
 * @rate: the learning rate at the start
 * @l2: added to the gradient as l2·w (weights and biases alike, as PyTorch's weight_decay)
 * @epochs: how long the schedule is
 * @threads: 0 means every core; the results do not depend on it
 * @augmentation: what is done to an image each time that it is learned from; nothing unless given
 */
typedef struct
{
  FoveaOptimiserKind optimiser;
  FoveaSchedule schedule;
  float rate, momentum, l2;
  int batch, epochs, threads;
  guint64 seed;
  FoveaAugmentation augmentation;
} FoveaTrainingOptions;

/* Momentum 0.9, rate 0.02 falling as a cosine, batch 64, L2 1e-4, 10 epochs, seed 1, all cores. */
FoveaTrainingOptions fovea_training_options_default (void);
const char *fovea_schedule_name (FoveaSchedule schedule);
gboolean fovea_schedule_from_name (const char *name, FoveaSchedule *schedule);

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
float fovea_trainer_get_rate (const FoveaTrainer *self);    /* of the next step, by the schedule */
FoveaTrainingOptions fovea_trainer_get_options (const FoveaTrainer *self);
gboolean fovea_trainer_set_options (FoveaTrainer *self, const FoveaTrainingOptions *options, GError **error);
FoveaNet *fovea_trainer_get_net (FoveaTrainer *self);       /* in step with the trainer */

/* All that a run is made of, so that another process can go on with it to the last bit: weights, what the optimiser
 * remembers, options, step. @notes is a text of the caller's own, kept with it. Loading into a trainer whose options,
 * data or net differ fails with FOVEA_ERROR_ARGUMENT and says what differs; the number of threads may differ. */
gboolean fovea_trainer_save_state (const FoveaTrainer *self, const char *path, const char *notes, GError **error);
gboolean fovea_trainer_load_state (FoveaTrainer *self, const char *path, char **notes, GError **error);

/* Whether the images have the size that the net takes, and no more classes than it tells apart. */
gboolean fovea_net_check_examples (const FoveaNet *net, const FoveaExamples *examples, GError **error);
/* Accuracy of @net over @examples, in order, with the net's own statistics. @predictions (n class numbers) and
 * @probabilities (of the predicted class) may be NULL. */
int fovea_net_evaluate (FoveaNet *net, const FoveaExamples *examples, int threads, guint16 *predictions,
                        float *probabilities, double *mean_loss);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoveaTrainer, fovea_trainer_free)

G_END_DECLS
