/* SPDX-License-Identifier: GPL-3.0-or-later */

/* fovea-cli filters: what a layer of a model has learned, as a picture. */

#include "config.h"

#include "cli/command.h"
#include "cli/net-argument.h"
#include "cli/picture.h"
#include "scene/tile-scene.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *model, *output;
  int layer;
  gboolean json;
} Arguments;

static const FoveaOption options[] = {
  { FOVEA_ARGUMENT ("MODEL", TEXT, model), .positional = TRUE, .required = TRUE, .help = N_ ("a model file") },
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
  g_autoptr (FoveaTensor) weights = NULL;
  g_autoptr (FoveaScene) scene = NULL;
  const FoveaNetSpec *spec;
  int layer;

  if (net == NULL)
    return FALSE;
  spec = fovea_net_get_spec (net);
  layer = fovea_net_argument_layer (spec, arguments->layer, error);
  if (layer < 0)
    return FALSE;
  if (spec->layers[layer].kind != FOVEA_LAYER_CONV)
    {
      g_autofree char *text = fovea_layer_spec_to_text (&spec->layers[layer]);

      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, _("Layer %d, %s, has no filters; a CONV has."), layer,
                   text);
      return FALSE;
    }
  weights = fovea_net_get_parameter (net, layer, FOVEA_WEIGHT);
  scene = fovea_tile_scene_new_filters (spec, layer, weights);
  return fovea_write_picture (scene, arguments->output, 0, 0, 2, 0, arguments->json, error);
}

const FoveaCommand fovea_command_filters = {
  .name = "filters",
  .summary = N_ ("Draws the filters that a layer of a model has learned."),
  .options = options,
  .size = sizeof (Arguments),
  .run = run,
};
