/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/scene.h"

/* Paints @scene into every room that the window offers and checks that each box that it reports lies in the room and
 * overlaps no other. @what tells which scene failed. */
void check_boxes (FoveaScene *scene, const char *what);
/* Light, dark, high contrast, and as large as a projector needs it. */
/* At what windows of 800×600, 1280×800 and 1920×1080 are, and at what they leave for a scene; light, dark and high
 * contrast. */
void check_boxes_in_windows (FoveaScene *scene, const char *what);
void check_boxes_in_all_styles (FoveaScene *scene, const char *what);
/* The middle of the box called @name in the room last painted. */
gboolean find_box (FoveaScene *scene, const char *name, double *x, double *y);
void paint_at (FoveaScene *scene, double width, double height);
