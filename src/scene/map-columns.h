/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/net.h"
#include "scene/filter-wall.h"

G_BEGIN_DECLS

/**
 * FoveaMapColumns:
 * @net: whose rows they are
 * @maps: what each row gives for one image, 1×C×H×W
 * @gradients: (nullable): to be shown in place of the maps, on the scale of weights
 * @scores: (nullable): the probability of each class
 * @label: the true class, or −1
 * @conv: the row of a convolution one of whose filters is selected, or −1
 * @selected: that filter, whose maps are outlined, or −1
 * @narrow: columns may be so narrow that their headings just have room
 *
 * One image going through a net: a column for each layer, its maps as tiles, and the scores at the end. Layers for
 * which there is no width are left out, and counted.
 */
typedef struct
{
  const FoveaNet *net;
  FoveaTensor *const *maps, *const *gradients;
  const FoveaTensor *scores;
  int label, conv, selected;
  gboolean narrow;
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

void fovea_map_columns_measure (const FoveaMapColumns *self, double scale, double *width, double *height);
void fovea_map_columns_lay_out (const FoveaMapColumns *self, double scale, const FoveaBox *box, FoveaMapLayout *layout);
void fovea_map_columns_paint (const FoveaMapColumns *self, FoveaSketch *sketch, const FoveaMapLayout *layout);
char *fovea_map_columns_tooltip (const FoveaMapColumns *self, const FoveaMapLayout *layout, double x, double y);
gboolean fovea_map_columns_pick (const FoveaMapLayout *layout, double x, double y, int *row, int *map);
gboolean fovea_net_spec_follows_conv (const FoveaNetSpec *spec, int conv, int row);
int fovea_net_spec_find_conv (const FoveaNetSpec *spec, int row);
char *fovea_net_spec_name_row (const FoveaNetSpec *spec, int row);
guint32 *fovea_image_pack (const FoveaNet *net, const FoveaTensor *image);
void fovea_tensor_range (const FoveaTensor *self, float *low, float *high);
void fovea_map_paint (FoveaSketch *sketch, const FoveaTensor *maps, int map, float low, float high,
                      const FoveaBox *box);

G_END_DECLS
