/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Activation maps, computed as far as they are looked at. A layer may have 512 filters over 512 slices of 256×256
 * cells, more arithmetic than anybody waits for; what is on the screen are a few maps up to the current position.
 *
 * A band of cells, some whole rows or a part of one, is the engine's convolution of the part of the input that its
 * windows, A cells across and D down, cover, padding included as zeros:
 *   cells [i, j₀ … j₁) see rows [i·S − P, i·S − P + D) and columns [j₀·S − P, (j₁ − 1)·S − P + A). */

#include "config.h"

#include "lesson/maps.h"

#include "engine/conv2d.h"

#include <math.h>
#include <string.h>

enum
{
  BAND = 1 << 20,       /* multiply-adds in one band by the reference kernel; more are left to the fast ones */
  FAST_BAND = 32 << 20, /* multiply-adds in one band by those */
  MAX_CROP = 4 << 20,   /* floats of the input that a band sees */
  MAX_MAPS = 64         /* kept at a time */
};

typedef struct
{
  float *cells;
  int known, wanted;
  float limit; /* the largest |value| of the known cells */
  guint64 state;
  guint used; /* how often any was asked for before it was the last time */
} Map;

/* Each time a map comes to be or grows it gets a new number. */
static guint64
next_state (void)
{
  static gsize last = 0; /* of all threads */

  return (guint64) g_atomic_pointer_add (&last, 1) + 1;
}

static void
map_free (gpointer data)
{
  Map *map = data;

  g_free (map->cells);
  g_free (map);
}

void
fovea_maps_init (FoveaMaps *self)
{
  *self = (FoveaMaps){ .stride = 1, .dilation = 1, .across = 1, .down = 1, .share = 1 };
  self->maps = g_hash_table_new_full (NULL, NULL, NULL, map_free);
}

void
fovea_maps_clear (FoveaMaps *self)
{
  g_clear_pointer (&self->maps, g_hash_table_unref);
  g_clear_pointer (&self->part, fovea_tensor_unref);
}

void
fovea_maps_forget (FoveaMaps *self)
{
  g_hash_table_remove_all (self->maps);
  g_clear_pointer (&self->part, fovea_tensor_unref);
}

void
fovea_maps_forget_one (FoveaMaps *self, int filter)
{
  g_hash_table_remove (self->maps, GINT_TO_POINTER (filter));
}

/* Drops the map that nobody asked for for the longest. */
static void
drop_oldest (FoveaMaps *self)
{
  GHashTableIter iter;
  gpointer key, oldest = NULL, value;
  guint age = 0;

  g_hash_table_iter_init (&iter, self->maps);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (self->asked - ((Map *) value)->used >= age)
      {
        age = self->asked - ((Map *) value)->used;
        oldest = key;
      }
  g_hash_table_remove (self->maps, oldest);
}

static Map *
get_map (FoveaMaps *self, int filter)
{
  Map *map = g_hash_table_lookup (self->maps, GINT_TO_POINTER (filter));

  self->asked++;
  if (map)
    {
      map->used = self->asked;
      return map;
    }
  if (g_hash_table_size (self->maps) >= MAX_MAPS)
    drop_oldest (self);
  map = g_new0 (Map, 1);
  map->used = self->asked;
  map->cells = g_new0 (float, (gsize) self->width *(gsize) self->height);
  map->state = next_state ();
  g_hash_table_insert (self->maps, GINT_TO_POINTER (filter), map);
  return map;
}

/* The map's cells, of which the first @known are computed. */
const float *
fovea_maps_peek (FoveaMaps *self, int filter, int *known)
{
  Map *map = get_map (self, filter);

  *known = map->known;
  return map->cells;
}

/* The largest |value| of the cells that are known. */
float
fovea_maps_get_limit (FoveaMaps *self, int filter)
{
  return get_map (self, filter)->limit;
}

guint64
fovea_maps_get_state (FoveaMaps *self, int filter)
{
  return get_map (self, filter)->state;
}

void
fovea_maps_want (FoveaMaps *self, int filter, int cells)
{
  Map *map = get_map (self, filter);

  map->wanted = MAX (map->wanted, MIN (cells, self->width * self->height));
}

int
fovea_maps_next (FoveaMaps *self)
{
  GHashTableIter iter;
  gpointer key, value;
  int next = -1;

  g_hash_table_iter_init (&iter, self->maps);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (((Map *)value)->known < ((Map *)value)->wanted && (next < 0 || GPOINTER_TO_INT (key) < next))
      next = GPOINTER_TO_INT (key);
  return next;
}

/* --- the input under some windows */

static gboolean
is_one_cell (const FoveaMapsPart *at)
{
  return at->rows == 1 && at->columns == 1;
}

/* Whether most of what lies between the first and the last row is passed over, and left out: then each row of the filter
 * is a channel of its own, 1×(D·H)×1×columns; and one cell's windows leave out the columns, too: 1×D×H×W. */
static gboolean
is_sparse (const FoveaMaps *self, const FoveaMapsPart *at)
{
  return self->dilation > 1 && at->rows == 1;
}

static FoveaTensor *
gather_rows (const FoveaMaps *self, const FoveaField *input, const FoveaMapsPart *at)
{
  int height = (self->down - 1) / self->dilation + 1, columns = (at->columns - 1) * self->stride + self->across;
  FoveaTensor *part = fovea_tensor_new (1, at->depth * height, 1, columns);

  for (int c = 0; c < part->c; c++)
    fovea_field_fill (input, at->first + c / height, at->row * self->stride - self->top + c % height * self->dilation,
                      at->column * self->stride - self->left, columns, fovea_tensor_at (part, 0, c, 0, 0));
  return part;
}

static FoveaTensor *
gather_cells (const FoveaMaps *self, const FoveaField *input, const FoveaMapsPart *at)
{
  int height = (self->down - 1) / self->dilation + 1, width = (self->across - 1) / self->dilation + 1;
  int top = at->row * self->stride - self->top, left = at->column * self->stride - self->left;
  FoveaTensor *part = fovea_tensor_new (1, at->depth, height, width);
  float *to = part->data;

  for (int slice = at->first; slice < at->first + at->depth; slice++)
    for (int row = 0; row < height; row++)
      for (int column = 0; column < width; column++)
        *to++ = fovea_field_get (input, slice, top + row * self->dilation, left + column * self->dilation);
  return part;
}

static FoveaTensor *
make_part (const FoveaMaps *self, const FoveaField *input, const FoveaMapsPart *at)
{
  if (is_sparse (self, at))
    return is_one_cell (at) ? gather_cells (self, input, at) : gather_rows (self, input, at);
  return fovea_field_crop (input, at->first, at->depth, at->row * self->stride - self->top,
                           at->column * self->stride - self->left, (at->rows - 1) * self->stride + self->down,
                           (at->columns - 1) * self->stride + self->across);
}

/* What rows × columns windows of map @filter look at, from cell (row, column) on, with @depth slices each. */
static FoveaMapsPart
find_part (const FoveaMaps *self, int filter, int depth, int row, int column, int rows, int columns)
{
  int first = (filter & FOVEA_MAPS_INDEX) / self->share * depth;

  return (FoveaMapsPart){ first, depth, row, column, rows, columns };
}

/* Returns: (transfer none): the numbers of it, in the shape that its windows take them in */
static const FoveaTensor *
get_part (FoveaMaps *self, const FoveaField *input, const FoveaMapsPart *at, gint64 *cost)
{
  if (self->part && memcmp (&self->part_at, at, sizeof *at) == 0)
    return self->part;
  g_clear_pointer (&self->part, fovea_tensor_unref);
  self->part = make_part (self, input, at);
  self->part_at = *at;
  *cost += FOVEA_MAPS_MADE * (gint64) fovea_tensor_size (self->part);
  return self->part;
}

/* A filter, 1×D×H×W, in the shape that goes with a part of the input: the same numbers in the same order. */
static FoveaTensor *
shape_filter (const FoveaMaps *self, const FoveaTensor *weights, const FoveaMapsPart *at)
{
  if (is_sparse (self, at) && !is_one_cell (at))
    return fovea_tensor_new_from (1, weights->c * weights->h, 1, weights->w, weights->data);
  return fovea_tensor_ref ((FoveaTensor *) weights);
}

static FoveaWindow
get_window (const FoveaMaps *self, const FoveaTensor *weights, const FoveaMapsPart *at)
{
  return (FoveaWindow){ .extent = weights->w,
                        .rows = weights->h,
                        .stride = self->stride,
                        .dilation = is_one_cell (at) && is_sparse (self, at) ? 1 : self->dilation,
                        .round = FOVEA_ROUND_FLOOR };
}

/* --- convolution */

/* @weights: K×(D/groups)×H×W; @bias: NULL where there is none; @much: the fast kernels pay */
static FoveaTensor *
convolve (const FoveaTensor *part, const FoveaTensor *weights, const float *bias, const FoveaWindow *window, int groups,
          gboolean much)
{
  g_autoptr (FoveaTensor) offset = bias ? fovea_tensor_new_from (1, 1, 1, 1, bias) : NULL;
  g_autoptr (GError) error = NULL;
  FoveaTensor *y = (much ? fovea_conv2d_forward_fast : fovea_conv2d_forward) (part, weights, offset, window, groups,
                                                                              &error);

  g_assert_no_error (error);
  return y;
}

/* @cells more of the map are known from now on. */
static void
widen_limit (Map *map, int cells)
{
  const float *from = map->cells + map->known;
  float limit = map->limit;

  for (int i = 0; i < cells; i++)
    {
      float size = fabsf (from[i]);

      limit = size > limit ? size : limit;
    }
  map->limit = limit;
}

/* Returns: what it cost */
static gint64
compute (FoveaMaps *self, const FoveaField *input, int filter, const FoveaTensor *weights, float bias, int rows,
         int columns)
{
  Map *map = get_map (self, filter);
  FoveaMapsPart at = find_part (self, filter, weights->c, map->known / self->width, map->known % self->width, rows,
                                columns);
  gsize cells = (gsize) rows * (gsize) columns;
  gint64 cost = (gint64) (cells * fovea_tensor_size (weights));
  const FoveaTensor *part = get_part (self, input, &at, &cost);
  g_autoptr (FoveaTensor) shaped = shape_filter (self, weights, &at), y = NULL;
  FoveaWindow window = get_window (self, shaped, &at);

  y = convolve (part, shaped, &bias, &window, 1, cells * fovea_tensor_size (weights) > BAND);
  memcpy (map->cells + map->known, y->data, cells * sizeof (float));
  widen_limit (map, rows * columns);
  map->known += rows * columns;
  map->state = next_state ();
  return cost;
}

/* Multiply-adds in one band: as many as pay, without seeing more of the input than fits into a cache or two. */
static gint64
get_band (const FoveaMaps *self, const FoveaTensor *weights)
{
  gint64 row = (gint64) self->width * (gint64) fovea_tensor_size (weights);
  gint64 crop_row = (gint64) weights->c * (self->width * self->stride + self->across);
  gint64 rows = MAX ((MAX_CROP / crop_row - self->down) / self->stride, 1);

  return MIN (FAST_BAND, rows * row);
}

gint64
fovea_maps_advance (FoveaMaps *self, const FoveaField *input, int filter, const FoveaTensor *weights, float bias,
                    int cells, gint64 budget)
{
  Map *map = get_map (self, filter);
  gint64 cell = (gint64) fovea_tensor_size (weights), done = 0;
  int end = MIN (map->wanted, cells);

  while (map->known < end && done < budget)
    {
      int left = end - map->known, start = map->known % self->width;
      int band = (int) CLAMP (MIN (get_band (self, weights), budget - done) / cell, 1, left);
      int rows = start == 0 ? MAX (band / self->width, 1) : 1;
      int columns = start == 0 && band >= self->width ? self->width : MIN (band, self->width - start);

      done += compute (self, input, filter, weights, bias, rows, columns);
    }
  return done;
}

/* Nothing that it sees is thought to be made up already. */
gint64
fovea_maps_estimate (FoveaMaps *self, int filter, int depth, gint64 weights, int cells)
{
  gint64 missing = MAX (cells - get_map (self, filter)->known, 0);
  gint64 rows = (missing + self->width - 1) / self->width, columns = MIN (missing, self->width);
  gint64 height = self->dilation > 1 && rows == 1 ? (self->down - 1) / self->dilation + 1
                                                  : (rows - 1) * self->stride + self->down;
  gint64 seen = missing == 1 ? weights : height * ((columns - 1) * self->stride + self->across) * depth;

  return missing > 0 ? missing * weights + FOVEA_MAPS_MADE * (seen + weights) : 0;
}

/* With @apart the filter, 1×D×H×W, is seen as D filters of one slice: the same numbers in the same order. */
FoveaTensor *
fovea_maps_apply (FoveaMaps *self, const FoveaField *input, int filter, const FoveaTensor *weights, int row, int column,
                  float bias, gboolean apart)
{
  FoveaMapsPart at = find_part (self, filter, weights->c, row, column, 1, 1);
  FoveaWindow window = get_window (self, weights, &at);
  gint64 cost = 0;
  const FoveaTensor *part = get_part (self, input, &at, &cost);
  g_autoptr (FoveaTensor) slices = NULL;

  if (!apart)
    return convolve (part, weights, &bias, &window, 1, FALSE);
  slices = fovea_tensor_new_from (weights->c, 1, weights->h, weights->w, weights->data);
  return convolve (part, slices, NULL, &window, weights->c, FALSE);
}
