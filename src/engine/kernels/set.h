/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the parts of a kernel set share. The parts (conv.h, pool.h, pointwise.h …) hold static functions and are
 * included once by the source of a set, which is compiled with
 *
 *   LANES   L, floats in one vector of images
 *
 * and with the instruction set's own flags. Loops over lanes are left to the compiler's vectoriser where every
 * iteration is alike; where registers must be planned, `lanes` is a vector. */

#include "engine/kernels.h"

#include <math.h>
#include <string.h>

/* Where the L numbers of one cell lie. */
static inline float *
cell (const FoveaPlanes *planes, int channel, int row, int column)
{
  return planes->data + ((gssize) channel * planes->channel + (gssize) row * planes->row + column) * LANES;
}
