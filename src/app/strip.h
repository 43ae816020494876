/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/guide.h"

G_BEGIN_DECLS

/**
 * FoveaStrip:
 *
 * The strip under the scene: what this is about, in a title and a sentence or two, and the way through the lesson file.
 * It shows the guide's step while the page is as the step set it, else what the page says of itself; and the question
 * while one is open. Its buttons are actions of the window (course-actions.h).
 */
#define FOVEA_TYPE_STRIP (fovea_strip_get_type ())
G_DECLARE_FINAL_TYPE (FoveaStrip, fovea_strip, FOVEA, STRIP, GtkWidget)

void fovea_strip_set_guide (FoveaStrip *self, FoveaGuide *guide, FoveaLesson *lesson);
void fovea_strip_show (FoveaStrip *self, const char *title, const char *text);
const char *fovea_strip_get_text (FoveaStrip *self);
gboolean fovea_strip_key_pressed (FoveaStrip *self, guint key, GdkModifierType state);

G_END_DECLS
