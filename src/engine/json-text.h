/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *fovea_json_parse (const char *text, gssize length, GError **error);
const char *fovea_json_get_text (JsonObject *object, const char *name, const char *otherwise);
double fovea_json_get_real (JsonObject *object, const char *name, double otherwise);
gint64 fovea_json_get_count (JsonObject *object, const char *name);

G_END_DECLS
