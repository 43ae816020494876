/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "check-boxes.h"
#include "check-views.h"

#include "scene/matrix-scene.h"

enum
{
  ROOM = 3000 /* points: nothing is folded */
};

/* W·X + b of what is drawn is the engine's convolution, and so is O as far as one has come. */
static void
check_product (FoveaScene *scene, FoveaConvolution *lesson)
{
  g_autoptr (GArray) states = NULL, seen = NULL;
  g_autoptr (FoveaTensor) y = compute_reference (lesson);
  g_autoptr (FoveaTensor) w = read_grid (scene, FOVEA_MATRIX_WEIGHTS, 0, &seen);
  g_autoptr (FoveaTensor) x = NULL, b = NULL, o = NULL;
  FoveaPlace place = fovea_convolution_get_place (lesson, fovea_lesson_get_position (FOVEA_LESSON (lesson)));
  int share = y->c / fovea_convolution_get_groups (lesson), first = place.map / share * share;

  g_clear_pointer (&seen, g_array_unref);
  x = read_grid (scene, FOVEA_MATRIX_PATCHES, 0, &seen);
  g_clear_pointer (&seen, g_array_unref);
  b = read_grid (scene, FOVEA_MATRIX_BIASES, 0, &seen);
  o = read_grid (scene, FOVEA_MATRIX_OUTPUTS, 0, &states);
  g_assert_cmpint (x->w, ==, y->h * y->w);
  g_assert_cmpint (w->h, ==, share);
  for (int k = 0; k < share; k++)
    for (int p = 0; p < x->w; p++)
      {
        int cell = k * x->w + p;
        double sum = b->data[k], expected = y->data[(first + k) * x->w + p];
        gboolean reached = (first + k) * x->w + p <= fovea_lesson_get_position (FOVEA_LESSON (lesson));

        for (int i = 0; i < x->h; i++)
          sum += (double)w->data[k * w->w + i] * x->data[i * x->w + p];
        g_assert_true (is_near (sum, expected));
        if (!o)
          continue;
        g_assert_cmpint (g_array_index (states, guint8, cell), ==, reached ? FOVEA_CELL_VALUE : FOVEA_CELL_EMPTY);
        g_assert_true (!reached || is_near (o->data[cell], expected));
      }
}

static void
test_drawn_is_computed (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (11);

  for (int i = 0; i < 1000; i++)
    {
      g_autoptr (FoveaConvolution) lesson = make_random_lesson (chance);
      g_autoptr (FoveaScene) scene = fovea_matrix_scene_new (lesson);

      lay_out_in (scene, ROOM, ROOM);
      if (fovea_lesson_count_positions (FOVEA_LESSON (lesson)) > 0)
        check_product (scene, lesson);
    }
}

/* The classic demo: at the middle of a ring of zeros, each corner of X has its padding. */
static void
test_padding_is_marked (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("input=5 depth=3 filters=2 pad=1 stride=2 values=ones");
  g_autoptr (FoveaScene) scene = fovea_matrix_scene_new (lesson);
  g_autoptr (GArray) states = NULL;
  g_autoptr (FoveaTensor) x = NULL;
  int padding = 0;

  lay_out_in (scene, ROOM, ROOM);
  x = read_grid (scene, FOVEA_MATRIX_PATCHES, 0, &states);
  g_assert_cmpint (x->h, ==, 27);
  g_assert_cmpint (x->w, ==, 9);
  for (guint i = 0; i < states->len; i++)
    {
      gboolean pad = g_array_index (states, guint8, i) == FOVEA_CELL_PADDING;

      g_assert_cmpfloat (x->data[i], ==, pad ? 0 : 1);
      padding += pad;
    }
  g_assert_cmpint (padding, ==, 3 * (4 * 5 + 4 * 3)); /* a slice: four corners of 5, four edges of 3 */
}

/* C3 with six filters: 75 × 784. What is folded is said, and the rest can be reached. */
static void
test_folds (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("input=32 depth=3 filter=5 filters=6 position=900");
  g_autoptr (FoveaScene) scene = fovea_matrix_scene_new (lesson);
  g_autofree char *word = NULL, *other = NULL;
  double x, y;

  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, "part", &x, &y));
  word = point_at_cell (scene, FOVEA_MATRIX_PATCHES, 0, 0, 0);
  g_assert_true (find_box (scene, "products", &x, &y));
  g_assert_true (fovea_scene_activate (scene, x, y));
  paint_at (scene, 862, 628);
  other = point_at_cell (scene, FOVEA_MATRIX_PATCHES, 0, 0, 0);
  g_assert_cmpstr (word, !=, other);
}

static void
test_click (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("filters=2 position=3");
  g_autoptr (FoveaScene) scene = fovea_matrix_scene_new (lesson);

  lay_out_in (scene, ROOM, ROOM);
  g_assert_true (click_cell (scene, FOVEA_MATRIX_OUTPUTS, 0, 1, 7));
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, 25 + 7);
  lay_out_in (scene, ROOM, ROOM);
  g_assert_true (click_cell (scene, FOVEA_MATRIX_WEIGHTS, 0, 0, 2));
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, 7);
  lay_out_in (scene, ROOM, ROOM);
  g_assert_true (click_cell (scene, FOVEA_MATRIX_PATCHES, 0, 5, 24));
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, 24);
  g_assert_false (click_cell (scene, FOVEA_MATRIX_INPUT, 0, 0, 0));
}

static void
test_tooltips (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("values=ramp weights=box-blur pad=1 position=16");
  g_autoptr (FoveaScene) scene = fovea_matrix_scene_new (lesson);
  g_autofree char *padding = NULL, *input = NULL, *weight = NULL, *output = NULL, *empty = NULL;

  lay_out_in (scene, ROOM, ROOM);
  padding = point_at_cell (scene, FOVEA_MATRIX_PATCHES, 0, 0, 0);
  input = point_at_cell (scene, FOVEA_MATRIX_PATCHES, 0, 4, 16);
  weight = point_at_cell (scene, FOVEA_MATRIX_WEIGHTS, 0, 0, 5);
  output = point_at_cell (scene, FOVEA_MATRIX_OUTPUTS, 0, 0, 16);
  empty = point_at_cell (scene, FOVEA_MATRIX_OUTPUTS, 0, 0, 17);
  g_assert_cmpstr (padding, ==, "padding: 0");
  g_assert_cmpstr (input, ==, "x[2, 2, 0] = 16");
  g_assert_cmpstr (weight, ==, "w0[1, 2, 0] = 0.111111");
  g_assert_cmpstr (output, ==, "map 1, row 3, column 3: 16");
  g_assert_cmpstr (empty, ==, "map 1, row 3, column 4: not reached yet");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/matrix-scene/drawn-is-computed", test_drawn_is_computed);
  g_test_add_func ("/scene/matrix-scene/padding-is-marked", test_padding_is_marked);
  g_test_add_func ("/scene/matrix-scene/folds", test_folds);
  g_test_add_func ("/scene/matrix-scene/click", test_click);
  g_test_add_func ("/scene/matrix-scene/tooltips", test_tooltips);
  return g_test_run ();
}
