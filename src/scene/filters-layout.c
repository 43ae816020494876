/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the filters of a layer stand: as a wall of tiles, or each as a line of its slices. */

#include "scene/filters-layout.h"

#include <math.h>

/* Points. */
static const double WALL_LEAST = 22, WALL_MOST = 280, WALL_GAP = 8;
static const double SLICE_LEAST = 14, SLICE_MOST = 60;

/* Lines that @n things take, @each in one. */
int
fovea_filters_lines (int n, int each)
{
  return (n + each - 1) / each;
}

static FoveaTiles
lay_out_slices (const FoveaTensor *filters, double scale, const FoveaBox *room)
{
  double numbers = ceil (FOVEA_FILTERS_NUMBERS * scale), gap = FOVEA_FILTERS_SLICE_GAP;
  double across = (room->width - numbers) / filters->c, down = room->height / filters->n;
  double tile = floor (fmax (fmin (across, down) - gap, 0));
  FoveaTiles tiles = { .tile = CLAMP (tile, SLICE_LEAST * scale, SLICE_MOST * scale), .columns = filters->c,
                       .shown = filters->n * filters->c };

  tiles.pitch = tiles.tile + gap;
  fovea_tiles_round (&tiles, filters->w);
  tiles.box = (FoveaBox){ room->x + numbers, room->y, tiles.columns * tiles.pitch, filters->n * tiles.pitch };
  return tiles;
}

/* As many lines as the room asks for, all about as long. */
static FoveaTiles
lay_out_wall (const FoveaTensor *filters, double scale, const FoveaBox *room)
{
  FoveaTiles tiles = fovea_tiles_fit (room, filters->n, WALL_LEAST * scale, WALL_MOST * scale, WALL_GAP);
  int most;

  fovea_tiles_round (&tiles, filters->w);
  most = MAX (1, (int) ((room->width + WALL_GAP) / tiles.pitch));
  tiles.columns = fovea_filters_lines (filters->n, fovea_filters_lines (filters->n, most));
  tiles.shown = filters->n;
  return tiles;
}

/**
 * fovea_filters_lay_out:
 * @apart: whether each filter is a line of slices
 *
 * What has no room goes on below and to the right of it.
 */
FoveaTiles
fovea_filters_lay_out (const FoveaTensor *filters, gboolean apart, double scale, const FoveaBox *room)
{
  return apart ? lay_out_slices (filters, scale, room) : lay_out_wall (filters, scale, room);
}
