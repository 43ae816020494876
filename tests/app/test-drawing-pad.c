/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/drawing-pad.h"

#include "app-test.h"

/* A pen for the keyboard: Enter puts it down and lifts it, arrows move it. */
static void
test_keys (void)
{
  FoveaDrawingPad *pad = g_object_ref_sink (g_object_new (FOVEA_TYPE_DRAWING_PAD, NULL));
  FoveaDrawing *drawing = fovea_drawing_pad_get_drawing (pad);
  const FoveaPoint *points;
  guint n;

  g_assert_true (fovea_drawing_pad_key_pressed (pad, GDK_KEY_Left, 0));
  g_assert_true (fovea_drawing_is_empty (drawing));
  g_assert_true (fovea_drawing_pad_key_pressed (pad, GDK_KEY_Return, 0));
  for (int i = 0; i < 40; i++)
    g_assert_true (fovea_drawing_pad_key_pressed (pad, GDK_KEY_Down, 0));
  g_assert_true (fovea_drawing_pad_key_pressed (pad, GDK_KEY_Return, 0));
  g_assert_true (fovea_drawing_pad_key_pressed (pad, GDK_KEY_Up, 0));
  g_assert_cmpuint (fovea_drawing_count_strokes (drawing), ==, 1);
  points = fovea_drawing_get_stroke (drawing, 0, &n);
  g_assert_cmpuint (n, ==, 41);
  g_assert_cmpfloat_with_epsilon (points[0].x, 13 / 28.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (points[0].y, 0.5, 1e-9);
  g_assert_cmpfloat (points[40].y, ==, 1);
  g_assert_true (fovea_drawing_pad_key_pressed (pad, GDK_KEY_Delete, 0));
  g_assert_true (fovea_drawing_is_empty (drawing));
  g_assert_true (fovea_drawing_pad_key_pressed (pad, GDK_KEY_z, GDK_CONTROL_MASK));
  g_assert_cmpuint (fovea_drawing_count_strokes (drawing), ==, 1);
  g_assert_false (fovea_drawing_pad_key_pressed (pad, GDK_KEY_x, 0));
  g_object_unref (pad);
}

static void
test_opens_pictures (void)
{
  g_autofree char *path = g_build_filename (FOVEA_SOURCE_DATA_DIR, "pictures", "raccoon.png", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  FoveaDrawingPad *pad = g_object_ref_sink (g_object_new (FOVEA_TYPE_DRAWING_PAD, NULL));
  FoveaDrawing *drawing = fovea_drawing_pad_get_drawing (pad);

  fovea_drawing_pad_open (pad, file);
  app_test_wait_for (fovea_drawing_get_picture (drawing) != NULL);
  g_assert_cmpint (fovea_drawing_get_picture (drawing)->c, ==, 3);
  g_object_unref (pad);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/drawing-pad/keys", test_keys);
  g_test_add_func ("/app/drawing-pad/opens-pictures", test_opens_pictures);
  return g_test_run ();
}
