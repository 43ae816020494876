/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/learned.h"

#include "engine/random.h"
#include "lesson/convolution-pass.h"

#include <math.h>

static FoveaNet *
make_net (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse (text, NULL, &error);
  FoveaNet *net;

  g_assert_no_error (error);
  net = fovea_net_new (spec, 4, &error);
  g_assert_no_error (error);
  for (int row = 0; row < spec->n_layers; row++)
    if (spec->layers[row].kind == FOVEA_LAYER_CONV)
      {
        g_autoptr (FoveaTensor) bias = fovea_net_get_parameter (net, row, FOVEA_BIAS);

        for (int i = 0; i < bias->c; i++)
          bias->data[i] = 0.1f * (i - 2);
        g_assert_true (fovea_net_set_parameter (net, row, FOVEA_BIAS, bias, NULL));
      }
  return net;
}

static FoveaTensor *
make_image (const FoveaNet *net)
{
  const FoveaShape *in = &fovea_net_get_spec (net)->layers[0].out;
  FoveaTensor *image = fovea_tensor_new (1, in->depth, in->height, in->width);

  for (gsize i = 0; i < fovea_tensor_size (image); i++)
    image->data[i] = 4 * fovea_random_uniform (1, FOVEA_STREAM_OTHER, i) - 1;
  return image;
}

/* Every cell of the lesson's map @map is that of the net's map @filter. */
static void
check_map (FoveaConvolution *lesson, int map, const FoveaTensor *maps, int filter)
{
  int width, height, known, position = fovea_lesson_get_position (FOVEA_LESSON (lesson));
  const float *cells;

  fovea_convolution_get_output_size (lesson, &width, &height);
  g_assert_cmpint (width, ==, maps->w);
  g_assert_cmpint (height, ==, maps->h);
  fovea_lesson_set_position (FOVEA_LESSON (lesson), fovea_lesson_count_positions (FOVEA_LESSON (lesson)) - 1);
  fovea_convolution_get_map (lesson, map, &known);
  fovea_convolution_settle (lesson);
  cells = fovea_convolution_get_map (lesson, map, &known);
  g_assert_cmpint (known, ==, width * height);
  for (int i = 0; i < width * height; i++)
    g_assert_cmpfloat_with_epsilon (cells[i], *fovea_tensor_at (maps, 0, filter, i / width, i % width), 2e-5);
  fovea_lesson_set_position (FOVEA_LESSON (lesson), position);
}

static float
find_largest (const FoveaTensor *maps, int filter)
{
  float largest = -INFINITY;

  for (int i = 0; i < maps->h * maps->w; i++)
    largest = MAX (largest, *fovea_tensor_at (maps, 0, filter, i / maps->w, i % maps->w));
  return largest;
}

static void
check_layers (const char *text)
{
  g_autoptr (FoveaNet) net = make_net (text);
  const FoveaNetSpec *spec = fovea_net_get_spec (net);
  g_autoptr (FoveaTensor) image = make_image (net);
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  g_autofree FoveaTensor **maps = g_new (FoveaTensor *, spec->n_layers);

  fovea_net_activations (net, image, maps);
  for (int row = 1; row < spec->n_layers; row++)
    if (spec->layers[row].kind == FOVEA_LAYER_CONV)
      {
        int last = spec->layers[row].filters - 1, position;
        FoveaPlace place;

        g_object_set (lesson, "pass", FOVEA_LESSON_BACKWARD, "flip", TRUE, NULL); /* neither is the net's */
        g_assert_true (fovea_convolution_take_layer (lesson, net, row, last, maps[row - 1], NULL));
        check_map (lesson, 0, maps[row], 0);
        check_map (lesson, last, maps[row], last);
        position = fovea_lesson_get_position (FOVEA_LESSON (lesson));
        place = fovea_convolution_get_place (lesson, position);
        g_assert_cmpint (place.map, ==, last);
        g_assert_cmpfloat_with_epsilon (fovea_convolution_get_result (lesson, position), find_largest (maps[row], last),
                                        2e-5);
      }
  for (int row = 0; row < spec->n_layers; row++)
    fovea_tensor_unref (maps[row]);
}

/* What is stepped through is what the net computed, whatever the layer before the filter was. */
static void
test_layers (void)
{
  check_layers ("INPUT 28x28x1, CONV 5x5x6 pad 2, RELU, POOL 2, CONV 5x5x16, RELU, FC 10");
  check_layers ("INPUT 12x9x3, CONV 3x3x6 stride 2 round floor pad 1, CONV 3x3x4 pad same groups 2, TANH, FC 3");
  check_layers ("INPUT 16x16x4, CONV 3x3x4 dilation 2 groups 4, CONV 4x4x3 stride 3 pad 2 round ceil, FC 3");
}

/* Of a layer with very many weights the filter is taken alone, with the slices that it sees. */
static void
test_one_of_many (void)
{
  g_autoptr (FoveaNet) net = make_net ("INPUT 5x5x128, CONV 3x3x128 groups 2, FC 2");
  g_autoptr (FoveaTensor) image = make_image (net);
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  FoveaTensor *maps[3];

  fovea_net_activations (net, image, maps);
  g_assert_true (fovea_convolution_take_layer (lesson, net, 1, 100, image, NULL));
  g_assert_cmpint (fovea_convolution_get_filters (lesson), ==, 1);
  g_assert_cmpint (fovea_convolution_get_depth (lesson), ==, 64);
  check_map (lesson, 0, maps[1], 100);
  for (int row = 0; row < 3; row++)
    fovea_tensor_unref (maps[row]);
}

/* What a lesson has no room for it does not take, and it stays as it was. */
static void
test_too_large (void)
{
  g_autoptr (FoveaNet) net = make_net ("INPUT 300x4x1, CONV 3x3x2, FC 2");
  g_autoptr (FoveaTensor) image = make_image (net);
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  guint before = fovea_lesson_get_revision (FOVEA_LESSON (lesson));
  g_autoptr (GError) error = NULL;

  g_assert_false (fovea_convolution_take_layer (lesson, net, 1, 0, image, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
  g_assert_cmpuint (fovea_lesson_get_revision (FOVEA_LESSON (lesson)), ==, before);
}

static void
count_cb (FoveaLesson *lesson, int *changes)
{
  ++*changes;
}

static void
test_shipped_filters (void)
{
  int changes = 0;
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  g_autoptr (GError) error = NULL;

  g_object_set (lesson, "input", 12, NULL);
  g_signal_connect (lesson, "changed", G_CALLBACK (count_cb), &changes);
  g_assert_true (fovea_convolution_take_filters (lesson, "lenet-5-mnist", &error));
  g_assert_cmpint (changes, <=, 4); /* groups, F, K, and all numbers together */
  g_assert_cmpint (fovea_convolution_get_filters (lesson), ==, 6);
  g_assert_cmpint (fovea_convolution_get_filter_width (lesson), ==, 5);
  g_assert_false (fovea_convolution_take_filters (lesson, "no-such-net", &error));
  g_assert_nonnull (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/learned/layers", test_layers);
  g_test_add_func ("/lesson/learned/one-of-many", test_one_of_many);
  g_test_add_func ("/lesson/learned/too-large", test_too_large);
  g_test_add_func ("/lesson/learned/shipped-filters", test_shipped_filters);
  return g_test_run ();
}
