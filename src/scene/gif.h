/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/error.h"
#include "scene/scene.h"

#include <gio/gio.h>

G_BEGIN_DECLS

enum
{
  FOVEA_GIF_MAX_FRAMES = 1000
};

/**
 * FoveaFilmProgress:
 * @cancellable: (nullable): stops it
 * @done: how much is done
 * @all: of how much; 0 while that is not known
 *
 * How far something long has come; another thread may look, atomically.
 */
typedef struct
{
  GCancellable *cancellable;
  int done, all;
} FoveaFilmProgress;

/**
 * fovea_scene_export_gif:
 * @scene: one with a lesson, which stands at its old position again afterwards
 * @width: room to paint into, points; the picture has @scale pixels a point
 * @seconds: how long each position stays
 * @progress: (nullable): frames
 *
 * Writes the lesson's positions, from the first to the last, as an endlessly repeated GIF; the last stays three times
 * as long. The same lesson gives the same bytes. The file is written whole or not at all; a scene without a lesson and
 * more than FOVEA_GIF_MAX_FRAMES positions are FOVEA_ERROR_ARGUMENT, and being stopped is G_IO_ERROR_CANCELLED.
 */
gboolean fovea_scene_export_gif (FoveaScene *scene, const char *path, double width, double height, double scale,
                                 double seconds, FoveaFilmProgress *progress, GError **error);

G_END_DECLS
