/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/training-view.h"

G_BEGIN_DECLS

/**
 * FoveaRunsView:
 *
 * The runs that were kept, the newest first: each with how far it is and the outline of its loss, to be gone on with or
 * deleted.
 */
#define FOVEA_TYPE_RUNS_VIEW (fovea_runs_view_get_type ())
G_DECLARE_FINAL_TYPE (FoveaRunsView, fovea_runs_view, FOVEA, RUNS_VIEW, FoveaTrainingView)

G_END_DECLS
