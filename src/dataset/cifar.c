/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The binary form of CIFAR-10 and CIFAR-100 (https://www.cs.toronto.edu/~kriz/cifar.html): records without a header,
 * each of one label (CIFAR-100: two, of which the second is the finer) and 3×32×32 bytes, red, green, blue.
 *   CIFAR-10: data_batch_1.bin … data_batch_5.bin, test_batch.bin, batches.meta.txt with the classes' names
 *   CIFAR-100: train.bin, test.bin, fine_label_names.txt */

#include "config.h"

#include "dataset/cifar.h"

#include "dataset/byte-reader.h"
#include "dataset/files.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum
{
  SIDE = 32,                /* pixels */
  IMAGE = 3 * SIDE * SIDE,  /* bytes */
  MAX_RECORDS = 1 << 19     /* of one file: ten times as many as there are in all */
};

typedef struct
{
  const char *train, *test; /* how the names of its files start */
  const char *names;        /* the file with a class on each line */
  int classes, labels;      /* labels of a record, the last of which counts */
} Form;

static const Form forms[] = {
  { "data_batch_", "test_batch.bin", "batches.meta.txt", 10, 1 },
  { "train.bin", "test.bin", "fine_label_names.txt", 100, 2 },
};

static gboolean
is_batch (const char *file, const char *start)
{
  return g_str_has_prefix (file, start) && (g_str_has_suffix (file, ".bin") || g_str_has_suffix (file, ".bin.gz"));
}

/* What the files in @files are, or NULL. */
static const Form *
find_form (GStrv files)
{
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    for (guint j = 0; files && files[j]; j++)
      if (is_batch (files[j], forms[i].train))
        return &forms[i];
  return NULL;
}

gboolean
fovea_cifar_test (const char *folder)
{
  g_auto (GStrv) files = fovea_files_list (folder, NULL);

  return find_form (files) != NULL;
}

/* Every record of a file, checked, at the end of @records. */
static gboolean
read_batch (const Form *form, const char *path, GByteArray *records, GError **error)
{
  const guint record = form->labels + IMAGE;
  g_autoptr (GBytes) bytes = fovea_file_bytes (path, error);
  g_autoptr (FoveaByteReader) reader = bytes ? fovea_byte_reader_new (path, bytes) : NULL;
  g_autoptr (GByteArray) batch = reader ? fovea_byte_reader_read (reader, (gsize) record * MAX_RECORDS, error) : NULL;

  if (!batch || !fovea_byte_reader_check_end (reader, error))
    return FALSE;
  if (batch->len == 0 || batch->len % record != 0)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT,
                   _("“%s” is no CIFAR-%d batch, or cut short: it has %u bytes, which is not a multiple of %u."), path,
                   form->classes, batch->len, record);
      return FALSE;
    }
  for (guint i = 0; i < batch->len / record; i++)
    if (batch->data[i * record + form->labels - 1] >= form->classes)
      {
        g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT,
                     _("Image %u of “%s” has class %d, but the classes are numbered from 0 to %d."), i + 1, path,
                     batch->data[i * record + form->labels - 1], form->classes - 1);
        return FALSE;
      }
  g_byte_array_append (records, batch->data, batch->len);
  return TRUE;
}

static FoveaExamples *
sort_out (const Form *form, const GByteArray *records)
{
  const guint record = form->labels + IMAGE;
  FoveaExamples *examples = fovea_examples_new (records->len / record, 3, SIDE, SIDE, form->classes);

  for (int i = 0; i < examples->n; i++)
    {
      examples->labels[i] = records->data[i * record + form->labels - 1];
      memcpy (examples->pixels + (gsize) i * IMAGE, records->data + i * record + form->labels, IMAGE);
    }
  return examples;
}

/* All batches whose names start with @start, one after the other; NULL without an error if there are none. */
static FoveaExamples *
load (const Form *form, const char *folder, GStrv files, const char *start, GError **error)
{
  g_autoptr (GByteArray) records = g_byte_array_new ();

  for (guint i = 0; files[i]; i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i], NULL);

      if (is_batch (files[i], start) && !read_batch (form, path, records, error))
        return NULL;
    }
  return records->len > 0 ? sort_out (form, records) : NULL;
}

/**
 * fovea_cifar_open:
 * @seed: by which a tenth is held out where there is no test batch
 */
FoveaDataset *
fovea_cifar_open (const char *folder, guint64 seed, GError **error)
{
  g_auto (GStrv) files = fovea_files_list (folder, error);
  const Form *form = find_form (files);
  g_autofree char *name = form ? g_strdup_printf ("cifar-%d", form->classes) : NULL;
  g_auto (GStrv) names = NULL;
  g_autoptr (FoveaExamples) train = NULL;
  g_autoptr (FoveaExamples) test = NULL;
  g_autoptr (GError) problem = NULL;

  if (!files)
    return NULL;
  if (!form)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("“%s” holds no CIFAR batches in binary form."), folder);
      return NULL;
    }
  if (fovea_files_class_names (folder, form->names, &names, &problem))
    train = load (form, folder, files, form->train, &problem);
  if (train)
    test = load (form, folder, files, form->test, &problem);
  if (problem)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  return fovea_dataset_assemble (name, train, test, names, seed, error);
}
