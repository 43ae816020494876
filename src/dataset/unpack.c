/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Archives of data sets are tar files with a few regular files in one folder. Only these are taken, by the last part
 * of their names, so that nothing that an archive says can put a file anywhere but into the folder it is meant for. */

#include "config.h"

#include "dataset/unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>

enum
{
  CHUNK = 1 << 16,      /* bytes */
  MOST = 1 << 30        /* bytes in all */
};

typedef struct archive Archive;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_read_free)

static gboolean
fail (const char *path, Archive *archive, GError **error)
{
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("“%s” is a damaged archive: %s."), path,
               archive_error_string (archive) ? archive_error_string (archive) : _("it cannot be read"));
  return FALSE;
}

static gboolean
fail_to_write (GFile *target, GError *reason, GError **error)
{
  gboolean cancelled = g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_set_error (error, FOVEA_ERROR, cancelled ? FOVEA_ERROR_CANCELLED : FOVEA_ERROR_FILE,
               _("“%s” cannot be written: %s."), g_file_peek_path (target), reason->message);
  g_error_free (reason);
  return FALSE;
}

/* The contents of the entry that @archive stands at, into the file @target. */
static gboolean
unpack_entry (Archive *archive, const char *path, GFile *target, gint64 *total, GCancellable *cancellable,
              GError **error)
{
  GError *reason = NULL;
  g_autoptr (GFileOutputStream) out
      = g_file_replace (target, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, &reason);
  guint8 chunk[CHUNK];
  gssize came;

  if (!out)
    return fail_to_write (target, reason, error);
  while ((came = archive_read_data (archive, chunk, sizeof chunk)) > 0)
    {
      *total += came;
      if (*total > MOST)
        {
          g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("“%s” holds more than 1 GB."), path);
          return FALSE;
        }
      if (!g_output_stream_write_all (G_OUTPUT_STREAM (out), chunk, came, NULL, cancellable, &reason))
        return fail_to_write (target, reason, error);
    }
  if (came < 0)
    return fail (path, archive, error);
  return g_output_stream_close (G_OUTPUT_STREAM (out), cancellable, &reason) || fail_to_write (target, reason, error);
}

/* The name that an entry gets here, or NULL if it is left out. */
static char *
choose_name (struct archive_entry *entry)
{
  const char *path = archive_entry_pathname_utf8 (entry);
  g_autofree char *name = path ? g_path_get_basename (path) : NULL;

  if (!name || archive_entry_filetype (entry) != AE_IFREG || name[0] == '.' || name[0] == G_DIR_SEPARATOR)
    return NULL;
  return g_steal_pointer (&name);
}

/**
 * fovea_unpack:
 *
 * Puts the regular files of the tar file at @archive_path, packed by gzip or not, into @folder.
 */
gboolean
fovea_unpack (const char *archive_path, const char *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (Archive) archive = archive_read_new ();
  g_autoptr (GFile) to = g_file_new_for_path (folder);
  struct archive_entry *entry;
  gint64 total = 0;
  int status;

  archive_read_support_filter_gzip (archive);
  archive_read_support_format_tar (archive);
  if (archive_read_open_filename (archive, archive_path, CHUNK) != ARCHIVE_OK)
    return fail (archive_path, archive, error);
  while ((status = archive_read_next_header (archive, &entry)) == ARCHIVE_OK)
    {
      g_autofree char *name = choose_name (entry);
      g_autoptr (GFile) target = name ? g_file_get_child (to, name) : NULL;

      if (target && !unpack_entry (archive, archive_path, target, &total, cancellable, error))
        return FALSE;
    }
  return status == ARCHIVE_EOF || fail (archive_path, archive, error);
}
