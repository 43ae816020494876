/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/view-scene.h"

G_BEGIN_DECLS

/* What its grids show. The index of a filter's is 0, of the turned one's 1; that of a map the filter's, with
 * FOVEA_CONVOLUTION_TURNED for the way that `flip` does not go. */
enum
{
  FOVEA_FLIP_INPUT,
  FOVEA_FLIP_FILTER,
  FOVEA_FLIP_MAP
};

/* What the layer gives beside what true convolution gives, whose filter is turned. */
#define FOVEA_TYPE_FLIP_SCENE (fovea_flip_scene_get_type ())
G_DECLARE_FINAL_TYPE (FoveaFlipScene, fovea_flip_scene, FOVEA, FLIP_SCENE, FoveaViewScene)

FoveaScene *fovea_flip_scene_new (FoveaConvolution *lesson);

G_END_DECLS
