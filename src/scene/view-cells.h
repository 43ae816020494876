/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/overlay.h"
#include "scene/view-scene.h"

G_BEGIN_DECLS

/* One of the products of a place: a slice of the input, a row and a column of the filter; from 0. */
typedef struct
{
  int slice, row, column;
} FoveaTap;

/* The tap of the current filter of index 0 … @volume − 1, slice by slice, row by row. */
FoveaTap fovea_view_get_tap (const FoveaViewFrame *frame, gint64 index);
/* Half a turn of the filter away. */
FoveaTap fovea_view_turn_tap (const FoveaViewFrame *frame, FoveaTap tap);
/* Row and column of the input that @tap meets at @place; negative or beyond the input in the padding. */
void fovea_view_find_input (const FoveaViewFrame *frame, FoveaPlace place, FoveaTap tap, int *row, int *column);
/* The number there. Returns: FOVEA_CELL_VALUE or FOVEA_CELL_PADDING */
FoveaCellState fovea_view_get_input (const FoveaViewFrame *frame, FoveaPlace place, FoveaTap tap, float *value);
float fovea_view_get_weight (const FoveaViewFrame *frame, int filter, FoveaTap tap);
/* The output at @place. Returns: FOVEA_CELL_EMPTY where it is not reached, not computed yet, or asked for */
FoveaCellState fovea_view_get_output (const FoveaViewFrame *frame, FoveaPlace place, float *value);
/* Of the current position: the sum of all products, without the bias. */
double fovea_view_get_sum (const FoveaViewFrame *frame);

/* --- which numbers of the lesson these are, for name_cell() */
FoveaCell fovea_view_name_input (const FoveaViewFrame *frame, FoveaPlace place, FoveaTap tap);
FoveaCell fovea_view_name_weight (const FoveaViewFrame *frame, int filter, FoveaTap tap);
FoveaCell fovea_view_name_bias (int filter);

/* The window on its way, for fovea_overlay_paint_…() over a grid that shows a slice of the padded input. */
FoveaOverlay fovea_view_get_overlay (const FoveaViewFrame *frame, double t);

/* What all grids of a view set alike: the lesson's range for inputs, the limit of the weights of filters @first …
 * @first + @n − 1, or of their maps. */
void fovea_view_set_scale (const FoveaViewFrame *frame, FoveaGrid *grid, FoveaScale scale, int first, int n);

/* --- placing */
FoveaBox fovea_view_add_text (const FoveaViewFrame *frame, const char *name, double size, gboolean bold,
                              FoveaColour colour, const char *markup, double x, double y);
FoveaBox fovea_view_add_chip (const FoveaViewFrame *frame, const char *name, const char *text, double x, double y,
                              FoveaAction action);
/* The cell's side in points at which so many @cells take at most @room: whole points where they carry numbers. */
double fovea_view_fit_cell (double room, int cells, double most);

/* --- words, translated */
char *fovea_view_say_place (const FoveaViewFrame *frame);
/* "Σ = 3, + b (1) = 4", markup; "…" while a question asks for it */
char *fovea_view_say_sum (const FoveaViewFrame *frame);
/* "2 × (−1) + 1 × 0 + … + 66 more", markup: at most @most terms of the current position */
char *fovea_view_say_terms (const FoveaViewFrame *frame, int most);
char *fovea_view_say_input (const FoveaViewFrame *frame, FoveaPlace place, FoveaTap tap);
/* Of the input itself; rows and columns of the padding are negative or beyond it. */
char *fovea_view_say_pixel (const FoveaViewFrame *frame, int slice, int row, int column);
char *fovea_view_say_weight (const FoveaViewFrame *frame, int filter, FoveaTap tap);
char *fovea_view_say_bias (const FoveaViewFrame *frame, int filter);
char *fovea_view_say_output (const FoveaViewFrame *frame, FoveaPlace place);
/* @text in the colour of labels: blue, orange or green by @scale. */
char *fovea_view_paint_word (const FoveaViewFrame *frame, FoveaScale scale, const char *text);

G_END_DECLS
