/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The maps that have no room of their own lie behind the last one that has, like cards: K maps of H × W are one volume
 * of W × H × K. A few cards stand for all of them, and turn green one after the other as their maps are done. */

#include "config.h"

#include "scene/convolution-pile.h"

#include <math.h>

enum
{
  MOST_CARDS = 5
};

int
fovea_convolution_count_cards (const FoveaConvolutionPlan *plan, int filters, int rows)
{
  return rows == 0 ? 0 : CLAMP (filters - plan->maps, 0, MOST_CARDS);
}

/* How many of the maps are done that lie in the pile. */
static int
count_done (const FoveaConvolutionLayout *self, int filters, int cells)
{
  int done = 0;

  for (int filter = 0; filter < filters; filter++)
    done += fovea_sheet_find_grid (self->sheet, FOVEA_GRID_MAP, filter) == NULL
            && fovea_convolution_count_filled (self->lesson, filter) == cells;
  return done;
}

static const FoveaGrid *
find_last (const FoveaConvolutionLayout *self, int role, int filters)
{
  const FoveaGrid *last = NULL;

  for (int filter = filters - 1; filter >= 0 && !last; filter--)
    last = fovea_sheet_find_grid (self->sheet, role, filter);
  return last;
}

static void
paint_card (cairo_t *cr, const FoveaPalette *palette, FoveaBox box, double away, gboolean done)
{
  cairo_rectangle (cr, floor (box.x + away) + 0.5, floor (box.y - away) + 0.5, box.width, box.height);
  fovea_set_colour (cr, done ? fovea_colour_mix (palette->output_low, palette->output_high, 0.35) : palette->empty, 1);
  cairo_fill_preserve (cr);
  fovea_set_colour (cr, palette->padding_edge, 1);
  cairo_stroke (cr);
}

void
fovea_convolution_paint_pile (const FoveaConvolutionLayout *self, const FoveaStyle *style, cairo_t *cr)
{
  int filters = fovea_convolution_get_filters (self->lesson), hidden = filters - self->plan.maps;
  const FoveaGrid *map = find_last (self, FOVEA_GRID_MAP, filters);
  int cards = map ? fovea_convolution_count_cards (&self->plan, filters, map->rows) : 0;
  int done = cards > 0 ? count_done (self, filters, map->rows * map->columns) * cards / hidden : 0;

  cairo_set_line_width (cr, 1);
  for (int role = FOVEA_GRID_MAP; cards > 0 && role <= FOVEA_GRID_POOL; role++)
    {
      const FoveaGrid *grid = find_last (self, role, filters);

      for (int card = cards; grid && grid->rows > 0 && card > 0; card--)
        paint_card (cr, fovea_palette_get (style), fovea_grid_box (grid, 0, 0, grid->rows, grid->columns),
                    card * FOVEA_CARD * style->scale, card <= done);
    }
}
