/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/convolution.h"
#include "scene/sheet.h"

G_BEGIN_DECLS

/**
 * FoveaStarts:
 * @x: left edge of the grid, @y: top of the labels, @right: where they have to end, points
 * @cell: side of the grid's cells
 * @unit: the style's scale
 * @named: whether tests shall see that they keep apart; where several grids have the same starts they cannot
 *
 * Where windows start: "start 0", "start 3", "6 ✗" above a grid.
 */
typedef struct
{
  FoveaSheet *sheet;
  const FoveaGeometry *geometry;
  FoveaConvention convention;
  double x, y, right, cell, unit;
  gboolean named;
} FoveaStarts;

/* Places as many as there is room for, evenly. */
void fovea_starts_place (const FoveaStarts *self);

G_END_DECLS
