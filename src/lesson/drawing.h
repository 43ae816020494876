/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/net-spec.h"
#include "engine/tensor.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* The side, in pixels, of what a drawing is before it is brought to a net's size. */
#define FOVEA_DRAWING_SIDE 140

/* A place on the square pad, 0 … 1 from its left and upper edge. */
typedef struct
{
  double x, y;
} FoveaPoint;

/**
 * FoveaDrawing:
 *
 * What somebody draws for a net to look at: strokes of a pen in light on black, perhaps on a picture. Every stroke, a
 * picture and clearing can be undone, one after the other. Emits `changed`.
 *
 * Property `centred` (boolean, TRUE): bring the ink to where MNIST's digits have it.
 */
#define FOVEA_TYPE_DRAWING (fovea_drawing_get_type ())
G_DECLARE_FINAL_TYPE (FoveaDrawing, fovea_drawing, FOVEA, DRAWING, GObject)

FoveaDrawing *fovea_drawing_new (void);

void fovea_drawing_begin (FoveaDrawing *self, FoveaPoint point);
void fovea_drawing_extend (FoveaDrawing *self, FoveaPoint point);
void fovea_drawing_set_picture (FoveaDrawing *self, FoveaTensor *pixels);
void fovea_drawing_clear (FoveaDrawing *self);
void fovea_drawing_undo (FoveaDrawing *self);

gboolean fovea_drawing_can_undo (FoveaDrawing *self);
gboolean fovea_drawing_is_empty (FoveaDrawing *self);
FoveaTensor *fovea_drawing_get_picture (FoveaDrawing *self);
guint fovea_drawing_count_strokes (FoveaDrawing *self);
const FoveaPoint *fovea_drawing_get_stroke (FoveaDrawing *self, guint stroke, guint *n_points);
gboolean fovea_drawing_get_centred (FoveaDrawing *self);
double fovea_drawing_get_pen (FoveaDrawing *self);
void fovea_drawing_fill (FoveaDrawing *self, const FoveaShape *shape, guint8 *pixels);

G_END_DECLS
