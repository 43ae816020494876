/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/error.h"
#include "scene/scene.h"

G_BEGIN_DECLS

enum
{
  FOVEA_GIF_MAX_FRAMES = 1000
};

/**
 * fovea_scene_export_gif:
 * @scene: one with a lesson, which stands at its old position again afterwards
 * @width: room to paint into, points; the picture has @scale pixels a point
 * @seconds: how long each position stays
 *
 * Writes the lesson's positions, from the first to the last, as an endlessly repeated GIF; the last stays three times
 * as long. The same lesson gives the same bytes. The file is written whole or not at all; a scene without a lesson and
 * more than FOVEA_GIF_MAX_FRAMES positions are FOVEA_ERROR_ARGUMENT.
 */
gboolean fovea_scene_export_gif (FoveaScene *scene, const char *path, double width, double height, double scale,
                                 double seconds, GError **error);

G_END_DECLS
