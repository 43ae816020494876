/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/cells.h"
#include "lesson/convolution-pass.h"
#include "scene/sheet.h"

G_BEGIN_DECLS

/* What a grid of the gradient scene shows; its index is an input slice, or a filter; of filters' slices the
 * fovea_filter_index(). */
typedef enum
{
  FOVEA_PART_INPUT,
  FOVEA_PART_INPUT_GRADIENT,
  FOVEA_PART_FILTER,
  FOVEA_PART_FILTER_GRADIENT,
  FOVEA_PART_GOAL, /* the filter that made the target */
  FOVEA_PART_OUTPUT_GRADIENT,
  FOVEA_PART_OUTPUT,
  FOVEA_PART_TARGET,
  FOVEA_PART_STAMPED,
  FOVEA_PART_CURVE, /* the losses; columns of it are steps */
  FOVEA_N_PARTS
} FoveaGradientPart;

typedef enum
{
  FOVEA_ACTION_MORE_SLICES, /* value: the first slice to show, counted from the first that the filter sees */
  FOVEA_ACTION_FILTER,      /* value: the filter to show */
  FOVEA_ACTION_KEEP,        /* keep the trained weights */
  FOVEA_ACTION_RATE,        /* take the rate that is sure to settle */
  FOVEA_ACTION_FORWARD      /* there is nothing to step through: back to the forward pass */
} FoveaGradientAction;

/**
 * FoveaGradientLayout:
 * @first_slice: the first slice shown, counted from the first that the filter sees
 * @filter: the filter shown, where the position is no place of one
 * @position: of the lesson
 * @place: of the position; of training: the filter shown
 * @parts: those that each slice has, then those that the output has
 * @n_seen: slices that the filter sees, from @first_seen on
 * @n_shown: of these
 *
 * How a layer is spread over a room while one goes backward through it, trains it, or stamps with it: slice by slice the
 * input, the filter and their gradients; then what belongs to the output; then the arithmetic of the position.
 */
typedef struct
{
  FoveaConvolution *lesson;
  FoveaSheet *sheet;
  double width, height;
  int first_slice, filter;

  FoveaLessonPass pass;
  int position, n_positions;
  FoveaPlace place;
  FoveaGradientPart parts[FOVEA_N_PARTS];
  int n_slice_parts, n_parts, n_seen, first_seen, n_shown;
  double cell, unit, margin, box_width, box_height;
  gboolean boxes;

  /*< private >*/
  guint revision; /* of the lesson, and the sizes, that the plan was made for */
  double sizes[5];
} FoveaGradientLayout;

/* Whether a question is open that this would answer: @any of what it hides. */
gboolean fovea_gradient_hides (const FoveaGradientLayout *self, FoveaHide any);
/* Whether the cells of @part stay empty until then. */
gboolean fovea_gradient_hides_part (const FoveaGradientLayout *self, FoveaGradientPart part);

/* Lays the lesson out on the sheet. Returns: whether it fits into width × height; the sheet's extents tell what it takes */
gboolean fovea_gradient_lay_out (FoveaGradientLayout *self, const FoveaStyle *style);

/* Plain type, in lines of @width points; 0: in one. */
FoveaText fovea_gradient_look (double size, FoveaColour colour, double width);

/* A rate below @limit, in round figures. */
double fovea_gradient_get_safe_rate (double limit);

/* How many steps the curve of the losses spans, and between which powers of ten. */
typedef struct
{
  int steps;
  double low, high;
} FoveaLossAxes;

FoveaLossAxes fovea_gradient_get_axes (FoveaConvolution *lesson);

/* --- words (gradient-words.c), translated, with markup where they are drawn */
char *fovea_gradient_say_title (const FoveaGradientLayout *self);
char *fovea_gradient_say_sentence (const FoveaGradientLayout *self);
char *fovea_gradient_say_label (const FoveaGradientLayout *self, FoveaGradientPart part, int slice, gboolean terse);
char *fovea_gradient_say_axes (FoveaConvolution *lesson);
char *fovea_gradient_say_arithmetic (const FoveaGradientLayout *self);
/* What the boxes of products are, and product @row, @column of group 0 (filter times …) or 1 (patch times …); NULL where
 * there is none. */
char *fovea_gradient_say_caption (const FoveaGradientLayout *self, int group);
char *fovea_gradient_say_product (const FoveaGradientLayout *self, int group, int row, int column);
char *fovea_gradient_say_widest_product (const FoveaGradientLayout *self);
char *fovea_gradient_describe (FoveaConvolution *lesson, char **description);
/* Why there is nothing to step through. */
char *fovea_gradient_say_nothing (FoveaConvolution *lesson);

/* --- what stands below the grids (gradient-below.c). Whether products can stand in boxes, and how large these are */
gboolean fovea_gradient_can_box (const FoveaGradientLayout *self);
void fovea_gradient_measure_box (FoveaGradientLayout *self);
/* Whether even the boxes of one group fit into a line of @room. */
gboolean fovea_gradient_boxes_fit (const FoveaGradientLayout *self, double room);
/* The arithmetic of the position, its boxes, and what can be clicked, from @y on or only measured. Returns: height */
double fovea_gradient_place_below (const FoveaGradientLayout *self, double y, gboolean measure);

/* --- numbers that can be typed over (gradient-cells.c) */
gboolean fovea_gradient_name_cell (const FoveaGradientLayout *self, const FoveaGrid *grid, int row, int column,
                                   FoveaCell *cell);

/* --- values (gradient-fill.c) */
FoveaGrid fovea_gradient_make_grid (FoveaGradientLayout *self, FoveaGradientPart part, int slice);
/* Of its grid; that of a stamped output has the cells that padding cuts off, too. */
void fovea_gradient_get_size (const FoveaGradientLayout *self, FoveaGradientPart part, int *rows, int *columns);

G_END_DECLS
