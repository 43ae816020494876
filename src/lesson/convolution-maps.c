/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The convolution lesson's maps: what is looked at is computed at once as far as a frame has time for it, the rest while
 * the main loop is idle; and the sums of single positions. */

#include "config.h"

#include "lesson/convolution-private.h"

#include <math.h>

enum
{
  AT_ONCE = 12 << 20,           /* multiply-adds that a change may cost before the rest is left to idle time, */
  PICTURE_AT_ONCE = 48 << 20,   /* and those on a picture, whose numbers need not be made up: six maps of 512×512×3 */
  QUICK = 1 << 19,              /* multiply-adds that cost half a millisecond: what a step may cost */
  SMALL_MAP = 2 << 20,          /* multiply-adds of a map that is computed whole for its largest number */
  IDLE_SLICE = 4 << 20,         /* multiply-adds between two looks at the clock */
  IDLE_MICROSECONDS = 5000,     /* computed in one go while idle */
  TELL_MICROSECONDS = 60000,    /* between two `changed` of a growing map */
  MAX_KEPT_WEIGHTS = 4 << 20    /* floats of filters kept: 64 of the largest */
};

static const gint64 SETTLE = (gint64) 4 << 30; /* multiply-adds that settling may cost: some seconds */

/* Maps and the filters that they are computed with are kept by a key: the filter's index, with
 * FOVEA_CONVOLUTION_TURNED if it is turned by half a turn: w′[c, u, v] = w[c, H − 1 − u, W − 1 − v] of a filter H × W. */
static int
get_key (FoveaConvolution *self, int filter)
{
  return self->now.flip ? filter ^ FOVEA_CONVOLUTION_TURNED : filter;
}

static int
get_index (int key)
{
  return key & FOVEA_MAPS_INDEX;
}

/* Each slice's cells in the opposite order. */
static void
turn (FoveaTensor *weights)
{
  gsize cells = (gsize) weights->h * (gsize) weights->w;

  for (float *slice = weights->data; slice < weights->data + fovea_tensor_size (weights); slice += cells)
    for (float *a = slice, *b = slice + cells - 1; a < b; a++, b--)
      {
        float value = *a;

        *a = *b;
        *b = value;
      }
}

const FoveaTensor *
fovea_convolution_peek_filter (FoveaConvolution *self, int filter)
{
  return g_hash_table_lookup (self->filters, GINT_TO_POINTER (get_key (self, filter)));
}

static void
drop_filter (FoveaConvolution *self, gpointer key)
{
  FoveaTensor *weights = g_hash_table_lookup (self->filters, key);

  self->kept_weights -= weights ? fovea_tensor_size (weights) : 0;
  g_hash_table_remove (self->filters, key);
}

static void
drop_any_filter (FoveaConvolution *self)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->filters);
  if (g_hash_table_iter_next (&iter, &key, NULL))
    drop_filter (self, key);
}

/* The filter that maps are computed with; kept, as long as not too many are. */
static FoveaTensor *
get_filter (FoveaConvolution *self, int key)
{
  FoveaTensor *weights = g_hash_table_lookup (self->filters, GINT_TO_POINTER (key));

  if (weights)
    return weights;
  while (self->kept_weights > MAX_KEPT_WEIGHTS)
    drop_any_filter (self);
  weights = fovea_convolution_dup_filter (self, get_index (key));
  if (key & FOVEA_CONVOLUTION_TURNED)
    turn (weights);
  self->kept_weights += fovea_tensor_size (weights);
  g_hash_table_insert (self->filters, GINT_TO_POINTER (key), weights);
  return weights;
}

/* --- maps */

/* Returns: what it cost, in multiply-adds */
static gint64
advance (FoveaConvolution *self, int key, int cells, gint64 budget)
{
  gboolean kept = g_hash_table_contains (self->filters, GINT_TO_POINTER (key));
  gint64 made = kept ? 0 : FOVEA_MAPS_MADE * fovea_convolution_count_weights (self);

  return made
         + fovea_maps_advance (&self->maps, &self->input, key, get_filter (self, key),
                               fovea_convolution_get_bias (self, get_index (key)), cells, budget);
}

static gboolean
idle_cb (gpointer user_data)
{
  FoveaConvolution *self = user_data;
  gint64 start = g_get_monotonic_time (), now = start;
  int key;

  while ((key = fovea_maps_next (&self->maps)) >= 0 && now - start < IDLE_MICROSECONDS)
    {
      advance (self, key, G_MAXINT, IDLE_SLICE);
      now = g_get_monotonic_time ();
    }
  if (key < 0)
    fovea_convolution_rest (self);
  if (key < 0 || now - self->told > TELL_MICROSECONDS)
    {
      self->told = now;
      g_signal_emit_by_name (self, "changed");
    }
  return key < 0 ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

/* In the thread that looks at the lesson: a copy may be looked at in another. */
static void
work_while_idle (FoveaConvolution *self)
{
  self->idle = g_idle_source_new ();
  g_source_set_priority (self->idle, G_PRIORITY_LOW);
  g_source_set_callback (self->idle, idle_cb, self, NULL);
  g_source_attach (self->idle, g_main_context_get_thread_default ());
}

void
fovea_convolution_rest (FoveaConvolution *self)
{
  if (self->idle != NULL)
    g_source_destroy (self->idle);
  g_clear_pointer (&self->idle, g_source_unref);
}

/* What the last change, or else the step to the position that one is at now, may still cost. */
static FoveaAllowance *
get_allowance (FoveaConvolution *self)
{
  FoveaAllowance *allowance = &self->allowance;
  int position = fovea_lesson_get_position (FOVEA_LESSON (self));

  if (allowance->position < 0)
    *allowance = (FoveaAllowance){ position, self->picture ? PICTURE_AT_ONCE : AT_ONCE, TRUE };
  else if (allowance->position != position)
    *allowance = (FoveaAllowance){ position, QUICK, FALSE };
  return allowance;
}

/* Somebody looks at the first @cells of a map. What is missing of them is computed at once as far as a change may cost
 * it; all or nothing of it after a step, as a part would be no help; the rest while idle. */
static void
look_at (FoveaConvolution *self, int key, int cells)
{
  FoveaAllowance *allowance = get_allowance (self);
  int depth = fovea_convolution_get_filter_depth (self), known;
  gint64 weights = fovea_convolution_count_weights (self);

  fovea_maps_want (&self->maps, key, cells);
  fovea_maps_peek (&self->maps, key, &known);
  if (known < cells && allowance->left > 0
      && (allowance->in_part
          || fovea_maps_estimate (&self->maps, key, depth, weights, cells) <= allowance->left))
    {
      allowance->left -= advance (self, key, cells, allowance->left);
      fovea_maps_peek (&self->maps, key, &known);
    }
  if (known < cells && self->idle == NULL)
    work_while_idle (self);
}

const float *
fovea_convolution_get_map (FoveaConvolution *self, int filter, int *known)
{
  int key = get_key (self, filter);

  look_at (self, key, fovea_convolution_count_filled (self, filter));
  return fovea_maps_peek (&self->maps, key, known);
}

float
fovea_convolution_get_map_limit (FoveaConvolution *self, int filter)
{
  gint64 cells = (gint64) self->maps.width * self->maps.height;
  int key = get_key (self, filter);

  if (cells > 0 && cells * fovea_convolution_count_weights (self) <= SMALL_MAP)
    look_at (self, key, (int) cells);
  return cells > 0 ? fovea_maps_get_limit (&self->maps, key) : 0;
}

/* Computes at once what is still missing in the maps that somebody has looked at since the last change (at most some
 * seconds of it). */
void
fovea_convolution_settle (FoveaConvolution *self)
{
  gint64 left = SETTLE;
  int key;

  while ((key = fovea_maps_next (&self->maps)) >= 0 && left > 0)
    left -= advance (self, key, G_MAXINT, left);
  if (key < 0)
    fovea_convolution_rest (self);
  if (left < SETTLE)
    g_signal_emit_by_name (self, "changed");
}

int
fovea_convolution_count_filled (FoveaConvolution *self, int filter)
{
  int width, height, position = fovea_lesson_get_filled (FOVEA_LESSON (self));

  fovea_convolution_get_output_size (self, &width, &height);
  if (self->picture)
    return width * height;
  return width == 0 ? 0 : CLAMP (position + 1 - get_index (filter) * width * height, 0, width * height);
}

guint64
fovea_convolution_get_map_state (FoveaConvolution *self, int filter)
{
  return fovea_maps_get_state (&self->maps, get_key (self, filter));
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

/* Whether the whole window lies on known cells; then it is their largest. */
static gboolean
pool_inside (const Pool *pool, int row, int column, float *value)
{
  const float *cells;

  if (row < 0 || column < 0 || row + 1 >= pool->height || column + 1 >= pool->width
      || (row + 1) * pool->width + column + 1 >= pool->known)
    return FALSE;
  cells = pool->cells + row * pool->width + column;
  *value = MAX (MAX (cells[0], cells[1]), MAX (cells[pool->width], cells[pool->width + 1]));
  *value = MAX (*value, pool->least);
  return TRUE;
}

static gboolean
pool_cell (const Pool *pool, int row, int column, float *value)
{
  if (pool_inside (pool, row * 2 - pool->top, column * 2 - pool->left, value))
    return TRUE;
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

/* Of one slice the sum of all is that slice's, in the same order. */
static void
compute_sums (FoveaConvolution *self, int position)
{
  FoveaPlace place = fovea_convolution_get_place (self, position);
  FoveaTensor *weights = get_filter (self, get_key (self, place.map));
  float bias = fovea_convolution_get_bias (self, place.map);
  g_autoptr (FoveaTensor) all = NULL;

  g_clear_pointer (&self->sums, fovea_tensor_unref);
  self->sums
      = fovea_maps_apply (&self->maps, &self->input, place.map, weights, place.row, place.column, 0, TRUE);
  if (weights->c > 1)
    all = fovea_maps_apply (&self->maps, &self->input, place.map, weights, place.row, place.column, bias, FALSE);
  self->result = all ? all->data[0] : self->sums->data[0] + bias;
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
  if (self->now.pass == FOVEA_LESSON_TRANSPOSED)
    {
      self->windows_x = self->now.numbers[WIDTH]; /* each cell of the input is a place */
      self->windows_y = self->now.numbers[HEIGHT];
    }
  self->maps.width = refused ? 0 : self->windows_x;
  self->maps.height = refused ? 0 : self->windows_y;
  self->maps.across = fovea_geometry_extent (&x);
  self->maps.down = fovea_geometry_extent (&y);
  self->maps.stride = x.stride;
  self->maps.dilation = x.dilation;
  self->maps.left = x.pad;
  self->maps.top = y.pad;
  self->maps.share = self->now.numbers[FILTERS] / self->now.numbers[GROUPS];
}

/* Everything that follows from the settings and the numbers is void; one filter's if @filter is not −1. */
void
fovea_convolution_forget (FoveaConvolution *self, int filter)
{
  self->input.width = self->now.numbers[WIDTH];
  self->input.height = self->now.numbers[HEIGHT];
  self->input.depth = self->now.numbers[DEPTH];
  self->allowance.position = -1;
  self->sums_position = -1;
  fovea_work_clear (&self->work);
  lay_out_maps (self);
  if (filter < 0)
    {
      self->input_state++;
      forget_filters (self);
      fovea_maps_forget (&self->maps);
      return;
    }
  for (int way = 0; way < 2; way++)
    {
      int key = filter ^ (way ? FOVEA_CONVOLUTION_TURNED : 0);

      drop_filter (self, GINT_TO_POINTER (key));
      fovea_maps_forget_one (&self->maps, key);
    }
}
