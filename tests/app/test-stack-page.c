/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app-test.h"

#include "lesson/stack.h"

static FoveaMainWindow *
open_page (void)
{
  FoveaMainWindow *window = app_test_open_window (1280, 800);

  fovea_main_window_show_page (window, "stack");
  return window;
}

/* It opens at the lecture's 32 → 28 → 24, and the last layer is looked from. */
static void
test_lecture (void)
{
  FoveaMainWindow *window = open_page ();
  FoveaStack *stack = FOVEA_STACK (app_test_get_lesson (window));

  g_assert_cmpint (fovea_stack_get_layer (stack), ==, 2);
  g_assert_cmpint (fovea_stack_get_shape (stack, 2).width, ==, 24);
  app_test_close_window (window);
}

/* Rows of the panel change the chosen layer, and show the one that is chosen then. */
static void
test_editing (void)
{
  FoveaMainWindow *window = open_page ();
  FoveaStack *stack = FOVEA_STACK (app_test_get_lesson (window));
  GtkSpinButton *filter = app_test_find (window, GTK_TYPE_SPIN_BUTTON, "Window size F");

  gtk_spin_button_set_value (filter, 3);
  g_assert_cmpint (fovea_stack_get_shape (stack, 2).width, ==, 26);
  fovea_stack_set_layer (stack, 1);
  g_assert_cmpfloat (gtk_spin_button_get_value (filter), ==, 5);
  g_signal_emit_by_name (app_test_find (window, GTK_TYPE_BUTTON, "Add a layer behind it"), "clicked");
  g_assert_cmpint (fovea_stack_count_layers (stack), ==, 3);
  g_assert_cmpint (fovea_stack_get_layer (stack), ==, 2);
  g_assert_cmpint (fovea_stack_get_shape (stack, 2).width, ==, 24);
  g_signal_emit_by_name (app_test_find (window, GTK_TYPE_BUTTON, "Take the layer out"), "clicked");
  g_assert_cmpint (fovea_stack_count_layers (stack), ==, 2);
  app_test_close_window (window);
}

/* Shift and an arrow choose a layer, arrows alone a cell of it. */
static void
test_keys (void)
{
  FoveaMainWindow *window = open_page ();
  FoveaPage *page = fovea_main_window_get_page (window);
  FoveaStack *stack = FOVEA_STACK (app_test_get_lesson (window));
  FoveaPlace place = fovea_stack_get_place (stack);

  fovea_page_key_pressed (page, GDK_KEY_Right, 0);
  fovea_page_key_pressed (page, GDK_KEY_Down, 0);
  g_assert_cmpint (fovea_stack_get_place (stack).column, ==, place.column + 1);
  g_assert_cmpint (fovea_stack_get_place (stack).row, ==, place.row + 1);
  fovea_page_key_pressed (page, GDK_KEY_Left, GDK_SHIFT_MASK);
  g_assert_cmpint (fovea_stack_get_layer (stack), ==, 1);
  fovea_page_key_pressed (page, GDK_KEY_Left, GDK_SHIFT_MASK);
  g_assert_cmpint (fovea_stack_get_layer (stack), ==, 1);
  app_test_close_window (window);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/stack-page/lecture", test_lecture);
  g_test_add_func ("/app/stack-page/editing", test_editing);
  g_test_add_func ("/app/stack-page/keys", test_keys);
  return g_test_run ();
}
