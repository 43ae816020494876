/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/training-view.h"

G_BEGIN_DECLS

/**
 * FoveaDataView:
 *
 * The images of the data set, to learn from or to validate on, all of them or a class, with their labels; as they lie in
 * the files, or as the run will be fed them.
 */
#define FOVEA_TYPE_DATA_VIEW (fovea_data_view_get_type ())
G_DECLARE_FINAL_TYPE (FoveaDataView, fovea_data_view, FOVEA, DATA_VIEW, FoveaTrainingView)

G_END_DECLS
