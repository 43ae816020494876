/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Figures as signed distances: how far (x, y) lies outside an outline, negative inside, in units of the figure's
 * radius. Half-planes, discs and boxes are joined by minimum, cut by maximum (Quilez, "2D distance functions",
 * https://iquilezles.org/articles/distfunctions2d/). They are exact at the outline, which is where it matters: there
 * the distance in pixels says how much of a pixel is covered. */

#include "dataset/figure.h"

#include "engine/cosine.h"

#include <math.h>

static const char *const names[FOVEA_FIGURE_LAST]
    = { "disc", "ring", "square", "triangle", "cross", "star", "crescent", "stripes", "checks", "dots" };

const char *
fovea_figure_name (FoveaFigure figure)
{
  g_return_val_if_fail (figure < FOVEA_FIGURE_LAST, NULL);
  return names[figure];
}

static float
disc (float x, float y, float radius)
{
  return sqrtf (x * x + y * y) - radius;
}

static float
box (float x, float y, float width, float height)
{
  return fmaxf (fabsf (x) - width, fabsf (y) - height);
}

/* Three half-planes at 120°, each half a radius from the middle. */
static float
triangle (float x, float y)
{
  return fmaxf (fabsf (x) * 0.8660254f + y * 0.5f, -y) - 0.5f;
}

/* Five points at radius 1, notches between them at radius 0.42. Folded into half a point, from the axis to 36°, by
 * mirrors along both, one half-plane is left: its edge goes from the tip (1, 0) to the notch (0.3398, 0.2469). */
static float
star (float x, float y)
{
  const float cos = 0.809017f, sin = 0.58778525f; /* of 36° */

  y = fabsf (y);
  for (int fold = 0; fold < 2; fold++)
    {
      float beyond = fmaxf (y * cos - x * sin, 0);

      x += 2 * beyond * sin;
      y = fabsf (y - 2 * beyond * cos);
    }
  return (x - 1) * 0.3502f + y * 0.9367f;
}

/**
 * fovea_figure_distance:
 * @square: for the textures: on a square instead of a disc
 *
 * Returns: how far (@x, @y) lies outside the figure around the origin, whose radius is about 1
 */
float
fovea_figure_distance (FoveaFigure figure, gboolean square, float x, float y)
{
  switch (figure)
    {
    case FOVEA_FIGURE_RING:
      return fabsf (disc (x, y, 0.72f)) - 0.26f;
    case FOVEA_FIGURE_SQUARE:
      return box (x, y, 0.82f, 0.82f);
    case FOVEA_FIGURE_TRIANGLE:
      return triangle (x * 0.9f, y * 0.9f) / 0.9f;
    case FOVEA_FIGURE_CROSS:
      return fminf (box (x, y, 1, 0.33f), box (x, y, 0.33f, 1));
    case FOVEA_FIGURE_STAR:
      return star (x / 1.1f, y / 1.1f) * 1.1f;
    case FOVEA_FIGURE_CRESCENT:
      return fmaxf (disc (x, y, 1), -disc (x - 0.55f, y, 0.75f));
    case FOVEA_FIGURE_STRIPES:
    case FOVEA_FIGURE_CHECKS:
    case FOVEA_FIGURE_DOTS:
      return square ? box (x, y, 0.85f, 0.85f) : disc (x, y, 1);
    case FOVEA_FIGURE_DISC:
    case FOVEA_FIGURE_LAST:
      break;
    }
  return disc (x, y, 0.95f);
}

/* A wave of period 1 with flat crests: 1 at whole numbers, 0 halfway. */
static float
wave (float x)
{
  return CLAMP (0.5f + 1.5f * (float) fovea_cosine (x), 0, 1);
}

/**
 * fovea_figure_texture:
 * @period: after which the texture repeats, in the unit of @x and @y
 *
 * Returns: how much of its second colour the figure has there, 0 to 1; 0 for figures of one colour
 */
float
fovea_figure_texture (FoveaFigure figure, float x, float y, float period)
{
  float u = x / period, v = y / period;

  switch (figure)
    {
    case FOVEA_FIGURE_STRIPES:
      return wave (u);
    case FOVEA_FIGURE_CHECKS:
      return CLAMP (0.5f + 2 * (float) (fovea_cosine (u / 2) * fovea_cosine (v / 2)), 0, 1);
    case FOVEA_FIGURE_DOTS:
      return CLAMP (2.4f * (float) (fovea_cosine (u) + fovea_cosine (v)) - 1.2f, 0, 1);
    default:
      return 0;
    }
}
