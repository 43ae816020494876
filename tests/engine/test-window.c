/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/error.h"
#include "engine/window.h"

static void
test_output_of_both_axes (void)
{
  FoveaWindow window = FOVEA_WINDOW (3);
  int height = 0, width = 0;
  g_autoptr (GError) error = NULL;

  window.stride = 2;
  g_assert_true (fovea_window_output (&window, 9, 7, &height, &width, &error));
  g_assert_no_error (error);
  g_assert_cmpint (height, ==, 4);
  g_assert_cmpint (width, ==, 3);
}

/* Two columns and five rows: 7 − 2 + 1 windows across, 9 − 5 + 1 down. */
static void
test_rectangle (void)
{
  FoveaWindow window = { .extent = 2, .rows = 5, .stride = 1, .dilation = 1 };
  int height = 0, width = 0;
  g_autoptr (GError) error = NULL;

  g_assert_true (fovea_window_output (&window, 9, 7, &height, &width, &error));
  g_assert_no_error (error);
  g_assert_cmpint (height, ==, 5);
  g_assert_cmpint (width, ==, 6);
  g_assert_false (fovea_window_output (&window, 4, 7, &height, &width, &error));
  g_assert_true (g_str_has_prefix (error->message, "A 2×5 window does not fit an input of 7×4: (4 − 5 + 2·0)/1"));
}

static void
test_same_pads_the_end (void)
{
  FoveaWindow window = FOVEA_WINDOW (3);
  FoveaGeometry geometry;

  window.stride = 2;
  window.same = TRUE;
  geometry = fovea_window_geometry (&window, FALSE, 8);
  g_assert_cmpint (geometry.pad, ==, 0);
  g_assert_cmpint (geometry.pad_end, ==, 1);
  g_assert_cmpint (fovea_geometry_fit (&geometry).output, ==, 4);
}

/* The axis that does not fit is the one whose arithmetic is shown. */
static void
test_misfit_names_its_axis (void)
{
  FoveaWindow window = FOVEA_WINDOW (3);
  int height = 0, width = 0;
  g_autoptr (GError) across = NULL, down = NULL;

  window.stride = 3;
  g_assert_false (fovea_window_output (&window, 9, 7, &height, &width, &across));
  g_assert_error (across, FOVEA_ERROR, FOVEA_ERROR_MISFIT);
  g_assert_true (g_str_has_prefix (across->message,
                                   "A 3×3 window does not fit an input of 7×9: (7 − 3 + 2·0)/3 + 1 = 2.33; "));
  g_assert_false (fovea_window_output (&window, 8, 9, &height, &width, &down));
  g_assert_error (down, FOVEA_ERROR, FOVEA_ERROR_MISFIT);
  g_assert_nonnull (strstr (down->message, "(8 − 3 + 2·0)/3 + 1 = 2.67"));
}

static void
test_values_out_of_range (void)
{
  static const FoveaWindow bad[] = {
    { .extent = 0, .stride = 1, .dilation = 1 },
    { .extent = 3, .stride = 0, .dilation = 1 },
    { .extent = 3, .rows = -1, .stride = 1, .dilation = 1 },
    { .extent = 3, .stride = 1, .dilation = 0 },
    { .extent = 3, .stride = 1, .dilation = 1, .pad = -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      int height = 0, width = 0;
      g_autoptr (GError) error = NULL;

      g_assert_false (fovea_window_output (&bad[i], 8, 8, &height, &width, &error));
      g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/window/output-of-both-axes", test_output_of_both_axes);
  g_test_add_func ("/engine/window/rectangle", test_rectangle);
  g_test_add_func ("/engine/window/same-pads-the-end", test_same_pads_the_end);
  g_test_add_func ("/engine/window/misfit-names-its-axis", test_misfit_names_its_axis);
  g_test_add_func ("/engine/window/values-out-of-range", test_values_out_of_range);
  return g_test_run ();
}
