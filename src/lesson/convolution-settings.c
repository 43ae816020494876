/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the convolution lesson's settings begin as, what goes with them, and what there is room for. */

#include "config.h"

#include "lesson/convolution-private.h"

#include <string.h>

enum
{
  PICTURE_FILTERS = 6
};

/* The number of groups that depth and filters can be cut into evenly: the next above @before if @value is above it,
 * else the nearest that is no more than @value. So one step of a spin button comes to the next that there is. */
static int
find_groups (const int *n, int before, int value)
{
  int best = 1;

  for (int groups = 1; groups <= MIN (n[DEPTH], n[FILTERS]); groups++)
    if (n[DEPTH] % groups == 0 && n[FILTERS] % groups == 0)
      {
        if (groups <= value || (value > before && best <= before))
          best = groups;
      }
  return best;
}

/* A square filter stays one; of another the longer side gives way first. */
static void
clamp_filter (FoveaConvolution *self)
{
  int *n = self->now.numbers, tall = n[FILTER_HEIGHT] > n[FILTER_WIDTH];
  int sides[2] = { tall ? FILTER_HEIGHT : FILTER_WIDTH, tall ? FILTER_WIDTH : FILTER_HEIGHT };

  if (n[FILTER_WIDTH] == n[FILTER_HEIGHT])
    {
      n[FILTER_WIDTH] = n[FILTER_HEIGHT] = CLAMP (n[FILTER_WIDTH], 1, fovea_convolution_get_square_limit (self));
      return;
    }
  for (int i = 0; i < 2; i++)
    n[sides[i]] = CLAMP (n[sides[i]], 1, fovea_convolution_get_filter_limit (self, sides[i] == FILTER_HEIGHT));
}

void
fovea_convolution_clamp_numbers (FoveaConvolution *self, int groups)
{
  int *n = self->now.numbers;
  int longest = self->picture ? FOVEA_CONVOLUTION_MAX_PICTURE : FOVEA_CONVOLUTION_MAX_INPUT;

  n[WIDTH] = self->picture ? self->picture->w : CLAMP (n[WIDTH], 1, longest);
  n[HEIGHT] = self->picture ? self->picture->h : CLAMP (n[HEIGHT], 1, longest);
  n[DEPTH] = self->picture ? self->picture->c : CLAMP (n[DEPTH], 1, FOVEA_CONVOLUTION_MAX_DEPTH);
  n[FILTERS] = CLAMP (n[FILTERS], 1, FOVEA_CONVOLUTION_MAX_FILTERS);
  n[STRIDE] = CLAMP (n[STRIDE], 1, FOVEA_CONVOLUTION_MAX_STRIDE);
  n[PAD] = CLAMP (n[PAD], 0, FOVEA_CONVOLUTION_MAX_PAD);
  n[DILATION] = CLAMP (n[DILATION], 1, FOVEA_CONVOLUTION_MAX_DILATION);
  n[GROUPS] = find_groups (n, groups, n[GROUPS]);
  clamp_filter (self);
}

/* --- one set of settings */

void
fovea_convolution_settings_clear (FoveaConvolutionSettings *self)
{
  g_clear_pointer (&self->weights, g_hash_table_unref);
  g_clear_pointer (&self->biases, g_hash_table_unref);
  g_clear_pointer (&self->values, g_hash_table_unref);
}

void
fovea_convolution_settings_assign (FoveaConvolutionSettings *self, const FoveaConvolutionSettings *other)
{
  fovea_convolution_settings_clear (self);
  *self = *other;
  self->weights = fovea_edits_copy (other->weights);
  self->biases = fovea_edits_copy (other->biases);
  self->values = fovea_edits_copy (other->values);
}

void
fovea_convolution_settings_init (FoveaConvolutionSettings *self)
{
  static const int start[N_NUMBERS] = { 7, 7, 1, 3, 3, 1, 1, 0, 1, 1 };

  memcpy (self->numbers, start, sizeof start);
  self->weights = fovea_edits_new ();
  self->biases = fovea_edits_new ();
}

/* A picture starts with six presets that keep its size, then ReLU and pooling. */
void
fovea_convolution_settings_init_for_picture (FoveaConvolutionSettings *self)
{
  static const FoveaFilterPreset bank[PICTURE_FILTERS]
      = { FOVEA_FILTER_SOBEL_X, FOVEA_FILTER_SOBEL_Y,  FOVEA_FILTER_LAPLACIAN,
          FOVEA_FILTER_SHARPEN, FOVEA_FILTER_BOX_BLUR, FOVEA_FILTER_EMBOSS };

  fovea_convolution_settings_init (self);
  self->numbers[FILTERS] = PICTURE_FILTERS;
  self->numbers[PAD] = 1;
  self->relu = self->pool = TRUE;
  self->values = fovea_edits_new ();
  for (int i = 0; i < PICTURE_FILTERS; i++)
    self->presets[i] = bank[i];
}
