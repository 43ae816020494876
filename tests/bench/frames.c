/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A frame clock runs only while something wants to be drawn, so a pause between two frames says nothing unless the
 * window was in motion: only then the next frame had to come 1/60 s after the last one. That is measured by the clock on
 * the wall, for whatever keeps a person waiting counts; the work in a frame by the processor's, as in scene/bench.c. */

#include "frames.h"

#include <math.h>
#include <time.h>

struct _Frames
{
  GdkFrameClock *clock;
  FramesMoving moving;
  gpointer data;
  gint64 began;          /* µs of the processor, when this frame did */
  gint64 shown;          /* µs, when the last one ended */
  gboolean painted;      /* in this frame, not only laid out */
  gboolean expecting;    /* the next frame has to come at once */
  GArray *intervals, *works;
};

static const double LATE = 25; /* ms: one and a half frames of 1/60 s */

static void
add_ms (GArray *times, gint64 us)
{
  double ms = us / 1e3;

  g_array_append_val (times, ms);
}

static gint64
get_processor_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void
before_cb (Frames *self)
{
  self->began = get_processor_time ();
  self->painted = FALSE;
}

static void
paint_cb (Frames *self)
{
  self->painted = TRUE;
}

static void
after_cb (Frames *self)
{
  gint64 now = g_get_monotonic_time ();

  if (!self->painted)
    return;
  add_ms (self->works, get_processor_time () - self->began);
  if (self->expecting)
    add_ms (self->intervals, now - self->shown);
  self->shown = now;
  self->expecting = self->moving && self->moving (self->data);
}

Frames *
frames_new (GtkWidget *window, FramesMoving moving, gpointer data)
{
  Frames *self = g_new0 (Frames, 1);

  self->clock = g_object_ref (gtk_widget_get_frame_clock (window));
  self->moving = moving;
  self->data = data;
  self->intervals = g_array_new (FALSE, FALSE, sizeof (double));
  self->works = g_array_new (FALSE, FALSE, sizeof (double));
  g_signal_connect_swapped (self->clock, "before-paint", G_CALLBACK (before_cb), self);
  g_signal_connect_swapped (self->clock, "paint", G_CALLBACK (paint_cb), self);
  g_signal_connect_data (self->clock, "after-paint", G_CALLBACK (after_cb), self, NULL,
                         G_CONNECT_AFTER | G_CONNECT_SWAPPED);
  return self;
}

void
frames_free (Frames *self)
{
  g_signal_handlers_disconnect_by_data (self->clock, self);
  g_object_unref (self->clock);
  g_array_unref (self->intervals);
  g_array_unref (self->works);
  g_free (self);
}

gint64
frames_get_shown (const Frames *self)
{
  return self->shown;
}

void
frames_begin (Frames *self)
{
  g_array_set_size (self->intervals, 0);
  g_array_set_size (self->works, 0);
  self->expecting = FALSE;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return (one > other) - (one < other);
}

Spread
spread_of (GArray *times)
{
  if (times->len == 0)
    return (Spread){ 0 };
  g_array_sort (times, compare_times);
  return (Spread){ g_array_index (times, double, times->len / 2),
                   g_array_index (times, double, (guint) ceil (times->len * 0.99) - 1) };
}

FramesResult
frames_end (Frames *self)
{
  FramesResult result = { .n = self->intervals->len, .work = spread_of (self->works),
                          .interval = spread_of (self->intervals) };
  double sum = 0;

  for (guint i = 0; i < self->intervals->len; i++)
    {
      double interval = g_array_index (self->intervals, double, i);

      sum += interval;
      result.late += interval > LATE;
    }
  result.per_second = sum > 0 ? 1e3 * result.n / sum : 0;
  return result;
}

static gboolean
end_cb (gpointer done)
{
  *(gboolean *) done = TRUE;
  return G_SOURCE_REMOVE;
}

void
run_for (double seconds)
{
  gboolean done = FALSE;

  g_timeout_add ((guint) (seconds * 1e3), end_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}
