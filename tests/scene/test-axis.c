/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/axis.h"

#include <cairo-svg.h>
#include <math.h>

enum
{
  WIDTH = 300,
  HEIGHT = 100,
  MANY = 20000
};

/* A line of so many points over the whole width, from @low to @high and back at every other point. */
typedef struct
{
  int n;
  double low, high;
} Zigzag;

static void
place (gconstpointer line, guint i, double *x, double *y)
{
  const Zigzag *zigzag = line;

  *x = 20 + 260.0 * i / (zigzag->n - 1);
  *y = i % 2 == 0 ? zigzag->low : zigzag->high;
}

static void
paint (cairo_surface_t *surface, const Zigzag *zigzag, const double *dashes, int n_dashes)
{
  FoveaStyle style = { .scale = 1 };
  FoveaType *type = fovea_type_new ();
  cairo_t *cr = cairo_create (surface);
  FoveaSketch sketch;

  fovea_sketch_init (&sketch, cr, type, &style, NULL, NULL);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_set_dash (cr, dashes, n_dashes, 0);
  fovea_trace (&sketch, 0, zigzag->n, place, zigzag, 2);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  fovea_type_free (type);
}

/* How dark the pixel is, 0 … 255. */
static int
get_ink (cairo_surface_t *surface, int x, int y)
{
  const guint8 *row = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);

  return 255 - (int) (((const guint32 *) (gconstpointer) row)[x] & 255);
}

/* However many points there are, the band between the lowest and the highest is filled, and nothing else. */
static void
test_many_points_fill_a_band (void)
{
  const Zigzag zigzag = { MANY, 70, 30 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);

  paint (surface, &zigzag, NULL, 0);
  for (int x = 22; x < 278; x++)
    for (int y = 0; y < HEIGHT; y++)
      g_assert_cmpint (get_ink (surface, x, y), ==, y >= 29 && y < 71 ? 255 : 0);
  for (int y = 0; y < HEIGHT; y++)
    g_assert_true (get_ink (surface, 15, y) == 0 && get_ink (surface, 285, y) == 0);
  cairo_surface_destroy (surface);
}

/* A line without ups and downs is the same line, be it of two points or of many. */
static void
test_many_points_on_a_line (void)
{
  const Zigzag few = { 2, 50, 50 }, many = { MANY, 50, 50 };
  cairo_surface_t *one = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_surface_t *other = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);

  paint (one, &few, NULL, 0);
  paint (other, &many, NULL, 0);
  for (int x = 24; x < 276; x++)
    for (int y = 0; y < HEIGHT; y++)
      g_assert_cmpint (get_ink (one, x, y), ==, get_ink (other, x, y));
  cairo_surface_destroy (one);
  cairo_surface_destroy (other);
}

/* Dashes of 10 and gaps of 10 leave about half of a band. */
static void
test_dashes (void)
{
  const Zigzag zigzag = { MANY, 55, 45 };
  const double dashes[] = { 10, 10 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  int inked = 0;

  paint (surface, &zigzag, dashes, 2);
  for (int x = 20; x < 280; x++)
    inked += get_ink (surface, x, 50) > 128;
  g_assert_cmpint (inked, >, 110);
  g_assert_cmpint (inked, <, 150);
  cairo_surface_destroy (surface);
}

/* One point is a dot; none is nothing. */
static void
place_dot (gconstpointer line, guint i, double *x, double *y)
{
  *x = 100;
  *y = 50;
}

static void
test_a_point (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  FoveaStyle style = { .scale = 1 };
  FoveaType *type = fovea_type_new ();
  cairo_t *cr = cairo_create (surface);
  FoveaSketch sketch;

  fovea_sketch_init (&sketch, cr, type, &style, NULL, NULL);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  fovea_trace (&sketch, 0, 0, place_dot, NULL, 6);
  cairo_surface_flush (surface);
  g_assert_cmpint (get_ink (surface, 100, 50), ==, 0);
  fovea_trace (&sketch, 0, 1, place_dot, NULL, 6);
  cairo_surface_flush (surface);
  g_assert_cmpint (get_ink (surface, 100, 50), ==, 255);
  g_assert_cmpint (get_ink (surface, 104, 50), ==, 0);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  fovea_type_free (type);
}

/* Each has round quarters: 3 has not. */
static void
test_round_up (void)
{
  static const double cases[][2] = { { 2.3, 2.4 }, { 2.5, 3.2 }, { 0.013, 0.016 }, { 700, 800 }, { 1, 1 }, { 9, 10 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpfloat_with_epsilon (fovea_axes_round_up (cases[i][0]), cases[i][1], 1e-9);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/axis/many-points-fill-a-band", test_many_points_fill_a_band);
  g_test_add_func ("/scene/axis/many-points-on-a-line", test_many_points_on_a_line);
  g_test_add_func ("/scene/axis/dashes", test_dashes);
  g_test_add_func ("/scene/axis/a-point", test_a_point);
  g_test_add_func ("/scene/axis/round-up", test_round_up);
  return g_test_run ();
}
