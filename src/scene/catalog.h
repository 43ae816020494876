/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/error.h"
#include "lesson/course.h"
#include "scene/scene.h"

G_BEGIN_DECLS

/* Scenes by name, for the command line: "convolution", "picture", "pooling", "stack". */
const char *const *fovea_scene_names (void);
/* @settings: "key=value" texts in any order, set on the scene's lesson as fovea_lesson_set_state() does. */
FoveaScene *fovea_scene_named (const char *name, const char *const *settings, GError **error);
FoveaScene *fovea_scene_of_step (const FoveaStep *step, const char *const *settings, GError **error);
FoveaScene *fovea_scene_of (FoveaLesson *lesson);

G_END_DECLS
