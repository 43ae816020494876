/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/net-spec.h"

G_BEGIN_DECLS

/* A layer as it is written: its kind and options without shapes, and where its word stands. */
typedef struct
{
  FoveaLayerSpec spec;
  int line, column;
} FoveaParsedLayer;

GArray *fovea_net_parse_layers (const char *text, GError **error);
const char *fovea_layer_kind_name (FoveaLayerKind kind);

G_END_DECLS
