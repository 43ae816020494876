/* SPDX-License-Identifier: GPL-3.0-or-later */

/* fovea-cli maps: what a layer of a model makes of an image, as a picture. */

#include "config.h"

#include "cli/command.h"
#include "cli/image-argument.h"
#include "cli/net-argument.h"
#include "cli/picture.h"
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
  image = layer >= 0 ? fovea_image_argument_load (arguments->image, net, error) : NULL;
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
