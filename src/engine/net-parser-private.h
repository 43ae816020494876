/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Inside net-parser.c and net-parser-layer.c only: where a parser is, and what both take from the text. */

#include "engine/net-lexer.h"
#include "engine/net-parser.h"

G_BEGIN_DECLS

/**
 * FoveaParser:
 * @token: the next one
 * @after_sign: the token before it was a hyphen that looked like a sign
 */
typedef struct
{
  FoveaLexer lexer;
  FoveaToken token;
  gboolean after_sign;
  GArray *layers;
  int nesting;
  GError **error;
} FoveaParser;

/* Words of the language, each list ending with a NULL: layers in the order of FoveaLayerKind, and their options. */
extern const char *const fovea_parser_kinds[], *const fovea_parser_options[];

void fovea_parser_step (FoveaParser *self);
/* Sets the error at @where; a part of the message in @format is a whole sentence. */
gboolean fovea_parser_fail (FoveaParser *self, const FoveaToken *where, const char *format, ...) G_GNUC_PRINTF (3, 4);
gboolean fovea_parser_fail_as_sign (FoveaParser *self);
/* Index of the token in @names, or −1. */
int fovea_parser_find_word (const FoveaToken *token, const char *const *names);
/* Takes a number in [least, most]. @what names it in messages: "stride", "the extent F". */
gboolean fovea_parser_take_number (FoveaParser *self, const char *what, int least, int most, int *number);
/* Takes what stands behind the word of a layer whose kind @spec has. */
gboolean fovea_parser_take_arguments (FoveaParser *self, FoveaLayerSpec *spec);

G_END_DECLS
