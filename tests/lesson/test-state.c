/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A lesson's state as texts: what is written can be read back, and what cannot be taken is said. */

#include "engine/error.h"
#include "lesson/cells.h"
#include "lesson/convolution.h"
#include "lesson/pooling.h"
#include "lesson/state.h"

#include <time.h>

static void
set_state (FoveaLesson *lesson, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) state = g_strsplit (text, "|", -1);

  fovea_lesson_set_state (lesson, (const char *const *) state, &error);
  g_assert_no_error (error);
}

/* "key=value" texts of @lesson, apart by bars. */
static char *
get_state (FoveaLesson *lesson)
{
  g_auto (GStrv) state = fovea_lesson_get_state (lesson);

  return g_strjoinv ("|", state);
}

static void
test_opens_as_the_page_opens (void)
{
  g_autoptr (FoveaLesson) lesson = FOVEA_LESSON (fovea_convolution_new ());
  g_autofree char *state = get_state (lesson);

  g_assert_cmpstr (state, ==, "");
}

static void
test_round_trip (void)
{
  g_autoptr (FoveaLesson) lesson = FOVEA_LESSON (fovea_convolution_new ());
  g_autoptr (FoveaLesson) other = FOVEA_LESSON (fovea_convolution_new ());
  g_autofree char *written = NULL, *again = NULL;

  set_state (lesson, "input=6|depth=2|filters=3|filter=2|stride=2|round=floor|relu=yes|weights=ones|weights-2=identity|"
                     "weights-3=1 −2; 3 .5 / 0 0; 0 1e-3|biases=1 2 -3|values=ramp|position=11");
  fovea_convolution_set_value (FOVEA_CONVOLUTION (lesson), 1, 5, 5, -7.25f);
  written = get_state (lesson);
  set_state (other, written);
  again = get_state (other);
  g_assert_cmpstr (again, ==, written);
  g_assert_cmpfloat (fovea_convolution_get_value (FOVEA_CONVOLUTION (other), 1, 5, 5), ==, -7.25f);
  g_assert_cmpfloat (fovea_convolution_get_weight (FOVEA_CONVOLUTION (other), 2, 0, 0, 1), ==, -2);
  g_assert_cmpfloat (fovea_convolution_get_weight (FOVEA_CONVOLUTION (other), 2, 1, 1, 1), ==, 1e-3f);
  g_assert_cmpfloat (fovea_convolution_get_bias (FOVEA_CONVOLUTION (other), 2), ==, -3);
  g_assert_cmpint (fovea_lesson_get_position (other), ==, 11);
}

static void
test_reset (void)
{
  g_autoptr (FoveaLesson) lesson = FOVEA_LESSON (fovea_convolution_new ());
  g_autofree char *state = NULL;

  set_state (lesson, "input=9|depth=2|filter=5|pad=2|weights-1=ones|position=3");
  fovea_convolution_set_value (FOVEA_CONVOLUTION (lesson), 0, 0, 0, 5);
  fovea_lesson_reset (lesson);
  state = get_state (lesson);
  g_assert_cmpstr (state, ==, "");
}

static void
test_pictures (void)
{
  g_autoptr (FoveaLesson) lesson = FOVEA_LESSON (fovea_convolution_new ());
  FoveaConvolution *convolution = FOVEA_CONVOLUTION (lesson);
  g_autofree char *state = NULL;

  set_state (lesson, "picture=raccoon.png|filters=2|weights-2=emboss");
  g_assert_nonnull (fovea_convolution_get_picture (convolution));
  g_assert_cmpint (fovea_convolution_get_filters (convolution), ==, 2);
  g_assert_cmpint (fovea_convolution_get_filter_preset (convolution, 1), ==, FOVEA_FILTER_EMBOSS);
  state = get_state (lesson); /* as it goes into a lesson file */
  g_assert_cmpstr (state, ==, "picture=raccoon.png|filters=2|weights-2=-2 -1 0; -1 1 1; 0 1 2 / -2 -1 0; -1 1 1; 0 1 2 "
                              "/ -2 -1 0; -1 1 1; 0 1 2");
  set_state (lesson, "picture=raccoon.png"); /* as a picture opens */
  g_assert_cmpint (fovea_convolution_get_filter_preset (convolution, 1), ==, FOVEA_FILTER_SOBEL_Y);
  set_state (lesson, "input=5");
  g_assert_null (fovea_convolution_get_picture (convolution));
}

static void
test_order_does_not_matter (void)
{
  g_autoptr (FoveaLesson) lesson = FOVEA_LESSON (fovea_convolution_new ());

  set_state (lesson, "position=0|filter=11|pad=2|input=8");
  g_assert_cmpint (fovea_convolution_get_filter_width (FOVEA_CONVOLUTION (lesson)), ==, 11);
}

/* What is no square is told by its two sides, and comes back where the square would have no room. */
static void
test_rectangles (void)
{
  g_autoptr (FoveaLesson) lesson = FOVEA_LESSON (fovea_convolution_new ());
  g_autoptr (FoveaLesson) other = FOVEA_LESSON (fovea_convolution_new ());
  g_autofree char *state = NULL, *again = NULL;

  set_state (lesson, "filter-width=6|filter-height=2|input=7|input-height=4");
  state = get_state (lesson);
  g_assert_cmpstr (state, ==, "input-height=4|filter-width=6|filter-height=2");
  set_state (other, state);
  again = get_state (other);
  g_assert_cmpstr (again, ==, state);
}

static void
test_pooling (void)
{
  g_autoptr (FoveaLesson) lesson = FOVEA_LESSON (fovea_pooling_new ());
  g_autofree char *state = NULL;

  set_state (lesson, "input=2|depth=2|filter=2|kind=average|values=1 2; 3 4 / 5 6; 7 9");
  g_assert_cmpfloat (fovea_pooling_get_result (FOVEA_POOLING (lesson), (FoveaPlace){ 1, 0, 0 }), ==, 6.75f);
  state = get_state (lesson);
  g_assert_nonnull (strstr (state, "values=1 2; 3 4 / 5 6; 7 9"));
}

/* It is asked for while somebody waits: a layer of 33 million numbers that nobody typed in takes no longer than one of
 * nine. */
static void
test_largest_at_once (void)
{
  static const char *const settings[] = { "input=256|depth=512|filters=512|values=random", "filter=256|input=256" };

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autoptr (FoveaLesson) lesson = FOVEA_LESSON (fovea_convolution_new ());
      g_autofree char *state = NULL;
      clock_t start;

      set_state (lesson, settings[i]);
      start = clock ();
      state = get_state (lesson);
      g_assert_cmpint (clock () - start, <, CLOCKS_PER_SEC / 5);
      g_assert_nonnull (strstr (state, "input=256"));
    }
}

/* One number typed in among 33 million is one number to keep; of a small input, and of one of which many are typed in,
 * all are written. */
static void
test_few_among_many (void)
{
  g_autoptr (FoveaLesson) lesson = FOVEA_LESSON (fovea_convolution_new ()), other = FOVEA_LESSON (fovea_pooling_new ());
  g_autoptr (FoveaLesson) again = FOVEA_LESSON (fovea_convolution_new ());
  FoveaConvolution *copy = FOVEA_CONVOLUTION (again);
  FoveaCell cell = { .kind = FOVEA_CELL_OF_INPUT };
  g_autofree char *state = NULL, *same = NULL, *pooled = NULL, *outside = NULL, *many = NULL;
  clock_t start = clock ();

  set_state (lesson, "input=256|depth=512|values=random|seed=5");
  fovea_convolution_set_value (FOVEA_CONVOLUTION (lesson), 511, 0, 255, -7.25f);
  fovea_convolution_set_value (FOVEA_CONVOLUTION (lesson), 3, 4, 5, 1e-3f);
  state = get_state (lesson);
  set_state (again, state);
  same = get_state (again);
  g_assert_cmpint (clock () - start, <, CLOCKS_PER_SEC / 5);
  g_assert_nonnull (strstr (state, "|values-at=4 5 6 0.00100000005; 512 1 256 -7.25"));
  g_assert_cmpuint (strlen (state), <, 120);
  g_assert_cmpstr (same, ==, state);
  g_assert_cmpfloat (fovea_convolution_get_value (copy, 511, 0, 255), ==, -7.25f);
  g_assert_cmpfloat (fovea_convolution_get_value (copy, 3, 4, 5), ==, 1e-3f);
  g_assert_cmpfloat (fovea_convolution_get_value (copy, 9, 8, 7), ==,
                     fovea_convolution_get_value (FOVEA_CONVOLUTION (lesson), 9, 8, 7));

  g_object_set (lesson, "depth", 200, NULL);
  outside = get_state (lesson);
  g_assert_true (g_str_has_suffix (outside, "values-at=4 5 6 0.00100000005"));
  set_state (other, "values-at=2 64 1 −3; 1 1 1 4|values=ramp|depth=2|input=64"); /* in any order */
  pooled = get_state (other);
  g_assert_true (g_str_has_suffix (pooled, "values-at=1 1 1 4; 2 64 1 -3"));
  fovea_lesson_fill_cells (other, &cell, FALSE, 1.5f);
  many = get_state (other);
  g_assert_nonnull (strstr (many, "|values=1.5 1.5 1.5"));
  g_assert_null (strstr (many, "values-at"));
}

/* LeNet-5's six 5×5 filters; on three slices each holds a third of the weight. */
static void
test_learned_filters (void)
{
  g_autoptr (FoveaLesson) grey = FOVEA_LESSON (fovea_convolution_new ());
  g_autoptr (FoveaLesson) colour = FOVEA_LESSON (fovea_convolution_new ());
  FoveaConvolution *one = FOVEA_CONVOLUTION (grey), *three = FOVEA_CONVOLUTION (colour);
  g_autofree char *name = NULL, *other = NULL;

  set_state (grey, "input=28|net=lenet-5-mnist");
  set_state (colour, "input=28|depth=3|net=lenet-5-mnist");
  g_assert_cmpint (fovea_convolution_get_filter_width (one), ==, 5);
  g_assert_cmpint (fovea_convolution_get_filters (one), ==, 6);
  g_assert_cmpfloat (fovea_convolution_get_weight (one, 5, 0, 2, 2), !=, 0);
  for (int slice = 0; slice < 3; slice++)
    g_assert_cmpfloat_with_epsilon (3 * fovea_convolution_get_weight (three, 5, slice, 2, 2),
                                    fovea_convolution_get_weight (one, 5, 0, 2, 2), 1e-6);
  g_assert_cmpfloat (fovea_convolution_get_bias (three, 5), ==, fovea_convolution_get_bias (one, 5));
  name = fovea_convolution_get_filter_name (one, 5);
  g_assert_cmpstr (name, ==, "lenet-5-mnist");
  set_state (grey, "input=28|net=lenet-5-mnist|weights-6=emboss");
  other = fovea_convolution_get_filter_name (one, 5);
  g_assert_cmpstr (other, ==, "Emboss");
}

/* What is set, and what the message has to say. */
static const struct
{
  const char *setting, *says;
} mistakes[] = {
  { "colour=3", "“colour”" },
  { "stride=0", "from 1 to" },
  { "stride=two", "“two”" },
  { "round=up", "error, floor, ceil, same" },
  { "filter=9", "nearest that there is room for is 7" },
  { "input=64|depth=512|filter=12", "11. A filter has at most 65,536 weights: 11×11 over 512 slices" },
  { "position=25", "nearest that there is room for is 24" },
  { "weights-2=ones", "from 1 to 1" },
  { "weights-0=ones", "from 1 to 1" },
  { "weights-=ones", "from 1 to 1" },
  { "weights-1=1 2 3; 4 5 6", "slice 1, row 2" },
  { "weights-1=1 2; 4 5; 7 8", "slice 1, row 1" },
  { "weights-1=1 2 3; 4 5 6; 7 8 9 10", "slice 1, row 3" },
  { "weights-1=1 2 3; 4 5 6; 7 8 nan", "slice 1, row 3" },
  { "weights-1=1 2 3; 4 1e99 6; 7 8 9", "slice 1, row 2" },
  { "weights-1=purple", "3 rows" },
  { "biases=1 2", "1 numbers" },
  { "values=1 2 3", "7 rows" },
  { "values=big", "small, ramp" },
  { "values-at=", "number 1 is wrong" },
  { "values-at=1 7 7 3; 1 8 7 3", "number 2 is wrong: there are to be its slice, 1 to 1, its row, 1 to 7" },
  { "values-at=1 0 7 3", "number 1" },
  { "values-at=1 1.5 7 3", "number 1" },
  { "values-at=1 1 7 3;", "number 2" },
  { "values-at=1 1 7 3 4", "number 1" },
  { "values-at=1 1 7 nan", "number 1" },
  { "picture=none.png", "none.png" },
  { "net=none", "none" },
};

static void
test_mistakes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (FoveaLesson) lesson = FOVEA_LESSON (fovea_convolution_new ());
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) state = g_strsplit (mistakes[i].setting, "|", -1);

      g_assert_false (fovea_lesson_set_state (lesson, (const char *const *) state, &error));
      g_assert_true (error->domain == FOVEA_ERROR);
      if (!strstr (error->message, mistakes[i].says))
        g_error ("%s: %s", mistakes[i].setting, error->message);
    }
}

/* What makes room for another setting is set before it, whatever the order. */
static void
test_order (void)
{
  g_autoptr (FoveaLesson) pooling = FOVEA_LESSON (fovea_pooling_new ()), convolution = FOVEA_LESSON (fovea_convolution_new ());

  set_state (pooling, "pad=4|filter=8|input=32");
  g_assert_cmpint (fovea_pooling_get_pad (FOVEA_POOLING (pooling)), ==, 4);
  set_state (convolution, "filter=31|pad=12|groups=512|filters=512|depth=512");
  g_assert_cmpint (fovea_convolution_get_filter_width (FOVEA_CONVOLUTION (convolution)), ==, 31);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/state/opens-as-the-page-opens", test_opens_as_the_page_opens);
  g_test_add_func ("/lesson/state/round-trip", test_round_trip);
  g_test_add_func ("/lesson/state/reset", test_reset);
  g_test_add_func ("/lesson/state/order", test_order);
  g_test_add_func ("/lesson/state/pictures", test_pictures);
  g_test_add_func ("/lesson/state/order-does-not-matter", test_order_does_not_matter);
  g_test_add_func ("/lesson/state/rectangles", test_rectangles);
  g_test_add_func ("/lesson/state/pooling", test_pooling);
  g_test_add_func ("/lesson/state/largest-at-once", test_largest_at_once);
  g_test_add_func ("/lesson/state/few-among-many", test_few_among_many);
  g_test_add_func ("/lesson/state/learned-filters", test_learned_filters);
  g_test_add_func ("/lesson/state/mistakes", test_mistakes);
  return g_test_run ();
}
