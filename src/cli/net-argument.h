/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/net-spec.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

FoveaNetSpec *fovea_net_argument_spec (const char *text, const FoveaShape *input, GError **error);
void fovea_json_add_net_misfit (JsonBuilder *builder, const FoveaNetSpec *spec);

G_END_DECLS
