/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A chain of layers with a window. It is a net of the engine without weights: every change writes the net's text anew
 * and lets the engine read it, so that sizes, misfits and receptive fields are the engine's own. */

#include "config.h"

#include "lesson/stack.h"

#include "lesson/sliding.h"
#include "lesson/stack-rows.h"
#include "lesson/stack-words.h"

#include <glib/gi18n-lib.h>

struct _FoveaStack
{
  FoveaLesson parent_instance;

  FoveaNetSpec *net;  /* all of it */
  FoveaNetSpec *spec; /* INPUT and layers with a window */
  gboolean table;
  int layer;          /* the chosen one, from 1 */
};

G_DEFINE_FINAL_TYPE (FoveaStack, fovea_stack, FOVEA_TYPE_LESSON)

enum
{
  PROP_0,
  PROP_LAYERS,
  PROP_TABLE,
  PROP_INPUT,
  PROP_INPUT_WIDTH,
  PROP_INPUT_HEIGHT,
  PROP_DEPTH,
  PROP_LAYER,
  PROP_KIND,
  PROP_FILTER,
  PROP_FILTERS,
  PROP_STRIDE,
  PROP_PAD,
  PROP_DILATION,
  PROP_ROUND,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const char start_text[] = "INPUT 32x32x3, CONV 5x5x6, CONV 5x5x10";

/* --- the chain */

static void
notify_all (FoveaStack *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  for (int i = 1; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  g_object_thaw_notify (G_OBJECT (self));
}

/* Looks from @layer now, at the cell in the middle of its map. */
static void
choose (FoveaStack *self, int layer)
{
  FoveaShape shape;

  self->layer = CLAMP (layer, 1, self->spec->n_layers - 1);
  shape = fovea_stack_get_shape (self, self->layer);
  notify_all (self);
  fovea_lesson_move (FOVEA_LESSON (self), MAX (shape.height - 1, 0) / 2 * shape.width + MAX (shape.width - 1, 0) / 2);
}

/* A net too large to be reckoned with leaves everything as it is. */
static gboolean
set_rows (FoveaStack *self, const GArray *rows, const GArray *others, int layer, GError **error)
{
  g_autoptr (FoveaNetSpec) spec = fovea_stack_rows_read (rows, NULL, error);
  FoveaNetSpec *net = spec ? fovea_stack_rows_read (rows, others, error) : NULL;
  g_autofree char *before = NULL, *after = NULL;

  if (!net)
    return FALSE;
  before = fovea_net_spec_to_text (self->net);
  after = fovea_net_spec_to_text (net);
  fovea_net_spec_unref (self->net);
  fovea_net_spec_unref (self->spec);
  self->net = net;
  self->spec = g_steal_pointer (&spec);
  if (layer != self->layer || !g_str_equal (before, after))
    choose (self, layer);
  return TRUE;
}

/**
 * fovea_stack_set_layers:
 * @text: a net's name or text; without INPUT the present input stays
 *
 * Chooses the last layer that fits, or the one that does not.
 *
 * Returns: FALSE with FOVEA_ERROR_SYNTAX or FOVEA_ERROR_ARGUMENT, and nothing changed, if it is no net, or has no
 *   layer with a window
 */
gboolean
fovea_stack_set_layers (FoveaStack *self, const char *text, GError **error)
{
  g_autoptr (FoveaNetSpec) spec = fovea_net_spec_open (text, &self->spec->layers[0].out, error);
  g_autoptr (GArray) rows = spec ? fovea_stack_rows_take (spec) : NULL;
  g_autoptr (GArray) others = spec ? fovea_stack_rows_take_others (spec) : NULL;
  g_autoptr (FoveaNetSpec) chain = NULL;

  if (!rows || !fovea_stack_rows_check (rows, error) || !(chain = fovea_stack_rows_read (rows, NULL, error)))
    return FALSE;
  return set_rows (self, rows, others, chain->misfit > 0 ? chain->misfit : chain->n_layers - 1, error);
}

static FoveaLayerSpec *
row_of (GArray *rows, int layer)
{
  return &g_array_index (rows, FoveaLayerSpec, layer);
}

void
fovea_stack_add (FoveaStack *self)
{
  g_autoptr (GArray) rows = fovea_stack_rows_take (self->net), others = fovea_stack_rows_take_others (self->net);
  FoveaLayerSpec copy = *row_of (rows, self->layer);

  if (fovea_stack_count_layers (self) == FOVEA_STACK_MAX_LAYERS)
    return;
  g_array_insert_val (rows, self->layer + 1, copy);
  fovea_stack_others_shift (others, self->layer + 1, 1);
  fovea_stack_others_copy (others, self->layer, self->layer + 1);
  set_rows (self, rows, others, self->layer + 1, NULL);
}

/* Takes the chosen layer out, with what followed it at once, but for the only one. */
void
fovea_stack_remove (FoveaStack *self)
{
  g_autoptr (GArray) rows = fovea_stack_rows_take (self->net), others = fovea_stack_rows_take_others (self->net);

  if (fovea_stack_count_layers (self) == 1)
    return;
  g_array_remove_index (rows, self->layer);
  fovea_stack_others_remove (others, self->layer);
  fovea_stack_others_shift (others, self->layer + 1, -1);
  set_rows (self, rows, others, MIN (self->layer, (int) rows->len - 1), NULL);
}

/* --- one layer */

static int
get_number (FoveaStack *self, guint id)
{
  const FoveaLayerSpec *row = &self->spec->layers[self->layer];

  switch (id)
    {
    case PROP_INPUT:
    case PROP_INPUT_WIDTH:
      return self->spec->layers[0].out.width;
    case PROP_INPUT_HEIGHT:
      return self->spec->layers[0].out.height;
    case PROP_DEPTH:
      return self->spec->layers[0].out.depth;
    case PROP_LAYER:
      return self->layer;
    case PROP_KIND:
      return fovea_stack_row_get_kind (row);
    case PROP_FILTER:
      return row->window.extent;
    case PROP_FILTERS:
      return row->kind == FOVEA_LAYER_CONV ? row->filters : MAX (row->in.depth, 1);
    case PROP_STRIDE:
      return row->window.stride;
    case PROP_PAD:
      return row->window.pad;
    case PROP_DILATION:
      return row->window.dilation;
    default:
      return fovea_stack_get_convention (self, self->layer);
    }
}

static void
change_window (FoveaLayerSpec *row, guint id, int value)
{
  gboolean pools = row->kind != FOVEA_LAYER_CONV;

  if (id == PROP_FILTER)
    row->window.extent = value;
  else if (id == PROP_STRIDE)
    row->window.stride = value;
  else if (id == PROP_PAD)
    row->window.pad = value;
  else if (id == PROP_DILATION && !pools)
    row->window.dilation = value;
  else if (id == PROP_FILTERS && !pools)
    row->filters = value;
  if (pools)
    row->window.pad = MIN (row->window.pad, row->window.extent - 1);
}

static void
set_number (FoveaStack *self, guint id, int value)
{
  g_autoptr (GArray) rows = fovea_stack_rows_take (self->net), others = fovea_stack_rows_take_others (self->net);
  FoveaShape *input = &row_of (rows, 0)->out;

  if (id == PROP_INPUT || id == PROP_INPUT_WIDTH)
    input->width = value;
  if (id == PROP_INPUT || id == PROP_INPUT_HEIGHT)
    input->height = value;
  if (id == PROP_DEPTH)
    input->depth = value;
  else if (id == PROP_KIND)
    fovea_stack_row_set_kind (row_of (rows, self->layer), value, row_of (rows, self->layer)->in.depth);
  else if (id == PROP_LAYER)
    fovea_stack_set_layer (self, value);
  else if (id == PROP_ROUND)
    fovea_stack_set_convention (self, self->layer, value);
  else
    change_window (row_of (rows, self->layer), id, value);
  if (id != PROP_LAYER && id != PROP_ROUND)
    set_rows (self, rows, others, self->layer, NULL);
}

FoveaConvention
fovea_stack_get_convention (FoveaStack *self, int layer)
{
  static const FoveaConvention conventions[]
      = { FOVEA_CONVENTION_REFUSE, FOVEA_CONVENTION_FLOOR, FOVEA_CONVENTION_CEIL };
  const FoveaWindow *window = &self->spec->layers[layer].window;

  return window->same ? FOVEA_CONVENTION_SAME : conventions[window->round];
}

void
fovea_stack_set_convention (FoveaStack *self, int layer, FoveaConvention convention)
{
  static const FoveaRound rounds[]
      = { FOVEA_ROUND_ERROR, FOVEA_ROUND_FLOOR, FOVEA_ROUND_CEIL, FOVEA_ROUND_ERROR };
  g_autoptr (GArray) rows = fovea_stack_rows_take (self->net), others = fovea_stack_rows_take_others (self->net);
  FoveaLayerSpec *row = row_of (rows, layer);

  row->window.same = convention == FOVEA_CONVENTION_SAME && row->kind == FOVEA_LAYER_CONV;
  row->window.round = rounds[convention];
  set_rows (self, rows, others, self->layer, NULL);
}

/* The number of cells that come in is another layer's, but for the first. */
GArray *
fovea_stack_suggest (FoveaStack *self, int layer)
{
  FoveaGeometry x = fovea_stack_get_geometry (self, layer, FALSE), y = fovea_stack_get_geometry (self, layer, TRUE);
  GArray *all = fovea_geometry_suggest (fovea_geometry_fit (&x).fits ? &y : &x);

  for (guint i = all->len; i-- > 0;)
    if (layer > 1 && g_array_index (all, FoveaSuggestion, i).parameter == FOVEA_PARAMETER_INPUT)
      g_array_remove_index (all, i);
  return all;
}

void
fovea_stack_apply (FoveaStack *self, int layer, const FoveaSuggestion *suggestion)
{
  g_object_freeze_notify (G_OBJECT (self));
  fovea_stack_set_layer (self, layer);
  g_object_set (self, fovea_parameter_name (suggestion->parameter), suggestion->value, NULL);
  g_object_thaw_notify (G_OBJECT (self));
}

/* --- GObject */

static int
fovea_stack_count_positions (FoveaLesson *lesson)
{
  FoveaShape shape = fovea_stack_get_shape (FOVEA_STACK (lesson), FOVEA_STACK (lesson)->layer);

  return shape.width * shape.height;
}

static char *
fovea_stack_describe_position (FoveaLesson *lesson, int position)
{
  FoveaShape shape = fovea_stack_get_shape (FOVEA_STACK (lesson), FOVEA_STACK (lesson)->layer);

  return fovea_stack_say_field (FOVEA_STACK (lesson), fovea_place_of (position, shape.width, shape.height));
}

static gboolean
fovea_stack_set_words (FoveaLesson *lesson, const char *key, const char *value, GError **error)
{
  return fovea_stack_set_layers (FOVEA_STACK (lesson), value, error);
}

static void
set_table (FoveaStack *self, gboolean table)
{
  if (self->table == table)
    return;
  self->table = table;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TABLE]);
  fovea_lesson_changed (FOVEA_LESSON (self));
}

static void
fovea_stack_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoveaStack *self = FOVEA_STACK (object);

  if (id == PROP_LAYERS)
    g_value_take_string (value, fovea_net_spec_to_text (self->net));
  else if (id == PROP_TABLE)
    g_value_set_boolean (value, self->table);
  else if (id == PROP_KIND || id == PROP_ROUND)
    g_value_set_enum (value, get_number (self, id));
  else
    g_value_set_int (value, get_number (self, id));
}

static void
fovea_stack_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoveaStack *self = FOVEA_STACK (object);

  if (id == PROP_LAYERS)
    fovea_stack_set_layers (self, g_value_get_string (value), NULL);
  else if (id == PROP_TABLE)
    set_table (self, g_value_get_boolean (value));
  else if (id == PROP_KIND || id == PROP_ROUND)
    set_number (self, id, g_value_get_enum (value));
  else
    set_number (self, id, g_value_get_int (value));
}

static void
fovea_stack_assign (FoveaLesson *lesson, FoveaLesson *from)
{
  FoveaStack *self = FOVEA_STACK (lesson), *other = FOVEA_STACK (from);
  FoveaNetSpec *spec = fovea_net_spec_ref (other->spec), *net = fovea_net_spec_ref (other->net);

  fovea_net_spec_unref (self->spec);
  fovea_net_spec_unref (self->net);
  self->spec = spec;
  self->net = net;
  self->table = other->table;
  self->layer = other->layer;
}

static void
fovea_stack_finalize (GObject *object)
{
  fovea_net_spec_unref (FOVEA_STACK (object)->spec);
  fovea_net_spec_unref (FOVEA_STACK (object)->net);

  G_OBJECT_CLASS (fovea_stack_parent_class)->finalize (object);
}

static void
fovea_stack_class_init (FoveaStackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  FoveaLessonClass *lesson_class = FOVEA_LESSON_CLASS (klass);

  object_class->get_property = fovea_stack_get_property;
  object_class->set_property = fovea_stack_set_property;
  object_class->finalize = fovea_stack_finalize;
  lesson_class->count_positions = fovea_stack_count_positions;
  lesson_class->describe_position = fovea_stack_describe_position;
  lesson_class->assign = fovea_stack_assign;
  lesson_class->set_words = fovea_stack_set_words;

  properties[PROP_LAYERS] = g_param_spec_string ("layers", NULL, NULL, start_text,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TABLE] = g_param_spec_boolean ("table", NULL, NULL, FALSE,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_INPUT] = fovea_int_property ("input", 1, FOVEA_STACK_MAX_INPUT, 32);
  properties[PROP_INPUT_WIDTH] = fovea_int_property ("input-width", 1, FOVEA_STACK_MAX_INPUT, 32);
  properties[PROP_INPUT_HEIGHT] = fovea_int_property ("input-height", 1, FOVEA_STACK_MAX_INPUT, 32);
  properties[PROP_DEPTH] = fovea_int_property ("depth", 1, FOVEA_CONVOLUTION_MAX_DEPTH, 3);
  properties[PROP_LAYER] = fovea_int_property ("layer", 1, FOVEA_STACK_MAX_LAYERS, 1);
  properties[PROP_KIND] = fovea_enum_property ("kind", FOVEA_TYPE_STACK_KIND, FOVEA_STACK_CONV);
  properties[PROP_FILTER] = fovea_int_property ("filter", 1, FOVEA_STACK_MAX_INPUT, 5);
  properties[PROP_FILTERS] = fovea_int_property ("filters", 1, FOVEA_CONVOLUTION_MAX_FILTERS, 6);
  properties[PROP_STRIDE] = fovea_int_property ("stride", 1, FOVEA_CONVOLUTION_MAX_STRIDE, 1);
  properties[PROP_PAD] = fovea_int_property ("pad", 0, FOVEA_CONVOLUTION_MAX_PAD, 0);
  properties[PROP_DILATION] = fovea_int_property ("dilation", 1, FOVEA_CONVOLUTION_MAX_DILATION, 1);
  properties[PROP_ROUND] = fovea_enum_property ("round", FOVEA_TYPE_CONVENTION, FOVEA_CONVENTION_REFUSE);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fovea_stack_init (FoveaStack *self)
{
  self->spec = fovea_net_spec_parse (start_text, NULL, NULL);
  self->net = fovea_net_spec_ref (self->spec);
  choose (self, self->spec->n_layers - 1);
}

FoveaStack *
fovea_stack_new (void)
{
  return g_object_new (FOVEA_TYPE_STACK, NULL);
}

const FoveaNetSpec *
fovea_stack_get_spec (FoveaStack *self)
{
  return self->spec;
}

const FoveaNetSpec *
fovea_stack_get_net (FoveaStack *self)
{
  return self->net;
}

int
fovea_stack_find_layer (FoveaStack *self, int row)
{
  int layer = 0;

  for (int i = 1; i <= row && layer < self->spec->n_layers - 1; i++)
    {
      gboolean slides = fovea_stack_row_slides (&self->net->layers[i]);

      layer += slides;
      if (i == row)
        return slides ? layer : -1;
    }
  return -1;
}

gboolean
fovea_stack_get_table (FoveaStack *self)
{
  return self->table;
}

int
fovea_stack_get_layer (FoveaStack *self)
{
  return self->layer;
}

void
fovea_stack_set_layer (FoveaStack *self, int layer)
{
  g_return_if_fail (FOVEA_IS_STACK (self));

  if (CLAMP (layer, 1, self->spec->n_layers - 1) != self->layer)
    choose (self, layer);
}

int
fovea_stack_count_layers (FoveaStack *self)
{
  return self->spec->n_layers - 1;
}

FoveaShape
fovea_stack_get_shape (FoveaStack *self, int row)
{
  return self->spec->layers[row].out;
}

FoveaGeometry
fovea_stack_get_geometry (FoveaStack *self, int layer, gboolean vertical)
{
  return fovea_layer_spec_geometry (&self->spec->layers[layer], vertical);
}

FoveaPlace
fovea_stack_get_place (FoveaStack *self)
{
  FoveaShape shape = fovea_stack_get_shape (self, self->layer);

  return fovea_place_of (fovea_lesson_get_position (FOVEA_LESSON (self)), shape.width, shape.height);
}

void
fovea_stack_set_place (FoveaStack *self, int row, int column)
{
  FoveaShape shape = fovea_stack_get_shape (self, self->layer);

  fovea_lesson_set_position (FOVEA_LESSON (self),
                             fovea_place_position ((FoveaPlace){ 0, row, column }, shape.width, shape.height));
}
