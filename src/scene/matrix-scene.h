/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/view-scene.h"

G_BEGIN_DECLS

/* What its grids show; the index of the last is its slice, that of all others 0. */
enum
{
  FOVEA_MATRIX_WEIGHTS,
  FOVEA_MATRIX_PATCHES,
  FOVEA_MATRIX_BIASES,
  FOVEA_MATRIX_OUTPUTS,
  FOVEA_MATRIX_INPUT
};

/* The convolution as one matrix product: filters as rows, patches as columns. */
#define FOVEA_TYPE_MATRIX_SCENE (fovea_matrix_scene_get_type ())
G_DECLARE_FINAL_TYPE (FoveaMatrixScene, fovea_matrix_scene, FOVEA, MATRIX_SCENE, FoveaViewScene)

FoveaScene *fovea_matrix_scene_new (FoveaConvolution *lesson);

G_END_DECLS
