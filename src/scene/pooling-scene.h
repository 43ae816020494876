/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/pooling.h"
#include "scene/scene.h"

G_BEGIN_DECLS

/* The pooling lesson: slices, the window with its winner, and the smaller volume. */
#define FOVEA_TYPE_POOLING_SCENE (fovea_pooling_scene_get_type ())
G_DECLARE_FINAL_TYPE (FoveaPoolingScene, fovea_pooling_scene, FOVEA, POOLING_SCENE, FoveaScene)

FoveaScene *fovea_pooling_scene_new (FoveaPooling *lesson);

G_END_DECLS
