/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two pictures of the same size side by side, as large as the room lets them be, and the scores to their right; where
 * that would leave the pictures too small, the scores stand below them. */

#include "scene/why-layout.h"

#include <math.h>

/* All in points, at scale 1. */
static const double MARGIN = 12, GAP = 16, TITLE = 22, SENTENCE = 34, HEADING = 18, LEGEND = 32;
static const double SIDE_LEAST = 150, SCORES_LEAST = 130, SCORES_MOST = 260, SCORES_SHARE = 0.2, SCORES_BELOW = 80;

/* How wide the scores are at the right of the pictures, or 0 where they stand below. */
static double
get_scores_width (double scale, double width)
{
  double scores = CLAMP (SCORES_SHARE * width, SCORES_LEAST * scale, SCORES_MOST * scale);
  double side = (width - (2 * MARGIN + 2 * GAP) * scale - scores) / 2;

  return side >= SIDE_LEAST * scale ? floor (scores) : 0;
}

/* What stands above and below the pictures. */
static double
get_around (double scale, gboolean below)
{
  return ceil ((2 * MARGIN + TITLE + SENTENCE + GAP / 2 + HEADING + LEGEND) * scale)
         + (below ? ceil ((GAP + SCORES_BELOW) * scale) : 0);
}

/* @classes: none where there are no scores */
void
fovea_why_layout_measure (double scale, int classes, double width, double height, double *need_width,
                          double *need_height)
{
  *need_width = fmax (width, ceil ((2 * SIDE_LEAST + 2 * MARGIN + GAP) * scale));
  *need_height = fmax (height, get_around (scale, classes > 0 && get_scores_width (scale, *need_width) == 0)
                                 + ceil (SIDE_LEAST * scale));
}

FoveaWhyLayout
fovea_why_layout (double scale, int classes, double width, double height)
{
  double margin = ceil (MARGIN * scale), gap = ceil (GAP * scale), heading = ceil (HEADING * scale);
  double scores = classes > 0 ? get_scores_width (scale, width) : 0, room = width - 2 * margin - gap;
  gboolean below = classes > 0 && scores == 0;
  double side = floor (fmin ((room - (scores > 0 ? scores + gap : 0)) / 2, height - get_around (scale, below)));
  FoveaWhyLayout self = { .title = { margin, margin, width - 2 * margin, ceil (TITLE * scale) } };
  double right = margin + side + gap, top;

  self.sentence = (FoveaBox){ margin, margin + self.title.height, width - 2 * margin, ceil (SENTENCE * scale) };
  top = self.sentence.y + self.sentence.height + ceil (gap / 2);
  self.headings[0] = (FoveaBox){ margin, top, side, heading };
  self.headings[1] = (FoveaBox){ right, top, side, heading };
  self.left = (FoveaBox){ margin, top + heading, side, side };
  self.right = (FoveaBox){ right, top + heading, side, side };
  self.legend = (FoveaBox){ right, top + heading + side, side, ceil (LEGEND * scale) };
  if (below)
    self.scores = (FoveaBox){ margin, self.legend.y + self.legend.height + gap, width - 2 * margin, 0 };
  else if (scores > 0)
    self.scores = (FoveaBox){ right + side + gap, top, fmin (width - margin - right - side - gap, SCORES_MOST * scale),
                              0 };
  self.scores.height = height - margin - self.scores.y;
  return self;
}
