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

/* Lays it out in rooms from 300 to 700 points high, as one does who looks for the least that will do. */
static void
try_rooms (FoveaConvolutionLayout *layout)
{
  FoveaStyle style = { .scale = 1 };

  for (layout->height = 300; layout->height <= 700; layout->height += 25)
    {
      scribble ((int) layout->height);
      fovea_convolution_lay_out (layout, &style);
    }
}

/* The search for a plan takes longer than a frame: a step begins none anew, whether there was something to be found or not. */
static void
test_a_step_searches_nothing (gconstpointer depth)
{
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  FoveaConvolutionLayout layout = { .lesson = lesson, .sheet = fovea_sheet_new (), .width = 600 };
  FoveaConvolutionPlan plan;
  guint searches;

  g_assert_true (fovea_lesson_set_text (FOVEA_LESSON (lesson), "input", "12", NULL));
  g_assert_true (fovea_lesson_set_text (FOVEA_LESSON (lesson), "depth", depth, NULL));
  try_rooms (&layout);
  plan = layout.plan;
  searches = layout.searches;
  g_assert_cmpuint (searches, ==, 17);
  for (int position = 1; position < 5; position++)
    {
      fovea_lesson_set_position (FOVEA_LESSON (lesson), position);
      try_rooms (&layout);
      g_assert_cmpuint (layout.searches, ==, searches);
      g_assert_cmpfloat (layout.plan.cell, ==, plan.cell);
      g_assert_cmpfloat (layout.plan.map_cell, ==, plan.map_cell);
    }
  g_assert_true (fovea_lesson_set_text (FOVEA_LESSON (lesson), "filter", "5", NULL));
  try_rooms (&layout);
  g_assert_cmpuint (layout.searches, ==, 2 * searches);
  fovea_sheet_free (layout.sheet);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/scene/convolution-layout/a-step-searches-nothing/flat", "1", test_a_step_searches_nothing);
  g_test_add_data_func ("/scene/convolution-layout/a-step-searches-nothing/deep", "32", test_a_step_searches_nothing);
  return g_test_run ();
}
