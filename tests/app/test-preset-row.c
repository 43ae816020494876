/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app-test.h"

#include "app/preset-row.h"

#include "lesson/convolution.h"

static const char *
label (int preset)
{
  return fovea_input_preset_label (preset);
}

static gboolean
is_own (FoveaLesson *lesson)
{
  return fovea_convolution_has_own_input (FOVEA_CONVOLUTION (lesson));
}

static const FoveaPresets presets = { "values", FOVEA_N_INPUT_PRESETS, label, is_own };

/* A number of one's own is no preset's; choosing any preset, the old one too, takes it away. */
static void
test_own_numbers (void)
{
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  AdwComboRow *row = g_object_ref_sink (ADW_COMBO_ROW (adw_combo_row_new ()));

  fovea_preset_row_bind (row, FOVEA_LESSON (lesson), &presets);
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, FOVEA_INPUT_SMALL);
  fovea_convolution_set_value (lesson, 0, 2, 3, 77);
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, FOVEA_N_INPUT_PRESETS);
  adw_combo_row_set_selected (row, FOVEA_INPUT_SMALL);
  g_assert_false (is_own (FOVEA_LESSON (lesson)));
  g_assert_cmpfloat (fovea_convolution_get_value (lesson, 0, 2, 3), <, 77);
  adw_combo_row_set_selected (row, FOVEA_N_INPUT_PRESETS); /* nobody's numbers: there is nothing to choose */
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, FOVEA_INPUT_SMALL);
  g_assert_finalize_object (row);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/preset-row/own-numbers", test_own_numbers);
  return g_test_run ();
}
