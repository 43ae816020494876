/* SPDX-License-Identifier: GPL-3.0-or-later */

/* fovea-cli conv and pool on the goldens, through NumPy files. */

#include "../engine/golden.h"
#include "engine/file.h"
#include "engine/npy.h"
#include "program.h"

/* Writes a golden array as NAME.npy; a list as a vector. Returns: the path */
static char *
put (GKeyFile *file, const char *group, const char *key)
{
  g_autoptr (FoveaTensor) tensor = golden_tensor (file, group, key);
  g_autofree char *name = g_strconcat (key, ".npy", NULL);
  g_autofree char *shape_key = g_strconcat (key, ".shape", NULL);
  g_autoptr (GError) error = NULL;
  gsize dimensions;
  g_autofree int *shape = golden_ints (file, group, shape_key, &dimensions);
  char *path = folder_path (name);

  fovea_npy_save (tensor, dimensions == 1 ? 1 : 4, path, &error);
  g_assert_no_error (error);
  return path;
}

static void
assert_golden (GKeyFile *file, const char *group, const char *key, const char *path)
{
  g_autoptr (FoveaTensor) expected = golden_tensor (file, group, key);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoveaTensor) found = fovea_npy_load (path, &error);

  g_assert_no_error (error);
  g_assert_cmpfloat (fovea_tensor_error (found, expected), <=, 1e-5);
}

static void
test_conv_golden (GKeyFile *file, const char *group)
{
  g_autofree char *x = put (file, group, "input"), *w = put (file, group, "filters"), *b = put (file, group, "biases");
  g_autofree char *gy = put (file, group, "grad_output"), *y = folder_path ("y.npy"), *gx = folder_path ("gx.npy");
  g_autofree char *gw = folder_path ("gw.npy"), *gb = folder_path ("gb.npy");
  g_autofree char *stride = g_key_file_get_string (file, group, "stride", NULL);
  g_autofree char *pad = g_key_file_get_string (file, group, "pad", NULL);
  g_autofree char *dilation = g_key_file_get_string (file, group, "dilation", NULL);
  g_autofree char *groups = g_key_file_get_string (file, group, "groups", NULL);
  g_autofree char *round = g_key_file_get_string (file, group, "round", NULL);
  g_auto (Result) result
      = run ("conv", "--input", x, "--filters", w, "--biases", b, "--stride", stride, "--pad", pad, "--dilation",
             dilation, "--groups", groups, "--round", round, "--output", y, "--grad-output", gy, "--grad-input", gx,
             "--grad-filters", gw, "--grad-biases", gb);

  g_assert_cmpstr (result.err, ==, "");
  g_assert_cmpint (result.status, ==, 0);
  assert_golden (file, group, "output", y);
  assert_golden (file, group, "grad_input", gx);
  assert_golden (file, group, "grad_filters", gw);
  assert_golden (file, group, "grad_biases", gb);
}

static void
test_conv_goldens (void)
{
  g_autoptr (GKeyFile) file = golden_open ("conv.ini");
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (char **group = groups; *group != NULL; group++)
    test_conv_golden (file, *group);
}

static void
test_pool_golden (GKeyFile *file, const char *group)
{
  g_autofree char *x = put (file, group, "input"), *gy = put (file, group, "grad_output");
  g_autofree char *y = folder_path ("y.npy"), *gx = folder_path ("gx.npy");
  g_autofree char *kind = g_key_file_get_string (file, group, "kind", NULL);
  g_autofree char *extent = g_key_file_get_string (file, group, "extent", NULL);
  g_autofree char *stride = g_key_file_get_string (file, group, "stride", NULL);
  g_autofree char *pad = g_key_file_get_string (file, group, "pad", NULL);
  g_autofree char *round = g_key_file_get_string (file, group, "round", NULL);
  g_auto (Result) result = run ("pool", "--kind", kind, "--input", x, "--extent", extent, "--stride", stride, "--pad",
                                pad ? pad : "0", "--round", round ? round : "error", "--output", y, "--grad-output", gy,
                                "--grad-input", gx);

  g_assert_cmpstr (result.err, ==, "");
  g_assert_cmpint (result.status, ==, 0);
  assert_golden (file, group, "output", y);
  assert_golden (file, group, "grad_input", gx);
}

static void
test_pool_goldens (void)
{
  g_autoptr (GKeyFile) file = golden_open ("pool.ini");
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (char **group = groups; *group != NULL; group++)
    test_pool_golden (file, *group);
}

static void
test_json_says_what_was_written (void)
{
  g_autoptr (GKeyFile) file = golden_open ("conv.ini");
  g_autofree char *x = put (file, "lecture-7x7-3x3-stride2", "input");
  g_autofree char *w = put (file, "lecture-7x7-3x3-stride2", "filters"), *y = folder_path ("y.npy");
  g_auto (Result) result
      = run ("conv", "--input", x, "--filters", w, "--stride", "2", "--output", y, "--json");
  g_autoptr (JsonObject) object = parse_json (&result);
  JsonObject *output = json_object_get_object_member (object, "output");
  JsonArray *shape = json_object_get_array_member (output, "shape");

  g_assert_cmpint (result.status, ==, 0);
  g_assert_cmpstr (json_object_get_string_member (output, "path"), ==, y);
  g_assert_cmpuint (json_array_get_length (shape), ==, 4);
  g_assert_cmpint (json_array_get_int_element (shape, 3), ==, 3);
  g_assert_false (json_object_has_member (object, "grad_input"));
}

/* A misfit is a "no" with its numbers, and nothing is written. */
static void
test_misfits (void)
{
  g_autoptr (GKeyFile) file = golden_open ("conv.ini");
  g_autofree char *x = put (file, "lecture-7x7-3x3-stride1", "input");
  g_autofree char *w = put (file, "lecture-7x7-3x3-stride1", "filters"), *y = folder_path ("never.npy");
  g_auto (Result) conv = run ("conv", "--input", x, "--filters", w, "--stride", "3", "--output", y, "--json");
  g_auto (Result) pool = run ("pool", "--kind", "max", "--input", x, "--extent", "2", "--output", y);
  g_autoptr (JsonObject) object = parse_json (&conv);
  JsonObject *misfit = json_object_get_object_member (object, "misfit");

  assert_fails (&conv, 1, "(7 − 3 + 2·0)/3 + 1 = 2.33");
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (misfit, "exact"), 7.0 / 3, 1e-12);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (misfit, "suggestions")), ==, 6);
  assert_fails (&pool, 1, "(7 − 2 + 2·0)/2 + 1 = 3.5");
  g_assert_cmpstr (pool.out, ==, "");
  g_assert_false (g_file_test (y, G_FILE_TEST_EXISTS));
}

static void
test_bad_input (void)
{
  g_autoptr (GKeyFile) file = golden_open ("conv.ini");
  const char *demo = "demo-5x5x3-two-filters-stride2-pad1";
  g_autofree char *x = put (file, "lecture-7x7-3x3-stride1", "input"), *w = put (file, demo, "filters");
  g_autofree char *gy = put (file, demo, "grad_output"), *b = put (file, demo, "biases"), *y = folder_path ("y.npy");
  g_autofree char *nan = g_test_build_filename (G_TEST_DIST, "goldens", "npy", "nan.npy", NULL);
  g_autofree char *below = g_build_filename (x, "below.npy", NULL);
  g_auto (Result) depth = run ("conv", "--input", x, "--filters", w, "--output", y);
  g_auto (Result) biases = run ("conv", "--input", x, "--filters", x, "--biases", b, "--output", y);
  g_auto (Result) gradient = run ("conv", "--input", x, "--filters", x, "--output", y, "--grad-output", gy,
                                  "--grad-input", y);
  g_auto (Result) alone = run ("conv", "--input", x, "--filters", x, "--output", y, "--grad-input", y);
  g_auto (Result) not_finite = run ("conv", "--input", nan, "--filters", x, "--output", y, "--json");
  g_auto (Result) missing = run ("conv", "--input", "/no/such/file.npy", "--filters", x, "--output", y);
  g_auto (Result) unwritable = run ("conv", "--input", x, "--filters", x, "--output", below);
  g_auto (Result) vast = run ("conv", "--input", x, "--filters", x, "--pad", "1000000000", "--output", y);
  g_auto (Result) kind = run ("pool", "--kind", "min", "--input", x, "--extent", "2", "--output", y);
  g_auto (Result) pad = run ("pool", "--kind", "max", "--input", x, "--extent", "2", "--pad", "2", "--output", y);

  assert_fails (&depth, 2, "depth");
  assert_fails (&biases, 2, "biases");
  assert_fails (&gradient, 2, "gradient");
  assert_fails (&alone, 2, "Gradients need --grad-output");
  assert_fails (&not_finite, 2, "NaN");
  g_assert_cmpstr (not_finite.out, ==, "");
  assert_fails (&missing, 2, "/no/such/file.npy");
  assert_fails (&unwritable, 2, below);
  assert_fails (&vast, 2, "The output would be");
  assert_fails (&kind, 2, "--kind is one of max, average, not “min”.");
  assert_fails (&pad, 2, "nothing but padding");
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/conv/goldens", test_conv_goldens);
  g_test_add_func ("/cli/pool/goldens", test_pool_goldens);
  g_test_add_func ("/cli/conv/json-says-what-was-written", test_json_says_what_was_written);
  g_test_add_func ("/cli/conv/misfits", test_misfits);
  g_test_add_func ("/cli/conv/bad-input", test_bad_input);
  status = g_test_run ();
  folder_remove ();
  return status;
}
