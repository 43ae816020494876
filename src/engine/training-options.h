/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/augment.h"
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
 * @rate: the learning rate that the schedule begins with
 * @l2: added to the gradient as l2·w (weights and biases alike, as PyTorch's weight_decay)
 * @warm_up: epochs in which the rate rises from nothing, step by step, to what the schedule says; 0 for none
 * @dropout: the probability with which every DROPOUT drops; below 0, each drops with its own
 * @epochs: how long the schedule is
 * @threads: 0 means every core; the results do not depend on it
 * @seed: what all chance depends on
 * @augmentation: what is done to an image each time that it is learned from; nothing unless given
 * @limit: train on so many of the images, picked by the seed; 0 for all
 * @zero: begin with all weights of CONV and FC at 0
 * @target: share of validation images that, once right, makes a run pause; 0 for none
 * @patience: sweeps over validation images without a lower loss after which it pauses; 0 for none
 * @no_bias: biases stay what they are at the beginning, 0
 * @shuffled_labels: each image is learned with the label of another, the same one all the time
 *
 * How a net is trained. @limit, @zero, @shuffled_labels and @seed count from the beginning of a run to its end; the
 * others may change between two steps.
 */
typedef struct
{
  FoveaOptimiserKind optimiser;
  FoveaSchedule schedule;
  float rate, momentum, l2, warm_up, dropout;
  int batch, epochs, threads;
  guint64 seed;
  FoveaAugmentation augmentation;
  float target;
  int limit, patience;
  gboolean zero, no_bias, shuffled_labels;
} FoveaTrainingOptions;

enum
{
  FOVEA_BATCH_LIMIT = 65536,
  FOVEA_THREADS_LIMIT = 256
};

FoveaTrainingOptions fovea_training_options_default (void);
gboolean fovea_training_options_check (const FoveaTrainingOptions *self, GError **error);
float fovea_training_options_rate (const FoveaTrainingOptions *self, gint64 step, int steps_per_epoch);
FoveaNet *fovea_training_options_make_net (const FoveaTrainingOptions *self, FoveaNetSpec *spec, GError **error);
char *fovea_training_options_to_text (const FoveaTrainingOptions *self);
gboolean fovea_training_options_parse (const char *text, FoveaTrainingOptions *options, GError **error);

const char *fovea_schedule_name (FoveaSchedule schedule);
gboolean fovea_schedule_from_name (const char *name, FoveaSchedule *schedule);

G_END_DECLS
