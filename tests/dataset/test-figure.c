/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "dataset/figure.h"

#include <math.h>

typedef struct
{
  FoveaFigure figure;
  float x, y, distance;
} Place;

/* Points whose distance can be told without a formula. */
static const Place places[] = {
  { FOVEA_FIGURE_DISC, 0.95f, 0, 0 },
  { FOVEA_FIGURE_DISC, 3, 4, 4.05f },
  { FOVEA_FIGURE_RING, 0, 0, 0.46f },          /* the hole */
  { FOVEA_FIGURE_RING, 0, 0.72f, -0.26f },
  { FOVEA_FIGURE_SQUARE, 0, 2, 1.18f },
  { FOVEA_FIGURE_SQUARE, 0.8f, -0.8f, -0.02f },
  { FOVEA_FIGURE_TRIANGLE, 0, 0, -0.5f / 0.9f }, /* half the radius from each edge */
  { FOVEA_FIGURE_TRIANGLE, 0, 1 / 0.9f, 0 },     /* a tip */
  { FOVEA_FIGURE_TRIANGLE, 0, -0.5f / 0.9f, 0 }, /* opposite to it, an edge */
  { FOVEA_FIGURE_CROSS, 0.9f, 0, -0.1f },
  { FOVEA_FIGURE_CROSS, 0.6f, 0.6f, 0.27f },     /* between two arms */
  { FOVEA_FIGURE_STAR, 1.1f, 0, 0 },             /* a tip */
  { FOVEA_FIGURE_STAR, -0.42f * 1.1f, 0, 0 },    /* a notch */
  { FOVEA_FIGURE_CRESCENT, -1, 0, 0 },
  { FOVEA_FIGURE_CRESCENT, 0.5f, 0, 0.7f },      /* bitten off */
  { FOVEA_FIGURE_DOTS, 2, 0, 1 },
};

static void
test_distances (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      float distance = fovea_figure_distance (places[i].figure, FALSE, places[i].x, places[i].y);

      g_test_message ("%s at (%g, %g)", fovea_figure_name (places[i].figure), places[i].x, places[i].y);
      g_assert_cmpfloat_with_epsilon (distance, places[i].distance, 1e-4);
    }
}

/* A fifth of a turn changes nothing about a star, a quarter nothing about a cross. */
static void
test_symmetry (void)
{
  const float fifth = 2 * G_PI / 5;

  for (float angle = 0; angle < 6; angle += 0.1f)
    {
      float x = 0.7f * cosf (angle), y = 0.7f * sinf (angle);
      float u = 0.7f * cosf (angle + fifth), v = 0.7f * sinf (angle + fifth);

      g_assert_cmpfloat_with_epsilon (fovea_figure_distance (FOVEA_FIGURE_STAR, FALSE, x, y),
                                      fovea_figure_distance (FOVEA_FIGURE_STAR, FALSE, u, v), 1e-5);
      g_assert_cmpfloat_with_epsilon (fovea_figure_distance (FOVEA_FIGURE_CROSS, FALSE, x, y),
                                      fovea_figure_distance (FOVEA_FIGURE_CROSS, FALSE, -y, x), 1e-5);
    }
}

static void
test_textures_repeat (void)
{
  const FoveaFigure figures[] = { FOVEA_FIGURE_STRIPES, FOVEA_FIGURE_CHECKS, FOVEA_FIGURE_DOTS };

  const double halfway[] = { 1, 0.5, 0 }; /* along the second axis, which stripes do not know */

  for (int i = 0; i < 3; i++)
    {
      g_assert_cmpfloat (fovea_figure_texture (figures[i], 0, 0, 5), ==, 1);
      g_assert_cmpfloat_with_epsilon (fovea_figure_texture (figures[i], 10, 0, 5), 1, 1e-5);
      g_assert_cmpfloat_with_epsilon (fovea_figure_texture (figures[i], 5, 2.5f, 5), halfway[i], 1e-5);
    }
  g_assert_cmpfloat (fovea_figure_texture (FOVEA_FIGURE_CHECKS, 5, 0, 5), ==, 0);
  g_assert_cmpfloat (fovea_figure_texture (FOVEA_FIGURE_STAR, 0, 0, 5), ==, 0);
}

static void
test_textures_take_a_disc_or_a_square (void)
{
  g_assert_cmpfloat (fovea_figure_distance (FOVEA_FIGURE_DOTS, TRUE, 0.8f, 0.8f), <, 0);
  g_assert_cmpfloat (fovea_figure_distance (FOVEA_FIGURE_DOTS, FALSE, 0.8f, 0.8f), >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset/figure/distances", test_distances);
  g_test_add_func ("/dataset/figure/symmetry", test_symmetry);
  g_test_add_func ("/dataset/figure/textures-repeat", test_textures_repeat);
  g_test_add_func ("/dataset/figure/textures-take-a-disc-or-a-square", test_textures_take_a_disc_or_a_square);
  return g_test_run ();
}
