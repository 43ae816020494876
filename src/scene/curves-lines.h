/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/training-session.h"
#include "scene/plot.h"

G_BEGIN_DECLS

enum
{
  FOVEA_CURVES_LOSS,
  FOVEA_CURVES_ACCURACY,
  FOVEA_CURVES_RATIO,
  FOVEA_CURVES_DEAD,
  FOVEA_CURVES_GRADIENT,
  FOVEA_CURVES_WEIGHT,
  FOVEA_CURVES_PLOTS
};

/* The lines of one plot. All 0: none yet. */
typedef struct
{
  GPtrArray *points, *names; /* of GArray and char *, one for each series */
  GArray *series;            /* of FoveaSeries */
} FoveaCurvesLines;

void fovea_curves_lines_fill (FoveaCurvesLines *self, FoveaTrainingSession *session, int plot);
void fovea_curves_lines_clear (FoveaCurvesLines *self);

G_END_DECLS
