/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/sheet.h"
#include "scene/type.h"

G_BEGIN_DECLS

enum
{
  FOVEA_CELL_MAX = 64,     /* points */
  FOVEA_CELL_MIN = 14,     /* below, cells run together into an image */
  FOVEA_CELL_NUMBERED = 18, /* below, colour alone remains */
  FOVEA_CELL_CROWDED = 14   /* below, also where many small numbers are to be seen at once */
};

/* @images: kept images of small cells (from fovea_grid_images_new()), or NULL */
void fovea_grid_paint (const FoveaGrid *grid, FoveaType *type, const FoveaStyle *style, GHashTable *images, cairo_t *cr);
GHashTable *fovea_grid_images_new (void);

G_END_DECLS
