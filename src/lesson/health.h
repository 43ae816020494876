/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/trainer.h"
#include "lesson/validation.h"

G_BEGIN_DECLS

/**
 * FoveaHealthPoint:
 * @epoch: updates that the weights had seen, in epochs
 * @row: of the net
 * @weight: norm of its weights; NaN where it has none
 * @gradient: norm of their gradient; likewise
 * @ratio: norm of the update by that of the weights; likewise
 * @dead: share of its units that gave 0 for every image asked; NaN where the row is no RELU
 *
 * How one row of a net is doing at one moment.
 */
typedef struct
{
  double epoch;
  int row;
  float weight, gradient, ratio, dead;
} FoveaHealthPoint;

GArray *fovea_health_new (void);
void fovea_health_append (GArray *health, const GArray *points);
void fovea_health_add_norms (GArray *points, double epoch, const GArray *norms);
void fovea_health_add_dead (GArray *points, double epoch, FoveaNet *net, const FoveaValidation *validation);
void fovea_health_write (const GArray *health, FoveaSafetensors *file, const char *name);
GArray *fovea_health_read (const FoveaSafetensors *file, const char *name, gint64 n, GError **error);

G_END_DECLS
