/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoveaTensor:
 * @n: images (or filters)
 * @c: channels: depth
 * @h: rows
 * @w: columns
 * @data: n·c·h·w floats, image by image, channel by channel, row by row; 64-byte aligned
 *
 * float32, N×C×H×W, contiguous, reference counted (atomically). Vectors are 1×C×1×1; filters are K×C×F×F.
 * The fields are for reading; the data are for whoever holds the only reference to write.
 */
typedef struct
{
  int n, c, h, w;
  float *data;
  /*< private >*/
  gatomicrefcount references;
} FoveaTensor;

FoveaTensor *fovea_tensor_new (int n, int c, int h, int w);
FoveaTensor *fovea_tensor_new_from (int n, int c, int h, int w, const float *data);
FoveaTensor *fovea_tensor_copy (const FoveaTensor *self);
FoveaTensor *fovea_tensor_ref (FoveaTensor *self);
void fovea_tensor_unref (FoveaTensor *self);
void fovea_tensor_fill (FoveaTensor *self, float value);
gboolean fovea_tensor_same_shape (const FoveaTensor *a, const FoveaTensor *b);
double fovea_tensor_error (const FoveaTensor *a, const FoveaTensor *b);
float fovea_numbers_limit (const float *numbers, gsize n); /* the largest |number|, 0 where there is none */
float fovea_numbers_rank (float *numbers, gsize n, gsize rank); /* number @rank if they were sorted; changes their order */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoveaTensor, fovea_tensor_unref)

/* How many numbers: n·c·h·w. */
static inline gsize
fovea_tensor_size (const FoveaTensor *self)
{
  return (gsize) self->n * self->c * self->h * self->w;
}

/* Where the number of image n, channel c, row y, column x lies. */
static inline float *
fovea_tensor_at (const FoveaTensor *self, int n, int c, int y, int x)
{
  return self->data + (((gsize) n * self->c + c) * self->h + y) * self->w + x;
}

G_END_DECLS
