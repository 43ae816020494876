/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A run is written as soon as it runs, and then every so many seconds. Where writing takes long, it is done less often, so that it takes no more
 * than a twentieth of the time; but at least every 30 s. */

#include "config.h"

#include "lesson/run-keeper.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

enum
{
  SHARE = 20,       /* times as long as writing took, at least, passes until the next */
  MOST_SECONDS = 30 /* but no longer than this, unless that was asked for */
};

static int
open_lock (const char *path, int flags)
{
  g_autofree char *name = g_strconcat (path, ".lock", NULL);

  return g_open (name, flags | O_CLOEXEC, 0600);
}

/**
 * fovea_run_keeper_init:
 * @path: (nullable): NULL for a run that is not kept
 * @seconds: from one time to the next
 *
 * Returns: FALSE with FOVEA_ERROR_FILE if the place cannot be written, or if the run is open in another program; then
 *   it is not kept
 */
gboolean
fovea_run_keeper_init (FoveaRunKeeper *self, const char *path, double seconds, GError **error)
{
  gint64 interval = (gint64) (seconds * G_USEC_PER_SEC);

  *self = (FoveaRunKeeper){ .interval = interval, .due = g_get_monotonic_time (), .lock = -1 };
  if (path == NULL)
    return TRUE;
  self->lock = open_lock (path, O_RDWR | O_CREAT);
  if (self->lock < 0)
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE, _("The run cannot be kept in “%s”: %s."), path,
                 g_strerror (errno));
  else if (flock (self->lock, LOCK_EX | LOCK_NB) != 0)
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE, _("The run in “%s” is open already."), path);
  else
    {
      self->path = g_strdup (path);
      return TRUE;
    }
  fovea_run_keeper_clear (self);
  return FALSE;
}

void
fovea_run_keeper_clear (FoveaRunKeeper *self)
{
  if (self->path != NULL)
    {
      g_autofree char *name = g_strconcat (self->path, ".lock", NULL);

      g_unlink (name);
    }
  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
  g_clear_pointer (&self->path, g_free);
}

gboolean
fovea_run_keeper_is_due (const FoveaRunKeeper *self)
{
  return self->path != NULL && g_get_monotonic_time () >= self->due;
}

/* @started: when the writing that has just ended began */
void
fovea_run_keeper_wrote (FoveaRunKeeper *self, gint64 started)
{
  gint64 done = g_get_monotonic_time ();
  gint64 most = MAX (self->interval, MOST_SECONDS * G_USEC_PER_SEC);

  self->due = done + CLAMP (SHARE * (done - started), self->interval, most);
}

/* Whether some program, or this one, is at the run in @path now. */
gboolean
fovea_run_keeper_is_open (const char *path)
{
  int lock = open_lock (path, O_RDWR);
  gboolean open = lock >= 0 && flock (lock, LOCK_SH | LOCK_NB) != 0;

  if (lock >= 0)
    close (lock);
  return open;
}
