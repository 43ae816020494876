/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lines between neurons and what they look at. Those of the current neuron have the colour of their weight's value
 * and its size as their width. Among neighbours a line has the colour and the dash of its weight's place in the filter,
 * whatever its value: where two are alike, two neurons use the same number. */

#include "config.h"

#include "scene/neuron-layout.h"

#include "scene/overlay.h"
#include "scene/view-cells.h"

#include <math.h>

enum
{
  N_HUES = 7
};

/* Told apart in light and dark, by people who see fewer colours too; none of them means anything elsewhere. */
static const FoveaColour hues[2][N_HUES] = {
  { { 0.70, 0.28, 0.00 }, { 0.38, 0.20, 0.60 }, { 0.04, 0.44, 0.44 }, { 0.52, 0.37, 0.24 }, { 0.72, 0.15, 0.45 },
    { 0.42, 0.42, 0.02 }, { 0.37, 0.36, 0.40 } },
  { { 1.00, 0.75, 0.44 }, { 0.80, 0.64, 0.95 }, { 0.37, 0.79, 0.81 }, { 0.80, 0.67, 0.56 }, { 1.00, 0.56, 0.74 },
    { 0.84, 0.81, 0.35 }, { 0.75, 0.75, 0.74 } },
};

/* The colour and the dash of weight @link of a row. */
static void
set_link (const FoveaViewFrame *frame, cairo_t *cr, int link, double alpha)
{
  static const double dashes[][2] = { { 1, 0 }, { 6, 4 }, { 2, 3 } };
  gboolean dark = fovea_colour_ink (frame->palette->canvas).red > 0.5;
  const double *dash = dashes[link / N_HUES % G_N_ELEMENTS (dashes)];

  fovea_set_colour (cr, hues[dark][link % N_HUES], alpha);
  cairo_set_dash (cr, dash, dash[1] > 0 ? 2 : 0, 0);
}

static void
find_middle (const FoveaGrid *grid, int row, int column, double *x, double *y)
{
  FoveaBox box = fovea_grid_box (grid, row, column, 1, 1);

  *x = box.x + box.width / 2;
  *y = box.y + box.height / 2;
}

static void
add_line (cairo_t *cr, double from_x, double from_y, double to_x, double to_y)
{
  cairo_move_to (cr, from_x, from_y);
  cairo_line_to (cr, to_x, to_y);
}

static void
add_head (cairo_t *cr, double from_x, double from_y, double to_x, double to_y, double size)
{
  double angle = atan2 (to_y - from_y, to_x - from_x);

  cairo_move_to (cr, to_x, to_y);
  cairo_line_to (cr, to_x - size * cos (angle - 0.4), to_y - size * sin (angle - 0.4));
  cairo_line_to (cr, to_x - size * cos (angle + 0.4), to_y - size * sin (angle + 0.4));
  cairo_close_path (cr);
}

static void
paint_arrow (cairo_t *cr, double from_x, double from_y, double to_x, double to_y, double size)
{
  add_line (cr, from_x, from_y, to_x, to_y);
  cairo_stroke (cr);
  add_head (cr, from_x, from_y, to_x, to_y, size);
  cairo_fill (cr);
}

/* --- the current neuron */

/* The lines of all products whose weight is @weight: from each input to its weight and on into the cell body. */
static void
add_dendrites (const FoveaNeuronLayout *self, const FoveaViewFrame *frame, cairo_t *cr, const float *values,
               float weight)
{
  const FoveaGrid *inputs = fovea_sheet_find_grid (frame->sheet, FOVEA_NEURON_INPUTS, 0);
  const FoveaGrid *weights = fovea_sheet_find_grid (frame->sheet, FOVEA_NEURON_WEIGHTS, 0);
  double radius = self->body.width / 2, middle = self->body.y + radius, x, y;

  for (int i = 0; i < inputs->rows; i++)
    {
      double angle = (inputs->rows > 1 ? (i / (inputs->rows - 1.0) - 0.5) : 0) * 2.2;

      if (values[i] != weight)
        continue;
      find_middle (inputs, i, 0, &x, &y);
      cairo_move_to (cr, x, y);
      find_middle (weights, i, 0, &x, &y);
      cairo_line_to (cr, x, y);
      cairo_line_to (cr, self->body.x + radius - radius * cos (angle), middle + radius * sin (angle));
    }
}

static gboolean
is_first (const float *values, int i)
{
  for (int j = 0; j < i; j++)
    if (values[j] == values[i])
      return FALSE;
  return TRUE;
}

/* Those of equal weights at once. */
static void
paint_dendrites (const FoveaNeuronLayout *self, const FoveaViewFrame *frame, cairo_t *cr)
{
  const FoveaGrid *weights = fovea_sheet_find_grid (frame->sheet, FOVEA_NEURON_WEIGHTS, 0);
  double limit = weights && weights->high > 0 ? weights->high : 1;
  g_autofree float *values = g_new (float, weights ? weights->rows : 0);

  for (int i = 0; weights && i < weights->rows; i++)
    values[i] = fovea_view_get_weight (frame, frame->place.map, fovea_view_get_tap (frame, self->products.first + i));
  for (int i = 0; weights && i < weights->rows; i++)
    {
      float weight = values[i];

      if (!is_first (values, i))
        continue;
      add_dendrites (self, frame, cr, values, weight);
      fovea_set_colour (cr, weight > 0   ? frame->palette->weight_positive
                            : weight < 0 ? frame->palette->weight_negative
                                         : frame->palette->edge, 1);
      cairo_set_line_width (cr, (1 + 2.5 * fabs (weight) / limit) * frame->unit);
      cairo_stroke (cr);
    }
}

static void
paint_body (const FoveaNeuronLayout *self, const FoveaViewFrame *frame, cairo_t *cr)
{
  double radius = self->body.width / 2, x = self->body.x + radius, y = self->body.y + radius;
  const FoveaGrid *output = fovea_sheet_find_grid (frame->sheet, FOVEA_NEURON_OUTPUT, 0);

  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  fovea_set_colour (cr, frame->palette->canvas, 1);
  cairo_fill_preserve (cr);
  fovea_set_colour (cr, frame->palette->here, 1);
  cairo_set_line_width (cr, 2.5 * frame->unit);
  cairo_stroke (cr);
  fovea_set_colour (cr, frame->palette->ink, 1);
  cairo_set_line_width (cr, 1.5 * frame->unit);
  paint_arrow (cr, x + radius + 2, y, self->activation.x, y, 8 * frame->unit);
  if (output)
    paint_arrow (cr, self->activation.x + self->activation.width, y, output->x, y, 8 * frame->unit);
}

/* --- the neighbours */

/* Link @link of a neighbour: its line, or else its head. */
static void
add_link (const FoveaNeuronLayout *self, const FoveaViewFrame *frame, cairo_t *cr, int neighbour, int link,
          double head)
{
  const FoveaGrid *row = fovea_sheet_find_grid (frame->sheet, FOVEA_NEURON_ROW, 0);
  const FoveaGrid *neuron = fovea_sheet_find_grid (frame->sheet, FOVEA_NEURON_NEIGHBOUR, self->first + neighbour);
  double x, y, from_x, from_y;

  if (!row || !neuron)
    return;
  find_middle (neuron, 0, 0, &x, &y);
  x += (link - (frame->x.filter - 1) / 2.0) * neuron->cell * 0.12;
  y += neuron->cell * 0.44;
  find_middle (row, 0, neighbour * frame->x.stride + link * frame->x.dilation, &from_x, &from_y);
  if (head > 0)
    add_head (cr, from_x, row->y, x, y, head);
  else
    add_line (cr, from_x, row->y, x, y);
}

/* Link by link, of all neighbours at once, since they have the same looks: those of the current neuron, or else those
 * of the others. */
static void
paint_shared (const FoveaNeuronLayout *self, const FoveaViewFrame *frame, cairo_t *cr, gboolean here)
{
  int current = frame->place.column - self->first;
  double head = (here ? 8 : 5) * frame->unit;

  cairo_set_line_width (cr, (here ? 2.6 : 1.3) * frame->unit);
  for (int link = 0; link < fovea_neuron_count_links (frame); link++)
    {
      set_link (frame, cr, link, here ? 1 : 0.75);
      for (int i = 0; i < self->neighbours; i++)
        if ((i == current) == here)
          add_link (self, frame, cr, i, link, 0);
      cairo_stroke (cr);
      for (int i = 0; i < self->neighbours; i++)
        if ((i == current) == here)
          add_link (self, frame, cr, i, link, head);
      cairo_fill (cr);
    }
  cairo_set_dash (cr, NULL, 0, 0);
}

/* The samples beside the names of the weights. */
static void
paint_legend (const FoveaNeuronLayout *self, const FoveaViewFrame *frame, cairo_t *cr)
{
  cairo_set_line_width (cr, 2.6 * frame->unit);
  for (int link = 0; link < MIN (fovea_neuron_count_links (frame), N_HUES); link++)
    {
      double y = self->legend_y + link * self->legend_line + 8 * frame->unit;

      set_link (frame, cr, link, 1);
      cairo_move_to (cr, self->legend_x, y);
      cairo_line_to (cr, self->legend_x + 24 * frame->unit, y);
      cairo_stroke (cr);
    }
  cairo_set_dash (cr, NULL, 0, 0);
}

/* From the patch to every neuron that looks at it. */
static void
paint_fan (const FoveaNeuronLayout *self, const FoveaViewFrame *frame, cairo_t *cr)
{
  const FoveaGrid *patch = fovea_sheet_find_grid (frame->sheet, FOVEA_NEURON_PATCH, frame->first_seen);

  for (int i = 0; patch && i < self->maps.n; i++)
    {
      int map = frame->first_mate + self->maps.first + i;
      const FoveaGrid *neuron = fovea_sheet_find_grid (frame->sheet, FOVEA_NEURON_SAME_PATCH, map);
      FoveaBox box = fovea_grid_box (patch, 0, 0, patch->rows, patch->columns);
      gboolean here = map == frame->place.map;
      double x, y;

      if (!neuron)
        continue;
      find_middle (neuron, 0, 0, &x, &y);
      fovea_set_colour (cr, here ? frame->palette->here : frame->palette->edge, 1);
      cairo_set_line_width (cr, (here ? 2 : 1.2) * frame->unit);
      paint_arrow (cr, box.x + box.width + 3, box.y + box.height / 2, x - neuron->cell * 0.44, y,
                   6 * frame->unit);
    }
}

void
fovea_neuron_paint_links (const FoveaNeuronLayout *self, const FoveaViewFrame *frame, cairo_t *cr)
{
  paint_dendrites (self, frame, cr);
  paint_body (self, frame, cr);
  paint_shared (self, frame, cr, FALSE);
  paint_shared (self, frame, cr, TRUE);
  paint_legend (self, frame, cr);
  if (frame->mates > 1)
    paint_fan (self, frame, cr);
}

/* --- what is lit */

static void
ring (const FoveaGrid *grid, cairo_t *cr, FoveaColour colour, double width)
{
  double x, y;

  find_middle (grid, 0, 0, &x, &y);
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, grid->cell * 0.46, 0, 2 * G_PI);
  fovea_set_colour (cr, colour, 1);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

/* What a product under the pointer is made of, on both sides. */
static void
mark_product (const FoveaViewFrame *frame, cairo_t *cr, int row)
{
  for (int role = FOVEA_NEURON_INPUTS; role <= FOVEA_NEURON_WEIGHTS; role++)
    {
      const FoveaGrid *grid = fovea_sheet_find_grid (frame->sheet, role, 0);

      if (grid && row < grid->rows)
        fovea_stroke_box (cr, fovea_grid_box (grid, row, 0, 1, 1), frame->palette->ink, 2);
    }
}

static void
paint_hover (const FoveaNeuronLayout *self, const FoveaViewFrame *frame, cairo_t *cr)
{
  const FoveaAim *aim = &frame->hover;
  const FoveaGrid *grid = fovea_sheet_find_aim (frame->sheet, aim);
  const FoveaGrid *row = fovea_sheet_find_grid (frame->sheet, FOVEA_NEURON_ROW, 0);

  if (!grid)
    return;
  if (aim->role <= FOVEA_NEURON_WEIGHTS)
    mark_product (frame, cr, aim->row);
  else if (aim->role == FOVEA_NEURON_NEIGHBOUR && row && aim->index >= self->first)
    fovea_stroke_box (cr,
                      fovea_grid_box (row, 0, (aim->index - self->first) * frame->x.stride, 1,
                                      fovea_geometry_extent (&frame->x)),
                      frame->palette->output_label, 2);
  fovea_stroke_box (cr, fovea_grid_box (grid, aim->row, aim->column, 1, 1), frame->palette->ink, 2);
}

void
fovea_neuron_paint_marks (const FoveaNeuronLayout *self, const FoveaViewFrame *frame, cairo_t *cr)
{
  const FoveaGrid *here = fovea_sheet_find_grid (frame->sheet, FOVEA_NEURON_NEIGHBOUR, frame->place.column);
  const FoveaGrid *mate = fovea_sheet_find_grid (frame->sheet, FOVEA_NEURON_SAME_PATCH, frame->place.map);
  const FoveaGrid *sheet = fovea_sheet_find_grid (frame->sheet, FOVEA_NEURON_SHEET, frame->place.map);
  const FoveaGrid *row = fovea_sheet_find_grid (frame->sheet, FOVEA_NEURON_ROW, 0);

  if (here)
    ring (here, cr, frame->palette->here, 2.5 * frame->unit);
  if (mate && frame->mates > 1)
    ring (mate, cr, frame->palette->here, 2.5 * frame->unit);
  if (row)
    fovea_stroke_box (cr,
                      fovea_grid_box (row, 0, (frame->place.column - self->first) * frame->x.stride, 1,
                                      fovea_geometry_extent (&frame->x)),
                      frame->palette->here, 2.5 * frame->unit);
  if (sheet)
    {
      FoveaOverlay overlay = fovea_view_get_overlay (frame, 1);

      fovea_stroke_box (cr, fovea_grid_box (sheet, frame->place.row, self->first, 1, self->neighbours),
                        frame->palette->dim, 1);
      fovea_overlay_paint_cell (&overlay, cr, sheet, frame->place.row, frame->place.column);
    }
  paint_hover (self, frame, cr);
}
