/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The search for a plan: every choice of cell sizes, and of how many slices, filters and maps are shown, is measured
 * with the very boxes that would be placed, and the best of those that fit is taken. What counts is in the scores: an
 * input whose numbers can be read, and that is the largest thing on the page; then outputs and filters; then the
 * products. */

#include "config.h"

#include "scene/convolution-frame.h"

#include "scene/grid.h"
#include "scene/pile.h"

#include <math.h>
#include <string.h>

enum
{
  MAX_BOXES = 8, /* products one after another that have a box each, */
  MAX_BOXED = 16 /* and how many of them */
};

double
fovea_frame_get_cell_of (const FoveaConvolutionPlan *plan, int block)
{
  return block == FOVEA_GRID_INPUT    ? plan->cell
         : block == FOVEA_GRID_PATCH  ? plan->patch_cell
         : block == FOVEA_GRID_FILTER ? plan->filter_cell
                                      : plan->map_cell;
}

/* The blocks beside the input, in order; returns how many. */
int
fovea_frame_list_blocks (const FoveaFrame *frame, const FoveaConvolutionPlan *plan, int *blocks, FoveaSpan *spans)
{
  int n = 0;

  if (plan->patch_cell > 0 && frame->windows)
    blocks[n++] = FOVEA_GRID_PATCH;
  blocks[n++] = FOVEA_GRID_FILTER;
  blocks[n++] = FOVEA_GRID_MAP;
  if (frame->relu && frame->out_rows > 0)
    blocks[n++] = FOVEA_GRID_RELU;
  if (frame->pool && frame->out_rows > 0)
    blocks[n++] = FOVEA_GRID_POOL;
  for (int i = 0; i < n; i++)
    {
      const FoveaBlock *block = &frame->blocks[blocks[i]];
      double cell = fovea_frame_get_cell_of (plan, blocks[i]);

      spans[i].width = fovea_frame_get_block_width (block, cell);
      spans[i].head = fovea_frame_get_head (block);
      spans[i].height = fovea_frame_get_block_height (block, cell, spans[i].head);
    }
  return n;
}

/* The input's head: label, note, and the starts of the windows above its cells. */
double
fovea_frame_get_input_head (const FoveaFrame *frame)
{
  return fovea_frame_get_head (&frame->blocks[FOVEA_GRID_INPUT]) + 16 * frame->unit;
}

double
fovea_frame_get_input_width (const FoveaFrame *frame, double cell)
{
  return fmax (
      frame->blocks[FOVEA_GRID_INPUT].label_width,
      fmax (frame->blocks[FOVEA_GRID_INPUT].note_width, (frame->layout->columns + frame->layout->over_x) * cell + 1));
}

double
fovea_frame_get_input_height (const FoveaFrame *frame, double cell)
{
  return fovea_frame_get_input_head (frame) + (frame->layout->rows + frame->layout->over_y) * cell + 1
         + (frame->misfit ? 20 * frame->unit : 0);
}

/* Width and height of everything that @plan puts into the body. */
static FoveaSpan
measure_single (const FoveaFrame *frame, const FoveaConvolutionPlan *plan)
{
  int blocks[FOVEA_N_GRIDS];
  FoveaSpan spans[FOVEA_N_GRIDS], right;
  int n = fovea_frame_list_blocks (frame, plan, blocks, spans);
  double unit = frame->unit, input = fovea_frame_get_input_width (frame, plan->cell),
         height = fovea_frame_get_input_height (frame, plan->cell);
  double room = plan->below ? frame->width : frame->width - input - 40 * unit;
  double products = plan->products == FOVEA_PRODUCTS_BOXES
                        ? fmax (frame->filter_columns * (frame->box_width + 6 * unit) - 6 * unit, frame->sum_width)
                        : frame->sum_width;

  right = fovea_frame_flow (spans, n, room, FOVEA_FRAME_GAP * unit, 14 * unit,
                            plan->below ? 0 : fovea_frame_get_input_head (frame), NULL);
  right.width = fmax (right.width, frame->windows ? products : 0);
  right.height += fovea_frame_get_products_height (frame, plan, room) + (frame->windows ? 12 * unit : 0);
  if (plan->below)
    return (FoveaSpan){ fmax (input, right.width), height + 14 * unit + right.height, 0 };
  return (FoveaSpan){ input + 40 * unit + right.width, fmax (height, right.height), 0 };
}

static double
shrink (double cell, double factor, int count, double unit)
{
  double numbered = FOVEA_CELL_NUMBERED * unit, wanted = cell * factor;
  double least = count <= 8 ? numbered : fmin (numbered, 100 * unit / count);
  double best = fmax (wanted, least);

  return best >= FOVEA_CELL_MIN ? floor (best) : fmax (floor (best * 4) / 4, 0.25);
}

static double
score_single (const FoveaFrame *frame, const FoveaConvolutionPlan *plan)
{
  double unit = frame->unit, score;

  score = fmin (plan->cell / unit, 48) + 0.6 * fmin (plan->map_cell / unit, 40)
          + 0.4 * fmin (plan->filter_cell / unit, 40);
  score += plan->products == FOVEA_PRODUCTS_BOXES ? 16 : plan->products == FOVEA_PRODUCTS_TEXT ? 8 : 0;
  score += plan->cell >= FOVEA_CELL_NUMBERED * unit ? 12 : 0;
  score
      += 40 * fmin (frame->layout->rows * plan->cell / unit / 320, 1); /* the input is the largest thing on the page */
  return score - (plan->below ? 4 : 0);
}

static double
step_down (double cell)
{
  return cell > FOVEA_CELL_MIN ? cell - 1 : cell > 4 ? cell - 0.5 : cell - 0.25;
}

gboolean
fovea_frame_plan_single (FoveaFrame *frame)
{
  static const double factors[] = { 1, 0.85, 0.7, 0.55, 0.4, 0.25, 0.15, 0.08, 0.04, 0.02 };
  static const double filter_factors[] = { 1, 0.7, 0.4, 0.1 };
  double unit = frame->unit, best = -1, high = frame->bottom - frame->top;
  int longest = MAX (frame->filter_columns, frame->filter_rows), area = frame->filter_columns * frame->filter_rows;
  int most = longest <= MAX_BOXES && area <= MAX_BOXED ? FOVEA_PRODUCTS_BOXES
             : area <= FOVEA_FRAME_TERMS               ? FOVEA_PRODUCTS_TEXT
                                                       : FOVEA_PRODUCTS_LINE;

  for (int below = 0; below < 2; below++)
    for (int products = FOVEA_PRODUCTS_LINE; products <= most; products++)
      for (double cell = FOVEA_CELL_MAX * unit; cell >= 0.5; cell = step_down (cell))
        for (gsize f = 0; f < G_N_ELEMENTS (factors) * G_N_ELEMENTS (filter_factors); f++)
          {
            double base = fmin (fmax (cell, 26 * unit), fmax (44 * unit, 0.85 * cell));
            double factor = factors[f / G_N_ELEMENTS (filter_factors)];
            double filter_factor = filter_factors[f % G_N_ELEMENTS (filter_factors)];
            FoveaConvolutionPlan plan
                = { .below = below, .cell = cell, .products = products, .slices = 1, .filters = 1, .maps = 1 };
            FoveaSpan span;

            plan.filter_cell = shrink (base, filter_factor, longest, unit);
            plan.map_cell = shrink (base, factor, MAX (frame->out_columns, frame->out_rows), unit);
            plan.patch_cell = cell < FOVEA_CELL_NUMBERED * unit ? plan.filter_cell : 0;
            if (score_single (frame, &plan) <= best)
              continue;
            span = measure_single (frame, &plan);
            if (span.width > frame->width || span.height > high)
              continue;
            best = score_single (frame, &plan);
            frame->layout->plan = plan;
          }
  return best >= 0;
}

/* A map with what follows it: one span. */
FoveaSpan
fovea_frame_get_map_group (const FoveaFrame *frame, const FoveaConvolutionPlan *plan)
{
  FoveaSpan group = { 0, 0, 0 };
  double arrow = 24 * frame->unit, pile;

  for (int block = FOVEA_GRID_MAP; block < FOVEA_N_GRIDS; block++)
    {
      const FoveaBlock *b = &frame->blocks[block];

      if ((block == FOVEA_GRID_RELU && !frame->relu) || (block == FOVEA_GRID_POOL && !frame->pool)
          || (block != FOVEA_GRID_MAP && frame->out_rows == 0))
        continue;
      group.head = fmax (group.head, fovea_frame_get_head (b));
      group.width += fovea_frame_get_block_width (b, plan->map_cell) + (block == FOVEA_GRID_MAP ? 0 : arrow);
      group.height = fmax (group.height, b->rows * plan->map_cell + 1);
    }
  pile = (frame->out_rows > 0 ? fovea_pile_count (frame->filters, plan->maps) : 0) * FOVEA_PILE_CARD * frame->unit;
  group.head += pile;
  group.width += pile;
  group.height += group.head;
  return group;
}

double
fovea_frame_get_panel_height (const FoveaFrame *frame, const FoveaConvolutionPlan *plan)
{
  if (!frame->windows)
    return 0;
  if (plan->products == FOVEA_PRODUCTS_BOXES)
    return frame->panel_rows * frame->panel_line + 24 * frame->unit;
  return plan->across ? 3 * frame->sum_height : frame->sum_height;
}

/* Height of one slice: label, and the higher of the input's slice and the filter's. */
double
fovea_frame_get_slot (const FoveaFrame *frame, const FoveaConvolutionPlan *plan)
{
  const FoveaBlock *input = &frame->blocks[FOVEA_GRID_INPUT], *filter = &frame->blocks[FOVEA_GRID_FILTER];
  double left = fovea_frame_get_head (input) + frame->layout->rows * plan->cell + 1;
  double right
      = fovea_frame_get_head (filter) + frame->filter_rows * plan->filter_cell + 1 + FOVEA_FRAME_LINE + filter->foot_height;

  return fmax (left, right) + FOVEA_FRAME_SLOT_GAP * frame->unit;
}

double
fovea_frame_get_slices_head (const FoveaFrame *frame, const FoveaConvolutionPlan *plan)
{
  const FoveaBlock *filter = &frame->blocks[FOVEA_GRID_FILTER];
  double slot = fovea_frame_get_slot (frame, plan) - FOVEA_FRAME_SLOT_GAP * frame->unit;
  double beside = (slot - fovea_frame_get_block_height (filter, plan->filter_cell, fovea_frame_get_head (filter))) / 2;

  return fmax (0, frame->caption_height + 6 * frame->unit - fmax (0, beside));
}

double
fovea_frame_get_left_width (const FoveaFrame *frame, const FoveaConvolutionPlan *plan)
{
  double unit = frame->unit,
         filter = fovea_frame_get_block_width (&frame->blocks[FOVEA_GRID_FILTER], plan->filter_cell);
  double width = fmax ((frame->layout->columns + frame->layout->over_x) * plan->cell + 1,
                       frame->blocks[FOVEA_GRID_INPUT].label_width);

  if (plan->patch_cell > 0)
    width += 36 * unit + fovea_frame_get_block_width (&frame->blocks[FOVEA_GRID_PATCH], plan->patch_cell);
  return width + 44 * unit + plan->filters * filter + (plan->filters - 1) * 20 * unit;
}

FoveaSpan
fovea_frame_measure_right (const FoveaFrame *frame, const FoveaConvolutionPlan *plan, double room)
{
  FoveaSpan spans[8] = { 0 }, right;
  double unit = frame->unit, panel = plan->products == FOVEA_PRODUCTS_BOXES ? frame->panel_width
                                     : plan->across                           ? frame->sum_width / 2
                                                                              : frame->sum_width;

  for (int i = 0; i < plan->maps; i++)
    spans[i] = fovea_frame_get_map_group (frame, plan);
  right = fovea_frame_flow (spans, plan->maps, room, 24 * unit, 12 * unit, 0, NULL);
  right.width = fmax (right.width, frame->windows ? panel : 0);
  right.height += plan->maps < frame->filters && !fovea_frame_hides_output (frame) ? frame->more_height + 6 * unit : 0;
  right.height += frame->windows ? 14 * unit + fovea_frame_get_panel_height (frame, plan) : 0;
  return right;
}

static FoveaSpan
measure_volumes (const FoveaFrame *frame, const FoveaConvolutionPlan *plan)
{
  double unit = frame->unit, left = fovea_frame_get_left_width (frame, plan) + 36 * unit;
  double slices = fovea_frame_get_slices_head (frame, plan) + plan->slices * fovea_frame_get_slot (frame, plan)
                  + (plan->slices < frame->depth ? frame->more_height + 2 * unit : -FOVEA_FRAME_SLOT_GAP * unit)
                  + (plan->slices == 1 ? frame->layout->over_y * plan->cell : 0);
  FoveaSpan right = fovea_frame_measure_right (frame, plan, frame->width - left);

  return (FoveaSpan){ left + right.width, fmax (slices, right.height), 0 };
}

static double
score_volumes (const FoveaFrame *frame, const FoveaConvolutionPlan *plan)
{
  double unit = frame->unit, score;

  gboolean numbered = plan->cell >= FOVEA_CELL_NUMBERED * unit;
  double side = frame->layout->rows * plan->cell / unit; /* of a slice: colour alone needs a picture of some size */

  score = fmin (plan->cell / unit, 30) + 0.5 * fmin (plan->map_cell / unit, 30)
          + 0.5 * fmin (plan->filter_cell / unit, 26);
  score += (numbered ? 14 : 0) + 24 * fmin (side / 160, 1);
  score += 8 * MIN (plan->slices, 3) + (numbered ? MIN (plan->slices, 8) : 0) + (plan->slices == frame->depth ? 28 : 0);
  score += 18 * fmin (frame->out_rows * plan->map_cell / unit / 180, 1);
  score += 5 * MIN (plan->filters, 2) + 5 * MIN (plan->maps, 2) + plan->maps;
  return score + (plan->products == FOVEA_PRODUCTS_BOXES ? 14 : 0);
}

/* Takes @plan if it fits and is better than @best. */
static void
consider_volumes (FoveaFrame *frame, FoveaConvolutionPlan *plan, double *best)
{
  double score = score_volumes (frame, plan);
  FoveaSpan span;

  if (score <= *best)
    return;
  span = measure_volumes (frame, plan);
  if (span.width > frame->width || span.height > frame->bottom - frame->top)
    return;
  *best = score;
  frame->layout->plan = *plan;
}

static void
try_cells (FoveaFrame *frame, FoveaConvolutionPlan plan, double *best)
{
  static const double factors[] = { 1.3, 1, 0.8, 0.6, 0.4, 0.25, 0.15, 0.08, 0.04, 0.02 };
  double unit = frame->unit;

  for (double cell = 44 * unit; cell >= 0.5; cell = cell > 24 ? cell - 2 : step_down (cell))
    for (gsize f = 0; f < G_N_ELEMENTS (factors); f++)
      {
        double base = fmin (fmax (cell, 20 * unit), 40 * unit);

        plan.cell = cell;
        plan.filter_cell = shrink (base, fmin (factors[f], 1), MAX (frame->filter_columns, frame->filter_rows), unit);
        plan.map_cell = shrink (base, factors[f], MAX (frame->out_columns, frame->out_rows), unit);
        plan.patch_cell = cell < FOVEA_CELL_NUMBERED * unit && plan.filter_cell >= FOVEA_CELL_NUMBERED * unit
                              ? plan.filter_cell
                              : 0;
        consider_volumes (frame, &plan, best);
      }
}

gboolean
fovea_frame_plan_volumes (FoveaFrame *frame)
{
  double best = -1;
  int most_maps = fovea_frame_hides_output (frame) ? 1 : MIN (frame->filters, 6);

  for (int products = FOVEA_PRODUCTS_BOXES; products >= FOVEA_PRODUCTS_LINE; products -= FOVEA_PRODUCTS_BOXES)
    for (int slices = MIN (frame->depth, 8); slices > 0; slices--)
      for (int filters = MIN (frame->filters, 2); filters > 0; filters--)
        for (int maps = most_maps; maps > 0; maps--)
          try_cells (frame,
                     (FoveaConvolutionPlan){
                         .volumes = TRUE, .slices = slices, .filters = filters, .maps = maps, .products = products },
                     &best);
  return best >= 0;
}
