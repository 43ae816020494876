/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Grids of cells. Large cells are squares with their number; small ones are an image of one pixel a cell, scaled up
 * without smoothing, on pixel surfaces, and rectangles in SVG and PDF, where no cell may become a bitmap. */

#include "config.h"

#include "scene/grid.h"

#include "lesson/numbers.h"
#include "scene/brush.h"

#include <math.h>

enum
{
  MAX_DRAWN = 64 /* discs drawn one by one */
};

static const double SMALLEST_TYPE = 8; /* points */
static const double LINED = 6;         /* points from which on cells have lines between them */

/* The cells' squares; neighbours of one colour are one rectangle where there are no gaps between them. */
static void
paint_squares (FoveaBrush *brush, cairo_t *cr, double gap)
{
  const FoveaGrid *grid = brush->grid;

  for (int row = 0; row < grid->rows; row++)
    for (int column = 0, end; column < grid->columns; column = end)
      {
        gsize cell = (gsize) row * (gsize) grid->columns + (gsize) column;
        FoveaColour colour = fovea_brush_colour (brush, cell);
        guint32 pixel = fovea_colour_pack (colour);

        end = column + 1;
        while (gap == 0 && end < grid->columns
               && fovea_colour_pack (fovea_brush_colour (brush, cell + (gsize) (end - column))) == pixel)
          end++;
        cairo_set_source_rgb (cr, colour.red, colour.green, colour.blue);
        cairo_rectangle (cr, grid->x + column * grid->cell + gap, grid->y + row * grid->cell + gap,
                         (end - column) * grid->cell - gap, grid->cell - gap);
        cairo_fill (cr);
      }
}

/* A neuron's disc, in the middle of a cell. */
static void
add_disc (cairo_t *cr, double x, double y, double cell)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + 0.5 + cell / 2, y + 0.5 + cell / 2, 0.45 * cell, 0, 2 * G_PI);
}

static FoveaColour
get_disc_edge (const FoveaBrush *brush, double *alpha)
{
  *alpha = brush->grid->dim ? 0.6 : 1;
  return brush->palette->padding_edge;
}

/* Each cell a disc with an edge, drawn as such. */
static void
paint_discs (FoveaBrush *brush, cairo_t *cr)
{
  const FoveaGrid *grid = brush->grid;
  double alpha;
  FoveaColour edge = get_disc_edge (brush, &alpha);

  cairo_set_line_width (cr, 1);
  for (int row = 0; row < grid->rows; row++)
    for (int column = 0; column < grid->columns; column++)
      {
        add_disc (cr, grid->x + column * grid->cell, grid->y + row * grid->cell, grid->cell);
        fovea_set_colour (cr, fovea_brush_colour (brush, (gsize) row * (gsize) grid->columns + (gsize) column), 1);
        cairo_fill_preserve (cr);
        fovea_set_colour (cr, edge, alpha);
        cairo_stroke (cr);
      }
}

/* One disc, or its edge, as a stencil of so many pixels as the surface has for it. */
static cairo_surface_t *
make_stencil (cairo_t *cr, double cell, gboolean edge)
{
  int size = (int) ceil (cell) + 2;
  cairo_surface_t *stencil = cairo_surface_create_similar (cairo_get_target (cr), CAIRO_CONTENT_ALPHA, size, size);
  cairo_t *pen = cairo_create (stencil);

  add_disc (pen, 0, 0, cell);
  cairo_set_line_width (pen, 1);
  if (edge)
    cairo_stroke (pen);
  else
    cairo_fill (pen);
  cairo_destroy (pen);
  return stencil;
}

/* The edges of a whole row of discs as one stencil. */
static cairo_surface_t *
make_edges (const FoveaGrid *grid, cairo_t *cr)
{
  cairo_surface_t *ring = make_stencil (cr, grid->cell, TRUE);
  cairo_surface_t *edges
      = cairo_surface_create_similar (cairo_get_target (cr), CAIRO_CONTENT_ALPHA,
                                      (int) ceil (grid->columns * grid->cell) + 3, (int) ceil (grid->cell) + 2);
  cairo_t *pen = cairo_create (edges);

  for (int column = 0; column < grid->columns; column++)
    cairo_mask_surface (pen, ring, round (grid->x + column * grid->cell) - round (grid->x), 0);
  cairo_destroy (pen);
  cairo_surface_destroy (ring);
  return edges;
}

/* The same through stencils, in a tenth of the time; each disc stands at a whole pixel. */
static void
stamp_discs (FoveaBrush *brush, cairo_t *cr)
{
  const FoveaGrid *grid = brush->grid;
  cairo_surface_t *disc = make_stencil (cr, grid->cell, FALSE), *edges = make_edges (grid, cr);
  double alpha;
  FoveaColour edge = get_disc_edge (brush, &alpha);

  for (int row = 0; row < grid->rows; row++)
    {
      double y = round (grid->y + row * grid->cell);

      for (int column = 0; column < grid->columns; column++)
        {
          fovea_set_colour (cr, fovea_brush_colour (brush, (gsize) row * (gsize) grid->columns + (gsize) column), 1);
          cairo_mask_surface (cr, disc, round (grid->x + column * grid->cell), y);
        }
      fovea_set_colour (cr, edge, alpha);
      cairo_mask_surface (cr, edges, round (grid->x), y);
    }
  cairo_surface_destroy (disc);
  cairo_surface_destroy (edges);
}

/* The most characters that any number of the grid takes with two decimals. */
static int
count_places (const FoveaBrush *brush)
{
  gsize cells = (gsize) brush->grid->rows * (gsize) brush->grid->columns;
  char text[FOVEA_NUMBER_SIZE];
  int most = 1;

  for (gsize i = 0; i < cells; i++)
    if (brush->states[i] == FOVEA_CELL_VALUE)
      most = MAX (most, (int) g_utf8_strlen (fovea_number_short (brush->values[i], 6, text), -1));
  return most;
}

/* The size of type that the widest number of the grid fits in, as far as it stays legible. */
static double
choose_type (const FoveaBrush *brush, FoveaType *type, int *places)
{
  double size = 5.5 * brush->unit + 0.25 * brush->grid->cell;
  double digit = fovea_type_measure_number (type, "0", 10) / 10; /* of its size */
  double room = brush->grid->cell - 3;
  int most = count_places (brush);

  size = MIN (size, room / (digit * most));
  size = MAX (floor (size * 2) / 2, SMALLEST_TYPE * brush->unit);
  *places = MAX ((int) (room / (digit * size)), 1);
  return size;
}

static void
paint_numbers (FoveaBrush *brush, FoveaType *type, cairo_t *cr)
{
  const FoveaGrid *grid = brush->grid;
  const FoveaPalette *palette = brush->palette;
  FoveaColour inks[FOVEA_N_INKS] = { [FOVEA_INK_WHITE] = { 1, 1, 1 }, [FOVEA_INK_OF_PADDING] = palette->padding_ink };
  GArray *glyphs[FOVEA_N_INKS];
  int places;
  double size = choose_type (brush, type, &places);

  if (grid->dim)
    inks[FOVEA_INK_BLACK] = fovea_colour_mix (inks[FOVEA_INK_BLACK], inks[FOVEA_INK_WHITE], 0.3);
  for (int i = FOVEA_INK_BLACK; i < FOVEA_N_INKS; i++)
    glyphs[i] = g_array_new (FALSE, FALSE, sizeof (cairo_glyph_t));
  for (int row = 0; row < grid->rows; row++)
    for (int column = 0; column < grid->columns; column++)
      {
        gsize cell = (gsize) row * (gsize) grid->columns + (gsize) column;
        char text[FOVEA_NUMBER_SIZE];

        if (brush->states[cell] != FOVEA_CELL_EMPTY)
          fovea_type_add_number (type, fovea_number_short (brush->values[cell], places, text), size,
                                 grid->x + 0.5 + (column + 0.5) * grid->cell,
                                 grid->y + 0.5 + (row + 0.5) * grid->cell, glyphs[fovea_brush_ink (brush, cell)]);
      }
  for (int i = FOVEA_INK_BLACK; i < FOVEA_N_INKS; i++)
    {
      fovea_set_colour (cr, inks[i], 1);
      fovea_type_show_glyphs (type, cr, size, glyphs[i]);
      g_array_unref (glyphs[i]);
    }
}

static gboolean
is_numbered (const FoveaGrid *grid, const FoveaStyle *style)
{
  return grid->cell >= (grid->crowded ? FOVEA_CELL_CROWDED : FOVEA_CELL_NUMBERED) * style->scale;
}

void
fovea_grid_paint (const FoveaGrid *grid, FoveaType *type, const FoveaStyle *style, GHashTable *images, cairo_t *cr)
{
  gboolean lines = grid->cell >= LINED;
  FoveaBrush brush;

  if (grid->round)
    {
      fovea_brush_init (&brush, grid, style);
      if (grid->rows * grid->columns <= MAX_DRAWN || fovea_is_vector (cr))
        paint_discs (&brush, cr);
      else
        stamp_discs (&brush, cr);
      if (is_numbered (grid, style))
        paint_numbers (&brush, type, cr);
      fovea_brush_clear (&brush);
      return;
    }
  if (grid->cell < FOVEA_CELL_MIN && !fovea_is_vector (cr))
    {
      fovea_grid_paint_image (grid, style, images, cr);
      if (lines)
        fovea_grid_paint_lines (grid, fovea_palette_get (style), cr);
      return;
    }
  fovea_brush_init (&brush, grid, style);
  paint_squares (&brush, cr, lines ? 1 : 0);
  if (lines)
    fovea_grid_paint_lines (grid, brush.palette, cr);
  if (grid->cell >= FOVEA_CELL_MIN)
    fovea_brush_paint_dashes (&brush, cr);
  if (is_numbered (grid, style))
    paint_numbers (&brush, type, cr);
  fovea_brush_clear (&brush);
}
