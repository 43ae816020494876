/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/view-scene.h"

G_BEGIN_DECLS

/* What its grids show; the index of the first two is a slice, that of the others 0. */
enum
{
  FOVEA_DENSE_INPUT,
  FOVEA_DENSE_FOLDED, /* the current row of W, folded back to the shape of the input */
  FOVEA_DENSE_VECTOR, /* the input stretched to a vector, across */
  FOVEA_DENSE_WEIGHTS,
  FOVEA_DENSE_BIASES,
  FOVEA_DENSE_OUTPUTS
};

/* The convolution as a fully connected layer: a row of weights for each output, one for every input. */
#define FOVEA_TYPE_DENSE_SCENE (fovea_dense_scene_get_type ())
G_DECLARE_FINAL_TYPE (FoveaDenseScene, fovea_dense_scene, FOVEA, DENSE_SCENE, FoveaViewScene)

FoveaScene *fovea_dense_scene_new (FoveaConvolution *lesson);

G_END_DECLS
