/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/convolution-pass.h"
#include "scene/scene.h"

G_BEGIN_DECLS

/* The convolution lesson in its passes other than the forward one: gradients, training, stamps. */
#define FOVEA_TYPE_GRADIENT_SCENE (fovea_gradient_scene_get_type ())
G_DECLARE_FINAL_TYPE (FoveaGradientScene, fovea_gradient_scene, FOVEA, GRADIENT_SCENE, FoveaScene)

FoveaScene *fovea_gradient_scene_new (FoveaConvolution *lesson);
/* In training: shows the parameters of the next filter, or with @by −1 of the previous one, all around. */
void fovea_gradient_scene_turn_filter (FoveaGradientScene *self, int by);

G_END_DECLS
