/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/probe.h"
#include "scene/scene.h"

G_BEGIN_DECLS

/**
 * FoveaMapsScene:
 *
 * What a net makes of one image, layer by layer with every map, and the scores at the end; or, in place of the maps,
 * how the loss changes with each of their numbers. Where there is not enough room for all of it, it asks for more.
 *
 * A click on a map selects it. Emits `opened` when the selected one is clicked again.
 */
#define FOVEA_TYPE_MAPS_SCENE (fovea_maps_scene_get_type ())
G_DECLARE_FINAL_TYPE (FoveaMapsScene, fovea_maps_scene, FOVEA, MAPS_SCENE, FoveaScene)

FoveaScene *fovea_maps_scene_new (void);
void fovea_maps_scene_set_findings (FoveaMapsScene *self, FoveaFindings *findings, const char *caption);
FoveaFindings *fovea_maps_scene_get_findings (FoveaMapsScene *self);
void fovea_maps_scene_set_gradients (FoveaMapsScene *self, gboolean gradients);
void fovea_maps_scene_set_scores_elsewhere (FoveaMapsScene *self, gboolean elsewhere);
void fovea_maps_scene_select (FoveaMapsScene *self, int conv, int filter);
void fovea_maps_scene_get_selected (FoveaMapsScene *self, int *conv, int *filter);
gboolean fovea_maps_scene_select_next (FoveaMapsScene *self, int by);

G_END_DECLS
