/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/filter-wall.h"

G_BEGIN_DECLS

enum
{
  FOVEA_FILTERS_NUMBERS = 34,   /* points for the filters' numbers before their slices, at scale 1 */
  FOVEA_FILTERS_SLICE_GAP = 3 /* points between slices */
};

int fovea_filters_lines (int n, int each);
FoveaTiles fovea_filters_lay_out (const FoveaTensor *filters, gboolean apart, double scale, const FoveaBox *room);

G_END_DECLS
