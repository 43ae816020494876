/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/probe.h"
#include "scene/scene.h"

G_BEGIN_DECLS

/**
 * FoveaScoresScene:
 *
 * How sure a net is of every class, for an image that somebody gave it.
 */
#define FOVEA_TYPE_SCORES_SCENE (fovea_scores_scene_get_type ())
G_DECLARE_FINAL_TYPE (FoveaScoresScene, fovea_scores_scene, FOVEA, SCORES_SCENE, FoveaScene)

FoveaScene *fovea_scores_scene_new (void);
void fovea_scores_scene_set_findings (FoveaScoresScene *self, FoveaFindings *findings);

G_END_DECLS
