/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lines between a grid's cells. Those of padding are dashed: a dash at a time in SVG and PDF; on pixels cut out of
 * stripes, as a frame has no time to draw the dashes of a thousand cells one by one. */

#include "config.h"

#include "scene/brush.h"

#include <string.h>

void
fovea_grid_paint_lines (const FoveaGrid *grid, const FoveaPalette *palette, cairo_t *cr)
{
  double width = grid->columns * grid->cell, height = grid->rows * grid->cell;

  for (int column = 0; column <= grid->columns; column++)
    cairo_rectangle (cr, grid->x + column * grid->cell, grid->y, 1, height + 1);
  for (int row = 0; row <= grid->rows; row++)
    cairo_rectangle (cr, grid->x, grid->y + row * grid->cell, width + 1, 1);
  fovea_set_colour (cr, palette->edge, grid->dim ? 0.6 : 1);
  cairo_fill (cr);
}

/* Whether there is padding at either side of an edge: the one above cell (row, column), or @upright that before it. */
static gboolean
has_dashed_edge (const FoveaBrush *brush, gboolean upright, int row, int column)
{
  const FoveaGrid *grid = brush->grid;
  int rows[2] = { upright ? row : row - 1, row }, columns[2] = { upright ? column - 1 : column, column };

  for (int i = 0; i < 2; i++)
    if (rows[i] >= 0 && rows[i] < grid->rows && columns[i] >= 0 && columns[i] < grid->columns
        && brush->states[rows[i] * grid->columns + columns[i]] == FOVEA_CELL_PADDING)
      return TRUE;
  return FALSE;
}

/* The edges of the padding along one axis, each run of them one line. */
static void
add_dashed_edges (const FoveaBrush *brush, gboolean upright, cairo_t *cr)
{
  const FoveaGrid *grid = brush->grid;
  int lines = upright ? grid->columns : grid->rows, cells = upright ? grid->rows : grid->columns;
  double cell = grid->cell;

  for (int line = 0; line <= lines; line++)
    for (int from = 0, to; from < cells; from = to + 1)
      {
        to = from;
        while (to < cells && has_dashed_edge (brush, upright, upright ? to : line, upright ? line : to))
          to++;
        if (to == from)
          continue;
        cairo_move_to (cr, grid->x + (upright ? line * cell + 0.5 : from * cell),
                       grid->y + (upright ? from * cell : line * cell + 0.5));
        cairo_rel_line_to (cr, upright ? 0 : (to - from) * cell + 1, upright ? (to - from) * cell + 1 : 0);
      }
}

/* Stripes at 45°, two points in four: a thin line cut out of them is a dashed one. */
static cairo_pattern_t *
make_stripes (FoveaColour colour, double alpha)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 4, 4);
  cairo_t *cr = cairo_create (image);
  cairo_pattern_t *stripes;

  fovea_set_colour (cr, colour, alpha);
  for (int row = 0; row < 4; row++)
    for (int i = 0; i < 2; i++)
      cairo_rectangle (cr, (row + i) % 4, row, 1, 1);
  cairo_fill (cr);
  cairo_destroy (cr);
  stripes = cairo_pattern_create_for_surface (image);
  cairo_surface_destroy (image);
  cairo_pattern_set_extend (stripes, CAIRO_EXTEND_REPEAT);
  cairo_pattern_set_filter (stripes, CAIRO_FILTER_NEAREST);
  return stripes;
}

/* Padding has a dashed edge. On pixels its dashes are not drawn one by one: a frame has no time for those of a thousand
 * cells. */
void
fovea_brush_paint_dashes (const FoveaBrush *brush, cairo_t *cr)
{
  static const double dash[] = { 2, 2 };
  gsize cells = (gsize) brush->grid->rows * (gsize) brush->grid->columns;
  cairo_pattern_t *stripes;

  if (memchr (brush->states, FOVEA_CELL_PADDING, cells) == NULL)
    return;
  cairo_save (cr);
  add_dashed_edges (brush, FALSE, cr);
  add_dashed_edges (brush, TRUE, cr);
  stripes = make_stripes (brush->palette->padding_edge, 0.8);
  if (fovea_is_vector (cr))
    {
      cairo_set_dash (cr, dash, 2, 0);
      fovea_set_colour (cr, brush->palette->padding_edge, 0.8);
    }
  else
    cairo_set_source (cr, stripes);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  cairo_pattern_destroy (stripes);
  cairo_restore (cr);
}
