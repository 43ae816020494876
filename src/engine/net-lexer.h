/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  FOVEA_TOKEN_END,
  FOVEA_TOKEN_SEPARATOR, /* a run of "," "-" newline, with the blanks and comments in it */
  FOVEA_TOKEN_WORD,      /* letters */
  FOVEA_TOKEN_NUMBER,    /* digits, perhaps with a fraction */
  FOVEA_TOKEN_CROSS,     /* x, X or × between numbers */
  FOVEA_TOKEN_MARK       /* any other character: brackets, *, ? and what does not belong into a net */
} FoveaTokenKind;

/**
 * FoveaToken:
 * @start: its first character in the text
 * @length: bytes
 * @line: of its first character, from 1
 * @column: of its first character, from 1, in characters
 * @sign: of a separator: it ends in a hyphen that stands before a number, as if it were a sign
 */
typedef struct
{
  FoveaTokenKind kind;
  const char *start;
  int length, line, column;
  gboolean sign;
} FoveaToken;

/* Where in a net's text one is; `at` is the next character. Start with { text, 1, 1 }. */
typedef struct
{
  const char *at;
  int line, column;
} FoveaLexer;

FoveaToken fovea_lexer_next (FoveaLexer *self);
gboolean fovea_token_is (const FoveaToken *self, const char *word);
char *fovea_token_quote (const FoveaToken *self);

G_END_DECLS
