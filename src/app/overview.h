/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/training-view.h"

G_BEGIN_DECLS

/**
 * FoveaOverview:
 *
 * The run at one glance: curves, filters, one image on its way through the net, predictions.
 */
#define FOVEA_TYPE_OVERVIEW (fovea_overview_get_type ())
G_DECLARE_FINAL_TYPE (FoveaOverview, fovea_overview, FOVEA, OVERVIEW, FoveaTrainingView)

G_END_DECLS
