/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/pooling.h"
#include "lesson/sliding.h"

/* A place is found again where it was, or at the nearest there is; the end stays the end. */
static void
test_stand (void)
{
  g_autoptr (FoveaPooling) lesson = fovea_pooling_new ();
  FoveaStand stand;

  g_object_set (lesson, "input", 8, "depth", 2, "position", 4 * 4 + 2 * 4 + 3, NULL); /* slice 1, row 2, column 3 */
  stand = fovea_stand_of (FOVEA_LESSON (lesson), 4, 4);
  g_assert_cmpint (stand.place.map, ==, 1);
  g_assert_cmpint (stand.place.row, ==, 2);
  g_assert_cmpint (stand.place.column, ==, 3);
  g_assert_false (stand.last);
  g_assert_cmpint (fovea_stand_find (&stand, 6, 6, 2), ==, 36 + 2 * 6 + 3);
  g_assert_cmpint (fovea_stand_find (&stand, 2, 2, 1), ==, 3);
  g_assert_cmpint (fovea_stand_find (&stand, 0, 0, 1), ==, 0);
  fovea_lesson_set_position (FOVEA_LESSON (lesson), 31);
  stand = fovea_stand_of (FOVEA_LESSON (lesson), 4, 4);
  g_assert_true (stand.last);
  g_assert_cmpint (fovea_stand_find (&stand, 6, 6, 2), >=, 71); /* the lesson stops at its last */
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer count)
{
  (*(int *) count)++;
}

/* Only what differs is told; the width tells of `input`, too. */
static void
test_notify_numbers (void)
{
  g_autoptr (FoveaPooling) lesson = fovea_pooling_new ();
  int widths = 0, inputs = 0, strides = 0;

  g_signal_connect (lesson, "notify::input-width", G_CALLBACK (count_cb), &widths);
  g_signal_connect (lesson, "notify::input", G_CALLBACK (count_cb), &inputs);
  g_signal_connect (lesson, "notify::stride", G_CALLBACK (count_cb), &strides);
  g_object_set (lesson, "input-width", 6, NULL);
  g_assert_cmpint (widths, ==, 1);
  g_assert_cmpint (inputs, ==, 1);
  g_object_set (lesson, "stride", 2, NULL); /* as it is */
  g_assert_cmpint (strides, ==, 0);
  g_object_set (lesson, "stride", 1, NULL);
  g_assert_cmpint (strides, ==, 1);
  g_assert_cmpint (widths, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/sliding/stand", test_stand);
  g_test_add_func ("/lesson/sliding/notify-numbers", test_notify_numbers);
  return g_test_run ();
}
