/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/pooling.h"

#include <math.h>

/* P2: max pooling, 2×2 filters, stride 2, of [1 1 2 4; 5 6 7 8; 3 2 1 0; 1 2 3 4] gives [6 8; 3 4]. */
static void
test_lecture_example (void)
{
  g_autoptr (FoveaPooling) lesson = fovea_pooling_new ();
  g_autofree char *text = fovea_lesson_describe_position (FOVEA_LESSON (lesson), 0);
  static const float expected[] = { 6, 8, 3, 4 };

  g_assert_cmpint (fovea_lesson_count_positions (FOVEA_LESSON (lesson)), ==, 4);
  for (int i = 0; i < 4; i++)
    g_assert_cmpfloat (fovea_pooling_get_result (lesson, fovea_pooling_get_place (lesson, i)), ==, expected[i]);
  g_assert_cmpstr (text, ==, "row 1, column 1: the largest of 1, 1, 5, 6 is 6");
}

/* P1: 224×224×64 → 112×112×64. P3: F = 3, S = 2 does not fit 32: 15.5. */
static void
test_lecture_sizes (void)
{
  g_autoptr (FoveaPooling) lesson = fovea_pooling_new ();
  FoveaGeometry geometry;
  int width, height;

  g_object_set (lesson, "input", 224, "depth", 64, NULL);
  fovea_pooling_get_output_size (lesson, &width, &height);
  g_assert_cmpint (width, ==, 112);
  g_assert_cmpint (fovea_lesson_count_positions (FOVEA_LESSON (lesson)), ==, 112 * 112 * 64);
  g_object_set (lesson, "input", 32, "filter", 3, NULL);
  geometry = fovea_pooling_get_geometry (lesson, FALSE);
  g_assert_cmpfloat (fovea_geometry_fit (&geometry).exact, ==, 15.5);
  g_assert_false (fovea_pooling_fits (lesson));
}

static void
check_against_engine (FoveaPooling *lesson)
{
  g_autoptr (FoveaTensor) x = fovea_pooling_dup_input (lesson);
  FoveaConvention convention = fovea_pooling_get_convention (lesson);
  FoveaWindow window = { .extent = fovea_pooling_get_filter (lesson),
                         .stride = fovea_pooling_get_stride (lesson),
                         .pad = fovea_pooling_get_pad (lesson),
                         .dilation = 1,
                         .same = convention == FOVEA_CONVENTION_SAME,
                         .round = convention == FOVEA_CONVENTION_SAME ? FOVEA_ROUND_ERROR : (FoveaRound) convention };
  g_autoptr (FoveaTensor) y
      = fovea_pool2d_forward ((FoveaPoolKind) fovea_pooling_get_kind (lesson), x, &window, NULL);
  g_autoptr (FoveaTensor) drawn = NULL;
  int width, height;

  fovea_pooling_get_output_size (lesson, &width, &height);
  if (!y)
    {
      g_assert_cmpint (width, ==, 0);
      return;
    }
  g_assert_cmpint (width, ==, y->w);
  g_assert_cmpint (height, ==, y->h);
  drawn = fovea_tensor_new (1, y->c, y->h, y->w);
  for (int i = 0; i < fovea_lesson_count_positions (FOVEA_LESSON (lesson)); i++)
    drawn->data[i] = fovea_pooling_get_result (lesson, fovea_pooling_get_place (lesson, i));
  g_assert_cmpfloat (fovea_tensor_error (drawn, y), <=, 1e-6);
}

static void
test_drawn_is_computed (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (7);

  for (int i = 0; i < 1000; i++)
    {
      g_autoptr (FoveaPooling) lesson = fovea_pooling_new ();

      g_object_set (lesson, "input-width", g_rand_int_range (chance, 1, 14), "input-height",
                    g_rand_int_range (chance, 1, 14), "depth", g_rand_int_range (chance, 1, 4), "filter",
                    g_rand_int_range (chance, 1, 6), "pad", g_rand_int_range (chance, 0, 3), "stride",
                    g_rand_int_range (chance, 1, 5), "round", g_rand_int_range (chance, 0, 4), "kind",
                    g_rand_int_range (chance, 0, 2), "values", g_rand_int_range (chance, 0, FOVEA_N_INPUT_PRESETS),
                    "seed", (gint64) i, NULL);
      check_against_engine (lesson);
    }
}

/* --- L2, and the way back */

static void
set_at_random (FoveaPooling *lesson, GRand *chance)
{
  g_object_set (lesson, "input-width", g_rand_int_range (chance, 1, 12), "input-height", g_rand_int_range (chance, 1, 12),
                "depth", g_rand_int_range (chance, 1, 4), "filter", g_rand_int_range (chance, 1, 6), "pad",
                g_rand_int_range (chance, 0, 3), "stride", g_rand_int_range (chance, 1, 5), "round",
                g_rand_int_range (chance, 0, 4), "values", g_rand_int_range (chance, 0, FOVEA_N_INPUT_PRESETS), "seed",
                g_rand_int (chance) + (gint64) 0, NULL);
}

/* Whether the window of @place lies on cell (row, column) of the input. */
static gboolean
covers (FoveaPooling *lesson, FoveaPlace place, int row, int column)
{
  FoveaGeometry x = fovea_pooling_get_geometry (lesson, FALSE), y = fovea_pooling_get_geometry (lesson, TRUE);
  int down = row + y.pad - place.row * y.stride, across = column + x.pad - place.column * x.stride;

  return down >= 0 && down < y.filter && across >= 0 && across < x.filter;
}

/* √ Σ x² by its definition; on squares it is the root of average pooling's sums. */
static void
test_l2_is_its_definition (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (21);

  for (int i = 0; i < 500; i++)
    {
      g_autoptr (FoveaPooling) lesson = fovea_pooling_new ();
      int n;

      set_at_random (lesson, chance);
      g_object_set (lesson, "kind", FOVEA_POOLING_L2, NULL);
      n = fovea_lesson_count_positions (FOVEA_LESSON (lesson));
      for (int position = 0; position < n; position++)
        {
          FoveaPlace place = fovea_pooling_get_place (lesson, position);
          double sum = 0;

          for (int row = 0; row < fovea_pooling_get_height (lesson); row++)
            for (int column = 0; column < fovea_pooling_get_width (lesson); column++)
              if (covers (lesson, place, row, column))
                sum += pow (fovea_pooling_get_value (lesson, place.map, row, column), 2);
          g_assert_cmpfloat (fabs (fovea_pooling_get_result (lesson, place) - sqrt (sum)), <, 1e-4 * fmax (1, sqrt (sum)));
        }
    }
}

/* The lecture's example: 1, 2, 3, 4 come back to 6, 8, 3 and 4 alone. */
static void
test_backward_lecture (void)
{
  static const float expected[] = { 0, 0, 0, 0, 0, 1, 0, 2, 3, 0, 0, 0, 0, 0, 0, 4 };
  g_autoptr (FoveaPooling) lesson = fovea_pooling_new ();
  g_autofree char *text = NULL;

  g_object_set (lesson, "pass", FOVEA_LESSON_BACKWARD, "gradient", FOVEA_POOLING_RAMP, "position", 3, NULL);
  for (int i = 0; i < 16; i++)
    g_assert_cmpfloat (fovea_pooling_get_input_gradient (lesson, 0, i / 4, i % 4), ==, expected[i]);
  fovea_lesson_set_position (FOVEA_LESSON (lesson), 1);
  g_assert_cmpfloat (fovea_pooling_get_input_gradient (lesson, 0, 1, 3), ==, 2);
  g_assert_cmpfloat (fovea_pooling_get_input_gradient (lesson, 0, 2, 0), ==, 0); /* not reached yet */
  text = fovea_lesson_describe_position (FOVEA_LESSON (lesson), 1);
  g_assert_cmpstr (text, ==, "row 1, column 2: the gradient 2 goes to the largest alone, in row 2, column 4 of the input");
}

/* What a place gives to a cell that its window covers. */
static double
get_share (FoveaPooling *lesson, FoveaPlace place, int row, int column)
{
  FoveaGeometry x = fovea_pooling_get_geometry (lesson, FALSE), y = fovea_pooling_get_geometry (lesson, TRUE);
  int winner_row, winner_column, rows, columns;

  switch (fovea_pooling_get_kind (lesson))
    {
    case FOVEA_POOLING_MAX:
      return fovea_pooling_get_winner (lesson, place, &winner_row, &winner_column) && winner_row == row
             && winner_column == column;
    case FOVEA_POOLING_AVERAGE:
      rows = MIN (y.filter, fovea_geometry_padded (&y) - place.row * y.stride);
      columns = MIN (x.filter, fovea_geometry_padded (&x) - place.column * x.stride);
      return 1.0 / (rows * columns);
    default:
      if (fovea_pooling_get_result (lesson, place) == 0)
        return 0;
      return fovea_pooling_get_value (lesson, place.map, row, column) / fovea_pooling_get_result (lesson, place);
    }
}

static void
check_backward (FoveaPooling *lesson, int stop)
{
  int slice = fovea_pooling_get_place (lesson, stop).map;

  fovea_lesson_set_position (FOVEA_LESSON (lesson), stop);
  for (int row = 0; row < fovea_pooling_get_height (lesson); row++)
    for (int column = 0; column < fovea_pooling_get_width (lesson); column++)
      {
        double sum = 0;

        for (int position = 0; position <= stop; position++)
          {
            FoveaPlace place = fovea_pooling_get_place (lesson, position);

            if (place.map == slice && covers (lesson, place, row, column))
              sum += fovea_pooling_get_output_gradient (lesson, place) * get_share (lesson, place, row, column);
          }
        g_assert_cmpfloat (fabs (fovea_pooling_get_input_gradient (lesson, slice, row, column) - sum), <,
                           1e-4 * fmax (1, fabs (sum)));
      }
}

static void
test_backward_is_its_definition (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (22);
  int checked = 0;

  for (int i = 0; i < 1500; i++)
    {
      g_autoptr (FoveaPooling) lesson = fovea_pooling_new ();
      int n;

      set_at_random (lesson, chance);
      g_object_set (lesson, "kind", g_rand_int_range (chance, 0, FOVEA_N_POOLING_KINDS), "pass", FOVEA_LESSON_BACKWARD,
                    "gradient", g_rand_int_range (chance, 0, 3), NULL);
      n = fovea_lesson_count_positions (FOVEA_LESSON (lesson));
      if (n == 0)
        continue;
      check_backward (lesson, g_rand_int_range (chance, 0, n));
      check_backward (lesson, n - 1);
      checked++;
    }
  g_assert_cmpint (checked, >, 700);
}

/* A misfit that is refused has no output; and what is too large is not stepped. */
static void
test_backward_limits (void)
{
  g_autoptr (FoveaPooling) lesson = fovea_pooling_new ();

  g_object_set (lesson, "pass", FOVEA_LESSON_BACKWARD, "stride", 3, NULL);
  g_assert_cmpint (fovea_lesson_count_positions (FOVEA_LESSON (lesson)), ==, 0);
  g_object_set (lesson, "stride", 1, "input", 256, "filter", 100, NULL);
  g_assert_cmpint (fovea_lesson_count_positions (FOVEA_LESSON (lesson)), ==, 0);
  g_object_set (lesson, "filter", 2, NULL);
  g_assert_cmpint (fovea_lesson_count_positions (FOVEA_LESSON (lesson)), ==, 255 * 255);
}

/* On ties the first wins. */
static void
test_winner (void)
{
  g_autoptr (FoveaPooling) lesson = fovea_pooling_new ();
  int row, column;

  g_object_set (lesson, "values", FOVEA_INPUT_ONES, NULL);
  g_assert_true (fovea_pooling_get_winner (lesson, (FoveaPlace){ 0, 1, 1 }, &row, &column));
  g_assert_cmpint (row, ==, 2);
  g_assert_cmpint (column, ==, 2);
}

/* What was computed is forgotten with every change. */
static void
test_changes_are_seen (void)
{
  g_autoptr (FoveaPooling) lesson = fovea_pooling_new ();
  const FoveaPlace first = { 0, 0, 0 };

  g_assert_cmpfloat (fovea_pooling_get_result (lesson, first), ==, 6);
  fovea_pooling_set_value (lesson, 0, 0, 1, 9);
  g_assert_cmpfloat (fovea_pooling_get_result (lesson, first), ==, 9);
  g_object_set (lesson, "kind", FOVEA_POOLING_AVERAGE, NULL);
  g_assert_cmpfloat (fovea_pooling_get_result (lesson, first), ==, 21.0f / 4);
  g_object_set (lesson, "values", FOVEA_INPUT_ONES, NULL);
  g_assert_cmpfloat (fovea_pooling_get_result (lesson, first), ==, 1);
}

static void
test_clamps (void)
{
  g_autoptr (FoveaPooling) lesson = fovea_pooling_new ();

  g_object_set (lesson, "pad", 9, NULL);
  g_assert_cmpint (fovea_pooling_get_pad (lesson), ==, 1);
  g_object_set (lesson, "filter", 100, NULL);
  g_assert_cmpint (fovea_pooling_get_filter (lesson), ==, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/pooling/lecture-example", test_lecture_example);
  g_test_add_func ("/lesson/pooling/lecture-sizes", test_lecture_sizes);
  g_test_add_func ("/lesson/pooling/drawn-is-computed", test_drawn_is_computed);
  g_test_add_func ("/lesson/pooling/l2-is-its-definition", test_l2_is_its_definition);
  g_test_add_func ("/lesson/pooling/backward-lecture", test_backward_lecture);
  g_test_add_func ("/lesson/pooling/backward-is-its-definition", test_backward_is_its_definition);
  g_test_add_func ("/lesson/pooling/backward-limits", test_backward_limits);
  g_test_add_func ("/lesson/pooling/winner", test_winner);
  g_test_add_func ("/lesson/pooling/changes-are-seen", test_changes_are_seen);
  g_test_add_func ("/lesson/pooling/clamps", test_clamps);
  return g_test_run ();
}
