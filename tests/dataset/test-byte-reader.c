/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "dataset/byte-reader.h"

#include <glib/gstdio.h>
#include <string.h>

/* "fovea, fovea, fovea" as GNU gzip -9n packs it. */
static const guint8 packed[] = { 0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4b, 0xcb, 0x2f, 0x4b,
                                 0x4d, 0xd4, 0x51, 0x48, 0x43, 0xa2, 0x00, 0x36, 0xf2, 0x3a, 0xef, 0x13, 0x00, 0x00, 0x00 };

static FoveaByteReader *
reader_of (const void *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  return fovea_byte_reader_new ("it", bytes);
}

static void
assert_message (GError **error, int code, const char *part)
{
  g_assert_error (*error, FOVEA_ERROR, code);
  g_assert_nonnull (strstr ((*error)->message, part));
  g_clear_error (error);
}

static void
test_plain_from_front_to_back (void)
{
  g_autoptr (FoveaByteReader) reader = reader_of ("abcdef", 6);
  g_autoptr (GByteArray) first = fovea_byte_reader_read (reader, 2, NULL);
  g_autoptr (GByteArray) rest = fovea_byte_reader_read (reader, 100, NULL);

  g_assert_cmpmem (first->data, first->len, "ab", 2);
  g_assert_cmpmem (rest->data, rest->len, "cdef", 4);
  g_assert_true (fovea_byte_reader_check_end (reader, NULL));
}

static void
test_gzip_comes_out_unpacked (void)
{
  g_autoptr (FoveaByteReader) reader = reader_of (packed, sizeof packed);
  g_autoptr (GByteArray) first = fovea_byte_reader_read (reader, 7, NULL);
  g_autoptr (GByteArray) rest = fovea_byte_reader_read (reader, 12, NULL);

  g_assert_cmpmem (first->data, first->len, "fovea, ", 7);
  g_assert_cmpmem (rest->data, rest->len, "fovea, fovea", 12);
  g_assert_true (fovea_byte_reader_check_end (reader, NULL));
}

static void
test_more_than_expected (void)
{
  g_autoptr (FoveaByteReader) plain = reader_of ("abc", 3);
  g_autoptr (FoveaByteReader) gunzip = reader_of (packed, sizeof packed);
  g_autoptr (GByteArray) two = fovea_byte_reader_read (plain, 2, NULL);
  g_autoptr (GByteArray) five = fovea_byte_reader_read (gunzip, 5, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (two->len + five->len, ==, 7);
  g_assert_false (fovea_byte_reader_check_end (plain, &error));
  assert_message (&error, FOVEA_ERROR_FORMAT, "“it” goes on");
  g_assert_false (fovea_byte_reader_check_end (gunzip, &error));
  assert_message (&error, FOVEA_ERROR_FORMAT, "“it” goes on");
}

static void
test_bytes_behind_gzip (void)
{
  guint8 data[sizeof packed + 3] = { 0 };
  g_autoptr (FoveaByteReader) reader = NULL;
  g_autoptr (GByteArray) all = NULL;
  g_autoptr (GError) error = NULL;

  memcpy (data, packed, sizeof packed);
  reader = reader_of (data, sizeof data);
  all = fovea_byte_reader_read (reader, 19, NULL);
  g_assert_cmpuint (all->len, ==, 19);
  g_assert_false (fovea_byte_reader_check_end (reader, &error));
  assert_message (&error, FOVEA_ERROR_FORMAT, "goes on");
}

/* However short a gzip file is cut, it gives a sentence and never the whole text. */
static void
test_gzip_cut_short_anywhere (void)
{
  for (gsize size = 2; size < sizeof packed; size++)
    {
      g_autoptr (FoveaByteReader) reader = reader_of (packed, size);
      g_autoptr (GError) error = NULL;
      g_autoptr (GByteArray) all = fovea_byte_reader_read (reader, 1000, &error);

      g_assert_null (all);
      assert_message (&error, FOVEA_ERROR_FORMAT, "cut short");
    }
}

static void
test_gzip_damaged (void)
{
  guint8 data[sizeof packed];
  g_autoptr (FoveaByteReader) reader = NULL;
  g_autoptr (GError) error = NULL;

  memcpy (data, packed, sizeof packed);
  data[22] ^= 0x55; /* of the checksum */
  reader = reader_of (data, sizeof data);
  g_assert_null (fovea_byte_reader_read (reader, 1000, &error));
  assert_message (&error, FOVEA_ERROR_FORMAT, "damaged");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset/byte-reader/plain-from-front-to-back", test_plain_from_front_to_back);
  g_test_add_func ("/dataset/byte-reader/gzip-comes-out-unpacked", test_gzip_comes_out_unpacked);
  g_test_add_func ("/dataset/byte-reader/more-than-expected", test_more_than_expected);
  g_test_add_func ("/dataset/byte-reader/bytes-behind-gzip", test_bytes_behind_gzip);
  g_test_add_func ("/dataset/byte-reader/gzip-cut-short-anywhere", test_gzip_cut_short_anywhere);
  g_test_add_func ("/dataset/byte-reader/gzip-damaged", test_gzip_damaged);
  return g_test_run ();
}
