/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/stack.h"

G_BEGIN_DECLS

/* Private to the stack lesson. @rows: of FoveaLayerSpec, INPUT first. */

/* The rows of @spec that slide, INPUT first, up to the first FC. */
GArray *fovea_stack_rows_take (const FoveaNetSpec *spec);
gboolean fovea_stack_row_slides (const FoveaLayerSpec *row);
/* A layer of a net that a stack does not draw, behind layer @after of the stack, or behind all of them. */
typedef struct
{
  int after;
  FoveaLayerSpec row;
} FoveaStackOther;

enum
{
  FOVEA_STACK_END = G_MAXINT
};

/* Those that do not slide, and all from the first FC on; of FoveaStackOther. */
GArray *fovea_stack_rows_take_others (const FoveaNetSpec *spec);
/* @others: (nullable): with them it is the whole net, else the stack alone */
FoveaNetSpec *fovea_stack_rows_read (const GArray *rows, const GArray *others, GError **error);
/* What follows layer @from at once comes behind layer @to, too. */
void fovea_stack_others_copy (GArray *others, int from, int to);
/* Layers are put in or taken out: what is behind layer @from, and later, is behind another now. */
void fovea_stack_others_shift (GArray *others, int from, int by);
void fovea_stack_others_remove (GArray *others, int after);
/* Returns: FALSE with FOVEA_ERROR_ARGUMENT if they are too few, too many, or their input too large */
gboolean fovea_stack_rows_check (const GArray *rows, GError **error);
FoveaStackKind fovea_stack_row_get_kind (const FoveaLayerSpec *row);
void fovea_stack_row_set_kind (FoveaLayerSpec *row, FoveaStackKind kind, int depth);

G_END_DECLS
