/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/training-session.h"

/* Small pictures of four classes, told apart by which quarter is bright, in some noise; and a net that learns them in a
 * moment. */
static inline FoveaExamples *
test_quarters_new (int n, int channels, guint32 seed)
{
  FoveaExamples *examples = fovea_examples_new (n, channels, 8, 8, 4);
  g_autoptr (GRand) noise = g_rand_new_with_seed (seed);

  for (int i = 0; i < n; i++)
    {
      int class = examples->labels[i] = g_rand_int_range (noise, 0, 4);
      guint8 *pixels = examples->pixels + (gsize) i * channels * 64;

      for (int p = 0; p < channels * 64; p++)
        {
          gboolean bright = (p / 4 % 2 == class % 2) && (p % 64 / 32 == class / 2);

          pixels[p] = g_rand_int_range (noise, 0, 120) + (bright ? 100 : 0);
        }
    }
  return examples;
}

static inline FoveaNetSpec *
test_quarters_net (int channels, const char *text)
{
  FoveaShape shape = { 8, 8, channels };
  GError *error = NULL;
  FoveaNetSpec *spec = fovea_net_spec_parse (text, &shape, &error);

  g_assert_no_error (error);
  return spec;
}

static const char TEST_QUARTERS_NET[] = "CONV 3x3x4 pad 1, RELU, POOL 2, FC 12, RELU, FC 4";

static inline FoveaTrainingOptions
test_quarters_options (void)
{
  FoveaTrainingOptions options = fovea_training_options_default ();

  options.batch = 20;
  options.epochs = 2;
  options.threads = 1;
  return options;
}

static inline FoveaTrainingSession *
test_quarters_session (const char *text, const FoveaNet *trained, const FoveaTrainingOptions *options)
{
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (1, text);
  g_autoptr (FoveaExamples) training = test_quarters_new (400, 1, 1);
  g_autoptr (FoveaExamples) validation = test_quarters_new (300, 1, 2);

  return fovea_training_session_new (spec, trained, training, validation,
                                     (const char *[]){ "north-west", "north-east", "south-west", "south-east", NULL },
                                     options);
}

/* Lets the main context run until a report has @state and everything in it up to @step. */
static inline FoveaTrainingReport *
test_wait_for (FoveaTrainingSession *session, FoveaTrainingState state, gint64 step)
{
  gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  for (;;)
    {
      FoveaTrainingReport *report = fovea_training_session_get_report (session);

      if (report && report->state == state && report->step >= step)
        return report;
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
      g_usleep (200);
    }
}

static inline void
test_wait (int ms)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (200);
    }
}
