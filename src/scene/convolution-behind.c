/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What of a convolution lies behind its grids: the maps that have no room, and clear ground for labels that lines would
 * strike through. */

#include "config.h"

#include "scene/convolution-layout.h"

#include "scene/pile.h"

/* How many of the maps are done that lie in the pile. */
static int
count_piled (const FoveaConvolutionLayout *self, int filters, int cells)
{
  int done = 0;

  for (int filter = 0; filter < filters; filter++)
    done += fovea_sheet_find_grid (self->sheet, FOVEA_GRID_MAP, filter) == NULL
            && fovea_convolution_count_filled (self->lesson, filter) == cells;
  return done;
}

/* The maps that are not shown, behind the last that is; they turn green one after the other. */
static void
paint_pile (const FoveaConvolutionLayout *self, const FoveaStyle *style, cairo_t *cr)
{
  const FoveaPalette *palette = fovea_palette_get (style);
  int filters = fovea_convolution_get_filters (self->lesson), shown = self->plan.maps, last = filters, cards, done;
  const FoveaGrid *map = NULL;

  while (last > 0 && !map)
    map = fovea_sheet_find_grid (self->sheet, FOVEA_GRID_MAP, --last);
  cards = map && self->plan.volumes ? fovea_pile_count (filters, shown) : 0;
  done = cards > 0 ? count_piled (self, filters, map->rows * map->columns) : 0;
  for (int role = FOVEA_GRID_MAP; cards > 0 && role <= FOVEA_GRID_POOL; role++)
    {
      const FoveaGrid *grid = fovea_sheet_find_grid (self->sheet, role, last);

      if (grid)
        fovea_pile_paint (cr, fovea_grid_box (grid, 0, 0, grid->rows, grid->columns), cards,
                          done * cards / (filters - shown),
                          fovea_colour_mix (palette->output_low, palette->output_high, 0.35), style);
    }
}

/* The lines from the window to a later filter pass behind the earlier ones, whose labels have no ground of their own. */
static void
clear_labels (const FoveaConvolutionLayout *self, const FoveaStyle *style, cairo_t *cr)
{
  int position = fovea_lesson_get_position (FOVEA_LESSON (self->lesson)), n = self->plan.filters;
  int first = CLAMP (fovea_convolution_get_place (self->lesson, position).map, 0,
                     fovea_convolution_get_filters (self->lesson) - n);

  fovea_set_colour (cr, fovea_palette_get (style)->canvas, 1);
  for (int i = 0; self->plan.volumes && i < n * self->plan.slices; i++)
    {
      int index = fovea_filter_index (first + i % n, self->first_slice + i / n);
      const FoveaGrid *grid = fovea_sheet_find_grid (self->sheet, FOVEA_GRID_FILTER, index);

      if (grid && grid->dim)
        cairo_rectangle (cr, grid->x, grid->y - 19 * style->scale, 64 * style->scale, 18 * style->scale);
    }
  cairo_fill (cr);
}

void
fovea_convolution_paint_behind (const FoveaConvolutionLayout *self, const FoveaStyle *style, cairo_t *cr)
{
  paint_pile (self, style, cr);
  clear_labels (self, style, cr);
}
