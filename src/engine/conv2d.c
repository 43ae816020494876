/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Convolution of whole tensors N×C×H×W, image by image: by the reference kernels, which is what the lessons show and
 * `fovea-cli conv` computes, or where there is much to do by the fast ones for one image. Nets run on the kernels
 * themselves, block by block. */

#include "config.h"

#include "engine/conv2d.h"

#include "engine/error.h"
#include "engine/kernels.h"
#include "engine/planes.h"

#include <glib/gi18n-lib.h>

static gboolean
check_shapes (const FoveaTensor *x, const FoveaTensor *w, const FoveaTensor *b, int groups, GError **error)
{
  if (groups < 1 || x->c % groups != 0 || x->c / groups != w->c)
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                 g_dngettext (GETTEXT_PACKAGE,
                              "Filters of depth %d in %d group do not suit an input of depth %d: depth × groups must "
                              "be the input's depth.",
                              "Filters of depth %d in %d groups do not suit an input of depth %d: depth × groups must "
                              "be the input's depth.",
                              (gulong) MAX (groups, 0)),
                 w->c, groups, x->c);
  else if (b != NULL && fovea_tensor_size (b) != (gsize) w->n)
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                 _("The filters number %d and the biases %zu: each filter has one."), w->n, fovea_tensor_size (b));
  else
    return TRUE;
  return FALSE;
}

/* The convolution of filters @w over @x, if all of it fits together. @window must be as large as the filters. */
static gboolean
init_conv (FoveaConv *conv, const FoveaTensor *x, const FoveaTensor *w, const FoveaTensor *b,
           const FoveaWindow *window, int groups, GError **error)
{
  g_return_val_if_fail (window->extent == w->w && fovea_window_rows (window) == w->h, FALSE);

  return check_shapes (x, w, b, groups, error)
         && fovea_conv_init (conv, window, x->c, x->h, x->w, w->n, groups, error);
}

/**
 * fovea_conv2d_forward:
 * @x: N×C×H×W
 * @w: K×(C/groups)×rows×columns
 * @b: (nullable): K biases
 * @window: of as many rows and columns
 *
 * Returns: (transfer full): N×K×H'×W', or NULL with FOVEA_ERROR_MISFIT or FOVEA_ERROR_ARGUMENT
 */
FoveaTensor *
fovea_conv2d_forward (const FoveaTensor *x, const FoveaTensor *w, const FoveaTensor *b, const FoveaWindow *window,
                      int groups, GError **error)
{
  const FoveaKernels *kernels = fovea_kernels_reference ();
  FoveaConv conv;
  FoveaTensor *y;

  if (!init_conv (&conv, x, w, b, window, groups, error))
    return NULL;
  y = fovea_tensor_new (x->n, w->n, conv.out_height, conv.out_width);
  for (int n = 0; n < x->n; n++)
    {
      FoveaPlanes in = fovea_planes_of_image (x, n), out = fovea_planes_of_image (y, n);

      kernels->conv_forward (&conv, &in, w->data, b != NULL ? b->data : NULL, FALSE, &out, NULL);
    }
  return y;
}

/* Zeros, and a vector more than asked for: kernels may read beyond the end. */
static float *
floats_new (gsize n)
{
  return g_aligned_alloc0 (n + 16, sizeof (float), 64);
}

/**
 * fovea_conv2d_forward_fast:
 *
 * The same as fovea_conv2d_forward(), but by the fastest kernels that the processor has for one image: sums come in
 * another order, and arranging the numbers takes its time, which small convolutions do not pay back.
 */
FoveaTensor *
fovea_conv2d_forward_fast (const FoveaTensor *x, const FoveaTensor *w, const FoveaTensor *b,
                           const FoveaWindow *window, int groups, GError **error)
{
  const FoveaKernels *kernels = fovea_kernels_get ()->single;
  float *packed, *work;
  FoveaConv conv;
  FoveaTensor *y;

  if (!init_conv (&conv, x, w, b, window, groups, error))
    return NULL;
  packed = floats_new (kernels->conv_packed_size (&conv, FOVEA_PASS_FORWARD));
  work = floats_new (kernels->conv_workspace (&conv));
  kernels->conv_pack (&conv, FOVEA_PASS_FORWARD, w->data, packed);
  y = fovea_tensor_new (x->n, w->n, conv.out_height, conv.out_width);
  for (int n = 0; n < x->n; n++)
    {
      g_auto (FoveaBlock) in = fovea_block_from_tensor (kernels, x, n, fovea_conv_input_halo (&conv));
      g_auto (FoveaBlock) out = fovea_block_new (kernels, w->n, conv.out_height, conv.out_width, 0);

      kernels->conv_forward (&conv, &in.planes, packed, b != NULL ? b->data : NULL, FALSE, &out.planes, work);
      fovea_block_to_tensor (kernels, &out, y, n);
    }
  g_aligned_free (packed);
  g_aligned_free (work);
  return y;
}

/**
 * fovea_conv2d_backward:
 * @gy: gradient of the output, N×K×H'×W'
 * @gx: (out) (optional): that of the input
 * @gw: (out) (optional): that of the filters, summed over the images
 * @gb: (out) (optional): that of the biases, 1×K×1×1
 *
 * Returns: FALSE with FOVEA_ERROR_MISFIT or FOVEA_ERROR_ARGUMENT, and nothing set
 */
gboolean
fovea_conv2d_backward (const FoveaTensor *x, const FoveaTensor *w, const FoveaWindow *window, int groups,
                       const FoveaTensor *gy, FoveaTensor **gx, FoveaTensor **gw, FoveaTensor **gb, GError **error)
{
  const FoveaKernels *kernels = fovea_kernels_reference ();
  g_autoptr (FoveaTensor) input = NULL, filters = NULL, biases = NULL;
  FoveaConv conv;

  if (!init_conv (&conv, x, w, NULL, window, groups, error)
      || !fovea_check_gradient_shape (gy, x->n, w->n, conv.out_height, conv.out_width, error))
    return FALSE;
  input = fovea_tensor_new (x->n, x->c, x->h, x->w);
  filters = fovea_tensor_new (w->n, w->c, w->h, w->w);
  biases = fovea_tensor_new (1, w->n, 1, 1);
  for (int n = 0; n < x->n; n++)
    {
      FoveaPlanes in = fovea_planes_of_image (x, n), gradient = fovea_planes_of_image (gy, n);
      FoveaPlanes in_gradient = fovea_planes_of_image (input, n);

      if (gx != NULL)
        kernels->conv_input_gradient (&conv, &gradient, w->data, &in_gradient, NULL);
      if (gw != NULL || gb != NULL)
        kernels->conv_filter_gradient (&conv, &in, &gradient, filters->data, biases->data, NULL);
    }
  if (gx != NULL)
    *gx = g_steal_pointer (&input);
  if (gw != NULL)
    *gw = g_steal_pointer (&filters);
  if (gb != NULL)
    *gb = g_steal_pointer (&biases);
  return TRUE;
}
