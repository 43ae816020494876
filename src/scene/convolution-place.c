/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Places the grids of a convolution with their labels, the starts of the windows, and what is said of a misfit. */

#include "config.h"

#include "scene/convolution-frame.h"

#include "scene/convolution-fill.h"
#include "scene/overlay.h"
#include "scene/starts.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static const char *const names[] = { "input", "patch", "filter", "map", "relu", "pool" }; /* by FoveaGridRole */

static FoveaGrid
make_grid (const FoveaFrame *frame, int block, int index, double cell)
{
  static void (*const fills[]) (gpointer, const FoveaGrid *, int, float *, guint8 *)
      = { fovea_fill_input, fovea_fill_patch, fovea_fill_filter, fovea_fill_map, fovea_fill_relu, fovea_fill_pool };
  static const FoveaScale scales[] = { FOVEA_SCALE_INPUT,  FOVEA_SCALE_INPUT,  FOVEA_SCALE_WEIGHT,
                                       FOVEA_SCALE_OUTPUT, FOVEA_SCALE_OUTPUT, FOVEA_SCALE_OUTPUT };
  FoveaGrid grid = { .rows = frame->blocks[block].rows,
                     .columns = frame->blocks[block].columns,
                     .cell = cell,
                     .crowded = frame->layout->plan.across,
                     .role = block,
                     .index = index,
                     .scale = scales[block],
                     .fill = fills[block],
                     .data = frame->lesson };
  float low = 0, high = 0;

  if (block <= FOVEA_GRID_PATCH)
    fovea_convolution_get_value_range (frame->lesson, &low, &high);
  else if (block == FOVEA_GRID_FILTER)
    high = fovea_convolution_get_weight_limit (frame->lesson, index >> 10);
  else
    high = fovea_convolution_get_map_limit (frame->lesson, index);
  grid.low = low;
  grid.high = high;
  if (block == FOVEA_GRID_INPUT)
    grid.state = fovea_convolution_get_input_state (frame->lesson);
  else if (block == FOVEA_GRID_MAP || block == FOVEA_GRID_RELU)
    grid.state = fovea_convolution_get_map_state (frame->lesson, index) << 20
                 ^ (guint64) fovea_convolution_count_filled (frame->lesson, index) << 1
                 ^ (guint64) fovea_lesson_get_hidden (FOVEA_LESSON (frame->lesson));
  return grid;
}

FoveaBox
fovea_frame_place_grid (FoveaFrame *frame, int block, int index, double x, double y, gboolean dim)
{
  g_autofree char *name = g_strdup_printf ("%s %d", names[block], index);
  FoveaGrid grid = make_grid (frame, block, index, fovea_frame_get_cell_of (&frame->layout->plan, block));

  if (grid.rows == 0)
    return (FoveaBox){ x, y, 0, 0 };
  grid.x = x;
  grid.y = y;
  grid.dim = dim;
  return fovea_sheet_add_grid (frame->sheet, name, &grid);
}

/* A labelled grid, its label at (x, y), its cells @head below; @dim: another than the current one. Returns: the cells'
 * box */
FoveaBox
fovea_frame_place_block (FoveaFrame *frame, int block, int index, double x, double y, double head, gboolean dim)
{
  const FoveaBlock *b = &frame->blocks[block];
  g_autofree char *label = fovea_frame_say_label (frame, block, index),
                  *name = g_strdup_printf ("%s %d", names[block], index);
  g_autofree char *label_name = g_strconcat (name, " label", NULL), *note_name = g_strconcat (name, " note", NULL);
  g_autofree char *foot_name = g_strconcat (name, " foot", NULL);
  gboolean red;
  g_autofree char *note = fovea_frame_say_note (frame, block, &red),
                  *foot = dim ? NULL : fovea_frame_say_foot (frame, block, index);
  FoveaText bold = fovea_frame_label_look (frame, block), small = fovea_frame_small_look (frame, frame->palette->dim);
  FoveaBox box;

  bold.bold = !dim;
  fovea_sheet_add_text (frame->sheet, label_name, &bold, label, x, y);
  if (note)
    {
      small.colour = red ? frame->palette->misfit : frame->palette->dim;
      fovea_sheet_add_text (frame->sheet, note_name, &small, note, x, y + b->label_height);
    }
  box = fovea_frame_place_grid (frame, block, index, x, y + head, dim);
  small.colour = frame->palette->ink;
  if (foot && box.height > 0)
    fovea_sheet_add_text (frame->sheet, foot_name, &small, foot, x, box.y + box.height + FOVEA_FRAME_LINE);
  return box;
}

/* Whether a question asks how far the window gets. */
gboolean
fovea_frame_hides_size (const FoveaFrame *frame)
{
  return fovea_lesson_hides (FOVEA_LESSON (frame->lesson), FOVEA_HIDE_OUTPUT_SIZE | FOVEA_HIDE_FIT);
}

gboolean
fovea_frame_hides_output (const FoveaFrame *frame)
{
  return fovea_frame_hides_size (frame) || fovea_lesson_hides (FOVEA_LESSON (frame->lesson), FOVEA_HIDE_MAPS);
}

static void
place_starts (FoveaFrame *frame, const FoveaBox *grid)
{
  FoveaGeometry x = fovea_convolution_get_geometry (frame->lesson, FALSE);
  FoveaStarts starts = { .sheet = frame->sheet,
                         .geometry = &x,
                         .convention = fovea_convolution_get_convention (frame->lesson),
                         .x = grid->x,
                         .y = grid->y - 16 * frame->unit,
                         .right = frame->margin + frame->width,
                         .cell = frame->layout->plan.cell,
                         .unit = frame->unit,
                         .named = TRUE };

  fovea_starts_place (&starts);
}

/* "sticks out", right of the grid and below the dashed window. */
static void
place_sticks_out (FoveaFrame *frame, const FoveaBox *grid, const FoveaText *red)
{
  FoveaGeometry y = fovea_convolution_get_geometry (frame->lesson, TRUE);
  double cell = frame->layout->plan.cell, width, height, x = grid->x + grid->width + 6 * frame->unit;
  double bottom = grid->y + (frame->place.row * y.stride + fovea_geometry_extent (&y)) * cell + 4;

  fovea_sheet_measure (frame->sheet, red, _("sticks out"), &width, &height);
  if (x + width > grid->x + grid->width + frame->layout->over_x * cell + 24 * frame->unit)
    return;
  fovea_sheet_add_text (frame->sheet, "sticks out", red, _("sticks out"), x,
                        fmin (bottom, grid->y + grid->height + FOVEA_FRAME_LINE));
}

static gboolean
leaves_cells (const FoveaFrame *frame)
{
  return frame->misfit && frame->windows && fovea_convolution_get_convention (frame->lesson) <= FOVEA_CONVENTION_FLOOR;
}

/* "never seen", under the input, takes as much room as a label above it. */
void
fovea_frame_measure_misfit_note (FoveaFrame *frame)
{
  FoveaText red = fovea_frame_small_look (frame, frame->palette->misfit);
  FoveaBlock *input = &frame->blocks[FOVEA_GRID_INPUT];
  double width, height;

  if (!leaves_cells (frame))
    return;
  fovea_sheet_measure (frame->sheet, &red, _("hatched: never seen"), &width, &height);
  input->label_width = fmax (input->label_width, width);
}

void
fovea_frame_place_misfit_notes (FoveaFrame *frame, const FoveaBox *grid)
{
  FoveaText red = fovea_frame_small_look (frame, frame->palette->misfit);

  if (leaves_cells (frame))
    fovea_sheet_add_text (frame->sheet, "never seen", &red, _("hatched: never seen"), grid->x,
                          grid->y + grid->height + (frame->layout->over_y * frame->layout->plan.cell)
                              + FOVEA_FRAME_LINE);
  if (frame->layout->over_x > 0 && frame->windows)
    place_sticks_out (frame, grid, &red);
}

void
fovea_frame_place_single (FoveaFrame *frame)
{
  const FoveaConvolutionPlan *plan = &frame->layout->plan;
  int blocks[FOVEA_N_GRIDS];
  FoveaSpan spans[FOVEA_N_GRIDS] = { 0 }, taken;
  FoveaSpot spots[FOVEA_N_GRIDS];
  double unit = frame->unit, head = fovea_frame_get_input_head (frame), x = frame->margin, y = frame->top,
         room = frame->width;
  int n = fovea_frame_list_blocks (frame, plan, blocks, spans);
  FoveaBox grid = fovea_frame_place_block (frame, FOVEA_GRID_INPUT, 0, x, y, head, FALSE);

  if (!fovea_frame_hides_size (frame))
    place_starts (frame, &grid);
  fovea_frame_place_misfit_notes (frame, &grid);
  if (plan->below)
    y += fovea_frame_get_input_height (frame, plan->cell) + 14 * unit;
  else
    {
      x += fovea_frame_get_input_width (frame, plan->cell) + 40 * unit;
      room -= fovea_frame_get_input_width (frame, plan->cell) + 40 * unit;
    }
  taken = fovea_frame_flow (spans, n, room, FOVEA_FRAME_GAP * unit, 14 * unit, plan->below ? 0 : head, spots);
  for (int i = 0; i < n; i++)
    fovea_frame_place_block (frame, blocks[i], 0, x + spots[i].x, y + spots[i].y, spots[i].head, FALSE);
  fovea_frame_place_products (frame, x, y + taken.height + 12 * unit, room);
}
