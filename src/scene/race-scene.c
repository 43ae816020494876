/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Loss while training, smoothed so that four lines can be told apart, and accuracy on images that nobody trains on; below
 * them a table. Each run has a colour and dashes of its own, and the table says which. */

#include "config.h"

#include "scene/race-scene.h"

#include "lesson/numbers.h"
#include "scene/plot.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  LOSS,
  ACCURACY,
  N_PLOTS
};

/* All in points, at scale 1. */
static const double LEAST_WIDTH = 480, LEAST_PLOT = 150, MARGIN = 16, GAP = 14, ROW = 24, KEY = 32;
static const double SMOOTHING = 0.95;

struct _FoveaRaceScene
{
  FoveaScene parent_instance;

  FoveaRace *race;
  gboolean log;
  double hover;
  FoveaBox plots[N_PLOTS], table; /* of the last painting */
  FoveaMarks marks;
};

G_DEFINE_FINAL_TYPE (FoveaRaceScene, fovea_race_scene, FOVEA_TYPE_SCENE)

enum
{
  PROP_LOG = 1
};

static double
get_scale (FoveaRaceScene *self)
{
  return fovea_scene_get_style (FOVEA_SCENE (self))->scale;
}

static int
count (FoveaRaceScene *self)
{
  return self->race ? fovea_race_get_n (self->race) : 0;
}

/* Epochs of the longest. */
static double
get_end (FoveaRaceScene *self)
{
  double end = 1;

  for (int i = 0; i < count (self); i++)
    end = fmax (end, fovea_training_session_get_options (fovea_race_get_session (self->race, i))->epochs);
  return end;
}

static double
get_done (FoveaRaceScene *self)
{
  double done = 0;

  for (int i = 0; i < count (self); i++)
    {
      FoveaTrainingReport *report = fovea_training_session_get_report (fovea_race_get_session (self->race, i));

      if (report && report->steps_per_epoch)
        done = fmax (done, (double) report->step / report->steps_per_epoch);
    }
  return done;
}

static GArray *
take_points (FoveaTrainingSession *session, int plot)
{
  const GArray *curve = plot == LOSS ? fovea_training_session_get_training_curve (session)
                                     : fovea_training_session_get_validation_curve (session);
  g_autoptr (GArray) points = fovea_plot_points_new ();

  for (guint i = 0; i < curve->len; i++)
    {
      const FoveaCurvePoint *point = &g_array_index (curve, FoveaCurvePoint, i);

      fovea_plot_points_add (points, point->epoch, plot == LOSS ? point->loss : point->accuracy);
    }
  return plot == LOSS ? fovea_plot_points_smooth (points, SMOOTHING) : g_steal_pointer (&points);
}

static FoveaPlot
make_plot (FoveaRaceScene *self, int number, FoveaSeries series[FOVEA_RACE_MOST])
{
  for (int i = 0; i < count (self); i++)
    series[i] = (FoveaSeries){ fovea_race_get_name (self->race, i), i, FALSE,
                               take_points (fovea_race_get_session (self->race, i), number) };
  return (FoveaPlot){
    .name = number == LOSS ? "loss" : "accuracy",
    .title = number == LOSS ? _("Training Loss") : _("Validation Accuracy"),
    .series = series,
    .n = count (self),
    .to = get_end (self),
    .log_y = number == LOSS && self->log,
    .percent = number == ACCURACY,
    .named_elsewhere = TRUE,
    .hover = self->hover,
    .axis = _("epochs"),
    .invitation = number == LOSS ? _("Press Space to start the race") : NULL,
  };
}

static void
clear_series (FoveaRaceScene *self, FoveaSeries series[FOVEA_RACE_MOST])
{
  for (int i = 0; i < count (self); i++)
    g_array_unref (series[i].points);
}

/* "epoch 2.3 of 10 · loss 0.061 · 98.1 % right · 4,210 images/s", as much of it as is known; or why it stopped. */
static char *
describe_run (FoveaTrainingSession *session)
{
  FoveaTrainingReport *report = fovea_training_session_get_report (session);
  const GArray *training = fovea_training_session_get_training_curve (session);
  const GArray *validation = fovea_training_session_get_validation_curve (session);
  GString *text = g_string_new (NULL);
  char speed[FOVEA_NUMBER_SIZE];

  if (!report)
    return g_string_free (text, FALSE);
  if (report->state == FOVEA_TRAINING_STOPPED)
    return g_string_free (g_string_append (text, report->message), FALSE);
  g_string_append_printf (text, _("epoch %.1f of %d"),
                          report->steps_per_epoch ? (double) report->step / report->steps_per_epoch : 0.0,
                          report->options.epochs);
  if (training->len > 0)
    {
      g_autoptr (GArray) mean = take_points (session, LOSS);

      g_string_append_printf (text, _(" · loss %.3f"), g_array_index (mean, FoveaPlotPoint, mean->len - 1).y);
    }
  if (validation->len > 0)
    g_string_append_printf (text, _(" · %.1f %% right"),
                            g_array_index (validation, FoveaCurvePoint, validation->len - 1).accuracy * 100);
  if (report->images_per_s > 0)
    g_string_append_printf (text, _(" · %s images/s"), fovea_number_count (lround (report->images_per_s), speed));
  return g_string_free (text, FALSE);
}

/* Layout */

static gboolean
is_narrow (FoveaRaceScene *self, double width)
{
  return width < 620 * get_scale (self);
}

static void
fovea_race_scene_measure (FoveaScene *scene, double width, double height, double *need_width, double *need_height)
{
  FoveaRaceScene *self = FOVEA_RACE_SCENE (scene);
  double scale = get_scale (self), plots = is_narrow (self, width) ? 2 * LEAST_PLOT + GAP : LEAST_PLOT;
  double table = count (self) * ROW * (is_narrow (self, width) ? 2 : 1);

  *need_width = fmax (width, LEAST_WIDTH * scale);
  *need_height = fmax (height, ceil ((plots + GAP + table + 2 * MARGIN) * scale));
}

static void
lay_out (FoveaRaceScene *self, double width, double height)
{
  double scale = get_scale (self), margin = MARGIN * scale, gap = GAP * scale, row = ROW * scale;
  double table = ceil (count (self) * row * (is_narrow (self, width) ? 2 : 1));
  FoveaBox rest = { margin, margin, width - 2 * margin, height - 2 * margin - gap - table };

  self->table = (FoveaBox){ margin, margin + rest.height + gap, rest.width, table };
  self->plots[LOSS] = self->plots[ACCURACY] = rest;
  if (is_narrow (self, width))
    {
      self->plots[LOSS].height = self->plots[ACCURACY].height = floor ((rest.height - gap) / 2);
      self->plots[ACCURACY].y += rest.height - self->plots[ACCURACY].height;
    }
  else
    {
      self->plots[LOSS].width = self->plots[ACCURACY].width = floor ((rest.width - gap) / 2);
      self->plots[ACCURACY].x += rest.width - self->plots[ACCURACY].width;
    }
}

/* Painting */

/* One run of the table: its line, its name and, beside or below, its numbers. */
static void
paint_row (FoveaRaceScene *self, FoveaSketch *sketch, int i, gboolean narrow)
{
  double row = ROW * sketch->scale, key = KEY * sketch->scale;
  FoveaBox line = { self->table.x, self->table.y + i * row * (narrow ? 2 : 1), self->table.width, row };
  FoveaBox name = { line.x + key + 8, line.y, line.width * (narrow ? 1 : 0.32) - key - 8, row };
  FoveaBox numbers = { narrow ? name.x : line.x + line.width * 0.33, narrow ? line.y + row : line.y, 0, row };
  g_autofree char *mark = g_strdup_printf ("run %d", i), *text = describe_run (fovea_race_get_session (self->race, i));

  numbers.width = line.x + line.width - numbers.x;
  fovea_plot_paint_key (sketch, i, line.x, line.y + row / 2, key);
  fovea_sketch_text (sketch, FOVEA_TEXT_TITLE, sketch->palette->ink, FOVEA_ALIGN_LEFT, &name,
                     fovea_race_get_name (self->race, i));
  fovea_sketch_text (sketch, FOVEA_TEXT_PLAIN, sketch->palette->dim, FOVEA_ALIGN_LEFT, &numbers, text);
  fovea_sketch_mark (sketch, mark, &line);
}

static void
fovea_race_scene_paint (FoveaScene *scene, cairo_t *cr, double width, double height)
{
  FoveaRaceScene *self = FOVEA_RACE_SCENE (scene);
  FoveaSketch sketch;

  fovea_marks_begin (&self->marks, scene, cr, &sketch);
  if (!self->race)
    return;
  lay_out (self, width, height);
  for (int i = 0; i < N_PLOTS; i++)
    {
      FoveaSeries series[FOVEA_RACE_MOST];
      FoveaPlot plot = make_plot (self, i, series);

      fovea_plot_paint (&plot, &sketch, &self->plots[i]);
      clear_series (self, series);
    }
  for (int i = 0; i < count (self); i++)
    paint_row (self, &sketch, i, is_narrow (self, width));
}

static gboolean
fovea_race_scene_hover (FoveaScene *scene, gboolean inside, double x, double y)
{
  FoveaRaceScene *self = FOVEA_RACE_SCENE (scene);
  FoveaPlot plot = { .to = get_end (self) };
  double before = self->hover, epoch;

  self->hover = NAN;
  for (int i = 0; i < N_PLOTS && inside && get_done (self) > 0; i++)
    if (fovea_plot_pick (&plot, get_scale (self), &self->plots[i], x, y, &epoch))
      self->hover = MIN (epoch, get_done (self));
  return !(isnan (before) && isnan (self->hover)) && before != self->hover;
}

static char *
fovea_race_scene_describe (FoveaScene *scene, char **description)
{
  FoveaRaceScene *self = FOVEA_RACE_SCENE (scene);
  GString *text = g_string_new (NULL);

  for (int i = 0; i < count (self); i++)
    {
      g_autofree char *numbers = describe_run (fovea_race_get_session (self->race, i));

      g_string_append_printf (text, "%s: %s. ", fovea_race_get_name (self->race, i), numbers);
    }
  *description = g_string_free (text, FALSE);
  return g_strdup (_("Runs in a race"));
}

static void
fovea_race_scene_boxes (FoveaScene *scene, GArray *boxes, GPtrArray *names)
{
  fovea_marks_copy (&FOVEA_RACE_SCENE (scene)->marks, boxes, names);
}

/* Object */

static void
fovea_race_scene_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LOG)
    g_value_set_boolean (value, FOVEA_RACE_SCENE (object)->log);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fovea_race_scene_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoveaRaceScene *self = FOVEA_RACE_SCENE (object);

  if (self->log == g_value_get_boolean (value))
    return;
  self->log = g_value_get_boolean (value);
  g_object_notify_by_pspec (object, pspec);
  fovea_scene_changed (FOVEA_SCENE (self));
}

static void
fovea_race_scene_dispose (GObject *object)
{
  fovea_race_scene_set_race (FOVEA_RACE_SCENE (object), NULL);
  G_OBJECT_CLASS (fovea_race_scene_parent_class)->dispose (object);
}

static void
fovea_race_scene_finalize (GObject *object)
{
  FoveaRaceScene *self = FOVEA_RACE_SCENE (object);

  fovea_marks_clear (&self->marks);
  G_OBJECT_CLASS (fovea_race_scene_parent_class)->finalize (object);
}

static void
fovea_race_scene_class_init (FoveaRaceSceneClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  FoveaSceneClass *scene_class = FOVEA_SCENE_CLASS (class);

  object_class->get_property = fovea_race_scene_get_property;
  object_class->set_property = fovea_race_scene_set_property;
  object_class->dispose = fovea_race_scene_dispose;
  object_class->finalize = fovea_race_scene_finalize;
  scene_class->measure = fovea_race_scene_measure;
  scene_class->paint = fovea_race_scene_paint;
  scene_class->hover = fovea_race_scene_hover;
  scene_class->describe = fovea_race_scene_describe;
  scene_class->boxes = fovea_race_scene_boxes;

  g_object_class_install_property (object_class, PROP_LOG,
                                   g_param_spec_boolean ("log", NULL, NULL, FALSE,
                                                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS
                                                         | G_PARAM_EXPLICIT_NOTIFY));
}

static void
fovea_race_scene_init (FoveaRaceScene *self)
{
  self->hover = NAN;
  fovea_marks_init (&self->marks);
}

FoveaScene *
fovea_race_scene_new (void)
{
  return g_object_new (FOVEA_TYPE_RACE_SCENE, NULL);
}

/* NULL shows an empty canvas. */
void
fovea_race_scene_set_race (FoveaRaceScene *self, FoveaRace *race)
{
  if (self->race)
    g_signal_handlers_disconnect_by_data (self->race, self);
  g_set_object (&self->race, race);
  if (race)
    g_signal_connect_object (race, "changed", G_CALLBACK (fovea_scene_changed), self, G_CONNECT_SWAPPED);
  self->hover = NAN;
  fovea_scene_changed (FOVEA_SCENE (self));
}
