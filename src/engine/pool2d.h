/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/conv2d.h"

G_BEGIN_DECLS

typedef enum
{
  FOVEA_POOL_MAX,
  FOVEA_POOL_AVERAGE
} FoveaPoolKind;

/* Pooling of each channel by itself, by the reference kernel. Max: padding never wins; the first largest value in
 * row-major order takes the gradient. Average: the sum over the window divided as PyTorch divides it (padding counts,
 * cells beyond the padded input do not). */
FoveaTensor *fovea_pool2d_forward (FoveaPoolKind kind, const FoveaTensor *x, const FoveaWindow *window,
                                   GError **error);
FoveaTensor *fovea_pool2d_backward (FoveaPoolKind kind, const FoveaTensor *x, const FoveaWindow *window,
                                    const FoveaTensor *gy, GError **error);

G_END_DECLS
