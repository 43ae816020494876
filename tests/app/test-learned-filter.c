/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/learned-filter.h"

#include "app/lesson-page.h"
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

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/learned-filter/opens-on-the-convolution-page", test_opens_on_the_convolution_page);
  return g_test_run ();
}
