/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/convolution.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FoveaViewBar:
 *
 * The bar above the scene that switches between the views of a convolution (its property `view`) and between the layer
 * and true convolution (`flip`).
 */
#define FOVEA_TYPE_VIEW_BAR (fovea_view_bar_get_type ())
G_DECLARE_FINAL_TYPE (FoveaViewBar, fovea_view_bar, FOVEA, VIEW_BAR, AdwBin)

void fovea_view_bar_set_lesson (FoveaViewBar *self, FoveaConvolution *lesson);
/* V, with Shift: the next view, the one before; T: turns the filter. Returns whether the key was one of these */
gboolean fovea_view_bar_key_pressed (FoveaViewBar *self, guint key, GdkModifierType state);

G_END_DECLS
