/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "check-boxes.h"
#include "check-views.h"

#include "scene/dense-scene.h"

#include <string.h>

enum
{
  WIDE = 40000, /* points: all inputs are drawn beside one another */
  HIGH = 800
};

/* The first output whose row is drawn: the page that the position is on. */
static int
find_first_row (FoveaScene *scene, FoveaConvolution *lesson, int rows)
{
  int n = fovea_lesson_count_positions (FOVEA_LESSON (lesson));

  return MIN (fovea_lesson_get_position (FOVEA_LESSON (lesson)) / rows * rows, n - rows);
}

/* Each row of W times the stretched input, plus its bias, is the engine's number; so is the output beside it. */
static void
check_rows (FoveaScene *scene, FoveaConvolution *lesson)
{
  g_autoptr (GArray) s = NULL, t = NULL, u = NULL, states = NULL;
  g_autoptr (FoveaTensor) y = compute_reference (lesson);
  g_autoptr (FoveaTensor) x = read_grid (scene, FOVEA_DENSE_VECTOR, 0, &s);
  g_autoptr (FoveaTensor) w = read_grid (scene, FOVEA_DENSE_WEIGHTS, 0, &t);
  g_autoptr (FoveaTensor) b = read_grid (scene, FOVEA_DENSE_BIASES, 0, &u);
  g_autoptr (FoveaTensor) o = read_grid (scene, FOVEA_DENSE_OUTPUTS, 0, &states);
  int first = find_first_row (scene, lesson, w->h), position = fovea_lesson_get_position (FOVEA_LESSON (lesson));

  g_assert_cmpint (x->w, ==,
                   fovea_convolution_get_width (lesson) * fovea_convolution_get_height (lesson)
                       * fovea_convolution_get_depth (lesson));
  g_assert_cmpint (w->w, ==, x->w);
  for (int row = 0; row < w->h; row++)
    {
      double sum = b->data[row];

      for (int i = 0; i < x->w; i++)
        sum += (double)w->data[row * w->w + i] * x->data[i];
      g_assert_true (is_near (sum, y->data[first + row]));
      g_assert_true (!o || first + row > position || is_near (o->data[row], sum));
      g_assert_true (!o || (g_array_index (states, guint8, row) == FOVEA_CELL_VALUE) == (first + row <= position));
    }
}

static void
test_drawn_is_computed (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (29);

  for (int i = 0; i < 500; i++)
    {
      g_autoptr (FoveaConvolution) lesson = make_random_lesson (chance);
      g_autoptr (FoveaScene) scene = fovea_dense_scene_new (lesson);

      lay_out_in (scene, WIDE, HIGH);
      if (fovea_lesson_count_positions (FOVEA_LESSON (lesson)) > 0)
        check_rows (scene, lesson);
    }
}

/* F1: 32×32×3 is stretched to 3072, every one of which is connected to each of ten outputs. */
static void
test_fully_connected (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("input=32 depth=3 filter=32 filters=10 position=9");
  g_autoptr (FoveaScene) scene = fovea_dense_scene_new (lesson);
  g_autoptr (GArray) states = NULL;
  g_autoptr (FoveaTensor) row = NULL;
  g_autofree char *description = NULL, *label = fovea_scene_describe (scene, &description);

  g_assert_nonnull (strstr (label, "10 outputs of 3,072 inputs"));
  g_assert_nonnull (strstr (description, "32×32×3 input is stretched to 3,072 numbers"));
  lay_out_in (scene, 862, 628);
  for (int slice = 0; slice < 3; slice++)
    {
      row = read_grid (scene, FOVEA_DENSE_FOLDED, slice, &states);
      for (guint i = 0; i < states->len; i++)
        g_assert_cmpint (g_array_index (states, guint8, i), ==, FOVEA_CELL_VALUE);
      g_clear_pointer (&states, g_array_unref);
      g_clear_pointer (&row, fovea_tensor_unref);
    }
}

/* A 3×3 filter on 7×7: nine connections, and a place that is none says so. */
static void
test_sparse (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("position=7");
  g_autoptr (FoveaScene) scene = fovea_dense_scene_new (lesson);
  g_autoptr (GArray) states = NULL;
  g_autoptr (FoveaTensor) row = NULL;
  g_autofree char *none = NULL, *weight = NULL;
  int connections = 0;

  lay_out_in (scene, 862, 628);
  row = read_grid (scene, FOVEA_DENSE_FOLDED, 0, &states);
  for (guint i = 0; i < states->len; i++)
    connections += g_array_index (states, guint8, i) == FOVEA_CELL_VALUE;
  g_assert_cmpint (connections, ==, 9);
  none = point_at_cell (scene, FOVEA_DENSE_FOLDED, 0, 0, 0);
  weight = point_at_cell (scene, FOVEA_DENSE_FOLDED, 0, 1, 3);
  g_assert_cmpstr (none, ==, "o[1, 2, 0] is not connected to x[0, 0, 0]");
  g_assert_true (g_str_has_prefix (weight, "w0[0, 1, 0] = "));
}

/* The page of the inputs follows the window, and can be turned. */
static void
test_pages (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("input=32 depth=3 filter=5 filters=6 position=0");
  g_autoptr (FoveaScene) scene = fovea_dense_scene_new (lesson);
  g_autofree char *first = NULL, *next = NULL, *last = NULL;
  double x, y;

  lay_out_in (scene, 862, 628);
  first = point_at_cell (scene, FOVEA_DENSE_VECTOR, 0, 0, 0);
  g_assert_true (g_str_has_prefix (first, "x[0, 0, 0]"));
  g_assert_true (find_box (scene, "inputs", &x, &y));
  g_assert_true (fovea_scene_activate (scene, x, y));
  lay_out_in (scene, 862, 628);
  next = point_at_cell (scene, FOVEA_DENSE_VECTOR, 0, 0, 0);
  g_assert_cmpstr (first, !=, next);
  fovea_lesson_set_position (FOVEA_LESSON (lesson), 783);
  lay_out_in (scene, 862, 628);
  last = point_at_cell (scene, FOVEA_DENSE_VECTOR, 0, 0, 0);
  g_assert_true (g_str_has_prefix (last, "x[27, ") || g_str_has_prefix (last, "x[26, "));
}

static void
test_click (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("position=3");
  g_autoptr (FoveaScene) scene = fovea_dense_scene_new (lesson);

  lay_out_in (scene, 862, 628);
  g_assert_true (click_cell (scene, FOVEA_DENSE_OUTPUTS, 0, 1, 0));
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, 1);
  g_assert_false (click_cell (scene, FOVEA_DENSE_VECTOR, 0, 0, 0));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/dense-scene/drawn-is-computed", test_drawn_is_computed);
  g_test_add_func ("/scene/dense-scene/fully-connected", test_fully_connected);
  g_test_add_func ("/scene/dense-scene/sparse", test_sparse);
  g_test_add_func ("/scene/dense-scene/pages", test_pages);
  g_test_add_func ("/scene/dense-scene/click", test_click);
  return g_test_run ();
}
