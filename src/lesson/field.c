/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An input volume: a preset or a picture, with what somebody typed in on top. */

#include "config.h"

#include "lesson/field.h"

#include <string.h>

void
fovea_field_init (FoveaField *self)
{
  *self = (FoveaField){ .width = 1, .height = 1, .depth = 1 };
  self->edits = fovea_edits_new ();
}

void
fovea_field_clear (FoveaField *self)
{
  g_clear_pointer (&self->edits, g_hash_table_unref);
  g_clear_pointer (&self->pixels, fovea_tensor_unref);
}

/* Makes @self what @other is. */
void
fovea_field_assign (FoveaField *self, const FoveaField *other)
{
  FoveaField copy = *other;

  copy.edits = fovea_edits_copy (other->edits);
  copy.pixels = other->pixels ? fovea_tensor_ref (other->pixels) : NULL;
  fovea_field_clear (self);
  *self = copy;
}

/* The number at slice, row, column (from 0); 0 outside. */
float
fovea_field_get (const FoveaField *self, int slice, int row, int column)
{
  float value;

  if (slice < 0 || slice >= self->depth || row < 0 || column < 0 || row >= self->height || column >= self->width)
    return 0;
  if (fovea_edits_find (self->edits, fovea_edits_key (0, slice, row, column), &value))
    return value;
  if (self->pixels)
    return *fovea_tensor_at (self->pixels, 0, slice, row, column);
  return fovea_input_preset_value (self->preset, self->seed, self->height, self->width, slice, row, column);
}

void
fovea_field_set (FoveaField *self, int slice, int row, int column, float value)
{
  fovea_edits_set (self->edits, fovea_edits_key (0, slice, row, column), value);
}

void
fovea_field_forget_edits (FoveaField *self)
{
  g_hash_table_remove_all (self->edits);
}

gboolean
fovea_field_is_edited (const FoveaField *self)
{
  return g_hash_table_size (self->edits) > 0;
}

GArray *
fovea_field_list_edits (const FoveaField *self)
{
  GArray *edits = fovea_edits_list (self->edits);
  guint kept = 0;

  for (guint i = 0; i < edits->len; i++)
    {
      FoveaEdit edit = g_array_index (edits, FoveaEdit, i);

      if (edit.slice < self->depth && edit.row < self->height && edit.column < self->width)
        g_array_index (edits, FoveaEdit, kept++) = edit;
    }
  g_array_set_size (edits, kept);
  return edits;
}

static void
get_preset_range (const FoveaField *self, float *low, float *high)
{
  static const float ranges[FOVEA_N_INPUT_PRESETS][2] = {
    [FOVEA_INPUT_SMALL] = { 0, 2 },   [FOVEA_INPUT_ONES] = { 0, 1 },    [FOVEA_INPUT_RANDOM] = { -1, 1 },
    [FOVEA_INPUT_ONE_CELL] = { 0, 1 }, [FOVEA_INPUT_LECTURE] = { 0, 8 },
  };

  *low = ranges[self->preset][0];
  *high = ranges[self->preset][1];
  if (self->preset == FOVEA_INPUT_RAMP)
    *high = (float) self->width * (float) self->height * (float) self->depth - 1;
  if (self->pixels)
    *low = 0, *high = 1;
}

/* The range that its colours span: that of the preset, widened by edits. */
void
fovea_field_get_range (const FoveaField *self, float *low, float *high)
{
  get_preset_range (self, low, high);
  fovea_edits_widen (self->edits, 0, G_MAXUINT64, low, high);
}

void
fovea_field_fill (const FoveaField *self, int slice, int row, int column, int columns, float *to)
{
  int first = MAX (0, -column), end = MIN (columns, self->width - column);

  memset (to, 0, (gsize) columns * sizeof (float));
  if (slice < 0 || slice >= self->depth || row < 0 || row >= self->height || first >= end)
    return;
  if (self->pixels)
    memcpy (to + first, fovea_tensor_at (self->pixels, 0, slice, row, column + first),
            (gsize) (end - first) * sizeof (float));
  else
    fovea_input_preset_fill (self->preset, self->seed, self->height, self->width, slice, row, column + first,
                             end - first, to + first);
  fovea_edits_apply (self->edits, fovea_edits_key (0, slice, row, column + first), end - first, to + first);
}

FoveaTensor *
fovea_field_crop (const FoveaField *self, int slice, int slices, int row, int column, int rows, int columns)
{
  FoveaTensor *part = fovea_tensor_new (1, slices, rows, columns);

  for (int i = 0; i < slices; i++)
    for (int y = 0; y < rows; y++)
      fovea_field_fill (self, slice + i, row + y, column, columns, fovea_tensor_at (part, 0, i, y, 0));
  return part;
}

FoveaTensor *
fovea_field_dup (const FoveaField *self)
{
  return fovea_field_crop (self, 0, self->depth, 0, 0, self->height, self->width);
}
