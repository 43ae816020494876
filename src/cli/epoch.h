/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoveaEpoch:
 * @epoch: which, counted from 1
 * @loss: mean of its mini-batches
 * @accuracy: share of the test images that are right after it
 * @speed: images/s
 * @seconds: since the run began
 *
 * What a run tells at the end of an epoch.
 */
typedef struct
{
  int epoch;
  double loss, accuracy, speed, seconds;
} FoveaEpoch;

char *fovea_epoch_format_loss (double loss);
void fovea_epoch_print (const FoveaEpoch *self, int epochs, const char *model, gboolean json);

G_END_DECLS
