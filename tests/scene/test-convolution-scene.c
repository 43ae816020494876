/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "check-boxes.h"

#include "scene/convolution-scene.h"

static const char *const settings[] = {
  "",
  "pad=1 position=10",
  "filter-width=5 filter-height=1 position=8",
  "filter-width=2 filter-height=3 stride=2 pad=1 depth=3 filters=2 position=3",
  "filter-width=3 filter-height=2 stride=3 round=ceil position=4",
  "filter-width=1 filter-height=7 round=same stride=2",
  "stride=3",
  "stride=3 round=floor position=3",
  "stride=3 round=ceil position=8",
  "stride=3 round=same",
  "input=5 filter=9 pad=2",
  "input=3 filter=3 dilation=4",
  "stride=200",
  "pad=3 dilation=2 position=8",
  "input=5 depth=3 filters=2 pad=1 stride=2 position=5",
  "input=5 depth=4 filters=3 pad=1 stride=2 position=20 values=random weights=gaussian-blur",
  "input=5 depth=3 filters=2 pad=1 stride=2 position=17 relu=yes pool=yes",
  "input=8 filter=5 relu=yes pool=yes weights=box-blur position=9",
  "input=32 depth=3 filter=5 filters=6 position=300",
  "input=32 filter=5 stride=2",
  "input=56 depth=64 filter=1 filters=32",
  "input=256 depth=512 filters=512 pad=1 position=900",
  "input=256 filter=256 pad=2",
  "input=5 depth=3 filters=3 groups=3 pad=1 position=30",
  "input=7 depth=8 filters=4 groups=2 position=60 relu=yes",
  "input=28 depth=64 filters=64 groups=64 position=40000",
  "input=12 filter=7 values=random weights=gaussian-blur",
  "input-width=20 input-height=5 position=7",
  "input-width=4 input-height=30 stride=3 position=7",
};

static FoveaScene *
make_scene (const char *text, FoveaConvolution **lesson)
{
  g_auto (GStrv) pairs = g_strsplit (text, " ", -1); /* "" is no pair at all */
  g_autoptr (GError) error = NULL;

  *lesson = fovea_convolution_new ();
  for (int i = 0; pairs[i]; i++)
    {
      g_auto (GStrv) pair = g_strsplit (pairs[i], "=", 2);

      fovea_lesson_set_text (FOVEA_LESSON (*lesson), pair[0], pair[1], &error);
      g_assert_no_error (error);
    }
  return fovea_convolution_scene_new (*lesson);
}

/* The colour 2 points right of the middle of a box, at 1280×800. */
static guint32
peek_right_of (FoveaScene *scene, const char *name)
{
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (FoveaBox));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 846, 549);
  cairo_t *cr = cairo_create (surface);
  guint32 pixel = 0;

  fovea_scene_paint (scene, cr, 846, 549);
  cairo_surface_flush (surface);
  fovea_scene_boxes (scene, boxes, names);
  for (guint i = 0; i < boxes->len; i++)
    if (g_str_equal (g_ptr_array_index (names, i), name))
      {
        FoveaBox box = g_array_index (boxes, FoveaBox, i);
        int x = box.x + box.width + 2, y = box.y + box.height / 2;

        pixel = ((guint32 *) (cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface)))[x];
      }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return pixel & 0xffffff;
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
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i += 3)
    {
      g_autoptr (FoveaConvolution) lesson = NULL;
      g_autoptr (FoveaScene) scene = make_scene (settings[i], &lesson);

      check_boxes_in_all_styles (scene, settings[i]);
    }
}

/* Stepping changes numbers, so it must not push anything out of its place. */
static void
test_nothing_overlaps_while_stepping (void)
{
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene = make_scene ("input=5 depth=3 filters=2 pad=1 stride=2", &lesson);

  for (int position = 0; position < 18; position++)
    {
      fovea_lesson_set_position (FOVEA_LESSON (lesson), position);
      check_boxes (scene, "the demo");
    }
}

/* The classic demo shows its three slices, both filters, both maps and all sums at once, their numbers too: in windows of
 * 1280×800, 1024×768 and 800×600, and on projectors of 1024×768 and 800×600. */
static void
test_the_demo_is_whole (void)
{
  static const char *const all[]
      = { "input 0", "input 1", "input 2", "filter 0", "filter 2", "filter 1024", "filter 1026", "map 0", "map 1" };
  static const char *const sums[] = { "filter 1024 foot", "filter 1025 foot", "filter 1026 foot" };
  static const struct
  {
    double width, height, scale;
  } rooms[] = { { 846, 549, 1 }, { 590, 488, 1 }, { 535, 290, 1 }, { 1016, 640, 1.6 }, { 792, 470, 1.6 } };
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene = make_scene ("input=5 depth=3 filters=2 pad=1 stride=2 position=12", &lesson);
  double x, y;

  for (gsize room = 0; room < G_N_ELEMENTS (rooms); room++)
    {
      fovea_scene_set_style (scene, &(FoveaStyle){ .scale = rooms[room].scale });
      paint_at (scene, rooms[room].width, rooms[room].height);
      for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
        g_assert_true (find_box (scene, all[i], &x, &y));
      for (gsize i = 0; i < G_N_ELEMENTS (sums); i++)
        g_assert_true (find_box (scene, sums[i], &x, &y));
      g_assert_true (find_box (scene, room == 0 ? "row 27 products + bias" : "sum", &x, &y));
      fovea_scene_measure (scene, rooms[room].width, rooms[room].height, &x, &y);
      g_assert_cmpfloat (y, <=, rooms[room].height);
    }
}

/* A pixel of the pile's first card, right of the last map that is shown: grey before its map is done, then green. */
static void
test_maps_pile_up (void)
{
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene = make_scene ("input=32 depth=3 filter=5 filters=6", &lesson);
  guint32 before, after;

  before = peek_right_of (scene, "map 0");
  fovea_lesson_set_position (FOVEA_LESSON (lesson), 6 * 28 * 28 - 1);
  after = peek_right_of (scene, "map 5");
  g_assert_cmpuint (before & 0xff, ==, before >> 8 & 0xff);
  g_assert_cmpuint (after >> 8 & 0xff, >, (after & 0xff) + 8);
}

static void
test_click_on_output (void)
{
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene = make_scene ("", &lesson);
  double x, y;

  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, "map 0", &x, &y));
  g_assert_true (fovea_scene_activate (scene, x, y)); /* the middle cell of 5×5 */
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, 12);
  g_assert_false (fovea_scene_activate (scene, 1, 1));
}

static void
test_click_on_suggestion (void)
{
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene = make_scene ("stride=3", &lesson);
  double x, y;

  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, "P = 1 → 3×3", &x, &y));
  g_assert_true (fovea_scene_activate (scene, x, y));
  g_assert_cmpint (fovea_convolution_get_pad (lesson), ==, 1);
  paint_at (scene, 862, 628);
  g_assert_false (find_box (scene, "P = 1 → 3×3", &x, &y));
}

/* Several filters on one slice: every product is written out, unless a question asks for their sum. */
static void
test_products_of_one_slice (void)
{
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene = make_scene ("input=28 filter=5 filters=6 pad=2 values=random position=400", &lesson);
  double x, y;

  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, "product 0 0", &x, &y));
  g_assert_true (find_box (scene, "product 4 4", &x, &y));
  fovea_lesson_set_hidden (FOVEA_LESSON (lesson), FOVEA_HIDE_CELL);
  paint_at (scene, 862, 628);
  g_assert_false (find_box (scene, "product 0 0", &x, &y));
}

static void
test_click_on_convention (void)
{
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene = make_scene ("stride=3", &lesson);
  double x, y;

  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, fovea_convention_label (FOVEA_CONVENTION_FLOOR), &x, &y));
  g_assert_true (fovea_scene_activate (scene, x, y));
  g_assert_cmpint (fovea_convolution_get_convention (lesson), ==, FOVEA_CONVENTION_FLOOR);
}

/* The pixel at (x, y) of a fresh painting. */
static guint32
paint_pixel (FoveaScene *scene, double x, double y)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 862, 628);
  cairo_t *cr = cairo_create (surface);
  guint32 pixel;

  fovea_scene_paint (scene, cr, 862, 628);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixel = *(guint32 *) (gpointer) (cairo_image_surface_get_data (surface)
                                   + (int) y * cairo_image_surface_get_stride (surface) + (int) x * 4);
  cairo_surface_destroy (surface);
  return pixel & 0xffffff;
}

/* A map that takes long is empty at first, and whole once it is settled. */
static void
test_settled_maps_are_whole (void)
{
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene = make_scene ("input=256 depth=64 filter=5 pad=2 values=ones weights=ones position=65535",
                                             &lesson);
  double x, y;

  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, "map 0", &x, &y));
  g_assert_cmphex (paint_pixel (scene, x, y), ==, 0xf4f4f4);
  fovea_scene_settle (scene);
  g_assert_true (find_box (scene, "map 0", &x, &y));
  g_assert_cmphex (paint_pixel (scene, x, y), !=, 0xf4f4f4);
}

static void
count_cb (gpointer scene, int *count)
{
  (*count)++;
}

static void
test_hover_tells_once (void)
{
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene = make_scene ("", &lesson);
  int count = 0;
  double x, y;

  g_signal_connect (scene, "changed", G_CALLBACK (count_cb), &count);
  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, "input 0", &x, &y));
  g_assert_true (fovea_scene_hover (scene, TRUE, x, y));
  g_assert_false (fovea_scene_hover (scene, TRUE, x + 1, y + 1));
  g_assert_cmpint (count, ==, 1);
  paint_at (scene, 862, 628);
  g_assert_true (fovea_scene_hover (scene, FALSE, 0, 0));
  g_assert_cmpint (count, ==, 2);
}

static void
test_tooltips (void)
{
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene = make_scene ("values=ramp weights=box-blur position=24", &lesson);
  g_autofree char *input = NULL, *weight = NULL, *output = NULL;
  double x, y;

  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, "input 0", &x, &y));
  input = fovea_scene_tooltip (scene, x, y);
  g_assert_cmpstr (input, ==, "x[3, 3, 0] = 24");
  g_assert_true (find_box (scene, "filter 0", &x, &y));
  weight = fovea_scene_tooltip (scene, x, y);
  g_assert_cmpstr (weight, ==, "w0[1, 1, 0] = 0.111111");
  g_assert_true (find_box (scene, "map 0", &x, &y));
  output = fovea_scene_tooltip (scene, x, y);
  g_assert_cmpstr (output, ==, "map 1, row 3, column 3: 24");
}

static void
test_describe (void)
{
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene = make_scene ("stride=3", &lesson);
  g_autofree char *description = NULL, *label = fovea_scene_describe (scene, &description);

  g_assert_cmpstr (label, ==, "Convolution of a 7×7×1 input with 1 filter of 3×3×1, stride 3, padding 0");
  g_assert_nonnull (strstr (description, "2.33"));
  g_assert_nonnull (strstr (description, "sticks out by 2 cells"));
}

/* A 5×2 filter: across 1.67 windows, down 3.5, each with what becomes of it; what is offered is along one axis. */
static void
test_rectangle (void)
{
  g_autoptr (FoveaConvolution) lesson = NULL;
  g_autoptr (FoveaScene) scene
      = make_scene ("input-height=10 filter-width=5 filter-height=2 stride=3 round=floor", &lesson);
  g_autofree char *description = NULL, *label = fovea_scene_describe (scene, &description);
  double x, y;

  g_assert_cmpstr (label, ==, "Convolution of a 7×10×1 input with 1 filter of 5×2×1, stride 3, padding 0");
  g_assert_nonnull (strstr (description, "across: (7 − 5 + 2·0)/3 + 1 = 1.67\ndown: (10 − 2 + 2·0)/3 + 1 = 3.67."));
  g_assert_nonnull (strstr (description, "the last 2 columns are never seen.\ndown: One"));
  g_assert_nonnull (strstr (description, "the last 2 rows are never seen."));
  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, "F across = 4 → 2 columns", &x, &y));
  g_assert_true (fovea_scene_activate (scene, x, y));
  g_assert_cmpint (fovea_convolution_get_filter_width (lesson), ==, 4);
  g_assert_cmpint (fovea_convolution_get_filter_height (lesson), ==, 2);
  paint_at (scene, 862, 628);
  g_assert_true (find_box (scene, "F down = 1 → 2×4", &x, &y));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/convolution-scene/nothing-overlaps", test_nothing_overlaps);
  g_test_add_func ("/scene/convolution-scene/nothing-overlaps-in-any-style", test_nothing_overlaps_in_any_style);
  g_test_add_func ("/scene/convolution-scene/nothing-overlaps-while-stepping", test_nothing_overlaps_while_stepping);
  g_test_add_func ("/scene/convolution-scene/the-demo-is-whole", test_the_demo_is_whole);
  g_test_add_func ("/scene/convolution-scene/maps-pile-up", test_maps_pile_up);
  g_test_add_func ("/scene/convolution-scene/click-on-output", test_click_on_output);
  g_test_add_func ("/scene/convolution-scene/click-on-suggestion", test_click_on_suggestion);
  g_test_add_func ("/scene/convolution-scene/products-of-one-slice", test_products_of_one_slice);
  g_test_add_func ("/scene/convolution-scene/click-on-convention", test_click_on_convention);
  g_test_add_func ("/scene/convolution-scene/settled-maps-are-whole", test_settled_maps_are_whole);
  g_test_add_func ("/scene/convolution-scene/hover-tells-once", test_hover_tells_once);
  g_test_add_func ("/scene/convolution-scene/tooltips", test_tooltips);
  g_test_add_func ("/scene/convolution-scene/describe", test_describe);
  g_test_add_func ("/scene/convolution-scene/rectangle", test_rectangle);
  return g_test_run ();
}
