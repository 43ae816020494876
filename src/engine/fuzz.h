/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/kernels.h"

G_BEGIN_DECLS

/* How many shapes ran, those of them where windows do not fit and that was rounded, and those that were drawn and
 * refused because they do not fit. */
typedef struct
{
  int shapes, rounded_down, rounded_up, refused;
} FoveaFuzzCount;

/**
 * fovea_kernels_fuzz:
 * @number: of the shape, which is a function of @seed and of it
 * @most_macs: multiply-adds that it may have for an image
 * @count: (inout) (optional): goes up
 *
 * Compares every kernel set that this processor supports with the reference kernels on a random shape: sizes 1–33,
 * channels 1–40, filters 1–11, strides, pads, dilations, groups, misfits with each rounding, and 1–16 images. May be
 * called from several threads.
 *
 * Returns: FALSE with FOVEA_ERROR_ARGUMENT and the set, the shape, the operation and the error where the two differ
 */
gboolean fovea_kernels_fuzz (guint64 seed, int number, gint64 most_macs, FoveaFuzzCount *count, GError **error);

G_END_DECLS
