/* SPDX-License-Identifier: GPL-3.0-or-later */

/* fovea-cli export: a model for other programs, as ONNX. */

#include "config.h"

#include "cli/command.h"
#include "cli/net-argument.h"
#include "cli/print.h"
#include "engine/onnx.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *model, *output;
  gboolean json;
} Arguments;

static const FoveaOption options[] = {
  { FOVEA_ARGUMENT ("MODEL", TEXT, model), .positional = TRUE, .required = TRUE, .help = N_ ("a model file") },
  { FOVEA_ARGUMENT ("output", TEXT, output), .value = "FILE", .required = TRUE,
    .help = N_ ("where the ONNX model goes: .onnx") },
  FOVEA_JSON_ARGUMENT,
  { NULL },
};

static gboolean
run (gconstpointer data, GError **error)
{
  const Arguments *arguments = data;
  g_autoptr (FoveaNet) net = fovea_net_argument_load (arguments->model, error);

  if (net == NULL)
    return FALSE;
  if (!g_str_has_suffix (arguments->output, ".onnx"))
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, _("“%s” does not end in .onnx, the only kind there is."),
                   arguments->output);
      return FALSE;
    }
  if (!fovea_net_export_onnx (net, arguments->output, error))
    return FALSE;
  if (arguments->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      fovea_json_add_text (builder, "output", arguments->output);
      json_builder_end_object (builder);
      fovea_print_json (builder);
    }
  else
    fovea_print ("%s\n", arguments->output);
  return TRUE;
}

const FoveaCommand fovea_command_export = {
  .name = "export",
  .summary = N_ ("Writes a model as ONNX, for other programs."),
  .options = options,
  .size = sizeof (Arguments),
  .run = run,
};
