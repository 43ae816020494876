/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/sheet.h"
#include "scene/type.h"

G_BEGIN_DECLS

enum
{
  FOVEA_CELL_MAX = 64,     /* points */
  FOVEA_CELL_MIN = 14,     /* below, cells run together into an image */
  FOVEA_CELL_NUMBERED = 18 /* below, colour alone remains */
};

void fovea_grid_paint (const FoveaGrid *grid, FoveaType *type, const FoveaStyle *style, cairo_t *cr);

G_END_DECLS
