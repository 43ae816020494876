/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/kernels.h"

G_BEGIN_DECLS

/* Compares @set with the reference kernels on @shapes random shapes, each of at most @most_macs multiply-adds an image:
 * sizes 1–33, channels 1–40, filters 1–11, strides, pads, dilations, groups, misfits with each rounding, and fewer
 * images than lanes. The same shapes for the same @seed.
 * Returns: FALSE with FOVEA_ERROR_ARGUMENT and the shape, the operation and the error where the two differ */
gboolean fovea_kernels_fuzz (const FoveaKernels *set, guint64 seed, int shapes, gint64 most_macs, GError **error);

G_END_DECLS
