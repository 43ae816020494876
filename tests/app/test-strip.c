/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The way through the lecture as somebody walks it in the window, and its questions. */

#include "app-test.h"

#include "app/question-view.h"
#include "app/settings.h"
#include "app/strip.h"
#include "lesson/convolution.h"

/* A window at the step that somebody who comes for the first time sees. */
static FoveaMainWindow *
open_first_window_at (int width, int height)
{
  FoveaMainWindow *window;

  g_settings_reset (fovea_settings_get (), "lesson");
  g_settings_reset (fovea_settings_get (), "step");
  window = app_test_open_window (width, height);
  app_test_wait_for (fovea_guide_get_step (fovea_main_window_get_guide (window)) != NULL);
  return window;
}

static FoveaMainWindow *
open_first_window (void)
{
  return open_first_window_at (1280, 800);
}

static FoveaStrip *
get_strip (FoveaMainWindow *window)
{
  return app_test_find (fovea_main_window_get_page (window), FOVEA_TYPE_STRIP, NULL);
}

static gboolean
strip_says (FoveaMainWindow *window, const char *part)
{
  return strstr (fovea_strip_get_text (get_strip (window)), part) != NULL;
}

static void
go_to (FoveaMainWindow *window, const char *step)
{
  FoveaCourse *course = fovea_guide_get_course (fovea_main_window_get_guide (window));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.go-to-step", "i", fovea_course_find (course, step, NULL));
}

static gboolean
is_asking (FoveaMainWindow *window)
{
  return gtk_widget_get_mapped (app_test_find (get_strip (window), FOVEA_TYPE_QUESTION_VIEW, NULL));
}

/* Whether a label of the question says @part. */
static void
look_for_cb (GtkWidget *widget, gpointer user_data)
{
  const char **part = user_data;

  if (*part != NULL && GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), *part))
    *part = NULL;
}

static gboolean
question_says (FoveaMainWindow *window, const char *part)
{
  app_test_walk (app_test_find (get_strip (window), FOVEA_TYPE_QUESTION_VIEW, NULL), look_for_cb, &part);
  return part == NULL;
}

static void
test_walk (void)
{
  FoveaMainWindow *window = open_first_window ();

  g_assert_true (strip_says (window, "Press Space"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.next-step", NULL);
  g_assert_true (strip_says (window, "nine products"));
  g_assert_cmpint (fovea_lesson_get_position (app_test_get_lesson (window)), ==, 4);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.previous-step", NULL);
  g_assert_true (strip_says (window, "Press Space"));
  go_to (window, "P2-all");
  g_assert_true (strip_says (window, "6, 8, 3 and 4"));
  go_to (window, "C8");
  g_assert_true (strip_says (window, "Five"));
  fovea_transport_set_playing (app_test_get_transport (window), TRUE);
  go_to (window, "C9");
  g_assert_false (fovea_transport_get_playing (app_test_get_transport (window))); /* a step begins at rest */
  app_test_close_window (window);
}

static void
test_edited_step (void)
{
  FoveaMainWindow *window = open_first_window ();
  GtkWidget *restore = app_test_find (get_strip (window), GTK_TYPE_BUTTON, "Restore the step");

  go_to (window, "C9");
  g_assert_false (gtk_widget_get_visible (restore));
  app_test_press (window, GDK_KEY_Right);
  g_assert_true (strip_says (window, "starts at cells 0, 2 and 4"));
  g_object_set (app_test_get_lesson (window), "stride", 3, NULL);
  g_assert_false (strip_says (window, "starts at cells 0, 2 and 4"));
  g_assert_true (gtk_widget_get_visible (restore));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.restore-step", NULL);
  g_assert_true (strip_says (window, "starts at cells 0, 2 and 4"));
  g_assert_cmpint (fovea_convolution_get_stride (FOVEA_CONVOLUTION (app_test_get_lesson (window))), ==, 2);
  app_test_close_window (window);
}

/* C14: the exercise asks at once; its fourth choice is 32×32×10. */
static void
test_choices (void)
{
  FoveaMainWindow *window = open_first_window ();
  FoveaLesson *lesson = app_test_get_lesson (window);

  go_to (window, "C14");
  app_test_wait_for (is_asking (window));
  g_assert_true (fovea_lesson_hides (lesson, FOVEA_HIDE_OUTPUT_SIZE));
  g_assert_nonnull (app_test_find (get_strip (window), GTK_TYPE_BUTTON, "Answer 4: 32×32×10"));
  app_test_press (window, GDK_KEY_1);
  g_assert_true (question_says (window, "No. "));
  g_assert_true (fovea_lesson_hides (lesson, FOVEA_HIDE_OUTPUT_SIZE));
  app_test_press (window, GDK_KEY_4);
  g_assert_true (question_says (window, "Right!"));
  g_assert_true (question_says (window, "(32 − 5 + 2·2)/1 + 1 = 32"));
  g_assert_true (question_says (window, "0 of 1 right"));
  g_assert_false (fovea_lesson_hides (lesson, FOVEA_HIDE_OUTPUT_SIZE));
  app_test_press (window, GDK_KEY_Escape);
  app_test_wait_for (!is_asking (window));
  app_test_close_window (window);
}

/* C15: typed; forgetting the biases is told. */
static void
test_typed_numbers (void)
{
  FoveaMainWindow *window = open_first_window ();
  GtkWidget *entry;

  go_to (window, "C15");
  app_test_wait_for (is_asking (window));
  entry = app_test_find (get_strip (window), GTK_TYPE_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "many");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (question_says (window, "Type a number"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "750");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (question_says (window, "has a bias too"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "760");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (question_says (window, "Right!"));
  app_test_close_window (window);
}

static void
count_telling_cb (GtkWidget *widget, gpointer user_data)
{
  int *n = user_data;

  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && strstr (gtk_label_get_text (GTK_LABEL (widget)), "760") != NULL)
    ++*n;
}

/* What gives the answer away is not in the panel either; it is there once the answer is out. */
static void
test_panel_hides (void)
{
  FoveaMainWindow *window = open_first_window ();
  int before = 0, after = 0;

  go_to (window, "C15");
  app_test_settle ();
  app_test_walk (GTK_WIDGET (window), count_telling_cb, &before);
  g_assert_cmpint (before, ==, 0);
  fovea_guide_reveal (fovea_main_window_get_guide (window));
  app_test_settle ();
  app_test_walk (GTK_WIDGET (window), count_telling_cb, &after);
  g_assert_cmpint (after, ==, 2);
  app_test_close_window (window);
}

/* A later start leaves the page alone, and offers to go on. */
static void
test_continue (void)
{
  FoveaMainWindow *window = open_first_window ();
  GtkWidget *button;

  go_to (window, "C13");
  app_test_close_window (window);
  window = app_test_open_window (1280, 800);
  app_test_wait_for (fovea_guide_is_waiting (fovea_main_window_get_guide (window)));
  button = app_test_find (get_strip (window), GTK_TYPE_BUTTON, "Continue the lecture");
  g_assert_true (gtk_widget_get_visible (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (strip_says (window, "32 becomes 28"));
  app_test_close_window (window);
}

/* The step's words call the numbers what the window calls them. */
static void
test_letters (void)
{
  FoveaMainWindow *window = open_first_window ();

  go_to (window, "C11");
  g_assert_true (strip_says (window, "N − F cells are left"));
  gtk_widget_activate_action (GTK_WIDGET (window), "app.letters", "s", "summary");
  g_assert_true (strip_says (window, "W₁ − F cells are left"));
  gtk_widget_activate_action (GTK_WIDGET (window), "app.letters", "s", "pytorch");
  g_assert_true (strip_says (window, "W_in − kernel_size cells are left"));
  go_to (window, "C16");
  g_assert_true (strip_says (window, "(W_in − kernel_size + 2·padding)/stride + 1"));
  gtk_widget_activate_action (GTK_WIDGET (window), "app.letters", "s", "lecture");
  g_assert_true (strip_says (window, "(N − F + 2P)/S + 1"));
  app_test_close_window (window);
}

static void
get_corner (gpointer widget, FoveaMainWindow *window, graphene_point_t *corner)
{
  g_assert_true (gtk_widget_compute_point (widget, GTK_WIDGET (window), &GRAPHENE_POINT_INIT (0, 0), corner));
}

/* Steps have one line of words or five: the buttons that somebody clicks again and again stay where they are. */
static void
test_still (void)
{
  FoveaMainWindow *window = open_first_window_at (800, 600);
  gpointer controls[] = { app_test_get_transport (window), app_test_find (get_strip (window), GTK_TYPE_BUTTON, "Next step"),
                          app_test_find (get_strip (window), GTK_TYPE_BUTTON, "Previous step") };
  static const char *const steps[] = { "C20", "C20-second", "C12-dark", "C8" };
  graphene_point_t first, later;

  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    for (guint step = 0; step < G_N_ELEMENTS (steps); step++)
      {
        go_to (window, steps[step]);
        app_test_settle ();
        get_corner (controls[i], window, step == 0 ? &first : &later);
        if (step > 0)
          g_assert_cmpfloat (first.y, ==, later.y);
      }
  app_test_close_window (window);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/strip/walk", test_walk);
  g_test_add_func ("/app/strip/still", test_still);
  g_test_add_func ("/app/strip/letters", test_letters);
  g_test_add_func ("/app/strip/edited-step", test_edited_step);
  g_test_add_func ("/app/strip/choices", test_choices);
  g_test_add_func ("/app/strip/typed-numbers", test_typed_numbers);
  g_test_add_func ("/app/strip/panel-hides", test_panel_hides);
  g_test_add_func ("/app/strip/continue", test_continue);
  return g_test_run ();
}
