/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Places a volume in a room that is wide and low: the slices of the input side by side, each above the filters' slices
 * that look at it, with the sum of the current one below. A slot is as wide as the widest of these,
 *   width = slices·slot + (slices − 1)·gap,
 * and all cells are equally large, so that what lies on what can be seen. */

#include "config.h"

#include "scene/convolution-frame.h"

#include "scene/grid.h"

#include <math.h>

enum
{
  MOST_SLICES = 4,
  MOST_FILTERS = 2,
  MOST_MAPS = 2
};

static const double GAP = 12, TITLE_GAP = 2;

static double
get_slot (const FoveaFrame *frame, const FoveaConvolutionPlan *plan)
{
  const FoveaBlock *input = &frame->blocks[FOVEA_GRID_INPUT], *filter = &frame->blocks[FOVEA_GRID_FILTER];
  double filters = plan->filters * (frame->filter_columns * plan->filter_cell + 1) + (plan->filters - 1) * GAP * frame->unit;

  return fmax (fmax (input->label_width, frame->layout->columns * plan->cell + 1), fmax (filter->foot_width, filters));
}

double
fovea_frame_get_across_width (const FoveaFrame *frame, const FoveaConvolutionPlan *plan)
{
  return plan->slices * get_slot (frame, plan) + (plan->slices - 1) * GAP * frame->unit;
}

/* Below the input's slices: where the names of the filters begin. */
static double
get_filters_top (const FoveaFrame *frame, const FoveaConvolutionPlan *plan)
{
  return fovea_frame_get_head (&frame->blocks[FOVEA_GRID_INPUT]) + frame->layout->rows * plan->cell + 1 + 6 * frame->unit;
}

static double
get_height (const FoveaFrame *frame, const FoveaConvolutionPlan *plan)
{
  const FoveaBlock *filter = &frame->blocks[FOVEA_GRID_FILTER];

  return get_filters_top (frame, plan) + filter->label_height + TITLE_GAP + frame->filter_rows * plan->filter_cell + 1
         + (filter->foot_height > 0 ? TITLE_GAP + filter->foot_height : 0);
}

static gboolean
fits (const FoveaFrame *frame, const FoveaConvolutionPlan *plan)
{
  double left = fovea_frame_get_across_width (frame, plan) + 36 * frame->unit;
  FoveaSpan right = fovea_frame_measure_right (frame, plan, frame->width - left);

  return left + right.width <= frame->width
         && fmax (get_height (frame, plan), right.height) <= frame->bottom - frame->top;
}

/* The largest cells that count most, those of the input; then the panel of sums; then larger maps. */
gboolean
fovea_frame_plan_across (FoveaFrame *frame)
{
  static const double factors[] = { 1.4, 1.2, 1 };

  if (frame->misfit || frame->depth < 2 || frame->depth > MOST_SLICES)
    return FALSE;
  for (double cell = 40 * frame->unit; cell >= FOVEA_CELL_CROWDED * frame->unit; cell = floor (cell) - 1)
    for (int products = FOVEA_PRODUCTS_BOXES; products >= FOVEA_PRODUCTS_LINE; products -= FOVEA_PRODUCTS_BOXES)
      for (gsize i = 0; i < G_N_ELEMENTS (factors); i++)
        {
          FoveaConvolutionPlan plan = { .volumes = TRUE,
                                        .across = TRUE,
                                        .cell = cell,
                                        .filter_cell = cell,
                                        .map_cell = floor (cell * factors[i]),
                                        .slices = frame->depth,
                                        .filters = MIN (frame->filters, MOST_FILTERS),
                                        .maps = fovea_frame_hides_output (frame) ? 1 : MIN (frame->filters, MOST_MAPS),
                                        .products = products };

          if (!fits (frame, &plan))
            continue;
          frame->layout->plan = plan;
          return TRUE;
        }
  return FALSE;
}

/* The slices of filters that look at one slice of the input; of the current filter with its sum. */
static void
place_filters (FoveaFrame *frame, int slice, double x, double y)
{
  const FoveaConvolutionPlan *plan = &frame->layout->plan;
  const FoveaBlock *block = &frame->blocks[FOVEA_GRID_FILTER];
  double width = frame->filter_columns * plan->filter_cell + 1 + GAP * frame->unit;
  int first = CLAMP (frame->place.map, 0, frame->filters - plan->filters);

  for (int i = 0; i < plan->filters; i++)
    {
      int filter = first + i, index = fovea_filter_index (filter, slice);
      gboolean current = filter == frame->place.map;
      FoveaText bold = fovea_frame_label_look (frame, FOVEA_GRID_FILTER);
      FoveaText small = fovea_frame_small_look (frame, frame->palette->ink);
      g_autofree char *name = g_strdup_printf ("w%d", filter), *label = g_strdup_printf ("filter %d label", index);
      g_autofree char *foot = current ? fovea_frame_say_foot (frame, FOVEA_GRID_FILTER, index) : NULL;
      g_autofree char *foot_name = g_strdup_printf ("filter %d foot", index);
      FoveaBox box;

      if (!fovea_convolution_sees (frame->lesson, filter, slice))
        continue;
      bold.bold = current;
      fovea_sheet_add_text (frame->sheet, label, &bold, name, x + i * width, y);
      box = fovea_frame_place_grid (frame, FOVEA_GRID_FILTER, index, x + i * width, y + block->label_height + TITLE_GAP,
                                    !current);
      if (foot)
        fovea_sheet_add_text (frame->sheet, foot_name, &small, foot, x, box.y + box.height + TITLE_GAP);
    }
}

void
fovea_frame_place_across (FoveaFrame *frame)
{
  const FoveaConvolutionPlan *plan = &frame->layout->plan;
  double slot = get_slot (frame, plan) + GAP * frame->unit, x = frame->margin;

  for (int slice = 0; slice < plan->slices; slice++, x += slot)
    {
      gboolean seen = fovea_convolution_sees (frame->lesson, frame->place.map, slice);

      fovea_frame_place_block (frame, FOVEA_GRID_INPUT, slice, x, frame->top,
                               fovea_frame_get_head (&frame->blocks[FOVEA_GRID_INPUT]), !seen);
      place_filters (frame, slice, x, frame->top + get_filters_top (frame, plan));
    }
}
