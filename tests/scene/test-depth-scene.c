/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "check-boxes.h"
#include "check-views.h"

#include "scene/depth-scene.h"

#include <string.h>

enum
{
  ROOM = 3000
};

/* The sum of a column of cells. */
static double
add_up (FoveaScene *scene, int role)
{
  double sum = 0;

  for (int block = 0;; block++)
    {
      g_autoptr (GArray) states = NULL;
      g_autoptr (FoveaTensor) values = read_grid (scene, role, block, &states);

      if (!values)
        return sum;
      for (int i = 0; i < values->h; i++)
        sum += values->data[i];
    }
}

/* What the pixels give, added up, with the bias is the engine's number; the chosen one's products add up to its own; and
 * below one another stand the numbers of all maps. */
static void
check_scene (FoveaScene *scene, FoveaConvolution *lesson)
{
  FoveaPlace place = fovea_convolution_get_place (lesson, fovea_lesson_get_position (FOVEA_LESSON (lesson)));
  int columns = fovea_convolution_get_filter_width (lesson), rows = fovea_convolution_get_filter_height (lesson);
  int middle = rows / 2 * columns + columns / 2;
  g_autoptr (GArray) s = NULL, states = NULL;
  g_autoptr (FoveaTensor) y = compute_reference (lesson);
  g_autoptr (FoveaTensor) pixels = read_grid (scene, FOVEA_DEPTH_PIXELS, 0, &s);
  g_autoptr (FoveaTensor) outputs = read_grid (scene, FOVEA_DEPTH_OUTPUTS, 0, &states);
  double bias = fovea_convolution_get_bias (lesson, place.map), products = add_up (scene, FOVEA_DEPTH_PRODUCTS);
  double sum = 0, expected = *fovea_tensor_at (y, 0, place.map, place.row, place.column);

  for (int i = 0; pixels && i < rows * columns; i++)
    sum += pixels->data[i];
  g_assert_true (is_near ((pixels ? sum : products) + bias, expected));
  g_assert_true (!pixels || is_near (products, pixels->data[middle]));
  for (int map = 0; outputs && map < outputs->h; map++)
    if (g_array_index (states, guint8, map) == FOVEA_CELL_VALUE)
      g_assert_true (is_near (outputs->data[map], *fovea_tensor_at (y, 0, map, place.row, place.column)));
}

static void
test_drawn_is_computed (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (31);

  for (int i = 0; i < 1000; i++)
    {
      g_autoptr (FoveaConvolution) lesson = make_random_lesson (chance);
      g_autoptr (FoveaScene) scene = fovea_depth_scene_new (lesson);

      lay_out_in (scene, ROOM, ROOM);
      if (fovea_lesson_count_positions (FOVEA_LESSON (lesson)) > 0)
        check_scene (scene, lesson);
    }
}

/* C18: 56×56×64, 32 filters of 1×1: all 64 products of a pixel and its 32 numbers are there. */
static void
test_one_by_one (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("input=56 depth=64 filter=1 filters=32 position=97216");
  g_autoptr (FoveaScene) scene = fovea_depth_scene_new (lesson);
  g_autofree char *description = NULL, *label = fovea_scene_describe (scene, &description);
  int products = 0, maps = 0;

  g_assert_nonnull (strstr (description, "64-dimensional dot product"));
  g_assert_nonnull (strstr (description, "32 filters make 56×56×32"));
  lay_out_in (scene, 862, 628);
  for (int block = 0; block < 8; block++)
    {
      g_autoptr (GArray) s = NULL, t = NULL;
      g_autoptr (FoveaTensor) column = read_grid (scene, FOVEA_DEPTH_PRODUCTS, block, &s);
      g_autoptr (FoveaTensor) outputs = read_grid (scene, FOVEA_DEPTH_OUTPUTS, block, &t);

      products += column ? column->h : 0;
      maps += outputs ? outputs->h : 0;
    }
  g_assert_cmpint (products, ==, 64);
  g_assert_cmpint (maps, ==, 32);
  g_assert_null (read_grid (scene, FOVEA_DEPTH_PIXELS, 0, NULL));
}

/* A click on a pixel of the window looks through that one; one on an output goes to its map. */
static void
test_clicks (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("depth=3 filters=4 values=ramp position=0");
  g_autoptr (FoveaScene) scene = fovea_depth_scene_new (lesson);
  g_autofree char *middle = NULL, *corner = NULL;
  FoveaPlace place;

  lay_out_in (scene, 862, 628);
  middle = point_at_cell (scene, FOVEA_DEPTH_INPUTS, 0, 2, 0);
  g_assert_cmpstr (middle, ==, "x[1, 1, 2] = 106");
  g_assert_true (click_cell (scene, FOVEA_DEPTH_PIXELS, 0, 0, 2));
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, 0);
  lay_out_in (scene, 862, 628);
  corner = point_at_cell (scene, FOVEA_DEPTH_INPUTS, 0, 2, 0);
  g_assert_cmpstr (corner, ==, "x[0, 2, 2] = 100");
  g_assert_true (click_cell (scene, FOVEA_DEPTH_OUTPUTS, 0, 3, 0));
  place = fovea_convolution_get_place (lesson, fovea_lesson_get_position (FOVEA_LESSON (lesson)));
  g_assert_cmpint (place.map, ==, 3);
  g_assert_cmpint (place.row, ==, 0);
}

static void
test_folds (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("depth=512 filters=512 position=0");
  g_autoptr (FoveaScene) scene = fovea_depth_scene_new (lesson);
  double x, y;

  lay_out_in (scene, 862, 628);
  g_assert_true (find_box (scene, "slices", &x, &y));
  g_assert_true (find_box (scene, "maps", &x, &y));
  g_assert_true (fovea_scene_activate (scene, x, y));
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), >, 0);
}

/* Of many products only those of the chosen pixel are added up. */
static void
test_many (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("input=32 depth=64 filter=11 position=0");
  g_autoptr (FoveaScene) scene = fovea_depth_scene_new (lesson);
  g_autoptr (GArray) states = NULL;
  g_autoptr (FoveaTensor) pixels = NULL;

  lay_out_in (scene, 2000, 2000);
  pixels = read_grid (scene, FOVEA_DEPTH_PIXELS, 0, &states);
  for (int i = 0; i < 121; i++)
    g_assert_cmpint (g_array_index (states, guint8, i), ==, i == 60 ? FOVEA_CELL_VALUE : FOVEA_CELL_EMPTY);
  g_assert_true (is_near (pixels->data[60], add_up (scene, FOVEA_DEPTH_PRODUCTS)));
}

/* Neither the output nor what leads to it by addition. */
static void
test_question (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("biases=4000 position=7");
  g_autoptr (FoveaScene) scene = fovea_depth_scene_new (lesson);
  g_autoptr (GArray) outputs = NULL, pixels = NULL;
  g_autoptr (FoveaTensor) a = NULL, b = NULL;

  fovea_lesson_set_hidden (FOVEA_LESSON (lesson), FOVEA_HIDE_CELL);
  lay_out_in (scene, 862, 628);
  a = read_grid (scene, FOVEA_DEPTH_OUTPUTS, 0, &outputs);
  b = read_grid (scene, FOVEA_DEPTH_PIXELS, 0, &pixels);
  g_assert_cmpint (g_array_index (outputs, guint8, 0), ==, FOVEA_CELL_EMPTY);
  g_assert_cmpint (g_array_index (pixels, guint8, 4), ==, FOVEA_CELL_EMPTY);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/depth-scene/drawn-is-computed", test_drawn_is_computed);
  g_test_add_func ("/scene/depth-scene/one-by-one", test_one_by_one);
  g_test_add_func ("/scene/depth-scene/clicks", test_clicks);
  g_test_add_func ("/scene/depth-scene/folds", test_folds);
  g_test_add_func ("/scene/depth-scene/many", test_many);
  g_test_add_func ("/scene/depth-scene/question", test_question);
  return g_test_run ();
}
