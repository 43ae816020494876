/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/drawing.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoveaDrawingPad:
 *
 * A square to draw on with the mouse, a finger or a pen; with the arrow keys, between which Enter puts the pen down and
 * lifts it; or to drop or paste a picture on. Whoever clears or takes back does it here, for the pen is lifted then.
 */
#define FOVEA_TYPE_DRAWING_PAD (fovea_drawing_pad_get_type ())
G_DECLARE_FINAL_TYPE (FoveaDrawingPad, fovea_drawing_pad, FOVEA, DRAWING_PAD, GtkWidget)

FoveaDrawing *fovea_drawing_pad_get_drawing (FoveaDrawingPad *self);
void fovea_drawing_pad_undo (FoveaDrawingPad *self);
void fovea_drawing_pad_clear (FoveaDrawingPad *self);
void fovea_drawing_pad_paste (FoveaDrawingPad *self);
void fovea_drawing_pad_open (FoveaDrawingPad *self, GFile *file);
gboolean fovea_drawing_pad_key_pressed (FoveaDrawingPad *self, guint key, GdkModifierType state);

G_END_DECLS
