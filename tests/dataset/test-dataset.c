/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "dataset/dataset.h"

#include "folder.h"

#include <string.h>

/* 70,000 images with the numbers of each digit as their authors counted them, and the mean 0.1307 and deviation
 * 0.3081 that everybody who trains on MNIST uses. */
static void
test_mnist (void)
{
  const int counts[10] = { 5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949 };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoveaDataset) mnist = fovea_dataset_open ("mnist", 2, &error);
  float mean[3], deviation[3];
  int found[10] = { 0 };

  g_assert_no_error (error);
  g_assert_cmpstr (mnist->name, ==, "mnist");
  g_assert_cmpstr (mnist->source, ==, "mnist");
  g_assert_cmpuint (mnist->seed, ==, FOVEA_DATA_SEED);
  g_assert_cmpint (mnist->train->n, ==, 60000);
  g_assert_cmpint (mnist->test->n, ==, 10000);
  g_assert_cmpint (mnist->train->classes, ==, 10);
  g_assert_cmpint (mnist->train->w * mnist->train->h * mnist->train->c, ==, 784);
  g_assert_cmpstr (mnist->class_names[7], ==, "7");
  g_assert_cmpint (mnist->test->labels[0], ==, 7);
  for (int i = 0; i < 60000; i++)
    found[mnist->train->labels[i]]++;
  g_assert_cmpmem (found, sizeof found, counts, sizeof counts);
  fovea_examples_statistics (mnist->train, mean, deviation);
  g_assert_cmpfloat_with_epsilon (mean[0], 0.1307, 5e-5);
  g_assert_cmpfloat_with_epsilon (deviation[0], 0.3081, 5e-5);
}

static void
assert_refused (const char *what, int code, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fovea_dataset_open (what, 1, &error));
  g_assert_error (error, FOVEA_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_says_what_it_is_not (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();

  assert_refused ("imagenet", FOVEA_ERROR_FILE, "“imagenet”");
  assert_refused (folder, FOVEA_ERROR_FORMAT, folder);
}

static void
test_mnist_missing (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *before = g_strdup (g_getenv ("FOVEA_DATA"));

  g_setenv ("FOVEA_DATA", folder, TRUE);
  assert_refused ("mnist", FOVEA_ERROR_FILE, "mnist");
  if (before)
    g_setenv ("FOVEA_DATA", before, TRUE);
  else
    g_unsetenv ("FOVEA_DATA");
}

static void
test_parts_belong_together (void)
{
  g_autoptr (FoveaExamples) train = fovea_examples_new (1, 1, 4, 4, 2);
  g_autoptr (FoveaExamples) test = fovea_examples_new (1, 3, 4, 4, 2);
  g_autoptr (GError) error = NULL;

  g_assert_null (fovea_dataset_assemble ("both", train, test, NULL, 1, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "4×4×3"));
  g_clear_error (&error);
  g_assert_null (fovea_dataset_assemble ("one", train, NULL, NULL, 1, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset/dataset/mnist", test_mnist);
  g_test_add_func ("/dataset/dataset/says-what-it-is-not", test_says_what_it_is_not);
  g_test_add_func ("/dataset/dataset/mnist-missing", test_mnist_missing);
  g_test_add_func ("/dataset/dataset/parts-belong-together", test_parts_belong_together);
  return g_test_run ();
}
