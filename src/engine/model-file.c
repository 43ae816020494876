/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Models as files: a safetensors file whose metadata hold the net's text and what its images look like, and whose
 * arrays are named after the rows of the net. The shapes follow from the text; every array must be there with just
 * its shape before the net is made, so that a net's text alone cannot ask for memory. */

#include "config.h"

#include "engine/model-file.h"

#include "engine/json-text.h"
#include "engine/net-private.h"
#include "engine/safetensors.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

static const struct
{
  FoveaParameterKind kind;
  const char *name;
} kinds[] = {
  { FOVEA_WEIGHT, "weight" },
  { FOVEA_BIAS, "bias" },
  { FOVEA_RUNNING_MEAN, "running_mean" },
  { FOVEA_RUNNING_VAR, "running_var" },
};

/* How the file shapes a parameter: CONV's weight by four sizes, FC's by two, everything else by one.
 * Returns: how many sizes, 0 if the row has no such parameter */
static int
parameter_shape (const FoveaLayerSpec *layer, FoveaParameterKind kind, gint64 shape[4])
{
  gboolean running = kind == FOVEA_RUNNING_MEAN || kind == FOVEA_RUNNING_VAR;

  if (!fovea_layer_spec_has_weights (layer) || (running && layer->kind != FOVEA_LAYER_BATCHNORM))
    return 0;
  shape[0] = layer->kind == FOVEA_LAYER_BATCHNORM ? layer->in.depth : layer->filters;
  if (kind != FOVEA_WEIGHT || layer->kind == FOVEA_LAYER_BATCHNORM)
    return 1;
  shape[1] = (gint64) layer->in.depth * layer->in.height * layer->in.width;
  if (layer->kind == FOVEA_LAYER_FC)
    return 2;
  shape[1] = layer->in.depth / layer->groups;
  shape[2] = shape[3] = layer->window.extent;
  return 4;
}

/* Calls @call with every parameter of the net, until it returns FALSE. */
typedef gboolean (*ParameterCall) (int row, FoveaParameterKind kind, const char *name, int dimensions,
                                   const gint64 *shape, gpointer data, GError **error);

static gboolean
for_each_parameter (const FoveaNetSpec *spec, ParameterCall call, gpointer data, GError **error)
{
  for (int row = 0; row < spec->n_layers; row++)
    for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
      {
        g_autofree char *name = g_strdup_printf ("layers.%d.%s", row, kinds[i].name);
        gint64 shape[4];
        int dimensions = parameter_shape (&spec->layers[row], kinds[i].kind, shape);

        if (dimensions > 0 && !call (row, kinds[i].kind, name, dimensions, shape, data, error))
          return FALSE;
      }
  return TRUE;
}

typedef struct
{
  FoveaNet *net;
  FoveaSafetensors *file;
} Transfer;

static gboolean
add_parameter_cb (int row, FoveaParameterKind kind, const char *name, int dimensions, const gint64 *shape,
                  gpointer data, GError **error)
{
  const Transfer *transfer = data;
  g_autoptr (FoveaTensor) value = fovea_net_get_parameter (transfer->net, row, kind);

  memcpy (fovea_safetensors_add (transfer->file, name, dimensions, shape), value->data,
          fovea_tensor_size (value) * sizeof (float));
  return TRUE;
}

static gboolean
check_parameter_cb (int row, FoveaParameterKind kind, const char *name, int dimensions, const gint64 *shape,
                    gpointer data, GError **error)
{
  const float *numbers = fovea_safetensors_get (data, name, dimensions, shape, error);
  gsize size = 1;

  if (!numbers)
    return FALSE;
  for (int i = 0; i < dimensions; i++)
    size *= shape[i];
  for (gsize i = 0; i < size; i++)
    if (!isfinite (numbers[i]))
      {
        g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("“%s” in the file holds a value that is not a number."),
                     name);
        return FALSE;
      }
  return TRUE;
}

static gboolean
set_parameter_cb (int row, FoveaParameterKind kind, const char *name, int dimensions, const gint64 *shape,
                  gpointer data, GError **error)
{
  const Transfer *transfer = data;
  const float *numbers = fovea_safetensors_get (transfer->file, name, dimensions, shape, error);
  g_autoptr (FoveaTensor) value = fovea_net_get_parameter (transfer->net, row, kind);

  memcpy (value->data, numbers, fovea_tensor_size (value) * sizeof (float));
  return fovea_net_set_parameter (transfer->net, row, kind, value, error);
}

static char *
floats_to_json (const float *values, int n)
{
  GString *text = g_string_new ("[");

  for (int i = 0; i < n; i++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (number, sizeof number, "%.9g", values[i]);
      g_string_append_printf (text, "%s%s", i ? ", " : "", number);
    }
  return g_string_free (g_string_append_c (text, ']'), FALSE);
}

/* A JSON array of at most 3 numbers; the others of @values stay. */
static gboolean
floats_from_json (const char *text, float values[3])
{
  g_autoptr (JsonNode) root = fovea_json_parse (text, -1, NULL);
  JsonArray *list;

  if (!root || !JSON_NODE_HOLDS_ARRAY (root))
    return FALSE;
  list = json_node_get_array (root);
  if (json_array_get_length (list) > 3)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) == G_TYPE_STRING)
        return FALSE;
      values[i] = json_node_get_double (node);
      if (!isfinite (values[i]))
        return FALSE;
    }
  return TRUE;
}

char *
fovea_net_class_names_to_json (const FoveaNet *self)
{
  const char *const *names = fovea_net_get_class_names (self);
  g_autoptr (JsonBuilder) builder = json_builder_begin_array (json_builder_new ());
  g_autoptr (JsonNode) root = NULL;

  if (!names)
    return NULL;
  for (int i = 0; names[i]; i++)
    json_builder_add_string_value (builder, names[i]);
  root = json_builder_get_root (json_builder_end_array (builder));
  return json_to_string (root, FALSE);
}

static void
add_metadata (const FoveaNet *net, FoveaSafetensors *file)
{
  g_autofree char *text = fovea_net_spec_to_text (fovea_net_get_spec (net));
  g_autofree char *means = NULL, *deviations = NULL, *classes = fovea_net_class_names_to_json (net);
  int channels = MIN (fovea_net_get_spec (net)->layers[0].out.depth, 3);
  float mean[3], deviation[3];

  fovea_net_get_statistics (net, mean, deviation);
  means = floats_to_json (mean, channels);
  deviations = floats_to_json (deviation, channels);
  fovea_safetensors_set_metadata (file, "fovea.net", text);
  fovea_safetensors_set_metadata (file, "fovea.mean", means);
  fovea_safetensors_set_metadata (file, "fovea.std", deviations);
  if (classes)
    fovea_safetensors_set_metadata (file, "fovea.classes", classes);
}

/**
 * fovea_net_write:
 *
 * Adds the net to a file: its parameters and what is said about it.
 */
void
fovea_net_write (const FoveaNet *net, FoveaSafetensors *file)
{
  Transfer transfer = { .net = (FoveaNet *) net, .file = file };

  add_metadata (net, file);
  for_each_parameter (fovea_net_get_spec (net), add_parameter_cb, &transfer, NULL);
}

/**
 * fovea_net_save:
 *
 * Writes the model whole or not at all. The same net gives the same bytes.
 */
gboolean
fovea_net_save (const FoveaNet *net, const char *path, GError **error)
{
  g_autoptr (FoveaSafetensors) file = fovea_safetensors_new ();

  fovea_net_write (net, file);
  return fovea_safetensors_save (file, path, error);
}

/* @what of the file's metadata cannot be used. */
static gboolean
fail (const char *path, const char *what, GError **error)
{
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("“%s” is not a model of Fovea: its “%s” cannot be read."), path,
               what);
  return FALSE;
}

static gboolean
read_statistics (FoveaNet *net, const FoveaSafetensors *file, const char *path, GError **error)
{
  const char *means = fovea_safetensors_get_metadata (file, "fovea.mean");
  const char *deviations = fovea_safetensors_get_metadata (file, "fovea.std");
  float mean[3] = { 0, 0, 0 }, deviation[3] = { 1, 1, 1 };

  if (means && !floats_from_json (means, mean))
    return fail (path, "fovea.mean", error);
  if (deviations && !floats_from_json (deviations, deviation))
    return fail (path, "fovea.std", error);
  for (int c = 0; c < 3; c++)
    if (deviation[c] <= 0)
      return fail (path, "fovea.std", error);
  fovea_net_set_statistics (net, mean, deviation);
  return TRUE;
}

static gboolean
read_classes (FoveaNet *net, const FoveaSafetensors *file, const char *path, GError **error)
{
  const char *text = fovea_safetensors_get_metadata (file, "fovea.classes");
  g_autoptr (JsonNode) root = text ? fovea_json_parse (text, -1, NULL) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  JsonArray *list;

  if (!text)
    return TRUE;
  if (!root || !JSON_NODE_HOLDS_ARRAY (root))
    return fail (path, "fovea.classes", error);
  list = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        return fail (path, "fovea.classes", error);
      g_strv_builder_add (builder, json_node_get_string (node));
    }
  names = g_strv_builder_end (builder);
  if ((int) g_strv_length (names) > fovea_net_spec_classes (fovea_net_get_spec (net)))
    return fail (path, "fovea.classes", error);
  fovea_net_set_class_names (net, (const char *const *) names);
  return TRUE;
}

/**
 * fovea_net_fill:
 * @path: of the file, for messages
 *
 * Gives a net the numbers that a file has for it. Returns: FALSE with FOVEA_ERROR_FORMAT if they do not belong to it;
 *   then its parameters are as they were
 */
gboolean
fovea_net_fill (FoveaNet *net, const FoveaSafetensors *file, const char *path, GError **error)
{
  Transfer transfer = { .net = net, .file = (FoveaSafetensors *) file };
  FoveaNetSpec *spec = fovea_net_get_spec (net);

  return for_each_parameter (spec, check_parameter_cb, transfer.file, error)
         && for_each_parameter (spec, set_parameter_cb, &transfer, error) && read_statistics (net, file, path, error)
         && read_classes (net, file, path, error);
}

/**
 * fovea_net_read_spec:
 *
 * Returns: (transfer full) (nullable): the net that a file is of, without its numbers
 */
FoveaNetSpec *
fovea_net_read_spec (const FoveaSafetensors *file, const char *path, GError **error)
{
  const char *text = fovea_safetensors_get_metadata (file, "fovea.net");
  g_autoptr (FoveaNetSpec) spec = NULL;
  g_autoptr (GError) cause = NULL;

  if (!text)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT,
                   _("“%s” is not a model of Fovea: it does not say which net it is of."), path);
      return NULL;
    }
  spec = fovea_net_spec_parse (text, NULL, &cause);
  if (spec && fovea_net_spec_check (spec, &cause))
    return g_steal_pointer (&spec);
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("The net in “%s” cannot be used: %s"), path, cause->message);
  return NULL;
}

/* The net that a file is of; no memory is taken for it before the file is known to hold all its numbers. */
FoveaNet *
fovea_net_read (const FoveaSafetensors *file, const char *path, GError **error)
{
  g_autoptr (FoveaNetSpec) spec = fovea_net_read_spec (file, path, error);
  g_autoptr (FoveaNet) net = NULL;

  if (!spec || !for_each_parameter (spec, check_parameter_cb, (gpointer) file, error)
      || !(net = fovea_net_new (spec, 0, error)) || !fovea_net_fill (net, file, path, error))
    return NULL;
  return g_steal_pointer (&net);
}

/**
 * fovea_net_load:
 *
 * Returns: (nullable): NULL with FOVEA_ERROR_FILE if the file cannot be read, with FOVEA_ERROR_FORMAT if it is not a
 *   model, or one that does not belong together
 */
FoveaNet *
fovea_net_load (const char *path, GError **error)
{
  g_autoptr (FoveaSafetensors) file = fovea_safetensors_load (path, error);

  return file ? fovea_net_read (file, path, error) : NULL;
}
