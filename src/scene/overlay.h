/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/convolution.h"
#include "scene/sheet.h"

G_BEGIN_DECLS

/**
 * FoveaOverlay:
 * @x: the window along a row, @y: down a column
 * @row: of the window, in jumps; fractions while it glides
 * @unit: the style's scale
 *
 * What is drawn over a grid that a window slides over, be it a filter or a pool.
 */
typedef struct
{
  FoveaGeometry x, y;
  FoveaConvention convention;
  double row, column;
  const FoveaPalette *palette;
  double unit;
} FoveaOverlay;

/* Cells from the next window's start on that the padded input has not; FALSE if it fits, is rounded up or padded, or if
 * the next start lies beyond the input. */
gboolean fovea_geometry_get_overhang (const FoveaGeometry *geometry, FoveaConvention convention, int *start, int *over);
/* How many cells to leave free for it right of the grid, or below (one of the two: the right shows it best). */
void fovea_overlay_get_over (const FoveaGeometry *x, const FoveaGeometry *y, FoveaConvention convention, int *over_x,
                             int *over_y);

void fovea_stroke_box (cairo_t *cr, FoveaBox box, FoveaColour colour, double width);
double fovea_overlay_line_width (const FoveaOverlay *self, double cell);
FoveaBox fovea_overlay_window_box (const FoveaOverlay *self, const FoveaGrid *grid);
void fovea_overlay_paint_window (const FoveaOverlay *self, cairo_t *cr, const FoveaGrid *grid);
void fovea_overlay_paint_misfit (const FoveaOverlay *self, cairo_t *cr, const FoveaGrid *grid);
void fovea_overlay_paint_cell (const FoveaOverlay *self, cairo_t *cr, const FoveaGrid *grid, int row, int column);

G_END_DECLS
