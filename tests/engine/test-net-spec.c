/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The language of nets: what it reads, what it refuses and where, and the numbers of published nets: parameters of
 * LeNet-5, AlexNet (one tower) and VGG-16 as their papers and frameworks count them, multiply-adds of the nets that
 * benchmarks share. */

#include "engine/net-spec.h"

#include <string.h>

static FoveaNetSpec *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  FoveaNetSpec *spec = fovea_net_spec_parse (text, NULL, &error);

  g_assert_no_error (error);
  return spec;
}

static void
assert_text (const char *text, const char *canonical)
{
  g_autoptr (FoveaNetSpec) spec = parse (text);
  g_autofree char *found = fovea_net_spec_to_text (spec);
  g_autoptr (FoveaNetSpec) again = parse (found);
  g_autofree char *twice = fovea_net_spec_to_text (again);

  g_assert_cmpstr (found, ==, canonical);
  g_assert_cmpstr (twice, ==, canonical);
  g_assert_cmpint (again->parameters, ==, spec->parameters);
}

static void
test_bare_defaults (void)
{
  assert_text ("INPUT 8x8x1, CONV, POOL, AVGPOOL, FC, RELU, TANH, SIGMOID, LRN, BATCHNORM, DROPOUT 0.25, SOFTMAX",
               "INPUT 8x8x1, CONV 3x3x32 pad 1, POOL 2, AVGPOOL 2, FC 128, RELU, TANH, SIGMOID, LRN, BATCHNORM, "
               "DROPOUT 0.25, SOFTMAX");
}

static void
test_touching_and_case (void)
{
  assert_text ("input32x32x3-Conv5×5×4Pad2,rElU\nPOOL2-fc10-dropout.5",
               "INPUT 32x32x3, CONV 5x5x4 pad 2, RELU, POOL 2, FC 10, DROPOUT 0.5");
  assert_text ("INPUT 32 x 32 X 3, CONV 5 x5 x 4 stride1", "INPUT 32x32x3, CONV 5x5x4");
}

static void
test_separators_and_comments (void)
{
  assert_text ("\n - ,INPUT 8x8x1 # the picture, 8 by 8\r\n\tCONV 3x3x2#no pad\n\n,-,RELU -\n",
               "INPUT 8x8x1, CONV 3x3x2, RELU");
}

static void
test_options_in_any_order (void)
{
  assert_text ("INPUT 30x30x8, CONV 3x3x16 round floor groups 4 dilation 2 pad 1 stride 2, POOL 3 round ceil stride 2 pad 1",
               "INPUT 30x30x8, CONV 3x3x16 stride 2 pad 1 dilation 2 groups 4 round floor, "
               "POOL 3 stride 2 pad 1 round ceil");
  assert_text ("INPUT 9x9x1, CONV 3x3x4 round error stride 1 pad 0 dilation 1 groups 1, POOL stride 1, AVGPOOL 2 stride 2",
               "INPUT 9x9x1, CONV 3x3x4, POOL 2 stride 1, AVGPOOL 2");
}

static void
test_groups_repeat (void)
{
  assert_text ("INPUT 32x32x3, [(CONV-RELU)*2-POOL]*2-(FC-RELU)*1-FC 10-SOFTMAX",
               "INPUT 32x32x3, CONV 3x3x32 pad 1, RELU, CONV 3x3x32 pad 1, RELU, POOL 2, "
               "CONV 3x3x32 pad 1, RELU, CONV 3x3x32 pad 1, RELU, POOL 2, FC 128, RELU, FC 10, SOFTMAX");
  assert_text ("INPUT 8x8x1, (CONV-RELU-(POOL)*0)*2, [FC 4]", "INPUT 8x8x1, CONV 3x3x32 pad 1, RELU, "
                                                              "CONV 3x3x32 pad 1, RELU, FC 4");
  assert_text ("(INPUT 8x8x1, RELU), ([RELU]*0)*1000000000, (\n TANH,\n)", "INPUT 8x8x1, RELU, TANH");
}

static void
test_input_may_be_given (void)
{
  FoveaShape shape = { 28, 20, 1 };
  g_autoptr (GError) error = NULL, missing = NULL;
  g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse ("CONV 5x5x6, FC 10", &shape, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = fovea_net_spec_to_text (spec);
  g_assert_cmpstr (text, ==, "INPUT 28x20x1, CONV 5x5x6, FC 10");
  g_assert_cmpint (spec->layers[1].out.width, ==, 24);
  g_assert_cmpint (spec->layers[1].out.height, ==, 16);
  g_assert_null (fovea_net_spec_parse ("CONV 5x5x6, FC 10", NULL, &missing));
  g_assert_error (missing, FOVEA_ERROR, FOVEA_ERROR_SYNTAX);
}

typedef struct
{
  const char *name;
  gint64 parameters, macs;
} NamedCase;

static void
test_named_nets (void)
{
  static const NamedCase cases[] = {
    { "perceptron", 401, 400 },        { "lenet-5", 61706, 416520 },     { "cifar-demo", 22466, 3920000 },
    { "small-vgg", 1116970, 25528832 }, { "mnist-net", 60466, 10353504 }, { "cifar-net", 289194, 38634752 },
    { "shapes-net", 40426, 6006784 }, { "alexnet", 62378344, -1 },
    { "VGG-16", 138357544, -1 },
  };

  g_assert_cmpuint (g_strv_length ((char **) fovea_net_spec_names ()), ==, G_N_ELEMENTS (cases));
  g_assert_null (fovea_net_spec_named ("lenet"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoveaNetSpec) spec = parse (fovea_net_spec_named (cases[i].name));

      g_assert_cmpint (spec->misfit, ==, -1);
      g_assert_true (fovea_net_spec_check (spec, NULL));
      g_assert_cmpint (spec->parameters, ==, cases[i].parameters);
      if (cases[i].macs >= 0)
        g_assert_cmpint (spec->macs, ==, cases[i].macs);
    }
}

/* H5: LeNet-5's volumes with its own 32×32 input; C4: 32 → 28 → 24. */
static void
test_lecture_volumes (void)
{
  g_autoptr (FoveaNetSpec) lenet
      = parse ("INPUT 32x32x1, CONV 5x5x6, POOL 2, CONV 5x5x16, POOL 2, CONV 5x5x120, FC 84, FC 10");
  static const FoveaShape volumes[] = { { 32, 32, 1 }, { 28, 28, 6 },  { 14, 14, 6 }, { 10, 10, 16 },
                                        { 5, 5, 16 },  { 1, 1, 120 }, { 1, 1, 84 },  { 1, 1, 10 } };
  static const int fields[] = { 1, 5, 6, 14, 16, 32, 0, 0 };
  g_autoptr (FoveaNetSpec) exercise = parse ("INPUT 32x32x3, CONV 5x5x10 pad 2");

  for (int i = 0; i < lenet->n_layers; i++)
    {
      g_assert_cmpmem (&lenet->layers[i].out, sizeof (FoveaShape), &volumes[i], sizeof (FoveaShape));
      g_assert_cmpint (lenet->layers[i].receptive_field, ==, fields[i]);
    }
  g_assert_cmpint (fovea_net_spec_classes (lenet), ==, 10);
  g_assert_cmpint (fovea_net_spec_first_conv (lenet), ==, 1);
  g_assert_cmpint (exercise->parameters, ==, 760);
  g_assert_cmpint (exercise->layers[1].out.width, ==, 32);
}

/* AlexNet's first layers and VGG-16's last pool: fields of 195 and 212 cells, as Araujo, Norris and Sim, Computing
 * receptive fields of convolutional neural networks (Distill, 2019), list them. */
static void
test_receptive_fields (void)
{
  g_autoptr (FoveaNetSpec) alexnet = parse (fovea_net_spec_named ("alexnet"));
  g_autoptr (FoveaNetSpec) vgg = parse (fovea_net_spec_named ("vgg-16"));
  g_autoptr (FoveaNetSpec) dilated = parse ("INPUT 20x20x1, CONV 3x3x1, CONV 3x3x1 dilation 2, CONV 3x3x1 dilation 4");
  int last = 0;

  for (int i = 0; i < alexnet->n_layers; i++)
    last = MAX (last, alexnet->layers[i].receptive_field);
  g_assert_cmpint (last, ==, 195);
  last = 0;
  for (int i = 0; i < vgg->n_layers; i++)
    last = MAX (last, vgg->layers[i].receptive_field);
  g_assert_cmpint (last, ==, 212);
  g_assert_cmpint (dilated->layers[3].receptive_field, ==, 15);
}

static void
test_groups_share_the_depth (void)
{
  g_autoptr (FoveaNetSpec) spec = parse ("INPUT 27x27x96, CONV 5x5x256 pad 2 groups 2");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (spec->parameters, ==, 307456);
  g_assert_null (fovea_net_spec_parse ("INPUT 8x8x3, CONV 3x3x4 groups 2", NULL, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
  g_assert_cmpstr (error->message, ==, "Line 1, column 14: CONV 3x3x4 groups 2: 2 groups must divide both the depth 3 "
                                       "of the input and the number of filters, 4.");
}

static void
test_pad_same (void)
{
  g_autoptr (FoveaNetSpec) spec = parse ("INPUT 7x8x1, CONV 3x3x2 stride 2 pad same, CONV 5x5x2 pad same");

  g_assert_cmpint (spec->misfit, ==, -1);
  g_assert_cmpint (spec->layers[1].out.width, ==, 4);
  g_assert_cmpint (spec->layers[1].out.height, ==, 4);
  g_assert_cmpint (spec->layers[2].out.width, ==, 4);
  assert_text ("INPUT 7x8x1, CONV 3x3x2 PAD SAME stride 2", "INPUT 7x8x1, CONV 3x3x2 stride 2 pad same");
}

static void
test_roundings (void)
{
  g_autoptr (FoveaNetSpec) down = parse ("INPUT 32x32x1, POOL 3 stride 2 round floor");
  g_autoptr (FoveaNetSpec) up = parse ("INPUT 32x32x1, POOL 3 stride 2 round ceil");
  g_autoptr (FoveaNetSpec) strict = parse ("INPUT 32x32x1, POOL 3 stride 2");

  g_assert_cmpint (down->layers[1].out.width, ==, 15);
  g_assert_cmpint (up->layers[1].out.width, ==, 16);
  g_assert_cmpint (strict->misfit, ==, 1);
}

static void
test_misfit_is_reported (void)
{
  g_autoptr (FoveaNetSpec) spec = parse ("INPUT 224x224x3, CONV 11x11x96 stride 4, RELU, FC 10");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (spec->misfit, ==, 1);
  g_assert_cmpint (spec->n_layers, ==, 4);
  g_assert_cmpint (spec->layers[1].in.width, ==, 224);
  g_assert_cmpint (spec->layers[1].out.depth, ==, 0);
  g_assert_cmpint (spec->layers[3].out.depth, ==, 0);
  g_assert_cmpint (fovea_net_spec_classes (spec), ==, 0);
  g_assert_false (fovea_net_spec_check (spec, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_MISFIT);
  g_assert_true (g_str_has_prefix (error->message,
                                   "Layer 1, CONV 11x11x96 stride 4, does not fit its input of 224×224×3: "
                                   "(224 − 11 + 2·0)/4 + 1 = 54.25; 1 cell is left over; it would fit with S = 3 → 72"));
  g_assert_true (g_str_has_suffix (error->message, "N = 227 → 55; no padding can help."));
}

/* The axis that fits is not blamed. */
static void
test_misfit_of_the_height (void)
{
  g_autoptr (FoveaNetSpec) spec = parse ("INPUT 9x8x1, CONV 3x3x1 stride 3");
  FoveaGeometry geometry = fovea_layer_spec_misfit (&spec->layers[1]);

  g_assert_cmpint (spec->misfit, ==, 1);
  g_assert_cmpint (geometry.input, ==, 8);
}

typedef struct
{
  const char *text, *message; /* how it begins */
} ErrorCase;

static void
test_errors_say_where_and_what (void)
{
  static const ErrorCase cases[] = {
    { "", "Line 1, column 1: the net is empty" },
    { " # nothing\n", "Line 2, column 1: the net is empty" },
    { "INPUT 8x8x1, CONV 3x3x4 pad -1", "Line 1, column 29: “-” separates layers and is never a sign" },
    { "INPUT 8x8x1, FC -10", "Line 1, column 18: “-” separates layers and is never a sign" },
    { "INPUT 8x8x1, CONV 3x3x-4", "Line 1, column 23: “-” separates layers and is never a sign" },
    { "INPUT 8x8x1, DROPOUT -0.5", "Line 1, column 22: “-” separates layers and is never a sign" },
    { "INPUT 8x8x1, (RELU)*-2", "Line 1, column 21: “-” separates layers and is never a sign" },
    { "INPUT 8x8x1, CONV-RELU-POOL?", "Line 1, column 28: “POOL?” is the lecture's “perhaps”" },
    { "INPUT 8x8x1\nCONV 3x3x4\npad 1", "Line 3, column 1: “pad” is an option and stands behind its layer" },
    { "INPUT 8x8x1, KONV 3x3x4", "Line 1, column 14: “KONV” is no layer; layers are INPUT, CONV, POOL, " },
    { "INPUT 8x8x1, CONV 3x5x4", "Line 1, column 19: filters are square: CONV 3x3x4 or CONV 5x5x4." },
    { "INPUT 8x8x1, CONV 3x3", "Line 1, column 22: the layer is written CONV FxFxK; an x must stand here" },
    { "INPUT 8x8", "Line 1, column 10: the layer is written INPUT WxHxD; an x must stand here, not the end of the net." },
    { "INPUT 8x8x0", "Line 1, column 11: the depth D must lie between 1 and 1000000, and “0” does not." },
    { "INPUT 8x8x1, CONV 3x3x4 stride 0", "Line 1, column 32: stride must lie between 1 and 1000000" },
    { "INPUT 8x8x1, CONV 3x3x4 stride 1.5", "Line 1, column 32: stride is a whole number, not “1.5”." },
    { "INPUT 8x8x1, CONV 3x3x4 stride", "Line 1, column 31: stride is missing" },
    { "INPUT 8x8x1, CONV 3x3x4 stride 1 stride 2", "Line 1, column 34: “stride” is given twice" },
    { "INPUT 8x8x1, CONV 3x3x4 stride 99999999999999999999", "Line 1, column 32: stride must lie between 1 and" },
    { "INPUT 8x8x1, CONV stride 2", "Line 1, column 19: a CONV with options says its filters first" },
    { "INPUT 8x8x1, CONV 3x3x4 RELU", "Line 1, column 25: “RELU” begins another layer; “,”, “-” or a new line" },
    { "INPUT 8x8x1, CONV 3x3x4 round up", "Line 1, column 31: round is error, floor or ceil, not “up”." },
    { "INPUT 8x8x1, POOL 2x2", "Line 1, column 20: a pool's windows are square and take one number: POOL 2." },
    { "INPUT 8x8x1, POOL 2 pad same", "Line 1, column 25: “pad same” is for CONV" },
    { "INPUT 8x8x1, POOL 2 pad 2", "Line 1, column 19: padding of 2 lets a 2×2 pool see nothing but padding" },
    { "INPUT 8x8x1, POOL 2 groups 2", "Line 1, column 21: POOL takes no option “groups”." },
    { "INPUT 8x8x1, FC 10 pad 1", "Line 1, column 20: FC takes no option “pad”." },
    { "INPUT 8x8x1, RELU 3", "Line 1, column 19: “3” does not belong to RELU" },
    { "INPUT 8x8x1, DROPOUT", "Line 1, column 21: DROPOUT needs the probability to drop" },
    { "INPUT 8x8x1, DROPOUT 1", "Line 1, column 22: the probability to drop is at least 0 and below 1" },
    { "INPUT 8x8x1, (RELU", "Line 1, column 19: “)” must close the “(” of line 1, column 14; here stands the end" },
    { "INPUT 8x8x1, (RELU]", "Line 1, column 19: “)” must close the “(” of line 1, column 14; here stands “]”." },
    { "INPUT 8x8x1, RELU)", "Line 1, column 18: “)” closes a group that was never opened." },
    { "INPUT 8x8x1, ()*2", "Line 1, column 15: the group is empty" },
    { "INPUT 8x8x1, (RELU) TANH", "Line 1, column 21: “,”, “-”, a new line or “*” must stand after a group" },
    { "INPUT 8x8x1, (RELU)*N", "Line 1, column 21: the number of repeats is missing" },
    { "INPUT 8x8x1, RELU*2", "Line 1, column 18: “*” does not belong to RELU" },
    { "INPUT 8x8x1, RELU, INPUT 8x8x1", "Line 1, column 20: INPUT 8x8x1: INPUT comes first, and once." },
    { "INPUT 8x8x1, RELU – TANH", "Line 1, column 19: “–” does not belong to RELU" },
    { "INPUT 8x8x1,\n\n  (RELU)*1000000000", "Line 3, column 9: the net would have 1000000001 layers here" },
    { "((((RELU)*1000)*1000)*1000)*1000", "Line 1, column 16: the net would have 1000000 layers here; 10000 are" },
    { "INPUT 1000000x1000000x1000000", "Line 1, column 1: INPUT 1000000x1000000x1000000: the net becomes too large" },
    { "INPUT 1000x1000x1, FC 1000000", "Line 1, column 20: FC 1000000: the net becomes too large here" },
    { "INPUT 1x1x1000000, CONV 1000000x1000000x1000000 pad 1000000", "Line 1, column 20: CONV 1000000x" },
    { "INPUT 8x8x1, \xff", "The net is no valid UTF-8 text." },
    { "RELU", "The net does not say what goes in" },
    { "(RELU)*0", "The net does not say what goes in" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse (cases[i].text, NULL, &error);

      g_assert_null (spec);
      g_assert_nonnull (error);
      g_assert_true (error->domain == FOVEA_ERROR);
      if (!g_str_has_prefix (error->message, cases[i].message))
        g_error ("“%s” gives “%s”, not “%s…”", cases[i].text, error->message, cases[i].message);
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
}

static void
test_nesting_is_limited (void)
{
  g_autoptr (GString) deep = g_string_new ("INPUT 8x8x1,");
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 100000; i++)
    g_string_append_c (deep, '(');
  g_assert_null (fovea_net_spec_parse (deep->str, NULL, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_SYNTAX);
  g_assert_nonnull (strstr (error->message, "nested more than 100 deep"));
}

/* Strides multiply; what one cell sees stays a number. */
static void
test_receptive_field_saturates (void)
{
  g_autoptr (FoveaNetSpec) spec = parse ("INPUT 1x1x1, (POOL 1 stride 1000000)*9, POOL 1000000 stride 1 pad 500000");

  g_assert_cmpint (spec->misfit, ==, -1);
  g_assert_cmpint (spec->layers[10].receptive_field, ==, G_MAXINT);
}

/* Any bytes give a net or an error, never a crash: random walks over the language's own characters. */
static void
test_random_texts (void)
{
  static const char *const pieces[] = { "INPUT 8x8x1", "CONV", "5x5x2", "POOL", "2",   "(", ")", "[",  "]",  "*",
                                        "3",           "-",    ",",     "\n",   "pad", "x", "#", "FC", "RELU", "?",
                                        "same",        " ",    "×",     "0.5",  "stride", "round", "ceil", "DROPOUT" };

  for (int i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (FoveaNetSpec) spec = NULL;
      FoveaShape shape = { 8, 8, 1 };

      for (int n = g_test_rand_int_range (1, 14); n > 0; n--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      spec = fovea_net_spec_parse (text->str, &shape, &error);
      g_assert_true ((spec == NULL) == (error != NULL));
      if (spec != NULL)
        {
          g_autofree char *canonical = fovea_net_spec_to_text (spec);

          assert_text (canonical, canonical);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/net-spec/bare-defaults", test_bare_defaults);
  g_test_add_func ("/engine/net-spec/touching-and-case", test_touching_and_case);
  g_test_add_func ("/engine/net-spec/separators-and-comments", test_separators_and_comments);
  g_test_add_func ("/engine/net-spec/options-in-any-order", test_options_in_any_order);
  g_test_add_func ("/engine/net-spec/groups-repeat", test_groups_repeat);
  g_test_add_func ("/engine/net-spec/input-may-be-given", test_input_may_be_given);
  g_test_add_func ("/engine/net-spec/named-nets", test_named_nets);
  g_test_add_func ("/engine/net-spec/lecture-volumes", test_lecture_volumes);
  g_test_add_func ("/engine/net-spec/receptive-fields", test_receptive_fields);
  g_test_add_func ("/engine/net-spec/groups-share-the-depth", test_groups_share_the_depth);
  g_test_add_func ("/engine/net-spec/pad-same", test_pad_same);
  g_test_add_func ("/engine/net-spec/roundings", test_roundings);
  g_test_add_func ("/engine/net-spec/misfit-is-reported", test_misfit_is_reported);
  g_test_add_func ("/engine/net-spec/misfit-of-the-height", test_misfit_of_the_height);
  g_test_add_func ("/engine/net-spec/errors-say-where-and-what", test_errors_say_where_and_what);
  g_test_add_func ("/engine/net-spec/nesting-is-limited", test_nesting_is_limited);
  g_test_add_func ("/engine/net-spec/receptive-field-saturates", test_receptive_field_saturates);
  g_test_add_func ("/engine/net-spec/random-texts", test_random_texts);
  return g_test_run ();
}
