/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What charts share: where title, lines and axis stand. */

#include "config.h"

#include "scene/axis.h"

#include <math.h>

const double FOVEA_AXES_GAP = 8;

static const double LABEL_WIDTH = 46; /* points, of the numbers left of the axis */

FoveaAxes
fovea_axes_lay_out (const FoveaBox *box, double scale)
{
  double title = ceil (22 * scale), axis = ceil (17 * scale), left = LABEL_WIDTH * scale, gap = FOVEA_AXES_GAP;
  FoveaBox plot = { box->x + left, box->y + title + gap, box->width - left - gap,
                    box->height - title - axis - 2 * gap };

  return (FoveaAxes){ { box->x, box->y, box->width, title },
                      plot,
                      { plot.x, plot.y + plot.height + 2, plot.width, axis } };
}

/* The smallest of some round numbers that is not below @value: each of them has round quarters. */
double
fovea_axes_round_up (double value)
{
  static const double steps[] = { 1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10 };
  double power = pow (10, floor (log10 (value)));

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] * power >= value * 0.999)
      return steps[i] * power;
  return 10 * power;
}

/* A line of the grid at @y, and its label. */
void
fovea_axes_paint_line (const FoveaAxes *self, FoveaSketch *sketch, double y, const char *label, FoveaColour colour)
{
  double line = fovea_sketch_line_height (sketch, FOVEA_TEXT_SMALL), left = LABEL_WIDTH * sketch->scale;
  FoveaBox box = { self->plot.x - left, round (y) + 0.5 - line / 2, left - FOVEA_AXES_GAP, line };

  cairo_set_line_width (sketch->cr, sketch->scale);
  fovea_sketch_set_colour (sketch, colour);
  cairo_move_to (sketch->cr, self->plot.x, round (y) + 0.5);
  cairo_line_to (sketch->cr, self->plot.x + self->plot.width, round (y) + 0.5);
  cairo_stroke (sketch->cr);
  if (label)
    fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->dim, FOVEA_ALIGN_RIGHT, &box, label);
}

/* @middle: (nullable) */
void
fovea_axes_paint_ends (const FoveaAxes *self, FoveaSketch *sketch, const char *start, const char *middle,
                       const char *end)
{
  const char *const texts[] = { start, middle, end };
  double third = self->axis.width / 3;

  for (int i = 0; i < 3; i++)
    if (texts[i])
      fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->dim, FOVEA_ALIGN_LEFT + i,
                         &(FoveaBox){ self->axis.x + i * third, self->axis.y, third, self->axis.height }, texts[i]);
}

/* A hair line at @x, from top to bottom. */
void
fovea_axes_paint_hover (const FoveaAxes *self, FoveaSketch *sketch, double x)
{
  fovea_sketch_set_colour (sketch, sketch->palette->dim);
  cairo_set_line_width (sketch->cr, 1);
  cairo_move_to (sketch->cr, round (x) + 0.5, self->plot.y);
  cairo_line_to (sketch->cr, round (x) + 0.5, self->plot.y + self->plot.height);
  cairo_stroke (sketch->cr);
}

/* Clips to the plot and what of a line sticks out of it. */
void
fovea_axes_clip (const FoveaAxes *self, FoveaSketch *sketch)
{
  cairo_rectangle (sketch->cr, self->plot.x - 2, self->plot.y - 4, self->plot.width + 4, self->plot.height + 8);
  cairo_clip (sketch->cr);
}

/* @name: of the chart; its parts are called after it */
void
fovea_axes_mark (const FoveaAxes *self, FoveaSketch *sketch, const char *name)
{
  g_autofree char *title = g_strconcat (name, " title", NULL), *axis = g_strconcat (name, " axis", NULL);

  fovea_sketch_mark (sketch, title, &self->title);
  fovea_sketch_mark (sketch, name, &self->plot);
  fovea_sketch_mark (sketch, axis, &self->axis);
}
