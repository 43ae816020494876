/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Filters that a net has learned, picked up to be stepped over the lesson's own input. A filter learned on grey images
 * has one slice; on D slices it stands in each of them, divided by D, which is the filter on their average:
 *   Σ_c x_c · w/D = (Σ_c x_c / D) · w */

#include "config.h"

#include "lesson/learned.h"

#include "dataset/data-folder.h"
#include "engine/error.h"
#include "engine/model-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The row of the first CONV, or −1. */
static int
find_convolution (const FoveaNetSpec *spec)
{
  for (int i = 0; i < spec->n_layers; i++)
    if (spec->layers[i].kind == FOVEA_LAYER_CONV)
      return i;
  return -1;
}

static void
copy_filter (FoveaConvolution *self, int filter, const FoveaTensor *weights, const FoveaTensor *biases)
{
  int depth = fovea_convolution_get_depth (self);
  float share = weights->c == depth ? 1 : 1.0f / depth;

  for (int slice = 0; slice < depth; slice++)
    for (int row = 0; row < weights->h; row++)
      for (int column = 0; column < weights->w; column++)
        fovea_convolution_set_weight (self, filter, slice, row, column,
                                      share * *fovea_tensor_at (weights, filter, MIN (slice, weights->c - 1), row,
                                                                column));
  fovea_convolution_set_bias (self, filter, biases->data[filter]);
}

/**
 * fovea_convolution_take_filters:
 * @net: a net that comes with the program, or the path of a model file
 *
 * Sets F and K and all weights and biases to those of the net's first convolution layer.
 *
 * Returns: FALSE with an error if there is no such net, it has no convolution, or its filters are of another depth or
 *   larger than the padded input; all is as it was then
 */
gboolean
fovea_convolution_take_filters (FoveaConvolution *self, const char *net, GError **error)
{
  g_autofree char *file = g_strconcat (net, ".safetensors", NULL), *shipped = fovea_data_path ("nets", file, NULL);
  gboolean own = strchr (net, '/') || !g_file_test (shipped, G_FILE_TEST_IS_REGULAR);
  g_autoptr (FoveaNet) model = fovea_net_load (own ? net : shipped, error);
  g_autoptr (FoveaTensor) weights = NULL, biases = NULL;
  FoveaGeometry geometry = fovea_convolution_get_geometry (self, FALSE);
  g_autofree char *name = g_path_get_basename (net);
  int layer;

  if (model == NULL)
    return FALSE;
  layer = find_convolution (fovea_net_get_spec (model));
  weights = layer >= 0 ? fovea_net_get_parameter (model, layer, FOVEA_WEIGHT) : NULL;
  biases = layer >= 0 ? fovea_net_get_parameter (model, layer, FOVEA_BIAS) : NULL;
  if (weights == NULL || (weights->c != 1 && weights->c != fovea_convolution_get_depth (self))
      || weights->h > fovea_geometry_padded (&geometry) || weights->n > FOVEA_CONVOLUTION_MAX_FILTERS)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                   _("“%s” has no filters for this input: they have to be 1 or %d deep and no larger than the padded "
                     "input."),
                   net, fovea_convolution_get_depth (self));
      return FALSE;
    }
  g_object_set (self, "groups", 1, "filter", weights->h, "filters", weights->n, NULL);
  for (int filter = 0; filter < weights->n; filter++)
    copy_filter (self, filter, weights, biases);
  fovea_convolution_set_source (self, name);
  return TRUE;
}
