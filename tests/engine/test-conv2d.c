/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/conv2d.h"
#include "engine/error.h"
#include "golden.h"

static FoveaWindow
golden_window (GKeyFile *file, const char *group, const FoveaTensor *filters)
{
  g_autofree char *round = g_key_file_get_string (file, group, "round", NULL);
  FoveaWindow window = FOVEA_WINDOW (filters->w);

  window.rows = filters->h;
  window.stride = golden_double (file, group, "stride");
  window.pad = golden_double (file, group, "pad");
  window.dilation = golden_double (file, group, "dilation");
  window.round = g_strcmp0 (round, "floor") == 0  ? FOVEA_ROUND_FLOOR
                 : g_strcmp0 (round, "ceil") == 0 ? FOVEA_ROUND_CEIL
                                                  : FOVEA_ROUND_ERROR;
  return window;
}

/* Biases are vectors 1×K×1×1 on both sides. */
static void
test_golden (gconstpointer data)
{
  const char *group = data;
  g_autoptr (GKeyFile) file = golden_open ("conv.ini");
  g_autoptr (FoveaTensor) x = golden_tensor (file, group, "input");
  g_autoptr (FoveaTensor) w = golden_tensor (file, group, "filters");
  g_autoptr (FoveaTensor) b = golden_tensor (file, group, "biases");
  g_autoptr (FoveaTensor) y = golden_tensor (file, group, "output");
  g_autoptr (FoveaTensor) gy = golden_tensor (file, group, "grad_output");
  g_autoptr (FoveaTensor) gx = golden_tensor (file, group, "grad_input");
  g_autoptr (FoveaTensor) gw = golden_tensor (file, group, "grad_filters");
  g_autoptr (FoveaTensor) gb = golden_tensor (file, group, "grad_biases");
  g_autoptr (FoveaTensor) output = NULL, fast = NULL, input = NULL, filters = NULL, biases = NULL;
  g_autoptr (GError) error = NULL;
  FoveaWindow window = golden_window (file, group, w);
  int groups = golden_double (file, group, "groups");

  output = fovea_conv2d_forward (x, w, b, &window, groups, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (fovea_tensor_error (output, y), <=, 1e-5);
  fast = fovea_conv2d_forward_fast (x, w, b, &window, groups, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (fovea_tensor_error (fast, y), <=, 1e-5);
  g_assert_true (fovea_conv2d_backward (x, w, &window, groups, gy, &input, &filters, &biases, &error));
  g_assert_cmpfloat (fovea_tensor_error (input, gx), <=, 1e-5);
  g_assert_cmpfloat (fovea_tensor_error (filters, gw), <=, 1e-5);
  g_assert_cmpfloat (fovea_tensor_error (biases, gb), <=, 1e-5);
}

static FoveaTensor *
make_tensor (GRand *rand, int n, int c, int h, int w)
{
  FoveaTensor *tensor = fovea_tensor_new (n, c, h, w);

  for (gsize i = 0; i < fovea_tensor_size (tensor); i++)
    tensor->data[i] = g_rand_double_range (rand, -1, 1);
  return tensor;
}

/* Σ y · gy, what the gradients below are those of */
static double
loss (const FoveaTensor *x, const FoveaTensor *w, const FoveaTensor *b, const FoveaWindow *window,
      const FoveaTensor *gy)
{
  g_autoptr (FoveaTensor) y = fovea_conv2d_forward (x, w, b, window, 2, NULL);
  double sum = 0;

  for (gsize i = 0; i < fovea_tensor_size (y); i++)
    sum += (double) y->data[i] * gy->data[i];
  return sum;
}

/* Convolution is linear in each of its arguments, so a long step has no error but rounding. */
static void
assert_gradient (FoveaTensor *argument, const FoveaTensor *gradient, const FoveaTensor *x, const FoveaTensor *w,
                 const FoveaTensor *b, const FoveaWindow *window, const FoveaTensor *gy)
{
  const float step = 0.5f;

  for (gsize i = 0; i < fovea_tensor_size (argument); i++)
    {
      float value = argument->data[i];
      double above, below;

      argument->data[i] = value + step;
      above = loss (x, w, b, window, gy);
      argument->data[i] = value - step;
      below = loss (x, w, b, window, gy);
      argument->data[i] = value;
      g_assert_cmpfloat_with_epsilon ((above - below) / (2 * step), gradient->data[i], 1e-4);
    }
}

static void
assert_gradients (int columns, int rows, int out_columns, int out_rows)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (FoveaTensor) x = make_tensor (rand, 2, 4, 6, 5);
  g_autoptr (FoveaTensor) w = make_tensor (rand, 6, 2, rows, columns);
  g_autoptr (FoveaTensor) b = make_tensor (rand, 1, 6, 1, 1);
  g_autoptr (FoveaTensor) gy = make_tensor (rand, 2, 6, out_rows, out_columns);
  g_autoptr (FoveaTensor) gx = NULL, gw = NULL, gb = NULL;
  FoveaWindow window
    = { .extent = columns, .rows = rows, .stride = 2, .pad = 2, .dilation = 3, .round = FOVEA_ROUND_FLOOR };

  g_assert_true (fovea_conv2d_backward (x, w, &window, 2, gy, &gx, &gw, &gb, NULL));
  assert_gradient (x, gx, x, w, b, &window, gy);
  assert_gradient (w, gw, x, w, b, &window, gy);
  assert_gradient (b, gb, x, w, b, &window, gy);
}

static void
test_gradient (void)
{
  assert_gradients (2, 2, 3, 4);
  assert_gradients (1, 3, 5, 2);
}

/* SAME padding of an even filter: the odd cell comes at the end, so that y[0] sees x[0] and x[1]. */
static void
test_pad_asymmetric (void)
{
  g_autoptr (FoveaTensor) x = fovea_tensor_new_from (1, 1, 1, 3, (float[]){ 1, 10, 100 });
  g_autoptr (FoveaTensor) w = fovea_tensor_new_from (1, 1, 2, 2, (float[]){ 1, 2, 4, 8 });
  g_autoptr (FoveaTensor) y = NULL;
  FoveaWindow window = FOVEA_WINDOW (2);

  window.same = TRUE;
  y = fovea_conv2d_forward (x, w, NULL, &window, 1, NULL);
  g_assert_cmpint (y->w, ==, 3);
  g_assert_cmpint (y->h, ==, 1);
  g_assert_cmpfloat (y->data[0], ==, 21);
  g_assert_cmpfloat (y->data[1], ==, 210);
  g_assert_cmpfloat (y->data[2], ==, 100);
}

/* Rounded up, 4 cells, window 3 and stride 2 give two windows; the second hangs over by one zero. */
static void
test_round_ceil (void)
{
  g_autoptr (FoveaTensor) x = fovea_tensor_new_from (1, 1, 4, 4, (float[16]){ [10] = 1, [11] = 2, [14] = 4, [15] = 8 });
  g_autoptr (FoveaTensor) w = fovea_tensor_new (1, 1, 3, 3);
  g_autoptr (FoveaTensor) y = NULL;
  FoveaWindow window = { .extent = 3, .stride = 2, .dilation = 1, .round = FOVEA_ROUND_CEIL };

  fovea_tensor_fill (w, 1);
  y = fovea_conv2d_forward (x, w, NULL, &window, 1, NULL);
  g_assert_cmpint (y->w, ==, 2);
  g_assert_cmpfloat (y->data[0], ==, 1);
  g_assert_cmpfloat (y->data[3], ==, 15);
}

static void
assert_refused (int code, int channels, int biases, int groups, int stride)
{
  g_autoptr (FoveaTensor) x = fovea_tensor_new (1, channels, 7, 7);
  g_autoptr (FoveaTensor) w = fovea_tensor_new (4, 2, 3, 3);
  g_autoptr (FoveaTensor) b = fovea_tensor_new (1, biases, 1, 1);
  g_autoptr (GError) error = NULL;
  FoveaWindow window = FOVEA_WINDOW (3);

  window.stride = stride;
  g_assert_null (fovea_conv2d_forward (x, w, b, &window, groups, &error));
  g_assert_error (error, FOVEA_ERROR, code);
}

static void
test_refusals (void)
{
  assert_refused (FOVEA_ERROR_MISFIT, 2, 4, 1, 3);
  assert_refused (FOVEA_ERROR_ARGUMENT, 3, 4, 1, 1);
  assert_refused (FOVEA_ERROR_ARGUMENT, 2, 3, 1, 1);
  assert_refused (FOVEA_ERROR_ARGUMENT, 2, 4, 0, 1);
  assert_refused (FOVEA_ERROR_ARGUMENT, 6, 4, 3, 1);
}

static void
test_wrong_gradient_shape (void)
{
  g_autoptr (FoveaTensor) x = fovea_tensor_new (1, 1, 7, 7);
  g_autoptr (FoveaTensor) w = fovea_tensor_new (1, 1, 3, 3);
  g_autoptr (FoveaTensor) gy = fovea_tensor_new (1, 1, 7, 7);
  g_autoptr (FoveaTensor) gx = NULL;
  g_autoptr (GError) error = NULL;
  FoveaWindow window = FOVEA_WINDOW (3);

  g_assert_false (fovea_conv2d_backward (x, w, &window, 1, gy, &gx, NULL, NULL, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
  g_assert_null (gx);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  golden_add_tests ("/engine/conv2d/", "conv.ini", test_golden);
  g_test_add_func ("/engine/conv2d/gradient", test_gradient);
  g_test_add_func ("/engine/conv2d/pad-asymmetric", test_pad_asymmetric);
  g_test_add_func ("/engine/conv2d/round-ceil", test_round_ceil);
  g_test_add_func ("/engine/conv2d/refusals", test_refusals);
  g_test_add_func ("/engine/conv2d/wrong-gradient-shape", test_wrong_gradient_shape);
  return g_test_run ();
}
