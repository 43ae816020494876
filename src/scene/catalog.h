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

/**
 * FoveaSceneTiming:
 * @scene: static text; what was painted
 * @p50_ms: median of the paintings, milliseconds
 * @p99_ms: the slowest of a hundred
 */
typedef struct
{
  const char *scene;
  double p50_ms, p99_ms;
} FoveaSceneTiming;

/* Paints every scene at its largest, @paints times each, on an image surface of @width × @height pixels.
 * Returns: (transfer full): array of FoveaSceneTiming */
GArray *fovea_scene_bench (int width, int height, int paints);

G_END_DECLS
