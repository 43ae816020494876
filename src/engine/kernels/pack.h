/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The order in which forward reads the weights: those of a block of FILTERS filters lie together, tap by tap. */

#include "engine/kernels/vectors.h"

static inline gsize
weights_of_group (const FoveaConv *conv)
{
  return (gsize) (conv->filters / conv->groups) * (conv->channels / conv->groups) * conv->slide.rows
         * conv->slide.columns;
}

/* [K/FILTERS][C][rows][columns][FILTERS], group by group */
static void
pack_forward (const FoveaConv *conv, const float *weights, float *packed)
{
  int filters = conv->filters / conv->groups, parts = part_count (filters, FILTERS);
  gsize filter_size = weights_of_group (conv) / filters;

  for (int group = 0; group < conv->groups; group++, weights += filters * filter_size)
    for (int part = 0; part < parts; part++)
      for (gsize tap = 0; tap < filter_size; tap++)
        for (int k = part_start (filters, FILTERS, part); k < part_start (filters, FILTERS, part + 1); k++)
          *packed++ = weights[k * filter_size + tap];
}
