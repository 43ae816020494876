/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The convolution lesson in numbers. The layout is a list of boxes (convolution-layout.c); over it the scene draws what
 * moves and what points: the window, gliding from its last place to this one; the lines from it to the filter; the
 * window that would stick out; the cells that no window sees. What a cell under the pointer touches, convolution-marks.c
 * lights up. */

#include "config.h"

#include "scene/convolution-scene.h"

#include "lesson/numbers.h"
#include "scene/convolution-footer.h"
#include "scene/convolution-layout.h"
#include "scene/convolution-words.h"
#include "scene/overlay.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _FoveaConvolutionScene
{
  FoveaScene parent_instance;

  FoveaConvolution *lesson;
  FoveaConvolutionLayout layout;
  FoveaStyle style; /* that it is laid out in */
  gboolean stale;
  FoveaAim hover;
  int position, before; /* the window glides from @before to @position */
};

G_DEFINE_FINAL_TYPE (FoveaConvolutionScene, fovea_convolution_scene, FOVEA_TYPE_SCENE)

/* --- layout */

static gboolean
lay_out (FoveaConvolutionScene *self, double width, double height)
{
  self->layout.width = width;
  self->layout.height = height;
  self->style = *fovea_scene_get_style (FOVEA_SCENE (self));
  self->stale = FALSE;
  return fovea_convolution_lay_out (&self->layout, &self->style);
}

/* The least height, in steps of 16 points, from which on it fits at @width; 0 if none up to @most does. */
static double
find_height (FoveaConvolutionScene *self, double width, double least, double most)
{
  double step = 16;

  if (lay_out (self, width, least))
    return least;
  if (!lay_out (self, width, most))
    return 0;
  while (most - least > step)
    {
      double middle = (least + most) / 2;

      if (lay_out (self, width, middle))
        most = middle;
      else
        least = middle;
    }
  return ceil (most);
}

/* Rather higher than wider: a page scrolls down more easily than across. */
static void
fovea_convolution_scene_measure (FoveaScene *scene, double width, double height, double *need_width,
                                 double *need_height)
{
  FoveaConvolutionScene *self = FOVEA_CONVOLUTION_SCENE (scene);
  double unit = fovea_scene_get_style (scene)->scale, least = fmax (height, 240 * unit), found;

  *need_width = fmax (width, 400 * unit);
  while ((found = find_height (self, *need_width, least, 4 * least)) == 0 && *need_width < 16 * width)
    *need_width = ceil (*need_width * 1.2);
  *need_height = found > 0 ? found : least;
}

static void
update (FoveaConvolutionScene *self, double width, double height)
{
  if (!self->stale && self->layout.width == width && self->layout.height == height
      && fovea_style_equal (&self->style, fovea_scene_get_style (FOVEA_SCENE (self))))
    return;
  lay_out (self, width, height);
}

/* --- what is drawn over the layout */

static const FoveaPalette *
get_palette (FoveaConvolutionScene *self)
{
  return fovea_sheet_get_palette (self->layout.sheet);
}

/* The window, between its last place and this one. */
static FoveaOverlay
get_overlay (FoveaConvolutionScene *self)
{
  int n = fovea_lesson_count_positions (FOVEA_LESSON (self->lesson));
  FoveaPlace to = fovea_convolution_get_place (self->lesson, self->position);
  FoveaPlace from = self->before < n ? fovea_convolution_get_place (self->lesson, self->before) : to;
  double t = fovea_scene_get_progress (FOVEA_SCENE (self));

  return (FoveaOverlay){ .x = fovea_convolution_get_geometry (self->lesson, FALSE),
                         .y = fovea_convolution_get_geometry (self->lesson, TRUE),
                         .convention = fovea_convolution_get_convention (self->lesson),
                         .row = from.row + t * (to.row - from.row),
                         .column = from.column + t * (to.column - from.column),
                         .palette = get_palette (self),
                         .unit = fovea_sheet_get_scale (self->layout.sheet) };
}

/* From the side of the window that faces the filter: its right, or its foot where the filter stands below. */
static void
paint_connector (FoveaConvolutionScene *self, cairo_t *cr, FoveaBox from, FoveaBox to)
{
  gboolean across = self->layout.plan.across;
  double right = from.x + from.width, foot = from.y + from.height;

  cairo_move_to (cr, across ? from.x : right, across ? foot : from.y);
  cairo_line_to (cr, to.x, to.y);
  cairo_move_to (cr, right, foot);
  cairo_line_to (cr, across ? to.x + to.width : to.x, across ? to.y : to.y + to.height);
  fovea_set_colour (cr, get_palette (self)->here, 0.5);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

/* From the window to the patch if there is one, else to the current filter; both of the same slice. */
static void
paint_connectors (FoveaConvolutionScene *self, cairo_t *cr, const FoveaOverlay *overlay, const FoveaGrid *input)
{
  FoveaPlace place = fovea_convolution_get_place (self->lesson, self->position);
  const FoveaGrid *patch = fovea_sheet_find_grid (self->layout.sheet, FOVEA_GRID_PATCH, input->index);
  const FoveaGrid *filter
      = fovea_sheet_find_grid (self->layout.sheet, FOVEA_GRID_FILTER, fovea_filter_index (place.map, input->index));
  const FoveaGrid *to = patch ? patch : filter;

  if (!to || !self->layout.plan.volumes || fovea_lesson_count_positions (FOVEA_LESSON (self->lesson)) == 0)
    return;
  paint_connector (self, cr, fovea_overlay_window_box (overlay, input),
                   fovea_grid_box (to, 0, 0, to->rows, to->columns));
}

/* The lines from the window lie behind all that they cross but the slice in which they begin. */
static void
paint_lines_within (FoveaConvolutionScene *self, cairo_t *cr, const FoveaOverlay *overlay, const FoveaGrid *grid)
{
  FoveaBox box = fovea_grid_box (grid, 0, 0, grid->rows, grid->columns);

  cairo_save (cr);
  cairo_rectangle (cr, box.x, box.y, box.width, box.height);
  cairo_clip (cr);
  paint_connectors (self, cr, overlay, grid);
  cairo_restore (cr);
}

/* What belongs to each slice of the input: behind the layout the lines to the filter, before it misfits and window. */
static void
paint_slices (FoveaConvolutionScene *self, cairo_t *cr, const FoveaOverlay *overlay, gboolean behind)
{
  gboolean hidden = fovea_lesson_hides (FOVEA_LESSON (self->lesson), FOVEA_HIDE_OUTPUT_SIZE | FOVEA_HIDE_FIT);
  int filter = fovea_convolution_get_place (self->lesson, self->position).map;

  for (int slice = 0; slice < fovea_convolution_get_depth (self->lesson); slice++)
    {
      const FoveaGrid *grid = fovea_sheet_find_grid (self->layout.sheet, FOVEA_GRID_INPUT, slice);

      if (!grid)
        continue;
      if (behind)
        {
          paint_connectors (self, cr, overlay, grid);
          continue;
        }
      if (!hidden)
        fovea_overlay_paint_misfit (overlay, cr, grid);
      if (!fovea_convolution_sees (self->lesson, filter, slice))
        continue;
      paint_lines_within (self, cr, overlay, grid);
      fovea_overlay_paint_window (overlay, cr, grid);
    }
}

static void
fovea_convolution_scene_paint (FoveaScene *scene, cairo_t *cr, double width, double height)
{
  FoveaConvolutionScene *self = FOVEA_CONVOLUTION_SCENE (scene);

  FoveaPlace place = fovea_convolution_get_place (self->lesson, self->position);
  FoveaOverlay overlay;
  const FoveaGrid *map;

  update (self, width, height);
  overlay = get_overlay (self);
  fovea_set_colour (cr, get_palette (self)->canvas, 1);
  cairo_paint (cr);
  paint_slices (self, cr, &overlay, TRUE);
  fovea_convolution_paint_behind (&self->layout, &self->style, cr);
  fovea_sheet_paint_items (self->layout.sheet, cr);
  paint_slices (self, cr, &overlay, FALSE);
  map = fovea_sheet_find_grid (self->layout.sheet, FOVEA_GRID_MAP, place.map);
  if (map && map->rows > 0)
    fovea_overlay_paint_cell (&overlay, cr, map, place.row, place.column);
  fovea_convolution_paint_marks (self->lesson, self->layout.sheet, &self->hover, cr);
}

/* --- pointer */

static gboolean
fovea_convolution_scene_hover (FoveaScene *scene, gboolean inside, double x, double y)
{
  FoveaConvolutionScene *self = FOVEA_CONVOLUTION_SCENE (scene);

  return fovea_sheet_aim (self->layout.sheet, inside, x, y, &self->hover);
}

static void
act (FoveaConvolutionScene *self, FoveaAction action)
{
  if (action.action == FOVEA_ACTION_SLICES)
    {
      self->layout.first_slice = action.value;
      self->stale = TRUE;
      fovea_scene_changed (FOVEA_SCENE (self));
    }
  else if (!fovea_convolution_footer_act (self->lesson, action))
    fovea_lesson_look_at (FOVEA_LESSON (self->lesson),
                          fovea_convolution_get_position_of (self->lesson, (FoveaPlace){ action.value, 0, 0 }));
}

/* Goes to the output cell, or to the same place of another filter. */
static gboolean
go_to (FoveaConvolutionScene *self, const FoveaGrid *grid, int row, int column)
{
  FoveaPlace place = fovea_convolution_get_place (self->lesson, self->position);

  if (grid->role == FOVEA_GRID_MAP || grid->role == FOVEA_GRID_RELU)
    place = (FoveaPlace){ grid->index, row, column };
  else if (grid->role == FOVEA_GRID_POOL)
    place = (FoveaPlace){ grid->index, row * 2, column * 2 };
  else if (grid->role == FOVEA_GRID_FILTER)
    place.map = grid->index >> 10;
  else
    return FALSE;
  fovea_lesson_look_at (FOVEA_LESSON (self->lesson), fovea_convolution_get_position_of (self->lesson, place));
  return TRUE;
}

static gboolean
fovea_convolution_scene_activate (FoveaScene *scene, double x, double y)
{
  FoveaConvolutionScene *self = FOVEA_CONVOLUTION_SCENE (scene);
  FoveaAction action;
  FoveaGrid grid;
  int row, column;

  if (fovea_sheet_pick_chip (self->layout.sheet, x, y, &action))
    {
      act (self, action);
      return TRUE;
    }
  return fovea_sheet_pick_cell (self->layout.sheet, x, y, &grid, &row, &column) && go_to (self, &grid, row, column);
}

/* --- words */

static char *
fovea_convolution_scene_tooltip (FoveaScene *scene, double x, double y)
{
  return fovea_convolution_say_cell (&FOVEA_CONVOLUTION_SCENE (scene)->layout, x, y);
}

static FoveaSheet *
fovea_convolution_scene_get_sheet (FoveaScene *scene)
{
  return FOVEA_CONVOLUTION_SCENE (scene)->layout.sheet;
}

static gboolean
fovea_convolution_scene_name_cell (FoveaScene *scene, const FoveaGrid *grid, int row, int column, FoveaCell *cell)
{
  return fovea_convolution_name_cell (&FOVEA_CONVOLUTION_SCENE (scene)->layout, grid, row, column, cell);
}

static char *
fovea_convolution_scene_describe (FoveaScene *scene, char **description)
{
  FoveaConvolutionScene *self = FOVEA_CONVOLUTION_SCENE (scene);
  FoveaConvolution *lesson = self->lesson;
  int width = fovea_convolution_get_width (lesson), height = fovea_convolution_get_height (lesson);
  int depth = fovea_convolution_get_depth (lesson);
  int seen = fovea_convolution_get_filter_depth (lesson);

  if (description && fovea_lesson_get_hidden (FOVEA_LESSON (lesson)) != FOVEA_HIDE_NOTHING)
    *description = fovea_say_hidden ();
  else if (description)
    {
      g_autofree char *formula = fovea_convolution_spell_formula (lesson), *fit = fovea_convolution_say_fit (lesson);
      g_autofree char *size = fovea_convolution_say_output_size (lesson);

      *description = fovea_say_place_first (FOVEA_LESSON (lesson), _("%s. Output %s. %s"), formula, size, fit);
    }
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "Convolution of a %d×%d×%d input with %d filter of %d×%d×%d, stride %d, "
                                       "padding %d",
                                       "Convolution of a %d×%d×%d input with %d filters of %d×%d×%d, stride %d, "
                                       "padding %d",
                                       (gulong) fovea_convolution_get_filters (lesson)),
                          width, height, depth, fovea_convolution_get_filters (lesson), fovea_convolution_get_filter_width (lesson),
                          fovea_convolution_get_filter_height (lesson), seen,
                          fovea_convolution_get_stride (lesson), fovea_convolution_get_pad (lesson));
}

static void
fovea_convolution_scene_settle (FoveaScene *scene)
{
  fovea_convolution_settle (FOVEA_CONVOLUTION_SCENE (scene)->lesson);
}

/* --- GObject */

static void
lesson_changed_cb (FoveaConvolutionScene *self)
{
  int position = fovea_lesson_get_position (FOVEA_LESSON (self->lesson));

  int filter = fovea_convolution_get_place (self->lesson, position).map;

  if (filter != fovea_convolution_get_place (self->lesson, self->position).map
      && fovea_convolution_get_groups (self->lesson) > 1)
    self->layout.first_slice = fovea_convolution_get_first_slice (self->lesson, filter);
  self->before = self->position;
  self->position = position;
  self->stale = TRUE;
  fovea_scene_changed (FOVEA_SCENE (self));
}

static void
fovea_convolution_scene_dispose (GObject *object)
{
  FoveaConvolutionScene *self = FOVEA_CONVOLUTION_SCENE (object);

  if (self->lesson)
    g_signal_handlers_disconnect_by_data (self->lesson, self);
  g_clear_object (&self->lesson);

  G_OBJECT_CLASS (fovea_convolution_scene_parent_class)->dispose (object);
}

static void
fovea_convolution_scene_finalize (GObject *object)
{
  fovea_sheet_free (FOVEA_CONVOLUTION_SCENE (object)->layout.sheet);

  G_OBJECT_CLASS (fovea_convolution_scene_parent_class)->finalize (object);
}

static FoveaLesson *
fovea_convolution_scene_get_lesson (FoveaScene *scene)
{
  return FOVEA_LESSON (FOVEA_CONVOLUTION_SCENE (scene)->lesson);
}

static void
fovea_convolution_scene_class_init (FoveaConvolutionSceneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  FoveaSceneClass *scene_class = FOVEA_SCENE_CLASS (klass);

  object_class->dispose = fovea_convolution_scene_dispose;
  object_class->finalize = fovea_convolution_scene_finalize;
  scene_class->measure = fovea_convolution_scene_measure;
  scene_class->paint = fovea_convolution_scene_paint;
  scene_class->hover = fovea_convolution_scene_hover;
  scene_class->activate = fovea_convolution_scene_activate;
  scene_class->tooltip = fovea_convolution_scene_tooltip;
  scene_class->describe = fovea_convolution_scene_describe;
  scene_class->get_lesson = fovea_convolution_scene_get_lesson;
  scene_class->settle = fovea_convolution_scene_settle;
  scene_class->get_sheet = fovea_convolution_scene_get_sheet;
  scene_class->name_cell = fovea_convolution_scene_name_cell;
}

static void
fovea_convolution_scene_init (FoveaConvolutionScene *self)
{
  self->layout.sheet = fovea_sheet_new ();
  self->stale = TRUE;
}

FoveaScene *
fovea_convolution_scene_new (FoveaConvolution *lesson)
{
  FoveaConvolutionScene *self;

  g_return_val_if_fail (FOVEA_IS_CONVOLUTION (lesson), NULL);

  self = g_object_new (FOVEA_TYPE_CONVOLUTION_SCENE, NULL);
  self->lesson = g_object_ref (lesson);
  self->layout.lesson = lesson;
  self->position = self->before = fovea_lesson_get_position (FOVEA_LESSON (lesson));
  g_signal_connect_object (lesson, "changed", G_CALLBACK (lesson_changed_cb), self, G_CONNECT_SWAPPED);
  return FOVEA_SCENE (self);
}
