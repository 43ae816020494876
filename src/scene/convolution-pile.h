/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to the convolution scene and its layout. */

#include "scene/convolution-layout.h"

G_BEGIN_DECLS

static const double FOVEA_CARD = 4; /* how far each map lies behind the one before, points before the style's scale */

/* How many maps look out behind those of @plan that are shown whole, of @filters maps with @rows rows. */
int fovea_convolution_count_cards (const FoveaConvolutionPlan *plan, int filters, int rows);
/* Paints them behind the last map that is shown, as laid out; those that are done in colour. */
void fovea_convolution_paint_pile (const FoveaConvolutionLayout *self, const FoveaStyle *style, cairo_t *cr);

G_END_DECLS
