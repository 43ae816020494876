/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The convolution lesson on a picture: the picture with the window on it, filters, and the maps that they make. Colour
 * in does not mean colour out: a filter reaches through all slices and makes one map. A click on a filter steps it
 * over the picture, product by product, and back. */

#include "config.h"

#include "scene/picture-scene.h"

#include "lesson/numbers.h"
#include "scene/convolution-footer.h"
#include "scene/convolution-words.h"
#include "scene/overlay.h"
#include "scene/picture-images.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _FoveaPictureScene
{
  FoveaScene parent_instance;

  FoveaConvolution *lesson;
  FoveaPictureLayout layout;
  FoveaPictureImages images;
  gboolean stale;
  int position, before;
  FoveaAim hover;
};

G_DEFINE_FINAL_TYPE (FoveaPictureScene, fovea_picture_scene, FOVEA_TYPE_SCENE)

static gboolean
lay_out (FoveaPictureScene *self, double width, double height)
{
  self->stale = FALSE;
  return fovea_picture_lay_out (&self->layout, fovea_scene_get_style (FOVEA_SCENE (self)), width, height);
}

static void
fovea_picture_scene_measure (FoveaScene *scene, double width, double height, double *need_width, double *need_height)
{
  FoveaPictureScene *self = FOVEA_PICTURE_SCENE (scene);

  *need_width = fmax (width, 440 * fovea_scene_get_style (scene)->scale);
  *need_height = fmax (height, 320 * fovea_scene_get_style (scene)->scale);
  for (int tries = 0; tries < 24 && !lay_out (self, *need_width, *need_height); tries++)
    {
      *need_height = ceil (*need_height * 1.1);
      *need_width = ceil (*need_width * (tries % 4 == 3 ? 1.2 : 1));
    }
}

static gboolean
is_alone (FoveaPictureScene *self)
{
  gboolean alone;

  g_object_get (self->lesson, "alone", &alone, NULL);
  return alone;
}

static const FoveaGrid *
find_grid (FoveaPictureScene *self, int role, int index)
{
  return fovea_sheet_find_grid (self->layout.sheet, role, index);
}

/* --- painting */

/* What a window at @place sees of the picture; fractions while it glides. */
static FoveaBox
get_window_box (FoveaPictureScene *self, const FoveaGrid *grid, double row, double column)
{
  FoveaGeometry x = fovea_convolution_get_geometry (self->lesson, FALSE);
  FoveaGeometry y = fovea_convolution_get_geometry (self->lesson, TRUE);
  FoveaBox box = fovea_grid_box (grid, 0, 0, fovea_geometry_extent (&y), fovea_geometry_extent (&x));
  double grow;

  box.x += (column * x.stride - x.pad) * grid->cell;
  box.y += (row * y.stride - y.pad) * grid->cell;
  grow = fmax (0, (12 * self->layout.unit - box.width) / 2);
  return (FoveaBox){ box.x - grow, box.y - grow, box.width + 2 * grow, box.height + 2 * grow };
}

/* The window's place, and a frame around it that can be found. */
static void
paint_window (FoveaPictureScene *self, cairo_t *cr)
{
  const FoveaPalette *palette = self->layout.palette;
  const FoveaGrid *grid = find_grid (self, FOVEA_GRID_INPUT, 0);
  int n = fovea_lesson_count_positions (FOVEA_LESSON (self->lesson));
  FoveaPlace to = fovea_convolution_get_place (self->lesson, self->position);
  FoveaPlace from = self->before < n ? fovea_convolution_get_place (self->lesson, self->before) : to;
  double t = fovea_scene_get_progress (FOVEA_SCENE (self));
  FoveaBox box;

  if (!grid || n == 0)
    return;
  box = get_window_box (self, grid, from.row + t * (to.row - from.row), from.column + t * (to.column - from.column));
  fovea_stroke_box (cr, box, palette->canvas, 4 * self->layout.unit);
  fovea_stroke_box (cr, box, palette->here, 2.5 * self->layout.unit);
}

static void
frame_grid (FoveaPictureScene *self, cairo_t *cr, const FoveaGrid *grid, FoveaColour colour, double width)
{
  FoveaBox box = fovea_grid_box (grid, 0, 0, grid->rows, grid->columns);

  fovea_stroke_box (cr, (FoveaBox){ box.x - 2, box.y - 2, box.width + 4, box.height + 4 }, colour,
                    width * self->layout.unit);
}

/* A mark on a map that is seen on any grey. */
static void
mark_cell (cairo_t *cr, const FoveaGrid *map, int row, int column)
{
  FoveaBox cell = fovea_grid_box (map, row, column, 1, 1);

  cell = (FoveaBox){ cell.x - 3, cell.y - 3, cell.width + 6, cell.height + 6 };
  fovea_stroke_box (cr, cell, (FoveaColour){ 0, 0, 0 }, 3);
  fovea_stroke_box (cr, cell, (FoveaColour){ 1, 1, 1 }, 1.5);
}

/* The current filter and its map have a frame, and the map a mark where the number stands. */
static void
paint_current (FoveaPictureScene *self, cairo_t *cr)
{
  FoveaPlace place = fovea_convolution_get_place (self->lesson, self->position);
  const FoveaGrid *filter = find_grid (self, FOVEA_GRID_THUMB, place.map);
  const FoveaGrid *map = find_grid (self, FOVEA_GRID_MAP, place.map);

  if (filter)
    frame_grid (self, cr, filter, self->layout.palette->here, 2.5);
  if (!is_alone (self) && map)
    frame_grid (self, cr, map, self->layout.palette->here, 2.5);
  if (map && fovea_lesson_count_positions (FOVEA_LESSON (self->lesson)) > 0)
    mark_cell (cr, map, place.row, place.column);
}

/* --- what belongs to what is under the pointer */

/* One filter alone: a number of the patch, its weight and their product. */
static void
paint_hovered_product (FoveaPictureScene *self, cairo_t *cr)
{
  int slice = self->hover.role == FOVEA_GRID_FILTER ? self->hover.index & 1023 : self->hover.index;
  const FoveaGrid *grids[] = { find_grid (self, FOVEA_GRID_PATCH, slice),
                               find_grid (self, FOVEA_GRID_FILTER, fovea_filter_index (self->layout.current, slice)),
                               find_grid (self, FOVEA_GRID_PRODUCT, slice) };

  for (gsize i = 0; i < G_N_ELEMENTS (grids); i++)
    if (grids[i])
      fovea_stroke_box (cr, fovea_grid_box (grids[i], self->hover.row, self->hover.column, 1, 1),
                        self->layout.palette->ink, 2);
}

/* A map's cell and the window that made it; or a filter and its map. */
static void
paint_hovered_map (FoveaPictureScene *self, cairo_t *cr)
{
  const FoveaGrid *picture = find_grid (self, FOVEA_GRID_INPUT, 0);
  int filter = self->hover.index, factor = self->hover.role == FOVEA_GRID_POOL ? 2 : 1;
  const FoveaGrid *grids[] = { find_grid (self, FOVEA_GRID_THUMB, filter), find_grid (self, FOVEA_GRID_MAP, filter) };

  for (gsize i = 0; i < G_N_ELEMENTS (grids); i++)
    if (grids[i] && !is_alone (self))
      frame_grid (self, cr, grids[i], self->layout.palette->ink, 1.5);
  if (self->hover.role == FOVEA_GRID_THUMB || !picture)
    return;
  fovea_stroke_box (cr, get_window_box (self, picture, self->hover.row * factor, self->hover.column * factor),
                    self->layout.palette->output_label, 2 * self->layout.unit);
  if (grids[1])
    mark_cell (cr, grids[1], self->hover.row * factor, self->hover.column * factor);
}

/* The place nearest to a pixel of the picture. */
static FoveaPlace
find_place (FoveaPictureScene *self, int row, int column)
{
  FoveaGeometry across = fovea_convolution_get_geometry (self->lesson, FALSE);
  FoveaPlace place = fovea_convolution_get_place (self->lesson, self->position);
  FoveaGeometry down = fovea_convolution_get_geometry (self->lesson, TRUE);
  int windows_x, windows_y;

  fovea_convolution_get_windows (self->lesson, &windows_x, &windows_y);
  place.row = CLAMP ((row + down.pad - fovea_geometry_extent (&down) / 2) / down.stride, 0, windows_y - 1);
  place.column = CLAMP ((column + across.pad - fovea_geometry_extent (&across) / 2) / across.stride, 0, windows_x - 1);
  return place;
}

/* Where a click would put the window, and what it would make. */
static void
paint_hovered_pixel (FoveaPictureScene *self, cairo_t *cr)
{
  const FoveaGrid *picture = find_grid (self, FOVEA_GRID_INPUT, 0);
  FoveaPlace place = find_place (self, self->hover.row, self->hover.column);
  const FoveaGrid *map = find_grid (self, FOVEA_GRID_MAP, place.map);

  fovea_stroke_box (cr, get_window_box (self, picture, place.row, place.column), self->layout.palette->input_label,
                    2 * self->layout.unit);
  if (map)
    mark_cell (cr, map, place.row, place.column);
}

static void
paint_hover (FoveaPictureScene *self, cairo_t *cr)
{
  if (!self->hover.any || !find_grid (self, self->hover.role, self->hover.index)
      || fovea_lesson_count_positions (FOVEA_LESSON (self->lesson)) == 0)
    return;
  if (self->hover.role == FOVEA_GRID_INPUT)
    paint_hovered_pixel (self, cr);
  else if (self->hover.role == FOVEA_GRID_PATCH || self->hover.role == FOVEA_GRID_PRODUCT
           || self->hover.role == FOVEA_GRID_FILTER)
    paint_hovered_product (self, cr);
  else
    paint_hovered_map (self, cr);
}

static void
fovea_picture_scene_paint (FoveaScene *scene, cairo_t *cr, double width, double height)
{
  FoveaPictureScene *self = FOVEA_PICTURE_SCENE (scene);

  if (self->stale || self->layout.width != width || self->layout.height != height
      || !fovea_style_equal (&self->layout.style, fovea_scene_get_style (scene)))
    lay_out (self, width, height);
  fovea_sheet_paint (self->layout.sheet, cr);
  fovea_picture_images_paint (&self->images, &self->layout, cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  paint_window (self, cr);
  paint_current (self, cr);
  paint_hover (self, cr);
}

/* --- pointer */

static gboolean
fovea_picture_scene_hover (FoveaScene *scene, gboolean inside, double x, double y)
{
  FoveaPictureScene *self = FOVEA_PICTURE_SCENE (scene);

  return fovea_sheet_aim (self->layout.sheet, inside, x, y, &self->hover);
}

static void
go_to (FoveaPictureScene *self, FoveaPlace place)
{
  fovea_lesson_set_position (FOVEA_LESSON (self->lesson), fovea_convolution_get_position_of (self->lesson, place));
}

static gboolean
act (FoveaPictureScene *self, FoveaAction action)
{
  FoveaPlace place = fovea_convolution_get_place (self->lesson, self->position);

  if (action.action == FOVEA_ACTION_ALONE)
    g_object_set (self->lesson, "alone", action.value, NULL);
  else if (action.action == FOVEA_ACTION_SCALE)
    g_object_set (self->lesson, "common-scale", action.value, NULL);
  else if (!fovea_convolution_footer_act (self->lesson, action))
    {
      place.map = action.value;
      go_to (self, place);
    }
  return TRUE;
}

/* A filter is chosen, and stepped by itself if it stands in a bank or was chosen before. */
static void
choose_filter (FoveaPictureScene *self, int filter)
{
  FoveaPlace place = fovea_convolution_get_place (self->lesson, self->position);
  gboolean again = place.map == filter || find_grid (self, FOVEA_GRID_PATCH, 0) == NULL;

  place.map = filter;
  go_to (self, place);
  if (again)
    g_object_set (self->lesson, "alone", TRUE, NULL);
}

/* A map's cell, the place on the picture, or another filter at the same place. */
static gboolean
fovea_picture_scene_activate (FoveaScene *scene, double x, double y)
{
  FoveaPictureScene *self = FOVEA_PICTURE_SCENE (scene);
  FoveaAction action;
  FoveaGrid grid;
  int row, column, factor;

  if (fovea_sheet_pick_chip (self->layout.sheet, x, y, &action))
    return act (self, action);
  if (!fovea_sheet_pick_cell (self->layout.sheet, x, y, &grid, &row, &column)
      || fovea_lesson_count_positions (FOVEA_LESSON (self->lesson)) == 0)
    return FALSE;
  switch (grid.role)
    {
    case FOVEA_GRID_INPUT:
      go_to (self, find_place (self, row, column));
      return TRUE;
    case FOVEA_GRID_MAP:
    case FOVEA_GRID_POOL:
      factor = grid.role == FOVEA_GRID_POOL ? 2 : 1;
      go_to (self, (FoveaPlace){ grid.index, row * factor, column * factor });
      return TRUE;
    case FOVEA_GRID_THUMB:
      choose_filter (self, grid.index);
      return TRUE;
    default:
      return FALSE;
    }
}

/* --- words */

static char *
fovea_picture_scene_tooltip (FoveaScene *scene, double x, double y)
{
  return fovea_picture_say_cell (&FOVEA_PICTURE_SCENE (scene)->layout, x, y);
}

static FoveaSheet *
fovea_picture_scene_get_sheet (FoveaScene *scene)
{
  return FOVEA_PICTURE_SCENE (scene)->layout.sheet;
}

static gboolean
fovea_picture_scene_name_cell (FoveaScene *scene, const FoveaGrid *grid, int row, int column, FoveaCell *cell)
{
  return fovea_picture_name_cell (&FOVEA_PICTURE_SCENE (scene)->layout, grid, row, column, cell);
}

static char *
fovea_picture_scene_describe (FoveaScene *scene, char **description)
{
  FoveaPictureScene *self = FOVEA_PICTURE_SCENE (scene);
  FoveaConvolution *lesson = self->lesson;
  GString *names;

  if (description && fovea_lesson_get_hidden (FOVEA_LESSON (lesson)) != FOVEA_HIDE_NOTHING)
    *description = fovea_say_hidden ();
  else if (description)
    {
      g_autofree char *size = fovea_convolution_say_output_size (lesson);

      names = g_string_new (NULL);
      for (int filter = 0; filter < MIN (fovea_convolution_get_filters (lesson), 16); filter++)
        {
          g_autofree char *name = fovea_convolution_get_filter_name (lesson, filter);

          if (filter > 0 && g_strcmp0 (name, fovea_convolution_get_source (lesson)) == 0)
            continue; /* of one net: once is enough */
          g_string_append_printf (names, "%s%s", filter > 0 ? ", " : "", name);
        }
      *description = fovea_say_place_first (FOVEA_LESSON (lesson), _("Filters: %s. Output %s."), names->str, size);
      g_string_free (names, TRUE);
    }
  return g_strdup_printf (_("A picture of %d×%d pixels and the %d maps that filters make of it"),
                          fovea_convolution_get_width (lesson), fovea_convolution_get_height (lesson),
                          fovea_convolution_get_filters (lesson));
}

static void
fovea_picture_scene_boxes (FoveaScene *scene, GArray *boxes, GPtrArray *names)
{
  fovea_sheet_boxes (FOVEA_PICTURE_SCENE (scene)->layout.sheet, boxes, names);
}

static void
fovea_picture_scene_settle (FoveaScene *scene)
{
  fovea_convolution_settle (FOVEA_PICTURE_SCENE (scene)->lesson);
}

/* --- GObject */

static void
lesson_changed_cb (FoveaPictureScene *self)
{
  self->before = self->position;
  self->position = fovea_lesson_get_position (FOVEA_LESSON (self->lesson));
  self->stale = TRUE;
  fovea_scene_changed (FOVEA_SCENE (self));
}

static void
fovea_picture_scene_finalize (GObject *object)
{
  FoveaPictureScene *self = FOVEA_PICTURE_SCENE (object);

  g_clear_object (&self->lesson);
  fovea_sheet_free (self->layout.sheet);
  fovea_picture_images_clear (&self->images);

  G_OBJECT_CLASS (fovea_picture_scene_parent_class)->finalize (object);
}

static FoveaLesson *
fovea_picture_scene_get_lesson (FoveaScene *scene)
{
  return FOVEA_LESSON (FOVEA_PICTURE_SCENE (scene)->lesson);
}

static void
fovea_picture_scene_class_init (FoveaPictureSceneClass *klass)
{
  FoveaSceneClass *scene_class = FOVEA_SCENE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fovea_picture_scene_finalize;
  scene_class->measure = fovea_picture_scene_measure;
  scene_class->paint = fovea_picture_scene_paint;
  scene_class->hover = fovea_picture_scene_hover;
  scene_class->activate = fovea_picture_scene_activate;
  scene_class->tooltip = fovea_picture_scene_tooltip;
  scene_class->describe = fovea_picture_scene_describe;
  scene_class->get_sheet = fovea_picture_scene_get_sheet;
  scene_class->name_cell = fovea_picture_scene_name_cell;
  scene_class->boxes = fovea_picture_scene_boxes;
  scene_class->get_lesson = fovea_picture_scene_get_lesson;
  scene_class->settle = fovea_picture_scene_settle;
}

static void
fovea_picture_scene_init (FoveaPictureScene *self)
{
  self->layout.sheet = fovea_sheet_new ();
  self->stale = TRUE;
}

FoveaScene *
fovea_picture_scene_new (FoveaConvolution *lesson)
{
  FoveaPictureScene *self;

  g_return_val_if_fail (FOVEA_IS_CONVOLUTION (lesson), NULL);

  self = g_object_new (FOVEA_TYPE_PICTURE_SCENE, NULL);
  self->lesson = self->layout.lesson = g_object_ref (lesson);
  self->position = self->before = fovea_lesson_get_position (FOVEA_LESSON (lesson));
  g_signal_connect_object (lesson, "changed", G_CALLBACK (lesson_changed_cb), self, G_CONNECT_SWAPPED);
  return FOVEA_SCENE (self);
}
