/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Inside of the lesson layer only: the run that a worker thread works at. */

#include "lesson/checkpoint.h"
#include "lesson/health.h"
#include "lesson/run-keeper.h"
#include "lesson/training-report.h"
#include "lesson/validation.h"

G_BEGIN_DECLS

/**
 * FoveaTrainingRun:
 * @trained: where it starts; NULL for random weights, or once it has started
 * @checkpoint: likewise: where it goes on
 * @net: of the trainer, or the kept one after a divergence
 * @kept: as of the best sweep so far, with @kept_loss, @kept_epoch epochs from the beginning
 * @shown: the validation image that reports carry
 * @training_points, @validation_points: what the curves have gained since the last report
 * @training_curve, @validation_curve: all of them
 * @busy, @trained_images: since the last report: µs of work, and what they brought
 * @dirty, @urgent: there is something to report; now
 * @asked: (nullable): what the net said when it was asked about a handful of images for a report, and @ask_due: when it
 *   is to be asked again, µs
 * @rest_reason: (nullable): why it paused by itself, translated
 * @vain_sweeps: sweeps since the best one
 * @swept_step: of the last sweep over all validation images
 * @saved_step: of the last time that it was written to the disk
 * @silent_sweep: the sweep under way has a point on the curve already
 * @can_revive: it diverged, and has been taken back to @kept
 * @seconds: of work, all parts of the run together
 * @rewound: the epoch that it went back to since the last report, else G_MAXDOUBLE
 * @health, @health_points: all of it, and what it has gained since the last report
 * @health_due: when the next step is to be measured; @measuring: this one is
 * @history: the filters in its course, as they are kept on the disk
 * @race, @name: (nullable): of which race it is, and what tells it from the others
 * @advice: (nullable): what would help a net that learns nothing, translated
 * @data: what it trains on, as fovea_dataset_open() takes it
 *
 * One thread's own.
 */
typedef struct
{
  FoveaNetSpec *spec;
  FoveaExamples *training;
  char **class_names;
  FoveaValidation *validation;
  FoveaTrainingOptions options;
  FoveaNet *trained;
  FoveaCheckpoint *checkpoint;
  FoveaTrainer *trainer;
  FoveaNet *net;
  FoveaNet *kept;
  double kept_loss;
  double kept_epoch;
  FoveaTrainingState state;
  gboolean running, began_trained;
  int steps_left, shown;
  char *message, *warning, *data, *race, *name;
  guint64 data_seed;
  char *rest_reason;
  int vain_sweeps;
  GArray *training_points, *validation_points, *training_curve, *validation_curve;
  gint64 busy, trained_images;
  double speed;
  gboolean dirty, urgent;
  GArray *asked;
  gint64 ask_due;
  gint64 swept_step, saved_step;
  gboolean silent_sweep, can_revive;
  double seconds, rewound;
  GArray *health, *health_points;
  gint64 health_due;
  gboolean measuring;
  FoveaFilterHistory *history;
  char *advice;
  FoveaRunKeeper keeper;
} FoveaTrainingRun;

FoveaTrainingRun *fovea_training_run_new (FoveaNetSpec *spec, FoveaExamples *training, FoveaExamples *validation,
                                          const char *const *class_names, const FoveaTrainingOptions *options);
void fovea_training_run_free (FoveaTrainingRun *self);

void fovea_training_run_begin (FoveaTrainingRun *self);
gboolean fovea_training_run_has_work (const FoveaTrainingRun *self);
void fovea_training_run_work (FoveaTrainingRun *self);
void fovea_training_run_set_options (FoveaTrainingRun *self, const FoveaTrainingOptions *options);
void fovea_training_run_set_running (FoveaTrainingRun *self, gboolean running);
void fovea_training_run_show_image (FoveaTrainingRun *self, int image);
void fovea_training_run_stop (FoveaTrainingRun *self, char *message);

void fovea_training_run_revive (FoveaTrainingRun *self, const FoveaTrainingOptions *options);

void fovea_training_run_enter_race (FoveaTrainingRun *self, const char *race, const char *name);
void fovea_training_run_keep_in (FoveaTrainingRun *self, const char *path, const char *data, guint64 seed,
                                 double seconds);
void fovea_training_run_keep (FoveaTrainingRun *self, gboolean last);
void fovea_training_run_check_health (FoveaTrainingRun *self);
void fovea_training_run_measure_health (FoveaTrainingRun *self, double epoch);
FoveaTrainingReport *fovea_training_run_report (FoveaTrainingRun *self);

G_END_DECLS
