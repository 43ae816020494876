/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whole files, in and out. One that is written appears under its name only when all of it is on the disk: a full disk
 * or a lost process leaves what was there before. Who asks the program to end waits until it is, for else a part of it
 * would be left under another name. */

#include "config.h"

#include "engine/file.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

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

/* Writes it, while this thread does not hear that the program is to end; others, if there are any, must not either. */
static gboolean
write_undisturbed (const char *path, gconstpointer data, gsize size, GError **error)
{
  sigset_t ends, before;
  gboolean written;

  sigemptyset (&ends);
  sigaddset (&ends, SIGHUP);
  sigaddset (&ends, SIGINT);
  sigaddset (&ends, SIGTERM);
  pthread_sigmask (SIG_BLOCK, &ends, &before);
  written = g_file_set_contents_full (path, data, (gssize) size,
                                      G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644, error);
  pthread_sigmask (SIG_SETMASK, &before, NULL);
  return written;
}

/* "Failed to write file “/a/b.X3F9Z1”: write() failed: No space left on device": what comes last is the reason, for the
 * name before it is nobody's. */
static const char *
get_reason (const GError *error)
{
  const char *last = strrchr (error->message, ':');

  return last && last[1] == ' ' ? last + 2 : error->message;
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
  g_autoptr (GError) reason = NULL;

  if (!fovea_file_check_writable (path, error))
    return FALSE;
  if (write_undisturbed (path, data, size, &reason))
    return TRUE;
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE, _("“%s” cannot be written: %s."), path, get_reason (reason));
  return FALSE;
}
