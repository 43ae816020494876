/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Slices that have no room of their own lie behind the last one that has, like cards: K maps of H × W are one volume of
 * W × H × K. A few cards stand for all of them. */

#include "config.h"

#include "scene/pile.h"

#include <math.h>

enum
{
  MOST_CARDS = 5
};

int
fovea_pile_count (int total, int shown)
{
  return CLAMP (total - shown, 0, MOST_CARDS);
}

void
fovea_pile_paint (cairo_t *cr, FoveaBox box, int cards, int done, FoveaColour colour, const FoveaStyle *style)
{
  const FoveaPalette *palette = fovea_palette_get (style);

  cairo_set_line_width (cr, 1);
  for (int card = cards; card > 0; card--)
    {
      double away = card * FOVEA_PILE_CARD * style->scale;

      cairo_rectangle (cr, floor (box.x + away) + 0.5, floor (box.y - away) + 0.5, box.width, box.height);
      fovea_set_colour (cr, card <= done ? colour : palette->empty, 1);
      cairo_fill_preserve (cr);
      fovea_set_colour (cr, palette->padding_edge, 1);
      cairo_stroke (cr);
    }
}
