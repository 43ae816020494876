/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A data set is known by a name, or it is a folder; what kind of folder is seen from the files in it. */

#include "config.h"

#include "dataset/dataset.h"

#include "dataset/cifar.h"
#include "dataset/data-folder.h"
#include "dataset/idx-folder.h"
#include "dataset/offer.h"
#include "dataset/picture-folder.h"
#include "dataset/shapes.h"
#include "engine/random.h"

#include <glib/gi18n-lib.h>

enum
{
  HELD_OUT = 10, /* one image in so many */
  SHAPES_TRAIN = 20000,
  SHAPES_TEST = 2000
};

/**
 * fovea_dataset_new: (constructor)
 * @train: (transfer full):
 * @test: (transfer full):
 * @class_names: (transfer full): one name for each class
 */
FoveaDataset *
fovea_dataset_new (const char *name, FoveaExamples *train, FoveaExamples *test, char **class_names)
{
  FoveaDataset *self = g_new (FoveaDataset, 1);

  *self = (FoveaDataset){ .name = g_strdup (name), .train = train, .test = test, .class_names = class_names };
  self->source = g_strdup (name);
  self->seed = FOVEA_DATA_SEED;
  g_atomic_ref_count_init (&self->references);
  return self;
}

FoveaDataset *
fovea_dataset_ref (FoveaDataset *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
fovea_dataset_unref (FoveaDataset *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->name);
  g_free (self->source);
  fovea_examples_unref (self->train);
  fovea_examples_unref (self->test);
  g_strfreev (self->class_names);
  g_free (self);
}

static char **
number_classes (int classes)
{
  char **names = g_new0 (char *, classes + 1);

  for (int i = 0; i < classes; i++)
    names[i] = g_strdup_printf ("%d", i);
  return names;
}

/* Every image into one of two sets, a tenth of them into @test; which ones is a function of @seed. */
static void
hold_out (const FoveaExamples *all, guint64 seed, FoveaExamples **train, FoveaExamples **test)
{
  g_autofree int *order = g_new (int, all->n);
  int held = MAX (all->n / HELD_OUT, 1);

  for (int i = 0; i < all->n; i++)
    order[i] = i;
  fovea_random_shuffle (seed, fovea_random_stream (FOVEA_STREAM_SPLIT, 0), order, all->n);
  *test = fovea_examples_subset (all, order, held);
  *train = fovea_examples_subset (all, order + held, all->n - held);
}

/**
 * fovea_dataset_assemble:
 * @test: (nullable): or NULL to hold a tenth of @train out by @seed
 * @class_names: (nullable): one name for each class, or NULL to call them by their numbers
 *
 * A data set from what was read of it, once it is seen that its parts belong together.
 */
FoveaDataset *
fovea_dataset_assemble (const char *name, FoveaExamples *train, FoveaExamples *test, char **class_names, guint64 seed,
                        GError **error)
{
  FoveaExamples *learn = NULL, *measure = NULL;
  FoveaDataset *self;

  if (test && (test->c != train->c || test->h != train->h || test->w != train->w))
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT,
                   _("The test images of “%s” are %d×%d×%d, but its training images are %d×%d×%d."), name, test->w,
                   test->h, test->c, train->w, train->h, train->c);
      return NULL;
    }
  if (!test && train->n < 2)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT,
                   _("“%s” has only one image; at least one more is needed to measure on."), name);
      return NULL;
    }
  if (class_names && g_strv_length (class_names) != (guint) train->classes)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("“%s” has %d classes, but names for %u."), name,
                   train->classes, g_strv_length (class_names));
      return NULL;
    }
  if (test)
    {
      learn = fovea_examples_ref (train);
      measure = fovea_examples_ref (test);
    }
  else
    hold_out (train, seed, &learn, &measure);
  self = fovea_dataset_new (name, learn, measure, class_names ? g_strdupv (class_names)
                                                              : number_classes (train->classes));
  self->seed = test ? FOVEA_DATA_SEED : seed;
  return self;
}

static FoveaDataset *
open_folder (const char *path, guint64 seed, const FoveaShape *size, FoveaReading *reading, GError **error)
{
  if (fovea_idx_folder_test (path))
    return fovea_idx_folder_open (path, seed, error);
  if (fovea_cifar_test (path))
    return fovea_cifar_open (path, seed, error);
  if (fovea_picture_folder_test (path))
    return fovea_picture_folder_open (path, seed, size, reading, error);
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT,
               _("The folder “%s” holds no data set that Fovea knows: no IDX files, no CIFAR batches in binary form, "
                 "and no folders of pictures."), path);
  return NULL;
}

/* What has been fetched before. */
static FoveaDataset *
open_offer (const FoveaOffer *offer, guint64 seed, GError **error)
{
  g_autofree char *path = fovea_offer_path (offer);

  if (fovea_offer_is_here (offer))
    return open_folder (path, seed, NULL, NULL, error);
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE,
               _("%s is not on this machine yet: “fovea-cli data get %s” fetches it."), offer->title, offer->name);
  return NULL;
}

static FoveaDataset *
open_any (const char *what, guint64 seed, const FoveaShape *size, FoveaReading *reading, GError **error)
{
  const FoveaOffer *offer = fovea_offer_find (what);
  g_autofree char *mnist = NULL;

  if (g_str_equal (what, "mnist"))
    {
      mnist = fovea_data_path ("mnist", NULL);
      return fovea_idx_folder_open (mnist, seed, error);
    }
  if (g_str_equal (what, "shapes"))
    return fovea_shapes_new (SHAPES_TRAIN, SHAPES_TEST, seed, error);
  if (offer)
    return open_offer (offer, seed, error);
  if (g_file_test (what, G_FILE_TEST_IS_DIR))
    return open_folder (what, seed, size, reading, error);
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE,
               _("“%s” is neither the name of a data set (mnist, shapes, cifar-10, fashion-mnist) nor a folder that holds "
                 "one."), what);
  return NULL;
}

/* Whether @what is a name, and not a folder. */
static gboolean
is_name (const char *what)
{
  return g_str_equal (what, "mnist") || g_str_equal (what, "shapes") || fovea_offer_find (what);
}

static FoveaDataset *
open_named (const char *what, guint64 seed, const FoveaShape *size, FoveaReading *reading, GError **error)
{
  FoveaDataset *self = open_any (what, seed, size, reading, error);

  if (self)
    {
      g_free (self->source);
      self->source = is_name (what) ? g_strdup (what) : g_canonicalize_filename (what, NULL);
    }
  return self;
}

/**
 * fovea_dataset_open_sized:
 * @what: "mnist", "shapes", the name of an offer that has been fetched, or a folder
 * @seed: what is left to chance (which images are held out, what Shapes shows) is a function of it
 * @size: (nullable): what a folder of pictures is brought to; data of one size keep theirs
 *
 * Returns: the data set, or NULL with a sentence that says what is wrong with which file
 */
FoveaDataset *
fovea_dataset_open_sized (const char *what, guint64 seed, const FoveaShape *size, GError **error)
{
  return open_named (what, seed, size, NULL, error);
}

/* The same, with pictures of a folder in a size that suits them. */
FoveaDataset *
fovea_dataset_open (const char *what, guint64 seed, GError **error)
{
  return open_named (what, seed, NULL, NULL, error);
}

/* As fovea_dataset_open_sized(); @reading says how far it is, and stops it with FOVEA_ERROR_CANCELLED. */
FoveaDataset *
fovea_dataset_open_watched (const char *what, guint64 seed, const FoveaShape *size, FoveaReading *reading,
                            GError **error)
{
  return open_named (what, seed, size, reading, error);
}
