/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What layers share: where the parameters of a net lie, and planes with their halos. */

#include "engine/layer.h"

#include <string.h>

/* Sizes by the shapes: CONV K×(C/groups)×F×F and K, FC n×inputs and n, BATCHNORM C and C. */
static void
count_parameters (const FoveaLayerSpec *spec, FoveaRowLayout *row)
{
  gsize depth = spec->in.depth, inputs = depth * spec->in.width * spec->in.height;
  gsize extent = spec->window.extent;

  if (spec->kind == FOVEA_LAYER_CONV)
    row->n_weights = spec->filters * (depth / spec->groups) * extent * extent;
  else if (spec->kind == FOVEA_LAYER_FC)
    row->n_weights = spec->filters * inputs;
  else if (spec->kind == FOVEA_LAYER_BATCHNORM)
    row->n_weights = depth;
  else
    return;
  row->n_bias = spec->kind == FOVEA_LAYER_BATCHNORM ? depth : (gsize) spec->filters;
  row->n_running = spec->kind == FOVEA_LAYER_BATCHNORM ? 2 * depth : 0;
}

FoveaLayout *
fovea_layout_new (const FoveaNetSpec *spec)
{
  FoveaLayout *self = g_new0 (FoveaLayout, 1);

  self->rows = g_new0 (FoveaRowLayout, spec->n_layers);
  for (int i = 0; i < spec->n_layers; i++)
    {
      FoveaRowLayout *row = &self->rows[i];

      count_parameters (&spec->layers[i], row);
      row->weights = self->size;
      row->bias = row->weights + fovea_align (row->n_weights);
      row->running = self->running_size;
      self->size = row->bias + fovea_align (row->n_bias);
      self->running_size += row->n_running;
    }
  return self;
}

void
fovea_layout_free (FoveaLayout *self)
{
  g_free (self->rows);
  g_free (self);
}

enum
{
  PART = 1 << 18 /* multiply-adds that are worth another thread's while: a few µs */
};

/* Into how many parts to cut a layer's work on a block that has threads to itself. */
int
fovea_block_parts (const FoveaBlock *self, gint64 macs)
{
  gint64 parts = macs * self->kernels->lanes / PART;

  return self->threads ? CLAMP (parts, 1, fovea_threads_get_n (self->threads)) : 1;
}

/* Whether the planes can be used as a flat vector [C·H·W][L]. */
gboolean
fovea_planes_flat (const FoveaPlanes *self)
{
  return self->row == self->width && self->channel == (gssize) self->height * self->width;
}

/* Copies [C·H·W][L] into planes with a halo. */
void
fovea_planes_fill (const FoveaPlanes *self, const float *flat)
{
  gsize width = (gsize) self->width * self->lanes;

  for (int c = 0; c < self->channels; c++)
    for (int y = 0; y < self->height; y++, flat += width)
      memcpy (self->data + (c * self->channel + y * self->row) * self->lanes, flat, width * sizeof (float));
}

/* A gap of two floats, which one image has between its rows, is not worth a call. */
static inline void
clear_gap (float *gap, gsize floats)
{
  if (floats == 2)
    gap[0] = gap[1] = 0;
  else
    memset (gap, 0, floats * sizeof (float));
}

/* Zeros around every channel, where memory that held something else is used again. The cells behind a row and those
 * before the next are one gap. */
void
fovea_planes_clear_halo (const FoveaPlanes *self, int halo)
{
  gsize row = self->row * self->lanes, side = (gsize) halo * self->lanes, edge = halo * row + side;

  for (int c = 0; halo > 0 && c < self->channels; c++)
    {
      float *inside = self->data + c * self->channel * self->lanes, *end = inside + self->height * row - 2 * side;

      clear_gap (inside - edge, edge);
      for (float *gap = inside + row - 2 * side; gap < end; gap += row)
        clear_gap (gap, 2 * side);
      clear_gap (end, edge);
    }
}
