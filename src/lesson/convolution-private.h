/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/window.h"
#include "lesson/convolution-pass.h"
#include "lesson/maps.h"
#include "lesson/sliding.h"

G_BEGIN_DECLS

/* The inside of the convolution lesson, for the files that it is made of: convolution.c (settings and what a change of
 * them takes), -fit (sizes and places), -numbers (input, filters, edits), -maps (results), -pass (the layer as tensors, and
 * backward), -train, -stamp (transposed) and -text (words). */

enum
{
  WIDTH,
  HEIGHT,
  DEPTH,
  FILTER_WIDTH,
  FILTER_HEIGHT,
  FILTERS,
  STRIDE,
  PAD,
  DILATION,
  GROUPS,
  N_NUMBERS
};

typedef struct
{
  int numbers[N_NUMBERS];
  FoveaConvention round;
  gboolean relu, pool, flip, alone, common;
  FoveaView view;
  FoveaLessonPass pass; /* forward on a picture */
  FoveaFilterPreset all; /* what `weights` says */
  guint8 presets[FOVEA_CONVOLUTION_MAX_FILTERS];
  FoveaEdits *weights, *biases;
  const char *source; /* the net that the numbers come from, or NULL; interned */
  FoveaEdits *values; /* of the input, while these settings are aside */
  int position;
} FoveaConvolutionSettings;

/**
 * FoveaTrail:
 * @losses: double, of each step
 * @y: what the parameters after @y_step steps make
 * @diverged: there are no more steps: the next one's loss is beyond FOVEA_DIVERGED
 *
 * Gradient descent, as far as somebody has looked at it.
 */
typedef struct
{
  GArray *steps, *losses;
  FoveaTensor *y;
  int y_step;
  gboolean diverged;
} FoveaTrail;

#define FOVEA_DIVERGED 1e12

/* The whole layer in tensors, made when a pass other than the forward one asks for it. */
typedef struct
{
  FoveaTensor *x, *w, *b, *y, *target;
  int position; /* of which what follows is; −1: of none */
  FoveaTensor *gy, *gx, *gw, *gb;
  int done;                 /* maps that @done_gx, … hold the gradients of; −1: not known */
  FoveaTensor *done_gx, *done_gw, *done_gb;
  float gx_limit, gw_limit; /* 0: not known yet */
  GHashTable *stamped; /* filter → FoveaTensor 1×1×H×W */
  FoveaTrail trail;
  double rate_limit; /* 0: not known yet */
} FoveaWork;

/* What may be computed at once, in multiply-adds. */
typedef struct
{
  int position; /* what it is of; −1: of a change after which nobody has looked yet */
  gint64 left;
  gboolean in_part; /* even if it is not enough for all that is missing */
} FoveaAllowance;

struct _FoveaConvolution
{
  FoveaLesson parent_instance;

  /* aside: the numbers while a picture is shown, the picture's while numbers are */
  FoveaConvolutionSettings now, aside;
  FoveaField input;
  guint64 input_state;
  FoveaTensor *picture;
  const char *picture_name; /* where it comes from, or NULL */

  int windows_x, windows_y;
  FoveaMaps maps;
  GHashTable *filters; /* filter → FoveaTensor 1×D×rows×columns, those computed with */
  gsize kept_weights;
  FoveaAllowance allowance;
  GSource *idle;
  gint64 told; /* when a growing map was last announced, µs */

  FoveaGradientSource gradient;
  FoveaFilterPreset target;
  FoveaEdits *targets;   /* what somebody has set in the target map */
  FoveaEdits *gradients; /* and of the output's gradient */
  double rate;
  FoveaWork work;

  int sums_position; /* of which @sums and @result are, or −1 */
  FoveaTensor *sums;
  float result;
};

/* --- changes. Everything that follows from the settings and the numbers is void; one filter's if @filter is not −1. */
void fovea_convolution_forget (FoveaConvolution *self, int filter);
FoveaStand fovea_convolution_get_stand (FoveaConvolution *self);
/* After a change of settings or numbers: forgets all, moves to where the window stood, and tells. */
void fovea_convolution_change (FoveaConvolution *self, FoveaStand stand);
/* After a change of the numbers of one filter. */
void fovea_convolution_change_filter (FoveaConvolution *self, int filter);

/* Tells of those numbers that are others than @before. Returns: whether any is */
gboolean fovea_convolution_notify_numbers (FoveaConvolution *self, const int *before);

/* --- work: the properties `pass`, `target`, `rate` */
void fovea_convolution_set_pass (FoveaConvolution *self, FoveaLessonPass pass);
void fovea_convolution_set_target (FoveaConvolution *self, FoveaFilterPreset target);
void fovea_convolution_set_rate (FoveaConvolution *self, double rate);

/* --- maps: no longer computes while idle */
void fovea_convolution_rest (FoveaConvolution *self);
/* The filter as it is applied, 1×D/groups×rows×columns, if it was made already; else NULL */
const FoveaTensor *fovea_convolution_peek_filter (FoveaConvolution *self, int filter);

/* --- settings. @groups: how many there were before */
void fovea_convolution_clamp_numbers (FoveaConvolution *self, int groups);
void fovea_convolution_settings_init (FoveaConvolutionSettings *self);
void fovea_convolution_settings_init_for_picture (FoveaConvolutionSettings *self);
void fovea_convolution_settings_assign (FoveaConvolutionSettings *self, const FoveaConvolutionSettings *other);
void fovea_convolution_settings_clear (FoveaConvolutionSettings *self);

/* --- numbers */
void fovea_convolution_forget_filter_edits (FoveaConvolution *self, int first, int last);

/* --- passes. Makes the tensors of the layer; FALSE where it is not workable. */
gboolean fovea_convolution_prepare (FoveaConvolution *self);
/* What `gradient` is set to, and what it makes of the output's gradient. */
void fovea_convolution_set_gradient (FoveaConvolution *self, FoveaGradientSource source);
FoveaTensor *fovea_convolution_make_gradient (FoveaConvolution *self, int position);
FoveaWindow fovea_convolution_get_window (FoveaConvolution *self);
FoveaTensor *fovea_convolution_run (FoveaConvolution *self, const FoveaTensor *filters, const FoveaTensor *biases);
const FoveaTensor *fovea_convolution_get_trained_output (FoveaConvolution *self);
FoveaTensor *fovea_tensor_subtract (const FoveaTensor *y, const FoveaTensor *target);
double fovea_tensor_loss (const FoveaTensor *y, const FoveaTensor *target);
void fovea_work_clear (FoveaWork *self);
void fovea_trail_clear (FoveaTrail *self);

G_END_DECLS
