/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoveaGlide:
 * @widget: whose frames it goes by; not owned, it outlives the glide
 * @apply: told how far it has come, 0 to 1, with @widget
 *
 * What is on its way for a moment, frame by frame.
 */
typedef struct
{
  GtkWidget *widget;
  void (*apply) (gpointer widget, double progress);
  /*< private >*/
  guint tick;
  gint64 start;
} FoveaGlide;

/* From 0, again if it is on its way. */
void fovea_glide_start (FoveaGlide *self);
/* Where it is. */
void fovea_glide_stop (FoveaGlide *self);

G_END_DECLS
