/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/cells.h"
#include "scene/footer.h"

G_BEGIN_DECLS

/* What a grid of the convolution scene shows; its index is a slice (input, patch), a filter (map, rectified, pooled),
 * or fovea_filter_index(). */
typedef enum
{
  FOVEA_GRID_INPUT,
  FOVEA_GRID_PATCH,
  FOVEA_GRID_FILTER,
  FOVEA_GRID_MAP,
  FOVEA_GRID_RELU,
  FOVEA_GRID_POOL,
  FOVEA_N_GRIDS
} FoveaGridRole;

static inline int
fovea_filter_index (int filter, int slice)
{
  return filter << 10 | slice;
}

/* What a click on a chip does, beside those of the footer. */
enum
{
  FOVEA_ACTION_SLICES = FOVEA_FOOTER_N_ACTIONS, /* value: the first slice to show */
  FOVEA_ACTION_MAP                              /* value: the filter to go to */
};

typedef enum
{
  FOVEA_PRODUCTS_LINE, /* the sum alone */
  FOVEA_PRODUCTS_TEXT, /* the terms, as running text */
  FOVEA_PRODUCTS_BOXES /* a box for each product; with volumes a panel of sums */
} FoveaProducts;

/**
 * FoveaConvolutionPlan:
 * @cell, @filter_cell, @map_cell: sides of the cells, points
 * @patch_cell: of the patch under the window, shown where the input's own numbers are too small; 0: not shown
 * @slices, @filters, @maps: how many are shown
 * @across: the slices stand side by side, each above its filters' slices; else one below the other
 * @below: the filter and the output stand below the input, not beside it
 *
 * How a convolution is spread over a room.
 */
typedef struct
{
  gboolean volumes, across, below;
  double cell, filter_cell, map_cell, patch_cell;
  int slices, filters, maps;
  FoveaProducts products;
} FoveaConvolutionPlan;

enum
{
  FOVEA_PLANS_KEPT = 32 /* more rooms than are tried before a page knows how high it must be */
};

/* What a plan is searched for: doubles alone, so that no byte of it is padding and memcmp() may tell whether two differ. */
typedef struct
{
  double facts[22];
} FoveaPlanKey;

/* What such a search found. @fits: something; @terse: the sentence makes way for it */
typedef struct
{
  FoveaPlanKey key;
  FoveaConvolutionPlan plan;
  gboolean fits, terse;
} FoveaPlanFound;

/**
 * FoveaConvolutionLayout:
 * @columns, @rows: of the input as drawn: with its padding, and the cells that rounding up makes up
 * @over_x, @over_y: cells that the next, overhanging window needs beyond these
 */
typedef struct
{
  FoveaConvolution *lesson;
  FoveaSheet *sheet;
  double width, height;
  int first_slice;

  int columns, rows, over_x, over_y;
  FoveaConvolutionPlan plan;
  FoveaPlanFound found[FOVEA_PLANS_KEPT]; /* by the last searches, search number i at i modulo FOVEA_PLANS_KEPT */
  guint searches;
} FoveaConvolutionLayout;

/* Lays the lesson out on the sheet. Returns: whether it fits into width × height; the sheet's extents tell what it takes */
gboolean fovea_convolution_lay_out (FoveaConvolutionLayout *self, const FoveaStyle *style);

/* What lies behind the grids, as last laid out, and before the lines from the window. */
void fovea_convolution_paint_behind (const FoveaConvolutionLayout *self, const FoveaStyle *style, cairo_t *cr);

/* Everything that the cell under the pointer touches. */
void fovea_convolution_paint_marks (FoveaConvolution *lesson, FoveaSheet *sheet, const FoveaAim *aim, cairo_t *cr);

/* --- its cells, in the room last laid out */
/* What the number at (x, y) is called, with its full value, or NULL. */
char *fovea_convolution_say_cell (const FoveaConvolutionLayout *self, double x, double y);
/* The number at (x, y) that can be typed over. Returns: FALSE if there is none */
gboolean fovea_convolution_name_cell (const FoveaConvolutionLayout *self, const FoveaGrid *grid, int row, int column,
                                      FoveaCell *cell);

G_END_DECLS
