/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "check-boxes.h"

#include "dataset/language.h"

#include <math.h>

static const double SLACK = 1.01; /* grids may share a line */

/* Words are longer in other languages: these checks are made in each that is shipped. */
static void __attribute__ ((constructor))
set_up_language (void)
{
  fovea_set_up_language ();
}

void
paint_at (FoveaScene *scene, double width, double height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, (int) height);
  cairo_t *cr = cairo_create (surface);

  fovea_scene_paint (scene, cr, width, height);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static gboolean
overlap (const FoveaBox *a, const FoveaBox *b)
{
  double x = fmin (a->x + a->width, b->x + b->width) - fmax (a->x, b->x);
  double y = fmin (a->y + a->height, b->y + b->height) - fmax (a->y, b->y);

  return x > SLACK && y > SLACK;
}

static void
check_room (FoveaScene *scene, const char *what, double width, double height)
{
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (FoveaBox));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  double need_width, need_height;

  fovea_scene_measure (scene, width, height, &need_width, &need_height);
  g_assert_cmpfloat (need_width, >=, width);
  paint_at (scene, need_width, need_height);
  fovea_scene_boxes (scene, boxes, names);
  g_assert_cmpuint (boxes->len, >, 3);
  for (guint i = 0; i < boxes->len; i++)
    {
      const FoveaBox *box = &g_array_index (boxes, FoveaBox, i);

      if (box->x < 0 || box->y < 0 || box->x + box->width > need_width + SLACK
          || box->y + box->height > need_height + SLACK)
        g_error ("%s at %g×%g (needs %g×%g): “%s” is cut off", what, width, height, need_width, need_height,
                 (char *) names->pdata[i]);
      for (guint j = 0; j < i; j++)
        if (overlap (box, &g_array_index (boxes, FoveaBox, j)))
          g_error ("%s at %g×%g: “%s” overlaps “%s”", what, width, height, (char *) names->pdata[i],
                   (char *) names->pdata[j]);
    }
}

void
check_boxes (FoveaScene *scene, const char *what)
{
  static const double rooms[][2] = { { 520, 400 }, { 440, 700 }, { 862, 628 }, { 1600, 1000 } };

  for (gsize i = 0; i < G_N_ELEMENTS (rooms); i++)
    check_room (scene, what, rooms[i][0], rooms[i][1]);
}

void
check_boxes_in_all_styles (FoveaScene *scene, const char *what)
{
  static const FoveaStyle styles[] = { { FALSE, FALSE, 1 }, { TRUE, FALSE, 1 }, { FALSE, TRUE, 1 }, { TRUE, TRUE, 1.6 } };

  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      fovea_scene_set_style (scene, &styles[i]);
      check_room (scene, what, 1024, 768);
    }
}

void
check_boxes_in_windows (FoveaScene *scene, const char *what)
{
  static const double rooms[][2]
      = { { 800, 600 }, { 1280, 800 }, { 1920, 1080 }, { 534, 292 }, { 846, 550 }, { 1486, 830 } };
  static const FoveaStyle styles[] = { { FALSE, FALSE, 1 }, { TRUE, FALSE, 1 }, { FALSE, TRUE, 1 } };

  for (gsize style = 0; style < G_N_ELEMENTS (styles); style++)
    {
      fovea_scene_set_style (scene, &styles[style]);
      for (gsize room = 0; room < G_N_ELEMENTS (rooms); room++)
        check_room (scene, what, rooms[room][0], rooms[room][1]);
    }
}

gboolean
find_box (FoveaScene *scene, const char *name, double *x, double *y)
{
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (FoveaBox));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  fovea_scene_boxes (scene, boxes, names);
  for (guint i = 0; i < boxes->len; i++)
    {
      const FoveaBox *box = &g_array_index (boxes, FoveaBox, i);

      if (!g_str_equal (names->pdata[i], name))
        continue;
      *x = box->x + box->width / 2;
      *y = box->y + box->height / 2;
      return TRUE;
    }
  return FALSE;
}
