/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Activation maps, computed as far as they are looked at. A layer may have 512 filters over 512 slices of 256×256
 * cells, more arithmetic than anybody waits for; what is on the screen are a few maps up to the current position.
 *
 * A band of cells, some whole rows or a part of one, is the engine's convolution of the part of the input that its
 * windows, A cells across and D down, cover, padding included as zeros:
 *   cells [i, j₀ … j₁) see rows [i·S − P, i·S − P + D) and columns [j₀·S − P, (j₁ − 1)·S − P + A). */

#include "config.h"

#include "lesson/maps.h"

#include "engine/kernels.h"

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
}

void
fovea_maps_forget (FoveaMaps *self)
{
  g_hash_table_remove_all (self->maps);
}

void
fovea_maps_forget_one (FoveaMaps *self, int filter)
{
  g_hash_table_remove (self->maps, GINT_TO_POINTER (filter));
}

static Map *
get_map (FoveaMaps *self, int filter)
{
  Map *map = g_hash_table_lookup (self->maps, GINT_TO_POINTER (filter));

  if (map)
    return map;
  if (g_hash_table_size (self->maps) >= MAX_MAPS)
    g_hash_table_remove_all (self->maps);
  map = g_new0 (Map, 1);
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

static FoveaWindow
get_window (const FoveaMaps *self, const FoveaTensor *weights)
{
  return (FoveaWindow){
    .extent = weights->w, .rows = weights->h, .stride = self->stride, .dilation = self->dilation, .round = FOVEA_ROUND_FLOOR
  };
}

/* The part of the input under rows × columns windows of map @filter from cell (row, column) on. */
static FoveaTensor *
crop (const FoveaMaps *self, const FoveaField *input, int filter, int depth, int row, int column, int rows,
      int columns)
{
  int first = (filter & FOVEA_MAPS_INDEX) / self->share * depth;

  return fovea_field_crop (input, first, depth, row * self->stride - self->top, column * self->stride - self->left,
                           (rows - 1) * self->stride + self->down, (columns - 1) * self->stride + self->across);
}

/* The same convolution by the fast kernels for one image: @y is rows × columns. */
static void
convolve_fast (const FoveaMaps *self, const FoveaTensor *part, const FoveaTensor *weights, float bias, float *y)
{
  const FoveaKernels *kernels = fovea_kernels_get ()->single;
  FoveaWindow window = get_window (self, weights);
  FoveaConv conv;
  gboolean fits = fovea_conv_init (&conv, &window, part->c, part->h, part->w, 1, 1, NULL);
  int halo = fits ? fovea_conv_input_halo (&conv) : 0;
  gsize x_size = fovea_planes_size (part->c, part->h, part->w, halo, 1);
  gsize y_size = fovea_planes_size (1, conv.out_height, conv.out_width, 0, 1);
  float *x_memory = g_aligned_alloc0 (x_size, sizeof (float), 64),
        *y_memory = g_aligned_alloc0 (y_size, sizeof (float), 64);
  float *packed = g_aligned_alloc0 (kernels->conv_packed_size (&conv, FOVEA_PASS_FORWARD) + 16, sizeof (float), 64);
  float *work = g_aligned_alloc0 (kernels->conv_workspace (&conv) + 16, sizeof (float), 64);
  FoveaPlanes x_planes = fovea_planes (x_memory, part->c, part->h, part->w, halo, 1);
  FoveaPlanes y_planes = fovea_planes (y_memory, 1, conv.out_height, conv.out_width, 0, 1);
  const float *image = part->data;

  g_assert (fits);
  kernels->pack_floats (&image, 1, &x_planes);
  kernels->conv_pack (&conv, FOVEA_PASS_FORWARD, weights->data, packed);
  kernels->conv_forward (&conv, &x_planes, packed, &bias, FALSE, &y_planes, work);
  kernels->unpack (&y_planes, 1, &y);
  g_aligned_free (x_memory);
  g_aligned_free (y_memory);
  g_aligned_free (packed);
  g_aligned_free (work);
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

static void
compute (FoveaMaps *self, const FoveaField *input, int filter, const FoveaTensor *weights, float bias, int rows,
         int columns)
{
  Map *map = get_map (self, filter);
  g_autoptr (FoveaTensor) part = crop (self, input, filter, weights->c, map->known / self->width,
                                       map->known % self->width, rows, columns);
  g_autoptr (FoveaTensor) y = NULL;
  gsize cells = (gsize) rows * (gsize) columns;

  if (cells * fovea_tensor_size (weights) > BAND)
    convolve_fast (self, part, weights, bias, map->cells + map->known);
  else
    {
      y = fovea_maps_apply (self, part, weights, bias, FALSE);
      memcpy (map->cells + map->known, y->data, cells * sizeof (float));
    }
  widen_limit (map, rows * columns);
  map->known += rows * columns;
  map->state = next_state ();
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
                    gint64 budget)
{
  Map *map = get_map (self, filter);
  gint64 cell = (gint64) fovea_tensor_size (weights), done = 0;

  while (map->known < map->wanted && done < budget)
    {
      int left = map->wanted - map->known, start = map->known % self->width;
      int cells = (int) CLAMP (MIN (get_band (self, weights), budget - done) / cell, 1, left);
      int rows = start == 0 ? MAX (cells / self->width, 1) : 1;
      int columns = start == 0 && cells >= self->width ? self->width : MIN (cells, self->width - start);

      compute (self, input, filter, weights, bias, rows, columns);
      done += cell * rows * columns;
    }
  return done;
}

FoveaTensor *
fovea_maps_patch (const FoveaMaps *self, const FoveaField *input, int filter, int depth, int row, int column)
{
  return crop (self, input, filter, depth, row, column, 1, 1);
}

/* 1×D×rows×columns seen as D filters of one slice: the same numbers in the same order. */
static FoveaTensor *
apart_slices (const FoveaTensor *weights)
{
  return fovea_tensor_new_from (weights->c, 1, weights->h, weights->w, weights->data);
}

FoveaTensor *
fovea_maps_apply (const FoveaMaps *self, const FoveaTensor *patch, const FoveaTensor *weights, float bias,
                  gboolean apart)
{
  g_autoptr (FoveaTensor) slices = apart ? apart_slices (weights) : NULL;
  g_autoptr (FoveaTensor) offset = apart ? NULL : fovea_tensor_new_from (1, 1, 1, 1, &bias);
  FoveaWindow window = get_window (self, weights);
  g_autoptr (GError) error = NULL;
  FoveaTensor *y
      = fovea_conv2d_forward (patch, apart ? slices : weights, offset, &window, apart ? patch->c : 1, &error);

  g_assert_no_error (error);
  return y;
}
