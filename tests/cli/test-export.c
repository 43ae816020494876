/* SPDX-License-Identifier: GPL-3.0-or-later */

/* fovea-cli export: an ONNX file, or a sentence. (What stands in the file is the engine's test.) */

#include "engine/file.h"
#include "program.h"

static char *
lenet (void)
{
  return g_build_filename (g_getenv ("FOVEA_DATA"), "nets", "lenet-5-mnist.safetensors", NULL);
}

static void
test_writes (void)
{
  g_autofree char *model = lenet (), *path = folder_path ("net.onnx");
  g_auto (Result) result = run ("export", model, "--output", path, "--json");
  g_autoptr (GBytes) bytes = fovea_file_bytes (path, NULL);
  g_autoptr (JsonObject) object = NULL;

  g_assert_cmpint (result.status, ==, 0);
  object = parse_json (&result);
  g_assert_cmpstr (json_object_get_string_member (object, "output"), ==, path);
  g_assert_cmpuint (g_bytes_get_size (bytes), >, 61706 * sizeof (float));
  g_assert_cmpuint (g_bytes_get_size (bytes), <, 61706 * sizeof (float) + 4000);
}

static void
test_bad_use (void)
{
  g_autofree char *model = lenet (), *path = folder_path ("net.pb");
  g_auto (Result) ending = run ("export", model, "--output", path);
  g_auto (Result) unwritable = run ("export", model, "--output", "/dev/null/net.onnx");
  g_auto (Result) missing = run ("export", "no-such.safetensors", "--output", "net.onnx");

  assert_fails (&ending, 2, "does not end in .onnx");
  assert_fails (&unwritable, 2, "/dev/null/net.onnx");
  assert_fails (&missing, 2, "no-such.safetensors");
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/export/writes", test_writes);
  g_test_add_func ("/cli/export/bad-use", test_bad_use);
  status = g_test_run ();
  folder_remove ();
  return status;
}
