/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/reasons.h"

#include "lesson/saliency.h"
#include "tests/training.h"

static FoveaStill *
make_still (const char *text)
{
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (1, text);
  g_autoptr (FoveaNet) net = fovea_net_new (spec, 3, NULL);

  return fovea_still_new (net);
}

static FoveaTensor *
make_image (const FoveaStill *still)
{
  g_autoptr (FoveaExamples) examples = test_quarters_new (1, 1, 3);

  return fovea_net_normalise (fovea_still_get_net (still), fovea_examples_image (examples, 0));
}

static FoveaReasons *
find (FoveaStill *still, FoveaTensor *image, const FoveaWhy *why)
{
  int classes = fovea_net_spec_classes (fovea_net_get_spec (fovea_still_get_net (still)));
  g_autoptr (FoveaReasoning) reasoning = fovea_reasoning_new (still, image, MIN (classes - 1, 2), why);

  g_assert_null (fovea_reasoning_get (reasoning));
  while (!fovea_reasoning_is_done (reasoning))
    fovea_reasoning_advance (reasoning);
  return fovea_reasoning_get (reasoning);
}

/* Of nets of every kind, about the class that the net says: each method's own numbers. */
static void
test_every_kind (gconstpointer text)
{
  g_autoptr (FoveaStill) still = make_still (text);
  g_autoptr (FoveaTensor) image = make_image (still);
  FoveaWhy see = fovea_why_default (FOVEA_REASON_SALIENCY), hide = fovea_why_default (FOVEA_REASON_OCCLUSION);
  FoveaWhy climb = fovea_why_default (FOVEA_REASON_CLIMB);
  g_autoptr (FoveaReasons) seen = find (still, image, &see), hidden = find (still, image, &hide), top = NULL;
  g_autoptr (FoveaTensor) gradient = NULL;

  climb.steps = 5;
  top = find (still, image, &climb);
  g_assert_true (seen->done && hidden->done && top->done);
  g_assert_cmpint (seen->class_number, ==, fovea_findings_get_said (seen->findings));
  g_assert_cmpint (hidden->class_number, ==, seen->class_number);
  gradient = fovea_saliency_find (fovea_still_get_net (still), seen->findings->maps, seen->class_number);
  g_assert_cmpfloat (fovea_tensor_error (seen->gradient, gradient), ==, 0);
  g_assert_cmpfloat (fovea_reasons_get_probability (seen), ==, seen->findings->scores->data[seen->class_number]);
  g_assert_cmpfloat (hidden->occlusion->whole, ==, fovea_reasons_get_probability (hidden));
  g_assert_cmpint (hidden->occlusion->done, ==, 64);
  g_assert_cmpint (top->climb->steps, ==, 5);
  g_assert_cmpfloat (fovea_tensor_error (top->findings->image, top->climb->image), ==, 0);
}

/* Everything that one may ask for is what is found. */
static void
test_settings (void)
{
  g_autoptr (FoveaStill) still = make_still (TEST_QUARTERS_NET);
  g_autoptr (FoveaTensor) image = make_image (still);
  FoveaWhy hide = { .kind = FOVEA_REASON_OCCLUSION, .class_number = 3, .patch = { 2, 4 } };
  FoveaWhy climb = { .kind = FOVEA_REASON_CLIMB, .class_number = 1, .summit = { 4, 6 }, .seed = 9, .steps = 2 }, other;
  g_autoptr (FoveaReasons) hidden = find (still, image, &hide), top = find (still, image, &climb);

  g_assert_cmpint (hidden->class_number, ==, 3);
  g_assert_cmpint (hidden->occlusion->class_number, ==, 3);
  g_assert_true (hidden->occlusion->patch.side == 2 && hidden->occlusion->heat->w == 2);
  g_assert_true (top->climb->summit.row == 4 && top->climb->summit.map == 6 && top->climb->options.seed == 9);
  g_assert_cmpint (top->climb->steps, ==, 2);

  other = climb;
  other.steps = 7;
  g_assert_true (fovea_why_equal (&climb, &other));
  other.summit.map = 5;
  g_assert_false (fovea_why_equal (&climb, &other));
}

/* A climb that was told of more steps goes on where it was. */
static void
test_more_steps (void)
{
  g_autoptr (FoveaStill) still = make_still (TEST_QUARTERS_NET);
  g_autoptr (FoveaTensor) image = make_image (still);
  FoveaWhy why = fovea_why_default (FOVEA_REASON_CLIMB);
  g_autoptr (FoveaReasoning) reasoning = NULL;
  g_autoptr (FoveaReasons) some = NULL, more = NULL, whole = NULL;

  why.steps = 3;
  reasoning = fovea_reasoning_new (still, image, -1, &why);
  while (!fovea_reasoning_is_done (reasoning))
    fovea_reasoning_advance (reasoning);
  some = fovea_reasoning_get (reasoning);
  fovea_reasoning_set_steps (reasoning, 6);
  g_assert_false (fovea_reasoning_is_done (reasoning));
  while (!fovea_reasoning_is_done (reasoning))
    fovea_reasoning_advance (reasoning);
  more = fovea_reasoning_get (reasoning);
  why.steps = 6;
  whole = find (still, image, &why);
  g_assert_cmpint (some->climb->steps, ==, 3);
  g_assert_cmpfloat (fovea_tensor_error (more->climb->image, whole->climb->image), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/lesson/reasons/convolutions", TEST_QUARTERS_NET, test_every_kind);
  g_test_add_data_func ("/lesson/reasons/perceptron", "FC 4", test_every_kind);
  g_test_add_data_func ("/lesson/reasons/one-score", "FC 1", test_every_kind);
  g_test_add_data_func ("/lesson/reasons/batchnorm-dropout", "CONV 3x3x4, BATCHNORM, RELU, DROPOUT 0.9, FC 4, SOFTMAX",
                        test_every_kind);
  g_test_add_func ("/lesson/reasons/settings", test_settings);
  g_test_add_func ("/lesson/reasons/more-steps", test_more_steps);
  return g_test_run ();
}
