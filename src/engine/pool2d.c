/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pooling of whole tensors N×C×H×W by the reference kernels, image by image: what the lessons show and
 * `fovea-cli pool` computes. */

#include "config.h"

#include "engine/pool2d.h"

#include "engine/error.h"
#include "engine/kernels.h"
#include "engine/planes.h"

#include <glib/gi18n-lib.h>

/* A window all of whose cells are padding has nothing to pool; pad ≤ F/2 rules that out, as in PyTorch. */
static gboolean
check_padding (const FoveaWindow *window, GError **error)
{
  int extent = MIN (window->extent, fovea_window_rows (window));

  if (window->same || 2 * (gint64) window->pad <= extent)
    return TRUE;
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
               _("Pooling with padding %d and extent %d would pool padding alone: padding is at most half the extent."),
               window->pad, extent);
  return FALSE;
}

static gboolean
find_output (const FoveaTensor *x, const FoveaWindow *window, int *height, int *width, GError **error)
{
  return fovea_window_output (window, x->h, x->w, height, width, error) && check_padding (window, error);
}

/**
 * fovea_pool2d_forward:
 *
 * Returns: (transfer full): N×C×H'×W', or NULL with FOVEA_ERROR_MISFIT or FOVEA_ERROR_ARGUMENT
 */
FoveaTensor *
fovea_pool2d_forward (FoveaPoolKind kind, const FoveaTensor *x, const FoveaWindow *window, GError **error)
{
  FoveaTensor *y;
  FoveaSlide slide;
  int height, width;

  if (!find_output (x, window, &height, &width, error))
    return NULL;
  slide = fovea_slide (window, x->h, x->w);
  y = fovea_tensor_new (x->n, x->c, height, width);
  for (int n = 0; n < x->n; n++)
    {
      FoveaPlanes in = fovea_planes_of_image (x, n), out = fovea_planes_of_image (y, n);

      fovea_kernels_reference ()->pool_forward (kind, &slide, &in, &out);
    }
  return y;
}

/**
 * fovea_pool2d_backward:
 * @gy: gradient of the output, N×C×H'×W'
 *
 * Returns: (transfer full): that of the input, or NULL with FOVEA_ERROR_MISFIT or FOVEA_ERROR_ARGUMENT
 */
FoveaTensor *
fovea_pool2d_backward (FoveaPoolKind kind, const FoveaTensor *x, const FoveaWindow *window, const FoveaTensor *gy,
                       GError **error)
{
  FoveaTensor *gx;
  FoveaSlide slide;
  int height, width;

  if (!find_output (x, window, &height, &width, error)
      || !fovea_check_gradient_shape (gy, x->n, x->c, height, width, error))
    return NULL;
  slide = fovea_slide (window, x->h, x->w);
  gx = fovea_tensor_new (x->n, x->c, x->h, x->w);
  for (int n = 0; n < x->n; n++)
    {
      FoveaPlanes in = fovea_planes_of_image (x, n), gradient = fovea_planes_of_image (gy, n);
      FoveaPlanes out = fovea_planes_of_image (gx, n);

      fovea_kernels_reference ()->pool_backward (kind, &slide, &in, &gradient, &out);
    }
  return gx;
}
