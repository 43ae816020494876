/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every set of kernels that this processor has, and its set for one image, against values computed elsewhere and
 * against the reference. Tensors pass through a set in as many blocks as it takes. */

#include "engine/error.h"
#include "engine/fuzz.h"
#include "engine/planes.h"
#include "golden.h"
#include "sanitized.h"

#include <math.h>
#include <string.h>

typedef float Aligned;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Aligned, g_aligned_free)

static Aligned *
aligned_floats (gsize n)
{
  return g_aligned_alloc0 (n + 1, sizeof (float), 64);
}

static FoveaTensor *
like (const FoveaTensor *tensor)
{
  return fovea_tensor_new (tensor->n, tensor->c, tensor->h, tensor->w);
}

static void
assert_close (const FoveaTensor *got, const FoveaTensor *expected, double tolerance)
{
  g_assert_cmpfloat (fovea_tensor_error (got, expected), <=, tolerance);
}

static FoveaConv
golden_conv (GKeyFile *file, const char *group, const FoveaTensor *x, const FoveaTensor *w)
{
  g_autofree char *round = g_key_file_get_string (file, group, "round", NULL);
  FoveaWindow window = { .extent = w->w,
                         .rows = w->h,
                         .stride = golden_double (file, group, "stride"),
                         .pad = golden_double (file, group, "pad"),
                         .dilation = golden_double (file, group, "dilation"),
                         .round = g_strcmp0 (round, "floor") == 0 ? FOVEA_ROUND_FLOOR : FOVEA_ROUND_ERROR };
  FoveaConv conv;

  g_assert_true (fovea_conv_init (&conv, &window, x->c, x->h, x->w, w->n, golden_double (file, group, "groups"), NULL));
  return conv;
}

static Aligned *
pack (const FoveaKernels *set, const FoveaConv *conv, FoveaPass pass, const FoveaTensor *w)
{
  Aligned *packed = aligned_floats (set->conv_packed_size (conv, pass));

  set->conv_pack (conv, pass, w->data, packed);
  return packed;
}

static void
assert_conv_golden (const FoveaKernels *set, GKeyFile *file, const char *group)
{
  g_autoptr (FoveaTensor) x = golden_tensor (file, group, "input"), w = golden_tensor (file, group, "filters");
  g_autoptr (FoveaTensor) b = golden_tensor (file, group, "biases"), y = golden_tensor (file, group, "output");
  g_autoptr (FoveaTensor) gy = golden_tensor (file, group, "grad_output");
  g_autoptr (FoveaTensor) gx = golden_tensor (file, group, "grad_input");
  g_autoptr (FoveaTensor) gw = golden_tensor (file, group, "grad_filters");
  g_autoptr (FoveaTensor) gb = golden_tensor (file, group, "grad_biases");
  g_autoptr (FoveaTensor) output = like (y), input = like (x), filters = like (w), biases = like (b);
  FoveaConv conv = golden_conv (file, group, x, w);
  g_autoptr (Aligned) forward = pack (set, &conv, FOVEA_PASS_FORWARD, w);
  g_autoptr (Aligned) backward = pack (set, &conv, FOVEA_PASS_INPUT_GRADIENT, w);
  g_autoptr (Aligned) work = aligned_floats (set->conv_workspace (&conv));

  for (int n = 0; n < x->n; n += set->lanes)
    {
      g_auto (FoveaBlock) in = fovea_block_from_tensor (set, x, n, fovea_conv_input_halo (&conv));
      g_auto (FoveaBlock) gradient = fovea_block_from_tensor (set, gy, n, fovea_conv_gradient_halo (&conv));
      g_auto (FoveaBlock) out = fovea_block_new (set, y->c, y->h, y->w, 0);
      g_auto (FoveaBlock) in_gradient = fovea_block_new (set, x->c, x->h, x->w, 0);

      set->conv_forward (&conv, &in.planes, forward, b->data, FALSE, &out.planes, work);
      set->conv_input_gradient (&conv, &gradient.planes, backward, &in_gradient.planes, work);
      set->conv_filter_gradient (&conv, &in.planes, &gradient.planes, filters->data, biases->data, work);
      fovea_block_to_tensor (set, &out, output, n);
      fovea_block_to_tensor (set, &in_gradient, input, n);
    }
  assert_close (output, y, 1e-5);
  assert_close (input, gx, 1e-5);
  assert_close (filters, gw, 1e-5);
  assert_close (biases, gb, 1e-5);
}

static void
test_conv (gconstpointer data)
{
  g_autoptr (GKeyFile) file = golden_open ("conv.ini");
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (char **group = groups; *group != NULL; group++)
    assert_conv_golden (data, file, *group);
}

static void
assert_pool_golden (const FoveaKernels *set, GKeyFile *file, const char *group)
{
  g_autoptr (FoveaTensor) x = golden_tensor (file, group, "input"), y = golden_tensor (file, group, "output");
  g_autoptr (FoveaTensor) gy = golden_tensor (file, group, "grad_output");
  g_autoptr (FoveaTensor) gx = golden_tensor (file, group, "grad_input");
  g_autoptr (FoveaTensor) output = like (y), input = like (x);
  g_autofree char *kind_name = g_key_file_get_string (file, group, "kind", NULL);
  FoveaPoolKind kind = g_str_equal (kind_name, "average") ? FOVEA_POOL_AVERAGE : FOVEA_POOL_MAX;
  FoveaWindow window = FOVEA_WINDOW (golden_double (file, group, "extent"));
  FoveaSlide slide;

  window.stride = golden_double (file, group, "stride");
  slide = fovea_slide (&window, x->h, x->w);
  for (int n = 0; n < x->n; n += set->lanes)
    {
      g_auto (FoveaBlock) in = fovea_block_from_tensor (set, x, n, 0);
      g_auto (FoveaBlock) gradient = fovea_block_from_tensor (set, gy, n, 1);
      g_auto (FoveaBlock) out = fovea_block_new (set, y->c, y->h, y->w, 1);
      g_auto (FoveaBlock) in_gradient = fovea_block_new (set, x->c, x->h, x->w, 0);

      set->pool_forward (kind, &slide, &in.planes, &out.planes);
      set->pool_backward (kind, &slide, &in.planes, &gradient.planes, &in_gradient.planes);
      fovea_block_to_tensor (set, &out, output, n);
      fovea_block_to_tensor (set, &in_gradient, input, n);
    }
  assert_close (output, y, 1e-6);
  assert_close (input, gx, 1e-6);
}

static void
test_pool (gconstpointer data)
{
  g_autoptr (GKeyFile) file = golden_open ("pool.ini");
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (char **group = groups; *group != NULL; group++)
    assert_pool_golden (data, file, *group);
}

static void
assert_activation_golden (const FoveaKernels *set, FoveaActivation f, const char *group)
{
  g_autoptr (GKeyFile) file = golden_open ("pointwise.ini");
  g_autoptr (FoveaTensor) x = golden_tensor (file, group, "input"), y = golden_tensor (file, group, "output");
  g_autoptr (FoveaTensor) gy = golden_tensor (file, group, "grad_output");
  g_autoptr (FoveaTensor) gx = golden_tensor (file, group, "grad_input");
  g_autoptr (FoveaTensor) output = like (y), input = like (x);

  for (int n = 0; n < x->n; n += set->lanes)
    {
      g_auto (FoveaBlock) block = fovea_block_from_tensor (set, x, n, 1);
      g_auto (FoveaBlock) gradient = fovea_block_from_tensor (set, gy, n, 0);

      set->activate (f, &block.planes, &block.planes);
      set->activate_backward (f, &block.planes, &gradient.planes, &gradient.planes);
      fovea_block_to_tensor (set, &block, output, n);
      fovea_block_to_tensor (set, &gradient, input, n);
    }
  assert_close (output, y, 1e-6);
  assert_close (input, gx, 1e-6);
}

static void
test_activations (gconstpointer data)
{
  assert_activation_golden (data, FOVEA_ACTIVATION_RELU, "relu");
  assert_activation_golden (data, FOVEA_ACTIVATION_TANH, "tanh");
  assert_activation_golden (data, FOVEA_ACTIVATION_SIGMOID, "sigmoid");
}

/* At the ends, where the exponential overflows, and close to 0, where 1 − 2/(e²ˣ + 1) would have lost every digit. */
static void
test_activation_extremes (gconstpointer data)
{
  const FoveaKernels *set = data;
  static const float values[] = { -INFINITY, -1000, -20, -1e-6f, 0, 1e-6f, 20, 1000, INFINITY };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_auto (FoveaBlock) x = fovea_block_new (set, 1, 1, 1, 0), y = fovea_block_new (set, 1, 1, 1, 0);

      x.planes.data[0] = values[i];
      set->activate (FOVEA_ACTIVATION_TANH, &x.planes, &y.planes);
      g_assert_cmpfloat_with_epsilon (y.planes.data[0], tanh (values[i]), 2e-7 * fabs (tanh (values[i])) + 1e-30);
      set->activate (FOVEA_ACTIVATION_SIGMOID, &x.planes, &y.planes);
      g_assert_cmpfloat_with_epsilon (y.planes.data[0], 1 / (1 + exp (-(double) values[i])), 2e-7);
    }
}

static void
assert_loss_golden (const FoveaKernels *set, const char *group)
{
  g_autoptr (GKeyFile) file = golden_open ("pointwise.ini");
  g_autoptr (FoveaTensor) x = golden_tensor (file, group, "scores");
  g_autoptr (FoveaTensor) p = golden_tensor (file, group, "probabilities");
  g_autoptr (FoveaTensor) gx = golden_tensor (file, group, "grad_scores");
  g_autoptr (FoveaTensor) probabilities = like (p), gradient = like (gx);
  gsize n_labels;
  g_autofree int *labels = golden_ints (file, group, "labels", &n_labels);
  double loss = 0;

  for (int n = 0; n < x->n; n += set->lanes)
    {
      g_auto (FoveaBlock) scores = fovea_block_from_tensor (set, x, n, 0);
      g_auto (FoveaBlock) out = fovea_block_new (set, x->c, 1, 1, 0);
      guint16 part[64], predicted[64];
      int images = MIN (x->n - n, set->lanes);

      for (int i = 0; i < images; i++)
        part[i] = labels[n + i];
      set->softmax (x->c, scores.planes.data, out.planes.data);
      fovea_block_to_tensor (set, &out, probabilities, n);
      loss += set->cross_entropy (x->c, images, scores.planes.data, part, 1.0f / x->n, out.planes.data, predicted);
      fovea_block_to_tensor (set, &out, gradient, n);
      for (int i = 0; i < images; i++)
        for (int k = 0; k < x->c; k++)
          g_assert_cmpfloat (p->data[(n + i) * x->c + k], <=, p->data[(n + i) * x->c + predicted[i]]);
      for (int i = images; i < set->lanes; i++)
        g_assert_cmpfloat (out.planes.data[i], ==, 0);
    }
  g_assert_cmpfloat_with_epsilon (loss / x->n, golden_double (file, group, "loss"),
                                  1e-6 * golden_double (file, group, "loss"));
  assert_close (probabilities, p, 1e-6);
  assert_close (gradient, gx, 1e-6);
}

static void
test_loss (gconstpointer data)
{
  assert_loss_golden (data, "softmax-cross-entropy");
  assert_loss_golden (data, "softmax-cross-entropy-large-scores");
}

/* ∂(Σ gy · softmax (x))/∂x by signed central differences */
static void
test_softmax_gradient (gconstpointer data)
{
  const FoveaKernels *set = data;
  static const float x[] = { 0.5f, -1, 2, 0.25f }, gy[] = { 1, -2, 0.5f, 3 };
  g_auto (FoveaBlock) y = fovea_block_new (set, 4, 1, 1, 0), gradient = fovea_block_new (set, 4, 1, 1, 0);
  g_auto (FoveaBlock) scores = fovea_block_new (set, 4, 1, 1, 0), gx = fovea_block_new (set, 4, 1, 1, 0);
  const float step = 0x1p-6f;

  for (int k = 0; k < 4; k++)
    {
      scores.planes.data[k * set->lanes] = x[k];
      gradient.planes.data[k * set->lanes] = gy[k];
    }
  set->softmax (4, scores.planes.data, y.planes.data);
  set->softmax_backward (4, y.planes.data, gradient.planes.data, gx.planes.data);
  for (int k = 0; k < 4; k++)
    {
      double difference = 0;

      for (int side = -1; side <= 1; side += 2)
        {
          scores.planes.data[k * set->lanes] = x[k] + side * step;
          set->softmax (4, scores.planes.data, y.planes.data);
          for (int j = 0; j < 4; j++)
            difference += side * (double) gy[j] * y.planes.data[j * set->lanes];
        }
      scores.planes.data[k * set->lanes] = x[k];
      g_assert_cmpfloat_with_epsilon (difference / (2 * step), gx.planes.data[k * set->lanes], 2e-4);
    }
}

static void
test_lrn (gconstpointer data)
{
  const FoveaKernels *set = data;
  const char *group = "local-response-normalisation";
  g_autoptr (GKeyFile) file = golden_open ("pointwise.ini");
  g_autoptr (FoveaTensor) x = golden_tensor (file, group, "input"), y = golden_tensor (file, group, "output");
  g_autoptr (FoveaTensor) gy = golden_tensor (file, group, "grad_output");
  g_autoptr (FoveaTensor) gx = golden_tensor (file, group, "grad_input");
  g_autoptr (FoveaTensor) output = like (y), input = like (x);

  for (int n = 0; n < x->n; n += set->lanes)
    {
      g_auto (FoveaBlock) in = fovea_block_from_tensor (set, x, n, 1);
      g_auto (FoveaBlock) gradient = fovea_block_from_tensor (set, gy, n, 0);
      g_auto (FoveaBlock) out = fovea_block_new (set, y->c, y->h, y->w, 1);
      g_auto (FoveaBlock) in_gradient = fovea_block_new (set, x->c, x->h, x->w, 0);

      set->lrn_forward (&in.planes, &out.planes);
      set->lrn_backward (&in.planes, &gradient.planes, &in_gradient.planes);
      fovea_block_to_tensor (set, &out, output, n);
      fovea_block_to_tensor (set, &in_gradient, input, n);
    }
  assert_close (output, y, 1e-6);
  assert_close (input, gx, 1e-6);
}

enum
{
  CHANNELS = 3 /* of the batch normalisation golden */
};

typedef struct
{
  FoveaTensor *x, *gy, *scale, *shift;
  float mean[CHANNELS], inverse[CHANNELS];
  double sum[CHANNELS], sum_normal[CHANNELS];
} Normalisation;

static void
find_statistics (const FoveaKernels *set, Normalisation *self, double epsilon)
{
  const FoveaTensor *x = self->x;
  double sum[CHANNELS] = { 0 }, squares[CHANNELS] = { 0 }, count = (double) x->n * x->h * x->w;

  for (int n = 0; n < x->n; n += set->lanes)
    {
      g_auto (FoveaBlock) in = fovea_block_from_tensor (set, x, n, 0);

      in.planes.data[set->lanes - 1] += x->n - n < set->lanes ? 1e6f : 0; /* a lane without an image must not count */
      set->batchnorm_sum (&in.planes, MIN (x->n - n, set->lanes), sum);
    }
  for (int c = 0; c < CHANNELS; c++)
    self->mean[c] = sum[c] / count;
  for (int n = 0; n < x->n; n += set->lanes)
    {
      g_auto (FoveaBlock) in = fovea_block_from_tensor (set, x, n, 0);

      set->batchnorm_square_sum (&in.planes, MIN (x->n - n, set->lanes), self->mean, squares);
    }
  for (int c = 0; c < CHANNELS; c++)
    self->inverse[c] = 1 / sqrt (squares[c] / count + epsilon);
}

static void
find_gradient_sums (const FoveaKernels *set, Normalisation *self)
{
  for (int n = 0; n < self->x->n; n += set->lanes)
    {
      g_auto (FoveaBlock) in = fovea_block_from_tensor (set, self->x, n, 0);
      g_auto (FoveaBlock) gradient = fovea_block_from_tensor (set, self->gy, n, 0);

      set->batchnorm_backward_sums (&in.planes, &gradient.planes, MIN (self->x->n - n, set->lanes), self->mean,
                                    self->inverse, self->sum, self->sum_normal);
    }
}

static void
normalise (const FoveaKernels *set, const Normalisation *self, FoveaTensor *output, FoveaTensor *input)
{
  const FoveaTensor *x = self->x;
  float mean_gy[CHANNELS], mean_normal[CHANNELS];

  for (int c = 0; c < CHANNELS; c++)
    {
      mean_gy[c] = self->sum[c] / (x->n * x->h * x->w);
      mean_normal[c] = self->sum_normal[c] / (x->n * x->h * x->w);
    }
  for (int n = 0; n < x->n; n += set->lanes)
    {
      int images = MIN (x->n - n, set->lanes);
      g_auto (FoveaBlock) in = fovea_block_from_tensor (set, x, n, 1);
      g_auto (FoveaBlock) gradient = fovea_block_from_tensor (set, self->gy, n, 0);
      g_auto (FoveaBlock) out = fovea_block_new (set, x->c, x->h, x->w, 0);

      set->batchnorm_forward (&in.planes, self->mean, self->inverse, self->scale->data, self->shift->data, &out.planes);
      set->batchnorm_backward (&in.planes, &gradient.planes, images, self->mean, self->inverse, self->scale->data,
                               mean_gy, mean_normal, &gradient.planes);
      fovea_block_to_tensor (set, &out, output, n);
      fovea_block_to_tensor (set, &gradient, input, n);
      for (int l = images; l < set->lanes; l++)
        g_assert_cmpfloat (gradient.planes.data[l], ==, 0);
    }
}

static void
test_batchnorm (gconstpointer data)
{
  const FoveaKernels *set = data;
  const char *group = "batch-normalisation-training";
  g_autoptr (GKeyFile) file = golden_open ("pointwise.ini");
  g_autoptr (FoveaTensor) x = golden_tensor (file, group, "input"), y = golden_tensor (file, group, "output");
  g_autoptr (FoveaTensor) gy = golden_tensor (file, group, "grad_output");
  g_autoptr (FoveaTensor) gx = golden_tensor (file, group, "grad_input");
  g_autoptr (FoveaTensor) scale = golden_tensor (file, group, "scale"), shift = golden_tensor (file, group, "shift");
  g_autoptr (FoveaTensor) grad_scale = golden_tensor (file, group, "grad_scale");
  g_autoptr (FoveaTensor) grad_shift = golden_tensor (file, group, "grad_shift");
  g_autoptr (FoveaTensor) output = like (y), input = like (x);
  Normalisation self = { .x = x, .gy = gy, .scale = scale, .shift = shift };

  g_assert_cmpint (x->c, ==, CHANNELS);
  find_statistics (set, &self, golden_double (file, group, "epsilon"));
  find_gradient_sums (set, &self);
  normalise (set, &self, output, input);
  assert_close (output, y, 1e-6);
  assert_close (input, gx, 2e-6);
  for (int c = 0; c < CHANNELS; c++)
    {
      g_assert_cmpfloat_with_epsilon (self.sum[c], grad_shift->data[c], 1e-5);
      g_assert_cmpfloat_with_epsilon (self.sum_normal[c], grad_scale->data[c], 2e-5);
    }
}

/* Whatever the set, the same cells of the same image are dropped, about as many as asked for. */
static void
test_dropout (gconstpointer data)
{
  const FoveaKernels *set = data, *reference = fovea_kernels_reference ();
  g_auto (FoveaBlock) x = fovea_block_new (set, 5, 30, 20, 1), y = fovea_block_new (set, 5, 30, 20, 0);
  g_auto (FoveaBlock) one = fovea_block_new (reference, 5, 30, 20, 0);
  g_autoptr (FoveaTensor) got = fovea_tensor_new (set->lanes, 5, 30, 20), ones = like (got), expected = like (got);
  int kept = 0, size = fovea_tensor_size (got);

  fovea_tensor_fill (ones, 1);
  fovea_block_clear (&x);
  x = fovea_block_from_tensor (set, ones, 0, 1);
  set->dropout (&x.planes, 0.25f, 77, 40, &y.planes);
  fovea_block_to_tensor (set, &y, got, 0);
  for (int l = 0; l < set->lanes; l++)
    {
      g_auto (FoveaBlock) image = fovea_block_from_tensor (reference, ones, l, 0);

      reference->dropout (&image.planes, 0.25f, 77, 40 + l, &image.planes);
      fovea_block_to_tensor (reference, &image, expected, l);
    }
  g_assert_cmpmem (got->data, size * sizeof (float), expected->data, size * sizeof (float));
  for (int i = 0; i < size; i++)
    {
      g_assert_true (got->data[i] == 0 || got->data[i] == 1 / 0.75f);
      kept += got->data[i] != 0;
    }
  g_assert_cmpfloat_with_epsilon ((double) kept / size, 0.75, 4 * sqrt (0.25 * 0.75 / size));
}

static void
test_pack_bytes (gconstpointer data)
{
  const FoveaKernels *set = data;
  const float mean[2] = { 0.25f, 0.5f }, inverse[2] = { 2, 4 };
  int images = MAX (set->lanes - 1, 1), width = 21;
  g_autofree guint8 *pixels = g_malloc (images * 2 * 3 * width);
  g_autofree const guint8 **image = g_new (const guint8 *, images);
  g_auto (FoveaBlock) block = fovea_block_new (set, 2, 3, width, 1);

  for (int i = 0; i < images * 6 * width; i++)
    pixels[i] = i * 37 + i / 256;
  for (int n = 0; n < images; n++)
    image[n] = pixels + n * 6 * width;
  memset (block.planes.data + (block.planes.channel + block.planes.row) * set->lanes, 1, sizeof (float) * set->lanes);
  set->pack_bytes (image, images, mean, inverse, &block.planes);
  for (int l = 0; l < set->lanes; l++)
    for (int c = 0; c < 2; c++)
      for (int i = 0; i < 3 * width; i++)
        {
          gssize at = c * block.planes.channel + i / width * block.planes.row + i % width;
          double expected = l < images ? (image[l][c * 3 * width + i] / 255.0 - mean[c]) * inverse[c] : 0;

          g_assert_cmpfloat_with_epsilon (block.planes.data[at * set->lanes + l], expected, 1e-6);
        }
}

/* Every set at once, so that the reference kernels, the slowest, run once for each shape. */
static void
fuzz (guint64 seed, int shapes, gint64 most_macs)
{
  FoveaFuzzCount count = { 0 };

  for (int i = 0; i < shapes; i++)
    {
      g_autoptr (GError) error = NULL;

      fovea_kernels_fuzz (seed, i, most_macs, &count, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpint (count.shapes, ==, shapes);
  g_assert_cmpint (count.rounded_down, >, shapes / 50);
  g_assert_cmpint (count.rounded_up, >, shapes / 50);
  g_assert_cmpint (count.refused, >, shapes / 50);
}

static void
test_fuzz_large (void)
{
  fuzz (1, SANITIZED ? 30 : 100, 1000000);
}

static void
test_fuzz_small (void)
{
  fuzz (2, SANITIZED ? 300 : 1000, 20000);
}

static void
test_choose (void)
{
  g_autoptr (GError) error = NULL;

  for (const FoveaKernels *const *set = fovea_kernels_supported (); *set != NULL; set++)
    {
      g_assert_true (fovea_kernels_choose ((*set)->name, &error));
      g_assert_true (fovea_kernels_get () == *set);
      g_assert_cmpint ((*set)->single->lanes, ==, 1);
    }
  g_assert_false (fovea_kernels_choose ("mmx", &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
  g_assert_nonnull (strstr (error->message, "mmx"));
  g_assert_nonnull (strstr (error->message, "portable, reference"));
  g_assert_true (fovea_kernels_choose (NULL, NULL));
  g_assert_true (fovea_kernels_get () == fovea_kernels_supported ()[0]);
}

static const struct
{
  const char *name;
  GTestDataFunc test;
} tests[] = {
  { "conv", test_conv },
  { "pool", test_pool },
  { "activations", test_activations },
  { "activation-extremes", test_activation_extremes },
  { "loss", test_loss },
  { "softmax-gradient", test_softmax_gradient },
  { "lrn", test_lrn },
  { "batchnorm", test_batchnorm },
  { "dropout", test_dropout },
  { "pack-bytes", test_pack_bytes },
};

static void
add_set (const FoveaKernels *set)
{
  g_test_message ("kernels: %s, %d images at a time", set->name, set->lanes);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/kernels/%s/%s", set->name, tests[i].name);

      g_test_add_data_func (path, set, tests[i].test);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (const FoveaKernels *const *set = fovea_kernels_supported (); *set != NULL; set++)
    {
      add_set (*set);
      if ((*set)->single != *set && (*set)->single != fovea_kernels_reference ())
        add_set ((*set)->single);
    }
  g_test_add_func ("/engine/kernels/fuzz/large", test_fuzz_large);
  g_test_add_func ("/engine/kernels/fuzz/small", test_fuzz_small);
  g_test_add_func ("/engine/kernels/choose", test_choose);
  return g_test_run ();
}
