/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The convolution lesson going backward, training, or stamping. Laid out by gradient-layout.c; over it are drawn the
 * window, gliding over the input and its gradient (or over the output that is stamped), the cell that it belongs to,
 * and the curve of the losses, whose axis is logarithmic: descent on a quadratic loss falls along lines then. */

#include "config.h"

#include "scene/gradient-scene.h"

#include "lesson/numbers.h"
#include "scene/convolution-words.h"
#include "scene/gradient-layout.h"
#include "scene/overlay.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _FoveaGradientScene
{
  FoveaScene parent_instance;

  FoveaConvolution *lesson;
  FoveaGradientLayout layout;
  FoveaStyle style;
  gboolean stale;
  int position, before; /* the window glides from @before to @position */
  FoveaGrid hover;      /* rows 0: none */
  int hover_row, hover_column;
};

G_DEFINE_FINAL_TYPE (FoveaGradientScene, fovea_gradient_scene, FOVEA_TYPE_SCENE)

static gboolean
lay_out (FoveaGradientScene *self, double width, double height)
{
  self->layout.width = width;
  self->layout.height = height;
  self->style = *fovea_scene_get_style (FOVEA_SCENE (self));
  self->stale = FALSE;
  return fovea_gradient_lay_out (&self->layout, &self->style);
}

static void
fovea_gradient_scene_measure (FoveaScene *scene, double width, double height, double *need_width, double *need_height)
{
  FoveaGradientScene *self = FOVEA_GRADIENT_SCENE (scene);
  double unit = fovea_scene_get_style (scene)->scale;

  *need_width = fmax (width, 400 * unit);
  *need_height = fmax (height, 300 * unit);
  for (int tries = 0; tries < 24 && !lay_out (self, *need_width, *need_height); tries++)
    {
      *need_height = ceil (*need_height * 1.1);
      *need_width = ceil (*need_width * (tries % 8 == 7 ? 1.2 : 1)); /* scrolling down is easier than across */
    }
}

/* --- painting */

static FoveaOverlay
get_overlay (FoveaGradientScene *self)
{
  FoveaPlace to = self->layout.place, from = to;
  double t = fovea_scene_get_progress (FOVEA_SCENE (self));

  if (self->before < self->layout.n_positions)
    from = fovea_convolution_get_place (self->lesson, self->before);
  if (from.map != to.map)
    from = to;
  return (FoveaOverlay){ .x = fovea_convolution_get_geometry (self->lesson, FALSE),
                         .y = fovea_convolution_get_geometry (self->lesson, TRUE),
                         .convention = fovea_convolution_get_convention (self->lesson),
                         .row = from.row + t * (to.row - from.row),
                         .column = from.column + t * (to.column - from.column),
                         .palette = fovea_sheet_get_palette (self->layout.sheet),
                         .unit = self->layout.unit };
}

/* The stamps cover the output as windows of the same size, stride and dilation cover an input. */
static FoveaOverlay
get_stamp_overlay (FoveaGradientScene *self)
{
  FoveaOverlay overlay = get_overlay (self);
  int rows, columns;

  fovea_gradient_get_size (&self->layout, FOVEA_PART_STAMPED, &rows, &columns);
  overlay.x = (FoveaGeometry){
    .input = columns, .filter = overlay.x.filter, .stride = overlay.x.stride, .dilation = overlay.x.dilation
  };
  overlay.y = (FoveaGeometry){
    .input = rows, .filter = overlay.y.filter, .stride = overlay.y.stride, .dilation = overlay.y.dilation
  };
  return overlay;
}

static void
paint_places (FoveaGradientScene *self, cairo_t *cr)
{
  gboolean stamps = self->layout.pass == FOVEA_LESSON_TRANSPOSED;
  FoveaOverlay overlay = stamps ? get_stamp_overlay (self) : get_overlay (self);
  FoveaGradientPart windows[] = { stamps ? FOVEA_PART_STAMPED : FOVEA_PART_INPUT, FOVEA_PART_INPUT_GRADIENT };
  FoveaGradientPart cells[]
      = { stamps ? FOVEA_PART_INPUT : FOVEA_PART_OUTPUT_GRADIENT, FOVEA_PART_OUTPUT, FOVEA_PART_TARGET };
  FoveaPlace place = self->layout.place;

  for (int index = 0; index < MAX (fovea_convolution_get_depth (self->lesson), place.map + 1); index++)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (windows); i++)
        {
          const FoveaGrid *grid = fovea_sheet_find_grid (self->layout.sheet, windows[i], index);

          if (grid)
            fovea_overlay_paint_window (&overlay, cr, grid);
        }
      for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
        {
          const FoveaGrid *grid = fovea_sheet_find_grid (self->layout.sheet, cells[i], index);

          if (grid)
            fovea_overlay_paint_cell (&overlay, cr, grid, place.row, place.column);
        }
    }
}

static void
paint_curve (FoveaGradientScene *self, cairo_t *cr)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->layout.sheet);
  const FoveaGrid *grid = fovea_sheet_find_grid (self->layout.sheet, FOVEA_PART_CURVE, 0);
  FoveaLossAxes axes = fovea_gradient_get_axes (self->lesson);
  double unit = self->layout.unit, low = axes.low, high = axes.high, x = 0, y = 0;
  const double *losses;
  FoveaBox box;
  int n;

  if (!grid)
    return;
  box = fovea_grid_box (grid, 0, 0, grid->rows, grid->columns);
  losses = fovea_convolution_get_losses (self->lesson, &n);
  fovea_set_colour (cr, palette->edge, 1);
  cairo_set_line_width (cr, 1);
  for (double decade = low; decade <= high; decade++)
    {
      y = round (box.y + box.height * (high - decade) / (high - low)) + 0.5;
      cairo_move_to (cr, box.x, y);
      cairo_line_to (cr, box.x + box.width, y);
    }
  cairo_stroke (cr);
  for (int i = 0; i < n; i++)
    {
      x = box.x + box.width * i / axes.steps;
      y = box.y + box.height * (high - fmax (log10 (fmax (losses[i], 1e-9)), low)) / (high - low);
      cairo_line_to (cr, x, y);
    }
  fovea_set_colour (cr, palette->training, 1);
  cairo_set_line_width (cr, 2 * unit);
  cairo_stroke (cr);
  cairo_arc (cr, x, y, 4 * unit, 0, 2 * G_PI);
  fovea_set_colour (cr, palette->here, 1);
  cairo_fill (cr);
}

static void
fovea_gradient_scene_paint (FoveaScene *scene, cairo_t *cr, double width, double height)
{
  FoveaGradientScene *self = FOVEA_GRADIENT_SCENE (scene);

  if (self->stale || self->layout.width != width || self->layout.height != height
      || !fovea_style_equal (&self->style, fovea_scene_get_style (scene)))
    lay_out (self, width, height);
  fovea_sheet_paint (self->layout.sheet, cr);
  if (self->layout.n_positions == 0)
    return;
  if (self->layout.pass == FOVEA_LESSON_TRAIN)
    paint_curve (self, cr);
  else
    paint_places (self, cr);
  if (self->hover.rows > 0 && self->hover.role != FOVEA_PART_CURVE)
    fovea_stroke_box (cr, fovea_grid_box (&self->hover, self->hover_row, self->hover_column, 1, 1),
                      fovea_sheet_get_palette (self->layout.sheet)->ink, 2);
}

/* --- pointer */

static gboolean
fovea_gradient_scene_hover (FoveaScene *scene, gboolean inside, double x, double y)
{
  FoveaGradientScene *self = FOVEA_GRADIENT_SCENE (scene);
  FoveaGrid grid = { 0 };
  int row = 0, column = 0;
  gboolean same;

  if (!inside || !fovea_sheet_pick_cell (self->layout.sheet, x, y, &grid, &row, &column))
    grid.rows = 0;
  same = grid.rows == self->hover.rows && grid.role == self->hover.role && grid.index == self->hover.index
         && row == self->hover_row && column == self->hover_column;
  self->hover = grid;
  self->hover_row = row;
  self->hover_column = column;
  return !same;
}

static void
show_filter (FoveaGradientScene *self, int filter)
{
  self->layout.filter = filter;
  self->layout.n_shown = 0; /* its labels may be longer */
  self->stale = TRUE;
  fovea_scene_changed (FOVEA_SCENE (self));
}

void
fovea_gradient_scene_turn_filter (FoveaGradientScene *self, int by)
{
  int filters = fovea_convolution_get_filters (self->lesson);

  g_return_if_fail (FOVEA_IS_GRADIENT_SCENE (self));
  show_filter (self, (MIN (self->layout.filter, filters - 1) + filters + by) % filters);
}

static void
act (FoveaGradientScene *self, FoveaAction action)
{
  switch ((FoveaGradientAction) action.action)
    {
    case FOVEA_ACTION_KEEP:
      fovea_convolution_keep_trained (self->lesson);
      return;
    case FOVEA_ACTION_RATE:
      g_object_set (self->lesson, "rate",
                    fovea_gradient_get_safe_rate (fovea_convolution_get_rate_limit (self->lesson)), NULL);
      return;
    case FOVEA_ACTION_FORWARD:
      g_object_set (self->lesson, "pass", FOVEA_LESSON_FORWARD, NULL);
      return;
    case FOVEA_ACTION_FILTER:
      show_filter (self, action.value);
      return;
    case FOVEA_ACTION_MORE_SLICES:
    default:
      self->layout.first_slice = action.value;
    }
  self->stale = TRUE;
  fovea_scene_changed (FOVEA_SCENE (self));
}

/* The step that a point of the curve's axis stands for. */
static int
get_step_at (FoveaGradientScene *self, const FoveaGrid *grid, int column)
{
  return (int) round ((column + 0.5) * fovea_gradient_get_axes (self->lesson).steps / grid->columns);
}

/* Cells of the output are places, as those of the input are of a transposed convolution. */
static gboolean
go_to (FoveaGradientScene *self, const FoveaGrid *grid, int row, int column)
{
  gboolean stamps = self->layout.pass == FOVEA_LESSON_TRANSPOSED;
  FoveaPlace place = { self->layout.place.map, row, column };
  int position = fovea_convolution_get_position_of (self->lesson, place);

  if (grid->role == FOVEA_PART_CURVE)
    position = get_step_at (self, grid, column);
  else if (self->layout.pass == FOVEA_LESSON_TRAIN
           || (stamps ? grid->role != FOVEA_PART_INPUT
                      : grid->role < FOVEA_PART_OUTPUT_GRADIENT || grid->role > FOVEA_PART_TARGET))
    return FALSE;
  fovea_lesson_set_position (FOVEA_LESSON (self->lesson), position);
  return TRUE;
}

static gboolean
fovea_gradient_scene_activate (FoveaScene *scene, double x, double y)
{
  FoveaGradientScene *self = FOVEA_GRADIENT_SCENE (scene);
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
say_loss (FoveaGradientScene *self, int step)
{
  char loss[FOVEA_NUMBER_SIZE];
  int n;
  const double *losses = fovea_convolution_get_losses (self->lesson, &n);

  if (step >= n)
    return NULL;
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "after %d step: loss %s", "after %d steps: loss %s", (gulong) step),
                          step, fovea_number_full (losses[step], loss));
}

static char *
fovea_gradient_scene_tooltip (FoveaScene *scene, double x, double y)
{
  FoveaGradientScene *self = FOVEA_GRADIENT_SCENE (scene);
  g_autofree float *values = NULL;
  g_autofree guint8 *states = NULL;
  g_autofree char *label = NULL;
  char number[FOVEA_NUMBER_SIZE];
  FoveaGrid grid;
  int row, column;

  if (!fovea_sheet_pick_cell (self->layout.sheet, x, y, &grid, &row, &column))
    return NULL;
  if (grid.role == FOVEA_PART_CURVE)
    return say_loss (self, get_step_at (self, &grid, column));
  if (fovea_gradient_hides_part (&self->layout, grid.role))
    return fovea_say_hidden ();
  values = g_new0 (float, grid.columns);
  states = g_new0 (guint8, grid.columns);
  grid.fill (grid.data, &grid, row, values, states);
  if (states[column] == FOVEA_CELL_EMPTY)
    return g_strdup (_ ("padding: what comes here is dropped"));
  if (states[column] == FOVEA_CELL_PADDING)
    return g_strdup (_ ("padding: 0"));
  label = fovea_gradient_say_label (&self->layout, grid.role, grid.index & 1023, FALSE);
  return g_strdup_printf (_ ("%s, row %d, column %d: %s"), label, row + 1, column + 1,
                          fovea_number_full (values[column], number));
}

static FoveaSheet *
fovea_gradient_scene_get_sheet (FoveaScene *scene)
{
  return FOVEA_GRADIENT_SCENE (scene)->layout.sheet;
}

static gboolean
fovea_gradient_scene_name_cell (FoveaScene *scene, const FoveaGrid *grid, int row, int column, FoveaCell *cell)
{
  return fovea_gradient_name_cell (&FOVEA_GRADIENT_SCENE (scene)->layout, grid, row, column, cell);
}

static char *
fovea_gradient_scene_describe (FoveaScene *scene, char **description)
{
  FoveaGradientScene *self = FOVEA_GRADIENT_SCENE (scene);
  int filters = fovea_convolution_get_filters (self->lesson);
  char *label = fovea_gradient_describe (self->lesson, description);

  if (description && fovea_convolution_get_pass (self->lesson) == FOVEA_LESSON_TRAIN && filters > 1)
    {
      g_autofree char *sentences = *description;

      *description = g_strdup_printf (_ ("Filter %d of %d. %s"), MIN (self->layout.filter, filters - 1) + 1, filters,
                                      sentences);
    }
  return label;
}

/* --- GObject */

static void
lesson_changed_cb (FoveaGradientScene *self)
{
  self->before = self->position;
  self->position = fovea_lesson_get_position (FOVEA_LESSON (self->lesson));
  self->stale = TRUE;
  fovea_scene_changed (FOVEA_SCENE (self));
}

static void
fovea_gradient_scene_finalize (GObject *object)
{
  FoveaGradientScene *self = FOVEA_GRADIENT_SCENE (object);

  g_clear_object (&self->lesson);
  fovea_sheet_free (self->layout.sheet);

  G_OBJECT_CLASS (fovea_gradient_scene_parent_class)->finalize (object);
}

static FoveaLesson *
fovea_gradient_scene_get_lesson (FoveaScene *scene)
{
  return FOVEA_LESSON (FOVEA_GRADIENT_SCENE (scene)->lesson);
}

static void
fovea_gradient_scene_class_init (FoveaGradientSceneClass *klass)
{
  FoveaSceneClass *scene_class = FOVEA_SCENE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fovea_gradient_scene_finalize;
  scene_class->measure = fovea_gradient_scene_measure;
  scene_class->paint = fovea_gradient_scene_paint;
  scene_class->hover = fovea_gradient_scene_hover;
  scene_class->activate = fovea_gradient_scene_activate;
  scene_class->tooltip = fovea_gradient_scene_tooltip;
  scene_class->describe = fovea_gradient_scene_describe;
  scene_class->get_sheet = fovea_gradient_scene_get_sheet;
  scene_class->name_cell = fovea_gradient_scene_name_cell;
  scene_class->get_lesson = fovea_gradient_scene_get_lesson;
}

static void
fovea_gradient_scene_init (FoveaGradientScene *self)
{
  self->layout.sheet = fovea_sheet_new ();
  self->stale = TRUE;
}

FoveaScene *
fovea_gradient_scene_new (FoveaConvolution *lesson)
{
  FoveaGradientScene *self;

  g_return_val_if_fail (FOVEA_IS_CONVOLUTION (lesson), NULL);

  self = g_object_new (FOVEA_TYPE_GRADIENT_SCENE, NULL);
  self->lesson = g_object_ref (lesson);
  self->layout.lesson = lesson;
  self->position = self->before = fovea_lesson_get_position (FOVEA_LESSON (lesson));
  g_signal_connect_object (lesson, "changed", G_CALLBACK (lesson_changed_cb), self, G_CONNECT_SWAPPED);
  return FOVEA_SCENE (self);
}
