/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/kernels.h"
#include "engine/tensor.h"

G_BEGIN_DECLS

/* What the operations on whole tensors share: image @n of an N×C×H×W tensor as planes of one lane, and the check that
 * a gradient has the shape of the output it belongs to. */
FoveaPlanes fovea_planes_of_image (const FoveaTensor *tensor, int n);
gboolean fovea_check_gradient_shape (const FoveaTensor *gy, int n, int c, int h, int w, GError **error);

G_END_DECLS
