/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/pool2d.h"
#include "lesson/convolution-pass.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_POOL_KIND (fovea_pool_kind_get_type ())
GType fovea_pool_kind_get_type (void); /* nicks: max, average, l2 */

/**
 * FoveaPoolingKind:
 * @FOVEA_POOLING_L2: √Σ x² over the window; nets have no such layer
 *
 * What is kept of a window: what the engine's layers keep, and one more.
 */
typedef enum
{
  FOVEA_POOLING_MAX = FOVEA_POOL_MAX,
  FOVEA_POOLING_AVERAGE = FOVEA_POOL_AVERAGE,
  FOVEA_POOLING_L2,
  FOVEA_N_POOLING_KINDS
} FoveaPoolingKind;

/* What a pool can be stepped through: FOVEA_LESSON_FORWARD, FOVEA_LESSON_BACKWARD. */
#define FOVEA_TYPE_POOLING_PASS (fovea_pooling_pass_get_type ())
GType fovea_pooling_pass_get_type (void); /* nicks: forward, backward */

/* The gradient that comes back from behind the pool: 1 everywhere; 1, 2, 3, … so that each is known again; 1 at the
 * current place alone; or numbers that somebody typed in. */
typedef enum
{
  FOVEA_POOLING_ONES,
  FOVEA_POOLING_RAMP,
  FOVEA_POOLING_CELL,
  FOVEA_POOLING_OWN
} FoveaPoolingGradient;

#define FOVEA_TYPE_POOLING_GRADIENT (fovea_pooling_gradient_get_type ())
GType fovea_pooling_gradient_get_type (void); /* nicks: ones, ramp, cell, own */

/**
 * FoveaPooling:
 *
 * The pooling lesson: a window of F×F over each depth slice by itself. It opens at the lecture's 4×4 example.
 *
 * Properties (int unless said): `input` (sets both of) `input-width` and `input-height` (1–256), `depth` (1–512),
 * `filter` (F), `stride`, `pad` (at most half of F), `kind` (FoveaPoolingKind), `round` (FoveaConvention), `values`
 * (FoveaInputPreset), `seed` (int64), `pass` (forward, backward), `gradient` (FoveaPoolingGradient); `position` and
 * `n-positions`. Backward there are no positions where a misfit is refused, or where there is too much to do.
 */
#define FOVEA_TYPE_POOLING (fovea_pooling_get_type ())
G_DECLARE_FINAL_TYPE (FoveaPooling, fovea_pooling, FOVEA, POOLING, FoveaLesson)

FoveaPooling *fovea_pooling_new (void);

int fovea_pooling_get_width (FoveaPooling *self);
int fovea_pooling_get_height (FoveaPooling *self);
int fovea_pooling_get_depth (FoveaPooling *self);
int fovea_pooling_get_filter (FoveaPooling *self);
int fovea_pooling_get_stride (FoveaPooling *self);
int fovea_pooling_get_pad (FoveaPooling *self);
FoveaPoolingKind fovea_pooling_get_kind (FoveaPooling *self);
FoveaConvention fovea_pooling_get_convention (FoveaPooling *self);
void fovea_pooling_set_convention (FoveaPooling *self, FoveaConvention convention);

FoveaGeometry fovea_pooling_get_geometry (FoveaPooling *self, gboolean vertical);
gboolean fovea_pooling_fits (FoveaPooling *self);
void fovea_pooling_get_windows (FoveaPooling *self, int *width, int *height);
void fovea_pooling_get_output_size (FoveaPooling *self, int *width, int *height);
GArray *fovea_pooling_suggest (FoveaPooling *self);
void fovea_pooling_apply (FoveaPooling *self, const FoveaSuggestion *suggestion);

FoveaPlace fovea_pooling_get_place (FoveaPooling *self, int position); /* its map is the depth slice */
int fovea_pooling_get_position_of (FoveaPooling *self, FoveaPlace place);
float fovea_pooling_get_value (FoveaPooling *self, int slice, int row, int column);
/* @columns of a row at once, from @column on, zeros outside of the input. */
void fovea_pooling_fill_values (FoveaPooling *self, int slice, int row, int column, int columns, float *to);
void fovea_pooling_set_value (FoveaPooling *self, int slice, int row, int column, float value);
/* Whether any number of the input is another than the property `values` makes it. */
gboolean fovea_pooling_has_own_input (FoveaPooling *self);
/* (transfer full) (nullable) (element-type FoveaEdit): those; NULL if there are none */
GArray *fovea_pooling_list_own_input (FoveaPooling *self);
void fovea_pooling_get_value_range (FoveaPooling *self, float *low, float *high);
/* Changes whenever any number may have: for whoever keeps a picture of it. */
guint64 fovea_pooling_get_state (FoveaPooling *self);
float fovea_pooling_get_result (FoveaPooling *self, FoveaPlace place);
/* Those of all places of a slice, row by row; valid until the next change. */
const float *fovea_pooling_get_results (FoveaPooling *self, int slice);
/* The input cell whose value max pooling takes: the first largest, row by row. FALSE for averages, or padding alone. */
gboolean fovea_pooling_get_winner (FoveaPooling *self, FoveaPlace place, int *row, int *column);
int fovea_pooling_count_filled (FoveaPooling *self, int slice);

/* --- backward */
FoveaLessonPass fovea_pooling_get_pass (FoveaPooling *self);
gboolean fovea_pooling_is_workable (FoveaPooling *self);
float fovea_pooling_get_output_gradient (FoveaPooling *self, FoveaPlace place);
/* The gradient as it is becomes one's own (FOVEA_POOLING_OWN) with this number. */
void fovea_pooling_set_gradient_value (FoveaPooling *self, FoveaPlace place, float value);
/* As far as the current position; in the backward pass, where it is workable. */
float fovea_pooling_get_input_gradient (FoveaPooling *self, int slice, int row, int column);
float fovea_pooling_get_input_gradient_limit (FoveaPooling *self, int slice); /* the largest |value| */

FoveaTensor *fovea_pooling_dup_input (FoveaPooling *self);

G_END_DECLS
