/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/json-text.h"

#include <string.h>

static void
test_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = fovea_json_parse ("{\"a\": [1, 2]} and more", 13, &error);

  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
}

static void
test_refused (void)
{
  g_autofree char *brackets = g_strnfill (1000000, '[');
  const char *const bad[] = { "", " ", "{", "\"\xff\"", brackets };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fovea_json_parse (bad[i], -1, &error));
      g_assert_nonnull (error);
    }
}

/* Brackets in a string do not nest. */
static void
test_brackets_in_strings (void)
{
  g_autoptr (JsonNode) node = fovea_json_parse ("[\"[[[[[[[[[[[[[[\\\"[[\", \"{{{{{{{{{{{{{\"]", -1, NULL);

  g_assert_nonnull (node);
}

/* What is not there, or is something else, is as if nobody had said anything. */
static void
test_members (void)
{
  g_autoptr (JsonNode) node
    = fovea_json_parse ("{\"n\": 3, \"x\": 2.5, \"t\": \"word\", \"minus\": -4, \"list\": [1], \"nothing\": null}", -1, NULL);
  JsonObject *object = json_node_get_object (node);
  const char *const others[] = { "none", "list", "nothing" };

  g_assert_cmpint (fovea_json_get_count (object, "n"), ==, 3);
  g_assert_cmpint (fovea_json_get_count (object, "minus"), ==, 0);
  g_assert_cmpint (fovea_json_get_count (object, "t"), ==, 0);
  g_assert_cmpfloat (fovea_json_get_real (object, "x", 7), ==, 2.5);
  g_assert_cmpfloat (fovea_json_get_real (object, "n", 7), ==, 3);
  g_assert_cmpfloat (fovea_json_get_real (object, "t", 7), ==, 7);
  g_assert_cmpstr (fovea_json_get_text (object, "t", "other"), ==, "word");
  g_assert_cmpstr (fovea_json_get_text (object, "n", "other"), ==, "other");
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_cmpint (fovea_json_get_count (object, others[i]), ==, 0);
      g_assert_cmpfloat (fovea_json_get_real (object, others[i], 7), ==, 7);
      g_assert_cmpstr (fovea_json_get_text (object, others[i], "other"), ==, "other");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/json-text/read", test_read);
  g_test_add_func ("/engine/json-text/refused", test_refused);
  g_test_add_func ("/engine/json-text/brackets-in-strings", test_brackets_in_strings);
  g_test_add_func ("/engine/json-text/members", test_members);
  return g_test_run ();
}
