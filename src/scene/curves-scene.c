/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two large plots above, four small ones below them, each with a line for every row of the net that has what it shows.
 * They share one axis: to see what the update ratio did when the loss jumped is to look straight down. */

#include "config.h"

#include "scene/curves-scene.h"

#include "scene/curves-lines.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* All in points, at scale 1. */
static const double LEAST_WIDTH = 480, LEAST_LARGE = 130, LEAST_SMALL = 112, MARGIN = 16, GAP = 14;
static const double ONE_COLUMN = 560;  /* width below which plots stand below each other */
static const double LEAST_SPAN = 0.02; /* epochs in view, at least */

struct _FoveaCurvesScene
{
  FoveaScene parent_instance;

  FoveaTrainingSession *session;
  gboolean log;
  double smoothing;
  double from, to; /* epochs in view; NaN: all */
  double hover;
  FoveaMarks marks;
  FoveaBox boxes[FOVEA_CURVES_PLOTS]; /* of the last painting */
  FoveaCurvesLines lines[FOVEA_CURVES_PLOTS];    /* of the last report; without series until they are asked for */
};

G_DEFINE_FINAL_TYPE (FoveaCurvesScene, fovea_curves_scene, FOVEA_TYPE_SCENE)

enum
{
  PROP_LOG = 1,
  PROP_SMOOTHING,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static const struct
{
  const char *name, *title, *words;
} plots[FOVEA_CURVES_PLOTS] = {
  [FOVEA_CURVES_LOSS] = { "loss", N_ ("Loss"),
             N_ ("How wrong the net is: −ln of the probability that it gives the true class. Guessing evenly among ten "
                 "classes gives 2.30.") },
  [FOVEA_CURVES_ACCURACY] = { "accuracy", N_ ("Accuracy"),
                            N_ ("The share of images whose likeliest class is the true one.") },
  [FOVEA_CURVES_RATIO] = { "ratio", N_ ("Update ÷ Weights"),
              N_ ("How long a step is beside the weights that it changes. About 0.001 is usual: much more shakes a layer, much "
                  "less hardly teaches it.") },
  [FOVEA_CURVES_DEAD] = { "dead", N_ ("Dead ReLUs"),
             N_ ("The share of ReLUs that give 0 for every image asked. No gradient passes them: they learn no longer.") },
  [FOVEA_CURVES_GRADIENT] = { "gradient", N_ ("Gradient"),
                 N_ ("The length of the gradient of all weights of a layer. Near 0 it learns no longer; growing without "
                     "end, the run diverges.") },
  [FOVEA_CURVES_WEIGHT] = { "weight", N_ ("Weights"), N_ ("The length (Euclidean norm) of all weights of a layer.") },
};

/* Epochs */

static double
get_done (FoveaCurvesScene *self)
{
  FoveaTrainingReport *report = self->session ? fovea_training_session_get_report (self->session) : NULL;

  return report && report->steps_per_epoch ? (double) report->step / report->steps_per_epoch : 0;
}

static double
get_end (FoveaCurvesScene *self)
{
  int epochs = self->session ? fovea_training_session_get_options (self->session)->epochs : 1;

  return fmax (epochs, ceil (get_done (self)));
}

/* The epochs in view. */
void
fovea_curves_scene_get_view (FoveaCurvesScene *self, double *from, double *to)
{
  *from = isnan (self->from) ? 0 : self->from;
  *to = isnan (self->to) ? get_end (self) : self->to;
}

static void
set_view (FoveaCurvesScene *self, double from, double to)
{
  double end = get_end (self), span = CLAMP (to - from, LEAST_SPAN, end);

  from = CLAMP (from, 0, end - span);
  self->from = from;
  self->to = from + span;
  if (span >= end)
    self->from = self->to = NAN;
  fovea_scene_changed (FOVEA_SCENE (self));
}

/* Shows @factor as many epochs, with that at (x, y) staying where it is; NaN: the middle, or the last
 * that was trained. */
void
fovea_curves_scene_zoom (FoveaCurvesScene *self, double factor, double x, double y)
{
  double from, to, at = NAN;

  fovea_curves_scene_get_view (self, &from, &to);
  for (int i = 0; i < FOVEA_CURVES_PLOTS && !isnan (x); i++)
    {
      FoveaPlot plot = { .from = from, .to = to };
      double epoch;

      if (fovea_plot_pick (&plot, fovea_scene_get_style (FOVEA_SCENE (self))->scale, &self->boxes[i], x, y, &epoch))
        at = epoch;
    }
  if (isnan (at))
    at = fmax (from, fmin ((from + to) / 2, get_done (self)));
  set_view (self, at - (at - from) * factor, at + (to - at) * factor);
}

/* By @share of what is in view, to the right. */
void
fovea_curves_scene_move (FoveaCurvesScene *self, double share)
{
  double from, to;

  fovea_curves_scene_get_view (self, &from, &to);
  set_view (self, from + share * (to - from), to + share * (to - from));
}

/* The pointer has pulled the curves @points to the right. */
void
fovea_curves_scene_drag (FoveaCurvesScene *self, double points)
{
  fovea_curves_scene_move (self, -points / fmax (self->boxes[FOVEA_CURVES_LOSS].width, 1));
}

void
fovea_curves_scene_reset (FoveaCurvesScene *self)
{
  self->from = self->to = NAN;
  fovea_scene_changed (FOVEA_SCENE (self));
}

/* Lines */

static void
forget_lines (FoveaCurvesScene *self)
{
  for (int i = 0; i < FOVEA_CURVES_PLOTS; i++)
    fovea_curves_lines_clear (&self->lines[i]);
}

/* Copying them from the run takes as long as a frame may; they change with a report alone. */
static const FoveaCurvesLines *
get_lines (FoveaCurvesScene *self, int plot)
{
  FoveaCurvesLines *lines = &self->lines[plot];

  if (!lines->series)
    fovea_curves_lines_fill (lines, self->session, plot);
  return lines;
}

static FoveaPlot
make_plot (FoveaCurvesScene *self, int number)
{
  const FoveaCurvesLines *lines = get_lines (self, number);
  FoveaPlot plot = {
    .name = plots[number].name,
    .title = _(plots[number].title),
    .series = (const FoveaSeries *) (gpointer) lines->series->data,
    .n = lines->series->len,
    .log_y = number == FOVEA_CURVES_RATIO || number == FOVEA_CURVES_GRADIENT
             || (number == FOVEA_CURVES_LOSS && self->log),
    .percent = number == FOVEA_CURVES_ACCURACY || number == FOVEA_CURVES_DEAD,
    .smoothing = self->smoothing,
    .hover = self->hover,
    .axis = _("epochs"),
    .invitation = number == FOVEA_CURVES_LOSS ? _("Press Space to train") : NULL,
  };

  fovea_curves_scene_get_view (self, &plot.from, &plot.to);
  return plot;
}

/* Painting */

static gboolean
is_narrow (FoveaCurvesScene *self, double width)
{
  return width < ONE_COLUMN * fovea_scene_get_style (FOVEA_SCENE (self))->scale;
}

static void
fovea_curves_scene_measure (FoveaScene *scene, double width, double height, double *need_width, double *need_height)
{
  FoveaCurvesScene *self = FOVEA_CURVES_SCENE (scene);
  double scale = fovea_scene_get_style (scene)->scale;
  int columns = is_narrow (self, width) ? 1 : 2;
  double plots_high = (2 / columns) * LEAST_LARGE + (4 / columns) * LEAST_SMALL;

  *need_width = fmax (width, LEAST_WIDTH * scale);
  *need_height = fmax (height, ceil ((plots_high + (6 / columns - 1) * GAP + 2 * MARGIN) * scale));
}

/* Large plots take half of the height, small ones the rest. */
static void
lay_out (FoveaCurvesScene *self, double width, double height)
{
  double scale = fovea_scene_get_style (FOVEA_SCENE (self))->scale, margin = MARGIN * scale, gap = GAP * scale;
  int columns = is_narrow (self, width) ? 1 : 2, rows = FOVEA_CURVES_PLOTS / columns;
  double room = height - 2 * margin - (rows - 1) * gap, wide = floor ((width - 2 * margin - (columns - 1) * gap) / columns);
  double small_share = columns == 1 ? 0.14 : 0.29, large_share = columns == 1 ? 0.22 : 0.42, y = margin;

  for (int row = 0; row < rows; row++)
    {
      double high = floor (room * (row * columns < 2 ? large_share : small_share));

      for (int column = 0; column < columns; column++)
        self->boxes[row * columns + column] = (FoveaBox){ margin + column * (wide + gap), y, wide, high };
      y += high + gap;
    }
}

static void
fovea_curves_scene_paint (FoveaScene *scene, cairo_t *cr, double width, double height)
{
  FoveaCurvesScene *self = FOVEA_CURVES_SCENE (scene);
  FoveaSketch sketch;

  fovea_marks_begin (&self->marks, scene, cr, &sketch);
  if (!self->session)
    return;
  lay_out (self, width, height);
  for (int i = 0; i < FOVEA_CURVES_PLOTS; i++)
    {
      FoveaPlot plot = make_plot (self, i);

      fovea_plot_paint (&plot, &sketch, &self->boxes[i]);
    }
}

static gboolean
fovea_curves_scene_hover (FoveaScene *scene, gboolean inside, double x, double y)
{
  FoveaCurvesScene *self = FOVEA_CURVES_SCENE (scene);
  double hover = NAN, before = self->hover, epoch;
  FoveaPlot plot = { 0 };

  fovea_curves_scene_get_view (self, &plot.from, &plot.to);
  for (int i = 0; i < FOVEA_CURVES_PLOTS && inside && self->session; i++)
    if (fovea_plot_pick (&plot, fovea_scene_get_style (scene)->scale, &self->boxes[i], x, y, &epoch))
      hover = MIN (epoch, get_done (self));
  if (get_done (self) == 0)
    hover = NAN;
  self->hover = hover;
  return !(isnan (before) && isnan (hover)) && before != hover;
}

/* What a plot shows, where its values are not in the way. */
static char *
fovea_curves_scene_tooltip (FoveaScene *scene, double x, double y)
{
  FoveaCurvesScene *self = FOVEA_CURVES_SCENE (scene);

  for (int i = 0; i < FOVEA_CURVES_PLOTS && isnan (self->hover); i++)
    if (fovea_box_contains (&self->boxes[i], x, y))
      return g_strdup (_(plots[i].words));
  return NULL;
}

static gboolean
has_points (const FoveaPlot *plot)
{
  for (int i = 0; i < plot->n; i++)
    if (plot->series[i].points->len > 0)
      return TRUE;
  return FALSE;
}

/* What the lines are below the pointer, or where the run is. */
static char *
fovea_curves_scene_describe (FoveaScene *scene, char **description)
{
  FoveaCurvesScene *self = FOVEA_CURVES_SCENE (scene);
  GString *text = g_string_new (NULL);
  double from, to;

  fovea_curves_scene_get_view (self, &from, &to);
  g_string_append_printf (text, _("Epochs %.2f to %.2f are in view."), from, to);
  for (int i = 0; i < FOVEA_CURVES_PLOTS && self->session; i++)
    {
      FoveaPlot plot = make_plot (self, i);
      g_autofree char *values = fovea_plot_describe (&plot, isnan (self->hover) ? MIN (to, get_done (self)) : self->hover);

      if (has_points (&plot))
        g_string_append_printf (text, _(" %s at epoch %s."), plot.title, values);
    }
  *description = g_string_free (text, FALSE);
  return g_strdup (_("Curves of the run"));
}

static void
fovea_curves_scene_boxes (FoveaScene *scene, GArray *boxes, GPtrArray *names)
{
  fovea_marks_copy (&FOVEA_CURVES_SCENE (scene)->marks, boxes, names);
}

/* Object */

static void
reported_cb (FoveaTrainingSession *session, gpointer data)
{
  forget_lines (data);
  fovea_scene_changed (data);
}

static void
fovea_curves_scene_dispose (GObject *object)
{
  fovea_curves_scene_set_session (FOVEA_CURVES_SCENE (object), NULL);
  G_OBJECT_CLASS (fovea_curves_scene_parent_class)->dispose (object);
}

static void
fovea_curves_scene_finalize (GObject *object)
{
  FoveaCurvesScene *self = FOVEA_CURVES_SCENE (object);

  fovea_marks_clear (&self->marks);
  G_OBJECT_CLASS (fovea_curves_scene_parent_class)->finalize (object);
}

static void
fovea_curves_scene_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoveaCurvesScene *self = FOVEA_CURVES_SCENE (object);

  if (id == PROP_LOG)
    g_value_set_boolean (value, self->log);
  else if (id == PROP_SMOOTHING)
    g_value_set_double (value, self->smoothing);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fovea_curves_scene_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoveaCurvesScene *self = FOVEA_CURVES_SCENE (object);

  if (id == PROP_LOG && self->log != g_value_get_boolean (value))
    self->log = g_value_get_boolean (value);
  else if (id == PROP_SMOOTHING && self->smoothing != g_value_get_double (value))
    self->smoothing = g_value_get_double (value);
  else
    return;
  g_object_notify_by_pspec (object, pspec);
  fovea_scene_changed (FOVEA_SCENE (self));
}

static void
fovea_curves_scene_class_init (FoveaCurvesSceneClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  FoveaSceneClass *scene_class = FOVEA_SCENE_CLASS (class);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = fovea_curves_scene_dispose;
  object_class->finalize = fovea_curves_scene_finalize;
  object_class->get_property = fovea_curves_scene_get_property;
  object_class->set_property = fovea_curves_scene_set_property;
  scene_class->measure = fovea_curves_scene_measure;
  scene_class->paint = fovea_curves_scene_paint;
  scene_class->hover = fovea_curves_scene_hover;
  scene_class->tooltip = fovea_curves_scene_tooltip;
  scene_class->describe = fovea_curves_scene_describe;
  scene_class->boxes = fovea_curves_scene_boxes;

  properties[PROP_LOG] = g_param_spec_boolean ("log", NULL, NULL, FALSE, flags);
  properties[PROP_SMOOTHING] = g_param_spec_double ("smoothing", NULL, NULL, 0, 0.99, 0.9, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
fovea_curves_scene_init (FoveaCurvesScene *self)
{
  self->smoothing = 0.9;
  self->from = self->to = self->hover = NAN;
  fovea_marks_init (&self->marks);
}

FoveaScene *
fovea_curves_scene_new (void)
{
  return g_object_new (FOVEA_TYPE_CURVES_SCENE, NULL);
}

/* Shows another run; NULL shows an empty canvas. */
void
fovea_curves_scene_set_session (FoveaCurvesScene *self, FoveaTrainingSession *session)
{
  if (self->session == session)
    return;
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  forget_lines (self);
  if (session)
    g_signal_connect_object (session, "reported", G_CALLBACK (reported_cb), self, 0);
  fovea_curves_scene_reset (self);
}
