/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "dataset/picture-folder.h"

#include "folder.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/* A picture of one colour. */
static void
save (const TestFolder *folder, const char *name, int width, int height, guint32 colour)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  GError *error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  gdk_pixbuf_fill (pixbuf, colour);
  gdk_pixbuf_save (pixbuf, path, "png", &error, NULL);
  g_assert_no_error (error);
}

static FoveaDataset *
open_it (const TestFolder *folder, const FoveaShape *size)
{
  g_autoptr (GError) error = NULL;
  FoveaDataset *dataset = fovea_dataset_open_sized (folder, 1, size, &error);

  g_assert_no_error (error);
  return dataset;
}

/* Classes and pictures in byte order, upper case first; what is no picture does not count. */
static void
test_train_and_test (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FoveaDataset) dataset = NULL;

  save (folder, "train/cat/2.png", 20, 10, 0x0a0000ff);
  save (folder, "train/cat/10.PNG", 20, 10, 0x0b0000ff);
  save (folder, "train/Zebra/1.png", 20, 10, 0x0c0000ff);
  save (folder, "test/cat/1.png", 40, 20, 0x0d0000ff);
  test_folder_write (folder, "train/cat/notes.txt", "cats", -1);
  test_folder_write (folder, "train/.hidden/x.png", "no picture", -1);
  dataset = open_it (folder, NULL);
  g_assert_cmpint (dataset->train->n, ==, 3);
  g_assert_cmpint (dataset->train->classes, ==, 2);
  g_assert_cmpint (dataset->train->w, ==, 20);
  g_assert_cmpint (dataset->train->h, ==, 10);
  g_assert_cmpint (dataset->train->c, ==, 3);
  g_assert_cmpint (dataset->train->labels[0], ==, 0);
  g_assert_cmpstr (dataset->class_names[0], ==, "Zebra");
  g_assert_cmpint (fovea_examples_image (dataset->train, 0)[0], ==, 12);
  g_assert_cmpint (fovea_examples_image (dataset->train, 1)[0], ==, 11);
  g_assert_cmpint (fovea_examples_image (dataset->train, 2)[0], ==, 10);
  g_assert_cmpint (dataset->test->n, ==, 1);
  g_assert_cmpint (dataset->test->labels[0], ==, 1);
}

static void
test_a_tenth_is_held_out (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FoveaDataset) dataset = NULL;

  for (int i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s/%d.png", i % 2 ? "a" : "b", i);

      save (folder, name, 8, 8, (guint32) i << 24 | 0xff);
    }
  dataset = open_it (folder, NULL);
  g_assert_cmpint (dataset->train->n, ==, 18);
  g_assert_cmpint (dataset->test->n, ==, 2);
  for (int i = 0; i < 18; i++)
    g_assert_cmpint (fovea_examples_image (dataset->train, i)[0] % 2, ==, 1 - dataset->train->labels[i]);
}

static void
test_sizes (void)
{
  const FoveaShape wanted = { 12, 6, 1 };
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FoveaDataset) own = NULL;
  g_autoptr (FoveaDataset) mixed = NULL;
  g_autoptr (FoveaDataset) sized = NULL;

  save (folder, "a/1.png", 300, 200, 0x336699ff);
  save (folder, "a/2.png", 20, 20, 0x336699ff);
  own = open_it (folder, NULL);
  g_assert_true (own->resizable);
  g_assert_cmpint (own->train->w, ==, 32);
  g_assert_cmpint (own->train->h, ==, 32);
  save (folder, "a/1.png", 21, 20, 0x336699ff);
  mixed = open_it (folder, NULL);
  g_assert_cmpint (mixed->train->w, ==, 32);
  g_assert_cmpint (mixed->train->h, ==, 32);
  sized = open_it (folder, &wanted);
  g_assert_cmpint (sized->train->w, ==, 12);
  g_assert_cmpint (sized->train->h, ==, 6);
  g_assert_cmpint (sized->train->c, ==, 1);
  g_assert_null (fovea_dataset_open_sized (folder, 1, &(FoveaShape){ 8, 8, 4 }, NULL));
  g_assert_cmpint (sized->train->pixels[71], ==, 0x5d); /* 0.299·51 + 0.587·102 + 0.114·153 = 92.6 */
}

/* A run that trains on a folder is continued from anywhere. */
static void
test_source_is_a_whole_path (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *before = g_get_current_dir ();
  g_autoptr (FoveaDataset) dataset = NULL;

  save (folder, "data/a/1.png", 8, 8, 0x404040ff);
  save (folder, "data/b/2.png", 8, 8, 0x808080ff);
  g_assert_cmpint (g_chdir (folder), ==, 0);
  dataset = open_it ("data", NULL);
  g_assert_true (g_path_is_absolute (dataset->source));
  g_assert_true (g_str_has_suffix (dataset->source, "/data"));
  g_assert_cmpint (g_chdir (before), ==, 0);
}

static void
test_grey_if_all_are (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FoveaDataset) grey = NULL;
  g_autoptr (FoveaDataset) colour = NULL;

  save (folder, "train/a/1.png", 8, 8, 0x404040ff);
  save (folder, "train/a/2.png", 8, 8, 0x808080ff);
  save (folder, "test/a/3.png", 8, 8, 0xc0c0c0ff);
  grey = open_it (folder, NULL);
  g_assert_cmpint (grey->train->c, ==, 1);
  g_assert_cmpint (grey->train->pixels[64], ==, 0x80);
  g_assert_cmpint (grey->test->pixels[63], ==, 0xc0);
  save (folder, "test/a/3.png", 8, 8, 0xc0c0c1ff);
  colour = open_it (folder, NULL);
  g_assert_cmpint (colour->train->c, ==, 3);
}

static void
assert_refused (const TestFolder *folder, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fovea_picture_folder_open (folder, 1, NULL, NULL, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_says_what_is_wrong (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();

  assert_refused (folder, "folder of pictures for each class");
  test_folder_write (folder, "train/a/notes.txt", "", 0);
  assert_refused (folder, "train");
  save (folder, "train/a/1.png", 8, 8, 0x112233ff);
  assert_refused (folder, "only one image");
  save (folder, "test/b/1.png", 8, 8, 0x112233ff);
  assert_refused (folder, "“b”");
  save (folder, "test/a/1.png", 8, 8, 0x112233ff);
  save (folder, "train/b/1.png", 8, 8, 0x112233ff);
  test_folder_write (folder, "train/a/2.png", "no picture", -1);
  test_folder_write (folder, "train/b/2.png", "no picture", -1);
  assert_refused (folder, "a/2.png");
  assert_refused (folder, "2 pictures cannot be read");
}

/* A pipe that is called a picture is none, and nobody waits for what may come through it. */
static void
test_pipe (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *pipe = g_build_filename (folder, "a", "1.png", NULL);
  g_autoptr (GError) error = NULL;

  save (folder, "a/2.png", 8, 8, 0x112233ff);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_null (fovea_picture_folder_open (folder, 1, NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "a/1.png” is not a regular file"));
}

/* How far it is can be seen, and it stops when nobody waits any more. */
static void
test_watched (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FoveaDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;
  FoveaReading reading = { 0 }, stopped = { .stopped = TRUE };

  save (folder, "train/a/1.png", 8, 8, 0x112233ff);
  save (folder, "train/b/1.png", 8, 8, 0x112233ff);
  save (folder, "test/a/1.png", 8, 8, 0x112233ff);
  dataset = fovea_dataset_open_watched (folder, 1, NULL, &reading, &error);
  g_assert_no_error (error);
  g_assert_cmpint (reading.done, ==, 3);
  g_assert_cmpint (reading.total, ==, 3);
  g_assert_null (fovea_dataset_open_watched (folder, 1, NULL, &stopped, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_CANCELLED);
  g_assert_cmpint (stopped.done, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset/picture-folder/train-and-test", test_train_and_test);
  g_test_add_func ("/dataset/picture-folder/a-tenth-is-held-out", test_a_tenth_is_held_out);
  g_test_add_func ("/dataset/picture-folder/sizes", test_sizes);
  g_test_add_func ("/dataset/picture-folder/source-is-a-whole-path", test_source_is_a_whole_path);
  g_test_add_func ("/dataset/picture-folder/grey-if-all-are", test_grey_if_all_are);
  g_test_add_func ("/dataset/picture-folder/says-what-is-wrong", test_says_what_is_wrong);
  g_test_add_func ("/dataset/picture-folder/pipe", test_pipe);
  g_test_add_func ("/dataset/picture-folder/watched", test_watched);
  return g_test_run ();
}
