/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs of the nets that the engine is measured by, as somebody begins them on the Training page. */

#include "window-run.h"

#include "app/data-chooser.h"
#include "app/net-editor.h"

const BenchRun bench_runs[BENCH_RUNS] = {
  { "W1", "lenet-5", "mnist" },
  { "W2", "cifar-demo", "shapes" },
  { "W3", "small-vgg", "shapes" },
};

FoveaTrainingPage *
bench_run_get_page (FoveaMainWindow *window)
{
  return FOVEA_TRAINING_PAGE (fovea_main_window_get_page (window));
}

FoveaScene *
bench_run_get_scene (FoveaMainWindow *window)
{
  return fovea_training_view_get_scene (fovea_training_page_get_view (bench_run_get_page (window)));
}

static FoveaTrainingReport *
get_report (FoveaMainWindow *window)
{
  FoveaTrainingSession *session = fovea_training_page_get_session (bench_run_get_page (window));

  return session ? fovea_training_session_get_report (session) : NULL;
}

void
bench_run_activate (FoveaMainWindow *window, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (bench_run_get_page (window)), action, NULL));
}

void
bench_run_show_view (FoveaMainWindow *window, const char *view)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (bench_run_get_page (window)), "training.view", "s", view));
}

/* A run for so many epochs that it is still under way when all is measured. */
static void
make_endless (FoveaTrainingSession *session)
{
  FoveaTrainingOptions options = *fovea_training_session_get_options (session);

  options.epochs = 100000;
  fovea_training_session_set_options (session, &options);
}

FoveaTrainingSession *
bench_run_open (const BenchRun *self, FoveaMainWindow *window)
{
  FoveaDataChooser *data;
  FoveaNetEditor *net;

  fovea_main_window_show_page (window, "training");
  data = app_test_find (window, FOVEA_TYPE_DATA_CHOOSER, NULL);
  net = app_test_find (window, FOVEA_TYPE_NET_EDITOR, NULL);
  app_test_wait_for (!fovea_data_chooser_is_reading (data));
  if (g_strcmp0 (fovea_data_chooser_get_source (data), self->data) != 0)
    fovea_data_chooser_open_source (data, self->data, NULL);
  app_test_wait_for (!fovea_data_chooser_is_reading (data));
  fovea_net_editor_set_text (net, fovea_net_spec_named (self->net));
  bench_run_activate (window, "training.start-over");
  app_test_wait_for (get_report (window) && get_report (window)->checked > 0);
  make_endless (fovea_training_page_get_session (bench_run_get_page (window)));
  bench_run_show_view (window, "overview");
  return fovea_training_page_get_session (bench_run_get_page (window));
}

void
bench_run_set_running (FoveaMainWindow *window, gboolean running)
{
  FoveaTrainingState state = running ? FOVEA_TRAINING_RUNNING : FOVEA_TRAINING_PAUSED;

  if (get_report (window)->state == state)
    return;
  bench_run_activate (window, "training.run");
  app_test_wait_for (get_report (window)->state == state);
}

/* When the last report came, and how far the run was. */
typedef struct
{
  gint64 time, step;
} Moment;

static void
reported_cb (FoveaTrainingSession *session, Moment *moment)
{
  *moment = (Moment){ g_get_monotonic_time (), fovea_training_session_get_report (session)->step };
}

double
bench_run_measure (FoveaMainWindow *window, double seconds)
{
  FoveaTrainingSession *session = fovea_training_page_get_session (bench_run_get_page (window));
  Moment now = { 0 }, first;
  gulong handler = g_signal_connect (session, "reported", G_CALLBACK (reported_cb), &now);

  app_test_wait_for (now.time > 0);
  first = now;
  run_for (seconds);
  app_test_wait_for (now.time > first.time);
  g_signal_handler_disconnect (session, handler);
  return (double) (now.step - first.step) * fovea_training_session_get_options (session)->batch
         / ((double) (now.time - first.time) / G_USEC_PER_SEC);
}
