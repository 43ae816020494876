/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/sheet.h"

G_BEGIN_DECLS

/**
 * FoveaSlab:
 * @x: left end of its face, @y: upper end there, points
 * @cell: side of a cell, points
 * @thickness: how deep it looks, points
 *
 * A volume seen from the side: a face of @columns × @rows cells that recedes up and to the right, and its depth, left
 * of the face.
 */
typedef struct
{
  double x, y, cell, thickness;
  int columns, rows;
} FoveaSlab;

/* How wide the face of a slab is that has @columns of cells of 1 point. */
double fovea_slab_face_width (double columns);

FoveaBox fovea_slab_get_box (const FoveaSlab *self);
/* The corner of a cell; cells outside of the face go on in its plane. */
void fovea_slab_get_point (const FoveaSlab *self, double column, double row, double *x, double *y);
gboolean fovea_slab_pick (const FoveaSlab *self, double x, double y, int *row, int *column);
void fovea_slab_path (const FoveaSlab *self, cairo_t *cr, double column, double row, double columns, double rows);
void fovea_slab_paint (const FoveaSlab *self, cairo_t *cr, FoveaColour face, FoveaColour edge);

G_END_DECLS
