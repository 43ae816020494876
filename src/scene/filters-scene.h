/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/filter-history.h"
#include "scene/scene.h"

G_BEGIN_DECLS

/**
 * FoveaFiltersScene:
 *
 * All filters of one layer at one moment of a run. Filters of three slices are shown in colour, unless asked for slice
 * by slice; those of more slices always are, a line for each filter. What does not fit is scrolled to. Its lesson is the
 * history, along which it can be animated.
 *
 * Properties: `row` (int: of the net, a CONV), `own-scale` (boolean: each filter from its own largest weight), `apart`
 * (boolean: three slices, too, one by one), `selected` (int: a filter). A click selects a filter; `opened` is emitted
 * when the selected one is clicked again.
 */
#define FOVEA_TYPE_FILTERS_SCENE (fovea_filters_scene_get_type ())
G_DECLARE_FINAL_TYPE (FoveaFiltersScene, fovea_filters_scene, FOVEA, FILTERS_SCENE, FoveaScene)

FoveaScene *fovea_filters_scene_new (FoveaFilterHistory *history);
void fovea_filters_scene_set_history (FoveaFiltersScene *self, FoveaFilterHistory *history);
int fovea_filters_scene_get_columns (FoveaFiltersScene *self);

G_END_DECLS
