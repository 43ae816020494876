/* SPDX-License-Identifier: GPL-3.0-or-later */

/* gdk-pixbuf takes the first half of a PNG or JPEG file for a picture whose other half is grey. Both formats say where
 * they end, so whether a file is whole can be seen from its skeleton:
 *   PNG: 8 bytes, then chunks of length (4 bytes, highest first), type (4), data, checksum (4); the last is IEND.
 *   JPEG (ITU-T T.81, annex B): markers ff xx; all but a few are followed by their length (2 bytes, itself counted).
 *   Behind ff da come coded numbers, in which ff is followed by 00 or a restart marker d0 … d7. ff d9 is the end. */

#include "dataset/picture-end.h"

#include <string.h>

enum
{
  JPEG_RESTART_0 = 0xd0,
  JPEG_RESTART_7 = 0xd7,
  JPEG_START = 0xd8,
  JPEG_END = 0xd9,
  JPEG_SCAN = 0xda
};

static guint32
big_endian (const guint8 *data, int bytes)
{
  guint32 value = 0;

  for (int i = 0; i < bytes; i++)
    value = value << 8 | data[i];
  return value;
}

static gboolean
png_has_end (const guint8 *data, gsize size)
{
  for (gsize at = 8; at + 12 <= size; at += 12 + (gsize) big_endian (data + at, 4))
    if (memcmp (data + at + 4, "IEND", 4) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_restart (guint8 marker)
{
  return marker >= JPEG_RESTART_0 && marker <= JPEG_RESTART_7;
}

/* From within coded numbers at @at to the next marker that ends them. */
static gsize
skip_scan (const guint8 *data, gsize size, gsize at)
{
  while (at + 1 < size && (data[at] != 0xff || data[at + 1] == 0 || is_restart (data[at + 1])))
    at++;
  return at;
}

static gboolean
jpeg_has_end (const guint8 *data, gsize size)
{
  gsize at = 0;

  while (at + 1 < size && data[at] == 0xff)
    {
      guint8 marker = data[at + 1];

      if (marker == JPEG_END)
        return TRUE;
      if (marker == 0xff) /* bytes that only fill */
        at++;
      else if (marker == JPEG_START || is_restart (marker))
        at += 2;
      else if (at + 4 <= size)
        at += 2 + big_endian (data + at + 2, 2);
      else
        return FALSE;
      if (marker == JPEG_SCAN)
        at = skip_scan (data, size, at);
    }
  return FALSE;
}

/**
 * fovea_picture_has_end:
 *
 * Returns: FALSE for a PNG or JPEG file that is cut short; of other formats nothing is known, and they pass
 */
gboolean
fovea_picture_has_end (const guint8 *data, gsize size)
{
  if (size >= 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0)
    return png_has_end (data, size);
  if (size >= 3 && memcmp (data, "\xff\xd8\xff", 3) == 0)
    return jpeg_has_end (data, size);
  return TRUE;
}
