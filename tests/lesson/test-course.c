/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lecture, number by number, through the steps that show it; and lesson files with something wrong in them. */

#include "engine/error.h"
#include "lesson/convolution.h"
#include "lesson/course.h"
#include "lesson/pooling.h"
#include "lesson/stack.h"
#include "lesson/state.h"

#include <glib/gstdio.h>
#include <math.h>

static FoveaCourse *
open_lecture (void)
{
  g_autoptr (GError) error = NULL;
  FoveaCourse *course = fovea_course_open ("lecture", &error);

  g_assert_no_error (error);
  return course;
}

static const FoveaStep *
find_step (FoveaCourse *course, const char *id)
{
  g_autoptr (GError) error = NULL;
  int index = fovea_course_find (course, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (fovea_course_get_step (course, index)->id, ==, id);
  return fovea_course_get_step (course, index);
}

static void
apply (const FoveaStep *step, FoveaLesson *lesson)
{
  g_autoptr (GError) error = NULL;

  fovea_lesson_set_state (lesson, (const char *const *) step->state, &error);
  g_assert_no_error (error);
}

static FoveaLesson *
open_step (FoveaCourse *course, const char *id)
{
  const FoveaStep *step = find_step (course, id);
  FoveaLesson *lesson = fovea_course_new_lesson (step->page);

  apply (step, lesson);
  return lesson;
}

/* --- the lecture's numbers. Output and parameters of each convolution step; 0: it does not fit. */
static const struct
{
  const char *id;
  int output, maps;
  gint64 parameters;
} convolutions[] = {
  { "start", 5, 1, 10 },
  { "products", 5, 1, 10 },
  { "map", 5, 1, 10 },
  { "stride-2", 3, 1, 10 },
  { "stride-3", 0, 1, 10 },
  { "pad-1", 3, 1, 10 },
  { "F1", 1, 10, 10 * 3072 + 10 },
  { "C1", 28, 1, 76 },
  { "C2", 28, 1, 76 },
  { "C3", 28, 1, 76 },
  { "C3-two", 28, 2, 152 },
  { "C3-six", 28, 6, 456 },
  { "C7", 5, 1, 10 },
  { "C20", 3, 2, 56 },
  { "C8", 5, 1, 10 },
  { "C9", 3, 1, 10 },
  { "C10", 0, 1, 10 },
  { "C11", 3, 1, 10 },
  { "C11-down", 2, 1, 10 },
  { "C11-padding", 55, 1, 364 },
  { "C12", 7, 1, 10 },
  { "C12-keep", 7, 1, 26 },
  { "C12-seven", 7, 1, 50 },
  { "C12-even", 6, 1, 17 },
  { "C12-twice", 9, 1, 10 },
  { "C14", 32, 10, 760 },
  { "C15", 32, 10, 760 },
  { "C16", 32, 10, 760 },
  { "C17", 32, 32, 896 },
  { "C17-five", 32, 32, 2432 },
  { "C17-stride", 0, 32, 2432 },
  { "C17-odd", 17, 32, 2432 },
  { "C17-one", 32, 32, 128 },
  { "C18", 56, 32, 2080 },
  { "C19", 28, 1, 76 },
  { "C19-five", 28, 5, 380 },
  { "C19-count", 28, 6, 456 },
  { "F1-end", 1, 120, 48120 },
};

static void
test_sizes_and_counts (void)
{
  g_autoptr (FoveaCourse) course = open_lecture ();

  for (guint i = 0; i < G_N_ELEMENTS (convolutions); i++)
    {
      g_autoptr (FoveaLesson) lesson = open_step (course, convolutions[i].id);
      FoveaConvolution *convolution = FOVEA_CONVOLUTION (lesson);
      int width, height;

      g_test_message ("%s", convolutions[i].id);
      fovea_convolution_get_output_size (convolution, &width, &height);
      g_assert_cmpint (width, ==, convolutions[i].output);
      g_assert_cmpint (height, ==, convolutions[i].output);
      g_assert_cmpint (fovea_convolution_get_filters (convolution), ==, convolutions[i].maps);
      g_assert_cmpint (fovea_convolution_count_parameters (convolution), ==, convolutions[i].parameters);
      if (width > 0)
        g_assert_cmpint (fovea_lesson_count_positions (lesson), ==, width * height * convolutions[i].maps);
    }
}

/* C4, C13 and what stacked layers look at: sizes from the input on, 0 where it does not fit; the field of the last. */
static const struct
{
  const char *id;
  int sizes[10], field;
  gint64 parameters;
} stacks[] = {
  { "C4", { 32, 28 }, 5, 456 },
  { "C4-second", { 32, 28, 24 }, 9, 456 + 1510 },
  { "C13", { 32, 28, 24 }, 9, 456 + 906 },
  { "C13-again", { 32, 28, 24, 20, 16, 12, 8, 4, 0 }, 0, 456 + 6 * 906 },
  { "C13-padded", { 32, 32, 32, 32, 32, 32, 32, 32, 32 }, 33, 456 + 7 * 906 },
  { "C19-field", { 32, 30, 28 }, 5, 224 + 584 },
  { "C19-field-three", { 32, 30, 28, 26 }, 7, 224 + 2 * 584 },
};

static void
test_stacks (void)
{
  g_autoptr (FoveaCourse) course = open_lecture ();

  for (guint i = 0; i < G_N_ELEMENTS (stacks); i++)
    {
      g_autoptr (FoveaLesson) lesson = open_step (course, stacks[i].id);
      FoveaStack *stack = FOVEA_STACK (lesson);
      int last = fovea_stack_count_layers (stack);

      for (int row = 0; row <= last; row++)
        g_assert_cmpint (fovea_stack_get_shape (stack, row).width, ==, stacks[i].sizes[row]);
      g_assert_cmpint (stacks[i].sizes[last + 1], ==, 0);
      g_assert_cmpint (fovea_stack_get_spec (stack)->parameters, ==, stacks[i].parameters);
      if (stacks[i].field > 0)
        g_assert_cmpint (fovea_stack_get_sight (stack, 0, FALSE).size, ==, stacks[i].field);
    }
}

/* C10: (7 − 3)/3 + 1 = 2.33; H8: 54.25 with the paper's 224, 55.25 if padded; P3: 15.5. */
static void
test_misfits (void)
{
  g_autoptr (FoveaCourse) course = open_lecture ();
  g_autoptr (FoveaLesson) c10 = open_step (course, "C10"), padded = open_step (course, "C11-padding");
  g_autoptr (FoveaLesson) p3 = open_step (course, "P3-overlap");
  FoveaGeometry geometry = fovea_convolution_get_geometry (FOVEA_CONVOLUTION (c10), FALSE);

  g_assert_cmpfloat_with_epsilon (fovea_geometry_fit (&geometry).exact, 7 / 3., 1e-12);
  geometry = fovea_convolution_get_geometry (FOVEA_CONVOLUTION (padded), FALSE);
  g_assert_cmpfloat (fovea_geometry_fit (&geometry).exact, ==, 55.25);
  g_assert_cmpint (fovea_geometry_fit (&geometry).left_over, ==, 1);
  geometry.pad = geometry.pad_end = 0;
  g_assert_cmpfloat (fovea_geometry_fit (&geometry).exact, ==, 54.25);
  geometry = fovea_pooling_get_geometry (FOVEA_POOLING (p3), FALSE);
  g_assert_cmpfloat (fovea_geometry_fit (&geometry).exact, ==, 15.5);
}

/* C17: with F = 5 and S = 2 no padding fits on 32, and every padding does on 33. */
static void
test_whatever_fits (void)
{
  g_autoptr (FoveaCourse) course = open_lecture ();
  g_autoptr (FoveaLesson) even = open_step (course, "C17-stride"), odd = open_step (course, "C17-odd");

  for (int pad = 0; pad <= 8; pad++)
    {
      g_object_set (even, "pad", pad, NULL);
      g_object_set (odd, "pad", pad, NULL);
      g_assert_false (fovea_convolution_fits (FOVEA_CONVOLUTION (even)));
      g_assert_true (fovea_convolution_fits (FOVEA_CONVOLUTION (odd)));
    }
}

/* C2: 75 numbers under the window, three sums and a bias. */
static void
test_dot_product (void)
{
  g_autoptr (FoveaCourse) course = open_lecture ();
  g_autoptr (FoveaLesson) lesson = open_step (course, "C2");
  FoveaConvolution *convolution = FOVEA_CONVOLUTION (lesson);
  int position = fovea_lesson_get_position (lesson), numbers = 0;
  FoveaPlace place = fovea_convolution_get_place (convolution, position);
  double sum = 0;

  for (int c = 0; c < fovea_convolution_get_depth (convolution); c++)
    for (int u = 0; u < fovea_convolution_get_filter_height (convolution); u++)
      for (int v = 0; v < fovea_convolution_get_filter_width (convolution); v++, numbers++)
        sum += fovea_convolution_get_value (convolution, c, place.row + u, place.column + v)
               * fovea_convolution_get_weight (convolution, 0, c, u, v);
  g_assert_cmpint (numbers, ==, 75);
  sum += fovea_convolution_get_bias (convolution, 0);
  g_assert_cmpfloat (fovea_convolution_get_result (convolution, position), ==, sum);
}

/* C19: 28×28×6 from 32×32×3, connected in three ways. */
static void
test_three_ways_to_connect (void)
{
  g_autoptr (FoveaCourse) course = open_lecture ();
  g_autoptr (FoveaLesson) whole = open_step (course, "F1"), lesson = open_step (course, "C19-count");
  gint64 neurons = fovea_lesson_count_positions (lesson);
  gint64 one = fovea_convolution_count_parameters (FOVEA_CONVOLUTION (lesson)) / 6;
  gint64 all = fovea_convolution_count_parameters (FOVEA_CONVOLUTION (whole)) / 10;

  g_assert_cmpint (neurons * all, ==, 14455392);
  g_assert_cmpint (neurons * one, ==, 357504);
  g_assert_cmpint (6 * one, ==, 456);
  g_object_set (lesson, "input", 64, NULL);
  g_assert_cmpint (fovea_convolution_count_parameters (FOVEA_CONVOLUTION (lesson)), ==, 456);
}

static void
assert_results (FoveaLesson *lesson, const float *expected, int n)
{
  for (int i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (fovea_convolution_get_result (FOVEA_CONVOLUTION (lesson), i), expected[i], 1e-6);
}

/* C20: 18 positions. The outputs were computed by a few lines of Python. */
static void
test_demo_volume (void)
{
  static const float output[]
    = { 2, 6, 4, 7, 10, -4, 8, 6, 2, -4, -5, 2, -3, -1, 0, -7, 1, -3 };
  g_autoptr (FoveaCourse) course = open_lecture ();
  g_autoptr (FoveaLesson) lesson = open_step (course, "C20"), second = open_step (course, "C20-second");
  FoveaConvolution *convolution = FOVEA_CONVOLUTION (lesson);
  float low, high;

  g_assert_cmpint (fovea_lesson_count_positions (lesson), ==, 18);
  assert_results (lesson, output, 18);
  fovea_convolution_get_value_range (convolution, &low, &high);
  g_assert_true (low == 0 && high == 2);
  g_assert_cmpfloat (fovea_convolution_get_weight_limit (convolution, 0), ==, 1);
  g_assert_cmpfloat (fovea_convolution_get_bias (convolution, 0), ==, 1);
  g_assert_cmpfloat (fovea_convolution_get_bias (convolution, 1), ==, 0);
  g_assert_cmpint (fovea_convolution_get_place (convolution, fovea_lesson_get_position (second)).map, ==, 1);
}

/* C7: the filter turned by half a turn, and upright after true convolution has flipped it. */
static void
test_flip (void)
{
  g_autoptr (FoveaCourse) course = open_lecture ();
  g_autoptr (FoveaLesson) plain = open_step (course, "C7"), flipped = open_step (course, "C7-flipped");

  for (int i = 0; i < 9; i++)
    {
      int position = (1 + i / 3) * 5 + 1 + i % 3;

      g_assert_cmpfloat (fovea_convolution_get_result (FOVEA_CONVOLUTION (plain), position), ==, 9 - i);
      g_assert_cmpfloat (fovea_convolution_get_result (FOVEA_CONVOLUTION (flipped), position), ==, 1 + i);
    }
}

/* Padding darkens: 4/9 in the corners, 6/9 on the edges. */
static void
test_dark_border (void)
{
  g_autoptr (FoveaCourse) course = open_lecture ();
  g_autoptr (FoveaLesson) lesson = open_step (course, "C12-dark");
  FoveaConvolution *convolution = FOVEA_CONVOLUTION (lesson);

  g_assert_cmpfloat_with_epsilon (fovea_convolution_get_result (convolution, 0), 4 / 9., 1e-6);
  g_assert_cmpfloat_with_epsilon (fovea_convolution_get_result (convolution, 48), 4 / 9., 1e-6);
  g_assert_cmpfloat_with_epsilon (fovea_convolution_get_result (convolution, 3), 6 / 9., 1e-6);
  g_assert_cmpfloat_with_epsilon (fovea_convolution_get_result (convolution, 24), 1, 1e-6);
}

static int
find_five (FoveaLesson *lesson)
{
  int found = -1;

  for (int i = 0; i < fovea_lesson_count_positions (lesson); i++)
    if (fovea_convolution_get_result (FOVEA_CONVOLUTION (lesson), i) == 5)
      {
        g_assert_cmpint (found, ==, -1);
        found = i;
      }
  return found;
}

/* The input shifts by one row and two columns, and so does the map's largest number. */
static void
test_shift (void)
{
  g_autoptr (FoveaCourse) course = open_lecture ();
  g_autoptr (FoveaLesson) here = open_step (course, "C19-here"), there = open_step (course, "C19-there");

  g_assert_cmpint (find_five (here), ==, 1 * 5 + 1);
  g_assert_cmpint (find_five (there), ==, 2 * 5 + 3);
}

static void
assert_pooled (FoveaCourse *course, const char *id, int slice, const float expected[4])
{
  g_autoptr (FoveaLesson) lesson = open_step (course, id);

  for (int i = 0; i < 4; i++)
    g_assert_cmpfloat (fovea_pooling_get_result (FOVEA_POOLING (lesson), (FoveaPlace){ slice, i / 2, i % 2 }), ==,
                       expected[i]);
}

/* P2: [1 1 2 4; 5 6 7 8; 3 2 1 0; 1 2 3 4] gives [6 8; 3 4]. */
static void
test_pooling_results (void)
{
  g_autoptr (FoveaCourse) course = open_lecture ();

  assert_pooled (course, "P2", 0, (float[]){ 6, 8, 3, 4 });
  assert_pooled (course, "P2-all", 0, (float[]){ 6, 8, 3, 4 });
  assert_pooled (course, "P1-apart", 0, (float[]){ 6, 8, 3, 4 });
  assert_pooled (course, "P1-apart", 1, (float[]){ 9, 1, 1, 9 });
  assert_pooled (course, "P3-still", 0, (float[]){ 5, 0, 9, 0 });
  assert_pooled (course, "P3-moved", 0, (float[]){ 5, 0, 0, 9 });
}

static void
test_tie (void)
{
  g_autoptr (FoveaCourse) course = open_lecture ();
  g_autoptr (FoveaLesson) lesson = open_step (course, "P2-tie");
  int row, column;

  g_assert_true (fovea_pooling_get_winner (FOVEA_POOLING (lesson), (FoveaPlace){ 0, 0, 0 }, &row, &column));
  g_assert_true (row == 0 && column == 0);
}

/* P1: 224×224×64 → 112×112×64; P3: 32 → 16 with F = 2, and 33 → 16 with F = 3. */
static void
test_pooling_sizes (void)
{
  static const struct
  {
    const char *id;
    int output, depth;
  } pools[] = { { "P1", 112, 64 }, { "P2", 2, 1 }, { "P3", 16, 3 }, { "P3-overlap", 0, 1 }, { "P3-odd", 16, 1 } };
  g_autoptr (FoveaCourse) course = open_lecture ();

  for (guint i = 0; i < G_N_ELEMENTS (pools); i++)
    {
      g_autoptr (FoveaLesson) lesson = open_step (course, pools[i].id);
      int width, height;

      fovea_pooling_get_output_size (FOVEA_POOLING (lesson), &width, &height);
      g_assert_cmpint (width, ==, pools[i].output);
      g_assert_cmpint (height, ==, pools[i].output);
      g_assert_cmpint (fovea_pooling_get_depth (FOVEA_POOLING (lesson)), ==, pools[i].depth);
    }
}

/* --- the lecture as a whole */

/* Every line of the lecture's list has its step, under its name and in the deck's order. */
static void
test_order (void)
{
  static const char *const deck[] = { "F1",  "C1",  "C2",  "C3",  "C4",  "C5",  "C6",  "C7",  "C20",
                                      "C8",  "C9",  "C10", "C11", "C12", "C13", "C14", "C15", "C16",
                                      "C17", "C18", "C19", "P1",  "P2",  "P3",  "F1-end",
                                      "N2-batches", "N2-accuracy", "N2-certainty" };
  g_autoptr (FoveaCourse) course = open_lecture ();
  int before = 0;

  g_assert_cmpstr (fovea_course_get_step (course, 0)->id, ==, "start");
  for (guint i = 0; i < G_N_ELEMENTS (deck); i++)
    {
      int index = fovea_course_find (course, deck[i], NULL);

      g_assert_cmpint (index, >, before);
      before = index;
    }
  g_assert_cmpint (before, ==, course->n_steps - 1);
}

/* A step is the same whatever was on the page before, and nothing that was edited in it stays. */
static void
test_steps_forget_edits (void)
{
  g_autoptr (FoveaCourse) course = open_lecture ();
  g_autoptr (FoveaLesson) used = fovea_course_new_lesson ("convolution");

  for (int i = 0; i < course->n_steps; i++)
    {
      const FoveaStep *step = fovea_course_get_step (course, i);
      g_autoptr (FoveaLesson) fresh = fovea_course_new_lesson (step->page);
      g_auto (GStrv) expected = NULL, state = NULL;

      if (!FOVEA_IS_CONVOLUTION (fresh))
        continue;
      apply (step, fresh);
      apply (step, used);
      if (fovea_convolution_get_picture (FOVEA_CONVOLUTION (used)))
        continue;
      fovea_convolution_set_value (FOVEA_CONVOLUTION (used), 0, 0, 0, 42);
      fovea_convolution_set_bias (FOVEA_CONVOLUTION (used), 0, -5);
      g_object_set (used, "stride", 5, "dilation", 2, "relu", TRUE, NULL);
      apply (step, used);
      expected = fovea_lesson_get_state (fresh);
      state = fovea_lesson_get_state (used);
      g_assert_true (g_strv_equal ((const char *const *) state, (const char *const *) expected));
    }
}

static void
test_questions_can_be_asked (void)
{
  g_autoptr (FoveaCourse) course = open_lecture ();
  int asked = 0;

  for (int i = 0; i < course->n_steps; i++)
    {
      const FoveaStep *step = fovea_course_get_step (course, i);
      g_autoptr (FoveaLesson) lesson = NULL;
      g_autoptr (FoveaQuestion) question = NULL;
      FoveaQuiz quiz = { 0 };

      if (!step->asks)
        continue;
      lesson = fovea_course_new_lesson (step->page);
      apply (step, lesson);
      question = fovea_quiz_ask (&quiz, step->question, lesson);
      g_assert_nonnull (question);
      asked++;
    }
  g_assert_cmpint (asked, >=, 12);
}

/* C10, C12, C14, C15 and C17, and what pooling is asked, from the page as the step sets it. */
static void
test_answers (void)
{
  static const struct
  {
    const char *id, *answer;
  } answers[] = {
    { "stride-2", "3×3" },
    { "C3-six", "6" },
    { "C20-second", "−4" },
    { "C10", "No, it doesn’t fit" },
    { "C11", "3×3" },
    { "C12", "7×7" },
    { "C12-keep", "2" },
    { "C12-even", "None does" },
    { "C14", "32×32×10" },
    { "C15", "760" },
    { "C17-stride", "No padding can help" },
    { "C18", "2,080" },
    { "F1-end", "48,120" },
    { "P1", "64" },
    { "P2", "6" },
    { "P3", "0" },
    { "P3-overlap", "No, it doesn’t fit" },
  };
  g_autoptr (FoveaCourse) course = open_lecture ();

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (FoveaLesson) lesson = open_step (course, answers[i].id);
      FoveaQuiz quiz = { 0 };
      g_autoptr (FoveaQuestion) question
        = fovea_quiz_ask (&quiz, find_step (course, answers[i].id)->question, lesson);

      g_assert_cmpstr (fovea_question_choice (question, question->right)->text, ==, answers[i].answer);
    }
}

static void
test_find (void)
{
  g_autoptr (FoveaCourse) course = open_lecture ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fovea_course_find (course, "1", NULL), ==, 0);
  g_assert_cmpint (fovea_course_find (course, "START", NULL), ==, 0);
  g_assert_cmpint (fovea_course_find (course, "0", &error), ==, -1);
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
}

/* --- one's own */

static void
test_write_and_read (void)
{
  g_autoptr (FoveaCourse) course = fovea_course_new ("My lesson"), again = NULL;
  g_autoptr (FoveaLesson) lesson = fovea_course_new_lesson ("convolution"), other = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("fovea-XXXXXX", NULL), *path = g_build_filename (folder, "a.lesson", NULL);
  g_auto (GStrv) state = NULL, state_again = NULL;

  g_object_set (lesson, "input", 9, "stride", 2, NULL);
  fovea_convolution_set_weight (FOVEA_CONVOLUTION (lesson), 0, 0, 1, 1, -0.1f);
  state = fovea_lesson_get_state (lesson);
  fovea_course_add (course, "convolution", "One; two = three\n# four", " \\ text", (const char *const *) state);
  fovea_course_add (course, "pooling", "Second", "Text", (const char *const[]){ NULL });
  g_assert_true (fovea_course_save (course, path, &error));
  again = fovea_course_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->name, ==, "a");
  g_assert_cmpstr (again->title, ==, "My lesson");
  g_assert_cmpint (again->n_steps, ==, 2);
  g_assert_cmpstr (fovea_course_get_step (again, 0)->title, ==, "One; two = three\n# four");
  other = open_step (again, "1");
  state_again = fovea_lesson_get_state (other);
  g_assert_true (g_strv_equal ((const char *const *) state, (const char *const *) state_again));
  g_assert_false (fovea_course_save (course, "/dev/null/a.lesson", &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE);
  g_unlink (path);
  g_rmdir (folder);
}

/* A picture beside the lesson file is found there, wherever the program was started. */
static void
test_picture_beside (void)
{
  static const char text[] = "[Lesson]\nFormat=1\nTitle=t\n[1]\nPage=convolution\nTitle=t\nText=t\npicture=grey.pgm\n";
  g_autofree char *folder = g_dir_make_tmp ("fovea-XXXXXX", NULL), *path = g_build_filename (folder, "a.lesson", NULL);
  g_autofree char *picture = g_build_filename (folder, "grey.pgm", NULL);
  g_autoptr (FoveaCourse) course = NULL;
  g_autoptr (FoveaLesson) lesson = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_null (fovea_course_load (path, &error));
  g_assert_true (g_file_set_contents (picture, "P5 9 8 255 " /* and 72 pixels */
                                      "........................................................................", -1, NULL));
  g_clear_error (&error);
  course = fovea_course_load (path, &error);
  g_assert_no_error (error);
  lesson = open_step (course, "1");
  g_assert_cmpint (fovea_convolution_get_width (FOVEA_CONVOLUTION (lesson)), ==, 9);
  g_unlink (picture);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_translations (void)
{
  static const char text[] = "[Lesson]\nFormat=1\nTitle=T\n[a]\nPage=pooling\nTitle=Hello\nTitle[de]=Hallo\nText=x\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (FoveaCourse) course = NULL;

  g_setenv ("LANGUAGE", "de", TRUE);
  course = fovea_course_parse (text, sizeof text - 1, "t", &error);
  g_unsetenv ("LANGUAGE");
  g_assert_no_error (error);
  g_assert_cmpstr (fovea_course_get_step (course, 0)->title, ==, "Hallo");
}

#define HEAD "[Lesson]\nFormat=1\nTitle=T\n"
#define STEP "[a]\nPage=convolution\nTitle=t\nText=x\n"

static const struct
{
  const char *text, *says;
} mistakes[] = {
  { "", "[Lesson]" },
  { "hello", "hello" },
  { "\xff\xfe", "UTF-8" },
  { STEP, "begins with [Lesson]" },
  { "[Lesson]\nTitle=T\n" STEP, "Format=1" },
  { "[Lesson]\nFormat=2\nTitle=T\n" STEP, "Format=1" },
  { "[Lesson]\nFormat=1\n" STEP, "Title=" },
  { HEAD, "no steps" },
  { HEAD "[a]\nTitle=t\nText=x\n", "[a]: “Page=” is missing" },
  { HEAD "[a]\nPage=convolution\nText=x\n", "[a]: “Title=” is missing" },
  { HEAD "[a]\nPage=convolution\nTitle=t\nText= \n", "[a]: “Text=” is missing" },
  { HEAD "[a]\nPage=kitchen\nTitle=t\nText=x\n", "There is no page “kitchen”: there are convolution, pooling" },
  { HEAD STEP "Colour=red\n", "There is no key “Colour”" },
  { HEAD STEP "Ask=why\n", "“Ask” cannot be “why”: it is one of output-size, fits" },
  { HEAD STEP "Exercise=yes\n", "An exercise needs “Ask=”" },
  { HEAD STEP "Ask=fits\nExercise=1\n", "it is yes or no" },
  { HEAD STEP "colour=red\n", "There is no setting “colour”" },
  { HEAD STEP "stride=0\n", "from 1 to" },
  { HEAD STEP "filter=8\n", "room for is 7" },
  { HEAD STEP STEP, "“[a]” stands there twice" },
  { HEAD STEP "pad=1\npad=2\n", "“[a] pad” stands there twice" },
  { HEAD STEP "[b]\nPage=pooling\nTitle=t\nText=x\nvalues=1 2; 3\n", "[b]: “values”: slice 1, row 1" },
};

static void
test_mistakes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fovea_course_parse (mistakes[i].text, strlen (mistakes[i].text), "my.lesson", &error));
      g_assert_true (error->domain == FOVEA_ERROR);
      g_assert_true (g_str_has_prefix (error->message, "my.lesson: "));
      if (!strstr (error->message, mistakes[i].says))
        g_error ("%s: %s", mistakes[i].text, error->message);
    }
}

static void
test_missing_files (void)
{
  g_autoptr (GError) error = NULL, other = NULL;

  g_assert_null (fovea_course_open ("no-such-lesson", &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE);
  g_assert_null (fovea_course_open ("./no-such.lesson", &other));
  g_assert_error (other, FOVEA_ERROR, FOVEA_ERROR_FILE);
}

/* Bytes changed, dropped and doubled at random places: it is read, or there is an error; never anything worse. */
static void
test_mangled (void)
{
  static const char text[] = HEAD "# a comment\n" STEP
    "input=5\ndepth=2\nfilters=2\nweights-1=1 2 3; 4 5 6; 7 8 9 / 1 2 3; 4 5 6; 7 8 9\nbiases=1 0\nposition=3\n"
    "[b]\nPage=pooling\nTitle=t\nText=x\nAsk=cell\nvalues=1 1 2 4; 5 6 7 8; 3 2 1 0; 1 2 3 4\n";
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (int round = 0; round < 3000; round++)
    {
      g_autoptr (GString) mangled = g_string_new (text);
      g_autoptr (GError) error = NULL;
      g_autoptr (FoveaCourse) course = NULL;

      for (int n = g_rand_int_range (random, 1, 6); n > 0; n--)
        {
          int at = g_rand_int_range (random, 0, mangled->len), kind = g_rand_int_range (random, 0, 3);

          if (kind == 0)
            mangled->str[at] = g_rand_int_range (random, 0, 256);
          else if (kind == 1)
            g_string_erase (mangled, at, 1 + g_rand_int_range (random, 0, mangled->len - at));
          else
            g_string_insert_c (mangled, at, text[g_rand_int_range (random, 0, sizeof text - 1)]);
          if (mangled->len == 0)
            g_string_append_c (mangled, '[');
        }
      course = fovea_course_parse (mangled->str, mangled->len, "mangled", &error);
      g_assert_true ((course == NULL) == (error != NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/course/sizes-and-counts", test_sizes_and_counts);
  g_test_add_func ("/lesson/course/stacks", test_stacks);
  g_test_add_func ("/lesson/course/misfits", test_misfits);
  g_test_add_func ("/lesson/course/whatever-fits", test_whatever_fits);
  g_test_add_func ("/lesson/course/dot-product", test_dot_product);
  g_test_add_func ("/lesson/course/three-ways-to-connect", test_three_ways_to_connect);
  g_test_add_func ("/lesson/course/demo-volume", test_demo_volume);
  g_test_add_func ("/lesson/course/flip", test_flip);
  g_test_add_func ("/lesson/course/dark-border", test_dark_border);
  g_test_add_func ("/lesson/course/shift", test_shift);
  g_test_add_func ("/lesson/course/pooling-results", test_pooling_results);
  g_test_add_func ("/lesson/course/tie", test_tie);
  g_test_add_func ("/lesson/course/pooling-sizes", test_pooling_sizes);
  g_test_add_func ("/lesson/course/order", test_order);
  g_test_add_func ("/lesson/course/steps-forget-edits", test_steps_forget_edits);
  g_test_add_func ("/lesson/course/questions-can-be-asked", test_questions_can_be_asked);
  g_test_add_func ("/lesson/course/answers", test_answers);
  g_test_add_func ("/lesson/course/find", test_find);
  g_test_add_func ("/lesson/course/write-and-read", test_write_and_read);
  g_test_add_func ("/lesson/course/picture-beside", test_picture_beside);
  g_test_add_func ("/lesson/course/translations", test_translations);
  g_test_add_func ("/lesson/course/mistakes", test_mistakes);
  g_test_add_func ("/lesson/course/missing-files", test_missing_files);
  g_test_add_func ("/lesson/course/mangled", test_mangled);
  return g_test_run ();
}
