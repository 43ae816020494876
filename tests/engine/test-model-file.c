/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/model-file.h"

#include "engine/safetensors.h"
#include "engine/tensor.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

typedef struct
{
  char *folder, *path;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("fovea-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "a.safetensors", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_remove (self->path);
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

static FoveaNet *
make_net (void)
{
  g_autoptr (FoveaNetSpec) spec
      = fovea_net_spec_parse ("INPUT 6x5x3, CONV 3x3x4 pad 1 groups 1, BATCHNORM, RELU, FC 3", NULL, NULL);
  FoveaNet *net = fovea_net_new (spec, 7, NULL);
  g_autoptr (FoveaTensor) means = fovea_net_get_parameter (net, 2, FOVEA_RUNNING_MEAN);

  for (int c = 0; c < 4; c++)
    means->data[c] = c / 3.0f;
  g_assert_true (fovea_net_set_parameter (net, 2, FOVEA_RUNNING_MEAN, means, NULL));
  fovea_net_set_statistics (net, (float[]){ 0.1f, 0.2f, 0.3f }, (float[]){ 0.4f, 0.5f, 0.6f });
  fovea_net_set_class_names (net, (const char *[]){ "cat", "„dog“", "a \"bird\"", NULL });
  return net;
}

static void
test_round_trip (Fixture *self, gconstpointer data)
{
  g_autoptr (FoveaNet) net = make_net (), back = NULL;
  g_autoptr (GError) error = NULL;
  float mean[3], deviation[3];

  g_assert_true (fovea_net_save (net, self->path, &error));
  g_assert_no_error (error);
  back = fovea_net_load (self->path, &error);
  g_assert_no_error (error);
  for (int row = 0; row < 5; row++)
    for (FoveaParameterKind kind = FOVEA_WEIGHT; kind <= FOVEA_RUNNING_VAR; kind++)
      {
        g_autoptr (FoveaTensor) a = fovea_net_get_parameter (net, row, kind);
        g_autoptr (FoveaTensor) b = fovea_net_get_parameter (back, row, kind);

        g_assert_true (a ? fovea_tensor_error (b, a) == 0 : b == NULL);
      }
  fovea_net_get_statistics (back, mean, deviation);
  g_assert_cmpfloat (mean[2], ==, 0.3f);
  g_assert_cmpfloat (deviation[1], ==, 0.5f);
  g_assert_cmpstr (fovea_net_get_class_names (back)[2], ==, "a \"bird\"");
}

/* The bytes are those that any reader of safetensors expects; checked here with nothing but the format's rules. */
static void
test_bytes (Fixture *self, gconstpointer data)
{
  g_autoptr (FoveaNet) net = make_net ();
  g_autofree char *contents = NULL, *header = NULL;
  g_autoptr (FoveaTensor) weight = fovea_net_get_parameter (net, 1, FOVEA_WEIGHT);
  gsize size;
  guint64 length;

  g_assert_true (fovea_net_save (net, self->path, NULL));
  g_assert_true (g_file_get_contents (self->path, &contents, &size, NULL));
  memcpy (&length, contents, 8);
  length = GUINT64_FROM_LE (length);
  g_assert_cmpuint (length % 8, ==, 0);
  header = g_strndup (contents + 8, length);
  g_assert_nonnull (strstr (header, "\"layers.1.weight\":{\"dtype\":\"F32\",\"shape\":[4,3,3,3],"
                                    "\"data_offsets\":[0,432]}"));
  g_assert_nonnull (strstr (header, "\"layers.4.weight\":{\"dtype\":\"F32\",\"shape\":[3,120],"));
  g_assert_nonnull (strstr (header, "\"fovea.net\":\"INPUT 6x5x3, CONV 3x3x4 pad 1, BATCHNORM, RELU, FC 3\""));
  g_assert_cmpmem (contents + 8 + length, 432, weight->data, 432);
  /* 4·27 + 4, 4 + 4 + 4 + 4, 3·120 + 3 numbers */
  g_assert_cmpuint (size, ==, 8 + length + 4 * (112 + 16 + 363));
}

static void
test_same_net_same_bytes (Fixture *self, gconstpointer data)
{
  g_autofree char *one = NULL, *other = NULL;
  gsize one_size, other_size;

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (FoveaNet) net = make_net ();

      g_assert_true (fovea_net_save (net, self->path, NULL));
      g_assert_true (g_file_get_contents (self->path, i ? &other : &one, i ? &other_size : &one_size, NULL));
    }
  g_assert_cmpmem (one, one_size, other, other_size);
}

/* Without waiting for the disk: there are many, and nobody misses one. */
static void
put (Fixture *self, const char *contents, gsize size)
{
  g_remove (self->path);
  g_assert_true (g_file_set_contents_full (self->path, contents, size, G_FILE_SET_CONTENTS_NONE, 0644, NULL));
}

/* Writes a file of @header and @data bytes of zeros, and expects a refusal. */
static void
refuse (Fixture *self, const char *header, gsize data)
{
  g_autoptr (GError) error = NULL;
  gsize length = strlen (header);
  guint64 prefix = GUINT64_TO_LE ((guint64) length);
  g_autofree char *contents = g_malloc0 (8 + length + data);

  memcpy (contents, &prefix, 8);
  memcpy (contents + 8, header, length);
  put (self, contents, 8 + length + data);
  g_assert_null (fovea_net_load (self->path, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_test_message ("%s", error->message);
}

#define NET "\"__metadata__\":{\"fovea.net\":\"INPUT 1x1x2, FC 1\"}"
#define WEIGHT "\"layers.1.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}"
#define BIAS "\"layers.1.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}"

static void
test_bad_headers (Fixture *self, gconstpointer data)
{
  g_autofree char *deep = g_strnfill (100000, '[');

  refuse (self, "", 0);
  refuse (self, "{", 0);
  refuse (self, "[]", 0);
  refuse (self, "\xff\xfe", 0);
  refuse (self, deep, 0);
  refuse (self, "{}", 0);
  refuse (self, "{\"__metadata__\":7}", 0);
  refuse (self, "{\"__metadata__\":{\"fovea.net\":7}}", 0);
  refuse (self, "{\"__metadata__\":{\"fovea.net\":\"CONV\"}}", 0);
  refuse (self, "{\"__metadata__\":{\"fovea.net\":\"INPUT 5x5x1, CONV 7x7x1\"}}", 0);
  refuse (self, "{\"__metadata__\":{\"fovea.net\":\"INPUT 20000x20000x1, FC 2\"}}", 0);
}

static void
test_bad_arrays (Fixture *self, gconstpointer data)
{
  refuse (self, "{" NET "," WEIGHT "}", 8);
  refuse (self, "{" NET "," WEIGHT "," BIAS "}", 11);
  refuse (self, "{" NET "," WEIGHT "," BIAS "}", 16);
  refuse (self, "{" NET ",\"layers.1.weight\":7," BIAS "}", 12);
  refuse (self, "{" NET ",\"layers.1.weight\":{\"dtype\":\"F16\",\"shape\":[1,2],\"data_offsets\":[0,8]}," BIAS "}", 12);
  refuse (self, "{" NET ",\"layers.1.weight\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]}," BIAS "}", 12);
  refuse (self, "{" NET ",\"layers.1.weight\":{\"dtype\":\"F32\",\"shape\":[-1,-2],\"data_offsets\":[0,8]}," BIAS "}", 12);
  refuse (self, "{" NET ",\"layers.1.weight\":{\"dtype\":\"F32\",\"shape\":[1,2.5],\"data_offsets\":[0,8]}," BIAS "}", 12);
  refuse (self, "{" NET ",\"layers.1.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[8,0]}," BIAS "}", 12);
  refuse (self, "{" NET ",\"layers.1.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[4,12]}," BIAS "}", 12);
  refuse (self,
          "{" NET ",\"layers.1.weight\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,4294967296],"
          "\"data_offsets\":[0,8]}," BIAS "}",
          12);
  refuse (self, "{" NET ",\"layers.1.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,9223372036854775807]}," BIAS "}", 12);
}

static void
test_not_finite (Fixture *self, gconstpointer data)
{
  g_autoptr (FoveaNet) net = make_net ();
  g_autoptr (FoveaTensor) bias = fovea_net_get_parameter (net, 4, FOVEA_BIAS);
  g_autoptr (GError) error = NULL;

  bias->data[1] = NAN;
  g_assert_true (fovea_net_set_parameter (net, 4, FOVEA_BIAS, bias, NULL));
  g_assert_true (fovea_net_save (net, self->path, NULL));
  g_assert_null (fovea_net_load (self->path, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT);
}

/* Every file that is cut short is refused, wherever it ends. */
static void
test_truncated (Fixture *self, gconstpointer data)
{
  g_autoptr (FoveaNet) net = make_net ();
  g_autofree char *contents = NULL;
  gsize size;

  g_assert_true (fovea_net_save (net, self->path, NULL));
  g_assert_true (g_file_get_contents (self->path, &contents, &size, NULL));
  for (gsize end = 0; end < size; end += end < 1500 ? 7 : 211)
    {
      g_autoptr (GError) error = NULL;

      put (self, contents, end);
      g_assert_null (fovea_net_load (self->path, &error));
      g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT);
    }
}

/* A byte of the header that is something else may be harmless or not, but is never a crash. */
static void
test_flipped_bytes (Fixture *self, gconstpointer data)
{
  g_autoptr (FoveaNet) net = make_net ();
  g_autofree char *contents = NULL;
  gsize size;

  g_assert_true (fovea_net_save (net, self->path, NULL));
  g_assert_true (g_file_get_contents (self->path, &contents, &size, NULL));
  for (gsize i = 0; i < 900; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FoveaNet) back = NULL;
      char byte = contents[i];

      contents[i] ^= 1 << i % 8;
      put (self, contents, size);
      back = fovea_net_load (self->path, &error);
      g_assert_true ((back == NULL) == (error != NULL));
      contents[i] = byte;
    }
}

static void
test_no_such_place (Fixture *self, gconstpointer data)
{
  g_autoptr (FoveaNet) net = make_net ();
  g_autofree char *nowhere = g_build_filename (self->folder, "none", "a.safetensors", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (fovea_net_save (net, nowhere, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE);
  g_clear_error (&error);
  g_assert_null (fovea_net_load (nowhere, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE);
  g_clear_error (&error);
  g_assert_null (fovea_net_load (self->folder, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE);
}

#define ADD(name, function) g_test_add ("/engine/model-file/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("round-trip", test_round_trip);
  ADD ("bytes", test_bytes);
  ADD ("same-net-same-bytes", test_same_net_same_bytes);
  ADD ("bad-headers", test_bad_headers);
  ADD ("bad-arrays", test_bad_arrays);
  ADD ("not-finite", test_not_finite);
  ADD ("truncated", test_truncated);
  ADD ("flipped-bytes", test_flipped_bytes);
  ADD ("no-such-place", test_no_such_place);
  return g_test_run ();
}
