/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/stack.h"

G_BEGIN_DECLS

/* What is said of a stack, translated. */

char *fovea_stack_say_size (FoveaShape shape);                   /* "32", or "32×20" */
char *fovea_stack_say_sizes (FoveaStack *self);                  /* "32 → 28 → 24" */
char *fovea_stack_say_layer (FoveaStack *self, int layer);       /* "conv 5×5, S 1, P 0" */
char *fovea_stack_say_chain (FoveaStack *self);                  /* what becomes of the size */
char *fovea_stack_say_sight (FoveaStack *self);                  /* how much the chosen layer's cells look at */
char *fovea_stack_say_field (FoveaStack *self, FoveaPlace place); /* which cells one of them looks at */

/**
 * FoveaSightFormula:
 * @size: "1 + (3 − 1)·1 + (3 − 1)·1 = 5"
 * @jump: "1·1 = 1"
 * @start: "0 − 1·1 − 1·1 = −2"
 *
 * How the sight of the chosen layer on the input comes about, along a row.
 */
typedef struct
{
  char *size, *jump, *start;
} FoveaSightFormula;

FoveaSightFormula fovea_stack_write_sight (FoveaStack *self);
void fovea_sight_formula_clear (FoveaSightFormula *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoveaSightFormula, fovea_sight_formula_clear)

G_END_DECLS
