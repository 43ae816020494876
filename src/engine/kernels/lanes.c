/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A set of kernels with images in the lanes. The build compiles this file once for every instruction set, with the
 * set's flags and its numbers: SET, SET_NAME, WIDTH (floats in a register), FILTERS × COLUMNS and ROWS (blocks of
 * accumulators that fit its registers). */

#define LANES WIDTH

#include "engine/kernels/fc.h"
#include "engine/kernels/interleave.h"
#include "engine/kernels/loss.h"
#include "engine/kernels/normalise.h"
#include "engine/kernels/winograd.h"

static gboolean
is_winograd_pass (const FoveaConv *conv, FoveaPass pass)
{
  return pass == FOVEA_PASS_FORWARD ? is_winograd (conv, conv->whole_height, conv->out_width)
                                    : is_winograd (conv, conv->height, conv->width);
}

static gsize
conv_packed_size (const FoveaConv *conv, FoveaPass pass)
{
  if (is_winograd_pass (conv, pass))
    return conv->groups * POINTS * weight_step (conv->filters / conv->groups, conv->channels / conv->groups);
  return conv->groups * weights_of_group (conv);
}

static gsize
conv_workspace (const FoveaConv *conv)
{
  gsize direct = (gsize) FILTERS * 2 * conv->out_width;

  return (conv->slide.rows == 3 && conv->slide.columns == 3 ? MAX (direct, winograd_workspace (conv)) : direct) * LANES;
}

static void
conv_pack (const FoveaConv *conv, FoveaPass pass, const float *weights, float *packed)
{
  if (is_winograd_pass (conv, pass))
    pack_winograd (conv, pass, weights, packed);
  else if (pass == FOVEA_PASS_FORWARD)
    pack_forward (conv, weights, packed);
  else
    pack_input_gradient (conv, weights, packed);
}

static void
conv_forward (const FoveaConv *conv, const FoveaPlanes *x, const float *packed, const float *bias, gboolean relu,
              const FoveaPlanes *y, float *work)
{
  if (is_winograd_pass (conv, FOVEA_PASS_FORWARD))
    winograd_forward (conv, x, packed, (Destination){ .y = y, .bias = bias, .relu = relu }, (Vector *) work);
  else
    direct_forward (conv, x, packed, bias, relu, y);
}

static void
conv_forward_pool (const FoveaConv *conv, const FoveaPlanes *x, const float *packed, const float *bias,
                   const FoveaPlanes *y, guint8 *choice, float *work)
{
  if (is_winograd_pass (conv, FOVEA_PASS_FORWARD))
    winograd_forward (conv, x, packed, (Destination){ .y = y, .bias = bias, .choice = choice, .pool = TRUE },
                      (Vector *) work);
  else
    direct_forward_pool (conv, x, packed, bias, y, choice, work);
}

static void
conv_input_gradient (const FoveaConv *conv, const FoveaPlanes *gy, const float *packed, const FoveaPlanes *gx,
                     float *work)
{
  if (is_winograd_pass (conv, FOVEA_PASS_INPUT_GRADIENT))
    winograd_input_gradient (conv, gy, packed, gx, (Vector *) work);
  else
    direct_input_gradient (conv, gy, packed, gx);
}

static void
conv_filter_gradient (const FoveaConv *conv, const FoveaPlanes *x, const FoveaPlanes *gy, float *gw, float *gb,
                      float *work)
{
  if (is_winograd_pass (conv, FOVEA_PASS_FORWARD))
    winograd_filter_gradient (conv, x, gy, gw, (Vector *) work);
  else
    direct_filter_gradient (conv, x, gy, gw);
  if (gb != NULL)
    bias_gradient (gy, gb);
}

#include "engine/kernels/table.h"
