/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the loss of one image would change with each of its activations, row by row from the last to the image itself.
 * With p = softmax (scores) and a label c,
 *
 *   L = −log p_c,  ∂L/∂score_k = p_k − [k = c],  ∂L/∂x = (∂y/∂x)ᵀ · ∂L/∂y  through every row.
 *
 * Rows do what they do outside of training: DROPOUT nothing, BATCHNORM y = scale·(x − mean)/√(variance + 1e-5) + shift
 * with the running averages. The reference kernels do the arithmetic: it is one image that somebody looks at. Only
 * large convolutions of stride 1 go another way, since their way back is a convolution of gy with each filter turned by
 * half a turn, which there are fast kernels for. */

#include "engine/gradients.h"

#include "engine/conv2d.h"
#include "engine/kernels.h"
#include "engine/planes.h"
#include "engine/pool2d.h"

#include <math.h>
#include <string.h>

#define EPSILON 1e-5 /* BATCHNORM's */

static const gint64 MANY_MACS = 500000; /* of a convolution, from which the fast kernels pay */

static FoveaTensor *
new_like (const FoveaTensor *other)
{
  return fovea_tensor_new (1, other->c, other->h, other->w);
}

static FoveaTensor *
copy (const FoveaTensor *other)
{
  return fovea_tensor_new_from (1, other->c, other->h, other->w, other->data);
}

/* Whether the way back is a convolution that the fast kernels have, and worth the trouble. */
static gboolean
turns (const FoveaLayerSpec *layer, const FoveaConv *conv)
{
  const FoveaSlide *slide = &conv->slide;

  return layer->macs >= MANY_MACS && slide->stride == 1 && slide->dilation == 1 && conv->groups == 1
         && slide->rows == slide->columns && slide->top < slide->rows && slide->left == slide->top
         && slide->bottom == slide->top && slide->right == slide->top;
}

/* K×C×F×F as C×K×F×F, every filter turned by half a turn. */
static FoveaTensor *
turn_filters (const FoveaTensor *weights)
{
  FoveaTensor *turned = fovea_tensor_new (weights->c, weights->n, weights->h, weights->w);
  int cells = weights->h * weights->w;

  for (int k = 0; k < weights->n; k++)
    for (int c = 0; c < weights->c; c++)
      for (int i = 0; i < cells; i++)
        fovea_tensor_at (turned, c, k, 0, 0)[cells - 1 - i] = fovea_tensor_at (weights, k, c, 0, 0)[i];
  return turned;
}

/* The same as the reference kernel's, at stride 1: gx = conv (gy, turned filters) with padding F − 1 − P. */
static FoveaTensor *
through_turned_conv (const FoveaConv *conv, const FoveaTensor *weights, const FoveaTensor *gy)
{
  FoveaWindow window = FOVEA_WINDOW (conv->slide.rows);
  g_autoptr (FoveaTensor) turned = turn_filters (weights);
  g_autoptr (GError) error = NULL;
  FoveaTensor *gx;

  window.pad = conv->slide.rows - 1 - conv->slide.top;
  gx = fovea_conv2d_forward_fast (gy, turned, NULL, &window, 1, &error);
  g_assert_no_error (error);
  return gx;
}

static FoveaTensor *
through_conv (const FoveaNet *net, int row, const FoveaTensor *x, const FoveaTensor *gy)
{
  const FoveaLayerSpec *layer = &fovea_net_get_spec (net)->layers[row];
  g_autoptr (FoveaTensor) weights = fovea_net_get_parameter (net, row, FOVEA_WEIGHT);
  g_autoptr (GError) error = NULL;
  FoveaTensor *gx = NULL;
  FoveaConv conv;

  if (fovea_conv_init (&conv, &layer->window, x->c, x->h, x->w, weights->n, layer->groups, NULL)
      && turns (layer, &conv))
    return through_turned_conv (&conv, weights, gy);
  fovea_conv2d_backward (x, weights, &layer->window, layer->groups, gy, &gx, NULL, NULL, &error);
  g_assert_no_error (error);
  return gx;
}

static FoveaTensor *
through_pool (FoveaPoolKind kind, const FoveaLayerSpec *layer, const FoveaTensor *x, const FoveaTensor *gy)
{
  g_autoptr (GError) error = NULL;
  FoveaTensor *gx = fovea_pool2d_backward (kind, x, &layer->window, gy, &error);

  g_assert_no_error (error);
  return gx;
}

static FoveaTensor *
through_fc (const FoveaNet *net, int row, const FoveaTensor *x, const FoveaTensor *gy)
{
  g_autoptr (FoveaTensor) weights = fovea_net_get_parameter (net, row, FOVEA_WEIGHT);
  FoveaTensor *gx = new_like (x);

  fovea_kernels_reference ()->fc_input_gradient (fovea_tensor_size (x), fovea_tensor_size (gy), gy->data,
                                                 weights->data, gx->data);
  return gx;
}

static FoveaTensor *
through_batchnorm (const FoveaNet *net, int row, const FoveaTensor *gy)
{
  g_autoptr (FoveaTensor) scale = fovea_net_get_parameter (net, row, FOVEA_WEIGHT);
  g_autoptr (FoveaTensor) variance = fovea_net_get_parameter (net, row, FOVEA_RUNNING_VAR);
  FoveaTensor *gx = new_like (gy);
  gsize plane = (gsize) gy->h * gy->w;

  for (gsize i = 0; i < plane * gy->c; i++)
    gx->data[i] = gy->data[i] * scale->data[i / plane] / sqrt (variance->data[i / plane] + EPSILON);
  return gx;
}

static FoveaTensor *
through_activation (FoveaActivation activation, const FoveaTensor *y, const FoveaTensor *gy)
{
  FoveaTensor *gx = new_like (y);
  FoveaPlanes of_y = fovea_planes_of_image (y, 0), of_gy = fovea_planes_of_image (gy, 0);
  FoveaPlanes of_gx = fovea_planes_of_image (gx, 0);

  fovea_kernels_reference ()->activate_backward (activation, &of_y, &of_gy, &of_gx);
  return gx;
}

static FoveaTensor *
through_lrn (const FoveaTensor *x, const FoveaTensor *gy)
{
  FoveaTensor *gx = new_like (x);
  FoveaPlanes of_x = fovea_planes_of_image (x, 0), of_gy = fovea_planes_of_image (gy, 0);
  FoveaPlanes of_gx = fovea_planes_of_image (gx, 0);

  fovea_kernels_reference ()->lrn_backward (&of_x, &of_gy, &of_gx);
  return gx;
}

static FoveaTensor *
through_softmax (const FoveaTensor *y, const FoveaTensor *gy)
{
  FoveaTensor *gx = new_like (y);

  fovea_kernels_reference ()->softmax_backward (fovea_tensor_size (y), y->data, gy->data, gx->data);
  return gx;
}

/* ∂L/∂x of @row from its ∂L/∂y. */
static FoveaTensor *
go_back (const FoveaNet *net, int row, const FoveaTensor *x, const FoveaTensor *y, const FoveaTensor *gy)
{
  const FoveaLayerSpec *layer = &fovea_net_get_spec (net)->layers[row];

  switch (layer->kind)
    {
    case FOVEA_LAYER_CONV:
      return through_conv (net, row, x, gy);
    case FOVEA_LAYER_POOL:
      return through_pool (FOVEA_POOL_MAX, layer, x, gy);
    case FOVEA_LAYER_AVGPOOL:
      return through_pool (FOVEA_POOL_AVERAGE, layer, x, gy);
    case FOVEA_LAYER_FC:
      return through_fc (net, row, x, gy);
    case FOVEA_LAYER_RELU:
      return through_activation (FOVEA_ACTIVATION_RELU, y, gy);
    case FOVEA_LAYER_TANH:
      return through_activation (FOVEA_ACTIVATION_TANH, y, gy);
    case FOVEA_LAYER_SIGMOID:
      return through_activation (FOVEA_ACTIVATION_SIGMOID, y, gy);
    case FOVEA_LAYER_LRN:
      return through_lrn (x, gy);
    case FOVEA_LAYER_BATCHNORM:
      return through_batchnorm (net, row, gy);
    case FOVEA_LAYER_SOFTMAX:
      return through_softmax (y, gy);
    case FOVEA_LAYER_DROPOUT:
    case FOVEA_LAYER_INPUT:
      break;
    }
  return copy (gy);
}

/* The row whose numbers the loss takes the softmax of: the last one that is no SOFTMAX itself. */
int
fovea_net_spec_find_scores (const FoveaNetSpec *spec)
{
  int last = spec->n_layers - 1;

  return last > 0 && spec->layers[last].kind == FOVEA_LAYER_SOFTMAX ? last - 1 : last;
}

/**
 * fovea_net_gradients:
 * @image: one that is already normalised, 1×C×H×W
 * @label: its class
 * @maps: (out): what every row gives, as from fovea_net_activations()
 * @gradients: (out): ∂L/∂ of each of these numbers, of the same shapes; of a SOFTMAX at the end, by which the loss is
 *   taken, those of the scores before it
 *
 * Returns: the loss L, in nats
 */
double
fovea_net_gradients (FoveaNet *self, const FoveaTensor *image, int label, FoveaTensor **maps, FoveaTensor **gradients)
{
  const FoveaNetSpec *spec = fovea_net_get_spec (self);
  int last = fovea_net_spec_find_scores (spec), classes = fovea_net_spec_classes (spec);
  guint16 class_number = label;
  double loss;

  g_return_val_if_fail (label >= 0 && label < classes, NAN);

  fovea_net_activations (self, image, maps);
  gradients[last] = new_like (maps[last]);
  loss = fovea_kernels_reference ()->cross_entropy (classes, 1, maps[last]->data, &class_number, 1,
                                                    gradients[last]->data, NULL);
  if (last < spec->n_layers - 1)
    gradients[last + 1] = copy (gradients[last]);
  for (int row = last; row > 0; row--)
    gradients[row - 1] = go_back (self, row, maps[row - 1], maps[row], gradients[row]);
  return loss;
}

/**
 * fovea_net_pull_back:
 * @maps: what every row gives for one image, as from fovea_net_activations()
 * @row: the one whose numbers are asked about
 * @gradient: how much each of them counts, in their shape
 *
 * How the sum Σ gradient·maps[row] would change with each number of the image: with a single 1 in @gradient, how that
 * one number would.
 *
 * Returns: (transfer full): 1×C×H×W, as the image
 */
FoveaTensor *
fovea_net_pull_back (const FoveaNet *self, FoveaTensor *const *maps, int row, const FoveaTensor *gradient)
{
  FoveaTensor *g;

  g_return_val_if_fail (row >= 0 && row < fovea_net_get_spec (self)->n_layers
                        && fovea_tensor_same_shape (gradient, maps[row]), NULL);

  g = copy (gradient);
  for (; row > 0; row--)
    {
      g_autoptr (FoveaTensor) of_output = g;

      g = go_back (self, row, maps[row - 1], maps[row], of_output);
    }
  return g;
}
