/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to convolution-frame.c, -plan.c, -place.c, -products.c, -volumes.c, -across.c and -layout.c. */

#include "scene/convolution-layout.h"

G_BEGIN_DECLS

/* A labelled grid: label, a second small line, the grid, a line below. Heights of absent lines are 0. */
typedef struct
{
  double label_width, label_height, note_width, note_height, foot_width, foot_height;
  int rows, columns;
} FoveaBlock;

typedef struct
{
  double width, height, head;
} FoveaSpan;

/* Where fovea_frame_flow() puts a block: its label at (x, y), its cells @head below. */
typedef struct
{
  double x, y, head;
} FoveaSpot;

/**
 * FoveaFrame:
 * @unit: the style's scale
 * @top: where the body begins, @bottom: where it ends, @width: how wide it is
 * @misfit: the window does not fit, and may say so
 * @seen: slices that the current filter sees, from @first_seen on
 * @windows: there is a current position, and it may be shown
 * @blocks: by FoveaGridRole
 * @box_width: of one product, @term_width: of one without its result, and a plus, @panel_width: of the panel of sums
 *
 * A layout while it is made.
 */
typedef struct
{
  FoveaConvolutionLayout *layout;
  FoveaConvolution *lesson;
  FoveaSheet *sheet;
  const FoveaPalette *palette;
  double unit, margin, top, bottom, width;
  int filter_columns, filter_rows, depth, seen, first_seen, filters, out_columns, out_rows, pool_columns, pool_rows;
  gboolean relu, pool, misfit, windows;
  FoveaBlock blocks[FOVEA_N_GRIDS];
  double box_width, box_height, term_width, caption_height, sum_width, sum_height;
  double panel_width, panel_line, panel_rows, more_height;
  FoveaPlace place;
} FoveaFrame;

enum
{
  FOVEA_FRAME_TERMS = 49 /* of a sum that is written out */
};

static const double FOVEA_FRAME_GAP = 28, FOVEA_FRAME_LINE = 4, FOVEA_FRAME_SLOT_GAP = 8,
                    FOVEA_FRAME_TERM = 20; /* from one row of terms to the next */

/* --- words and measures */
FoveaText fovea_frame_label_look (const FoveaFrame *frame, int block);
FoveaText fovea_frame_small_look (const FoveaFrame *frame, FoveaColour colour);
char *fovea_frame_say_label (const FoveaFrame *frame, int block, int index);
char *fovea_frame_say_note (const FoveaFrame *frame, int block, gboolean *red);
char *fovea_frame_say_foot (const FoveaFrame *frame, int block, int index);
void fovea_frame_measure_block (FoveaFrame *frame, int block, int rows, int columns, int index);
double fovea_frame_get_head (const FoveaBlock *block);
double fovea_frame_get_block_width (const FoveaBlock *block, double cell);
double fovea_frame_get_block_height (const FoveaBlock *block, double cell, double head);
void fovea_frame_measure_products (FoveaFrame *frame);
/* Whether the terms stand like the weights that they are made with, in rows and columns of @width; else they run on. */
gboolean fovea_frame_aligns_terms (const FoveaFrame *frame, double width);
FoveaSpan fovea_frame_flow (const FoveaSpan *spans, int n, double width, double gap, double line_gap,
                            double first_head, FoveaSpot *spots);
double fovea_frame_get_products_height (const FoveaFrame *frame, const FoveaConvolutionPlan *plan, double width);

/* --- plans */
double fovea_frame_get_cell_of (const FoveaConvolutionPlan *plan, int block);
int fovea_frame_list_blocks (const FoveaFrame *frame, const FoveaConvolutionPlan *plan, int *blocks,
                             FoveaSpan *spans);
double fovea_frame_get_input_head (const FoveaFrame *frame);
double fovea_frame_get_input_width (const FoveaFrame *frame, double cell);
double fovea_frame_get_input_height (const FoveaFrame *frame, double cell);
gboolean fovea_frame_plan_single (FoveaFrame *frame);
/* The slices' first slot begins below the titles of the filters, as far as those do not stand beside it. */
double fovea_frame_get_slices_head (const FoveaFrame *frame, const FoveaConvolutionPlan *plan);
FoveaSpan fovea_frame_get_map_group (const FoveaFrame *frame, const FoveaConvolutionPlan *plan);
double fovea_frame_get_panel_height (const FoveaFrame *frame, const FoveaConvolutionPlan *plan);
double fovea_frame_get_slot (const FoveaFrame *frame, const FoveaConvolutionPlan *plan);
double fovea_frame_get_left_width (const FoveaFrame *frame, const FoveaConvolutionPlan *plan);
gboolean fovea_frame_plan_volumes (FoveaFrame *frame);
/* What is right of the slices, where it is @room wide: the maps, and below them the sums. */
FoveaSpan fovea_frame_measure_right (const FoveaFrame *frame, const FoveaConvolutionPlan *plan, double room);
/* All slices side by side with the largest cells that fit. Returns: FALSE, and the plan as it was, if there are none */
gboolean fovea_frame_plan_across (FoveaFrame *frame);
double fovea_frame_get_across_width (const FoveaFrame *frame, const FoveaConvolutionPlan *plan);

/* --- products */
/* Of the products of the present position, without its result. */
char *fovea_frame_say_longest_term (const FoveaFrame *frame);
char *fovea_frame_say_sum (const FoveaFrame *frame);
void fovea_frame_place_products (FoveaFrame *frame, double x, double y, double width);
void fovea_frame_place_terms (FoveaFrame *frame, double x, double y, double room);
void fovea_frame_place_panel (FoveaFrame *frame, double x, double y);

/* --- placing */
/* A grid alone, its first cell at (x, y); @dim: another than the current one. */
FoveaBox fovea_frame_place_grid (FoveaFrame *frame, int block, int index, double x, double y, gboolean dim);
FoveaBox fovea_frame_place_block (FoveaFrame *frame, int block, int index, double x, double y, double head,
                                  gboolean dim);
gboolean fovea_frame_hides_size (const FoveaFrame *frame);
/* Whether a question is open that the maps would answer, so that one “?” stands for all of them. */
gboolean fovea_frame_hides_output (const FoveaFrame *frame);
void fovea_frame_measure_misfit_note (FoveaFrame *frame);
void fovea_frame_place_misfit_notes (FoveaFrame *frame, const FoveaBox *grid);
void fovea_frame_place_single (FoveaFrame *frame);

/* --- volumes */
void fovea_frame_place_slices (FoveaFrame *frame);
void fovea_frame_place_maps (FoveaFrame *frame);
void fovea_frame_place_across (FoveaFrame *frame);
/* The slices' sums and the bias as one sum, in lines of @width. */
void fovea_frame_place_slice_sums (FoveaFrame *frame, double x, double y, double width);

G_END_DECLS
