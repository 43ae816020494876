/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/race-view.h"

#include "app-test.h"

#include "app/split.h"
#include "app/training-page.h"

/* The Training page, its run there. */
static FoveaMainWindow *
open_page (int width)
{
  FoveaMainWindow *window = app_test_open_window (width, 700);
  FoveaTrainingPage *page;

  fovea_main_window_show_page (window, "training");
  page = FOVEA_TRAINING_PAGE (fovea_main_window_get_page (window));
  app_test_wait_for (fovea_training_page_get_session (page) != NULL);
  return window;
}

static FoveaRaceView *
show_race (FoveaMainWindow *window)
{
  GtkWidget *page = GTK_WIDGET (fovea_main_window_get_page (window));

  g_assert_true (gtk_widget_activate_action (page, "training.view", "s", "race"));
  app_test_settle ();
  return app_test_find (page, FOVEA_TYPE_RACE_VIEW, NULL);
}

/* Whether the settings fit beside the view is the same for a race, which has no bar of the run, in every width. */
static void
test_settings_stay (void)
{
  for (int width = 800; width <= 1200; width += 50)
    {
      FoveaMainWindow *window = open_page (width);
      FoveaSplit *split = app_test_find (fovea_main_window_get_page (window), FOVEA_TYPE_SPLIT, NULL);
      gboolean folded, again;

      g_object_get (split, "folded", &folded, NULL);
      show_race (window);
      g_object_get (split, "folded", &again, NULL);
      g_assert_cmpint (again, ==, folded);
      app_test_close_window (window);
    }
}

/* Whether somebody has learned something, by the table below the curves. */
static gboolean
has_loss (FoveaRaceView *view)
{
  g_autofree char *description = NULL, *label = NULL;

  label = fovea_scene_describe (fovea_training_view_get_scene (FOVEA_TRAINING_VIEW (view)), &description);
  return strstr (description, "loss") != NULL;
}

/* A race that rests goes on, and is not started again. */
static void
test_continues (void)
{
  FoveaMainWindow *window = open_page (1280);
  FoveaRaceView *view = show_race (window);

  g_assert_nonnull (app_test_find (view, GTK_TYPE_BUTTON, "Start Race"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (view), "race.run", NULL));
  g_assert_nonnull (app_test_find (view, GTK_TYPE_BUTTON, "Pause Race"));
  app_test_wait_for (has_loss (view));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (view), "race.run", NULL));
  app_test_wait_for (app_test_find (view, GTK_TYPE_BUTTON, "Continue Race") != NULL);
  app_test_close_window (window);
}

static void
test_log_axis (void)
{
  FoveaMainWindow *window = open_page (1280);
  FoveaRaceView *view = show_race (window);
  gboolean log;

  gtk_toggle_button_set_active (app_test_find (view, GTK_TYPE_TOGGLE_BUTTON, "_Log Axis"), TRUE);
  g_object_get (fovea_training_view_get_scene (FOVEA_TRAINING_VIEW (view)), "log", &log, NULL);
  g_assert_true (log);
  app_test_close_window (window);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/race-view/settings-stay", test_settings_stay);
  g_test_add_func ("/app/race-view/continues", test_continues);
  g_test_add_func ("/app/race-view/log-axis", test_log_axis);
  return g_test_run ();
}
