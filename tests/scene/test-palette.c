/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/palette.h"

#include <math.h>

static const FoveaStyle styles[] = { { FALSE, FALSE, 1 }, { TRUE, FALSE, 1 }, { FALSE, TRUE, 1 }, { TRUE, TRUE, 1 } };

/* WCAG 2.1's own numbers: black on white is 21 : 1, #777777 on white 4.48 : 1. */
static void
test_contrast (void)
{
  const FoveaColour black = { 0, 0, 0 }, white = { 1, 1, 1 }, grey = { 0x77 / 255.0, 0x77 / 255.0, 0x77 / 255.0 };

  g_assert_cmpfloat (fabs (fovea_colour_contrast (black, white) - 21), <, 0.01);
  g_assert_cmpfloat (fabs (fovea_colour_contrast (grey, white) - 4.48), <, 0.01);
}

/* Every text of the scenes on whatever it may stand on. */
static void
test_text_is_legible (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      const FoveaPalette *p = fovea_palette_get (&styles[i]);
      const FoveaColour texts[] = { p->ink,          p->dim,    p->here, p->input_label, p->weight_label,
                                    p->output_label, p->misfit, p->training, p->validation };

      for (gsize t = 0; t < G_N_ELEMENTS (texts) - 2; t++)
        g_assert_cmpfloat (fovea_colour_contrast (texts[t], p->canvas), >=, 4.5);
      g_assert_cmpfloat (fovea_colour_contrast (p->here, p->chip), >=, 4.5);
      g_assert_cmpfloat (fovea_colour_contrast (p->misfit, p->misfit_wash), >=, 4.5);
      g_assert_cmpfloat (fovea_colour_contrast (p->padding_ink, p->padding), >=, 4.5);
    }
}

static void
test_cells_are_legible (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    for (double value = -1; value <= 1; value += 0.01)
      {
        const FoveaPalette *p = fovea_palette_get (&styles[i]);
        const FoveaColour cells[] = { fovea_palette_input (p, value, -1, 1), fovea_palette_weight (p, value, 1),
                                      fovea_palette_output (p, value, 1) };

        for (gsize c = 0; c < G_N_ELEMENTS (cells); c++)
          g_assert_cmpfloat (fovea_colour_contrast (cells[c], fovea_colour_ink (cells[c])), >=, 4.5);
      }
}

/* White (or the dark palette's grey) at zero, and the same distance from it on both sides. */
static void
test_scale_diverges (void)
{
  const FoveaPalette *p = fovea_palette_get (&styles[0]);
  FoveaColour zero = fovea_palette_weight (p, 0, 2), minus = fovea_palette_weight (p, -1, 2);

  g_assert_cmpfloat (zero.red + zero.green + zero.blue, ==, 3);
  g_assert_cmpfloat (minus.blue, >, minus.red);
  g_assert_cmpfloat (fovea_palette_weight (p, 1, 2).red, >, fovea_palette_weight (p, 1, 2).blue);
  g_assert_cmpfloat (fovea_palette_weight (p, 9, 2).blue, ==, fovea_palette_weight (p, 3, 2).blue);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/palette/contrast", test_contrast);
  g_test_add_func ("/scene/palette/text-is-legible", test_text_is_legible);
  g_test_add_func ("/scene/palette/cells-are-legible", test_cells_are_legible);
  g_test_add_func ("/scene/palette/scale-diverges", test_scale_diverges);
  return g_test_run ();
}
