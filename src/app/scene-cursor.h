/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "scene/scene-cells.h"

G_BEGIN_DECLS

/* Draws over @scene where somebody types, @site, and wherever else the same number is drawn; and @mark, something that the
 * keyboard has come to. Each may be NULL. */
void fovea_scene_cursor_paint (FoveaScene *scene, cairo_t *cr, const FoveaSite *site, const FoveaBox *mark);

/* Gives a screen reader the words of @scene, or of the number at @site, as those of @accessible. */
void fovea_scene_cursor_tell (FoveaScene *scene, const FoveaSite *site, GtkAccessible *accessible);

G_END_DECLS
