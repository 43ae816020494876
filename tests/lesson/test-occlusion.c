/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/occlusion.h"

#include "engine/conv2d.h"
#include "engine/kernels.h"
#include "engine/pool2d.h"
#include "tests/training.h"

#include <math.h>

static FoveaTensor *
make_image (int channels, int height, int width)
{
  FoveaTensor *image = fovea_tensor_new (1, channels, height, width);

  for (gsize i = 0; i < fovea_tensor_size (image); i++)
    image->data[i] = (float) (i * 2654435761u % 1009) / 504 - 1;
  return image;
}

/* TEST_QUARTERS_NET, row by row, by the reference kernels alone. */
static double
ask_reference (const FoveaNet *net, const FoveaTensor *image, int class_number)
{
  const FoveaNetSpec *spec = fovea_net_get_spec (net);
  const FoveaKernels *kernels = fovea_kernels_reference ();
  g_autoptr (FoveaTensor) filters = fovea_net_get_parameter (net, 1, FOVEA_WEIGHT);
  g_autoptr (FoveaTensor) biases = fovea_net_get_parameter (net, 1, FOVEA_BIAS);
  g_autoptr (FoveaTensor) hidden = fovea_net_get_parameter (net, 4, FOVEA_WEIGHT);
  g_autoptr (FoveaTensor) hidden_biases = fovea_net_get_parameter (net, 4, FOVEA_BIAS);
  g_autoptr (FoveaTensor) last = fovea_net_get_parameter (net, 6, FOVEA_WEIGHT);
  g_autoptr (FoveaTensor) last_biases = fovea_net_get_parameter (net, 6, FOVEA_BIAS);
  g_autoptr (FoveaTensor) maps
    = fovea_conv2d_forward (image, filters, biases, &spec->layers[1].window, 1, NULL), pooled = NULL;
  float between[12], scores[4];

  for (gsize i = 0; i < fovea_tensor_size (maps); i++)
    maps->data[i] = fmaxf (maps->data[i], 0);
  pooled = fovea_pool2d_forward (FOVEA_POOL_MAX, maps, &spec->layers[3].window, NULL);
  kernels->fc_forward (64, 12, pooled->data, hidden->data, hidden_biases->data, TRUE, between);
  kernels->fc_forward (12, 4, between, last->data, last_biases->data, FALSE, scores);
  kernels->softmax (4, scores, scores);
  return scores[class_number];
}

/* Every number of the heat map against the net asked directly about an image with that square in the mean colour. */
static void
test_direct (void)
{
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (1, TEST_QUARTERS_NET);
  g_autoptr (FoveaNet) net = fovea_net_new (spec, 3, NULL);
  g_autoptr (FoveaTensor) image = make_image (1, 8, 8);
  double whole = ask_reference (net, image, 2), lowest = 1;
  g_autoptr (FoveaOcclusion) occlusion = fovea_occlusion_new (image, 2, (float) whole, (FoveaPatch){ 3, 1 });
  int lowest_at = -1;

  while (!fovea_occlusion_is_done (occlusion))
    fovea_occlusion_advance (occlusion, net);
  for (int place = 0; place < 64; place++)
    {
      g_autoptr (FoveaTensor) hidden = fovea_tensor_copy (image);
      double right;

      for (int y = MAX (place / 8 - 1, 0); y <= MIN (place / 8 + 1, 7); y++)
        for (int x = MAX (place % 8 - 1, 0); x <= MIN (place % 8 + 1, 7); x++)
          hidden->data[8 * y + x] = 0;
      right = ask_reference (net, hidden, 2);
      g_assert_cmpfloat_with_epsilon (occlusion->heat->data[place], right, 1e-5);
      if (right < lowest)
        {
          lowest = right;
          lowest_at = place;
        }
    }
  g_assert_cmpint (fovea_occlusion_find_lowest (occlusion), ==, lowest_at);
  g_assert_cmpfloat (fabs (whole - lowest), >, 1e-3);
}

static void
check_hidden (const FoveaOcclusion *self, int place, FoveaHidden right)
{
  FoveaHidden hidden = fovea_occlusion_get_hidden (self, place);

  g_assert_cmpint (hidden.column, ==, right.column);
  g_assert_cmpint (hidden.row, ==, right.row);
  g_assert_cmpint (hidden.columns, ==, right.columns);
  g_assert_cmpint (hidden.rows, ==, right.rows);
}

/* Patches lie around the middles of their cells, and hang over at the edges; what they hide is the mean in every
 * channel, and nothing else changes. */
static void
test_places (void)
{
  g_autoptr (FoveaTensor) image = make_image (3, 5, 7);
  g_autoptr (FoveaOcclusion) odd = fovea_occlusion_new (image, 0, 1, (FoveaPatch){ 3, 1 });
  g_autoptr (FoveaOcclusion) apart = fovea_occlusion_new (image, 0, 1, (FoveaPatch){ 2, 4 });
  g_autoptr (FoveaOcclusion) large = fovea_occlusion_new (image, 0, 1, (FoveaPatch){ 4, 1 });
  g_autoptr (FoveaTensor) hidden = fovea_tensor_new (1, 3, 5, 7);

  check_hidden (odd, 0, (FoveaHidden){ 0, 0, 2, 2 });
  check_hidden (odd, 1 + 7, (FoveaHidden){ 0, 0, 3, 3 });
  check_hidden (odd, 34, (FoveaHidden){ 5, 3, 2, 2 });
  g_assert_true (apart->heat->w == 2 && apart->heat->h == 2);
  check_hidden (apart, 0, (FoveaHidden){ 1, 1, 2, 2 });
  check_hidden (apart, 3, (FoveaHidden){ 5, 5, 2, 0 });
  check_hidden (large, 2 * 7 + 3, (FoveaHidden){ 1, 0, 4, 4 });

  fovea_occlusion_hide (odd, 1 + 7, hidden->data);
  for (int c = 0; c < 3; c++)
    for (int y = 0; y < 5; y++)
      for (int x = 0; x < 7; x++)
        g_assert_cmpfloat (*fovea_tensor_at (hidden, 0, c, y, x), ==,
                           x < 3 && y < 3 ? 0 : *fovea_tensor_at (image, 0, c, y, x));
}

/* The numbers do not depend on threads; and a copy keeps what was known when it was made. */
static void
test_steady (void)
{
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (3, "BATCHNORM, CONV 3x3x4, RELU, DROPOUT 0.5, FC 4");
  g_autoptr (FoveaNet) net = fovea_net_new (spec, 3, NULL), other = fovea_net_copy (net);
  g_autoptr (FoveaTensor) image = make_image (3, 8, 8);
  g_autoptr (FoveaOcclusion) one = fovea_occlusion_new (image, 1, 0.5f, (FoveaPatch){ 5, 1 });
  g_autoptr (FoveaOcclusion) many = fovea_occlusion_copy (one), early = NULL;

  fovea_net_set_threads (other, 3);
  g_assert_cmpint (fovea_occlusion_find_lowest (one), ==, -1);
  early = fovea_occlusion_copy (one);
  while (!fovea_occlusion_is_done (one))
    fovea_occlusion_advance (one, net);
  while (!fovea_occlusion_is_done (many))
    fovea_occlusion_advance (many, other);
  g_assert_cmpmem (one->heat->data, 64 * sizeof (float), many->heat->data, 64 * sizeof (float));
  g_assert_cmpint (early->done, ==, 0);
  g_assert_cmpfloat (early->heat->data[63], ==, 0.5);
  fovea_occlusion_advance (one, net);
  g_assert_cmpint (one->done, ==, 64);
}

static void
test_default_patch (void)
{
  FoveaPatch digits = fovea_patch_default (28, 28), photograph = fovea_patch_default (224, 200);
  FoveaPatch pixel = fovea_patch_default (1, 1);

  g_assert_true (digits.side == 7 && digits.stride == 1);
  g_assert_true (photograph.side == 50 && photograph.stride == 7);
  g_assert_true (pixel.side == 1 && pixel.stride == 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/occlusion/direct", test_direct);
  g_test_add_func ("/lesson/occlusion/places", test_places);
  g_test_add_func ("/lesson/occlusion/steady", test_steady);
  g_test_add_func ("/lesson/occlusion/default-patch", test_default_patch);
  return g_test_run ();
}
