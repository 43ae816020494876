/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/main-window.h"

G_BEGIN_DECLS

/* Projector mode: the whole screen, large type, nothing but the scene and the strip. A question fills the screen then. */
/* Adds win.project, which turns it on and off, to the window's class. */
void fovea_projector_install (GtkWidgetClass *class);
gboolean fovea_projector_get (FoveaMainWindow *window);
void fovea_projector_set (FoveaMainWindow *window, gboolean on);
/* Makes what has come to be since then (a page, a question) as the mode has it. */
void fovea_projector_update (FoveaMainWindow *window);
/* The keys of remote controls, wherever the keyboard is. Returns: whether it was one of them */
gboolean fovea_projector_key_pressed (FoveaMainWindow *window, guint key, GdkModifierType state);

G_END_DECLS
