/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/training-view.h"

G_BEGIN_DECLS

/**
 * FoveaRaceView:
 *
 * Two to four runs side by side: who runs, with which net, method and rate; their curves; start and pause.
 */
#define FOVEA_TYPE_RACE_VIEW (fovea_race_view_get_type ())
G_DECLARE_FINAL_TYPE (FoveaRaceView, fovea_race_view, FOVEA, RACE_VIEW, FoveaTrainingView)

void fovea_race_view_set_runners (FoveaRaceView *self, GPtrArray *runners);
void fovea_race_view_go_on (FoveaRaceView *self, GPtrArray *checkpoints);

G_END_DECLS
