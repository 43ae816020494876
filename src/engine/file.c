/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whole files, in and out. One that is written is put on the disk beside its name, and takes the name only when all of it
 * is there: a full disk or a lost process leaves what was there before. Files that belong together take their names when
 * all of them are there. Who asks the program to end waits until then, for else a part would be left under another
 * name. */

#include "config.h"

#include "engine/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <unistd.h>

/* A file that waits for its name. */
typedef struct
{
  char *path, *temporary;
} Waiting;

struct _FoveaFileSet
{
  GArray *files; /* of Waiting */
  sigset_t before;
};

/**
 * fovea_file_bytes:
 *
 * The whole of a regular file. Anything else (a folder, a device that never ends) is refused.
 *
 * Returns: (transfer full): its bytes, or NULL with FOVEA_ERROR_FILE
 */
GBytes *
fovea_file_bytes (const char *path, GError **error)
{
  g_autoptr (GError) reason = NULL;
  char *contents = NULL;
  gsize size = 0;

  if (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE, _("“%s” is not a regular file."), path);
      return NULL;
    }
  if (!g_file_get_contents (path, &contents, &size, &reason))
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE, "%s.", reason->message);
      return NULL;
    }
  return g_bytes_new_take (contents, size);
}

/**
 * fovea_file_check_writable:
 *
 * Whether a file can be written under this name, as far as can be told without writing: for whatever takes long to
 * make what is written.
 *
 * Returns: FALSE with FOVEA_ERROR_FILE if it cannot
 */
gboolean
fovea_file_check_writable (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (*path == '\0')
    g_set_error_literal (error, FOVEA_ERROR, FOVEA_ERROR_FILE, _("A file cannot be written without a name."));
  else if (g_file_test (path, G_FILE_TEST_IS_DIR))
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE, _("“%s” is a folder; a file cannot take its place."), path);
  else if (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE, _("“%s” is a device or a pipe; a file cannot take its place."),
                 path);
  else if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE, _("“%s” cannot be written: “%s” is no folder."), path, folder);
  else if (g_access (folder, W_OK) != 0)
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE, _("“%s” cannot be written: the folder “%s” is read-only."), path,
                 folder);
  else
    return TRUE;
  return FALSE;
}

static void
waiting_clear (gpointer data)
{
  Waiting *self = data;

  if (self->temporary)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->path);
}

/**
 * fovea_file_set_new: (constructor)
 *
 * No files yet. Until it is freed this thread does not hear that the program is to end; others, if there are any, must
 * not either.
 */
FoveaFileSet *
fovea_file_set_new (void)
{
  FoveaFileSet *self = g_new (FoveaFileSet, 1);
  sigset_t ends;

  self->files = g_array_new (FALSE, FALSE, sizeof (Waiting));
  g_array_set_clear_func (self->files, waiting_clear);
  sigemptyset (&ends);
  sigaddset (&ends, SIGHUP);
  sigaddset (&ends, SIGINT);
  sigaddset (&ends, SIGTERM);
  pthread_sigmask (SIG_BLOCK, &ends, &self->before);
  return self;
}

/* What has not got its name is as if it had never been. */
void
fovea_file_set_free (FoveaFileSet *self)
{
  g_array_unref (self->files);
  pthread_sigmask (SIG_SETMASK, &self->before, NULL);
  g_free (self);
}

/* Returns: FALSE, with the reason in errno */
static gboolean
write_all (int file, const char *data, gsize size)
{
  while (size > 0)
    {
      gssize written = write (file, data, size);

      if (written < 0 && errno != EINTR)
        return FALSE;
      data += MAX (written, 0);
      size -= MAX (written, 0);
    }
  return TRUE;
}

/* @name: ends in XXXXXX, which becomes what no other file's does. Returns: 0, or what errno says */
static int
write_temporary (char *name, const FoveaFilePart *parts, gsize n)
{
  int file = g_mkstemp_full (name, O_WRONLY | O_CLOEXEC, 0644), reason = 0;

  if (file < 0)
    return errno;
  for (gsize i = 0; i < n && reason == 0; i++)
    reason = write_all (file, parts[i].data, parts[i].size) ? 0 : errno;
  if (reason == 0 && g_fsync (file) != 0)
    reason = errno;
  if (close (file) != 0 && reason == 0)
    reason = errno;
  return reason;
}

static gboolean
name_error (const char *path, int reason, GError **error)
{
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE, _("“%s” cannot be written: %s."), path, g_strerror (reason));
  return FALSE;
}

static gboolean
add_parts (FoveaFileSet *self, const char *path, const FoveaFilePart *parts, gsize n, GError **error)
{
  Waiting file;
  int reason;

  if (!fovea_file_check_writable (path, error))
    return FALSE;
  file = (Waiting){ g_strdup (path), g_strconcat (path, ".XXXXXX", NULL) };
  reason = write_temporary (file.temporary, parts, n);
  if (reason == 0)
    {
      g_array_append_val (self->files, file);
      return TRUE;
    }
  waiting_clear (&file);
  return name_error (path, reason, error);
}

/**
 * fovea_file_set_add:
 * @size: bytes at @data
 *
 * Puts @size bytes on the disk, to be named @path.
 *
 * Returns: FALSE with FOVEA_ERROR_FILE if there is no room for them, or if they could not be named so
 */
gboolean
fovea_file_set_add (FoveaFileSet *self, const char *path, gconstpointer data, gsize size, GError **error)
{
  return add_parts (self, path, &(FoveaFilePart){ data, size }, 1, error);
}

/* So that the name, too, is still there when the power has failed. */
static void
sync_folder (const char *path)
{
  g_autofree char *name = g_path_get_dirname (path);
  int folder = g_open (name, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (folder < 0)
    return;
  g_fsync (folder);
  close (folder);
}

/**
 * fovea_file_set_finish:
 *
 * Gives all files their names.
 *
 * Returns: FALSE with FOVEA_ERROR_FILE if one cannot get its name, because somebody has taken it meanwhile; then those
 *   added after it get none
 */
gboolean
fovea_file_set_finish (FoveaFileSet *self, GError **error)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      Waiting *file = &g_array_index (self->files, Waiting, i);

      if (g_rename (file->temporary, file->path) != 0)
        return name_error (file->path, errno, error);
      g_clear_pointer (&file->temporary, g_free);
    }
  for (guint i = 0; i < self->files->len; i++)
    sync_folder (g_array_index (self->files, Waiting, i).path);
  return TRUE;
}

/**
 * fovea_file_write:
 * @size: bytes at @data
 *
 * Puts @size bytes under the name @path, whole or not at all.
 *
 * Returns: FALSE with FOVEA_ERROR_FILE; then what was under that name before is still there
 */
gboolean
fovea_file_write (const char *path, gconstpointer data, gsize size, GError **error)
{
  return fovea_file_write_parts (path, &(FoveaFilePart){ data, size }, 1, error);
}

/* The same with @n parts, one after the other. */
gboolean
fovea_file_write_parts (const char *path, const FoveaFilePart *parts, gsize n, GError **error)
{
  g_autoptr (FoveaFileSet) files = fovea_file_set_new ();

  return add_parts (files, path, parts, n, error) && fovea_file_set_finish (files, error);
}
