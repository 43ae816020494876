/* SPDX-License-Identifier: GPL-3.0-or-later */

/* IDX, gzipped or not: two bytes say how long the file of labels is; it comes next, then that of images. */

#include "dataset/idx.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  gsize n = size < 2 ? 0 : MIN ((gsize) data[0] << 8 | data[1], size - 2);
  g_autoptr (GBytes) labels = NULL, images = NULL;
  FoveaExamples *examples;

  if (size < 2)
    return 0;
  labels = g_bytes_new_static (data + 2, n);
  images = g_bytes_new_static (data + 2 + n, size - 2 - n);
  examples = fovea_idx_parse ("images", images, "labels", labels, 0, NULL);
  if (examples)
    fovea_examples_unref (examples);
  return 0;
}

static GBytes *
join (gconstpointer labels, gsize n_labels, gconstpointer images, gsize n_images)
{
  GByteArray *both = g_byte_array_new ();

  g_byte_array_append (both, (const guint8[]){ n_labels >> 8, n_labels }, 2);
  g_byte_array_append (both, labels, n_labels);
  g_byte_array_append (both, images, n_images);
  return g_byte_array_free_to_bytes (both);
}

static GBytes *
gzip (gconstpointer data, gsize size)
{
  g_autoptr (GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  guint8 packed[512];
  gsize read, written;

  g_assert_cmpint (g_converter_convert (packer, data, size, packed, sizeof packed, G_CONVERTER_INPUT_AT_END, &read,
                                        &written, NULL), ==, G_CONVERTER_FINISHED);
  return g_bytes_new (packed, written);
}

void
fuzz_make_seeds (GPtrArray *seeds)
{
  static const guint8 labels[] = { 0, 0, 8, 1, 0, 0, 0, 3, 2, 0, 1 };
  static const guint8 images[] = { 0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 4,
                                   1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24 };
  g_autoptr (GBytes) one = gzip (labels, sizeof labels), other = gzip (images, sizeof images);

  g_ptr_array_add (seeds, join (labels, sizeof labels, images, sizeof images));
  g_ptr_array_add (seeds, join (g_bytes_get_data (one, NULL), g_bytes_get_size (one), g_bytes_get_data (other, NULL),
                                g_bytes_get_size (other)));
}
