/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/npy.h"
#include "engine/onnx.h"
#include "engine/random.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

/* Nets that between them hold every layer, a window hung over the edge, and matrices that become volumes again. */
static const struct
{
  const char *name, *net;
} nets[] = {
  { "lenet-5", "lenet-5" },
  { "cifar-demo", "cifar-demo" },
  { "every-layer", "INPUT 19x17x3, CONV 3x3x8 pad 1, BATCHNORM, RELU, LRN, POOL 3 stride 2 round floor, CONV 3x3x8 groups 2 "
                   "dilation 2 pad 2, SIGMOID, DROPOUT 0.5, AVGPOOL 2 stride 2 round floor, FC 12, BATCHNORM, TANH, FC 5, SOFTMAX" },
  { "rounded-up", "INPUT 12x12x1, CONV 3x3x4 stride 2 round floor, POOL 2 round ceil, CONV 2x2x6 pad same, AVGPOOL 3, FC 3" },
  { "volume-after-matrix", "INPUT 8x8x1, FC 6, RELU, CONV 1x1x4, LRN, FC 3" },
  { "no-fc", "INPUT 8x8x2, CONV 5x5x4 stride 3, RELU, CONV 2x2x7" },
};

static FoveaTensor *
random_images (int n, const FoveaShape *shape)
{
  FoveaTensor *images = fovea_tensor_new (n, shape->depth, shape->height, shape->width);

  for (gsize i = 0; i < fovea_tensor_size (images); i++)
    images->data[i] = (float) fovea_random_uniform (13, 0, i);
  return images;
}

/* (x − mean)/deviation, as the net expects what the exported graph does by itself */
static FoveaTensor *
normalise (const FoveaTensor *images, const float mean[3], const float deviation[3])
{
  FoveaTensor *normal = fovea_tensor_copy (images);
  gsize plane = (gsize) images->h * images->w;

  for (gsize i = 0; i < fovea_tensor_size (images); i++)
    {
      int c = (int) (i / plane % images->c);

      normal->data[i] = (images->data[i] - mean[c]) / deviation[c];
    }
  return normal;
}

static void
run_check (const char *folder, const char *model, const char *images, const char *probabilities)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) check = NULL;
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "engine", "check-onnx.py", NULL);
  g_autofree char *complaint = NULL;

  check = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_PIPE, &error, "/usr/bin/python3", script, model, images,
                            probabilities, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (check, NULL, NULL, NULL, &complaint, &error);
  g_assert_no_error (error);
  if (!g_subprocess_get_successful (check))
    g_error ("%s", complaint);
}

static void
test_others_agree (gconstpointer data)
{
  const float mean[] = { 0.4f, 0.5f, 0.3f }, deviation[] = { 0.25f, 0.2f, 0.5f };
  const char *classes[] = { "a", "b \"quoted\"", "ç", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoveaNetSpec) spec
      = fovea_net_spec_parse (fovea_net_spec_named (data) ? fovea_net_spec_named (data) : data, NULL, &error);
  g_autoptr (FoveaNet) net = NULL;
  g_autoptr (FoveaTensor) images = NULL, normal = NULL, probabilities = NULL;
  g_autofree char *folder = g_dir_make_tmp ("fovea-onnx-XXXXXX", &error);
  g_autofree char *model = g_build_filename (folder, "net.onnx", NULL);
  g_autofree char *x = g_build_filename (folder, "x.npy", NULL), *y = g_build_filename (folder, "y.npy", NULL);

  g_assert_no_error (error);
  net = fovea_net_new (spec, 5, &error);
  g_assert_no_error (error);
  fovea_net_set_statistics (net, mean, deviation);
  fovea_net_set_class_names (net, classes);
  images = random_images (3, &spec->layers[0].out);
  normal = normalise (images, mean, deviation);
  probabilities = fovea_net_infer (net, normal);

  g_assert_true (fovea_net_export_onnx (net, model, &error));
  g_assert_true (fovea_npy_save (images, 4, x, &error));
  g_assert_true (fovea_npy_save (probabilities, 4, y, &error));
  run_check (folder, model, x, y);
  g_remove (model), g_remove (x), g_remove (y), g_rmdir (folder);
}

static void
test_unwritable (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse ("INPUT 4x4x1, FC 2", NULL, &error);
  g_autoptr (FoveaNet) net = fovea_net_new (spec, 1, &error);

  g_assert_no_error (error);
  g_assert_false (fovea_net_export_onnx (net, "/dev/null/net.onnx", &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (nets); i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/onnx/others-agree/%s", nets[i].name);

      g_test_add_data_func (path, nets[i].net, test_others_agree);
    }
  g_test_add_func ("/engine/onnx/unwritable", test_unwritable);
  return g_test_run ();
}
