/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What all lessons share, seen through the convolution lesson. */

#include "lesson/convolution-pass.h"
#include "lesson/pooling.h"
#include "lesson/stack.h"
#include "lesson/state.h"

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

/* Whoever goes back to have a look at an output keeps what is there; stepping does not, and neither does starting anew. */
static void
test_filled (void)
{
  g_autoptr (FoveaConvolution) convolution = fovea_convolution_new (); /* 5×5 positions */
  FoveaLesson *lesson = FOVEA_LESSON (convolution);
  g_autoptr (FoveaLesson) copy = NULL;
  g_auto (GStrv) state = NULL;

  fovea_lesson_set_position (lesson, 24);
  fovea_lesson_set_position (lesson, 20);
  g_assert_cmpint (fovea_convolution_count_filled (convolution, 0), ==, 21);
  fovea_lesson_look_at (lesson, 6);
  fovea_lesson_look_at (lesson, 0);
  fovea_lesson_look_at (lesson, 7);
  g_assert_cmpint (fovea_lesson_get_position (lesson), ==, 7);
  g_assert_cmpint (fovea_convolution_count_filled (convolution, 0), ==, 21);
  copy = fovea_lesson_copy (lesson);
  g_assert_cmpint (fovea_lesson_get_filled (copy), ==, 20);
  state = fovea_lesson_get_state (lesson);
  g_assert_true (g_strv_contains ((const char *const *) state, "filled=20"));
  fovea_lesson_set_position (lesson, 8);
  g_assert_cmpint (fovea_lesson_get_filled (lesson), ==, 20);
  fovea_lesson_set_position (lesson, 22);
  fovea_lesson_set_position (lesson, 21);
  g_assert_cmpint (fovea_lesson_get_filled (lesson), ==, 21);
  fovea_lesson_look_at (lesson, 3);
  fovea_lesson_set_position (lesson, 0);
  g_assert_cmpint (fovea_lesson_get_filled (lesson), ==, 0);
  fovea_lesson_set_position (lesson, 24);
  fovea_lesson_look_at (lesson, 3);
  g_object_set (lesson, "stride", 2, NULL);
  g_assert_cmpint (fovea_lesson_get_filled (lesson), ==, fovea_lesson_get_position (lesson));
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

/* Every setting as it is not when the page opens, as far as the others leave room for it. */
static void
set_all_otherwise (FoveaLesson *lesson)
{
  guint n;
  g_autofree GParamSpec **all = g_object_class_list_properties (G_OBJECT_GET_CLASS (lesson), &n);

  for (guint i = 0; i < n; i++)
    {
      if (!(all[i]->flags & G_PARAM_WRITABLE))
        continue;
      if (G_IS_PARAM_SPEC_BOOLEAN (all[i]))
        g_object_set (lesson, all[i]->name, !G_PARAM_SPEC_BOOLEAN (all[i])->default_value, NULL);
      else if (G_IS_PARAM_SPEC_ENUM (all[i]))
        g_object_set (lesson, all[i]->name, 1, NULL);
      else if (G_IS_PARAM_SPEC_INT64 (all[i]))
        g_object_set (lesson, all[i]->name, (gint64) 77, NULL);
      else if (G_IS_PARAM_SPEC_DOUBLE (all[i]))
        g_object_set (lesson, all[i]->name, 0.25, NULL);
      else
        g_object_set (lesson, all[i]->name, G_PARAM_SPEC_INT (all[i])->default_value + 1, NULL);
    }
}

static char *
get_state (FoveaLesson *lesson)
{
  g_auto (GStrv) state = fovea_lesson_get_state (lesson);

  return g_strjoinv ("|", state);
}

/* A copy has everything, and is by itself from then on. */
static void
check_copy (FoveaLesson *lesson)
{
  g_autoptr (FoveaLesson) copy = NULL;
  g_autofree char *before = get_state (lesson), *copied = NULL, *after = NULL;

  fovea_lesson_set_hidden (lesson, FOVEA_HIDE_CELL);
  copy = fovea_lesson_copy (lesson);
  copied = get_state (copy);
  g_assert_cmpstr (copied, ==, before);
  g_assert_cmpuint (fovea_lesson_get_hidden (copy), ==, FOVEA_HIDE_CELL);
  fovea_lesson_reset (copy);
  after = get_state (lesson);
  g_assert_cmpstr (after, ==, before);
}

static void
test_copy (void)
{
  g_autoptr (FoveaConvolution) convolution = fovea_convolution_new ();
  g_autoptr (FoveaPooling) pooling = fovea_pooling_new ();
  g_autoptr (FoveaStack) stack = fovea_stack_new ();
  g_autoptr (FoveaTensor) picture = fovea_tensor_new (1, 3, 9, 12);
  g_autoptr (FoveaLesson) copy = NULL;

  set_all_otherwise (FOVEA_LESSON (convolution));
  fovea_convolution_set_value (convolution, 0, 1, 2, -3.5f);
  fovea_convolution_set_weight (convolution, 0, 0, 0, 1, 0.25f);
  fovea_convolution_set_bias (convolution, 1, 9);
  if (fovea_convolution_get_target (convolution) != NULL)
    fovea_convolution_set_target_value (convolution, 0, 0, 0, 6);
  check_copy (FOVEA_LESSON (convolution));
  set_all_otherwise (FOVEA_LESSON (pooling));
  fovea_pooling_set_value (pooling, 1, 2, 2, 4);
  check_copy (FOVEA_LESSON (pooling));
  g_object_set (stack, "layers", "INPUT 20x20x2, CONV 3x3x4, POOL 2, CONV 3x3x8", "layer", 2, "stride", 1, NULL);
  check_copy (FOVEA_LESSON (stack));

  fovea_convolution_set_picture (convolution, picture);
  copy = fovea_lesson_copy (FOVEA_LESSON (convolution));
  g_assert_true (fovea_convolution_get_picture (FOVEA_CONVOLUTION (copy)) == picture);
  fovea_convolution_set_picture (FOVEA_CONVOLUTION (copy), NULL);
  g_assert_cmpfloat (fovea_convolution_get_value (FOVEA_CONVOLUTION (copy), 0, 1, 2), ==, -3.5f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/lesson/revision", test_revision);
  g_test_add_func ("/lesson/lesson/filled", test_filled);
  g_test_add_func ("/lesson/lesson/hidden", test_hidden);
  g_test_add_func ("/lesson/lesson/copy", test_copy);
  return g_test_run ();
}
