/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/training-view.h"

G_BEGIN_DECLS

/**
 * FoveaFiltersView:
 *
 * The filters of every convolution, live and from the beginning of the run on.
 */
#define FOVEA_TYPE_FILTERS_VIEW (fovea_filters_view_get_type ())
G_DECLARE_FINAL_TYPE (FoveaFiltersView, fovea_filters_view, FOVEA, FILTERS_VIEW, FoveaTrainingView)

G_END_DECLS
