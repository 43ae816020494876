/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/net.h"
#include "lesson/convolution.h"

G_BEGIN_DECLS

gboolean fovea_convolution_take_filters (FoveaConvolution *self, const char *net, GError **error);
gboolean fovea_convolution_take_layer (FoveaConvolution *self, const FoveaNet *net, int row, int filter,
                                        const FoveaTensor *input, GError **error);

G_END_DECLS
