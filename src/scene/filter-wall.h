/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/tensor.h"
#include "scene/sketch.h"

G_BEGIN_DECLS

enum
{
  FOVEA_FILTER_NUMBER_ROOM = 32 /* points of a cell in which "−0.42" stands */
};

/**
 * FoveaFilterWall:
 * @filters: K×C×F×F
 * @own_scale: each filter from its own largest weight; else all from the largest of all
 * @limits: (nullable): the largest weight of each filter, if these are known
 * @selected: the one outlined, or −1
 *
 * Filters as tiles, as many as there is room for. Three slices are painted as red, green and blue around a middle grey;
 * one slice on the scale of weights; more slices as their mean on that scale.
 */
typedef struct
{
  const FoveaTensor *filters;
  gboolean own_scale;
  int selected;
  const float *limits;
} FoveaFilterWall;

/**
 * FoveaTiles:
 * @tile: edge of a tile, points
 * @pitch: from one tile to the next
 * @columns: tiles in a row
 * @shown: tiles in all; fewer than there are where there is no room
 *
 * Square tiles laid out row by row.
 */
typedef struct
{
  FoveaBox box;
  double tile, pitch;
  int columns, shown;
} FoveaTiles;

FoveaTiles fovea_tiles_fit (const FoveaBox *box, int n, double smallest, double largest, double gap);
void fovea_tiles_round (FoveaTiles *self, int cells);
FoveaBox fovea_tiles_get (const FoveaTiles *self, int i);
int fovea_tiles_pick (const FoveaTiles *self, double x, double y);

void fovea_filter_wall_paint (const FoveaFilterWall *self, FoveaSketch *sketch, const FoveaTiles *tiles);
void fovea_filter_wall_paint_one (const FoveaFilterWall *self, FoveaSketch *sketch, int filter, const FoveaBox *box);
void fovea_filter_wall_paint_slice (const FoveaFilterWall *self, FoveaSketch *sketch, int filter, int slice,
                                    const FoveaBox *box);
float fovea_filter_wall_get_limit (const FoveaFilterWall *self, int filter);
gboolean fovea_filter_wall_is_whole (const FoveaFilterWall *self, FoveaSketch *sketch, const FoveaTiles *tiles);
void fovea_filter_wall_paint_slices (const FoveaFilterWall *self, FoveaSketch *sketch, const FoveaTiles *tiles,
                                     int left, int top, int right, int bottom);
char *fovea_filter_wall_describe (const FoveaFilterWall *self, int filter);
guint32 fovea_weight_pixel (const FoveaPalette *palette, double weight, double limit);

G_END_DECLS
