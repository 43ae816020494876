/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/safetensors.h"

G_BEGIN_DECLS

/**
 * FoveaCurvePoint:
 * @epoch: updates that the weights had seen, in epochs
 * @loss: mean cross-entropy, in nats
 * @accuracy: share that was right, 0 … 1
 *
 * Of training: one mini-batch, before its update. Of validation: one sweep over held-out images.
 */
typedef struct
{
  double epoch;
  float loss, accuracy;
} FoveaCurvePoint;

GArray *fovea_curve_new (void);
void fovea_curve_add (GArray *curve, const FoveaCurvePoint *point);
void fovea_curve_append (GArray *curve, const GArray *points);
void fovea_curve_cut (GArray *curve, double epoch, gboolean with);
void fovea_curve_write (const GArray *curve, FoveaSafetensors *file, const char *name);
GArray *fovea_curve_read (const FoveaSafetensors *file, const char *name, gint64 n, GError **error);

G_END_DECLS
