/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dataset/dataset.h"
#include "engine/net.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean fovea_net_argument_parse (const char *text, const FoveaShape *input, FoveaNetSpec **spec, FoveaNet **net,
                                   GError **error);
FoveaNet *fovea_net_argument_load (const char *path, GError **error);
FoveaDataset *fovea_net_argument_data (const char *text, const char *data, guint64 seed, GError **error);
int fovea_net_argument_layer (const FoveaNetSpec *spec, int layer, GError **error);
void fovea_json_add_net_misfit (JsonBuilder *builder, const FoveaNetSpec *spec);

G_END_DECLS
