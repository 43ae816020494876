/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A net as an ONNX graph: one node a row, in the net's order, each giving the only tensor that the next one takes.
 * Two things differ between the formats. ONNX tells matrices (N×n) from volumes (N×C×H×W) where the net's language has
 * only volumes, so a Flatten or a Reshape stands where one becomes the other. And the mean and deviation of the
 * training set, which a model file keeps beside the weights, become a BatchNormalization at the head of the graph.
 *
 * The messages are built on the heap as the protobuf library would have unpacked them, so that it can free them. */

#include "config.h"

#include "engine/onnx.h"

#include "engine/file.h"
#include "engine/net-private.h"
#include "engine/onnx.pb-c.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>

enum
{
  IR_VERSION = 8,
  OPERATOR_SET = 13
};

static const gsize LARGEST_MESSAGE = G_MAXINT32; /* bytes; what readers of protocol buffers take at the most */

/**
 * Graph:
 * @nodes: of Onnx__NodeProto
 * @constants: of Onnx__TensorProto
 * @last: name of the tensor that the last node gave
 * @matrix: whether that is N×n
 */
typedef struct
{
  GPtrArray *nodes, *constants;
  char *last;
  gboolean matrix;
} Graph;

/* The messages' repeated fields are an array and a count; the array comes from a GPtrArray here. */
#define MOVE_ARRAY(message, field, array)                                                                             \
  G_STMT_START                                                                                                        \
  {                                                                                                                   \
    (message)->n_##field = (array)->len;                                                                              \
    (message)->field = (gpointer) g_ptr_array_free ((array), FALSE);                                                  \
  }                                                                                                                   \
  G_STMT_END

#define NEW_MESSAGE(Type, init) ({ Type *fresh = g_new0 (Type, 1); init (fresh); fresh; })

static Onnx__AttributeProto *
new_attribute (const char *name, Onnx__AttributeProto__AttributeType type)
{
  Onnx__AttributeProto *attribute = NEW_MESSAGE (Onnx__AttributeProto, onnx__attribute_proto__init);

  attribute->name = g_strdup (name);
  attribute->has_type = TRUE;
  attribute->type = type;
  return attribute;
}

static void
add_attribute (Onnx__NodeProto *node, Onnx__AttributeProto *attribute)
{
  node->attribute = g_renew (Onnx__AttributeProto *, node->attribute, node->n_attribute + 1);
  node->attribute[node->n_attribute++] = attribute;
}

static void
add_int (Onnx__NodeProto *node, const char *name, gint64 value)
{
  Onnx__AttributeProto *attribute = new_attribute (name, ONNX__ATTRIBUTE_PROTO__ATTRIBUTE_TYPE__INT);

  attribute->has_i = TRUE;
  attribute->i = value;
  add_attribute (node, attribute);
}

static void
add_float (Onnx__NodeProto *node, const char *name, float value)
{
  Onnx__AttributeProto *attribute = new_attribute (name, ONNX__ATTRIBUTE_PROTO__ATTRIBUTE_TYPE__FLOAT);

  attribute->has_f = TRUE;
  attribute->f = value;
  add_attribute (node, attribute);
}

static void
add_ints (Onnx__NodeProto *node, const char *name, const gint64 *values, gsize n)
{
  Onnx__AttributeProto *attribute = new_attribute (name, ONNX__ATTRIBUTE_PROTO__ATTRIBUTE_TYPE__INTS);

  attribute->n_ints = n;
  attribute->ints = g_memdup2 (values, n * sizeof *values);
  add_attribute (node, attribute);
}

/* A constant of @n_dims dimensions; returns its name, which the graph keeps. */
static const char *
add_constant (Graph *graph, const char *name, int type, const gint64 *dims, gsize n_dims, gconstpointer data, gsize size)
{
  Onnx__TensorProto *constant = NEW_MESSAGE (Onnx__TensorProto, onnx__tensor_proto__init);

  constant->name = g_strdup (name);
  constant->n_dims = n_dims;
  constant->dims = g_memdup2 (dims, n_dims * sizeof *dims);
  constant->has_data_type = TRUE;
  constant->data_type = type;
  constant->has_raw_data = TRUE;
  constant->raw_data.len = size;
  constant->raw_data.data = g_memdup2 (data, size);
  g_ptr_array_add (graph->constants, constant);
  return constant->name;
}

/* A vector for row @layer, called like the model file's tensors. */
static const char *
add_vector (Graph *graph, int layer, const char *what, const float *data, int n)
{
  g_autofree char *name = g_strdup_printf ("layers.%d.%s", layer, what);
  const gint64 dims[] = { n };

  return add_constant (graph, name, ONNX__TENSOR_PROTO__DATA_TYPE__FLOAT, dims, 1, data, n * sizeof (float));
}

static const char *
add_parameter (Graph *graph, const FoveaNet *net, int layer, FoveaParameterKind kind, const char *what)
{
  g_autoptr (FoveaTensor) tensor = fovea_net_get_parameter (net, layer, kind);

  return add_vector (graph, layer, what, tensor->data, (int) fovea_tensor_size (tensor));
}

static const char *
add_weights (Graph *graph, const FoveaNet *net, int layer, gboolean matrix)
{
  g_autoptr (FoveaTensor) tensor = fovea_net_get_parameter (net, layer, FOVEA_WEIGHT);
  g_autofree char *name = g_strdup_printf ("layers.%d.weight", layer);
  const gint64 volume[] = { tensor->n, tensor->c, tensor->h, tensor->w };
  const gint64 rows[] = { tensor->n, (gint64) fovea_tensor_size (tensor) / tensor->n };

  return add_constant (graph, name, ONNX__TENSOR_PROTO__DATA_TYPE__FLOAT, matrix ? rows : volume, matrix ? 2 : 4,
                       tensor->data, fovea_tensor_size (tensor) * sizeof (float));
}

/* A node that takes what the last one gave and then the constants that are named, up to NULL. */
static Onnx__NodeProto *
add_node (Graph *graph, const char *operation, ...)
{
  Onnx__NodeProto *node = NEW_MESSAGE (Onnx__NodeProto, onnx__node_proto__init);
  GPtrArray *inputs = g_ptr_array_new ();
  const char *input;
  va_list constants;

  g_ptr_array_add (inputs, g_steal_pointer (&graph->last));
  va_start (constants, operation);
  while ((input = va_arg (constants, const char *)))
    g_ptr_array_add (inputs, g_strdup (input));
  va_end (constants);
  MOVE_ARRAY (node, input, inputs);

  graph->last = g_strdup_printf ("%u.%s", graph->nodes->len, operation);
  node->name = g_strdup (graph->last);
  node->op_type = g_strdup (operation);
  node->n_output = 1;
  node->output = g_new (char *, 1);
  node->output[0] = g_strdup (graph->last);
  g_ptr_array_add (graph->nodes, node);
  return node;
}

static void
become_matrix (Graph *graph)
{
  if (!graph->matrix)
    add_int (add_node (graph, "Flatten", NULL), "axis", 1);
  graph->matrix = TRUE;
}

static void
become_volume (Graph *graph, const FoveaShape *shape)
{
  const gint64 four = 4, dims[] = { 0, shape->depth, shape->height, shape->width }; /* 0: as it was */
  g_autofree char *name = g_strdup_printf ("%u.shape", graph->nodes->len);

  if (graph->matrix)
    add_node (graph, "Reshape",
              add_constant (graph, name, ONNX__TENSOR_PROTO__DATA_TYPE__INT64, &four, 1, dims, sizeof dims), NULL);
  graph->matrix = FALSE;
}

/* Kernel, strides and paddings of a CONV or pooling. A last window that hangs over the padded input (rounding up) is
 * met by more padding at the end; @clip leaves it to ONNX's ceil_mode instead, which does not count those cells. */
static void
add_window (Onnx__NodeProto *node, const FoveaLayerSpec *layer, gboolean clip)
{
  FoveaGeometry axes[] = { fovea_layer_spec_geometry (layer, TRUE), fovea_layer_spec_geometry (layer, FALSE) };
  const FoveaWindow *window = &layer->window;
  const gint64 extent[] = { window->extent, window->extent }, stride[] = { window->stride, window->stride };
  gint64 pads[4];

  for (int i = 0; i < 2; i++)
    {
      int output = i == 0 ? layer->out.height : layer->out.width;
      int reach = (output - 1) * axes[i].stride + fovea_geometry_extent (&axes[i]);

      pads[i] = axes[i].pad;
      pads[2 + i] = clip ? axes[i].pad_end : MAX (axes[i].pad_end, reach - axes[i].input - axes[i].pad);
    }
  add_ints (node, "kernel_shape", extent, 2);
  add_ints (node, "strides", stride, 2);
  add_ints (node, "pads", pads, 4);
}

static void
add_conv (Graph *graph, const FoveaNet *net, int row, const FoveaLayerSpec *layer)
{
  const char *weight = add_weights (graph, net, row, FALSE);
  Onnx__NodeProto *node
      = add_node (graph, "Conv", weight, add_parameter (graph, net, row, FOVEA_BIAS, "bias"), NULL);
  const gint64 dilation[] = { layer->window.dilation, layer->window.dilation };

  add_window (node, layer, FALSE);
  add_ints (node, "dilations", dilation, 2);
  add_int (node, "group", layer->groups);
}

static void
add_pool (Graph *graph, const FoveaLayerSpec *layer)
{
  gboolean average = layer->kind == FOVEA_LAYER_AVGPOOL, ceil = layer->window.round == FOVEA_ROUND_CEIL;
  Onnx__NodeProto *node = add_node (graph, average ? "AveragePool" : "MaxPool", NULL);

  add_window (node, layer, average && ceil);
  if (average)
    {
      add_int (node, "count_include_pad", 1);
      add_int (node, "ceil_mode", ceil);
    }
}

static void
add_fc (Graph *graph, const FoveaNet *net, int row)
{
  const char *weight = add_weights (graph, net, row, TRUE);

  add_int (add_node (graph, "Gemm", weight, add_parameter (graph, net, row, FOVEA_BIAS, "bias"), NULL), "transB", 1);
}

static void
add_batchnorm (Graph *graph, const FoveaNet *net, int row)
{
  const char *scale = add_parameter (graph, net, row, FOVEA_WEIGHT, "weight");
  const char *shift = add_parameter (graph, net, row, FOVEA_BIAS, "bias");
  const char *mean = add_parameter (graph, net, row, FOVEA_RUNNING_MEAN, "running_mean");
  const char *variance = add_parameter (graph, net, row, FOVEA_RUNNING_VAR, "running_var");

  add_float (add_node (graph, "BatchNormalization", scale, shift, mean, variance, NULL), "epsilon", 1e-5f);
}

/* y = x / (2 + 1e-4 Σ x²)^¾ over five channels; ONNX divides alpha by the size. */
static void
add_lrn (Graph *graph)
{
  Onnx__NodeProto *node = add_node (graph, "LRN", NULL);

  add_int (node, "size", 5);
  add_float (node, "alpha", 5e-4f);
  add_float (node, "beta", 0.75f);
  add_float (node, "bias", 2);
}

/* (x − mean) / deviation */
static void
add_normalisation (Graph *graph, const FoveaNet *net, int channels)
{
  float mean[3], deviation[3], one[3] = { 1, 1, 1 }, none[3] = { 0 }, variance[3];

  fovea_net_get_statistics (net, mean, deviation);
  for (int c = 0; c < 3; c++)
    variance[c] = deviation[c] * deviation[c];
  add_float (add_node (graph, "BatchNormalization", add_vector (graph, 0, "weight", one, channels),
                       add_vector (graph, 0, "bias", none, channels), add_vector (graph, 0, "mean", mean, channels),
                       add_vector (graph, 0, "var", variance, channels), NULL),
             "epsilon", 0);
}

static void
add_softmax (Graph *graph)
{
  become_matrix (graph);
  add_int (add_node (graph, "Softmax", NULL), "axis", 1);
}

static void
add_row (Graph *graph, const FoveaNet *net, int row, const FoveaLayerSpec *layer)
{
  switch (layer->kind)
    {
    case FOVEA_LAYER_INPUT:
      if (layer->out.depth <= 3)
        add_normalisation (graph, net, layer->out.depth);
      break;
    case FOVEA_LAYER_CONV:
      become_volume (graph, &layer->in);
      add_conv (graph, net, row, layer);
      break;
    case FOVEA_LAYER_POOL:
    case FOVEA_LAYER_AVGPOOL:
      become_volume (graph, &layer->in);
      add_pool (graph, layer);
      break;
    case FOVEA_LAYER_FC:
      become_matrix (graph);
      add_fc (graph, net, row);
      break;
    case FOVEA_LAYER_RELU:
      add_node (graph, "Relu", NULL);
      break;
    case FOVEA_LAYER_TANH:
      add_node (graph, "Tanh", NULL);
      break;
    case FOVEA_LAYER_SIGMOID:
      add_node (graph, "Sigmoid", NULL);
      break;
    case FOVEA_LAYER_LRN:
      become_volume (graph, &layer->in);
      add_lrn (graph);
      break;
    case FOVEA_LAYER_BATCHNORM:
      add_batchnorm (graph, net, row);
      break;
    case FOVEA_LAYER_SOFTMAX:
      add_softmax (graph);
      break;
    case FOVEA_LAYER_DROPOUT: /* drops nothing once trained */
    default:
      break;
    }
}

/* What a caller of the model sees: N images of @dims further sizes. */
static Onnx__ValueInfoProto *
new_value_info (const char *name, const gint64 *dims, gsize n_dims)
{
  Onnx__ValueInfoProto *value = NEW_MESSAGE (Onnx__ValueInfoProto, onnx__value_info_proto__init);
  Onnx__TypeProto__Tensor *tensor = NEW_MESSAGE (Onnx__TypeProto__Tensor, onnx__type_proto__tensor__init);
  GPtrArray *dimensions = g_ptr_array_new ();

  for (gsize i = 0; i <= n_dims; i++)
    {
      Onnx__TensorShapeProto__Dimension *dimension
          = NEW_MESSAGE (Onnx__TensorShapeProto__Dimension, onnx__tensor_shape_proto__dimension__init);

      if (i == 0)
        dimension->dim_param = g_strdup ("N");
      else
        dimension->dim_value = dims[i - 1];
      dimension->has_dim_value = i > 0;
      g_ptr_array_add (dimensions, dimension);
    }
  tensor->has_elem_type = TRUE;
  tensor->elem_type = ONNX__TENSOR_PROTO__DATA_TYPE__FLOAT;
  tensor->shape = NEW_MESSAGE (Onnx__TensorShapeProto, onnx__tensor_shape_proto__init);
  MOVE_ARRAY (tensor->shape, dim, dimensions);
  value->name = g_strdup (name);
  value->type = NEW_MESSAGE (Onnx__TypeProto, onnx__type_proto__init);
  value->type->tensor_type = tensor;
  return value;
}

static Onnx__GraphProto *
new_graph (const FoveaNet *net)
{
  FoveaNetSpec *spec = fovea_net_get_spec (net);
  const FoveaShape *in = &spec->layers[0].out;
  const gint64 image[] = { in->depth, in->height, in->width }, scores[] = { fovea_net_spec_classes (spec) };
  Onnx__GraphProto *message = NEW_MESSAGE (Onnx__GraphProto, onnx__graph_proto__init);
  Graph graph = { g_ptr_array_new (), g_ptr_array_new (), g_strdup ("image"), FALSE };
  Onnx__NodeProto *last;

  for (int i = 0; i < spec->n_layers; i++)
    add_row (&graph, net, i, &spec->layers[i]);
  if (spec->layers[spec->n_layers - 1].kind != FOVEA_LAYER_SOFTMAX)
    add_softmax (&graph);
  last = g_ptr_array_index (graph.nodes, graph.nodes->len - 1);
  g_free (last->output[0]);
  last->output[0] = g_strdup ("probabilities");
  g_free (graph.last);

  message->name = g_strdup ("fovea");
  MOVE_ARRAY (message, node, graph.nodes);
  MOVE_ARRAY (message, initializer, graph.constants);
  message->n_input = message->n_output = 1;
  message->input = g_new (Onnx__ValueInfoProto *, 1);
  message->input[0] = new_value_info ("image", image, 3);
  message->output = g_new (Onnx__ValueInfoProto *, 1);
  message->output[0] = new_value_info ("probabilities", scores, 1);
  return message;
}

static Onnx__StringStringEntryProto *
new_metadata (const char *key, char *value)
{
  Onnx__StringStringEntryProto *entry
      = NEW_MESSAGE (Onnx__StringStringEntryProto, onnx__string_string_entry_proto__init);

  entry->key = g_strdup (key);
  entry->value = value;
  return entry;
}

static Onnx__ModelProto *
new_model (const FoveaNet *net)
{
  Onnx__ModelProto *model = NEW_MESSAGE (Onnx__ModelProto, onnx__model_proto__init);
  GPtrArray *metadata = g_ptr_array_new ();

  model->has_ir_version = TRUE;
  model->ir_version = IR_VERSION;
  model->producer_name = g_strdup ("Fovea");
  model->n_opset_import = 1;
  model->opset_import = g_new (Onnx__OperatorSetIdProto *, 1);
  model->opset_import[0] = NEW_MESSAGE (Onnx__OperatorSetIdProto, onnx__operator_set_id_proto__init);
  model->opset_import[0]->domain = g_strdup ("");
  model->opset_import[0]->has_version = TRUE;
  model->opset_import[0]->version = OPERATOR_SET;
  model->graph = new_graph (net);
  g_ptr_array_add (metadata, new_metadata ("fovea.net", fovea_net_spec_to_text (fovea_net_get_spec (net))));
  if (fovea_net_get_class_names (net))
    g_ptr_array_add (metadata, new_metadata ("fovea.classes", fovea_net_class_names_to_json (net)));
  MOVE_ARRAY (model, metadata_props, metadata);
  return model;
}

gboolean
fovea_net_export_onnx (const FoveaNet *net, const char *path, GError **error)
{
  Onnx__ModelProto *model = new_model (net);
  gsize size = onnx__model_proto__get_packed_size (model);
  g_autofree guint8 *data = NULL;

  if (size <= LARGEST_MESSAGE)
    {
      data = g_malloc (size);
      onnx__model_proto__pack (model, data);
    }
  onnx__model_proto__free_unpacked (model, NULL);
  if (!data)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                   _("The net is too large for an ONNX file: it would take %zu bytes, and one may hold %zu at the most."),
                   size, LARGEST_MESSAGE);
      return FALSE;
    }
  return fovea_file_write (path, data, size, error);
}
