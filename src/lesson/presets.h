/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * FoveaInputPreset:
 * @FOVEA_INPUT_SMALL: 0, 1 or 2, drawn by the seed (the classic demo's numbers)
 * @FOVEA_INPUT_RAMP: 0, 1, 2, … cell by cell, so that each number tells its place
 * @FOVEA_INPUT_ONES: ones everywhere
 * @FOVEA_INPUT_RANDOM: −1 to 1 in hundredths, drawn by the seed
 * @FOVEA_INPUT_ONE_CELL: zeros, and a one in the middle: the output shows the filter
 * @FOVEA_INPUT_LECTURE: the 4×4 of the lecture's max pooling example, repeated
 */
typedef enum
{
  FOVEA_INPUT_SMALL,
  FOVEA_INPUT_RAMP,
  FOVEA_INPUT_ONES,
  FOVEA_INPUT_RANDOM,
  FOVEA_INPUT_ONE_CELL,
  FOVEA_INPUT_LECTURE,
  FOVEA_N_INPUT_PRESETS
} FoveaInputPreset;

/**
 * FoveaFilterPreset:
 * @FOVEA_FILTER_RANDOM: −1, 0 or 1, drawn by the seed (the classic demo's weights)
 * @FOVEA_FILTER_ONES: ones
 *
 * All but the random ones repeat over the depth slices. Identity and the blurs fill any size; the other 3×3 patterns
 * stand in the middle of a larger filter, and of a smaller one the pattern's middle is left.
 */
typedef enum
{
  FOVEA_FILTER_RANDOM,
  FOVEA_FILTER_IDENTITY,
  FOVEA_FILTER_SOBEL_X,
  FOVEA_FILTER_SOBEL_Y,
  FOVEA_FILTER_LAPLACIAN,
  FOVEA_FILTER_SHARPEN,
  FOVEA_FILTER_BOX_BLUR,
  FOVEA_FILTER_GAUSSIAN_BLUR,
  FOVEA_FILTER_EMBOSS,
  FOVEA_FILTER_ONES,
  FOVEA_N_FILTER_PRESETS
} FoveaFilterPreset;

#define FOVEA_TYPE_INPUT_PRESET (fovea_input_preset_get_type ())
GType fovea_input_preset_get_type (void);
#define FOVEA_TYPE_FILTER_PRESET (fovea_filter_preset_get_type ())
GType fovea_filter_preset_get_type (void);

/* What people call them, translated: "Small numbers", "Sobel x", … */
const char *fovea_input_preset_label (FoveaInputPreset preset);
const char *fovea_filter_preset_label (FoveaFilterPreset preset);

float fovea_input_preset_value (FoveaInputPreset preset, guint64 seed, int height, int width, int slice, int row,
                                int column);
float fovea_filter_preset_value (FoveaFilterPreset preset, guint64 seed, int height, int width, int filter, int slice,
                                 int row, int column);
/* The same for @n columns from @column on: many at once take a fraction of the time. */
void fovea_input_preset_fill (FoveaInputPreset preset, guint64 seed, int height, int width, int slice, int row,
                              int column, int n, float *to);
void fovea_filter_preset_fill (FoveaFilterPreset preset, guint64 seed, int height, int width, int filter, int slice,
                               int row, int column, int n, float *to);
/* The largest |value| among a preset's weights of this size. */
float fovea_filter_preset_limit (FoveaFilterPreset preset, int height, int width);

G_END_DECLS
