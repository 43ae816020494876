/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A gzip file is known by its first two bytes, 1f 8b (RFC 1952), whatever it is called. It is unpacked in pieces of
 * CHUNK bytes, each only after the one before it really came out of the stream. */

#include "config.h"

#include "dataset/byte-reader.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

enum
{
  CHUNK = 1 << 16 /* bytes */
};

struct _FoveaByteReader
{
  char *name;
  GBytes *bytes;
  const guint8 *data; /* of bytes */
  gsize size, position;
  GConverter *gunzip; /* NULL where the file is not packed */
  gboolean finished;  /* the packed stream said that it ends */
};

/* @name is what messages call it. */
FoveaByteReader *
fovea_byte_reader_new (const char *name, GBytes *bytes)
{
  FoveaByteReader *self = g_new0 (FoveaByteReader, 1);

  self->name = g_strdup (name);
  self->bytes = g_bytes_ref (bytes);
  self->data = g_bytes_get_data (bytes, &self->size);
  if (self->size >= 2 && self->data[0] == 0x1f && self->data[1] == 0x8b)
    self->gunzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  return self;
}

void
fovea_byte_reader_free (FoveaByteReader *self)
{
  g_free (self->name);
  g_bytes_unref (self->bytes);
  g_clear_object (&self->gunzip);
  g_free (self);
}

/* Unpacks at most @room bytes to @to. Returns how many came, 0 at the end, −1 if the file is damaged. */
static gssize
unpack (FoveaByteReader *self, guint8 *to, gsize room, GError **error)
{
  g_autoptr (GError) reason = NULL;
  gsize taken = 0, given = 0;
  GConverterResult result;

  if (self->finished)
    return 0;
  result = g_converter_convert (self->gunzip, self->data + self->position, self->size - self->position, to, room,
                                G_CONVERTER_INPUT_AT_END, &taken, &given, &reason);
  if (result == G_CONVERTER_ERROR && g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("“%s” is cut short: its gzip stream has no end."),
                   self->name);
      return -1;
    }
  if (result == G_CONVERTER_ERROR)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("“%s” is a damaged gzip file: %s."), self->name,
                   reason->message);
      return -1;
    }
  self->position += taken;
  self->finished = result == G_CONVERTER_FINISHED;
  return given;
}

static gssize
take (FoveaByteReader *self, guint8 *to, gsize room)
{
  gsize given = MIN (room, self->size - self->position);

  if (given > 0)
    memcpy (to, self->data + self->position, given);
  self->position += given;
  return given;
}

/**
 * fovea_byte_reader_read:
 *
 * The next @n bytes, or as many as there are: fewer is no error. NULL if the file is damaged.
 */
GByteArray *
fovea_byte_reader_read (FoveaByteReader *self, gsize n, GError **error)
{
  g_autoptr (GByteArray) read = g_byte_array_new ();

  while (read->len < n)
    {
      gsize before = read->len;
      gsize room = MIN (n - before, CHUNK);
      gssize came;

      g_byte_array_set_size (read, before + room);
      came = self->gunzip ? unpack (self, read->data + before, room, error) : take (self, read->data + before, room);
      if (came < 0)
        return NULL;
      g_byte_array_set_size (read, before + came);
      if (came == 0 && (!self->gunzip || self->finished))
        break;
    }
  return g_steal_pointer (&read);
}

/* Whether the file ends here: nothing more comes out, and nothing lies behind its gzip stream. */
gboolean
fovea_byte_reader_check_end (FoveaByteReader *self, GError **error)
{
  g_autoptr (GByteArray) more = fovea_byte_reader_read (self, 1, error);

  if (!more)
    return FALSE;
  if (more->len == 0 && self->position == self->size)
    return TRUE;
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("“%s” goes on where it should end."), self->name);
  return FALSE;
}
