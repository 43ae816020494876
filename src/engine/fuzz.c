/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Random shapes, computed by the reference kernels once and by every kernel set. */

#include "config.h"

#include "engine/fuzz-private.h"

#include "engine/random.h"

enum
{
  MOST_IMAGES = 16 /* as many as the widest registers hold */
};

static void
clear_operation (FoveaFuzzOperation *o)
{
  g_clear_pointer (&o->gy, fovea_tensor_unref);
  g_clear_pointer (&o->y, fovea_tensor_unref);
  g_clear_pointer (&o->gx, fovea_tensor_unref);
  g_clear_pointer (&o->gw, fovea_tensor_unref);
  g_clear_pointer (&o->gb, fovea_tensor_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoveaFuzzOperation, clear_operation)

/* Every set, and then that set for one image at a time, must do what the reference does. */
static gboolean
check_sets (const FoveaFuzz *self, FoveaFuzzCheck check, const FoveaFuzzOperation *o)
{
  for (const FoveaKernels *const *set = fovea_kernels_supported (); *set != fovea_kernels_reference (); set++)
    if (!check (self, *set, o) || !check (self, (*set)->single, o))
      return FALSE;
  return TRUE;
}

static int
draw (FoveaFuzz *self, int first, int last)
{
  return first + fovea_random_below (self->seed, self->stream, self->draws++, last - first + 1);
}

/* Numbers of both signs whose mean is not zero: then no sum of many of them is close to zero by chance, where the
 * reference's own rounding would look like an error. */
static FoveaTensor *
draw_tensor (FoveaFuzz *self, int n, int c, int h, int w)
{
  FoveaTensor *tensor = fovea_tensor_new (n, c, h, w);

  for (gsize i = 0; i < fovea_tensor_size (tensor); i++)
    tensor->data[i] = 1.5f * fovea_random_uniform (self->seed, self->stream, self->draws++) - 0.5f;
  return tensor;
}

static FoveaTensor *
draw_like (FoveaFuzz *self, const FoveaTensor *tensor)
{
  return draw_tensor (self, tensor->n, tensor->c, tensor->h, tensor->w);
}

/* Half of the windows are the usual ones, for which kernels take their fast ways; of the others every fourth is no
 * square. */
static FoveaWindow
draw_window (FoveaFuzz *self)
{
  gboolean usual = draw (self, 0, 1);
  FoveaWindow window = FOVEA_WINDOW (usual ? 2 * draw (self, 0, 2) + 1 : draw (self, 1, 11));

  window.rows = usual || draw (self, 0, 3) > 0 ? 0 : draw (self, 1, 11);
  window.stride = usual ? 1 : draw (self, 1, 4);
  window.dilation = usual ? 1 : draw (self, 1, 3);
  window.pad = usual ? window.extent / 2 : draw (self, 0, MIN (window.extent, fovea_window_rows (&window)));
  window.same = draw (self, 0, 7) == 0;
  window.round = draw (self, 0, 2);
  return window;
}

static gboolean
is_misfit (const FoveaWindow *window, gboolean vertical, int input)
{
  FoveaGeometry axis = fovea_window_geometry (window, vertical, input);

  return !fovea_geometry_fit (&axis).fits;
}

static void
count_shape (FoveaFuzz *self)
{
  gboolean misfit
    = is_misfit (&self->window, TRUE, self->conv.height) || is_misfit (&self->window, FALSE, self->conv.width);

  self->count->shapes++;
  self->count->rounded_down += misfit && self->window.round == FOVEA_ROUND_FLOOR;
  self->count->rounded_up += misfit && self->window.round == FOVEA_ROUND_CEIL;
}

/* Draws until a shape fits and is small enough. */
static void
draw_shape (FoveaFuzz *self, gint64 most_macs)
{
  for (;;)
    {
      int groups = draw (self, 0, 3) > 0 ? 1 : draw (self, 2, 5);
      int channels = groups * draw (self, 1, 40 / groups), filters = groups * draw (self, 1, 40 / groups);
      int height = draw (self, 1, 33), width = draw (self, 0, 1) ? height : draw (self, 1, 33);

      self->window = draw_window (self);
      self->images = draw (self, 0, 2) > 0 ? MOST_IMAGES : draw (self, 1, MOST_IMAGES);
      if (!fovea_conv_init (&self->conv, &self->window, channels, height, width, filters, groups, NULL))
        self->count->refused++;
      else if (filters * fovea_fuzz_filter_size (self) * self->conv.out_height * self->conv.out_width <= most_macs)
        return;
    }
}

static void
rectify_tensor (FoveaTensor *tensor)
{
  for (gsize i = 0; i < fovea_tensor_size (tensor); i++)
    tensor->data[i] = MAX (tensor->data[i], 0);
}

/* @map: conv (x) + b */
static gboolean
fuzz_forward (FoveaFuzz *self, const FoveaTensor *x, const FoveaTensor *w, const FoveaTensor *b, const FoveaTensor *map)
{
  g_auto (FoveaFuzzOperation) o = { .x = x, .w = w, .b = b, .y = fovea_tensor_copy (map), .relu = draw (self, 0, 1),
                                   .halo = draw (self, 0, 1), .out_halo = draw (self, 0, 2) };

  if (o.relu)
    rectify_tensor (o.y);
  return check_sets (self, fovea_fuzz_check_forward, &o);
}

static gboolean
fuzz_forward_pool (FoveaFuzz *self, const FoveaTensor *x, const FoveaTensor *w, const FoveaTensor *b, FoveaTensor *map)
{
  FoveaWindow two = { .extent = 2, .stride = 2, .dilation = 1, .round = FOVEA_ROUND_FLOOR };
  g_auto (FoveaFuzzOperation) o = { .x = x, .w = w, .b = b, .gx = fovea_tensor_ref (map),
                                   .y = fovea_pool2d_forward (FOVEA_POOL_MAX, map, &two, NULL),
                                   .halo = draw (self, 0, 1), .out_halo = draw (self, 0, 2) };

  if (o.y == NULL)
    return TRUE;
  rectify_tensor (o.y);
  o.gy = draw_like (self, o.y);
  return check_sets (self, fovea_fuzz_check_forward_pool, &o);
}

static gboolean
fuzz_backward (FoveaFuzz *self, const FoveaTensor *x, const FoveaTensor *w, const FoveaTensor *map)
{
  g_auto (FoveaFuzzOperation) o
    = { .x = x, .w = w, .gy = draw_like (self, map), .halo = draw (self, 0, 1), .out_halo = draw (self, 0, 2) };

  fovea_conv2d_backward (x, w, &self->window, self->conv.groups, o.gy, &o.gx, &o.gw, &o.gb, NULL);
  return check_sets (self, fovea_fuzz_check_backward, &o);
}

static gboolean
fuzz_pool (FoveaFuzz *self, const FoveaTensor *x, FoveaPoolKind kind)
{
  FoveaWindow window = self->window;
  g_auto (FoveaFuzzOperation) o = { .x = x, .kind = kind, .halo = draw (self, 0, 1), .out_halo = draw (self, 0, 1) };

  window.pad = MIN (window.pad, MIN (window.extent, fovea_window_rows (&window)) / 2);
  o.y = fovea_pool2d_forward (kind, x, &window, NULL);
  if (o.y == NULL)
    return TRUE;
  o.slide = fovea_slide (&window, x->h, x->w);
  o.gy = draw_like (self, o.y);
  o.gx = fovea_pool2d_backward (kind, x, &window, o.gy, NULL);
  return check_sets (self, fovea_fuzz_check_pool, &o);
}

/* A fully connected layer is a convolution whose filter covers its input. */
static gboolean
fuzz_fc (FoveaFuzz *self, const FoveaTensor *x, gint64 most_macs)
{
  int inputs = x->c * x->h * x->w, outputs = draw (self, 1, CLAMP (most_macs / inputs, 1, 40));
  FoveaWindow one = FOVEA_WINDOW (1);
  g_autoptr (FoveaTensor) flat = fovea_tensor_new_from (x->n, inputs, 1, 1, x->data);
  g_autoptr (FoveaTensor) w = draw_tensor (self, outputs, inputs, 1, 1), b = draw_tensor (self, 1, outputs, 1, 1);
  g_auto (FoveaFuzzOperation) o = { .x = flat, .w = w, .b = b, .relu = draw (self, 0, 1),
                                   .split = draw (self, 0, outputs),
                                   .y = fovea_conv2d_forward (flat, w, b, &one, 1, NULL) };

  o.gy = draw_like (self, o.y);
  fovea_conv2d_backward (flat, w, &one, 1, o.gy, &o.gx, &o.gw, &o.gb, NULL);
  if (o.relu)
    rectify_tensor (o.y);
  return check_sets (self, fovea_fuzz_check_fc, &o);
}

static gboolean
fuzz_shape (FoveaFuzz *self, gint64 most_macs)
{
  const FoveaConv *c = &self->conv;
  g_autoptr (FoveaTensor) x = draw_tensor (self, self->images, c->channels, c->height, c->width);
  g_autoptr (FoveaTensor) w = draw_tensor (self, c->filters, c->channels / c->groups, c->slide.rows, c->slide.columns);
  g_autoptr (FoveaTensor) b = draw_tensor (self, 1, c->filters, 1, 1);
  g_autoptr (FoveaTensor) map = fovea_conv2d_forward (x, w, b, &self->window, c->groups, NULL);

  return fuzz_forward (self, x, w, b, map) && fuzz_forward_pool (self, x, w, b, map)
         && fuzz_backward (self, x, w, map) && fuzz_pool (self, x, FOVEA_POOL_MAX)
         && fuzz_pool (self, x, FOVEA_POOL_AVERAGE) && fuzz_fc (self, x, most_macs);
}

gboolean
fovea_kernels_fuzz (guint64 seed, int number, gint64 most_macs, FoveaFuzzCount *count, GError **error)
{
  FoveaFuzzCount own = { 0 };
  FoveaFuzz self = { .seed = seed,
                     .stream = fovea_random_stream (FOVEA_STREAM_OTHER, number),
                     .count = count ? count : &own,
                     .error = error };

  draw_shape (&self, most_macs);
  count_shape (&self);
  return fuzz_shape (&self, most_macs);
}
