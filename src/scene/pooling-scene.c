/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pooling lesson: depth slices, each by itself, the window over them, and the smaller slices that come out. In a
 * max pool the winner of the current window is marked; it is the first largest, row by row. */

#include "config.h"

#include "scene/pooling-scene-private.h"

#include "lesson/numbers.h"
#include "scene/convolution-words.h"
#include "scene/overlay.h"
#include "scene/pile.h"

#include <glib/gi18n-lib.h>
#include <math.h>

G_DEFINE_FINAL_TYPE (FoveaPoolingScene, fovea_pooling_scene, FOVEA_TYPE_SCENE)

/* --- what a question that is open keeps to itself */

gboolean
fovea_pooling_scene_hides (FoveaPoolingScene *self, FoveaHide any)
{
  return fovea_lesson_hides (FOVEA_LESSON (self->lesson), any);
}

gboolean
fovea_pooling_scene_hides_size (FoveaPoolingScene *self)
{
  return fovea_pooling_scene_hides (self, FOVEA_HIDE_OUTPUT_SIZE | FOVEA_HIDE_FIT);
}

/* Whether the number of this place is what is asked for. */
gboolean
fovea_pooling_scene_is_asked (FoveaPoolingScene *self, int slice, int row, int column)
{
  return row == self->place.row && column == self->place.column && slice == self->place.map && !self->backward
         && fovea_pooling_scene_hides (self, FOVEA_HIDE_CELL);
}

/* --- its size */

static void
fovea_pooling_scene_measure (FoveaScene *scene, double width, double height, double *need_width, double *need_height)
{
  FoveaPoolingScene *self = FOVEA_POOLING_SCENE (scene);
  double unit = fovea_scene_get_style (scene)->scale;

  *need_width = fmax (width, 400 * unit);
  *need_height = fmax (height, 300 * unit);
  for (int tries = 0; tries < 24 && !fovea_pooling_scene_lay_out (self, *need_width, *need_height); tries++)
    {
      *need_height = ceil (*need_height * 1.1);
      *need_width = ceil (*need_width * (tries % 4 == 3 ? 1.2 : 1));
    }
}

/* --- painting */

static FoveaOverlay
get_overlay (FoveaPoolingScene *self)
{
  FoveaPlace from
      = self->before < self->n_positions ? fovea_pooling_get_place (self->lesson, self->before) : self->place;
  double t = fovea_scene_get_progress (FOVEA_SCENE (self));

  if (from.map != self->place.map)
    t = 1;
  return (FoveaOverlay){ .x = self->x,
                         .y = self->y,
                         .convention = self->convention,
                         .row = from.row + t * (self->place.row - from.row),
                         .column = from.column + t * (self->place.column - from.column),
                         .palette = fovea_sheet_get_palette (self->sheet),
                         .unit = self->unit };
}

/* A ring around the number that wins, for each place that is filled; the current one's is the thickest. */
static void
paint_winner (FoveaPoolingScene *self, cairo_t *cr, const FoveaGrid *grid)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  FoveaBox box;
  int row, column;

  if (self->n_positions == 0 || fovea_pooling_scene_hides (self, FOVEA_HIDE_CELL)
      || !fovea_pooling_get_winner (self->lesson, self->place, &row, &column))
    return;
  box = fovea_grid_box (grid, row + self->y.pad, column + self->x.pad, 1, 1);
  cairo_new_sub_path (cr);
  cairo_arc (cr, box.x + box.width / 2, box.y + box.height / 2, fmax (box.width * 0.4, 3), 0, 2 * G_PI);
  fovea_set_colour (cr, palette->output_label, 1);
  cairo_set_line_width (cr, grid->cell >= 14 ? 2.5 * self->unit : 1.5);
  cairo_stroke (cr);
}

/* The slices that are not shown, behind the last that is: of the input, and of the output as far as they are done. */
static void
paint_piles (FoveaPoolingScene *self, cairo_t *cr)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  int last = self->first_slice + self->plan.slices - 1, cards = fovea_pile_count (self->depth, self->plan.slices);
  const FoveaGrid *input = fovea_sheet_find_grid (self->sheet, GRID_INPUT, last),
                  *output = fovea_sheet_find_grid (self->sheet, GRID_OUTPUT, last);
  int filled = fovea_lesson_get_filled (FOVEA_LESSON (self->lesson)) + 1;

  if (cards == 0 || self->hidden || self->backward || !input || !output)
    return;
  fovea_pile_paint (cr, fovea_grid_box (input, 0, 0, input->rows, input->columns), cards, cards,
                    fovea_colour_mix (palette->input_low, palette->input_high, 0.35), &self->style);
  fovea_pile_paint (cr, fovea_grid_box (output, 0, 0, output->rows, output->columns), cards,
                    CLAMP (filled / (output->rows * output->columns) - self->plan.slices, 0, cards),
                    fovea_colour_mix (palette->output_low, palette->output_high, 0.35), &self->style);
}

static void
paint_hover (FoveaPoolingScene *self, cairo_t *cr)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  const FoveaAim *aim = &self->hover;
  const FoveaGrid *grid = fovea_sheet_find_aim (self->sheet, aim), *other;

  if (!grid)
    return;
  fovea_stroke_box (cr, fovea_grid_box (grid, aim->row, aim->column, 1, 1), palette->ink, 2);
  other = fovea_sheet_find_grid (self->sheet, aim->role == GRID_OUTPUT ? GRID_INPUT : GRID_OUTPUT, aim->index);
  if (!other)
    return;
  if (aim->role == GRID_OUTPUT)
    fovea_stroke_box (cr,
                      fovea_grid_box (other, aim->row * self->y.stride, aim->column * self->x.stride, self->y.filter,
                                      self->x.filter),
                      palette->output_label, 2);
  else
    for (int row = 0; row < other->rows; row++)
      for (int column = 0; column < other->columns; column++)
        if (fovea_geometry_get_link (&self->y, row, aim->row - self->y.pad) >= 0
            && fovea_geometry_get_link (&self->x, column, aim->column - self->x.pad) >= 0)
          fovea_stroke_box (cr, fovea_grid_box (other, row, column, 1, 1), palette->input_label, 2);
}

static void
fovea_pooling_scene_paint (FoveaScene *scene, cairo_t *cr, double width, double height)
{
  FoveaPoolingScene *self = FOVEA_POOLING_SCENE (scene);
  const FoveaGrid *input, *output, *back;
  FoveaOverlay overlay;

  if (self->stale || self->width != width || self->height != height
      || !fovea_style_equal (&self->style, fovea_scene_get_style (scene)))
    fovea_pooling_scene_lay_out (self, width, height);
  overlay = get_overlay (self);
  fovea_set_colour (cr, fovea_sheet_get_palette (self->sheet)->canvas, 1);
  cairo_paint (cr);
  paint_piles (self, cr);
  fovea_sheet_paint_items (self->sheet, cr);
  for (int i = 0; i < self->plan.slices; i++)
    if (!fovea_pooling_scene_hides_size (self)
        && (input = fovea_sheet_find_grid (self->sheet, GRID_INPUT, self->first_slice + i)) != NULL)
      fovea_overlay_paint_misfit (&overlay, cr, input);
  input = fovea_sheet_find_grid (self->sheet, GRID_INPUT, self->place.map);
  output = fovea_sheet_find_grid (self->sheet, GRID_OUTPUT, self->place.map);
  back = fovea_sheet_find_grid (self->sheet, GRID_BACK, self->place.map);
  if (input)
    {
      paint_winner (self, cr, input);
      fovea_overlay_paint_window (&overlay, cr, input);
    }
  if (back)
    {
      paint_winner (self, cr, back);
      fovea_overlay_paint_window (&overlay, cr, back);
    }
  if (output)
    fovea_overlay_paint_cell (&overlay, cr, output, self->place.row, self->place.column);
  paint_hover (self, cr);
}

/* --- pointer and words */

static gboolean
fovea_pooling_scene_hover (FoveaScene *scene, gboolean inside, double x, double y)
{
  FoveaPoolingScene *self = FOVEA_POOLING_SCENE (scene);

  return fovea_sheet_aim (self->sheet, inside, x, y, &self->hover);
}

static void
act (FoveaPoolingScene *self, FoveaAction action)
{
  g_autoptr (GArray) suggestions = fovea_pooling_suggest (self->lesson);

  if (action.action == FOVEA_FOOTER_SUGGESTION && (guint) action.value < suggestions->len)
    fovea_pooling_apply (self->lesson, &g_array_index (suggestions, FoveaSuggestion, action.value));
  else if (action.action == FOVEA_FOOTER_CONVENTION)
    fovea_pooling_set_convention (self->lesson, action.value);
  else if (action.action == ACTION_SLICES)
    fovea_lesson_look_at (FOVEA_LESSON (self->lesson),
                          fovea_pooling_get_position_of (self->lesson, (FoveaPlace){ action.value, 0, 0 }));
}

static gboolean
fovea_pooling_scene_activate (FoveaScene *scene, double x, double y)
{
  FoveaPoolingScene *self = FOVEA_POOLING_SCENE (scene);
  FoveaAction action;
  FoveaGrid grid;
  int row, column;

  if (fovea_sheet_pick_chip (self->sheet, x, y, &action))
    {
      act (self, action);
      return TRUE;
    }
  if (!fovea_sheet_pick_cell (self->sheet, x, y, &grid, &row, &column) || grid.role != GRID_OUTPUT)
    return FALSE;
  fovea_lesson_look_at (FOVEA_LESSON (self->lesson),
                        fovea_pooling_get_position_of (self->lesson, (FoveaPlace){ grid.index, row, column }));
  return TRUE;
}

static FoveaSheet *
fovea_pooling_scene_get_sheet (FoveaScene *scene)
{
  return FOVEA_POOLING_SCENE (scene)->sheet;
}

/* The input, and going backward the gradient of the output. */
static gboolean
fovea_pooling_scene_name_cell (FoveaScene *scene, const FoveaGrid *grid, int row, int column, FoveaCell *cell)
{
  FoveaPoolingScene *self = FOVEA_POOLING_SCENE (scene);

  if (grid->role == GRID_INPUT)
    *cell = (FoveaCell){ FOVEA_CELL_OF_INPUT, 0, grid->index, row - self->y.pad, column - self->x.pad };
  else
    *cell = (FoveaCell){ FOVEA_CELL_OF_GRADIENT, 0, grid->index, row, column };
  return grid->role == GRID_INPUT || (grid->role == GRID_OUTPUT && self->backward);
}

static char *
say_gradient (FoveaPoolingScene *self, const FoveaGrid *grid, int row, int column)
{
  FoveaPlace place = { grid->index, row, column };
  char number[FOVEA_NUMBER_SIZE];

  fovea_number_full (fovea_pooling_get_output_gradient (self->lesson, place), number);
  return g_strdup_printf ("g[%d, %d, %d] = %s", row, column, grid->index, number);
}

static char *
fovea_pooling_scene_tooltip (FoveaScene *scene, double x, double y)
{
  FoveaPoolingScene *self = FOVEA_POOLING_SCENE (scene);
  char number[FOVEA_NUMBER_SIZE];
  int row, column;
  FoveaGrid grid;

  if (!fovea_sheet_pick_cell (self->sheet, x, y, &grid, &row, &column))
    return NULL;
  if (grid.role == GRID_OUTPUT)
    {
      if (fovea_pooling_scene_is_asked (self, grid.index, row, column))
        return fovea_say_hidden ();
      if (self->backward)
        return say_gradient (self, &grid, row, column);
      if (row * grid.columns + column >= fovea_pooling_count_filled (self->lesson, grid.index))
        return g_strdup (_("not reached yet"));
      return fovea_lesson_describe_position (
          FOVEA_LESSON (self->lesson),
          fovea_pooling_get_position_of (self->lesson, (FoveaPlace){ grid.index, row, column }));
    }
  row -= self->y.pad;
  column -= self->x.pad;
  if (row < 0 || column < 0 || row >= self->y.input || column >= self->x.input)
    return g_strdup (grid.role == GRID_BACK ? _("padding: what comes here is dropped") : _("padding: it never wins"));
  if (grid.role == GRID_BACK && fovea_pooling_scene_hides (self, FOVEA_HIDE_CELL))
    return fovea_say_hidden ();
  if (grid.role == GRID_BACK)
    {
      fovea_number_full (fovea_pooling_get_input_gradient (self->lesson, grid.index, row, column), number);
      return g_strdup_printf ("∂L/∂x[%d, %d, %d] = %s", row, column, grid.index, number);
    }
  fovea_number_full (fovea_pooling_get_value (self->lesson, grid.index, row, column), number);
  return g_strdup_printf (_("x[%d, %d, %d] = %s"), row, column, grid.index, number);
}

static char *
fovea_pooling_scene_describe (FoveaScene *scene, char **description)
{
  FoveaPoolingScene *self = FOVEA_POOLING_SCENE (scene);
  FoveaPooling *lesson = self->lesson;
  FoveaGeometry geometry = fovea_pooling_get_geometry (lesson, FALSE);
  int filter = fovea_pooling_get_filter (lesson);
  FoveaPoolingKind kind = fovea_pooling_get_kind (lesson);

  if (description && fovea_lesson_get_hidden (FOVEA_LESSON (lesson)) != FOVEA_HIDE_NOTHING)
    *description = fovea_say_hidden ();
  else if (description)
    {
      g_autofree char *formula = fovea_geometry_formula (&geometry);
      g_autofree char *fit = fovea_geometry_say_fit (&geometry, fovea_pooling_get_convention (lesson),
                                                     fovea_lesson_get_letters (FOVEA_LESSON (lesson)));

      *description = fovea_say_place_first (FOVEA_LESSON (lesson), "%s. %s", formula, fit);
    }
  return g_strdup_printf (fovea_pooling_get_pass (lesson) == FOVEA_LESSON_BACKWARD
                              ? _("Backward through a pool of a %d×%d×%d input with a window of %d×%d, stride %d")
                          : kind == FOVEA_POOLING_MAX
                              ? _("Max pooling of a %d×%d×%d input with a window of %d×%d, stride %d")
                          : kind == FOVEA_POOLING_AVERAGE
                              ? _("Average pooling of a %d×%d×%d input with a window of %d×%d, stride %d")
                              : _("L2 pooling of a %d×%d×%d input with a window of %d×%d, stride %d"),
                          fovea_pooling_get_width (lesson), fovea_pooling_get_height (lesson),
                          fovea_pooling_get_depth (lesson), filter, filter, fovea_pooling_get_stride (lesson));
}

/* --- GObject */

static void
lesson_changed_cb (FoveaPoolingScene *self)
{
  self->before = self->position;
  self->position = fovea_lesson_get_position (FOVEA_LESSON (self->lesson));
  self->stale = TRUE;
  fovea_scene_changed (FOVEA_SCENE (self));
}

static void
fovea_pooling_scene_finalize (GObject *object)
{
  FoveaPoolingScene *self = FOVEA_POOLING_SCENE (object);

  g_clear_object (&self->lesson);
  fovea_sheet_free (self->sheet);

  G_OBJECT_CLASS (fovea_pooling_scene_parent_class)->finalize (object);
}

static FoveaLesson *
fovea_pooling_scene_get_lesson (FoveaScene *scene)
{
  return FOVEA_LESSON (FOVEA_POOLING_SCENE (scene)->lesson);
}

static void
fovea_pooling_scene_class_init (FoveaPoolingSceneClass *klass)
{
  FoveaSceneClass *scene_class = FOVEA_SCENE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fovea_pooling_scene_finalize;
  scene_class->measure = fovea_pooling_scene_measure;
  scene_class->paint = fovea_pooling_scene_paint;
  scene_class->hover = fovea_pooling_scene_hover;
  scene_class->activate = fovea_pooling_scene_activate;
  scene_class->tooltip = fovea_pooling_scene_tooltip;
  scene_class->get_sheet = fovea_pooling_scene_get_sheet;
  scene_class->name_cell = fovea_pooling_scene_name_cell;
  scene_class->describe = fovea_pooling_scene_describe;
  scene_class->get_lesson = fovea_pooling_scene_get_lesson;
}

static void
fovea_pooling_scene_init (FoveaPoolingScene *self)
{
  self->sheet = fovea_sheet_new ();
  self->stale = TRUE;
}

FoveaScene *
fovea_pooling_scene_new (FoveaPooling *lesson)
{
  FoveaPoolingScene *self;

  g_return_val_if_fail (FOVEA_IS_POOLING (lesson), NULL);

  self = g_object_new (FOVEA_TYPE_POOLING_SCENE, NULL);
  self->lesson = g_object_ref (lesson);
  self->position = self->before = fovea_lesson_get_position (FOVEA_LESSON (lesson));
  g_signal_connect_object (lesson, "changed", G_CALLBACK (lesson_changed_cb), self, G_CONNECT_SWAPPED);
  return FOVEA_SCENE (self);
}
