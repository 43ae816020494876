/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "check-boxes.h"
#include "check-views.h"

#include "scene/matrix-scene.h"
#include "scene/view-cells.h"

#include <string.h>

/* A scene that has read @lesson, for its frame. */
static FoveaScene *
open_scene (FoveaConvolution *lesson, const FoveaViewFrame **frame)
{
  FoveaScene *scene = fovea_matrix_scene_new (lesson);

  lay_out_in (scene, 862, 628);
  *frame = fovea_view_scene_get_frame (FOVEA_VIEW_SCENE (scene));
  return scene;
}

/* Slice by slice, row by row; with groups from the first slice that the filter sees. */
static void
test_taps (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("depth=4 filters=2 groups=2 position=30");
  const FoveaViewFrame *frame;
  g_autoptr (FoveaScene) scene = open_scene (lesson, &frame);
  FoveaTap first = fovea_view_get_tap (frame, 0), last = fovea_view_get_tap (frame, frame->volume - 1);
  FoveaTap tenth = fovea_view_get_tap (frame, 10);

  g_assert_cmpint (frame->volume, ==, 18);
  g_assert_cmpint (first.slice, ==, 2);
  g_assert_cmpint (tenth.slice, ==, 3);
  g_assert_cmpint (tenth.row, ==, 0);
  g_assert_cmpint (tenth.column, ==, 1);
  g_assert_cmpint (last.slice, ==, 3);
  g_assert_cmpint (last.row * 3 + last.column, ==, 8);
}

static void
test_inputs (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("values=ramp pad=1 stride=2 dilation=2");
  const FoveaViewFrame *frame;
  g_autoptr (FoveaScene) scene = open_scene (lesson, &frame);
  FoveaPlace place = { 0, 1, 2 };
  int row, column;
  float value;

  fovea_view_find_input (frame, place, (FoveaTap){ 0, 1, 0 }, &row, &column);
  g_assert_cmpint (row, ==, 3);
  g_assert_cmpint (column, ==, 3);
  g_assert_cmpint (fovea_view_get_input (frame, place, (FoveaTap){ 0, 1, 0 }, &value), ==, FOVEA_CELL_VALUE);
  g_assert_cmpfloat (value, ==, 24);
  g_assert_cmpint (fovea_view_get_input (frame, place, (FoveaTap){ 0, 1, 2 }, &value), ==, FOVEA_CELL_PADDING);
  g_assert_cmpfloat (value, ==, 0);
}

static void
test_output (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("position=6");
  const FoveaViewFrame *frame;
  g_autoptr (FoveaScene) scene = open_scene (lesson, &frame);
  float value;

  g_assert_cmpint (fovea_view_get_output (frame, (FoveaPlace){ 0, 1, 1 }, &value), ==, FOVEA_CELL_VALUE);
  g_assert_cmpfloat (value, ==, fovea_convolution_get_result (lesson, 6));
  g_assert_true (is_near (fovea_view_get_sum (frame) + fovea_convolution_get_bias (lesson, 0), value));
  g_assert_cmpint (fovea_view_get_output (frame, (FoveaPlace){ 0, 1, 2 }, &value), ==, FOVEA_CELL_EMPTY);
}

static void
test_words (void)
{
  g_autoptr (FoveaConvolution) lesson = make_lesson ("values=ones weights=ones position=3");
  const FoveaViewFrame *frame;
  g_autoptr (FoveaScene) scene = open_scene (lesson, &frame);
  g_autofree char *sum = fovea_view_say_sum (frame), *terms = fovea_view_say_terms (frame, 4);
  g_autofree char *place = fovea_view_say_place (frame), *pixel = fovea_view_say_pixel (frame, 0, -1, 2);
  g_autofree char *bias = fovea_view_say_bias (frame, 0), *hidden = NULL;

  g_assert_true (g_str_has_prefix (sum, "Σ = 9, + b (0) = "));
  g_assert_nonnull (strstr (terms, "(5 more)"));
  g_assert_cmpstr (place, ==, "row 1, column 4");
  g_assert_cmpstr (pixel, ==, "padding: 0");
  g_assert_cmpstr (bias, ==, "bias b0 = 0");
  fovea_lesson_set_hidden (FOVEA_LESSON (lesson), FOVEA_HIDE_CELL);
  lay_out_in (scene, 862, 628);
  hidden = fovea_view_say_sum (frame);
  g_assert_null (strchr (hidden, '9'));
}

/* Cells with numbers are whole points; smaller ones fill the room. */
static void
test_fit_cell (void)
{
  g_assert_cmpfloat (fovea_view_fit_cell (100, 7, 40), ==, 14);
  g_assert_cmpfloat (fovea_view_fit_cell (100, 2, 40), ==, 40);
  g_assert_cmpfloat (fovea_view_fit_cell (100, 8, 40), ==, 12.5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/view-cells/taps", test_taps);
  g_test_add_func ("/scene/view-cells/inputs", test_inputs);
  g_test_add_func ("/scene/view-cells/output", test_output);
  g_test_add_func ("/scene/view-cells/words", test_words);
  g_test_add_func ("/scene/view-cells/fit-cell", test_fit_cell);
  return g_test_run ();
}
