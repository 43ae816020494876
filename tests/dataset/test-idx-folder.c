/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "dataset/idx-folder.h"

#include "folder.h"

#include <string.h>

enum
{
  N = 20
};

/* An IDX pair of @n images, 1×1, image i of colour i and class i mod 3. */
static void
write_pair (const TestFolder *folder, const char *images, const char *labels, int n)
{
  guint8 image_bytes[16 + N] = { 0, 0, 8, 3, 0, 0, 0, n, 0, 0, 0, 1, 0, 0, 0, 1 };
  guint8 label_bytes[8 + N] = { 0, 0, 8, 1, 0, 0, 0, n };

  for (int i = 0; i < n; i++)
    {
      image_bytes[16 + i] = i;
      label_bytes[8 + i] = i % 3;
    }
  test_folder_write (folder, images, image_bytes, 16 + n);
  test_folder_write (folder, labels, label_bytes, 8 + n);
}

static void
test_four_files (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FoveaDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;

  write_pair (folder, "emnist-train-images.idx3-ubyte", "emnist-train-labels-idx1-ubyte", N);
  write_pair (folder, "T10K-images-idx3-ubyte", "T10K-labels.idx1-ubyte", 4);
  test_folder_write (folder, "classes.txt", "bag\r\nboot\n  coat\n", -1);
  g_assert_true (fovea_idx_folder_test (folder));
  dataset = fovea_idx_folder_open (folder, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (dataset->train->n, ==, N);
  g_assert_cmpint (dataset->test->n, ==, 4);
  g_assert_cmpint (dataset->test->classes, ==, 3);
  g_assert_cmpstr (dataset->class_names[2], ==, "coat");
  g_assert_null (dataset->class_names[3]);
}

/* Without files for testing a tenth is held out: other images for another seed, none lost and none twice. */
static void
test_a_tenth_is_held_out_by_the_seed (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  gboolean differ = FALSE;
  int before = -1;

  write_pair (folder, "images-idx3-ubyte", "labels-idx1-ubyte", N);
  for (int seed = 1; seed <= 5; seed++)
    {
      g_autoptr (FoveaDataset) dataset = fovea_idx_folder_open (folder, seed, NULL);
      g_autoptr (FoveaDataset) again = fovea_idx_folder_open (folder, seed, NULL);
      int sum = 0;

      g_assert_cmpint (dataset->train->n, ==, 18);
      g_assert_cmpint (dataset->test->n, ==, 2);
      g_assert_cmpmem (dataset->test->pixels, 2, again->test->pixels, 2);
      for (int i = 0; i < N; i++)
        sum += i < 18 ? dataset->train->pixels[i] : dataset->test->pixels[i - 18];
      g_assert_cmpint (sum, ==, 190);
      g_assert_cmpint (dataset->test->labels[1], ==, dataset->test->pixels[1] % 3);
      differ |= seed > 1 && dataset->test->pixels[0] != before;
      before = dataset->test->pixels[0];
    }
  g_assert_true (differ);
}

static void
assert_refused (const TestFolder *folder, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fovea_idx_folder_open (folder, 1, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_says_what_is_missing (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *labels = g_build_filename (folder, "train-labels-idx1-ubyte", NULL);

  g_assert_false (fovea_idx_folder_test (folder));
  write_pair (folder, "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte", 2);
  assert_refused (folder, "no IDX file of training images");
  write_pair (folder, "train-images-idx3-ubyte", "train-labels-idx1-ubyte", 2);
  g_unlink (labels);
  assert_refused (folder, "labels of");
  write_pair (folder, "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte", 2);
  write_pair (folder, "letters-train-images-idx3-ubyte", "letters-train-labels-idx1-ubyte", 2);
  assert_refused (folder, "more than one data set");
}

static void
test_too_many_classes (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();

  write_pair (folder, "images-idx3-ubyte", "labels-idx1-ubyte", N);
  test_folder_write (folder, "classes.txt", "bag\nboot", -1);
  assert_refused (folder, "numbered from 0 to 1");
  test_folder_write (folder, "classes.txt", "b\xff", -1);
  assert_refused (folder, "UTF-8");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset/idx-folder/four-files", test_four_files);
  g_test_add_func ("/dataset/idx-folder/a-tenth-is-held-out-by-the-seed", test_a_tenth_is_held_out_by_the_seed);
  g_test_add_func ("/dataset/idx-folder/says-what-is-missing", test_says_what_is_missing);
  g_test_add_func ("/dataset/idx-folder/too-many-classes", test_too_many_classes);
  return g_test_run ();
}
