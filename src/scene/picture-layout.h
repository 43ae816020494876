/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/convolution-layout.h"

G_BEGIN_DECLS

/* Grids of the picture scene beside those of FoveaGridRole. */
enum
{
  FOVEA_GRID_PRODUCT = FOVEA_N_GRIDS, /* index: slice */
  FOVEA_GRID_THUMB                    /* a filter, small; index: filter */
};

/* What a click on a chip of the picture scene does, beside those of the convolution scene. */
enum
{
  FOVEA_ACTION_ALONE = FOVEA_ACTION_MAP + 1, /* value: whether the current filter is shown alone */
  FOVEA_ACTION_SCALE                         /* value: whether all maps are on one scale */
};

enum
{
  FOVEA_PICTURE_SHOWN = 32, /* filters at once */
  FOVEA_PICTURE_SLICES = 3  /* of the patch under the window */
};

/**
 * FoveaPicturePlan:
 * @picture: width of the picture, points
 * @map: of a map
 * @filter_cell, @patch_cell: sides of cells
 * @columns: how many groups stand side by side
 * @shown: how many filters are shown, from @first on
 */
typedef struct
{
  double picture, map, filter_cell, patch_cell;
  int columns, shown, first;
} FoveaPicturePlan;

/**
 * FoveaPictureLayout:
 *
 * How a picture, its filters and its maps are spread over a room, in one of three ways: a few filters under the picture
 * and their maps beside it; a bank, where each filter stands beside its map; or one filter alone, product by product.
 */
typedef struct
{
  FoveaConvolution *lesson;
  FoveaSheet *sheet;
  FoveaStyle style;
  double width, height;

  const FoveaPalette *palette;
  double unit, margin, top, bottom, label_height, small_height;
  double least_left; /* the widest text of the left column, points */
  double name_width; /* of any filter name, points */
  int filters, filter_columns, filter_rows, depth, columns, rows, out_columns, out_rows, pool_columns, pool_rows, current;
  FoveaPicturePlan plan;
} FoveaPictureLayout;

/* Returns: whether all of it fits into width × height */
gboolean fovea_picture_lay_out (FoveaPictureLayout *self, const FoveaStyle *style, double width, double height);

/* --- the three ways: each looks for its plan, and places what it has planned */
gboolean fovea_picture_plan_side (FoveaPictureLayout *self);
void fovea_picture_place_side (FoveaPictureLayout *self);
gboolean fovea_picture_plan_bank (FoveaPictureLayout *self);
void fovea_picture_place_bank (FoveaPictureLayout *self);
gboolean fovea_picture_plan_alone (FoveaPictureLayout *self);
void fovea_picture_place_alone (FoveaPictureLayout *self);

/* --- parts of all of them */
gboolean fovea_picture_hides_maps (FoveaPictureLayout *self);
FoveaBox fovea_picture_place_picture (FoveaPictureLayout *self, double x, double y);
/* The largest |weight| of a filter, whatever its preset allows; 1 if there is none. */
double fovea_picture_get_limit (FoveaConvolution *lesson, int filter);
void fovea_picture_place_filter (FoveaPictureLayout *self, int filter, double x, double y, double cell);
FoveaBox fovea_picture_place_map (FoveaPictureLayout *self, int filter, double x, double y, double width);
void fovea_picture_place_maps_title (FoveaPictureLayout *self, double x, double y);
char *fovea_picture_say_caption (FoveaPictureLayout *self, int filter);
double fovea_picture_place_result (FoveaPictureLayout *self, double x, double y);
double fovea_picture_measure_chips (FoveaPictureLayout *self);
void fovea_picture_place_more (FoveaPictureLayout *self, double x, double y);
/* "Filter 5 alone" or "All filters", and how maps are coloured, one below the other where there is no room beside. */
void fovea_picture_place_chips (FoveaPictureLayout *self, double x, double y, double width);

/* --- its cells (picture-cells.c), in the room last laid out */
char *fovea_picture_say_cell (const FoveaPictureLayout *self, double x, double y);
/* The weight at a cell of a filter. Returns: FALSE if there is none that could be typed over */
gboolean fovea_picture_name_cell (const FoveaPictureLayout *self, const FoveaGrid *grid, int row, int column,
                                  FoveaCell *cell);

G_END_DECLS
