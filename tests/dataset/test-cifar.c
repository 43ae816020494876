/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "dataset/cifar.h"

#include "folder.h"

#include <string.h>

enum
{
  IMAGE = 3072
};

/* @n records whose image i is of colour (i, i + 1, i + 2) and of the class @class. */
static void
write_batch (const TestFolder *folder, const char *name, int labels, int n, int class)
{
  gsize size = n * (labels + IMAGE);
  g_autofree guint8 *records = g_malloc (size);

  for (int i = 0; i < n; i++)
    {
      guint8 *record = records + i * (labels + IMAGE);

      record[0] = 19; /* of two labels the coarse one, which does not count */
      record[labels - 1] = class;
      for (int c = 0; c < 3; c++)
        memset (record + labels + c * 1024, i + c, 1024);
    }
  test_folder_write (folder, name, records, size);
}

static void
test_cifar_10 (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FoveaDataset) cifar = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (fovea_cifar_test (folder));
  write_batch (folder, "data_batch_1.bin", 1, 3, 0);
  write_batch (folder, "data_batch_2.bin", 1, 2, 9);
  write_batch (folder, "test_batch.bin", 1, 1, 5);
  test_folder_write (folder, "batches.meta.txt",
                     "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n", -1);
  cifar = fovea_dataset_open (folder, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cifar->name, ==, "cifar-10");
  g_assert_cmpint (cifar->train->n, ==, 5);
  g_assert_cmpint (cifar->train->classes, ==, 10);
  g_assert_cmpint (cifar->train->labels[2], ==, 0);
  g_assert_cmpint (cifar->train->labels[3], ==, 9);
  g_assert_cmpint (fovea_examples_image (cifar->train, 4)[2048], ==, 3);
  g_assert_cmpint (cifar->test->n, ==, 1);
  g_assert_cmpint (cifar->test->labels[0], ==, 5);
  g_assert_cmpstr (cifar->class_names[9], ==, "truck");
}

static void
test_cifar_100 (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FoveaDataset) cifar = NULL;
  g_autoptr (GError) error = NULL;

  write_batch (folder, "train.bin", 2, 4, 99);
  write_batch (folder, "test.bin", 2, 2, 20);
  cifar = fovea_dataset_open (folder, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cifar->name, ==, "cifar-100");
  g_assert_cmpint (cifar->train->labels[3], ==, 99);
  g_assert_cmpint (cifar->test->labels[1], ==, 20);
  g_assert_cmpint (fovea_examples_image (cifar->test, 1)[1024], ==, 2);
  g_assert_cmpstr (cifar->class_names[99], ==, "99");
}

static void
assert_refused (const TestFolder *folder, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fovea_cifar_open (folder, 1, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_says_what_is_wrong (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  guint8 record[1 + IMAGE] = { 0 };

  assert_refused (folder, "no CIFAR batches");
  write_batch (folder, "data_batch_1.bin", 1, 2, 3);
  write_batch (folder, "test_batch.bin", 1, 2, 10);
  assert_refused (folder, "has class 10");
  test_folder_write (folder, "test_batch.bin", record, IMAGE);
  assert_refused (folder, "3072 bytes");
  test_folder_write (folder, "test_batch.bin", "", 0);
  assert_refused (folder, "0 bytes");
  write_batch (folder, "test_batch.bin", 1, 2, 3);
  test_folder_write (folder, "batches.meta.txt", "cat\ndog", -1);
  assert_refused (folder, "names for 2");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset/cifar/cifar-10", test_cifar_10);
  g_test_add_func ("/dataset/cifar/cifar-100", test_cifar_100);
  g_test_add_func ("/dataset/cifar/says-what-is-wrong", test_says_what_is_wrong);
  return g_test_run ();
}
