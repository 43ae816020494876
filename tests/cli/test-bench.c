/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "program.h"

static void
assert_measured (const char *mode)
{
  g_auto (Result) result = run ("bench", "W1", "--mode", mode, "--threads", "1", "--seconds", "0.05", "--batch", "8",
                                "--json", "--profile");
  g_autoptr (JsonObject) object = parse_json (&result);

  g_assert_cmpint (result.status, ==, 0);
  g_assert_cmpstr (json_object_get_string_member (object, "mode"), ==, mode);
  g_assert_cmpint (json_object_get_int_member (object, "threads"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (object, "batch"), ==, 8);
  g_assert_cmpfloat (json_object_get_double_member (object, "images_per_s"), >, 0);
  g_assert_cmpfloat (json_object_get_double_member (object, "gflops"), >, 0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "layers")), >, 3);
}

static void
test_nets (void)
{
  assert_measured ("train");
  assert_measured ("infer");
}

/* A line for each scene. */
static void
test_frames (void)
{
  g_auto (Result) result = run ("bench", "frames", "--json");
  g_auto (GStrv) lines = g_strsplit (g_strstrip (result.out), "\n", -1);

  g_assert_cmpint (result.status, ==, 0);
  g_assert_cmpuint (g_strv_length (lines), >=, 2);
  for (char **line = lines; *line != NULL; line++)
    {
      g_autoptr (JsonNode) node = json_from_string (*line, NULL);
      JsonObject *object = json_node_get_object (node);

      g_assert_nonnull (json_object_get_string_member (object, "scene"));
      g_assert_cmpfloat (json_object_get_double_member (object, "p50_ms"), >, 0);
      g_assert_cmpfloat (json_object_get_double_member (object, "p99_ms"), >=,
                         json_object_get_double_member (object, "p50_ms"));
    }
}

static void
test_text (void)
{
  g_auto (Result) result = run ("bench", "INPUT 8x8x1, FC 10", "--seconds", "0.02");

  g_assert_cmpint (result.status, ==, 0);
  g_assert_nonnull (strstr (result.out, " images/s, "));
}

static void
test_refused (void)
{
  g_auto (Result) unknown = run ("bench", "W4");
  g_auto (Result) mode = run ("bench", "W1", "--mode", "dream");
  g_auto (Result) misfit = run ("bench", "INPUT 7x7x1, CONV 3x3x1 stride 3");

  assert_fails (&unknown, 2, "W");
  assert_fails (&mode, 2, "--mode is one of train, infer");
  assert_fails (&misfit, 1, "2.33");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/bench/nets", test_nets);
  g_test_add_func ("/cli/bench/frames", test_frames);
  g_test_add_func ("/cli/bench/text", test_text);
  g_test_add_func ("/cli/bench/refused", test_refused);
  return g_test_run ();
}
