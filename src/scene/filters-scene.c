/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A title, then either a wall of tiles, one for each filter, or a line of tiles for each filter, one for each of its
 * slices. Only tiles that show are painted: a layer may have 512 × 512 of them. */

#include "config.h"

#include "scene/filters-scene.h"

#include "lesson/numbers.h"
#include "scene/filters-layout.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Points. */
static const double MARGIN = 16, TITLE = 22, GAP = 8;

struct _FoveaFiltersScene
{
  FoveaScene parent_instance;

  FoveaFilterHistory *history;
  int row, selected;
  gboolean own_scale, apart;
  FoveaMarks marks;
  FoveaTiles tiles; /* of the last painting */
};

G_DEFINE_FINAL_TYPE (FoveaFiltersScene, fovea_filters_scene, FOVEA_TYPE_SCENE)

enum
{
  PROP_ROW = 1,
  PROP_OWN_SCALE,
  PROP_APART,
  PROP_SELECTED,
  N_PROPERTIES
};

enum
{
  OPENED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

static int
get_position (FoveaFiltersScene *self)
{
  return fovea_lesson_get_position (FOVEA_LESSON (self->history));
}

/* (nullable) */
static FoveaTensor *
get_filters (FoveaFiltersScene *self)
{
  return self->history ? fovea_filter_history_get_filters (self->history, get_position (self), self->row) : NULL;
}

/* Whether each filter is a line of slices. */
static gboolean
is_apart (FoveaFiltersScene *self, const FoveaTensor *filters)
{
  return filters->c != 1 && (filters->c != 3 || self->apart);
}

static double
get_scale (FoveaFiltersScene *self)
{
  return fovea_scene_get_style (FOVEA_SCENE (self))->scale;
}

/* Layout */

static FoveaBox
get_room (FoveaFiltersScene *self, double width, double height)
{
  double scale = get_scale (self), top = ceil ((MARGIN + TITLE + GAP) * scale), margin = ceil (MARGIN * scale);

  return (FoveaBox){ margin, top, width - 2 * margin, height - top - margin };
}

static FoveaTiles
lay_out (FoveaFiltersScene *self, const FoveaTensor *filters, double width, double height)
{
  FoveaBox room = get_room (self, width, height);

  return fovea_filters_lay_out (filters, is_apart (self, filters), get_scale (self), &room);
}

static void
fovea_filters_scene_measure (FoveaScene *scene, double width, double height, double *need_width, double *need_height)
{
  FoveaFiltersScene *self = FOVEA_FILTERS_SCENE (scene);
  const FoveaTensor *filters = get_filters (self);
  double margin = ceil (MARGIN * get_scale (self));
  FoveaTiles tiles;
  int lines;

  *need_width = width;
  *need_height = height;
  if (!filters)
    return;
  tiles = lay_out (self, filters, width, height);
  lines = fovea_filters_lines (tiles.shown, tiles.columns);
  *need_height = fmax (height, ceil (tiles.box.y + lines * tiles.pitch + margin));
  if (is_apart (self, filters))
    *need_width = fmax (width, ceil (tiles.box.x + tiles.columns * tiles.pitch + margin));
}

/* Painting */

static void
paint_title (FoveaFiltersScene *self, FoveaSketch *sketch, const FoveaTensor *filters, double width)
{
  const FoveaNetSpec *spec = fovea_filter_history_get_spec (self->history);
  g_autofree char *layer = fovea_layer_spec_to_text (&spec->layers[self->row]);
  g_autofree char *moment = fovea_lesson_describe_position (FOVEA_LESSON (self->history), get_position (self));
  g_autofree char *title = g_strdup_printf (_("Layer %d, %s, %s"), self->row, layer, moment);
  g_autofree char *note
    = is_apart (self, filters)
        ? g_strdup_printf (ngettext ("%d filter, a line of %d slices", "%d filters, each a line of %d slices",
                                     filters->n), filters->n, filters->c)
        : g_strdup_printf (ngettext ("%d filter", "%d filters", filters->n), filters->n);
  double scale = sketch->scale, margin = ceil (MARGIN * scale);

  fovea_sketch_title (sketch, "title", &(FoveaBox){ margin, margin, width - 2 * margin, ceil (TITLE * scale) }, title,
                      note);
}

static void
paint_tile (FoveaFiltersScene *self, FoveaSketch *sketch, const FoveaFilterWall *wall, int tile, const FoveaBox *box)
{
  const FoveaTensor *filters = wall->filters;

  if (is_apart (self, filters))
    fovea_filter_wall_paint_slice (wall, sketch, tile / filters->c, tile % filters->c, box);
  else
    fovea_filter_wall_paint_one (wall, sketch, tile, box);
  fovea_sketch_frame (sketch, box, sketch->palette->edge, 1);
}

/* Those lines and columns of tiles that show. */
static void
paint_tiles (FoveaFiltersScene *self, FoveaSketch *sketch, const FoveaFilterWall *wall)
{
  const FoveaTiles *tiles = &self->tiles;
  double x0, y0, x1, y1;
  gboolean whole = is_apart (self, wall->filters) && fovea_filter_wall_is_whole (wall, sketch, tiles);
  int left, right, top, bottom;

  cairo_clip_extents (sketch->cr, &x0, &y0, &x1, &y1);
  left = MAX (0, (int) floor ((x0 - tiles->box.x) / tiles->pitch));
  right = MIN (tiles->columns, (int) ceil ((x1 - tiles->box.x) / tiles->pitch));
  top = MAX (0, (int) floor ((y0 - tiles->box.y) / tiles->pitch));
  bottom = MIN (fovea_filters_lines (tiles->shown, tiles->columns), (int) ceil ((y1 - tiles->box.y) / tiles->pitch));
  for (int line = top; line < bottom; line++)
    for (int column = left; column < right; column++)
      if (line * tiles->columns + column < tiles->shown)
        {
          FoveaBox box = fovea_tiles_get (tiles, line * tiles->columns + column);
          g_autofree char *name = g_strdup_printf ("tile %d", line * tiles->columns + column);

          fovea_sketch_mark (sketch, name, &box);
          if (!whole)
            paint_tile (self, sketch, wall, line * tiles->columns + column, &box);
        }
  if (whole)
    fovea_filter_wall_paint_slices (wall, sketch, tiles, left, top, right, bottom);
}

/* Before each line of slices its filter's number; every tenth only, where they would touch. */
static void
paint_numbers (FoveaFiltersScene *self, FoveaSketch *sketch, const FoveaTensor *filters)
{
  const FoveaTiles *tiles = &self->tiles;
  double line = fovea_sketch_line_height (sketch, FOVEA_TEXT_SMALL), width = ceil (FOVEA_FILTERS_NUMBERS * sketch->scale) - 8;
  int each = tiles->pitch >= line ? 1 : 10;
  double x0, y0, x1, y1;

  cairo_clip_extents (sketch->cr, &x0, &y0, &x1, &y1);
  for (int k = 0; k < filters->n; k++)
    {
      g_autofree char *number = g_strdup_printf ("%d", k + 1);
      FoveaBox box = { tiles->box.x - width - 8, tiles->box.y + k * tiles->pitch + (tiles->tile - line) / 2, width,
                       line };

      if (box.y + line < y0 || box.y > y1)
        continue;
      if (k == self->selected || k == 0 || (k + 1) % each == 0)
        fovea_sketch_text (sketch, FOVEA_TEXT_SMALL,
                           k == self->selected ? sketch->palette->ink : sketch->palette->dim, FOVEA_ALIGN_RIGHT, &box,
                           number);
    }
}

static void
frame_selected (FoveaFiltersScene *self, FoveaSketch *sketch, const FoveaTensor *filters)
{
  gboolean apart = is_apart (self, filters);
  FoveaBox box;

  if (self->selected >= filters->n)
    return;
  box = fovea_tiles_get (&self->tiles, apart ? self->selected * filters->c : self->selected);
  if (apart)
    box.width = filters->c * self->tiles.pitch - FOVEA_FILTERS_SLICE_GAP;
  fovea_sketch_frame (sketch, &(FoveaBox){ box.x - 1, box.y - 1, box.width + 2, box.height + 2 }, sketch->palette->here,
                      2 * sketch->scale);
}

/* Of a net without convolutions. */
static void
paint_nothing (FoveaFiltersScene *self, FoveaSketch *sketch, double width, double height)
{
  guint n = 1;

  if (self->history)
    fovea_filter_history_get_rows (self->history, &n);
  if (n == 0)
    fovea_sketch_text (sketch, FOVEA_TEXT_PLAIN, sketch->palette->dim, FOVEA_ALIGN_CENTRE,
                       &(FoveaBox){ 0, 0, width, height }, _("This net has no convolution, and so no filters."));
}

static void
fovea_filters_scene_paint (FoveaScene *scene, cairo_t *cr, double width, double height)
{
  FoveaFiltersScene *self = FOVEA_FILTERS_SCENE (scene);
  FoveaTensor *filters = get_filters (self);
  FoveaFilterWall wall = { .filters = filters, .own_scale = self->own_scale, .selected = -1 };
  FoveaSketch sketch;

  fovea_marks_begin (&self->marks, scene, cr, &sketch);
  if (!filters)
    {
      paint_nothing (self, &sketch, width, height);
      return;
    }
  wall.limits = fovea_filter_history_get_limits (self->history, get_position (self), self->row);
  self->tiles = lay_out (self, filters, width, height);
  paint_title (self, &sketch, filters, width);
  paint_tiles (self, &sketch, &wall);
  if (is_apart (self, filters))
    paint_numbers (self, &sketch, filters);
  frame_selected (self, &sketch, filters);
}

/* Pointer */

/* The tile at (x, y), or −1. */
static int
pick (FoveaFiltersScene *self, double x, double y)
{
  return self->tiles.pitch > 0 ? fovea_tiles_pick (&self->tiles, x, y) : -1;
}

static gboolean
fovea_filters_scene_activate (FoveaScene *scene, double x, double y)
{
  FoveaFiltersScene *self = FOVEA_FILTERS_SCENE (scene);
  const FoveaTensor *filters = get_filters (self);
  int tile = filters ? pick (self, x, y) : -1, filter;

  if (tile < 0)
    return FALSE;
  filter = is_apart (self, filters) ? tile / filters->c : tile;
  if (filter == self->selected)
    g_signal_emit (self, signals[OPENED], 0);
  else
    g_object_set (self, "selected", filter, NULL);
  return TRUE;
}

static char *
fovea_filters_scene_tooltip (FoveaScene *scene, double x, double y)
{
  FoveaFiltersScene *self = FOVEA_FILTERS_SCENE (scene);
  FoveaTensor *filters = get_filters (self);
  FoveaFilterWall wall = { .filters = filters };
  int tile = filters ? pick (self, x, y) : -1;
  g_autofree char *whole = NULL;

  if (tile < 0)
    return NULL;
  if (!is_apart (self, filters))
    return fovea_filter_wall_describe (&wall, tile);
  whole = fovea_filter_wall_describe (&wall, tile / filters->c);
  return g_strdup_printf (_("%s; here slice %d"), whole, tile % filters->c + 1);
}

static char *
fovea_filters_scene_describe (FoveaScene *scene, char **description)
{
  FoveaFiltersScene *self = FOVEA_FILTERS_SCENE (scene);
  FoveaTensor *filters = get_filters (self);
  GString *text = g_string_new (NULL);

  if (filters)
    {
      g_autofree char *moment = fovea_lesson_describe_position (FOVEA_LESSON (self->history), get_position (self));

      g_string_append_printf (text, _("Layer %d: %d filters of %d×%d×%d, %s."), self->row, filters->n, filters->w,
                              filters->h, filters->c, moment);
      if (self->selected < filters->n)
        {
          g_autofree char *filter
            = fovea_filter_wall_describe (&(FoveaFilterWall){ .filters = filters }, self->selected);

          g_string_append_printf (text, _(" %s."), filter);
        }
    }
  *description = g_string_free (text, FALSE);
  return g_strdup (_("Learned filters"));
}

static void
fovea_filters_scene_boxes (FoveaScene *scene, GArray *boxes, GPtrArray *names)
{
  fovea_marks_copy (&FOVEA_FILTERS_SCENE (scene)->marks, boxes, names);
}

static FoveaLesson *
fovea_filters_scene_get_lesson (FoveaScene *scene)
{
  FoveaFiltersScene *self = FOVEA_FILTERS_SCENE (scene);

  return self->history ? FOVEA_LESSON (self->history) : NULL;
}

/* Object */

static void
fovea_filters_scene_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoveaFiltersScene *self = FOVEA_FILTERS_SCENE (object);

  switch (id)
    {
    case PROP_ROW:
      g_value_set_int (value, self->row);
      break;
    case PROP_OWN_SCALE:
      g_value_set_boolean (value, self->own_scale);
      break;
    case PROP_APART:
      g_value_set_boolean (value, self->apart);
      break;
    case PROP_SELECTED:
      g_value_set_int (value, self->selected);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fovea_filters_scene_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoveaFiltersScene *self = FOVEA_FILTERS_SCENE (object);

  switch (id)
    {
    case PROP_ROW:
      self->row = g_value_get_int (value);
      break;
    case PROP_OWN_SCALE:
      self->own_scale = g_value_get_boolean (value);
      break;
    case PROP_APART:
      self->apart = g_value_get_boolean (value);
      break;
    case PROP_SELECTED:
      self->selected = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  g_object_notify_by_pspec (object, pspec);
  fovea_scene_changed (FOVEA_SCENE (self));
}

static void
fovea_filters_scene_dispose (GObject *object)
{
  fovea_filters_scene_set_history (FOVEA_FILTERS_SCENE (object), NULL);
  G_OBJECT_CLASS (fovea_filters_scene_parent_class)->dispose (object);
}

static void
fovea_filters_scene_finalize (GObject *object)
{
  FoveaFiltersScene *self = FOVEA_FILTERS_SCENE (object);

  fovea_marks_clear (&self->marks);
  G_OBJECT_CLASS (fovea_filters_scene_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  properties[PROP_ROW] = g_param_spec_int ("row", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_OWN_SCALE] = g_param_spec_boolean ("own-scale", NULL, NULL, TRUE, flags);
  properties[PROP_APART] = g_param_spec_boolean ("apart", NULL, NULL, FALSE, flags);
  properties[PROP_SELECTED] = g_param_spec_int ("selected", NULL, NULL, 0, G_MAXINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
fovea_filters_scene_class_init (FoveaFiltersSceneClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  FoveaSceneClass *scene_class = FOVEA_SCENE_CLASS (class);

  object_class->get_property = fovea_filters_scene_get_property;
  object_class->set_property = fovea_filters_scene_set_property;
  object_class->dispose = fovea_filters_scene_dispose;
  object_class->finalize = fovea_filters_scene_finalize;
  scene_class->measure = fovea_filters_scene_measure;
  scene_class->paint = fovea_filters_scene_paint;
  scene_class->activate = fovea_filters_scene_activate;
  scene_class->tooltip = fovea_filters_scene_tooltip;
  scene_class->describe = fovea_filters_scene_describe;
  scene_class->boxes = fovea_filters_scene_boxes;
  scene_class->get_lesson = fovea_filters_scene_get_lesson;
  install_properties (object_class);
  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
fovea_filters_scene_init (FoveaFiltersScene *self)
{
  self->own_scale = TRUE;
  fovea_marks_init (&self->marks);
}

FoveaScene *
fovea_filters_scene_new (FoveaFilterHistory *history)
{
  FoveaFiltersScene *self = g_object_new (FOVEA_TYPE_FILTERS_SCENE, NULL);

  fovea_filters_scene_set_history (self, history);
  return FOVEA_SCENE (self);
}

/* @history: (nullable): another run's; its first convolution is shown, unless the row shown is one of it too */
void
fovea_filters_scene_set_history (FoveaFiltersScene *self, FoveaFilterHistory *history)
{
  gboolean there = FALSE;
  const int *rows;
  guint n;

  if (self->history == history)
    return;
  if (self->history)
    g_signal_handlers_disconnect_by_data (self->history, self);
  g_set_object (&self->history, history);
  self->tiles = (FoveaTiles){ 0 };
  if (!history)
    return;
  g_signal_connect_swapped (history, "changed", G_CALLBACK (fovea_scene_changed), self);
  rows = fovea_filter_history_get_rows (history, &n);
  for (guint i = 0; i < n; i++)
    there = there || rows[i] == self->row;
  if (!there)
    g_object_set (self, "row", n > 0 ? rows[0] : 0, "selected", 0, NULL);
  fovea_scene_changed (FOVEA_SCENE (self));
}

/* How many filters stand beside each other in the room last painted. */
int
fovea_filters_scene_get_columns (FoveaFiltersScene *self)
{
  const FoveaTensor *filters = get_filters (self);

  return !filters || is_apart (self, filters) ? 1 : MAX (self->tiles.columns, 1);
}
