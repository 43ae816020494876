/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/training-session.h"
#include "scene/map-columns.h"
#include "scene/prediction-wall.h"

G_BEGIN_DECLS

/**
 * FoveaTrainingLayout:
 * @charts: loss and accuracy
 * @filter, @arrow, @map: the selected filter, and what it makes of the image
 *
 * Where the parts of the overview of a run stand.
 */
typedef struct
{
  FoveaBox charts[2];
  FoveaBox filters_title, picked_title, filter, arrow, map;
  FoveaTiles filters;
  FoveaBox maps_title;
  FoveaMapLayout maps;
  FoveaBox predictions_title, mistakes_title;
  FoveaTiles predictions, mistakes;
} FoveaTrainingLayout;

void fovea_training_layout_measure (FoveaTrainingSession *session, double scale, double *width, double *height);
void fovea_training_layout_place (FoveaTrainingLayout *self, FoveaTrainingSession *session, double scale, double width,
                                  double height);

/* What is laid out. */
int fovea_training_layout_count_filters (FoveaTrainingSession *session);
FoveaMapColumns fovea_training_layout_get_columns (FoveaTrainingSession *session, int selected);
FoveaPredictionWall fovea_training_layout_get_wall (FoveaTrainingSession *session, const GArray *predictions,
                                                    int selected);

G_END_DECLS
