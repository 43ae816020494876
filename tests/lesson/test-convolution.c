/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/convolution-pass.h"

#include "engine/conv2d.h"
#include "engine/error.h"

#include <math.h>

static FoveaConvolution *
new_layer (int input, int depth, int filter, int filters, int stride, int pad)
{
  FoveaConvolution *lesson = fovea_convolution_new ();

  g_object_set (lesson, "input", input, "depth", depth, "pad", pad, "filter", filter, "filters", filters, "stride",
                stride, NULL);
  return lesson;
}

static int
get_output (FoveaConvolution *lesson)
{
  int width, height;

  fovea_convolution_get_output_size (lesson, &width, &height);
  g_assert_cmpint (width, ==, height);
  return width;
}

/* The lecture's sizes: (C1, C3) 32 → 28, (C4) 24, (C8) 5, (C9) 3, (C12) 7, (C14) 32, (C18) 56, (C20) 3, (H8) 55. */
static void
test_lecture_sizes (void)
{
  static const int cases[][7] = {
    /* N  D   F  K  S  P  output */
    { 32, 3, 5, 6, 1, 0, 28 },    { 28, 6, 5, 10, 1, 0, 24 },  { 7, 1, 3, 1, 1, 0, 5 },
    { 7, 1, 3, 1, 2, 0, 3 },      { 7, 1, 3, 1, 1, 1, 7 },     { 32, 3, 5, 10, 1, 2, 32 },
    { 56, 64, 1, 32, 1, 0, 56 },  { 5, 3, 3, 2, 2, 1, 3 },     { 227, 3, 11, 96, 4, 0, 55 },
    { 224, 3, 11, 96, 4, 0, 0 },  { 7, 1, 3, 1, 3, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const int *c = cases[i];
      g_autoptr (FoveaConvolution) lesson = new_layer (c[0], c[1], c[2], c[3], c[4], c[5]);

      g_assert_cmpint (get_output (lesson), ==, c[6]);
      g_assert_cmpint (fovea_convolution_fits (lesson), ==, c[6] > 0);
    }
}

static void
test_opening_state (void)
{
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();

  g_assert_cmpint (get_output (lesson), ==, 5);
  g_assert_cmpint (fovea_lesson_count_positions (FOVEA_LESSON (lesson)), ==, 25);
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, 0);
  g_assert_cmpint (fovea_convolution_count_filled (lesson, 0), ==, 1);
}

/* C10: (7 − 3)/3 + 1 = 2.33; two windows lie inside, and there is no output. */
static void
test_misfit (void)
{
  g_autoptr (FoveaConvolution) lesson = new_layer (7, 1, 3, 1, 3, 0);
  FoveaGeometry geometry = fovea_convolution_get_geometry (lesson, FALSE);
  gboolean vertical;
  g_autoptr (GArray) suggestions = fovea_convolution_suggest (lesson, &vertical);

  g_assert_cmpfloat (fabs (fovea_geometry_fit (&geometry).exact - 7.0 / 3), <, 1e-9);
  g_assert_cmpint (fovea_lesson_count_positions (FOVEA_LESSON (lesson)), ==, 4);
  g_assert_cmpint (fovea_convolution_count_filled (lesson, 0), ==, 0);
  fovea_convolution_apply (lesson, &g_array_index (suggestions, FoveaSuggestion, 0)); /* P = 1, as in the lecture */
  g_assert_cmpint (fovea_convolution_get_pad (lesson), ==, 1);
  g_assert_cmpint (get_output (lesson), ==, 3);
}

static void
test_conventions (void)
{
  g_autoptr (FoveaConvolution) lesson = new_layer (7, 1, 3, 1, 3, 0);
  static const int outputs[] = { 0, 2, 3, 3 };

  for (int convention = 0; convention < FOVEA_N_CONVENTIONS; convention++)
    {
      fovea_convolution_set_convention (lesson, convention);
      g_assert_cmpint (get_output (lesson), ==, outputs[convention]);
    }
}

/* C15: 76 parameters a filter, 760 in all; and those of the table of misconceptions: shared 456. */
static void
test_parameters (void)
{
  g_autoptr (FoveaConvolution) ten = new_layer (32, 3, 5, 10, 1, 2);
  g_autoptr (FoveaConvolution) six = new_layer (32, 3, 5, 6, 1, 0);
  g_autoptr (FoveaConvolution) demo = new_layer (5, 3, 3, 2, 2, 1);
  g_autofree char *text = fovea_convolution_describe_parameters (six);
  g_autofree char *demo_text = fovea_convolution_describe_parameters (demo);

  g_assert_cmpint (fovea_convolution_count_parameters (ten), ==, 760);
  g_assert_cmpint (fovea_convolution_count_parameters (six), ==, 456);
  g_assert_nonnull (strstr (text, "14,455,392"));
  g_assert_nonnull (strstr (demo_text, "75·18 + 18 = 1,368"));
  g_object_set (six, "input", 200, NULL);
  g_assert_cmpint (fovea_convolution_count_parameters (six), ==, 456);
}

/* C20: 18 positions, across, down, next filter. */
static void
test_demo_walk (void)
{
  g_autoptr (FoveaConvolution) lesson = new_layer (5, 3, 3, 2, 2, 1);

  g_assert_cmpint (fovea_lesson_count_positions (FOVEA_LESSON (lesson)), ==, 18);
  for (int position = 0; position < 18; position++)
    {
      FoveaPlace place = fovea_convolution_get_place (lesson, position);

      g_assert_cmpint (place.map, ==, position / 9);
      g_assert_cmpint (place.row, ==, position % 9 / 3);
      g_assert_cmpint (place.column, ==, position % 3);
      g_assert_cmpint (fovea_convolution_get_position_of (lesson, place), ==, position);
    }
}

/* The table of misconceptions: a box blur of ones with padding gives 4/9 in the corners, 6/9 on the edges. */
static void
test_padding_is_not_harmless (void)
{
  g_autoptr (FoveaConvolution) lesson = new_layer (5, 1, 3, 1, 1, 1);
  const float *map;
  int known;

  g_object_set (lesson, "values", FOVEA_INPUT_ONES, "weights", FOVEA_FILTER_BOX_BLUR, "position", 24, NULL);
  map = fovea_convolution_get_map (lesson, 0, &known);
  g_assert_cmpint (known, ==, 25);
  g_assert_cmpfloat (fabsf (map[0] - 4.0f / 9), <, 1e-6f);
  g_assert_cmpfloat (fabsf (map[2] - 6.0f / 9), <, 1e-6f);
  g_assert_cmpfloat (fabsf (map[12] - 1), <, 1e-6f);
}

/* The whole output volume by the engine, from the lesson's own tensors. */
static FoveaTensor *
compute_reference (FoveaConvolution *lesson)
{
  int filters = fovea_convolution_get_filters (lesson), columns = fovea_convolution_get_filter_width (lesson);
  int rows = fovea_convolution_get_filter_height (lesson);
  int groups = fovea_convolution_get_groups (lesson);
  g_autoptr (FoveaTensor) x = fovea_convolution_dup_input (lesson);
  g_autoptr (FoveaTensor) w = fovea_tensor_new (filters, x->c / groups, rows, columns);
  g_autoptr (FoveaTensor) b = fovea_tensor_new (1, filters, 1, 1);
  FoveaConvention convention = fovea_convolution_get_convention (lesson);
  FoveaWindow window = { .extent = columns,
                         .rows = rows,
                         .stride = fovea_convolution_get_stride (lesson),
                         .pad = fovea_convolution_get_pad (lesson),
                         .dilation = fovea_convolution_get_dilation (lesson),
                         .same = convention == FOVEA_CONVENTION_SAME,
                         .round = convention == FOVEA_CONVENTION_SAME ? FOVEA_ROUND_ERROR : (FoveaRound) convention };

  for (int k = 0; k < filters; k++)
    {
      g_autoptr (FoveaTensor) filter = fovea_convolution_dup_filter (lesson, k);

      memcpy (fovea_tensor_at (w, k, 0, 0, 0), filter->data, fovea_tensor_size (filter) * sizeof (float));
      b->data[k] = fovea_convolution_get_bias (lesson, k);
    }
  return fovea_conv2d_forward (x, w, b, &window, groups, NULL);
}

static void
check_against_reference (FoveaConvolution *lesson)
{
  g_autoptr (FoveaTensor) y = compute_reference (lesson);
  g_autoptr (FoveaTensor) drawn = NULL;
  int width, height;

  fovea_convolution_get_output_size (lesson, &width, &height);
  if (!y)
    {
      g_assert_cmpint (width * height, ==, 0);
      return;
    }
  g_assert_cmpint (width, ==, y->w);
  g_assert_cmpint (height, ==, y->h);
  drawn = fovea_tensor_new (1, y->c, height, width);
  fovea_lesson_set_position (FOVEA_LESSON (lesson), G_MAXINT);
  for (int k = 0; k < y->c; k++)
    {
      int known;
      const float *map = fovea_convolution_get_map (lesson, k, &known);

      g_assert_cmpint (known, ==, width * height);
      memcpy (fovea_tensor_at (drawn, 0, k, 0, 0), map, (gsize) known * sizeof (float));
    }
  g_assert_cmpfloat (fovea_tensor_error (drawn, y), <=, 1e-5);
}

/* The slice sums of a position and its bias add up to its number. */
static void
check_sums (FoveaConvolution *lesson, int position)
{
  const float *sums = fovea_convolution_get_slice_sums (lesson, position);
  double total = fovea_convolution_get_bias (lesson, fovea_convolution_get_place (lesson, position).map);

  for (int slice = 0; slice < fovea_convolution_get_filter_depth (lesson); slice++)
    total += sums[slice];
  g_assert_cmpfloat (fabs (total - fovea_convolution_get_result (lesson, position)), <, 1e-4 * fmax (1, fabs (total)));
}

/* And that number is the map's. */
static void
check_position (FoveaConvolution *lesson, int position)
{
  FoveaPlace place = fovea_convolution_get_place (lesson, position);
  double result = fovea_convolution_get_result (lesson, position);
  int width, height, known;

  check_sums (lesson, position);
  fovea_convolution_get_output_size (lesson, &width, &height);
  if (width > 0)
    g_assert_cmpfloat (fabs (fovea_convolution_get_map (lesson, place.map, &known)[place.row * width + place.column]
                             - result),
                       <, 1e-4 * fmax (1, fabs (result)));
}

static void
test_drawn_is_computed (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (7);

  for (int i = 0; i < 2500; i++)
    {
      g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
      int n;

      g_object_set (lesson, "input-width", g_rand_int_range (chance, 1, 14), "input-height",
                    g_rand_int_range (chance, 1, 14), "depth", g_rand_int_range (chance, 1, 5), "pad",
                    g_rand_int_range (chance, 0, 4), "filter-width", g_rand_int_range (chance, 1, 7),
                    "filter-height", g_rand_int_range (chance, 1, 7), "filters", g_rand_int_range (chance, 1, 4),
                    "stride", g_rand_int_range (chance, 1, 5), "dilation", g_rand_int_range (chance, 1, 4), "groups",
                    g_rand_int_range (chance, 1, 5), "round", g_rand_int_range (chance, 0, 4), "values",
                    g_rand_int_range (chance, 0, FOVEA_N_INPUT_PRESETS), "weights",
                    g_rand_int_range (chance, 0, FOVEA_N_FILTER_PRESETS), "seed", (gint64) i, NULL);
      check_against_reference (lesson);
      n = fovea_lesson_count_positions (FOVEA_LESSON (lesson));
      if (n > 0)
        check_position (lesson, g_rand_int_range (chance, 0, n));
    }
}

/* The spin button's steps come to the divisors of both, and what no longer divides gives way. */
static void
test_groups (void)
{
  g_autoptr (FoveaConvolution) lesson = new_layer (7, 6, 3, 12, 1, 0);
  static const int up[] = { 1, 2, 3, 6, 6 };

  for (gsize i = 0; i < G_N_ELEMENTS (up); i++)
    {
      g_assert_cmpint (fovea_convolution_get_groups (lesson), ==, up[i]);
      g_object_set (lesson, "groups", up[i] + 1, NULL);
    }
  g_object_set (lesson, "groups", 5, NULL);
  g_assert_cmpint (fovea_convolution_get_groups (lesson), ==, 3);
  g_assert_cmpint (fovea_convolution_get_filter_depth (lesson), ==, 2);
  g_assert_cmpint (fovea_convolution_get_first_slice (lesson, 3), ==, 0);
  g_assert_cmpint (fovea_convolution_get_first_slice (lesson, 4), ==, 2);
  g_assert_true (fovea_convolution_sees (lesson, 11, 5));
  g_assert_false (fovea_convolution_sees (lesson, 11, 3));
  g_assert_cmpint (fovea_convolution_count_parameters (lesson), ==, 12 * (3 * 3 * 2 + 1));
  g_object_set (lesson, "depth", 4, NULL);
  g_assert_cmpint (fovea_convolution_get_groups (lesson), ==, 2);
  g_object_set (lesson, "filters", 4, "groups", 4, NULL);
  g_assert_cmpint (fovea_convolution_count_parameters (lesson), ==, 4 * (3 * 3 + 1)); /* depthwise */
}

/* Large maps are left to the fast kernels, whose sums are rounded in another order. */
static void
test_large_maps_agree (void)
{
  static const int cases[][6] = { { 100, 8, 5, 2, 1, 2 }, { 90, 16, 3, 1, 2, 0 }, { 128, 3, 7, 2, 1, 3 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const int *c = cases[i];
      g_autoptr (FoveaConvolution) lesson = new_layer (c[0], c[1], c[2], c[3], c[4], c[5]);

      g_object_set (lesson, "values", FOVEA_INPUT_RANDOM, "round", FOVEA_CONVENTION_FLOOR, NULL);
      check_against_reference (lesson);
    }
}

/* Stepping through reaches every position once, and back retraces the same sentences. */
static void
test_stepping_back_retraces (void)
{
  g_autoptr (FoveaConvolution) lesson = new_layer (6, 2, 3, 2, 1, 1);
  FoveaLesson *base = FOVEA_LESSON (lesson);
  int n = fovea_lesson_count_positions (base);
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func (g_free);

  for (int position = 0; position < n; position++)
    {
      fovea_lesson_set_position (base, position);
      g_assert_cmpint (fovea_lesson_get_position (base), ==, position);
      g_ptr_array_add (seen, fovea_lesson_describe_position (base, position));
    }
  for (int position = n - 1; position >= 0; position--)
    {
      g_autofree char *again = NULL;

      fovea_lesson_set_position (base, position);
      again = fovea_lesson_describe_position (base, position);
      g_assert_cmpstr (again, ==, seen->pdata[position]);
    }
}

static void
test_describe_position (void)
{
  g_autoptr (FoveaConvolution) lesson = new_layer (3, 1, 2, 1, 1, 0);
  g_autofree char *text = NULL;
  static const float weights[] = { 1, -1, 0, 2 };

  g_object_set (lesson, "values", FOVEA_INPUT_RAMP, NULL);
  for (int i = 0; i < 4; i++)
    fovea_convolution_set_weight (lesson, 0, 0, i / 2, i % 2, weights[i]);
  fovea_convolution_set_bias (lesson, 0, 1);
  text = fovea_lesson_describe_position (FOVEA_LESSON (lesson), 1);
  g_assert_cmpstr (text, ==, "row 1, column 2: 1 × 1 + 2 × (−1) + 4 × 0 + 5 × 2 + bias 1 = 10");
}

static void
test_clamps (void)
{
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();

  g_object_set (lesson, "filter", 9, NULL);
  g_assert_cmpint (fovea_convolution_get_filter_width (lesson), ==, 7);
  g_object_set (lesson, "pad", 2, "filter", 99, NULL);
  g_assert_cmpint (fovea_convolution_get_filter_width (lesson), ==, 11);
  g_object_set (lesson, "input", 400, NULL);
  g_assert_cmpint (fovea_convolution_get_width (lesson), ==, 256);
  g_object_set (lesson, "input", 4, NULL);
  g_assert_cmpint (fovea_convolution_get_filter_width (lesson), ==, 8);
}

static void
assert_filter (FoveaConvolution *lesson, int width, int height)
{
  int both;

  g_object_get (lesson, "filter", &both, NULL);
  g_assert_cmpint (both, ==, width);
  g_assert_cmpint (fovea_convolution_get_filter_width (lesson), ==, width);
  g_assert_cmpint (fovea_convolution_get_filter_height (lesson), ==, height);
}

/* Each side is clamped to its own axis; a square filter stays one. */
static void
test_rectangle_clamps (void)
{
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();

  g_object_set (lesson, "input-width", 9, "input-height", 4, "filter-width", 20, NULL);
  assert_filter (lesson, 9, 3);
  g_object_set (lesson, "filter-height", 20, NULL);
  assert_filter (lesson, 9, 4);
  g_object_set (lesson, "filter", 20, NULL);
  assert_filter (lesson, 4, 4);
  g_object_set (lesson, "input-height", 3, NULL);
  assert_filter (lesson, 3, 3);
  g_object_set (lesson, "filter-height", 1, NULL);
  assert_filter (lesson, 3, 1);
  g_object_set (lesson, "pass", FOVEA_LESSON_TRANSPOSED, "filter-height", 7, NULL);
  assert_filter (lesson, 3, 7);
}

/* 65,536 weights: 256×256 over one slice, 11×11 over 512; over one of them again in 512 groups. */
static void
test_weight_limit (void)
{
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  g_autofree char *none = fovea_convolution_say_weight_limit (lesson), *full = NULL, *words = NULL;

  g_assert_null (none);
  g_object_set (lesson, "input", 256, "pad", 10, "filter", 300, NULL);
  assert_filter (lesson, 256, 256);
  full = fovea_convolution_say_weight_limit (lesson);
  g_assert_cmpstr (full, ==, "A filter has at most 65,536 weights: 256×256 over 1 slice.");
  words = fovea_convolution_describe_parameters (lesson);
  g_assert_nonnull (strstr (words, full));
  g_object_set (lesson, "depth", 512, NULL);
  assert_filter (lesson, 11, 11);
  g_assert_cmpint (fovea_convolution_get_square_limit (lesson), ==, 11);
  g_object_set (lesson, "filter-width", 1, "filter-height", 200, NULL);
  assert_filter (lesson, 1, 128);
  g_object_set (lesson, "filter-width", 2, NULL);
  assert_filter (lesson, 2, 64);
  g_object_set (lesson, "filters", 512, "groups", 512, "filter", 31, NULL);
  assert_filter (lesson, 31, 31);
  g_object_set (lesson, "groups", 1, NULL);
  assert_filter (lesson, 11, 11);
}

/* Of dilated filters the rows between are left out where the whole part of the input would be too much. */
static void
test_dilated_maps_agree (void)
{
  g_autoptr (FoveaConvolution) lesson = new_layer (256, 128, 9, 1, 1, 0);

  g_object_set (lesson, "dilation", 31, "values", FOVEA_INPUT_RANDOM, NULL);
  fovea_lesson_set_position (FOVEA_LESSON (lesson), G_MAXINT);
  for (int known = 0; known < 8 * 8; fovea_convolution_settle (lesson))
    fovea_convolution_get_map (lesson, 0, &known);
  check_against_reference (lesson);
  check_position (lesson, 20);
}

/* 2×3×2 weights and a bias; the flipped filter is turned as a whole; F along each axis. */
static void
test_rectangle (void)
{
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  g_autofree char *words = NULL;
  int width, height;

  g_object_set (lesson, "depth", 2, "filters", 5, "filter-width", 2, "filter-height", 3, NULL);
  g_assert_cmpint (fovea_convolution_count_parameters (lesson), ==, 5 * (2 * 3 * 2 + 1));
  words = fovea_convolution_describe_parameters (lesson);
  g_assert_true (g_str_has_prefix (words, "2·3·2 + 1 = 13 per filter\n13 × 5 = <b>65 parameters</b>"));
  fovea_convolution_get_output_size (lesson, &width, &height);
  g_assert_cmpint (width, ==, 6);
  g_assert_cmpint (height, ==, 5);
  fovea_convolution_set_weight (lesson, 0, 0, 2, 1, 9);
  g_object_set (lesson, "flip", TRUE, NULL);
  g_assert_cmpfloat (fovea_convolution_get_applied_weight (lesson, 0, 0, 0, 0), ==, 9);
  g_object_set (lesson, "round", FOVEA_CONVENTION_SAME, NULL);
  g_assert_cmpint (fovea_convolution_get_geometry (lesson, FALSE).pad_end, ==, 1);
  g_assert_cmpint (fovea_convolution_get_geometry (lesson, FALSE).pad, ==, 0);
  g_assert_cmpint (fovea_convolution_get_geometry (lesson, TRUE).pad, ==, 1);
}

/* Whatever is offered fits once it is taken: along the axis that it is offered for, with just that many windows; and
 * along both where it says so. */
static void
check_offers (FoveaConvolution *lesson, int *offers)
{
  gboolean vertical;
  g_autoptr (GArray) suggestions = fovea_convolution_suggest (lesson, &vertical);

  for (guint i = 0; i < suggestions->len; i++)
    {
      const FoveaSuggestion *one = &g_array_index (suggestions, FoveaSuggestion, i);
      g_autoptr (FoveaLesson) other = fovea_lesson_copy (FOVEA_LESSON (lesson));
      FoveaGeometry along, across;
      FoveaFit fit;

      fovea_convolution_apply (FOVEA_CONVOLUTION (other), one);
      along = fovea_convolution_get_geometry (FOVEA_CONVOLUTION (other), vertical);
      across = fovea_convolution_get_geometry (FOVEA_CONVOLUTION (other), !vertical);
      fit = fovea_geometry_fit (&along);
      g_assert_true (fit.fits);
      g_assert_cmpint (fit.output, ==, one->output);
      fit = fovea_geometry_fit (&across);
      g_assert_cmpint (fit.fits ? fit.output : 0, ==, one->other);
      ++*offers;
    }
}

static void
test_offers_fit (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (3);
  int offers = 0;

  for (int i = 0; i < 2000; i++)
    {
      g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();

      g_object_set (lesson, "input-width", g_rand_int_range (chance, 1, 14), "input-height",
                    i % 3 == 0 ? fovea_convolution_get_width (lesson) : g_rand_int_range (chance, 1, 14), "pad",
                    g_rand_int_range (chance, 0, 3), "stride", g_rand_int_range (chance, 1, 6), "dilation",
                    g_rand_int_range (chance, 1, 3), "filter-width", g_rand_int_range (chance, 1, 7), NULL);
      g_object_set (lesson, i % 3 == 1 ? "filter" : "filter-height", g_rand_int_range (chance, 1, 7), NULL);
      check_offers (lesson, &offers);
    }
  g_assert_cmpint (offers, >, 3000);
}

static void
count_cb (gpointer lesson, int *count)
{
  (*count)++;
}

static void
test_changed_once (void)
{
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  int count = 0;

  g_signal_connect (lesson, "changed", G_CALLBACK (count_cb), &count);
  g_object_set (lesson, "input", 5, NULL);
  g_assert_cmpint (count, ==, 1);
  g_object_set (lesson, "input", 5, NULL);
  g_assert_cmpint (count, ==, 1);
  g_object_set (lesson, "position", 3, NULL);
  g_assert_cmpint (count, ==, 2);
}

/* Where the window stands survives a change of size as far as it can. */
static void
test_window_stays (void)
{
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  FoveaPlace place;

  g_object_set (lesson, "position", 5 * 2 + 3, NULL);
  g_object_set (lesson, "input", 9, NULL);
  place = fovea_convolution_get_place (lesson, fovea_lesson_get_position (FOVEA_LESSON (lesson)));
  g_assert_cmpint (place.row, ==, 2);
  g_assert_cmpint (place.column, ==, 3);
  fovea_lesson_set_position (FOVEA_LESSON (lesson), G_MAXINT);
  g_object_set (lesson, "input", 12, NULL);
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, 99);
}

static void
test_links (void)
{
  g_autoptr (FoveaConvolution) lesson = new_layer (7, 1, 3, 1, 2, 1);

  g_assert_cmpint (fovea_convolution_get_link (lesson, FALSE, 0, -1), ==, 0);
  g_assert_cmpint (fovea_convolution_get_link (lesson, FALSE, 0, 2), ==, -1);
  g_assert_cmpint (fovea_convolution_get_link (lesson, TRUE, 2, 4), ==, 1);
}

static void
test_edits_outlive_size (void)
{
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  float before = fovea_convolution_get_value (lesson, 0, 1, 1);

  fovea_convolution_set_value (lesson, 0, 1, 1, 9);
  g_object_set (lesson, "input", 5, NULL);
  g_object_set (lesson, "input", 12, NULL);
  g_assert_cmpfloat (fovea_convolution_get_value (lesson, 0, 1, 1), ==, 9);
  fovea_convolution_reset_edits (lesson);
  g_assert_cmpfloat (fovea_convolution_get_value (lesson, 0, 1, 1), ==, before);
}

/* Whole rows, which are quicker, have the numbers that one asks for one by one, what is typed in too. */
static void
test_rows_are_their_cells (void)
{
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  float row[16];

  g_object_set (lesson, "input-width", 9, "input-height", 7, "depth", 2, "filter-width", 4, "filter-height", 3, "flip", TRUE,
                NULL);
  for (int preset = 0; preset < FOVEA_N_FILTER_PRESETS; preset++)
    {
      g_object_set (lesson, "values", preset % FOVEA_N_INPUT_PRESETS, NULL);
      fovea_convolution_set_filter_preset (lesson, 0, preset);
      for (int edited = 0; edited < 2; edited++)
        {
          for (int y = -2; y < 9; y++)
            {
              fovea_convolution_fill_values (lesson, 1, y, -3, 16, row);
              for (int x = 0; x < 16; x++)
                g_assert_cmpfloat (row[x], ==, fovea_convolution_get_value (lesson, 1, y, x - 3));
            }
          for (int y = 0; y < 3; y++)
            {
              fovea_convolution_fill_applied_weights (lesson, 0, 1, y, row);
              for (int x = 0; x < 4; x++)
                g_assert_cmpfloat (row[x], ==, fovea_convolution_get_applied_weight (lesson, 0, 1, y, x));
            }
          fovea_convolution_set_value (lesson, 1, 2, 3, 40 + preset);
          fovea_convolution_set_weight (lesson, 0, 1, 2, 1, 60 + preset);
        }
      g_assert_cmpfloat (fovea_convolution_get_value (lesson, 1, 2, 3), ==, 40 + preset);
      fovea_convolution_reset_edits (lesson);
    }
}

static void
test_pooled (void)
{
  g_autoptr (FoveaConvolution) lesson = new_layer (6, 1, 3, 1, 1, 0);
  float value;
  int known;
  const float *map;

  g_object_set (lesson, "relu", TRUE, "pool", TRUE, "position", 4, NULL);
  g_assert_false (fovea_convolution_get_pooled (lesson, 0, 0, 0, &value));
  g_object_set (lesson, "position", 15, NULL);
  map = fovea_convolution_get_map (lesson, 0, &known);
  g_assert_true (fovea_convolution_get_pooled (lesson, 0, 0, 1, &value));
  g_assert_cmpfloat (value, ==, fmaxf (0, fmaxf (fmaxf (map[2], map[3]), fmaxf (map[6], map[7]))));
}

/* The most that can be asked for stays live: its maps are computed as far as a moment goes (each is 302 million
 * multiply-adds), the current number at once. */
static void
test_largest_is_live (void)
{
  g_autoptr (FoveaConvolution) lesson = new_layer (256, 512, 3, 512, 1, 1);
  const int position = 256 * 256 + 1000;
  int first, second;

  g_object_set (lesson, "position", position, NULL);
  fovea_convolution_get_map (lesson, 0, &first);
  fovea_convolution_get_map (lesson, 1, &second);
  g_assert_cmpint (first, >, 0);
  g_assert_cmpint (first, <, 256 * 256);
  g_assert_cmpint (second, ==, 0);
  check_sums (lesson, position);
}

static void
test_picture_and_back (void)
{
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  g_autoptr (FoveaTensor) picture = fovea_tensor_new (1, 3, 20, 30);
  int known;
  const float *map;

  g_object_set (lesson, "stride", 2, "position", 4, NULL);
  fovea_convolution_set_value (lesson, 0, 0, 0, 5);
  fovea_tensor_fill (picture, 0.5f);
  fovea_convolution_set_picture (lesson, picture);
  g_assert_cmpint (fovea_convolution_get_filters (lesson), ==, 6);
  g_assert_cmpint (fovea_convolution_get_width (lesson), ==, 30);
  g_assert_cmpint (fovea_convolution_get_height (lesson), ==, 20);
  g_assert_cmpint (fovea_convolution_get_stride (lesson), ==, 1);
  g_object_set (lesson, "input", 9, NULL);
  g_assert_cmpint (fovea_convolution_get_width (lesson), ==, 30);
  map = fovea_convolution_get_map (lesson, 4, &known); /* box blur: one map of all three slices */
  g_assert_cmpint (known, ==, 600);
  g_assert_cmpfloat (fabsf (map[10 * 30 + 10] - 1.5f), <, 1e-5f);
  fovea_convolution_set_picture (lesson, NULL);
  g_assert_cmpint (fovea_convolution_get_width (lesson), ==, 7);
  g_assert_cmpint (fovea_convolution_get_stride (lesson), ==, 2);
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, 4);
  g_assert_cmpfloat (fovea_convolution_get_value (lesson, 0, 0, 0), ==, 5);
}

static void
test_filter_presets (void)
{
  g_autoptr (FoveaConvolution) lesson = new_layer (7, 2, 3, 2, 1, 0);
  g_autofree char *name = NULL, *edited = NULL;

  fovea_convolution_set_filter_preset (lesson, 1, FOVEA_FILTER_SOBEL_X);
  name = fovea_convolution_get_filter_name (lesson, 1);
  g_assert_cmpstr (name, ==, "Sobel x");
  g_assert_cmpfloat (fovea_convolution_get_weight (lesson, 1, 1, 1, 2), ==, 2);
  g_assert_cmpfloat (fovea_convolution_get_bias (lesson, 1), ==, 0);
  fovea_convolution_set_weight (lesson, 1, 0, 0, 0, 7);
  edited = fovea_convolution_get_filter_name (lesson, 1);
  g_assert_cmpstr (edited, ==, "Sobel x, edited");
  g_assert_cmpfloat (fovea_convolution_get_weight_limit (lesson, 1), ==, 7);
}

static void
test_set_text (void)
{
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (fovea_lesson_set_text (FOVEA_LESSON (lesson), "stride", "2", &error));
  g_assert_true (fovea_lesson_set_text (FOVEA_LESSON (lesson), "round", "same", &error));
  g_assert_true (fovea_lesson_set_text (FOVEA_LESSON (lesson), "relu", "yes", &error));
  g_assert_no_error (error);
  g_assert_cmpint (fovea_convolution_get_stride (lesson), ==, 2);
  g_assert_cmpint (fovea_convolution_get_convention (lesson), ==, FOVEA_CONVENTION_SAME);
  g_assert_false (fovea_lesson_set_text (FOVEA_LESSON (lesson), "stride", "0", &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (fovea_lesson_set_text (FOVEA_LESSON (lesson), "strides", "1", &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
  g_assert_nonnull (strstr (error->message, "stride"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/convolution/lecture-sizes", test_lecture_sizes);
  g_test_add_func ("/lesson/convolution/opening-state", test_opening_state);
  g_test_add_func ("/lesson/convolution/misfit", test_misfit);
  g_test_add_func ("/lesson/convolution/conventions", test_conventions);
  g_test_add_func ("/lesson/convolution/parameters", test_parameters);
  g_test_add_func ("/lesson/convolution/demo-walk", test_demo_walk);
  g_test_add_func ("/lesson/convolution/padding-is-not-harmless", test_padding_is_not_harmless);
  g_test_add_func ("/lesson/convolution/drawn-is-computed", test_drawn_is_computed);
  g_test_add_func ("/lesson/convolution/groups", test_groups);
  g_test_add_func ("/lesson/convolution/large-maps-agree", test_large_maps_agree);
  g_test_add_func ("/lesson/convolution/stepping-back-retraces", test_stepping_back_retraces);
  g_test_add_func ("/lesson/convolution/describe-position", test_describe_position);
  g_test_add_func ("/lesson/convolution/clamps", test_clamps);
  g_test_add_func ("/lesson/convolution/weight-limit", test_weight_limit);
  g_test_add_func ("/lesson/convolution/dilated-maps-agree", test_dilated_maps_agree);
  g_test_add_func ("/lesson/convolution/rectangle", test_rectangle);
  g_test_add_func ("/lesson/convolution/offers-fit", test_offers_fit);
  g_test_add_func ("/lesson/convolution/rectangle-clamps", test_rectangle_clamps);
  g_test_add_func ("/lesson/convolution/changed-once", test_changed_once);
  g_test_add_func ("/lesson/convolution/window-stays", test_window_stays);
  g_test_add_func ("/lesson/convolution/links", test_links);
  g_test_add_func ("/lesson/convolution/edits-outlive-size", test_edits_outlive_size);
  g_test_add_func ("/lesson/convolution/rows-are-their-cells", test_rows_are_their_cells);
  g_test_add_func ("/lesson/convolution/pooled", test_pooled);
  g_test_add_func ("/lesson/convolution/largest-is-live", test_largest_is_live);
  g_test_add_func ("/lesson/convolution/picture-and-back", test_picture_and_back);
  g_test_add_func ("/lesson/convolution/filter-presets", test_filter_presets);
  g_test_add_func ("/lesson/convolution/set-text", test_set_text);
  return g_test_run ();
}
