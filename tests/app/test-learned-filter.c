/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/learned-filter.h"

#include "app/lesson-page.h"
#include "app/training-page.h"
#include "app-test.h"
#include "lesson/convolution.h"
#include "tests/training.h"

/* From the net to the Convolution page, with the net's own numbers. */
static void
test_opens_on_the_convolution_page (void)
{
  FoveaMainWindow *window = app_test_open_window (1000, 700);
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (1, TEST_QUARTERS_NET);
  g_autoptr (FoveaNet) net = fovea_net_new (spec, 1, NULL);
  g_autoptr (FoveaStill) still = fovea_still_new (net);
  g_autoptr (FoveaTensor) image = fovea_tensor_new (1, 1, 8, 8), filters = NULL;
  FoveaConvolution *lesson;
  FoveaTensor *maps[7];
  FoveaPlace place;

  for (int i = 0; i < 64; i++)
    image->data[i] = i % 7 - 3;
  filters = fovea_net_get_parameter (net, 1, FOVEA_WEIGHT);
  fovea_net_activations (net, image, maps);
  fovea_open_learned_filter (GTK_WIDGET (window), still, 1, 2, image);
  lesson = FOVEA_CONVOLUTION (
    fovea_lesson_page_get_lesson (FOVEA_LESSON_PAGE (fovea_main_window_get_page (window))));
  g_assert_cmpint (fovea_convolution_get_width (lesson), ==, 8);
  g_assert_cmpint (fovea_convolution_get_filters (lesson), ==, 4);
  g_assert_cmpfloat (fovea_convolution_get_weight (lesson, 2, 0, 1, 1), ==, *fovea_tensor_at (filters, 2, 0, 1, 1));
  place = fovea_convolution_get_place (lesson, fovea_lesson_get_position (FOVEA_LESSON (lesson)));
  g_assert_cmpint (place.map, ==, 2);
  g_assert_cmpfloat_with_epsilon (
    fovea_convolution_get_result (lesson, fovea_lesson_get_position (FOVEA_LESSON (lesson))),
    *fovea_tensor_at (maps[1], 0, 2, place.row, place.column), 1e-5);
  for (int row = 0; row < 7; row++)
    fovea_tensor_unref (maps[row]);
  app_test_close_window (window);
}

static FoveaConvolution *
get_lesson (FoveaMainWindow *window)
{
  return FOVEA_CONVOLUTION (
    fovea_lesson_page_get_lesson (FOVEA_LESSON_PAGE (fovea_main_window_get_page (window))));
}

static FoveaMainWindow *
open_filter (void)
{
  FoveaMainWindow *window = app_test_open_window (1000, 700);
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (1, TEST_QUARTERS_NET);
  g_autoptr (FoveaNet) net = fovea_net_new (spec, 1, NULL);
  g_autoptr (FoveaStill) still = fovea_still_new (net);
  g_autoptr (FoveaTensor) image = fovea_tensor_new (1, 1, 8, 8);

  fovea_main_window_show_page (window, "training");
  app_test_wait_for (fovea_guide_get_course (fovea_main_window_get_guide (window)) != NULL);
  fovea_open_learned_filter (GTK_WIDGET (window), still, 1, 2, image);
  return window;
}

static gboolean
can_go_back (FoveaMainWindow *window)
{
  return gtk_widget_is_visible (app_test_find (window, GTK_TYPE_BUTTON, "Back to the net in training"));
}

/* As long as the filter is there, whatever else one looks at and however one goes. */
static void
test_way_back_stays (void)
{
  FoveaMainWindow *window = open_filter ();
  FoveaPage *page = fovea_main_window_get_page (window);

  g_assert_true (can_go_back (window));
  fovea_lesson_set_position (FOVEA_LESSON (get_lesson (window)), 5);
  fovea_convolution_set_weight (get_lesson (window), 2, 0, 1, 1, 3);
  g_assert_true (can_go_back (window));
  fovea_main_window_show_page (window, "pooling");
  g_assert_false (can_go_back (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  g_assert_false (FOVEA_IS_TRAINING_PAGE (fovea_main_window_get_page (window)));
  fovea_main_window_show_page (window, "convolution");
  g_assert_true (can_go_back (window));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL));
  g_assert_true (FOVEA_IS_TRAINING_PAGE (fovea_main_window_get_page (window)));
  g_assert_false (can_go_back (window));
  fovea_main_window_show_page (window, "convolution");
  g_assert_true (fovea_main_window_get_page (window) == page && can_go_back (window));
  app_test_close_window (window);
}

static void
test_way_back_ends (gconstpointer with)
{
  FoveaMainWindow *window = open_filter ();
  FoveaGuide *guide = fovea_main_window_get_guide (window);
  g_autoptr (FoveaTensor) picture = fovea_tensor_new (1, 3, 16, 16);

  g_assert_true (can_go_back (window));
  if (g_str_equal (with, "step"))
    fovea_guide_go (guide, 0);
  else if (g_str_equal (with, "filters"))
    g_object_set (get_lesson (window), "weights", FOVEA_FILTER_SOBEL_X, NULL);
  else
    fovea_convolution_set_picture (get_lesson (window), picture);
  g_assert_false (can_go_back (window));
  app_test_close_window (window);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/learned-filter/opens-on-the-convolution-page", test_opens_on_the_convolution_page);
  g_test_add_func ("/app/learned-filter/way-back-stays", test_way_back_stays);
  g_test_add_data_func ("/app/learned-filter/way-back-ends-with-a-step", "step", test_way_back_ends);
  g_test_add_data_func ("/app/learned-filter/way-back-ends-with-other-filters", "filters", test_way_back_ends);
  g_test_add_data_func ("/app/learned-filter/way-back-ends-with-a-picture", "picture", test_way_back_ends);
  return g_test_run ();
}
