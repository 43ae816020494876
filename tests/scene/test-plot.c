/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/plot.h"

#include <math.h>

static const FoveaBox BOX = { 0, 0, 400, 200 };

/* A running mean of ones is 1 from its first point on; of a step it follows, later the more is kept. */
static void
test_smoothing (void)
{
  g_autoptr (GArray) ones = fovea_plot_points_new (), step = fovea_plot_points_new ();
  g_autoptr (GArray) mean = NULL, little = NULL, much = NULL;
  float slow, fast;

  for (int i = 0; i < 20; i++)
    {
      fovea_plot_points_add (ones, i, 1);
      fovea_plot_points_add (step, i, i >= 10);
    }
  fovea_plot_points_add (ones, 20, NAN);
  g_assert_cmpuint (ones->len, ==, 20);
  mean = fovea_plot_points_smooth (ones, 0.9);
  for (int i = 0; i < 20; i++)
    g_assert_cmpfloat_with_epsilon (g_array_index (mean, FoveaPlotPoint, i).y, 1, 1e-6);
  little = fovea_plot_points_smooth (step, 0.5);
  much = fovea_plot_points_smooth (step, 0.9);
  g_assert_true (fovea_plot_points_at (little, 12, &fast) && fovea_plot_points_at (much, 12, &slow));
  g_assert_cmpfloat_with_epsilon (fast, 1 - 0.125, 1e-3); /* three points of ½ + ¼ + ⅛ */
  g_assert_cmpfloat (slow, <, fast);
}

static void
test_nearest (void)
{
  g_autoptr (GArray) points = fovea_plot_points_new ();
  float y;

  g_assert_false (fovea_plot_points_at (points, 0, &y));
  for (int i = 0; i < 4; i++)
    fovea_plot_points_add (points, i, 10 * i);
  g_assert_true (fovea_plot_points_at (points, 1.4, &y));
  g_assert_cmpfloat (y, ==, 10);
  g_assert_true (fovea_plot_points_at (points, 1.6, &y));
  g_assert_cmpfloat (y, ==, 20);
  g_assert_true (fovea_plot_points_at (points, 99, &y));
  g_assert_cmpfloat (y, ==, 30);
}

/* The rows of the picture in which a line from (0, first) to (1, last) lies at its left and its right end. */
static void
find_ends (gboolean log_y, double first, double middle, double last, int rows[3])
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, BOX.width, BOX.height);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GArray) points = fovea_plot_points_new ();
  FoveaSeries series = { "line", 0, FALSE, points };
  FoveaPlot plot = { .name = "plot", .title = "Plot", .series = &series, .n = 1, .to = 1, .log_y = log_y, .hover = NAN };
  FoveaStyle style = { .scale = 1 };
  FoveaType *type = fovea_type_new ();
  FoveaSketch sketch;
  guint32 wanted;

  fovea_plot_points_add (points, 0, first);
  fovea_plot_points_add (points, 0.5, middle);
  fovea_plot_points_add (points, 1, last);
  fovea_sketch_init (&sketch, cr, type, &style, NULL, NULL);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  fovea_plot_paint (&plot, &sketch, &BOX);
  cairo_surface_flush (surface);
  wanted = fovea_colour_pack (fovea_plot_colour (sketch.palette, 0)) & 0xffffff;
  for (int i = 0; i < 3; i++)
    {
      int x = i == 0 ? 47 : i == 1 ? 219 : 390;

      rows[i] = -1;
      for (int y = 30; y < BOX.height && rows[i] < 0; y++)
        if ((((const guint32 *) (gpointer) cairo_image_surface_get_data (surface))[y * 400 + x] & 0xffffff) == wanted)
          rows[i] = y;
      g_assert_cmpint (rows[i], >=, 0);
    }
  fovea_type_free (type);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* Equal factors are equal distances on a logarithmic axis, and not on a linear one. */
static void
test_log_axis (void)
{
  int rows[3];

  find_ends (TRUE, 1, 0.1, 0.01, rows);
  g_assert_cmpint (ABS ((rows[2] - rows[1]) - (rows[1] - rows[0])), <=, 3);
  find_ends (FALSE, 1, 0.1, 0.01, rows);
  g_assert_cmpint (rows[1] - rows[0], >, 3 * (rows[2] - rows[1]));
}

/* How many pixels a plot with so many points marks, invited or not. */
static int
count_ink (int points, const char *invitation)
{
  FoveaStyle style = { .scale = 1 };
  FoveaType *type = fovea_type_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 400, 200);
  cairo_t *cr = cairo_create (surface);
  FoveaSeries series = { "line", 0, FALSE, fovea_plot_points_new () };
  FoveaPlot plot
    = { .name = "plot", .title = "Plot", .series = &series, .n = 1, .to = 10, .hover = NAN, .invitation = invitation };
  FoveaSketch sketch;
  int ink = 0;

  for (int i = 0; i < points; i++)
    fovea_plot_points_add (series.points, i, 1 + i);
  fovea_sketch_init (&sketch, cr, type, &style, NULL, NULL);
  fovea_plot_paint (&plot, &sketch, &BOX);
  cairo_surface_flush (surface);
  for (int i = 0; i < 400 * 200; i++)
    ink += ((guint32 *) (gpointer) cairo_image_surface_get_data (surface))[i] != 0;
  g_array_unref (series.points);
  fovea_type_free (type);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return ink;
}

/* As long as there is a point at most, as of a first measurement. */
static void
test_invitation (void)
{
  g_assert_cmpint (count_ink (0, "Press a key"), >, count_ink (0, NULL));
  g_assert_cmpint (count_ink (1, "Press a key"), >, count_ink (1, NULL));
  g_assert_cmpint (count_ink (2, "Press a key"), ==, count_ink (2, NULL));
}

static void
test_pick (void)
{
  FoveaPlot plot = { .from = 1, .to = 100, .hover = NAN };
  double left, right;

  g_assert_true (fovea_plot_pick (&plot, 1, &BOX, 47, 100, &left));
  g_assert_true (fovea_plot_pick (&plot, 1, &BOX, 391, 100, &right));
  g_assert_cmpfloat (left, <, 2);
  g_assert_cmpfloat (right, >, 98);
  plot.log_x = TRUE;
  fovea_plot_pick (&plot, 1, &BOX, (46 + 392) / 2.0, 100, &left);
  g_assert_cmpfloat_with_epsilon (left, 10, 0.1);
  g_assert_false (fovea_plot_pick (&plot, 1, &BOX, 10, 100, &left));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/plot/smoothing", test_smoothing);
  g_test_add_func ("/scene/plot/nearest", test_nearest);
  g_test_add_func ("/scene/plot/log-axis", test_log_axis);
  g_test_add_func ("/scene/plot/invitation", test_invitation);
  g_test_add_func ("/scene/plot/pick", test_pick);
  return g_test_run ();
}
