/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a command asks for a NET: the name of one, or its text. */

#include "config.h"

#include "cli/net-argument.h"
#include "cli/print.h"

/**
 * fovea_net_argument_spec:
 * @text: what stands on the command line
 * @input: (nullable): what goes in where the net does not say
 *
 * Returns: (transfer full): the net, which may have a misfit, or NULL with an error
 */
FoveaNetSpec *
fovea_net_argument_spec (const char *text, const FoveaShape *input, GError **error)
{
  const char *named = fovea_net_spec_named (text);

  return fovea_net_spec_parse (named != NULL ? named : text, input, error);
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
