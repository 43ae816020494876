/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Places volumes: the slices of the input in a column, the filters' slices beside them, and the maps that they make. */

#include "config.h"

#include "scene/convolution-frame.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* "+ 53 more slices": a click shows the next ones. */
static FoveaBox
place_more (FoveaFrame *frame, const char *name, const char *text, double x, double y, FoveaAction action)
{
  FoveaText small = fovea_frame_small_look (frame, frame->palette->here);

  return fovea_sheet_add_chip (frame->sheet, name, &small, text, x, y, FOVEA_CHIP_PLAIN, action);
}

/* How far below the top of a slot of @height a block begins so that it stands in its middle. */
static double
get_offset (const FoveaFrame *frame, int block, double cell, double height)
{
  const FoveaBlock *b = &frame->blocks[block];

  return fmax (0, (height - fovea_frame_get_block_height (b, cell, fovea_frame_get_head (b))) / 2);
}

/* The filters that see one slice, the current one first or in its place among the last. */
static void
place_filters (FoveaFrame *frame, int slice, double x, double y, double height)
{
  const FoveaConvolutionPlan *plan = &frame->layout->plan;
  const FoveaBlock *b = &frame->blocks[FOVEA_GRID_FILTER];
  double width = fovea_frame_get_block_width (b, plan->filter_cell);
  int first = CLAMP (frame->place.map, 0, frame->filters - plan->filters);

  for (int i = 0; i < plan->filters; i++)
    if (fovea_convolution_sees (frame->lesson, first + i, slice))
      fovea_frame_place_block (frame, FOVEA_GRID_FILTER, fovea_filter_index (first + i, slice),
                               x + i * (width + 20 * frame->unit),
                               y + get_offset (frame, FOVEA_GRID_FILTER, plan->filter_cell, height),
                               fovea_frame_get_head (b), first + i != frame->place.map);
}

/* Each stands above the first of the slices that its filter sees and that are shown, the topmost being @first_slice. */
static void
place_filter_titles (FoveaFrame *frame, int first_slice, double x, double y)
{
  const FoveaConvolutionPlan *plan = &frame->layout->plan;
  double width = fovea_frame_get_block_width (&frame->blocks[FOVEA_GRID_FILTER], plan->filter_cell) + 20 * frame->unit;
  int first = CLAMP (frame->place.map, 0, frame->filters - plan->filters);

  for (int i = 0; i < plan->filters; i++)
    {
      gboolean current = first + i == frame->place.map;
      int seen = MAX (fovea_convolution_get_first_slice (frame->lesson, first + i) - first_slice, 0);
      FoveaText text = fovea_look (12, current, frame->palette->weight_label);
      g_autofree char *title = g_strdup_printf (_("Filter %d of %d"), first + i + 1, frame->filters);
      g_autofree char *name = g_strdup_printf ("filter title %d", first + i);
      double taken, height;

      fovea_sheet_measure (frame->sheet, &text, title, &taken, &height);
      if (taken > width - 4 * frame->unit)
        {
          g_free (title);
          title = g_strdup_printf (_("Filter %d"), first + i + 1);
        }

      if (seen < plan->slices)
        fovea_sheet_add_text (frame->sheet, name, &text, title, x + i * width,
                              y + seen * fovea_frame_get_slot (frame, plan));
    }
}

void
fovea_frame_place_slices (FoveaFrame *frame)
{
  FoveaConvolutionLayout *layout = frame->layout;
  const FoveaConvolutionPlan *plan = &layout->plan;
  const FoveaBlock *input = &frame->blocks[FOVEA_GRID_INPUT];
  double unit = frame->unit, slot = fovea_frame_get_slot (frame, plan), head = fovea_frame_get_slices_head (frame, plan);
  double patch
      = frame->margin + fmax ((layout->columns + layout->over_x) * plan->cell + 1, input->label_width) + 36 * unit;
  double filters = frame->margin + fovea_frame_get_left_width (frame, plan)
                   - plan->filters * fovea_frame_get_block_width (&frame->blocks[FOVEA_GRID_FILTER], plan->filter_cell)
                   - (plan->filters - 1) * 20 * unit;
  double gap = FOVEA_FRAME_SLOT_GAP * unit;
  int first = CLAMP (layout->first_slice, 0, frame->depth - plan->slices), more = frame->depth - plan->slices;

  place_filter_titles (frame, first, filters,
                       frame->top + head - frame->caption_height - 6 * unit
                           + get_offset (frame, FOVEA_GRID_FILTER, plan->filter_cell, slot - gap));
  for (int i = 0; i < plan->slices; i++)
    {
      double y = frame->top + head + i * slot;
      gboolean seen = fovea_convolution_sees (frame->lesson, frame->place.map, first + i);
      FoveaBox grid = fovea_frame_place_block (frame, FOVEA_GRID_INPUT, first + i, frame->margin, y,
                                               fovea_frame_get_head (input), !seen);

      if (plan->patch_cell > 0 && frame->windows && seen)
        fovea_frame_place_block (frame, FOVEA_GRID_PATCH, first + i, patch,
                                 y + get_offset (frame, FOVEA_GRID_PATCH, plan->patch_cell, slot - gap),
                                 fovea_frame_get_head (&frame->blocks[FOVEA_GRID_PATCH]), FALSE);
      place_filters (frame, first + i, filters, y, slot - gap);
      if (i == plan->slices - 1 && more == 0)
        fovea_frame_place_misfit_notes (frame, &grid);
    }
  fovea_frame_place_terms (frame, frame->margin, frame->top + head + slot + (frame->misfit ? 24 : 12) * unit,
                           fovea_frame_get_left_width (frame, plan) + 28 * unit);
  if (more > 0)
    {
      g_autofree char *text
          = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "+ %d more slice", "+ %d more slices", (gulong) more), more);
      int next = first + plan->slices >= frame->depth ? 0 : first + plan->slices;

      place_more (frame, "more slices", text, frame->margin, frame->top + head + plan->slices * slot,
                  (FoveaAction){ FOVEA_ACTION_SLICES, next });
    }
}

static void
place_arrow (FoveaFrame *frame, double x, double y)
{
  FoveaText text = fovea_look (14, FALSE, frame->palette->dim);

  fovea_sheet_add_text (frame->sheet, "arrow", &text, "→", x, y);
}

/* A map, and → its rectified, → its pooled self. */
static void
place_map_group (FoveaFrame *frame, int filter, double x, double y, double head)
{
  const FoveaConvolutionPlan *plan = &frame->layout->plan;
  double arrow = 24 * frame->unit;

  for (int block = FOVEA_GRID_MAP; block < FOVEA_N_GRIDS; block++)
    {
      const FoveaBlock *b = &frame->blocks[block];

      if ((block == FOVEA_GRID_RELU && !frame->relu) || (block == FOVEA_GRID_POOL && !frame->pool)
          || (block != FOVEA_GRID_MAP && frame->out_rows == 0))
        continue;
      if (block != FOVEA_GRID_MAP && b->rows == 0)
        x += arrow / 2;
      else if (block != FOVEA_GRID_MAP)
        {
          place_arrow (frame, x + 5 * frame->unit,
                       y + head + fmin (plan->map_cell * b->rows / 2, 40 * frame->unit) - 10);
          x += arrow;
        }
      fovea_frame_place_block (frame, block, filter, x, y, head, FALSE);
      x += fovea_frame_get_block_width (b, plan->map_cell);
    }
}

void
fovea_frame_place_maps (FoveaFrame *frame)
{
  const FoveaConvolutionPlan *plan = &frame->layout->plan;
  double unit = frame->unit, y = frame->top;
  double x = frame->margin + 36 * unit
             + (plan->across ? fovea_frame_get_across_width (frame, plan) : fovea_frame_get_left_width (frame, plan));
  int first = MIN (frame->place.map / plan->maps * plan->maps, frame->filters - plan->maps);
  int more = fovea_frame_hides_output (frame) ? 0 : frame->filters - plan->maps;
  FoveaSpan spans[8] = { 0 }, taken;
  FoveaSpot spots[8];

  for (int i = 0; i < plan->maps; i++)
    spans[i] = fovea_frame_get_map_group (frame, plan);
  taken = fovea_frame_flow (spans, plan->maps, frame->margin + frame->width - x, 24 * unit, 12 * unit, 0, spots);
  for (int i = 0; i < plan->maps; i++)
    place_map_group (frame, first + i, x + spots[i].x, y + spots[i].y, spots[i].head);
  y += taken.height;
  if (more > 0)
    {
      g_autofree char *text
          = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "+ %d more map", "+ %d more maps", (gulong) more), more);
      int next = first + plan->maps >= frame->filters ? 0 : first + plan->maps;

      y += 6 * unit
           + place_more (frame, "more maps", text, x, y + 6 * unit, (FoveaAction){ FOVEA_ACTION_MAP, next }).height;
    }
  if (!frame->windows)
    return;
  if (plan->products == FOVEA_PRODUCTS_BOXES)
    fovea_frame_place_panel (frame, x, y + 14 * unit);
  else if (plan->across)
    fovea_frame_place_slice_sums (frame, x, y + 14 * unit, frame->margin + frame->width - x);
  else
    {
      FoveaText big = fovea_look (15, FALSE, frame->palette->ink);
      g_autofree char *sum = fovea_frame_say_sum (frame);

      fovea_sheet_add_text (frame->sheet, "sum", &big, sum, x, y + 14 * unit);
    }
}
