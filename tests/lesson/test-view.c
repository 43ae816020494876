/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/convolution.h"
#include "lesson/state.h"

#include <math.h>
#include <string.h>

static FoveaConvolution *
make_lesson (const char *const *state)
{
  FoveaConvolution *lesson = fovea_convolution_new ();
  g_autoptr (GError) error = NULL;

  fovea_lesson_set_state (FOVEA_LESSON (lesson), state, &error);
  g_assert_no_error (error);
  return lesson;
}

static void
test_nicks (void)
{
  g_autoptr (GEnumClass) class = g_type_class_ref (FOVEA_TYPE_VIEW);

  g_assert_cmpuint (class->n_values, ==, FOVEA_N_VIEWS);
  for (guint i = 0; i < class->n_values; i++)
    {
      const char *const state[] = { g_strdup_printf ("view=%s", class->values[i].value_nick), NULL };
      g_autoptr (FoveaConvolution) lesson = make_lesson (state);

      g_assert_cmpint (fovea_convolution_get_view (lesson), ==, class->values[i].value);
      g_assert_nonnull (fovea_view_label (class->values[i].value));
      g_free ((char *)state[0]);
    }
}

/* The view is no setting of the layer: it changes no number and no position, and is kept with the rest of the state. */
static void
test_view_is_state (void)
{
  static const char *const state[] = { "view=matrix", "flip=yes", "position=7", NULL };
  g_autoptr (FoveaConvolution) lesson = make_lesson (state);
  g_auto (GStrv) kept = fovea_lesson_get_state (FOVEA_LESSON (lesson));
  float result = fovea_convolution_get_result (lesson, 7);

  for (int i = 0; state[i]; i++)
    g_assert_true (g_strv_contains ((const char *const *)kept, state[i]));
  g_object_set (lesson, "view", FOVEA_VIEW_GRID, NULL);
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, 7);
  g_assert_cmpfloat (fovea_convolution_get_result (lesson, 7), ==, result);
}

/* C7: a single 1 paints the filter into the map: upright if the layer convolves, turned as it does. */
static void
test_one_cell (void)
{
  static const char *const state[]
      = { "input=5", "values=one-cell", "weights-1=1 2 3; 4 5 6; 7 8 9", "biases=0", "position=8", NULL };
  g_autoptr (FoveaConvolution) lesson = make_lesson (state);

  for (int flip = 0; flip < 2; flip++)
    {
      int known;
      const float *map, *other;

      g_object_set (lesson, "flip", flip, NULL);
      map = fovea_convolution_get_map (lesson, 0, &known);
      other = fovea_convolution_get_map (lesson, FOVEA_CONVOLUTION_TURNED, &known);
      for (int i = 0; i < 9; i++)
        {
          g_assert_cmpfloat (map[i], ==, flip ? i + 1 : 9 - i);
          g_assert_cmpfloat (other[i], ==, flip ? 9 - i : i + 1);
          g_assert_cmpfloat (fovea_convolution_get_result (lesson, i), ==, map[i]);
        }
      g_assert_cmpfloat (fovea_convolution_get_applied_weight (lesson, 0, 0, 0, 1), ==, flip ? 8 : 2);
    }
}

/* f[x, y] * g[x, y] = ΣΣ f[n₁, n₂] g[x − n₁, y − n₂] over all n₁, n₂ at which both are something. */
static double
convolve (FoveaConvolution *lesson, int slice, int row, int column)
{
  int width = fovea_convolution_get_filter_width (lesson), height = fovea_convolution_get_filter_height (lesson);
  double sum = 0;

  for (int i = 0; i < fovea_convolution_get_height (lesson); i++)
    for (int j = 0; j < fovea_convolution_get_width (lesson); j++)
      if (row - i >= 0 && row - i < height && column - j >= 0 && column - j < width)
        sum += (double)fovea_convolution_get_value (lesson, slice, i, j)
               * fovea_convolution_get_weight (lesson, 0, slice, row - i, column - j);
  return sum;
}

static void
test_true_convolution (void)
{
  static const char *const state[]
      = { "input-width=9", "input-height=9", "depth=2", "filter-height=5", "values=random", "flip=yes", "biases=0", "position=34", NULL };
  g_autoptr (FoveaConvolution) lesson = make_lesson (state);

  for (int position = 0; position < 35; position++)
    {
      FoveaPlace place = fovea_convolution_get_place (lesson, position);
      double sum = 0;

      for (int slice = 0; slice < 2; slice++)
        sum += convolve (lesson, slice, place.row + 4, place.column + 2); /* its whole window lies in the input */
      g_assert_cmpfloat (fabs (fovea_convolution_get_result (lesson, position) - sum), <, 1e-5);
    }
}

/* An edit is heard in both maps; the sentence multiplies with what lies on each cell. */
static void
test_edit (void)
{
  static const char *const state[]
      = { "input=3", "values=ramp", "flip=yes", "weights-1=0 0 0; 0 0 0; 0 0 0", "biases=0", NULL };
  g_autoptr (FoveaConvolution) lesson = make_lesson (state);
  g_autofree char *words = NULL;
  int known;

  g_assert_cmpfloat (fovea_convolution_get_map (lesson, 0, &known)[0], ==, 0);
  g_assert_cmpfloat (fovea_convolution_get_map (lesson, FOVEA_CONVOLUTION_TURNED, &known)[0], ==, 0);
  fovea_convolution_set_weight (lesson, 0, 0, 0, 0, 1);
  g_assert_cmpfloat (fovea_convolution_get_map (lesson, 0, &known)[0], ==, 8);
  g_assert_cmpfloat (fovea_convolution_get_map (lesson, FOVEA_CONVOLUTION_TURNED, &known)[0], ==, 0);
  words = fovea_lesson_describe_position (FOVEA_LESSON (lesson), 0);
  g_assert_nonnull (strstr (words, "8 × 1"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/view/nicks", test_nicks);
  g_test_add_func ("/lesson/view/is-state", test_view_is_state);
  g_test_add_func ("/lesson/view/one-cell", test_one_cell);
  g_test_add_func ("/lesson/view/true-convolution", test_true_convolution);
  g_test_add_func ("/lesson/view/edit", test_edit);
  return g_test_run ();
}
