/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/trainer.h"
#include "lesson/curve.h"
#include "lesson/still.h"

G_BEGIN_DECLS

/**
 * FoveaTrainingState:
 * @FOVEA_TRAINING_PAUSED: waits for somebody to start it, or to ask for one step
 * @FOVEA_TRAINING_RUNNING: trains
 * @FOVEA_TRAINING_FINISHED: has done all its epochs; more epochs let it go on
 * @FOVEA_TRAINING_STOPPED: cannot go on (diverged, or never could begin); the report's message says why
 */
typedef enum
{
  FOVEA_TRAINING_PAUSED,
  FOVEA_TRAINING_RUNNING,
  FOVEA_TRAINING_FINISHED,
  FOVEA_TRAINING_STOPPED
} FoveaTrainingState;

/**
 * FoveaPrediction:
 * @image: index into the validation images
 * @label: the true class
 * @said: the class that the net chose
 * @probability: how sure it was of that, 0 … 1
 * @loss: −log of the probability of the true class, in nats
 */
typedef struct
{
  int image;
  guint16 label, said;
  float probability, loss;
} FoveaPrediction;

/**
 * FoveaTrainingReport:
 * @state: whether it runs, and why not
 * @options: those in force
 * @rate: the learning rate of the next step, by the schedule
 * @step: mini-batches done
 * @steps: mini-batches in the whole run
 * @images_per_s: images trained on for each second of work, smoothed over about a second; 0 before the first step
 * @seconds_left: at that speed; 0 where it cannot be known
 * @training: FoveaCurvePoint of every mini-batch since the report before
 * @validation: FoveaCurvePoint of every sweep since the report before
 * @health: FoveaHealthPoint of every time that it was measured since the report before
 * @net: the net as it is, or NULL where there is none
 * @filters: weights of the first convolution, K×C×F×F, or NULL in a net without one
 * @image: index into the validation images of the one shown
 * @maps: what every row of the net makes of that image, each 1×C×H×W
 * @n_maps: rows of the net; 0 where there is no net to ask
 * @scores: the probability of each class for that image, 1×classes×1×1, or NULL
 * @predictions: FoveaPrediction of a fixed handful of validation images, by the weights of this report or, while it
 *   trains, of one a moment before; shared by reports
 * @mistakes: FoveaPrediction of the wrong answers of the last whole sweep, the surest first, at most a handful
 * @answers: FoveaPrediction of all images of that sweep, in the order in which they were asked; shared by reports
 * @checked: images in that sweep, 0 before the first
 * @wrong: how many of them were wrong
 * @message: why it stopped and what helps, translated; NULL in every other state
 * @warning: why the run cannot be kept on the disk, translated; NULL where it can, or need not
 * @advice: what would help a net that learns nothing, translated; else NULL
 * @rest_reason: why it paused by itself, translated; else NULL
 * @can_revive: whether it stopped because it diverged, and can go on from the best weights
 * @rewound: the epoch to which it went back since the report before, and what came later counts no more; else G_MAXDOUBLE
 *
 * What a training run looks like from outside at one moment. Immutable once posted, reference counted.
 */
typedef struct
{
  FoveaTrainingState state;
  FoveaTrainingOptions options;
  float rate;
  gint64 step, steps;
  int steps_per_epoch;
  double images_per_s, seconds_left;
  GArray *training, *validation, *health;
  FoveaStill *net;
  FoveaTensor *filters;
  int image;
  FoveaTensor **maps;
  int n_maps;
  FoveaTensor *scores;
  GArray *predictions, *mistakes, *answers;
  int checked, wrong;
  char *message, *warning, *advice, *rest_reason;
  gboolean can_revive;
  double rewound;
  /*< private >*/
  gatomicrefcount references;
} FoveaTrainingReport;

FoveaTrainingReport *fovea_training_report_new (void);
FoveaTrainingReport *fovea_training_report_ref (FoveaTrainingReport *self);
void fovea_training_report_unref (FoveaTrainingReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoveaTrainingReport, fovea_training_report_unref)

G_END_DECLS
