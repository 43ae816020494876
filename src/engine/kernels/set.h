/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the parts of a kernel set share. The parts (conv.h, pool.h, pointwise.h …) hold static functions and are
 * included once by the source of a set, which is compiled with
 *
 *   LANES   L, floats in one vector of images
 *
 * and with the instruction set's own flags. Loops over lanes are left to the compiler's vectoriser where every
 * iteration is alike; where sums have to stay in registers, Lanes is one vector. */

#include "engine/kernels.h"

#include <math.h>
#include <string.h>

/* Where the L numbers of one cell lie. */
static inline float *
cell (const FoveaPlanes *planes, int channel, int row, int column)
{
  return planes->data + ((gssize) channel * planes->channel + (gssize) row * planes->row + column) * LANES;
}

/* The numbers of one cell, one for each image; WHERE: lane by lane a where the test holds, else b. */
#if LANES == 1
typedef float Lanes;
#define WHERE(test, a, b) ((test) ? (a) : (b))
#else
typedef float Lanes __attribute__ ((vector_size (4 * LANES), may_alias));
typedef gint32 LaneTest __attribute__ ((vector_size (4 * LANES), may_alias));
#define WHERE(test, a, b) ((Lanes) (((test) & (LaneTest) (a)) | (~(test) & (LaneTest) (b))))
#endif

static inline Lanes *
lanes (const FoveaPlanes *planes, int channel, int row, int column)
{
  return (Lanes *) cell (planes, channel, row, column);
}
