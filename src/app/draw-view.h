/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/training-view.h"

G_BEGIN_DECLS

/**
 * FoveaDrawView:
 *
 * A pad to draw on, and what a net makes of it in every layer: one that comes with the program, or the one in training.
 */
#define FOVEA_TYPE_DRAW_VIEW (fovea_draw_view_get_type ())
G_DECLARE_FINAL_TYPE (FoveaDrawView, fovea_draw_view, FOVEA, DRAW_VIEW, FoveaTrainingView)

void fovea_draw_view_open (FoveaDrawView *self, GFile *file);

G_END_DECLS
