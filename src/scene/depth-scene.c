/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Through the depth. Under each weight of the filter lies one pixel of the input with all its D slices; what they make is
 * a dot product down the depth,
 *   s[u, v] = Σ_d x[d, i, j] · w[d, u, v],   o = Σ_u Σ_v s[u, v] + b.
 * A 1×1 filter has one such pixel and is that dot product: D numbers at a pixel become K. Of a larger filter one pixel is
 * looked at at a time; a click chooses which. */

#include "config.h"

#include "scene/depth-scene.h"

#include "lesson/numbers.h"
#include "scene/convolution-words.h"
#include "scene/depth-layout.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (FoveaDepthScene, fovea_depth_scene, FOVEA_TYPE_VIEW_SCENE)

static void
fovea_depth_scene_lay_out (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  fovea_depth_lay_out (FOVEA_DEPTH_SCENE (scene), frame);
}

/* --- painting */

/* Where a pixel of the front slice is. */
static gboolean
find_pixel (FoveaDepthScene *self, const FoveaViewFrame *frame, FoveaBox *box)
{
  const FoveaGrid *front = fovea_sheet_find_grid (frame->sheet, FOVEA_DEPTH_FRONT, frame->first_seen);
  int row, column;

  fovea_depth_get_pixel (self, &row, &column);
  fovea_view_find_input (frame, frame->place, (FoveaTap){ 0, row, column }, &row, &column);
  if (!front || row < 0 || column < 0 || row >= front->rows || column >= front->columns)
    return FALSE;
  *box = fovea_grid_box (front, row, column, 1, 1);
  return TRUE;
}

/* The slices behind the front one, from the last to the second. */
static void
fovea_depth_scene_paint_under (FoveaViewScene *scene, const FoveaViewFrame *frame, cairo_t *cr, double t)
{
  const FoveaGrid *front = fovea_sheet_find_grid (frame->sheet, FOVEA_DEPTH_FRONT, frame->first_seen);
  FoveaBox box = fovea_grid_box (front, 0, 0, front->rows, front->columns);

  cairo_set_line_width (cr, 1);
  for (int sheet = fovea_depth_count_sheets (frame); sheet > 0; sheet--)
    {
      double away = sheet * FOVEA_DEPTH_SHEET * frame->unit;

      cairo_rectangle (cr, box.x + away + 0.5, box.y - away + 0.5, box.width, box.height);
      fovea_set_colour (cr, fovea_colour_mix (frame->palette->input_low, frame->palette->input_high, 0.35), 1);
      cairo_fill_preserve (cr);
      fovea_set_colour (cr, frame->palette->padding_edge, 1);
      cairo_stroke (cr);
    }
}

/* The needle that goes through all slices at the pixel, and on to the numbers that it meets. */
static void
paint_needle (FoveaDepthScene *self, const FoveaViewFrame *frame, cairo_t *cr)
{
  const FoveaGrid *inputs = fovea_sheet_find_grid (frame->sheet, FOVEA_DEPTH_INPUTS, 0);
  double away = (fovea_depth_count_sheets (frame) + 1) * FOVEA_DEPTH_SHEET * frame->unit, x, y;
  FoveaBox box;

  if (!inputs || !find_pixel (self, frame, &box))
    return;
  x = box.x + box.width / 2;
  y = box.y + box.height / 2;
  fovea_set_colour (cr, frame->palette->here, 0.5);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, x + away, y - away);
  cairo_line_to (cr, inputs->x - 28 * frame->unit, inputs->y);
  if (fovea_depth_is_point (frame))
    {
      cairo_move_to (cr, x, y);
      cairo_line_to (cr, inputs->x - 28 * frame->unit, inputs->y + inputs->rows * inputs->cell);
    }
  cairo_stroke (cr);
  fovea_set_colour (cr, frame->palette->here, 1);
  cairo_set_line_width (cr, 3 * frame->unit);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + away, y - away);
  cairo_stroke (cr);
  if (box.width < 6)
    box = (FoveaBox){ box.x - 2, box.y - 2, box.width + 4, box.height + 4 };
  fovea_stroke_box (cr, box, frame->palette->here, 2.5 * frame->unit);
}

/* A product under the pointer: all three of its numbers. */
static void
paint_hover (FoveaDepthScene *self, const FoveaViewFrame *frame, cairo_t *cr)
{
  const FoveaAim *aim = &frame->hover;
  const FoveaGrid *grid = fovea_sheet_find_aim (frame->sheet, aim);

  if (!grid)
    return;
  for (int role = FOVEA_DEPTH_INPUTS; role <= FOVEA_DEPTH_PRODUCTS; role++)
    {
      const FoveaGrid *other = fovea_sheet_find_grid (frame->sheet, role, aim->index);

      if (other && aim->role >= FOVEA_DEPTH_INPUTS && aim->role <= FOVEA_DEPTH_PRODUCTS)
        fovea_stroke_box (cr, fovea_grid_box (other, aim->row, 0, 1, 1), frame->palette->ink, 2);
    }
  fovea_stroke_box (cr, fovea_grid_box (grid, aim->row, aim->column, 1, 1), frame->palette->ink, 2);
}

static void
fovea_depth_scene_paint_over (FoveaViewScene *scene, const FoveaViewFrame *frame, cairo_t *cr, double t)
{
  FoveaDepthScene *self = FOVEA_DEPTH_SCENE (scene);
  const FoveaGrid *pixels = fovea_sheet_find_grid (frame->sheet, FOVEA_DEPTH_PIXELS, 0);
  int map = frame->place.map - self->maps.first, row, column;
  const FoveaGrid *outputs = fovea_sheet_find_grid (frame->sheet, FOVEA_DEPTH_OUTPUTS, map / self->rows);

  fovea_depth_get_pixel (self, &row, &column);
  paint_needle (self, frame, cr);
  if (pixels)
    fovea_stroke_box (cr, fovea_grid_box (pixels, row, column, 1, 1), frame->palette->here, 2.5 * frame->unit);
  if (outputs)
    fovea_stroke_box (cr, fovea_grid_box (outputs, map % self->rows, 0, 1, 1), frame->palette->here,
                      3 * frame->unit);
  paint_hover (self, frame, cr);
}

/* --- pointer */

static gboolean
fovea_depth_scene_find_place (FoveaViewScene *scene, const FoveaViewFrame *frame, const FoveaGrid *grid, int row,
                              int column, FoveaPlace *place)
{
  FoveaDepthScene *self = FOVEA_DEPTH_SCENE (scene);

  if (grid->role == FOVEA_DEPTH_PIXELS)
    {
      self->chosen_row = row;
      self->chosen_column = column;
      self->of_rows = frame->y.filter;
      self->of_columns = frame->x.filter;
      fovea_view_scene_renew (scene);
      return TRUE;
    }
  place->map = self->maps.first + grid->index * self->rows + row;
  return grid->role == FOVEA_DEPTH_OUTPUTS;
}

static void
fovea_depth_scene_act (FoveaViewScene *scene, FoveaAction action)
{
  const FoveaViewFrame *frame = fovea_view_scene_get_frame (scene);
  FoveaPlace place = frame->place;

  if (action.action == FOVEA_DEPTH_TURN_SLICES)
    {
      FOVEA_DEPTH_SCENE (scene)->first_slice = action.value;
      fovea_view_scene_renew (scene);
      return;
    }
  place.map = action.value;
  fovea_lesson_look_at (FOVEA_LESSON (frame->lesson), fovea_convolution_get_position_of (frame->lesson, place));
}

static gboolean
fovea_depth_scene_name_cell (FoveaViewScene *scene, const FoveaViewFrame *frame, const FoveaGrid *grid, int row,
                             int column, FoveaCell *cell)
{
  FoveaDepthScene *self = FOVEA_DEPTH_SCENE (scene);

  switch (grid->role)
    {
    case FOVEA_DEPTH_FRONT:
      *cell = (FoveaCell){ FOVEA_CELL_OF_INPUT, 0, grid->index, row, column };
      return TRUE;
    case FOVEA_DEPTH_INPUTS:
      *cell = fovea_view_name_input (frame, frame->place, fovea_depth_get_tap (self, grid->index, row));
      return TRUE;
    case FOVEA_DEPTH_WEIGHTS:
      *cell = fovea_view_name_weight (frame, frame->place.map, fovea_depth_get_tap (self, grid->index, row));
      return TRUE;
    default:
      return FALSE;
    }
}

/* --- words */

static char *
fovea_depth_scene_say_title (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  g_autofree char *x = fovea_view_paint_word (frame, FOVEA_SCALE_INPUT, "x[i, j, d]");
  g_autofree char *w
      = fovea_view_paint_word (frame, FOVEA_SCALE_WEIGHT, fovea_depth_is_point (frame) ? "wₖ[d]" : "wₖ[u, v, d]");
  g_autofree char *o = fovea_view_paint_word (frame, FOVEA_SCALE_OUTPUT, "o[i, j, k]");

  if (fovea_depth_is_point (frame))
    return g_strdup_printf ("%s = Σ %s · %s + bₖ", o, x, w);
  g_free (x);
  x = fovea_view_paint_word (frame, FOVEA_SCALE_INPUT, "x[…, d]");
  return g_strdup_printf ("%s = Σ Σ Σ %s · %s + bₖ", o, x, w);
}

static char *
fovea_depth_scene_say_sentence (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  char parameters[FOVEA_NUMBER_SIZE];

  fovea_number_count (fovea_convolution_count_parameters (frame->lesson), parameters);
  if (fovea_depth_is_point (frame))
    return g_strdup_printf (_("A 1×1 filter takes a %d-dimensional dot product down the depth at each pixel: "
                              "%d×%d×%d goes in, %d filters make %d×%d×%d of it, with %s parameters."),
                            frame->seen, frame->x.input, frame->y.input, frame->depth, frame->filters, frame->columns,
                            frame->rows, frame->filters, parameters);
  return g_strdup_printf (_("Each of the %d pixels under the window gives a %d-dimensional dot product down its depth; "
                            "added up, and with the bias, they are one number. Click a pixel to look through it."),
                          frame->x.filter * frame->y.filter, frame->seen);
}

static char *
fovea_depth_scene_say_label (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "The convolution through the depth: %d slice at each of %d×%d pixels under the window",
                   "The convolution through the depth: %d slices at each of %d×%d pixels under the window",
                   (gulong) frame->seen),
      frame->seen, frame->x.filter, frame->y.filter);
}

static char *
say_pixel (FoveaDepthScene *self, const FoveaViewFrame *frame, int row, int column)
{
  char number[FOVEA_NUMBER_SIZE];

  return g_strdup_printf (_("row %d, column %d of the window: its dot product is %s"), row + 1, column + 1,
                          fovea_number_full (fovea_depth_sum_pixel (self, frame, row, column), number));
}

static char *
say_product (const FoveaViewFrame *frame, FoveaTap tap)
{
  char value[FOVEA_NUMBER_SIZE], weight[FOVEA_NUMBER_SIZE], product[FOVEA_NUMBER_SIZE];
  float x, w = fovea_view_get_weight (frame, frame->place.map, tap);

  fovea_view_get_input (frame, frame->place, tap, &x);
  return g_strdup_printf (_("slice %d: %s × %s = %s"), tap.slice, fovea_number_full (x, value),
                          fovea_number_factor (w, 8, weight), fovea_number_full ((double)x * w, product));
}

static char *
fovea_depth_scene_say_cell (FoveaViewScene *scene, const FoveaViewFrame *frame, const FoveaGrid *grid, int row,
                            int column)
{
  FoveaDepthScene *self = FOVEA_DEPTH_SCENE (scene);
  FoveaPlace place = frame->place;

  switch (grid->role)
    {
    case FOVEA_DEPTH_FRONT:
      return fovea_view_say_pixel (frame, grid->index, row, column);
    case FOVEA_DEPTH_PIXELS:
      return frame->asked ? fovea_say_hidden () : say_pixel (self, frame, row, column);
    case FOVEA_DEPTH_INPUTS:
      return fovea_view_say_input (frame, place, fovea_depth_get_tap (self, grid->index, row));
    case FOVEA_DEPTH_WEIGHTS:
      return fovea_view_say_weight (frame, place.map, fovea_depth_get_tap (self, grid->index, row));
    case FOVEA_DEPTH_PRODUCTS:
      return say_product (frame, fovea_depth_get_tap (self, grid->index, row));
    default:
      place.map = self->maps.first + grid->index * self->rows + row;
      return fovea_view_say_output (frame, place);
    }
}

/* --- GObject */

static void
fovea_depth_scene_finalize (GObject *object)
{
  g_clear_pointer (&FOVEA_DEPTH_SCENE (object)->filter, fovea_tensor_unref);

  G_OBJECT_CLASS (fovea_depth_scene_parent_class)->finalize (object);
}

static void
fovea_depth_scene_class_init (FoveaDepthSceneClass *klass)
{
  FoveaViewSceneClass *view_class = FOVEA_VIEW_SCENE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fovea_depth_scene_finalize;
  view_class->say_title = fovea_depth_scene_say_title;
  view_class->say_sentence = fovea_depth_scene_say_sentence;
  view_class->say_label = fovea_depth_scene_say_label;
  view_class->lay_out = fovea_depth_scene_lay_out;
  view_class->paint_under = fovea_depth_scene_paint_under;
  view_class->paint_over = fovea_depth_scene_paint_over;
  view_class->find_place = fovea_depth_scene_find_place;
  view_class->name_cell = fovea_depth_scene_name_cell;
  view_class->say_cell = fovea_depth_scene_say_cell;
  view_class->act = fovea_depth_scene_act;
}

static void
fovea_depth_scene_init (FoveaDepthScene *self)
{
}

FoveaScene *
fovea_depth_scene_new (FoveaConvolution *lesson)
{
  return fovea_view_scene_new (FOVEA_TYPE_DEPTH_SCENE, lesson);
}
