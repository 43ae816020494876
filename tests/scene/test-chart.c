/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/chart.h"

#include <math.h>

static const FoveaBox BOX = { 0, 0, 400, 200 };

static GArray *
make_curve (int n, double epochs, float from, float to)
{
  GArray *curve = g_array_new (FALSE, FALSE, sizeof (FoveaCurvePoint));

  for (int i = 0; i < n; i++)
    {
      double way = (double) i / (n - 1);
      FoveaCurvePoint point = { way * epochs, from + way * (to - from), way };

      g_array_append_val (curve, point);
    }
  return curve;
}

/* Paints it and returns how many pixels have nearly that colour. */
static int
count_pixels (const FoveaChart *chart, FoveaColour colour, FoveaBox *where)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, BOX.width, BOX.height);
  cairo_t *cr = cairo_create (surface);
  FoveaStyle style = { .scale = 1 };
  FoveaType *type = fovea_type_new ();
  FoveaSketch sketch;
  guint32 wanted = fovea_colour_pack (colour);
  const guint32 *pixels;
  int count = 0, top = BOX.height, bottom = 0;

  fovea_sketch_init (&sketch, cr, type, &style, NULL, NULL);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  fovea_chart_paint (chart, &sketch, &BOX);
  cairo_surface_flush (surface);
  pixels = (const guint32 *) cairo_image_surface_get_data (surface);
  for (int i = 30 * (int) BOX.width; i < BOX.width * BOX.height; i++) /* below the title and its legend */
    if ((pixels[i] & 0xffffff) == wanted)
      {
        count++;
        top = MIN (top, i / (int) BOX.width);
        bottom = MAX (bottom, i / (int) BOX.width);
      }
  *where = (FoveaBox){ 0, top, 0, bottom - top };
  fovea_type_free (type);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return count;
}

/* A loss that falls from 2.4, the top of its axis, to 0 takes the whole height of the plot. */
static void
test_curve_fills_its_axis (void)
{
  g_autoptr (GArray) training = make_curve (1000, 10, 2.4f, 0);
  g_autoptr (GArray) validation = make_curve (100, 10, 2.4f, 0);
  FoveaChart chart = { FOVEA_CHART_LOSS, training, validation, 10, NAN, NULL };
  FoveaStyle style = { .scale = 1 };
  FoveaBox where;

  g_assert_cmpint (count_pixels (&chart, fovea_palette_get (&style)->validation, &where), >, 200);
  g_assert_cmpfloat_with_epsilon (where.y, 30, 3);
  g_assert_cmpfloat_with_epsilon (where.y + where.height, 200 - 17 - 8, 3);
}

/* Where nothing was measured before the first epoch, it is what training began with that has to fit. */
static void
test_validation_begins_later (void)
{
  g_autoptr (GArray) training = make_curve (1000, 10, 2.4f, 0);
  g_autoptr (GArray) validation = make_curve (11, 10, 0.2f, 0);
  FoveaChart chart = { FOVEA_CHART_LOSS, training, validation, 10, NAN, NULL };
  FoveaStyle style = { .scale = 1 };
  FoveaBox where;

  g_array_remove_index (validation, 0);
  g_assert_cmpint (count_pixels (&chart, fovea_palette_get (&style)->validation, &where), >, 100);
  g_assert_cmpfloat (where.y, >, 155); /* at 0.2 of 2.4, near the foot */
}

/* A hundred times the points give about the same picture. */
static void
test_long_runs_look_alike (void)
{
  g_autoptr (GArray) some = make_curve (300, 10, 2.4f, 0);
  g_autoptr (GArray) many = make_curve (30000, 10, 2.4f, 0);
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (FoveaCurvePoint));
  FoveaChart one = { FOVEA_CHART_ACCURACY, none, some, 10, NAN, NULL };
  FoveaChart other = { FOVEA_CHART_ACCURACY, none, many, 10, NAN, NULL };
  FoveaStyle style = { .scale = 1 };
  FoveaColour colour = fovea_palette_get (&style)->validation;
  FoveaBox where;

  g_assert_cmpint (ABS (count_pixels (&one, colour, &where) - count_pixels (&other, colour, &where)), <, 60);
}

/* One bad mini-batch among thousands is seen. */
static void
test_outliers_are_seen (void)
{
  g_autoptr (GArray) curve = make_curve (30000, 10, 1, 1);
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (FoveaCurvePoint));
  FoveaChart chart = { FOVEA_CHART_LOSS, none, curve, 10, NAN, NULL };
  FoveaStyle style = { .scale = 1 };
  FoveaBox before, after;

  count_pixels (&chart, fovea_palette_get (&style)->validation, &before);
  g_array_index (curve, FoveaCurvePoint, 12345).loss = 0.5f;
  count_pixels (&chart, fovea_palette_get (&style)->validation, &after);
  g_assert_cmpfloat (after.y + after.height, >, before.y + before.height + 30);
}

static void
test_epoch_under_the_pointer (void)
{
  g_autoptr (GArray) training = make_curve (101, 5, 2, 1);
  g_autoptr (GArray) validation = make_curve (11, 5, 2, 1);
  FoveaChart chart = { FOVEA_CHART_LOSS, training, validation, 10, NAN, NULL };
  double left = fovea_chart_epoch_at (&chart, 1, &BOX, 60, 100);
  double right = fovea_chart_epoch_at (&chart, 1, &BOX, 160, 100);

  g_assert_cmpfloat (left, >, 0);
  g_assert_cmpfloat (right, >, left);
  g_assert_cmpfloat (fovea_chart_epoch_at (&chart, 1, &BOX, 380, 100), ==, 5); /* nothing is known beyond */
  g_assert_true (isnan (fovea_chart_epoch_at (&chart, 1, &BOX, 10, 100)));
  g_assert_true (isnan (fovea_chart_epoch_at (&chart, 1, &BOX, 200, 5)));
}

static void
test_value_at_an_epoch (void)
{
  g_autoptr (GArray) curve = make_curve (101, 10, 2, 1);
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (FoveaCurvePoint));
  FoveaCurvePoint point;

  g_assert_true (fovea_curve_at (curve, 5, 0.25, &point)); /* the mean of 4.9, 5 and 5.1 */
  g_assert_cmpfloat_with_epsilon (point.loss, 1.5, 1e-6);
  g_assert_true (fovea_curve_at (curve, 11, 0.1, &point)); /* the nearest */
  g_assert_cmpfloat_with_epsilon (point.loss, 1, 1e-6);
  g_assert_false (fovea_curve_at (none, 5, 1, &point));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/chart/curve-fills-its-axis", test_curve_fills_its_axis);
  g_test_add_func ("/scene/chart/validation-begins-later", test_validation_begins_later);
  g_test_add_func ("/scene/chart/long-runs-look-alike", test_long_runs_look_alike);
  g_test_add_func ("/scene/chart/outliers-are-seen", test_outliers_are_seen);
  g_test_add_func ("/scene/chart/epoch-under-the-pointer", test_epoch_under_the_pointer);
  g_test_add_func ("/scene/chart/value-at-an-epoch", test_value_at_an_epoch);
  return g_test_run ();
}
