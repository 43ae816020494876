/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A glide takes GLIDE microseconds, slow at both ends: progress = t²(3 − 2t), t = elapsed/GLIDE. */

#include "app/glide.h"

enum
{
  GLIDE = 150000 /* microseconds */
};

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  FoveaGlide *self = user_data;
  double t = (gdk_frame_clock_get_frame_time (clock) - self->start) / (double) GLIDE;

  t = CLAMP (t, 0, 1);
  self->apply (widget, t * t * (3 - 2 * t));
  if (t < 1)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

void
fovea_glide_start (FoveaGlide *self)
{
  self->apply (self->widget, 0);
  self->start = gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (self->widget));
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (self->widget, tick_cb, self, NULL);
}

void
fovea_glide_stop (FoveaGlide *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (self->widget, self->tick);
  self->tick = 0;
}
