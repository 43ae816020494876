/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Questions on what goes backward, trains or stamps: at numbers that can be reckoned here, and on the pages, where the
 * answer is what the lesson itself shows one step later. */

#include "lesson/hide.h"
#include "lesson/pooling.h"
#include "lesson/state.h"
#include "question.h"

#include <math.h>

/* As torch.nn.ConvTranspose2d gives them: 4 with F 4, S 2, P 1 is 8; 16 with F 5, S 3, P 2, dilation 2 is 50. */
static void
test_stamped_sizes (void)
{
  FoveaSetting setting = layer (4, 1, 4, 1, 2, 1);

  g_assert_false (fovea_question_can_ask (FOVEA_QUESTION_STAMPED_SIZE, &setting));
  setting.pass = FOVEA_LESSON_TRANSPOSED;
  assert_answer (FOVEA_QUESTION_STAMPED_SIZE, setting, "8×8");
  setting = layer (16, 1, 5, 1, 3, 2);
  setting.pass = FOVEA_LESSON_TRANSPOSED;
  setting.window.dilation = 2;
  assert_answer (FOVEA_QUESTION_STAMPED_SIZE, setting, "50×50");
  g_assert_false (fovea_question_can_ask (FOVEA_QUESTION_OUTPUT_SIZE, &setting));
}

/* 3 · 4 to the weight under 4; of max pooling 0 or all, of average a quarter. */
static void
test_gradients (void)
{
  static const float x[] = { 1, 4, 2, 3 }, w[] = { 1, -1, 0, 2 };
  FoveaSetting setting = { .pass = FOVEA_LESSON_BACKWARD, .window = FOVEA_WINDOW (2), .input = 2, .depth = 1,
                           .filters = 1, .slice = -1, .gradient = 3, .column = 1 };

  setting.x = fovea_tensor_new_from (1, 1, 2, 2, x);
  setting.w = fovea_tensor_new_from (1, 1, 2, 2, w);
  assert_answer (FOVEA_QUESTION_GRADIENT, setting, "12");
  setting.x = NULL;
  setting.w = fovea_tensor_new_from (1, 1, 2, 2, w);
  assert_answer (FOVEA_QUESTION_STAMP, setting, "−3");
  setting.pooling = TRUE;
  setting.w = NULL;
  for (int column = 0; column < 2; column++)
    for (FoveaPoolingKind kind = 0; kind <= FOVEA_POOLING_AVERAGE; kind++)
      {
        setting.x = fovea_tensor_new_from (1, 1, 2, 2, x);
        setting.column = column;
        setting.pool = kind;
        assert_answer (FOVEA_QUESTION_GRADIENT, setting, kind ? "0.75" : column ? "3" : "0");
      }
}

/* 2 − 0.1 · (−5) = 2.5 */
static void
test_step (void)
{
  static const float w[] = { 2 };
  FoveaSetting setting = layer (1, 1, 1, 1, 1, 0);
  g_autoptr (FoveaQuestion) question = NULL;

  setting.pass = FOVEA_LESSON_TRAIN;
  setting.gradient = -5;
  setting.rate = 0.1;
  setting.w = fovea_tensor_new_from (1, 1, 1, 1, w);
  question = fovea_question_new (FOVEA_QUESTION_STEP, &setting);
  g_assert_cmpstr (get_right (question)->text, ==, "2.5");
  g_assert_nonnull (strstr (question->worked, "2 − 0.1 · (−5) = 2.5"));
  assert_answer (FOVEA_QUESTION_STEP, setting, "2.5");
}

/* --- on the pages */

static FoveaLesson *
open_lesson (FoveaLesson *lesson, const char *text)
{
  g_auto (GStrv) state = g_strsplit (text, "|", -1);
  g_autoptr (GError) error = NULL;

  fovea_lesson_set_state (lesson, (const char *const *) state, &error);
  g_assert_no_error (error);
  return lesson;
}

/* What the number asked about has at the present position. */
static double
read_number (FoveaLesson *lesson, FoveaQuestionKind kind, const FoveaSetting *setting, FoveaPlace place)
{
  FoveaConvolution *convolution = FOVEA_IS_CONVOLUTION (lesson) ? FOVEA_CONVOLUTION (lesson) : NULL;
  int row = place.row * setting->window.stride + setting->row, column = place.column * setting->window.stride + setting->column;
  int slice = MAX (setting->slice, 0), width, height;

  if (!convolution)
    return fovea_pooling_get_input_gradient (FOVEA_POOLING (lesson), place.map, row, column);
  if (kind == FOVEA_QUESTION_STEP)
    return *fovea_tensor_at (fovea_convolution_get_trained_filters (convolution), 0, slice, setting->row, setting->column);
  if (kind == FOVEA_QUESTION_GRADIENT)
    return *fovea_tensor_at (fovea_convolution_get_filter_gradient (convolution), place.map, slice, setting->row,
                             setting->column);
  row -= setting->window.pad;
  column -= setting->window.pad;
  if (setting->pass == FOVEA_LESSON_BACKWARD)
    return *fovea_tensor_at (fovea_convolution_get_input_gradient (convolution), 0, slice, row, column);
  fovea_convolution_get_stamped_size (convolution, &width, &height);
  return fovea_convolution_get_stamped (convolution, place.map)[row * width + column];
}

static gboolean
is_inside (FoveaLesson *lesson, const FoveaSetting *setting, FoveaPlace place)
{
  int row = place.row * setting->window.stride + setting->row - setting->window.pad;
  int column = place.column * setting->window.stride + setting->column - setting->window.pad;
  int width = setting->input, height = setting->input;

  if (setting->pass == FOVEA_LESSON_TRANSPOSED)
    fovea_convolution_get_stamped_size (FOVEA_CONVOLUTION (lesson), &width, &height);
  return row >= 0 && column >= 0 && row < height && column < width;
}

/* Asks @kind at each position where it can be, and compares with what the lesson shows there and one position before or,
 * of a step, behind. Returns: how often it could be asked */
static int
check_positions (FoveaLesson *lesson, FoveaQuestionKind kind)
{
  int n = MIN (fovea_lesson_count_positions (lesson), 30), asked = 0;

  for (int position = 1; position < n; position++)
    {
      g_auto (FoveaSetting) setting = { 0 };
      g_autoptr (FoveaQuestion) question = NULL;
      FoveaPlace place;
      double before, after;

      fovea_lesson_set_position (lesson, position);
      if (!fovea_setting_init_from (&setting, lesson) || !fovea_question_can_ask (kind, &setting))
        continue;
      question = fovea_question_new (kind, &setting);
      place = FOVEA_IS_POOLING (lesson) ? fovea_pooling_get_place (FOVEA_POOLING (lesson), position)
                                        : fovea_convolution_get_place (FOVEA_CONVOLUTION (lesson), position);
      if (kind != FOVEA_QUESTION_STEP && kind != FOVEA_QUESTION_GRADIENT && !is_inside (lesson, &setting, place))
        continue;
      after = read_number (lesson, kind, &setting, place);
      fovea_lesson_set_position (lesson, kind == FOVEA_QUESTION_STEP ? position + 1 : position - 1);
      before = read_number (lesson, kind, &setting, place);
      g_assert_cmpfloat_with_epsilon (get_right (question)->value,
                                      kind == FOVEA_QUESTION_STEP ? before : after - before, 1e-4);
      g_assert_cmpuint (question->hides, ==, FOVEA_HIDE_CELL | FOVEA_HIDE_FORMULA);
      g_assert_cmpint (question->choices->len, >=, 2);
      asked++;
    }
  return asked;
}

static void
test_backward_page (void)
{
  static const char *const states[] = {
    "pass=backward|input=7|filter=3",
    "pass=backward|input=6|filter=2|stride=2|gradient=loss|target=sobel-x|weights=ones",
    "pass=backward|input=5|filter=3|pad=1|stride=2|depth=3|filters=2",
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (FoveaLesson) lesson = open_lesson (FOVEA_LESSON (fovea_convolution_new ()), states[i]);

      g_assert_cmpint (check_positions (lesson, FOVEA_QUESTION_GRADIENT), >, 2);
      g_assert_cmpint (check_positions (lesson, FOVEA_QUESTION_STAMP), >, 2);
      g_assert_cmpint (check_positions (lesson, FOVEA_QUESTION_CELL), ==, 0);
    }
}

static void
test_transposed_page (void)
{
  g_autoptr (FoveaLesson) lesson
      = open_lesson (FOVEA_LESSON (fovea_convolution_new ()), "pass=transposed|input=4|filter=3|stride=2|pad=1");
  FoveaQuiz quiz = { 0 };
  g_autoptr (FoveaQuestion) size = NULL;

  g_assert_cmpint (check_positions (lesson, FOVEA_QUESTION_STAMP), >, 2);
  size = fovea_quiz_next (&quiz, lesson);
  g_assert_cmpstr (get_right (size)->text, ==, "7×7"); /* (4 − 1)·2 − 2·1 + 3 */
  g_assert_cmpuint (size->hides, ==, FOVEA_HIDE_OUTPUT_SIZE | FOVEA_HIDE_FORMULA);
}

static void
test_training_page (void)
{
  g_autoptr (FoveaLesson) lesson = open_lesson (FOVEA_LESSON (fovea_convolution_new ()),
                                                "pass=train|input=7|filter=3|target=sobel-x|values=random|rate=0.01");

  g_assert_cmpint (check_positions (lesson, FOVEA_QUESTION_STEP), >, 10);
}

static void
test_pooling_page (void)
{
  static const char *const states[] = { "pass=backward|gradient=ramp|input=6|filter=3|stride=1|kind=average",
                                        "pass=backward|gradient=ramp|input=6|filter=2|stride=2|depth=2" };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (FoveaLesson) lesson = open_lesson (FOVEA_LESSON (fovea_pooling_new ()), states[i]);

      g_assert_cmpint (check_positions (lesson, FOVEA_QUESTION_GRADIENT), >, 2);
    }
}

/* What is shown first, then made-up questions; of numbers that are not whole nothing is asked, nor of L2 pooling. */
static void
test_round (void)
{
  g_autoptr (FoveaLesson) lesson
      = open_lesson (FOVEA_LESSON (fovea_convolution_new ()), "pass=backward|input=7|filter=3|position=6");
  g_autoptr (FoveaLesson) pool = open_lesson (FOVEA_LESSON (fovea_pooling_new ()), "pass=backward|kind=l2");
  FoveaQuiz quiz = { 0 };
  g_autoptr (FoveaQuestion) first = fovea_quiz_next (&quiz, lesson), second = fovea_quiz_next (&quiz, lesson);

  g_assert_cmpint (first->kind, ==, FOVEA_QUESTION_GRADIENT);
  g_assert_cmpint (second->kind, ==, FOVEA_QUESTION_STAMP);
  g_assert_cmpuint (quiz.seed, ==, 0);
  fovea_question_free (fovea_quiz_next (&quiz, lesson));
  g_assert_cmpuint (quiz.seed, ==, 1);
  g_object_set (lesson, "weights", FOVEA_FILTER_GAUSSIAN_BLUR, NULL);
  g_assert_null (fovea_quiz_ask (&quiz, FOVEA_QUESTION_GRADIENT, lesson));
  g_assert_null (fovea_quiz_ask (&quiz, FOVEA_QUESTION_OUTPUT_SIZE, lesson));
  g_assert_null (fovea_quiz_ask (&quiz, FOVEA_QUESTION_GRADIENT, pool));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/quiz-pass/stamped-sizes", test_stamped_sizes);
  g_test_add_func ("/lesson/quiz-pass/gradients", test_gradients);
  g_test_add_func ("/lesson/quiz-pass/step", test_step);
  g_test_add_func ("/lesson/quiz-pass/backward-page", test_backward_page);
  g_test_add_func ("/lesson/quiz-pass/transposed-page", test_transposed_page);
  g_test_add_func ("/lesson/quiz-pass/training-page", test_training_page);
  g_test_add_func ("/lesson/quiz-pass/pooling-page", test_pooling_page);
  g_test_add_func ("/lesson/quiz-pass/round", test_round);
  return g_test_run ();
}
