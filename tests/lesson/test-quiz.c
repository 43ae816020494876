/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The quiz: the lecture's exercises at its numbers, and thousands of made-up questions whose answers are counted here
 * once more, window by window. */

#include "lesson/convolution.h"
#include "lesson/hide.h"
#include "lesson/stack.h"
#include "question.h"

#include <math.h>

#define N_SEEDS 5000

/* C10, C12, C14, C15 and C17 as the lecture asks them. */
static void
test_exercises (void)
{
  assert_answer (FOVEA_QUESTION_OUTPUT_SIZE, layer (7, 1, 3, 1, 1, 0), "5×5");
  assert_answer (FOVEA_QUESTION_OUTPUT_SIZE, layer (7, 1, 3, 1, 2, 0), "3×3");
  assert_answer (FOVEA_QUESTION_OUTPUT_SIZE, layer (7, 1, 3, 1, 3, 0), "It doesn’t fit");
  assert_answer (FOVEA_QUESTION_FITS, layer (7, 1, 3, 1, 3, 0), "No, it doesn’t fit");
  assert_answer (FOVEA_QUESTION_OUTPUT_SIZE, layer (7, 1, 3, 1, 1, 1), "7×7");
  assert_answer (FOVEA_QUESTION_KEEPS_SIZE, layer (7, 1, 3, 1, 1, 0), "1");
  assert_answer (FOVEA_QUESTION_KEEPS_SIZE, layer (7, 1, 5, 1, 1, 0), "2");
  assert_answer (FOVEA_QUESTION_KEEPS_SIZE, layer (7, 1, 7, 1, 1, 0), "3");
  assert_answer (FOVEA_QUESTION_KEEPS_SIZE, layer (7, 1, 4, 1, 1, 0), "None does");
  assert_answer (FOVEA_QUESTION_OUTPUT_SIZE, layer (32, 3, 5, 10, 1, 2), "32×32×10");
  assert_answer (FOVEA_QUESTION_PARAMETERS, layer (32, 3, 5, 10, 1, 2), "760");
  assert_answer (FOVEA_QUESTION_PARAMETERS, layer (32, 3, 5, 6, 1, 0), "456");
  assert_answer (FOVEA_QUESTION_MAKES_FIT, layer (32, 3, 5, 10, 2, 0), "No padding can help");
  assert_answer (FOVEA_QUESTION_MAKES_FIT, layer (33, 3, 5, 10, 2, 0), "0");
  assert_answer (FOVEA_QUESTION_MAPS, layer (32, 3, 5, 6, 1, 0), "6");
}

/* Groups cut the depth of each filter, not the maps: 32 filters of 3×3 over 64 slices hold 18,464 numbers in one group,
 * 4,640 in four, and depthwise 64 filters 640. */
static void
test_groups (void)
{
  FoveaSetting setting = layer (14, 64, 3, 32, 1, 1);

  assert_answer (FOVEA_QUESTION_PARAMETERS, setting, "18,464");
  setting.groups = 4;
  assert_answer (FOVEA_QUESTION_PARAMETERS, setting, "4,640");
  assert_answer (FOVEA_QUESTION_MAPS, setting, "32");
  setting.filters = setting.groups = 64;
  assert_answer (FOVEA_QUESTION_PARAMETERS, setting, "640");
  assert_answer (FOVEA_QUESTION_MAPS, setting, "64");
}

static void
test_misfit_shows_its_arithmetic (void)
{
  FoveaSetting setting = layer (7, 1, 3, 1, 3, 0);
  g_autoptr (FoveaQuestion) question = fovea_question_new (FOVEA_QUESTION_OUTPUT_SIZE, &setting);
  int rounded = fovea_question_find (question, 2);

  g_assert_nonnull (strstr (question->worked, "(7 − 3 + 2·0)/3 + 1 = 2.33"));
  g_assert_cmpint (rounded, >=, 0);
  g_assert_nonnull (strstr (fovea_question_choice (question, rounded)->why, "rounded down"));
}

/* P2: max pooling of [1 1 2 4; 5 6 7 8; 3 2 1 0; 1 2 3 4]. */
static void
test_pooling_cells (void)
{
  static const float matrix[] = { 1, 1, 2, 4, 5, 6, 7, 8, 3, 2, 1, 0, 1, 2, 3, 4 };
  static const char *const pooled[] = { "6", "8", "3", "4" };

  for (int i = 0; i < 4; i++)
    {
      FoveaSetting setting = { .pooling = TRUE, .window = FOVEA_WINDOW (2), .input = 4, .depth = 1 };

      setting.window.stride = 2;
      setting.x = fovea_tensor_new_from (1, 1, 4, 4, matrix);
      setting.row = i / 2;
      setting.column = i % 2;
      assert_answer (FOVEA_QUESTION_CELL, setting, pooled[i]);
    }
  assert_answer (FOVEA_QUESTION_PARAMETERS, (FoveaSetting){ .pooling = TRUE, .window = FOVEA_WINDOW (2), .input = 4,
                                                            .depth = 64 }, "0");
  assert_answer (FOVEA_QUESTION_MAPS, (FoveaSetting){ .pooling = TRUE, .window = FOVEA_WINDOW (2), .input = 224,
                                                      .depth = 64 }, "64");
}

static void
test_cells_need_easy_numbers (void)
{
  static const float halves[] = { 0.5, 1, 1, 1 };
  g_auto (FoveaSetting) setting = { .pooling = TRUE, .window = FOVEA_WINDOW (2), .input = 2, .depth = 1 };

  g_assert_false (fovea_question_can_ask (FOVEA_QUESTION_CELL, &setting));
  setting.x = fovea_tensor_new_from (1, 1, 2, 2, halves);
  g_assert_false (fovea_question_can_ask (FOVEA_QUESTION_CELL, &setting));
  setting.x->data[0] = 3;
  g_assert_true (fovea_question_can_ask (FOVEA_QUESTION_CELL, &setting));
  setting.row = 1;
  g_assert_false (fovea_question_can_ask (FOVEA_QUESTION_CELL, &setting));
}

static void
test_kind_names (void)
{
  FoveaQuestionKind found;

  for (FoveaQuestionKind kind = 0; kind < FOVEA_N_QUESTION_KINDS; kind++)
    {
      g_assert_true (fovea_question_kind_from_name (fovea_question_kind_name (kind), &found));
      g_assert_cmpint (found, ==, kind);
    }
  g_assert_false (fovea_question_kind_from_name ("colour", &found));
}

/* --- made-up questions, counted again */

/* How many windows end within the padded input, and whether the last one ends at its end. */
static int
slide_along (int input, int extent, int stride, int pad, gboolean *flush)
{
  int end = input + pad, windows = 0;

  *flush = FALSE;
  for (int start = -pad; start + extent <= end; start += stride, windows++)
    *flush = start + extent == end;
  return windows;
}

/* The cells from the first to the last of @n weights. */
static int
reach (const FoveaSetting *setting, int n)
{
  return n + (n - 1) * (setting->window.dilation - 1);
}

static int
slide (const FoveaSetting *setting, int pad, gboolean *flush)
{
  return slide_along (setting->input, reach (setting, setting->window.extent), setting->window.stride, pad, flush);
}

static double
count_pad (const FoveaSetting *setting, gboolean keep)
{
  gboolean flush;

  for (int pad = 0; pad < (keep ? setting->window.extent : 100); pad++)
    {
      int windows = slide (setting, pad, &flush);

      if (flush && (!keep || windows == setting->input))
        return pad;
    }
  return NAN;
}

static double
compute_cell (const FoveaSetting *setting)
{
  double sum = setting->b ? setting->b->data[0] : 0, largest = -INFINITY, total = 0, squares = 0;

  for (int u = 0; u < setting->window.extent; u++)
    for (int v = 0; v < setting->window.extent; v++)
      {
        float x = *fovea_tensor_at (setting->x, 0, 0,
                                    setting->row * setting->window.stride + u * setting->window.dilation,
                                    setting->column * setting->window.stride + v * setting->window.dilation);

        largest = MAX (largest, x);
        total += x;
        squares += x * x;
        if (!setting->pooling)
          sum += x * *fovea_tensor_at (setting->w, 0, 0, u, v);
      }
  if (!setting->pooling)
    return sum;
  return setting->pool == FOVEA_POOLING_MAX ? largest : setting->pool == FOVEA_POOLING_AVERAGE ? total / 4 : sqrt (squares);
}

/* The columns that come out of a stack, NaN where a layer does not fit; or the cells of the input that one of its last
 * cells sees, by the first and the last of them. */
static double
compute_stack (const FoveaSetting *setting, gboolean field)
{
  int input = setting->stack->layers[0].out.width, first = 0, last = 0;

  for (int i = 1; i <= setting->layer; i++)
    {
      FoveaSetting one = { .input = input, .window = setting->stack->layers[i].window };
      gboolean flush;

      input = slide (&one, one.window.pad, &flush);
      if (!flush)
        return NAN;
    }
  for (int i = setting->layer; i > 0; i--)
    {
      const FoveaWindow *window = &setting->stack->layers[i].window;

      first = first * window->stride;
      last = last * window->stride + (window->extent - 1) * window->dilation;
    }
  return field ? last - first + 1 : input;
}

/* How many cells the stamps of a row cover, less those that the padding cuts off. */
static double
count_stamped (const FoveaSetting *setting)
{
  gboolean stamped[128] = { FALSE };
  int last = 0;

  for (int i = 0; i < setting->input; i++)
    for (int v = 0; v < setting->window.extent; v++)
      stamped[i * setting->window.stride + v * setting->window.dilation] = TRUE;
  for (int i = 0; i < 128; i++)
    last = stamped[i] ? i : last;
  return last + 1 - 2 * setting->window.pad;
}

/* w · x: the input beside the weight; a mean: a quarter each; the largest: all to the first of them. */
static double
compute_gradient (const FoveaSetting *setting)
{
  const float *x = setting->x->data;
  int asked = setting->row * 2 + setting->column, first = 0;

  if (!setting->pooling)
    return (double) setting->gradient * x[asked];
  if (setting->pool == FOVEA_POOLING_AVERAGE)
    return setting->gradient / 4.0;
  for (int i = 1; i < 4; i++)
    first = x[i] > x[first] ? i : first;
  return asked == first ? setting->gradient : 0;
}

static double
compute_answer (FoveaQuestionKind kind, const FoveaSetting *setting)
{
  int rows = setting->window.rows > 0 ? setting->window.rows : setting->window.extent;
  int area = setting->window.extent * rows;
  gboolean flush = FALSE, across = FALSE;
  int windows = setting->stack ? 0 : slide (setting, setting->window.pad, &across);

  if (across)
    slide_along (setting->input, reach (setting, rows), setting->window.stride, setting->window.pad, &flush);

  switch (kind)
    {
    case FOVEA_QUESTION_OUTPUT_SIZE:
      return flush ? windows : NAN;
    case FOVEA_QUESTION_FITS:
      return flush;
    case FOVEA_QUESTION_KEEPS_SIZE:
      return count_pad (setting, TRUE);
    case FOVEA_QUESTION_MAKES_FIT:
      return count_pad (setting, FALSE);
    case FOVEA_QUESTION_MAPS:
      return setting->pooling ? setting->depth : setting->filters;
    case FOVEA_QUESTION_PARAMETERS:
      return setting->pooling ? 0 : setting->filters * (area * setting->depth / MAX (setting->groups, 1) + 1);
    case FOVEA_QUESTION_CELL:
      return compute_cell (setting);
    case FOVEA_QUESTION_CHAIN_SIZE:
    case FOVEA_QUESTION_FIELD:
      return compute_stack (setting, kind == FOVEA_QUESTION_FIELD);
    case FOVEA_QUESTION_STAMPED_SIZE:
      return count_stamped (setting);
    case FOVEA_QUESTION_GRADIENT:
      return compute_gradient (setting);
    case FOVEA_QUESTION_STAMP:
      return setting->gradient * setting->w->data[setting->row * 2 + setting->column];
    case FOVEA_QUESTION_STEP:
      return setting->w->data[0] - setting->rate * setting->gradient;
    default:
      g_assert_not_reached ();
    }
}

/* One right answer, no two alike, smallest first, and each wrong one says why. */
static void
assert_well_formed (const FoveaQuestion *question)
{
  double before = -INFINITY;

  g_assert_cmpint (question->choices->len, >=, question->kind == FOVEA_QUESTION_FITS ? 2 : 3);
  g_assert_cmpuint (question->hides, ==, FOVEA_HIDE_NOTHING);
  g_assert_true (*question->text && *question->hint && *question->worked);
  for (int i = 0; i < (int) question->choices->len; i++)
    {
      const FoveaChoice *choice = fovea_question_choice (question, i);

      g_assert_cmpint (choice->why == NULL, ==, i == question->right);
      g_assert_true (isnan (choice->value) || choice->value >= before);
      before = choice->value;
      for (int j = 0; j < i; j++)
        g_assert_cmpstr (fovea_question_choice (question, j)->text, !=, choice->text);
    }
}

static void
test_seeds (void)
{
  for (guint32 seed = 0; seed < N_SEEDS; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      FoveaQuestionKind kind = g_rand_int_range (random, 0, FOVEA_N_QUESTION_KINDS);
      g_autoptr (FoveaQuestion) question = fovea_question_new_random (seed, seed % FOVEA_N_LETTERS);
      g_autoptr (FoveaQuestion) again = fovea_question_new_random (seed, seed % FOVEA_N_LETTERS);
      g_auto (FoveaSetting) setting = { 0 };
      double answer, right = get_right (question)->value;

      fovea_setting_init_random (&setting, kind, random);
      answer = compute_answer (kind, &setting);
      g_assert_cmpint (question->kind, ==, kind);
      g_assert_cmpstr (question->text, ==, again->text);
      assert_well_formed (question);
      g_assert_true (isnan (answer) ? isnan (right) : answer == right);
      g_assert_cmpint (fovea_question_find (question, answer), ==, isnan (answer) ? -1 : question->right);
    }
}

/* Each kind about the page once, then made-up ones; after a change of the page the same again. */
static void
test_round (void)
{
  g_autoptr (FoveaLesson) lesson = FOVEA_LESSON (fovea_convolution_new ());
  FoveaQuiz quiz = { .seed = 7 };
  const int kinds = FOVEA_QUESTION_CELL + 1; /* those about one layer */
  guint seen = 0;

  g_object_set (lesson, "depth", 2, "filter", 2, "filters", 3, NULL);
  for (int i = 0; i < kinds; i++)
    {
      g_autoptr (FoveaQuestion) question = fovea_quiz_next (&quiz, lesson);

      g_assert_false (seen & 1u << question->kind);
      seen |= 1u << question->kind;
      fovea_quiz_score (&quiz, i % 2 == 0);
    }
  g_assert_cmpuint (seen, ==, (1u << kinds) - 1);
  g_assert_cmpint (quiz.asked, ==, kinds);
  g_assert_cmpint (quiz.right, ==, 4);
  fovea_question_free (fovea_quiz_next (&quiz, lesson));
  g_assert_cmpuint (quiz.seed, ==, 8);
  fovea_quiz_turn_page (&quiz);
  fovea_question_free (fovea_quiz_next (&quiz, lesson));
  g_assert_cmpuint (quiz.seed, ==, 8);
}

/* C4, C13: what comes out of the chosen layer of a stack, and how much it looks at. */
static void
test_stack (void)
{
  g_autoptr (FoveaStack) stack = fovea_stack_new ();
  FoveaQuiz quiz = { .seed = 7 };
  g_autoptr (FoveaQuestion) size = fovea_quiz_next (&quiz, FOVEA_LESSON (stack));
  g_autoptr (FoveaQuestion) field = fovea_quiz_next (&quiz, FOVEA_LESSON (stack)), misfit = NULL;

  g_assert_cmpstr (get_right (size)->text, ==, "24×24");
  g_assert_nonnull (strstr (size->worked, "32 → 28 → 24"));
  g_assert_cmpfloat (get_right (field)->value, ==, 9);
  g_assert_true (field->hides & FOVEA_HIDE_FIELD);
  fovea_stack_set_layers (stack, "INPUT 32x32x3, (CONV 5x5x6)*8", NULL);
  misfit = fovea_quiz_ask (&quiz, FOVEA_QUESTION_CHAIN_SIZE, FOVEA_LESSON (stack));
  g_assert_true (isnan (get_right (misfit)->value));
  g_assert_null (fovea_quiz_ask (&quiz, FOVEA_QUESTION_FIELD, FOVEA_LESSON (stack)));
}

/* The cell asked about is the one the page shows, over padding and jumps, in the filter's own map. */
static void
assert_page_cells (const char *property, int value, FoveaConvention convention)
{
  g_autoptr (FoveaLesson) lesson = FOVEA_LESSON (fovea_convolution_new ());
  FoveaConvolution *convolution = FOVEA_CONVOLUTION (lesson);

  g_object_set (lesson, "input", 6, "depth", 3, "filters", 2, "stride", 2, "pad", 1, "round", convention, property, value,
                NULL);
  for (int position = 0; position < fovea_lesson_count_positions (lesson); position++)
    {
      FoveaQuiz quiz = { 0 };
      g_autoptr (FoveaQuestion) question = NULL;

      fovea_lesson_set_position (lesson, position);
      question = fovea_quiz_ask (&quiz, FOVEA_QUESTION_CELL, lesson);
      g_assert_cmpfloat (get_right (question)->value, ==, fovea_convolution_get_result (convolution, position));
      g_assert_true (question->hides & FOVEA_HIDE_CELL);
    }
}

static void
test_page (void)
{
  assert_page_cells ("filters", 2, FOVEA_CONVENTION_FLOOR);
  assert_page_cells ("filter-width", 2, FOVEA_CONVENTION_FLOOR);
  assert_page_cells ("filter-height", 1, FOVEA_CONVENTION_SAME);
  assert_page_cells ("input-height", 9, FOVEA_CONVENTION_FLOOR);
}

/* A 9×7 input, then a 2×5 filter: both axes are counted, and no paddings that keep one size are asked for. */
static void
test_rectangle (void)
{
  g_autoptr (FoveaLesson) lesson = FOVEA_LESSON (fovea_convolution_new ());
  g_autoptr (FoveaQuestion) size = NULL, misfit = NULL, other = NULL, parameters = NULL;
  FoveaQuiz quiz = { 0 };

  g_object_set (lesson, "input-width", 9, "input-height", 7, "filters", 2, NULL);
  size = fovea_quiz_ask (&quiz, FOVEA_QUESTION_OUTPUT_SIZE, lesson);
  g_assert_cmpstr (get_right (size)->text, ==, "7×5×2");
  g_assert_nonnull (strstr (size->text, "9×7"));
  g_assert_null (fovea_quiz_ask (&quiz, FOVEA_QUESTION_KEEPS_SIZE, lesson));
  g_object_set (lesson, "input", 7, "filter-width", 2, "filter-height", 5, NULL);
  g_assert_null (fovea_quiz_ask (&quiz, FOVEA_QUESTION_MAKES_FIT, lesson));
  other = fovea_quiz_ask (&quiz, FOVEA_QUESTION_OUTPUT_SIZE, lesson);
  g_assert_cmpstr (get_right (other)->text, ==, "6×3×2");
  g_assert_nonnull (strstr (other->text, "2 filters of 2×5 slide"));
  parameters = fovea_quiz_ask (&quiz, FOVEA_QUESTION_PARAMETERS, lesson);
  g_assert_cmpfloat (get_right (parameters)->value, ==, 2 * (2 * 5 + 1));
  g_assert_true (g_str_has_prefix (parameters->worked, "2·5·1 + 1 = 11 for each filter"));
  g_object_set (lesson, "input-width", 9, "input-height", 7, "filter", 3, "stride", 3, NULL);
  misfit = fovea_quiz_ask (&quiz, FOVEA_QUESTION_FITS, lesson);
  g_assert_cmpstr (get_right (misfit)->text, ==, "No, it doesn’t fit");
  g_assert_nonnull (strstr (misfit->worked, "(7 − 3 + 2·0)/3 + 1 = 2.33"));
}

/* A picture of 40×30 pixels: its sizes, maps and parameters are asked, its numbers are not. */
static void
test_picture (void)
{
  g_autoptr (FoveaLesson) lesson = FOVEA_LESSON (fovea_convolution_new ());
  g_autoptr (FoveaTensor) picture = fovea_tensor_new (1, 3, 30, 40);
  g_autoptr (FoveaQuestion) size = NULL, maps = NULL, parameters = NULL;
  FoveaQuiz quiz = { 0 };

  fovea_convolution_set_picture (FOVEA_CONVOLUTION (lesson), picture);
  g_object_set (lesson, "filter", 5, "pad", 0, NULL);
  size = fovea_quiz_ask (&quiz, FOVEA_QUESTION_OUTPUT_SIZE, lesson);
  maps = fovea_quiz_ask (&quiz, FOVEA_QUESTION_MAPS, lesson);
  parameters = fovea_quiz_ask (&quiz, FOVEA_QUESTION_PARAMETERS, lesson);
  g_assert_cmpstr (get_right (size)->text, ==, "36×26×6");
  g_assert_cmpfloat (get_right (maps)->value, ==, 6);
  g_assert_cmpfloat (get_right (parameters)->value, ==, 6 * 76);
  g_assert_null (fovea_quiz_ask (&quiz, FOVEA_QUESTION_CELL, lesson));
}

/* Of groups on the page every number is asked, and each is the page's own. */
static void
test_groups_on_the_page (void)
{
  g_autoptr (FoveaLesson) lesson = FOVEA_LESSON (fovea_convolution_new ());
  FoveaConvolution *convolution = FOVEA_CONVOLUTION (lesson);
  FoveaQuiz quiz = { 0 };

  g_object_set (lesson, "depth", 4, "filters", 6, "groups", 2, NULL);
  for (int position = 0; position < fovea_lesson_count_positions (lesson); position += 7)
    {
      g_autoptr (FoveaQuestion) cell = NULL;

      fovea_lesson_set_position (lesson, position);
      cell = fovea_quiz_ask (&quiz, FOVEA_QUESTION_CELL, lesson);
      g_assert_nonnull (cell);
      g_assert_cmpfloat (get_right (cell)->value, ==, fovea_convolution_get_result (convolution, position));
      g_assert_cmpuint (cell->hides, ==, FOVEA_HIDE_CELL);
    }
  {
    g_autoptr (FoveaQuestion) parameters = fovea_quiz_ask (&quiz, FOVEA_QUESTION_PARAMETERS, lesson);

    g_assert_cmpfloat (get_right (parameters)->value, ==, fovea_convolution_count_parameters (convolution));
    g_assert_nonnull (strstr (parameters->text, "2 groups: each filter sees only 2 of the 4 slices"));
  }
}

/* The root of the sum of squares is asked only where it comes out whole. */
static void
test_l2 (void)
{
  static const float whole[] = { 1, 3, 1, 5 }, other[] = { 1, 3, 1, 4 };
  FoveaSetting setting = { .pooling = TRUE, .pool = FOVEA_POOLING_L2, .window = FOVEA_WINDOW (2), .input = 2, .depth = 1 };

  setting.x = fovea_tensor_new_from (1, 1, 2, 2, other);
  g_assert_false (fovea_question_can_ask (FOVEA_QUESTION_CELL, &setting));
  memcpy (setting.x->data, whole, sizeof whole);
  assert_answer (FOVEA_QUESTION_CELL, setting, "6");
}

static void
test_typed (void)
{
  double value;

  g_assert_true (fovea_question_parse (" −4 ", &value) && value == -4);
  g_assert_true (fovea_question_parse ("14,455,392", &value) && value == 14455392);
  g_assert_true (fovea_question_parse ("14\u202f455\u202f392", &value) && value == 14455392);
  g_assert_true (fovea_question_parse ("−1,024.5", &value) && value == -1024.5);
  g_assert_true (fovea_question_parse ("2.5", &value) && value == 2.5);
  g_assert_true (fovea_question_parse ("2,24", &value) && value == 2.24);
  g_assert_true (fovea_question_parse ("0,0125", &value) && value == 0.0125);
  g_assert_false (fovea_question_parse ("1,2,3", &value));
  g_assert_false (fovea_question_parse ("", &value));
  g_assert_false (fovea_question_parse ("five", &value));
  g_assert_false (fovea_question_parse ("5 6", &value));
  g_assert_false (fovea_question_parse ("inf", &value));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/quiz/exercises", test_exercises);
  g_test_add_func ("/lesson/quiz/groups", test_groups);
  g_test_add_func ("/lesson/quiz/groups-on-the-page", test_groups_on_the_page);
  g_test_add_func ("/lesson/quiz/l2", test_l2);
  g_test_add_func ("/lesson/quiz/misfit-shows-its-arithmetic", test_misfit_shows_its_arithmetic);
  g_test_add_func ("/lesson/quiz/pooling-cells", test_pooling_cells);
  g_test_add_func ("/lesson/quiz/cells-need-easy-numbers", test_cells_need_easy_numbers);
  g_test_add_func ("/lesson/quiz/kind-names", test_kind_names);
  g_test_add_func ("/lesson/quiz/seeds", test_seeds);
  g_test_add_func ("/lesson/quiz/round", test_round);
  g_test_add_func ("/lesson/quiz/stack", test_stack);
  g_test_add_func ("/lesson/quiz/page", test_page);
  g_test_add_func ("/lesson/quiz/rectangle", test_rectangle);
  g_test_add_func ("/lesson/quiz/picture", test_picture);
  g_test_add_func ("/lesson/quiz/typed", test_typed);
  return g_test_run ();
}
