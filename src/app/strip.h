/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoveaStripMode:
 * @FOVEA_STRIP_START: no step is open; one can start
 * @FOVEA_STRIP_CONTINUE: no step is open; one can start, or go on where one was
 * @FOVEA_STRIP_STEP: a step is open; one can go to the one before and after
 */
typedef enum
{
  FOVEA_STRIP_START,
  FOVEA_STRIP_CONTINUE,
  FOVEA_STRIP_STEP
} FoveaStripMode;

/**
 * FoveaStrip:
 *
 * The strip under the scene: what this is about, in a title and a sentence or two, and the way through the course. Its
 * buttons are the window's actions win.previous-step, win.next-step, win.start-course and win.continue-course.
 */
#define FOVEA_TYPE_STRIP (fovea_strip_get_type ())
G_DECLARE_FINAL_TYPE (FoveaStrip, fovea_strip, FOVEA, STRIP, GtkWidget)

void fovea_strip_show (FoveaStrip *self, const char *title, const char *text, const char *to_try);
void fovea_strip_set_mode (FoveaStrip *self, FoveaStripMode mode);
const char *fovea_strip_get_text (FoveaStrip *self);

G_END_DECLS
