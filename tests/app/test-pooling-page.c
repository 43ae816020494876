/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app-test.h"

#include "lesson/pooling.h"

static FoveaMainWindow *
open_page (void)
{
  FoveaMainWindow *window = app_test_open_window (1280, 800);

  fovea_main_window_show_page (window, "pooling");
  return window;
}

static float
get_result (FoveaMainWindow *window, int position)
{
  FoveaPooling *lesson = FOVEA_POOLING (app_test_get_lesson (window));

  return fovea_pooling_get_result (lesson, fovea_pooling_get_place (lesson, position));
}

/* It opens at the lecture's example: [1 1 2 4; 5 6 7 8; 3 2 1 0; 1 2 3 4] gives [6 8; 3 4]. */
static void
test_lecture (void)
{
  static const float expected[] = { 6, 8, 3, 4 };
  FoveaMainWindow *window = open_page ();

  g_assert_cmpint (fovea_lesson_count_positions (app_test_get_lesson (window)), ==, 4);
  for (int position = 0; position < 4; position++)
    g_assert_cmpfloat (get_result (window, position), ==, expected[position]);
  app_test_close_window (window);
}

/* The average of 1, 1, 5 and 6 is 3.25; and back. */
static void
test_kind (void)
{
  FoveaMainWindow *window = open_page ();
  GObject *lesson = G_OBJECT (app_test_get_lesson (window));

  g_object_set (lesson, "kind", FOVEA_POOL_AVERAGE, NULL);
  g_assert_cmpfloat (get_result (window, 0), ==, 3.25);
  app_test_settle ();
  g_object_set (lesson, "kind", FOVEA_POOL_MAX, NULL);
  g_assert_cmpfloat (get_result (window, 0), ==, 6);
  app_test_close_window (window);
}

/* F = 3, S = 2 does not fit 32: 15.5. */
static void
test_misfit (void)
{
  FoveaMainWindow *window = open_page ();
  FoveaPooling *lesson = FOVEA_POOLING (app_test_get_lesson (window));

  gtk_spin_button_set_value (app_test_find (window, GTK_TYPE_SPIN_BUTTON, "Input size N"), 32);
  gtk_spin_button_set_value (app_test_find (window, GTK_TYPE_SPIN_BUTTON, "Window size F"), 3);
  g_assert_false (fovea_pooling_fits (lesson));
  app_test_settle ();
  gtk_spin_button_set_value (app_test_find (window, GTK_TYPE_SPIN_BUTTON, "Input size N"), 33);
  g_assert_true (fovea_pooling_fits (lesson));
  app_test_close_window (window);
}

/* Width and height, once they are set apart, and together again. */
static void
test_rectangle (void)
{
  FoveaMainWindow *window = open_page ();
  FoveaPooling *lesson = FOVEA_POOLING (app_test_get_lesson (window));
  GtkWidget *height = app_test_find (window, GTK_TYPE_SPIN_BUTTON, "Input height");
  GtkToggleButton *apart = app_test_find (window, GTK_TYPE_TOGGLE_BUTTON, "Widths and heights apart");

  g_object_set (lesson, "input", 4, NULL); /* a test before has left another */
  g_assert_false (gtk_widget_is_visible (height));
  g_signal_emit_by_name (apart, "clicked");
  g_assert_true (gtk_widget_is_visible (height));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (height), 6);
  g_assert_cmpint (fovea_pooling_get_height (lesson), ==, 6);
  g_assert_cmpint (fovea_pooling_get_width (lesson), ==, 4);
  g_signal_emit_by_name (apart, "clicked");
  g_assert_cmpint (fovea_pooling_get_height (lesson), ==, 4);
  g_assert_false (gtk_widget_is_visible (height));
  app_test_close_window (window);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/pooling-page/lecture", test_lecture);
  g_test_add_func ("/app/pooling-page/kind", test_kind);
  g_test_add_func ("/app/pooling-page/misfit", test_misfit);
  g_test_add_func ("/app/pooling-page/rectangle", test_rectangle);
  return g_test_run ();
}
