/* SPDX-License-Identifier: GPL-3.0-or-later */

/* fovea-cli size: (N − F + 2P)/S + 1, or why it does not fit. */

#include "config.h"

#include "cli/command.h"
#include "cli/print.h"
#include "engine/geometry.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  int input, filter, stride, pad, dilation;
  gboolean json;
} Arguments;

static const FoveaOption options[] = {
  { FOVEA_ARGUMENT ("input", INT, input), .value = "N", .help = N_ ("cells of the input along one axis"),
    .least = 1, .most = G_MAXINT, .required = TRUE },
  { FOVEA_ARGUMENT ("filter", INT, filter), .value = "F", .help = N_ ("weights of the filter along it"),
    .least = 1, .most = G_MAXINT, .required = TRUE },
  { FOVEA_ARGUMENT ("stride", INT, stride), .value = "S", .help = N_ ("cells from one position to the next"),
    .least = 1, .most = G_MAXINT, .preset = 1 },
  { FOVEA_ARGUMENT ("pad", INT, pad), .value = "P", .help = N_ ("cells of zero padding on each side"),
    .least = 0, .most = G_MAXINT },
  { FOVEA_ARGUMENT ("dilation", INT, dilation), .value = "D", .help = N_ ("cells from one weight to the next"),
    .least = 1, .most = G_MAXINT, .preset = 1 },
  FOVEA_JSON_ARGUMENT,
  { NULL },
};

static void
add_int_or_null (JsonBuilder *builder, const char *name, int value)
{
  json_builder_set_member_name (builder, name);
  if (value > 0)
    json_builder_add_int_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
print_json (const FoveaGeometry *geometry, const FoveaFit *fit)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "fits");
  json_builder_add_boolean_value (builder, fit->fits);
  add_int_or_null (builder, "output", fit->output);
  add_int_or_null (builder, "floor", fit->floor);
  fovea_json_add_misfit (builder, geometry);
  json_builder_end_object (builder);
  fovea_print_json (builder);
}

static gboolean
run (gconstpointer data, GError **error)
{
  const Arguments *arguments = data;
  FoveaGeometry geometry = {
    .input = arguments->input,
    .filter = arguments->filter,
    .stride = arguments->stride,
    .pad = arguments->pad,
    .pad_end = arguments->pad,
    .dilation = arguments->dilation,
  };
  FoveaFit fit = fovea_geometry_fit (&geometry);

  if (arguments->json)
    print_json (&geometry, &fit);
  else if (fit.fits)
    fovea_print ("%d\n", fit.output);
  if (!fit.fits)
    {
      g_autofree char *text = fovea_geometry_explain (&geometry);

      g_set_error_literal (error, FOVEA_ERROR, FOVEA_ERROR_MISFIT, text);
    }
  return fit.fits;
}

const FoveaCommand fovea_command_size = {
  .name = "size",
  .summary = N_ ("Tells how many positions a filter finds along one axis, or why it does not fit."),
  .options = options,
  .size = sizeof (Arguments),
  .run = run,
};
