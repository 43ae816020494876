/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "scene/rate-scene.h"

#include "scene/plot.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const double MARGIN = 16, LEAST_WIDTH = 360, LEAST_HEIGHT = 200; /* points, at scale 1 */
static const double SMOOTHING = 0.9;

struct _FoveaRateScene
{
  FoveaScene parent_instance;

  GArray *points; /* of FoveaPlotPoint */
  double rate;    /* NaN before there are tries */
  FoveaBox box; /* of the last painting */
  FoveaMarks marks;
};

G_DEFINE_FINAL_TYPE (FoveaRateScene, fovea_rate_scene, FOVEA_TYPE_SCENE)

enum
{
  PROP_RATE = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static FoveaPlot
make_plot (FoveaRateScene *self, FoveaSeries *series)
{
  *series = (FoveaSeries){ _("loss"), 0, TRUE, self->points };
  return (FoveaPlot){
    .name = "rate",
    .title = _("Loss by Learning Rate"),
    .series = series,
    .n = 1,
    .from = 1e-5,
    .to = 10,
    .log_x = TRUE,
    .log_y = TRUE,
    .smoothing = SMOOTHING,
    .hover = self->rate,
    .axis = _("learning rate"),
    .invitation = _("Trying rates…"),
  };
}

static void
fovea_rate_scene_measure (FoveaScene *scene, double width, double height, double *need_width, double *need_height)
{
  double scale = fovea_scene_get_style (scene)->scale;

  *need_width = fmax (width, LEAST_WIDTH * scale);
  *need_height = fmax (height, LEAST_HEIGHT * scale);
}

static void
fovea_rate_scene_paint (FoveaScene *scene, cairo_t *cr, double width, double height)
{
  FoveaRateScene *self = FOVEA_RATE_SCENE (scene);
  double margin = MARGIN * fovea_scene_get_style (scene)->scale;
  FoveaSeries series;
  FoveaPlot plot = make_plot (self, &series);
  FoveaSketch sketch;

  self->box = (FoveaBox){ margin, margin, width - 2 * margin, height - 2 * margin };
  fovea_marks_begin (&self->marks, scene, cr, &sketch);
  fovea_plot_paint (&plot, &sketch, &self->box);
}

static gboolean
fovea_rate_scene_activate (FoveaScene *scene, double x, double y)
{
  FoveaRateScene *self = FOVEA_RATE_SCENE (scene);
  FoveaSeries series;
  FoveaPlot plot = make_plot (self, &series);
  double rate;

  if (self->points->len == 0 || !fovea_plot_pick (&plot, fovea_scene_get_style (scene)->scale, &self->box, x, y, &rate))
    return FALSE;
  fovea_rate_scene_set_rate (self, rate);
  return TRUE;
}

static char *
fovea_rate_scene_describe (FoveaScene *scene, char **description)
{
  FoveaRateScene *self = FOVEA_RATE_SCENE (scene);
  FoveaSeries series;
  FoveaPlot plot = make_plot (self, &series);

  *description = isnan (self->rate) ? g_strdup (plot.invitation) : fovea_plot_describe (&plot, self->rate);
  return g_strdup (plot.title);
}

static void
fovea_rate_scene_boxes (FoveaScene *scene, GArray *boxes, GPtrArray *names)
{
  fovea_marks_copy (&FOVEA_RATE_SCENE (scene)->marks, boxes, names);
}

static void
fovea_rate_scene_finalize (GObject *object)
{
  FoveaRateScene *self = FOVEA_RATE_SCENE (object);

  g_array_unref (self->points);
  fovea_marks_clear (&self->marks);
  G_OBJECT_CLASS (fovea_rate_scene_parent_class)->finalize (object);
}

static void
fovea_rate_scene_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_RATE)
    g_value_set_double (value, FOVEA_RATE_SCENE (object)->rate);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fovea_rate_scene_class_init (FoveaRateSceneClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  FoveaSceneClass *scene_class = FOVEA_SCENE_CLASS (class);

  object_class->finalize = fovea_rate_scene_finalize;
  object_class->get_property = fovea_rate_scene_get_property;
  scene_class->measure = fovea_rate_scene_measure;
  scene_class->paint = fovea_rate_scene_paint;
  scene_class->activate = fovea_rate_scene_activate;
  scene_class->describe = fovea_rate_scene_describe;
  scene_class->boxes = fovea_rate_scene_boxes;

  properties[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, 0, 10, 0,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
fovea_rate_scene_init (FoveaRateScene *self)
{
  self->points = fovea_plot_points_new ();
  self->rate = NAN;
  fovea_marks_init (&self->marks);
}

FoveaScene *
fovea_rate_scene_new (void)
{
  return g_object_new (FOVEA_TYPE_RATE_SCENE, NULL);
}

/* Shows what came of them, and chooses the suggested rate. */
void
fovea_rate_scene_set_tries (FoveaRateScene *self, GArray *tries)
{
  g_array_set_size (self->points, 0);
  for (guint i = 0; i < tries->len; i++)
    {
      const FoveaRateTry *try = &g_array_index (tries, FoveaRateTry, i);

      fovea_plot_points_add (self->points, try->rate, try->loss);
    }
  fovea_rate_scene_set_rate (self, fovea_rate_finder_suggest (tries));
}

/* NaN before there are tries. */
double
fovea_rate_scene_get_rate (FoveaRateScene *self)
{
  return self->rate;
}

/* In two digits, as one would type it. */
void
fovea_rate_scene_set_rate (FoveaRateScene *self, double rate)
{
  double unit = pow (10, floor (log10 (CLAMP (rate, 1e-4, 10))) - 1);

  self->rate = round (CLAMP (rate, 1e-4, 10) / unit) * unit;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RATE]);
  fovea_scene_changed (FOVEA_SCENE (self));
}
