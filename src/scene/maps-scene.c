/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A caption, and below it the columns of maps in all the room there is. */

#include "config.h"

#include "scene/maps-scene.h"

#include "lesson/numbers.h"
#include "scene/map-columns.h"
#include "scene/prediction-wall.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const double MARGIN = 12, TITLE = 22, GAP = 8; /* points */

struct _FoveaMapsScene
{
  FoveaScene parent_instance;

  FoveaFindings *findings;
  char *caption;
  gboolean gradients, scores_elsewhere;
  int conv, filter; /* selected, or −1 */
  FoveaMarks marks;
  FoveaBox title;
  FoveaMapLayout layout;
};

G_DEFINE_FINAL_TYPE (FoveaMapsScene, fovea_maps_scene, FOVEA_TYPE_SCENE)

enum
{
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
shows_gradients (FoveaMapsScene *self)
{
  return self->gradients && self->findings->gradients;
}

static FoveaMapColumns
make_columns (FoveaMapsScene *self)
{
  return (FoveaMapColumns){
    .net = fovea_still_get_net (self->findings->net),
    .maps = self->findings->maps,
    .gradients = shows_gradients (self) ? self->findings->gradients : NULL,
    .scores = self->scores_elsewhere ? NULL : self->findings->scores,
    .label = self->findings->label,
    .conv = self->conv,
    .selected = self->filter,
    .narrow = TRUE,
  };
}

static const FoveaNetSpec *
get_spec (FoveaMapsScene *self)
{
  return self->findings ? fovea_net_get_spec (fovea_still_get_net (self->findings->net)) : NULL;
}

static double
get_scale (FoveaMapsScene *self)
{
  return fovea_scene_get_style (FOVEA_SCENE (self))->scale;
}

static void
fovea_maps_scene_measure (FoveaScene *scene, double width, double height, double *need_width, double *need_height)
{
  FoveaMapsScene *self = FOVEA_MAPS_SCENE (scene);
  double scale = get_scale (self), columns_width = 0, columns_height = 0;

  if (self->findings)
    {
      FoveaMapColumns columns = make_columns (self);

      fovea_map_columns_measure (&columns, scale, &columns_width, &columns_height);
    }
  *need_width = fmax (width, ceil (columns_width + 2 * MARGIN * scale));
  *need_height = fmax (height, ceil (columns_height + (2 * MARGIN + TITLE + GAP) * scale));
}

static void
fovea_maps_scene_paint (FoveaScene *scene, cairo_t *cr, double width, double height)
{
  FoveaMapsScene *self = FOVEA_MAPS_SCENE (scene);
  double scale = get_scale (self), margin = ceil (MARGIN * scale), top = ceil ((MARGIN + TITLE + GAP) * scale);
  FoveaMapColumns columns;
  FoveaSketch sketch;

  fovea_marks_begin (&self->marks, scene, cr, &sketch);
  if (!self->findings)
    {
      fovea_sketch_text (&sketch, FOVEA_TEXT_PLAIN, sketch.palette->dim, FOVEA_ALIGN_CENTRE,
                         &(FoveaBox){ margin, 0, width - 2 * margin, height }, self->caption);
      return;
    }
  columns = make_columns (self);
  self->title = (FoveaBox){ margin, margin, width - 2 * margin, ceil (TITLE * scale) };
  fovea_sketch_title (&sketch, "title", &self->title, self->caption,
                      shows_gradients (self) ? _("gradients: how the loss would change with each number") : NULL);
  fovea_map_columns_lay_out (&columns, scale,
                             &(FoveaBox){ margin, top, width - 2 * margin, height - top - margin }, &self->layout);
  fovea_map_columns_paint (&columns, &sketch, &self->layout);
}

static gboolean
fovea_maps_scene_activate (FoveaScene *scene, double x, double y)
{
  FoveaMapsScene *self = FOVEA_MAPS_SCENE (scene);
  int row, map, conv;

  if (!self->findings || !fovea_map_columns_pick (&self->layout, x, y, &row, &map))
    return FALSE;
  conv = fovea_net_spec_find_conv (get_spec (self), row);
  if (conv < 0)
    return FALSE;
  if (conv == self->conv && map == self->filter)
    g_signal_emit (self, signals[OPENED], 0);
  else
    fovea_maps_scene_select (self, conv, map);
  return TRUE;
}

static char *
fovea_maps_scene_tooltip (FoveaScene *scene, double x, double y)
{
  FoveaMapsScene *self = FOVEA_MAPS_SCENE (scene);
  FoveaMapColumns columns;

  if (!self->findings)
    return NULL;
  columns = make_columns (self);
  return fovea_map_columns_tooltip (&columns, &self->layout, x, y);
}

/* The range of the selected map, in words. */
static void
describe_selected (FoveaMapsScene *self, GString *text)
{
  const FoveaTensor *maps = (shows_gradients (self) ? self->findings->gradients : self->findings->maps)[self->conv];
  g_autofree char *name = fovea_net_spec_name_row (get_spec (self), self->conv);
  g_autoptr (FoveaTensor) map
    = fovea_tensor_new_from (1, 1, maps->h, maps->w, fovea_tensor_at (maps, 0, self->filter, 0, 0));
  char least[FOVEA_NUMBER_SIZE], most[FOVEA_NUMBER_SIZE];
  float low, high;

  fovea_tensor_range (map, &low, &high);
  g_string_append_printf (text, _(" Selected: layer %d, %s, map %d of %d, from %s to %s."), self->conv, name,
                          self->filter + 1, maps->c, fovea_number_full (low, least), fovea_number_full (high, most));
}

static char *
fovea_maps_scene_describe (FoveaScene *scene, char **description)
{
  FoveaMapsScene *self = FOVEA_MAPS_SCENE (scene);
  GString *text = g_string_new (self->caption);

  if (self->findings)
    {
      int said = fovea_findings_get_said (self->findings);
      const char *const *names = fovea_net_get_class_names (fovea_still_get_net (self->findings->net));
      g_autofree char *name = fovea_dup_class_name (names, said);

      g_string_append_printf (text, _(" The net says %s, with %.1f %%."), name,
                              self->findings->scores->data[said] * 100);
      if (self->filter >= 0)
        describe_selected (self, text);
    }
  *description = g_string_free (text, FALSE);
  return g_strdup (self->findings && shows_gradients (self) ? _("The gradients of every layer")
                                                            : _("The activations of every layer"));
}

static void
fovea_maps_scene_boxes (FoveaScene *scene, GArray *boxes, GPtrArray *names)
{
  fovea_marks_copy (&FOVEA_MAPS_SCENE (scene)->marks, boxes, names);
}

static void
fovea_maps_scene_finalize (GObject *object)
{
  FoveaMapsScene *self = FOVEA_MAPS_SCENE (object);

  g_clear_pointer (&self->findings, fovea_findings_unref);
  g_free (self->caption);
  fovea_marks_clear (&self->marks);
  G_OBJECT_CLASS (fovea_maps_scene_parent_class)->finalize (object);
}

static void
fovea_maps_scene_class_init (FoveaMapsSceneClass *class)
{
  FoveaSceneClass *scene_class = FOVEA_SCENE_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = fovea_maps_scene_finalize;
  scene_class->measure = fovea_maps_scene_measure;
  scene_class->paint = fovea_maps_scene_paint;
  scene_class->activate = fovea_maps_scene_activate;
  scene_class->tooltip = fovea_maps_scene_tooltip;
  scene_class->describe = fovea_maps_scene_describe;
  scene_class->boxes = fovea_maps_scene_boxes;
  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
fovea_maps_scene_init (FoveaMapsScene *self)
{
  self->conv = self->filter = -1;
  self->caption = g_strdup ("");
  fovea_marks_init (&self->marks);
}

FoveaScene *
fovea_maps_scene_new (void)
{
  return g_object_new (FOVEA_TYPE_MAPS_SCENE, NULL);
}

/* Whether the selected filter is one of the net's. */
static gboolean
is_there (FoveaMapsScene *self, int conv, int filter)
{
  const FoveaNetSpec *spec = get_spec (self);

  return spec && conv > 0 && conv < spec->n_layers && spec->layers[conv].kind == FOVEA_LAYER_CONV && filter >= 0
         && filter < spec->layers[conv].filters;
}

/**
 * fovea_maps_scene_set_findings:
 * @findings: (nullable): without them there is nothing but the caption
 * @caption: (nullable): a translated sentence on the image, or on why there is none
 */
void
fovea_maps_scene_set_findings (FoveaMapsScene *self, FoveaFindings *findings, const char *caption)
{
  FoveaFindings *before = self->findings;
  char *words = g_strdup (caption ? caption : "");

  self->findings = findings ? fovea_findings_ref (findings) : NULL;
  g_clear_pointer (&before, fovea_findings_unref);
  g_free (self->caption);
  self->caption = words;
  self->layout = (FoveaMapLayout){ 0 };
  if (!is_there (self, self->conv, self->filter))
    self->conv = self->filter = -1;
  fovea_scene_changed (FOVEA_SCENE (self));
}

/* Returns: (transfer none) (nullable) */
FoveaFindings *
fovea_maps_scene_get_findings (FoveaMapsScene *self)
{
  return self->findings;
}

/* Whether the scores are shown by somebody else, and the maps get all the room. */
void
fovea_maps_scene_set_scores_elsewhere (FoveaMapsScene *self, gboolean elsewhere)
{
  self->scores_elsewhere = elsewhere;
  fovea_scene_changed (FOVEA_SCENE (self));
}

/* Whether gradients take the place of the maps, where there are any. */
void
fovea_maps_scene_set_gradients (FoveaMapsScene *self, gboolean gradients)
{
  if (self->gradients == gradients)
    return;
  self->gradients = gradients;
  fovea_scene_changed (FOVEA_SCENE (self));
}

/* Filter @filter of the convolution in row @conv; what is not there is not selected. */
void
fovea_maps_scene_select (FoveaMapsScene *self, int conv, int filter)
{
  if (!is_there (self, conv, filter) || (self->conv == conv && self->filter == filter))
    return;
  self->conv = conv;
  self->filter = filter;
  fovea_scene_changed (FOVEA_SCENE (self));
}

/* −1 and −1 if there is none. */
void
fovea_maps_scene_get_selected (FoveaMapsScene *self, int *conv, int *filter)
{
  *conv = self->conv;
  *filter = self->filter;
}

/* The next filter, or the one before, of the layer selected, and from its ends on to the next layer. */
gboolean
fovea_maps_scene_select_next (FoveaMapsScene *self, int by)
{
  const FoveaNetSpec *spec = get_spec (self);
  int row = MAX (self->conv, 0), filter = self->filter + by;

  if (!spec)
    return FALSE;
  if (is_there (self, row, filter))
    {
      fovea_maps_scene_select (self, row, filter);
      return TRUE;
    }
  for (int i = 0; i < spec->n_layers; i++)
    {
      row = (row + by + spec->n_layers) % spec->n_layers;
      if (spec->layers[row].kind == FOVEA_LAYER_CONV)
        {
          fovea_maps_scene_select (self, row, by > 0 ? 0 : spec->layers[row].filters - 1);
          return TRUE;
        }
    }
  return FALSE;
}
