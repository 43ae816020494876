/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoveaRound:
 * @FOVEA_ROUND_ERROR: a window that does not fit is a misfit (the lecture)
 * @FOVEA_ROUND_FLOOR: round the output size down (PyTorch)
 * @FOVEA_ROUND_CEIL: round it up, but let no window start beyond the input and its first padding (Caffe's pooling)
 */
typedef enum
{
  FOVEA_ROUND_ERROR,
  FOVEA_ROUND_FLOOR,
  FOVEA_ROUND_CEIL
} FoveaRound;

/**
 * FoveaGeometry:
 * @input: N, cells along the axis
 * @filter: F, weights along the axis
 * @stride: S ≥ 1
 * @pad: P, zero cells before the input
 * @pad_end: zero cells after it; P everywhere but with SAME padding, which may need one more
 * @dilation: distance between two neighbouring weights, 1 if they touch
 *
 * The sliding window along one axis, used alike by convolution, pooling, lessons and the architecture table.
 * A filter covers dilation·(F − 1) + 1 cells.
 */
typedef struct
{
  int input, filter, stride, pad, pad_end, dilation;
  FoveaRound round;
} FoveaGeometry;

/**
 * FoveaFit:
 * @fits: whether the windows end flush with the padded input
 * @exact: (N − extent + pad + pad_end)/S + 1, as it comes out; may be below 1
 * @output: windows by the geometry's rounding, 0 if there are none (a misfit under FOVEA_ROUND_ERROR)
 * @floor: windows if rounded down, 0 if the filter is larger than the padded input
 * @ceil: windows if rounded up, 0 likewise
 * @left_over: cells of the padded input that no window reaches when rounding down
 */
typedef struct
{
  gboolean fits;
  double exact;
  int output, floor, ceil, left_over;
} FoveaFit;

typedef enum
{
  FOVEA_PARAMETER_PAD,
  FOVEA_PARAMETER_STRIDE,
  FOVEA_PARAMETER_FILTER,
  FOVEA_PARAMETER_INPUT
} FoveaParameter;

/* The lecture's letter of each. */
extern const char *const fovea_parameter_symbols[];

/**
 * FoveaSuggestion:
 * @output: windows along the axis then
 * @other: windows along the other axis then, 0 if it still does not fit; @output where there is one axis only
 *
 * One way to make a window fit: this parameter alone set to @value.
 */
typedef struct
{
  FoveaParameter parameter;
  int value, output, other;
} FoveaSuggestion;

int fovea_geometry_extent (const FoveaGeometry *self);
int fovea_geometry_padded (const FoveaGeometry *self);
int fovea_geometry_covered (const FoveaGeometry *self, int windows);
FoveaFit fovea_geometry_fit (const FoveaGeometry *self);
void fovea_geometry_set_same (FoveaGeometry *self);
GArray *fovea_geometry_suggest (const FoveaGeometry *self);
GArray *fovea_geometry_suggest_with (const FoveaGeometry *self, const FoveaGeometry *other);
gboolean fovea_geometry_padding_can_help (const FoveaGeometry *self);
char *fovea_geometry_formula (const FoveaGeometry *self);
char *fovea_geometry_detail (const FoveaGeometry *self);
char *fovea_geometry_detail_with (const FoveaGeometry *self, const char *const *symbols);
char *fovea_geometry_explain (const FoveaGeometry *self);
const char *fovea_parameter_name (FoveaParameter parameter);

G_END_DECLS
