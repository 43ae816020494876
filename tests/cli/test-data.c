/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "program.h"

static void
test_list (void)
{
  g_auto (Result) table = run ("data", "list");
  g_auto (Result) json = run ("data", "list", "--json");
  g_autoptr (JsonObject) object = parse_json (&json);
  JsonArray *sets = json_object_get_array_member (object, "datasets");
  JsonObject *cifar = json_array_get_object_element (sets, 2);

  g_assert_cmpint (table.status, ==, 0);
  g_assert_nonnull (strstr (table.out, "mnist"));
  g_assert_nonnull (strstr (table.out, "fashion-mnist"));
  g_assert_cmpuint (json_array_get_length (sets), ==, 4);
  g_assert_cmpstr (json_object_get_string_member (cifar, "name"), ==, "cifar-10");
  g_assert_cmpint (json_object_get_int_member (cifar, "bytes"), ==, 170052171);
}

/* The counts are those that MNIST's authors give. */
static void
test_show (void)
{
  g_auto (Result) json = run ("data", "show", "mnist", "--json");
  g_auto (Result) table = run ("data", "show", "mnist");
  g_autoptr (JsonObject) object = parse_json (&json);
  JsonArray *classes = json_object_get_array_member (object, "classes");
  JsonObject *one = json_array_get_object_element (classes, 1);

  g_assert_cmpint (json_object_get_int_member (object, "train"), ==, 60000);
  g_assert_cmpint (json_object_get_int_member (object, "width"), ==, 28);
  g_assert_cmpint (json_object_get_int_member (one, "train"), ==, 6742);
  g_assert_cmpint (json_object_get_int_member (one, "test"), ==, 1135);
  g_assert_nonnull (strstr (table.out, "28×28×1, 60000 images to learn from, 10000 to measure on"));
}

static void
test_bad_use (void)
{
  g_auto (Result) nothing = run ("data", "show");
  g_auto (Result) unknown = run ("data", "get", "imagenet");
  g_auto (Result) action = run ("data", "eat", "mnist");
  g_auto (Result) folder = run ("data", "show", "/nowhere");

  assert_fails (&nothing, 2, "which data set");
  assert_fails (&unknown, 2, "“imagenet”");
  assert_fails (&action, 2, "list, get, show");
  assert_fails (&folder, 2, "/nowhere");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/data/list", test_list);
  g_test_add_func ("/cli/data/show", test_show);
  g_test_add_func ("/cli/data/bad-use", test_bad_use);
  return g_test_run ();
}
