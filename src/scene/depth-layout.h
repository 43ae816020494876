/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to depth-scene.c and -layout.c. */

#include "scene/depth-scene.h"
#include "scene/fold.h"
#include "scene/view-cells.h"

G_BEGIN_DECLS

/* What a chip does. */
enum
{
  FOVEA_DEPTH_TURN_SLICES = FOVEA_FOOTER_N_ACTIONS, /* value: the first slice to show, from 0 */
  FOVEA_DEPTH_GO_TO_MAP                             /* value: the map to go to */
};

enum
{
  FOVEA_DEPTH_SHEET = 6 /* points from one slice to the one behind it */
};

struct _FoveaDepthScene
{
  FoveaViewScene parent_instance;

  int first_slice;                     /* asked for */
  int chosen_row, chosen_column, of_rows, of_columns; /* the pixel that was clicked on, of filters of that size */
  FoveaFold slices, maps;
  double cell;
  int rows; /* of a block */

  FoveaTensor *filter; /* of the map and the revision below, 1×D/groups×F×F: kept while one steps */
  int filter_map;
  guint revision;
};

void fovea_depth_get_pixel (FoveaDepthScene *self, int *row, int *column);
FoveaTap fovea_depth_get_tap (FoveaDepthScene *self, int block, int row);
double fovea_depth_sum_pixel (FoveaDepthScene *self, const FoveaViewFrame *frame, int row, int column);
/* Whether the window is one pixel, 1×1. */
gboolean fovea_depth_is_point (const FoveaViewFrame *frame);
/* How many slices are drawn behind the first. */
int fovea_depth_count_sheets (const FoveaViewFrame *frame);
void fovea_depth_lay_out (FoveaDepthScene *self, const FoveaViewFrame *frame);

G_END_DECLS
