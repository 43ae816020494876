/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app-test.h"

#include "app/letters.h"
#include "app/settings.h"
#include "lesson/state.h"

static FoveaLetters
get_letters (FoveaMainWindow *window)
{
  return fovea_lesson_get_letters (app_test_get_lesson (window));
}

/* The key goes round through all, and every page follows, made before or after. */
static void
test_key (void)
{
  static const char *const titles[] = { "Filter size F", "Filter size F", "Filter size kernel_size" };
  static const char *const depths[] = { "Input depth D", "Input depth D₁", "Input depth in_channels" };
  FoveaMainWindow *window = app_test_open_window (1280, 800);

  for (int i = 0; i < FOVEA_N_LETTERS; i++)
    {
      g_assert_cmpint (get_letters (window), ==, i);
      g_assert_nonnull (app_test_find (window, GTK_TYPE_SPIN_BUTTON, titles[i]));
      g_assert_nonnull (app_test_find (window, GTK_TYPE_SPIN_BUTTON, depths[i]));
      gtk_widget_activate_action (GTK_WIDGET (window), "app.next-letters", NULL);
      app_test_settle ();
    }
  g_assert_cmpint (get_letters (window), ==, FOVEA_LETTERS_LECTURE);
  gtk_widget_activate_action (GTK_WIDGET (window), "app.letters", "s", "pytorch");
  fovea_main_window_show_page (window, "pooling");
  g_assert_cmpint (get_letters (window), ==, FOVEA_LETTERS_PYTORCH);
  g_assert_nonnull (app_test_find (window, GTK_TYPE_SPIN_BUTTON, "Window size kernel_size"));
  gtk_widget_activate_action (GTK_WIDGET (window), "app.letters", "s", "lecture");
  g_assert_cmpint (get_letters (window), ==, FOVEA_LETTERS_LECTURE);
  app_test_close_window (window);
}

/* What a step of a lesson file says is taken, and shown by the menu. */
static void
test_step (void)
{
  static const char *const state[] = { "letters=summary", NULL };
  FoveaMainWindow *window = app_test_open_window (1280, 800);
  g_autofree char *now = NULL;

  g_assert_true (fovea_lesson_set_state (app_test_get_lesson (window), state, NULL));
  now = g_settings_get_string (fovea_settings_get (), "letters");
  g_assert_cmpstr (now, ==, "summary");
  g_settings_reset (fovea_settings_get (), "letters");
  g_assert_cmpint (get_letters (window), ==, FOVEA_LETTERS_LECTURE);
  app_test_close_window (window);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/letters/key", test_key);
  g_test_add_func ("/app/letters/step", test_step);
  return g_test_run ();
}
