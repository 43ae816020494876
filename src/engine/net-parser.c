/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The language of nets, by recursive descent with one token of look-ahead:
 *
 *   net   := [sep] item {sep item} [sep]
 *   item  := layer | "(" net ")" ["*" n] | "[" net "]" ["*" n]
 *   layer := INPUT WxHxD | CONV [FxFxK options] | POOL [F] options | AVGPOOL [F] options | FC [n] | DROPOUT p | word
 *
 * A repeated group is copied as often as it says, so what comes out is the plain row of layers; their number is
 * limited before anything is copied, and every message says where it is and what would be right. What stands behind the
 * word of a layer is net-parser-layer.c's. */

#include "config.h"

#include "engine/net-parser-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

enum
{
  MAX_LAYERS = 10000,
  MAX_NESTING = 100
};

void
fovea_parser_step (FoveaParser *self)
{
  self->after_sign = self->token.sign;
  self->token = fovea_lexer_next (&self->lexer);
}

gboolean
fovea_parser_fail (FoveaParser *self, const FoveaToken *where, const char *format, ...)
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

gboolean
fovea_parser_fail_as_sign (FoveaParser *self)
{
  return fovea_parser_fail (self, &self->token,
                            _("“-” separates layers and is never a sign; no number in a net is negative."));
}

int
fovea_parser_find_word (const FoveaToken *token, const char *const *names)
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

static gboolean
fail_as_unknown (FoveaParser *self)
{
  g_autofree char *found = fovea_token_quote (&self->token);
  g_autofree char *names = g_strjoinv (", ", (char **) fovea_parser_kinds);

  if (fovea_parser_find_word (&self->token, fovea_parser_options) >= 0)
    return fovea_parser_fail (self, &self->token, _("%s is an option and stands behind its layer, on the same line."),
                              found);
  return fovea_parser_fail (self, &self->token, _("%s is no layer; layers are %s."), found, names);
}

/* What may not follow a layer, said as helpfully as its kind allows. */
static gboolean
fail_after_layer (FoveaParser *self, FoveaLayerKind kind)
{
  g_autofree char *found = fovea_token_quote (&self->token);

  if (is_mark (&self->token, '?'))
    return fovea_parser_fail (self, &self->token,
                              _("“%s?” is the lecture's “perhaps”; a net has to decide: write %s or leave it out."),
                              fovea_parser_kinds[kind], fovea_parser_kinds[kind]);
  if (fovea_parser_find_word (&self->token, fovea_parser_kinds) >= 0)
    return fovea_parser_fail (self, &self->token,
                              _("%s begins another layer; “,”, “-” or a new line must stand before it."), found);
  if (fovea_parser_find_word (&self->token, fovea_parser_options) >= 0)
    return fovea_parser_fail (self, &self->token, _("%s takes no option %s."), fovea_parser_kinds[kind], found);
  return fovea_parser_fail (self, &self->token,
                            _("%s does not belong to %s; layers are separated by “,”, “-” or a new line."), found,
                            fovea_parser_kinds[kind]);
}

static gboolean
ends_item (const FoveaToken *token)
{
  return token->kind == FOVEA_TOKEN_END || token->kind == FOVEA_TOKEN_SEPARATOR || is_mark (token, ')')
         || is_mark (token, ']');
}

static gboolean
check_room (FoveaParser *self, const FoveaToken *where, gint64 layers)
{
  if (layers <= MAX_LAYERS)
    return TRUE;
  return fovea_parser_fail (self, where, _("the net would have %" PRId64 " layers here; %d are the most."), layers,
                            MAX_LAYERS);
}

static gboolean
parse_layer (FoveaParser *self)
{
  FoveaParsedLayer layer = { .line = self->token.line, .column = self->token.column };
  int kind = fovea_parser_find_word (&self->token, fovea_parser_kinds);

  if (kind < 0)
    return fail_as_unknown (self);
  if (!check_room (self, &self->token, (gint64) self->layers->len + 1))
    return FALSE;
  layer.spec.kind = (FoveaLayerKind) kind;
  fovea_parser_step (self);
  if (is_mark (&self->token, '?'))
    return fail_after_layer (self, layer.spec.kind);
  if (!fovea_parser_take_arguments (self, &layer.spec))
    return FALSE;
  if (!ends_item (&self->token))
    return fail_after_layer (self, layer.spec.kind);
  g_array_append_val (self->layers, layer);
  return TRUE;
}

/* Takes "*" n, if it is there, and repeats the layers from @first on. */
static gboolean
repeat (FoveaParser *self, guint first)
{
  FoveaToken star = self->token;
  guint length = self->layers->len - first;
  int times;

  if (!is_mark (&star, '*'))
    return TRUE;
  fovea_parser_step (self);
  if (!fovea_parser_take_number (self, _("the number of repeats"), 0, G_MAXINT, &times)
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

static gboolean parse_items (FoveaParser *self);

static gboolean
parse_group (FoveaParser *self)
{
  FoveaToken open = self->token;
  char close = *open.start == '(' ? ')' : ']';
  guint first = self->layers->len;

  if (++self->nesting > MAX_NESTING)
    return fovea_parser_fail (self, &open, _("groups are nested more than %d deep here."), MAX_NESTING);
  fovea_parser_step (self);
  if (!parse_items (self))
    return FALSE;
  if (!is_mark (&self->token, close))
    {
      g_autofree char *found = fovea_token_quote (&self->token);

      return fovea_parser_fail (self, &self->token,
                                _("“%c” must close the “%c” of line %d, column %d; here stands %s."), close,
                                *open.start, open.line, open.column, found);
    }
  self->nesting--;
  fovea_parser_step (self);
  return repeat (self, first);
}

static gboolean
parse_item (FoveaParser *self)
{
  if (is_mark (&self->token, '(') || is_mark (&self->token, '['))
    return parse_group (self);
  if (self->token.kind == FOVEA_TOKEN_WORD)
    return parse_layer (self);
  if (self->token.kind == FOVEA_TOKEN_NUMBER && self->after_sign)
    return fovea_parser_fail_as_sign (self);
  if (ends_item (&self->token))
    return fovea_parser_fail (self, &self->token,
                              self->nesting > 0 ? _("the group is empty; a layer must stand here.")
                                                : _("the net is empty; a layer must stand here."));
  return fail_as_unknown (self);
}

/* [sep] item {sep item} [sep], up to the end or a closing bracket. */
static gboolean
parse_items (FoveaParser *self)
{
  if (self->token.kind == FOVEA_TOKEN_SEPARATOR)
    fovea_parser_step (self);
  while (parse_item (self))
    {
      if (self->token.kind == FOVEA_TOKEN_SEPARATOR)
        fovea_parser_step (self);
      else if (!ends_item (&self->token))
        {
          g_autofree char *found = fovea_token_quote (&self->token);

          return fovea_parser_fail (self, &self->token,
                                    _("“,”, “-”, a new line or “*” must stand after a group, not %s."), found);
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
  FoveaParser parser = { .lexer = { text, 1, 1 }, .layers = layers, .error = error };

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, FOVEA_ERROR, FOVEA_ERROR_SYNTAX, _("The net is no valid UTF-8 text."));
      return NULL;
    }
  fovea_parser_step (&parser);
  if (!parse_items (&parser))
    return NULL;
  if (parser.token.kind != FOVEA_TOKEN_END)
    {
      g_autofree char *found = fovea_token_quote (&parser.token);

      fovea_parser_fail (&parser, &parser.token, _("%s closes a group that was never opened."), found);
      return NULL;
    }
  return g_steal_pointer (&layers);
}
