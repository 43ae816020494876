/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lecture's steps on a filter that is a column times a row: what the two thin filters make, one behind the other, is
 * what the whole one makes. */

#include "lesson/cells.h"
#include "lesson/course.h"
#include "lesson/state.h"

static FoveaConvolution *
open_step (FoveaCourse *course, const char *name)
{
  const FoveaStep *step = fovea_course_get_step (course, fovea_course_find (course, name, NULL));
  FoveaLesson *lesson = fovea_course_new_lesson (step->page);
  g_autoptr (GError) error = NULL;

  fovea_lesson_set_state (lesson, (const char *const *) step->state, &error);
  g_assert_no_error (error);
  return FOVEA_CONVOLUTION (lesson);
}

static void
test_lecture (void)
{
  g_autoptr (FoveaCourse) course = fovea_course_open ("lecture", NULL);
  g_autoptr (FoveaConvolution) whole = open_step (course, "C18-separable"), down = open_step (course, "C18-down");
  g_autoptr (FoveaConvolution) across = open_step (course, "C18-across");
  int width, height;

  fovea_convolution_get_output_size (whole, &width, &height);
  g_assert_cmpint (width, ==, 3);
  g_assert_cmpint (height, ==, 3);
  fovea_convolution_get_output_size (down, &width, &height);
  g_assert_cmpint (width, ==, 5);
  g_assert_cmpint (height, ==, 3);
  for (int i = 0; i < width * height; i++)
    g_assert_cmpfloat (fovea_convolution_get_result (down, i), ==,
                       fovea_convolution_get_value (across, 0, i / width, i % width));
  g_assert_cmpint (fovea_lesson_count_positions (FOVEA_LESSON (across)), ==, 9);
  for (int i = 0; i < 9; i++)
    g_assert_cmpfloat (fovea_convolution_get_result (across, i), ==, fovea_convolution_get_result (whole, i));
  for (int row = 0; row < 3; row++)
    for (int column = 0; column < 3; column++)
      g_assert_cmpfloat (fovea_convolution_get_weight (whole, 0, 0, row, column), ==,
                         fovea_convolution_get_weight (down, 0, 0, row, 0)
                             * fovea_convolution_get_weight (across, 0, 0, 0, column));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/separable/lecture", test_lecture);
  return g_test_run ();
}
