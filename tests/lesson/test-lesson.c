/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What all lessons share, seen through the convolution lesson. */

#include "lesson/convolution.h"

static void
count_cb (FoveaLesson *lesson, int *count)
{
  ++*count;
}

/* Moving is no change; settings and numbers are. */
static void
test_revision (void)
{
  g_autoptr (FoveaLesson) lesson = FOVEA_LESSON (fovea_convolution_new ());
  guint start = fovea_lesson_get_revision (lesson), stride;

  fovea_lesson_set_position (lesson, 3);
  g_assert_cmpuint (fovea_lesson_get_revision (lesson), ==, start);
  g_object_set (lesson, "stride", 2, NULL);
  stride = fovea_lesson_get_revision (lesson);
  g_assert_cmpuint (stride, >, start);
  fovea_convolution_set_weight (FOVEA_CONVOLUTION (lesson), 0, 0, 0, 0, 5);
  g_assert_cmpuint (fovea_lesson_get_revision (lesson), >, stride);
}

static void
test_hidden (void)
{
  g_autoptr (FoveaLesson) lesson = FOVEA_LESSON (fovea_convolution_new ());
  guint start = fovea_lesson_get_revision (lesson);
  int changes = 0;

  g_signal_connect (lesson, "changed", G_CALLBACK (count_cb), &changes);
  g_assert_cmpuint (fovea_lesson_get_hidden (lesson), ==, FOVEA_HIDE_NOTHING);
  fovea_lesson_set_hidden (lesson, FOVEA_HIDE_CELL | FOVEA_HIDE_MAPS);
  fovea_lesson_set_hidden (lesson, FOVEA_HIDE_CELL | FOVEA_HIDE_MAPS);
  g_assert_cmpuint (fovea_lesson_get_hidden (lesson), ==, FOVEA_HIDE_CELL | FOVEA_HIDE_MAPS);
  g_assert_true (fovea_lesson_hides (lesson, FOVEA_HIDE_FIT | FOVEA_HIDE_MAPS));
  g_assert_false (fovea_lesson_hides (lesson, FOVEA_HIDE_FIT));
  g_assert_cmpint (changes, ==, 1);
  g_assert_cmpuint (fovea_lesson_get_revision (lesson), ==, start);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/lesson/revision", test_revision);
  g_test_add_func ("/lesson/lesson/hidden", test_hidden);
  return g_test_run ();
}
