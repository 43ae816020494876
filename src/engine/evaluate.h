/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/examples.h"
#include "engine/net.h"

G_BEGIN_DECLS

/**
 * FoveaAnswer:
 * @said: the class with the largest score, the first of several
 * @probability: how sure it was of that, 0 … 1
 * @loss: −log of the probability of the true class, in nats
 */
typedef struct
{
  guint16 said;
  float probability, loss;
} FoveaAnswer;

int fovea_net_ask (FoveaNet *self, const FoveaExamples *examples, int threads, FoveaAnswer *answers,
                   double *mean_loss);

G_END_DECLS
