/* SPDX-License-Identifier: GPL-3.0-or-later */

/* fovea-cli filters, maps and render: pictures of the right size and kind, the same bytes from run to run. */

#include "engine/file.h"
#include "engine/model-file.h"
#include "program.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

/* A model with its first weights. Returns: its path */
static char *
save_model (const char *net, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse (net, NULL, &error);
  g_autoptr (FoveaNet) model = spec != NULL ? fovea_net_new (spec, 1, &error) : NULL;
  char *path = folder_path (name);

  g_assert_no_error (error);
  fovea_net_save (model, path, &error);
  g_assert_no_error (error);
  return path;
}

static char *
photograph (void)
{
  return g_build_filename (g_getenv ("FOVEA_DATA"), "pictures", "raccoon.png", NULL);
}

/* The picture that was written, as the JSON line tells of it. */
static void
assert_png (const Result *result, const char *path, int scale)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new_from_file (path, &error);
  g_autoptr (JsonObject) object = parse_json (result);

  g_assert_no_error (error);
  g_assert_cmpint (result->status, ==, 0);
  g_assert_cmpstr (json_object_get_string_member (object, "output"), ==, path);
  g_assert_cmpint (json_object_get_int_member (object, "width") * scale, ==, gdk_pixbuf_get_width (picture));
  g_assert_cmpint (json_object_get_int_member (object, "height") * scale, ==, gdk_pixbuf_get_height (picture));
}

static void
assert_begins (const char *path, const char *magic)
{
  g_autoptr (GBytes) bytes = fovea_file_bytes (path, NULL);

  g_assert_nonnull (bytes);
  g_assert_cmpuint (g_bytes_get_size (bytes), >, 500);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), strlen (magic), magic, strlen (magic));
}

static void
test_filters (void)
{
  g_autofree char *model = save_model ("INPUT 28x28x1, CONV 5x5x6, RELU, CONV 3x3x4, FC 10", "model.safetensors");
  g_autofree char *png = folder_path ("filters.png"), *deep = folder_path ("deep.png");
  g_autofree char *svg = folder_path ("filters.svg"), *pdf = folder_path ("filters.pdf");
  g_auto (Result) first = run ("filters", model, "--output", png, "--json");
  g_auto (Result) third = run ("filters", model, "--layer", "3", "--output", deep, "--json");
  g_auto (Result) vector = run ("filters", model, "--output", svg);
  g_auto (Result) page = run ("filters", model, "--output", pdf);

  assert_png (&first, png, 2);
  assert_png (&third, deep, 2);
  g_assert_cmpint (vector.status, ==, 0);
  g_assert_true (g_str_has_prefix (vector.out, svg));
  assert_begins (svg, "<?xml");
  assert_begins (pdf, "%PDF");
  g_assert_cmpint (page.status, ==, 0);
}

static void
test_maps (void)
{
  g_autofree char *model = save_model ("INPUT 30x20x3, CONV 5x5x6, RELU, FC 10", "colour.safetensors");
  g_autofree char *photo = photograph (), *one = folder_path ("one.png"), *two = folder_path ("two.png");
  g_auto (Result) first = run ("maps", model, photo, "--output", one, "--json");
  g_auto (Result) again = run ("maps", model, photo, "--output", two, "--json", "--layer", "1");
  g_auto (Result) scores = run ("maps", model, photo, "--output", one, "--layer", "3");
  g_autoptr (GBytes) a = NULL, b = NULL;

  assert_png (&again, two, 2);
  g_assert_cmpint (scores.status, ==, 0);
  result_clear (&first);
  first = run ("maps", model, photo, "--output", one, "--json");
  assert_png (&first, one, 2);
  a = fovea_file_bytes (one, NULL);
  b = fovea_file_bytes (two, NULL);
  g_assert_true (g_bytes_equal (a, b));
}

static void
test_render (void)
{
  g_autofree char *png = folder_path ("scene.png"), *sized = folder_path ("sized.png"), *pool = folder_path ("pool.svg");
  g_autofree char *one = folder_path ("one.pdf"), *two = folder_path ("two.pdf");
  g_auto (Result) misfit = run ("render", "convolution", "--set", "input=7", "--set", "stride=3", "--output", png,
                                "--json");
  g_auto (Result) small = run ("render", "convolution", "--set", "depth=3", "--set", "filters=2", "--set",
                               "position=4", "--output", sized, "--width", "1280", "--height", "800", "--json");
  g_auto (Result) pooling = run ("render", "pooling", "--output", pool);
  g_auto (Result) first = run ("render", "convolution", "--output", one);
  g_auto (Result) second = run ("render", "convolution", "--output", two);
  g_autoptr (JsonObject) object = parse_json (&small);
  g_autoptr (GBytes) a = fovea_file_bytes (one, NULL), b = fovea_file_bytes (two, NULL);

  assert_png (&misfit, png, 1);
  assert_png (&small, sized, 1);
  g_assert_cmpint (json_object_get_int_member (object, "width"), ==, 1280);
  g_assert_cmpint (json_object_get_int_member (object, "height"), ==, 800);
  g_assert_cmpint (pooling.status, ==, 0);
  assert_begins (pool, "<?xml");
  g_assert_cmpint (first.status + second.status, ==, 0);
  g_assert_true (g_bytes_equal (a, b));
}

static void
test_render_refused (void)
{
  g_autofree char *png = folder_path ("never.png"), *ending = folder_path ("never.txt");
  g_auto (Result) scene = run ("render", "conv", "--output", png);
  g_auto (Result) key = run ("render", "convolution", "--set", "colour=3", "--output", png);
  g_auto (Result) value = run ("render", "convolution", "--set", "stride=0", "--output", png);
  g_auto (Result) pair = run ("render", "convolution", "--set", "stride", "--output", png);
  g_auto (Result) kind = run ("render", "convolution", "--output", ending);
  g_auto (Result) size = run ("render", "convolution", "--output", png, "--width", "100000");

  assert_fails (&scene, 2, "convolution");
  assert_fails (&key, 2, "colour");
  assert_fails (&value, 2, "stride");
  assert_fails (&pair, 2, "key=value");
  assert_fails (&kind, 2, ".png, .svg");
  assert_fails (&size, 2, "--width takes a whole number from 1 to 10000");
  g_assert_false (g_file_test (png, G_FILE_TEST_EXISTS));
}

static void
test_refused (void)
{
  g_autofree char *model = save_model ("INPUT 28x28x1, CONV 5x5x6, RELU, FC 10", "model.safetensors");
  g_autofree char *flat = save_model ("INPUT 4x4x2, FC 10", "flat.safetensors");
  g_autofree char *photo = photograph (), *png = folder_path ("never.png"), *gif = folder_path ("never.bmp");
  g_autofree char *below = g_build_filename (model, "below.png", NULL);
  g_auto (Result) no_filters = run ("filters", model, "--layer", "2", "--output", png);
  g_auto (Result) no_layer = run ("filters", model, "--layer", "4", "--output", png);
  g_auto (Result) no_conv = run ("filters", flat, "--output", png);
  g_auto (Result) ending = run ("filters", model, "--output", gif);
  g_auto (Result) unwritable = run ("filters", model, "--output", below);
  g_auto (Result) no_model = run ("filters", photo, "--output", png);
  g_auto (Result) no_picture = run ("maps", model, model, "--output", png);
  g_auto (Result) channels = run ("maps", flat, photo, "--layer", "1", "--output", png);

  assert_fails (&no_filters, 2, "Layer 2, RELU, has no filters");
  assert_fails (&no_layer, 2, "There is no layer 4; this net's rows are 0 to 3.");
  assert_fails (&no_conv, 2, "This net has no CONV");
  assert_fails (&ending, 2, ".png, .svg");
  assert_fails (&unwritable, 2, below);
  assert_fails (&no_model, 2, photo);
  assert_fails (&no_picture, 2, model);
  assert_fails (&channels, 2, "The net takes 2 channels");
  g_assert_false (g_file_test (png, G_FILE_TEST_EXISTS));
}

/* A step of the lecture; one's own settings come on top. */
static void
test_lesson_steps (void)
{
  g_autofree char *svg = folder_path ("step.svg"), *again = folder_path ("again.svg");
  g_auto (Result) step = run ("render", "--step", "C10", "--output", svg);
  g_auto (Result) same = run ("render", "--lesson", "lecture", "--step", "c10", "--output", again);
  g_auto (Result) both = run ("render", "pooling", "--step", "C10", "--output", svg);
  g_auto (Result) neither = run ("render", "--output", svg);
  g_auto (Result) unknown = run ("render", "--step", "C99", "--output", svg);
  g_auto (Result) missing = run ("render", "--lesson", "./none.lesson", "--output", svg);
  g_autoptr (GBytes) one = fovea_file_bytes (svg, NULL), other = fovea_file_bytes (again, NULL);

  g_assert_cmpint (step.status, ==, 0);
  g_assert_cmpint (same.status, ==, 0);
  g_assert_true (g_bytes_equal (one, other));
  g_assert_cmpint (both.status, ==, 2);
  g_assert_cmpint (neither.status, ==, 2);
  g_assert_cmpint (unknown.status, ==, 2);
  g_assert_nonnull (strstr (unknown.err, "C99"));
  g_assert_cmpint (missing.status, ==, 2);
  g_assert_nonnull (strstr (missing.err, "none.lesson"));
}

/* The numbers of a step; those of the output come out of fovea-cli conv as well, bit by bit. */
static void
test_render_numbers (void)
{
  g_autofree char *csv = folder_path ("pool.csv"), *npy = folder_path ("demo.npy"), *again = folder_path ("again.npy");
  g_autofree char *input = folder_path ("demo-input.npy"), *filters = folder_path ("demo-filters.npy");
  g_autofree char *biases = folder_path ("demo-biases.npy"), *output = folder_path ("demo-output.npy");
  g_autofree char *text = NULL;
  g_auto (Result) pool = run ("render", "pooling", "--output", csv);
  g_auto (Result) demo = run ("render", "--step", "C20", "--output", npy, "--json");
  g_auto (Result) conv = run ("conv", "--input", input, "--filters", filters, "--biases", biases, "--stride", "2",
                              "--pad", "1", "--output", again);
  g_autoptr (JsonObject) object = parse_json (&demo);
  g_autoptr (GBytes) a = fovea_file_bytes (output, NULL), b = fovea_file_bytes (again, NULL);

  g_assert_cmpint (pool.status, ==, 0);
  g_assert_true (g_file_get_contents (csv, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "input[0][0]\r\n1,1,2,4\r\n"));
  g_assert_cmpint (demo.status, ==, 0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "outputs")), ==, 4);
  g_assert_cmpint (conv.status, ==, 0);
  g_assert_true (g_bytes_equal (a, b));
}

/* Twice the pixels; a GIF at any speed. */
static void
test_render_scale (void)
{
  g_autofree char *png = folder_path ("twice.png"), *gif = folder_path ("slow.gif");
  g_auto (Result) twice = run ("render", "convolution", "--output", png, "--scale", "2", "--json");
  g_auto (Result) slow = run ("render", "pooling", "--output", gif, "--seconds", "2");
  g_auto (Result) never = run ("render", "pooling", "--output", gif, "--seconds", "0");

  assert_png (&twice, png, 2);
  g_assert_cmpint (slow.status, ==, 0);
  assert_begins (gif, "GIF89a");
  assert_fails (&never, 2, "seconds");
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/filters/drawn", test_filters);
  g_test_add_func ("/cli/maps/drawn", test_maps);
  g_test_add_func ("/cli/render/drawn", test_render);
  g_test_add_func ("/cli/render/numbers", test_render_numbers);
  g_test_add_func ("/cli/render/scale", test_render_scale);
  g_test_add_func ("/cli/render/refused", test_render_refused);
  g_test_add_func ("/cli/filters/refused", test_refused);
  g_test_add_func ("/cli/render/lesson-steps", test_lesson_steps);
  status = g_test_run ();
  folder_remove ();
  return status;
}
