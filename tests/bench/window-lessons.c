/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pages with a lesson, while they play and while somebody scrubs. While it plays, the window glides
 * from each position to the next, a frame every 1/60 s; scrubbing is another position in every frame. */

#include "window.h"

#include "app/lesson-page.h"
#include "dataset/data-folder.h"
#include "lesson/state.h"

enum
{
  MAX_SETTINGS = 8,
  STEP = 997 /* positions from one frame to the next while scrubbing: no factor of what a lesson has */
};

static const double SPEED = 4; /* the fastest at which the window glides */

/* The pages of a lesson at what takes longest in them, by what `render --set` takes. */
static const struct
{
  const char *name, *page, *picture, *settings[MAX_SETTINGS];
} lessons[] = {
  { "convolution", "convolution", NULL, { "input=7" } },
  { "convolution, volumes", "convolution", NULL,
    { "input=5", "depth=3", "pad=1", "filters=2", "relu=yes", "pool=yes" } },
  { "convolution, numbers", "convolution", NULL, { "input=24", "pad=1", "relu=yes", "pool=yes" } },
  { "convolution, largest", "convolution", NULL, { "input=256", "depth=512", "pad=1", "filters=512" } },
  { "convolution, matrix", "convolution", NULL, { "input=7", "depth=3", "filters=4", "view=matrix" } },
  { "convolution, backward", "convolution", NULL,
    { "input=48", "depth=3", "filter=5", "filters=6", "pass=backward" } },
  { "photograph", "convolution", "raccoon.png", { "filters=32" } },
  { "pooling", "pooling", NULL, { "input=32", "filter=3", "stride=1", "values=random" } },
  { "pooling, largest", "pooling", NULL, { "input=256", "depth=512", "values=random" } },
  { "stack", "stack", NULL, { "layers=INPUT 32x32x3, (CONV 3x3x16 pad 1)*3" } },
  { "stack, vgg-16", "stack", NULL, { "layers=vgg-16" } },
};

static FoveaLessonPage *
open_lesson (FoveaMainWindow *window, guint number)
{
  g_autoptr (GError) error = NULL;
  FoveaLessonPage *page;

  fovea_main_window_show_page (window, lessons[number].page);
  page = FOVEA_LESSON_PAGE (fovea_main_window_get_page (window));
  fovea_lesson_reset (fovea_lesson_page_get_lesson (page));
  if (lessons[number].picture)
    {
      g_autofree char *path = fovea_data_path ("pictures", lessons[number].picture, NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      fovea_page_open (FOVEA_PAGE (page), file);
    }
  fovea_lesson_set_state (fovea_lesson_page_get_lesson (page), lessons[number].settings, &error);
  g_assert_no_error (error);
  run_for (1);
  return page;
}

static gboolean
is_gliding (gpointer page)
{
  FoveaScene *scene = fovea_scene_view_get_scene (fovea_lesson_page_get_view (page));

  return scene != NULL && fovea_scene_get_progress (scene) < 1;
}

static FramesResult
play (FoveaLessonPage *page, Frames *frames, double seconds)
{
  FoveaTransport *transport = fovea_lesson_page_get_transport (page);

  fovea_lesson_set_position (fovea_lesson_page_get_lesson (page), 0);
  fovea_transport_set_speed (transport, SPEED);
  frames_begin (frames);
  fovea_transport_set_playing (transport, TRUE);
  run_for (seconds);
  fovea_transport_set_playing (transport, FALSE);
  return frames_end (frames);
}

static gboolean
scrub_cb (GtkWidget *view, GdkFrameClock *clock, gpointer lesson)
{
  int n = fovea_lesson_count_positions (lesson);

  fovea_lesson_set_position (lesson, (fovea_lesson_get_position (lesson) + STEP) % n);
  return G_SOURCE_CONTINUE;
}

static FramesResult
scrub (FoveaLessonPage *page, Frames *frames, double seconds)
{
  GtkWidget *view = GTK_WIDGET (fovea_lesson_page_get_view (page));
  guint tick;

  frames_begin (frames);
  tick = gtk_widget_add_tick_callback (view, scrub_cb, fovea_lesson_page_get_lesson (page), NULL);
  run_for (seconds);
  gtk_widget_remove_tick_callback (view, tick);
  return frames_end (frames);
}

static void
print_result (const char *name, const char *what, const FramesResult *result)
{
  g_print ("%-24s %-6s %8.1f %9.1f %6.1f %9.1f %6.1f %7d of %d\n", name, what, result->per_second,
           result->interval.half, result->interval.most, result->work.half, result->work.most, result->late,
           result->n);
}

void
bench_lessons (FoveaMainWindow *window, double seconds)
{
  g_print ("\n%-24s %-6s %8s %9s %6s %9s %6s %12s\n", "page", "", "frames/s", "one in ms", "99 %", "work ms", "99 %",
           "late frames");
  for (guint i = 0; i < G_N_ELEMENTS (lessons); i++)
    {
      FoveaLessonPage *page = open_lesson (window, i);
      Frames *frames = frames_new (GTK_WIDGET (window), is_gliding, page);
      FramesResult result = play (page, frames, seconds);

      print_result (lessons[i].name, "plays", &result);
      result = scrub (page, frames, seconds);
      print_result ("", "scrubs", &result);
      frames_free (frames);
    }
}
