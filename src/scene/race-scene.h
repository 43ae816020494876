/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/race.h"
#include "scene/scene.h"

G_BEGIN_DECLS

/**
 * FoveaRaceScene:
 *
 * Runs side by side on one set of curves, and a line of numbers for each.
 *
 * Properties: `log` (the axis of the loss is logarithmic).
 */
#define FOVEA_TYPE_RACE_SCENE (fovea_race_scene_get_type ())
G_DECLARE_FINAL_TYPE (FoveaRaceScene, fovea_race_scene, FOVEA, RACE_SCENE, FoveaScene)

FoveaScene *fovea_race_scene_new (void);
void fovea_race_scene_set_race (FoveaRaceScene *self, FoveaRace *race);

G_END_DECLS
