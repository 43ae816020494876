/* SPDX-License-Identifier: GPL-3.0-or-later */

/* fovea-cli net: the rows of a net with what comes out of each, its parameters, multiply-adds and receptive field. */

#include "config.h"

#include "cli/command.h"
#include "cli/net-argument.h"
#include "cli/print.h"
#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *net;
  int batch;
  gboolean json;
} Arguments;

static const FoveaOption options[] = {
  { FOVEA_ARGUMENT ("NET", TEXT, net), .positional = TRUE, .required = TRUE,
    .help = N_ ("the name of a net, a model file, or a net's text in quotes") },
  { FOVEA_ARGUMENT ("batch", INT, batch), .value = "B", .help = N_ ("images in a training step, for its memory"),
    .least = 1, .most = 65536, .preset = 1 },
  FOVEA_JSON_ARGUMENT,
  { NULL },
};

/* A row from the misfit on: what comes out of it is not known. */
static gboolean
is_unknown (const FoveaLayerSpec *layer)
{
  return layer->out.depth == 0;
}

static void
add_output (JsonBuilder *builder, const FoveaLayerSpec *layer)
{
  json_builder_set_member_name (builder, "output");
  if (is_unknown (layer))
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_array (builder);
  json_builder_add_int_value (builder, layer->out.width);
  json_builder_add_int_value (builder, layer->out.height);
  json_builder_add_int_value (builder, layer->out.depth);
  json_builder_end_array (builder);
}

static void
add_layer (JsonBuilder *builder, const FoveaLayerSpec *layer)
{
  g_autofree char *text = fovea_layer_spec_to_text (layer);

  json_builder_begin_object (builder);
  fovea_json_add_text (builder, "layer", text);
  add_output (builder, layer);
  fovea_json_add_int (builder, "parameters", layer->parameters);
  fovea_json_add_int (builder, "macs", layer->macs);
  json_builder_set_member_name (builder, "receptive_field");
  if (layer->receptive_field > 0)
    json_builder_add_int_value (builder, layer->receptive_field);
  else
    json_builder_add_null_value (builder);
  json_builder_end_object (builder);
}

static void
print_json (const FoveaNetSpec *spec, int batch)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "layers");
  json_builder_begin_array (builder);
  for (int i = 0; i < spec->n_layers; i++)
    add_layer (builder, &spec->layers[i]);
  json_builder_end_array (builder);
  fovea_json_add_int (builder, "parameters", spec->parameters);
  fovea_json_add_int (builder, "macs", spec->macs);
  json_builder_set_member_name (builder, "memory_bytes");
  if (spec->misfit < 0)
    json_builder_add_int_value (builder, (gint64) fovea_net_training_memory (spec, batch));
  else
    json_builder_add_null_value (builder);
  fovea_json_add_net_misfit (builder, spec);
  json_builder_end_object (builder);
  fovea_print_json (builder);
}

/* A number of the table; nothing where there is none to tell. */
static char *
format_cell (gint64 number)
{
  char text[FOVEA_NUMBER_SIZE];

  return g_strdup (number > 0 ? fovea_number_count (number, text) : "");
}

static char **
make_row (const FoveaNetSpec *spec, int index)
{
  const FoveaLayerSpec *layer = &spec->layers[index];
  char **row = g_new0 (char *, 7);

  row[0] = g_strdup_printf ("%d", index);
  row[1] = fovea_layer_spec_to_text (layer);
  row[2] = !is_unknown (layer)      ? g_strdup_printf ("%d×%d×%d", layer->out.width, layer->out.height, layer->out.depth)
           : index == spec->misfit ? g_strdup (_("does not fit"))
                                   : g_strdup ("?");
  row[3] = format_cell (layer->parameters);
  row[4] = format_cell (layer->macs);
  row[5] = format_cell (layer->receptive_field);
  return row;
}

static void
print_memory (const FoveaNetSpec *spec, int batch)
{
  g_autofree char *memory = g_format_size_full (fovea_net_training_memory (spec, batch), G_FORMAT_SIZE_IEC_UNITS);

  fovea_print (ngettext ("a training step of %d image takes %s\n", "a training step of %d images takes %s\n",
                         (gulong) batch),
               batch, memory);
}

static void
print_table (const FoveaNetSpec *spec, int batch)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  const char *const titles[] = { "", _("layer"), _("output"), _("parameters"), _("multiply-adds"), _("sees"), NULL };
  char parameters[FOVEA_NUMBER_SIZE], macs[FOVEA_NUMBER_SIZE];

  g_ptr_array_add (rows, g_strdupv ((char **) titles));
  for (int i = 0; i < spec->n_layers; i++)
    g_ptr_array_add (rows, make_row (spec, i));
  fovea_print_table (rows, 2);
  fovea_print ("\n");
  fovea_print (_("%s parameters; %s multiply-adds for one image\n"),
               fovea_number_count (spec->parameters, parameters), fovea_number_count (spec->macs, macs));
  if (spec->misfit < 0)
    print_memory (spec, batch);
}

static gboolean
run (gconstpointer data, GError **error)
{
  const Arguments *arguments = data;
  g_autoptr (FoveaNetSpec) spec = NULL;

  if (!fovea_net_argument_parse (arguments->net, NULL, &spec, NULL, error))
    return FALSE;
  if (arguments->json)
    print_json (spec, arguments->batch);
  else
    print_table (spec, arguments->batch);
  return fovea_net_spec_check (spec, error);
}

const FoveaCommand fovea_command_net = {
  .name = "net",
  .summary = N_ ("Lists the layers of a net: shapes, parameters, multiply-adds, receptive fields."),
  .options = options,
  .size = sizeof (Arguments),
  .run = run,
};
