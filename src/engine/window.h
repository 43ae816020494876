/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/geometry.h"

G_BEGIN_DECLS

/**
 * FoveaWindow:
 * @extent: F, columns of the window, and its rows
 * @rows: its rows, where they are others; else 0
 * @same: SAME padding: ⌈N/S⌉ outputs, an odd cell at the end; @pad is then ignored
 *
 * What a convolution or a pooling slides over its input; all but F is the same along both axes.
 */
typedef struct
{
  int extent, rows, stride, pad, dilation;
  gboolean same;
  FoveaRound round;
} FoveaWindow;

#define FOVEA_WINDOW(F) ((FoveaWindow){ .extent = (F), .stride = 1, .dilation = 1 })

static inline int
fovea_window_rows (const FoveaWindow *self)
{
  return self->rows > 0 ? self->rows : self->extent;
}

FoveaGeometry fovea_window_geometry (const FoveaWindow *self, gboolean vertical, int input);
gboolean fovea_window_output (const FoveaWindow *self, int height, int width, int *out_height, int *out_width,
                              GError **error);

G_END_DECLS
