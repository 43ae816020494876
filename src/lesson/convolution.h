/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/geometry.h"
#include "engine/tensor.h"
#include "lesson/lesson.h"
#include "lesson/presets.h"
#include "lesson/view.h"

G_BEGIN_DECLS

/**
 * FoveaConvention:
 * @FOVEA_CONVENTION_REFUSE: a window that does not fit is an error (the lecture)
 * @FOVEA_CONVENTION_FLOOR: rounded down (PyTorch)
 * @FOVEA_CONVENTION_CEIL: rounded up (Caffe's pooling)
 * @FOVEA_CONVENTION_SAME: padded unevenly so that ⌈N/S⌉ windows fit (TensorFlow's SAME)
 *
 * What to do when the window does not fit.
 */
typedef enum
{
  FOVEA_CONVENTION_REFUSE,
  FOVEA_CONVENTION_FLOOR,
  FOVEA_CONVENTION_CEIL,
  FOVEA_CONVENTION_SAME,
  FOVEA_N_CONVENTIONS
} FoveaConvention;

#define FOVEA_TYPE_CONVENTION (fovea_convention_get_type ())
GType fovea_convention_get_type (void); /* nicks: error, floor, ceil, same */
const char *fovea_convention_label (FoveaConvention convention); /* "refuse (lecture)", … translated */
const char *fovea_convention_short_label (FoveaConvention convention); /* "refuse", … */
void fovea_geometry_apply_convention (FoveaGeometry *geometry, FoveaConvention convention);
int fovea_geometry_count_windows (const FoveaGeometry *geometry);
int fovea_geometry_get_link (const FoveaGeometry *geometry, int output, int input);

/**
 * FoveaConvolution:
 *
 * The convolution lesson: an input of width×height×depth, K filters of F×F×depth, which may be as little a square as
 * the input, and the output volume that grows as one steps: across, down, next filter. Whatever is set is clamped to what
 * there is room for; a filter that more slices or a smaller input leave no room for shrinks.
 *
 * Properties (int unless said): `input` (N; sets both of) `input-width` and `input-height` (1–256), `depth` (1–512),
 * `filter` (F; sets both of) `filter-width` and `filter-height` (1 – N + 2P along its axis, and 65,536 weights in all),
 * `filters` (K, 1–512), `stride` (1–256), `pad` (0–128), `dilation` (1–64), `groups` (a divisor of D and K: filter k
 * sees only the D/groups slices of its group, ⌊k·groups/K⌋; K = D = groups is depthwise),
 * `round` (FoveaConvention), `relu` and `pool` (boolean: what follows the output), `view` (FoveaView), `flip`
 * (boolean: each filter is turned by half a turn first, as true convolution does), `alone` (boolean: of a picture's
 * filters only the current one is shown, product by product), `common-scale` (boolean: all maps of a picture are shown
 * on one scale), `values` (FoveaInputPreset), `weights` (FoveaFilterPreset, of all filters), `seed` (int64), `picture`
 * (boolean, read only: the input is a picture, whose size and depth cannot be set); and `position` and `n-positions`
 * of every lesson. n-positions is 0 where not even one window fits.
 */
#define FOVEA_TYPE_CONVOLUTION (fovea_convolution_get_type ())
G_DECLARE_FINAL_TYPE (FoveaConvolution, fovea_convolution, FOVEA, CONVOLUTION, FoveaLesson)

enum
{
  FOVEA_CONVOLUTION_MAX_INPUT = 256,
  FOVEA_CONVOLUTION_MAX_PICTURE = 512,
  FOVEA_CONVOLUTION_MAX_DEPTH = 512,
  FOVEA_CONVOLUTION_MAX_FILTERS = 512,
  FOVEA_CONVOLUTION_MAX_WEIGHTS = 1 << 16, /* of a filter: 256×256×1, or 11×11×512 */
  FOVEA_CONVOLUTION_MAX_STRIDE = 256,
  FOVEA_CONVOLUTION_MAX_PAD = 128,
  FOVEA_CONVOLUTION_MAX_DILATION = 64,

  /* Added to the index of a filter whose map is asked for: what it makes the other way round than `flip` says. */
  FOVEA_CONVOLUTION_TURNED = 1 << 16
};

/* A place of the window: which filter it is (from 0), and the output cell it computes. */
typedef struct
{
  int map, row, column;
} FoveaPlace;

/* Positions go across, down, then to the next map, each of @width × @height windows; (0, 0, 0) where there are none. */
static inline FoveaPlace
fovea_place_of (int position, int width, int height)
{
  if (width == 0)
    return (FoveaPlace){ 0, 0, 0 };
  return (FoveaPlace){ position / (width * height), position / width % height, position % width };
}

static inline int
fovea_place_position (FoveaPlace self, int width, int height)
{
  return (self.map * height + self.row) * width + self.column;
}

FoveaConvolution *fovea_convolution_new (void);

/* --- settings (also as properties) */
int fovea_convolution_get_width (FoveaConvolution *self);
int fovea_convolution_get_height (FoveaConvolution *self);
int fovea_convolution_get_depth (FoveaConvolution *self);
int fovea_convolution_get_filter_width (FoveaConvolution *self);
int fovea_convolution_get_filter_height (FoveaConvolution *self);
int fovea_convolution_get_filters (FoveaConvolution *self); /* K */
/* What a filter's side is clamped to while the other stays as it is, and both of a square. */
int fovea_convolution_get_filter_limit (FoveaConvolution *self, gboolean vertical);
int fovea_convolution_get_square_limit (FoveaConvolution *self);
/* (transfer full) (nullable): why the filter can be no larger, if it is its weights that are as many as there may be */
char *fovea_convolution_say_weight_limit (FoveaConvolution *self);
int fovea_convolution_get_stride (FoveaConvolution *self);
int fovea_convolution_get_pad (FoveaConvolution *self);
int fovea_convolution_get_dilation (FoveaConvolution *self);
int fovea_convolution_get_groups (FoveaConvolution *self);
FoveaConvention fovea_convolution_get_convention (FoveaConvolution *self);
gboolean fovea_convolution_get_relu (FoveaConvolution *self);
gboolean fovea_convolution_get_pool (FoveaConvolution *self);
FoveaView fovea_convolution_get_view (FoveaConvolution *self);
gboolean fovea_convolution_get_flip (FoveaConvolution *self);
void fovea_convolution_set_convention (FoveaConvolution *self, FoveaConvention convention);

/* --- does it fit */
FoveaGeometry fovea_convolution_get_geometry (FoveaConvolution *self, gboolean vertical);
FoveaGeometry fovea_convolution_get_pool_geometry (FoveaConvolution *self, gboolean vertical);
/* Whether both axes are alike: input and filter are squares. */
gboolean fovea_convolution_is_square (FoveaConvolution *self);
gboolean fovea_convolution_fits (FoveaConvolution *self);
/* Windows along each axis that one can step through; those that lie inside if the misfit is refused. */
void fovea_convolution_get_windows (FoveaConvolution *self, int *width, int *height);
/* Cells along each axis of a map; 0 where a misfit is refused. */
void fovea_convolution_get_output_size (FoveaConvolution *self, int *width, int *height);
void fovea_convolution_get_pooled_size (FoveaConvolution *self, int *width, int *height);
/* Of FoveaSuggestion; empty where it fits. Unless both axes are alike, a filter or input is that along one of them,
 * @vertical or not. */
GArray *fovea_convolution_suggest (FoveaConvolution *self, gboolean *vertical);
void fovea_convolution_apply (FoveaConvolution *self, const FoveaSuggestion *suggestion);

/* --- places */
FoveaPlace fovea_convolution_get_place (FoveaConvolution *self, int position);
int fovea_convolution_get_position_of (FoveaConvolution *self, FoveaPlace place);
/* The weight (row or column of the filter) through which output cell @output sees input cell @input along one axis,
 * or −1. @input counts from the input's first cell; padding is negative, or beyond the last. */
int fovea_convolution_get_link (FoveaConvolution *self, gboolean vertical, int output, int input);

/* --- groups. Slices are always those of the input: of filter k only those that it sees have weights. */
int fovea_convolution_get_filter_depth (FoveaConvolution *self); /* D/groups */
int fovea_convolution_get_first_slice (FoveaConvolution *self, int filter);
gboolean fovea_convolution_sees (FoveaConvolution *self, int filter, int slice);

/* --- numbers. Slices, rows and columns from 0; outside the input are zeros. */
float fovea_convolution_get_value (FoveaConvolution *self, int slice, int row, int column);
/* Changes whenever any number of the input may have: for whoever keeps a picture of it. */
guint64 fovea_convolution_get_input_state (FoveaConvolution *self);
float fovea_convolution_get_weight (FoveaConvolution *self, int filter, int slice, int row, int column);
/* The weight that lies on the window's cell (row, column): with `flip` that of the opposite cell. */
float fovea_convolution_get_applied_weight (FoveaConvolution *self, int filter, int slice, int row, int column);
/* Many numbers at once, which takes a fraction of the time: @columns of a row of the input from @column on, zeros outside
 * of it; and a whole row of a filter. */
void fovea_convolution_fill_values (FoveaConvolution *self, int slice, int row, int column, int columns, float *to);
void fovea_convolution_fill_applied_weights (FoveaConvolution *self, int filter, int slice, int row, float *to);
float fovea_convolution_get_bias (FoveaConvolution *self, int filter);
void fovea_convolution_set_value (FoveaConvolution *self, int slice, int row, int column, float value);
void fovea_convolution_set_weight (FoveaConvolution *self, int filter, int slice, int row, int column, float value);
void fovea_convolution_set_bias (FoveaConvolution *self, int filter, float value);
void fovea_convolution_get_value_range (FoveaConvolution *self, float *low, float *high);
float fovea_convolution_get_weight_limit (FoveaConvolution *self, int filter); /* largest |weight| */
void fovea_convolution_reset_edits (FoveaConvolution *self);
FoveaTensor *fovea_convolution_dup_input (FoveaConvolution *self); /* 1×D×H×W */
FoveaTensor *fovea_convolution_dup_filter (FoveaConvolution *self, int filter); /* 1×D/groups×height×width */

/* The products of @position, summed slice by slice, D/groups numbers; and all of them plus the bias. */
const float *fovea_convolution_get_slice_sums (FoveaConvolution *self, int position);
float fovea_convolution_get_result (FoveaConvolution *self, int position);

/* Map @filter, rows × columns of fovea_convolution_get_output_size(), of which the first @known cells, row by row, are
 * computed. What is missing is computed while the main loop is idle, followed by `changed`;
 * fovea_convolution_settle() computes it at once. Valid until the next change. */
const float *fovea_convolution_get_map (FoveaConvolution *self, int filter, int *known);
/* The largest |value| of map @filter, all of it where that is computed quickly, else of the cells known so far. */
float fovea_convolution_get_map_limit (FoveaConvolution *self, int filter);
/* How many cells of map @filter are filled at the current position (in picture mode all). */
int fovea_convolution_count_filled (FoveaConvolution *self, int filter);
/* Changes whenever map @filter does: for whoever keeps a picture of it. */
guint64 fovea_convolution_get_map_state (FoveaConvolution *self, int filter);
/* A row of the pooled map, fovea_convolution_get_pooled_size() wide. Returns: how many of its cells are known, from the
 * left */
int fovea_convolution_fill_pooled (FoveaConvolution *self, int filter, int row, float *values);
/* The max-pooled (and rectified, if `relu`) map's cell, FALSE while cells under it are unknown or unfilled. */
gboolean fovea_convolution_get_pooled (FoveaConvolution *self, int filter, int row, int column, float *value);
void fovea_convolution_settle (FoveaConvolution *self);

/* --- counts */
gint64 fovea_convolution_count_weights (FoveaConvolution *self); /* of one filter */
gint64 fovea_convolution_count_parameters (FoveaConvolution *self);
/* "9 weights + 1 bias = 10 parameters, shared by all positions. …" with markup, translated. */
char *fovea_convolution_describe_parameters (FoveaConvolution *self);
/* "row 2, column 3", with its map where there are several; translated. */
char *fovea_convolution_say_place (FoveaConvolution *self, int position);

/* --- picture mode. @pixels: 1×C×H×W, 0 … 1, each side at most 512; NULL goes back to the numbers as they were. */
void fovea_convolution_set_picture (FoveaConvolution *self, FoveaTensor *pixels);
FoveaTensor *fovea_convolution_get_picture (FoveaConvolution *self); /* (transfer none) (nullable) */
/* (nullable): the picture of the program, or the path, that the pixels come from; they are named after they are set */
void fovea_convolution_set_picture_name (FoveaConvolution *self, const char *name);
const char *fovea_convolution_get_picture_name (FoveaConvolution *self);
void fovea_convolution_set_filter_preset (FoveaConvolution *self, int filter, FoveaFilterPreset preset);
FoveaFilterPreset fovea_convolution_get_filter_preset (FoveaConvolution *self, int filter);
/* Whether somebody has changed this filter's numbers. */
gboolean fovea_convolution_is_filter_edited (FoveaConvolution *self, int filter);
/* Whether any number of the input, or of the filters, is another than the property `values`, or `weights`, makes it. */
gboolean fovea_convolution_has_own_input (FoveaConvolution *self);
/* (transfer full) (nullable) (element-type FoveaEdit): those numbers of the input; NULL if there are none */
GArray *fovea_convolution_list_own_input (FoveaConvolution *self);
gboolean fovea_convolution_has_own_filters (FoveaConvolution *self);
/* Whose filters these are, or NULL: a net's, if they were learned. */
const char *fovea_convolution_get_source (FoveaConvolution *self);
char *fovea_convolution_get_filter_name (FoveaConvolution *self, int filter); /* "Sobel x", "Sobel x, edited" */
void fovea_convolution_set_source (FoveaConvolution *self, const char *net);

G_END_DECLS
