/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/tensor.h"
#include "scene/sketch.h"

G_BEGIN_DECLS

/**
 * FoveaScores:
 * @names: (nullable) (array zero-terminated=1): of the classes
 * @scores: 1×classes×1×1: the probability of each
 * @label: the true class, or −1 where nobody knows
 *
 * How sure a net is of every class: a line each, its bar and its share. Where there is not the height for all, the
 * likeliest come first and the rest is counted.
 */
typedef struct
{
  const char *const *names;
  const FoveaTensor *scores;
  int label;
} FoveaScores;

double fovea_scores_measure (const FoveaScores *self, double scale);
void fovea_scores_paint (const FoveaScores *self, FoveaSketch *sketch, const FoveaBox *box);
int fovea_scores_pick (const FoveaMarks *marks, double x, double y);

G_END_DECLS
