/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "dataset/picture.h"

#include "dataset/data-folder.h"
#include "folder.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

/* A picture whose left half is red and right half blue, saved as @type; @alpha: its lower half is transparent. */
static char *
save (const TestFolder *folder, const char *name, const char *type, int width, int height, gboolean alpha)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, alpha, 8, width, height);
  g_autoptr (GdkPixbuf) left = gdk_pixbuf_new_subpixbuf (pixbuf, 0, 0, width / 2, height);
  g_autoptr (GdkPixbuf) lower = gdk_pixbuf_new_subpixbuf (pixbuf, 0, height / 2, width, height - height / 2);
  char *path = g_build_filename (folder, name, NULL);
  GError *error = NULL;

  gdk_pixbuf_fill (pixbuf, 0x0000ffff);
  gdk_pixbuf_fill (left, 0xff0000ff);
  if (alpha)
    gdk_pixbuf_fill (lower, 0x00ff0000);
  gdk_pixbuf_save (pixbuf, path, type, &error, NULL);
  g_assert_no_error (error);
  return path;
}

static void
assert_pixel (const FoveaTensor *picture, int y, int x, float red, float green, float blue)
{
  g_assert_cmpfloat_with_epsilon (*fovea_tensor_at (picture, 0, 0, y, x), red, 0.02);
  g_assert_cmpfloat_with_epsilon (*fovea_tensor_at (picture, 0, 1, y, x), green, 0.02);
  g_assert_cmpfloat_with_epsilon (*fovea_tensor_at (picture, 0, 2, y, x), blue, 0.02);
}

static void
test_colour_and_grey (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = save (folder, "a.png", "png", 30, 20, FALSE);
  g_autoptr (FoveaTensor) colour = fovea_picture_load (path, TRUE, NULL);
  g_autoptr (FoveaTensor) grey = fovea_picture_load (path, FALSE, NULL);

  g_assert_cmpint (colour->h, ==, 20);
  g_assert_cmpint (colour->w, ==, 30);
  assert_pixel (colour, 3, 14, 1, 0, 0);
  assert_pixel (colour, 3, 15, 0, 0, 1);
  g_assert_cmpint (grey->c, ==, 1);
  g_assert_cmpfloat_with_epsilon (grey->data[0], 0.299, 1e-6);
  g_assert_cmpfloat_with_epsilon (grey->data[29], 0.114, 1e-6);
}

static void
test_transparent_becomes_white (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = save (folder, "a.png", "png", 10, 10, TRUE);
  g_autoptr (FoveaTensor) picture = fovea_picture_load (path, TRUE, NULL);

  assert_pixel (picture, 4, 0, 1, 0, 0);
  assert_pixel (picture, 5, 0, 1, 1, 1);
}

static void
test_large_ones_are_reduced (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *wide = save (folder, "wide.jpg", "jpeg", 2000, 1000, FALSE);
  g_autofree char *thin = save (folder, "thin.png", "png", 4, 3000, FALSE);
  g_autoptr (FoveaTensor) one = fovea_picture_load (wide, TRUE, NULL);
  g_autoptr (FoveaTensor) other = fovea_picture_load (thin, TRUE, NULL);

  g_assert_cmpint (one->w, ==, 512);
  g_assert_cmpint (one->h, ==, 256);
  assert_pixel (one, 100, 200, 1, 0, 0);
  assert_pixel (one, 100, 300, 0, 0, 1);
  g_assert_cmpint (other->w, ==, 1);
  g_assert_cmpint (other->h, ==, 512);
}

/* A JPEG file with an EXIF block that says: orientation 6, to be turned right by a quarter. */
static void
turn (const char *path)
{
  static const guint8 exif[] = { 0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01,
                                 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0 };
  g_autofree char *before = NULL;
  g_autoptr (GByteArray) after = g_byte_array_new ();
  gsize size;

  g_assert_true (g_file_get_contents (path, &before, &size, NULL));
  g_byte_array_append (after, (guint8 *) before, 2);
  g_byte_array_append (after, exif, sizeof exif);
  g_byte_array_append (after, (guint8 *) before + 2, size - 2);
  g_assert_true (g_file_set_contents (path, (char *) after->data, after->len, NULL));
}

static void
test_cameras_orientation (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  const int widths[] = { 60, 1200 };

  for (int i = 0; i < 2; i++)
    {
      g_autofree char *path = save (folder, "turned.jpg", "jpeg", widths[i], widths[i] / 2, FALSE);
      g_autoptr (FoveaTensor) picture = NULL;
      g_autoptr (GError) error = NULL;

      turn (path);
      picture = fovea_picture_load (path, TRUE, &error);
      g_assert_no_error (error);
      g_assert_cmpint (picture->h, ==, picture->w * 2);
      assert_pixel (picture, 5, 5, 1, 0, 0);
      assert_pixel (picture, picture->h - 5, picture->w - 5, 0, 0, 1);
    }
}

static void
test_filled (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = save (folder, "a.png", "png", 96, 32, FALSE);
  guint8 colour[3 * 16 * 16], grey[48 * 48], wide[96 * 2];

  g_assert_true (fovea_picture_load_filled (path, 16, 16, 3, colour, NULL));
  g_assert_cmpint (colour[2], ==, 255);
  g_assert_cmpint (colour[12], ==, 0);
  g_assert_cmpint (colour[2 * 256 + 12], ==, 255);
  g_assert_true (fovea_picture_load_filled (path, 48, 48, 1, grey, NULL));
  g_assert_cmpint (grey[0], ==, 76);
  g_assert_cmpint (grey[47], ==, 29);
  g_assert_true (fovea_picture_load_filled (path, 96, 2, 1, wide, NULL));
  g_assert_cmpint (wide[47], ==, 76);
  g_assert_cmpint (wide[96 + 48], ==, 29);
}

static void
assert_refused (const char *path, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fovea_picture_load (path, TRUE, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, part));
}

/* PNG files of 100,000×100,000 and of 0×0 pixels: nothing but a header, with its checksum,
 * the first bytes of their pixels and an end (from Python's zlib). */
static void
test_sizes_that_are_refused (void)
{
  static const guint8 huge[] = { 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 1, 0x86, 0xa0,
                                 0, 1, 0x86, 0xa0, 8, 2, 0, 0, 0, 0x27, 0x30, 0x9c, 0x9f,
                                 0, 0, 0, 2, 'I', 'D', 'A', 'T', 0x78, 0x9c, 0, 0, 0, 0,
                                 0, 0, 0, 0, 'I', 'E', 'N', 'D', 0, 0, 0, 0 };
  static const guint8 none[] = { 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 0, 0,
                                 0, 0, 0, 0, 8, 2, 0, 0, 0, 0xb4, 0xe9, 0xeb, 0x45,
                                 0, 0, 0, 2, 'I', 'D', 'A', 'T', 0x78, 0x9c, 0, 0, 0, 0,
                                 0, 0, 0, 0, 'I', 'E', 'N', 'D', 0, 0, 0, 0 };
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "x.png", NULL);

  test_folder_write (folder, "x.png", huge, sizeof huge);
  assert_refused (path, "100000×100000");
  test_folder_write (folder, "x.png", none, sizeof none);
  assert_refused (path, "not a picture");
}

/* However short a file is cut, there is a sentence and no half picture. */
static void
test_cut_short (void)
{
  const char *types[] = { "png", "jpeg" };
  g_autoptr (TestFolder) folder = test_folder_new ();

  for (int i = 0; i < 2; i++)
    {
      g_autofree char *path = save (folder, "x", types[i], 300, 200, FALSE);
      g_autofree char *contents = NULL;
      gsize size;

      g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
      for (gsize cut = 0; cut < size - 12; cut += 37)
        {
          test_folder_write (folder, "x", contents, cut);
          assert_refused (path, cut > 8 ? "cut short" : "not a picture");
        }
    }
}

static void
test_no_picture (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "x.png", NULL);
  g_autoptr (GError) error = NULL;

  test_folder_write (folder, "x.png", "Once upon a time …", -1);
  assert_refused (path, "not a picture");
  g_assert_null (fovea_picture_load ("/nowhere.png", TRUE, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE);
}

/* The photograph that comes with the program. */
static void
test_raccoon (void)
{
  g_autofree char *path = fovea_data_path ("pictures", "raccoon.png", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoveaTensor) picture = fovea_picture_load (path, TRUE, &error);

  g_assert_no_error (error);
  g_assert_cmpint (picture->c, ==, 3);
  g_assert_cmpint (picture->h, ==, 384);
  g_assert_cmpint (picture->w, ==, 512);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset/picture/colour-and-grey", test_colour_and_grey);
  g_test_add_func ("/dataset/picture/transparent-becomes-white", test_transparent_becomes_white);
  g_test_add_func ("/dataset/picture/large-ones-are-reduced", test_large_ones_are_reduced);
  g_test_add_func ("/dataset/picture/cameras-orientation", test_cameras_orientation);
  g_test_add_func ("/dataset/picture/filled", test_filled);
  g_test_add_func ("/dataset/picture/sizes-that-are-refused", test_sizes_that_are_refused);
  g_test_add_func ("/dataset/picture/cut-short", test_cut_short);
  g_test_add_func ("/dataset/picture/no-picture", test_no_picture);
  g_test_add_func ("/dataset/picture/raccoon", test_raccoon);
  return g_test_run ();
}
