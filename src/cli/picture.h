/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/error.h"
#include "scene/scene.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean fovea_save_picture (FoveaScene *scene, const char *path, double *width, double *height, double scale,
                             double seconds, GError **error);
void fovea_say_picture (const char *path, double width, double height, JsonBuilder *builder);
gboolean fovea_write_picture (FoveaScene *scene, const char *path, double width, double height, double scale,
                              double seconds, gboolean json, GError **error);

G_END_DECLS
