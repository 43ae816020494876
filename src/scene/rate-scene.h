/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/rate-finder.h"
#include "scene/scene.h"

G_BEGIN_DECLS

/**
 * FoveaRateScene:
 *
 * The loss against the learning rate, and one rate that is chosen: at first the suggested one, then where somebody
 * clicks.
 *
 * Property `rate` (double): the chosen one.
 */
#define FOVEA_TYPE_RATE_SCENE (fovea_rate_scene_get_type ())
G_DECLARE_FINAL_TYPE (FoveaRateScene, fovea_rate_scene, FOVEA, RATE_SCENE, FoveaScene)

FoveaScene *fovea_rate_scene_new (void);
void fovea_rate_scene_set_tries (FoveaRateScene *self, GArray *tries);
double fovea_rate_scene_get_rate (FoveaRateScene *self);
void fovea_rate_scene_set_rate (FoveaRateScene *self, double rate);

G_END_DECLS
