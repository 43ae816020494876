/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The reference kernels: one image at a time, each operation written as its formula. The lessons read from them, and
 * every other set is compared with them. Weights need no packing, planes no halo.
 *
 *   y[k,i,j] = b[k] + Σ_c Σ_u Σ_v x[c, iS + ud − top, jS + vd − left] · w[k,c,u,v]
 *
 * c runs over the channels of k's group. Backward is the same sum read from its other ends: each product's gradient
 * goes to its x times w, and to its w times x. */

#define LANES 1
#define SET fovea_kernels_set_reference
#define SET_NAME "reference"

#include "engine/kernels/loss.h"
#include "engine/kernels/normalise.h"
#include "engine/kernels/one-image.h"
#include "engine/kernels/pool.h"

static gsize
conv_packed_size (const FoveaConv *conv, FoveaPass pass)
{
  return (gsize) conv->filters * (conv->channels / conv->groups) * conv->slide.rows * conv->slide.columns;
}

/* The output before pooling, for conv_forward_pool. */
static gsize
conv_workspace (const FoveaConv *conv)
{
  return fovea_planes_size (conv->filters, conv->out_height, conv->out_width, 0, LANES);
}

static void
conv_pack (const FoveaConv *conv, FoveaPass pass, const float *weights, float *packed)
{
  memcpy (packed, weights, conv_packed_size (conv, pass) * sizeof (float));
}

/* The first channel that filter k sees. */
static int
first_channel (const FoveaConv *conv, int k)
{
  return k / (conv->filters / conv->groups) * (conv->channels / conv->groups);
}

static inline gboolean
is_inside (const FoveaConv *conv, int row, int column)
{
  return row >= 0 && row < conv->height && column >= 0 && column < conv->width;
}

/* One output without its bias: the sum over channels and window. @w: the filter, (C/groups)×rows×columns. */
static float
window_sum (const FoveaConv *conv, const FoveaPlanes *x, const float *w, int first, int top, int left)
{
  int step = conv->slide.dilation;
  float sum = 0;

  for (int c = first; c < first + conv->channels / conv->groups; c++)
    for (int u = 0; u < conv->slide.rows; u++)
      for (int v = 0; v < conv->slide.columns; v++, w++)
        if (is_inside (conv, top + u * step, left + v * step))
          sum += *cell (x, c, top + u * step, left + v * step) * *w;
  return sum;
}

static void
conv_forward (const FoveaConv *conv, const FoveaPlanes *x, const float *packed, const float *bias, gboolean relu,
              const FoveaPlanes *y, float *work)
{
  const FoveaSlide *slide = &conv->slide;
  gsize filter_size = conv_packed_size (conv, FOVEA_PASS_FORWARD) / conv->filters;

  for (int k = 0; k < conv->filters; k++)
    for (int i = 0; i < conv->out_height; i++)
      for (int j = 0; j < conv->out_width; j++)
        {
          float sum = window_sum (conv, x, packed + k * filter_size, first_channel (conv, k),
                                  i * slide->stride - slide->top, j * slide->stride - slide->left);

          sum += bias != NULL ? bias[k] : 0;
          *cell (y, k, i, j) = relu && sum < 0 ? 0 : sum;
        }
}

/* ReLU of the largest of a 2×2 window's cells, and which of them that is, the first one in row-major order. @below:
 * floats from one row to the next */
static float
relu_pool_cell (const float *x, gssize below, guint8 *choice)
{
  float cells[4] = { x[0], x[1], x[below], x[below + 1] };
  int best = 0;

  for (int i = 1; i < 4; i++)
    if (cells[i] > cells[best])
      best = i;
  if (choice != NULL)
    *choice = best;
  return cells[best] < 0 ? 0 : cells[best];
}

static void
conv_forward_pool (const FoveaConv *conv, const FoveaPlanes *x, const float *packed, const float *bias,
                   const FoveaPlanes *y, guint8 *choice, float *work)
{
  FoveaPlanes map = fovea_planes (work, conv->filters, conv->out_height, conv->out_width, 0, LANES);

  conv_forward (conv, x, packed, bias, FALSE, &map, NULL);
  for (int k = 0; k < y->channels; k++)
    for (int i = 0; i < y->height; i++)
      for (int j = 0; j < y->width; j++)
        {
          *cell (y, k, i, j) = relu_pool_cell (cell (&map, k, 2 * i, 2 * j), map.row, choice);
          choice += choice != NULL;
        }
}

/* Where the pooled value is 0, ReLU stopped it, and nothing flows back. */
static void
relu_pool_backward (const FoveaPlanes *y, const guint8 *choice, const FoveaPlanes *gy, const FoveaPlanes *gx)
{
  clear_planes (gx);
  for (int k = 0; k < y->channels; k++)
    for (int i = 0; i < y->height; i++)
      for (int j = 0; j < y->width; j++, choice++)
        if (*cell (y, k, i, j) > 0)
          *cell (gx, k, 2 * i + *choice / 2, 2 * j + *choice % 2) = *cell (gy, k, i, j);
}

/* gx[c, iS + ud − top, jS + vd − left] += gy[k,i,j] · w[k,c,u,v] */
static void
conv_input_gradient (const FoveaConv *conv, const FoveaPlanes *gy, const float *packed, const FoveaPlanes *gx,
                     float *work)
{
  const FoveaSlide *slide = &conv->slide;
  const float *w = packed;

  clear_planes (gx);
  for (int k = 0; k < conv->filters; k++)
    for (int c = first_channel (conv, k); c < first_channel (conv, k) + conv->channels / conv->groups; c++)
      for (int u = 0; u < slide->rows; u++)
        for (int v = 0; v < slide->columns; v++, w++)
          for (int i = 0; i < conv->out_height; i++)
            for (int j = 0; j < conv->out_width; j++)
              {
                int row = i * slide->stride + u * slide->dilation - slide->top;
                int column = j * slide->stride + v * slide->dilation - slide->left;

                if (is_inside (conv, row, column))
                  *cell (gx, c, row, column) += *cell (gy, k, i, j) * *w;
              }
}

/* The gradient of one weight: Σ_i Σ_j gy[k,i,j] · x[c, iS + ud − top, jS + vd − left]; @top and @left are those of the
 * cell under the weight in the first window */
static float
weight_sum (const FoveaConv *conv, const FoveaPlanes *x, const FoveaPlanes *gy, int k, int c, int top, int left)
{
  int stride = conv->slide.stride;
  float sum = 0;

  for (int i = 0; i < conv->out_height; i++)
    for (int j = 0; j < conv->out_width; j++)
      if (is_inside (conv, top + i * stride, left + j * stride))
        sum += *cell (gy, k, i, j) * *cell (x, c, top + i * stride, left + j * stride);
  return sum;
}

static void
conv_filter_gradient (const FoveaConv *conv, const FoveaPlanes *x, const FoveaPlanes *gy, float *gw, float *gb,
                      float *work)
{
  const FoveaSlide *slide = &conv->slide;

  for (int k = 0; k < conv->filters; k++)
    for (int c = first_channel (conv, k); c < first_channel (conv, k) + conv->channels / conv->groups; c++)
      for (int u = 0; u < slide->rows; u++)
        for (int v = 0; v < slide->columns; v++)
          *gw++ += weight_sum (conv, x, gy, k, c, u * slide->dilation - slide->top, v * slide->dilation - slide->left);
  for (int k = 0; gb != NULL && k < conv->filters; k++)
    for (int i = 0; i < conv->out_height; i++)
      for (int j = 0; j < conv->out_width; j++)
        gb[k] += *cell (gy, k, i, j);
}

static void
fc_forward (int inputs, int outputs, const float *x, const float *w, const float *bias, gboolean relu, float *y)
{
  for (int k = 0; k < outputs; k++)
    {
      float sum = 0;

      for (int i = 0; i < inputs; i++)
        sum += w[(gsize) k * inputs + i] * x[i];
      sum += bias != NULL ? bias[k] : 0;
      y[k] = relu && sum < 0 ? 0 : sum;
    }
}

static void
fc_input_gradient (int inputs, int outputs, const float *gy, const float *w, float *gx)
{
  memset (gx, 0, sizeof (float) * inputs);
  for (int k = 0; k < outputs; k++)
    for (int i = 0; i < inputs; i++)
      gx[i] += w[(gsize) k * inputs + i] * gy[k];
}

static void
fc_weight_gradient (int inputs, int outputs, int images, const float *x, const float *gy, int first, int last,
                    float *gw, float *gb)
{
  for (int k = first; k < last; k++)
    {
      float *row = gw + (gsize) k * inputs, sum = 0;

      memset (row, 0, sizeof (float) * inputs);
      for (int n = 0; n < images; n++)
        {
          float gradient = gy[(gsize) n * outputs + k];

          sum += gradient;
          for (int i = 0; i < inputs; i++)
            row[i] += gradient * x[(gsize) n * inputs + i];
        }
      if (gb != NULL)
        gb[k] = sum;
    }
}

#include "engine/kernels/table.h"
