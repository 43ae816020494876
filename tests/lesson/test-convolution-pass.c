/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/convolution-pass.h"

#include "engine/error.h"
#include "lesson/state.h"

#include <math.h>
#include <string.h>

static FoveaConvolution *
new_lesson (const char *const *state)
{
  FoveaConvolution *lesson = fovea_convolution_new ();
  g_autoptr (GError) error = NULL;

  fovea_lesson_set_state (FOVEA_LESSON (lesson), state, &error);
  g_assert_no_error (error);
  return lesson;
}

static void
go_to (FoveaConvolution *lesson, int position)
{
  fovea_lesson_set_position (FOVEA_LESSON (lesson), position);
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, position);
}

static void
check_numbers (const float *numbers, const float *expected, gsize n)
{
  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat (fabsf (numbers[i] - expected[i]), <, 1e-5f);
}

/* --- against PyTorch */

/* conv2d (x, w, b, stride=2, padding=1, groups=2).sum ().backward () */
static void
test_backward_golden (void)
{
  static const char *const state[]
      = { "pass=backward",
          "input=4",
          "depth=2",
          "filters=2",
          "groups=2",
          "stride=2",
          "pad=1",
          "round=floor",
          "values=0 1 2 3; 4 5 6 0; 1 2 3 4; 5 6 0 1 / 2 3 4 5; 6 0 1 2; 3 4 5 6; 0 1 2 3",
          "weights-1=-2 -1 0; 1 2 -2; -1 0 1",
          "weights-2=2 -2 -1; 0 1 2; -2 -1 0",
          "biases=1 -1",
          NULL };
  static const float y[] = { 4, -5, 1, -20, 1, 12, -2, 8 };
  static const float gx[] = { 2, -1, 2, -2, -1, -2, -1, 1,  2,  -1, 2,  -2, 0, 0, 0, 1,
                              1, 2,  1, 2,  -3, -1, -3, -1, 1, 2, 1, 2, -1, -2, -1, 0 };
  static const float gw[] = { 5, 10, 5, 3, 6, 10, 11, 15, 12, 0, 7, 2, 7, 14, 18, 1, 9, 6 };
  static const float gb[] = { 4, 4 };
  g_autoptr (FoveaConvolution) lesson = new_lesson (state);

  go_to (lesson, 7);
  check_numbers (fovea_convolution_get_output (lesson)->data, y, G_N_ELEMENTS (y));
  check_numbers (fovea_convolution_get_input_gradient (lesson)->data, gx, G_N_ELEMENTS (gx));
  check_numbers (fovea_convolution_get_filter_gradient (lesson)->data, gw, G_N_ELEMENTS (gw));
  check_numbers (fovea_convolution_get_bias_gradient (lesson)->data, gb, G_N_ELEMENTS (gb));
}

/* Three steps of torch.optim.SGD at rate 0.05 on ½ Σ (y − t)². */
static void
test_train_golden (void)
{
  static const char *const state[] = { "pass=train",           "input=3",  "filter=2", "values=0 1 2; 2 0 1; 1 1 0",
                                       "weights-1=1 0; 0 -1", "biases=0", "rate=0.05", "target=1 0; 2 1",
                                       NULL };
  static const double losses[] = { 1.5, 0.41750001907348633, 0.2824561893939972, 0.22006547451019287 };
  static const float w[] = { 1.1132500171661377f, 0.07012499868869781f, 0.3317500054836273f, -0.9693750143051147f };
  g_autoptr (FoveaConvolution) lesson = new_lesson (state);
  const double *drawn;
  int n;

  go_to (lesson, 3);
  drawn = fovea_convolution_get_losses (lesson, &n);
  g_assert_cmpint (n, ==, 4);
  for (int i = 0; i < n; i++)
    g_assert_cmpfloat (fabs (drawn[i] - losses[i]), <, 1e-6);
  g_assert_cmpfloat (fabs (fovea_convolution_get_loss (lesson) - losses[3]), <, 1e-6);
  check_numbers (fovea_convolution_get_trained_filters (lesson)->data, w, G_N_ELEMENTS (w));
  g_assert_cmpfloat (fabsf (fovea_convolution_get_trained_biases (lesson)->data[0] - 0.20474998652935028f), <, 1e-6f);
}

/* conv_transpose2d (x, w, b, stride=2, padding=1) */
static void
test_transposed_golden (void)
{
  static const char *const state[] = { "pass=transposed",
                                       "input=3",
                                       "stride=2",
                                       "pad=1",
                                       "values=1 2 0; 0 1 3; 2 0 1",
                                       "weights-1=1 2 3; 4 5 6; 7 8 9",
                                       "biases=0.5",
                                       NULL };
  static const float y[] = { 5.5f, 14.5f, 10.5f, 12.5f, 0.5f,  8.5f, 24.5f, 18.5f, 24.5f, 6.5f,  0.5f,  4.5f, 5.5f,
                             18.5f, 15.5f, 4.5f, 13.5f, 8.5f,  31.5f, 26.5f, 10.5f, 12.5f, 0.5f, 4.5f, 5.5f };
  g_autoptr (FoveaConvolution) lesson = new_lesson (state);
  int width, height;

  fovea_convolution_get_stamped_size (lesson, &width, &height);
  g_assert_cmpint (width, ==, 5);
  g_assert_cmpint (height, ==, 5);
  go_to (lesson, 8);
  check_numbers (fovea_convolution_get_stamped (lesson, 0), y, G_N_ELEMENTS (y));
}

/* --- against the definition, place by place */

static void
set_at_random (FoveaConvolution *lesson, GRand *chance, FoveaLessonPass pass)
{
  g_object_set (lesson, "pass", pass, "input-width", g_rand_int_range (chance, 1, 9), "input-height",
                g_rand_int_range (chance, 1, 9), "depth", g_rand_int_range (chance, 1, 5), "pad",
                g_rand_int_range (chance, 0, 4), "filter-width", g_rand_int_range (chance, 1, 6), "filter-height",
                g_rand_int_range (chance, 1, 6), "filters",
                g_rand_int_range (chance, 1, 5), "stride", g_rand_int_range (chance, 1, 4), "dilation",
                g_rand_int_range (chance, 1, 4), "groups", g_rand_int_range (chance, 1, 5), "round",
                g_rand_int_range (chance, 0, 4), "values", g_rand_int_range (chance, 0, FOVEA_N_INPUT_PRESETS),
                "weights", g_rand_int_range (chance, 0, FOVEA_N_FILTER_PRESETS), "gradient",
                g_rand_int_range (chance, 0, FOVEA_N_GRADIENT_SOURCES), "seed", g_rand_int (chance) + (gint64) 0, NULL);
}

/* One place gives its gradient to the inputs and weights that it is made of. */
static void
scatter (FoveaConvolution *lesson, int position, double g, double *gx, double *gw)
{
  FoveaPlace place = fovea_convolution_get_place (lesson, position);
  int width = fovea_convolution_get_width (lesson), height = fovea_convolution_get_height (lesson);
  int columns = fovea_convolution_get_filter_width (lesson), rows = fovea_convolution_get_filter_height (lesson);
  int depth = fovea_convolution_get_filter_depth (lesson);
  int first = fovea_convolution_get_first_slice (lesson, place.map);

  for (int row = 0; row < height; row++)
    for (int column = 0; column < width; column++)
      {
        int u = fovea_convolution_get_link (lesson, TRUE, place.row, row);
        int v = fovea_convolution_get_link (lesson, FALSE, place.column, column);

        for (int slice = 0; u >= 0 && v >= 0 && slice < depth; slice++)
          {
            gx[((first + slice) * height + row) * width + column]
                += g * fovea_convolution_get_weight (lesson, place.map, first + slice, u, v);
            gw[((place.map * depth + slice) * rows + u) * columns + v]
                += g * fovea_convolution_get_value (lesson, first + slice, row, column);
          }
      }
}

static void
check_close (const FoveaTensor *drawn, const double *expected)
{
  double scale = 1;

  for (gsize i = 0; i < fovea_tensor_size (drawn); i++)
    scale = fmax (scale, fabs (expected[i]));
  for (gsize i = 0; i < fovea_tensor_size (drawn); i++)
    g_assert_cmpfloat (fabs (drawn->data[i] - expected[i]), <=, 1e-5 * scale);
}

/* At @stop, places stepped through one by one have given what is drawn. */
static void
check_backward (FoveaConvolution *lesson, int stop)
{
  gsize inputs = (gsize) fovea_convolution_get_width (lesson) * fovea_convolution_get_height (lesson)
                 * fovea_convolution_get_depth (lesson);
  g_autofree double *gx = g_new0 (double, inputs);
  g_autofree double *gw = g_new0 (double, fovea_convolution_count_parameters (lesson));
  double total = 0, drawn = 0;
  const FoveaTensor *gb;

  go_to (lesson, stop);
  for (int position = 0; position <= stop; position++)
    {
      double g = fovea_convolution_get_output_gradient (lesson)->data[position];

      scatter (lesson, position, g, gx, gw);
      total += g;
    }
  check_close (fovea_convolution_get_input_gradient (lesson), gx);
  check_close (fovea_convolution_get_filter_gradient (lesson), gw);
  gb = fovea_convolution_get_bias_gradient (lesson);
  for (int k = 0; k < gb->c; k++)
    drawn += gb->data[k];
  g_assert_cmpfloat (fabs (drawn - total), <=, 1e-4 * fmax (1, fabs (total)));
}

static void
test_backward_is_its_definition (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (11);
  int checked = 0;

  for (int i = 0; i < 3000; i++)
    {
      g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
      int n, width, height;

      set_at_random (lesson, chance, FOVEA_LESSON_BACKWARD);
      n = fovea_lesson_count_positions (FOVEA_LESSON (lesson));
      fovea_convolution_get_output_size (lesson, &width, &height);
      g_assert_cmpint (n, ==, width * height * fovea_convolution_get_filters (lesson));
      if (n == 0)
        continue;
      check_backward (lesson, g_rand_int_range (chance, 0, n));
      check_backward (lesson, n - 1);
      checked++;
    }
  g_assert_cmpint (checked, >, 1500);
}

/* Each cell of the input stamps its filter, once for each map. */
static void
check_stamps (FoveaConvolution *lesson, int stop)
{
  int stride = fovea_convolution_get_stride (lesson), pad = fovea_convolution_get_pad (lesson);
  int dilation = fovea_convolution_get_dilation (lesson), columns = fovea_convolution_get_filter_width (lesson);
  FoveaPlace last = fovea_convolution_get_place (lesson, stop);
  int first = fovea_convolution_get_first_slice (lesson, last.map), width, height;
  g_autofree double *map = NULL;
  const float *drawn;

  fovea_convolution_get_stamped_size (lesson, &width, &height);
  map = g_new (double, (gsize) width * (gsize) height);
  for (int i = 0; i < width * height; i++)
    map[i] = fovea_convolution_get_bias (lesson, last.map);
  for (int position = stop - last.row * fovea_convolution_get_width (lesson) - last.column; position <= stop; position++)
    for (int i = 0; i < columns * fovea_convolution_get_filter_height (lesson); i++)
      for (int slice = 0; slice < fovea_convolution_get_filter_depth (lesson); slice++)
        {
          FoveaPlace place = fovea_convolution_get_place (lesson, position);
          int row = place.row * stride + i / columns * dilation - pad;
          int column = place.column * stride + i % columns * dilation - pad;

          if (row >= 0 && row < height && column >= 0 && column < width)
            map[row * width + column]
                += fovea_convolution_get_value (lesson, first + slice, place.row, place.column)
                   * fovea_convolution_get_weight (lesson, last.map, first + slice, i / columns, i % columns);
        }
  go_to (lesson, stop);
  drawn = fovea_convolution_get_stamped (lesson, last.map);
  for (int i = 0; i < width * height; i++)
    g_assert_cmpfloat (fabs (drawn[i] - map[i]), <, 1e-4 * fmax (1, fabs (map[i])));
}

static void
test_transposed_is_its_definition (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (12);
  int checked = 0;

  for (int i = 0; i < 2000; i++)
    {
      g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
      int n;

      set_at_random (lesson, chance, FOVEA_LESSON_TRANSPOSED);
      n = fovea_lesson_count_positions (FOVEA_LESSON (lesson));
      if (n == 0)
        continue;
      check_stamps (lesson, g_rand_int_range (chance, 0, n));
      check_stamps (lesson, n - 1);
      checked++;
    }
  g_assert_cmpint (checked, >, 1000);
}

/* --- back and forth */

/* Every number of a state of the lesson, in one row. */
static GArray *
take_down (FoveaConvolution *lesson)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (float));
  const FoveaTensor *tensors[] = { fovea_convolution_get_output_gradient (lesson),
                                   fovea_convolution_get_input_gradient (lesson),
                                   fovea_convolution_get_filter_gradient (lesson),
                                   fovea_convolution_get_bias_gradient (lesson),
                                   fovea_convolution_get_trained_filters (lesson),
                                   fovea_convolution_get_trained_biases (lesson) };
  const float *stamped = fovea_convolution_get_stamped (lesson, 0);
  int width, height;

  fovea_convolution_get_stamped_size (lesson, &width, &height);
  for (gsize i = 0; i < G_N_ELEMENTS (tensors); i++)
    if (tensors[i])
      g_array_append_vals (all, tensors[i]->data, (guint) fovea_tensor_size (tensors[i]));
  if (stamped)
    g_array_append_vals (all, stamped, (guint) (width * height));
  return all;
}

static void
test_stepping_back_retraces (void)
{
  for (int pass = FOVEA_LESSON_BACKWARD; pass < FOVEA_N_LESSON_PASSES; pass++)
    for (int source = 0; source < FOVEA_N_GRADIENT_SOURCES; source++)
      {
        g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
        g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
        int n;

        g_object_set (lesson, "pass", pass, "gradient", source, "depth", 2, "filters", 2, "values", FOVEA_INPUT_RANDOM,
                      NULL);
        n = MIN (fovea_lesson_count_positions (FOVEA_LESSON (lesson)), 40);
        g_assert_cmpint (n, >, 20);
        for (int position = 0; position < n; position++)
          {
            go_to (lesson, position);
            g_ptr_array_add (states, take_down (lesson));
          }
        for (int position = n; position-- > 0;)
          {
            g_autoptr (GArray) again = NULL;
            const GArray *before = states->pdata[position];

            go_to (lesson, position);
            again = take_down (lesson);
            g_assert_cmpmem (again->data, again->len * sizeof (float), before->data, before->len * sizeof (float));
            g_assert_cmpuint (again->len, >, 0);
          }
      }
}

/* --- training */

/* Descent below the limit finds the filter that the target was made with; above it the loss grows without end. */
static void
test_filter_is_recovered (void)
{
  static const char *const state[] = { "pass=train", "values=random", "input=9", NULL };
  g_autoptr (FoveaConvolution) lesson = new_lesson (state);
  double limit = fovea_convolution_get_rate_limit (lesson);
  const double *losses;
  int n;

  g_assert_cmpfloat (limit, >, 0);
  g_object_set (lesson, "rate", 0.9 * limit, "position", 300, NULL);
  losses = fovea_convolution_get_losses (lesson, &n);
  g_assert_cmpint (n, ==, FOVEA_CONVOLUTION_MAX_STEPS + 1);
  for (int i = 1; i < n; i++)
    g_assert_cmpfloat (losses[i], <=, losses[i - 1] * (1 + 1e-4) + 1e-9);
  for (int i = 0; i < 9; i++)
    g_assert_cmpfloat (fabsf (fovea_convolution_get_trained_filters (lesson)->data[i]
                              - fovea_filter_preset_value (FOVEA_FILTER_SOBEL_X, 1, 3, 3, 0, 0, i / 3, i % 3)),
                       <, 1e-3f);
  g_object_set (lesson, "rate", 1.2 * limit, NULL);
  losses = fovea_convolution_get_losses (lesson, &n);
  g_assert_true (n <= FOVEA_CONVOLUTION_MAX_STEPS || losses[n - 1] > 1e3 * losses[0]);
}

static void
test_divergence_ends (void)
{
  static const char *const state[] = { "pass=train", "rate=5", "position=300", NULL };
  g_autoptr (FoveaConvolution) lesson = new_lesson (state);
  const double *losses;
  int n;

  losses = fovea_convolution_get_losses (lesson, &n);
  g_assert_cmpint (n, <, 20);
  g_assert_true (isfinite (losses[n - 1]));
  g_assert_true (isfinite (fovea_convolution_get_loss (lesson)));
}

static void
test_keep_trained (void)
{
  static const char *const state[] = { "pass=train", "values=random", "rate=0.05", "position=20", NULL };
  g_autoptr (FoveaConvolution) lesson = new_lesson (state);
  double loss = fovea_convolution_get_loss (lesson);
  float weight = fovea_convolution_get_trained_filters (lesson)->data[4];

  fovea_convolution_keep_trained (lesson);
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, 0);
  g_assert_cmpfloat (fovea_convolution_get_weight (lesson, 0, 0, 1, 1), ==, weight);
  g_assert_cmpfloat (fovea_convolution_get_loss (lesson), ==, loss);
  g_object_set (lesson, "pass", FOVEA_LESSON_FORWARD, NULL);
  g_assert_cmpfloat (fovea_convolution_get_weight (lesson, 0, 0, 1, 1), ==, weight);
}

/* --- limits and state */

static void
test_too_large (void)
{
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();

  g_object_set (lesson, "input", 256, "depth", 64, "filters", 64, NULL);
  for (int pass = FOVEA_LESSON_BACKWARD; pass < FOVEA_N_LESSON_PASSES; pass++)
    {
      g_object_set (lesson, "pass", pass, NULL);
      g_assert_false (fovea_convolution_is_workable (lesson));
      g_assert_cmpint (fovea_lesson_count_positions (FOVEA_LESSON (lesson)), ==, 0);
      g_assert_null (fovea_convolution_get_input_gradient (lesson));
      g_assert_null (fovea_convolution_get_stamped (lesson, 0));
      g_assert_null (fovea_convolution_get_trained_filters (lesson));
      g_assert_null (fovea_convolution_get_target (lesson));
    }
}

/* A refused misfit has no output, so nothing can come back from it. */
static void
test_misfit_has_no_gradient (void)
{
  static const char *const state[] = { "pass=backward", "stride=3", NULL };
  g_autoptr (FoveaConvolution) lesson = new_lesson (state);

  g_assert_cmpint (fovea_lesson_count_positions (FOVEA_LESSON (lesson)), ==, 0);
  g_object_set (lesson, "round", FOVEA_CONVENTION_FLOOR, NULL);
  g_assert_cmpint (fovea_lesson_count_positions (FOVEA_LESSON (lesson)), ==, 4);
}

static void
test_state_keeps_target (void)
{
  static const char *const state[] = { "pass=train", "input=4", "rate=0.125", "target=1 2; 3 4.5", NULL };
  g_autoptr (FoveaConvolution) lesson = new_lesson (state), again = NULL;
  g_auto (GStrv) kept = fovea_lesson_get_state (FOVEA_LESSON (lesson));

  g_assert_true (g_strv_contains ((const char *const *) kept, "target=1 2; 3 4.5"));
  again = new_lesson ((const char *const *) kept);
  g_assert_cmpfloat (fovea_convolution_get_target (again)->data[3], ==, 4.5f);
  g_assert_cmpfloat (fovea_convolution_get_rate (again), ==, 0.125);
  g_object_set (again, "target", FOVEA_FILTER_ONES, NULL);
  g_assert_false (fovea_convolution_is_target_edited (again));
}

/* A picture is only looked at forward, and numbers come back as they were. */
static void
test_picture_goes_forward (void)
{
  static const char *const state[] = { "pass=backward", NULL };
  g_autoptr (FoveaConvolution) lesson = new_lesson (state);
  g_autoptr (FoveaTensor) picture = fovea_tensor_new (1, 3, 20, 20);

  fovea_convolution_set_picture (lesson, picture);
  g_assert_cmpint (fovea_convolution_get_pass (lesson), ==, FOVEA_LESSON_FORWARD);
  g_object_set (lesson, "pass", FOVEA_LESSON_TRAIN, NULL);
  g_assert_cmpint (fovea_convolution_get_pass (lesson), ==, FOVEA_LESSON_FORWARD);
  fovea_convolution_set_picture (lesson, NULL);
  g_assert_cmpint (fovea_convolution_get_pass (lesson), ==, FOVEA_LESSON_BACKWARD);
}

/* A stamp may be larger than the input; back at the window it is cut down again. */
static void
test_stamp_may_be_larger (void)
{
  static const char *const state[] = { "pass=transposed", "input=2", "filter=5", "stride=3", NULL };
  g_autoptr (FoveaConvolution) lesson = new_lesson (state);
  int width, height;

  fovea_convolution_get_stamped_size (lesson, &width, &height);
  g_assert_cmpint (width, ==, 8);
  g_object_set (lesson, "pass", FOVEA_LESSON_FORWARD, NULL);
  g_assert_cmpint (fovea_convolution_get_filter_width (lesson), ==, 2);
}

static void
test_rate_from_text (void)
{
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (fovea_lesson_set_key (FOVEA_LESSON (lesson), "rate", "0.25", NULL));
  g_assert_cmpfloat (fovea_convolution_get_rate (lesson), ==, 0.25);
  g_assert_false (fovea_lesson_set_key (FOVEA_LESSON (lesson), "rate", "fast", &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (fovea_lesson_set_key (FOVEA_LESSON (lesson), "rate", "-1", &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/convolution-pass/backward-golden", test_backward_golden);
  g_test_add_func ("/lesson/convolution-pass/train-golden", test_train_golden);
  g_test_add_func ("/lesson/convolution-pass/transposed-golden", test_transposed_golden);
  g_test_add_func ("/lesson/convolution-pass/backward-is-its-definition", test_backward_is_its_definition);
  g_test_add_func ("/lesson/convolution-pass/transposed-is-its-definition", test_transposed_is_its_definition);
  g_test_add_func ("/lesson/convolution-pass/stepping-back-retraces", test_stepping_back_retraces);
  g_test_add_func ("/lesson/convolution-pass/filter-is-recovered", test_filter_is_recovered);
  g_test_add_func ("/lesson/convolution-pass/divergence-ends", test_divergence_ends);
  g_test_add_func ("/lesson/convolution-pass/keep-trained", test_keep_trained);
  g_test_add_func ("/lesson/convolution-pass/too-large", test_too_large);
  g_test_add_func ("/lesson/convolution-pass/misfit-has-no-gradient", test_misfit_has_no_gradient);
  g_test_add_func ("/lesson/convolution-pass/state-keeps-target", test_state_keeps_target);
  g_test_add_func ("/lesson/convolution-pass/picture-goes-forward", test_picture_goes_forward);
  g_test_add_func ("/lesson/convolution-pass/stamp-may-be-larger", test_stamp_may_be_larger);
  g_test_add_func ("/lesson/convolution-pass/rate-from-text", test_rate_from_text);
  return g_test_run ();
}
