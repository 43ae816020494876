/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/trainer.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FoveaRateTry:
 * @rate: of one mini-batch
 * @loss: before it
 */
typedef struct
{
  double rate;
  float loss;
} FoveaRateTry;

GArray *fovea_rate_finder_try (FoveaNetSpec *spec, FoveaExamples *examples, const FoveaTrainingOptions *options,
                               GCancellable *cancellable, GError **error);
double fovea_rate_finder_suggest (const GArray *tries);
void fovea_rate_finder_try_async (FoveaNetSpec *spec, FoveaExamples *examples, const FoveaTrainingOptions *options,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GArray *fovea_rate_finder_try_finish (GAsyncResult *result, GError **error);

G_END_DECLS
