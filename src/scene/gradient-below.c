/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands below the grids while one goes backward through a layer, trains it or stamps with it: what can be clicked,
 * the arithmetic of the position, and if there is room for them its products in boxes. */

#include "config.h"

#include "scene/gradient-layout.h"

#include "scene/convolution-frame.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  MAX_BOXED = 3 /* rows of a filter whose products stand in boxes */
};

/* They are few, and of one slice. */
gboolean
fovea_gradient_can_box (const FoveaGradientLayout *self)
{
  return self->n_positions > 0 && self->pass != FOVEA_LESSON_TRAIN && self->n_seen == 1
         && !fovea_gradient_hides (self, FOVEA_HIDE_CELL)
         && fovea_convolution_get_filter_width (self->lesson) <= MAX_BOXED
         && fovea_convolution_get_filter_height (self->lesson) <= MAX_BOXED;
}

void
fovea_gradient_measure_box (FoveaGradientLayout *self)
{
  FoveaText text = fovea_gradient_look (12, fovea_sheet_get_palette (self->sheet)->ink, 0);
  g_autofree char *widest = fovea_gradient_say_widest_product (self);

  fovea_sheet_measure (self->sheet, &text, widest, &self->box_width, &self->box_height);
  self->box_width += 14 * self->unit;
  self->box_height += 8 * self->unit;
}

/* The boxes of products from (x, y) on, or only measured. Returns: what they take */
static FoveaSpan
place_boxes (const FoveaGradientLayout *self, double x, double y, double room, gboolean measure)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  FoveaText text = fovea_gradient_look (12, palette->ink, 0), small = fovea_gradient_look (11, palette->dim, 0);
  int columns = fovea_convolution_get_filter_width (self->lesson), groups = self->pass == FOVEA_LESSON_BACKWARD ? 2 : 1;
  int rows = fovea_convolution_get_filter_height (self->lesson);
  double unit = self->unit, box_width = self->box_width, box_height = self->box_height, caption_width, caption_height;
  double width, left = x, start = y, most = 0;

  fovea_sheet_measure (self->sheet, &small, "Σ", &caption_width, &caption_height);
  for (int group = 0; group < groups; group++)
    {
      g_autofree char *caption = fovea_gradient_say_caption (self, group);
      g_autofree char *name = g_strdup_printf ("caption %d", group);

      fovea_sheet_measure (self->sheet, &small, caption, &caption_width, &caption_height);
      width = fmax (columns * (box_width + 6 * unit), caption_width);
      if (left > x && left + width > x + room)
        {
          left = x;
          y += caption_height + 4 * unit + rows * (box_height + 6 * unit) + 6 * unit;
        }
      if (!measure)
        fovea_sheet_add_text (self->sheet, name, &small, caption, left, y);
      for (int i = 0; !measure && i < rows * columns; i++)
        {
          g_autofree char *product = fovea_gradient_say_product (self, group, i / columns, i % columns);
          g_autofree char *box_name = g_strdup_printf ("product %d %d", group, i);
          FoveaBox box
              = { round (left + i % columns * (box_width + 6 * unit)),
                  round (y + caption_height + 4 * unit + i / columns * (box_height + 6 * unit)), box_width, box_height };
          double taken, height;

          fovea_sheet_add_panel (self->sheet, box);
          fovea_sheet_measure (self->sheet, &text, product, &taken, &height);
          fovea_sheet_add_text (self->sheet, box_name, &text, product, box.x + (box_width - taken) / 2,
                                box.y + (box_height - height) / 2);
        }
      most = fmax (most, left + width - x);
      left += width + 20 * unit;
    }
  return (FoveaSpan){ most, y + caption_height + 4 * unit + rows * (box_height + 6 * unit) - start, 0 };
}

gboolean
fovea_gradient_boxes_fit (const FoveaGradientLayout *self, double room)
{
  return place_boxes (self, 0, 0, room, TRUE).width <= room;
}

typedef struct
{
  char *text;
  FoveaAction action;
} Chip;

/* What can be clicked. Returns: how many */
static int
list_chips (const FoveaGradientLayout *self, Chip chips[4])
{
  int filters = fovea_convolution_get_filters (self->lesson), more = self->n_seen - self->n_shown, n = 0;
  int next = self->first_slice + self->n_shown >= self->n_seen ? 0 : self->first_slice + self->n_shown;
  double limit;

  if (self->n_positions == 0)
    {
      chips[0] = (Chip){ g_strdup (_ ("Go forward")), { FOVEA_ACTION_FORWARD, 0 } };
      return 1;
    }
  if (more > 0)
    chips[n++] = (Chip){ g_strdup_printf (
                             g_dngettext (GETTEXT_PACKAGE, "+ %d more slice", "+ %d more slices", (gulong) more), more),
                         { FOVEA_ACTION_MORE_SLICES, next } };
  if (self->pass != FOVEA_LESSON_TRAIN)
    return n;
  if (filters > 1)
    chips[n++] = (Chip){ g_strdup_printf (_ ("Filter %d of %d"), self->filter + 1, filters),
                         { FOVEA_ACTION_FILTER, (self->filter + 1) % filters } };
  if (self->position > 0)
    chips[n++] = (Chip){ g_strdup (_ ("Keep these weights")), { FOVEA_ACTION_KEEP, 0 } };
  limit = fovea_convolution_get_rate_limit (self->lesson);
  if (limit > 0 && fovea_convolution_get_rate (self->lesson) >= limit)
    chips[n++] = (Chip){ g_strdup_printf (_ ("Rate %g: sure to settle"), fovea_gradient_get_safe_rate (limit)),
                         { FOVEA_ACTION_RATE, 0 } };
  return n;
}

/* From @y on, or only measured. Returns: height */
static double
place_chips (const FoveaGradientLayout *self, double y, double room, gboolean measure)
{
  FoveaText text = fovea_gradient_look (11.5, fovea_sheet_get_palette (self->sheet)->here, 0);
  double x = self->margin, width, height = 0, start = y;
  Chip chips[4];
  int n = list_chips (self, chips);

  for (int i = 0; i < n; i++)
    {
      g_autofree char *label = chips[i].text;

      fovea_sheet_measure_chip (self->sheet, &text, label, &width, &height);
      if (x > self->margin && x + width > self->margin + room)
        {
          x = self->margin;
          y += height + 6 * self->unit;
        }
      if (!measure)
        fovea_sheet_add_chip (self->sheet, label, &text, label, x, y, FOVEA_CHIP_OFFER, chips[i].action);
      x += width + 8 * self->unit;
    }
  return n > 0 ? y + height - start + 10 * self->unit : 0;
}

double
fovea_gradient_place_below (const FoveaGradientLayout *self, double y, gboolean measure)
{
  double room = self->width - 2 * self->margin, unit = self->unit, start = y, width, height = 0;
  FoveaText text = fovea_gradient_look (14, fovea_sheet_get_palette (self->sheet)->ink, room);
  g_autofree char *line = fovea_gradient_say_arithmetic (self);

  y += 14 * unit + place_chips (self, y + 14 * unit, room, measure);
  if (line)
    {
      fovea_sheet_measure (self->sheet, &text, line, &width, &height);
      if (!measure)
        fovea_sheet_add_text (self->sheet, "arithmetic", &text, line, self->margin, y);
      y += fmax (height, measure ? 20 * unit : 0);
    }
  if (self->boxes)
    y += 8 * unit + place_boxes (self, self->margin, y + 8 * unit, room, measure).height;
  return y - start;
}
