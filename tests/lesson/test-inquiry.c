/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/inquiry.h"

#include "tests/training.h"

typedef struct
{
  FoveaExamples *examples;
  FoveaStill *still;
  FoveaInquiry *inquiry;
  int answers;
} Test;

static void
count_cb (FoveaInquiry *inquiry, int *count)
{
  ++*count;
}

static FoveaStill *
make_still (const FoveaStill *like, guint64 seed)
{
  g_autoptr (FoveaNetSpec) spec
    = like ? fovea_net_spec_ref (fovea_net_get_spec (fovea_still_get_net (like))) : test_quarters_net (1, TEST_QUARTERS_NET);
  g_autoptr (FoveaNet) net = fovea_net_new (spec, seed, NULL);

  return fovea_still_new (net);
}

static void
set_up (Test *test, gconstpointer data)
{
  test->examples = test_quarters_new (100, 1, 5);
  test->still = make_still (NULL, 2);
  test->inquiry = fovea_inquiry_new ();
  g_signal_connect (test->inquiry, "answered", G_CALLBACK (count_cb), &test->answers);
}

static void
tear_down (Test *test, gconstpointer data)
{
  fovea_inquiry_forget (test->inquiry);
  g_object_unref (test->inquiry);
  fovea_still_unref (test->still);
  fovea_examples_unref (test->examples);
}

static void
ask (Test *test, FoveaStill *still, int image, const FoveaWhy *why)
{
  fovea_inquiry_ask (test->inquiry, still, fovea_examples_image (test->examples, image), 1, why);
}

/* The whole answer about @still. */
static FoveaReasons *
wait_for (Test *test, const FoveaStill *still)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  for (;;)
    {
      FoveaReasons *reasons = fovea_inquiry_get_reasons (test->inquiry);

      if (reasons && reasons->findings->net == still && reasons->done)
        return reasons;
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
}

/* What a thread finds is what is found here. */
static void
test_answer (Test *test, gconstpointer data)
{
  FoveaWhy why = fovea_why_default (FOVEA_REASON_OCCLUSION);
  const FoveaNet *net = fovea_still_get_net (test->still);
  g_autoptr (FoveaTensor) image = fovea_net_normalise (net, fovea_examples_image (test->examples, 4));
  g_autoptr (FoveaReasoning) here = fovea_reasoning_new (test->still, image, 1, &why);
  g_autoptr (FoveaReasons) right = NULL;
  FoveaReasons *reasons;

  g_assert_null (fovea_inquiry_get_reasons (test->inquiry));
  ask (test, test->still, 4, &why);
  reasons = wait_for (test, test->still);
  while (!fovea_reasoning_is_done (here))
    fovea_reasoning_advance (here);
  right = fovea_reasoning_get (here);
  g_assert_cmpint (reasons->class_number, ==, right->class_number);
  g_assert_cmpfloat (fovea_tensor_error (reasons->occlusion->heat, right->occlusion->heat), ==, 0);
  g_assert_cmpint (test->answers, >=, 1);
}

/* Of many questions the newest is answered; asked twice it is not answered twice. */
static void
test_newest_counts (Test *test, gconstpointer data)
{
  FoveaWhy why = fovea_why_default (FOVEA_REASON_SALIENCY);
  g_autoptr (FoveaTensor) last
    = fovea_net_normalise (fovea_still_get_net (test->still), fovea_examples_image (test->examples, 99));
  int answers;

  for (int i = 0; i < 100; i++)
    ask (test, test->still, i, &why);
  g_assert_cmpfloat (fovea_tensor_error (wait_for (test, test->still)->findings->image, last), ==, 0);
  g_assert_cmpint (test->answers, <, 100);
  answers = test->answers;
  ask (test, test->still, 99, &why);
  test_wait (50);
  g_assert_cmpint (test->answers, ==, answers);

  ask (test, test->still, 0, &why);
  ask (test, test->still, 99, &why);
  ask (test, test->still, 0, &why);
  while (test->answers == answers)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpfloat (fovea_tensor_error (wait_for (test, test->still)->findings->image, last), >, 0);

  ask (test, test->still, 1, &why);
  fovea_inquiry_forget (test->inquiry);
  answers = test->answers;
  test_wait (50);
  g_assert_cmpint (test->answers, ==, answers);
  g_assert_null (fovea_inquiry_get_reasons (test->inquiry));
}

static void
never_partly_cb (FoveaInquiry *inquiry, const FoveaStill *first)
{
  FoveaReasons *reasons = fovea_inquiry_get_reasons (inquiry);

  g_assert_true (reasons->findings->net == first || reasons->done);
}

/* Newer weights are asked about once it is done with the older ones, and then their answer comes whole. */
static void
test_follows (Test *test, gconstpointer data)
{
  g_autoptr (FoveaStill) second = make_still (test->still, 3), third = make_still (test->still, 4);
  FoveaWhy why = fovea_why_default (FOVEA_REASON_OCCLUSION);
  float before;

  ask (test, test->still, 4, &why);
  before = wait_for (test, test->still)->occlusion->heat->data[9];
  g_signal_connect (test->inquiry, "answered", G_CALLBACK (never_partly_cb), test->still);
  ask (test, second, 4, &why);
  ask (test, third, 4, &why);
  g_assert_cmpfloat (wait_for (test, third)->occlusion->heat->data[9], !=, before);
}

/* A climb grows till it has its steps, stands still while it is paused, and stays in its net. */
static void
test_climb (Test *test, gconstpointer data)
{
  g_autoptr (FoveaStill) second = make_still (test->still, 3);
  FoveaWhy why = fovea_why_default (FOVEA_REASON_CLIMB);
  FoveaReasons *reasons;

  fovea_inquiry_set_paused (test->inquiry, TRUE);
  g_assert_true (fovea_inquiry_get_paused (test->inquiry));
  ask (test, test->still, 4, &why);
  while (test->answers == 0)
    g_main_context_iteration (NULL, TRUE);
  test_wait (30);
  reasons = fovea_inquiry_get_reasons (test->inquiry);
  g_assert_cmpint (reasons->climb->steps, ==, 0);
  g_assert_false (reasons->done);

  fovea_inquiry_set_paused (test->inquiry, FALSE);
  g_assert_cmpint (wait_for (test, test->still)->climb->steps, ==, why.steps);
  ask (test, second, 4, &why);
  why.steps += 10;
  ask (test, second, 4, &why);
  while (fovea_inquiry_get_reasons (test->inquiry)->climb->steps < why.steps)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (fovea_inquiry_get_reasons (test->inquiry)->findings->net == test->still);
  fovea_inquiry_forget (test->inquiry);
  ask (test, second, 4, &why);
  g_assert_cmpint (wait_for (test, second)->climb->steps, ==, why.steps);
}

#define ADD(path, function) g_test_add (path, Test, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/lesson/inquiry/answer", test_answer);
  ADD ("/lesson/inquiry/newest-counts", test_newest_counts);
  ADD ("/lesson/inquiry/follows", test_follows);
  ADD ("/lesson/inquiry/climb", test_climb);
  return g_test_run ();
}
