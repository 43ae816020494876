/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a net's text means: the shape after every layer, its parameters and multiply-adds, and what one cell sees.
 *
 *   CONV  K·(F·F·D/groups + 1) parameters, W2·H2·K·F·F·D/groups multiply-adds
 *   FC    n·(W·H·D + 1) parameters, n·W·H·D multiply-adds
 *   BATCHNORM  a scale and a shift for each slice: 2·D parameters
 *
 * The receptive field grows by (E − 1)·jump with every window, E the cells that it covers and jump the product of the
 * strides before it (Dumoulin and Visin, A guide to convolution arithmetic, 2016). */

#include "config.h"

#include "engine/net-parser.h"
#include "engine/net-spec.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>

#define MAX_NUMBERS ((gint64) G_MAXINT) /* in one layer's output, and of all parameters together: 8 GiB of floats */

typedef struct
{
  const char *name, *text;
} NamedNet;

static const NamedNet named_nets[] = {
  { "perceptron", "INPUT 20x20x1, FC 1" },
  { "lenet-5", "INPUT 28x28x1, CONV 5x5x6 pad 2, RELU, POOL 2, CONV 5x5x16, RELU, POOL 2, "
               "FC 120, RELU, FC 84, RELU, FC 10" },
  { "cifar-demo", "INPUT 32x32x3, CONV 5x5x16 pad 2, RELU, POOL 2, [CONV 5x5x20 pad 2, RELU, POOL 2]*2, FC 10" },
  { "small-vgg", "INPUT 32x32x3, (CONV 3x3x32 pad 1, RELU)*2, POOL 2, (CONV 3x3x64 pad 1, RELU)*2, POOL 2, "
                 "FC 256, RELU, FC 10" },
  { "mnist-net", "INPUT 28x28x1, (CONV 3x3x24 pad 1, BATCHNORM, RELU)*2, POOL 2, "
                 "(CONV 3x3x48 pad 1, BATCHNORM, RELU)*2, POOL 2, DROPOUT 0.3, FC 10" },
  { "cifar-net", "INPUT 32x32x3, (CONV 3x3x32 pad 1, BATCHNORM, RELU)*2, POOL 2, "
                 "(CONV 3x3x64 pad 1, BATCHNORM, RELU)*2, POOL 2, (CONV 3x3x128 pad 1, BATCHNORM, RELU)*2, "
                 "AVGPOOL 8, FC 10" },
  { "shapes-net", "INPUT 32x32x3, CONV 5x5x32 pad 2, RELU, POOL 2, CONV 3x3x32 pad 1, RELU, POOL 2, "
                  "CONV 3x3x64 pad 1, RELU, POOL 2, FC 10" },
  { "alexnet", "INPUT 227x227x3, CONV 11x11x96 stride 4, RELU, LRN, POOL 3 stride 2, "
               "CONV 5x5x256 pad 2, RELU, LRN, POOL 3 stride 2, "
               "(CONV 3x3x384 pad 1, RELU)*2, CONV 3x3x256 pad 1, RELU, POOL 3 stride 2, "
               "(FC 4096, RELU, DROPOUT 0.5)*2, FC 1000" },
  { "vgg-16", "INPUT 224x224x3, (CONV 3x3x64 pad 1, RELU)*2, POOL 2, (CONV 3x3x128 pad 1, RELU)*2, POOL 2, "
              "(CONV 3x3x256 pad 1, RELU)*3, POOL 2, [(CONV 3x3x512 pad 1, RELU)*3, POOL 2]*2, "
              "(FC 4096, RELU, DROPOUT 0.5)*2, FC 1000" },
};

/* What grows from layer to layer: how far two neighbouring cells' windows lie apart, and how much they see. */
typedef struct
{
  gint64 jump, field;
} View;

static gint64
get_volume (const FoveaShape *shape)
{
  return (gint64) shape->width * shape->height * shape->depth;
}

static gboolean
has_window (const FoveaLayerSpec *layer)
{
  return layer->kind == FOVEA_LAYER_CONV || layer->kind == FOVEA_LAYER_POOL || layer->kind == FOVEA_LAYER_AVGPOOL;
}

/* a·b, or more than MAX_NUMBERS where that is more. */
static gint64
multiply (gint64 a, gint64 b)
{
  gint64 product;

  return __builtin_mul_overflow (a, b, &product) ? G_MAXINT64 : product;
}

static gboolean
fail_at (const FoveaParsedLayer *layer, GError **error, const char *problem)
{
  g_autofree char *text = fovea_layer_spec_to_text (&layer->spec);

  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, _("Line %d, column %d: %s: %s"), layer->line, layer->column,
               text, problem);
  return FALSE;
}

/* Shape of CONV and pools; zero where the window does not fit. */
static void
infer_window_shape (FoveaLayerSpec *layer)
{
  FoveaGeometry columns = fovea_layer_spec_geometry (layer, FALSE);
  FoveaGeometry rows = fovea_layer_spec_geometry (layer, TRUE);
  int depth = layer->kind == FOVEA_LAYER_CONV ? layer->filters : layer->in.depth;

  layer->out = (FoveaShape){ fovea_geometry_fit (&columns).output, fovea_geometry_fit (&rows).output, depth };
  if (layer->out.width == 0 || layer->out.height == 0)
    layer->out = (FoveaShape){ 0 };
}

static void
infer_shape (FoveaLayerSpec *layer)
{
  if (has_window (layer))
    infer_window_shape (layer);
  else if (layer->kind == FOVEA_LAYER_FC)
    layer->out = (FoveaShape){ 1, 1, layer->filters };
  else
    layer->out = layer->in;
}

static void
count (FoveaLayerSpec *layer)
{
  gint64 weights = 0; /* of one filter or neuron */

  if (layer->kind == FOVEA_LAYER_CONV)
    weights = multiply ((gint64) layer->window.extent * layer->window.extent, layer->in.depth / layer->groups);
  else if (layer->kind == FOVEA_LAYER_FC)
    weights = get_volume (&layer->in);
  layer->macs = multiply (multiply (weights, layer->filters), (gint64) layer->out.width * layer->out.height);
  layer->parameters = layer->kind == FOVEA_LAYER_BATCHNORM ? 2 * (gint64) layer->in.depth
                                                           : multiply (weights + (weights > 0), layer->filters);
}

static void
look (FoveaLayerSpec *layer, View *view)
{
  if (layer->kind == FOVEA_LAYER_FC)
    view->field = 0;
  if (has_window (layer) && view->field > 0)
    {
      gint64 steps = (gint64) fovea_geometry_extent (&(FoveaGeometry){
                         .filter = layer->window.extent, .dilation = layer->window.dilation }) - 1;

      view->field = MIN (view->field + multiply (steps, view->jump), G_MAXINT);
      view->jump = MIN (multiply (view->jump, layer->window.stride), G_MAXINT);
    }
  layer->receptive_field = (int) view->field;
}

static gboolean
check_groups (const FoveaParsedLayer *layer, GError **error)
{
  const FoveaLayerSpec *spec = &layer->spec;
  g_autofree char *problem = NULL;

  if (spec->kind != FOVEA_LAYER_CONV || (spec->in.depth % spec->groups == 0 && spec->filters % spec->groups == 0))
    return TRUE;
  problem = g_strdup_printf (_("%d groups must divide both the depth %d of the input and the number of filters, %d."),
                             spec->groups, spec->in.depth, spec->filters);
  return fail_at (layer, error, problem);
}

static gboolean
check_size (const FoveaParsedLayer *layer, gint64 numbers, GError **error)
{
  g_autofree char *problem = NULL;

  if (numbers <= MAX_NUMBERS)
    return TRUE;
  problem = g_strdup_printf (_("the net becomes too large here: more than %" PRId64 " numbers."),
                             MAX_NUMBERS);
  return fail_at (layer, error, problem);
}

/* Fills in @layer, behind one with the shape @in. Sets the net's misfit where its window does not fit. */
static gboolean
infer_layer (FoveaNetSpec *self, int index, FoveaParsedLayer *layer, const FoveaShape *in, View *view, GError **error)
{
  FoveaLayerSpec *spec = &layer->spec;

  spec->in = *in;
  if (in->depth == 0)
    {
      spec->in = spec->out = (FoveaShape){ 0 };
      return TRUE;
    }
  if (!check_groups (layer, error))
    return FALSE;
  infer_shape (spec);
  if (spec->out.depth == 0)
    {
      self->misfit = index;
      return TRUE;
    }
  if (!check_size (layer, multiply ((gint64) spec->out.width * spec->out.height, spec->out.depth), error))
    return FALSE;
  count (spec);
  look (spec, view);
  self->parameters += spec->parameters;
  self->macs = spec->macs > G_MAXINT64 - self->macs ? G_MAXINT64 : self->macs + spec->macs;
  return check_size (layer, self->parameters, error);
}

static gboolean
check_input_comes_first (const GArray *layers, GError **error)
{
  for (guint i = 1; i < layers->len; i++)
    {
      const FoveaParsedLayer *layer = &g_array_index (layers, FoveaParsedLayer, i);

      if (layer->spec.kind == FOVEA_LAYER_INPUT)
        return fail_at (layer, error, _("INPUT comes first, and once."));
    }
  return TRUE;
}

/* Puts an INPUT of shape @input before layers that have none. */
static gboolean
complete (GArray *layers, const FoveaShape *input, GError **error)
{
  FoveaParsedLayer first = { .spec.kind = FOVEA_LAYER_INPUT, .line = 1, .column = 1 };

  if (layers->len > 0 && g_array_index (layers, FoveaParsedLayer, 0).spec.kind == FOVEA_LAYER_INPUT)
    return TRUE;
  if (input == NULL)
    {
      g_set_error_literal (error, FOVEA_ERROR, FOVEA_ERROR_SYNTAX,
                           _("The net does not say what goes in: begin it with INPUT WxHxD, for instance "
                             "INPUT 32x32x3."));
      return FALSE;
    }
  first.spec.in = first.spec.out = *input;
  g_array_prepend_val (layers, first);
  return TRUE;
}

/**
 * fovea_net_spec_parse:
 * @text: a net in the language of nets (not a name)
 * @input: (nullable): what goes in where the text has no INPUT
 *
 * Reads a net and works out its shapes and counts. A window that does not fit is no error: it is noted as the misfit.
 *
 * Returns: (transfer full): the net, or NULL with FOVEA_ERROR_SYNTAX or FOVEA_ERROR_ARGUMENT
 */
FoveaNetSpec *
fovea_net_spec_parse (const char *text, const FoveaShape *input, GError **error)
{
  g_autoptr (GArray) layers = NULL;
  g_autoptr (FoveaNetSpec) self = NULL;
  View view = { 1, 1 };

  g_return_val_if_fail (text != NULL, NULL);

  layers = fovea_net_parse_layers (text, error);
  if (layers == NULL || !check_input_comes_first (layers, error) || !complete (layers, input, error))
    return NULL;
  self = g_new0 (FoveaNetSpec, 1);
  g_atomic_ref_count_init (&self->references);
  self->misfit = -1;
  self->n_layers = (int) layers->len;
  self->layers = g_new0 (FoveaLayerSpec, layers->len);
  for (int i = 0; i < self->n_layers; i++)
    {
      FoveaParsedLayer *layer = &g_array_index (layers, FoveaParsedLayer, i);

      if (!infer_layer (self, i, layer, i == 0 ? &layer->spec.out : &self->layers[i - 1].out, &view, error))
        return NULL;
      self->layers[i] = layer->spec;
    }
  return g_steal_pointer (&self);
}

/**
 * fovea_net_spec_named:
 *
 * Returns: (nullable): the text of the net that is called @name, whatever its case
 */
const char *
fovea_net_spec_named (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (named_nets); i++)
    if (g_ascii_strcasecmp (name, named_nets[i].name) == 0)
      return named_nets[i].text;
  return NULL;
}

/* Parses @what: the name of a net, or its text. */
FoveaNetSpec *
fovea_net_spec_open (const char *what, const FoveaShape *input, GError **error)
{
  const char *named = fovea_net_spec_named (what);

  return fovea_net_spec_parse (named != NULL ? named : what, input, error);
}

/* The names that fovea_net_spec_named() knows, NULL at the end. */
const char *const *
fovea_net_spec_names (void)
{
  static const char *names[G_N_ELEMENTS (named_nets) + 1];
  static gsize initialised = 0;

  if (g_once_init_enter (&initialised))
    {
      for (guint i = 0; i < G_N_ELEMENTS (named_nets); i++)
        names[i] = named_nets[i].name;
      g_once_init_leave (&initialised, 1);
    }
  return names;
}

FoveaNetSpec *
fovea_net_spec_ref (FoveaNetSpec *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
fovea_net_spec_unref (FoveaNetSpec *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->layers);
  g_free (self);
}

static void
append_window (GString *text, const FoveaLayerSpec *layer)
{
  static const char *const rounds[] = { "error", "floor", "ceil" };
  const FoveaWindow *window = &layer->window;

  if (window->stride != (layer->kind == FOVEA_LAYER_CONV ? 1 : window->extent))
    g_string_append_printf (text, " stride %d", window->stride);
  if (window->same)
    g_string_append (text, " pad same");
  else if (window->pad != 0)
    g_string_append_printf (text, " pad %d", window->pad);
  if (window->dilation != 1)
    g_string_append_printf (text, " dilation %d", window->dilation);
  if (layer->kind == FOVEA_LAYER_CONV && layer->groups != 1)
    g_string_append_printf (text, " groups %d", layer->groups);
  if (window->round != FOVEA_ROUND_ERROR)
    g_string_append_printf (text, " round %s", rounds[window->round]);
}

/* The shortest decimal that reads back as the same float. */
static void
append_probability (GString *text, float probability)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  for (int precision = 1; precision <= 9; precision++)
    {
      g_autofree char *format = g_strdup_printf ("%%.%df", precision);

      g_ascii_formatd (digits, sizeof digits, format, probability);
      if ((float) g_ascii_strtod (digits, NULL) == probability)
        break;
    }
  g_string_append_printf (text, " %s", digits);
}

/**
 * fovea_layer_spec_to_text:
 *
 * Returns: the layer in canonical form, defaults left out: `CONV 5x5x16 pad 2`
 */
char *
fovea_layer_spec_to_text (const FoveaLayerSpec *self)
{
  GString *text = g_string_new (fovea_layer_kind_name (self->kind));

  switch (self->kind)
    {
    case FOVEA_LAYER_INPUT:
      g_string_append_printf (text, " %dx%dx%d", self->out.width, self->out.height, self->out.depth);
      break;
    case FOVEA_LAYER_CONV:
      g_string_append_printf (text, " %dx%dx%d", self->window.extent, self->window.extent, self->filters);
      append_window (text, self);
      break;
    case FOVEA_LAYER_POOL:
    case FOVEA_LAYER_AVGPOOL:
      g_string_append_printf (text, " %d", self->window.extent);
      append_window (text, self);
      break;
    case FOVEA_LAYER_FC:
      g_string_append_printf (text, " %d", self->filters);
      break;
    case FOVEA_LAYER_DROPOUT:
      append_probability (text, self->probability);
      break;
    default:
      break;
    }
  return g_string_free (text, FALSE);
}

/* The whole net in canonical form, on one line; fovea_net_spec_parse() reads it back as the same net. */
char *
fovea_net_spec_to_text (const FoveaNetSpec *self)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < self->n_layers; i++)
    {
      g_autofree char *layer = fovea_layer_spec_to_text (&self->layers[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", layer);
    }
  return g_string_free (text, FALSE);
}

/**
 * fovea_layer_spec_geometry:
 * @vertical: along the rows' axis (the height) instead of the columns' (the width)
 *
 * The window of a CONV or a pool on its own input, whose shape must be known.
 */
FoveaGeometry
fovea_layer_spec_geometry (const FoveaLayerSpec *self, gboolean vertical)
{
  return fovea_window_geometry (&self->window, vertical, vertical ? self->in.height : self->in.width);
}

/* Of the two axes of a misfit, the one that does not fit (the width if neither does). */
FoveaGeometry
fovea_layer_spec_misfit (const FoveaLayerSpec *self)
{
  FoveaGeometry columns = fovea_layer_spec_geometry (self, FALSE);

  return fovea_geometry_fit (&columns).output == 0 ? columns : fovea_layer_spec_geometry (self, TRUE);
}

/**
 * fovea_net_spec_say_misfit:
 * @symbols: (array length=4): what each #FoveaParameter is called
 *
 * Returns: (transfer full): of a net that has one: the layer, the arithmetic, what would fit
 */
char *
fovea_net_spec_say_misfit (const FoveaNetSpec *self, const char *const *symbols)
{
  const FoveaLayerSpec *layer = &self->layers[MAX (self->misfit, 0)];
  FoveaGeometry geometry = fovea_layer_spec_misfit (layer);
  g_autofree char *text = fovea_layer_spec_to_text (layer), *detail = NULL;

  g_return_val_if_fail (self->misfit >= 0, NULL);

  detail = fovea_geometry_detail_with (&geometry, symbols);
  return g_strdup_printf (_("Layer %d, %s, does not fit its input of %d×%d×%d: %s."), self->misfit, text,
                          layer->in.width, layer->in.height, layer->in.depth, detail);
}

/* Returns: whether every window fits; if not, FALSE with FOVEA_ERROR_MISFIT and what fovea_net_spec_say_misfit() says */
gboolean
fovea_net_spec_check (const FoveaNetSpec *self, GError **error)
{
  g_autofree char *words = NULL;

  if (self->misfit < 0)
    return TRUE;
  words = fovea_net_spec_say_misfit (self, fovea_parameter_symbols);
  g_set_error_literal (error, FOVEA_ERROR, FOVEA_ERROR_MISFIT, words);
  return FALSE;
}

gboolean
fovea_layer_spec_has_weights (const FoveaLayerSpec *self)
{
  return self->kind == FOVEA_LAYER_CONV || self->kind == FOVEA_LAYER_FC || self->kind == FOVEA_LAYER_BATCHNORM;
}

/* The row of the first CONV, or −1. */
int
fovea_net_spec_first_conv (const FoveaNetSpec *self)
{
  for (int i = 0; i < self->n_layers; i++)
    if (self->layers[i].kind == FOVEA_LAYER_CONV)
      return i;
  return -1;
}

/* How many numbers come out at the end: its classes if it classifies; 0 if a window does not fit. */
int
fovea_net_spec_classes (const FoveaNetSpec *self)
{
  return (int) get_volume (&self->layers[self->n_layers - 1].out);
}
