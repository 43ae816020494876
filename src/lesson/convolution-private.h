/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/convolution.h"
#include "lesson/maps.h"
#include "lesson/sliding.h"

G_BEGIN_DECLS

/* The inside of the convolution lesson, for the files that it is made of: convolution.c (settings and what a change of
 * them takes), -fit (sizes and places), -numbers (input, filters, edits), -maps (results) and -text (words). */

enum
{
  WIDTH,
  HEIGHT,
  DEPTH,
  FILTER,
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
  gboolean relu, pool, flip;
  FoveaView view;
  FoveaFilterPreset all; /* what `weights` says */
  guint8 presets[FOVEA_CONVOLUTION_MAX_FILTERS];
  FoveaEdits *weights, *biases;
  const char *source; /* the net that the numbers come from, or NULL; interned */
  FoveaEdits *values; /* of the input, while these settings are aside */
  int position;
} FoveaConvolutionSettings;

struct _FoveaConvolution
{
  FoveaLesson parent_instance;

  /* aside: the numbers while a picture is shown, the picture's while numbers are */
  FoveaConvolutionSettings now, aside;
  FoveaField input;
  guint64 input_state;
  FoveaTensor *picture;

  int windows_x, windows_y;
  FoveaMaps maps;
  GHashTable *filters; /* filter → FoveaTensor 1×D×F×F, those computed with */
  gsize kept_weights;
  gint64 spent; /* multiply-adds since the last change */
  GSource *idle;
  gint64 told; /* when a growing map was last announced, µs */

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

/* --- maps: no longer computes while idle */
void fovea_convolution_rest (FoveaConvolution *self);

/* --- numbers */
void fovea_convolution_forget_filter_edits (FoveaConvolution *self, int first, int last);

G_END_DECLS
