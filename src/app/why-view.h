/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/training-view.h"

G_BEGIN_DECLS

/* Why the net in training, or one that came with the program, says what it says of a validation image: which pixels
 * count, which places may not be hidden, and which image a class or a filter would like best. */
#define FOVEA_TYPE_WHY_VIEW (fovea_why_view_get_type ())
G_DECLARE_FINAL_TYPE (FoveaWhyView, fovea_why_view, FOVEA, WHY_VIEW, FoveaTrainingView)

G_END_DECLS
