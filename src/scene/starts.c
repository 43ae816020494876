/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The starts 0, S, 2S … of a window above the grid that it moves over. Where they stand too close for words they are
 * numbers alone, and where these stand too close it is every second of them, every fifth, every tenth … */

#include "config.h"

#include "scene/starts.h"

#include "scene/overlay.h"

#include <glib/gi18n-lib.h>

static char *
say (gboolean words, int start)
{
  return g_strdup_printf (words ? _("start %d") : "%d", start);
}

static double
measure (const FoveaStarts *self, const FoveaText *look, gboolean words, int start)
{
  g_autofree char *text = say (words, start);
  double width, height;

  fovea_sheet_measure (self->sheet, look, text, &width, &height);
  return width + 6 * self->unit;
}

/* 1, 2, 5, 10, 20 …: the first of which @jump points each are as wide as @width. */
static int
find_pace (double jump, double width)
{
  static const int factors[] = { 2, 5, 10 };

  for (int decade = 1; decade < 1000; decade *= 10)
    {
      if (decade * jump >= width)
        return decade;
      for (int i = 0; i < 2; i++)
        if (decade * factors[i] * jump >= width)
          return decade * factors[i];
    }
  return 1000;
}

static void
place (const FoveaStarts *self, const FoveaText *look, const char *text, int start)
{
  fovea_sheet_add_text (self->sheet, self->named ? text : NULL, look, text, self->x + start * self->cell + 2, self->y);
}

void
fovea_starts_place (const FoveaStarts *self)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  FoveaText here = { .size = 11, .colour = palette->here }, red = { .size = 11, .colour = palette->misfit };
  int start = 0, over = 0, stride = self->geometry->stride, windows = fovea_geometry_count_windows (self->geometry);
  gboolean overhang = fovea_geometry_get_overhang (self->geometry, self->convention, &start, &over);
  double jump = stride * self->cell, right = overhang ? self->x + start * self->cell : self->right;
  gboolean words = windows == 1 || jump >= measure (self, &here, TRUE, (windows - 1) * stride);
  int pace = find_pace (jump, measure (self, &here, words, (windows - 1) * stride));

  for (int i = 0; i < windows; i += pace)
    {
      g_autofree char *text = say (words, i * stride);

      if (self->x + i * jump + measure (self, &here, words, i * stride) <= right + 4)
        place (self, &here, text, i * stride);
    }
  if (overhang)
    {
      g_autofree char *text = g_strdup_printf ("%d ✗", start);

      place (self, &red, text, start);
    }
}
