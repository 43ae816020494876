/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One kernel set at one operation, a block of images after the other, against the reference's result. The error is
 * max |a − b| / max |b|. Planes have a halo at least as large as the kernels ask for, and it must still be zero
 * afterwards. */

#include "config.h"

#include "engine/fuzz-private.h"

#include "engine/error.h"
#include "engine/planes.h"

#include <math.h>

/* The sets for one image at a time have no backward of their own. */
static gboolean
learns (const FoveaKernels *set)
{
  return set->lanes > 1;
}

/* Products that an output is the sum of. */
gint64
fovea_fuzz_filter_size (const FoveaFuzz *self)
{
  return (gint64) (self->conv.channels / self->conv.groups) * self->conv.slide.rows * self->conv.slide.columns;
}

/* Memory and planes count the same: what is not zero is inside. */
static gboolean
halo_is_clear (const FoveaBlock *block)
{
  const FoveaPlanes *p = &block->planes;
  gsize all = 0, inside = 0;

  for (gsize i = 0; i < block->size; i++)
    all += block->memory[i] != 0;
  for (int c = 0; c < p->channels; c++)
    for (int row = 0; row < p->height; row++)
      for (int i = 0; i < p->width * p->lanes; i++)
        inside += p->data[(c * p->channel + row * p->row) * p->lanes + i] != 0;
  return all == inside;
}

/* 3×3 filters may run by Winograd's larger tiles. The reference adds one number after the other: with ten thousand of
 * them its own rounding comes near 1e-5, and it grows with their root. */
static double
tolerance (const FoveaFuzz *self, gint64 terms)
{
  return (self->conv.slide.rows == 3 && self->conv.slide.columns == 3 ? 1e-4 : 1e-5) * fmax (1, sqrt (terms * 1e-4));
}

static gboolean
fail (const FoveaFuzz *self, const FoveaKernels *set, const char *operation, double difference)
{
  const FoveaConv *c = &self->conv;

  g_set_error (self->error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
               "%s, %s: error %.2g on %d images of %d×%d×%d, %d filters of %d×%d, stride %d, pad %d%s, dilation %d, "
               "groups %d, rounding %d.",
               set->name, operation, difference, self->images, c->width, c->height, c->channels, c->filters,
               c->slide.columns, c->slide.rows, c->slide.stride, self->window.pad, self->window.same ? " (same)" : "",
               c->slide.dilation, c->groups, self->window.round);
  return FALSE;
}

/* @terms: how many products, at most, each number is the sum of */
static gboolean
compare (const FoveaFuzz *self, const FoveaKernels *set, const char *operation, const FoveaTensor *got,
         const FoveaTensor *expected, gint64 terms)
{
  double difference = fovea_tensor_error (got, expected);

  return difference <= tolerance (self, terms) || fail (self, set, operation, difference);
}

typedef float Aligned;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Aligned, g_aligned_free)

static Aligned *
floats_new (gsize n)
{
  return g_aligned_alloc0 (n + 1, sizeof (float), 64);
}

static Aligned *
pack_weights (const FoveaFuzz *self, const FoveaKernels *set, FoveaPass pass, const FoveaTensor *w)
{
  Aligned *packed = floats_new (set->conv_packed_size (&self->conv, pass));

  set->conv_pack (&self->conv, pass, w->data, packed);
  return packed;
}

static FoveaTensor *
tensor_like (const FoveaTensor *tensor)
{
  return fovea_tensor_new (tensor->n, tensor->c, tensor->h, tensor->w);
}

static FoveaBlock
block_like (const FoveaKernels *set, const FoveaTensor *tensor, int halo)
{
  return fovea_block_new (set, tensor->c, tensor->h, tensor->w, halo);
}

/* A block's images go to their place in @tensor. */
static gboolean
take (const FoveaFuzz *self, const FoveaKernels *set, const char *operation, const FoveaBlock *block,
      FoveaTensor *tensor, int first)
{
  fovea_block_to_tensor (set, block, tensor, first);
  return halo_is_clear (block) || fail (self, set, operation, INFINITY);
}

gboolean
fovea_fuzz_check_forward (const FoveaFuzz *self, const FoveaKernels *set, const FoveaFuzzOperation *o)
{
  g_autoptr (Aligned) packed = pack_weights (self, set, FOVEA_PASS_FORWARD, o->w);
  g_autoptr (Aligned) work = floats_new (set->conv_workspace (&self->conv));
  g_autoptr (FoveaTensor) got = tensor_like (o->y);

  for (int n = 0; n < self->images; n += set->lanes)
    {
      g_auto (FoveaBlock) in = fovea_block_from_tensor (set, o->x, n, fovea_conv_input_halo (&self->conv) + o->halo);
      g_auto (FoveaBlock) out = block_like (set, o->y, o->out_halo);

      set->conv_forward (&self->conv, &in.planes, packed, o->b->data, o->relu, &out.planes, work);
      if (!take (self, set, "forward", &out, got, n))
        return FALSE;
    }
  return compare (self, set, "forward", got, o->y, fovea_fuzz_filter_size (self));
}

/* Behind a 2×2 window flows one gradient, from a cell that holds its largest value, or none where that is negative. */
static double
choice_error (const FoveaTensor *map, const FoveaTensor *gx, const FoveaTensor *gy, const FoveaTensor *y, int n, int c,
              int i, int j)
{
  float flows = *fovea_tensor_at (y, n, c, i, j) > 0 ? *fovea_tensor_at (gy, n, c, i, j) : 0;
  float largest = -INFINITY, from = INFINITY, sum = 0;

  for (int cell = 0; cell < 4; cell++)
    {
      float value = *fovea_tensor_at (map, n, c, 2 * i + cell / 2, 2 * j + cell % 2);
      float gradient = *fovea_tensor_at (gx, n, c, 2 * i + cell / 2, 2 * j + cell % 2);

      largest = MAX (largest, value);
      sum += gradient;
      if (gradient != 0)
        from = value;
    }
  if (sum != flows)
    return INFINITY;
  return flows != 0 ? largest - from : 0;
}

static gboolean
check_choices (const FoveaFuzz *self, const FoveaKernels *set, const FoveaTensor *map, const FoveaTensor *gx,
               const FoveaTensor *gy, const FoveaTensor *y)
{
  double worst = 0, largest = 0;

  for (gsize i = 0; i < fovea_tensor_size (map); i++)
    largest = fmax (largest, fabsf (map->data[i]));
  for (int n = 0; n < y->n; n++)
    for (int c = 0; c < y->c; c++)
      for (int i = 0; i < y->h; i++)
        for (int j = 0; j < y->w; j++)
          worst = fmax (worst, choice_error (map, gx, gy, y, n, c, i, j));
  return worst <= tolerance (self, 1) * largest || fail (self, set, "gradient of ReLU and pooling", worst / largest);
}

/* gx is conv (x) + b here, whose gradient it is compared with. */
gboolean
fovea_fuzz_check_forward_pool (const FoveaFuzz *self, const FoveaKernels *set, const FoveaFuzzOperation *o)
{
  const FoveaTensor *map = o->gx;
  g_autoptr (Aligned) packed = pack_weights (self, set, FOVEA_PASS_FORWARD, o->w);
  g_autoptr (Aligned) work = floats_new (set->conv_workspace (&self->conv));
  g_autoptr (FoveaTensor) got = tensor_like (o->y), got_gradient = tensor_like (map);
  g_autofree guint8 *choice = g_malloc0 (fovea_tensor_size (o->y) / o->y->n * set->lanes);

  for (int n = 0; n < self->images; n += set->lanes)
    {
      g_auto (FoveaBlock) in = fovea_block_from_tensor (set, o->x, n, fovea_conv_input_halo (&self->conv) + o->halo);
      g_auto (FoveaBlock) gradient = fovea_block_from_tensor (set, o->gy, n, o->halo);
      g_auto (FoveaBlock) out = block_like (set, o->y, o->out_halo), spread = block_like (set, map, o->out_halo);

      set->conv_forward_pool (&self->conv, &in.planes, packed, o->b->data, &out.planes, choice, work);
      set->relu_pool_backward (&out.planes, choice, &gradient.planes, &spread.planes);
      if (!take (self, set, "forward with pooling", &out, got, n)
          || !take (self, set, "gradient of ReLU and pooling", &spread, got_gradient, n))
        return FALSE;
    }
  return compare (self, set, "forward with pooling", got, o->y, fovea_fuzz_filter_size (self))
         && check_choices (self, set, map, got_gradient, o->gy, got);
}

gboolean
fovea_fuzz_check_backward (const FoveaFuzz *self, const FoveaKernels *set, const FoveaFuzzOperation *o)
{
  const FoveaConv *conv = &self->conv;
  g_autoptr (FoveaTensor) gx = tensor_like (o->gx), gw = tensor_like (o->gw), gb = tensor_like (o->gb);
  g_autoptr (Aligned) packed = NULL, work = NULL;
  gint64 positions;

  if (!learns (set))
    return TRUE;
  packed = pack_weights (self, set, FOVEA_PASS_INPUT_GRADIENT, o->w);
  work = floats_new (set->conv_workspace (conv));
  for (int n = 0; n < self->images; n += set->lanes)
    {
      g_auto (FoveaBlock) in = fovea_block_from_tensor (set, o->x, n, fovea_conv_input_halo (conv));
      g_auto (FoveaBlock) gradient = fovea_block_from_tensor (set, o->gy, n, fovea_conv_gradient_halo (conv) + o->halo);
      g_auto (FoveaBlock) in_gradient = block_like (set, o->gx, o->out_halo);

      set->conv_input_gradient (conv, &gradient.planes, packed, &in_gradient.planes, work);
      set->conv_filter_gradient (conv, &in.planes, &gradient.planes, gw->data, gb->data, work);
      if (!take (self, set, "input gradient", &in_gradient, gx, n))
        return FALSE;
    }
  positions = (gint64) self->images * conv->out_height * conv->out_width;
  return compare (self, set, "input gradient", gx, o->gx, fovea_fuzz_filter_size (self) / o->w->c * conv->filters)
         && compare (self, set, "filter gradient", gw, o->gw, positions)
         && compare (self, set, "bias gradient", gb, o->gb, positions);
}

gboolean
fovea_fuzz_check_pool (const FoveaFuzz *self, const FoveaKernels *set, const FoveaFuzzOperation *o)
{
  g_autoptr (FoveaTensor) y = tensor_like (o->y), gx = tensor_like (o->gx);

  for (int n = 0; n < self->images; n += set->lanes)
    {
      g_auto (FoveaBlock) in = fovea_block_from_tensor (set, o->x, n, o->halo);
      g_auto (FoveaBlock) gradient = fovea_block_from_tensor (set, o->gy, n, o->halo);
      g_auto (FoveaBlock) out = block_like (set, y, o->out_halo), in_gradient = block_like (set, gx, o->out_halo);

      set->pool_forward (o->kind, &o->slide, &in.planes, &out.planes);
      set->pool_backward (o->kind, &o->slide, &in.planes, &gradient.planes, &in_gradient.planes);
      if (!take (self, set, "pooling", &out, y, n) || !take (self, set, "pooling's gradient", &in_gradient, gx, n))
        return FALSE;
    }
  return compare (self, set, "pooling", y, o->y, 1) && compare (self, set, "pooling's gradient", gx, o->gx, 1);
}

gboolean
fovea_fuzz_check_fc (const FoveaFuzz *self, const FoveaKernels *set, const FoveaFuzzOperation *o)
{
  int inputs = o->w->c, outputs = o->w->n;
  g_autoptr (FoveaTensor) y = tensor_like (o->y), gx = tensor_like (o->gx), gw = tensor_like (o->gw);
  g_autoptr (FoveaTensor) gb = tensor_like (o->gb), rows = tensor_like (o->x), gradients = tensor_like (o->gy);

  for (int n = 0; n < self->images; n += set->lanes)
    {
      int images = MIN (self->images - n, set->lanes);
      g_auto (FoveaBlock) in = fovea_block_from_tensor (set, o->x, n, 0);
      g_auto (FoveaBlock) gradient = fovea_block_from_tensor (set, o->gy, n, 0);
      g_auto (FoveaBlock) out = block_like (set, y, 0), in_gradient = block_like (set, gx, 0);

      set->fc_forward (inputs, outputs, in.planes.data, o->w->data, o->b->data, o->relu, out.planes.data);
      fovea_block_to_tensor (set, &out, y, n);
      if (!learns (set))
        continue;
      set->fc_input_gradient (inputs, outputs, gradient.planes.data, o->w->data, in_gradient.planes.data);
      fovea_block_to_tensor (set, &in_gradient, gx, n);
      set->transpose (inputs, images, in.planes.data, rows->data + (gsize) n * inputs);
      set->transpose (outputs, images, gradient.planes.data, gradients->data + (gsize) n * outputs);
    }
  if (!learns (set))
    return compare (self, set, "fully connected", y, o->y, inputs);
  set->fc_weight_gradient (inputs, outputs, self->images, rows->data, gradients->data, 0, o->split, gw->data, gb->data);
  set->fc_weight_gradient (inputs, outputs, self->images, rows->data, gradients->data, o->split, outputs, gw->data,
                           gb->data);
  return compare (self, set, "fully connected", y, o->y, inputs)
         && compare (self, set, "fully connected, input gradient", gx, o->gx, outputs)
         && compare (self, set, "fully connected, weight gradient", gw, o->gw, self->images)
         && compare (self, set, "fully connected, bias gradient", gb, o->gb, self->images);
}
