/* SPDX-License-Identifier: GPL-3.0-or-later */

/* MNIST and its many relatives are four files in a folder, called much alike but never quite:
 *   train-images-idx3-ubyte.gz   train-labels-idx1-ubyte   t10k-images.idx3-ubyte   emnist-letters-test-labels-idx1
 * So a file is known by the words in its name: images or labels; t10k or test, else it is for training. */

#include "config.h"

#include "dataset/idx-folder.h"

#include "dataset/files.h"
#include "dataset/idx.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
has (const char *name, const char *word)
{
  return strstr (name, word) != NULL;
}

static gboolean
is_idx (const char *file)
{
  g_autofree char *name = g_ascii_strdown (file, -1);

  return (has (name, "idx") || has (name, "ubyte")) && (has (name, "images") || has (name, "labels"));
}

static gboolean
is_part (const char *file, gboolean test, const char *kind)
{
  g_autofree char *name = g_ascii_strdown (file, -1);

  return is_idx (file) && has (name, kind) && (has (name, "t10k") || has (name, "test")) == test;
}

/* Whether @a and @b are one file, once packed and once not. */
static gboolean
same_but_packed (const char *a, const char *b)
{
  g_autofree char *packed = g_strconcat (a, ".gz", NULL);

  return g_str_equal (packed, b);
}

/**
 * find:
 * @kind: "images" or "labels"
 * @path: where its path goes, or NULL if there is none
 *
 * Returns: FALSE where it cannot be told which file is meant
 */
static gboolean
find (const char *folder, GStrv files, gboolean test, const char *kind, char **path, GError **error)
{
  const char *found = NULL;

  *path = NULL;
  for (guint i = 0; files[i]; i++)
    if (is_part (files[i], test, kind) && !(found && same_but_packed (found, files[i])))
      {
        if (found)
          {
            g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT,
                         _("“%s” holds more than one data set: both “%s” and “%s”. Put each into a folder of its own."),
                         folder, found, files[i]);
            return FALSE;
          }
        found = files[i];
      }
  if (found)
    *path = g_build_filename (folder, found, NULL);
  return TRUE;
}

/* Images and labels for training or for testing; NULL without an error if there are no images for it. */
static FoveaExamples *
load (const char *folder, GStrv files, gboolean test, int classes, GError **error)
{
  g_autofree char *images = NULL;
  g_autofree char *labels = NULL;

  if (!find (folder, files, test, "images", &images, error) || !images ||
      !find (folder, files, test, "labels", &labels, error))
    return NULL;
  if (!labels)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("There is no file with the labels of “%s” beside it."),
                   images);
      return NULL;
    }
  return fovea_idx_load (images, labels, classes, error);
}

/* Whether the folder at @path has IDX files in it. */
gboolean
fovea_idx_folder_test (const char *path)
{
  g_auto (GStrv) files = fovea_files_list (path, NULL);

  for (guint i = 0; files && files[i]; i++)
    if (is_idx (files[i]))
      return TRUE;
  return FALSE;
}

/**
 * fovea_idx_folder_open:
 * @seed: by which a tenth is held out for testing where there are files for training only
 *
 * A data set of IDX files, gzipped or not. The classes are called as the lines of classes.txt beside them say, or by
 * their numbers.
 */
FoveaDataset *
fovea_idx_folder_open (const char *path, guint64 seed, GError **error)
{
  g_auto (GStrv) files = fovea_files_list (path, error);
  g_auto (GStrv) names = NULL;
  g_autoptr (FoveaExamples) train = NULL;
  g_autoptr (FoveaExamples) test = NULL;
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GError) problem = NULL;

  if (!files || !fovea_files_class_names (path, "classes.txt", &names, error))
    return NULL;
  train = load (path, files, FALSE, names ? g_strv_length (names) : 0, &problem);
  if (!train && !problem)
    g_set_error (&problem, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("“%s” holds no IDX file of training images."), path);
  if (train)
    test = load (path, files, TRUE, train->classes, &problem);
  if (problem)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  return fovea_dataset_assemble (name, train, test, names, seed, error);
}
