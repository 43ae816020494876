/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app-test.h"

#include "app/training-page.h"
#include "dataset/data-folder.h"
#include "lesson/stack.h"
#include "lesson/state.h"

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

/* V shows the table of the whole net; a model file, and the net of the Training page, come into it. */
static void
test_nets (void)
{
  FoveaMainWindow *window = open_page ();
  FoveaPage *page = fovea_main_window_get_page (window);
  FoveaStack *stack = FOVEA_STACK (app_test_get_lesson (window));
  g_autofree char *path = fovea_data_path ("nets", "shapes-32.safetensors", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  const FoveaNetSpec *net;

  fovea_page_key_pressed (page, GDK_KEY_v, 0);
  g_assert_true (fovea_stack_get_table (stack));
  g_assert_nonnull (app_test_find (page, FOVEA_TYPE_SCENE_VIEW, NULL));
  fovea_page_open (page, file);
  g_assert_cmpint (fovea_stack_get_shape (stack, 0).width, ==, 32);
  net = fovea_stack_get_net (stack);
  g_assert_cmpint (net->layers[1].filters, ==, 32);
  g_assert_cmpint (net->layers[net->n_layers - 1].out.depth, ==, 10);

  fovea_main_window_show_page (window, "training");
  app_test_wait_for (fovea_training_page_get_net (FOVEA_TRAINING_PAGE (fovea_main_window_get_page (window))) != NULL);
  fovea_main_window_show_page (window, "stack");
  gtk_widget_activate_action (fovea_page_get_actions (page), "stack.training-net", NULL);
  g_assert_cmpint (fovea_stack_get_net (stack)->parameters, ==, 61706); /* LeNet-5, with which it opens */
  fovea_page_key_pressed (page, GDK_KEY_v, 0);
  g_assert_false (fovea_stack_get_table (stack));
  fovea_lesson_reset (FOVEA_LESSON (stack));
  app_test_close_window (window);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/stack-page/lecture", test_lecture);
  g_test_add_func ("/app/stack-page/editing", test_editing);
  g_test_add_func ("/app/stack-page/keys", test_keys);
  g_test_add_func ("/app/stack-page/nets", test_nets);
  return g_test_run ();
}
