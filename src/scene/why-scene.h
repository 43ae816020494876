/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/reasons.h"
#include "lesson/saliency.h"
#include "scene/scene.h"

G_BEGIN_DECLS

/**
 * FoveaWhyScene:
 *
 * Why a net says what it says: the image, and over it which pixels count or which parts may not be hidden; or the image
 * that has grown for a class or a filter, with its score step by step. The scores of the classes stand beside it.
 *
 * A click on a place of the image keeps it chosen, so that its numbers stay; on a class it emits `class-picked` with
 * its number.
 */
#define FOVEA_TYPE_WHY_SCENE (fovea_why_scene_get_type ())
G_DECLARE_FINAL_TYPE (FoveaWhyScene, fovea_why_scene, FOVEA, WHY_SCENE, FoveaScene)

FoveaScene *fovea_why_scene_new (void);
void fovea_why_scene_set_reasons (FoveaWhyScene *self, FoveaReasons *reasons, const char *caption);
FoveaReasons *fovea_why_scene_get_reasons (FoveaWhyScene *self);
void fovea_why_scene_set_saliency (FoveaWhyScene *self, FoveaSaliencyKind kind);
void fovea_why_scene_set_scores_elsewhere (FoveaWhyScene *self, gboolean elsewhere);
void fovea_why_scene_choose (FoveaWhyScene *self, int place);
int fovea_why_scene_get_chosen (FoveaWhyScene *self);

G_END_DECLS
