/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to grid.c, -edges.c and -images.c. */

#include "scene/grid.h"

G_BEGIN_DECLS

enum
{
  FOVEA_N_SHADES = 256
};

/* Inks of numbers. */
enum
{
  FOVEA_INK_BLACK = 1,
  FOVEA_INK_WHITE,
  FOVEA_INK_OF_PADDING,
  FOVEA_N_INKS
};

/**
 * FoveaBrush:
 * @unit: the style's scale
 * @known: which of @shades somebody has asked for
 * @inks: of numbers on them, 0 if nobody has asked for it
 * @values: of all cells, row by row, and their @states
 *
 * What a grid is painted with.
 */
typedef struct
{
  const FoveaGrid *grid;
  const FoveaPalette *palette;
  double unit;
  FoveaColour shades[FOVEA_N_SHADES];
  guint8 known[FOVEA_N_SHADES];
  guint8 inks[FOVEA_N_SHADES];
  float *values;
  guint8 *states;
} FoveaBrush;

void fovea_brush_init (FoveaBrush *brush, const FoveaGrid *grid, const FoveaStyle *style);
void fovea_brush_clear (FoveaBrush *brush);
/* Of a cell, whose index counts row by row; and of the number in it. */
FoveaColour fovea_brush_colour (FoveaBrush *brush, gsize cell);
int fovea_brush_ink (FoveaBrush *brush, gsize cell);
/* Which of the shades each of @n values has; and a shade's colour. */
void fovea_grid_fill_shades (const FoveaGrid *grid, const float *values, int n, guint8 *shades);
FoveaColour fovea_brush_shade (FoveaBrush *brush, int shade);

/* The lines between the cells, and the dashed edge of those of padding. */
void fovea_grid_paint_lines (const FoveaGrid *grid, const FoveaPalette *palette, cairo_t *cr);
void fovea_brush_paint_dashes (const FoveaBrush *brush, cairo_t *cr);

/* All cells as one image: kept in @images if there are any and the grid tells when its values change. */
void fovea_grid_paint_image (const FoveaGrid *grid, const FoveaStyle *style, GHashTable *images, cairo_t *cr);

G_END_DECLS
