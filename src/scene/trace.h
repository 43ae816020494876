/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/sketch.h"

G_BEGIN_DECLS

/**
 * FoveaTraceAxis:
 * @log: whether equal distances are equal factors
 *
 * Where a value v stands: at @zero + @unit·v points, or at @zero + @unit·ln v.
 */
typedef struct
{
  gboolean log;
  double zero, unit;
} FoveaTraceAxis;

/**
 * FoveaTrace:
 * @points: @n of them, @stride bytes each, by rising x, which is a double at the beginning of each
 * @value: where in a point its y is, a float; in bytes
 * @y: with a @unit below 0, so that more is higher
 * @top, @bottom: how far the line is followed out of its plot, points
 *
 * A line.
 */
typedef struct
{
  gconstpointer points;
  guint n;
  gsize stride, value;
  FoveaTraceAxis x, y;
  double top, bottom;
} FoveaTrace;

void fovea_trace_paint (const FoveaTrace *self, FoveaSketch *sketch, double width);

G_END_DECLS
