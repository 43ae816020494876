/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/tensor.h"
#include "engine/window.h"

G_BEGIN_DECLS

/* Cross-correlation, as the lecture and every framework compute it, by the reference kernel:
 *   y[n,k,i,j] = b[k] + Σ_c Σ_u Σ_v x[n,c, i·S + u·dilation − P, j·S + v·dilation − P] · w[k,c,u,v]
 * x N×C×H×W, w K×(C/groups)×rows×columns, b 1×K×1×1 or NULL. Cells outside the input are zeros. */
FoveaTensor *fovea_conv2d_forward (const FoveaTensor *x, const FoveaTensor *w, const FoveaTensor *b,
                                   const FoveaWindow *window, int groups, GError **error);
FoveaTensor *fovea_conv2d_forward_fast (const FoveaTensor *x, const FoveaTensor *w, const FoveaTensor *b,
                                        const FoveaWindow *window, int groups, GError **error);
gboolean fovea_conv2d_backward (const FoveaTensor *x, const FoveaTensor *w, const FoveaWindow *window, int groups,
                                const FoveaTensor *gy, FoveaTensor **gx, FoveaTensor **gw, FoveaTensor **gb,
                                GError **error);

G_END_DECLS
