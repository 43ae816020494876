/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/net.h"
#include "scene/scene.h"

G_BEGIN_DECLS

/**
 * FoveaTileScene:
 *
 * A sheet of tiles, for export: the filters that a layer has learned, or the maps that it makes of an image. It has a
 * size of its own, whatever room it is offered.
 */
#define FOVEA_TYPE_TILE_SCENE (fovea_tile_scene_get_type ())
G_DECLARE_FINAL_TYPE (FoveaTileScene, fovea_tile_scene, FOVEA, TILE_SCENE, FoveaScene)

FoveaScene *fovea_tile_scene_new_filters (const FoveaNetSpec *spec, int layer, FoveaTensor *weights);
FoveaScene *fovea_tile_scene_new_maps (const FoveaNetSpec *spec, int layer, FoveaTensor *maps);

G_END_DECLS
