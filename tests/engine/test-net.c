/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/net.h"

#include "engine/kernels.h"
#include "engine/random.h"
#include "engine/tensor.h"
#include "golden.h"
#include "net-fuzz.h"
#include "sanitized.h"

#include <math.h>

static FoveaNet *
make_net (const char *text, guint64 seed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse (text, NULL, &error);
  FoveaNet *net;

  g_assert_no_error (error);
  net = fovea_net_new (spec, seed, &error);
  g_assert_no_error (error);
  return net;
}

static FoveaTensor *
make_images (const FoveaNet *net, int n)
{
  const FoveaShape *in = &fovea_net_get_spec (net)->layers[0].out;
  FoveaTensor *images = fovea_tensor_new (n, in->depth, in->height, in->width);

  for (gsize i = 0; i < fovea_tensor_size (images); i++)
    images->data[i] = 2 * fovea_random_uniform (1, FOVEA_STREAM_OTHER, i) - 1;
  return images;
}

static FoveaTensor *
take_image (const FoveaTensor *images, int i)
{
  return fovea_tensor_new_from (1, images->c, images->h, images->w, fovea_tensor_at (images, i, 0, 0, 0));
}

/* What activations of the golden's kind give, as the only row of a net. */
static void
check_row (const char *file_name, const char *group, const char *row)
{
  g_autoptr (GKeyFile) file = golden_open (file_name);
  g_autoptr (FoveaTensor) x = golden_tensor (file, group, "input"), y = golden_tensor (file, group, "output");
  g_autofree char *text = g_strdup_printf ("INPUT %dx%dx%d, %s", x->w, x->h, x->c, row);
  g_autoptr (FoveaNet) net = make_net (text, 1);

  for (int n = 0; n < x->n; n++)
    {
      g_autoptr (FoveaTensor) image = take_image (x, n), right = take_image (y, n);
      FoveaTensor *maps[2];

      fovea_net_activations (net, image, maps);
      g_assert_cmpfloat (fovea_tensor_error (maps[0], image), ==, 0);
      g_assert_cmpfloat (fovea_tensor_error (maps[1], right), <, 1e-5);
      fovea_tensor_unref (maps[0]);
      fovea_tensor_unref (maps[1]);
    }
}

static void
test_rows (void)
{
  check_row ("pointwise.ini", "relu", "RELU");
  check_row ("pointwise.ini", "tanh", "TANH");
  check_row ("pointwise.ini", "sigmoid", "SIGMOID");
  check_row ("pointwise.ini", "local-response-normalisation", "LRN");
}

static const char everything[] = "INPUT 12x10x3, CONV 3x3x5 pad 1, BATCHNORM, RELU, POOL 2, CONV 3x3x6 pad 1, RELU, "
                                 "AVGPOOL 2 round ceil, LRN, TANH, FC 20, SIGMOID, DROPOUT 0.3, FC 4";

/* One image alone, many together, on one thread or three, and row by row: the same scores. */
static void
test_ways_agree (void)
{
  g_autoptr (FoveaNet) net = make_net (everything, 3);
  g_autoptr (FoveaTensor) images = make_images (net, 53), all = NULL, threaded = NULL;
  const FoveaNetSpec *spec = fovea_net_get_spec (net);

  all = fovea_net_infer (net, images);
  fovea_net_set_threads (net, 3);
  threaded = fovea_net_infer (net, images);
  g_assert_cmpfloat (fovea_tensor_error (threaded, all), ==, 0);
  for (int i = 0; i < images->n; i++)
    {
      g_autoptr (FoveaTensor) image = take_image (images, i), right = take_image (all, i);
      g_autoptr (FoveaTensor) scores = fovea_net_infer (net, image);
      FoveaTensor **maps = g_newa (FoveaTensor *, spec->n_layers);
      double sum = 0;

      g_assert_cmpfloat (fovea_tensor_error (scores, right), <, 1e-5);
      fovea_net_activations (net, image, maps);
      for (int k = 0; k < 4; k++)
        sum += exp (maps[spec->n_layers - 1]->data[k]);
      for (int k = 0; k < 4; k++)
        g_assert_cmpfloat_with_epsilon (exp (maps[spec->n_layers - 1]->data[k]) / sum, right->data[k], 1e-5);
      for (int row = 0; row < spec->n_layers; row++)
        {
          g_assert_cmpint (maps[row]->c, ==, spec->layers[row].out.depth);
          g_assert_cmpint (maps[row]->h, ==, spec->layers[row].out.height);
          g_assert_cmpint (maps[row]->w, ==, spec->layers[row].out.width);
          fovea_tensor_unref (maps[row]);
        }
    }
}

/* Every row of one image, and the scores of @images of them, on one thread and on three. */
static void
check_bands (const char *text, int n)
{
  g_autoptr (FoveaNet) net = make_net (text, 3);
  g_autoptr (FoveaTensor) images = make_images (net, n), image = take_image (images, 0);
  g_autoptr (FoveaTensor) alone = fovea_net_infer (net, images), shared = NULL;
  int rows = fovea_net_get_spec (net)->n_layers;
  FoveaTensor **maps = g_newa (FoveaTensor *, rows), **shared_maps = g_newa (FoveaTensor *, rows);

  fovea_net_activations (net, image, maps);
  fovea_net_set_threads (net, 3);
  shared = fovea_net_infer (net, images);
  fovea_net_activations (net, image, shared_maps);
  g_assert_cmpfloat (fovea_tensor_error (shared, alone), ==, 0);
  for (int row = 0; row < rows; row++)
    {
      g_assert_cmpfloat (fovea_tensor_error (shared_maps[row], maps[row]), ==, 0);
      fovea_tensor_unref (maps[row]);
      fovea_tensor_unref (shared_maps[row]);
    }
}

/* A block that is alone is cut into bands, which must not show: with each kernel set, one image and a whole block, and
 * where the last band is a single row. */
static void
test_bands_do_not_show (void)
{
  for (const FoveaKernels *const *set = fovea_kernels_supported (); *set; set++)
    {
      g_assert_true (fovea_kernels_choose ((*set)->name, NULL));
      check_bands (fovea_net_spec_named ("small-vgg"), 1);
      for (int n = 1; n <= (*set)->lanes; n += MAX ((*set)->lanes - 1, 1))
        {
          check_bands ("INPUT 5x5x64, CONV 3x3x64 pad 1, FC 10", n);
          check_bands ("INPUT 9x9x64, CONV 3x3x64 pad 1, RELU, POOL 2 round floor, FC 10", n);
        }
    }
  g_assert_true (fovea_kernels_choose (NULL, NULL));
}

/* Whatever the set, a padded convolution sees what the flat layer before it gave, and zeros around. */
static void
test_convolution_behind_a_flat_layer (void)
{
  const char *text = "INPUT 3x2x2, FC 20, RELU, CONV 3x3x6 pad 1, SOFTMAX, CONV 3x3x4 pad 1, FC 3";
  FoveaWindow window = { .extent = 3, .stride = 1, .pad = 1, .dilation = 1 };

  for (const FoveaKernels *const *set = fovea_kernels_supported (); *set; set++)
    {
      g_autoptr (FoveaNet) net = NULL;
      g_autoptr (FoveaTensor) images = NULL, image = NULL, scores = NULL;
      FoveaTensor *maps[7];

      g_assert_true (fovea_kernels_choose ((*set)->name, NULL));
      net = make_net (text, 3);
      images = make_images (net, 20);
      image = take_image (images, 0);
      scores = fovea_net_infer (net, images);
      fovea_net_activations (net, image, maps);
      for (int row = 3; row <= 5; row += 2)
        {
          g_autoptr (FoveaTensor) w = fovea_net_get_parameter (net, row, FOVEA_WEIGHT);
          g_autoptr (FoveaTensor) b = fovea_net_get_parameter (net, row, FOVEA_BIAS);
          g_autoptr (FoveaTensor) y = fovea_conv2d_forward (maps[row - 1], w, b, &window, 1, NULL);

          g_assert_cmpfloat (fovea_tensor_error (maps[row], y), <, 1e-5);
        }
      fovea_kernels_reference ()->softmax (3, maps[6]->data, maps[6]->data);
      for (int k = 0; k < 3; k++)
        g_assert_cmpfloat_with_epsilon (scores->data[k], maps[6]->data[k], 1e-5);
      for (int row = 0; row < 7; row++)
        fovea_tensor_unref (maps[row]);
    }
  g_assert_true (fovea_kernels_choose (NULL, NULL));
}

static void
test_fuzz (void)
{
  for (int i = 0; i < (SANITIZED ? 8 : 25); i++)
    {
      g_autofree char *complaint = net_fuzz (1, i);

      g_assert_cmpstr (complaint, ==, NULL);
    }
}

static void
test_softmax_at_the_end_is_not_done_twice (void)
{
  g_autoptr (FoveaNet) with = make_net ("INPUT 5x5x1, FC 3, SOFTMAX", 3), without = make_net ("INPUT 5x5x1, FC 3", 3);
  g_autoptr (FoveaTensor) images = make_images (with, 2);
  g_autoptr (FoveaTensor) one = fovea_net_infer (with, images), other = fovea_net_infer (without, images);

  g_assert_cmpfloat (fovea_tensor_error (one, other), ==, 0);
}

/* Variance 1/fan-in, zero biases; the same seed, the same weights. */
static void
test_first_weights (void)
{
  const char *text = "INPUT 8x8x3, CONV 3x3x32, BATCHNORM, RELU, CONV 1x1x32, FC 10";
  g_autoptr (FoveaNet) net = make_net (text, 1);
  g_autoptr (FoveaNet) same = make_net (text, 1);
  g_autoptr (FoveaNet) other = make_net (text, 2);
  const struct
  {
    int row;
    double limit;
  } rows[] = { { 1, sqrt (3.0 / 27) }, { 4, sqrt (3.0 / 32) }, { 5, sqrt (3.0 / (32 * 36)) } };

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (FoveaTensor) w = fovea_net_get_parameter (net, rows[i].row, FOVEA_WEIGHT);
      g_autoptr (FoveaTensor) b = fovea_net_get_parameter (net, rows[i].row, FOVEA_BIAS);
      g_autoptr (FoveaTensor) w_same = fovea_net_get_parameter (same, rows[i].row, FOVEA_WEIGHT);
      g_autoptr (FoveaTensor) w_other = fovea_net_get_parameter (other, rows[i].row, FOVEA_WEIGHT);
      double largest = 0, sum = 0;
      gsize size = fovea_tensor_size (w);

      for (gsize p = 0; p < size; p++)
        {
          largest = fmax (largest, fabs (w->data[p]));
          sum += w->data[p];
        }
      g_assert_cmpfloat (largest, <=, rows[i].limit * (1 + 1e-6));
      g_assert_cmpfloat (largest, >, rows[i].limit * 0.98);
      g_assert_cmpfloat (fabs (sum / size), <, 5 * rows[i].limit / sqrt (3.0 * size));
      g_assert_cmpfloat (fovea_tensor_error (w, w_same), ==, 0);
      g_assert_cmpfloat (fovea_tensor_error (w, w_other), >, 0.5);
      for (int k = 0; k < b->c; k++)
        g_assert_cmpfloat (b->data[k], ==, 0);
    }
}

static void
test_parameters (void)
{
  g_autoptr (FoveaNet) net = make_net ("INPUT 8x8x4, CONV 3x3x6 groups 2, BATCHNORM, RELU, FC 10", 1);
  g_autoptr (FoveaNet) copy = NULL;
  g_autoptr (FoveaTensor) conv = fovea_net_get_parameter (net, 1, FOVEA_WEIGHT), back = NULL;
  g_autoptr (FoveaTensor) variance = fovea_net_get_parameter (net, 2, FOVEA_RUNNING_VAR);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (conv->n, ==, 6);
  g_assert_cmpint (conv->c, ==, 2);
  g_assert_cmpint (conv->h, ==, 3);
  g_assert_cmpint (variance->c, ==, 6);
  g_assert_cmpfloat (variance->data[5], ==, 1);
  g_assert_null (fovea_net_get_parameter (net, 0, FOVEA_WEIGHT));
  g_assert_null (fovea_net_get_parameter (net, 1, FOVEA_RUNNING_MEAN));
  g_assert_null (fovea_net_get_parameter (net, 3, FOVEA_BIAS));

  conv->data[5] = 17;
  g_assert_true (fovea_net_set_parameter (net, 1, FOVEA_WEIGHT, conv, &error));
  copy = fovea_net_copy (net);
  back = fovea_net_get_parameter (copy, 1, FOVEA_WEIGHT);
  g_assert_cmpfloat (back->data[5], ==, 17);
  g_assert_false (fovea_net_set_parameter (net, 1, FOVEA_BIAS, conv, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
}

/* New weights are seen by the next run, in each way of running. */
static void
test_weights_take_effect (void)
{
  g_autoptr (FoveaNet) net = make_net ("INPUT 6x6x1, CONV 3x3x2 pad 1, RELU, FC 3", 1);
  g_autoptr (FoveaTensor) images = make_images (net, 20), image = take_image (images, 0);
  g_autoptr (FoveaTensor) many = fovea_net_infer (net, images), one = fovea_net_infer (net, image);
  g_autoptr (FoveaTensor) weight = fovea_net_get_parameter (net, 1, FOVEA_WEIGHT), many_new = NULL, one_new = NULL;

  fovea_tensor_fill (weight, 0);
  g_assert_true (fovea_net_set_parameter (net, 1, FOVEA_WEIGHT, weight, NULL));
  many_new = fovea_net_infer (net, images);
  one_new = fovea_net_infer (net, image);
  g_assert_cmpfloat (fovea_tensor_error (many_new, many), >, 0.01);
  g_assert_cmpfloat (fovea_tensor_error (one_new, one), >, 0.01);
  for (int k = 0; k < 3; k++)
    g_assert_cmpfloat_with_epsilon (one_new->data[k], 1 / 3.0, 1e-6);
}

static void
test_misfit (void)
{
  g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse ("INPUT 7x7x1, CONV 3x3x2 stride 3", NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (fovea_net_new (spec, 1, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_MISFIT);
}

static void
test_without_layers (void)
{
  g_autoptr (FoveaNet) net = make_net ("INPUT 2x2x1", 1);
  g_autoptr (FoveaTensor) images = make_images (net, 40), scores = fovea_net_infer (net, images);

  g_assert_cmpint (scores->c, ==, 4);
  for (int i = 0; i < 40; i++)
    g_assert_cmpfloat_with_epsilon (scores->data[4 * i + 1] / scores->data[4 * i],
                                    exp (images->data[4 * i + 1] - images->data[4 * i]), 1e-4);
}

/* AlexNet and VGG-16 can train 8 images at a time in 8 GiB. */
static void
test_training_memory (void)
{
  static const char *const names[] = { "alexnet", "vgg-16" };

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse (fovea_net_spec_named (names[i]), NULL, NULL);
      gsize bytes = fovea_net_training_memory (spec, 8);

      g_test_message ("%s: %.2f GiB", names[i], bytes * 0x1p-30);
      g_assert_cmpuint (bytes, >, spec->parameters * 12);
      g_assert_cmpuint (bytes, <, G_GUINT64_CONSTANT (8) << 30);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/net/rows", test_rows);
  g_test_add_func ("/engine/net/ways-agree", test_ways_agree);
  g_test_add_func ("/engine/net/bands-do-not-show", test_bands_do_not_show);
  g_test_add_func ("/engine/net/softmax-at-the-end-is-not-done-twice", test_softmax_at_the_end_is_not_done_twice);
  g_test_add_func ("/engine/net/first-weights", test_first_weights);
  g_test_add_func ("/engine/net/parameters", test_parameters);
  g_test_add_func ("/engine/net/weights-take-effect", test_weights_take_effect);
  g_test_add_func ("/engine/net/convolution-behind-a-flat-layer", test_convolution_behind_a_flat_layer);
  g_test_add_func ("/engine/net/fuzz", test_fuzz);
  g_test_add_func ("/engine/net/misfit", test_misfit);
  g_test_add_func ("/engine/net/without-layers", test_without_layers);
  g_test_add_func ("/engine/net/training-memory", test_training_memory);
  return g_test_run ();
}
