/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/training-view.h"

G_BEGIN_DECLS

/**
 * FoveaAnswersView:
 *
 * What the net says about the images of the last sweep: wrong answers first, or the largest losses, or what was taken
 * for what.
 */
#define FOVEA_TYPE_ANSWERS_VIEW (fovea_answers_view_get_type ())
G_DECLARE_FINAL_TYPE (FoveaAnswersView, fovea_answers_view, FOVEA, ANSWERS_VIEW, FoveaTrainingView)

G_END_DECLS
