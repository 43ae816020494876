/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/sketch.h"

G_BEGIN_DECLS

/**
 * FoveaAxes:
 * @title: a line above
 * @plot: the room of the lines; labels of values stand at its left
 * @axis: a line below
 *
 * Where the parts of a chart stand.
 */
typedef struct
{
  FoveaBox title, plot, axis;
} FoveaAxes;

extern const double FOVEA_AXES_GAP; /* points between the parts, whatever the scale */

FoveaAxes fovea_axes_lay_out (const FoveaBox *box, double scale);
double fovea_axes_round_up (double value);
void fovea_axes_paint_line (const FoveaAxes *self, FoveaSketch *sketch, double y, const char *label,
                            FoveaColour colour);
void fovea_axes_paint_ends (const FoveaAxes *self, FoveaSketch *sketch, const char *start, const char *middle,
                            const char *end);
void fovea_axes_paint_hover (const FoveaAxes *self, FoveaSketch *sketch, double x);
void fovea_axes_clip (const FoveaAxes *self, FoveaSketch *sketch);
void fovea_axes_mark (const FoveaAxes *self, FoveaSketch *sketch, const char *name);

G_END_DECLS
