/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which pixels a class score hangs on (Simonyan, Vedaldi, Zisserman 2013, “Deep inside convolutional networks”). Near
 * one image x₀ the score S of a class, before softmax, is nearly linear,
 *
 *   S(x) ≈ S(x₀) + gᵀ·(x − x₀),   g = ∂S/∂x at x₀,
 *
 * so |g| says how much the score changes where a pixel does, and the sign of g whether up or down. x is the image as
 * the net takes it, (pixel/255 − mean)/deviation: x = 0 is the mean colour, and so the products g·x add up to how far S
 * lies above that of a grey image, as far as S is linear. */

#include "lesson/saliency.h"

#include "engine/gradients.h"

#include <math.h>

/**
 * fovea_saliency_find:
 * @maps: what every row of @net gives for one image
 * @class_number: in [0, classes)
 *
 * Returns: (transfer full): how the score of the class, before softmax, changes with each number of the image: 1×C×H×W
 */
FoveaTensor *
fovea_saliency_find (const FoveaNet *net, FoveaTensor *const *maps, int class_number)
{
  int row = fovea_net_spec_find_scores (fovea_net_get_spec (net));
  g_autoptr (FoveaTensor) one = fovea_tensor_new (1, maps[row]->c, maps[row]->h, maps[row]->w);

  g_return_val_if_fail (class_number >= 0 && class_number < (int) fovea_tensor_size (one), NULL);

  one->data[class_number] = 1;
  return fovea_net_pull_back (net, maps, row, one);
}

/* One channel of @n numbers more. */
static void
join (float *flat, const float *gradient, const float *image, gsize n, FoveaSaliencyKind kind)
{
  if (kind == FOVEA_SALIENCY_SIGNED)
    for (gsize i = 0; i < n; i++)
      flat[i] += gradient[i];
  else if (kind == FOVEA_SALIENCY_MAGNITUDE)
    for (gsize i = 0; i < n; i++)
      flat[i] = MAX (flat[i], fabsf (gradient[i]));
  else
    for (gsize i = 0; i < n; i++)
      flat[i] += gradient[i] * image[i];
}

/**
 * fovea_saliency_flatten:
 * @gradient: 1×C×H×W
 * @image: as the net took it, 1×C×H×W
 *
 * Returns: (transfer full): one number for each pixel, 1×1×H×W
 */
FoveaTensor *
fovea_saliency_flatten (const FoveaTensor *gradient, const FoveaTensor *image, FoveaSaliencyKind kind)
{
  FoveaTensor *flat = fovea_tensor_new (1, 1, gradient->h, gradient->w);
  gsize plane = (gsize) gradient->h * gradient->w;

  g_return_val_if_fail (fovea_tensor_same_shape (gradient, image), NULL);

  for (int c = 0; c < gradient->c; c++)
    join (flat->data, gradient->data + c * plane, image->data + c * plane, plane, kind);
  return flat;
}
