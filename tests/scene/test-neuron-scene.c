/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "check-boxes.h"
#include "check-views.h"

#include "scene/neuron-scene.h"

#include <math.h>
#include <string.h>

enum
{
  ROOM = 6000 /* points: all products of one neuron are drawn */
};

/* One neuron that is drawn by itself shows @expected if one has come as far as its place. */
static void
check_neuron (FoveaScene *scene, FoveaConvolution *lesson, int role, int index, FoveaPlace place, double expected)
{
  int position = fovea_convolution_get_position_of (lesson, place);
  gboolean reached = position <= fovea_lesson_get_position (FOVEA_LESSON (lesson));
  g_autoptr (GArray) states = NULL;
  g_autoptr (FoveaTensor) value = read_grid (scene, role, index, &states);
  int width, height;

  fovea_convolution_get_output_size (lesson, &width, &height);
  if (!value)
    return;
  g_assert_cmpint (g_array_index (states, guint8, 0), ==, reached && width > 0 ? FOVEA_CELL_VALUE : FOVEA_CELL_EMPTY);
  g_assert_true (!reached || width == 0 || is_near (value->data[0], expected));
}

/* Σ wᵢ xᵢ + b of what is drawn, then the activation function, is the engine's number; so are all other neurons. */
static void
check_scene (FoveaScene *scene, FoveaConvolution *lesson)
{
  FoveaPlace place = fovea_convolution_get_place (lesson, fovea_lesson_get_position (FOVEA_LESSON (lesson))), other;
  gboolean relu = fovea_convolution_get_relu (lesson);
  g_autoptr (GArray) a = NULL, b = NULL, c = NULL;
  g_autoptr (FoveaTensor) y = compute_reference (lesson);
  g_autoptr (FoveaTensor) x = read_grid (scene, FOVEA_NEURON_INPUTS, 0, &a);
  g_autoptr (FoveaTensor) w = read_grid (scene, FOVEA_NEURON_WEIGHTS, 0, &b);
  g_autoptr (FoveaTensor) o = read_grid (scene, FOVEA_NEURON_OUTPUT, 0, &c);
  double sum = fovea_convolution_get_bias (lesson, place.map);
  double expected = *fovea_tensor_at (y, 0, place.map, place.row, place.column);

  for (int i = 0; i < x->h; i++)
    sum += (double)x->data[i] * w->data[i];
  g_assert_true (is_near (sum, expected));
  g_assert_true (is_near (o->data[0], relu ? fmax (0, expected) : expected));
  for (int column = 0; column < y->w; column++)
    {
      other = (FoveaPlace){ place.map, place.row, column };
      expected = *fovea_tensor_at (y, 0, place.map, place.row, column);
      check_neuron (scene, lesson, FOVEA_NEURON_NEIGHBOUR, column, other, relu ? fmax (0, expected) : expected);
    }
  for (int map = 0; map < y->c; map++)
    {
      other = (FoveaPlace){ map, place.row, place.column };
      expected = *fovea_tensor_at (y, 0, map, place.row, place.column);
      check_neuron (scene, lesson, FOVEA_NEURON_SAME_PATCH, map, other, relu ? fmax (0, expected) : expected);
    }
}

static void
test_drawn_is_computed (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (23);

  for (int i = 0; i < 1000; i++)
    {
      g_autoptr (FoveaConvolution) lesson = make_random_lesson (chance);
      g_autoptr (FoveaScene) scene = fovea_neuron_scene_new (lesson);

      lay_out_in (scene, ROOM, ROOM);
      if (fovea_lesson_count_positions (FOVEA_LESSON (lesson)) > 0)
        check_scene (scene, lesson);
    }
}

/* C19: with five filters five neurons look at each patch, and a click goes to one of them at the same place. */
static void
test_five (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("input=32 depth=3 filter=5 filters=5 position=2000");
  g_autoptr (FoveaScene) scene = fovea_neuron_scene_new (lesson);
  FoveaPlace before = fovea_convolution_get_place (lesson, 2000), after;

  lay_out_in (scene, 1000, 1000);
  for (int map = 0; map < 5; map++)
    {
      g_autoptr (GArray) states = NULL;
      g_autoptr (FoveaTensor) neuron = read_grid (scene, FOVEA_NEURON_SAME_PATCH, map, &states);

      g_assert_nonnull (neuron);
    }
  g_assert_true (click_cell (scene, FOVEA_NEURON_SAME_PATCH, 4, 0, 0));
  after = fovea_convolution_get_place (lesson, fovea_lesson_get_position (FOVEA_LESSON (lesson)));
  g_assert_cmpint (after.map, ==, 4);
  g_assert_cmpint (after.row, ==, before.row);
  g_assert_cmpint (after.column, ==, before.column);
}

static void
test_clicks (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("position=7");
  g_autoptr (FoveaScene) scene = fovea_neuron_scene_new (lesson);

  lay_out_in (scene, 1000, 1000);
  g_assert_true (click_cell (scene, FOVEA_NEURON_SHEET, 0, 3, 1));
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, 16);
  lay_out_in (scene, 1000, 1000);
  g_assert_true (click_cell (scene, FOVEA_NEURON_NEIGHBOUR, 4, 0, 0));
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, 19);
  g_assert_false (click_cell (scene, FOVEA_NEURON_INPUTS, 0, 0, 0));
}

static void
test_tooltips (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("values=ramp pad=1 weights=box-blur position=8");
  g_autoptr (FoveaScene) scene = fovea_neuron_scene_new (lesson);
  g_autofree char *input = NULL, *weight = NULL, *cell = NULL, *neuron = NULL, *empty = NULL;

  lay_out_in (scene, 1000, 1000);
  input = point_at_cell (scene, FOVEA_NEURON_INPUTS, 0, 5, 0);
  weight = point_at_cell (scene, FOVEA_NEURON_WEIGHTS, 0, 5, 0);
  cell = point_at_cell (scene, FOVEA_NEURON_ROW, 0, 0, 0);
  neuron = point_at_cell (scene, FOVEA_NEURON_NEIGHBOUR, 1, 0, 0);
  empty = point_at_cell (scene, FOVEA_NEURON_NEIGHBOUR, 2, 0, 0);
  g_assert_cmpstr (input, ==, "x[1, 2, 0] = 9");
  g_assert_cmpstr (weight, ==, "w0[1, 2, 0] = 0.111111");
  g_assert_cmpstr (cell, ==, "padding: 0");
  g_assert_cmpstr (neuron, ==, "map 1, row 2, column 2: 8");
  g_assert_cmpstr (empty, ==, "map 1, row 2, column 3: not reached yet");
}

/* The number that a question asks for is nowhere. */
static void
test_question (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("position=7 biases=4000");
  g_autoptr (FoveaScene) scene = fovea_neuron_scene_new (lesson);
  g_autoptr (GArray) output = NULL, neighbour = NULL;
  g_autoptr (FoveaTensor) a = NULL, b = NULL;
  g_autofree char *words = NULL;

  fovea_lesson_set_hidden (FOVEA_LESSON (lesson), FOVEA_HIDE_CELL);
  lay_out_in (scene, 1000, 1000);
  a = read_grid (scene, FOVEA_NEURON_OUTPUT, 0, &output);
  b = read_grid (scene, FOVEA_NEURON_NEIGHBOUR, 2, &neighbour);
  words = point_at_cell (scene, FOVEA_NEURON_OUTPUT, 0, 0, 0);
  g_assert_cmpint (g_array_index (output, guint8, 0), ==, FOVEA_CELL_EMPTY);
  g_assert_cmpint (g_array_index (neighbour, guint8, 0), ==, FOVEA_CELL_EMPTY);
  g_assert_null (strstr (words, "400"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/neuron-scene/drawn-is-computed", test_drawn_is_computed);
  g_test_add_func ("/scene/neuron-scene/five", test_five);
  g_test_add_func ("/scene/neuron-scene/clicks", test_clicks);
  g_test_add_func ("/scene/neuron-scene/tooltips", test_tooltips);
  g_test_add_func ("/scene/neuron-scene/question", test_question);
  return g_test_run ();
}
