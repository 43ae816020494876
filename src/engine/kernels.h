/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/conv2d.h"
#include "engine/pool2d.h"

G_BEGIN_DECLS

/* The arithmetic of every layer, on one block of L images at a time.
 *
 * A block holds L images interleaved, x[channel][row][column][L]: the number of image l lies in lane l of a vector, and
 * every operation of a net is a plain loop over (channel, row, column) on whole vectors. L is the width of the
 * processor's registers, so each instruction set has its own set of kernels; the reference set has L = 1, where the
 * layout is that of one image of an N×C×H×W tensor. Nothing here allocates, starts a thread or knows a layer.
 *
 * A block that holds fewer images than L carries zeros in the other lanes of its input and of the gradient that comes
 * back from the loss; then these lanes add nothing to any gradient, whatever they hold in between. */

/**
 * FoveaPlanes:
 * @data: lane 0 of channel 0, row 0, column 0
 * @lanes: L
 * @row: vectors from one row to the next
 * @channel: vectors from one channel to the next
 *
 * A view of one block of images. Around every channel may lie a halo of zeros that no kernel writes, so that a padded
 * convolution reads its padding instead of copying its input.
 */
typedef struct
{
  float *data;
  int channels, height, width, lanes;
  gssize row, channel;
} FoveaPlanes;

/* Floats that planes with @halo zero cells on every side take for @lanes images, and the view of @memory (64-byte
 * aligned, cleared by the caller) laid out so. Without a halo the planes are contiguous: [C·H·W][L]. */
gsize fovea_planes_size (int channels, int height, int width, int halo, int lanes);
FoveaPlanes fovea_planes (float *memory, int channels, int height, int width, int halo, int lanes);

/**
 * FoveaSlide:
 * @rows: of the window, @columns: of it
 * @top: zero rows before the input, @left: zero columns before it, @bottom and @right: those after it
 *
 * A FoveaWindow on an input of a known size.
 */
typedef struct
{
  int rows, columns, stride, dilation;
  int top, left, bottom, right;
} FoveaSlide;

FoveaSlide fovea_slide (const FoveaWindow *window, int height, int width);

/**
 * FoveaConv:
 * @channels: C, @filters: K, in all groups together
 * @height, @width: of the input; @out_height, @out_width: of the output
 * @whole_height: rows of the whole output, where this is a part of it. It decides by which way a kernel goes, so that
 *   all parts go the same way and read the same packed weights.
 *
 * A convolution with all its sizes. Weights are K×(C/groups)×rows×columns.
 */
typedef struct
{
  FoveaSlide slide;
  int channels, filters, groups;
  int height, width, out_height, out_width, whole_height;
} FoveaConv;

gboolean fovea_conv_init (FoveaConv *self, const FoveaWindow *window, int channels, int height, int width, int filters,
                          int groups, GError **error);

/* Halo that x needs for conv_forward and conv_filter_gradient, and gy for conv_input_gradient. (The reference set
 * needs none.) */
int fovea_conv_input_halo (const FoveaConv *self);
int fovea_conv_gradient_halo (const FoveaConv *self);

/* The convolution that gives output rows [first, last) alone, to be written to fovea_planes_rows() of the output, so that
 * several threads can share one image. With @first a multiple of 4 the numbers are the same as those of all rows at
 * once; behind pooling the rows of the pooled output are [first/2, last/2), and @choice must be NULL. */
FoveaConv fovea_conv_rows (const FoveaConv *self, int first, int last);
FoveaPlanes fovea_planes_rows (const FoveaPlanes *self, int first, int last);

typedef enum
{
  FOVEA_PASS_FORWARD,
  FOVEA_PASS_INPUT_GRADIENT
} FoveaPass;

typedef enum
{
  FOVEA_ACTIVATION_RELU,
  FOVEA_ACTIVATION_TANH,
  FOVEA_ACTIVATION_SIGMOID
} FoveaActivation;

typedef struct _FoveaKernels FoveaKernels;

/**
 * FoveaKernels:
 * @name: avx512, avx2, portable or reference; “avx512, one image” and so on for @single
 * @lanes: L
 * @single: the set for one image at a time (L = 1), whose vectors run along rows; the set itself if L is 1
 *
 * Planes and flat vectors [count][L] are 64-byte aligned unless L is 1. x and y, gy and gx may be the same for
 * activate, activate_backward, batchnorm_forward, batchnorm_backward and dropout.
 */
struct _FoveaKernels
{
  const char *name;
  int lanes;
  const FoveaKernels *single;

  /* Convolution. Weights are packed once per update for each pass: conv_packed_size() floats. @work has
   * conv_workspace() floats and belongs to one call at a time. */
  gsize (*conv_packed_size) (const FoveaConv *conv, FoveaPass pass);
  gsize (*conv_workspace) (const FoveaConv *conv);
  void (*conv_pack) (const FoveaConv *conv, FoveaPass pass, const float *weights, float *packed);
  /* y = conv (x) + bias [K] (or NULL), then ReLU if @relu */
  void (*conv_forward) (const FoveaConv *conv, const FoveaPlanes *x, const float *packed, const float *bias,
                        gboolean relu, const FoveaPlanes *y, float *work);
  /* ReLU and max-pooling 2×2 with stride 2 behind it, rounded down: y is K × ⌊H'/2⌋ × ⌊W'/2⌋; @choice (one byte for
   * each lane of y, [K][rows][columns][L]; may be NULL when nothing is learned) keeps which of the four cells won */
  void (*conv_forward_pool) (const FoveaConv *conv, const FoveaPlanes *x, const float *packed, const float *bias,
                             const FoveaPlanes *y, guint8 *choice, float *work);
  /* the gradient behind both: gx K×H'×W' from the pooled output's y and gy; every cell of gx is written */
  void (*relu_pool_backward) (const FoveaPlanes *y, const guint8 *choice, const FoveaPlanes *gy, const FoveaPlanes *gx);
  /* gx is overwritten; gw K×(C/groups)×rows×columns and gb [K] (or NULL) are added to */
  void (*conv_input_gradient) (const FoveaConv *conv, const FoveaPlanes *gy, const float *packed, const FoveaPlanes *gx,
                               float *work);
  void (*conv_filter_gradient) (const FoveaConv *conv, const FoveaPlanes *x, const FoveaPlanes *gy, float *gw,
                                float *gb, float *work);

  /* Pooling as pool2d.h defines it; gx is overwritten. No halo is read. */
  void (*pool_forward) (FoveaPoolKind kind, const FoveaSlide *slide, const FoveaPlanes *x, const FoveaPlanes *y);
  void (*pool_backward) (FoveaPoolKind kind, const FoveaSlide *slide, const FoveaPlanes *x, const FoveaPlanes *gy,
                         const FoveaPlanes *gx);

  /* y = f (x); gx = gy · f' told from y alone */
  void (*activate) (FoveaActivation f, const FoveaPlanes *x, const FoveaPlanes *y);
  void (*activate_backward) (FoveaActivation f, const FoveaPlanes *y, const FoveaPlanes *gy, const FoveaPlanes *gx);

  /* Fully connected, w [outputs][inputs], x [inputs][L], y [outputs][L]. */
  void (*fc_forward) (int inputs, int outputs, const float *x, const float *w, const float *bias, gboolean relu,
                      float *y);
  void (*fc_input_gradient) (int inputs, int outputs, const float *gy, const float *w, float *gx);
  /* Rows [first, last) of gw and of gb (or NULL), overwritten, from the whole batch image by image:
   * x [images][inputs], gy [images][outputs], as transpose() makes them */
  void (*fc_weight_gradient) (int inputs, int outputs, int images, const float *x, const float *gy, int first, int last,
                              float *gw, float *gb);
  /* rows[l·count + i] = x[i][l] of the first @images lanes */
  void (*transpose) (int count, int images, const float *x, float *rows);

  /* y = x / (2 + 1e-4 · Σ x²)^¾, the sum over the 5 channels around each (Krizhevsky, Sutskever, Hinton 2012) */
  void (*lrn_forward) (const FoveaPlanes *x, const FoveaPlanes *y);
  void (*lrn_backward) (const FoveaPlanes *x, const FoveaPlanes *gy, const FoveaPlanes *gx);

  /* Batch normalisation over all blocks of a batch: sums of one block are added to @sum [C]; @images lanes count.
   * y = scale · x̂ + shift, x̂ = (x − mean) · inverse; inverse = 1/√(variance + ε) */
  void (*batchnorm_sum) (const FoveaPlanes *x, int images, double *sum);
  void (*batchnorm_square_sum) (const FoveaPlanes *x, int images, const float *mean, double *sum);
  void (*batchnorm_forward) (const FoveaPlanes *x, const float *mean, const float *inverse, const float *scale,
                             const float *shift, const FoveaPlanes *y);
  /* Σ gy (the gradient of shift) and Σ gy · x̂ (that of scale) */
  void (*batchnorm_backward_sums) (const FoveaPlanes *x, const FoveaPlanes *gy, int images, const float *mean,
                                   const float *inverse, double *sum, double *sum_normal);
  /* gx = scale · inverse · (gy − mean (gy) − x̂ · mean (gy · x̂)), both means over the batch; other lanes get zeros */
  void (*batchnorm_backward) (const FoveaPlanes *x, const FoveaPlanes *gy, int images, const float *mean,
                              const float *inverse, const float *scale, const float *mean_gy,
                              const float *mean_gy_normal, const FoveaPlanes *gx);

  /* y = x / (1 − p) where kept, else 0; what is kept is a function of (key, first + lane, index in C×H×W) alone, so
   * the same call turns gy into gx */
  void (*dropout) (const FoveaPlanes *x, float probability, guint64 key, int first, const FoveaPlanes *y);

  /* Softmax over the @classes vectors of x; gx = y · (gy − Σ gy · y). */
  void (*softmax) (int classes, const float *x, float *y);
  void (*softmax_backward) (int classes, const float *y, const float *gy, float *gx);
  /* Returns: Σ −log softmax (scores)[label] over the first @images lanes, whose gradient times @weight goes to gx
   * (other lanes: zeros). @predicted [L] (or NULL): the first class with the largest score. */
  double (*cross_entropy) (int classes, int images, const float *scores, const guint16 *labels, float weight, float *gx,
                           guint16 *predicted);

  /* y = (pixel/255 − mean[c]) · inverse[c] of @n images C×H×W; floats as they are. Other lanes: zeros. */
  void (*pack_bytes) (const guint8 *const *images, int n, const float *mean, const float *inverse,
                      const FoveaPlanes *y);
  void (*pack_floats) (const float *const *images, int n, const FoveaPlanes *y);
  void (*unpack) (const FoveaPlanes *x, int n, float *const *images);
};

/* The set that this process uses: the fastest that the processor and the system support, or the one that the
 * environment variable FOVEA_KERNELS names. main() calls fovea_kernels_choose() first to tell of a name that is unknown
 * or not supported here; without that call such a name is a warning, and the fastest set is used. */
gboolean fovea_kernels_choose (const char *name, GError **error);
const FoveaKernels *fovea_kernels_get (void);
const FoveaKernels *fovea_kernels_reference (void);
const FoveaKernels *const *fovea_kernels_supported (void);

G_END_DECLS
