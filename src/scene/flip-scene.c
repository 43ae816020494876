/* SPDX-License-Identifier: GPL-3.0-or-later */

/* True convolution against what the layer computes. Convolution of two signals,
 *   f[x, y] * g[x, y] = Σ Σ f[n₁, n₂] · g[x − n₁, y − n₂],
 * lays the filter on the input turned by half a turn: its first weight meets the last cell of the patch. The layer lays
 * it on as it is, which is cross-correlation. Both stand one above the other here, at the same place of the window. */

#include "config.h"

#include "scene/flip-scene.h"

#include "lesson/numbers.h"
#include "scene/convolution-fill.h"
#include "scene/overlay.h"
#include "scene/view-cells.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  MAX_COMPARED = 4096 /* weights looked at to see whether a filter is its own half turn */
};

struct _FoveaFlipScene
{
  FoveaViewScene parent_instance;

  double cell, filter_cell, map_cell;
  int columns, rows; /* of the padded input, as far as a window reaches */
};

G_DEFINE_FINAL_TYPE (FoveaFlipScene, fovea_flip_scene, FOVEA_TYPE_VIEW_SCENE)

/* Which weight a filter's cell is, as it is stored or turned. */
static FoveaTap
get_tap (const FoveaViewFrame *frame, gboolean turned, int row, int column)
{
  FoveaTap tap = { frame->first_seen, row, column };

  return turned ? fovea_view_turn_tap (frame, tap) : tap;
}

/* The weight of a filter's cell, as it is stored or turned. */
static float
get_weight (const FoveaViewFrame *frame, gboolean turned, int row, int column)
{
  FoveaTap tap = get_tap (frame, turned, row, column);

  return fovea_convolution_get_weight (frame->lesson, frame->place.map, tap.slice, tap.row, tap.column);
}

static void
fill_filter (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  const FoveaViewFrame *frame = fovea_view_scene_get_frame (data);

  for (int column = 0; column < grid->columns; column++)
    {
      values[column] = get_weight (frame, grid->index, row, column);
      states[column] = FOVEA_CELL_VALUE;
    }
}

/* The index of the current map, as the layer gives it or turned. */
static int
get_map_index (const FoveaViewFrame *frame, gboolean turned)
{
  gboolean other = fovea_convolution_get_flip (frame->lesson) != turned;

  return frame->place.map | (other ? FOVEA_CONVOLUTION_TURNED : 0);
}

static gboolean
is_own_half_turn (const FoveaViewFrame *frame)
{
  if (frame->volume > MAX_COMPARED)
    return FALSE;
  for (gint64 i = 0; i < frame->volume; i++)
    {
      FoveaTap tap = fovea_view_get_tap (frame, i), other = fovea_view_turn_tap (frame, tap);

      if (fovea_convolution_get_weight (frame->lesson, frame->place.map, tap.slice, tap.row, tap.column)
          != fovea_convolution_get_weight (frame->lesson, frame->place.map, other.slice, other.row, other.column))
        return FALSE;
    }
  return TRUE;
}

/* --- planning */

/* The input takes the left, two rows of a filter and its map the right. */
static void
make_plan (FoveaFlipScene *self, const FoveaViewFrame *frame)
{
  double unit = frame->unit, body = fmax (frame->bottom - frame->top, 220 * unit), gap = 36 * unit, right;
  double row = body / 2 - 62 * unit; /* a label, a note and a sum */

  self->columns = fovea_geometry_covered (&frame->x, frame->columns);
  self->rows = fovea_geometry_covered (&frame->y, frame->rows);
  self->cell = fmin (fovea_view_fit_cell (frame->room * 0.42, self->columns, 48 * unit),
                     fovea_view_fit_cell (body - 60 * unit, self->rows, 48 * unit));
  right = frame->room - fmax (self->columns * self->cell, 100 * unit) - 2 * gap;
  self->filter_cell = fmin (fovea_view_fit_cell (right * 0.42, frame->x.filter, 40 * unit),
                            fovea_view_fit_cell (row, frame->y.filter, 40 * unit));
  right -= fmax (frame->x.filter * self->filter_cell, 110 * unit);
  self->map_cell = fmin (fovea_view_fit_cell (right, frame->columns, 40 * unit),
                         fovea_view_fit_cell (row, frame->rows, 40 * unit));
}

/* --- placing */

static void
place_input (FoveaFlipScene *self, const FoveaViewFrame *frame)
{
  FoveaGrid grid = { .x = frame->margin,
                     .y = frame->top + 22 * frame->unit,
                     .cell = self->cell,
                     .rows = self->rows,
                     .columns = self->columns,
                     .role = FOVEA_FLIP_INPUT,
                     .index = frame->first_seen,
                     .state = fovea_convolution_get_input_state (frame->lesson),
                     .fill = fovea_fill_input,
                     .data = frame->lesson };
  g_autofree char *label = g_strdup_printf ("x[:, :, %d]", frame->first_seen);
  g_autofree char *more = g_strdup_printf (_("and %d more slices"), frame->seen - 1);
  FoveaBox box;

  fovea_view_add_text (frame, "input label", 12.5, TRUE, frame->palette->input_label, label, frame->margin, frame->top);
  fovea_view_set_scale (frame, &grid, FOVEA_SCALE_INPUT, 0, 0);
  box = fovea_sheet_add_grid (frame->sheet, "input", &grid);
  if (frame->seen > 1)
    fovea_view_add_text (frame, "more", 11, FALSE, frame->palette->dim, more, frame->margin,
                         box.y + box.height + 4 * frame->unit);
}

static void
place_filter (FoveaFlipScene *self, const FoveaViewFrame *frame, gboolean turned, double x, double y)
{
  FoveaGrid grid = { .x = x,
                     .y = y,
                     .cell = self->filter_cell,
                     .rows = frame->y.filter,
                     .columns = frame->x.filter,
                     .role = FOVEA_FLIP_FILTER,
                     .index = turned,
                     .fill = fill_filter,
                     .data = self };

  fovea_view_set_scale (frame, &grid, FOVEA_SCALE_WEIGHT, frame->place.map, 1);
  fovea_sheet_add_grid (frame->sheet, turned ? "turned filter" : "filter", &grid);
}

static FoveaBox
place_map (FoveaFlipScene *self, const FoveaViewFrame *frame, gboolean turned, double x, double y)
{
  int index = get_map_index (frame, turned);
  FoveaGrid grid = { .x = x,
                     .y = y,
                     .cell = self->map_cell,
                     .rows = frame->refused ? 0 : frame->rows,
                     .columns = frame->columns,
                     .role = FOVEA_FLIP_MAP,
                     .index = index,
                     .state = fovea_convolution_get_map_state (frame->lesson, index) << 20
                              ^ (guint64)fovea_convolution_count_filled (frame->lesson, index) << 1 ^ frame->asked,
                     .fill = fovea_fill_map,
                     .data = frame->lesson };

  if (grid.rows == 0)
    return (FoveaBox){ x, y, 0, 0 };
  fovea_view_set_scale (frame, &grid, FOVEA_SCALE_OUTPUT, index, 1);
  return fovea_sheet_add_grid (frame->sheet, turned ? "turned map" : "map", &grid);
}

/* "this place: 5", under the map. */
static char *
say_number (const FoveaViewFrame *frame, gboolean turned)
{
  FoveaPlace place = frame->place;
  char number[FOVEA_NUMBER_SIZE];
  float value;

  place.map = get_map_index (frame, turned);
  if (fovea_view_get_output (frame, place, &value) == FOVEA_CELL_EMPTY)
    return g_strdup (_("this place: …"));
  return g_strdup_printf (_("this place: <b>%s</b>"), fovea_number_short (value, 7, number));
}

/* A filter, as it lies on the input, and the map that it makes. Returns: where the row ends */
static double
place_row (FoveaFlipScene *self, const FoveaViewFrame *frame, gboolean turned, double x, double y)
{
  double unit = frame->unit, top = y + 40 * unit;
  double map_x = round (x + fmax (frame->x.filter * self->filter_cell, 110 * unit) + 36 * unit), end;
  g_autofree char *number = say_number (frame, turned);
  FoveaBox map;

  fovea_view_add_text (frame, turned ? "convolution" : "layer", 13, TRUE, frame->palette->ink,
            turned ? _("True convolution") : _("The layer: cross-correlation"), x, y);
  fovea_view_add_text (frame, turned ? "turned label" : "filter label", 11.5, FALSE, frame->palette->weight_label,
            turned ? _("w, turned") : _("w, as it is"), x, y + 20 * unit);
  place_filter (self, frame, turned, x, top);
  map = place_map (self, frame, turned, map_x, top);
  end = fmax (map.y + map.height, top + frame->y.filter * self->filter_cell) + 4 * unit;
  fovea_view_add_text (frame, turned ? "turned number" : "number", 13, FALSE, frame->palette->ink, number, map_x,
            map.y + map.height + 4 * unit);
  return end + 18 * unit;
}

static void
fovea_flip_scene_lay_out (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  FoveaFlipScene *self = FOVEA_FLIP_SCENE (scene);
  double x, y;

  make_plan (self, frame);
  place_input (self, frame);
  x = frame->margin + fmax (self->columns * self->cell, 100 * frame->unit) + 36 * frame->unit;
  y = place_row (self, frame, FALSE, x, frame->top);
  place_row (self, frame, TRUE, x, y + 14 * frame->unit);
}

/* --- painting */

/* A weight under the pointer: the same weight in the other filter, and the cell that each of them meets. */
static void
mark_weight (FoveaFlipScene *self, const FoveaViewFrame *frame, cairo_t *cr)
{
  const FoveaAim *aim = &frame->hover;
  const FoveaGrid *input = fovea_sheet_find_grid (frame->sheet, FOVEA_FLIP_INPUT, frame->first_seen);

  for (int turned = 0; turned < 2; turned++)
    {
      const FoveaGrid *filter = fovea_sheet_find_grid (frame->sheet, FOVEA_FLIP_FILTER, turned);
      FoveaTap tap = get_tap (frame, turned != aim->index, aim->row, aim->column);
      int row, column;

      if (!filter || !input || aim->row >= filter->rows || aim->column >= filter->columns)
        return;
      fovea_view_find_input (frame, frame->place, tap, &row, &column);
      fovea_stroke_box (cr, fovea_grid_box (filter, tap.row, tap.column, 1, 1), frame->palette->ink, 2);
      if (turned == aim->index)
        fovea_stroke_box (cr, fovea_grid_box (input, row + frame->y.pad, column + frame->x.pad, 1, 1),
                          frame->palette->weight_label, 2);
    }
}

static void
paint_hover (FoveaFlipScene *self, const FoveaViewFrame *frame, cairo_t *cr)
{
  const FoveaAim *aim = &frame->hover;
  const FoveaGrid *grid = fovea_sheet_find_aim (frame->sheet, aim);

  if (!grid)
    return;
  if (aim->role == FOVEA_FLIP_FILTER)
    mark_weight (self, frame, cr);
  fovea_stroke_box (cr, fovea_grid_box (grid, aim->row, aim->column, 1, 1), frame->palette->ink, 2);
}

static void
fovea_flip_scene_paint_over (FoveaViewScene *scene, const FoveaViewFrame *frame, cairo_t *cr, double t)
{
  FoveaFlipScene *self = FOVEA_FLIP_SCENE (scene);
  FoveaOverlay overlay = fovea_view_get_overlay (frame, t);
  const FoveaGrid *input = fovea_sheet_find_grid (frame->sheet, FOVEA_FLIP_INPUT, frame->first_seen);

  if (input)
    {
      fovea_overlay_paint_misfit (&overlay, cr, input);
      fovea_overlay_paint_window (&overlay, cr, input);
    }
  for (int turned = 0; turned < 2; turned++)
    {
      const FoveaGrid *map = fovea_sheet_find_grid (frame->sheet, FOVEA_FLIP_MAP, get_map_index (frame, turned));

      if (map)
        fovea_overlay_paint_cell (&overlay, cr, map, frame->place.row, frame->place.column);
    }
  paint_hover (self, frame, cr);
}

/* --- pointer and words */

static gboolean
fovea_flip_scene_find_place (FoveaViewScene *scene, const FoveaViewFrame *frame, const FoveaGrid *grid, int row,
                             int column, FoveaPlace *place)
{
  place->row = row;
  place->column = column;
  return grid->role == FOVEA_FLIP_MAP;
}

static gboolean
fovea_flip_scene_name_cell (FoveaViewScene *scene, const FoveaViewFrame *frame, const FoveaGrid *grid, int row,
                            int column, FoveaCell *cell)
{
  FoveaTap tap = get_tap (frame, grid->index, row, column);

  if (grid->role == FOVEA_FLIP_INPUT)
    *cell = (FoveaCell){ FOVEA_CELL_OF_INPUT, 0, grid->index, row - frame->y.pad, column - frame->x.pad };
  else
    *cell = (FoveaCell){ FOVEA_CELL_OF_FILTER, frame->place.map,
                         frame->first_seen - fovea_convolution_get_first_slice (frame->lesson, frame->place.map),
                         tap.row, tap.column };
  return grid->role != FOVEA_FLIP_MAP;
}

static char *
fovea_flip_scene_say_title (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  g_autofree char *f = fovea_view_paint_word (frame, FOVEA_SCALE_INPUT, "f");
  g_autofree char *g = fovea_view_paint_word (frame, FOVEA_SCALE_WEIGHT, "g");

  return g_strdup_printf ("%s[x, y] * %s[x, y] = Σ Σ %s[n₁, n₂] · %s[x − n₁, y − n₂]", f, g, f, g);
}

static char *
fovea_flip_scene_say_sentence (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  if (is_own_half_turn (frame))
    return g_strdup (_("This filter is the same after half a turn, so both give the same map: change one of its "
                       "corners."));
  return g_strdup (_("Convolution turns the filter by half a turn before it lies on the input; the layer takes it as it "
                     "is. Learned filters need no turning: they would only be learned the other way round."));
}

static char *
fovea_flip_scene_say_label (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  return g_strdup_printf (_("True convolution beside the layer’s cross-correlation, %d×%d filter"),
                          frame->x.filter, frame->y.filter);
}

static char *
fovea_flip_scene_say_cell (FoveaViewScene *scene, const FoveaViewFrame *frame, const FoveaGrid *grid, int row,
                           int column)
{
  FoveaTap tap = get_tap (frame, grid->index, row, column);
  char number[FOVEA_NUMBER_SIZE];

  if (grid->role == FOVEA_FLIP_INPUT)
    return fovea_view_say_pixel (frame, grid->index, row - frame->y.pad, column - frame->x.pad);
  if (grid->role == FOVEA_FLIP_MAP)
    return fovea_view_say_output (frame, (FoveaPlace){ grid->index, row, column });
  fovea_number_full (get_weight (frame, grid->index, row, column), number);
  return g_strdup_printf (_("w%d[%d, %d, %d] = %s"), frame->place.map, tap.row, tap.column, tap.slice,
                          number);
}

/* --- GObject */

static void
fovea_flip_scene_class_init (FoveaFlipSceneClass *klass)
{
  FoveaViewSceneClass *view_class = FOVEA_VIEW_SCENE_CLASS (klass);

  view_class->say_title = fovea_flip_scene_say_title;
  view_class->say_sentence = fovea_flip_scene_say_sentence;
  view_class->say_label = fovea_flip_scene_say_label;
  view_class->lay_out = fovea_flip_scene_lay_out;
  view_class->paint_over = fovea_flip_scene_paint_over;
  view_class->find_place = fovea_flip_scene_find_place;
  view_class->name_cell = fovea_flip_scene_name_cell;
  view_class->say_cell = fovea_flip_scene_say_cell;
}

static void
fovea_flip_scene_init (FoveaFlipScene *self)
{
}

FoveaScene *
fovea_flip_scene_new (FoveaConvolution *lesson)
{
  return fovea_view_scene_new (FOVEA_TYPE_FLIP_SCENE, lesson);
}
