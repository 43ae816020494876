/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/scores.h"
#include "scene/sketch.h"

G_BEGIN_DECLS

/**
 * FoveaWhyLayout:
 * @left, @right: the two pictures; @headings: above them
 * @legend: below the right one
 */
typedef struct
{
  FoveaBox title, sentence, headings[2], left, right, legend, scores;
} FoveaWhyLayout;

void fovea_why_layout_measure (double scale, int classes, double width, double height, double *need_width,
                               double *need_height);
FoveaWhyLayout fovea_why_layout (double scale, int classes, double width, double height);

G_END_DECLS
