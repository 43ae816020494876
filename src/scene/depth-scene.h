/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/view-scene.h"

G_BEGIN_DECLS

/* What its grids show. */
enum
{
  FOVEA_DEPTH_FRONT,    /* the first slice of the input; index: that slice */
  FOVEA_DEPTH_PIXELS,   /* what each pixel under the window adds: its dot product down the depth; index 0 */
  FOVEA_DEPTH_INPUTS,   /* down the depth at the chosen pixel; index: block, as of the next two */
  FOVEA_DEPTH_WEIGHTS,
  FOVEA_DEPTH_PRODUCTS,
  FOVEA_DEPTH_OUTPUTS   /* of all filters at the current place; index: block */
};

/* The convolution as dot products down the depth: all there is of a 1×1 one. */
#define FOVEA_TYPE_DEPTH_SCENE (fovea_depth_scene_get_type ())
G_DECLARE_FINAL_TYPE (FoveaDepthScene, fovea_depth_scene, FOVEA, DEPTH_SCENE, FoveaViewScene)

FoveaScene *fovea_depth_scene_new (FoveaConvolution *lesson);

G_END_DECLS
