/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Random shapes, computed twice: by a kernel set, a block of images at a time, and by the reference kernels, image by
 * image. The error is max |a − b| / max |b|. Planes are given a halo at least as large as the kernels ask for, and it
 * must still be zero afterwards. */

#include "config.h"

#include "engine/fuzz.h"

#include "engine/error.h"
#include "engine/planes.h"
#include "engine/random.h"

#include <math.h>

typedef struct
{
  const FoveaKernels *set;
  guint64 seed, draws;
  FoveaWindow window;
  FoveaConv conv;
  int images;
  GError **error;
} Fuzz;

static FoveaBlock
block_new (const Fuzz *self, int channels, int height, int width, int halo)
{
  return fovea_block_new (self->set, channels, height, width, halo);
}

/* The images of @tensor as a block. */
static FoveaBlock
block_of (const Fuzz *self, const FoveaTensor *tensor, int halo)
{
  return fovea_block_from_tensor (self->set, tensor, 0, halo);
}

static FoveaTensor *
tensor_of (const Fuzz *self, const FoveaBlock *block)
{
  FoveaTensor *tensor
    = fovea_tensor_new (self->images, block->planes.channels, block->planes.height, block->planes.width);

  fovea_block_to_tensor (self->set, block, tensor, 0);
  return tensor;
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

static int
draw (Fuzz *self, int first, int last)
{
  return first + fovea_random_below (self->seed, FOVEA_STREAM_OTHER, self->draws++, last - first + 1);
}

/* Numbers of both signs whose mean is not zero: then no sum of many of them is close to zero by chance, where the
 * reference's own rounding would look like an error. */
static FoveaTensor *
draw_tensor (Fuzz *self, int n, int c, int h, int w)
{
  FoveaTensor *tensor = fovea_tensor_new (n, c, h, w);

  for (gsize i = 0; i < fovea_tensor_size (tensor); i++)
    tensor->data[i] = 1.5f * fovea_random_uniform (self->seed, FOVEA_STREAM_OTHER, self->draws++) - 0.5f;
  return tensor;
}

/* Half of the windows are the usual ones, for which kernels take their fast ways. */
static FoveaWindow
draw_window (Fuzz *self)
{
  gboolean usual = draw (self, 0, 1);
  FoveaWindow window = FOVEA_WINDOW (usual ? 2 * draw (self, 0, 2) + 1 : draw (self, 1, 11));

  window.stride = usual ? 1 : draw (self, 1, 4);
  window.dilation = usual ? 1 : draw (self, 1, 3);
  window.pad = usual ? window.extent / 2 : draw (self, 0, window.extent);
  window.same = draw (self, 0, 7) == 0;
  window.round = draw (self, 0, 2);
  return window;
}

static gint64
macs (const FoveaConv *conv)
{
  return (gint64) conv->filters * (conv->channels / conv->groups) * conv->slide.extent * conv->slide.extent
         * conv->out_height * conv->out_width;
}

/* Draws until a shape fits and is small enough. */
static void
draw_shape (Fuzz *self, gint64 most_macs)
{
  for (;;)
    {
      int groups = draw (self, 0, 3) > 0 ? 1 : draw (self, 2, 5);
      int channels = groups * draw (self, 1, 40 / groups), filters = groups * draw (self, 1, 40 / groups);
      int height = draw (self, 1, 33), width = draw (self, 0, 1) ? height : draw (self, 1, 33);

      self->window = draw_window (self);
      self->images = draw (self, 0, 2) > 0 ? self->set->lanes : draw (self, 1, self->set->lanes);
      if (fovea_conv_init (&self->conv, &self->window, channels, height, width, filters, groups, NULL)
          && macs (&self->conv) <= most_macs)
        return;
    }
}

/* 3×3 filters may run by Winograd's larger tiles. */
static double
tolerance (const Fuzz *self)
{
  return self->window.extent == 3 ? 1e-4 : 1e-5;
}

static gboolean
fail (const Fuzz *self, const char *operation, double difference)
{
  const FoveaConv *c = &self->conv;

  g_set_error (self->error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
               "%s, %s: error %.2g on %d images of %d×%d×%d, %d filters of %d×%d, stride %d, pad %d%s, dilation %d, "
               "groups %d, rounding %d.",
               self->set->name, operation, difference, self->images, c->width, c->height, c->channels, c->filters,
               c->slide.extent, c->slide.extent, c->slide.stride, self->window.pad, self->window.same ? " (same)" : "",
               c->slide.dilation, c->groups, self->window.round);
  return FALSE;
}

static gboolean
compare (const Fuzz *self, const char *operation, const FoveaTensor *got, const FoveaTensor *expected)
{
  double difference = fovea_tensor_error (got, expected);

  return difference <= tolerance (self) || fail (self, operation, difference);
}

static gboolean
compare_block (const Fuzz *self, const char *operation, const FoveaBlock *got, const FoveaTensor *expected)
{
  g_autoptr (FoveaTensor) tensor = tensor_of (self, got);

  return compare (self, operation, tensor, expected) && (halo_is_clear (got) || fail (self, operation, INFINITY));
}

static float *
pack_weights (const Fuzz *self, FoveaPass pass, const FoveaTensor *w)
{
  float *packed = g_aligned_alloc0 (self->set->conv_packed_size (&self->conv, pass), sizeof (float), 64);

  self->set->conv_pack (&self->conv, pass, w->data, packed);
  return packed;
}

typedef float Aligned;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Aligned, g_aligned_free)

static Aligned *
make_work (const Fuzz *self)
{
  return g_aligned_alloc0 (self->set->conv_workspace (&self->conv) + 1, sizeof (float), 64);
}

static void
rectify_tensor (FoveaTensor *tensor)
{
  for (gsize i = 0; i < fovea_tensor_size (tensor); i++)
    tensor->data[i] = MAX (tensor->data[i], 0);
}

static gboolean
fuzz_forward (Fuzz *self, const FoveaTensor *x, const FoveaTensor *w, const FoveaTensor *b)
{
  gboolean relu = draw (self, 0, 1);
  g_autoptr (FoveaTensor) expected = fovea_conv2d_forward (x, w, b, &self->window, self->conv.groups, NULL);
  g_autoptr (Aligned) packed = pack_weights (self, FOVEA_PASS_FORWARD, w), work = make_work (self);
  g_auto (FoveaBlock) in = block_of (self, x, fovea_conv_input_halo (&self->conv) + draw (self, 0, 1));
  g_auto (FoveaBlock) out = block_new (self, expected->c, expected->h, expected->w, draw (self, 0, 2));

  if (relu)
    rectify_tensor (expected);
  self->set->conv_forward (&self->conv, &in.planes, packed, b->data, relu, &out.planes, work);
  return compare_block (self, "forward", &out, expected);
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
check_choices (const Fuzz *self, const FoveaTensor *map, const FoveaTensor *gx, const FoveaTensor *gy,
               const FoveaTensor *y)
{
  double worst = 0, largest = 0;

  for (gsize i = 0; i < fovea_tensor_size (map); i++)
    largest = fmax (largest, fabsf (map->data[i]));
  for (int n = 0; n < y->n; n++)
    for (int c = 0; c < y->c; c++)
      for (int i = 0; i < y->h; i++)
        for (int j = 0; j < y->w; j++)
          worst = fmax (worst, choice_error (map, gx, gy, y, n, c, i, j));
  return worst <= tolerance (self) * largest || fail (self, "gradient of ReLU and pooling", worst / largest);
}

static gboolean
fuzz_forward_pool (Fuzz *self, const FoveaTensor *x, const FoveaTensor *w, const FoveaTensor *b)
{
  FoveaWindow two = { .extent = 2, .stride = 2, .dilation = 1, .round = FOVEA_ROUND_FLOOR };
  g_autoptr (FoveaTensor) map = fovea_conv2d_forward (x, w, b, &self->window, self->conv.groups, NULL);
  g_autoptr (FoveaTensor) expected = fovea_pool2d_forward (FOVEA_POOL_MAX, map, &two, NULL), y = NULL, gy = NULL,
                          gx = NULL;
  g_autoptr (Aligned) packed = pack_weights (self, FOVEA_PASS_FORWARD, w), work = make_work (self);
  g_autofree guint8 *choice = NULL;
  g_auto (FoveaBlock) in = block_of (self, x, fovea_conv_input_halo (&self->conv));
  g_auto (FoveaBlock) out = { 0 }, gradient = { 0 }, spread = { 0 };

  if (expected == NULL)
    return TRUE;
  rectify_tensor (expected);
  out = block_new (self, expected->c, expected->h, expected->w, draw (self, 0, 2));
  choice = g_malloc0 ((gsize) expected->c * expected->h * expected->w * self->set->lanes);
  self->set->conv_forward_pool (&self->conv, &in.planes, packed, b->data, &out.planes, choice, work);
  if (!compare_block (self, "forward with pooling", &out, expected))
    return FALSE;
  gy = draw_tensor (self, x->n, expected->c, expected->h, expected->w);
  gradient = block_of (self, gy, draw (self, 0, 1));
  spread = block_new (self, map->c, map->h, map->w, draw (self, 0, 2));
  self->set->relu_pool_backward (&out.planes, choice, &gradient.planes, &spread.planes);
  y = tensor_of (self, &out);
  gx = tensor_of (self, &spread);
  return check_choices (self, map, gx, gy, y);
}

static gboolean
fuzz_backward (Fuzz *self, const FoveaTensor *x, const FoveaTensor *w)
{
  const FoveaConv *conv = &self->conv;
  g_autoptr (FoveaTensor) gy = draw_tensor (self, x->n, w->n, conv->out_height, conv->out_width);
  g_autoptr (FoveaTensor) gx = NULL, gw = NULL, gb = NULL;
  g_autoptr (FoveaTensor) filters = fovea_tensor_new (w->n, w->c, w->h, w->w);
  g_autoptr (FoveaTensor) biases = fovea_tensor_new (1, w->n, 1, 1);
  g_autoptr (Aligned) packed = pack_weights (self, FOVEA_PASS_INPUT_GRADIENT, w), work = make_work (self);
  g_auto (FoveaBlock) in = block_of (self, x, fovea_conv_input_halo (conv));
  g_auto (FoveaBlock) gradient = block_of (self, gy, fovea_conv_gradient_halo (conv));
  g_auto (FoveaBlock) in_gradient = block_new (self, x->c, x->h, x->w, draw (self, 0, 2));

  fovea_conv2d_backward (x, w, &self->window, conv->groups, gy, &gx, &gw, &gb, NULL);
  self->set->conv_input_gradient (conv, &gradient.planes, packed, &in_gradient.planes, work);
  self->set->conv_filter_gradient (conv, &in.planes, &gradient.planes, filters->data, biases->data, work);
  return compare_block (self, "input gradient", &in_gradient, gx)
         && compare (self, "filter gradient", filters, gw) && compare (self, "bias gradient", biases, gb);
}

static gboolean
fuzz_pool (Fuzz *self, const FoveaTensor *x, FoveaPoolKind kind)
{
  FoveaWindow window = self->window;
  FoveaSlide slide;
  g_autoptr (FoveaTensor) y = NULL, gy = NULL, gx = NULL;
  g_auto (FoveaBlock) in = block_of (self, x, draw (self, 0, 1)), out = { 0 }, gradient = { 0 }, in_gradient = { 0 };

  window.pad = MIN (window.pad, window.extent / 2);
  y = fovea_pool2d_forward (kind, x, &window, NULL);
  if (y == NULL)
    return TRUE;
  slide = fovea_slide (&window, x->h, x->w);
  gy = draw_tensor (self, x->n, y->c, y->h, y->w);
  gx = fovea_pool2d_backward (kind, x, &window, gy, NULL);
  out = block_new (self, y->c, y->h, y->w, draw (self, 0, 1));
  gradient = block_of (self, gy, draw (self, 0, 1));
  in_gradient = block_new (self, x->c, x->h, x->w, draw (self, 0, 1));
  self->set->pool_forward (kind, &slide, &in.planes, &out.planes);
  self->set->pool_backward (kind, &slide, &in.planes, &gradient.planes, &in_gradient.planes);
  return compare_block (self, "pooling", &out, y) && compare_block (self, "pooling's gradient", &in_gradient, gx);
}

/* A fully connected layer is a convolution whose filter covers its input. */
static gboolean
fuzz_fc (Fuzz *self, const FoveaTensor *x)
{
  const FoveaKernels *set = self->set;
  int inputs = x->c * x->h * x->w, outputs = draw (self, 1, 40), lanes = set->lanes, first = draw (self, 0, outputs);
  g_autoptr (FoveaTensor) flat = fovea_tensor_new_from (x->n, inputs, 1, 1, x->data);
  g_autoptr (FoveaTensor) w = draw_tensor (self, outputs, inputs, 1, 1), b = draw_tensor (self, 1, outputs, 1, 1);
  g_autoptr (FoveaTensor) gy = draw_tensor (self, x->n, outputs, 1, 1), gx = NULL, gw = NULL, gb = NULL;
  FoveaWindow one = FOVEA_WINDOW (1);
  g_autoptr (FoveaTensor) expected = fovea_conv2d_forward (flat, w, b, &one, 1, NULL);
  g_autoptr (FoveaTensor) weights = fovea_tensor_new (outputs, inputs, 1, 1), biases = fovea_tensor_new (1, outputs, 1, 1);
  g_autoptr (Aligned) rows = g_aligned_alloc0 ((gsize) lanes * inputs, sizeof (float), 64);
  g_autoptr (Aligned) gradients = g_aligned_alloc0 ((gsize) lanes * outputs, sizeof (float), 64);
  g_auto (FoveaBlock) in = block_of (self, flat, 0), gradient = block_of (self, gy, 0);
  g_auto (FoveaBlock) out = block_new (self, outputs, 1, 1, 0), in_gradient = block_new (self, inputs, 1, 1, 0);

  fovea_conv2d_backward (flat, w, &one, 1, gy, &gx, &gw, &gb, NULL);
  set->fc_forward (inputs, outputs, in.planes.data, w->data, b->data, FALSE, out.planes.data);
  set->fc_input_gradient (inputs, outputs, gradient.planes.data, w->data, in_gradient.planes.data);
  set->transpose (inputs, self->images, in.planes.data, rows);
  set->transpose (outputs, self->images, gradient.planes.data, gradients);
  set->fc_weight_gradient (inputs, outputs, self->images, rows, gradients, 0, first, weights->data, biases->data);
  set->fc_weight_gradient (inputs, outputs, self->images, rows, gradients, first, outputs, weights->data, biases->data);
  return compare_block (self, "fully connected", &out, expected)
         && compare_block (self, "fully connected, input gradient", &in_gradient, gx)
         && compare (self, "fully connected, weight gradient", weights, gw)
         && compare (self, "fully connected, bias gradient", biases, gb);
}

static gboolean
fuzz_shape (Fuzz *self)
{
  const FoveaConv *c = &self->conv;
  g_autoptr (FoveaTensor) x = draw_tensor (self, self->images, c->channels, c->height, c->width);
  g_autoptr (FoveaTensor) w = draw_tensor (self, c->filters, c->channels / c->groups, c->slide.extent, c->slide.extent);
  g_autoptr (FoveaTensor) b = draw_tensor (self, 1, c->filters, 1, 1);

  return fuzz_forward (self, x, w, b) && fuzz_forward_pool (self, x, w, b) && fuzz_backward (self, x, w)
         && fuzz_pool (self, x, FOVEA_POOL_MAX) && fuzz_pool (self, x, FOVEA_POOL_AVERAGE) && fuzz_fc (self, x);
}

gboolean
fovea_kernels_fuzz (const FoveaKernels *set, guint64 seed, int shapes, gint64 most_macs, GError **error)
{
  Fuzz self = { .set = set, .seed = seed, .error = error };

  for (int i = 0; i < shapes; i++)
    {
      draw_shape (&self, most_macs);
      if (!fuzz_shape (&self))
        return FALSE;
    }
  return TRUE;
}
