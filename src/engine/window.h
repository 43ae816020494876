/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/geometry.h"

G_BEGIN_DECLS

/**
 * FoveaWindow:
 * @extent: F, rows and columns of the window
 * @same: SAME padding: ⌈N/S⌉ outputs, an odd cell at the end; @pad is then ignored
 *
 * What a convolution or a pooling slides over its input; the same along both axes.
 */
typedef struct
{
  int extent, stride, pad, dilation;
  gboolean same;
  FoveaRound round;
} FoveaWindow;

#define FOVEA_WINDOW(F) ((FoveaWindow){ .extent = (F), .stride = 1, .dilation = 1 })

FoveaGeometry fovea_window_geometry (const FoveaWindow *self, int input);
gboolean fovea_window_output (const FoveaWindow *self, int height, int width, int *out_height, int *out_width,
                              GError **error);

G_END_DECLS
