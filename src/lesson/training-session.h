/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/checkpoint.h"
#include "lesson/filter-history.h"
#include "lesson/training-report.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FoveaTrainingSession:
 *
 * A net being trained on a thread of its own, as seen from the thread that made it. Every command returns at once;
 * what comes of it arrives in a report, at most ten a second, with the signal `reported`. A session is one run, and
 * begins paused; to start over is to make another.
 *
 * Validation images are the data set's test part, which training never sees. While an epoch runs, a fixed thousand of
 * them are asked every tenth of it; at its end all are. A run therefore trains on the same images in the same order as
 * `fovea-cli train` with the same options, and gives the same weights to the last bit.
 */
#define FOVEA_TYPE_TRAINING_SESSION (fovea_training_session_get_type ())
G_DECLARE_FINAL_TYPE (FoveaTrainingSession, fovea_training_session, FOVEA, TRAINING_SESSION, GObject)

FoveaTrainingSession *fovea_training_session_new (FoveaNetSpec *spec, const FoveaNet *trained, FoveaExamples *training,
                                                  FoveaExamples *validation, const char *const *class_names,
                                                  const FoveaTrainingOptions *options);
FoveaTrainingSession *fovea_training_session_new_continued (FoveaCheckpoint *checkpoint, FoveaExamples *training,
                                                            FoveaExamples *validation, const char *const *class_names);

void fovea_training_session_run (FoveaTrainingSession *self);
void fovea_training_session_pause (FoveaTrainingSession *self);
void fovea_training_session_step (FoveaTrainingSession *self);
void fovea_training_session_stop (FoveaTrainingSession *self);
void fovea_training_session_set_options (FoveaTrainingSession *self, const FoveaTrainingOptions *options);
void fovea_training_session_show_image (FoveaTrainingSession *self, int image);
void fovea_training_session_revive (FoveaTrainingSession *self, const FoveaTrainingOptions *options);
void fovea_training_session_keep (FoveaTrainingSession *self, const char *path, const char *data, guint64 seed,
                                  double seconds);
void fovea_training_session_enter_race (FoveaTrainingSession *self, const char *race, const char *name);
const char *fovea_training_session_get_path (FoveaTrainingSession *self);
void fovea_training_sessions_join (void);
void fovea_training_session_save_async (FoveaTrainingSession *self, const char *path, GAsyncReadyCallback callback,
                                        gpointer data);
gboolean fovea_training_session_save_finish (FoveaTrainingSession *self, GAsyncResult *result, GError **error);

FoveaNetSpec *fovea_training_session_get_spec (FoveaTrainingSession *self);
gboolean fovea_training_session_began_trained (FoveaTrainingSession *self);
FoveaExamples *fovea_training_session_get_training (FoveaTrainingSession *self);
FoveaExamples *fovea_training_session_get_validation (FoveaTrainingSession *self);
const char *const *fovea_training_session_get_class_names (FoveaTrainingSession *self);
char *fovea_training_session_dup_class_name (FoveaTrainingSession *self, int class_number);
const FoveaTrainingOptions *fovea_training_session_get_options (FoveaTrainingSession *self);
gboolean fovea_training_session_get_wants_to_run (FoveaTrainingSession *self);
FoveaTrainingReport *fovea_training_session_get_report (FoveaTrainingSession *self);
const GArray *fovea_training_session_get_training_curve (FoveaTrainingSession *self);
const GArray *fovea_training_session_get_validation_curve (FoveaTrainingSession *self);
const GArray *fovea_training_session_get_health (FoveaTrainingSession *self);
FoveaFilterHistory *fovea_training_session_get_history (FoveaTrainingSession *self);

G_END_DECLS
