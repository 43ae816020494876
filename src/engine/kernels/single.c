/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A set of kernels for one image at a time, where it is the delay that counts: maps that follow a filter while it is
 * edited, a digit while it is drawn. The layout is C×H×W, and the lanes of a vector are WIDTH neighbouring outputs of
 * one row, or of all rows in one go where rows are short: in an input whose rows lie R floats apart, output (i, j) is
 * number i·R + j, and the window of the next number is the next window, but for R − W' numbers a row that belong to
 * no output and are left out afterwards. (3×3 convolutions of stride 1 that are large enough go another way, which is
 * single-winograd.h's.)
 *
 * The build compiles this file once for every instruction set, like lanes.c. Backward is the reference's: training
 * puts images in the lanes. */

#define LANES 1

#include "engine/kernels/loss.h"
#include "engine/kernels/normalise.h"
#include "engine/kernels/one-image.h"
#include "engine/kernels/pack.h"
#include "engine/kernels/pool.h"
#include "engine/kernels/single-winograd.h"

extern const FoveaKernels fovea_kernels_set_reference;

/* Where the windows lie that belong to the vectors of outputs. With a stride S > 1 neighbouring windows lie S cells
 * apart; each row of the input is then split into S rows of every S-th cell first, so that they touch again. */
typedef struct
{
  const float *x; /* under the first tap of output (0, 0) of the first channel */
  gssize channel, row;
  const int *tap; /* how far each tap lies from the first */
  int channels, taps;
  int height, width;   /* of the output */
  int vectors_per_row; /* 0: rows in one go, output (i, j) being number i · row + j */
} Windows;

/* Where the first window of vector @q lies. */
static inline const float *
windows_of_vector (const Windows *self, int q)
{
  if (self->vectors_per_row == 0)
    return self->x + (gssize) q * WIDTH;
  return self->x + q / self->vectors_per_row * self->row + q % self->vectors_per_row * WIDTH;
}

static inline int
count_vectors (const Windows *self)
{
  if (self->vectors_per_row == 0)
    return ((self->height - 1) * (int) self->row + self->width + WIDTH - 1) / WIDTH;
  return self->height * self->vectors_per_row;
}

/* From one row of the vectors' floats to the next. */
static inline gssize
output_row (const Windows *self)
{
  return self->vectors_per_row == 0 ? self->row : self->vectors_per_row * WIDTH;
}

/* Sums of @filters filters in @columns vectors of outputs; those of a filter lie @out_filter floats apart */
static ALWAYS_INLINE void
strip (const Windows *self, int q, const float *restrict w, const float *bias, float *restrict out, gsize out_filter,
       int filters, int columns)
{
  Vector sum[FILTERS][COLUMNS];
  const float *x[COLUMNS];

  for (int j = 0; j < columns; j++)
    x[j] = windows_of_vector (self, q + j);
  for (int k = 0; k < filters; k++)
    for (int j = 0; j < columns; j++)
      sum[k][j] = zeros () + (bias != NULL ? bias[k] : 0);
  for (int c = 0; c < self->channels; c++)
    for (int t = 0; t < self->taps; t++, w += filters)
      {
        gssize at = c * self->channel + self->tap[t];

        for (int k = 0; k < filters; k++)
          for (int j = 0; j < columns; j++)
            sum[k][j] += *(const LooseVector *) (x[j] + at) * w[k];
      }
  for (int k = 0; k < filters; k++)
    for (int j = 0; j < columns; j++)
      *(LooseVector *) (out + k * out_filter + (q + j) * WIDTH) = sum[k][j];
}

typedef void (*Strip) (const Windows *self, int q, const float *restrict w, const float *bias, float *restrict out,
                       gsize out_filter);

#define STRIP(filters, columns)                                                                                        \
  static void strip_##filters##x##columns (const Windows *self, int q, const float *restrict w, const float *bias,    \
                                           float *restrict out, gsize out_filter)                                      \
  {                                                                                                                    \
    strip (self, q, w, bias, out, out_filter, filters, columns);                                                       \
  }
#define STRIP_ENTRY(filters, columns) [filters][columns] = strip_##filters##x##columns,

EACH_BLOCK (STRIP)

static const Strip strips[FILTERS + 1][COLUMNS + 1] = { EACH_BLOCK (STRIP_ENTRY) };

/* The work space: a row split into S for every row of the input, the taps, and the outputs of FILTERS filters. */

/* Floats of each of the S parts of a row that windows reach: from the left padding to the last vector's end. */
static inline gssize
split_width (const FoveaConv *conv)
{
  return (conv->out_width + WIDTH - 1) / WIDTH * WIDTH
         + conv->slide.dilation * (conv->slide.columns - 1) / conv->slide.stride + 1;
}

/* Rows of the input that windows reach, with padding. */
static inline int
split_height (const FoveaConv *conv)
{
  return (conv->out_height - 1) * conv->slide.stride + conv->slide.dilation * (conv->slide.rows - 1) + 1;
}

static inline gsize
split_size (const FoveaConv *conv)
{
  if (conv->slide.stride == 1)
    return 0;
  return (gsize) (conv->channels / conv->groups) * split_height (conv) * conv->slide.stride * split_width (conv);
}

/* The outputs of one filter in rows of whole vectors. All rows go in one only where that takes fewer vectors. */
static inline gsize
map_size (const FoveaConv *conv)
{
  return (gsize) conv->out_height * ((conv->out_width + WIDTH - 1) / WIDTH * WIDTH);
}

static gsize
direct_workspace (const FoveaConv *conv)
{
  return split_size (conv) + conv->slide.rows * conv->slide.columns + FILTERS * map_size (conv);
}

/* Rows and columns that windows reach of one group's channels, every row in S parts: part r holds columns r, r + S … */
static void
split_rows (const FoveaConv *conv, const FoveaPlanes *x, int first, float *split)
{
  const FoveaSlide *slide = &conv->slide;
  int reach = (conv->out_width - 1) * slide->stride + slide->dilation * (slide->columns - 1) + 1;
  gssize part = split_width (conv);

  memset (split, 0, sizeof (float) * split_size (conv));
  for (int c = 0; c < conv->channels / conv->groups; c++)
    for (int i = 0; i < split_height (conv); i++, split += slide->stride * part)
      {
        const float *row = cell (x, first + c, i - slide->top, -slide->left);

        for (int j = 0; j < reach; j++)
          split[j % slide->stride * part + j / slide->stride] = row[j];
      }
}

/* The windows of one group; @work is where rows are split and taps are listed. */
static Windows
find_windows (const FoveaConv *conv, const FoveaPlanes *x, int group, float *work)
{
  const FoveaSlide *slide = &conv->slide;
  int channels = conv->channels / conv->groups, *tap = (int *) (work + split_size (conv));
  gssize part = split_width (conv), row = slide->stride == 1 ? x->row : slide->stride * part;
  Windows self = { .x = cell (x, group * channels, -slide->top, -slide->left),
                   .channel = x->channel,
                   .row = row * slide->stride,
                   .tap = tap,
                   .channels = channels,
                   .taps = slide->rows * slide->columns,
                   .height = conv->out_height,
                   .width = conv->out_width };

  for (int u = 0; u < slide->rows; u++)
    for (int v = 0; v < slide->columns; v++)
      *tap++ = u * slide->dilation * (int) row
               + (slide->stride == 1 ? v * slide->dilation
                                     : v * slide->dilation % slide->stride * (int) part
                                         + v * slide->dilation / slide->stride);
  if (slide->stride > 1)
    {
      split_rows (conv, x, group * channels, work);
      self.x = work;
      self.channel = split_height (conv) * row;
    }
  self.vectors_per_row = (conv->out_width + WIDTH - 1) / WIDTH;
  if (slide->stride == 1 && ((self.height - 1) * row + self.width + WIDTH - 1) / WIDTH < count_vectors (&self))
    self.vectors_per_row = 0;
  return self;
}

/* The maps of @filters filters, @map floats apart */
static void
correlate (const Windows *self, int filters, const float *w, const float *bias, float *out, gsize map)
{
  int n = count_vectors (self);

  for (int part = 0; part < part_count (n, COLUMNS); part++)
    {
      int q = part_start (n, COLUMNS, part), columns = part_start (n, COLUMNS, part + 1) - q;

      strips[filters][columns](self, q, w, bias, out, map);
    }
}

static void
direct_forward (const FoveaConv *conv, const FoveaPlanes *x, const float *packed, const float *bias,
                const Destination *to, float *work)
{
  int filters = conv->filters / conv->groups;
  gsize filter_size = weights_of_group (conv) / filters, map = map_size (conv);
  float *maps = work + split_size (conv) + conv->slide.rows * conv->slide.columns;

  for (int group = 0; group < conv->groups; group++)
    {
      Windows windows = find_windows (conv, x, group, work);

      for (int part = 0; part < part_count (filters, FILTERS); part++)
        {
          int first = part_start (filters, FILTERS, part), n = part_start (filters, FILTERS, part + 1) - first;
          int k = group * filters + first;

          correlate (&windows, n, packed + k * filter_size, bias != NULL ? bias + k : NULL, maps, map);
          for (int i = 0; i < n; i++)
            store_map (to, maps + i * map, output_row (&windows), k + i, 0, conv->out_height);
        }
    }
}

static void
run_forward (const FoveaConv *conv, const FoveaPlanes *x, const float *packed, const float *bias,
             const Destination *to, float *work)
{
  if (is_winograd (conv))
    winograd_forward (conv, x, packed, bias, to, work);
  else
    direct_forward (conv, x, packed, bias, to, work);
}

static gsize
conv_workspace (const FoveaConv *conv)
{
  return is_winograd (conv) ? winograd_workspace (conv) : direct_workspace (conv);
}

static gsize
conv_packed_size (const FoveaConv *conv, FoveaPass pass)
{
  if (pass == FOVEA_PASS_FORWARD && is_winograd (conv))
    return winograd_packed_size (conv);
  return conv->groups * weights_of_group (conv);
}

static void
conv_pack (const FoveaConv *conv, FoveaPass pass, const float *weights, float *packed)
{
  if (pass == FOVEA_PASS_FORWARD && is_winograd (conv))
    pack_winograd (conv, weights, packed);
  else if (pass == FOVEA_PASS_FORWARD)
    pack_forward (conv, weights, packed);
  else
    fovea_kernels_set_reference.conv_pack (conv, pass, weights, packed);
}

static void
conv_forward (const FoveaConv *conv, const FoveaPlanes *x, const float *packed, const float *bias, gboolean relu,
              const FoveaPlanes *y, float *work)
{
  run_forward (conv, x, packed, bias, &(Destination){ .y = y, .relu = relu }, work);
}

static void
conv_forward_pool (const FoveaConv *conv, const FoveaPlanes *x, const float *packed, const float *bias,
                   const FoveaPlanes *y, guint8 *choice, float *work)
{
  run_forward (conv, x, packed, bias, &(Destination){ .y = y, .choice = choice, .pool = TRUE }, work);
}

static void
relu_pool_backward (const FoveaPlanes *y, const guint8 *choice, const FoveaPlanes *gy, const FoveaPlanes *gx)
{
  fovea_kernels_set_reference.relu_pool_backward (y, choice, gy, gx);
}

static void
conv_input_gradient (const FoveaConv *conv, const FoveaPlanes *gy, const float *packed, const FoveaPlanes *gx,
                     float *work)
{
  fovea_kernels_set_reference.conv_input_gradient (conv, gy, packed, gx, work);
}

static void
conv_filter_gradient (const FoveaConv *conv, const FoveaPlanes *x, const FoveaPlanes *gy, float *gw, float *gb,
                      float *work)
{
  fovea_kernels_set_reference.conv_filter_gradient (conv, x, gy, gw, gb, work);
}

/* Dot products of @rows rows of w with x. */
static ALWAYS_INLINE void
fc_rows (int inputs, const float *restrict x, const float *restrict w, float *total, int rows)
{
  Vector sum[WIDTH];
  int i = 0;

  for (int r = 0; r < WIDTH; r++)
    sum[r] = zeros ();
  for (; i + WIDTH <= inputs; i += WIDTH)
    for (int r = 0; r < rows; r++)
      sum[r] += *(const LooseVector *) (x + i) * *(const LooseVector *) (w + (gsize) r * inputs + i);
  *(LooseVector *) total = sums_of_lanes (sum);
  for (; i < inputs; i++)
    for (int r = 0; r < rows; r++)
      total[r] += x[i] * w[(gsize) r * inputs + i];
}

static void
fc_forward (int inputs, int outputs, const float *x, const float *w, const float *bias, gboolean relu, float *y)
{
  for (int k = 0, n; k < outputs; k += n)
    {
      float total[WIDTH];

      n = k + 4 <= outputs ? 4 : 1;
      if (n == 4)
        fc_rows (inputs, x, w + (gsize) k * inputs, total, 4);
      else
        fc_rows (inputs, x, w + (gsize) k * inputs, total, 1);
      for (int r = 0; r < n; r++)
        {
          float sum = total[r] + (bias != NULL ? bias[k + r] : 0);

          y[k + r] = relu && sum < 0 ? 0 : sum;
        }
    }
}

static void
fc_input_gradient (int inputs, int outputs, const float *gy, const float *w, float *gx)
{
  fovea_kernels_set_reference.fc_input_gradient (inputs, outputs, gy, w, gx);
}

static void
fc_weight_gradient (int inputs, int outputs, int images, const float *x, const float *gy, int first, int last,
                    float *gw, float *gb)
{
  fovea_kernels_set_reference.fc_weight_gradient (inputs, outputs, images, x, gy, first, last, gw, gb);
}

#include "engine/kernels/table.h"
