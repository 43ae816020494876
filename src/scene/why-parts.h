/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/climb.h"
#include "scene/sketch.h"

G_BEGIN_DECLS

/* Colours from @low to @high, with these words at the ends; @signs: through zero in the middle, else from it. */
void fovea_why_paint_scale (FoveaSketch *sketch, const FoveaBox *box, gboolean signs, const char *low,
                            const char *high);
/* The number that is climbed for, step by step, and below it how many steps that were. */
void fovea_why_paint_curve (FoveaSketch *sketch, const FoveaBox *box, const FoveaBox *below, const FoveaClimb *climb);

G_END_DECLS
