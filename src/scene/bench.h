/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/error.h"

G_BEGIN_DECLS

/**
 * FoveaSceneTiming:
 * @scene: static text; what was painted
 * @p50_ms: median of the frames, milliseconds of processor time
 * @p99_ms: the slowest of a hundred
 */
typedef struct
{
  const char *scene;
  double p50_ms, p99_ms;
} FoveaSceneTiming;

/* Every scene at its largest for @frames frames each, on an image surface of @width × @height pixels.
 * Returns: (transfer full): array of FoveaSceneTiming; NULL with FOVEA_ERROR_IO if the run that some scenes show cannot
 *   be written to a temporary file */
GArray *fovea_scene_bench (int width, int height, int frames, GError **error);

G_END_DECLS
