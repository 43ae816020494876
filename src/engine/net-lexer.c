/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cuts the text of a net into tokens. A word ends where its letters end, so that a number may touch it (`POOL2`,
 * `CONV5x5x4`), and a lone x is the cross between two numbers. The text must be valid UTF-8. */

#include "config.h"

#include "engine/net-lexer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum
{
  MAX_QUOTED = 24 /* characters of a token that a message repeats */
};

static void
advance (FoveaLexer *self)
{
  if (*self->at == '\n')
    {
      self->line++;
      self->column = 1;
    }
  else
    self->column++;
  self->at = g_utf8_next_char (self->at);
}

static gboolean
is_separator (char c)
{
  return c == ',' || c == '-' || c == '\n' || c == '\r';
}

/* Blanks, and a comment up to the end of its line. */
static void
skip_blanks (FoveaLexer *self)
{
  gboolean comment = FALSE;

  while (*self->at != '\0' && *self->at != '\n')
    {
      comment |= *self->at == '#';
      if (!comment && (is_separator (*self->at) || !g_unichar_isspace (g_utf8_get_char (self->at))))
        return;
      advance (self);
    }
}

/* Returns: whether the run's last separator was a hyphen with a number after it */
static gboolean
skip_separators (FoveaLexer *self)
{
  char last = '\0';

  while (is_separator (*self->at))
    {
      last = *self->at;
      advance (self);
      skip_blanks (self);
    }
  return last == '-' && (g_ascii_isdigit (*self->at) || *self->at == '.');
}

static void
skip_word (FoveaLexer *self)
{
  while (g_ascii_isalpha (*self->at))
    advance (self);
}

static void
skip_number (FoveaLexer *self)
{
  while (g_ascii_isdigit (*self->at))
    advance (self);
  if (*self->at != '.' || !g_ascii_isdigit (self->at[1]))
    return;
  advance (self);
  while (g_ascii_isdigit (*self->at))
    advance (self);
}

/* The next token; FOVEA_TOKEN_END from the end on. */
FoveaToken
fovea_lexer_next (FoveaLexer *self)
{
  FoveaToken token = { 0 };

  skip_blanks (self);
  token = (FoveaToken){ .start = self->at, .line = self->line, .column = self->column };
  if (*self->at == '\0')
    return token;
  if (is_separator (*self->at))
    {
      token.kind = FOVEA_TOKEN_SEPARATOR;
      token.sign = skip_separators (self);
    }
  else if (g_ascii_isalpha (*self->at))
    {
      token.kind = FOVEA_TOKEN_WORD;
      skip_word (self);
    }
  else if (g_ascii_isdigit (*self->at) || (*self->at == '.' && g_ascii_isdigit (self->at[1])))
    {
      token.kind = FOVEA_TOKEN_NUMBER;
      skip_number (self);
    }
  else
    {
      token.kind = FOVEA_TOKEN_MARK;
      advance (self);
    }
  token.length = (int) (self->at - token.start);
  if (fovea_token_is (&token, "x") || fovea_token_is (&token, "×"))
    token.kind = FOVEA_TOKEN_CROSS;
  return token;
}

/* Whether the token is @word, whatever the case of its ASCII letters. */
gboolean
fovea_token_is (const FoveaToken *self, const char *word)
{
  return strlen (word) == (gsize) self->length && g_ascii_strncasecmp (self->start, word, (gsize) self->length) == 0;
}

/* The token as a message repeats it: in quotes, not too long. Translated. */
char *
fovea_token_quote (const FoveaToken *self)
{
  g_autofree char *text = NULL;

  if (self->kind == FOVEA_TOKEN_END)
    return g_strdup (_("the end of the net"));
  if (self->kind == FOVEA_TOKEN_SEPARATOR)
    return g_strdup (memchr (self->start, ',', (gsize) self->length)   ? _("“,”")
                     : memchr (self->start, '-', (gsize) self->length) ? _("“-”")
                                                                       : _("the end of the line"));
  text = g_strndup (self->start, (gsize) self->length);
  if (g_utf8_strlen (text, -1) > MAX_QUOTED)
    {
      g_autofree char *head = g_utf8_substring (text, 0, MAX_QUOTED);

      return g_strdup_printf (_("“%s…”"), head);
    }
  return g_strdup_printf (_("“%s”"), text);
}
