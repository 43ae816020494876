/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What there is to tell apart in Shapes: seven outlines, and three textures on a disc or a square. */
typedef enum
{
  FOVEA_FIGURE_DISC,
  FOVEA_FIGURE_RING,
  FOVEA_FIGURE_SQUARE,
  FOVEA_FIGURE_TRIANGLE,
  FOVEA_FIGURE_CROSS,
  FOVEA_FIGURE_STAR,
  FOVEA_FIGURE_CRESCENT,
  FOVEA_FIGURE_STRIPES,
  FOVEA_FIGURE_CHECKS,
  FOVEA_FIGURE_DOTS,
  FOVEA_FIGURE_LAST
} FoveaFigure;

const char *fovea_figure_name (FoveaFigure figure);
float fovea_figure_distance (FoveaFigure figure, gboolean square, float x, float y);
float fovea_figure_texture (FoveaFigure figure, float x, float y, float period);

G_END_DECLS
