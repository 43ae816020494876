/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "check-boxes.h"

#include "lesson/state.h"
#include "scene/gradient-scene.h"
#include "scene/scene-cells.h"

static const char *const settings[] = {
  "pass=backward",
  "pass=backward gradient=loss position=7",
  "pass=backward gradient=cell pad=1 position=12",
  "pass=backward gradient=loss input=5 depth=3 filters=2 pad=1 stride=2 position=14",
  "pass=backward stride=3",
  "pass=backward stride=3 round=floor position=3",
  "pass=backward stride=3 round=ceil position=8",
  "pass=backward stride=3 round=same position=4",
  "pass=backward pad=3 dilation=2 position=8",
  "pass=backward depth=6 filters=6 groups=3 position=60",
  "pass=backward input=32 depth=3 filter=5 filters=6 position=300",
  "pass=backward input=32 depth=3 filter=32 filters=10 position=9",
  "pass=backward input=256 depth=64 filters=64",
  "pass=backward input-width=20 input-height=5 values=random position=7",
  "pass=backward filter-width=5 filter-height=1 position=9",
  "pass=backward filter-width=2 filter-height=3 values=random depth=2 position=9",
  "pass=train filter-width=2 filter-height=6 position=4",
  "pass=transposed input=3 stride=2 filter-width=5 filter-height=1 position=4",
  "pass=transposed input=3 filter-width=2 filter-height=9 position=4",
  "pass=train",
  "pass=train values=random rate=0.05 position=40",
  "pass=train rate=2 position=50",
  "pass=train depth=3 filters=4 position=10",
  "pass=train input=4 filter=3 target=1,0;0,1 position=3",
  "pass=train input=28 filter=5 position=3",
  "pass=transposed input=4 stride=2 position=6",
  "pass=transposed input=3 stride=3 pad=1 position=4",
  "pass=transposed input=4 depth=3 filters=2 stride=2 position=20",
  "pass=transposed input=2 filter=7 stride=4 position=2",
  "pass=transposed input=3 filter=2 stride=2 dilation=3 pad=2 position=5",
  "pass=transposed input=1 filter=3 pad=2",
  "pass=transposed input=200 stride=200",
};

static FoveaScene *
make_scene (const char *text, FoveaConvolution **lesson)
{
  g_auto (GStrv) state = g_strsplit (text, " ", -1);
  g_autoptr (GError) error = NULL;

  *lesson = fovea_convolution_new ();
  fovea_lesson_set_state (FOVEA_LESSON (*lesson), (const char *const *) state, &error);
  g_assert_no_error (error);
  return fovea_gradient_scene_new (*lesson);
}

static void
test_nothing_overlaps (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autoptr (FoveaConvolution) lesson = NULL;
      g_autoptr (FoveaScene) scene = make_scene (settings[i], &lesson);

      check_boxes (scene, settings[i]);
    }
}

static void
test_nothing_overlaps_in_any_style (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i += 2)
    {
      g_autoptr (FoveaConvolution) lesson = NULL;
      g_autoptr (FoveaScene) scene = make_scene (settings[i], &lesson);

      check_boxes_in_all_styles (scene, settings[i]);
    }
}

static void
test_nothing_overlaps_while_stepping (void)
{
  static const char *const walks[] = { "pass=backward gradient=loss input=5 depth=3 filters=2 pad=1 stride=2",
                                       "pass=transposed input=3 stride=2 values=random", "pass=train rate=0.01" };

  for (gsize i = 0; i < G_N_ELEMENTS (walks); i++)
    {
      g_autoptr (FoveaConvolution) lesson = NULL;
      g_autoptr (FoveaScene) scene = make_scene (walks[i], &lesson);
      int n = MIN (fovea_lesson_count_positions (FOVEA_LESSON (lesson)), 30);

      for (int position = 0; position < n; position++)
        {
          fovea_lesson_set_position (FOVEA_LESSON (lesson), position);
          check_boxes (scene, walks[i]);
        }
    }
}

static void
test_click_on_output_gradient (void)
{
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene = make_scene ("pass=backward", &lesson);
  double x, y;

  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, "output gradient 0", &x, &y));
  g_assert_true (fovea_scene_activate (scene, x, y)); /* the middle cell of 5×5 */
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, 12);
  g_assert_true (find_box (scene, "input 0", &x, &y));
  g_assert_false (fovea_scene_activate (scene, x, y));
}

/* In a transposed convolution it is the input's cells that one steps over. */
static void
test_click_on_input (void)
{
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene = make_scene ("pass=transposed input=3", &lesson);
  double x, y;

  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, "input 0", &x, &y));
  g_assert_true (fovea_scene_activate (scene, x, y));
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, 4);
}

static void
test_rate_that_settles (void)
{
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene = make_scene ("pass=train rate=2 position=3", &lesson);
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (FoveaBox));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  double limit = fovea_convolution_get_rate_limit (lesson);
  gboolean found = FALSE;

  paint_at (scene, 862, 628);
  fovea_scene_boxes (scene, boxes, names);
  for (guint i = 0; i < boxes->len && !found; i++)
    if (g_str_has_prefix (names->pdata[i], "Rate "))
      {
        const FoveaBox *box = &g_array_index (boxes, FoveaBox, i);

        found = fovea_scene_activate (scene, box->x + box->width / 2, box->y + box->height / 2);
      }
  g_assert_true (found);
  g_assert_cmpfloat (fovea_convolution_get_rate (lesson), <, limit);
  g_assert_cmpfloat (fovea_convolution_get_rate (lesson), >, 0.7 * limit);
}

static void
test_keep (void)
{
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene = make_scene ("pass=train values=random rate=0.05 position=9", &lesson);
  float weight = fovea_convolution_get_trained_filters (lesson)->data[0];
  double x, y;

  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, "Keep these weights", &x, &y));
  g_assert_true (fovea_scene_activate (scene, x, y));
  g_assert_cmpfloat (fovea_convolution_get_weight (lesson, 0, 0, 0, 0), ==, weight);
}

/* The full value of the cell under the pointer, and what padding is. */
static void
test_tooltip (void)
{
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene
      = make_scene ("pass=backward input=3 values=ones weights=ones biases=0 pad=1 position=8", &lesson);
  g_autofree char *middle = NULL, *edge = NULL;
  double x, y;

  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, "input gradient 0", &x, &y));
  middle = fovea_scene_tooltip (scene, x, y);
  g_assert_cmpstr (middle, ==, "Input gradient ∂L/∂x, row 3, column 3: 9");
  g_assert_true (find_box (scene, "input gradient 0 label", &x, &y));
  edge = fovea_scene_tooltip (scene, x, y + 18);
  g_assert_cmpstr (edge, ==, "padding: what comes here is dropped");
}

/* The number under the pointer, and back to where it is; typed over it is seen. */
static void
check_cell (const char *state, const char *box_name, FoveaCellKind kind, gboolean editable)
{
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene = make_scene (state, &lesson);
  FoveaCell cell;
  FoveaSite site;
  FoveaBox box;
  double x, y;

  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, box_name, &x, &y));
  g_assert_cmpint (fovea_scene_find_cell (scene, x, y, &cell, &site), ==, editable);
  if (!editable)
    return;
  g_assert_cmpint (cell.kind, ==, kind);
  box = fovea_scene_get_site_box (scene, &site);
  g_assert_true (x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height);
  fovea_lesson_set_cell (FOVEA_LESSON (lesson), &cell, 7);
  g_assert_cmpfloat (fovea_lesson_get_cell (FOVEA_LESSON (lesson), &cell), ==, 7);
  paint_at (scene, 862, 628);
}

static void
test_cells (void)
{
  check_cell ("pass=backward pad=1 gradient=loss", "input 0", FOVEA_CELL_OF_INPUT, TRUE);
  check_cell ("pass=backward depth=4 filters=2 groups=2 position=30", "filter 2", FOVEA_CELL_OF_FILTER, TRUE);
  check_cell ("pass=backward gradient=loss", "target 0", FOVEA_CELL_OF_TARGET, TRUE);
  check_cell ("pass=backward", "input gradient 0", FOVEA_CELL_OF_INPUT, FALSE);
  check_cell ("pass=backward", "output gradient 0", FOVEA_CELL_OF_GRADIENT, TRUE);
  check_cell ("pass=backward gradient=loss", "output gradient 0", FOVEA_CELL_OF_GRADIENT, TRUE);
  check_cell ("pass=train", "target 0", FOVEA_CELL_OF_TARGET, TRUE);
  check_cell ("pass=train", "filter 0", FOVEA_CELL_OF_FILTER, TRUE);
  check_cell ("pass=train position=5", "filter 0", FOVEA_CELL_OF_FILTER, FALSE);
  check_cell ("pass=transposed input=3 pad=1", "input 0", FOVEA_CELL_OF_INPUT, TRUE);
}

/* The parameters of which filter are shown is the scene's; all around, and it says so. */
static void
test_turn_filter (void)
{
  static const char *const starts[] = { "Filter 2 of 3. ", "Filter 3 of 3. ", "Filter 1 of 3. " };
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene = make_scene ("pass=train filters=3 depth=3 groups=3", &lesson);

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autofree char *name = g_strdup_printf ("filter %d", (int) (i + 1) % 3);
      g_autofree char *description = NULL, *label = NULL;
      double x, y;

      fovea_gradient_scene_turn_filter (FOVEA_GRADIENT_SCENE (scene), 1);
      paint_at (scene, 862, 628);
      g_assert_true (find_box (scene, name, &x, &y)); /* depthwise: filter k sees slice k */
      label = fovea_scene_describe (scene, &description);
      g_assert_true (g_str_has_prefix (description, starts[i]));
    }
  fovea_gradient_scene_turn_filter (FOVEA_GRADIENT_SCENE (scene), -1);
  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, "filter 2", &(double){ 0 }, &(double){ 0 }));
}

static void
test_describe (void)
{
  static const char *const cases[][3] = {
    { "pass=backward", "Backward through a convolution of a 7×7×1 input with filters of 3×3×1", "the gradient 1" },
    { "pass=train", "Training filters of a 7×7×1 input: filters of 3×3×1", "before the first step: loss " },
    { "pass=transposed", "Transposed convolution of a 7×7×1 input with filters of 3×3×1", "2 times the filter" },
    { "pass=backward", "Backward", "The weight gradient is now [2 1 1; 2 0 2; 1 0 1]." },
    { "pass=train", "Training", "The first filter is now [0 1 −1; −1 0 1; 1 0 0]." },
    { "pass=transposed", "Transposed", "The stamp is [0 2 −2; −2 0 2; 2 0 0]." },
    { "pass=backward stride=3", "Backward through", "there is no output" },
    { "pass=train input=256 depth=64 filters=64", "Training", "65,536" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoveaConvolution) lesson = NULL;
      g_autoptr (FoveaScene) scene = make_scene (cases[i][0], &lesson);
      g_autofree char *description = NULL, *label = fovea_scene_describe (scene, &description);

      g_assert_true (g_str_has_prefix (label, cases[i][1]));
      g_assert_nonnull (strstr (description, cases[i][2]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/gradient-scene/nothing-overlaps", test_nothing_overlaps);
  g_test_add_func ("/scene/gradient-scene/nothing-overlaps-in-any-style", test_nothing_overlaps_in_any_style);
  g_test_add_func ("/scene/gradient-scene/nothing-overlaps-while-stepping", test_nothing_overlaps_while_stepping);
  g_test_add_func ("/scene/gradient-scene/click-on-output-gradient", test_click_on_output_gradient);
  g_test_add_func ("/scene/gradient-scene/click-on-input", test_click_on_input);
  g_test_add_func ("/scene/gradient-scene/rate-that-settles", test_rate_that_settles);
  g_test_add_func ("/scene/gradient-scene/keep", test_keep);
  g_test_add_func ("/scene/gradient-scene/tooltip", test_tooltip);
  g_test_add_func ("/scene/gradient-scene/cells", test_cells);
  g_test_add_func ("/scene/gradient-scene/turn-filter", test_turn_filter);
  g_test_add_func ("/scene/gradient-scene/describe", test_describe);
  return g_test_run ();
}
