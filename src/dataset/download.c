/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A data set is fetched into a folder of its own beside the place where it is going to be, ".NAME.part", and only when
 * all of it is there and its checksums are right is the folder given its name. What an interrupted download has
 * brought stays, and the next one asks the server for the rest (RFC 9110, Range). */

#include "config.h"

#include "dataset/download.h"

#include "dataset/unpack.h"
#include "engine/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <sys/file.h>
#include <unistd.h>

enum
{
  CHUNK = 1 << 16,     /* bytes */
  PATIENCE = 30        /* seconds without a byte */
};

typedef struct
{
  const FoveaOffer *offer;
  char *part;          /* the folder that it is fetched into */
  int lock;            /* a file descriptor of it */
  SoupSession *session;
  GCancellable *cancellable;
  FoveaDownloadProgress progress;
  gpointer data;
  gint64 done, total;  /* bytes; those of finished files */
} Download;

static void
clear_download (Download *self)
{
  g_free (self->part);
  g_clear_object (&self->session);
  if (self->lock >= 0)
    close (self->lock);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Download, clear_download)

static void
report (const Download *self, gint64 of_file)
{
  if (self->progress)
    self->progress (self->done + of_file, self->total, self->data);
}

static gboolean
fail_to_write (const char *path, GError **error)
{
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE, _("“%s” cannot be written: %s."), path, g_strerror (errno));
  return FALSE;
}

/* A failure of GIO as ours: somebody stopped it, or the way to the server is broken. */
static gboolean
fail_to_fetch (const char *url, GError *reason, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_set_error_literal (error, FOVEA_ERROR, FOVEA_ERROR_CANCELLED,
                         _("The download was stopped; what has come is kept, and the next one goes on from there."));
  else
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE,
                 _("The connection to %s failed: %s. Is this machine online? What has come is kept, and the next "
                   "download goes on from there."),
                 uri ? g_uri_get_host (uri) : url, reason->message);
  g_error_free (reason);
  return FALSE;
}

/* The number of bytes that the file @fd has. */
static gint64
get_size (int fd)
{
  return lseek (fd, 0, SEEK_END);
}

static gboolean
write_all (int fd, const guint8 *data, gsize size)
{
  gssize written = 0;

  for (gsize at = 0; at < size && written >= 0; at += MAX (written, 0))
    written = write (fd, data + at, size - at);
  return written >= 0;
}

/* Appends what comes from @stream to @fd, which becomes no longer than the file should be. */
static gboolean
receive (Download *self, const FoveaOfferFile *file, GInputStream *stream, int fd, GError **error)
{
  gint64 size = get_size (fd);
  guint8 chunk[CHUNK];

  for (;;)
    {
      GError *reason = NULL;
      gssize came = g_input_stream_read (stream, chunk, sizeof chunk, self->cancellable, &reason);

      if (came < 0)
        return fail_to_fetch (file->url, reason, error);
      if (came == 0)
        return TRUE;
      size += came;
      if (size > file->size)
        {
          g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT,
                       _("%s is larger than the file that was expected."), file->url);
          return FALSE;
        }
      if (!write_all (fd, chunk, came))
        return fail_to_write (self->part, error);
      report (self, size);
    }
}

/* Asks for what is missing of a file; all of it where the server does not give parts. */
static gboolean
request (Download *self, const FoveaOfferFile *file, int fd, GError **error)
{
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_GET, file->url);
  g_autoptr (GInputStream) stream = NULL;
  GError *reason = NULL;
  gint64 here = get_size (fd);
  guint status;

  if (here > 0)
    soup_message_headers_set_range (soup_message_get_request_headers (message), here, -1);
  stream = soup_session_send (self->session, message, self->cancellable, &reason);
  if (!stream)
    return fail_to_fetch (file->url, reason, error);
  status = soup_message_get_status (message);
  if (status == SOUP_STATUS_OK && ftruncate (fd, 0) != 0)
    return fail_to_write (self->part, error);
  if (status == SOUP_STATUS_OK || (status == SOUP_STATUS_PARTIAL_CONTENT && here > 0))
    return receive (self, file, stream, fd, error);
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE, _("The server did not give %s: it answered %u, %s."), file->url,
               status, soup_message_get_reason_phrase (message));
  return FALSE;
}

/* Whether the file at @path is the one that was meant; a wrong one is removed. */
static gboolean
check (const FoveaOfferFile *file, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = fovea_file_bytes (path, error);
  g_autofree char *sum = bytes ? g_compute_checksum_for_bytes (G_CHECKSUM_MD5, bytes) : NULL;

  if (!sum)
    return FALSE;
  if (g_str_equal (sum, file->md5))
    return TRUE;
  g_unlink (path);
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT,
               _("What came from %s is not the file that was expected (its MD5 sum is %s, not %s), and was thrown "
                 "away."),
               file->url, sum, file->md5);
  return FALSE;
}

/* Everything of a file that is not here yet. */
static gboolean
fetch_file (Download *self, const FoveaOfferFile *file, GError **error)
{
  g_autofree char *path = g_build_filename (self->part, file->name, NULL);
  int fd = g_open (path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  gboolean good;

  if (fd < 0)
    return fail_to_write (path, error);
  if (get_size (fd) > file->size && ftruncate (fd, 0) != 0)
    {
      close (fd);
      return fail_to_write (path, error);
    }
  report (self, get_size (fd));
  good = get_size (fd) == file->size || request (self, file, fd, error);
  if (good && get_size (fd) < file->size)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE,
                   _("%s ended early. What has come is kept, and the next download goes on from there."), file->url);
      good = FALSE;
    }
  if (close (fd) != 0 && good)
    return fail_to_write (path, error);
  self->done += file->size;
  return good && check (file, path, error);
}

/* Archives give way to what is in them; the names of the classes are put beside. */
static gboolean
finish_files (Download *self, GError **error)
{
  g_autofree char *classes = g_build_filename (self->part, "classes.txt", NULL);

  for (const FoveaOfferFile *file = self->offer->files; self->offer->archive && file->name; file++)
    {
      g_autofree char *path = g_build_filename (self->part, file->name, NULL);

      if (!fovea_unpack (path, self->part, self->cancellable, error))
        return FALSE;
      g_unlink (path);
    }
  return !self->offer->class_names
         || fovea_file_write (classes, self->offer->class_names, strlen (self->offer->class_names), error);
}

/* The folder to fetch into, for this process alone. */
static gboolean
prepare (Download *self, GError **error)
{
  if (g_mkdir_with_parents (self->part, 0755) != 0)
    return fail_to_write (self->part, error);
  self->lock = g_open (self->part, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (self->lock < 0)
    return fail_to_write (self->part, error);
  if (flock (self->lock, LOCK_EX | LOCK_NB) != 0)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE, _("%s is already being fetched."), self->offer->title);
      return FALSE;
    }
  self->session = soup_session_new_with_options ("timeout", PATIENCE, "user-agent", "Fovea/" FOVEA_VERSION, NULL);
  return TRUE;
}

/**
 * fovea_download:
 * @folder: (nullable): where the data set's own folder is to be, or NULL for the user's data folder
 * @progress: (nullable): told now and then how far it is, in the thread that called
 *
 * Fetches a data set and blocks until it is there. What is there already is not fetched again.
 *
 * Returns: FALSE with FOVEA_ERROR_CANCELLED, FOVEA_ERROR_FILE (no connection, no room) or FOVEA_ERROR_FORMAT (not the
 *   file that was expected)
 */
gboolean
fovea_download (const FoveaOffer *offer, const char *folder, GCancellable *cancellable, FoveaDownloadProgress progress,
                gpointer data, GError **error)
{
  g_auto (Download) self = { .offer = offer, .lock = -1, .cancellable = cancellable, .progress = progress, .data = data,
                             .total = fovea_offer_size (offer) };
  g_autofree char *target = folder ? g_build_filename (folder, offer->name, NULL) : fovea_offer_path (offer);
  g_autofree char *parent = g_path_get_dirname (target);

  if (g_file_test (target, G_FILE_TEST_IS_DIR))
    return TRUE;
  self.part = g_strdup_printf ("%s/.%s.part", parent, offer->name);
  if (!prepare (&self, error))
    return FALSE;
  for (const FoveaOfferFile *file = offer->files; file->name; file++)
    if (!fetch_file (&self, file, error))
      return FALSE;
  if (!finish_files (&self, error))
    return FALSE;
  return g_rename (self.part, target) == 0 || fail_to_write (target, error);
}
