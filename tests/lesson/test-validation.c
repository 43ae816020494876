/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/validation.h"
#include "tests/training.h"

#include <math.h>

static FoveaNet *
make_net (void)
{
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (1, TEST_QUARTERS_NET);
  FoveaNet *net = fovea_net_new (spec, 3, NULL);

  fovea_net_set_statistics (net, (float[]){ 0.3f, 0, 0 }, (float[]){ 0.2f, 1, 1 });
  return net;
}

static void
test_order_is_a_permutation (void)
{
  g_autoptr (FoveaExamples) examples = test_quarters_new (50, 1, 5);
  g_autoptr (FoveaValidation) validation = fovea_validation_new (examples);
  gboolean seen[50] = { FALSE };

  for (int i = 0; i < 50; i++)
    {
      int image = fovea_validation_get_image (validation, i);

      g_assert_false (seen[image]);
      seen[image] = TRUE;
    }
}

/* However large the handfuls, a sweep says what one question about all images says. */
static void
test_sweep_is_the_whole (void)
{
  g_autoptr (FoveaExamples) examples = test_quarters_new (50, 1, 5);
  g_autoptr (FoveaNet) net = make_net ();
  double loss;
  int correct = fovea_net_evaluate (net, examples, 1, NULL, NULL, &loss);

  for (int handful = 1; handful <= 64; handful *= 4)
    {
      g_autoptr (FoveaValidation) validation = fovea_validation_new (examples);
      g_autoptr (GArray) mistakes = g_array_new (FALSE, FALSE, sizeof (FoveaPrediction));
      FoveaCurvePoint point = { 0 };
      int calls = 1, checked, wrong;

      fovea_validation_begin (validation, 1000);
      while (!fovea_validation_sweep (validation, net, handful, 1, &point))
        calls++;
      g_assert_cmpint (calls, ==, (50 + handful - 1) / handful);
      g_assert_false (fovea_validation_is_sweeping (validation));
      g_assert_cmpfloat_with_epsilon (point.loss, loss, 1e-5);
      g_assert_cmpfloat_with_epsilon (point.accuracy, correct / 50.0, 1e-6);
      fovea_validation_get_result (validation, &checked, &wrong, mistakes, 5);
      g_assert_cmpint (checked, ==, 50);
      g_assert_cmpint (wrong, ==, 50 - correct);
      g_assert_cmpuint (mistakes->len, ==, MIN (5, wrong));
    }
}

static void
test_mistakes_are_wrong_and_surest_first (void)
{
  g_autoptr (FoveaExamples) examples = test_quarters_new (200, 1, 6);
  g_autoptr (FoveaValidation) validation = fovea_validation_new (examples);
  g_autoptr (FoveaNet) net = make_net ();
  g_autoptr (GArray) mistakes = g_array_new (FALSE, FALSE, sizeof (FoveaPrediction));
  FoveaCurvePoint point;
  int checked, wrong;

  fovea_validation_begin (validation, 120);
  while (!fovea_validation_sweep (validation, net, 32, 1, &point))
    ;
  fovea_validation_get_result (validation, &checked, &wrong, mistakes, 1000);
  g_assert_cmpint (checked, ==, 120);
  g_assert_cmpint (wrong, >, 10);
  for (guint i = 0; i < mistakes->len; i++)
    {
      const FoveaPrediction *one = &g_array_index (mistakes, FoveaPrediction, i);

      g_assert_cmpint (one->said, !=, one->label);
      g_assert_cmpint (one->label, ==, examples->labels[one->image]);
      if (i > 0)
        g_assert_cmpfloat (one->probability, <=, one[-1].probability);
    }
}

/* All answers of a sweep, of which the mistakes are a part, as they were when the next begins. */
static void
test_answers_stay (void)
{
  g_autoptr (FoveaExamples) examples = test_quarters_new (60, 1, 6);
  g_autoptr (FoveaValidation) validation = fovea_validation_new (examples);
  g_autoptr (FoveaNet) net = make_net ();
  g_autoptr (GArray) answers = NULL;
  FoveaCurvePoint point;
  double loss = 0;

  g_assert_null (fovea_validation_ref_answers (validation));
  fovea_validation_begin (validation, 40);
  while (!fovea_validation_sweep (validation, net, 16, 1, &point))
    ;
  answers = fovea_validation_ref_answers (validation);
  fovea_validation_begin (validation, 60);
  while (!fovea_validation_sweep (validation, net, 16, 1, &point))
    ;
  g_assert_cmpuint (answers->len, ==, 40);
  for (guint i = 0; i < answers->len; i++)
    {
      const FoveaPrediction *answer = &g_array_index (answers, FoveaPrediction, i);

      g_assert_cmpint (answer->image, ==, fovea_validation_get_image (validation, i));
      if (answer->said == answer->label)
        g_assert_cmpfloat_with_epsilon (answer->loss, -log (answer->probability), 1e-5);
      else
        g_assert_cmpfloat (answer->loss, >=, -log (answer->probability));
    }
  fovea_validation_begin (validation, 60);
  while (!fovea_validation_sweep (validation, net, 60, 1, &point))
    ;
  g_array_unref (g_steal_pointer (&answers));
  answers = fovea_validation_ref_answers (validation);
  for (guint i = 0; i < answers->len; i++)
    loss += g_array_index (answers, FoveaPrediction, i).loss;
  g_assert_cmpfloat_with_epsilon (loss / 60, point.loss, 1e-5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/validation/order-is-a-permutation", test_order_is_a_permutation);
  g_test_add_func ("/lesson/validation/sweep-is-the-whole", test_sweep_is_the_whole);
  g_test_add_func ("/lesson/validation/mistakes-are-wrong-and-surest-first", test_mistakes_are_wrong_and_surest_first);
  g_test_add_func ("/lesson/validation/answers-stay", test_answers_stay);
  return g_test_run ();
}
