/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/stack.h"
#include "scene/scene.h"

G_BEGIN_DECLS

/**
 * FoveaStackScene:
 *
 * A chain of layers as a row of volumes, and what a cell of one of them looks at in all the others before it. A click
 * on a cell looks from there.
 */
#define FOVEA_TYPE_STACK_SCENE (fovea_stack_scene_get_type ())
G_DECLARE_FINAL_TYPE (FoveaStackScene, fovea_stack_scene, FOVEA, STACK_SCENE, FoveaScene)

FoveaScene *fovea_stack_scene_new (FoveaStack *lesson);

G_END_DECLS
