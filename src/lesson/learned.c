/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Filters that a net has learned, picked up to be stepped over the lesson's own input. A filter learned on grey images
 * has one slice; on D slices it stands in each of them, divided by D, which is the filter on their average:
 *   Σ_c x_c · w/D = (Σ_c x_c / D) · w
 *
 * Or a whole layer, with what comes into it for one image: then every number of the lesson is the net's own. Of a layer
 * with more weights than anybody types in, only the one filter is taken, and the slices that it sees. */

#include "config.h"

#include "lesson/learned.h"

#include "dataset/data-folder.h"
#include "engine/error.h"
#include "engine/model-file.h"
#include "lesson/convolution-private.h"

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
  FoveaGeometry x = fovea_convolution_get_geometry (self, FALSE), y = fovea_convolution_get_geometry (self, TRUE);
  g_autofree char *name = g_path_get_basename (net);
  int layer;

  if (model == NULL)
    return FALSE;
  layer = find_convolution (fovea_net_get_spec (model));
  weights = layer >= 0 ? fovea_net_get_parameter (model, layer, FOVEA_WEIGHT) : NULL;
  biases = layer >= 0 ? fovea_net_get_parameter (model, layer, FOVEA_BIAS) : NULL;
  if (weights == NULL || (weights->c != 1 && weights->c != fovea_convolution_get_depth (self))
      || weights->w > fovea_geometry_padded (&x) || weights->h > fovea_geometry_padded (&y)
      || weights->w * weights->h * fovea_convolution_get_depth (self) > FOVEA_CONVOLUTION_MAX_WEIGHTS
      || weights->n > FOVEA_CONVOLUTION_MAX_FILTERS)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                   _("“%s” has no filters for this input: they have to be 1 or %d deep, no larger than the padded "
                     "input, and of at most %d weights."),
                   net, fovea_convolution_get_depth (self), FOVEA_CONVOLUTION_MAX_WEIGHTS);
      return FALSE;
    }
  g_object_set (self, "groups", 1, "filter", weights->h, "filters", weights->n, NULL);
  fovea_lesson_hold (FOVEA_LESSON (self)); /* thousands of numbers, one change */
  for (int filter = 0; filter < weights->n; filter++)
    copy_filter (self, filter, weights, biases);
  fovea_convolution_set_source (self, name);
  fovea_lesson_release (FOVEA_LESSON (self));
  return TRUE;
}

enum
{
  MANY_WEIGHTS = 1 << 16
};

static gboolean
check_layer (const FoveaLayerSpec *layer, int row, GError **error)
{
  if (layer->kind == FOVEA_LAYER_CONV && MAX (layer->in.width, layer->in.height) <= FOVEA_CONVOLUTION_MAX_INPUT
      && layer->in.depth <= FOVEA_CONVOLUTION_MAX_DEPTH && layer->filters <= FOVEA_CONVOLUTION_MAX_FILTERS
      && layer->window.stride <= FOVEA_CONVOLUTION_MAX_STRIDE && layer->window.pad <= FOVEA_CONVOLUTION_MAX_PAD
      && layer->window.dilation <= FOVEA_CONVOLUTION_MAX_DILATION
      && (gint64) layer->window.extent * layer->window.extent * layer->in.depth / layer->groups
             <= FOVEA_CONVOLUTION_MAX_WEIGHTS)
    return TRUE;
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
               _("Layer %d cannot be stepped through: a lesson has room for convolutions of at most %d×%d×%d numbers "
                 "and %d filters, each of at most %d weights."),
               row, FOVEA_CONVOLUTION_MAX_INPUT, FOVEA_CONVOLUTION_MAX_INPUT, FOVEA_CONVOLUTION_MAX_DEPTH,
               FOVEA_CONVOLUTION_MAX_FILTERS, FOVEA_CONVOLUTION_MAX_WEIGHTS);
  return FALSE;
}

static FoveaConvention
get_convention (const FoveaWindow *window)
{
  if (window->same)
    return FOVEA_CONVENTION_SAME;
  return window->round == FOVEA_ROUND_FLOOR  ? FOVEA_CONVENTION_FLOOR
         : window->round == FOVEA_ROUND_CEIL ? FOVEA_CONVENTION_CEIL
                                             : FOVEA_CONVENTION_REFUSE;
}

/* The settings of a layer of @filters filters over @depth slices; each where the ones before leave it room. */
static void
take_settings (FoveaConvolution *self, const FoveaLayerSpec *layer, int depth, int filters, int groups)
{
  const FoveaWindow *window = &layer->window;

  fovea_convolution_set_picture (self, NULL);
  g_object_set (self, "pass", FOVEA_LESSON_FORWARD, "flip", FALSE, "groups", 1, "dilation", 1, "stride", 1, "relu",
                FALSE, "pool", FALSE, NULL);
  g_object_set (self, "pad", window->same ? 0 : window->pad, "input-width", layer->in.width, "input-height",
                layer->in.height, "depth", depth, "filters", filters, NULL);
  g_object_set (self, "round", get_convention (window), "groups", groups, "filter", window->extent, "dilation",
                window->dilation, "stride", window->stride, NULL);
  fovea_field_forget_edits (&self->input);
  fovea_convolution_forget_filter_edits (self, 0, FOVEA_CONVOLUTION_MAX_FILTERS - 1);
}

/* Filter @from of the layer becomes filter @filter of the lesson, whose first slice it sees is @first. */
static void
take_filter (FoveaConvolution *self, const FoveaTensor *weights, const FoveaTensor *biases, int from, int filter,
             int first)
{
  for (int slice = 0; slice < weights->c; slice++)
    for (int row = 0; row < weights->h; row++)
      for (int column = 0; column < weights->w; column++)
        fovea_edits_set (self->now.weights, fovea_edits_key (filter, first + slice, row, column),
                         *fovea_tensor_at (weights, from, slice, row, column));
  fovea_edits_set (self->now.biases, (guint64) filter, biases->data[from]);
}

/* Slices [first, first + depth) of @input. */
static void
take_input (FoveaConvolution *self, const FoveaTensor *input, int first, int depth)
{
  for (int slice = 0; slice < depth; slice++)
    for (int row = 0; row < input->h; row++)
      for (int column = 0; column < input->w; column++)
        fovea_field_set (&self->input, slice, row, column, *fovea_tensor_at (input, 0, first + slice, row, column));
}

/* To the place where @map is largest, of those that are computed at once, with the whole map there to be seen: at its
 * first place a window mostly lies on an empty corner. */
static void
look_at_largest (FoveaConvolution *self, int map)
{
  int width, height, known, largest = 0;
  const float *cells;

  fovea_convolution_get_output_size (self, &width, &height);
  fovea_lesson_set_position (FOVEA_LESSON (self), (map + 1) * width * height - 1);
  cells = fovea_convolution_get_map (self, map, &known);
  for (int i = 1; i < known; i++)
    if (cells[i] > cells[largest])
      largest = i;
  fovea_lesson_look_at (FOVEA_LESSON (self), map * width * height + largest);
}

/**
 * fovea_convolution_take_layer:
 * @row: of the net, a CONV
 * @filter: of that layer, before which the lesson then stands, where it answers most
 * @input: what comes into the layer, 1×C×H×W: the normalised image, or the maps of the row before
 *
 * Makes the lesson that layer, number by number.
 *
 * Returns: FALSE with FOVEA_ERROR_ARGUMENT if a lesson has no room for the layer; all is as it was then
 */
gboolean
fovea_convolution_take_layer (FoveaConvolution *self, const FoveaNet *net, int row, int filter,
                              const FoveaTensor *input, GError **error)
{
  const FoveaLayerSpec *layer = &fovea_net_get_spec (net)->layers[row];
  g_autoptr (FoveaTensor) weights = NULL, biases = NULL;
  g_autofree char *name = g_strdup_printf (_("learned, layer %d"), row);
  gboolean all;
  int first;

  if (!check_layer (layer, row, error))
    return FALSE;
  weights = fovea_net_get_parameter (net, row, FOVEA_WEIGHT);
  biases = fovea_net_get_parameter (net, row, FOVEA_BIAS);
  all = fovea_tensor_size (weights) <= MANY_WEIGHTS;
  first = all ? 0 : filter * layer->groups / layer->filters * weights->c;
  take_settings (self, layer, all ? layer->in.depth : weights->c, all ? weights->n : 1, all ? layer->groups : 1);
  take_input (self, input, first, all ? layer->in.depth : weights->c);
  for (int k = 0; k < (all ? weights->n : 1); k++)
    take_filter (self, weights, biases, all ? k : filter, k, all ? fovea_convolution_get_first_slice (self, k) : 0);
  fovea_convolution_change (self, fovea_convolution_get_stand (self));
  fovea_convolution_set_source (self, name);
  look_at_largest (self, all ? filter : 0);
  return TRUE;
}
