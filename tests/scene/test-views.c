/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every view of the same convolution, at settings that fill the page in different ways. */

#include "check-boxes.h"
#include "check-views.h"

#include "scene/convolution-scene.h"
#include "scene/flip-scene.h"
#include "scene/matrix-scene.h"
#include "scene/picture-scene.h"
#include "scene/views.h"

#include <string.h>

static const char *const settings[] = {
  "input=7",
  "pad=1 position=10",
  "stride=3",
  "stride=3 round=floor position=3",
  "stride=3 round=same position=8",
  "input=5 filter=9 pad=2",
  "input=3 filter=3 dilation=4",
  "pad=3 dilation=2 position=8",
  "input=5 depth=3 filters=2 pad=1 stride=2 position=5",
  "input=8 depth=6 filters=9 groups=3 relu=yes position=200",
  "input=32 depth=3 filter=5 filters=6 position=300",
  "input=32 depth=3 filter=32 filters=10 position=4",
  "input=56 depth=64 filter=1 filters=32 position=5000",
  "input=12 filter=7 values=random weights=gaussian-blur flip=yes position=20",
  "input-width=20 input-height=5 position=7",
  "filter-width=5 filter-height=1 position=9",
  "filter-width=2 filter-height=3 stride=2 pad=1 flip=yes",
  "filter-width=1 filter-height=7 stride=3 round=floor",
  "input=12 depth=3 filters=4 filter-width=7 filter-height=2 values=random position=50",
  "input=1 filter=1",
};

static const char *const largest = "input=256 depth=512 filter=3 filters=512 pad=1 position=900";

/* The lesson with @text's settings in the view @view. */
static FoveaConvolution *
make_view (const char *text, int view)
{
  FoveaConvolution *lesson = make_lesson (text);

  g_object_set (lesson, "view", view, NULL);
  return lesson;
}

static void
test_nothing_overlaps (void)
{
  for (int view = 0; view < FOVEA_N_VIEWS; view++)
    for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
      {
        g_autoptr (FoveaConvolution) lesson = make_view (settings[i], view);
        g_autoptr (FoveaScene) scene = fovea_views_new_scene (lesson);

        check_boxes (scene, settings[i]);
      }
}

static void
test_nothing_overlaps_at_the_largest (void)
{
  for (int view = 0; view < FOVEA_N_VIEWS; view++)
    {
      g_autoptr (FoveaConvolution) lesson = make_view (largest, view);
      g_autoptr (FoveaScene) scene = fovea_views_new_scene (lesson);

      check_boxes (scene, largest);
    }
}

static void
test_nothing_overlaps_in_any_style (void)
{
  for (int view = 0; view < FOVEA_N_VIEWS; view++)
    for (gsize i = view % 2; i < G_N_ELEMENTS (settings); i += 2)
      {
        g_autoptr (FoveaConvolution) lesson = make_view (settings[i], view);
        g_autoptr (FoveaScene) scene = fovea_views_new_scene (lesson);

        check_boxes_in_all_styles (scene, settings[i]);
      }
}

/* Numbers change while one steps; nothing is pushed into anything else. */
static void
test_nothing_overlaps_while_stepping (void)
{
  for (int view = 0; view < FOVEA_N_VIEWS; view++)
    {
      g_autoptr (FoveaConvolution) lesson = make_view ("input=5 depth=3 filters=2 pad=1 stride=2", view);
      g_autoptr (FoveaScene) scene = fovea_views_new_scene (lesson);

      for (int position = 0; position < 18; position += 4)
        {
          fovea_lesson_set_position (FOVEA_LESSON (lesson), position);
          check_boxes (scene, "the demo");
        }
    }
}

/* The position stays; the picture and the numbers each have a view of their own. */
static void
test_switching (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("position=7");
  g_autoptr (FoveaTensor) pixels = fovea_tensor_new (1, 3, 9, 9);

  g_assert_true (fovea_views_get_type_of (lesson) == FOVEA_TYPE_CONVOLUTION_SCENE);
  g_object_set (lesson, "flip", TRUE, NULL);
  g_assert_true (fovea_views_get_type_of (lesson) == FOVEA_TYPE_FLIP_SCENE);
  g_object_set (lesson, "view", FOVEA_VIEW_MATRIX, NULL);
  g_assert_true (fovea_views_get_type_of (lesson) == FOVEA_TYPE_MATRIX_SCENE);
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, 7);
  fovea_convolution_set_picture (lesson, pixels);
  g_assert_true (fovea_views_get_type_of (lesson) == FOVEA_TYPE_PICTURE_SCENE);
  fovea_convolution_set_picture (lesson, NULL);
  g_assert_true (fovea_views_get_type_of (lesson) == FOVEA_TYPE_MATRIX_SCENE);
}

/* What only the grid can leave out is asked in the grid. */
static void
test_questions (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("view=matrix");

  fovea_lesson_set_hidden (FOVEA_LESSON (lesson), FOVEA_HIDE_CELL);
  g_assert_true (fovea_views_get_type_of (lesson) == FOVEA_TYPE_MATRIX_SCENE);
  fovea_lesson_set_hidden (FOVEA_LESSON (lesson), FOVEA_HIDE_OUTPUT_SIZE);
  g_assert_true (fovea_views_get_type_of (lesson) == FOVEA_TYPE_CONVOLUTION_SCENE);
}

/* Each says what it is and where one stands. */
static void
test_words (void)
{
  g_autoptr (GHashTable) labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int view = 0; view < FOVEA_N_VIEWS; view++)
    {
      g_autoptr (FoveaConvolution) lesson = make_view ("input=5 depth=3 filters=2 pad=1 stride=2 position=10", view);
      g_autoptr (FoveaScene) scene = fovea_views_new_scene (lesson);
      g_autofree char *description = NULL;

      g_hash_table_add (labels, fovea_scene_describe (scene, &description));
      g_assert_nonnull (strstr (description, "map 2, row 1, column 2"));
      g_assert_null (strchr (description, '<'));
    }
  g_assert_cmpuint (g_hash_table_size (labels), ==, FOVEA_N_VIEWS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/views/nothing-overlaps", test_nothing_overlaps);
  g_test_add_func ("/scene/views/nothing-overlaps-at-the-largest", test_nothing_overlaps_at_the_largest);
  g_test_add_func ("/scene/views/nothing-overlaps-in-any-style", test_nothing_overlaps_in_any_style);
  g_test_add_func ("/scene/views/nothing-overlaps-while-stepping", test_nothing_overlaps_while_stepping);
  g_test_add_func ("/scene/views/switching", test_switching);
  g_test_add_func ("/scene/views/questions", test_questions);
  g_test_add_func ("/scene/views/words", test_words);
  return g_test_run ();
}
