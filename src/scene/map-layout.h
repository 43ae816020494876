/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/map-columns.h"

G_BEGIN_DECLS

/* What the painter of map columns needs to know of their layout (fovea_map_columns_lay_out() and its kin): as how many
 * tiles a row is shown, and the cells of the block that @n numbers of a vector are folded into. */
gboolean fovea_layer_spec_is_activation (const FoveaLayerSpec *layer);
gboolean fovea_layer_spec_is_vector (const FoveaLayerSpec *layer);
int fovea_layer_spec_count_maps (const FoveaLayerSpec *layer);
int fovea_block_width (int n);
int fovea_block_height (int n);

G_END_DECLS
