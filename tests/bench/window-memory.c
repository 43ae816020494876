/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A long run, watched in one view after the other, and the memory that the program takes meanwhile. What it keeps of a
 * run grows for the first minutes, until curves are thinned out and the history of its filters is full. */

#include "window-run.h"

enum
{
  TURN = 10 /* seconds that each view is shown */
};

static const char *const views[] = { "overview", "curves", "filters", "maps", "answers", "overview" };

/* Resident, in MiB. */
static double
get_memory (void)
{
  g_autofree char *text = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));
  line = strstr (text, "VmRSS:");
  g_assert_nonnull (line);
  return g_ascii_strtod (line + strlen ("VmRSS:"), NULL) / 1024;
}

void
bench_memory (FoveaMainWindow *window, int minutes)
{
  const BenchRun *run = &bench_runs[1];
  double speed = 0;

  bench_run_open (run, window);
  g_print ("\n%s, %s on %s\n%8s %10s %10s\n%8d %10.1f\n", run->name, run->net, run->data, "minute", "MiB", "images/s", 0,
           get_memory ());
  bench_run_set_running (window, TRUE);
  for (int minute = 1; minute <= minutes; minute++)
    {
      gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

      for (guint i = 0; i < G_N_ELEMENTS (views); i++)
        {
          double left = (double) (end - g_get_monotonic_time ()) / G_USEC_PER_SEC;

          bench_run_show_view (window, views[i]);
          speed = bench_run_measure (window, CLAMP (left, 1, TURN));
        }
      g_print ("%8d %10.1f %10.0f\n", minute, get_memory (), speed);
    }
  bench_run_set_running (window, FALSE);
}
