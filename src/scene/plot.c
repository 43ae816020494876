/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lines over an axis, each in a colour and dashes of its own; a noisy one smoothed, over a pale one as it is. */

#include "config.h"

#include "scene/plot.h"

#include "engine/tensor.h"
#include "lesson/numbers.h"
#include "scene/axis.h"
#include "scene/trace.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  LINES = 4,  /* of a linear grid, above the axis */
  MOST_TICKS = 12
};

static const double FAR = 10; /* heights of the plot beyond which no line is followed */
static const double OUTLIERS = 0.02; /* share of a noisy line's points that may leave the plot */

/* Whatever is told by colour is told by dashes as well. */
static const double dashes[][4] = { { 0 }, { 7, 3 }, { 2, 3 }, { 8, 3, 2, 3 }, { 14, 4 }, { 4, 8 } };

typedef struct
{
  FoveaAxes axes;
  double low, high;
  double factors; /* ln (high / low), taken once for all points */
} Frame;

FoveaColour
fovea_plot_colour (const FoveaPalette *palette, int number)
{
  const FoveaColour colours[] = { palette->validation, palette->here, palette->weight_label, palette->output_label,
                                  palette->misfit,     palette->ink };

  return number < 0 ? palette->training : colours[number % G_N_ELEMENTS (colours)];
}

static void
set_dashes (FoveaSketch *sketch, int number)
{
  const double *dash = dashes[MAX (number, 0) % G_N_ELEMENTS (dashes)];
  int n = dash[0] == 0 ? 0 : dash[2] == 0 ? 2 : 4;

  cairo_set_dash (sketch->cr, dash, n, 0);
}

/* Widens @low … @high by what of a line is in view; of a noisy one the few largest may stay outside. */
static void
widen (const FoveaPlot *self, const FoveaSeries *series, double *low, double *high)
{
  guint from = fovea_plot_points_find (series->points, self->from), n = 0;
  g_autofree float *values = series->noisy ? g_new (float, series->points->len) : NULL;
  float least = INFINITY, most = -INFINITY;

  for (guint i = from; i < series->points->len; i++)
    {
      const FoveaPlotPoint *point = fovea_plot_point (series->points, i);

      if (point->x > self->to)
        break;
      if (self->log_y && !(point->y > 0))
        continue;
      least = MIN (least, point->y);
      most = MAX (most, point->y);
      if (values)
        values[n++] = point->y;
    }
  if (n > 0)
    most = fovea_numbers_rank (values, n, (gsize) ((n - 1) * (1 - OUTLIERS)));
  *low = fmin (*low, least);
  *high = fmax (*high, most);
}

static void
find_range (const FoveaPlot *self, Frame *frame)
{
  double low = INFINITY, high = -INFINITY;

  for (int i = 0; i < self->n; i++)
    widen (self, &self->series[i], &low, &high);
  frame->low = 0;
  frame->high = 1;
  if (self->percent && !self->log_y)
    return;
  if (!(high > 0))
    {
      frame->low = self->log_y ? 0.1 : 0;
      return;
    }
  frame->high = self->log_y ? high * 1.1 : fovea_axes_round_up (high);
  frame->low = self->log_y ? fmin (low, high / 2) / 1.1 : 0;
}

static Frame
lay_out (const FoveaPlot *self, double scale, const FoveaBox *box)
{
  Frame frame = { .axes = fovea_axes_lay_out (box, scale) };

  find_range (self, &frame);
  frame.factors = self->log_y ? log (frame.high / frame.low) : 0;
  return frame;
}

static double
x_of (const FoveaPlot *self, const Frame *frame, double x)
{
  double way = self->log_x ? log (fmax (x, 1e-30) / self->from) / log (self->to / self->from)
                           : (x - self->from) / (self->to - self->from);

  return frame->axes.plot.x + frame->axes.plot.width * way;
}

/* @way: 0 at the bottom of the plot, 1 at its top */
static double
y_of_way (const Frame *frame, double way)
{
  return frame->axes.plot.y + frame->axes.plot.height * (1 - CLAMP (way, -FAR, FAR));
}

static double
y_of (const FoveaPlot *self, const Frame *frame, double y)
{
  return y_of_way (frame, self->log_y ? log (fmax (y, 1e-30) / frame->low) / frame->factors
                                      : (y - frame->low) / (frame->high - frame->low));
}

static char *
format_value (const FoveaPlot *self, double value, int digits)
{
  char text[FOVEA_NUMBER_SIZE];

  if (self->percent)
    return g_strdup_printf (_("%.*f %%"), digits - 3, value * 100);
  return g_strdup (fovea_number_rounded (value, fabs (value) < 0.1 ? 3 : digits, text));
}

/* Round numbers between @low and @high, on a logarithmic axis: powers of ten, and where these are few, twice and five
 * times as much. */
static int
choose_ticks (double low, double high, double ticks[MOST_TICKS])
{
  gboolean few = log10 (high / low) < 2.5;
  int n = 0, step = MAX (1, (int) ceil (log10 (high / low) / 6));

  for (int power = (int) floor (log10 (low)); power <= log10 (high) && n < MOST_TICKS; power += step)
    for (int i = 0; i < (few ? 3 : 1); i++)
      {
        double tick = pow (10, power) * (const int[]){ 1, 2, 5 }[i];

        if (tick >= low && tick <= high && n < MOST_TICKS)
          ticks[n++] = tick;
      }
  return n;
}

static void
paint_line (const FoveaPlot *self, FoveaSketch *sketch, const Frame *frame, double value, gboolean bottom)
{
  g_autofree char *text = format_value (self, value, 3);

  fovea_axes_paint_line (&frame->axes, sketch, y_of (self, frame, value), text,
                         bottom ? sketch->palette->edge : sketch->palette->empty);
}

static void
paint_grid (const FoveaPlot *self, FoveaSketch *sketch, const Frame *frame)
{
  double ticks[MOST_TICKS], bottom = frame->axes.plot.y + frame->axes.plot.height, last = INFINITY;
  double line = fovea_sketch_line_height (sketch, FOVEA_TEXT_SMALL);
  int n = self->log_y ? choose_ticks (frame->low, frame->high, ticks) : LINES + 1;
  int step = self->log_y || frame->axes.plot.height > LINES * line ? 1 : 2;

  for (int i = 0; i < n; i += step)
    {
      double value = self->log_y ? ticks[i] : frame->high * i / LINES, y = y_of (self, frame, value);

      if (last - y < line)
        continue;
      paint_line (self, sketch, frame, value, !self->log_y && i == 0);
      last = y;
    }
  if (self->log_y)
    fovea_axes_paint_line (&frame->axes, sketch, bottom, NULL, sketch->palette->edge);
}

static void
paint_ends (const FoveaPlot *self, FoveaSketch *sketch, const Frame *frame)
{
  g_autofree char *start = g_strdup_printf ("%.4g", self->from), *end = g_strdup_printf ("%.4g", self->to);
  g_autofree char *at = g_strdup_printf ("%s: %.3g", self->axis, self->hover);

  fovea_axes_paint_ends (&frame->axes, sketch, start, self->axis && !isnan (self->hover) ? at : self->axis, end);
}

static FoveaTraceAxis
get_x_axis (const FoveaPlot *self, const Frame *frame)
{
  double from = self->log_x ? log (self->from) : self->from, to = self->log_x ? log (self->to) : self->to;
  double unit = frame->axes.plot.width / (to - from);

  return (FoveaTraceAxis){ self->log_x, frame->axes.plot.x - unit * from, unit };
}

static FoveaTraceAxis
get_y_axis (const FoveaPlot *self, const Frame *frame)
{
  double low = self->log_y ? log (frame->low) : frame->low;
  double unit = -frame->axes.plot.height / (self->log_y ? frame->factors : frame->high - frame->low);

  return (FoveaTraceAxis){ self->log_y, frame->axes.plot.y + frame->axes.plot.height - unit * low, unit };
}

/* What of the line is in view, with a point more on either side. */
static void
paint_points (const FoveaPlot *self, FoveaSketch *sketch, const Frame *frame, const GArray *points, double width)
{
  guint from = fovea_plot_points_find (points, self->from);
  guint to = MIN (fovea_plot_points_find (points, self->to) + 1, points->len);
  FoveaTrace trace = {
    .points = fovea_plot_point (points, from > 0 ? from - 1 : 0),
    .n = to - (from > 0 ? from - 1 : 0),
    .stride = sizeof (FoveaPlotPoint),
    .value = offsetof (FoveaPlotPoint, y),
    .x = get_x_axis (self, frame),
    .y = get_y_axis (self, frame),
    .top = y_of_way (frame, FAR),
    .bottom = y_of_way (frame, -FAR),
  };

  fovea_trace_paint (&trace, sketch, width * sketch->scale);
}

static void
paint_series (const FoveaPlot *self, FoveaSketch *sketch, const Frame *frame, const FoveaSeries *series)
{
  FoveaColour colour = fovea_plot_colour (sketch->palette, series->number);
  gboolean smooth = series->noisy && self->smoothing > 0, raw = series->noisy && !smooth;
  g_autoptr (GArray) mean = smooth ? fovea_plot_points_smooth (series->points, self->smoothing) : NULL;

  cairo_save (sketch->cr);
  fovea_axes_clip (&frame->axes, sketch);
  if (smooth)
    {
      fovea_sketch_set_colour (sketch, fovea_colour_mix (sketch->palette->canvas, colour, 0.3));
      paint_points (self, sketch, frame, series->points, 1);
    }
  fovea_sketch_set_colour (sketch, colour);
  set_dashes (sketch, series->number);
  paint_points (self, sketch, frame, smooth ? mean : series->points, raw ? 1 : 2);
  cairo_restore (sketch->cr);
}

/* A piece of the line @number, from (x, y) to the right. */
void
fovea_plot_paint_key (FoveaSketch *sketch, int number, double x, double y, double width)
{
  cairo_save (sketch->cr);
  fovea_sketch_set_colour (sketch, fovea_plot_colour (sketch->palette, number));
  cairo_set_line_width (sketch->cr, 2 * sketch->scale);
  set_dashes (sketch, number);
  cairo_move_to (sketch->cr, x, y);
  cairo_line_to (sketch->cr, x + width, y);
  cairo_stroke (sketch->cr);
  cairo_restore (sketch->cr);
}

/* What a line is at @x, smoothed as it is shown; NULL if it is nowhere. */
static char *
value_at (const FoveaPlot *self, const FoveaSeries *series, double x)
{
  g_autoptr (GArray) mean = fovea_plot_points_smooth (series->points, series->noisy ? self->smoothing : 0);
  float y;

  return fovea_plot_points_at (mean, x, &y) ? format_value (self, y, 4) : NULL;
}

/**
 * fovea_plot_describe:
 * @x: on the axis
 *
 * "0.25: training 0.061, validation 0.055": what all lines are there, smoothed as they are shown.
 */
char *
fovea_plot_describe (const FoveaPlot *self, double x)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%.4g", x);
  for (int i = 0; i < self->n; i++)
    {
      g_autofree char *value = value_at (self, &self->series[i], x);

      if (value)
        g_string_append_printf (text, " · %s %s", self->series[i].name, value);
    }
  return g_string_free (text, FALSE);
}

/* One entry of the legend: a piece of the line and @words. Returns where it ends. */
static double
paint_key (FoveaSketch *sketch, const FoveaBox *line, double x, int number, const char *words)
{
  double sample = 20 * sketch->scale;
  FoveaBox text = { x + sample + 5, line->y, line->x + line->width - x - sample - 5, line->height };

  fovea_plot_paint_key (sketch, number, x, line->y + line->height / 2, sample);
  return text.x + fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->dim, FOVEA_ALIGN_LEFT, &text, words);
}

/* What the legend says of each line: its name, below the pointer with the value there, or that alone. */
static GPtrArray *
list_words (const FoveaPlot *self, gboolean names)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < self->n; i++)
    {
      g_autofree char *value = isnan (self->hover) ? NULL : value_at (self, &self->series[i], self->hover);
      const char *name = names || !value ? self->series[i].name : "";

      g_ptr_array_add (words, g_strconcat (name, *name && value ? " " : "", value, NULL));
    }
  return words;
}

static double
measure_words (FoveaSketch *sketch, const GPtrArray *words, guint i)
{
  return 25 * sketch->scale + fovea_sketch_text_width (sketch, FOVEA_TEXT_SMALL, words->pdata[i]);
}

static double
measure_legend (FoveaSketch *sketch, const GPtrArray *words)
{
  double width = 0;

  for (guint i = 0; i < words->len; i++)
    width += measure_words (sketch, words, i) + (i > 0 ? 12 * sketch->scale : 0);
  return width;
}

/* As many entries behind the title as have room, and how many have none. */
static void
paint_legend (const FoveaPlot *self, FoveaSketch *sketch, const FoveaBox *line)
{
  double x = line->x, end = line->x + line->width, more = 40 * sketch->scale;
  g_autoptr (GPtrArray) words = list_words (self, !self->named_elsewhere);
  gboolean all = measure_legend (sketch, words) <= line->width;

  if (!all && !isnan (self->hover))
    {
      g_ptr_array_unref (words);
      words = list_words (self, FALSE);
      all = measure_legend (sketch, words) <= line->width;
    }
  for (guint i = 0; i < words->len; i++)
    {
      g_autofree char *rest = g_strdup_printf ("+ %u", words->len - i);

      if (!all && x + measure_words (sketch, words, i) + more > end)
        {
          if (x + more <= end)
            fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->dim, FOVEA_ALIGN_LEFT,
                               &(FoveaBox){ x, line->y, end - x, line->height }, rest);
          return;
        }
      x = paint_key (sketch, line, x, self->series[i].number, words->pdata[i]) + 12 * sketch->scale;
    }
}

static void
paint_title (const FoveaPlot *self, FoveaSketch *sketch, const Frame *frame)
{
  FoveaBox line = frame->axes.title;
  double from = line.x + 2 * FOVEA_AXES_GAP
                + fovea_sketch_text (sketch, FOVEA_TEXT_TITLE, sketch->palette->ink, FOVEA_ALIGN_LEFT, &line,
                                     self->title);

  line = (FoveaBox){ from, line.y, line.x + line.width - FOVEA_AXES_GAP - from, line.height };
  if (!isnan (self->hover) || !self->named_elsewhere)
    paint_legend (self, sketch, &line);
}

/* One point is no line yet. */
static gboolean
is_empty (const FoveaPlot *self)
{
  for (int i = 0; i < self->n; i++)
    if (self->series[i].points->len > 1)
      return FALSE;
  return TRUE;
}

/* The box takes in the title, the plot and its axes. */
void
fovea_plot_paint (const FoveaPlot *self, FoveaSketch *sketch, const FoveaBox *box)
{
  Frame frame = lay_out (self, sketch->scale, box);

  paint_grid (self, sketch, &frame);
  paint_ends (self, sketch, &frame);
  for (int i = 0; i < self->n; i++)
    paint_series (self, sketch, &frame, &self->series[i]);
  if (self->invitation && is_empty (self))
    fovea_sketch_text (sketch, FOVEA_TEXT_PLAIN, sketch->palette->ink, FOVEA_ALIGN_CENTRE, &frame.axes.plot,
                       self->invitation);
  if (!isnan (self->hover) && self->hover >= self->from && self->hover <= self->to)
    fovea_axes_paint_hover (&frame.axes, sketch, x_of (self, &frame, self->hover));
  paint_title (self, sketch, &frame);
  fovea_axes_mark (&frame.axes, sketch, self->name);
}

/* Whether (x, y) lies in the plot, and which @value of the axis that is. */
gboolean
fovea_plot_pick (const FoveaPlot *self, double scale, const FoveaBox *box, double x, double y, double *value)
{
  FoveaAxes axes = fovea_axes_lay_out (box, scale);
  double way = (x - axes.plot.x) / axes.plot.width;

  *value = self->log_x ? self->from * pow (self->to / self->from, way) : self->from + way * (self->to - self->from);
  return fovea_box_contains (&axes.plot, x, y);
}
