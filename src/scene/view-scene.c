/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the views of a convolution have in common: a sheet that is laid out anew after each change, the title above and
 * the help with misfits below the body, the pointer and the words. While a question is open that asks for more than the
 * number of one place, a view has no body: it would count out the answer. */

#include "config.h"

#include "scene/view-scene.h"

#include "scene/convolution-footer.h"
#include "scene/convolution-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <pango/pango.h>

enum
{
  MAX_MEASURES = 6 /* until it fits */
};

typedef struct
{
  FoveaViewFrame frame;
  FoveaStyle style; /* that it is laid out in */
  gboolean stale;
} FoveaViewScenePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FoveaViewScene, fovea_view_scene, FOVEA_TYPE_SCENE)

static FoveaViewFrame *
get_frame (FoveaViewScene *self)
{
  return &((FoveaViewScenePrivate *)fovea_view_scene_get_instance_private (self))->frame;
}

/* --- layout */

static void
read_lesson (FoveaViewFrame *frame)
{
  FoveaConvolution *lesson = frame->lesson;
  int out_columns, out_rows;

  frame->x = fovea_convolution_get_geometry (lesson, FALSE);
  frame->y = fovea_convolution_get_geometry (lesson, TRUE);
  frame->place = fovea_convolution_get_place (lesson, frame->position);
  frame->depth = fovea_convolution_get_depth (lesson);
  frame->filters = fovea_convolution_get_filters (lesson);
  frame->seen = fovea_convolution_get_filter_depth (lesson);
  frame->first_seen = fovea_convolution_get_first_slice (lesson, frame->place.map);
  frame->mates = frame->filters / fovea_convolution_get_groups (lesson);
  frame->first_mate = frame->place.map / frame->mates * frame->mates;
  frame->volume = fovea_convolution_count_weights (lesson);
  fovea_convolution_get_windows (lesson, &frame->columns, &frame->rows);
  fovea_convolution_get_output_size (lesson, &out_columns, &out_rows);
  frame->refused = out_columns == 0;
  frame->asked = fovea_lesson_hides (FOVEA_LESSON (lesson), FOVEA_HIDE_CELL);
  frame->covered = fovea_lesson_hides (FOVEA_LESSON (lesson), (FoveaHide)~FOVEA_HIDE_CELL);
}

static void
place_header (FoveaViewScene *self, FoveaViewFrame *frame)
{
  FoveaViewSceneClass *class = FOVEA_VIEW_SCENE_GET_CLASS (self);
  FoveaText title = { .size = 17, .colour = frame->palette->ink, .width = frame->room };
  FoveaText sentence = { .size = 12, .colour = frame->palette->dim, .width = frame->room };
  gboolean plain = frame->covered || frame->columns == 0;
  g_autofree char *heading = plain ? fovea_convolution_say_formula (frame->lesson, frame->palette)
                                   : class->say_title (self, frame);
  g_autofree char *words = plain || frame->refused ? fovea_convolution_say_fit (frame->lesson)
                                                   : class->say_sentence (self, frame);
  FoveaBox box = fovea_sheet_add_text (frame->sheet, "title", &title, heading, frame->margin, 16 * frame->unit);

  box = fovea_sheet_add_text (frame->sheet, "sentence", &sentence, words, frame->margin,
                              box.y + box.height + 4 * frame->unit);
  frame->top = box.y + box.height + 14 * frame->unit;
}

/* What would make it fit. Returns: height */
static double
place_footer (const FoveaViewFrame *frame, double y, gboolean measure)
{
  FoveaFooter footer = { .sheet = frame->sheet,
                         .x = frame->margin,
                         .width = frame->room,
                         .low = frame->height < 480 * frame->unit };

  return frame->covered ? 0 : fovea_convolution_footer_place (frame->lesson, footer, y, measure);
}

static void
lay_out (FoveaViewScene *self, double width, double height)
{
  FoveaViewScenePrivate *priv = fovea_view_scene_get_instance_private (self);
  FoveaViewFrame *frame = &priv->frame;
  double footer, end;

  priv->style = *fovea_scene_get_style (FOVEA_SCENE (self));
  priv->stale = FALSE;
  frame->width = width;
  frame->height = height;
  frame->unit = priv->style.scale;
  frame->palette = fovea_palette_get (&priv->style);
  frame->margin = fovea_page_margin (width, frame->unit);
  frame->room = width - 2 * frame->margin;
  read_lesson (frame);
  fovea_sheet_begin (frame->sheet, &priv->style);
  place_header (self, frame);
  footer = place_footer (frame, 0, TRUE);
  frame->bottom = height - (footer > 0 ? footer + 16 * frame->unit : 0) - 14 * frame->unit;
  if (frame->columns > 0 && !frame->covered)
    FOVEA_VIEW_SCENE_GET_CLASS (self)->lay_out (self, frame);
  end = fovea_sheet_get_extents (frame->sheet).height;
  place_footer (frame, end + 16 * frame->unit, FALSE);
}

/* As high and as wide as what is laid out: a page scrolls. In more room more may be laid out, which then needs more. */
static void
fovea_view_scene_measure (FoveaScene *scene, double width, double height, double *need_width, double *need_height)
{
  FoveaViewScene *self = FOVEA_VIEW_SCENE (scene);
  double unit = fovea_scene_get_style (scene)->scale, margin = 14 * unit;

  *need_width = fmax (width, 400 * unit);
  *need_height = fmax (height, 300 * unit);
  for (int i = 0; i < MAX_MEASURES; i++)
    {
      FoveaBox extents;

      lay_out (self, *need_width, *need_height);
      extents = fovea_sheet_get_extents (get_frame (self)->sheet);
      if (extents.width <= *need_width && extents.height <= *need_height)
        break;
      *need_width = extents.width > *need_width ? ceil (extents.width + margin) : *need_width;
      *need_height = extents.height > *need_height ? ceil (extents.height + margin) : *need_height;
    }
}

static void
update (FoveaViewScene *self, double width, double height)
{
  FoveaViewScenePrivate *priv = fovea_view_scene_get_instance_private (self);

  if (priv->stale || priv->frame.width != width || priv->frame.height != height
      || !fovea_style_equal (&priv->style, fovea_scene_get_style (FOVEA_SCENE (self))))
    lay_out (self, width, height);
}

static void
fovea_view_scene_paint (FoveaScene *scene, cairo_t *cr, double width, double height)
{
  FoveaViewScene *self = FOVEA_VIEW_SCENE (scene);
  FoveaViewSceneClass *class = FOVEA_VIEW_SCENE_GET_CLASS (self);
  FoveaViewFrame *frame = get_frame (self);
  double t = fovea_scene_get_progress (scene);
  gboolean body;

  update (self, width, height);
  body = frame->columns > 0 && !frame->covered;
  fovea_set_colour (cr, frame->palette->canvas, 1);
  cairo_paint (cr);
  if (body && class->paint_under)
    class->paint_under (self, frame, cr, t);
  fovea_sheet_paint_items (frame->sheet, cr);
  if (body && class->paint_over)
    class->paint_over (self, frame, cr, t);
}

/* --- pointer */

static gboolean
fovea_view_scene_hover (FoveaScene *scene, gboolean inside, double x, double y)
{
  FoveaViewFrame *frame = get_frame (FOVEA_VIEW_SCENE (scene));

  return fovea_sheet_aim (frame->sheet, inside, x, y, &frame->hover);
}

static void
act (FoveaViewScene *self, FoveaAction action)
{
  if (!fovea_convolution_footer_act (get_frame (self)->lesson, action) && FOVEA_VIEW_SCENE_GET_CLASS (self)->act)
    FOVEA_VIEW_SCENE_GET_CLASS (self)->act (self, action);
}

static gboolean
fovea_view_scene_activate (FoveaScene *scene, double x, double y)
{
  FoveaViewScene *self = FOVEA_VIEW_SCENE (scene);
  const FoveaViewFrame *frame = get_frame (self);
  FoveaAction action;
  FoveaPlace place = frame->place;
  FoveaGrid grid;
  int row, column;

  if (fovea_sheet_pick_chip (frame->sheet, x, y, &action))
    {
      act (self, action);
      return TRUE;
    }
  if (!fovea_sheet_pick_cell (frame->sheet, x, y, &grid, &row, &column)
      || !FOVEA_VIEW_SCENE_GET_CLASS (self)->find_place (self, frame, &grid, row, column, &place))
    return FALSE;
  fovea_lesson_look_at (FOVEA_LESSON (frame->lesson), fovea_convolution_get_position_of (frame->lesson, place));
  return TRUE;
}

/* --- words */

static char *
fovea_view_scene_tooltip (FoveaScene *scene, double x, double y)
{
  FoveaViewScene *self = FOVEA_VIEW_SCENE (scene);
  const FoveaViewFrame *frame = get_frame (self);
  int row, column;
  FoveaGrid grid;

  if (!fovea_sheet_pick_cell (frame->sheet, x, y, &grid, &row, &column))
    return NULL;
  return FOVEA_VIEW_SCENE_GET_CLASS (self)->say_cell (self, frame, &grid, row, column);
}

/* Without its markup. */
static char *
get_plain (char *markup)
{
  char *text = NULL;

  if (!pango_parse_markup (markup, -1, 0, NULL, &text, NULL, NULL))
    return markup;
  g_free (markup);
  return text;
}

static char *
fovea_view_scene_describe (FoveaScene *scene, char **description)
{
  FoveaViewScene *self = FOVEA_VIEW_SCENE (scene);
  FoveaViewSceneClass *class = FOVEA_VIEW_SCENE_GET_CLASS (self);
  FoveaViewFrame *frame = get_frame (self);
  FoveaLesson *lesson = FOVEA_LESSON (frame->lesson);

  read_lesson (frame);
  if (description && (frame->covered || frame->asked))
    *description = fovea_say_hidden ();
  else if (description && frame->columns == 0)
    *description = fovea_convolution_say_fit (frame->lesson);
  else if (description)
    {
      g_autofree char *sentence = get_plain (class->say_sentence (self, frame));

      *description = fovea_say_place_first (lesson, "%s", sentence);
    }
  return class->say_label (self, frame);
}

static FoveaSheet *
fovea_view_scene_get_sheet (FoveaScene *scene)
{
  return get_frame (FOVEA_VIEW_SCENE (scene))->sheet;
}

static gboolean
fovea_view_scene_name_cell (FoveaScene *scene, const FoveaGrid *grid, int row, int column, FoveaCell *cell)
{
  FoveaViewScene *self = FOVEA_VIEW_SCENE (scene);

  return FOVEA_VIEW_SCENE_GET_CLASS (self)->name_cell (self, get_frame (self), grid, row, column, cell);
}

static void
fovea_view_scene_settle (FoveaScene *scene)
{
  fovea_convolution_settle (get_frame (FOVEA_VIEW_SCENE (scene))->lesson);
}

static FoveaLesson *
fovea_view_scene_get_lesson (FoveaScene *scene)
{
  return FOVEA_LESSON (get_frame (FOVEA_VIEW_SCENE (scene))->lesson);
}

/* --- GObject */

void
fovea_view_scene_renew (FoveaViewScene *self)
{
  FoveaViewScenePrivate *priv = fovea_view_scene_get_instance_private (self);

  priv->stale = TRUE;
  fovea_scene_changed (FOVEA_SCENE (self));
}

/* The window glides only from a place that there still is. */
static void
lesson_changed_cb (FoveaViewScene *self)
{
  FoveaViewFrame *frame = get_frame (self);
  int n = fovea_lesson_count_positions (FOVEA_LESSON (frame->lesson)), before = frame->position;

  frame->position = fovea_lesson_get_position (FOVEA_LESSON (frame->lesson));
  frame->from = fovea_convolution_get_place (frame->lesson, before < n ? before : frame->position);
  fovea_view_scene_renew (self);
}

static void
fovea_view_scene_finalize (GObject *object)
{
  FoveaViewFrame *frame = get_frame (FOVEA_VIEW_SCENE (object));

  g_clear_object (&frame->lesson);
  fovea_sheet_free (frame->sheet);

  G_OBJECT_CLASS (fovea_view_scene_parent_class)->finalize (object);
}

static void
fovea_view_scene_class_init (FoveaViewSceneClass *klass)
{
  FoveaSceneClass *scene_class = FOVEA_SCENE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fovea_view_scene_finalize;
  scene_class->measure = fovea_view_scene_measure;
  scene_class->paint = fovea_view_scene_paint;
  scene_class->hover = fovea_view_scene_hover;
  scene_class->activate = fovea_view_scene_activate;
  scene_class->tooltip = fovea_view_scene_tooltip;
  scene_class->describe = fovea_view_scene_describe;
  scene_class->get_sheet = fovea_view_scene_get_sheet;
  scene_class->name_cell = fovea_view_scene_name_cell;
  scene_class->get_lesson = fovea_view_scene_get_lesson;
  scene_class->settle = fovea_view_scene_settle;
}

static void
fovea_view_scene_init (FoveaViewScene *self)
{
  FoveaViewScenePrivate *priv = fovea_view_scene_get_instance_private (self);

  priv->frame.sheet = fovea_sheet_new ();
  priv->stale = TRUE;
}

/**
 * fovea_view_scene_new:
 * @type: of the subclass
 *
 * Returns: (transfer full): a scene of @lesson
 */
FoveaScene *
fovea_view_scene_new (GType type, FoveaConvolution *lesson)
{
  FoveaViewScene *self;
  FoveaViewFrame *frame;

  g_return_val_if_fail (FOVEA_IS_CONVOLUTION (lesson), NULL);

  self = g_object_new (type, NULL);
  frame = get_frame (self);
  frame->lesson = g_object_ref (lesson);
  frame->position = fovea_lesson_get_position (FOVEA_LESSON (lesson));
  frame->from = fovea_convolution_get_place (lesson, frame->position);
  g_signal_connect_object (lesson, "changed", G_CALLBACK (lesson_changed_cb), self, G_CONNECT_SWAPPED);
  return FOVEA_SCENE (self);
}

const FoveaViewFrame *
fovea_view_scene_get_frame (FoveaViewScene *self)
{
  return get_frame (self);
}
