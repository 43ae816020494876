/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/field.h"

G_BEGIN_DECLS

enum
{
  FOVEA_MAPS_INDEX = (1 << 16) - 1, /* the bits of a map's key that are its filter's index; others are the lesson's */
  FOVEA_MAPS_MADE = 2               /* multiply-adds that take as long as it takes to make up one number */
};

/* The part of the input under @rows × @columns windows, from the one of cell (row, column) on: @depth slices from @first. */
typedef struct
{
  int first, depth, row, column, rows, columns;
} FoveaMapsPart;

/**
 * FoveaMaps:
 * @width: columns of a map
 * @height: rows of a map
 * @across: cells that the filter covers of a row, dilation·(F − 1) + 1; @down: of a column
 * @top: padding above, @left: padding at the left
 * @share: filters that see the same slices of the input: K/groups
 *
 * The activation maps of a lesson, each computed only as far as somebody has asked for its cells, row by row.
 */
typedef struct
{
  int width, height, across, down, stride, dilation, top, left, share;
  /*< private >*/
  GHashTable *maps;
  guint asked; /* how often for a map */
  FoveaTensor *part; /* of the input, that was looked at last: the next filter looks at the same, and so does its sum */
  FoveaMapsPart part_at;
} FoveaMaps;

void fovea_maps_init (FoveaMaps *self);
void fovea_maps_clear (FoveaMaps *self);
void fovea_maps_forget (FoveaMaps *self);
void fovea_maps_forget_one (FoveaMaps *self, int filter);
const float *fovea_maps_peek (FoveaMaps *self, int filter, int *known);
float fovea_maps_get_limit (FoveaMaps *self, int filter); /* the largest |value| of the cells that are known */
/* A number that no other state of any map has. */
guint64 fovea_maps_get_state (FoveaMaps *self, int filter);
void fovea_maps_want (FoveaMaps *self, int filter, int cells);
/* A filter of which cells are wanted but unknown, or −1. */
int fovea_maps_next (FoveaMaps *self);
/* About what it costs, in multiply-adds, to compute what is missing of the first @cells of map @filter. */
gint64 fovea_maps_estimate (FoveaMaps *self, int filter, int depth, gint64 weights, int cells);
/* Computes more of map @filter's wanted cells among the first @cells, about @budget multiply-adds of them. Returns: what it
 * cost, in multiply-adds, what had to be made up of the input among it */
gint64 fovea_maps_advance (FoveaMaps *self, const FoveaField *input, int filter, const FoveaTensor *weights, float bias,
                           int cells, gint64 budget);
/* What the filter makes of the input under the window of one cell of map @filter: 1×1×1×1; with @apart each slice by
 * itself: 1×D×1×1. */
FoveaTensor *fovea_maps_apply (FoveaMaps *self, const FoveaField *input, int filter, const FoveaTensor *weights,
                               int row, int column, float bias, gboolean apart);

G_END_DECLS
