/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "scene/scene-cells.h"

G_BEGIN_DECLS

/**
 * FoveaSceneView:
 *
 * Shows a scene and hands it the pointer. In a GtkScrolledWindow it takes the room there is, and scrolls what needs
 * more; elsewhere it asks for the height that its width needs.
 *
 * Properties: `scene` (FoveaScene), and those of GtkScrollable. Emits `painted` once what has changed is on the screen.
 */
#define FOVEA_TYPE_SCENE_VIEW (fovea_scene_view_get_type ())
G_DECLARE_FINAL_TYPE (FoveaSceneView, fovea_scene_view, FOVEA, SCENE_VIEW, GtkWidget)

FoveaScene *fovea_scene_view_get_scene (FoveaSceneView *self);
void fovea_scene_view_set_scene (FoveaSceneView *self, FoveaScene *scene);
/* From points of the view to those of the scene, of which a part may be scrolled away. */
void fovea_scene_view_to_scene (FoveaSceneView *self, double *x, double *y);
/* The number at (x, y) of the view that can be typed over, and where that is. Returns: FALSE if there is none */
gboolean fovea_scene_view_find_cell (FoveaSceneView *self, double x, double y, FoveaCell *cell, FoveaSite *site);
/* Something that the keyboard has come to: drawn around it; NULL: nothing. */
void fovea_scene_view_set_mark (FoveaSceneView *self, const FoveaBox *box);
/* How large type and lines are, 1 being the window's. */
void fovea_scene_view_set_scale (FoveaSceneView *self, double scale);
/* Where somebody is typing: drawn around the number, scrolled to, and said by screen readers; NULL: nowhere. */
void fovea_scene_view_set_cursor (FoveaSceneView *self, const FoveaSite *site);
gboolean fovea_scene_view_has_cursor (FoveaSceneView *self);
/* The room that the scene is painted into, of which a part may be scrolled away: points. */
void fovea_scene_view_get_painted_size (FoveaSceneView *self, double *width, double *height);
/* Lets the scene glide from where its window was to where it is, if the desktop wants animations. */
void fovea_scene_view_glide (FoveaSceneView *self);

G_END_DECLS
