/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/sheet.h"

G_BEGIN_DECLS

static const double FOVEA_PILE_CARD = 4; /* how far each slice lies behind the one before, before the style's scale */

/* How many slices look out behind the last of @shown that are drawn whole, of @total. */
int fovea_pile_count (int total, int shown);
/* Paints them behind @box, the first @done of them in @colour, the others empty. */
void fovea_pile_paint (cairo_t *cr, FoveaBox box, int cards, int done, FoveaColour colour, const FoveaStyle *style);

G_END_DECLS
