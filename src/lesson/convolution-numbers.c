/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The convolution lesson's numbers: what presets make of a place unless somebody has typed something else there. */

#include "config.h"

#include "lesson/convolution-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

float
fovea_convolution_get_value (FoveaConvolution *self, int slice, int row, int column)
{
  return fovea_field_get (&self->input, slice, row, column);
}

guint64
fovea_convolution_get_input_state (FoveaConvolution *self)
{
  return self->input_state;
}

float
fovea_convolution_get_weight (FoveaConvolution *self, int filter, int slice, int row, int column)
{
  float value;

  if (fovea_edits_find (self->now.weights, fovea_edits_key (filter, slice, row, column), &value))
    return value;
  return fovea_filter_preset_value (self->now.presets[filter], self->input.seed, self->now.numbers[FILTER_HEIGHT],
                                    self->now.numbers[FILTER_WIDTH], filter, slice, row, column);
}

float
fovea_convolution_get_applied_weight (FoveaConvolution *self, int filter, int slice, int row, int column)
{
  const int *n = self->now.numbers;

  if (self->now.flip)
    return fovea_convolution_get_weight (self, filter, slice, n[FILTER_HEIGHT] - 1 - row, n[FILTER_WIDTH] - 1 - column);
  return fovea_convolution_get_weight (self, filter, slice, row, column);
}

/* Random filters have the classic demo's biases, 1 and 0 in turn; all others have none. */
float
fovea_convolution_get_bias (FoveaConvolution *self, int filter)
{
  float value;

  if (fovea_edits_find (self->now.biases, (guint64) filter, &value))
    return value;
  return self->now.presets[filter] == FOVEA_FILTER_RANDOM ? 1 - filter % 2 : 0;
}

void
fovea_convolution_get_value_range (FoveaConvolution *self, float *low, float *high)
{
  fovea_field_get_range (&self->input, low, high);
}

float
fovea_convolution_get_weight_limit (FoveaConvolution *self, int filter)
{
  const int *n = self->now.numbers;
  float high = fovea_filter_preset_limit (self->now.presets[filter], n[FILTER_HEIGHT], n[FILTER_WIDTH]), low = -high;

  fovea_edits_widen (self->now.weights, fovea_edits_key (filter, 0, 0, 0), fovea_edits_key (filter + 1, 0, 0, 0) - 1,
                     &low, &high);
  return fmaxf (high, -low);
}

FoveaTensor *
fovea_convolution_dup_input (FoveaConvolution *self)
{
  return fovea_field_dup (&self->input);
}

void
fovea_convolution_fill_values (FoveaConvolution *self, int slice, int row, int column, int columns, float *to)
{
  fovea_field_fill (&self->input, slice, row, column, columns, to);
}

static void
fill_weights (FoveaConvolution *self, int filter, int slice, int row, float *to)
{
  int height = self->now.numbers[FILTER_HEIGHT], width = self->now.numbers[FILTER_WIDTH];

  fovea_filter_preset_fill (self->now.presets[filter], self->input.seed, height, width, filter, slice, row, 0, width, to);
  fovea_edits_apply (self->now.weights, fovea_edits_key (filter, slice, row, 0), width, to);
}

void
fovea_convolution_fill_applied_weights (FoveaConvolution *self, int filter, int slice, int row, float *to)
{
  const FoveaTensor *made = fovea_convolution_peek_filter (self, filter);
  int width = self->now.numbers[FILTER_WIDTH], seen = slice - fovea_convolution_get_first_slice (self, filter);

  if (made && seen >= 0 && seen < made->c)
    {
      memcpy (to, fovea_tensor_at (made, 0, seen, row, 0), (gsize) width * sizeof (float));
      return;
    }
  fill_weights (self, filter, slice, self->now.flip ? self->now.numbers[FILTER_HEIGHT] - 1 - row : row, to);
  for (float *a = to, *b = to + width - 1; self->now.flip && a < b; a++, b--)
    {
      float value = *a;

      *a = *b;
      *b = value;
    }
}

FoveaTensor *
fovea_convolution_dup_filter (FoveaConvolution *self, int filter)
{
  int depth = fovea_convolution_get_filter_depth (self), height = self->now.numbers[FILTER_HEIGHT];
  int width = self->now.numbers[FILTER_WIDTH];
  int first = fovea_convolution_get_first_slice (self, filter);
  FoveaTensor *weights = fovea_tensor_new (1, depth, height, width);
  float *to = weights->data;

  for (int slice = 0; slice < depth; slice++)
    for (int row = 0; row < height; row++)
      {
        fill_weights (self, filter, first + slice, row, to);
        to += width;
      }
  return weights;
}

/* --- edits */

void
fovea_convolution_set_value (FoveaConvolution *self, int slice, int row, int column, float value)
{
  g_return_if_fail (slice >= 0 && slice < self->input.depth && row >= 0 && row < self->input.height && column >= 0
                    && column < self->input.width && isfinite (value));

  fovea_field_set (&self->input, slice, row, column, value);
  fovea_convolution_change (self, fovea_convolution_get_stand (self));
}

void
fovea_convolution_set_weight (FoveaConvolution *self, int filter, int slice, int row, int column, float value)
{
  const int *n = self->now.numbers;

  g_return_if_fail (filter >= 0 && filter < n[FILTERS] && fovea_convolution_sees (self, filter, slice) && row >= 0
                    && row < n[FILTER_HEIGHT] && column >= 0 && column < n[FILTER_WIDTH] && isfinite (value));

  fovea_edits_set (self->now.weights, fovea_edits_key (filter, slice, row, column), value);
  fovea_convolution_change_filter (self, filter);
}

void
fovea_convolution_set_bias (FoveaConvolution *self, int filter, float value)
{
  g_return_if_fail (filter >= 0 && filter < self->now.numbers[FILTERS] && isfinite (value));

  fovea_edits_set (self->now.biases, (guint64) filter, value);
  fovea_convolution_change_filter (self, filter);
}

void
fovea_convolution_forget_filter_edits (FoveaConvolution *self, int first, int last)
{
  fovea_edits_remove (self->now.weights, fovea_edits_key (first, 0, 0, 0), fovea_edits_key (last + 1, 0, 0, 0) - 1);
  fovea_edits_remove (self->now.biases, (guint64) first, (guint64) last);
}

void
fovea_convolution_reset_edits (FoveaConvolution *self)
{
  fovea_field_forget_edits (&self->input);
  fovea_convolution_forget_filter_edits (self, 0, FOVEA_CONVOLUTION_MAX_FILTERS - 1);
  fovea_convolution_change (self, fovea_convolution_get_stand (self));
}

/* --- filters */

void
fovea_convolution_set_filter_preset (FoveaConvolution *self, int filter, FoveaFilterPreset preset)
{
  g_return_if_fail (FOVEA_IS_CONVOLUTION (self) && filter >= 0 && filter < self->now.numbers[FILTERS]
                    && (guint) preset < FOVEA_N_FILTER_PRESETS);

  self->now.presets[filter] = preset;
  fovea_convolution_forget_filter_edits (self, filter, filter);
  fovea_convolution_change_filter (self, filter);
}

FoveaFilterPreset
fovea_convolution_get_filter_preset (FoveaConvolution *self, int filter)
{
  return self->now.presets[filter];
}

gboolean
fovea_convolution_is_filter_edited (FoveaConvolution *self, int filter)
{
  return fovea_edits_any (self->now.weights, fovea_edits_key (filter, 0, 0, 0),
                          fovea_edits_key (filter + 1, 0, 0, 0) - 1)
         || fovea_edits_any (self->now.biases, (guint64) filter, (guint64) filter);
}

gboolean
fovea_convolution_has_own_input (FoveaConvolution *self)
{
  return self->picture == NULL && fovea_field_is_edited (&self->input);
}

GArray *
fovea_convolution_list_own_input (FoveaConvolution *self)
{
  return fovea_convolution_has_own_input (self) ? fovea_field_list_edits (&self->input) : NULL;
}

gboolean
fovea_convolution_has_own_filters (FoveaConvolution *self)
{
  for (int filter = 0; filter < self->now.numbers[FILTERS]; filter++)
    if (self->now.presets[filter] != self->now.all || fovea_convolution_is_filter_edited (self, filter))
      return TRUE;
  return FALSE;
}

const char *
fovea_convolution_get_source (FoveaConvolution *self)
{
  return self->now.source;
}

char *
fovea_convolution_get_filter_name (FoveaConvolution *self, int filter)
{
  const char *label = fovea_filter_preset_label (self->now.presets[filter]);

  if (!fovea_convolution_is_filter_edited (self, filter))
    return g_strdup (label);
  if (self->now.source)
    return g_strdup (self->now.source);
  return g_strdup_printf (_("%s, edited"), label);
}

/* The numbers of all filters were learned by @net: so they are called, until others take their place. */
void
fovea_convolution_set_source (FoveaConvolution *self, const char *net)
{
  g_return_if_fail (FOVEA_IS_CONVOLUTION (self));

  self->now.source = g_intern_string (net);
  fovea_lesson_changed (FOVEA_LESSON (self));
}

void
fovea_convolution_set_picture_name (FoveaConvolution *self, const char *name)
{
  g_return_if_fail (FOVEA_IS_CONVOLUTION (self));

  self->picture_name = g_intern_string (name);
}

const char *
fovea_convolution_get_picture_name (FoveaConvolution *self)
{
  return self->picture_name;
}
