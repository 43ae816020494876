/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The language of nets, by recursive descent with one token of look-ahead:
 *
 *   net   := [sep] item {sep item} [sep]
 *   item  := layer | "(" net ")" ["*" n] | "[" net "]" ["*" n]
 *   layer := INPUT WxHxD | CONV [FxFxK options] | POOL [F] options | AVGPOOL [F] options | FC [n] | DROPOUT p | word
 *
 * A repeated group is copied as often as it says, so what comes out is the plain row of layers; their number is
 * limited before anything is copied, and every message says where it is and what would be right. */

#include "config.h"

#include "engine/net-lexer.h"
#include "engine/net-parser.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

enum
{
  MAX_NUMBER = 1000000, /* of any whole number in a net */
  MAX_LAYERS = 10000,
  MAX_NESTING = 100
};

/* In the order of FoveaLayerKind; this list and the next two end with a NULL. */
static const char *const kind_names[] = { "INPUT", "CONV",    "POOL", "AVGPOOL",   "FC",      "RELU", "TANH",
                                          "SIGMOID", "LRN", "BATCHNORM", "DROPOUT", "SOFTMAX", NULL };

/* Options, as bits: of the set that a layer takes, and of those that it was given. */
typedef enum
{
  STRIDE = 1 << 0,
  PAD = 1 << 1,
  DILATION = 1 << 2,
  GROUPS = 1 << 3,
  ROUND = 1 << 4
} Option;

static const char *const option_names[] = { "stride", "pad", "dilation", "groups", "round", NULL };
static const char *const round_names[] = { "error", "floor", "ceil", NULL };

enum
{
  CONV_OPTIONS = STRIDE | PAD | DILATION | GROUPS | ROUND,
  POOL_OPTIONS = STRIDE | PAD | ROUND
};

typedef struct
{
  FoveaLexer lexer;
  FoveaToken token; /* the next one */
  gboolean after_sign;  /* the token before it was a hyphen that looked like a sign */
  GArray *layers;
  int nesting;
  GError **error;
} Parser;

/* How a layer is called in the language: `CONV`. */
const char *
fovea_layer_kind_name (FoveaLayerKind kind)
{
  g_return_val_if_fail ((guint) kind <= FOVEA_LAYER_SOFTMAX, NULL);
  return kind_names[kind];
}

static void
step (Parser *self)
{
  self->after_sign = self->token.sign;
  self->token = fovea_lexer_next (&self->lexer);
}

/* Sets the error at @where; a part of the message in @format is a whole sentence. */
static gboolean fail (Parser *self, const FoveaToken *where, const char *format, ...) G_GNUC_PRINTF (3, 4);

static gboolean
fail (Parser *self, const FoveaToken *where, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (self->error, FOVEA_ERROR, FOVEA_ERROR_SYNTAX, _("Line %d, column %d: %s"), where->line, where->column,
               message);
  return FALSE;
}

static gboolean
fail_as_sign (Parser *self)
{
  return fail (self, &self->token,
               _("“-” separates layers and is never a sign; no number in a net is negative."));
}

/* Index of the token in @names, or −1. */
static int
find_word (const FoveaToken *token, const char *const *names)
{
  for (int i = 0; names[i] != NULL; i++)
    if (fovea_token_is (token, names[i]))
      return i;
  return -1;
}

static gboolean
is_mark (const FoveaToken *token, char mark)
{
  return token->kind == FOVEA_TOKEN_MARK && token->length == 1 && *token->start == mark;
}

/* Takes a number in [least, most]. @what names it in messages: "stride", "the extent F". */
static gboolean
take_number (Parser *self, const char *what, int least, int most, int *number)
{
  g_autofree char *found = fovea_token_quote (&self->token);
  gint64 value = 0;

  if (self->token.kind == FOVEA_TOKEN_SEPARATOR && self->token.sign)
    return fail_as_sign (self);
  if (self->token.kind != FOVEA_TOKEN_NUMBER)
    return fail (self, &self->token, _("%s is missing: a whole number must stand here, not %s."), what, found);
  for (int i = 0; i < self->token.length; i++)
    {
      if (self->token.start[i] == '.')
        return fail (self, &self->token, _("%s is a whole number, not %s."), what, found);
      value = MIN (value * 10 + self->token.start[i] - '0', G_MAXINT);
    }
  if (value < least || value > most)
    return fail (self, &self->token, _("%s must lie between %d and %d, and %s does not."), what, least, most, found);
  *number = (int) value;
  step (self);
  return TRUE;
}

static gboolean
take_cross (Parser *self, const char *form)
{
  g_autofree char *found = fovea_token_quote (&self->token);

  if (self->token.kind != FOVEA_TOKEN_CROSS)
    return fail (self, &self->token, _("the layer is written %s; an x must stand here, not %s."), form, found);
  step (self);
  return TRUE;
}

static gboolean
take_three (Parser *self, const char *form, const char *const what[3], int numbers[3])
{
  for (int i = 0; i < 3; i++)
    if ((i > 0 && !take_cross (self, form)) || !take_number (self, what[i], 1, MAX_NUMBER, &numbers[i]))
      return FALSE;
  return TRUE;
}

static gboolean
take_input (Parser *self, FoveaLayerSpec *spec)
{
  const char *what[3] = { _("the width W"), _("the height H"), _("the depth D") };
  int numbers[3];

  if (!take_three (self, "INPUT WxHxD", what, numbers))
    return FALSE;
  spec->out = (FoveaShape){ numbers[0], numbers[1], numbers[2] };
  spec->in = spec->out;
  return TRUE;
}

static gboolean
take_round (Parser *self, FoveaLayerSpec *spec)
{
  g_autofree char *found = fovea_token_quote (&self->token);
  int round = find_word (&self->token, round_names);

  if (round < 0)
    return fail (self, &self->token, _("round is error, floor or ceil, not %s."), found);
  spec->window.round = (FoveaRound) round;
  step (self);
  return TRUE;
}

static gboolean
take_pad (Parser *self, FoveaLayerSpec *spec)
{
  if (!fovea_token_is (&self->token, "same"))
    return take_number (self, "pad", 0, MAX_NUMBER, &spec->window.pad);
  if (spec->kind != FOVEA_LAYER_CONV)
    return fail (self, &self->token, _("“pad same” is for CONV; give a pool's padding as a number."));
  spec->window.same = TRUE;
  step (self);
  return TRUE;
}

static gboolean
take_value (Parser *self, FoveaLayerSpec *spec, Option option)
{
  switch (option)
    {
    case STRIDE:
      return take_number (self, "stride", 1, MAX_NUMBER, &spec->window.stride);
    case DILATION:
      return take_number (self, "dilation", 1, MAX_NUMBER, &spec->window.dilation);
    case GROUPS:
      return take_number (self, "groups", 1, MAX_NUMBER, &spec->groups);
    case PAD:
      return take_pad (self, spec);
    case ROUND:
    default:
      return take_round (self, spec);
    }
}

/* Takes options in any order, once each, as long as words follow. @given: (out): which there were */
static gboolean
take_options (Parser *self, FoveaLayerSpec *spec, guint allowed, guint *given)
{
  *given = 0;
  while (self->token.kind == FOVEA_TOKEN_WORD)
    {
      int index = find_word (&self->token, option_names);
      Option option;

      if (index < 0)
        return TRUE;
      option = (Option) (1 << index);
      if (!(allowed & option))
        return fail (self, &self->token, _("%s takes no option “%s”."), kind_names[spec->kind], option_names[index]);
      if (*given & option)
        return fail (self, &self->token, _("“%s” is given twice; each option stands once."), option_names[index]);
      *given |= option;
      step (self);
      if (!take_value (self, spec, option))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_conv (Parser *self, FoveaLayerSpec *spec)
{
  const char *what[3] = { _("the extent F"), _("the extent F"), _("the number of filters K") };
  FoveaToken start = self->token;
  int numbers[3] = { 3, 3, 32 };
  guint given;

  spec->groups = 1;
  if (start.kind == FOVEA_TOKEN_NUMBER)
    {
      if (!take_three (self, "CONV FxFxK", what, numbers))
        return FALSE;
      if (numbers[0] != numbers[1])
        return fail (self, &start, _("filters are square: CONV %dx%dx%d or CONV %dx%dx%d."), numbers[0], numbers[0],
                     numbers[2], numbers[1], numbers[1], numbers[2]);
    }
  spec->window = FOVEA_WINDOW (numbers[0]);
  spec->filters = numbers[2];
  if (!take_options (self, spec, CONV_OPTIONS, &given))
    return FALSE;
  if (start.kind == FOVEA_TOKEN_NUMBER)
    return TRUE;
  if (given != 0)
    return fail (self, &start, _("a CONV with options says its filters first, for instance CONV 3x3x32 stride 2."));
  spec->window.pad = 1;
  return TRUE;
}

static gboolean
take_pool (Parser *self, FoveaLayerSpec *spec)
{
  FoveaToken start = self->token;
  int extent = 2;
  guint given;

  if (start.kind == FOVEA_TOKEN_NUMBER && !take_number (self, _("the extent F"), 1, MAX_NUMBER, &extent))
    return FALSE;
  if (self->token.kind == FOVEA_TOKEN_CROSS)
    return fail (self, &self->token, _("a pool's windows are square and take one number: %s %d."),
                 kind_names[spec->kind], extent);
  spec->window = FOVEA_WINDOW (extent);
  spec->window.stride = extent;
  if (!take_options (self, spec, POOL_OPTIONS, &given))
    return FALSE;
  if (spec->window.pad >= extent)
    return fail (self, &start,
                 _("padding of %d lets a %d×%d pool see nothing but padding; pad must be smaller than its extent."),
                 spec->window.pad, extent, extent);
  return TRUE;
}

static gboolean
take_fc (Parser *self, FoveaLayerSpec *spec)
{
  spec->filters = 128;
  return self->token.kind != FOVEA_TOKEN_NUMBER
         || take_number (self, _("the number of neurons"), 1, MAX_NUMBER, &spec->filters);
}

static gboolean
take_dropout (Parser *self, FoveaLayerSpec *spec)
{
  g_autofree char *found = fovea_token_quote (&self->token);

  if (self->token.kind == FOVEA_TOKEN_SEPARATOR && self->token.sign)
    return fail_as_sign (self);
  if (self->token.kind != FOVEA_TOKEN_NUMBER)
    return fail (self, &self->token,
                 _("DROPOUT needs the probability to drop, for instance DROPOUT 0.5; here stands %s."), found);
  spec->probability = (float) g_ascii_strtod (self->token.start, NULL);
  if (!(spec->probability < 1))
    return fail (self, &self->token, _("the probability to drop is at least 0 and below 1, and %s is not."), found);
  step (self);
  return TRUE;
}

static gboolean
take_arguments (Parser *self, FoveaLayerSpec *spec)
{
  switch (spec->kind)
    {
    case FOVEA_LAYER_INPUT:
      return take_input (self, spec);
    case FOVEA_LAYER_CONV:
      return take_conv (self, spec);
    case FOVEA_LAYER_POOL:
    case FOVEA_LAYER_AVGPOOL:
      return take_pool (self, spec);
    case FOVEA_LAYER_FC:
      return take_fc (self, spec);
    case FOVEA_LAYER_DROPOUT:
      return take_dropout (self, spec);
    default:
      return TRUE;
    }
}

static gboolean
fail_as_unknown (Parser *self)
{
  g_autofree char *found = fovea_token_quote (&self->token);
  g_autofree char *names = g_strjoinv (", ", (char **) kind_names);

  if (find_word (&self->token, option_names) >= 0)
    return fail (self, &self->token, _("%s is an option and stands behind its layer, on the same line."), found);
  return fail (self, &self->token, _("%s is no layer; layers are %s."), found, names);
}

/* What may not follow a layer, said as helpfully as its kind allows. */
static gboolean
fail_after_layer (Parser *self, FoveaLayerKind kind)
{
  g_autofree char *found = fovea_token_quote (&self->token);

  if (is_mark (&self->token, '?'))
    return fail (self, &self->token,
                 _("“%s?” is the lecture's “perhaps”; a net has to decide: write %s or leave it out."),
                 kind_names[kind], kind_names[kind]);
  if (find_word (&self->token, kind_names) >= 0)
    return fail (self, &self->token, _("%s begins another layer; “,”, “-” or a new line must stand before it."),
                 found);
  if (find_word (&self->token, option_names) >= 0)
    return fail (self, &self->token, _("%s takes no option %s."), kind_names[kind], found);
  return fail (self, &self->token, _("%s does not belong to %s; layers are separated by “,”, “-” or a new line."),
               found, kind_names[kind]);
}

static gboolean
ends_item (const FoveaToken *token)
{
  return token->kind == FOVEA_TOKEN_END || token->kind == FOVEA_TOKEN_SEPARATOR || is_mark (token, ')')
         || is_mark (token, ']');
}

static gboolean
check_room (Parser *self, const FoveaToken *where, gint64 layers)
{
  if (layers <= MAX_LAYERS)
    return TRUE;
  return fail (self, where, _("the net would have %" PRId64 " layers here; %d are the most."), layers,
               MAX_LAYERS);
}

static gboolean
parse_layer (Parser *self)
{
  FoveaParsedLayer layer = { .line = self->token.line, .column = self->token.column };
  int kind = find_word (&self->token, kind_names);

  if (kind < 0)
    return fail_as_unknown (self);
  if (!check_room (self, &self->token, (gint64) self->layers->len + 1))
    return FALSE;
  layer.spec.kind = (FoveaLayerKind) kind;
  step (self);
  if (is_mark (&self->token, '?'))
    return fail_after_layer (self, layer.spec.kind);
  if (!take_arguments (self, &layer.spec))
    return FALSE;
  if (!ends_item (&self->token))
    return fail_after_layer (self, layer.spec.kind);
  g_array_append_val (self->layers, layer);
  return TRUE;
}

/* Takes "*" n, if it is there, and repeats the layers from @first on. */
static gboolean
repeat (Parser *self, guint first)
{
  FoveaToken star = self->token;
  guint length = self->layers->len - first;
  int times;

  if (!is_mark (&star, '*'))
    return TRUE;
  step (self);
  if (!take_number (self, _("the number of repeats"), 0, G_MAXINT, &times)
      || !check_room (self, &star, first + (gint64) length * times))
    return FALSE;
  if (times == 0)
    g_array_set_size (self->layers, first);
  for (int i = 1; i < times && length > 0; i++)
    {
      guint last = self->layers->len;

      g_array_set_size (self->layers, last + length);
      memcpy (&g_array_index (self->layers, FoveaParsedLayer, last),
              &g_array_index (self->layers, FoveaParsedLayer, first), length * sizeof (FoveaParsedLayer));
    }
  return TRUE;
}

static gboolean parse_items (Parser *self);

static gboolean
parse_group (Parser *self)
{
  FoveaToken open = self->token;
  char close = *open.start == '(' ? ')' : ']';
  guint first = self->layers->len;

  if (++self->nesting > MAX_NESTING)
    return fail (self, &open, _("groups are nested more than %d deep here."), MAX_NESTING);
  step (self);
  if (!parse_items (self))
    return FALSE;
  if (!is_mark (&self->token, close))
    {
      g_autofree char *found = fovea_token_quote (&self->token);

      return fail (self, &self->token, _("“%c” must close the “%c” of line %d, column %d; here stands %s."), close,
                   *open.start, open.line, open.column, found);
    }
  self->nesting--;
  step (self);
  return repeat (self, first);
}

static gboolean
parse_item (Parser *self)
{
  if (is_mark (&self->token, '(') || is_mark (&self->token, '['))
    return parse_group (self);
  if (self->token.kind == FOVEA_TOKEN_WORD)
    return parse_layer (self);
  if (self->token.kind == FOVEA_TOKEN_NUMBER && self->after_sign)
    return fail_as_sign (self);
  if (ends_item (&self->token))
    return fail (self, &self->token, self->nesting > 0 ? _("the group is empty; a layer must stand here.")
                                                       : _("the net is empty; a layer must stand here."));
  return fail_as_unknown (self);
}

/* [sep] item {sep item} [sep], up to the end or a closing bracket. */
static gboolean
parse_items (Parser *self)
{
  if (self->token.kind == FOVEA_TOKEN_SEPARATOR)
    step (self);
  while (parse_item (self))
    {
      if (self->token.kind == FOVEA_TOKEN_SEPARATOR)
        step (self);
      else if (!ends_item (&self->token))
        {
          g_autofree char *found = fovea_token_quote (&self->token);

          return fail (self, &self->token, _("“,”, “-”, a new line or “*” must stand after a group, not %s."), found);
        }
      if (ends_item (&self->token))
        return TRUE;
    }
  return FALSE;
}

/**
 * fovea_net_parse_layers:
 * @text: a net in the language of nets
 *
 * Returns: (transfer full) (element-type FoveaParsedLayer): the layers in their order, groups repeated, at most
 *   10,000; or NULL with FOVEA_ERROR_SYNTAX, saying line and column and what would be right
 */
GArray *
fovea_net_parse_layers (const char *text, GError **error)
{
  g_autoptr (GArray) layers = g_array_new (FALSE, FALSE, sizeof (FoveaParsedLayer));
  Parser parser = { .lexer = { text, 1, 1 }, .layers = layers, .error = error };

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, FOVEA_ERROR, FOVEA_ERROR_SYNTAX, _("The net is no valid UTF-8 text."));
      return NULL;
    }
  step (&parser);
  if (!parse_items (&parser))
    return NULL;
  if (parser.token.kind != FOVEA_TOKEN_END)
    {
      g_autofree char *found = fovea_token_quote (&parser.token);

      fail (&parser, &parser.token, _("%s closes a group that was never opened."), found);
      return NULL;
    }
  return g_steal_pointer (&layers);
}
