/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/heat.h"

static FoveaHeat
make_saliency (FoveaSaliencyKind kind)
{
  g_autoptr (FoveaTensor) gradient = fovea_tensor_new_from (1, 1, 2, 2, (const float[]){ 0, 0.5f, -1, 0 });
  g_autoptr (FoveaTensor) image = fovea_tensor_new_from (1, 1, 2, 2, (const float[]){ 1, 1, 2, 1 });
  FoveaHeat heat = { 0 };

  fovea_heat_set_saliency (&heat, gradient, image, kind);
  return heat;
}

/* White where a white pixel's number is 0, the full colours at ± the limit, half the way at half of it. */
static void
test_colours (void)
{
  static const guint32 white[] = { 0xffffff, 0xffffff, 0xffffff, 0x000000 };
  const FoveaPalette *palette = fovea_palette_get (&(FoveaStyle){ .scale = 1 });
  FoveaHeat heat = make_saliency (FOVEA_SALIENCY_SIGNED);
  g_autofree guint32 *pixels = fovea_heat_blend (&heat, palette, white, 2, 2);

  g_assert_cmpfloat (heat.limit, ==, 1);
  g_assert_cmphex (pixels[0], ==, 0xffffff);
  g_assert_cmphex (pixels[1], ==,
                   fovea_colour_pack (fovea_colour_mix (palette->weight_zero, palette->weight_positive, 0.5)));
  g_assert_cmphex (pixels[2], ==, fovea_colour_pack (palette->weight_negative));
  g_assert_cmphex (pixels[3], <, 0xf0f0f0);
  g_assert_cmphex (pixels[3], >, 0x808080);
  g_assert_cmpint (fovea_heat_find_largest (&heat), ==, 2);
  fovea_heat_clear (&heat);
  heat = make_saliency (FOVEA_SALIENCY_TIMES_INPUT);
  g_assert_cmpfloat (heat.limit, ==, 2);
  fovea_heat_clear (&heat);
}

/* Cells of three pixels on an image of 7 × 5: every pixel belongs to the cell that is picked there. */
static void
test_cells (void)
{
  g_autoptr (FoveaTensor) image = fovea_tensor_new (1, 1, 5, 7);
  g_autoptr (FoveaOcclusion) occlusion = fovea_occlusion_new (image, 0, 0.75f, (FoveaPatch){ 3, 3 });
  FoveaBox box = { 10, 20, 70, 50 }, last;
  FoveaHeat heat = { 0 };

  occlusion->heat->data[4] = 0.25f;
  occlusion->heat->data[5] = 1;
  fovea_heat_set_occlusion (&heat, occlusion);
  g_assert_cmpfloat (heat.numbers->data[0], ==, 0);
  g_assert_cmpfloat (heat.numbers->data[4], ==, 0.5);
  g_assert_cmpfloat (heat.numbers->data[5], ==, -0.25);
  g_assert_cmpfloat (heat.limit, ==, 0.5);
  for (int y = 0; y < 5; y++)
    for (int x = 0; x < 7; x++)
      {
        int place = fovea_heat_pick (&heat, &box, 7, 5, 10 + 10 * x + 5, 20 + 10 * y + 5);
        FoveaBox cell = fovea_heat_get_cell (&heat, &box, 7, 5, place);

        g_assert_cmpint (place, ==, y / 3 * 3 + x / 3);
        g_assert_true (fovea_box_contains (&cell, 10 + 10 * x + 5, 20 + 10 * y + 5));
      }
  last = fovea_heat_get_cell (&heat, &box, 7, 5, 5);
  g_assert_cmpfloat (last.width, ==, 10);
  g_assert_cmpfloat (last.height, ==, 20);
  g_assert_cmpint (fovea_heat_pick (&heat, &box, 7, 5, 9, 30), ==, -1);
  fovea_heat_clear (&heat);
}

/* Differences that are next to nothing have no full colour. */
static void
test_small_differences (void)
{
  g_autoptr (FoveaTensor) image = fovea_tensor_new (1, 1, 2, 2);
  g_autoptr (FoveaOcclusion) occlusion = fovea_occlusion_new (image, 0, 0.5f, (FoveaPatch){ 1, 1 });
  FoveaHeat heat = { 0 };

  occlusion->heat->data[0] = 0.4999f;
  fovea_heat_set_occlusion (&heat, occlusion);
  g_assert_cmpfloat (heat.limit, ==, 0.05f);
  fovea_heat_clear (&heat);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/heat/colours", test_colours);
  g_test_add_func ("/scene/heat/cells", test_cells);
  g_test_add_func ("/scene/heat/small-differences", test_small_differences);
  return g_test_run ();
}
