/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands beside the pictures of reasons: a scale of colours, and the curve of a climb, whose axis ends at the
 * lowest and the highest number so far. */

#include "config.h"

#include "scene/why-parts.h"

#include "lesson/numbers.h"
#include "scene/filter-wall.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const double BAR = 10, LINE = 16, GAP = 4; /* points, at scale 1 */

enum
{
  CELLS = 64 /* of the scale */
};

/* Two words at the ends of a line. */
static void
paint_ends (FoveaSketch *sketch, const FoveaBox *line, const char *left, const char *right)
{
  FoveaBox half = { line->x, line->y, floor (line->width / 2), line->height };

  fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->ink, FOVEA_ALIGN_LEFT, &half, left);
  half.x += line->width - half.width;
  fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->ink, FOVEA_ALIGN_RIGHT, &half, right);
}

void
fovea_why_paint_scale (FoveaSketch *sketch, const FoveaBox *box, gboolean signs, const char *low, const char *high)
{
  FoveaBox bar = { box->x, box->y + GAP * sketch->scale, box->width, ceil (BAR * sketch->scale) };
  FoveaBox line = { box->x, bar.y + bar.height, box->width, ceil (LINE * sketch->scale) };
  guint32 cells[CELLS];

  for (int i = 0; i < CELLS; i++)
    cells[i] = fovea_weight_pixel (sketch->palette, signs ? 2.0 * i / (CELLS - 1) - 1 : i / (CELLS - 1.0), 1);
  fovea_sketch_pixels (sketch, cells, CELLS, 1, &bar);
  fovea_sketch_frame (sketch, &bar, sketch->palette->edge, 1);
  paint_ends (sketch, &line, low, high);
  fovea_sketch_mark (sketch, "legend", box);
}

static void
find_range (const GArray *scores, float *low, float *high)
{
  *low = *high = g_array_index (scores, float, 0);
  for (guint i = 1; i < scores->len; i++)
    {
      *low = fminf (*low, g_array_index (scores, float, i));
      *high = fmaxf (*high, g_array_index (scores, float, i));
    }
}

/* The line itself, in a room that ends at @low and @high. */
static void
paint_line (FoveaSketch *sketch, const FoveaBox *room, const GArray *scores, float low, float high)
{
  fovea_sketch_set_colour (sketch, sketch->palette->validation);
  cairo_set_line_width (sketch->cr, 2 * sketch->scale);
  cairo_set_line_join (sketch->cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < scores->len; i++)
    cairo_line_to (sketch->cr, room->x + room->width * i / MAX (scores->len - 1, 1),
                   room->y + room->height
                     * (high > low ? (high - g_array_index (scores, float, i)) / (high - low) : 0.5));
  cairo_stroke (sketch->cr);
}

void
fovea_why_paint_curve (FoveaSketch *sketch, const FoveaBox *box, const FoveaBox *below, const FoveaClimb *climb)
{
  double line = ceil (LINE * sketch->scale);
  FoveaBox top = { box->x + GAP, box->y, box->width - 2 * GAP, line };
  FoveaBox bottom = { top.x, box->y + box->height - line, top.width, line };
  FoveaBox room = { box->x, box->y + line, box->width, box->height - 2 * line };
  FoveaBox axis = { below->x, below->y + GAP * sketch->scale, below->width, line };
  g_autofree char *steps
    = g_strdup_printf (ngettext ("%d step", "%d steps", (gulong) climb->steps), climb->steps);
  char text[FOVEA_NUMBER_SIZE];
  float low, high;

  find_range (climb->scores, &low, &high);
  fovea_sketch_frame (sketch, box, sketch->palette->edge, 1);
  fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->ink, FOVEA_ALIGN_LEFT, &top,
                     fovea_number_rounded (high, 3, text));
  fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->ink, FOVEA_ALIGN_LEFT, &bottom,
                     fovea_number_rounded (low, 3, text));
  paint_line (sketch, &room, climb->scores, low, high);
  paint_ends (sketch, &axis, "0", steps);
  fovea_sketch_mark (sketch, "curve", box);
  fovea_sketch_mark (sketch, "axis", below);
}
