/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Volumes in a row, as the lecture draws them: oblique, so that both the cells of a slice and the depth are seen. A
 * cell at (column, row) of the face stands at
 *   X = x + A·c·column,  Y = y + c·row − B·c·column. */

#include "config.h"

#include "scene/slab.h"

#include <math.h>

static const double A = 0.42, B = 0.3;
static const double LEAST_CELL = 2.4; /* points across, below which cells have no lines */

double
fovea_slab_face_width (double columns)
{
  return A * columns;
}

FoveaBox
fovea_slab_get_box (const FoveaSlab *self)
{
  double rise = B * self->cell * self->columns;

  return (FoveaBox){ self->x - self->thickness, self->y - rise,
                     self->thickness + fovea_slab_face_width (self->columns) * self->cell,
                     rise + self->rows * self->cell };
}

void
fovea_slab_get_point (const FoveaSlab *self, double column, double row, double *x, double *y)
{
  *x = self->x + A * self->cell * column;
  *y = self->y + self->cell * row - B * self->cell * column;
}

gboolean
fovea_slab_pick (const FoveaSlab *self, double x, double y, int *row, int *column)
{
  double across = (x - self->x) / (A * self->cell), down = (y - self->y) / self->cell + B * across;

  *column = (int) floor (across);
  *row = (int) floor (down);
  return *column >= 0 && *row >= 0 && *column < self->columns && *row < self->rows;
}

void
fovea_slab_path (const FoveaSlab *self, cairo_t *cr, double column, double row, double columns, double rows)
{
  double x, y;

  fovea_slab_get_point (self, column, row, &x, &y);
  cairo_move_to (cr, x, y);
  fovea_slab_get_point (self, column + columns, row, &x, &y);
  cairo_line_to (cr, x, y);
  fovea_slab_get_point (self, column + columns, row + rows, &x, &y);
  cairo_line_to (cr, x, y);
  fovea_slab_get_point (self, column, row + rows, &x, &y);
  cairo_line_to (cr, x, y);
  cairo_close_path (cr);
}

/* The side and the top of its depth. */
static void
paint_depth (const FoveaSlab *self, cairo_t *cr, FoveaColour face, FoveaColour edge)
{
  double height = self->rows * self->cell, x, y;

  fovea_slab_get_point (self, self->columns, 0, &x, &y);
  cairo_move_to (cr, self->x, self->y);
  cairo_line_to (cr, x, y);
  cairo_line_to (cr, x - self->thickness, y);
  cairo_line_to (cr, self->x - self->thickness, self->y);
  cairo_close_path (cr);
  fovea_set_colour (cr, fovea_colour_mix (face, edge, 0.12), 1);
  cairo_fill_preserve (cr);
  fovea_set_colour (cr, edge, 1);
  cairo_stroke (cr);
  cairo_rectangle (cr, self->x - self->thickness, self->y, self->thickness, height);
  fovea_set_colour (cr, fovea_colour_mix (face, edge, 0.28), 1);
  cairo_fill_preserve (cr);
  fovea_set_colour (cr, edge, 1);
  cairo_stroke (cr);
}

/* A stroke for each: of lines that cross in one stroke Cairo looks for all crossings. Where they cross they are no darker
 * than elsewhere, since they let nothing through. */
static void
paint_lines (const FoveaSlab *self, cairo_t *cr, FoveaColour face, FoveaColour edge)
{
  double x, y;

  fovea_set_colour (cr, fovea_colour_mix (face, edge, 0.45), 1);
  cairo_set_line_width (cr, 0.6);
  for (int column = 1; column < self->columns; column++)
    {
      fovea_slab_get_point (self, column, 0, &x, &y);
      cairo_move_to (cr, x, y);
      fovea_slab_get_point (self, column, self->rows, &x, &y);
      cairo_line_to (cr, x, y);
      cairo_stroke (cr);
    }
  for (int row = 1; row < self->rows; row++)
    {
      fovea_slab_get_point (self, 0, row, &x, &y);
      cairo_move_to (cr, x, y);
      fovea_slab_get_point (self, self->columns, row, &x, &y);
      cairo_line_to (cr, x, y);
      cairo_stroke (cr);
    }
}

void
fovea_slab_paint (const FoveaSlab *self, cairo_t *cr, FoveaColour face, FoveaColour edge)
{
  cairo_set_line_width (cr, 1);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  paint_depth (self, cr, face, edge);
  fovea_slab_path (self, cr, 0, 0, self->columns, self->rows);
  fovea_set_colour (cr, face, 1);
  cairo_fill (cr);
  if (self->cell * A >= LEAST_CELL)
    paint_lines (self, cr, face, edge);
  fovea_slab_path (self, cr, 0, 0, self->columns, self->rows);
  fovea_set_colour (cr, edge, 1);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}
