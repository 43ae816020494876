/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What charts share: where title, lines and axis stand, and how a line is drawn, however many points it has.
 *
 * Of the points that share a column of pixels the first, lowest, highest and last are drawn (the M4 aggregation of Jugel
 * and others, 2014), which looks like all of them. Where a line jumps up and down in every column, though, that is a
 * zigzag over the same pixels again and again; the band that it fills is painted instead, a rectangle a
 * column, in a thirtieth of the time, and dashes are columns left out. In SVG and PDF it stays a line. */

#include "config.h"

#include "scene/axis.h"

#include <math.h>

const double FOVEA_AXES_GAP = 8;

static const double LABEL_WIDTH = 46; /* points, of the numbers left of the axis */
static const double COLUMN = 1.5;     /* points */
static const double DENSE = 1.5;      /* points in a column from which on a line may be a band */
static const double FLAT = 0.5;       /* points that it may go up and down in a column without being one */

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

/* --- lines */

/* The points that share a column: the first, the lowest, the highest and the last, as they come. */
typedef struct
{
  double x[4], y[4]; /* by FIRST … */
  guint lowest, highest, n;
  double way; /* up and down, from the first to the last */
} Column;

enum
{
  FIRST,
  LOWEST,
  HIGHEST,
  LAST
};

static void
column_set (Column *self, int which, double x, double y)
{
  self->x[which] = x;
  self->y[which] = y;
}

/* Takes the points from @i on that lie within @width of the first. Returns: the first that does not */
static guint
take_column (Column *self, guint i, guint to, FoveaTracePlace place, gconstpointer line, double width)
{
  double x, y;

  place (line, i, &x, &y);
  for (int which = FIRST; which <= LAST; which++)
    column_set (self, which, x, y);
  self->lowest = self->highest = i;
  self->n = 1;
  self->way = 0;
  for (i++; i < to; i++, self->n++)
    {
      place (line, i, &x, &y);
      if (x >= self->x[FIRST] + width)
        break;
      self->way += fabs (y - self->y[LAST]);
      column_set (self, LAST, x, y);
      if (y > self->y[LOWEST]) /* down the picture */
        {
          column_set (self, LOWEST, x, y);
          self->lowest = i;
        }
      if (y < self->y[HIGHEST])
        {
          column_set (self, HIGHEST, x, y);
          self->highest = i;
        }
    }
  return i;
}

static void
add_line (cairo_t *cr, const Column *column)
{
  int earlier = column->lowest < column->highest ? LOWEST : HIGHEST, later = LOWEST + HIGHEST - earlier;

  cairo_line_to (cr, column->x[FIRST], column->y[FIRST]);
  if (column->y[LOWEST] - column->y[HIGHEST] > fabs (column->y[LAST] - column->y[FIRST]) + FLAT)
    {
      cairo_line_to (cr, column->x[earlier], column->y[earlier]);
      cairo_line_to (cr, column->x[later], column->y[later]);
    }
  cairo_line_to (cr, column->x[LAST], column->y[LAST]);
}

static void
trace_line (FoveaSketch *sketch, const GArray *columns, double width)
{
  for (guint i = 0; i < columns->len; i++)
    add_line (sketch->cr, &g_array_index (columns, Column, i));
  if (columns->len == 1 && g_array_index (columns, Column, 0).n == 1)
    cairo_close_path (sketch->cr); /* a round dot */
  cairo_set_line_width (sketch->cr, width);
  cairo_set_line_join (sketch->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (sketch->cr, CAIRO_LINE_CAP_ROUND);
  cairo_stroke (sketch->cr);
}

/* Whether the dashes that are set leave @x out. */
static gboolean
is_gap (cairo_t *cr, double x)
{
  double dashes[8], length = 0;
  int n = cairo_get_dash_count (cr);

  g_return_val_if_fail (n <= (int) G_N_ELEMENTS (dashes), FALSE);
  if (n == 0)
    return FALSE;
  cairo_get_dash (cr, dashes, NULL);
  for (int i = 0; i < n; i++)
    length += dashes[i];
  x = fmod (x, length);
  for (int i = 0; i < n; x -= dashes[i], i++)
    if (x < dashes[i])
      return i % 2 == 1;
  return FALSE;
}

/* The column up to @end, and what leads to it from @before; its edges are those of pixels, so that no seam shows. */
static void
add_band (cairo_t *cr, const Column *column, double before, double end, double width)
{
  double left = round (column->x[FIRST]), top = fmin (column->y[HIGHEST], before) - width / 2;
  double bottom = fmax (column->y[LOWEST], before) + width / 2;

  cairo_rectangle (cr, left, top, fmax (round (end) - left, 1), bottom - top);
}

static void
trace_band (FoveaSketch *sketch, const GArray *columns, double width)
{
  for (guint i = 0; i < columns->len; i++)
    {
      const Column *column = &g_array_index (columns, Column, i);
      double before = i > 0 ? column[-1].y[LAST] : column->y[FIRST];
      double end = i + 1 < columns->len ? column[1].x[FIRST] : column->x[LAST] + width;

      if (!is_gap (sketch->cr, column->x[FIRST]))
        add_band (sketch->cr, column, before, end, width);
    }
  cairo_fill (sketch->cr);
}

static gboolean
is_zigzag (const GArray *columns)
{
  double detours = 0;
  guint points = 0;

  for (guint i = 0; i < columns->len; i++)
    {
      const Column *column = &g_array_index (columns, Column, i);

      points += column->n;
      detours += column->way - fabs (column->y[LAST] - column->y[FIRST]);
    }
  return points > DENSE * columns->len && detours > FLAT * columns->len;
}

/**
 * fovea_trace:
 * @from, @to: which points of @line, the last not included, by rising x
 * @width: of the line, points
 *
 * Draws a line in the colour and with the dashes that are set.
 */
void
fovea_trace (FoveaSketch *sketch, guint from, guint to, FoveaTracePlace place, gconstpointer line, double width)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (Column));

  for (guint i = from; i < to;)
    {
      Column column;

      i = take_column (&column, i, to, place, line, COLUMN * sketch->scale);
      g_array_append_val (columns, column);
    }
  if (columns->len == 0)
    return;
  cairo_new_path (sketch->cr);
  if (is_zigzag (columns) && !fovea_is_vector (sketch->cr))
    trace_band (sketch, columns, width);
  else
    trace_line (sketch, columns, width);
}
