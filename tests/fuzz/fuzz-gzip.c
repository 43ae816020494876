/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A gzipped file, or one that is not, read piece by piece; deflate packs 1032 bytes into one at best, so that no more
 * than that may come out. */

#include "dataset/byte-reader.h"
#include "fuzz.h"

enum
{
  RATIO = 1032,
  PIECE = 1000 /* bytes */
};

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (FoveaByteReader) reader = fovea_byte_reader_new ("fuzz", bytes);
  gsize all = 0;

  for (;;)
    {
      g_autoptr (GByteArray) piece = fovea_byte_reader_read (reader, PIECE, NULL);

      if (!piece)
        return 0;
      all += piece->len;
      if (piece->len < PIECE)
        break;
    }
  fovea_byte_reader_check_end (reader, NULL);
  g_assert_cmpuint (all, <=, RATIO * size);
  return 0;
}

void
fuzz_make_seeds (GPtrArray *seeds)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 packed[4096];

  for (int i = 0; i < 3000; i++)
    g_byte_array_append (bytes, (const guint8[]){ i % 7 * (i / 100) }, 1);
  for (int level = 0; level < 10; level += 9)
    {
      g_autoptr (GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, level));
      gsize read, written;

      g_assert_cmpint (g_converter_convert (packer, bytes->data, bytes->len, packed, sizeof packed,
                                            G_CONVERTER_INPUT_AT_END, &read, &written, NULL), ==, G_CONVERTER_FINISHED);
      g_ptr_array_add (seeds, g_bytes_new (packed, written));
    }
}
