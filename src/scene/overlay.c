/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window over its input, and what goes wrong with it: the next window where it would stick out, dashed, and the
 * rows and columns at the end that no window sees, hatched. Grids show the padded input, so cell 0 is the first of the
 * padding, and window i begins at cell i·S. */

#include "config.h"

#include "scene/overlay.h"

#include <math.h>

enum
{
  MAX_OUTLINED = 400 /* cells of a dilated window */
};

gboolean
fovea_geometry_get_overhang (const FoveaGeometry *geometry, FoveaConvention convention, int *start, int *over)
{
  FoveaFit fit = fovea_geometry_fit (geometry);
  int padded = fovea_geometry_padded (geometry);

  *start = fit.floor * geometry->stride;
  *over = *start + fovea_geometry_extent (geometry) - padded;
  return !fit.fits && convention <= FOVEA_CONVENTION_FLOOR && *start <= padded;
}

void
fovea_overlay_get_over (const FoveaGeometry *x, const FoveaGeometry *y, FoveaConvention convention, int *over_x,
                        int *over_y)
{
  int start;

  if (!fovea_geometry_get_overhang (x, convention, &start, over_x))
    *over_x = 0;
  if (!fovea_geometry_get_overhang (y, convention, &start, over_y))
    *over_y = 0;
  if (*over_x > 0 && fovea_geometry_fit (x).floor > 0 && fovea_geometry_fit (y).floor > 0)
    *over_y = 0;
}

void
fovea_stroke_box (cairo_t *cr, FoveaBox box, FoveaColour colour, double width)
{
  fovea_round_rectangle (cr, box, 2);
  fovea_set_colour (cr, colour, 1);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

double
fovea_overlay_line_width (const FoveaOverlay *self, double cell)
{
  return (cell >= 14 ? 3 : 2) * self->unit;
}

FoveaBox
fovea_overlay_window_box (const FoveaOverlay *self, const FoveaGrid *grid)
{
  FoveaBox box = fovea_grid_box (grid, 0, 0, fovea_geometry_extent (&self->y), fovea_geometry_extent (&self->x));

  box.x += self->column * self->x.stride * grid->cell;
  box.y += self->row * self->y.stride * grid->cell;
  return box;
}

/* With dilation the window is a comb: the cells between its weights are not seen. To outline thousands takes too long. */
static void
paint_comb (const FoveaOverlay *self, cairo_t *cr, const FoveaGrid *grid)
{
  FoveaBox window = fovea_overlay_window_box (self, grid), box;
  gboolean many = self->x.filter * self->y.filter > MAX_OUTLINED;

  if (self->x.dilation == 1 || grid->cell < 4)
    return;
  for (int i = 0; i < self->y.filter; i++)
    for (int j = 0; j < self->x.filter; j++)
      {
        box = fovea_grid_box (grid, 0, 0, 1, 1);
        box.x = window.x + j * self->x.dilation * grid->cell;
        box.y = window.y + i * self->y.dilation * grid->cell;
        cairo_rectangle (cr, box.x, box.y, box.width, box.height);
      }
  fovea_set_colour (cr, self->palette->here, many ? 0.4 : 1);
  cairo_set_line_width (cr, 1.5 * self->unit);
  if (many)
    cairo_fill (cr);
  else
    cairo_stroke (cr);
}

void
fovea_overlay_paint_window (const FoveaOverlay *self, cairo_t *cr, const FoveaGrid *grid)
{
  if (fovea_geometry_count_windows (&self->x) == 0 || fovea_geometry_count_windows (&self->y) == 0)
    return;
  paint_comb (self, cr, grid);
  fovea_stroke_box (cr, fovea_overlay_window_box (self, grid), self->palette->here,
                    fovea_overlay_line_width (self, grid->cell));
}

static void
paint_hatch (const FoveaOverlay *self, cairo_t *cr, const FoveaGrid *grid)
{
  FoveaFit x = fovea_geometry_fit (&self->x), y = fovea_geometry_fit (&self->y);
  double spacing = CLAMP (grid->cell / 4, 3, 9);

  if (self->convention > FOVEA_CONVENTION_FLOOR || x.floor == 0 || y.floor == 0)
    return;
  if (x.left_over > 0)
    fovea_hatch (cr, fovea_grid_box (grid, 0, grid->columns - x.left_over, grid->rows, x.left_over),
                 self->palette->misfit, spacing);
  if (y.left_over > 0)
    fovea_hatch (cr, fovea_grid_box (grid, grid->rows - y.left_over, 0, y.left_over, grid->columns - x.left_over),
                 self->palette->misfit, spacing);
}

static void
paint_overhang (const FoveaOverlay *self, cairo_t *cr, const FoveaGrid *grid)
{
  static const double dash[] = { 5, 4 };
  FoveaOverlay next = *self;
  FoveaBox box;
  int over_x, over_y;

  fovea_overlay_get_over (&self->x, &self->y, self->convention, &over_x, &over_y);
  if (over_x == 0 && over_y == 0)
    return;
  if (over_x > 0)
    next.column = fovea_geometry_fit (&self->x).floor;
  if (over_y > 0)
    next.row = fovea_geometry_fit (&self->y).floor;
  box = fovea_overlay_window_box (&next, grid);
  box = (FoveaBox){ box.x + 1.5, box.y, box.width - 1.5, box.height };
  cairo_save (cr);
  cairo_set_dash (cr, dash, 2, 0);
  fovea_stroke_box (cr, box, self->palette->misfit, 2 * self->unit);
  cairo_restore (cr);
}

/* The cells that are never seen, and the window that sticks out. */
void
fovea_overlay_paint_misfit (const FoveaOverlay *self, cairo_t *cr, const FoveaGrid *grid)
{
  paint_hatch (self, cr, grid);
  paint_overhang (self, cr, grid);
}

/* The output cell that is worked out now. */
void
fovea_overlay_paint_cell (const FoveaOverlay *self, cairo_t *cr, const FoveaGrid *grid, int row, int column)
{
  FoveaBox box = fovea_grid_box (grid, row, column, 1, 1);

  if (grid->cell < 6)
    box = (FoveaBox){ box.x - 2, box.y - 2, box.width + 4, box.height + 4 };
  fovea_stroke_box (cr, box, self->palette->here, fovea_overlay_line_width (self, grid->cell));
}
