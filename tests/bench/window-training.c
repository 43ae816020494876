/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A run on all cores, and the window beside it. Speed: the images that a trainer learns from in a second with nothing
 * around it, then the same in the window, in turns, so that a busy machine is busy for both; the trainer alone is as
 * nice to others as the window's. In the window everything counts that a run does besides: it is watched, asked about
 * validation images, measured and kept on the disk.
 *
 * Frames: the pointer moves over the scene, which is painted anew for each of them. Answers: keys and the run's button
 * are pressed at any time, however busy the main loop is then; what counts is when that shows. */

#include "window-run.h"

#include <sys/resource.h>

enum
{
  NICENESS = 10, /* as training-worker.c has it */
  ROUNDS = 3,
  PRESSES = 20,
  PAUSES = 8
};

static const char *const views[] = { "overview", "curves" };

/* --- speed */

typedef struct
{
  FoveaTrainingSession *session;
  double seconds, speed;
} Alone;

/* The first tenth of the time is for caches and clocks to get warm. */
static gpointer
train_alone (gpointer data)
{
  Alone *self = data;
  const FoveaTrainingOptions *options = fovea_training_session_get_options (self->session);
  FoveaNet *net
      = fovea_training_options_make_net (options, fovea_training_session_get_spec (self->session), NULL);
  FoveaTrainer *trainer;
  double seconds = 0;
  gint64 images = 0, start;

  setpriority (PRIO_PROCESS, 0, NICENESS);
  trainer = fovea_trainer_new (net, fovea_training_session_get_training (self->session), options, NULL);
  for (start = g_get_monotonic_time (); seconds < self->seconds * 1.1;)
    {
      int n;

      g_assert_true (fovea_trainer_step (trainer, NULL, NULL, &n, NULL));
      images += seconds > self->seconds * 0.1 ? n : 0;
      seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
    }
  self->speed = images / self->seconds;
  fovea_trainer_free (trainer);
  return NULL;
}

static double
measure_alone (FoveaTrainingSession *session, double seconds)
{
  Alone self = { session, seconds, 0 };

  g_thread_join (g_thread_new ("alone", train_alone, &self));
  return self.speed;
}

static double
measure_in_window (FoveaMainWindow *window, const char *view, double seconds)
{
  double speed;

  bench_run_show_view (window, view);
  bench_run_set_running (window, TRUE);
  run_for (seconds / 10);
  speed = bench_run_measure (window, seconds);
  bench_run_set_running (window, FALSE);
  return speed;
}

static double
get_median (GArray *values)
{
  return spread_of (values).half;
}

static void
compare_speeds (FoveaMainWindow *window, FoveaTrainingSession *session, const BenchRun *run, double seconds)
{
  g_autoptr (GArray) alone = g_array_new (FALSE, FALSE, sizeof (double));
  GArray *speeds[G_N_ELEMENTS (views)], *shares[G_N_ELEMENTS (views)];

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      speeds[i] = g_array_new (FALSE, FALSE, sizeof (double));
      shares[i] = g_array_new (FALSE, FALSE, sizeof (double));
    }
  for (int round = 0; round < ROUNDS; round++)
    {
      double best = measure_alone (session, seconds);

      g_array_append_val (alone, best);
      for (guint i = 0; i < G_N_ELEMENTS (views); i++)
        {
          double speed = measure_in_window (window, views[i], seconds), share = 100 * speed / best;

          g_array_append_val (speeds[i], speed);
          g_array_append_val (shares[i], share);
        }
    }
  g_print ("%-4s %-12s %8.0f", run->name, run->net, get_median (alone));
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_print (" %10.0f %5.0f %%", get_median (speeds[i]), get_median (shares[i]));
      g_array_unref (speeds[i]);
      g_array_unref (shares[i]);
    }
  g_print ("\n");
}

/* --- frames */

/* Where the pointer is, in frames from the left edge. */
typedef struct
{
  FoveaScene *scene;
  int frame;
} Pointer;

static gboolean
point_cb (GtkWidget *view, GdkFrameClock *clock, gpointer data)
{
  Pointer *self = data;
  int width = gtk_widget_get_width (view), height = gtk_widget_get_height (view);

  self->frame++;
  fovea_scene_hover (self->scene, TRUE, self->frame * 3 % MAX (width, 1), height / 4);
  gtk_widget_queue_draw (view);
  return G_SOURCE_CONTINUE;
}

static gboolean
always (gpointer data)
{
  return TRUE;
}

static void
measure_frames (FoveaMainWindow *window, const BenchRun *run, const char *view_name, double seconds)
{
  Frames *frames = frames_new (GTK_WIDGET (window), always, NULL);
  Pointer pointer = { 0 };
  FramesResult result;
  GtkWidget *view;
  double speed;
  guint tick;

  bench_run_show_view (window, view_name);
  run_for (0.5);
  view = GTK_WIDGET (fovea_page_get_view (fovea_main_window_get_page (window)));
  pointer.scene = bench_run_get_scene (window);
  tick = gtk_widget_add_tick_callback (view, point_cb, &pointer, NULL);
  run_for (0.2);
  frames_begin (frames);
  speed = bench_run_measure (window, seconds);
  result = frames_end (frames);
  gtk_widget_remove_tick_callback (view, tick);
  fovea_scene_hover (pointer.scene, FALSE, 0, 0);
  frames_free (frames);
  g_print ("%-4s %-9s %8.1f %9.1f %6.1f %9.1f %6.1f %7d of %-5d %8.0f\n", run->name, view_name, result.per_second,
           result.interval.half, result.interval.most, result.work.half, result.work.most, result.late, result.n,
           speed);
}

/* --- answers */

/* Something that is pressed at a given time. */
typedef struct
{
  FoveaMainWindow *window;
  gint64 due; /* µs */
  gboolean done;
  gboolean pause;
} Press;

static gboolean
press_cb (gpointer data)
{
  Press *self = data;

  if (self->pause)
    bench_run_activate (self->window, "training.run");
  else
    app_test_press (self->window, GDK_KEY_f);
  self->done = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_paused (FoveaMainWindow *window)
{
  FoveaTrainingSession *session = fovea_training_page_get_session (bench_run_get_page (window));

  return fovea_training_session_get_report (session)->state == FOVEA_TRAINING_PAUSED;
}

/* ms until a frame shows what was pressed: another filter, or that the run has paused. */
static double
measure_press (FoveaMainWindow *window, Frames *frames, gboolean pause)
{
  Press press = { window, 0, FALSE, pause };
  guint wait = 50 + g_random_int_range (0, 150);
  gint64 handled;

  press.due = g_get_monotonic_time () + wait * 1000;
  g_timeout_add (wait, press_cb, &press);
  while (!press.done || (pause && !is_paused (window)))
    g_main_context_iteration (NULL, TRUE);
  for (handled = g_get_monotonic_time (); frames_get_shown (frames) < handled;)
    g_main_context_iteration (NULL, TRUE);
  return (double) (frames_get_shown (frames) - press.due) / 1e3;
}

static Spread
measure_presses (FoveaMainWindow *window, gboolean pause)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  Frames *frames = frames_new (GTK_WIDGET (window), NULL, NULL);

  for (int i = 0; i < (pause ? PAUSES : PRESSES); i++)
    {
      double time;

      bench_run_set_running (window, TRUE);
      time = measure_press (window, frames, pause);
      g_array_append_val (times, time);
    }
  frames_free (frames);
  return spread_of (times);
}

static void
measure_answers (FoveaMainWindow *window, const BenchRun *run)
{
  Spread key, pause;

  bench_run_show_view (window, "overview");
  key = measure_presses (window, FALSE);
  pause = measure_presses (window, TRUE);
  g_print ("%-4s %-9s %8.0f %8.0f %8.0f %8.0f\n", run->name, "overview", key.half, key.most, pause.half, pause.most);
}

void
bench_training (FoveaMainWindow *window, double seconds)
{
  g_print ("\n%-4s %-12s %8s %18s %18s\n", "run", "images/s", "alone", "watched: overview", "curves");
  for (int i = 0; i < BENCH_RUNS; i++)
    compare_speeds (window, bench_run_open (&bench_runs[i], window), &bench_runs[i], seconds);
  g_print ("\n%-4s %-9s %8s %9s %6s %9s %6s %12s %11s\n", "run", "pointer", "frames/s", "one in ms", "99 %", "work ms",
           "99 %", "late frames", "images/s");
  for (int i = 0; i < BENCH_RUNS; i++)
    {
      bench_run_open (&bench_runs[i], window);
      bench_run_set_running (window, TRUE);
      for (guint j = 0; j < G_N_ELEMENTS (views); j++)
        measure_frames (window, &bench_runs[i], views[j], seconds);
      bench_run_set_running (window, FALSE);
    }
  g_print ("\n%-4s %-9s %8s %8s %8s %8s\n", "run", "", "key ms", "most", "pause ms", "most");
  for (int i = 0; i < BENCH_RUNS; i++)
    {
      bench_run_open (&bench_runs[i], window);
      measure_answers (window, &bench_runs[i]);
    }
}
