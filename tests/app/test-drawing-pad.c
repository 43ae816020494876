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
  g_assert_true (fovea_drawing_pad_key_pressed (pad, GDK_KEY_Return, 0));
  fovea_drawing_pad_clear (pad);
  g_assert_true (fovea_drawing_is_empty (drawing));
  g_assert_true (fovea_drawing_pad_key_pressed (pad, GDK_KEY_Left, 0)); /* the pen was lifted */
  g_assert_true (fovea_drawing_is_empty (drawing));
  fovea_drawing_pad_undo (pad);
  g_assert_cmpuint (fovea_drawing_count_strokes (drawing), ==, 2);
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

/* Of a texture in the clipboard its colours, of a copied file what is in it, and of a text nothing. */
static void
test_pastes (void)
{
  static const guint8 bytes[] = { 255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255 }; /* red, green; blue, white */
  g_autofree char *path = g_build_filename (FOVEA_SOURCE_DATA_DIR, "pictures", "raccoon.png", NULL);
  g_autoptr (GBytes) pixels = g_bytes_new_static (bytes, sizeof bytes);
  g_autoptr (GdkTexture) texture = gdk_memory_texture_new (2, 2, GDK_MEMORY_R8G8B8, pixels, 6);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GdkFileList *files = gdk_file_list_new_from_array (&file, 1);
  FoveaDrawingPad *pad = g_object_new (FOVEA_TYPE_DRAWING_PAD, NULL);
  GtkWidget *overlay = g_object_ref_sink (g_object_new (ADW_TYPE_TOAST_OVERLAY, "child", pad, NULL));
  FoveaDrawing *drawing = fovea_drawing_pad_get_drawing (pad);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (pad));
  FoveaTensor *picture;

  gdk_clipboard_set_text (clipboard, "no picture");
  fovea_drawing_pad_paste (pad);
  app_test_settle ();
  g_assert_nonnull (app_test_find (overlay, GTK_TYPE_LABEL, NULL)); /* a toast says so */
  g_assert_null (fovea_drawing_get_picture (drawing));
  gdk_clipboard_set_texture (clipboard, texture);
  fovea_drawing_pad_paste (pad);
  app_test_wait_for (fovea_drawing_get_picture (drawing) != NULL);
  picture = fovea_drawing_get_picture (drawing);
  g_assert_cmpint (picture->w, ==, 2);
  for (int c = 0; c < 3; c++)
    for (int i = 0; i < 4; i++)
      g_assert_cmpfloat (*fovea_tensor_at (picture, 0, c, i / 2, i % 2), ==, bytes[3 * i + c] / 255);
  gdk_clipboard_set (clipboard, GDK_TYPE_FILE_LIST, files);
  fovea_drawing_pad_paste (pad);
  app_test_wait_for (fovea_drawing_get_picture (drawing) != picture);
  g_assert_cmpint (fovea_drawing_get_picture (drawing)->w, >, 100);
  g_boxed_free (GDK_TYPE_FILE_LIST, files);
  g_object_unref (overlay);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/drawing-pad/keys", test_keys);
  g_test_add_func ("/app/drawing-pad/opens-pictures", test_opens_pictures);
  g_test_add_func ("/app/drawing-pad/pastes", test_pastes);
  return g_test_run ();
}
