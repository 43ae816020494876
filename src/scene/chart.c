/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Curves over epochs. A run has a point for every mini-batch, thousands of them in the width of a hand. The
 * picture is that of the whole curve, as noisy as mini-batches are, however long the run. */

#include "config.h"

#include "scene/chart.h"

#include "scene/axis.h"
#include "scene/trace.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const double NEAR = 1.5;          /* points around the pointer over which a mean is taken */
static const double RUNAWAY = 2;         /* the axis ends at this many times the first loss */
static const double FAR = 1e5;           /* points beyond which no line is followed */
static const int LINES = 4;              /* of the grid at most, above the axis */

typedef struct
{
  FoveaAxes axes;
  double top; /* the value at the top of the plot */
} Frame;

static float
value_of (const FoveaChart *self, const FoveaCurvePoint *point)
{
  return self->kind == FOVEA_CHART_LOSS ? point->loss : point->accuracy;
}

static const FoveaCurvePoint *
point_at (const GArray *curve, guint i)
{
  return &g_array_index (curve, FoveaCurvePoint, i);
}

/* The loss of a fresh net, ln(classes), is about the most to be expected; a run that gets worse is shown up to twice
 * that, and leaves through the top. */
static double
find_top (const FoveaChart *self)
{
  const FoveaCurvePoint *training = self->training->len > 0 ? point_at (self->training, 0) : NULL;
  const FoveaCurvePoint *validation = self->validation->len > 0 ? point_at (self->validation, 0) : NULL;
  gboolean trained_first = training && (!validation || training->epoch < validation->epoch);
  double first = trained_first ? training->loss : validation ? validation->loss : 0, most = 0;

  if (self->kind == FOVEA_CHART_ACCURACY)
    return 1;
  for (guint i = 0; i < self->validation->len; i++)
    most = fmax (most, point_at (self->validation, i)->loss);
  if (!(first > 0) || !isfinite (first))
    return 2.4;
  return fovea_axes_round_up (fmax (first, fmin (isfinite (most) ? most : first, RUNAWAY * first)));
}

static Frame
lay_out (const FoveaChart *self, double scale, const FoveaBox *box)
{
  return (Frame){ fovea_axes_lay_out (box, scale), find_top (self) };
}

static double
x_of (const FoveaChart *self, const Frame *frame, double epoch)
{
  return frame->axes.plot.x + frame->axes.plot.width * epoch / self->epochs;
}

static double
y_of (const Frame *frame, double value)
{
  return frame->axes.plot.y + frame->axes.plot.height * (1 - value / frame->top);
}

/* With as many digits as tell the lines of a grid up to @top apart. */
static char *
format_loss (double value, double top)
{
  return g_strdup_printf ("%.*f", top < 0.04 ? 3 : top < 0.4 ? 2 : 1, value);
}

/* As many lines as their labels have room for: 4, 2 or 1. */
static int
count_lines (const Frame *frame, double label)
{
  int lines = LINES;

  while (lines > 1 && frame->axes.plot.height < lines * label * 1.25)
    lines /= 2;
  return lines;
}

static void
paint_grid (const FoveaChart *self, FoveaSketch *sketch, const Frame *frame)
{
  int lines = count_lines (frame, fovea_sketch_line_height (sketch, FOVEA_TEXT_SMALL));

  for (int i = 0; i <= lines; i++)
    {
      double value = frame->top * i / lines;
      g_autofree char *text = self->kind == FOVEA_CHART_ACCURACY ? g_strdup_printf (_("%.0f %%"), value * 100)
                                                                 : format_loss (value, frame->top);

      fovea_axes_paint_line (&frame->axes, sketch, y_of (frame, value), text,
                             i == 0 ? sketch->palette->edge : sketch->palette->empty);
    }
}

static void
paint_curve (const FoveaChart *self, FoveaSketch *sketch, const Frame *frame, const GArray *curve, FoveaColour colour,
             double width)
{
  const FoveaBox *plot = &frame->axes.plot;
  FoveaTrace trace = {
    .points = curve->data,
    .n = curve->len,
    .stride = sizeof (FoveaCurvePoint),
    .value = self->kind == FOVEA_CHART_LOSS ? offsetof (FoveaCurvePoint, loss) : offsetof (FoveaCurvePoint, accuracy),
    .x = { FALSE, plot->x, plot->width / self->epochs },
    .y = { FALSE, plot->y + plot->height, -plot->height / frame->top },
    .top = -FAR,
    .bottom = FAR,
  };

  cairo_save (sketch->cr);
  fovea_axes_clip (&frame->axes, sketch);
  fovea_sketch_set_colour (sketch, colour);
  fovea_trace_paint (&trace, sketch, width * sketch->scale);
  cairo_restore (sketch->cr);
}

static char *
format_value (const FoveaChart *self, double value)
{
  if (self->kind == FOVEA_CHART_ACCURACY)
    return g_strdup_printf (_("%.1f %%"), value * 100);
  return g_strdup_printf (value < 0.1 ? "%.4f" : "%.3f", value);
}

/* One entry of the legend: a piece of the line and its name. Returns where it ends. */
static double
paint_key (FoveaSketch *sketch, const FoveaBox *line, double x, const char *name, FoveaColour colour, double width)
{
  double sample = 14 * sketch->scale, y = line->y + line->height / 2;
  FoveaBox text = { x + sample + 5, line->y, line->x + line->width - x - sample - 5, line->height };

  fovea_sketch_set_colour (sketch, colour);
  cairo_set_line_width (sketch->cr, width * sketch->scale);
  cairo_move_to (sketch->cr, x, y);
  cairo_line_to (sketch->cr, x + sample, y);
  cairo_stroke (sketch->cr);
  return text.x + fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->dim, FOVEA_ALIGN_LEFT, &text, name);
}

/* The legend behind the title where it has room, else in that corner of the plot which the curves leave free. */
static void
paint_legend (const FoveaChart *self, FoveaSketch *sketch, const Frame *frame, double from, double to)
{
  const char *training = _("training"), *validation = _("validation");
  double keys = 2 * (19 * sketch->scale) + 12;
  double width = keys + fovea_sketch_text_width (sketch, FOVEA_TEXT_SMALL, training)
                 + fovea_sketch_text_width (sketch, FOVEA_TEXT_SMALL, validation) + 4;
  double height = fovea_sketch_line_height (sketch, FOVEA_TEXT_SMALL);
  FoveaBox line = { from, frame->axes.title.y, width, frame->axes.title.height };
  double x;

  if (from + width > to)
    {
      line = (FoveaBox){ frame->axes.plot.x + frame->axes.plot.width - width, frame->axes.plot.y + 2, width, height };
      if (self->kind == FOVEA_CHART_ACCURACY)
        line.y = frame->axes.plot.y + frame->axes.plot.height - height - 4;
    }
  x = paint_key (sketch, &line, line.x, training, sketch->palette->training, 1.2);
  paint_key (sketch, &line, x + 12, validation, sketch->palette->validation, 2.4);
}

/* "epoch 3.25: training 0.061, validation 0.055" */
static char *
describe_hover (const FoveaChart *self, double width)
{
  GString *text = g_string_new (NULL);
  FoveaCurvePoint point;

  g_string_append_printf (text, _("epoch %.2f"), self->hover);
  if (fovea_curve_at (self->training, self->hover, width, &point))
    {
      g_autofree char *value = format_value (self, value_of (self, &point));

      g_string_append_printf (text, _(" · training %s"), value);
    }
  if (fovea_curve_at (self->validation, self->hover, width, &point))
    {
      g_autofree char *value = format_value (self, value_of (self, &point));

      g_string_append_printf (text, _(" · validation %s"), value);
    }
  return g_string_free (text, FALSE);
}

static void
paint_hover (const FoveaChart *self, FoveaSketch *sketch, const Frame *frame)
{
  double x = x_of (self, frame, self->hover);
  double width = self->epochs * NEAR / frame->axes.plot.width;
  const GArray *curves[] = { self->training, self->validation };
  FoveaColour colours[] = { sketch->palette->training, sketch->palette->validation };
  FoveaCurvePoint point;

  fovea_axes_paint_hover (&frame->axes, sketch, x);
  for (int i = 0; i < 2; i++)
    if (fovea_curve_at (curves[i], self->hover, width, &point) && value_of (self, &point) <= frame->top)
      {
        fovea_sketch_set_colour (sketch, colours[i]);
        cairo_arc (sketch->cr, round (x) + 0.5, y_of (frame, value_of (self, &point)), 3.5 * sketch->scale, 0, 2 * G_PI);
        cairo_fill (sketch->cr);
      }
}

static void
paint_title (const FoveaChart *self, FoveaSketch *sketch, const Frame *frame)
{
  FoveaBox line = frame->axes.title;
  double from, to = line.x + line.width - FOVEA_AXES_GAP;

  from = line.x + FOVEA_AXES_GAP * 2
         + fovea_sketch_text (sketch, FOVEA_TEXT_TITLE, sketch->palette->ink, FOVEA_ALIGN_LEFT, &line,
                              self->kind == FOVEA_CHART_LOSS ? _("Loss") : _("Accuracy"));
  line = (FoveaBox){ from, line.y, to - from, line.height };
  if (!isnan (self->hover))
    {
      g_autofree char *text = describe_hover (self, self->epochs * NEAR / frame->axes.plot.width);

      fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->ink, FOVEA_ALIGN_LEFT, &line, text);
      return;
    }
  if (self->validation->len > 0)
    {
      double last = value_of (self, point_at (self->validation, self->validation->len - 1));
      g_autofree char *text = format_value (self, last);

      to -= fovea_sketch_text (sketch, FOVEA_TEXT_FIGURE, sketch->palette->validation, FOVEA_ALIGN_RIGHT, &line, text);
      to -= FOVEA_AXES_GAP * 2;
    }
  paint_legend (self, sketch, frame, from, to);
}

/* The box takes in the title, the plot and its axes. */
void
fovea_chart_paint (const FoveaChart *self, FoveaSketch *sketch, const FoveaBox *box)
{
  Frame frame = lay_out (self, sketch->scale, box);
  const FoveaPalette *palette = sketch->palette;
  g_autofree char *end = g_strdup_printf ("%g", self->epochs);

  paint_grid (self, sketch, &frame);
  fovea_axes_paint_ends (&frame.axes, sketch, "0", _("epochs"), end);
  paint_curve (self, sketch, &frame, self->training, palette->training, 1);
  paint_curve (self, sketch, &frame, self->validation, palette->validation, 2.4);
  if (self->training->len == 0 && self->invitation)
    fovea_sketch_text (sketch, FOVEA_TEXT_PLAIN, palette->ink, FOVEA_ALIGN_CENTRE, &frame.axes.plot, self->invitation);
  if (!isnan (self->hover))
    paint_hover (self, sketch, &frame);
  paint_title (self, sketch, &frame);
  fovea_axes_mark (&frame.axes, sketch, self->kind == FOVEA_CHART_LOSS ? "loss" : "accuracy");
}

/* The epoch under (x, y), where that lies in the plot and something has been trained by then; else NaN. */
double
fovea_chart_epoch_at (const FoveaChart *self, double scale, const FoveaBox *box, double x, double y)
{
  FoveaAxes axes = fovea_axes_lay_out (box, scale);
  double epoch = (x - axes.plot.x) / axes.plot.width * self->epochs, last = 0;

  if (!fovea_box_contains (&axes.plot, x, y) || self->training->len == 0)
    return NAN;
  last = point_at (self->training, self->training->len - 1)->epoch;
  return MIN (epoch, last);
}

/**
 * fovea_curve_at:
 * @width: epochs around @epoch over which the mean is taken
 * @mean: (out): that mean, or the nearest point where none lies within
 *
 * Returns: FALSE if the curve has no point
 */
gboolean
fovea_curve_at (const GArray *curve, double epoch, double width, FoveaCurvePoint *mean)
{
  const FoveaCurvePoint *nearest = NULL;
  double loss = 0, accuracy = 0;
  int n = 0;

  for (guint i = 0; i < curve->len; i++)
    {
      const FoveaCurvePoint *point = point_at (curve, i);

      if (!nearest || fabs (point->epoch - epoch) < fabs (nearest->epoch - epoch))
        nearest = point;
      if (fabs (point->epoch - epoch) > width / 2)
        continue;
      loss += point->loss;
      accuracy += point->accuracy;
      n++;
    }
  if (!nearest)
    return FALSE;
  *mean = n > 0 ? (FoveaCurvePoint){ epoch, loss / n, accuracy / n } : *nearest;
  return TRUE;
}
