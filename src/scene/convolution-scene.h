/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/convolution.h"
#include "scene/scene.h"

G_BEGIN_DECLS

/* The convolution lesson in numbers: a single slice and filter with their products, or volumes. */
#define FOVEA_TYPE_CONVOLUTION_SCENE (fovea_convolution_scene_get_type ())
G_DECLARE_FINAL_TYPE (FoveaConvolutionScene, fovea_convolution_scene, FOVEA, CONVOLUTION_SCENE, FoveaScene)

FoveaScene *fovea_convolution_scene_new (FoveaConvolution *lesson);

G_END_DECLS
