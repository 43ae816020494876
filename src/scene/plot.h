/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/sketch.h"

G_BEGIN_DECLS

typedef struct
{
  double x;
  float y;
} FoveaPlotPoint;

/**
 * FoveaSeries:
 * @name: what the legend says
 * @number: tells its colour and its dashes, so that lines differ in more than colour
 * @noisy: is smoothed, and stands pale behind what that gives
 * @points: (element-type FoveaPlotPoint): by rising x; a y that is no number is left out
 *
 * One line.
 */
typedef struct
{
  const char *name;
  int number;
  gboolean noisy;
  GArray *points;
} FoveaSeries;

/**
 * FoveaPlot:
 * @name: of its parts, for tests
 * @title: translated
 * @series, @n: the lines
 * @from, @to: what the axis shows
 * @log_x, @log_y: whether equal distances are equal factors
 * @percent: y is a share, 0 … 1, and the axis shows all of it
 * @smoothing: 0 … 0.99: how much of the mean so far stays with every point of a noisy line
 * @named_elsewhere: whether the names of the lines stand somewhere else, and the values alone at the top
 * @hover: the x whose values are shown, or NaN
 * @axis: (nullable): what x is, translated
 * @invitation: (nullable): what stands in the room of the lines before there are any, but for single points
 *
 * Lines over one axis, as many as one can tell apart.
 */
typedef struct
{
  const char *name, *title;
  const FoveaSeries *series;
  int n;
  double from, to;
  gboolean log_x, log_y, percent, named_elsewhere;
  double smoothing, hover;
  const char *axis, *invitation;
} FoveaPlot;

static inline const FoveaPlotPoint *
fovea_plot_point (const GArray *points, guint i)
{
  return &g_array_index (points, FoveaPlotPoint, i);
}

GArray *fovea_plot_points_new (void);
void fovea_plot_points_add (GArray *points, double x, double y);
GArray *fovea_plot_points_smooth (const GArray *points, double smoothing);
guint fovea_plot_points_find (const GArray *points, double x);
gboolean fovea_plot_points_at (const GArray *points, double x, float *y);

void fovea_plot_paint (const FoveaPlot *self, FoveaSketch *sketch, const FoveaBox *box);
gboolean fovea_plot_pick (const FoveaPlot *self, double scale, const FoveaBox *box, double x, double y, double *value);
char *fovea_plot_describe (const FoveaPlot *self, double x);
void fovea_plot_paint_key (FoveaSketch *sketch, int number, double x, double y, double width);
FoveaColour fovea_plot_colour (const FoveaPalette *palette, int number);

G_END_DECLS
