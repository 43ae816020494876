/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/geometry.h"
#include "engine/tensor.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void fovea_print (const char *format, ...) G_GNUC_PRINTF (1, 2);
void fovea_print_json (JsonBuilder *builder);
void fovea_print_table (const GPtrArray *rows, guint left);

void fovea_json_add_int (JsonBuilder *builder, const char *name, gint64 value);
void fovea_json_add_real (JsonBuilder *builder, const char *name, double value);
void fovea_json_add_text (JsonBuilder *builder, const char *name, const char *value);
void fovea_json_add_misfit (JsonBuilder *builder, const FoveaGeometry *geometry);
void fovea_json_add_written (JsonBuilder *builder, const char *name, const char *path, const FoveaTensor *tensor);

G_END_DECLS
