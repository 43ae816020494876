/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/error.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean fovea_is_numbers (const char *path);
char **fovea_save_numbers (const GPtrArray *arrays, const char *path, GError **error);
void fovea_say_outputs (const char *const *paths, JsonBuilder *builder);
gboolean fovea_write_numbers (const GPtrArray *arrays, const char *path, gboolean json, GError **error);

G_END_DECLS
