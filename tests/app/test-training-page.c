/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app-test.h"

#include "app/draw-view.h"
#include "app/net-editor.h"
#include "app/notice.h"
#include "app/race-view.h"
#include "app/run-bar.h"
#include "app/runs-view.h"
#include "app/training-page.h"
#include "lesson/run-keeper.h"
#include "lesson/runs.h"
#include "tests/training.h"

#include <glib/gstdio.h>

static FoveaTrainingPage *
get_page (FoveaMainWindow *window)
{
  return FOVEA_TRAINING_PAGE (fovea_main_window_get_page (window));
}

static FoveaTrainingReport *
get_report (FoveaMainWindow *window)
{
  FoveaTrainingSession *session = fovea_training_page_get_session (get_page (window));

  return session != NULL ? fovea_training_session_get_report (session) : NULL;
}

/* A window on the page, MNIST read and the first sweep done. */
static FoveaMainWindow *
open_page (int width, int height)
{
  FoveaMainWindow *window = app_test_open_window (width, height);

  fovea_main_window_show_page (window, "training");
  app_test_wait_for (get_report (window) != NULL && get_report (window)->checked > 0);
  return window;
}

static void
set_text (FoveaMainWindow *window, const char *text)
{
  GtkTextView *view = app_test_find (window, GTK_TYPE_TEXT_VIEW, "Text of the net");

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text, -1);
}

static gboolean
says (GtkWidget *widget, const char *part)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), part) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, part))
      return TRUE;
  return FALSE;
}

static gboolean
editor_says (FoveaMainWindow *window, const char *part)
{
  return says (app_test_find (window, FOVEA_TYPE_NET_EDITOR, NULL), part);
}

static void
activate (FoveaMainWindow *window, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_page (window)), action, NULL));
}

static void
test_opens_on_lenet_and_mnist (void)
{
  FoveaMainWindow *window = open_page (1280, 800);

  g_assert_cmpint (get_report (window)->state, ==, FOVEA_TRAINING_PAUSED);
  g_assert_cmpint (get_report (window)->filters->n, ==, 6);
  g_assert_true (editor_says (window, "61,706"));
  g_assert_true (says (GTK_WIDGET (get_page (window)), "60,000 + 10,000"));
  app_test_close_window (window);
}

static void
test_space_starts_and_pauses (void)
{
  FoveaMainWindow *window = open_page (1280, 800);
  gint64 step;

  g_assert_false (says (app_test_find (window, FOVEA_TYPE_RUN_BAR, NULL), "Continue"));
  app_test_press (window, GDK_KEY_space);
  app_test_wait_for (get_report (window)->state == FOVEA_TRAINING_RUNNING && get_report (window)->step >= 20);
  app_test_press (window, GDK_KEY_space);
  app_test_wait_for (get_report (window)->state == FOVEA_TRAINING_PAUSED);
  g_assert_true (says (app_test_find (window, FOVEA_TYPE_RUN_BAR, NULL), "Continue"));
  step = get_report (window)->step;
  app_test_press (window, GDK_KEY_s);
  app_test_wait_for (get_report (window)->step == step + 1);
  app_test_press (window, GDK_KEY_s);
  app_test_wait_for (get_report (window)->step == step + 2);
  app_test_close_window (window);
}

/* The row of the list of nets that says @name, chosen. */
static void
choose_net (FoveaMainWindow *window, const char *name)
{
  AdwComboRow *row = app_test_find (app_test_find (window, FOVEA_TYPE_NET_EDITOR, NULL), ADW_TYPE_COMBO_ROW, NULL);
  GListModel *names = adw_combo_row_get_model (row);

  for (guint i = 0; i < g_list_model_get_n_items (names); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (names, i);

      if (g_str_equal (gtk_string_object_get_string (item), name))
        {
          adw_combo_row_set_selected (row, i);
          return;
        }
    }
  g_assert_not_reached ();
}

/* The list has the nets that the data can go through; one of them comes with how it is best trained. */
static void
test_net_brings_its_recipe (void)
{
  FoveaMainWindow *window = open_page (1280, 800);
  const FoveaTrainingOptions *options;

  set_text (window, "FC 10");
  choose_net (window, "mnist-net");
  g_assert_true (editor_says (window, "60,466"));
  app_test_wait_for (get_report (window) != NULL && get_report (window)->filters->n == 24);
  options = fovea_training_session_get_options (fovea_training_page_get_session (get_page (window)));
  g_assert_cmpint (options->epochs, ==, 20);
  g_assert_cmpint (options->augmentation.shift, ==, 2);
  choose_net (window, "lenet-5");
  app_test_wait_for (get_report (window) != NULL && get_report (window)->filters->n == 6);
  options = fovea_training_session_get_options (fovea_training_page_get_session (get_page (window)));
  g_assert_cmpint (options->augmentation.shift, ==, 0);
  app_test_close_window (window);
}

static void
test_net_is_checked_as_it_is_typed (void)
{
  FoveaMainWindow *window = open_page (1280, 800);
  FoveaTrainingSession *session = fovea_training_page_get_session (get_page (window));

  set_text (window, "CONV 5x5x6 stride 2, FC 10");
  g_assert_true (editor_says (window, "12.5"));
  set_text (window, "CONV 5x5x6, FC 11");
  g_assert_true (editor_says (window, "FC 10"));
  set_text (window, "INPUT 32x32x3, FC 10");
  g_assert_true (editor_says (window, "28×28×1"));
  set_text (window, "CONV 5x5");
  g_assert_true (session == fovea_training_page_get_session (get_page (window))); /* still the last good one */

  set_text (window, "CONV 5x5x9, RELU, FC 10");
  app_test_wait_for (get_report (window) != NULL && get_report (window)->filters->n == 9);
  g_assert_true (editor_says (window, "52,084"));
  app_test_close_window (window);
}

/* Starting over takes the edited net, and the run before comes back with its net. */
static void
test_start_over_can_be_undone (void)
{
  FoveaMainWindow *window = open_page (1280, 800);
  FoveaTrainingSession *before = fovea_training_page_get_session (get_page (window));
  gint64 step;

  app_test_press (window, GDK_KEY_s);
  app_test_wait_for (get_report (window)->step == 1);
  set_text (window, "CONV 3x3x8, RELU, POOL 2, FC 10");
  g_assert_true (editor_says (window, "start over"));
  g_assert_true (before == fovea_training_page_get_session (get_page (window)));
  step = get_report (window)->step;
  activate (window, "training.start-over");
  g_assert_true (before != fovea_training_page_get_session (get_page (window)));
  app_test_wait_for (get_report (window) != NULL && get_report (window)->filters->n == 8);
  g_assert_cmpint (get_report (window)->step, ==, 0);
  activate (window, "training.undo");
  g_assert_true (before == fovea_training_page_get_session (get_page (window)));
  g_assert_cmpint (get_report (window)->step, ==, step);
  g_assert_true (editor_says (window, "61,706"));
  app_test_close_window (window);
}

static void
test_rate_changes_while_it_runs (void)
{
  FoveaMainWindow *window = open_page (1280, 800);
  GtkSpinButton *rate = app_test_find (window, GTK_TYPE_SPIN_BUTTON, "Learning rate");

  app_test_press (window, GDK_KEY_space);
  app_test_wait_for (get_report (window)->step >= 5);
  gtk_spin_button_set_value (rate, 0.005);
  app_test_wait_for (get_report (window)->options.rate == 0.005f);
  g_assert_cmpint (get_report (window)->state, ==, FOVEA_TRAINING_RUNNING);
  app_test_close_window (window);
}

/* Without ReLUs, which may die instead, too high a rate makes the weights grow without end. */
static void
test_divergence_is_explained (void)
{
  FoveaMainWindow *window = open_page (1280, 800);

  set_text (window, "CONV 5x5x6, FC 30, FC 10");
  app_test_wait_for (get_report (window) != NULL && get_report (window)->checked > 0);
  gtk_spin_button_set_value (app_test_find (window, GTK_TYPE_SPIN_BUTTON, "Learning rate"), 10);
  app_test_press (window, GDK_KEY_space);
  app_test_wait_for (get_report (window)->state == FOVEA_TRAINING_STOPPED);
  app_test_wait_for (says (GTK_WIDGET (get_page (window)), "Try a tenth of the learning rate"));
  app_test_close_window (window);
}

/* A run that is done says how good the net is, and its notice leads on. */
static void
test_end_leads_on (void)
{
  FoveaMainWindow *window = open_page (1280, 800);
  GtkWidget *notice;

  set_text (window, "FC 10");
  gtk_spin_button_set_value (app_test_find (window, GTK_TYPE_SPIN_BUTTON, "Epochs"), 1);
  app_test_wait_for (get_report (window) != NULL && get_report (window)->checked > 0);
  app_test_press (window, GDK_KEY_space);
  app_test_wait_for (get_report (window)->state == FOVEA_TRAINING_FINISHED && get_report (window)->checked == 10000);
  notice = app_test_find (window, FOVEA_TYPE_NOTICE, NULL);
  app_test_wait_for (says (notice, "Done:") && says (notice, "10,000 images"));
  g_assert_true (says (GTK_WIDGET (get_page (window)), "1 epoch done"));
  g_assert_true (gtk_widget_activate_action (notice, "training.view", "s", "draw"));
  g_assert_true (FOVEA_IS_DRAW_VIEW (fovea_training_page_get_view (get_page (window))));
  app_test_close_window (window);
}

/* Whatever view is shown has a picture to export, but the list of runs; and the keyboard is in it. */
static void
test_every_view_has_a_picture (void)
{
  static const char *const views[] = { "overview", "curves", "filters", "maps", "answers", "draw", "data", "race" };
  FoveaMainWindow *window = open_page (1280, 800);

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      GtkWidget *focus;

      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_page (window)), "training.view", "s", views[i]));
      g_assert_nonnull (fovea_page_get_view (FOVEA_PAGE (get_page (window))));
      focus = gtk_root_get_focus (GTK_ROOT (window));
      g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (fovea_training_page_get_view (get_page (window)))));
    }
  app_test_close_window (window);
}

/* The trained LeNet-5 that comes with the program is asked about every test image at once. */
static void
test_opens_the_trained_lenet (void)
{
  FoveaMainWindow *window = open_page (1280, 800);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_page (window)), "training.open", "s",
                                             "lenet-5-mnist.safetensors"));
  app_test_wait_for (get_report (window) != NULL && get_report (window)->checked == 10000);
  g_assert_cmpint (get_report (window)->wrong, <=, 100);
  g_assert_cmpint (get_report (window)->step, ==, 0);
  app_test_close_window (window);
}

/* Those of the tests before. */
static void
forget_runs (void)
{
  g_autofree char *folder = fovea_runs_folder ();

  fovea_training_sessions_join ();
  app_test_delete (folder);
}

/* What was trained is kept when the window closes, offered at the next start, and gone on with. */
static void
test_run_is_kept_and_continued (void)
{
  FoveaMainWindow *window = open_page (1280, 800);
  g_autofree char *folder = fovea_runs_folder ();
  g_autoptr (GPtrArray) runs = NULL;
  FoveaRun *run;

  forget_runs ();
  app_test_press (window, GDK_KEY_s);
  app_test_press (window, GDK_KEY_s);
  app_test_wait_for (get_report (window)->step == 2);
  app_test_close_window (window);
  fovea_training_sessions_join ();
  runs = fovea_runs_list (folder);
  g_assert_cmpuint (runs->len, ==, 1);
  run = runs->pdata[0];
  g_assert_cmpint (run->run->step, ==, 2);
  g_assert_false (run->open);

  window = open_page (1280, 800);
  g_assert_true (says (GTK_WIDGET (get_page (window)), "A run is not finished: lenet-5 on mnist"));
  activate (window, "training.continue-last");
  app_test_wait_for (get_report (window) != NULL && get_report (window)->step == 2);
  g_assert_cmpuint (fovea_training_session_get_training_curve (fovea_training_page_get_session (get_page (window)))->len,
                    ==, 2);
  app_test_press (window, GDK_KEY_s);
  app_test_wait_for (get_report (window)->step == 3);
  app_test_close_window (window);
}

static GtkRevealer *
get_notice (GtkWidget *page)
{
  return app_test_find (app_test_find (page, FOVEA_TYPE_NOTICE, NULL), GTK_TYPE_REVEALER, NULL);
}

/* A race is kept when the window closes, and goes on as a race at the next start: its runs have what they had. */
static void
test_race_is_kept_and_continued (void)
{
  FoveaMainWindow *window = open_page (1280, 800);
  g_autofree char *folder = fovea_runs_folder ();
  g_autoptr (GPtrArray) runs = NULL, racers = NULL;
  GtkWidget *page = GTK_WIDGET (get_page (window));
  gint64 end;

  forget_runs ();
  g_assert_true (gtk_widget_activate_action (page, "training.experiment", "s", "no-bias"));
  app_test_wait_for (g_file_test (folder, G_FILE_TEST_IS_DIR) && says (page, "Pause Race"));
  end = g_get_monotonic_time () + G_USEC_PER_SEC;
  app_test_wait_for (g_get_monotonic_time () > end);
  app_test_close_window (window);
  fovea_training_sessions_join ();
  runs = fovea_runs_list (folder);
  g_assert_cmpuint (runs->len, ==, 2);
  racers = fovea_runs_of_race (runs, ((FoveaRun *) runs->pdata[0])->run->notes.race);
  g_assert_cmpuint (racers->len, ==, 2);
  g_assert_cmpstr (((FoveaRun *) racers->pdata[0])->run->notes.name, ==, "with biases");

  window = open_page (1280, 800);
  page = GTK_WIDGET (get_page (window));
  g_assert_true (says (page, "A race is not finished") && gtk_revealer_get_reveal_child (get_notice (page)));
  activate (window, "training.continue-last");
  g_assert_true (FOVEA_IS_RACE_VIEW (fovea_training_page_get_view (get_page (window))));
  g_assert_false (gtk_revealer_get_reveal_child (get_notice (page)));
  app_test_wait_for (fovea_run_keeper_is_open (((FoveaRun *) racers->pdata[1])->path));
  app_test_close_window (window);
  forget_runs ();
}

/* The list of runs: one that is open says so, another can be deleted and brought back. */
static void
test_runs_are_listed (void)
{
  FoveaMainWindow *window = open_page (1280, 800);
  GtkWidget *view, *button;

  forget_runs ();
  app_test_press (window, GDK_KEY_s);
  app_test_wait_for (get_report (window)->step == 1);
  activate (window, "training.start-over");
  app_test_wait_for (get_report (window) != NULL && get_report (window)->step == 0);
  app_test_press (window, GDK_KEY_s);
  app_test_wait_for (get_report (window)->step == 1);
  activate (window, "training.start-anew");
  fovea_training_sessions_join ();
  fovea_page_key_pressed (fovea_main_window_get_page (window), GDK_KEY_Page_Up, GDK_ALT_MASK);
  view = GTK_WIDGET (fovea_training_page_get_view (get_page (window)));
  g_assert_true (FOVEA_IS_RUNS_VIEW (view));
  app_test_wait_for (says (view, "Open now") && says (view, "Continue"));
  button = app_test_find (view, GTK_TYPE_BUTTON, "Delete the run lenet-5 on mnist");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  g_assert_false (says (view, "Continue"));
  gtk_widget_activate_action (view, "runs.undelete", NULL);
  g_assert_true (says (view, "Continue"));
  app_test_close_window (window);
}

/* An experiment is one click: its settings, its run, and what to watch for; a comparison is a race. */
static void
test_experiments (void)
{
  FoveaMainWindow *window = open_page (1280, 800);
  GtkWidget *page = GTK_WIDGET (get_page (window));

  g_assert_true (gtk_widget_activate_action (page, "training.experiment", "s", "zero"));
  app_test_wait_for (get_report (window) != NULL && get_report (window)->step >= 3);
  g_assert_true (get_report (window)->options.zero);
  g_assert_true (says (page, "first weights have to differ"));
  g_assert_true (says (page, "first weights 0"));
  g_assert_true (gtk_widget_activate_action (page, "training.experiment", "s", "no-bias"));
  g_assert_true (FOVEA_IS_RACE_VIEW (fovea_training_page_get_view (get_page (window))));
  app_test_wait_for (says (page, "Watch whether leaving all of them at 0 matters"));
  app_test_press (window, GDK_KEY_space);
  app_test_close_window (window);
}

/* Files that are no net, and a net for other images, leave the run as it is. */
static void
test_wrong_files_change_nothing (void)
{
  FoveaMainWindow *window = open_page (1280, 800);
  FoveaTrainingSession *session = fovea_training_page_get_session (get_page (window));
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "fovea-test-net.safetensors", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, "no net at all", -1, NULL));
  fovea_page_open (fovea_main_window_get_page (window), file);
  app_test_settle ();
  g_assert_true (session == fovea_training_page_get_session (get_page (window)));
  g_unlink (path);
  app_test_close_window (window);
}

/* The window goes on drawing while all cores train; how fast is told, and no matter of right or wrong, for other programs
 * may want the cores. The clock is that of the widgets, which a busy main loop would hold up. */
static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  gint64 now = g_get_monotonic_time ();

  g_array_append_val ((GArray *) data, now);
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return one < other ? -1 : one > other;
}

/* Milliseconds that this share of the sorted @gaps is not above. */
static double
get_ms (const GArray *gaps, double share)
{
  return g_array_index (gaps, gint64, (guint) (share * (gaps->len - 1))) / 1e3;
}

static void
test_window_draws_while_training (void)
{
  FoveaMainWindow *window = open_page (1280, 800);
  FoveaSceneView *view = app_test_find (get_page (window), FOVEA_TYPE_SCENE_VIEW, NULL);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) gaps = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 end;

  app_test_press (window, GDK_KEY_space);
  app_test_wait_for (get_report (window)->step >= 5);
  gtk_widget_add_tick_callback (GTK_WIDGET (view), tick_cb, times, NULL);
  end = g_get_monotonic_time () + 2 * G_USEC_PER_SEC;
  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 1; i < times->len; i++)
    {
      gint64 gap = g_array_index (times, gint64, i) - g_array_index (times, gint64, i - 1);

      g_array_append_val (gaps, gap);
    }
  g_assert_cmpuint (gaps->len, >, 20);
  g_array_sort (gaps, compare_times);
  g_test_message ("%u frames in 2 s; median %.1f ms, 95 %% within %.1f ms, longest %.1f ms", gaps->len,
                  get_ms (gaps, 0.5), get_ms (gaps, 0.95), get_ms (gaps, 1));
  g_assert_cmpint (get_report (window)->state, ==, FOVEA_TRAINING_RUNNING);
  app_test_close_window (window);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/training-page/opens-on-lenet-and-mnist", test_opens_on_lenet_and_mnist);
  g_test_add_func ("/app/training-page/space-starts-and-pauses", test_space_starts_and_pauses);
  g_test_add_func ("/app/training-page/net-brings-its-recipe", test_net_brings_its_recipe);
  g_test_add_func ("/app/training-page/net-is-checked-as-it-is-typed", test_net_is_checked_as_it_is_typed);
  g_test_add_func ("/app/training-page/start-over-can-be-undone", test_start_over_can_be_undone);
  g_test_add_func ("/app/training-page/rate-changes-while-it-runs", test_rate_changes_while_it_runs);
  g_test_add_func ("/app/training-page/divergence-is-explained", test_divergence_is_explained);
  g_test_add_func ("/app/training-page/end-leads-on", test_end_leads_on);
  g_test_add_func ("/app/training-page/every-view-has-a-picture", test_every_view_has_a_picture);
  g_test_add_func ("/app/training-page/opens-the-trained-lenet", test_opens_the_trained_lenet);
  g_test_add_func ("/app/training-page/run-is-kept-and-continued", test_run_is_kept_and_continued);
  g_test_add_func ("/app/training-page/race-is-kept-and-continued", test_race_is_kept_and_continued);
  g_test_add_func ("/app/training-page/runs-are-listed", test_runs_are_listed);
  g_test_add_func ("/app/training-page/experiments", test_experiments);
  g_test_add_func ("/app/training-page/wrong-files-change-nothing", test_wrong_files_change_nothing);
  g_test_add_func ("/app/training-page/window-draws-while-training", test_window_draws_while_training);
  return g_test_run ();
}
