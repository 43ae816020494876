/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands behind the word of a layer: its sizes, and options in any order.
 *
 *   layer  := INPUT WxHxD | CONV [FxFxK options] | POOL [F] options | AVGPOOL [F] options | FC [n] | DROPOUT p | word
 *   option := stride S | pad P | pad same | dilation D | groups G | round R */

#include "config.h"

#include "engine/net-parser-private.h"

#include <glib/gi18n-lib.h>

/* Options, as bits: of the set that a layer takes, and of those that it was given. */
typedef enum
{
  STRIDE = 1 << 0,
  PAD = 1 << 1,
  DILATION = 1 << 2,
  GROUPS = 1 << 3,
  ROUND = 1 << 4
} Option;

const char *const fovea_parser_options[] = { "stride", "pad", "dilation", "groups", "round", NULL };
static const char *const round_names[] = { "error", "floor", "ceil", NULL };

enum
{
  MAX_NUMBER = 1000000, /* of any whole number in a net */
  CONV_OPTIONS = STRIDE | PAD | DILATION | GROUPS | ROUND,
  POOL_OPTIONS = STRIDE | PAD | ROUND
};

const char *const fovea_parser_kinds[] = { "INPUT",   "CONV", "POOL",      "AVGPOOL", "FC",      "RELU", "TANH",
                                           "SIGMOID", "LRN",  "BATCHNORM", "DROPOUT", "SOFTMAX", NULL };

/* How a layer is called in the language: `CONV`. */
const char *
fovea_layer_kind_name (FoveaLayerKind kind)
{
  g_return_val_if_fail ((guint) kind <= FOVEA_LAYER_SOFTMAX, NULL);
  return fovea_parser_kinds[kind];
}

gboolean
fovea_parser_take_number (FoveaParser *self, const char *what, int least, int most, int *number)
{
  g_autofree char *found = fovea_token_quote (&self->token);
  gint64 value = 0;

  if (self->token.kind == FOVEA_TOKEN_SEPARATOR && self->token.sign)
    return fovea_parser_fail_as_sign (self);
  if (self->token.kind != FOVEA_TOKEN_NUMBER)
    return fovea_parser_fail (self, &self->token, _("%s is missing: a whole number must stand here, not %s."), what,
                              found);
  for (int i = 0; i < self->token.length; i++)
    {
      if (self->token.start[i] == '.')
        return fovea_parser_fail (self, &self->token, _("%s is a whole number, not %s."), what, found);
      value = MIN (value * 10 + self->token.start[i] - '0', G_MAXINT);
    }
  if (value < least || value > most)
    return fovea_parser_fail (self, &self->token, _("%s must lie between %d and %d, and %s does not."), what, least,
                              most, found);
  *number = (int) value;
  fovea_parser_step (self);
  return TRUE;
}

static gboolean
take_cross (FoveaParser *self, const char *form)
{
  g_autofree char *found = fovea_token_quote (&self->token);

  if (self->token.kind != FOVEA_TOKEN_CROSS)
    return fovea_parser_fail (self, &self->token, _("the layer is written %s; an x must stand here, not %s."), form,
                              found);
  fovea_parser_step (self);
  return TRUE;
}

static gboolean
take_three (FoveaParser *self, const char *form, const char *const what[3], int numbers[3])
{
  for (int i = 0; i < 3; i++)
    if ((i > 0 && !take_cross (self, form)) || !fovea_parser_take_number (self, what[i], 1, MAX_NUMBER, &numbers[i]))
      return FALSE;
  return TRUE;
}

static gboolean
take_input (FoveaParser *self, FoveaLayerSpec *spec)
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
take_round (FoveaParser *self, FoveaLayerSpec *spec)
{
  g_autofree char *found = fovea_token_quote (&self->token);
  int round = fovea_parser_find_word (&self->token, round_names);

  if (round < 0)
    return fovea_parser_fail (self, &self->token, _("round is error, floor or ceil, not %s."), found);
  spec->window.round = (FoveaRound) round;
  fovea_parser_step (self);
  return TRUE;
}

static gboolean
take_pad (FoveaParser *self, FoveaLayerSpec *spec)
{
  if (!fovea_token_is (&self->token, "same"))
    return fovea_parser_take_number (self, "pad", 0, MAX_NUMBER, &spec->window.pad);
  if (spec->kind != FOVEA_LAYER_CONV)
    return fovea_parser_fail (self, &self->token, _("“pad same” is for CONV; give a pool's padding as a number."));
  spec->window.same = TRUE;
  fovea_parser_step (self);
  return TRUE;
}

static gboolean
take_value (FoveaParser *self, FoveaLayerSpec *spec, Option option)
{
  switch (option)
    {
    case STRIDE:
      return fovea_parser_take_number (self, "stride", 1, MAX_NUMBER, &spec->window.stride);
    case DILATION:
      return fovea_parser_take_number (self, "dilation", 1, MAX_NUMBER, &spec->window.dilation);
    case GROUPS:
      return fovea_parser_take_number (self, "groups", 1, MAX_NUMBER, &spec->groups);
    case PAD:
      return take_pad (self, spec);
    case ROUND:
    default:
      return take_round (self, spec);
    }
}

/* Takes options in any order, once each, as long as words follow. @given: (out): which there were */
static gboolean
take_options (FoveaParser *self, FoveaLayerSpec *spec, guint allowed, guint *given)
{
  *given = 0;
  while (self->token.kind == FOVEA_TOKEN_WORD)
    {
      int index = fovea_parser_find_word (&self->token, fovea_parser_options);
      Option option;

      if (index < 0)
        return TRUE;
      option = (Option) (1 << index);
      if (!(allowed & option))
        return fovea_parser_fail (self, &self->token, _("%s takes no option “%s”."), fovea_parser_kinds[spec->kind],
                                  fovea_parser_options[index]);
      if (*given & option)
        return fovea_parser_fail (self, &self->token, _("“%s” is given twice; each option stands once."),
                                  fovea_parser_options[index]);
      *given |= option;
      fovea_parser_step (self);
      if (!take_value (self, spec, option))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_conv (FoveaParser *self, FoveaLayerSpec *spec)
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
        return fovea_parser_fail (self, &start, _("filters are square: CONV %dx%dx%d or CONV %dx%dx%d."), numbers[0],
                                  numbers[0], numbers[2], numbers[1], numbers[1], numbers[2]);
    }
  spec->window = FOVEA_WINDOW (numbers[0]);
  spec->filters = numbers[2];
  if (!take_options (self, spec, CONV_OPTIONS, &given))
    return FALSE;
  if (start.kind == FOVEA_TOKEN_NUMBER)
    return TRUE;
  if (given != 0)
    return fovea_parser_fail (self, &start,
                              _("a CONV with options says its filters first, for instance CONV 3x3x32 stride 2."));
  spec->window.pad = 1;
  return TRUE;
}

static gboolean
take_pool (FoveaParser *self, FoveaLayerSpec *spec)
{
  FoveaToken start = self->token;
  int extent = 2;
  guint given;

  if (start.kind == FOVEA_TOKEN_NUMBER && !fovea_parser_take_number (self, _("the extent F"), 1, MAX_NUMBER, &extent))
    return FALSE;
  if (self->token.kind == FOVEA_TOKEN_CROSS)
    return fovea_parser_fail (self, &self->token, _("a pool's windows are square and take one number: %s %d."),
                              fovea_parser_kinds[spec->kind], extent);
  spec->window = FOVEA_WINDOW (extent);
  spec->window.stride = extent;
  if (!take_options (self, spec, POOL_OPTIONS, &given))
    return FALSE;
  if (spec->window.pad >= extent)
    return fovea_parser_fail (self, &start,
                              _("padding of %d lets a %d×%d pool see nothing but padding; pad must be smaller than "
                                "its extent."),
                              spec->window.pad, extent, extent);
  return TRUE;
}

static gboolean
take_fc (FoveaParser *self, FoveaLayerSpec *spec)
{
  spec->filters = 128;
  return self->token.kind != FOVEA_TOKEN_NUMBER
         || fovea_parser_take_number (self, _("the number of neurons"), 1, MAX_NUMBER, &spec->filters);
}

static gboolean
take_dropout (FoveaParser *self, FoveaLayerSpec *spec)
{
  g_autofree char *found = fovea_token_quote (&self->token);

  if (self->token.kind == FOVEA_TOKEN_SEPARATOR && self->token.sign)
    return fovea_parser_fail_as_sign (self);
  if (self->token.kind != FOVEA_TOKEN_NUMBER)
    return fovea_parser_fail (self, &self->token,
                              _("DROPOUT needs the probability to drop, for instance DROPOUT 0.5; here stands %s."),
                              found);
  spec->probability = (float) g_ascii_strtod (self->token.start, NULL);
  if (!(spec->probability < 1))
    return fovea_parser_fail (self, &self->token,
                              _("the probability to drop is at least 0 and below 1, and %s is not."), found);
  fovea_parser_step (self);
  return TRUE;
}

gboolean
fovea_parser_take_arguments (FoveaParser *self, FoveaLayerSpec *spec)
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
