/* SPDX-License-Identifier: GPL-3.0-or-later */

/* fovea-cli why: pictures and numbers of each method, and what it refuses. */

#include "engine/file.h"
#include "engine/model-file.h"
#include "engine/npy.h"
#include "program.h"

static char *model, *picture;

/* A model with its first weights, which is enough to have reasons. */
static void
save_model (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoveaNetSpec) spec
    = fovea_net_spec_parse ("INPUT 20x16x3, CONV 5x5x6, BATCHNORM, RELU, POOL 2, DROPOUT 0.5, FC 4", NULL, &error);
  g_autoptr (FoveaNet) net = fovea_net_new (spec, 1, &error);

  g_assert_no_error (error);
  model = folder_path ("model.safetensors");
  picture = g_build_filename (g_getenv ("FOVEA_DATA"), "pictures", "raccoon.png", NULL);
  fovea_net_set_class_names (net, (const char *[]){ "a", "b", "c", "d", NULL });
  fovea_net_set_statistics (net, (float[]){ 0.4f, 0.4f, 0.4f }, (float[]){ 0.2f, 0.2f, 0.2f });
  fovea_net_save (net, model, &error);
  g_assert_no_error (error);
}

static FoveaTensor *
load (const char *name)
{
  g_autofree char *path = folder_path (name);
  g_autoptr (GError) error = NULL;
  FoveaTensor *tensor = fovea_npy_load (path, &error);

  g_assert_no_error (error);
  return tensor;
}

static void
test_saliency (void)
{
  g_autofree char *png = folder_path ("why.png"), *npy = folder_path ("saliency.npy");
  g_auto (Result) drawn = run ("why", model, picture, "--show", "input", "--output", png, "--json");
  g_auto (Result) words = run ("why", model, picture, "--class", "2", "--output", png);
  g_auto (Result) written = run ("why", model, picture, "--class", "2", "--output", npy, "--json");
  g_autoptr (JsonObject) object = parse_json (&drawn), other = parse_json (&written);
  g_autoptr (FoveaTensor) gradient = load ("saliency-gradient.npy");
  const char *name = json_object_get_string_member (object, "name");

  g_assert_cmpstr (json_object_get_string_member (object, "method"), ==, "saliency");
  g_assert_cmpstr (json_object_get_string_member (object, "output"), ==, png);
  g_assert_cmpint (name[0] - 'a', ==, json_object_get_int_member (object, "class"));
  g_assert_cmpint (json_object_get_int_member (other, "class"), ==, 2);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (other, "outputs")), ==, 3);
  g_assert_cmpint (words.status, ==, 0);
  g_assert_nonnull (strstr (words.out, "Why c? raccoon.png. Where a pixel gets lighter"));
  g_assert_cmpuint (fovea_tensor_size (gradient), ==, 20 * 16 * 3);
  g_assert_cmpfloat (fovea_numbers_limit (gradient->data, 960), >, 0);
}

/* The lowest probability of the numbers is what the JSON says, and stands where it says. */
static void
test_occlusion (void)
{
  g_autofree char *npy = folder_path ("occlusion.npy");
  g_auto (Result) result = run ("why", model, picture, "--method", "occlusion", "--patch", "4", "--stride", "4",
                                "--output", npy, "--json");
  g_autoptr (JsonObject) object = parse_json (&result);
  JsonObject *lowest = json_object_get_object_member (object, "lowest");
  g_autoptr (FoveaTensor) hidden = load ("occlusion-hidden.npy");
  int column = (int) json_object_get_int_member (lowest, "column");
  int row = (int) json_object_get_int_member (lowest, "row");
  float least = 1;

  g_assert_cmpuint (fovea_tensor_size (hidden), ==, 5 * 4);
  for (int i = 0; i < 20; i++)
    least = MIN (least, hidden->data[i]);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (lowest, "probability"), least, 1e-6);
  g_assert_cmpfloat (hidden->data[(row - 1) / 4 * 5 + (column - 1) / 4], ==, least);
  g_assert_cmpint (json_object_get_int_member (lowest, "rows"), ==, 4);
  g_assert_cmpint (json_object_get_int_member (lowest, "columns"), ==, 4);
}

static GBytes *
climb (const char *seed, const char *what, const char *number)
{
  g_autofree char *csv = folder_path ("climb.csv");
  g_auto (Result) result = run ("why", model, "--method", "maximise", what, number, "--steps", "12", "--seed",
                                seed, "--output", csv, "--json");
  g_autoptr (JsonObject) object = parse_json (&result);

  g_assert_cmpint (result.status, ==, 0);
  g_assert_cmpint (json_object_get_int_member (object, "steps"), ==, 12);
  g_assert_cmpfloat (json_object_get_double_member (object, "last"), >,
                     json_object_get_double_member (object, "first"));
  return fovea_file_bytes (csv, NULL);
}

/* The same seed, the same bytes. */
static void
test_maximise (void)
{
  g_autoptr (GBytes) one = climb ("1", "--class", "0"), same = climb ("1", "--class", "0");
  g_autoptr (GBytes) other = climb ("2", "--class", "0"), filter = climb ("1", "--layer", "1");

  g_assert_true (g_bytes_equal (one, same));
  g_assert_false (g_bytes_equal (one, other));
  g_assert_false (g_bytes_equal (one, filter));
}

static void
test_refused (void)
{
  g_autofree char *png = folder_path ("never.png");
  g_auto (Result) missing = run ("why", model, "--output", png);
  g_auto (Result) what = run ("why", model, "--method", "maximise", "--output", png);
  g_auto (Result) class = run ("why", model, picture, "--class", "4", "--output", png);
  g_auto (Result) map = run ("why", model, "--method", "maximise", "--layer", "1", "--map", "7", "--output", png);
  g_auto (Result) method = run ("why", model, picture, "--method", "guess", "--output", png);
  g_auto (Result) patch = run ("why", model, picture, "--method", "occlusion", "--patch", "0", "--output", png);
  g_auto (Result) ending = run ("why", model, picture, "--output", "why.doc");

  assert_fails (&missing, 2, "IMAGE is missing: saliency is found for a picture.");
  assert_fails (&what, 2, "--class or --layer has to say what is to be maximised.");
  assert_fails (&class, 2, "There is no class 4; this net's classes are 0 to 3.");
  assert_fails (&map, 2, "There is no map 7 in layer 1 of this net.");
  assert_fails (&method, 2, "occlusion");
  assert_fails (&patch, 2, "patch");
  assert_fails (&ending, 2, "why.doc");
  g_assert_false (g_file_test (png, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  save_model ();
  g_test_add_func ("/cli/why/saliency", test_saliency);
  g_test_add_func ("/cli/why/occlusion", test_occlusion);
  g_test_add_func ("/cli/why/maximise", test_maximise);
  g_test_add_func ("/cli/why/refused", test_refused);
  status = g_test_run ();
  folder_remove ();
  g_free (model);
  g_free (picture);
  return status;
}
