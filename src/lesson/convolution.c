/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The convolution lesson. Output cell (i, j) of map k is
 *   o[k, i, j] = b[k] + Σ_c Σ_u Σ_v x[c, i·S + u·dilation − P, j·S + v·dilation − P] · w[k, c, u, v]
 * computed by the engine's reference kernel, and one steps over (k, i, j) with j fastest: across, down, next filter.
 *
 * Sizes go up to 256×256×512 with 512 filters, which nobody can compute or even store while dragging a spin button:
 * numbers are functions of their place (field.h, presets.h), maps are computed as far as they are looked at (maps.h).
 *
 * Numbers and the picture are two sets of settings; going to a picture and back finds the numbers as they were. */

#include "config.h"

#include "lesson/convolution.h"

#include "lesson/convolution-text.h"
#include "lesson/maps.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

enum
{
  AT_ONCE = 12 << 20,           /* multiply-adds that a change may cost before the rest is left to idle time, */
  PICTURE_AT_ONCE = 48 << 20,   /* and those on a picture, whose numbers need not be made up: six maps of 512×512×3 */
  QUICK = 2 << 20,              /* multiply-adds that cost about a millisecond */
  IDLE_SLICE = 4 << 20,         /* multiply-adds between two looks at the clock */
  IDLE_MICROSECONDS = 5000,     /* computed in one go while idle */
  TELL_MICROSECONDS = 60000,    /* between two `changed` of a growing map */
  MAX_KEPT_WEIGHTS = 32 << 20,  /* floats of filters kept */
  PICTURE_FILTERS = 6
};

static const gint64 SETTLE = (gint64) 4 << 30; /* multiply-adds that settling may cost: some seconds */

enum
{
  WIDTH,
  HEIGHT,
  DEPTH,
  FILTER,
  FILTERS,
  STRIDE,
  PAD,
  DILATION,
  N_NUMBERS
};

typedef struct
{
  int numbers[N_NUMBERS];
  FoveaConvention round;
  gboolean relu, pool;
  FoveaFilterPreset all; /* what `weights` says */
  guint8 presets[FOVEA_CONVOLUTION_MAX_FILTERS];
  FoveaEdits *weights, *biases;
  const char *source; /* the net that the numbers come from, or NULL; interned */
  FoveaEdits *values; /* of the input, while these settings are aside */
  int position;
} Settings;

struct _FoveaConvolution
{
  FoveaLesson parent_instance;

  Settings now, aside; /* aside: the numbers while a picture is shown, the picture's while numbers are */
  FoveaField input;
  guint64 input_state;
  FoveaTensor *picture;

  int windows_x, windows_y;
  FoveaMaps maps;
  GHashTable *filters; /* filter → FoveaTensor 1×D×F×F, those computed with */
  gsize kept_weights;
  gint64 spent; /* multiply-adds since the last change */
  guint idle;
  gint64 told; /* when a growing map was last announced, µs */

  int sums_position; /* of which @sums and @result are, or −1 */
  FoveaTensor *sums;
  float result;
};

G_DEFINE_FINAL_TYPE (FoveaConvolution, fovea_convolution, FOVEA_TYPE_LESSON)

enum
{
  PROP_0,
  PROP_INPUT_WIDTH, /* in the order of the numbers */
  PROP_INPUT_HEIGHT,
  PROP_DEPTH,
  PROP_FILTER,
  PROP_FILTERS,
  PROP_STRIDE,
  PROP_PAD,
  PROP_DILATION,
  PROP_INPUT,
  PROP_ROUND,
  PROP_RELU,
  PROP_POOL,
  PROP_VALUES,
  PROP_WEIGHTS,
  PROP_SEED,
  PROP_PICTURE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* --- sizes */

static void
get_axis (FoveaConvolution *self, gboolean vertical, FoveaGeometry *geometry)
{
  const int *numbers = self->now.numbers;

  *geometry = (FoveaGeometry){ .input = numbers[vertical ? HEIGHT : WIDTH],
                               .filter = numbers[FILTER],
                               .stride = numbers[STRIDE],
                               .pad = numbers[PAD],
                               .pad_end = numbers[PAD],
                               .dilation = numbers[DILATION] };
}

FoveaGeometry
fovea_convolution_get_geometry (FoveaConvolution *self, gboolean vertical)
{
  FoveaGeometry geometry;

  get_axis (self, vertical, &geometry);
  fovea_geometry_apply_convention (&geometry, self->now.round);
  return geometry;
}

/* The 2×2 window with stride 2 that pools the output; its input is 1 where there is no output. */
FoveaGeometry
fovea_convolution_get_pool_geometry (FoveaConvolution *self, gboolean vertical)
{
  int width, height;
  FoveaGeometry geometry;

  fovea_convolution_get_output_size (self, &width, &height);
  geometry = (FoveaGeometry){ .input = MAX (vertical ? height : width, 1), .filter = 2, .stride = 2, .dilation = 1 };
  fovea_geometry_apply_convention (&geometry, self->now.round);
  return geometry;
}

/* Whether the windows end flush along both axes, however a misfit is rounded; SAME always fits. */
gboolean
fovea_convolution_fits (FoveaConvolution *self)
{
  FoveaGeometry x, y;

  if (self->now.round == FOVEA_CONVENTION_SAME)
    return TRUE;
  get_axis (self, FALSE, &x);
  get_axis (self, TRUE, &y);
  return fovea_geometry_fit (&x).fits && fovea_geometry_fit (&y).fits;
}

void
fovea_convolution_get_windows (FoveaConvolution *self, int *width, int *height)
{
  *width = self->windows_x;
  *height = self->windows_y;
}

void
fovea_convolution_get_output_size (FoveaConvolution *self, int *width, int *height)
{
  *width = self->maps.width;
  *height = self->maps.height;
}

void
fovea_convolution_get_pooled_size (FoveaConvolution *self, int *width, int *height)
{
  FoveaGeometry x = fovea_convolution_get_pool_geometry (self, FALSE);
  FoveaGeometry y = fovea_convolution_get_pool_geometry (self, TRUE);

  *width = fovea_geometry_fit (&x).output;
  *height = fovea_geometry_fit (&y).output;
  if (*width == 0 || *height == 0)
    *width = *height = 0;
}

/* Whether the lesson has room for what @suggestion says. */
static gboolean
can_apply (FoveaConvolution *self, const FoveaSuggestion *suggestion)
{
  const int *n = self->now.numbers;

  switch (suggestion->parameter)
    {
    case FOVEA_PARAMETER_PAD:
      return suggestion->value <= FOVEA_CONVOLUTION_MAX_PAD;
    case FOVEA_PARAMETER_STRIDE:
      return suggestion->value <= FOVEA_CONVOLUTION_MAX_STRIDE;
    case FOVEA_PARAMETER_FILTER:
      return suggestion->value <= MIN (n[WIDTH], n[HEIGHT]) + 2 * n[PAD];
    case FOVEA_PARAMETER_INPUT:
    default:
      return !self->picture && suggestion->value <= FOVEA_CONVOLUTION_MAX_INPUT
             && suggestion->value + 2 * n[PAD] >= n[FILTER];
    }
}

/* What would make it fit, along the axis that does not; empty where it fits. */
GArray *
fovea_convolution_suggest (FoveaConvolution *self)
{
  FoveaGeometry x, y;
  GArray *all;

  get_axis (self, FALSE, &x);
  get_axis (self, TRUE, &y);
  all = fovea_geometry_suggest (fovea_geometry_fit (&x).fits ? &y : &x);
  for (guint i = all->len; i-- > 0;)
    if (!can_apply (self, &g_array_index (all, FoveaSuggestion, i)))
      g_array_remove_index (all, i);
  return all;
}

void
fovea_convolution_apply (FoveaConvolution *self, const FoveaSuggestion *suggestion)
{
  g_return_if_fail (FOVEA_IS_CONVOLUTION (self));
  g_object_set (self, fovea_parameter_name (suggestion->parameter), suggestion->value, NULL);
}

/* --- places */

/* The place of @position, which must be one; (0, 0, 0) where there is none. */
FoveaPlace
fovea_convolution_get_place (FoveaConvolution *self, int position)
{
  int width, height;

  fovea_convolution_get_windows (self, &width, &height);
  return fovea_place_of (position, width, height);
}

int
fovea_convolution_get_position_of (FoveaConvolution *self, FoveaPlace place)
{
  int width, height;

  fovea_convolution_get_windows (self, &width, &height);
  return fovea_place_position (place, width, height);
}

int
fovea_convolution_get_link (FoveaConvolution *self, gboolean vertical, int output, int input)
{
  FoveaGeometry geometry = fovea_convolution_get_geometry (self, vertical);

  return fovea_geometry_get_link (&geometry, output, input);
}

/* --- numbers */

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
  return fovea_filter_preset_value (self->now.presets[filter], self->input.seed, self->now.numbers[FILTER], filter,
                                    slice, row, column);
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
  float high = fovea_filter_preset_limit (self->now.presets[filter], self->now.numbers[FILTER]), low = -high;

  fovea_edits_widen (self->now.weights, fovea_edits_key (filter, 0, 0, 0), fovea_edits_key (filter + 1, 0, 0, 0) - 1,
                     &low, &high);
  return fmaxf (high, -low);
}

FoveaTensor *
fovea_convolution_dup_input (FoveaConvolution *self)
{
  return fovea_field_crop (&self->input, 0, 0, self->input.height, self->input.width);
}

FoveaTensor *
fovea_convolution_dup_filter (FoveaConvolution *self, int filter)
{
  int depth = self->now.numbers[DEPTH], extent = self->now.numbers[FILTER];
  FoveaTensor *weights = fovea_tensor_new (1, depth, extent, extent);
  float *to = weights->data;

  for (int slice = 0; slice < depth; slice++)
    for (int row = 0; row < extent; row++)
      for (int column = 0; column < extent; column++)
        *to++ = fovea_convolution_get_weight (self, filter, slice, row, column);
  return weights;
}

/* The filter that maps are computed with; kept, as long as not too many are. */
static FoveaTensor *
get_filter (FoveaConvolution *self, int filter)
{
  FoveaTensor *weights = g_hash_table_lookup (self->filters, GINT_TO_POINTER (filter));

  if (weights)
    return weights;
  if (self->kept_weights > MAX_KEPT_WEIGHTS)
    {
      g_hash_table_remove_all (self->filters);
      self->kept_weights = 0;
    }
  weights = fovea_convolution_dup_filter (self, filter);
  self->kept_weights += fovea_tensor_size (weights);
  g_hash_table_insert (self->filters, GINT_TO_POINTER (filter), weights);
  return weights;
}

/* --- maps */

static gint64
advance (FoveaConvolution *self, int filter, gint64 budget)
{
  return fovea_maps_advance (&self->maps, &self->input, filter, get_filter (self, filter),
                             fovea_convolution_get_bias (self, filter), budget);
}

static gboolean
idle_cb (gpointer user_data)
{
  FoveaConvolution *self = user_data;
  gint64 start = g_get_monotonic_time (), now = start;
  int filter;

  while ((filter = fovea_maps_next (&self->maps)) >= 0 && now - start < IDLE_MICROSECONDS)
    {
      advance (self, filter, IDLE_SLICE);
      now = g_get_monotonic_time ();
    }
  if (filter < 0)
    self->idle = 0;
  if (filter < 0 || now - self->told > TELL_MICROSECONDS)
    {
      self->told = now;
      g_signal_emit_by_name (self, "changed");
    }
  return filter < 0 ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

const float *
fovea_convolution_get_map (FoveaConvolution *self, int filter, int *known)
{
  int filled = fovea_convolution_count_filled (self, filter);
  gint64 most = self->picture ? PICTURE_AT_ONCE : AT_ONCE;
  const float *cells;

  fovea_maps_want (&self->maps, filter, filled);
  cells = fovea_maps_peek (&self->maps, filter, known);
  if (*known < filled && self->spent < most)
    {
      self->spent += advance (self, filter, most - self->spent);
      cells = fovea_maps_peek (&self->maps, filter, known);
    }
  if (*known < filled && self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_LOW, idle_cb, self, NULL);
  return cells;
}

float
fovea_convolution_get_map_limit (FoveaConvolution *self, int filter)
{
  gint64 cells = (gint64) self->maps.width * self->maps.height;
  gint64 cost = cells * self->now.numbers[FILTER] * self->now.numbers[FILTER] * self->now.numbers[DEPTH];
  int known;
  const float *map;
  float limit = 0;

  if (cost <= QUICK && cells > 0)
    {
      fovea_maps_want (&self->maps, filter, (int) cells);
      advance (self, filter, QUICK);
    }
  map = cells > 0 ? fovea_maps_peek (&self->maps, filter, &known) : NULL;
  for (int i = 0; map && i < known; i++)
    limit = fmaxf (limit, fabsf (map[i]));
  return limit;
}

/* Computes at once what is still missing in the maps that somebody has looked at since the last change (at most some
 * seconds of it). */
void
fovea_convolution_settle (FoveaConvolution *self)
{
  gint64 left = SETTLE;
  int filter;

  while ((filter = fovea_maps_next (&self->maps)) >= 0 && left > 0)
    left -= advance (self, filter, left);
  if (filter < 0)
    g_clear_handle_id (&self->idle, g_source_remove);
  if (left < SETTLE)
    g_signal_emit_by_name (self, "changed");
}

int
fovea_convolution_count_filled (FoveaConvolution *self, int filter)
{
  int width, height, position = fovea_lesson_get_position (FOVEA_LESSON (self));

  fovea_convolution_get_output_size (self, &width, &height);
  if (self->picture)
    return width * height;
  return width == 0 ? 0 : CLAMP (position + 1 - filter * width * height, 0, width * height);
}

guint64
fovea_convolution_get_map_state (FoveaConvolution *self, int filter)
{
  return fovea_maps_get_state (&self->maps, filter);
}

/* A pooling window over a map of which @known cells are filled. */
typedef struct
{
  const float *cells;
  int width, height, known, left, top;
  float least; /* 0 if rectified */
} Pool;

static Pool
get_pool (FoveaConvolution *self, int filter)
{
  FoveaGeometry x = fovea_convolution_get_pool_geometry (self, FALSE);
  FoveaGeometry y = fovea_convolution_get_pool_geometry (self, TRUE);
  Pool pool = { .left = x.pad, .top = y.pad, .least = self->now.relu ? 0 : -INFINITY };

  pool.cells = fovea_convolution_get_map (self, filter, &pool.known);
  pool.known = MIN (pool.known, fovea_convolution_count_filled (self, filter));
  fovea_convolution_get_output_size (self, &pool.width, &pool.height);
  return pool;
}

static gboolean
pool_cell (const Pool *pool, int row, int column, float *value)
{
  *value = pool->least;
  for (int i = MAX (row * 2 - pool->top, 0); i < MIN (row * 2 - pool->top + 2, pool->height); i++)
    for (int j = MAX (column * 2 - pool->left, 0); j < MIN (column * 2 - pool->left + 2, pool->width); j++)
      {
        if (i * pool->width + j >= pool->known)
          return FALSE;
        *value = MAX (*value, pool->cells[i * pool->width + j]);
      }
  return TRUE;
}

gboolean
fovea_convolution_get_pooled (FoveaConvolution *self, int filter, int row, int column, float *value)
{
  Pool pool = get_pool (self, filter);

  return pool_cell (&pool, row, column, value);
}

int
fovea_convolution_fill_pooled (FoveaConvolution *self, int filter, int row, float *values)
{
  Pool pool = get_pool (self, filter);
  int width, height, known = 0;

  fovea_convolution_get_pooled_size (self, &width, &height);
  while (known < width && pool_cell (&pool, row, known, &values[known]))
    known++;
  for (int column = known; column < width; column++)
    values[column] = 0;
  return known;
}

static void
compute_sums (FoveaConvolution *self, int position)
{
  FoveaPlace place = fovea_convolution_get_place (self, position);
  g_autoptr (FoveaTensor) patch = fovea_maps_patch (&self->maps, &self->input, place.row, place.column);
  FoveaTensor *weights = get_filter (self, place.map);
  float bias = fovea_convolution_get_bias (self, place.map);
  g_autoptr (FoveaTensor) result = fovea_maps_apply (&self->maps, patch, weights, bias, FALSE);

  g_clear_pointer (&self->sums, fovea_tensor_unref);
  self->sums = fovea_maps_apply (&self->maps, patch, weights, 0, TRUE);
  self->result = result->data[0];
  self->sums_position = position;
}

const float *
fovea_convolution_get_slice_sums (FoveaConvolution *self, int position)
{
  g_return_val_if_fail (position >= 0 && position < fovea_lesson_count_positions (FOVEA_LESSON (self)), NULL);

  if (self->sums_position != position)
    compute_sums (self, position);
  return self->sums->data;
}

float
fovea_convolution_get_result (FoveaConvolution *self, int position)
{
  return fovea_convolution_get_slice_sums (self, position) ? self->result : 0;
}

/* --- change */

static void
forget_filters (FoveaConvolution *self)
{
  g_hash_table_remove_all (self->filters);
  self->kept_weights = 0;
}

/* Counts the windows; there are maps unless a misfit is refused. */
static void
lay_out_maps (FoveaConvolution *self)
{
  FoveaGeometry x = fovea_convolution_get_geometry (self, FALSE), y = fovea_convolution_get_geometry (self, TRUE);
  gboolean refused = self->now.round == FOVEA_CONVENTION_REFUSE && !fovea_convolution_fits (self);

  self->windows_x = fovea_geometry_count_windows (&x);
  self->windows_y = fovea_geometry_count_windows (&y);
  if (self->windows_x == 0 || self->windows_y == 0)
    self->windows_x = self->windows_y = 0;
  self->maps.width = refused ? 0 : self->windows_x;
  self->maps.height = refused ? 0 : self->windows_y;
  self->maps.extent = fovea_geometry_extent (&x);
  self->maps.stride = x.stride;
  self->maps.dilation = x.dilation;
  self->maps.left = x.pad;
  self->maps.top = y.pad;
}

/* Everything that follows from the settings and the numbers is void; one filter's if @filter is not −1. */
static void
forget (FoveaConvolution *self, int filter)
{
  self->input.width = self->now.numbers[WIDTH];
  self->input.height = self->now.numbers[HEIGHT];
  self->input.depth = self->now.numbers[DEPTH];
  self->spent = 0;
  self->sums_position = -1;
  lay_out_maps (self);
  if (filter < 0)
    {
      self->input_state++;
      forget_filters (self);
      fovea_maps_forget (&self->maps);
      return;
    }
  g_hash_table_remove (self->filters, GINT_TO_POINTER (filter));
  fovea_maps_forget_one (&self->maps, filter);
}

/* Where the window stands, to be found again after a change of settings: its place, or "at the end". */
typedef struct
{
  FoveaPlace place;
  gboolean last;
} Stand;

static Stand
get_stand (FoveaConvolution *self)
{
  int position = fovea_lesson_get_position (FOVEA_LESSON (self));
  int n = fovea_lesson_count_positions (FOVEA_LESSON (self));

  return (Stand){ fovea_convolution_get_place (self, position), position > 0 && position == n - 1 };
}

static void
change (FoveaConvolution *self, Stand stand)
{
  int width, height, n;

  forget (self, -1);
  n = fovea_lesson_count_positions (FOVEA_LESSON (self));
  fovea_convolution_get_windows (self, &width, &height);
  stand.place.map = MIN (stand.place.map, self->now.numbers[FILTERS] - 1);
  stand.place.row = MIN (stand.place.row, MAX (height - 1, 0));
  stand.place.column = MIN (stand.place.column, MAX (width - 1, 0));
  fovea_lesson_move (FOVEA_LESSON (self), stand.last ? n - 1 : fovea_convolution_get_position_of (self, stand.place));
}

static void
change_filter (FoveaConvolution *self, int filter)
{
  forget (self, filter);
  fovea_lesson_changed (FOVEA_LESSON (self));
}

void
fovea_convolution_set_value (FoveaConvolution *self, int slice, int row, int column, float value)
{
  g_return_if_fail (slice >= 0 && slice < self->input.depth && row >= 0 && row < self->input.height && column >= 0
                    && column < self->input.width && isfinite (value));

  fovea_field_set (&self->input, slice, row, column, value);
  change (self, get_stand (self));
}

void
fovea_convolution_set_weight (FoveaConvolution *self, int filter, int slice, int row, int column, float value)
{
  int extent = self->now.numbers[FILTER];

  g_return_if_fail (filter >= 0 && filter < self->now.numbers[FILTERS] && slice >= 0
                    && slice < self->now.numbers[DEPTH] && row >= 0 && row < extent && column >= 0 && column < extent
                    && isfinite (value));

  fovea_edits_set (self->now.weights, fovea_edits_key (filter, slice, row, column), value);
  change_filter (self, filter);
}

void
fovea_convolution_set_bias (FoveaConvolution *self, int filter, float value)
{
  g_return_if_fail (filter >= 0 && filter < self->now.numbers[FILTERS] && isfinite (value));

  fovea_edits_set (self->now.biases, (guint64) filter, value);
  change_filter (self, filter);
}

static void
forget_filter_edits (FoveaConvolution *self, int first, int last)
{
  fovea_edits_remove (self->now.weights, fovea_edits_key (first, 0, 0, 0), fovea_edits_key (last + 1, 0, 0, 0) - 1);
  fovea_edits_remove (self->now.biases, (guint64) first, (guint64) last);
}

void
fovea_convolution_reset_edits (FoveaConvolution *self)
{
  fovea_field_forget_edits (&self->input);
  forget_filter_edits (self, 0, FOVEA_CONVOLUTION_MAX_FILTERS - 1);
  change (self, get_stand (self));
}

/* --- settings */

static void
clamp_numbers (FoveaConvolution *self)
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
  n[FILTER] = CLAMP (n[FILTER], 1, MIN (n[WIDTH], n[HEIGHT]) + 2 * n[PAD]);
}

static void
notify_numbers (FoveaConvolution *self, const int *before)
{
  for (int i = 0; i < N_NUMBERS; i++)
    if (self->now.numbers[i] != before[i])
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INPUT_WIDTH + i]);
  if (self->now.numbers[WIDTH] != before[WIDTH])
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INPUT]);
}

/* Sets one number (WIDTH: and, for `input`, the height too), whatever else must follow from it, and tells. */
static void
set_number (FoveaConvolution *self, int number, gboolean square, int value)
{
  Stand stand = get_stand (self);
  int before[N_NUMBERS];
  gboolean same = TRUE;

  memcpy (before, self->now.numbers, sizeof before);
  self->now.numbers[number] = value;
  if (square)
    self->now.numbers[HEIGHT] = value;
  clamp_numbers (self);
  for (int i = 0; i < N_NUMBERS; i++)
    same = same && before[i] == self->now.numbers[i];
  if (same)
    return;
  g_object_freeze_notify (G_OBJECT (self));
  notify_numbers (self, before);
  change (self, stand);
  g_object_thaw_notify (G_OBJECT (self));
}

void
fovea_convolution_set_convention (FoveaConvolution *self, FoveaConvention convention)
{
  Stand stand;

  g_return_if_fail (FOVEA_IS_CONVOLUTION (self) && (guint) convention < FOVEA_N_CONVENTIONS);

  if (self->now.round == convention)
    return;
  stand = get_stand (self);
  self->now.round = convention;
  change (self, stand);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROUND]);
}

static void
set_flag (FoveaConvolution *self, gboolean *flag, gboolean value, int property)
{
  if (*flag == value)
    return;
  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
  fovea_lesson_changed (FOVEA_LESSON (self));
}

static void
set_values (FoveaConvolution *self, FoveaInputPreset preset)
{
  if (self->input.preset == preset && !fovea_field_is_edited (&self->input))
    return;
  self->input.preset = preset;
  fovea_field_forget_edits (&self->input);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUES]);
  change (self, get_stand (self));
}

static void
set_weights (FoveaConvolution *self, FoveaFilterPreset preset)
{
  self->now.all = preset;
  self->now.source = NULL;
  memset (self->now.presets, preset, sizeof self->now.presets);
  forget_filter_edits (self, 0, FOVEA_CONVOLUTION_MAX_FILTERS - 1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WEIGHTS]);
  change (self, get_stand (self));
}

static void
set_seed (FoveaConvolution *self, gint64 seed)
{
  if (self->input.seed == (guint64) seed)
    return;
  self->input.seed = (guint64) seed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEED]);
  change (self, get_stand (self));
}

void
fovea_convolution_set_filter_preset (FoveaConvolution *self, int filter, FoveaFilterPreset preset)
{
  g_return_if_fail (FOVEA_IS_CONVOLUTION (self) && filter >= 0 && filter < self->now.numbers[FILTERS]
                    && (guint) preset < FOVEA_N_FILTER_PRESETS);

  self->now.presets[filter] = preset;
  forget_filter_edits (self, filter, filter);
  change_filter (self, filter);
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

char *
fovea_convolution_get_filter_name (FoveaConvolution *self, int filter)
{
  const char *label = fovea_filter_preset_label (self->now.presets[filter]);

  if (!fovea_convolution_is_filter_edited (self, filter))
    return g_strdup (label);
  if (self->now.source)
    return g_strdup_printf ("%s, %d", self->now.source, filter + 1);
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

/* --- picture mode */

/**
 * fovea_convolution_set_picture:
 * @pixels: (transfer none) (nullable): 1×C×H×W, 0 … 1, at most 512 pixels a side; NULL goes back to the numbers
 *
 * Every picture after the first finds the filters as the one before left them.
 */
void
fovea_convolution_set_picture (FoveaConvolution *self, FoveaTensor *pixels)
{
  int before[N_NUMBERS];
  gboolean turned = (pixels != NULL) != (self->picture != NULL);

  g_return_if_fail (FOVEA_IS_CONVOLUTION (self));
  g_return_if_fail (!pixels
                    || (pixels->n == 1 && MAX (pixels->w, pixels->h) <= FOVEA_CONVOLUTION_MAX_PICTURE
                        && pixels->c <= FOVEA_CONVOLUTION_MAX_DEPTH));

  if (pixels == self->picture)
    return;
  memcpy (before, self->now.numbers, sizeof before);
  self->now.position = fovea_lesson_get_position (FOVEA_LESSON (self));
  if (turned)
    {
      Settings other = self->aside;

      self->aside = self->now;
      self->now = other;
      self->aside.values = self->input.edits;
      self->input.edits = g_steal_pointer (&self->now.values);
    }
  g_clear_pointer (&self->picture, fovea_tensor_unref);
  g_clear_pointer (&self->input.pixels, fovea_tensor_unref);
  self->picture = pixels ? fovea_tensor_ref (pixels) : NULL;
  self->input.pixels = pixels ? fovea_tensor_ref (pixels) : NULL;
  clamp_numbers (self);
  forget (self, -1);
  g_object_freeze_notify (G_OBJECT (self));
  notify_numbers (self, before);
  for (int id = PROP_ROUND; id < N_PROPS; id++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
  fovea_lesson_move (FOVEA_LESSON (self), self->now.position);
  g_object_thaw_notify (G_OBJECT (self));
}

FoveaTensor *
fovea_convolution_get_picture (FoveaConvolution *self)
{
  return self->picture;
}

gint64
fovea_convolution_count_parameters (FoveaConvolution *self)
{
  const int *n = self->now.numbers;

  return ((gint64) n[FILTER] * n[FILTER] * n[DEPTH] + 1) * n[FILTERS];
}

/* --- GObject */

static int
fovea_convolution_count_positions (FoveaLesson *lesson)
{
  int width, height;

  fovea_convolution_get_windows (FOVEA_CONVOLUTION (lesson), &width, &height);
  return width * height * FOVEA_CONVOLUTION (lesson)->now.numbers[FILTERS];
}

static void
fovea_convolution_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoveaConvolution *self = FOVEA_CONVOLUTION (object);

  switch (id)
    {
    case PROP_INPUT:
      g_value_set_int (value, self->now.numbers[WIDTH]);
      break;
    case PROP_ROUND:
      g_value_set_enum (value, self->now.round);
      break;
    case PROP_RELU:
      g_value_set_boolean (value, self->now.relu);
      break;
    case PROP_POOL:
      g_value_set_boolean (value, self->now.pool);
      break;
    case PROP_VALUES:
      g_value_set_enum (value, self->input.preset);
      break;
    case PROP_WEIGHTS:
      g_value_set_enum (value, self->now.all);
      break;
    case PROP_SEED:
      g_value_set_int64 (value, (gint64) self->input.seed);
      break;
    case PROP_PICTURE:
      g_value_set_boolean (value, self->picture != NULL);
      break;
    default:
      g_value_set_int (value, self->now.numbers[id - PROP_INPUT_WIDTH]);
    }
}

static void
fovea_convolution_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoveaConvolution *self = FOVEA_CONVOLUTION (object);

  switch (id)
    {
    case PROP_INPUT:
      set_number (self, WIDTH, TRUE, g_value_get_int (value));
      break;
    case PROP_ROUND:
      fovea_convolution_set_convention (self, g_value_get_enum (value));
      break;
    case PROP_RELU:
      set_flag (self, &self->now.relu, g_value_get_boolean (value), PROP_RELU);
      break;
    case PROP_POOL:
      set_flag (self, &self->now.pool, g_value_get_boolean (value), PROP_POOL);
      break;
    case PROP_VALUES:
      set_values (self, g_value_get_enum (value));
      break;
    case PROP_WEIGHTS:
      set_weights (self, g_value_get_enum (value));
      break;
    case PROP_SEED:
      set_seed (self, g_value_get_int64 (value));
      break;
    default:
      set_number (self, (int) id - PROP_INPUT_WIDTH, FALSE, g_value_get_int (value));
    }
}

static void
settings_clear (Settings *self)
{
  g_clear_pointer (&self->weights, g_hash_table_unref);
  g_clear_pointer (&self->biases, g_hash_table_unref);
  g_clear_pointer (&self->values, g_hash_table_unref);
}

static void
fovea_convolution_finalize (GObject *object)
{
  FoveaConvolution *self = FOVEA_CONVOLUTION (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  settings_clear (&self->now);
  settings_clear (&self->aside);
  fovea_field_clear (&self->input);
  fovea_maps_clear (&self->maps);
  g_clear_pointer (&self->filters, g_hash_table_unref);
  g_clear_pointer (&self->picture, fovea_tensor_unref);
  g_clear_pointer (&self->sums, fovea_tensor_unref);

  G_OBJECT_CLASS (fovea_convolution_parent_class)->finalize (object);
}

static GParamSpec *
int_property (const char *name, int low, int high, int value)
{
  return g_param_spec_int (name, NULL, NULL, low, high, value,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
flag_property (const char *name)
{
  return g_param_spec_boolean (name, NULL, NULL, FALSE,
                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
enum_property (const char *name, GType type)
{
  return g_param_spec_enum (name, NULL, NULL, type, 0,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
}

static void
fovea_convolution_class_init (FoveaConvolutionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  FoveaLessonClass *lesson_class = FOVEA_LESSON_CLASS (klass);

  object_class->get_property = fovea_convolution_get_property;
  object_class->set_property = fovea_convolution_set_property;
  object_class->finalize = fovea_convolution_finalize;
  lesson_class->count_positions = fovea_convolution_count_positions;
  lesson_class->describe_position = fovea_convolution_say_position;

  properties[PROP_INPUT_WIDTH] = int_property ("input-width", 1, FOVEA_CONVOLUTION_MAX_PICTURE, 7);
  properties[PROP_INPUT_HEIGHT] = int_property ("input-height", 1, FOVEA_CONVOLUTION_MAX_PICTURE, 7);
  properties[PROP_DEPTH] = int_property ("depth", 1, FOVEA_CONVOLUTION_MAX_DEPTH, 1);
  properties[PROP_FILTER] = int_property (
      "filter", 1, FOVEA_CONVOLUTION_MAX_PICTURE + 2 * FOVEA_CONVOLUTION_MAX_PAD, 3);
  properties[PROP_FILTERS] = int_property ("filters", 1, FOVEA_CONVOLUTION_MAX_FILTERS, 1);
  properties[PROP_STRIDE] = int_property ("stride", 1, FOVEA_CONVOLUTION_MAX_STRIDE, 1);
  properties[PROP_PAD] = int_property ("pad", 0, FOVEA_CONVOLUTION_MAX_PAD, 0);
  properties[PROP_DILATION] = int_property ("dilation", 1, FOVEA_CONVOLUTION_MAX_DILATION, 1);
  properties[PROP_INPUT] = int_property ("input", 1, FOVEA_CONVOLUTION_MAX_PICTURE, 7);
  properties[PROP_ROUND] = enum_property ("round", FOVEA_TYPE_CONVENTION);
  properties[PROP_RELU] = flag_property ("relu");
  properties[PROP_POOL] = flag_property ("pool");
  properties[PROP_VALUES] = enum_property ("values", FOVEA_TYPE_INPUT_PRESET);
  properties[PROP_WEIGHTS] = enum_property ("weights", FOVEA_TYPE_FILTER_PRESET);
  properties[PROP_SEED] = g_param_spec_int64 ("seed", NULL, NULL, 0, G_MAXINT64, 1,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PICTURE] = g_param_spec_boolean ("picture", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
settings_init (Settings *self)
{
  static const int start[N_NUMBERS] = { 7, 7, 1, 3, 1, 1, 0, 1 };

  memcpy (self->numbers, start, sizeof start);
  self->weights = fovea_edits_new ();
  self->biases = fovea_edits_new ();
}

/* A picture starts with six presets that keep its size, then ReLU and pooling. */
static void
settings_init_for_picture (Settings *self)
{
  static const FoveaFilterPreset bank[PICTURE_FILTERS] = { FOVEA_FILTER_SOBEL_X,  FOVEA_FILTER_SOBEL_Y,
                                                           FOVEA_FILTER_LAPLACIAN, FOVEA_FILTER_SHARPEN,
                                                           FOVEA_FILTER_BOX_BLUR, FOVEA_FILTER_EMBOSS };

  settings_init (self);
  self->numbers[FILTERS] = PICTURE_FILTERS;
  self->numbers[PAD] = 1;
  self->relu = self->pool = TRUE;
  self->values = fovea_edits_new ();
  for (int i = 0; i < PICTURE_FILTERS; i++)
    self->presets[i] = bank[i];
}

static void
fovea_convolution_init (FoveaConvolution *self)
{
  settings_init (&self->now);
  settings_init_for_picture (&self->aside);
  fovea_field_init (&self->input);
  self->input.seed = 1;
  fovea_maps_init (&self->maps);
  self->filters = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) fovea_tensor_unref);
  forget (self, -1);
}

FoveaConvolution *
fovea_convolution_new (void)
{
  return g_object_new (FOVEA_TYPE_CONVOLUTION, NULL);
}

int
fovea_convolution_get_width (FoveaConvolution *self)
{
  return self->now.numbers[WIDTH];
}

int
fovea_convolution_get_height (FoveaConvolution *self)
{
  return self->now.numbers[HEIGHT];
}

int
fovea_convolution_get_depth (FoveaConvolution *self)
{
  return self->now.numbers[DEPTH];
}

int
fovea_convolution_get_filter (FoveaConvolution *self)
{
  return self->now.numbers[FILTER];
}

int
fovea_convolution_get_filters (FoveaConvolution *self)
{
  return self->now.numbers[FILTERS];
}

int
fovea_convolution_get_stride (FoveaConvolution *self)
{
  return self->now.numbers[STRIDE];
}

int
fovea_convolution_get_pad (FoveaConvolution *self)
{
  return self->now.numbers[PAD];
}

int
fovea_convolution_get_dilation (FoveaConvolution *self)
{
  return self->now.numbers[DILATION];
}

FoveaConvention
fovea_convolution_get_convention (FoveaConvolution *self)
{
  return self->now.round;
}

gboolean
fovea_convolution_get_relu (FoveaConvolution *self)
{
  return self->now.relu;
}

gboolean
fovea_convolution_get_pool (FoveaConvolution *self)
{
  return self->now.pool;
}
