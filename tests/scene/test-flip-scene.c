/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "check-boxes.h"
#include "check-views.h"

#include "scene/flip-scene.h"

#include <string.h>

enum
{
  ROOM = 2000
};

/* The current map that is drawn under @index holds @y as far as one has come. */
static void
check_map (FoveaScene *scene, FoveaConvolution *lesson, int index, const FoveaTensor *y)
{
  int filter = index & (FOVEA_CONVOLUTION_TURNED - 1), position = fovea_lesson_get_position (FOVEA_LESSON (lesson));
  int cells = y->h * y->w;
  g_autoptr (GArray) states = NULL;
  g_autoptr (FoveaTensor) map = read_grid (scene, FOVEA_FLIP_MAP, index, &states);

  for (int i = 0; map && i < cells; i++)
    {
      gboolean reached = filter * cells + i <= position;

      g_assert_cmpint (g_array_index (states, guint8, i), ==, reached ? FOVEA_CELL_VALUE : FOVEA_CELL_EMPTY);
      g_assert_true (!reached || is_near (map->data[i], y->data[filter * cells + i]));
    }
}

static void
test_drawn_is_computed (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (17);

  for (int i = 0; i < 1000; i++)
    {
      g_autoptr (FoveaConvolution) lesson = make_random_lesson (chance);
      g_autoptr (FoveaTensor) layer = NULL, turned = NULL;
      g_autoptr (FoveaScene) scene = fovea_flip_scene_new (lesson);
      FoveaPlace place = fovea_convolution_get_place (lesson, fovea_lesson_get_position (FOVEA_LESSON (lesson)));

      if (fovea_lesson_count_positions (FOVEA_LESSON (lesson)) == 0)
        continue;
      g_object_set (lesson, "flip", FALSE, NULL);
      layer = compute_reference (lesson);
      g_object_set (lesson, "flip", TRUE, NULL);
      turned = compute_reference (lesson);
      lay_out_in (scene, ROOM, ROOM);
      check_map (scene, lesson, place.map, turned);
      check_map (scene, lesson, place.map | FOVEA_CONVOLUTION_TURNED, layer);
    }
}

/* C7: the layer paints the filter turned, convolution paints it as it is. */
static void
test_one_cell (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("input=5 values=one-cell biases=0 flip=yes position=8");
  g_autoptr (FoveaScene) scene = fovea_flip_scene_new (lesson);
  g_autoptr (GArray) a = NULL, b = NULL;
  g_autoptr (FoveaTensor) filter = NULL, map = NULL;

  lay_out_in (scene, ROOM, ROOM);
  filter = read_grid (scene, FOVEA_FLIP_FILTER, 0, &a);
  map = read_grid (scene, FOVEA_FLIP_MAP, 0, &b);
  g_assert_cmpmem (filter->data, 9 * sizeof (float), map->data, 9 * sizeof (float));
}

static void
test_symmetric (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("weights=box-blur flip=yes");
  g_autoptr (FoveaScene) scene = fovea_flip_scene_new (lesson);
  g_autofree char *same = NULL, *other = NULL, *label = fovea_scene_describe (scene, &same), *again = NULL;

  g_assert_nonnull (strstr (same, "same after half a turn"));
  fovea_convolution_set_weight (lesson, 0, 0, 0, 0, 5);
  again = fovea_scene_describe (scene, &other);
  g_assert_null (strstr (other, "same after half a turn"));
}

/* Each cell is named as it is stored, wherever it lies. */
static void
test_pointer (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("values=ramp flip=yes position=24");
  g_autoptr (FoveaScene) scene = fovea_flip_scene_new (lesson);
  g_autofree char *upright = NULL, *turned = NULL;

  fovea_convolution_set_weight (lesson, 0, 0, 0, 1, 77);
  lay_out_in (scene, ROOM, ROOM);
  upright = point_at_cell (scene, FOVEA_FLIP_FILTER, 0, 0, 1);
  turned = point_at_cell (scene, FOVEA_FLIP_FILTER, 1, 2, 1);
  g_assert_cmpstr (upright, ==, "w0[0, 1, 0] = 77");
  g_assert_cmpstr (turned, ==, upright);
  g_assert_true (click_cell (scene, FOVEA_FLIP_MAP, FOVEA_CONVOLUTION_TURNED, 1, 2));
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, 7);
}

/* While its number is asked for, neither map shows it. */
static void
test_question (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("flip=yes position=7");
  g_autoptr (FoveaScene) scene = fovea_flip_scene_new (lesson);

  fovea_lesson_set_hidden (FOVEA_LESSON (lesson), FOVEA_HIDE_CELL);
  lay_out_in (scene, ROOM, ROOM);
  for (int turned = 0; turned < 2; turned++)
    {
      g_autoptr (GArray) states = NULL;
      g_autoptr (FoveaTensor) map
          = read_grid (scene, FOVEA_FLIP_MAP, turned ? FOVEA_CONVOLUTION_TURNED : 0, &states);

      g_assert_cmpint (g_array_index (states, guint8, 6), ==, FOVEA_CELL_VALUE);
      g_assert_cmpint (g_array_index (states, guint8, 7), ==, FOVEA_CELL_EMPTY);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/flip-scene/drawn-is-computed", test_drawn_is_computed);
  g_test_add_func ("/scene/flip-scene/one-cell", test_one_cell);
  g_test_add_func ("/scene/flip-scene/symmetric", test_symmetric);
  g_test_add_func ("/scene/flip-scene/pointer", test_pointer);
  g_test_add_func ("/scene/flip-scene/question", test_question);
  return g_test_run ();
}
