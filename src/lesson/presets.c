/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Inputs and filters to start from. Every number is a function of the preset, the seed and its place, so that a volume
 * of any size costs nothing until it is looked at, and growing it keeps the numbers that were there.
 *
 * The 3×3 patterns are the textbook ones (Gonzalez and Woods, Digital Image Processing, chapter 3). The Gaussian of
 * height H and width W is the binomial one: the outer product of rows H − 1 and W − 1 of Pascal's triangle, over
 * 2^(H − 1) · 2^(W − 1). */

#include "config.h"

#include "lesson/presets.h"

#include "engine/random.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const GEnumValue input_presets[] = {
  { FOVEA_INPUT_SMALL, N_ ("Small numbers"), "small" },
  { FOVEA_INPUT_RAMP, N_ ("Ramp"), "ramp" },
  { FOVEA_INPUT_ONES, N_ ("Ones"), "ones" },
  { FOVEA_INPUT_RANDOM, N_ ("Random"), "random" },
  { FOVEA_INPUT_ONE_CELL, N_ ("One bright cell"), "one-cell" },
  { FOVEA_INPUT_LECTURE, N_ ("The lecture’s 4×4"), "lecture" },
  { 0, NULL, NULL },
};

static const GEnumValue filter_presets[] = {
  { FOVEA_FILTER_RANDOM, N_ ("Random"), "random" },
  { FOVEA_FILTER_IDENTITY, N_ ("Identity"), "identity" },
  { FOVEA_FILTER_SOBEL_X, N_ ("Sobel x"), "sobel-x" },
  { FOVEA_FILTER_SOBEL_Y, N_ ("Sobel y"), "sobel-y" },
  { FOVEA_FILTER_LAPLACIAN, N_ ("Laplacian"), "laplacian" },
  { FOVEA_FILTER_SHARPEN, N_ ("Sharpen"), "sharpen" },
  { FOVEA_FILTER_BOX_BLUR, N_ ("Box blur"), "box-blur" },
  { FOVEA_FILTER_GAUSSIAN_BLUR, N_ ("Gaussian blur"), "gaussian-blur" },
  { FOVEA_FILTER_EMBOSS, N_ ("Emboss"), "emboss" },
  { FOVEA_FILTER_ONES, N_ ("Ones"), "ones" },
  { 0, NULL, NULL },
};

static const gint8 patterns[FOVEA_N_FILTER_PRESETS][3][3] = {
  [FOVEA_FILTER_SOBEL_X] = { { -1, 0, 1 }, { -2, 0, 2 }, { -1, 0, 1 } },
  [FOVEA_FILTER_SOBEL_Y] = { { -1, -2, -1 }, { 0, 0, 0 }, { 1, 2, 1 } },
  [FOVEA_FILTER_LAPLACIAN] = { { 0, 1, 0 }, { 1, -4, 1 }, { 0, 1, 0 } },
  [FOVEA_FILTER_SHARPEN] = { { 0, -1, 0 }, { -1, 5, -1 }, { 0, -1, 0 } },
  [FOVEA_FILTER_EMBOSS] = { { -2, -1, 0 }, { -1, 1, 1 }, { 0, 1, 2 } },
};

/* The lecture's max pooling example (CS231n). */
static const gint8 lecture[4][4] = { { 1, 1, 2, 4 }, { 5, 6, 7, 8 }, { 3, 2, 1, 0 }, { 1, 2, 3, 4 } };

enum
{
  MAX_SIDE = 1 << 10,    /* of a filter */
  STREAM_INPUT = 1 << 8, /* streams of the lessons' own, apart from those of a net */
  STREAM_FILTER
};

static guint64
place (int slice, int row, int column)
{
  return ((guint64) slice << 40) | ((guint64) row << 20) | (guint64) column;
}

GType
fovea_input_preset_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("FoveaInputPreset", input_presets));
  return type;
}

GType
fovea_filter_preset_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("FoveaFilterPreset", filter_presets));
  return type;
}

const char *
fovea_input_preset_label (FoveaInputPreset preset)
{
  g_return_val_if_fail ((guint) preset < FOVEA_N_INPUT_PRESETS, NULL);
  return _(input_presets[preset].value_name);
}

const char *
fovea_filter_preset_label (FoveaFilterPreset preset)
{
  g_return_val_if_fail ((guint) preset < FOVEA_N_FILTER_PRESETS, NULL);
  return _(filter_presets[preset].value_name);
}

/* The number at slice, row, column (from 0) of a height × width input. */
float
fovea_input_preset_value (FoveaInputPreset preset, guint64 seed, int height, int width, int slice, int row, int column)
{
  float value;

  switch (preset)
    {
    case FOVEA_INPUT_SMALL:
    case FOVEA_INPUT_RANDOM:
      fovea_input_preset_fill (preset, seed, height, width, slice, row, column, 1, &value);
      return value;
    case FOVEA_INPUT_RAMP:
      return (float) ((slice * height + row) * width + column);
    case FOVEA_INPUT_ONES:
      return 1;
    case FOVEA_INPUT_LECTURE:
      return lecture[row % 4][column % 4];
    case FOVEA_INPUT_ONE_CELL:
    default:
      return row == (height - 1) / 2 && column == (width - 1) / 2 ? 1 : 0;
    }
}

void
fovea_input_preset_fill (FoveaInputPreset preset, guint64 seed, int height, int width, int slice, int row, int column,
                         int n, float *to)
{
  guint64 stream = fovea_random_stream (FOVEA_STREAM_OTHER, STREAM_INPUT);

  if (preset == FOVEA_INPUT_SMALL)
    fovea_random_fill_below (seed, stream, place (slice, row, column), 3, to, n);
  else if (preset == FOVEA_INPUT_RANDOM)
    {
      fovea_random_fill_below (seed, stream, place (slice, row, column), 201, to, n);
      for (int i = 0; i < n; i++)
        to[i] = (to[i] - 100) / 100;
    }
  else
    for (int i = 0; i < n; i++)
      to[i] = fovea_input_preset_value (preset, seed, height, width, slice, row, column + i);
}

/* The 3×3 pattern in the middle of the filter; of a smaller filter the pattern's middle. */
static float
pattern_value (FoveaFilterPreset preset, int height, int width, int row, int column)
{
  int y = row - (height - 1) / 2 + 1, x = column - (width - 1) / 2 + 1;

  return y >= 0 && y < 3 && x >= 0 && x < 3 ? patterns[preset][y][x] : 0;
}

/* C(n, k)/2^n for all k, each from the one before: C(n, k) = C(n, k − 1)·(n − k + 1)/k. 2^−n is a double up to n = 1022.
 * Two rows are kept, one for each axis of a filter that is no square, as weights are asked for one by one. */
static const double *
get_binomials (int n)
{
  static _Thread_local struct { int n; double row[MAX_SIDE]; } kept[2] = { { .n = -1 }, { .n = -1 } };
  static _Thread_local int next = 0;
  double *row;

  g_assert (n < MAX_SIDE);
  for (int i = 0; i < 2; i++)
    if (kept[i].n == n)
      return kept[i].row;
  next = !next;
  kept[next].n = n;
  row = kept[next].row;
  row[0] = row[n] = ldexp (1, -n);
  for (int k = 1; k <= n / 2; k++)
    row[k] = row[n - k] = row[k - 1] * (n - k + 1) / k;
  return row;
}

/* The weight at slice, row, column (from 0) of filter number @filter, height × width. */
float
fovea_filter_preset_value (FoveaFilterPreset preset, guint64 seed, int height, int width, int filter, int slice,
                           int row, int column)
{
  float value;

  switch (preset)
    {
    case FOVEA_FILTER_RANDOM:
    case FOVEA_FILTER_GAUSSIAN_BLUR:
      fovea_filter_preset_fill (preset, seed, height, width, filter, slice, row, column, 1, &value);
      return value;
    case FOVEA_FILTER_IDENTITY:
      return row == (height - 1) / 2 && column == (width - 1) / 2 ? 1 : 0;
    case FOVEA_FILTER_BOX_BLUR:
      return 1.0f / ((float) height * (float) width);
    case FOVEA_FILTER_ONES:
      return 1;
    default:
      return pattern_value (preset, height, width, row, column);
    }
}

void
fovea_filter_preset_fill (FoveaFilterPreset preset, guint64 seed, int height, int width, int filter, int slice,
                          int row, int column, int n, float *to)
{
  guint64 stream = fovea_random_stream (FOVEA_STREAM_OTHER, STREAM_FILTER + (guint64) filter);

  if (preset == FOVEA_FILTER_RANDOM)
    {
      fovea_random_fill_below (seed, stream, place (slice, row, column), 3, to, n);
      for (int i = 0; i < n; i++)
        to[i] -= 1;
    }
  else if (preset == FOVEA_FILTER_GAUSSIAN_BLUR)
    {
      double down = get_binomials (height - 1)[row];
      const double *across = get_binomials (width - 1) + column;

      for (int i = 0; i < n; i++)
        to[i] = (float) (down * across[i]);
    }
  else
    for (int i = 0; i < n; i++)
      to[i] = fovea_filter_preset_value (preset, seed, height, width, filter, slice, row, column + i);
}

/* No preset has a larger weight than in its middle 3×3. */
float
fovea_filter_preset_limit (FoveaFilterPreset preset, int height, int width)
{
  int top = MAX (height - 3, 0) / 2, left = MAX (width - 3, 0) / 2;
  float limit = 0;

  if (preset == FOVEA_FILTER_RANDOM)
    return 1;
  for (int row = top; row < MIN (top + 3, height); row++)
    for (int column = left; column < MIN (left + 3, width); column++)
      limit = fmaxf (limit, fabsf (fovea_filter_preset_value (preset, 0, height, width, 0, 0, row, column)));
  return limit;
}
