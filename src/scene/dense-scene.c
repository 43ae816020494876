/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The convolution as a fully connected layer, o = W·x + b. The input is stretched to a vector of W·H·D numbers, slice by
 * slice, row by row; each output has a row of W with a weight for every one of them:
 *   W[(k, r, c), (d, i, j)] = w[k, d, i + P − r·S, j + P − c·S] if that is a weight of the filter, else nothing.
 * A filter that covers its input fills its row: that is a fully connected layer. A smaller one leaves most of it empty,
 * and the rows of a map hold the same weights in other places. */

#include "config.h"

#include "scene/dense-scene.h"

#include "lesson/numbers.h"
#include "scene/dense-layout.h"
#include "scene/grid.h"

#include <glib/gi18n-lib.h>

struct _FoveaDenseScene
{
  FoveaViewScene parent_instance;

  FoveaDenseLayout layout;
};

G_DEFINE_FINAL_TYPE (FoveaDenseScene, fovea_dense_scene, FOVEA_TYPE_VIEW_SCENE)

static FoveaPlace
get_place (const FoveaViewFrame *frame, int output)
{
  return fovea_convolution_get_place (frame->lesson, output);
}

static void
fovea_dense_scene_lay_out (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  fovea_dense_lay_out (&FOVEA_DENSE_SCENE (scene)->layout, frame);
}

/* --- what is lit */

/* The part of the window that lies in the input, on each picture. */
static void
paint_windows (const FoveaDenseLayout *layout, const FoveaViewFrame *frame, cairo_t *cr)
{
  int top, left, first = fovea_dense_get_first_slice (layout, frame);

  fovea_view_find_input (frame, frame->place, (FoveaTap){ 0, 0, 0 }, &top, &left);
  for (int slice = first; slice < first + layout->slices; slice++)
    for (int role = FOVEA_DENSE_INPUT; role <= FOVEA_DENSE_FOLDED; role++)
      {
        const FoveaGrid *grid = fovea_sheet_find_grid (frame->sheet, role, slice);
        int row = MAX (top, 0), column = MAX (left, 0);
        int end = MIN (top + fovea_geometry_extent (&frame->y), frame->y.input);
        int right = MIN (left + fovea_geometry_extent (&frame->x), frame->x.input);

        if (grid && end > row && right > column && fovea_convolution_sees (frame->lesson, frame->place.map, slice))
          fovea_stroke_box (cr, fovea_grid_box (grid, row, column, end - row, right - column), frame->palette->here,
                            2 * frame->unit);
      }
}

/* The row of W that makes the current output, from its first cell to the output. */
static void
paint_row (const FoveaDenseLayout *layout, const FoveaViewFrame *frame, cairo_t *cr)
{
  int row = frame->position - layout->outputs.first;

  for (int role = FOVEA_DENSE_WEIGHTS; role <= FOVEA_DENSE_OUTPUTS; role++)
    {
      const FoveaGrid *grid = fovea_sheet_find_grid (frame->sheet, role, 0);

      if (grid && row >= 0 && row < grid->rows)
        fovea_stroke_box (cr, fovea_grid_box (grid, row, 0, 1, grid->columns), frame->palette->here, 3 * frame->unit);
    }
}

/* Everything that is input @index or a weight that meets it. */
static void
mark_input (const FoveaDenseLayout *layout, const FoveaViewFrame *frame, cairo_t *cr, int index)
{
  FoveaPixel pixel = fovea_dense_get_pixel (frame, index);

  for (int role = FOVEA_DENSE_INPUT; role <= FOVEA_DENSE_FOLDED; role++)
    {
      const FoveaGrid *grid = fovea_sheet_find_grid (frame->sheet, role, pixel.slice);

      if (grid)
        fovea_stroke_box (cr, fovea_grid_box (grid, pixel.row, pixel.column, 1, 1), frame->palette->ink, 2);
    }
  for (int role = FOVEA_DENSE_VECTOR; role <= FOVEA_DENSE_WEIGHTS; role++)
    {
      const FoveaGrid *grid = fovea_sheet_find_grid (frame->sheet, role, 0);

      if (grid && fovea_fold_shows (&layout->inputs, index))
        fovea_stroke_box (cr, fovea_grid_box (grid, 0, index - layout->inputs.first, grid->rows, 1),
                          frame->palette->input_label, 2);
    }
}

static void
paint_hover (const FoveaDenseLayout *layout, const FoveaViewFrame *frame, cairo_t *cr)
{
  const FoveaAim *aim = &frame->hover;
  const FoveaGrid *grid = fovea_sheet_find_aim (frame->sheet, aim);

  if (!grid)
    return;
  if (aim->role <= FOVEA_DENSE_FOLDED)
    mark_input (layout, frame, cr, fovea_dense_get_index (frame, (FoveaPixel){ aim->index, aim->row, aim->column }));
  else if (aim->role <= FOVEA_DENSE_WEIGHTS)
    mark_input (layout, frame, cr, layout->inputs.first + aim->column);
  fovea_stroke_box (cr, fovea_grid_box (grid, aim->row, aim->column, 1, 1), frame->palette->ink, 2);
}

static void
fovea_dense_scene_paint_over (FoveaViewScene *scene, const FoveaViewFrame *frame, cairo_t *cr, double t)
{
  const FoveaDenseLayout *layout = &FOVEA_DENSE_SCENE (scene)->layout;

  paint_windows (layout, frame, cr);
  paint_row (layout, frame, cr);
  paint_hover (layout, frame, cr);
}

/* --- pointer */

static gboolean
fovea_dense_scene_find_place (FoveaViewScene *scene, const FoveaViewFrame *frame, const FoveaGrid *grid, int row,
                              int column, FoveaPlace *place)
{
  if (grid->role < FOVEA_DENSE_WEIGHTS)
    return FALSE;
  *place = get_place (frame, FOVEA_DENSE_SCENE (scene)->layout.outputs.first + row);
  return TRUE;
}

static void
fovea_dense_scene_act (FoveaViewScene *scene, FoveaAction action)
{
  FoveaDenseLayout *layout = &FOVEA_DENSE_SCENE (scene)->layout;

  layout->first_input = action.value;
  layout->of_position = fovea_view_scene_get_frame (scene)->position;
  fovea_view_scene_renew (scene);
}

static gboolean
fovea_dense_scene_name_cell (FoveaViewScene *scene, const FoveaViewFrame *frame, const FoveaGrid *grid, int row,
                             int column, FoveaCell *cell)
{
  const FoveaDenseLayout *layout = &FOVEA_DENSE_SCENE (scene)->layout;
  gboolean picture = grid->role < FOVEA_DENSE_VECTOR;
  FoveaPixel pixel = picture ? (FoveaPixel){ grid->index, row, column }
                             : fovea_dense_get_pixel (frame, layout->inputs.first + column);
  FoveaPlace place = picture ? frame->place : get_place (frame, layout->outputs.first + row);
  FoveaTap tap;
  float weight;

  switch (grid->role)
    {
    case FOVEA_DENSE_INPUT:
    case FOVEA_DENSE_VECTOR:
      *cell = (FoveaCell){ FOVEA_CELL_OF_INPUT, 0, pixel.slice, pixel.row, pixel.column };
      return TRUE;
    case FOVEA_DENSE_FOLDED:
    case FOVEA_DENSE_WEIGHTS:
      if (fovea_dense_get_connection (frame, place, pixel, &tap, &weight) == FOVEA_CELL_EMPTY)
        return FALSE;
      *cell = fovea_view_name_weight (frame, place.map, tap);
      return TRUE;
    case FOVEA_DENSE_BIASES:
      *cell = fovea_view_name_bias (place.map);
      return TRUE;
    default:
      return FALSE;
    }
}

/* --- words */

static char *
fovea_dense_scene_say_title (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  char inputs[FOVEA_NUMBER_SIZE], outputs[FOVEA_NUMBER_SIZE];
  g_autofree char *shape = NULL, *w = NULL, *x = NULL, *o = NULL, *stretched = NULL, *made = NULL;

  fovea_number_count (fovea_dense_count_inputs (frame), inputs);
  fovea_number_count ((gint64)frame->columns * frame->rows * frame->filters, outputs);
  shape = g_strdup_printf ("W %s×%s", outputs, inputs);
  stretched = g_strdup_printf ("x %s×1", inputs);
  made = g_strdup_printf ("o %s×1", outputs);
  w = fovea_view_paint_word (frame, FOVEA_SCALE_WEIGHT, shape);
  x = fovea_view_paint_word (frame, FOVEA_SCALE_INPUT, stretched);
  o = fovea_view_paint_word (frame, FOVEA_SCALE_OUTPUT, made);
  return g_strdup_printf ("%s = %s · %s + b", o, w, x);
}

static char *
fovea_dense_scene_say_sentence (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  char inputs[FOVEA_NUMBER_SIZE], used[FOVEA_NUMBER_SIZE];

  fovea_number_count (fovea_dense_count_inputs (frame), inputs);
  fovea_number_count (frame->volume, used);
  if (frame->volume >= fovea_dense_count_inputs (frame))
    return g_strdup_printf (_("The %d×%d×%d input is stretched to %s numbers. Each output is the dot product of a row of W "
                              "with all of them: it is connected to the whole input."),
                            frame->x.input, frame->y.input, frame->depth, inputs);
  return g_strdup_printf (_("As a fully connected layer each output would have a row of %s weights, one for each input. Here "
                            "at most %s of them are there, and every row of a map has the same ones in other places."),
                          inputs, used);
}

static char *
fovea_dense_scene_say_label (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  char inputs[FOVEA_NUMBER_SIZE], outputs[FOVEA_NUMBER_SIZE];

  return g_strdup_printf (_("The convolution as a fully connected layer: %s outputs of %s inputs"),
                          fovea_number_count ((gint64)frame->columns * frame->rows * frame->filters, outputs),
                          fovea_number_count (fovea_dense_count_inputs (frame), inputs));
}

static char *
say_connection (const FoveaViewFrame *frame, FoveaPlace place, FoveaPixel pixel)
{
  FoveaTap tap;
  float weight;

  if (fovea_dense_get_connection (frame, place, pixel, &tap, &weight) == FOVEA_CELL_EMPTY)
    return g_strdup_printf (_("o[%d, %d, %d] is not connected to x[%d, %d, %d]"), place.row, place.column, place.map,
                            pixel.row, pixel.column, pixel.slice);
  return fovea_view_say_weight (frame, place.map, tap);
}

static char *
fovea_dense_scene_say_cell (FoveaViewScene *scene, const FoveaViewFrame *frame, const FoveaGrid *grid, int row,
                            int column)
{
  const FoveaDenseLayout *layout = &FOVEA_DENSE_SCENE (scene)->layout;
  FoveaPixel pixel = fovea_dense_get_pixel (frame, layout->inputs.first + column);
  FoveaPlace place = grid->role < FOVEA_DENSE_WEIGHTS ? frame->place : get_place (frame, layout->outputs.first + row);

  switch (grid->role)
    {
    case FOVEA_DENSE_INPUT:
      return fovea_view_say_pixel (frame, grid->index, row, column);
    case FOVEA_DENSE_FOLDED:
      return say_connection (frame, place, (FoveaPixel){ grid->index, row, column });
    case FOVEA_DENSE_VECTOR:
      return fovea_view_say_pixel (frame, pixel.slice, pixel.row, pixel.column);
    case FOVEA_DENSE_WEIGHTS:
      return say_connection (frame, place, pixel);
    case FOVEA_DENSE_BIASES:
      return fovea_view_say_bias (frame, place.map);
    default:
      return fovea_view_say_output (frame, place);
    }
}

/* --- GObject */

static void
fovea_dense_scene_class_init (FoveaDenseSceneClass *klass)
{
  FoveaViewSceneClass *view_class = FOVEA_VIEW_SCENE_CLASS (klass);

  view_class->say_title = fovea_dense_scene_say_title;
  view_class->say_sentence = fovea_dense_scene_say_sentence;
  view_class->say_label = fovea_dense_scene_say_label;
  view_class->lay_out = fovea_dense_scene_lay_out;
  view_class->paint_over = fovea_dense_scene_paint_over;
  view_class->find_place = fovea_dense_scene_find_place;
  view_class->name_cell = fovea_dense_scene_name_cell;
  view_class->say_cell = fovea_dense_scene_say_cell;
  view_class->act = fovea_dense_scene_act;
}

static void
fovea_dense_scene_init (FoveaDenseScene *self)
{
  self->layout = (FoveaDenseLayout){ .scene = self, .of_position = -1 };
}

FoveaScene *
fovea_dense_scene_new (FoveaConvolution *lesson)
{
  return fovea_view_scene_new (FOVEA_TYPE_DENSE_SCENE, lesson);
}
