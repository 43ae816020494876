/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/convolution.h"
#include "scene/scene.h"

G_BEGIN_DECLS

/* The convolution lesson in picture mode: the picture, its filters and the maps they make of it. */
#define FOVEA_TYPE_PICTURE_SCENE (fovea_picture_scene_get_type ())
G_DECLARE_FINAL_TYPE (FoveaPictureScene, fovea_picture_scene, FOVEA, PICTURE_SCENE, FoveaScene)

FoveaScene *fovea_picture_scene_new (FoveaConvolution *lesson);

G_END_DECLS
