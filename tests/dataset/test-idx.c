/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "dataset/idx.h"

#include <string.h>

/* Two images of two rows and three columns, and their labels 4 and 1. */
static const guint8 good_images[] = { 0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3,
                                      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };
static const guint8 good_labels[] = { 0, 0, 8, 1, 0, 0, 0, 2, 4, 1 };

static FoveaExamples *
parse (const void *images, gsize n_images, const void *labels, gsize n_labels, int classes, GError **error)
{
  g_autoptr (GBytes) one = g_bytes_new (images, n_images);
  g_autoptr (GBytes) other = g_bytes_new (labels, n_labels);

  return fovea_idx_parse ("pictures", one, "answers", other, classes, error);
}

/* The pair with one byte of the images or of the labels changed gives a sentence with @part. */
static void
assert_refused (gboolean of_images, int at, guint8 byte, const char *part)
{
  guint8 images[sizeof good_images], labels[sizeof good_labels];
  g_autoptr (FoveaExamples) examples = NULL;
  g_autoptr (GError) error = NULL;

  memcpy (images, good_images, sizeof images);
  memcpy (labels, good_labels, sizeof labels);
  (of_images ? images : labels)[at] = byte;
  examples = parse (images, sizeof images, labels, sizeof labels, 0, &error);
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_nonnull (strstr (error->message, of_images ? "“pictures”" : "“answers”"));
  g_assert_null (examples);
}

static void
test_reads_rows_and_labels (void)
{
  g_autoptr (FoveaExamples) examples
      = parse (good_images, sizeof good_images, good_labels, sizeof good_labels, 0, NULL);

  g_assert_cmpint (examples->n, ==, 2);
  g_assert_cmpint (examples->c, ==, 1);
  g_assert_cmpint (examples->h, ==, 2);
  g_assert_cmpint (examples->w, ==, 3);
  g_assert_cmpint (examples->classes, ==, 5);
  g_assert_cmpmem (fovea_examples_image (examples, 1), 6, good_images + 22, 6);
  g_assert_cmpint (examples->labels[0], ==, 4);
  g_assert_cmpint (examples->labels[1], ==, 1);
}

static void
test_says_what_is_wrong (void)
{
  assert_refused (TRUE, 0, 1, "00 00 08 03");     /* magic */
  assert_refused (TRUE, 2, 0x0d, "00 00 08 03");  /* numbers of four bytes */
  assert_refused (FALSE, 3, 3, "00 00 08 01");    /* labels that are images */
  assert_refused (TRUE, 4, 0x40, "2 GB");         /* a thousand million images */
  assert_refused (TRUE, 7, 3, "cut short");       /* one image more than there is */
  assert_refused (TRUE, 7, 1, "goes on");         /* one image less */
  assert_refused (TRUE, 7, 0, "0 images of 3×2"); /* none */
  assert_refused (TRUE, 11, 0, "3×0 pixels");
  assert_refused (TRUE, 13, 1, "1 to 4096");      /* a side of 65,539 pixels */
  assert_refused (FALSE, 7, 3, "cut short");
  assert_refused (FALSE, 7, 1, "goes on");
}

static void
test_labels_stay_below_the_classes (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (good_images, sizeof good_images, good_labels, sizeof good_labels, 4, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT);
  g_assert_cmpstr (error->message, ==, "Label 1 of “answers” is 4, but the classes are numbered from 0 to 3.");
}

static void
test_as_many_labels_as_images (void)
{
  const guint8 labels[] = { 0, 0, 8, 1, 0, 0, 0, 3, 4, 1, 1 };
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (good_images, sizeof good_images, labels, sizeof labels, 0, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "2 images"));
  g_assert_nonnull (strstr (error->message, "3 labels"));
}

static void
test_cut_short_anywhere (void)
{
  for (gsize size = 0; size < sizeof good_images; size++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (good_images, size, good_labels, sizeof good_labels, 0, &error));
      g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT);
    }
  for (gsize size = 0; size < sizeof good_labels; size++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (good_images, sizeof good_images, good_labels, size, 0, &error));
      g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset/idx/reads-rows-and-labels", test_reads_rows_and_labels);
  g_test_add_func ("/dataset/idx/says-what-is-wrong", test_says_what_is_wrong);
  g_test_add_func ("/dataset/idx/labels-stay-below-the-classes", test_labels_stay_below_the_classes);
  g_test_add_func ("/dataset/idx/as-many-labels-as-images", test_as_many_labels_as_images);
  g_test_add_func ("/dataset/idx/cut-short-anywhere", test_cut_short_anywhere);
  return g_test_run ();
}
