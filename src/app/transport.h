/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lesson/lesson.h"

G_BEGIN_DECLS

/**
 * FoveaTransport:
 *
 * The bar that steps through a lesson's positions: first, back, play, forward, last, scrub, speed.
 *
 * Properties: `lesson` (FoveaLesson), `place` (what the position is called: "row 1, column 2"), `playing`, `speed`
 * (1 is a position every INTERVAL ms; ¼ to 16).
 */
#define FOVEA_TYPE_TRANSPORT (fovea_transport_get_type ())
G_DECLARE_FINAL_TYPE (FoveaTransport, fovea_transport, FOVEA, TRANSPORT, GtkWidget)

void fovea_transport_set_lesson (FoveaTransport *self, FoveaLesson *lesson);
void fovea_transport_set_place (FoveaTransport *self, const char *place);
gboolean fovea_transport_get_playing (FoveaTransport *self);
void fovea_transport_set_playing (FoveaTransport *self, gboolean playing);
double fovea_transport_get_speed (FoveaTransport *self);
void fovea_transport_set_speed (FoveaTransport *self, double speed);
void fovea_transport_step_aside (FoveaTransport *self);
gboolean fovea_transport_key_pressed (FoveaTransport *self, guint key, GdkModifierType state);

/* How long a position stays while it plays. */
double fovea_transport_get_seconds (FoveaTransport *self);

G_END_DECLS
