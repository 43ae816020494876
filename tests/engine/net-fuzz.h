/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Random nets, run in every way that there is: by each kernel set, on one thread and on more than there are blocks of
 * images, many images and one row by row, forward and in training. By one set every number must be the same to the last
 * bit, whatever the threads; and all sets must come close to what the reference kernels give. */

#include "engine/kernels.h"
#include "engine/net.h"
#include "engine/random.h"
#include "engine/tensor.h"
#include "engine/trainer.h"

#include <math.h>
#include <string.h>

typedef struct
{
  guint64 seed, stream, draws;
} NetFuzz;

static inline int
net_fuzz_draw (NetFuzz *self, int first, int last)
{
  return first + fovea_random_below (self->seed, self->stream, self->draws++, last - first + 1);
}

static inline const char *
net_fuzz_choose (NetFuzz *self, const char *const *texts, int n)
{
  return texts[net_fuzz_draw (self, 0, n - 1)];
}

static inline void
net_fuzz_append_conv (NetFuzz *self, GString *text)
{
  static const char *const options[] = { "", "", "", " stride 2 round floor", " stride 3 round ceil", " dilation 2" };
  static const char *const behind[] = { "", ", RELU", ", RELU, POOL 2 round floor", ", RELU, POOL 2 round ceil",
                                        ", POOL 2 round floor", ", BATCHNORM, RELU" };
  int extent = 2 * net_fuzz_draw (self, 0, 2) + 1;

  g_string_append_printf (text, ", CONV %dx%dx%d pad %d", extent, extent, net_fuzz_draw (self, 1, 70),
                          net_fuzz_draw (self, 0, extent / 2));
  g_string_append (text, net_fuzz_choose (self, options, G_N_ELEMENTS (options)));
  g_string_append (text, net_fuzz_choose (self, behind, G_N_ELEMENTS (behind)));
}

/* It may not fit. */
static inline char *
net_fuzz_draw_net (NetFuzz *self)
{
  static const char *const others[]
    = { ", POOL 2 round floor", ", POOL 3 stride 2 round ceil", ", AVGPOOL 2 round floor", ", BATCHNORM", ", LRN",
        ", TANH", ", SIGMOID", ", RELU", ", DROPOUT 0.3", ", FC 40, RELU", ", FC 200", ", SOFTMAX" };
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "INPUT %dx%dx%d", net_fuzz_draw (self, 1, 24), net_fuzz_draw (self, 1, 24),
                          net_fuzz_draw (self, 1, 3));
  for (int i = net_fuzz_draw (self, 1, 5); i > 0; i--)
    if (net_fuzz_draw (self, 0, 1))
      net_fuzz_append_conv (self, text);
    else
      g_string_append (text, net_fuzz_choose (self, others, G_N_ELEMENTS (others)));
  g_string_append_printf (text, ", FC %d", net_fuzz_draw (self, 2, 12));
  g_string_append (text, net_fuzz_draw (self, 0, 2) ? "" : ", SOFTMAX");
  return g_string_free (text, FALSE);
}

static inline FoveaNet *
net_fuzz_make_net (NetFuzz *self)
{
  for (;;)
    {
      g_autofree char *text = net_fuzz_draw_net (self);
      FoveaNetSpec *spec = fovea_net_spec_parse (text, NULL, NULL);
      FoveaNet *net = spec ? fovea_net_new (spec, 1, NULL) : NULL;

      g_clear_pointer (&spec, fovea_net_spec_unref);
      if (net)
        return net;
    }
}

static inline FoveaExamples *
net_fuzz_make_examples (NetFuzz *self, const FoveaNetSpec *spec)
{
  const FoveaShape *in = &spec->layers[0].out;
  FoveaExamples *examples = fovea_examples_new (net_fuzz_draw (self, 20, 80), in->depth, in->height, in->width,
                                                fovea_net_spec_classes (spec));

  for (gsize i = 0; i < (gsize) examples->n * in->depth * in->height * in->width; i++)
    examples->pixels[i] = net_fuzz_draw (self, 0, 255);
  for (int i = 0; i < examples->n; i++)
    examples->labels[i] = net_fuzz_draw (self, 0, examples->classes - 1);
  return examples;
}

static inline FoveaTensor *
net_fuzz_make_images (NetFuzz *self, const FoveaNetSpec *spec)
{
  const FoveaShape *in = &spec->layers[0].out;
  int n = net_fuzz_draw (self, 0, 1) ? 1 : net_fuzz_draw (self, 2, 40);
  FoveaTensor *images = fovea_tensor_new (n, in->depth, in->height, in->width);

  for (gsize i = 0; i < fovea_tensor_size (images); i++)
    images->data[i] = net_fuzz_draw (self, -700, 1300) / 1000.0f;
  return images;
}

/* What came of a net: tensors in one order, scores, the first image's maps, and the weights after a few steps. */
static inline GPtrArray *
net_fuzz_run (const FoveaNet *net, const FoveaTensor *images, FoveaExamples *examples,
              const FoveaTrainingOptions *options)
{
  const FoveaNetSpec *spec = fovea_net_get_spec (net);
  g_autoptr (FoveaNet) copy = fovea_net_copy (net);
  g_autoptr (FoveaTensor) image = fovea_tensor_new_from (1, images->c, images->h, images->w, images->data);
  g_autoptr (FoveaTrainer) trainer = fovea_trainer_new (fovea_net_copy (net), examples, options, NULL);
  g_autofree FoveaTensor **maps = g_new (FoveaTensor *, spec->n_layers);
  GPtrArray *results = g_ptr_array_new_with_free_func ((GDestroyNotify) fovea_tensor_unref);

  fovea_net_set_threads (copy, options->threads);
  g_ptr_array_add (results, fovea_net_infer (copy, images));
  fovea_net_activations (copy, image, maps);
  for (int row = 0; row < spec->n_layers; row++)
    g_ptr_array_add (results, maps[row]);
  for (int step = 0; step < 3; step++)
    g_assert_true (fovea_trainer_step (trainer, NULL, NULL, NULL, NULL));
  for (int row = 0; row < spec->n_layers; row++)
    for (FoveaParameterKind kind = FOVEA_WEIGHT; kind <= FOVEA_RUNNING_VAR; kind++)
      {
        FoveaTensor *parameter = fovea_net_get_parameter (fovea_trainer_get_net (trainer), row, kind);

        if (parameter)
          g_ptr_array_add (results, parameter);
      }
  return results;
}

/* max |a − b| / max |b| of any of the results. A bias that BATCHNORM takes away again has learned nothing but rounding
 * errors: what is below SMALL counts as small. */
static inline double
net_fuzz_error (const GPtrArray *a, const GPtrArray *b)
{
  const double SMALL = 0.01;
  double worst = 0;

  for (guint i = 0; i < a->len; i++)
    {
      const FoveaTensor *right = b->pdata[i];
      double error = fovea_tensor_error (a->pdata[i], right), largest = 0;

      for (gsize j = 0; j < fovea_tensor_size (right); j++)
        largest = fmax (largest, fabsf (right->data[j]));
      worst = fmax (worst, largest > 0 ? error * largest / fmax (largest, SMALL) : error);
    }
  return worst;
}

static inline gboolean
net_fuzz_same (const GPtrArray *a, const GPtrArray *b)
{
  for (guint i = 0; i < a->len; i++)
    {
      const FoveaTensor *one = a->pdata[i], *other = b->pdata[i];

      if (memcmp (one->data, other->data, fovea_tensor_size (one) * sizeof (float)) != 0)
        return FALSE;
    }
  return TRUE;
}

static inline char *
net_fuzz_complain (const FoveaNet *net, const FoveaTrainingOptions *options, const char *set, const char *what,
                   double error)
{
  g_autofree char *text = fovea_net_spec_to_text (fovea_net_get_spec (net));

  return g_strdup_printf ("%s, %d threads, batch %d: %s (%.2g): %s", set, options->threads, options->batch, what, error,
                          text);
}

/* Net @number of @seed. Returns: (nullable): what was wrong */
static inline char *
net_fuzz (guint64 seed, int number)
{
  static const int threads[] = { 2, 3, 9 };
  NetFuzz self = { .seed = seed, .stream = fovea_random_stream (FOVEA_STREAM_OTHER, number) };
  g_autoptr (FoveaNet) net = net_fuzz_make_net (&self);
  g_autoptr (FoveaExamples) examples = net_fuzz_make_examples (&self, fovea_net_get_spec (net));
  g_autoptr (FoveaTensor) images = net_fuzz_make_images (&self, fovea_net_get_spec (net));
  FoveaTrainingOptions options = fovea_training_options_default ();
  g_autoptr (GPtrArray) reference = NULL;
  char *complaint = NULL;

  options.batch = net_fuzz_draw (&self, 1, examples->n);
  options.rate = 0.001f;
  options.threads = 1;
  fovea_kernels_choose ("reference", NULL);
  reference = net_fuzz_run (net, images, examples, &options);
  for (const FoveaKernels *const *set = fovea_kernels_supported (); *set != fovea_kernels_reference () && !complaint;
       set++)
    {
      g_autoptr (GPtrArray) alone = NULL;

      options.threads = 1;
      fovea_kernels_choose ((*set)->name, NULL);
      alone = net_fuzz_run (net, images, examples, &options);
      if (!(net_fuzz_error (alone, reference) < 1e-3))
        complaint = net_fuzz_complain (net, &options, (*set)->name, "far from the reference",
                                       net_fuzz_error (alone, reference));
      for (gsize i = 0; i < G_N_ELEMENTS (threads) && !complaint; i++)
        {
          g_autoptr (GPtrArray) together = NULL;

          options.threads = threads[i];
          together = net_fuzz_run (net, images, examples, &options);
          if (!net_fuzz_same (together, alone))
            complaint = net_fuzz_complain (net, &options, (*set)->name, "other bits than one thread",
                                           net_fuzz_error (together, alone));
        }
    }
  fovea_kernels_choose (NULL, NULL);
  return complaint;
}
