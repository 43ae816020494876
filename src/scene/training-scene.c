/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The parts of the overview, painted where training-layout.c puts them, and what a click or the pointer finds there. */

#include "config.h"

#include "scene/training-scene.h"

#include "lesson/numbers.h"
#include "scene/chart.h"
#include "scene/training-layout.h"
#include "scene/training-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _FoveaTrainingScene
{
  FoveaScene parent_instance;

  FoveaTrainingSession *session;
  int selected_filter;
  double hover_epoch;
  FoveaMarks marks;
  FoveaTrainingLayout layout; /* of the last painting */
};

G_DEFINE_FINAL_TYPE (FoveaTrainingScene, fovea_training_scene, FOVEA_TYPE_SCENE)

enum
{
  PROP_SELECTED_FILTER = 1,
  N_PROPERTIES
};

enum
{
  OPENED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

static FoveaTrainingReport *
get_report (FoveaTrainingScene *self)
{
  return self->session ? fovea_training_session_get_report (self->session) : NULL;
}

static double
get_scale (FoveaTrainingScene *self)
{
  return fovea_scene_get_style (FOVEA_SCENE (self))->scale;
}

static int
count_filters (FoveaTrainingScene *self)
{
  return fovea_training_layout_count_filters (self->session);
}

static void
fovea_training_scene_measure (FoveaScene *scene, double width, double height, double *need_width, double *need_height)
{
  fovea_training_layout_measure (FOVEA_TRAINING_SCENE (scene)->session, get_scale (FOVEA_TRAINING_SCENE (scene)),
                                 need_width, need_height);
  *need_width = fmax (width, *need_width);
  *need_height = fmax (height, *need_height);
}

/* Painting */

static FoveaChart
make_chart (FoveaTrainingScene *self, FoveaChartKind kind)
{
  FoveaTrainingReport *report = get_report (self);
  double done = report && report->steps_per_epoch ? (double) report->step / report->steps_per_epoch : 0;

  return (FoveaChart){
    .kind = kind,
    .training = fovea_training_session_get_training_curve (self->session),
    .validation = fovea_training_session_get_validation_curve (self->session),
    .epochs = fmax (fovea_training_session_get_options (self->session)->epochs, ceil (done)),
    .hover = self->hover_epoch,
    .invitation = kind == FOVEA_CHART_ACCURACY                                       ? NULL
                  : done > 0 || fovea_training_session_began_trained (self->session) ? _("Press Space to train it further")
                                                                                     : _("Press Space to start training"),
  };
}

/* The selected filter, large, and what it makes of the image. */
static void
paint_picked (FoveaTrainingScene *self, FoveaSketch *sketch, const FoveaFilterWall *wall)
{
  FoveaTrainingReport *report = get_report (self);
  const FoveaTensor *maps = report->maps[fovea_net_spec_first_conv (fovea_training_session_get_spec (self->session))];
  g_autofree char *title = g_strdup_printf (_("step filter %d over the image ›"), self->selected_filter + 1);
  FoveaTrainingLayout *layout = &self->layout;
  float low, high;

  fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->here, FOVEA_ALIGN_RIGHT, &layout->picked_title, title);
  fovea_filter_wall_paint_one (wall, sketch, self->selected_filter, &layout->filter);
  fovea_sketch_frame (sketch, &layout->filter, sketch->palette->here, 2 * sketch->scale);
  fovea_sketch_text (sketch, FOVEA_TEXT_PLAIN, sketch->palette->dim, FOVEA_ALIGN_CENTRE, &layout->arrow, "→");
  fovea_tensor_range (maps, &low, &high);
  fovea_map_paint (sketch, maps, self->selected_filter, low, high, &layout->map);
  fovea_sketch_frame (sketch, &layout->map, sketch->palette->here, 2 * sketch->scale);
  fovea_sketch_mark (sketch, "picked title", &layout->picked_title);
  fovea_sketch_mark (sketch, "picked filter", &layout->filter);
  fovea_sketch_mark (sketch, "picked map", &layout->map);
}

static void
paint_filters (FoveaTrainingScene *self, FoveaSketch *sketch)
{
  FoveaTrainingReport *report = get_report (self);
  FoveaFilterWall wall = { .filters = report->filters, .own_scale = TRUE, .selected = self->selected_filter };
  const FoveaTensor *w = report->filters;
  gboolean learned = report->step > 0 || fovea_training_session_began_trained (self->session);
  const char *form = learned ? _("Filters learned by the first layer, %d×%d×%d")
                             : _("Filters, %d×%d×%d, not yet trained");
  g_autofree char *title = NULL, *note = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  title = g_strdup_printf (form, w->w, w->h, w->c);
#pragma GCC diagnostic pop
  if (self->layout.filters.shown < w->n)
    note = g_strdup_printf (_("%d of %d · click one to see its map"), self->layout.filters.shown, w->n);
  else
    note = g_strdup_printf (ngettext ("%d filter · click it to see its map",
                                      "%d filters · click one to see its map", w->n), w->n);
  fovea_sketch_title (sketch, "filters title", &self->layout.filters_title, title, note);
  fovea_filter_wall_paint (&wall, sketch, &self->layout.filters);
  fovea_sketch_mark (sketch, "filters", &self->layout.filters.box);
  paint_picked (self, sketch, &wall);
}

static void
paint_maps (FoveaTrainingScene *self, FoveaSketch *sketch)
{
  FoveaMapColumns columns = fovea_training_layout_get_columns (self->session, self->selected_filter);
  int hidden = self->layout.maps.hidden;
  g_autofree char *note = NULL;

  if (hidden > 0)
    note = g_strdup_printf (ngettext ("%d more layer where the window is wider",
                                      "%d more layers where the window is wider", hidden), hidden);
  fovea_sketch_title (sketch, "maps title", &self->layout.maps_title, _("One image going through the net"), note);
  fovea_map_columns_paint (&columns, sketch, &self->layout.maps);
}

static void
paint_predictions (FoveaTrainingScene *self, FoveaSketch *sketch)
{
  FoveaTrainingReport *report = get_report (self);
  FoveaPredictionWall wall = fovea_training_layout_get_wall (self->session, report->predictions, report->image);
  char wrong[FOVEA_NUMBER_SIZE], checked[FOVEA_NUMBER_SIZE];
  g_autofree char *note = NULL;

  fovea_sketch_title (sketch, "predictions title", &self->layout.predictions_title,
                      _("Validation images (never trained on)"), _("click one to send it through"));
  fovea_prediction_wall_paint (&wall, sketch, &self->layout.predictions);
  fovea_sketch_mark (sketch, "predictions", &self->layout.predictions.box);
  if (self->layout.mistakes.box.width <= 0 || report->checked == 0)
    return;
  note = g_strdup_printf (_("%s wrong of %s"), fovea_number_count (report->wrong, wrong),
                          fovea_number_count (report->checked, checked));
  fovea_sketch_title (sketch, "mistakes title", &self->layout.mistakes_title, _("Surest mistakes"), note);
  wall.predictions = report->mistakes;
  fovea_prediction_wall_paint (&wall, sketch, &self->layout.mistakes);
  fovea_sketch_mark (sketch, "mistakes", &self->layout.mistakes.box);
}

static void
fovea_training_scene_paint (FoveaScene *scene, cairo_t *cr, double width, double height)
{
  FoveaTrainingScene *self = FOVEA_TRAINING_SCENE (scene);
  FoveaTrainingReport *report = get_report (self);
  FoveaSketch sketch;

  fovea_marks_begin (&self->marks, scene, cr, &sketch);
  if (self->session)
    {
      fovea_training_layout_place (&self->layout, self->session, get_scale (self), width, height);
      for (int i = 0; i < 2; i++)
        {
          FoveaChart chart = make_chart (self, i == 0 ? FOVEA_CHART_LOSS : FOVEA_CHART_ACCURACY);

          fovea_chart_paint (&chart, &sketch, &self->layout.charts[i]);
        }
    }
  if (report && report->filters)
    paint_filters (self, &sketch);
  if (report && report->n_maps > 0)
    {
      paint_maps (self, &sketch);
      paint_predictions (self, &sketch);
    }
}

/* Pointer */

static gboolean
fovea_training_scene_hover (FoveaScene *scene, gboolean inside, double x, double y)
{
  FoveaTrainingScene *self = FOVEA_TRAINING_SCENE (scene);
  double epoch = NAN, before = self->hover_epoch;

  for (int i = 0; inside && self->session && i < 2 && isnan (epoch); i++)
    {
      FoveaChart chart = make_chart (self, i == 0 ? FOVEA_CHART_LOSS : FOVEA_CHART_ACCURACY);

      epoch = fovea_chart_epoch_at (&chart, get_scale (self), &self->layout.charts[i], x, y);
    }
  self->hover_epoch = epoch;
  return epoch != before && !(isnan (epoch) && isnan (before));
}

static int
pick_filter (FoveaTrainingScene *self, double x, double y)
{
  FoveaTrainingReport *report = get_report (self);
  const FoveaNetSpec *spec;
  int row, map;

  if (!report || !report->filters)
    return -1;
  spec = fovea_training_session_get_spec (self->session);
  if (fovea_box_contains (&self->layout.filters.box, x, y))
    return fovea_tiles_pick (&self->layout.filters, x, y);
  if (fovea_map_columns_pick (&self->layout.maps, x, y, &row, &map)
      && fovea_net_spec_follows_conv (spec, fovea_net_spec_first_conv (spec), row))
    return map;
  return -1;
}

/* The selected filter beside its map, and the words above them: the way into the lesson. */
static gboolean
is_at_picked (FoveaTrainingScene *self, double x, double y)
{
  const FoveaTrainingLayout *layout = &self->layout;

  return fovea_box_contains (&layout->picked_title, x, y) || fovea_box_contains (&layout->filter, x, y)
         || fovea_box_contains (&layout->arrow, x, y) || fovea_box_contains (&layout->map, x, y);
}

static const FoveaPrediction *
pick_prediction (FoveaTrainingScene *self, double x, double y, FoveaPredictionWall *wall, int *index)
{
  FoveaTrainingReport *report = get_report (self);
  const FoveaTiles *tiles[] = { &self->layout.predictions, &self->layout.mistakes };

  if (!report || report->n_maps == 0)
    return NULL;
  for (int i = 0; i < 2; i++)
    {
      *wall = fovea_training_layout_get_wall (self->session, i == 0 ? report->predictions : report->mistakes,
                                              report->image);
      *index = fovea_prediction_wall_pick (tiles[i], get_scale (self), x, y);
      if (*index >= 0 && *index < (int) wall->predictions->len)
        return &g_array_index (wall->predictions, FoveaPrediction, *index);
    }
  return NULL;
}

static gboolean
fovea_training_scene_activate (FoveaScene *scene, double x, double y)
{
  FoveaTrainingScene *self = FOVEA_TRAINING_SCENE (scene);
  int filter = pick_filter (self, x, y), index;
  const FoveaPrediction *prediction;
  FoveaPredictionWall wall;

  if (is_at_picked (self, x, y))
    {
      g_signal_emit (self, signals[OPENED], 0);
      return TRUE;
    }
  if (filter >= 0)
    {
      if (filter == self->selected_filter)
        g_signal_emit (self, signals[OPENED], 0);
      fovea_training_scene_set_selected_filter (self, filter);
      return TRUE;
    }
  prediction = pick_prediction (self, x, y, &wall, &index);
  if (prediction)
    fovea_training_session_show_image (self->session, prediction->image);
  return prediction != NULL;
}

static char *
describe_filter (FoveaTrainingScene *self, int filter)
{
  return fovea_filter_wall_describe (&(FoveaFilterWall){ .filters = get_report (self)->filters }, filter);
}

static char *
fovea_training_scene_tooltip (FoveaScene *scene, double x, double y)
{
  FoveaTrainingScene *self = FOVEA_TRAINING_SCENE (scene);
  FoveaTrainingReport *report = get_report (self);
  FoveaPredictionWall wall;
  FoveaMapColumns columns;
  int filter, index;

  if (!report || report->n_maps == 0)
    return NULL;
  if (is_at_picked (self, x, y))
    return g_strdup_printf (_("Step filter %d over the image on the Convolution page, product by product (Enter)"),
                            self->selected_filter + 1);
  columns = fovea_training_layout_get_columns (self->session, self->selected_filter);
  if (report->filters && fovea_box_contains (&self->layout.filters.box, x, y)
      && (filter = fovea_tiles_pick (&self->layout.filters, x, y)) >= 0)
    return describe_filter (self, filter);
  if (pick_prediction (self, x, y, &wall, &index))
    return fovea_prediction_wall_describe (&wall, index);
  return fovea_map_columns_tooltip (&columns, &self->layout.maps, x, y);
}

/* In words */

static char *
fovea_training_scene_describe (FoveaScene *scene, char **description)
{
  FoveaTrainingScene *self = FOVEA_TRAINING_SCENE (scene);

  *description = self->session ? fovea_training_words (self->session, self->selected_filter) : g_strdup ("");
  return g_strdup (_("A net in training"));
}

static void
fovea_training_scene_boxes (FoveaScene *scene, GArray *boxes, GPtrArray *names)
{
  fovea_marks_copy (&FOVEA_TRAINING_SCENE (scene)->marks, boxes, names);
}

/* Object */

static void
reported_cb (FoveaTrainingSession *session, gpointer data)
{
  FoveaTrainingScene *self = data;

  fovea_training_scene_set_selected_filter (self, MIN (self->selected_filter, MAX (count_filters (self) - 1, 0)));
  fovea_scene_changed (FOVEA_SCENE (self));
}

static void
fovea_training_scene_dispose (GObject *object)
{
  fovea_training_scene_set_session (FOVEA_TRAINING_SCENE (object), NULL);
  G_OBJECT_CLASS (fovea_training_scene_parent_class)->dispose (object);
}

static void
fovea_training_scene_finalize (GObject *object)
{
  FoveaTrainingScene *self = FOVEA_TRAINING_SCENE (object);

  fovea_marks_clear (&self->marks);
  G_OBJECT_CLASS (fovea_training_scene_parent_class)->finalize (object);
}

static void
fovea_training_scene_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SELECTED_FILTER)
    g_value_set_int (value, FOVEA_TRAINING_SCENE (object)->selected_filter);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fovea_training_scene_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SELECTED_FILTER)
    fovea_training_scene_set_selected_filter (FOVEA_TRAINING_SCENE (object), g_value_get_int (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fovea_training_scene_class_init (FoveaTrainingSceneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  FoveaSceneClass *scene_class = FOVEA_SCENE_CLASS (klass);

  object_class->dispose = fovea_training_scene_dispose;
  object_class->finalize = fovea_training_scene_finalize;
  object_class->get_property = fovea_training_scene_get_property;
  object_class->set_property = fovea_training_scene_set_property;
  scene_class->measure = fovea_training_scene_measure;
  scene_class->paint = fovea_training_scene_paint;
  scene_class->hover = fovea_training_scene_hover;
  scene_class->activate = fovea_training_scene_activate;
  scene_class->tooltip = fovea_training_scene_tooltip;
  scene_class->describe = fovea_training_scene_describe;
  scene_class->boxes = fovea_training_scene_boxes;

  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  properties[PROP_SELECTED_FILTER] = g_param_spec_int ("selected-filter", NULL, NULL, 0, G_MAXINT, 0,
                                                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS
                                                         | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
fovea_training_scene_init (FoveaTrainingScene *self)
{
  self->hover_epoch = NAN;
  fovea_marks_init (&self->marks);
}

FoveaScene *
fovea_training_scene_new (FoveaTrainingSession *session)
{
  FoveaTrainingScene *self = g_object_new (FOVEA_TYPE_TRAINING_SCENE, NULL);

  fovea_training_scene_set_session (self, session);
  return FOVEA_SCENE (self);
}

/* Shows another run; NULL shows an empty canvas. */
void
fovea_training_scene_set_session (FoveaTrainingScene *self, FoveaTrainingSession *session)
{
  if (self->session == session)
    return;
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session)
    g_signal_connect (session, "reported", G_CALLBACK (reported_cb), self);
  self->selected_filter = 0;
  self->hover_epoch = NAN;
  self->layout = (FoveaTrainingLayout){ 0 };
  fovea_scene_changed (FOVEA_SCENE (self));
}

int
fovea_training_scene_get_selected_filter (FoveaTrainingScene *self)
{
  return self->selected_filter;
}

void
fovea_training_scene_set_selected_filter (FoveaTrainingScene *self, int filter)
{
  if (self->selected_filter == filter)
    return;
  self->selected_filter = filter;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED_FILTER]);
  fovea_scene_changed (FOVEA_SCENE (self));
}
