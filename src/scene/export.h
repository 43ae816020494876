/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/error.h"
#include "scene/scene.h"

G_BEGIN_DECLS

/* Paints @scene into a room of @width × @height points and writes it to @path, whose ending (.png, .svg, .pdf, .gif) says how;
 * PNG and GIF have @scale pixels a point; each position of a GIF stays @seconds. The same scene gives the same bytes. The file is written whole or not at all. */
gboolean fovea_scene_export (FoveaScene *scene, const char *path, double width, double height, double scale,
                             double seconds, GError **error);
/* The same as bytes; @ending: ".png", ".svg" or ".pdf". */
GBytes *fovea_scene_encode (FoveaScene *scene, const char *ending, double width, double height, double scale,
                            GError **error);

G_END_DECLS
