/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app-test.h"

#include "app/lesson-page.h"
#include "app/view-bar.h"
#include "lesson/convolution.h"
#include "lesson/state.h"
#include "scene/matrix-scene.h"

/* Once the first step has been opened, which else would come between. */
static FoveaMainWindow *
open_window (int width, int height)
{
  FoveaMainWindow *window = app_test_open_window (width, height);

  app_test_wait_for (fovea_guide_get_course (fovea_main_window_get_guide (window)) != NULL);
  return window;
}

static GtkToggleButton *
find_button (FoveaMainWindow *window, const char *label)
{
  GtkWidget *bar = app_test_find (window, FOVEA_TYPE_VIEW_BAR, NULL);
  GtkToggleButton *button = app_test_find (bar, GTK_TYPE_TOGGLE_BUTTON, label);

  g_assert_nonnull (button);
  return button;
}

static FoveaScene *
get_scene (FoveaMainWindow *window)
{
  return fovea_scene_view_get_scene (fovea_lesson_page_get_view (FOVEA_LESSON_PAGE (fovea_main_window_get_page (window))));
}

/* A button for each view; the position stays where it is. */
static void
test_buttons (void)
{
  FoveaMainWindow *window = open_window (1280, 800);
  FoveaConvolution *lesson = FOVEA_CONVOLUTION (app_test_get_lesson (window));

  fovea_lesson_reset (FOVEA_LESSON (lesson));
  fovea_lesson_set_position (FOVEA_LESSON (lesson), 7);
  for (int view = 0; view < FOVEA_N_VIEWS; view++)
    {
      g_signal_emit_by_name (find_button (window, fovea_view_label (view)), "clicked");
      g_assert_cmpint (fovea_convolution_get_view (lesson), ==, view);
      for (int other = 0; other < FOVEA_N_VIEWS; other++)
        g_assert_cmpint (gtk_toggle_button_get_active (find_button (window, fovea_view_label (other))), ==,
                         other == view);
      app_test_settle ();
      g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, 7);
    }
  fovea_lesson_reset (FOVEA_LESSON (lesson));
  app_test_close_window (window);
}

/* What sets the lesson shows in the bar and in the scene. */
static void
test_follows (void)
{
  FoveaMainWindow *window = open_window (800, 600);
  FoveaLesson *lesson = app_test_get_lesson (window);

  fovea_lesson_set_text (lesson, "view", "matrix", NULL);
  fovea_lesson_set_text (lesson, "flip", "yes", NULL);
  g_assert_true (gtk_toggle_button_get_active (find_button (window, "Matrix")));
  g_assert_true (gtk_toggle_button_get_active (find_button (window, "Flip the filter")));
  g_assert_true (FOVEA_IS_MATRIX_SCENE (get_scene (window)));
  fovea_lesson_reset (lesson);
  g_assert_false (gtk_toggle_button_get_active (find_button (window, "Flip the filter")));
  g_assert_true (gtk_toggle_button_get_active (find_button (window, "Grid")));
  app_test_close_window (window);
}

static void
test_keys (void)
{
  FoveaMainWindow *window = open_window (1280, 800);
  FoveaConvolution *lesson = FOVEA_CONVOLUTION (app_test_get_lesson (window));

  fovea_lesson_reset (FOVEA_LESSON (lesson));
  for (int i = 1; i <= FOVEA_N_VIEWS; i++)
    {
      app_test_press (window, GDK_KEY_v);
      g_assert_cmpint (fovea_convolution_get_view (lesson), ==, i % FOVEA_N_VIEWS);
    }
  fovea_page_key_pressed (fovea_main_window_get_page (window), GDK_KEY_V, GDK_SHIFT_MASK);
  g_assert_cmpint (fovea_convolution_get_view (lesson), ==, FOVEA_N_VIEWS - 1);
  app_test_press (window, GDK_KEY_t);
  g_assert_true (fovea_convolution_get_flip (lesson));
  app_test_press (window, GDK_KEY_Right);
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, 1);
  fovea_lesson_reset (FOVEA_LESSON (lesson));
  app_test_close_window (window);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/view-bar/buttons", test_buttons);
  g_test_add_func ("/app/view-bar/follows", test_follows);
  g_test_add_func ("/app/view-bar/keys", test_keys);
  return g_test_run ();
}
