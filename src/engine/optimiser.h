/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  FOVEA_OPTIMISER_SGD,
  FOVEA_OPTIMISER_MOMENTUM,
  FOVEA_OPTIMISER_NESTEROV,
  FOVEA_OPTIMISER_ADAGRAD,
  FOVEA_OPTIMISER_ADADELTA,
  FOVEA_OPTIMISER_RMSPROP,
  FOVEA_OPTIMISER_ADAM
} FoveaOptimiserKind;

/**
 * FoveaOptimiser:
 * @rate: the learning rate of this step
 * @momentum: of MOMENTUM and NESTEROV
 * @l2: added to the gradient as l2·w
 * @step: how many steps this one is since the start, 1 at the first; ADAM corrects its averages by it
 *
 * All that one update needs beside the arrays.
 */
typedef struct
{
  FoveaOptimiserKind kind;
  float rate, momentum, l2;
  gint64 step;
} FoveaOptimiser;

const char *fovea_optimiser_name (FoveaOptimiserKind kind);
gboolean fovea_optimiser_from_name (const char *name, FoveaOptimiserKind *kind);
float fovea_optimiser_default_rate (FoveaOptimiserKind kind);
int fovea_optimiser_states (FoveaOptimiserKind kind);
void fovea_optimiser_update (const FoveaOptimiser *self, gsize n, float *w, const float *g, float *state1,
                             float *state2);

G_END_DECLS
