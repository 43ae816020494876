/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/pile.h"

static void
test_count (void)
{
  g_assert_cmpint (fovea_pile_count (6, 6), ==, 0);
  g_assert_cmpint (fovea_pile_count (6, 4), ==, 2);
  g_assert_cmpint (fovea_pile_count (512, 1), ==, 5);
}

/* Two of three cards are done: right of the box two strips of colour, then an empty one, then nothing. */
static void
test_done (void)
{
  static const FoveaColour red = { 1, 0, 0 };
  FoveaStyle style = { .scale = 1 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 60, 60);
  cairo_t *cr = cairo_create (surface);
  const guint32 *pixels;

  fovea_pile_paint (cr, (FoveaBox){ 10, 20, 20, 20 }, 3, 2, red, &style);
  cairo_surface_flush (surface);
  pixels = (const guint32 *) cairo_image_surface_get_data (surface) + 24 * cairo_image_surface_get_stride (surface) / 4;
  g_assert_cmphex (pixels[32] & 0xffffff, ==, 0xff0000);
  g_assert_cmphex (pixels[36] & 0xffffff, ==, 0xff0000);
  g_assert_cmphex (pixels[40] & 0xff, ==, pixels[40] >> 16 & 0xff);
  g_assert_cmphex (pixels[40] & 0xff, >, 0xc0);
  g_assert_cmphex (pixels[44] & 0xffffff, ==, 0);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/pile/count", test_count);
  g_test_add_func ("/scene/pile/done", test_done);
  return g_test_run ();
}
