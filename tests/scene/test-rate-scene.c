/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/rate-scene.h"

#include "check-boxes.h"

#include <math.h>

static FoveaScene *
make_scene (void)
{
  FoveaScene *scene = fovea_rate_scene_new ();
  g_autoptr (GArray) tries = g_array_new (FALSE, FALSE, sizeof (FoveaRateTry));

  for (double rate = 1e-5; rate < 1; rate *= 1.2)
    {
      FoveaRateTry try = { rate, rate < 0.3 ? 2 - rate : 4 };

      g_array_append_val (tries, try);
    }
  fovea_rate_scene_set_tries (FOVEA_RATE_SCENE (scene), tries);
  return scene;
}

/* Title, plot and axis below each other, in the room. */
static void
test_boxes (void)
{
  g_autoptr (FoveaScene) scene = make_scene ();
  const double rooms[][2] = { { 360, 200 }, { 620, 380 }, { 1600, 900 } };

  for (guint i = 0; i < G_N_ELEMENTS (rooms); i++)
    {
      g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (FoveaBox));
      g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
      double end = 0;

      paint_at (scene, rooms[i][0], rooms[i][1]);
      fovea_scene_boxes (scene, boxes, names);
      g_assert_cmpuint (boxes->len, ==, 3);
      for (guint b = 0; b < 3; b++)
        {
          const FoveaBox *box = &g_array_index (boxes, FoveaBox, b);

          g_assert_cmpfloat (box->y, >=, end);
          g_assert_cmpfloat (box->x + box->width, <=, rooms[i][0]);
          end = box->y + box->height;
        }
      g_assert_cmpfloat (end, <=, rooms[i][1]);
    }
}

/* A click takes the rate under it, in two digits. */
static void
test_click_chooses (void)
{
  g_autoptr (FoveaScene) scene = make_scene ();
  FoveaRateScene *self = FOVEA_RATE_SCENE (scene);
  double before = fovea_rate_scene_get_rate (self), x, y;

  g_assert_cmpfloat (before, >, 0);
  paint_at (scene, 600, 400);
  g_assert_true (find_box (scene, "rate", &x, &y));
  g_assert_true (fovea_scene_activate (scene, x, y));
  g_assert_cmpfloat_with_epsilon (fovea_rate_scene_get_rate (self), 0.01, 0.0005); /* the middle of 1e-5 … 10 */
  g_assert_false (fovea_scene_activate (scene, 1, 1));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/rate-scene/boxes", test_boxes);
  g_test_add_func ("/scene/rate-scene/click-chooses", test_click_chooses);
  return g_test_run ();
}
