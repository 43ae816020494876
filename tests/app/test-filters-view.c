/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/filters-view.h"

#include "scene/filters-scene.h"
#include "view-test.h"

static int
get_selected (ViewTest *test)
{
  int selected;

  g_object_get (fovea_training_view_get_scene (test->view), "selected", &selected, NULL);
  return selected;
}

/* The transport goes along the run, and the newest moment is followed. */
static void
test_history (void)
{
  ViewTest test = view_test_open (FOVEA_TYPE_FILTERS_VIEW);
  FoveaTransport *transport = app_test_find (test.view, FOVEA_TYPE_TRANSPORT, NULL);
  FoveaLesson *history = FOVEA_LESSON (fovea_training_session_get_history (test.session));

  g_assert_cmpint (fovea_lesson_count_positions (history), ==, 1);
  view_test_step (&test, 4);
  g_assert_cmpint (fovea_lesson_count_positions (history), ==, 5);
  g_assert_true (view_test_says (&test, "after mini-batch 4, epoch 0.20"));
  fovea_transport_set_playing (transport, TRUE);
  g_assert_true (view_test_says (&test, "before the first mini-batch"));
  app_test_wait_for (!fovea_transport_get_playing (transport));
  g_assert_true (view_test_says (&test, "after mini-batch 4"));
  fovea_lesson_set_position (history, 1);
  view_test_step (&test, 1);
  g_assert_true (view_test_says (&test, "after mini-batch 1"));
  view_test_close (&test);
}

static void
test_keys (void)
{
  ViewTest test = view_test_open (FOVEA_TYPE_FILTERS_VIEW);

  view_test_press (&test, GDK_KEY_Right);
  view_test_press (&test, GDK_KEY_f);
  g_assert_cmpint (get_selected (&test), ==, 2);
  view_test_press (&test, GDK_KEY_Left);
  g_assert_cmpint (get_selected (&test), ==, 1);
  g_assert_true (view_test_says (&test, "Layer 1: 4 filters of 3×3×1"));
  view_test_press (&test, GDK_KEY_l);
  g_assert_true (view_test_says (&test, "Layer 4: 6 filters of 3×3×4"));
  g_assert_cmpint (get_selected (&test), ==, 0);
  view_test_press (&test, GDK_KEY_Down);
  g_assert_cmpint (get_selected (&test), ==, 1);
  g_assert_false (fovea_training_view_key_pressed (test.view, GDK_KEY_space, 0));
  fovea_training_view_set_run (test.view, test.dataset, NULL);
  g_assert_false (fovea_training_view_key_pressed (test.view, GDK_KEY_Right, 0));
  view_test_close (&test);
}

/* Space and the arrows alone are the page's and the filters'. */
static void
test_moments (void)
{
  ViewTest test = view_test_open (FOVEA_TYPE_FILTERS_VIEW);
  FoveaTransport *transport = app_test_find (test.view, FOVEA_TYPE_TRANSPORT, NULL);
  FoveaLesson *history = FOVEA_LESSON (fovea_training_session_get_history (test.session));

  view_test_step (&test, 4);
  view_test_press (&test, GDK_KEY_Home);
  g_assert_cmpint (fovea_lesson_get_position (history), ==, 0);
  g_assert_true (fovea_training_view_key_pressed (test.view, GDK_KEY_Right, GDK_SHIFT_MASK));
  g_assert_cmpint (fovea_lesson_get_position (history), ==, 1);
  g_assert_cmpint (get_selected (&test), ==, 0);
  view_test_press (&test, GDK_KEY_End);
  g_assert_cmpint (fovea_lesson_get_position (history), ==, 4);
  g_assert_true (fovea_training_view_key_pressed (test.view, GDK_KEY_Left, GDK_SHIFT_MASK));
  g_assert_cmpint (fovea_lesson_get_position (history), ==, 3);
  view_test_press (&test, GDK_KEY_p);
  g_assert_true (fovea_transport_get_playing (transport));
  view_test_press (&test, GDK_KEY_p);
  g_assert_false (fovea_transport_get_playing (transport));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (app_test_find (transport, GTK_TYPE_BUTTON, "Play")), ==,
                   "Play or Pause (P)");
  view_test_close (&test);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/filters-view/history", test_history);
  g_test_add_func ("/app/filters-view/keys", test_keys);
  g_test_add_func ("/app/filters-view/moments", test_moments);
  return g_test_run ();
}
