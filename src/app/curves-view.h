/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/training-view.h"

G_BEGIN_DECLS

/**
 * FoveaCurvesView:
 *
 * The curves of a run, large, with all that tells how its rows are doing; to be zoomed and moved.
 */
#define FOVEA_TYPE_CURVES_VIEW (fovea_curves_view_get_type ())
G_DECLARE_FINAL_TYPE (FoveaCurvesView, fovea_curves_view, FOVEA, CURVES_VIEW, FoveaTrainingView)

G_END_DECLS
