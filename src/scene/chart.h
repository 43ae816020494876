/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/training-report.h"
#include "scene/sketch.h"

G_BEGIN_DECLS

typedef enum
{
  FOVEA_CHART_LOSS,
  FOVEA_CHART_ACCURACY
} FoveaChartKind;

/**
 * FoveaChart:
 * @training: FoveaCurvePoint of every mini-batch
 * @validation: FoveaCurvePoint of every sweep
 * @epochs: where the axis ends
 * @hover: the epoch whose values are shown, or NaN
 * @invitation: (nullable): what stands in the room of the curves before there are any
 *
 * One pair of curves over the epochs.
 */
typedef struct
{
  FoveaChartKind kind;
  const GArray *training, *validation;
  double epochs, hover;
  const char *invitation;
} FoveaChart;

void fovea_chart_paint (const FoveaChart *self, FoveaSketch *sketch, const FoveaBox *box);
double fovea_chart_epoch_at (const FoveaChart *self, double scale, const FoveaBox *box, double x, double y);
gboolean fovea_curve_at (const GArray *curve, double epoch, double width, FoveaCurvePoint *mean);

G_END_DECLS
