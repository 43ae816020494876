/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The values of a grid, filled in row by row, and the colours of its cells: of 256 steps of the grid's scale, each worked
 * out when the first cell is of it, since many grids are of a few cells. */

#include "config.h"

#include "scene/brush.h"

#include <string.h>

static FoveaColour
get_scale_colour (const FoveaBrush *brush, double t)
{
  const FoveaGrid *grid = brush->grid;
  const FoveaPalette *palette = brush->palette;

  switch (grid->scale)
    {
    case FOVEA_SCALE_WEIGHT:
      return fovea_palette_weight (palette, (2 * t - 1) * grid->high, grid->high);
    case FOVEA_SCALE_OUTPUT:
      return fovea_palette_output (palette, 2 * t - 1, 1);
    case FOVEA_SCALE_GREY:
      return (FoveaColour){ t, t, t };
    case FOVEA_SCALE_INPUT:
    default:
      return fovea_palette_input (palette, t, 0, 1);
    }
}

static gboolean
is_diverging (const FoveaGrid *grid)
{
  return grid->scale == FOVEA_SCALE_WEIGHT || grid->scale == FOVEA_SCALE_OUTPUT;
}

static int
get_shade (const FoveaGrid *grid, float value)
{
  double low = is_diverging (grid) ? -grid->high : grid->low;
  double t = grid->high > low ? (value - low) / (grid->high - low) : 0.5;

  return (int) (CLAMP (t, 0, 1) * (FOVEA_N_SHADES - 1) + 0.5);
}

void
fovea_grid_fill_shades (const FoveaGrid *grid, const float *values, int n, guint8 *shades)
{
  double low = is_diverging (grid) ? -grid->high : grid->low, high = grid->high;

  if (high <= low)
    memset (shades, get_shade (grid, 0), (gsize) n);
  for (int i = 0; high > low && i < n; i++)
    {
      double t = (values[i] - low) / (high - low);

      shades[i] = (guint8) (CLAMP (t, 0, 1) * (FOVEA_N_SHADES - 1) + 0.5);
    }
}

/* Diverging shades are symmetric about a zero that lies between two of them, which are both white. */
FoveaColour
fovea_brush_shade (FoveaBrush *brush, int i)
{
  const FoveaGrid *grid = brush->grid;
  gboolean zero = is_diverging (grid) && (i == FOVEA_N_SHADES / 2 - 1 || i == FOVEA_N_SHADES / 2);

  if (!brush->known[i])
    {
      FoveaColour shade = get_scale_colour (brush, zero ? 0.5 : i / (double) (FOVEA_N_SHADES - 1));

      brush->shades[i] = grid->dim ? fovea_colour_mix (shade, brush->palette->canvas, 0.5) : shade;
      brush->known[i] = TRUE;
    }
  return brush->shades[i];
}

/* Of the number in a cell. */
int
fovea_brush_ink (FoveaBrush *brush, gsize cell)
{
  int i = get_shade (brush->grid, brush->values[cell]);

  if (brush->states[cell] == FOVEA_CELL_PADDING)
    return FOVEA_INK_OF_PADDING;
  if (brush->inks[i] == 0)
    brush->inks[i] = fovea_colour_ink (fovea_brush_shade (brush, i)).red > 0.5 ? FOVEA_INK_WHITE : FOVEA_INK_BLACK;
  return brush->inks[i];
}

FoveaColour
fovea_brush_colour (FoveaBrush *brush, gsize cell)
{
  switch (brush->states[cell])
    {
    case FOVEA_CELL_EMPTY:
      return brush->palette->empty;
    case FOVEA_CELL_PADDING:
      return brush->palette->padding;
    case FOVEA_CELL_VALUE:
    default:
      return fovea_brush_shade (brush, get_shade (brush->grid, brush->values[cell]));
    }
}

void
fovea_brush_init (FoveaBrush *brush, const FoveaGrid *grid, const FoveaStyle *style)
{
  gsize cells = (gsize) grid->rows * (gsize) grid->columns;

  *brush = (FoveaBrush){ .grid = grid, .palette = fovea_palette_get (style), .unit = style->scale };
  brush->values = g_new0 (float, cells);
  brush->states = g_new0 (guint8, cells);
  for (int row = 0; row < grid->rows; row++)
    grid->fill (grid->data, grid, row, brush->values + row * grid->columns, brush->states + row * grid->columns);
}

void
fovea_brush_clear (FoveaBrush *brush)
{
  g_free (brush->values);
  g_free (brush->states);
}
