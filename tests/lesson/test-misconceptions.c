/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What students get wrong: each mistaken thought has a step of the lecture that confronts it, and what the step shows
 * is counted here. The thoughts are the rows of the lecture's last table. */

#include "lesson/convolution-pass.h"
#include "lesson/course.h"
#include "lesson/pooling.h"
#include "lesson/stack.h"
#include "lesson/state.h"

#include <math.h>

static FoveaConvolution *
conv (FoveaLesson *lesson)
{
  return FOVEA_CONVOLUTION (lesson);
}

/* The right answer of a question about the lesson. */
static double
ask (FoveaLesson *lesson, FoveaQuestionKind kind)
{
  FoveaQuiz quiz = { 0 };
  g_autoptr (FoveaQuestion) question = fovea_quiz_ask (&quiz, kind, lesson);

  g_assert_nonnull (question);
  return fovea_question_choice (question, question->right)->value;
}

/* --- what each step shows. Three slices, six filters: six maps, not eighteen. */
static void
check_maps (FoveaLesson *lesson)
{
  g_assert_cmpint (fovea_convolution_get_depth (conv (lesson)), ==, 3);
  g_assert_cmpfloat (ask (lesson, FOVEA_QUESTION_MAPS), ==, 6);
}

/* 5·5·3 + 1 a filter, wherever it stands. */
static void
check_count (FoveaLesson *lesson)
{
  gint64 filters = fovea_convolution_get_filters (conv (lesson));

  g_assert_cmpint (fovea_convolution_count_parameters (conv (lesson)), ==, 76 * filters);
}

static void
check_larger_image (FoveaLesson *lesson)
{
  gint64 before = fovea_convolution_count_parameters (conv (lesson));

  g_object_set (lesson, "input", 200, NULL);
  g_assert_cmpint (fovea_convolution_count_parameters (conv (lesson)), ==, before);
  g_assert_cmpint (before, ==, 456);
}

/* The only 5 of the map lies where the input's L does: one row and two columns from where it was. */
static void
check_shift (FoveaLesson *lesson)
{
  for (int i = 0; i < fovea_lesson_count_positions (lesson); i++)
    g_assert_cmpint (fovea_convolution_get_result (conv (lesson), i) == 5, ==, i == 2 * 5 + 3);
}

/* The places are the first one and the jumps: the last starts at (n − 1)·S and ends with the input. */
static void
check_plus_one (FoveaLesson *lesson)
{
  FoveaGeometry geometry = fovea_convolution_get_geometry (conv (lesson), FALSE);
  int places = 0;

  for (int start = 0; start + geometry.filter <= geometry.input; start += geometry.stride)
    places++;
  g_assert_cmpint (places, ==, (geometry.input - geometry.filter) / geometry.stride + 1);
  g_assert_cmpint (fovea_geometry_fit (&geometry).output, ==, places);
}

static void
check_counts_twice (FoveaLesson *lesson)
{
  FoveaGeometry geometry = fovea_convolution_get_geometry (conv (lesson), FALSE);

  g_assert_cmpint (fovea_geometry_padded (&geometry), ==, 2 + 7 + 2);
}

static void
check_dark_border (FoveaLesson *lesson)
{
  g_assert_cmpfloat_with_epsilon (fovea_convolution_get_result (conv (lesson), 0), 4 / 9., 1e-6);
  g_assert_cmpfloat_with_epsilon (fovea_convolution_get_result (conv (lesson), 3), 6 / 9., 1e-6);
  g_assert_cmpfloat_with_epsilon (fovea_convolution_get_result (conv (lesson), 24), 1, 1e-6);
}

/* An even filter: no padding keeps the size. */
static void
check_even (FoveaLesson *lesson)
{
  int width, height;

  g_assert_cmpint (fovea_convolution_get_filter_width (conv (lesson)) % 2, ==, 0);
  for (int pad = 0; pad <= 8; pad++)
    {
      g_object_set (lesson, "pad", pad, NULL);
      fovea_convolution_get_output_size (conv (lesson), &width, &height);
      g_assert_cmpint (width, !=, fovea_convolution_get_width (conv (lesson)));
    }
}

/* Whether any output along the axis sees this cell of the input. */
static gboolean
is_seen (FoveaLesson *lesson, gboolean vertical, int cell)
{
  int width, height;
  gboolean seen = FALSE;

  fovea_convolution_get_output_size (conv (lesson), &width, &height);
  for (int output = 0; output < (vertical ? height : width); output++)
    seen = seen || fovea_convolution_get_link (conv (lesson), vertical, output, cell) >= 0;
  return seen;
}

/* Rounded down, the right and the bottom are lost, the left and the top are not. */
static void
check_lost (FoveaLesson *lesson)
{
  for (int vertical = 0; vertical < 2; vertical++)
    {
      g_assert_true (is_seen (lesson, vertical, 0));
      g_assert_false (is_seen (lesson, vertical, 6));
    }
}

/* 224, F 11, S 4, P 2: 55.25; the one row and column that are lost are padding. */
static void
check_lost_padding (FoveaLesson *lesson)
{
  FoveaGeometry geometry = fovea_convolution_get_geometry (conv (lesson), FALSE);

  g_assert_cmpfloat (fovea_geometry_fit (&geometry).exact, ==, 55.25);
  g_assert_true (is_seen (lesson, FALSE, 223));
  g_assert_true (is_seen (lesson, FALSE, 224));
  g_assert_false (is_seen (lesson, FALSE, 225));
}

/* A single 1 paints the filter, turned by half a turn, into the map: the layer itself does not flip. */
static void
check_flip (FoveaLesson *lesson)
{
  for (int i = 0; i < 9; i++)
    g_assert_cmpfloat (fovea_convolution_get_result (conv (lesson), (1 + i / 3) * 5 + 1 + i % 3), ==, 9 - i);
}

/* 1×1 is a dot product through all 64 slices. */
static void
check_through_the_depth (FoveaLesson *lesson)
{
  double sum = fovea_convolution_get_bias (conv (lesson), 0);

  g_assert_cmpint (fovea_convolution_get_filter_width (conv (lesson)), ==, 1);
  g_assert_cmpint (fovea_convolution_get_depth (conv (lesson)), ==, 64);
  for (int slice = 0; slice < 64; slice++)
    sum += fovea_convolution_get_value (conv (lesson), slice, 0, 0)
           * fovea_convolution_get_weight (conv (lesson), 0, slice, 0, 0);
  g_assert_cmpfloat_with_epsilon (fovea_convolution_get_result (conv (lesson), 0), sum, 1e-4);
}

/* Two filters of 3×3 look at 5×5. */
static void
check_field (FoveaLesson *lesson)
{
  g_assert_cmpint (fovea_stack_get_sight (FOVEA_STACK (lesson), 0, FALSE).size, ==, 5);
}

static void
check_no_weights (FoveaLesson *lesson)
{
  g_assert_cmpfloat (ask (lesson, FOVEA_QUESTION_PARAMETERS), ==, 0);
}

/* Two slices in, two out; an edit of one does not reach the other. */
static void
check_apart (FoveaLesson *lesson)
{
  FoveaPooling *pooling = FOVEA_POOLING (lesson);
  float before = fovea_pooling_get_result (pooling, (FoveaPlace){ 0, 0, 0 });

  g_assert_cmpint (fovea_pooling_get_depth (pooling), ==, 2);
  fovea_pooling_set_value (pooling, 1, 0, 0, 100);
  g_assert_cmpfloat (fovea_pooling_get_result (pooling, (FoveaPlace){ 0, 0, 0 }), ==, before);
  g_assert_cmpfloat (fovea_pooling_get_result (pooling, (FoveaPlace){ 1, 0, 0 }), ==, 100);
}

/* Shifted by one cell the 5 stays in its patch, and the 9 comes into the next. */
static void
check_not_blind (FoveaLesson *lesson)
{
  FoveaPooling *pooling = FOVEA_POOLING (lesson);

  g_assert_cmpfloat (fovea_pooling_get_result (pooling, (FoveaPlace){ 0, 0, 0 }), ==, 5);
  g_assert_cmpfloat (fovea_pooling_get_result (pooling, (FoveaPlace){ 0, 1, 0 }), ==, 0);
  g_assert_cmpfloat (fovea_pooling_get_result (pooling, (FoveaPlace){ 0, 1, 1 }), ==, 9);
}

static void
check_tie (FoveaLesson *lesson)
{
  int row, column;

  g_assert_true (fovea_pooling_get_winner (FOVEA_POOLING (lesson), (FoveaPlace){ 0, 0, 0 }, &row, &column));
  g_assert_true (row == 0 && column == 0);
}

/* Nobody's preset: the filters come from a net, and are stepped like any other. */
static void
check_learned (FoveaLesson *lesson)
{
  g_autofree char *name = fovea_convolution_get_filter_name (conv (lesson), 0);
  const float *sums = fovea_convolution_get_slice_sums (conv (lesson), 1000);
  float bias = fovea_convolution_get_bias (conv (lesson), 0);

  g_assert_cmpstr (name, ==, "lenet-5-mnist");
  g_assert_cmpfloat_with_epsilon (sums[0] + sums[1] + sums[2] + bias, fovea_convolution_get_result (conv (lesson), 1000),
                                  1e-5);
}

/* The second layer's filters are as deep as there are maps before them. */
static void
check_deep (FoveaLesson *lesson)
{
  g_assert_cmpint (fovea_stack_get_spec (FOVEA_STACK (lesson))->layers[2].in.depth, ==, 6);
}

/* 25 places and nine weights: the gradient of each weight is a sum over all places. With a gradient of ones that is the
 * sum of the inputs that the weight meets. */
static void
check_gathered (FoveaLesson *lesson)
{
  const FoveaTensor *gradient;
  double sum = 0;

  g_assert_cmpint (fovea_lesson_count_positions (lesson), ==, 25);
  fovea_lesson_set_position (lesson, 24);
  gradient = fovea_convolution_get_filter_gradient (conv (lesson));
  g_assert_cmpuint (fovea_tensor_size (gradient), ==, 9);
  for (int row = 0; row < 5; row++)
    for (int column = 0; column < 5; column++)
      sum += fovea_convolution_get_value (conv (lesson), 0, row + 1, column + 2);
  g_assert_cmpfloat (*fovea_tensor_at (gradient, 0, 0, 1, 2), ==, sum);
}

static const struct
{
  const char *thought, *step;
  void (*check) (FoveaLesson *lesson); /* NULL: it is seen in training */
} rows[] = {
  { "colour in, colour out; D slices and K filters give D×K maps", "C3-six", check_maps },
  { "a 5×5 filter on a colour image has 25 weights", "C2", check_count },
  { "each position has its own bias", "C15", check_count },
  { "a bigger image needs more parameters", "C19-count", check_larger_image },
  { "sharing only saves memory", "C19-there", check_shift },
  { "the +1 in the formula is magic", "C11", check_plus_one },
  { "padding adds P to the size", "C12-twice", check_counts_twice },
  { "padding is harmless", "C12-dark", check_dark_border },
  { "padding always keeps the size", "C12-even", check_even },
  { "a misfit is a crash, or loses cells evenly on all sides", "C11-down", check_lost },
  { "a misfit always loses pixels", "C11-padding", check_lost_padding },
  { "the layer flips its filter", "C7", check_flip },
  { "1×1 does nothing", "C18", check_through_the_depth },
  { "the receptive field is always F", "C19-field", check_field },
  { "pooling learns", "P3", check_no_weights },
  { "pooling mixes channels", "P1-apart", check_apart },
  { "pooling gives invariance", "P3-moved", check_not_blind },
  { "on a tie all win", "P2-tie", check_tie },
  { "filters are designed", "learned", check_learned },
  { "deep filters are pictures", "C4-second", check_deep },
  { "each position has its own gradient", "B2", check_gathered },
  { "loss falls with every batch", "N2-batches", NULL },
  { "training accuracy is skill", "N2-accuracy", NULL },
  { "a score is certainty", "N2-certainty", NULL },
};

static const FoveaStep *
find_step (const FoveaCourse *course, const char *id)
{
  g_autoptr (GError) error = NULL;
  int index = fovea_course_find (course, id, &error);

  g_assert_no_error (error);
  return fovea_course_get_step (course, index);
}

static void
check_step (const FoveaStep *step, void (*check) (FoveaLesson *lesson))
{
  g_autoptr (FoveaLesson) lesson = fovea_course_new_lesson (step->page);
  g_autoptr (GError) error = NULL;

  if (!check)
    {
      g_assert_cmpstr (step->page, ==, "training");
      return;
    }
  fovea_lesson_set_state (lesson, (const char *const *) step->state, &error);
  g_assert_no_error (error);
  check (lesson);
}

static void
test_each_is_confronted (void)
{
  g_autoptr (FoveaCourse) course = fovea_course_open ("lecture", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const FoveaStep *step = find_step (course, rows[i].step);

      g_test_message ("%s: %s", rows[i].step, rows[i].thought);
      g_assert_nonnull (step->confronts);
      check_step (step, rows[i].check);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/misconceptions/each-is-confronted", test_each_is_confronted);
  return g_test_run ();
}
