/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Inside the Training page only: training-page.c has the widget, training-page-runs.c what is done with runs,
 * training-page-kept.c how one goes on with those on the disk, training-page-notice.c what is said about them. */

#include "app/data-chooser.h"
#include "app/net-editor.h"
#include "app/notice.h"
#include "app/optimiser-editor.h"
#include "app/run-bar.h"
#include "app/training-page.h"
#include "lesson/experiments.h"
#include "lesson/runs.h"

G_BEGIN_DECLS

struct _FoveaTrainingPage
{
  FoveaPage parent_instance;

  GtkStack *views;
  GtkLabel *loading;
  FoveaNotice *notice;
  GMenu *models_menu, *experiments_menu;
  FoveaDataChooser *data;
  FoveaNetEditor *editor;
  FoveaOptimiserEditor *optimiser;
  FoveaRunBar *bar;

  GSimpleActionGroup *actions;
  FoveaDataset *dataset; /* the chooser's */
  FoveaTrainingSession *session, *before; /* the one before the last start over, to undo that */
  GPtrArray *pending;                     /* FoveaCheckpoint: of a run or a race that waits for its data, or NULL */
  char *pending_net;                      /* likewise: the path of a net */
  const FoveaExperiment *experiment;      /* the same: to begin with; NULL for none */
  const FoveaExperiment *watched;         /* what the run that is shown is to show, or NULL */
  FoveaRun *offer;                        /* what somebody may want to go on with, or NULL */
  gboolean filling;                       /* the rows are being set by the program */
};

gboolean fovea_training_page_has_trained (FoveaTrainingPage *self);
gboolean fovea_training_page_has_own_net (FoveaTrainingPage *self);
void fovea_training_page_set_enabled (FoveaTrainingPage *self, const char *action, gboolean enabled);
void fovea_training_page_show_controls (FoveaTrainingPage *self, const FoveaTrainingReport *report);
void fovea_training_page_show_run (FoveaTrainingPage *self);
void fovea_training_page_reported (FoveaTrainingPage *self);

void fovea_training_page_show_notice (FoveaTrainingPage *self, const FoveaTrainingReport *report);

void fovea_training_page_add_actions (FoveaTrainingPage *self);
void fovea_training_page_fill_rows (FoveaTrainingPage *self, const char *net, const FoveaTrainingOptions *options);
void fovea_training_page_begin_if_fresh (FoveaTrainingPage *self);
void fovea_training_page_keep_for_undo (FoveaTrainingPage *self);
void fovea_training_page_set_session (FoveaTrainingPage *self, FoveaTrainingSession *session);
void fovea_training_page_go_on_pending (FoveaTrainingPage *self);
gboolean fovea_training_page_has_pending_data (FoveaTrainingPage *self);
gboolean fovea_training_page_continue (FoveaTrainingPage *self, const char *path);
void fovea_training_page_continue_race (FoveaTrainingPage *self, const char *race);
void fovea_training_page_experiment (FoveaTrainingPage *self, const FoveaExperiment *experiment);
void fovea_training_page_find_offer (FoveaTrainingPage *self);
void fovea_training_page_open_net (FoveaTrainingPage *self, const char *path);

G_END_DECLS
