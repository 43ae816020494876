/* SPDX-License-Identifier: GPL-3.0-or-later */

/* fovea-cli maps: what a layer of a model makes of an image, as a picture. */

#include "config.h"

#include "cli/command.h"
#include "cli/net-argument.h"
#include "cli/picture.h"
#include "dataset/picture.h"
#include "scene/tile-scene.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *model, *image, *output;
  int layer;
  gboolean json;
} Arguments;

static const FoveaOption options[] = {
  { FOVEA_ARGUMENT ("MODEL", TEXT, model), .positional = TRUE, .required = TRUE, .help = N_ ("a model file") },
  { FOVEA_ARGUMENT ("IMAGE", TEXT, image), .positional = TRUE, .required = TRUE,
    .help = N_ ("a picture; its middle is cut to what the net takes") },
  { FOVEA_ARGUMENT ("layer", INT, layer), .value = "L",
    .help = N_ ("which row of the net, as “fovea-cli net” counts them (the first CONV unless given)"),
    .least = 0, .most = G_MAXINT, .preset = -1 },
  { FOVEA_ARGUMENT ("output", TEXT, output), .value = "FILE", .required = TRUE,
    .help = N_ ("where the picture goes: .png, .svg or .pdf") },
  FOVEA_JSON_ARGUMENT,
  { NULL },
};

static gboolean
check_depth (const FoveaShape *input, GError **error)
{
  if (input->depth == 1 || input->depth == 3)
    return TRUE;
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
               _("The net takes %d channels; a picture has 1 (grey) or 3 (red, green, blue)."), input->depth);
  return FALSE;
}

/* The picture in the net's size, normalised as the net was trained: 1×C×H×W. */
static FoveaTensor *
load_image (const char *path, const FoveaNet *net, const FoveaShape *input, GError **error)
{
  gsize plane = (gsize) input->width * input->height;
  g_autofree guint8 *pixels = NULL;
  float mean[3], deviation[3];
  FoveaTensor *image;

  if (!check_depth (input, error))
    return NULL;
  pixels = g_malloc (input->depth * plane);
  if (!fovea_picture_load_filled (path, input->width, input->height, input->depth, pixels, error))
    return NULL;
  fovea_net_get_statistics (net, mean, deviation);
  image = fovea_tensor_new (1, input->depth, input->height, input->width);
  for (int c = 0; c < input->depth; c++)
    for (gsize i = 0; i < plane; i++)
      image->data[c * plane + i] = (pixels[c * plane + i] / 255.0f - mean[c]) / deviation[c];
  return image;
}

static gboolean
run (gconstpointer data, GError **error)
{
  const Arguments *arguments = data;
  g_autoptr (FoveaNet) net = fovea_net_argument_load (arguments->model, error);
  g_autoptr (FoveaTensor) image = NULL;
  g_autoptr (FoveaScene) scene = NULL;
  g_autofree FoveaTensor **maps = NULL;
  const FoveaNetSpec *spec;
  int layer;

  if (net == NULL)
    return FALSE;
  spec = fovea_net_get_spec (net);
  layer = fovea_net_argument_layer (spec, arguments->layer, error);
  image = layer >= 0 ? load_image (arguments->image, net, &spec->layers[0].out, error) : NULL;
  if (image == NULL)
    return FALSE;
  maps = g_new0 (FoveaTensor *, spec->n_layers);
  fovea_net_activations (net, image, maps);
  scene = fovea_tile_scene_new_maps (spec, layer, maps[layer]);
  for (int i = 0; i < spec->n_layers; i++)
    fovea_tensor_unref (maps[i]);
  return fovea_write_picture (scene, arguments->output, 0, 0, 2, 0, arguments->json, error);
}

const FoveaCommand fovea_command_maps = {
  .name = "maps",
  .summary = N_ ("Draws the maps that a layer of a model makes of an image."),
  .options = options,
  .size = sizeof (Arguments),
  .run = run,
};
