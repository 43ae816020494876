/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/palette.h"

G_BEGIN_DECLS

/**
 * FoveaSheet:
 *
 * What a scene lays out before it paints: texts, chips and grids of cells, each with its measured box. It is laid out
 * anew whenever the lesson, the room or the style changes; painting, picking and the boxes of tests read it.
 */
typedef struct _FoveaSheet FoveaSheet;

/* How a text looks: its size in points before the style's scale, and the width it wraps at (0: none). */
typedef struct
{
  double size;
  gboolean bold;
  FoveaColour colour;
  double width;
} FoveaText;

static inline FoveaText
fovea_look (double size, gboolean bold, FoveaColour colour)
{
  return (FoveaText){ .size = size, .bold = bold, .colour = colour };
}

typedef enum
{
  FOVEA_CHIP_PLAIN,
  FOVEA_CHIP_OFFER,    /* blue: something to try */
  FOVEA_CHIP_SELECTED, /* the one of several that holds */
  FOVEA_CHIP_QUIET     /* a text that can be clicked */
} FoveaChipLook;

typedef enum
{
  FOVEA_CELL_VALUE,
  FOVEA_CELL_EMPTY,  /* not computed yet, or not reached */
  FOVEA_CELL_PADDING /* a zero around the input */
} FoveaCellState;

typedef enum
{
  FOVEA_SCALE_INPUT,  /* low … high, blue */
  FOVEA_SCALE_WEIGHT, /* −high … high, diverging */
  FOVEA_SCALE_OUTPUT, /* −high … high, green above zero */
  FOVEA_SCALE_GREY    /* low … high, black to white, as pictures */
} FoveaScale;

/**
 * FoveaGrid:
 * @x: left edge of its first cell, @y: top edge
 * @cell: side of a cell, points
 * @role: what it shows: the scene's own number
 * @index: which slice, filter or map
 * @fill: the values and FoveaCellStates of one row
 * @dim: not the one that is worked with now
 * @round: its cells are discs apart from one another: neurons
 * @crowded: it carries its numbers from 14 points on
 * @state: changes whenever its values do; then its image may be kept (0: it is made anew each time)
 *
 * Rows × columns of square cells. From 18 points on cells carry their numbers.
 */
struct _FoveaGrid
{
  double x, y, cell;
  int rows, columns;
  int role, index;
  FoveaScale scale;
  double low, high;
  gboolean dim, round, crowded;
  guint64 state;
  void (*fill) (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states);
  gpointer data;
};

/* A cell under the pointer: of the grid of this role and index. */
typedef struct
{
  gboolean any;
  int role, index, row, column;
} FoveaAim;

typedef struct
{
  int action, value; /* the scene's own */
} FoveaAction;

FoveaSheet *fovea_sheet_new (void);
void fovea_sheet_free (FoveaSheet *self);
void fovea_sheet_begin (FoveaSheet *self, const FoveaStyle *style);

const FoveaPalette *fovea_sheet_get_palette (FoveaSheet *self);
double fovea_sheet_get_scale (FoveaSheet *self);

void fovea_sheet_measure (FoveaSheet *self, const FoveaText *text, const char *markup, double *width, double *height);
/* @name: what tests call it; NULL: not one of the boxes that must keep apart */
FoveaBox fovea_sheet_add_text (FoveaSheet *self, const char *name, const FoveaText *text, const char *markup, double x,
                               double y);
void fovea_sheet_measure_chip (FoveaSheet *self, const FoveaText *text, const char *markup, double *width,
                               double *height);
FoveaBox fovea_sheet_add_chip (FoveaSheet *self, const char *name, const FoveaText *text, const char *markup, double x,
                               double y, FoveaChipLook look, FoveaAction action);
FoveaBox fovea_sheet_add_grid (FoveaSheet *self, const char *name, const FoveaGrid *grid);
/* A picture of columns × rows pixels, @cell points each, seen as a grid by its role and index; drawn by the scene. */
FoveaBox fovea_sheet_add_picture (FoveaSheet *self, const char *name, const FoveaGrid *grid);
/* A rounded panel behind texts. */
void fovea_sheet_add_panel (FoveaSheet *self, FoveaBox box);
/* A hair line. */
void fovea_sheet_add_rule (FoveaSheet *self, double x, double y, double width);
FoveaBox fovea_sheet_get_extents (FoveaSheet *self);

void fovea_sheet_paint (FoveaSheet *self, cairo_t *cr);
/* Without the canvas: for a scene that lies on something else. */
void fovea_sheet_paint_items (FoveaSheet *self, cairo_t *cr);
gboolean fovea_sheet_pick_chip (FoveaSheet *self, double x, double y, FoveaAction *action);
/* Adds the boxes of all chips to @boxes, of FoveaBox. */
void fovea_sheet_list_chips (FoveaSheet *self, GArray *boxes);
gboolean fovea_sheet_pick_cell (FoveaSheet *self, double x, double y, FoveaGrid *grid, int *row, int *column);
const FoveaGrid *fovea_sheet_find_grid (FoveaSheet *self, int role, int index);
/* Aims at the cell under the pointer, if that is @inside. Returns: whether it is another than before */
gboolean fovea_sheet_aim (FoveaSheet *self, gboolean inside, double x, double y, FoveaAim *aim);
/* The grid that is aimed at; NULL if there is none any more, or it has no such cell. */
const FoveaGrid *fovea_sheet_find_aim (FoveaSheet *self, const FoveaAim *aim);
/* (transfer container): of const FoveaGrid, in the order in which they were added; until something else is */
GPtrArray *fovea_sheet_list_grids (FoveaSheet *self);
void fovea_sheet_boxes (FoveaSheet *self, GArray *boxes, GPtrArray *names);

/* Brushes for what scenes draw on top. */
void fovea_set_colour (cairo_t *cr, FoveaColour colour, double alpha);
void fovea_round_rectangle (cairo_t *cr, FoveaBox box, double radius);
void fovea_hatch (cairo_t *cr, FoveaBox box, FoveaColour colour, double spacing);
gboolean fovea_is_vector (cairo_t *cr);
char *fovea_colour_hex (FoveaColour colour, char hex[8]);
/* At the sides of a page @width points wide. */
double fovea_page_margin (double width, double unit);
FoveaBox fovea_grid_box (const FoveaGrid *grid, int row, int column, int rows, int columns);

G_END_DECLS
