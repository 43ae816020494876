/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a command asks for a NET: the name of one, else a model file, else the text of a net. */

#include "config.h"

#include "cli/net-argument.h"
#include "cli/print.h"
#include "engine/model-file.h"

#include <glib/gi18n-lib.h>

/* Whether @text can only be meant as a file: no net's text looks so. */
static gboolean
looks_like_a_file (const char *text)
{
  return g_str_has_suffix (text, ".safetensors") || strchr (text, '/') != NULL;
}

/**
 * fovea_net_argument_parse:
 * @text: what stands on the command line
 * @input: (nullable): what goes in where the net does not say
 * @spec: (out): the net, which may have a misfit
 * @net: (out) (optional): the net with its weights where @text is a model file, else NULL
 */
gboolean
fovea_net_argument_parse (const char *text, const FoveaShape *input, FoveaNetSpec **spec, FoveaNet **net,
                          GError **error)
{
  g_autoptr (FoveaNet) loaded = NULL;

  if (fovea_net_spec_named (text) == NULL && (looks_like_a_file (text) || g_file_test (text, G_FILE_TEST_IS_REGULAR)))
    {
      loaded = fovea_net_argument_load (text, error);
      *spec = loaded != NULL ? fovea_net_spec_ref (fovea_net_get_spec (loaded)) : NULL;
    }
  else
    *spec = fovea_net_spec_open (text, input, error);
  if (net != NULL)
    *net = g_steal_pointer (&loaded);
  return *spec != NULL;
}

/* The net in a model file, with a sentence of its own where there is no such file. */
FoveaNet *
fovea_net_argument_load (const char *path, GError **error)
{
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return fovea_net_load (path, error);
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE, _("There is no model file “%s”."), path);
  return NULL;
}

/**
 * fovea_net_argument_data:
 * @text: the net, as it stands on the command line
 * @data: the data set, likewise
 *
 * Returns: the data set; pictures of a folder get the size that the net takes, if it says which
 */
FoveaDataset *
fovea_net_argument_data (const char *text, const char *data, guint64 seed, GError **error)
{
  g_autoptr (FoveaNetSpec) spec = NULL;
  gboolean says = fovea_net_argument_parse (text, NULL, &spec, NULL, NULL);

  return fovea_dataset_open_sized (data, seed, says ? &spec->layers[0].out : NULL, error);
}

/**
 * fovea_net_argument_layer:
 * @layer: a row that somebody asked for, or −1 for the first CONV
 *
 * Returns: the row, or −1 with FOVEA_ERROR_ARGUMENT if the net has none such
 */
int
fovea_net_argument_layer (const FoveaNetSpec *spec, int layer, GError **error)
{
  int row = layer >= 0 ? layer : fovea_net_spec_first_conv (spec);

  if (row >= 0 && row < spec->n_layers)
    return row;
  if (row < 0)
    g_set_error_literal (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                         _("This net has no CONV; --layer says which of its rows is meant."));
  else
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, _("There is no layer %d; this net's rows are 0 to %d."),
                 layer, spec->n_layers - 1);
  return -1;
}

/* "misfit": {"index", "layer", "exact", "left_over", "suggestions"}, if the net has one. */
void
fovea_json_add_net_misfit (JsonBuilder *builder, const FoveaNetSpec *spec)
{
  const FoveaLayerSpec *layer = &spec->layers[MAX (spec->misfit, 0)];
  FoveaGeometry geometry;
  g_autofree char *text = NULL;

  if (spec->misfit < 0)
    return;
  geometry = fovea_layer_spec_misfit (layer);
  text = fovea_layer_spec_to_text (layer);
  json_builder_set_member_name (builder, "misfit");
  json_builder_begin_object (builder);
  fovea_json_add_int (builder, "index", spec->misfit);
  fovea_json_add_text (builder, "layer", text);
  fovea_json_add_misfit (builder, &geometry);
  json_builder_end_object (builder);
}
