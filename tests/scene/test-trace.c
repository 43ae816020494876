/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/trace.h"

#include <math.h>

enum
{
  WIDTH = 300,
  HEIGHT = 100,
  MANY = 20000
};

typedef struct
{
  double x;
  float y;
} Point;

/* A line of so many points over the whole width, from @low to @high, down the picture, and back at every other point. */
typedef struct
{
  int n;
  double low, high;
} Zigzag;

static FoveaTrace
make_trace (const Point *points, int n)
{
  return (FoveaTrace){ .points = points, .n = n, .stride = sizeof (Point), .value = offsetof (Point, y),
                       .x = { FALSE, 0, 1 }, .y = { FALSE, HEIGHT, -1 }, .top = -1e5, .bottom = 1e5 };
}

static Point *
make_points (const Zigzag *zigzag)
{
  Point *points = g_new (Point, zigzag->n);

  for (int i = 0; i < zigzag->n; i++)
    points[i] = (Point){ 20 + 260.0 * i / (zigzag->n - 1), HEIGHT - (i % 2 == 0 ? zigzag->low : zigzag->high) };
  return points;
}

/* Black on white, @pixels of the picture to a point. */
static void
paint_trace (cairo_surface_t *surface, const FoveaTrace *trace, const double *dashes, int n_dashes, double width,
             double pixels)
{
  FoveaStyle style = { .scale = 1 };
  FoveaType *type = fovea_type_new ();
  cairo_t *cr = cairo_create (surface);
  FoveaSketch sketch;

  fovea_sketch_init (&sketch, cr, type, &style, NULL, NULL);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, pixels, pixels);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_set_dash (cr, dashes, n_dashes, 0);
  fovea_trace_paint (trace, &sketch, width);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  fovea_type_free (type);
}

static void
paint (cairo_surface_t *surface, const Zigzag *zigzag, const double *dashes, int n_dashes)
{
  g_autofree Point *points = make_points (zigzag);
  FoveaTrace trace = make_trace (points, zigzag->n);

  paint_trace (surface, &trace, dashes, n_dashes, 2, 1);
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
test_a_point (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  const Point point = { 100, 50 };
  FoveaTrace one = make_trace (&point, 1), none = make_trace (&point, 0);

  paint_trace (surface, &none, NULL, 0, 6, 1);
  g_assert_cmpint (get_ink (surface, 100, 50), ==, 0);
  paint_trace (surface, &one, NULL, 0, 6, 1);
  g_assert_cmpint (get_ink (surface, 100, 50), ==, 255);
  g_assert_cmpint (get_ink (surface, 104, 50), ==, 0);
  cairo_surface_destroy (surface);
}

/* Half a pixel at the edge of a band is half as dark, and in a picture of twice the size it is a whole one. */
static void
test_parts_of_pixels (void)
{
  const Zigzag zigzag = { MANY, 70.5, 30.5 };
  g_autofree Point *points = make_points (&zigzag);
  FoveaTrace trace = make_trace (points, MANY);
  cairo_surface_t *once = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_surface_t *twice = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 2 * WIDTH, 2 * HEIGHT);

  paint_trace (once, &trace, NULL, 0, 2, 1);
  paint_trace (twice, &trace, NULL, 0, 2, 2);
  g_assert_cmpint (abs (get_ink (once, 100, 29) - 128), <=, 1);
  g_assert_cmpint (get_ink (once, 100, 30), ==, 255);
  g_assert_cmpint (abs (get_ink (once, 100, 71) - 128), <=, 1);
  g_assert_cmpint (get_ink (once, 100, 72), ==, 0);
  for (int y = 0; y < 2 * HEIGHT; y++)
    g_assert_cmpint (get_ink (twice, 200, y), ==, y >= 59 && y < 143 ? 255 : 0);
  cairo_surface_destroy (once);
  cairo_surface_destroy (twice);
}

/* What is recorded to be shown twice as fine is as sharp there as what was painted so at once. */
static void
test_recorded (void)
{
  const Zigzag zigzag = { MANY, 70.5, 30.5 };
  g_autofree Point *points = make_points (&zigzag);
  FoveaTrace trace = make_trace (points, MANY);
  FoveaStyle style = { .scale = 1, .pixels = 2 };
  FoveaType *type = fovea_type_new ();
  cairo_surface_t *recorded
      = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, &(cairo_rectangle_t){ 0, 0, WIDTH, HEIGHT });
  cairo_surface_t *twice = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 2 * WIDTH, 2 * HEIGHT);
  cairo_t *cr = cairo_create (recorded);
  FoveaSketch sketch;

  fovea_sketch_init (&sketch, cr, type, &style, NULL, NULL);
  fovea_trace_paint (&trace, &sketch, 2);
  cairo_destroy (cr);
  cr = cairo_create (twice);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, 2, 2);
  cairo_set_source_surface (cr, recorded, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_flush (twice);
  for (int y = 0; y < 2 * HEIGHT; y++)
    g_assert_cmpint (get_ink (twice, 200, y), ==, y >= 59 && y < 143 ? 255 : 0);
  cairo_surface_destroy (recorded);
  cairo_surface_destroy (twice);
  fovea_type_free (type);
}

/* On logarithmic axes 1, 10 and 100 stand at equal distances, and what has no logarithm at the bottom. */
static void
test_logarithmic (void)
{
  const Point points[] = { { 1, 100 }, { 10, 100 }, { 10, 1 }, { 100, 1 } };
  FoveaTrace trace = make_trace (points, G_N_ELEMENTS (points));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);

  trace.x = (FoveaTraceAxis){ TRUE, 20, 100 / log (10) };
  trace.y = (FoveaTraceAxis){ TRUE, 90, -40 / log (10) };
  paint_trace (surface, &trace, NULL, 0, 2, 1);
  g_assert_cmpint (get_ink (surface, 70, 10), ==, 255);
  g_assert_cmpint (get_ink (surface, 120, 50), ==, 255);
  g_assert_cmpint (get_ink (surface, 170, 90), ==, 255);
  g_assert_cmpint (get_ink (surface, 170, 50), ==, 0);
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/trace/many-points-fill-a-band", test_many_points_fill_a_band);
  g_test_add_func ("/scene/trace/many-points-on-a-line", test_many_points_on_a_line);
  g_test_add_func ("/scene/trace/dashes", test_dashes);
  g_test_add_func ("/scene/trace/a-point", test_a_point);
  g_test_add_func ("/scene/trace/parts-of-pixels", test_parts_of_pixels);
  g_test_add_func ("/scene/trace/recorded", test_recorded);
  g_test_add_func ("/scene/trace/logarithmic", test_logarithmic);
  return g_test_run ();
}
