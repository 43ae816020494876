/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/training-session.h"
#include "scene/scene.h"

G_BEGIN_DECLS

/**
 * FoveaCurvesScene:
 *
 * All curves of a run over the same epochs: loss and accuracy, and below them what tells how each row of the net is
 * doing.
 *
 * Properties: `log` (boolean: a logarithmic axis for the loss), `smoothing` (double, 0 … 0.99: of training's curves).
 * What of the epochs is in view can be zoomed and moved.
 */
#define FOVEA_TYPE_CURVES_SCENE (fovea_curves_scene_get_type ())
G_DECLARE_FINAL_TYPE (FoveaCurvesScene, fovea_curves_scene, FOVEA, CURVES_SCENE, FoveaScene)

FoveaScene *fovea_curves_scene_new (void);
void fovea_curves_scene_set_session (FoveaCurvesScene *self, FoveaTrainingSession *session);
void fovea_curves_scene_zoom (FoveaCurvesScene *self, double factor, double x, double y);
void fovea_curves_scene_move (FoveaCurvesScene *self, double share);
void fovea_curves_scene_drag (FoveaCurvesScene *self, double points);
void fovea_curves_scene_reset (FoveaCurvesScene *self);
void fovea_curves_scene_get_view (FoveaCurvesScene *self, double *from, double *to);

G_END_DECLS
