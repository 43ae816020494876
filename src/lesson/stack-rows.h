/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/stack.h"

G_BEGIN_DECLS

/* Private to the stack lesson. @rows: of FoveaLayerSpec, INPUT first. */

/* The rows of @spec that slide, INPUT first, up to the first FC. */
GArray *fovea_stack_rows_take (const FoveaNetSpec *spec);
FoveaNetSpec *fovea_stack_rows_read (const GArray *rows, GError **error);
/* Returns: FALSE with FOVEA_ERROR_ARGUMENT if they are too few, too many, or their input too large */
gboolean fovea_stack_rows_check (const GArray *rows, GError **error);
FoveaStackKind fovea_stack_row_get_kind (const FoveaLayerSpec *row);
void fovea_stack_row_set_kind (FoveaLayerSpec *row, FoveaStackKind kind, int depth);

G_END_DECLS
