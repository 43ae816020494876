/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/training-view.h"

G_BEGIN_DECLS

/**
 * FoveaMapsView:
 *
 * What every layer makes of one validation image, or the gradients there, live.
 */
#define FOVEA_TYPE_MAPS_VIEW (fovea_maps_view_get_type ())
G_DECLARE_FINAL_TYPE (FoveaMapsView, fovea_maps_view, FOVEA, MAPS_VIEW, FoveaTrainingView)

G_END_DECLS
