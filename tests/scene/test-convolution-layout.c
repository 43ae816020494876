/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/convolution-layout.h"

#include <string.h>

/* Leaves other bytes on the stack than the call before did. */
static void __attribute__ ((noinline))
scribble (int byte)
{
  volatile char bytes[4096];

  memset ((char *) bytes, byte, sizeof bytes);
}

/* The search for a plan takes far longer than a frame, so that a step must not begin it anew: a plan that no search would
 * make is still there after the next position was laid out, and is gone after something else has changed. */
static void
test_a_step_keeps_the_plan (gconstpointer data)
{
  const char *depth = data;
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  FoveaStyle style = { .scale = 1 };
  FoveaConvolutionLayout layout = { .lesson = lesson, .sheet = fovea_sheet_new (), .width = 846, .height = 550 };
  double cell;

  g_assert_true (fovea_lesson_set_text (FOVEA_LESSON (lesson), "input", "12", NULL));
  g_assert_true (fovea_lesson_set_text (FOVEA_LESSON (lesson), "depth", depth, NULL));
  g_assert_true (fovea_convolution_lay_out (&layout, &style));
  cell = layout.plan.cell -= 0.125;
  for (int position = 1; position < 5; position++)
    {
      fovea_lesson_set_position (FOVEA_LESSON (lesson), position);
      scribble (position);
      g_assert_true (fovea_convolution_lay_out (&layout, &style));
      g_assert_cmpfloat (layout.plan.cell, ==, cell);
    }
  layout.height -= 1;
  g_assert_true (fovea_convolution_lay_out (&layout, &style));
  g_assert_cmpfloat (layout.plan.cell, !=, cell);
  fovea_sheet_free (layout.sheet);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/scene/convolution-layout/a-step-keeps-the-plan/flat", "1", test_a_step_keeps_the_plan);
  g_test_add_data_func ("/scene/convolution-layout/a-step-keeps-the-plan/deep", "32", test_a_step_keeps_the_plan);
  return g_test_run ();
}
