/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/net.h"

G_BEGIN_DECLS

/**
 * FoveaSaliencyKind:
 * @FOVEA_SALIENCY_SIGNED: Σ over the channels of the gradient: lighter pixels raise the score, or lower it
 * @FOVEA_SALIENCY_MAGNITUDE: the largest |gradient| of the channels, as Simonyan et al. draw it
 * @FOVEA_SALIENCY_TIMES_INPUT: Σ over the channels of gradient·x: what the pixel gives to the score, against the mean
 *   colour in its place
 */
typedef enum
{
  FOVEA_SALIENCY_SIGNED,
  FOVEA_SALIENCY_MAGNITUDE,
  FOVEA_SALIENCY_TIMES_INPUT
} FoveaSaliencyKind;

FoveaTensor *fovea_saliency_find (const FoveaNet *net, FoveaTensor *const *maps, int class_number);
FoveaTensor *fovea_saliency_flatten (const FoveaTensor *gradient, const FoveaTensor *image, FoveaSaliencyKind kind);

G_END_DECLS
