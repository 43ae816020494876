/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "dataset/offer.h"

#include "dataset/dataset.h"
#include "folder.h"

#include <string.h>

static void
test_every_offer_is_whole (void)
{
  guint n;
  const FoveaOffer *offers = fovea_offers_get (&n);

  g_assert_cmpuint (n, >=, 2);
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (fovea_offer_find (offers[i].name) == &offers[i]);
      g_assert_cmpint (fovea_offer_size (&offers[i]), >, 0);
      for (const FoveaOfferFile *file = offers[i].files; file->name; file++)
        {
          g_autofree char *end = g_strconcat ("/", file->name, NULL);

          g_assert_true (g_uri_is_valid (file->url, G_URI_FLAGS_NONE, NULL));
          g_assert_true (g_str_has_suffix (file->url, end));
          g_assert_cmpuint (strlen (file->md5), ==, 32);
        }
    }
  g_assert_null (fovea_offer_find ("imagenet"));
}

static void
test_not_here_yet (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (fovea_offer_is_here (fovea_offer_find ("fashion-mnist")));
  g_assert_null (fovea_dataset_open ("fashion-mnist", 1, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "data get fashion-mnist"));
}

/* Once it is there it opens by its name. */
static void
test_here (void)
{
  static const guint8 images[] = { 0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 7, 8 };
  static const guint8 labels[] = { 0, 0, 8, 1, 0, 0, 0, 2, 0, 1 };
  g_autofree char *folder = fovea_offer_path (fovea_offer_find ("fashion-mnist"));
  g_autoptr (FoveaDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;

  test_folder_write (folder, "train-images-idx3-ubyte", images, sizeof images);
  test_folder_write (folder, "train-labels-idx1-ubyte", labels, sizeof labels);
  g_assert_true (fovea_offer_is_here (fovea_offer_find ("fashion-mnist")));
  dataset = fovea_dataset_open ("fashion-mnist", 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dataset->name, ==, "fashion-mnist");
}

int
main (int argc, char *argv[])
{
  g_autoptr (TestFolder) home = test_folder_new ();

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset/offer/every-offer-is-whole", test_every_offer_is_whole);
  g_test_add_func ("/dataset/offer/not-here-yet", test_not_here_yet);
  g_test_add_func ("/dataset/offer/here", test_here);
  return g_test_run ();
}
