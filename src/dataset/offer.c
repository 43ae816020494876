/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sizes and checksums are those that the data sets' own pages give. */

#include "config.h"

#include "dataset/offer.h"

#include "dataset/data-folder.h"

#include <glib/gi18n-lib.h>

#define FASHION "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"

static const FoveaOffer offers[] = {
  {
    .name = "cifar-10",
    .title = "CIFAR-10",
    .about = N_ ("60,000 colour photographs of 32×32 pixels in ten classes, by Alex Krizhevsky, Vinod Nair and "
                 "Geoffrey Hinton."),
    .files = { { "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz", "cifar-10-binary.tar.gz",
                 "c32a1d4ab5d03f1284b67883e8d87530", 170052171 } },
    .archive = TRUE,
  },
  {
    .name = "fashion-mnist",
    .title = "Fashion-MNIST",
    .about = N_ ("70,000 grey pictures of clothes of 28×28 pixels in ten classes, by Zalando; MIT licence."),
    .files = {
      { FASHION "train-images-idx3-ubyte.gz", "train-images-idx3-ubyte.gz", "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
        26421880 },
      { FASHION "train-labels-idx1-ubyte.gz", "train-labels-idx1-ubyte.gz", "25c81989df183df01b3e8a0aad5dffbe",
        29515 },
      { FASHION "t10k-images-idx3-ubyte.gz", "t10k-images-idx3-ubyte.gz", "bef4ecab320f06d8554ea6380940ec79", 4422102 },
      { FASHION "t10k-labels-idx1-ubyte.gz", "t10k-labels-idx1-ubyte.gz", "bb300cfdad3c16e7a12a480ee83cd310", 5148 },
    },
    .class_names = "T-shirt\nTrousers\nPullover\nDress\nCoat\nSandal\nShirt\nSneaker\nBag\nAnkle boot\n",
  },
};

const FoveaOffer *
fovea_offers_get (guint *n)
{
  *n = G_N_ELEMENTS (offers);
  return offers;
}

/* Returns: (nullable): the offer of that name */
const FoveaOffer *
fovea_offer_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    if (g_str_equal (offers[i].name, name))
      return &offers[i];
  return NULL;
}

/* How many bytes there are to fetch in all. */
gint64
fovea_offer_size (const FoveaOffer *self)
{
  gint64 size = 0;

  for (const FoveaOfferFile *file = self->files; file->name; file++)
    size += file->size;
  return size;
}

/* The folder that holds it once it is fetched. */
char *
fovea_offer_path (const FoveaOffer *self)
{
  return fovea_user_data_path (self->name);
}

gboolean
fovea_offer_is_here (const FoveaOffer *self)
{
  g_autofree char *path = fovea_offer_path (self);

  return g_file_test (path, G_FILE_TEST_IS_DIR);
}
