/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/augment.h"
#include "lesson/training-report.h"
#include "scene/filter-wall.h"

G_BEGIN_DECLS

enum
{
  FOVEA_NOT_ASKED = G_MAXUINT16 /* what no net has said */
};

/**
 * FoveaPredictionWall:
 * @examples: where the images are
 * @class_names: (nullable): one for each class
 * @predictions: FoveaPrediction, as many as have room are shown; of those with @said FOVEA_NOT_ASKED the class alone
 * @selected: the image that is shown elsewhere, outlined; or −1
 * @losses: what each image costs is written below, too
 * @augmentation: (nullable): what is done to the images before they are shown, as in @epoch of a run with @seed
 *
 * Images with what the net says about them: ✓ and the class, or ✗, what it said and what it is.
 */
typedef struct
{
  const FoveaExamples *examples;
  const char *const *class_names;
  const GArray *predictions;
  int selected;
  gboolean losses;
  const FoveaAugmentation *augmentation;
  guint64 seed;
  gint64 epoch;
} FoveaPredictionWall;

FoveaTiles fovea_prediction_wall_lay_out (const FoveaPredictionWall *self, double scale, const FoveaBox *box);
double fovea_prediction_wall_row_height (double scale);
double fovea_prediction_wall_height (const FoveaPredictionWall *self, double scale, double width);
void fovea_prediction_wall_paint (const FoveaPredictionWall *self, FoveaSketch *sketch, const FoveaTiles *tiles);
int fovea_prediction_wall_pick (const FoveaTiles *tiles, double scale, double x, double y);
char *fovea_prediction_wall_describe (const FoveaPredictionWall *self, int i);
char *fovea_dup_class_name (const char *const *class_names, int class_number);

G_END_DECLS
