/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Streams of random numbers: whatever needs chance draws from its own, so that none disturbs another. */
typedef enum
{
  FOVEA_STREAM_WEIGHTS, /* first weights; fovea_random_stream() with the row of the net */
  FOVEA_STREAM_ORDER,   /* which image comes when; with the epoch */
  FOVEA_STREAM_DROPOUT, /* with the row of the net */
  FOVEA_STREAM_AUGMENT, /* with the epoch */
  FOVEA_STREAM_SPLIT,   /* which images are held out */
  FOVEA_STREAM_SHAPES,  /* pictures of the Shapes data set; with the picture's number */
  FOVEA_STREAM_OTHER,   /* data made up for a benchmark or a test */
  FOVEA_STREAM_LABELS   /* whose label an image gets where they are shuffled */
} FoveaStream;

guint64 fovea_random_stream (FoveaStream stream, guint64 number);
guint64 fovea_random_bits (guint64 seed, guint64 stream, guint64 index);
float fovea_random_uniform (guint64 seed, guint64 stream, guint64 index);
guint32 fovea_random_below (guint64 seed, guint64 stream, guint64 index, guint32 bound);
/* fovea_random_below() of @n indices from @index on, as floats: exact where @bound is at most 2²⁴. */
void fovea_random_fill_below (guint64 seed, guint64 stream, guint64 index, guint32 bound, float *to, int n);
void fovea_random_shuffle (guint64 seed, guint64 stream, int *items, int n);

G_END_DECLS
