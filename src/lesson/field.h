/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/tensor.h"
#include "lesson/edits.h"
#include "lesson/presets.h"

G_BEGIN_DECLS

/**
 * FoveaField:
 * @width: columns
 * @height: rows
 * @depth: slices
 * @preset: where numbers come from unless @pixels or an edit says otherwise
 * @pixels: (nullable): a picture, 1×depth×height×width
 *
 * The input volume of a lesson, of any size at no cost: each number is a function of the preset, the seed and its
 * place; only what somebody has typed in is stored, and outlives a change of size.
 */
typedef struct
{
  int width, height, depth;
  FoveaInputPreset preset;
  guint64 seed;
  FoveaTensor *pixels;
  /*< private >*/
  FoveaEdits *edits;
} FoveaField;

void fovea_field_init (FoveaField *self);
void fovea_field_clear (FoveaField *self);
void fovea_field_assign (FoveaField *self, const FoveaField *other);
float fovea_field_get (const FoveaField *self, int slice, int row, int column);
void fovea_field_set (FoveaField *self, int slice, int row, int column, float value);
void fovea_field_forget_edits (FoveaField *self);
gboolean fovea_field_is_edited (const FoveaField *self);
/* (transfer full) (element-type FoveaEdit): what somebody has typed in where there is a number now, in order */
GArray *fovea_field_list_edits (const FoveaField *self);
void fovea_field_get_range (const FoveaField *self, float *low, float *high);
/* Fills @to with @columns of a row from @column on; outside of the input are zeros. */
void fovea_field_fill (const FoveaField *self, int slice, int row, int column, int columns, float *to);
/* The part 1×slices×rows×columns that starts at (slice, row, column); outside of the input are zeros. */
FoveaTensor *fovea_field_crop (const FoveaField *self, int slice, int slices, int row, int column, int rows,
                               int columns);
FoveaTensor *fovea_field_dup (const FoveaField *self); /* all of it, 1×D×H×W */

G_END_DECLS
