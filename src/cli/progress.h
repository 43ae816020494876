/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoveaProgress:
 *
 * A bar on standard error, drawn at most ten times a second and only where that is a terminal; nothing otherwise.
 */
typedef struct
{
  gboolean shown;
  gint64 drawn; /* when it was last drawn, µs */
} FoveaProgress;

void fovea_progress_init (FoveaProgress *self, gboolean quiet);
gboolean fovea_progress_is_due (const FoveaProgress *self);
void fovea_progress_draw (FoveaProgress *self, double share, const char *text);
void fovea_progress_clear (FoveaProgress *self);

G_END_DECLS
