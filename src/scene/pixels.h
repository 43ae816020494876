/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/tensor.h"
#include "scene/sheet.h"

G_BEGIN_DECLS

/**
 * FoveaPixels:
 *
 * A picture that is kept as an image: the photograph, or a map in greys. Made anew only when its @state changes, and
 * scaled only when its size on the surface does.
 */
typedef struct
{
  guint64 state;
  cairo_surface_t *image, *scaled;
} FoveaPixels;

void fovea_pixels_clear (FoveaPixels *self);
/* Values 0 … 1 of the first one or three channels. */
void fovea_pixels_set_picture (FoveaPixels *self, const FoveaTensor *picture, guint64 state);
/* Columns × rows values, from black at @low to white at @high. */
void fovea_pixels_set_map (FoveaPixels *self, const float *values, int columns, int rows, double low, double high,
                           guint64 state);
/* Columns × rows pixels as they are, each 0xRRGGBB. */
void fovea_pixels_set_packed (FoveaPixels *self, const guint32 *pixels, int columns, int rows, guint64 state);
void fovea_pixels_paint (FoveaPixels *self, cairo_t *cr, FoveaBox box);

G_END_DECLS
