/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/training-session.h"
#include "scene/filter-wall.h"

G_BEGIN_DECLS

/**
 * FoveaMapColumns:
 * @session: with a report that has maps
 * @selected: the filter of the first convolution whose maps are outlined, or −1
 *
 * One image going through the net: a column for each layer, its maps as tiles, and the scores at the end. Layers for
 * which there is no width are left out, and counted.
 */
typedef struct
{
  FoveaTrainingSession *session;
  int selected;
} FoveaMapColumns;

enum
{
  FOVEA_MAP_COLUMNS_MAX = 64
};

/**
 * FoveaMapLayout:
 * @rows: of the net, one for each column
 * @tiles: of each column
 * @hidden: layers with maps that have no column
 */
typedef struct
{
  FoveaBox box, scores;
  int n, hidden;
  int rows[FOVEA_MAP_COLUMNS_MAX];
  FoveaBox headings[FOVEA_MAP_COLUMNS_MAX];
  FoveaTiles tiles[FOVEA_MAP_COLUMNS_MAX];
} FoveaMapLayout;

void fovea_map_columns_lay_out (const FoveaMapColumns *self, double scale, const FoveaBox *box, FoveaMapLayout *layout);
void fovea_map_columns_paint (const FoveaMapColumns *self, FoveaSketch *sketch, const FoveaMapLayout *layout);
char *fovea_map_columns_tooltip (const FoveaMapColumns *self, const FoveaMapLayout *layout, double x, double y);
gboolean fovea_map_columns_pick (const FoveaMapLayout *layout, double x, double y, int *row, int *map);
gboolean fovea_net_spec_follows_first_conv (const FoveaNetSpec *spec, int row);
void fovea_tensor_range (const FoveaTensor *self, float *low, float *high);
void fovea_map_paint (FoveaSketch *sketch, const FoveaTensor *maps, int map, float low, float high,
                      const FoveaBox *box);

G_END_DECLS
