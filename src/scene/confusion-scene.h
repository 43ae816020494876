/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/prediction-wall.h"

G_BEGIN_DECLS

/**
 * FoveaConfusionScene:
 *
 * How often each class was taken for each: a line for a true class, a column for what the net said. A click selects a
 * cell, or no cell any more, and emits `picked`.
 */
#define FOVEA_TYPE_CONFUSION_SCENE (fovea_confusion_scene_get_type ())
G_DECLARE_FINAL_TYPE (FoveaConfusionScene, fovea_confusion_scene, FOVEA, CONFUSION_SCENE, FoveaScene)

FoveaScene *fovea_confusion_scene_new (void);
void fovea_confusion_scene_set_answers (FoveaConfusionScene *self, const GArray *answers, int classes,
                                        const char *const *class_names);
void fovea_confusion_scene_select (FoveaConfusionScene *self, int label, int said);
gboolean fovea_confusion_scene_get_selected (FoveaConfusionScene *self, int *label, int *said);
void fovea_confusion_scene_move (FoveaConfusionScene *self, int columns, int rows);
int fovea_confusion_scene_count (FoveaConfusionScene *self, int label, int said);

G_END_DECLS
