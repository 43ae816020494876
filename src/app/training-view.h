/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/scene-view.h"
#include "dataset/dataset.h"
#include "lesson/training-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FoveaTrainingView:
 *
 * One of the views that the Training page switches between. To add one: derive from FoveaTrainingView and give it a row
 * in the table at the top of training-views.c. Commands go up as actions of the page ("training.run", …).
 */
#define FOVEA_TYPE_TRAINING_VIEW (fovea_training_view_get_type ())
G_DECLARE_DERIVABLE_TYPE (FoveaTrainingView, fovea_training_view, FOVEA, TRAINING_VIEW, AdwBin)

struct _FoveaTrainingViewClass
{
  AdwBinClass parent_class;

  /* Another run, or other data, or none of them. The session says by itself when a report is there. */
  void (*run_changed) (FoveaTrainingView *self);
  /* A key that the focused widget had no use for, before the page looks at it. Returns whether the view had. */
  gboolean (*key_pressed) (FoveaTrainingView *self, guint key, GdkModifierType state);
  /* The action that starts and pauses what it shows; the page's run if left out. */
  const char *run_action;
  /* The numbers that it shows, of FoveaArray; those of the run if left out, or if it returns NULL. */
  GPtrArray *(*list_numbers) (FoveaTrainingView *self);
};

void fovea_training_view_set_run (FoveaTrainingView *self, FoveaDataset *dataset, FoveaTrainingSession *session);
FoveaDataset *fovea_training_view_get_dataset (FoveaTrainingView *self);
FoveaTrainingSession *fovea_training_view_get_session (FoveaTrainingView *self);
FoveaTrainingReport *fovea_training_view_get_report (FoveaTrainingView *self);
void fovea_training_view_turn_image (FoveaTrainingView *self, int by);
gboolean fovea_training_view_key_pressed (FoveaTrainingView *self, guint key, GdkModifierType state);
void fovea_training_view_run (FoveaTrainingView *self);
GPtrArray *fovea_training_view_list_numbers (FoveaTrainingView *self);

/* Puts @scene, in a scrolled window, where the view's child is. Returns what shows it. */
FoveaSceneView *fovea_training_view_show_scene (FoveaTrainingView *self, FoveaScene *scene);
void fovea_training_view_set_scene_view (FoveaTrainingView *self, FoveaSceneView *scene_view);
FoveaSceneView *fovea_training_view_get_scene_view (FoveaTrainingView *self);
FoveaScene *fovea_training_view_get_scene (FoveaTrainingView *self);

G_END_DECLS
