/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/geometry.h"
#include "engine/tensor.h"

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

/* Cross-correlation, as the lecture and every framework compute it, by the reference kernel:
 *   y[n,k,i,j] = b[k] + Σ_c Σ_u Σ_v x[n,c, i·S + u·dilation − P, j·S + v·dilation − P] · w[k,c,u,v]
 * x N×C×H×W, w K×(C/groups)×F×F, b 1×K×1×1 or NULL. Cells outside the input are zeros. */
FoveaTensor *fovea_conv2d_forward (const FoveaTensor *x, const FoveaTensor *w, const FoveaTensor *b,
                                   const FoveaWindow *window, int groups, GError **error);
gboolean fovea_conv2d_backward (const FoveaTensor *x, const FoveaTensor *w, const FoveaWindow *window, int groups,
                                const FoveaTensor *gy, FoveaTensor **gx, FoveaTensor **gw, FoveaTensor **gb,
                                GError **error);

G_END_DECLS
