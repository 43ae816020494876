/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/training-session.h"
#include "scene/filter-wall.h"

G_BEGIN_DECLS

/**
 * FoveaPredictionWall:
 * @predictions: FoveaPrediction, as many as have room are shown
 * @selected: the validation image that is shown elsewhere, outlined; or −1
 *
 * Images with what the net says about them: ✓ and the class, or ✗, what it said and what it is.
 */
typedef struct
{
  FoveaTrainingSession *session;
  const GArray *predictions;
  int selected;
} FoveaPredictionWall;

FoveaTiles fovea_prediction_wall_lay_out (const FoveaPredictionWall *self, double scale, const FoveaBox *box);
double fovea_prediction_wall_row_height (double scale);
void fovea_prediction_wall_paint (const FoveaPredictionWall *self, FoveaSketch *sketch, const FoveaTiles *tiles);
int fovea_prediction_wall_pick (const FoveaTiles *tiles, double scale, double x, double y);
char *fovea_prediction_wall_describe (const FoveaPredictionWall *self, int i);
void fovea_picture_paint (FoveaSketch *sketch, const FoveaExamples *examples, int image, const FoveaBox *box);

G_END_DECLS
