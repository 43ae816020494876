/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Convolution with images in the lanes, directly by its formula.
 *
 * Forward and the input gradient are the same job: sums over channels and taps of (a vector of images) · (a weight),
 *
 *   y[k][i][j] = b[k] + Σ_c Σ_u Σ_v x[c][i·si + u·du][j·sj + v·dv] · w[k][c][u][v],
 *
 * computed FILTERS × COLUMNS sums at a time in registers. With stride S the input gradient splits into S × S phases,
 * one for each remainder of (row, column) by S: a phase meets only every S-th tap, and is a job with stride 1. */

#include "engine/kernels/pack.h"
#include "engine/kernels/pool.h"

/* One job; all steps are in vectors. @x is under the first tap of the first sum, which lies in row @first_row of the
 * input. */
typedef struct
{
  const Vector *x;
  Vector *y;
  int channels, filters;
  int height, width; /* of the sums */
  int rows, columns; /* of the taps */
  int weights;       /* from one channel's taps to the next's: rows · columns */
  int first_row, row_step, tap_row_step; /* the first tap's row, from sum to sum below, from tap to tap below */
  int x_height;
  gssize x_channel, x_row;    /* to the next channel; from the window of one sum to that of the sum below it */
  gssize tap_row, tap_column; /* from tap to tap */
  gssize y_channel, y_row;
  int x_step, y_step; /* from column to column */
} Job;

/* FILTERS weights at a time lie together: [K/FILTERS][C][rows][columns][FILTERS]. The job's own taps are arguments,
 * too, so that there can be a function for a single tap. */
static ALWAYS_INLINE void
strip (const Job *job, const Vector *restrict x, const float *restrict w, const float *bias, gboolean relu,
       Vector *restrict y, int filters, int columns, int x_step, int tap_rows, int tap_columns)
{
  Vector sum[FILTERS][COLUMNS];

  for (int k = 0; k < filters; k++)
    for (int j = 0; j < columns; j++)
      sum[k][j] = zeros () + (bias != NULL ? bias[k] : 0);
  for (int c = 0; c < job->channels; c++, x += job->x_channel, w += filters * job->weights)
    {
      const float *weight = w;

      for (int u = 0; u < tap_rows; u++)
        {
          const Vector *tap = x + u * job->tap_row;

          for (int v = 0; v < tap_columns; v++, tap += job->tap_column, weight += filters)
            {
              Vector in[COLUMNS];

              for (int j = 0; j < columns; j++)
                {
                  in[j] = tap[j * x_step];
                  KEEP_IN_REGISTER (in[j]);
                }
              for (int k = 0; k < filters; k++)
                for (int j = 0; j < columns; j++)
                  sum[k][j] += in[j] * weight[k];
            }
        }
    }
  for (int k = 0; k < filters; k++)
    for (int j = 0; j < columns; j++)
      y[k * job->y_channel + j * job->y_step] = relu ? rectify (sum[k][j]) : sum[k][j];
}

typedef void (*Strip) (const Job *job, const Vector *restrict x, const float *restrict w, const float *bias,
                       gboolean relu, Vector *restrict y);

#define STRIP(k, j)                                                                                                    \
  static void strip_##k##x##j (const Job *job, const Vector *restrict x, const float *restrict w, const float *bias,   \
                               gboolean relu, Vector *restrict y)                                                      \
  {                                                                                                                    \
    if (job->x_step == 1 && job->rows == 1 && job->columns == 1)                                                       \
      strip (job, x, w, bias, relu, y, k, j, 1, 1, 1);                                                                 \
    else if (job->x_step == 1)                                                                                         \
      strip (job, x, w, bias, relu, y, k, j, 1, job->rows, job->columns);                                              \
    else                                                                                                               \
      strip (job, x, w, bias, relu, y, k, j, job->x_step, job->rows, job->columns);                                    \
  }
#define STRIP_ENTRY(k, j) [k][j] = strip_##k##x##j,

EACH_BLOCK (STRIP)

static const Strip strips[FILTERS + 1][COLUMNS + 1] = { EACH_BLOCK (STRIP_ENTRY) };

static inline gboolean
is_row_inside (const Job *job, int i, int u)
{
  int row = job->first_row + i * job->row_step + u * job->tap_row_step;

  return row >= 0 && row < job->x_height;
}

/* The job for row @i of the sums alone, without the rows of taps that fall on padding. */
static inline Job
row_job (const Job *job, int i, const float **w, int filters)
{
  Job row = *job;
  int u = 0;

  while (u < job->rows && !is_row_inside (job, i, u))
    u++;
  row.rows -= u;
  while (row.rows > 0 && !is_row_inside (job, i, u + row.rows - 1))
    row.rows--;
  row.x += i * job->x_row + u * job->tap_row;
  *w += filters * u * job->columns;
  return row;
}

/* Row @i of the sums of filters k to k + filters − 1. @y is where its first sum goes; w and bias are those of k. */
static void
correlate_row (const Job *job, int i, int filters, const float *w, const float *bias, gboolean relu, Vector *y)
{
  Job row = row_job (job, i, &w, filters);

  for (int part = 0; part < part_count (job->width, COLUMNS); part++)
    {
      int j = part_start (job->width, COLUMNS, part), columns = part_start (job->width, COLUMNS, part + 1) - j;

      strips[filters][columns](&row, row.x + (gssize) j * job->x_step, w, bias, relu, y + (gssize) j * job->y_step);
    }
}

static inline gsize
taps (const Job *job)
{
  return (gsize) job->channels * job->weights;
}

/* Rows outside, so that the few rows of input that are read stay close while all filters pass over them. */
static void
correlate (const Job *job, const float *w, const float *bias, gboolean relu)
{
  for (int i = 0; i < job->height; i++)
    for (int part = 0; part < part_count (job->filters, FILTERS); part++)
      {
        int k = part_start (job->filters, FILTERS, part);
        int filters = part_start (job->filters, FILTERS, part + 1) - k;

        correlate_row (job, i, filters, w + k * taps (job), bias != NULL ? bias + k : NULL, relu,
                       job->y + k * job->y_channel + i * job->y_row);
      }
}

/* The forward job of one group. */
static Job
forward_job (const FoveaConv *conv, const FoveaPlanes *x, const FoveaPlanes *y, int group)
{
  const FoveaSlide *slide = &conv->slide;
  int channels = conv->channels / conv->groups, filters = conv->filters / conv->groups;

  return (Job){
    .x = (const Vector *) cell (x, group * channels, -slide->top, -slide->left),
    .y = (Vector *) cell (y, group * filters, 0, 0),
    .channels = channels,
    .filters = filters,
    .height = conv->out_height,
    .width = conv->out_width,
    .rows = slide->rows,
    .columns = slide->columns,
    .weights = slide->rows * slide->columns,
    .first_row = -slide->top,
    .row_step = slide->stride,
    .tap_row_step = slide->dilation,
    .x_height = conv->height,
    .x_channel = x->channel,
    .x_row = x->row * slide->stride,
    .tap_row = x->row * slide->dilation,
    .tap_column = slide->dilation,
    .y_channel = y->channel,
    .y_row = y->row,
    .x_step = slide->stride,
    .y_step = 1,
  };
}

static void
direct_forward (const FoveaConv *conv, const FoveaPlanes *x, const float *packed, const float *bias, gboolean relu,
                const FoveaPlanes *y)
{
  for (int group = 0; group < conv->groups; group++)
    {
      Job job = forward_job (conv, x, y, group);

      correlate (&job, packed + group * weights_of_group (conv), bias != NULL ? bias + group * job.filters : NULL,
                 relu);
    }
}

/* One axis of a phase of the input gradient: input cells first, first + S, first + 2S … (@size of them), and the taps
 * tap, tap + tap_step, … (@taps of them) that meet them. The tap @tap of input cell @first lies on output cell @output;
 * the next tap lies @output_step cells before it. */
typedef struct
{
  int size, tap, tap_step, taps, output, output_step;
} Phase;

static int
common_divisor (int a, int b)
{
  return b == 0 ? a : common_divisor (b, a % b);
}

/* Input cell y meets the output cells (y + before − u·d)/S, for those u of @extent that leave no remainder. */
static Phase
phase (const FoveaSlide *slide, int extent, int before, int input, int first)
{
  int divisor = common_divisor (slide->stride, slide->dilation);
  Phase p = { .size = (input - first + slide->stride - 1) / slide->stride,
              .tap_step = slide->stride / divisor,
              .output_step = slide->dilation / divisor };

  while (p.tap < p.tap_step && (first + before - p.tap * slide->dilation) % slide->stride != 0)
    p.tap++;
  if (p.tap < p.tap_step && p.tap < extent)
    p.taps = (extent - 1 - p.tap) / p.tap_step + 1;
  p.output = (first + before - p.tap * slide->dilation) / slide->stride;
  return p;
}

static Job
gradient_job (const FoveaConv *conv, const FoveaPlanes *gy, const FoveaPlanes *gx, int group, int row, int column)
{
  const FoveaSlide *slide = &conv->slide;
  int channels = conv->channels / conv->groups, filters = conv->filters / conv->groups;
  Phase down = phase (slide, slide->rows, slide->top, conv->height, row);
  Phase right = phase (slide, slide->columns, slide->left, conv->width, column);
  gboolean met = down.taps > 0 && right.taps > 0;

  return (Job){
    .x = (const Vector *) cell (gy, group * filters, met ? down.output : 0, met ? right.output : 0),
    .y = (Vector *) cell (gx, group * channels, row, column),
    .channels = filters,
    .filters = channels,
    .height = down.size,
    .width = right.size,
    .rows = down.taps,
    .columns = right.taps,
    .weights = down.taps * right.taps,
    .first_row = down.output,
    .row_step = 1,
    .tap_row_step = -down.output_step,
    .x_height = conv->out_height,
    .x_channel = gy->channel,
    .x_row = gy->row,
    .tap_row = -down.output_step * gy->row,
    .tap_column = -right.output_step,
    .y_channel = gx->channel,
    .y_row = gx->row * slide->stride,
    .x_step = 1,
    .y_step = slide->stride,
  };
}

/* Weights are packed phase by phase in the same order, each of a phase's taps being one of the window's. */
static void
direct_input_gradient (const FoveaConv *conv, const FoveaPlanes *gy, const float *packed, const FoveaPlanes *gx)
{
  for (int group = 0; group < conv->groups; group++)
    for (int row = 0; row < conv->slide.stride; row++)
      for (int column = 0; column < conv->slide.stride; column++)
        {
          Job job = gradient_job (conv, gy, gx, group, row, column);

          if (row < conv->height && column < conv->width)
            correlate (&job, packed, NULL, FALSE);
          packed += job.filters * taps (&job);
        }
}

/* The weights of one phase: [C/FILTERS][K][taps down][taps right][FILTERS]. */
static float *
pack_phase (const FoveaConv *conv, const float *weights, Phase down, Phase right, float *packed)
{
  int channels = conv->channels / conv->groups, filters = conv->filters / conv->groups;
  int rows = conv->slide.rows, columns = conv->slide.columns, parts = part_count (channels, FILTERS);

  for (int part = 0; part < parts; part++)
    for (int k = 0; k < filters; k++)
      for (int u = 0; u < down.taps; u++)
        for (int v = 0; v < right.taps; v++)
          for (int c = part_start (channels, FILTERS, part); c < part_start (channels, FILTERS, part + 1); c++)
            *packed++ = weights[(((gsize) k * channels + c) * rows + down.tap + u * down.tap_step) * columns
                                + right.tap + v * right.tap_step];
  return packed;
}

static void
pack_input_gradient (const FoveaConv *conv, const float *weights, float *packed)
{
  const FoveaSlide *slide = &conv->slide;

  for (int group = 0; group < conv->groups; group++, weights += weights_of_group (conv))
    for (int row = 0; row < slide->stride; row++)
      for (int column = 0; column < slide->stride; column++)
        packed = pack_phase (conv, weights, phase (slide, slide->rows, slide->top, conv->height, row),
                             phase (slide, slide->columns, slide->left, conv->width, column), packed);
}
