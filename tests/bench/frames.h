/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * Frames:
 *
 * Watches the frames of a window, from the moment that its clock begins one until the frame is on its way to the screen.
 */
typedef struct _Frames Frames;

/* Whether the window is in motion, so that another frame has to follow this one at once. */
typedef gboolean (*FramesMoving) (gpointer data);

/* Half of all are within @half, 99 of 100 within @most; in ms. */
typedef struct
{
  double half, most;
} Spread;

/**
 * FramesResult:
 * @n: frames that had to follow another at once
 * @per_second: of them, while the window was in motion
 * @interval: from one to the next
 * @work: processor time of the window's thread in a frame
 * @late: how many came a frame too late or later
 */
typedef struct
{
  int n, late;
  double per_second;
  Spread interval, work;
} FramesResult;

Frames *frames_new (GtkWidget *window, FramesMoving moving, gpointer data);
void frames_free (Frames *self);
/* When the last frame ended, in µs. */
gint64 frames_get_shown (const Frames *self);
/* Of those since frames_begin(). */
void frames_begin (Frames *self);
FramesResult frames_end (Frames *self);

/* @times: of double, in ms; sorted by this. All 0 where there are none. */
Spread spread_of (GArray *times);

/* Lets the main loop run. */
void run_for (double seconds);

G_END_DECLS
