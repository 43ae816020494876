/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Transposed convolution: the input takes the place of an output gradient, so that what comes out is the engine's input
 * gradient of a convolution that leads from the output's size to the input's,
 *   o[k, i·S + u·dilation − P, j·S + v·dilation − P] += x[c, i, j] · w[k, c, u, v],  o begins at b[k];
 * each cell of the input stamps the filter, times its value, into the output, S cells from one stamp to the next.
 * Map by map this is a convolution of one slice with as many filters as filter k has slices. */

#include "config.h"

#include "lesson/convolution-private.h"

#include "engine/conv2d.h"

#include <string.h>

void
fovea_convolution_get_stamped_size (FoveaConvolution *self, int *width, int *height)
{
  const int *n = self->now.numbers;

  *width = (n[WIDTH] - 1) * n[STRIDE] - 2 * n[PAD] + n[DILATION] * (n[FILTER_WIDTH] - 1) + 1;
  *height = (n[HEIGHT] - 1) * n[STRIDE] - 2 * n[PAD] + n[DILATION] * (n[FILTER_HEIGHT] - 1) + 1;
  if (*width <= 0 || *height <= 0)
    *width = *height = 0;
}

/* The slices that filter @filter sees, of which only the first @cells of each stamp. */
static FoveaTensor *
get_stamps (FoveaConvolution *self, int filter, int cells)
{
  const FoveaTensor *x = self->work.x;
  int depth = self->work.w->c, first = fovea_convolution_get_first_slice (self, filter), area = x->h * x->w;
  FoveaTensor *part = fovea_tensor_new (1, depth, x->h, x->w);

  for (int slice = 0; slice < depth; slice++)
    memcpy (part->data + slice * area, x->data + (first + slice) * area, (gsize) cells * sizeof (float));
  return part;
}

static FoveaTensor *
stamp (FoveaConvolution *self, int filter, int cells)
{
  const FoveaTensor *w = self->work.w;
  int width, height;
  FoveaWindow window = { .extent = w->w,
                         .rows = w->h,
                         .stride = self->now.numbers[STRIDE],
                         .pad = self->now.numbers[PAD],
                         .dilation = self->now.numbers[DILATION] };
  g_autoptr (FoveaTensor) gy = get_stamps (self, filter, cells), nothing = NULL;
  g_autoptr (FoveaTensor) slices
      = fovea_tensor_new_from (w->c, 1, w->h, w->w, fovea_tensor_at (w, filter, 0, 0, 0));
  g_autoptr (GError) error = NULL;
  FoveaTensor *map;

  fovea_convolution_get_stamped_size (self, &width, &height);
  nothing = fovea_tensor_new (1, 1, height, width);
  fovea_conv2d_backward (nothing, slices, &window, 1, gy, &map, NULL, NULL, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < fovea_tensor_size (map); i++)
    map->data[i] += self->work.b->data[filter];
  return map;
}

const float *
fovea_convolution_get_stamped (FoveaConvolution *self, int filter)
{
  FoveaWork *work = &self->work;
  int position = fovea_lesson_get_position (FOVEA_LESSON (self)), area;
  FoveaTensor *map;

  if (self->now.pass != FOVEA_LESSON_TRANSPOSED || !fovea_convolution_prepare (self))
    return NULL;
  if (!work->stamped)
    work->stamped = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) fovea_tensor_unref);
  if (work->position != position)
    g_hash_table_remove_all (work->stamped);
  work->position = position;
  map = g_hash_table_lookup (work->stamped, GINT_TO_POINTER (filter));
  if (map)
    return map->data;
  area = work->x->h * work->x->w;
  map = stamp (self, filter, CLAMP (position + 1 - filter * area, 0, area));
  g_hash_table_insert (work->stamped, GINT_TO_POINTER (filter), map);
  return map->data;
}
