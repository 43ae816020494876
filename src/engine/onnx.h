/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/net.h"

G_BEGIN_DECLS

/**
 * fovea_net_export_onnx:
 *
 * Writes @net as an ONNX model (operator set 13), whole or not at all. Its input `image` is N×C×H×W, pixels as
 * pixel/255, from 0 to 1: the mean and deviation are inside. Its output `probabilities` is N×classes, as
 * fovea_net_infer() gives them. Class names and the net's text are in the metadata, under the keys of the model file.
 */
gboolean fovea_net_export_onnx (const FoveaNet *net, const char *path, GError **error);

G_END_DECLS
