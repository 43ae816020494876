/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "program.h"

typedef struct
{
  const char *net;
  gint64 parameters;
} NetCase;

static void
test_named_nets (void)
{
  static const NetCase cases[] = {
    { "lenet-5", 61706 }, { "cifar-demo", 22466 }, { "alexnet", 62378344 }, { "vgg-16", 138357544 }, { "perceptron", 401 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Result) result = run ("net", cases[i].net, "--json");
      g_autoptr (JsonObject) object = parse_json (&result);

      g_assert_cmpint (result.status, ==, 0);
      g_assert_cmpint (json_object_get_int_member (object, "parameters"), ==, cases[i].parameters);
      g_assert_false (json_object_has_member (object, "misfit"));
    }
}

static void
test_rows (void)
{
  g_auto (Result) result = run ("net", "INPUT 32x32x3, CONV 5x5x16 pad 2, POOL, FC 10", "--json");
  g_autoptr (JsonObject) object = parse_json (&result);
  JsonArray *layers = json_object_get_array_member (object, "layers");
  JsonObject *conv = json_array_get_object_element (layers, 1);
  JsonObject *fc = json_array_get_object_element (layers, 3);
  JsonArray *output = json_object_get_array_member (conv, "output");

  g_assert_cmpuint (json_array_get_length (layers), ==, 4);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (layers, 0), "layer"), ==,
                   "INPUT 32x32x3");
  g_assert_cmpstr (json_object_get_string_member (conv, "layer"), ==, "CONV 5x5x16 pad 2");
  g_assert_cmpint (json_array_get_int_element (output, 0), ==, 32);
  g_assert_cmpint (json_array_get_int_element (output, 1), ==, 32);
  g_assert_cmpint (json_array_get_int_element (output, 2), ==, 16);
  g_assert_cmpint (json_object_get_int_member (conv, "parameters"), ==, 1216);
  g_assert_cmpint (json_object_get_int_member (conv, "macs"), ==, 1228800);
  g_assert_cmpint (json_object_get_int_member (conv, "receptive_field"), ==, 5);
  output = json_object_get_array_member (fc, "output");
  g_assert_cmpint (json_array_get_int_element (output, 0), ==, 1);
  g_assert_cmpint (json_array_get_int_element (output, 1), ==, 1);
  g_assert_cmpint (json_array_get_int_element (output, 2), ==, 10);
  g_assert_true (json_object_get_null_member (fc, "receptive_field"));
}

static void
test_misfit (void)
{
  const char *net = "INPUT 224x224x3, CONV 11x11x96 stride 4, RELU";
  g_auto (Result) text = run ("net", net);
  g_auto (Result) result = run ("net", "--json", net);
  g_autoptr (JsonObject) object = parse_json (&result);
  JsonObject *misfit = json_object_get_object_member (object, "misfit");
  JsonArray *layers = json_object_get_array_member (object, "layers");

  assert_fails (&text, 1, "Layer 1, CONV 11x11x96 stride 4, does not fit its input of 224×224×3: "
                          "(224 − 11 + 2·0)/4 + 1 = 54.25");
  g_assert_nonnull (strstr (text.out, "does not fit"));
  g_assert_cmpint (result.status, ==, 1);
  g_assert_cmpuint (json_array_get_length (layers), ==, 3);
  g_assert_cmpint (json_object_get_int_member (misfit, "index"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (misfit, "layer"), ==, "CONV 11x11x96 stride 4");
  g_assert_cmpfloat (json_object_get_double_member (misfit, "exact"), ==, 54.25);
  g_assert_cmpint (json_object_get_int_member (misfit, "left_over"), ==, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (misfit, "suggestions")), ==, 6);
}

static void
test_table (void)
{
  g_auto (Result) result = run ("net", "lenet-5");

  g_assert_cmpint (result.status, ==, 0);
  g_assert_nonnull (strstr (result.out, "\n1   CONV 5x5x6 pad 2   28×28×6         156        117,600     5\n"));
  g_assert_nonnull (strstr (result.out, "61,706 parameters; 416,520 multiply-adds for one image"));
}

static void
test_bad_nets (void)
{
  g_auto (Result) sign = run ("net", "INPUT 8x8x1, CONV 3x3x4 pad -1");
  g_auto (Result) perhaps = run ("net", "INPUT 8x8x1, [(CONV-RELU)*2-POOL?]*2", "--json");
  g_auto (Result) no_input = run ("net", "CONV-RELU");
  g_auto (Result) huge = run ("net", "INPUT 8x8x1, ((RELU)*1000000000)*1000000000");
  g_auto (Result) unquoted = run ("net", "INPUT", "8x8x1");

  assert_fails (&sign, 2, "fovea-cli net: Line 1, column 29: “-” separates layers and is never a sign");
  assert_fails (&perhaps, 2, "“POOL?” is the lecture's “perhaps”");
  g_assert_cmpstr (perhaps.out, ==, "");
  assert_fails (&no_input, 2, "begin it with INPUT WxHxD");
  assert_fails (&huge, 2, "the net would have 1000000001 layers here");
  assert_fails (&unquoted, 2, "stands in quotes");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/net/named-nets", test_named_nets);
  g_test_add_func ("/cli/net/rows", test_rows);
  g_test_add_func ("/cli/net/misfit", test_misfit);
  g_test_add_func ("/cli/net/table", test_table);
  g_test_add_func ("/cli/net/bad-nets", test_bad_nets);
  return g_test_run ();
}
