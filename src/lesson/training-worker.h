/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/training-run.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The thread behind a FoveaTrainingSession. Only the session uses this. */
typedef struct _FoveaTrainingWorker FoveaTrainingWorker;

/* Called in the thread-default context of whoever made the worker. */
typedef void (*FoveaTrainingReportFunc) (FoveaTrainingReport *report, gpointer data);

FoveaTrainingWorker *fovea_training_worker_new (FoveaTrainingRun *run, FoveaTrainingReportFunc report_func,
                                                gpointer data);
void fovea_training_worker_abandon (FoveaTrainingWorker *self);

void fovea_training_worker_run (FoveaTrainingWorker *self, gboolean run);
void fovea_training_worker_step (FoveaTrainingWorker *self);
void fovea_training_worker_set_options (FoveaTrainingWorker *self, const FoveaTrainingOptions *options);
void fovea_training_worker_show_image (FoveaTrainingWorker *self, int image);
void fovea_training_worker_save (FoveaTrainingWorker *self, GTask *task);
void fovea_training_worker_revive (FoveaTrainingWorker *self, const FoveaTrainingOptions *options);
void fovea_training_worker_enter_race (FoveaTrainingWorker *self, const char *race, const char *name);
void fovea_training_worker_enter_race (FoveaTrainingWorker *self, const char *race, const char *name);
void fovea_training_worker_keep (FoveaTrainingWorker *self, const char *path, const char *data, guint64 seed,
                                 double seconds);
void fovea_training_workers_join (double seconds);

G_END_DECLS
