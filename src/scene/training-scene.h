/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/training-session.h"
#include "scene/scene.h"

G_BEGIN_DECLS

/**
 * FoveaTrainingScene:
 *
 * A net while it learns: its loss and accuracy over the epochs, the filters of its first layer, one image on its way
 * through every layer, and what it says about images that it never trains on.
 *
 * Property `selected-filter` (int): the filter whose map is shown large and outlined in every column. A click on a
 * filter or on one of its maps selects it, and emits `opened` if it was selected before; a click on a validation image
 * sends that through the net.
 */
#define FOVEA_TYPE_TRAINING_SCENE (fovea_training_scene_get_type ())
G_DECLARE_FINAL_TYPE (FoveaTrainingScene, fovea_training_scene, FOVEA, TRAINING_SCENE, FoveaScene)

FoveaScene *fovea_training_scene_new (FoveaTrainingSession *session);
void fovea_training_scene_set_session (FoveaTrainingScene *self, FoveaTrainingSession *session);
int fovea_training_scene_get_selected_filter (FoveaTrainingScene *self);
void fovea_training_scene_set_selected_filter (FoveaTrainingScene *self, int filter);

G_END_DECLS
