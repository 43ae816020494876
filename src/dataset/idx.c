/* SPDX-License-Identifier: GPL-3.0-or-later */

/* IDX, the format of MNIST (http://yann.lecun.com/exdb/mnist/): 00 00, the type of a number (08: one byte, without
 * sign), how many dimensions, each dimension's size in four bytes with the highest first, then the numbers.
 * Images are N×H×W, labels N. */

#include "config.h"

#include "dataset/idx.h"

#include "dataset/byte-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum
{
  BYTE_TYPE = 0x08,
  MAX_SIDE = 4096 /* pixels */
};

/* The magic number and @dimensions sizes. */
static gboolean
read_header (FoveaByteReader *reader, const char *name, int dimensions, guint32 *sizes, GError **error)
{
  g_autoptr (GByteArray) header = fovea_byte_reader_read (reader, 4 + 4 * dimensions, error);
  const guint8 magic[4] = { 0, 0, BYTE_TYPE, dimensions };

  if (!header)
    return FALSE;
  if (header->len < 4 || memcmp (header->data, magic, 4) != 0)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT,
                   dimensions == 3
                     ? _("“%s” is not an IDX file of images: it does not start with the bytes 00 00 08 03.")
                     : _("“%s” is not an IDX file of labels: it does not start with the bytes 00 00 08 01."),
                   name);
      return FALSE;
    }
  if (header->len < 4 + 4 * (guint) dimensions)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("“%s” is cut short: it ends before it gives its sizes."),
                   name);
      return FALSE;
    }
  for (int i = 0; i < dimensions; i++)
    {
      memcpy (&sizes[i], header->data + 4 + 4 * i, 4);
      sizes[i] = GUINT32_FROM_BE (sizes[i]);
    }
  return TRUE;
}

/* The numbers behind a header: @n of them, and nothing else. */
static GByteArray *
read_numbers (FoveaByteReader *reader, const char *name, gsize n, GError **error)
{
  g_autoptr (GByteArray) numbers = fovea_byte_reader_read (reader, n, error);

  if (!numbers)
    return NULL;
  if (numbers->len < n)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT,
                   _("“%s” is cut short: by its own sizes %zu bytes follow them, but there are only %u."), name, n,
                   numbers->len);
      return NULL;
    }
  return fovea_byte_reader_check_end (reader, error) ? g_steal_pointer (&numbers) : NULL;
}

/* @sizes: N, H, W. */
static GByteArray *
read_images (const char *name, GBytes *bytes, guint32 sizes[3], GError **error)
{
  g_autoptr (FoveaByteReader) reader = fovea_byte_reader_new (name, bytes);
  guint64 size;

  if (!read_header (reader, name, 3, sizes, error))
    return NULL;
  if (sizes[0] == 0 || sizes[1] == 0 || sizes[2] == 0 || sizes[1] > MAX_SIDE || sizes[2] > MAX_SIDE)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT,
                   _("“%s” says that it holds %u images of %u×%u pixels; there must be at least one, and a side has "
                     "1 to %d pixels."), name, sizes[0], sizes[2], sizes[1], MAX_SIDE);
      return NULL;
    }
  size = (guint64) sizes[0] * sizes[1] * sizes[2];
  if (size > G_MAXINT32)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT,
                   _("“%s” says that it holds %u images of %u×%u pixels, more than the 2 GB that Fovea reads."), name,
                   sizes[0], sizes[2], sizes[1]);
      return NULL;
    }
  return read_numbers (reader, name, size, error);
}

static GByteArray *
read_labels (const char *name, GBytes *bytes, guint32 *n, GError **error)
{
  g_autoptr (FoveaByteReader) reader = fovea_byte_reader_new (name, bytes);

  return read_header (reader, name, 1, n, error) ? read_numbers (reader, name, *n, error) : NULL;
}

/* Class numbers into @examples, after a look whether there are so many classes. */
static gboolean
set_labels (FoveaExamples *examples, const char *name, const guint8 *labels, GError **error)
{
  for (int i = 0; i < examples->n; i++)
    {
      if (labels[i] >= examples->classes)
        {
          g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT,
                       _("Label %d of “%s” is %d, but the classes are numbered from 0 to %d."), i + 1, name, labels[i],
                       examples->classes - 1);
          return FALSE;
        }
      examples->labels[i] = labels[i];
    }
  return TRUE;
}

static int
count_classes (const GByteArray *labels)
{
  int largest = 0;

  for (guint i = 0; i < labels->len; i++)
    largest = MAX (largest, labels->data[i]);
  return largest + 1;
}

/**
 * fovea_idx_parse:
 * @images_name: what messages call @images
 * @images: an IDX file of N×H×W bytes, or a gzip file of one
 * @labels: likewise of N class numbers
 * @classes: how many classes there are, or 0 for one more than the largest label
 *
 * Returns: N grey images, or NULL with a sentence that says what is wrong with which file
 */
FoveaExamples *
fovea_idx_parse (const char *images_name, GBytes *images, const char *labels_name, GBytes *labels, int classes,
                 GError **error)
{
  g_autoptr (FoveaExamples) examples = NULL;
  g_autoptr (GByteArray) pixels = NULL;
  g_autoptr (GByteArray) numbers = NULL;
  guint32 sizes[3], n;

  pixels = read_images (images_name, images, sizes, error);
  if (!pixels)
    return NULL;
  numbers = read_labels (labels_name, labels, &n, error);
  if (!numbers)
    return NULL;
  if (n != sizes[0])
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT,
                   _("“%s” holds %u images, but “%s” holds %u labels; each image needs one."), images_name, sizes[0],
                   labels_name, n);
      return NULL;
    }
  examples = fovea_examples_new (n, 1, sizes[1], sizes[2], classes > 0 ? classes : count_classes (numbers));
  memcpy (examples->pixels, pixels->data, pixels->len);
  return set_labels (examples, labels_name, numbers->data, error) ? g_steal_pointer (&examples) : NULL;
}

/* The same from two files, gzipped or not. */
FoveaExamples *
fovea_idx_load (const char *images_path, const char *labels_path, int classes, GError **error)
{
  g_autoptr (GBytes) images = fovea_file_bytes (images_path, error);
  g_autoptr (GBytes) labels = images ? fovea_file_bytes (labels_path, error) : NULL;

  if (!labels)
    return NULL;
  return fovea_idx_parse (images_path, images, labels_path, labels, classes, error);
}
