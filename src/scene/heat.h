/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/occlusion.h"
#include "lesson/saliency.h"
#include "scene/sketch.h"

G_BEGIN_DECLS

/**
 * FoveaHeat:
 * @numbers: 1×1×rows×columns: what counts for (above 0) and against
 * @cell: pixels of the image along a side of a number's cell
 * @limit: the |number| at which the colour is full
 *
 * Numbers that lie over an image.
 */
typedef struct
{
  FoveaTensor *numbers;
  int cell;
  float limit;
} FoveaHeat;

void fovea_heat_clear (FoveaHeat *self);
void fovea_heat_set_saliency (FoveaHeat *self, const FoveaTensor *gradient, const FoveaTensor *image,
                              FoveaSaliencyKind kind);
void fovea_heat_set_occlusion (FoveaHeat *self, const FoveaOcclusion *occlusion);
guint32 *fovea_heat_blend (const FoveaHeat *self, const FoveaPalette *palette, const guint32 *image, int width,
                           int height);
FoveaBox fovea_heat_get_cell (const FoveaHeat *self, const FoveaBox *box, int width, int height, int place);
int fovea_heat_pick (const FoveaHeat *self, const FoveaBox *box, int width, int height, double x, double y);
int fovea_heat_find_largest (const FoveaHeat *self);

G_END_DECLS
