/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/stack.h"
#include "scene/scene.h"

G_BEGIN_DECLS

/**
 * FoveaStackTableScene:
 *
 * The whole net of a stack as a table: of each layer the output's size, parameters, multiply-adds, memory and receptive
 * field, and their sums. The first layer that does not fit is marked, with its arithmetic and what would fit. A click on
 * a layer of the stack chooses it.
 */
#define FOVEA_TYPE_STACK_TABLE_SCENE (fovea_stack_table_scene_get_type ())
G_DECLARE_FINAL_TYPE (FoveaStackTableScene, fovea_stack_table_scene, FOVEA, STACK_TABLE_SCENE, FoveaScene)

FoveaScene *fovea_stack_table_scene_new (FoveaStack *lesson);

G_END_DECLS
