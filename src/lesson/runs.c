/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The runs of a person: checkpoints in the folder runs/ of the program's user data. One that is deleted is first set
 * aside under another name, so that it can be brought back, and is gone the next time that the folder is purged. */

#include "config.h"

#include "lesson/runs.h"

#include "dataset/data-folder.h"
#include "lesson/race.h"
#include "lesson/run-keeper.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

static const char SUFFIX[] = ".checkpoint", ASIDE[] = ".deleted", LOCK[] = ".lock";

void
fovea_run_free (FoveaRun *self)
{
  g_free (self->path);
  g_clear_pointer (&self->run, fovea_checkpoint_free);
  g_free (self->problem);
  g_free (self);
}

/* Whether there is something to go on with. */
gboolean
fovea_run_is_unfinished (const FoveaRun *self)
{
  return self->run && !self->open && self->run->step < self->run->steps;
}

/* Returns: (transfer full): the folder, whether it is there or not */
char *
fovea_runs_folder (void)
{
  return fovea_user_data_path ("runs");
}

/* @data without what is not for file names: its last part, and of that letters and digits. */
static char *
make_name (const char *data)
{
  char *name = g_path_get_basename (data);

  return g_strcanon (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-", '-');
}

/**
 * fovea_runs_new_path:
 * @data: what the run trains on
 *
 * Returns: (nullable): a place for a new run in @folder, which is made if it is not there; NULL with FOVEA_ERROR_FILE if
 *   it cannot be
 */
char *
fovea_runs_new_path (const char *folder, const char *data, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y%m%d-%H%M%S"), *name = make_name (data);
  g_autofree char *file = g_strdup_printf ("%s-%s-%04x%s", date, name, g_random_int_range (0, 0x10000), SUFFIX);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return g_build_filename (folder, file, NULL);
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE,
               _("The run cannot be kept on the disk: the folder “%s” cannot be made (%s)."), folder,
               g_strerror (errno));
  return NULL;
}

static FoveaRun *
look_at (const char *path)
{
  FoveaRun *self = g_new0 (FoveaRun, 1);
  g_autoptr (GError) error = NULL;
  GStatBuf about;

  self->path = g_strdup (path);
  if (g_stat (path, &about) == 0)
    {
      self->modified = about.st_mtime;
      self->bytes = about.st_size;
    }
  self->open = fovea_run_keeper_is_open (path);
  self->run = fovea_checkpoint_peek (path, &error);
  if (!self->run)
    self->problem = g_strdup (error->message);
  return self;
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const FoveaRun *one = *(FoveaRun *const *) a, *other = *(FoveaRun *const *) b;

  if (one->modified != other->modified)
    return one->modified > other->modified ? -1 : 1;
  return strcmp (other->path, one->path);
}

/* Returns: (element-type FoveaRun): all that are in @folder, the newest first; none if there is no such folder */
GPtrArray *
fovea_runs_list (const char *folder)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func ((GDestroyNotify) fovea_run_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_suffix (name, SUFFIX))
        g_ptr_array_add (runs, look_at (path));
    }
  g_ptr_array_sort (runs, compare_newest_first);
  return runs;
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(FoveaRun *const *) a)->path, (*(FoveaRun *const *) b)->path);
}

/**
 * fovea_runs_of_race:
 * @runs: (element-type FoveaRun): as fovea_runs_list() gives them
 * @race: (nullable): what the runs of a race have in common
 *
 * Returns: (transfer container) (element-type FoveaRun): those of that race which can be gone on with, in their order,
 *   if they are enough for one and one of them is unfinished; else none
 */
GPtrArray *
fovea_runs_of_race (const GPtrArray *runs, const char *race)
{
  GPtrArray *racers = g_ptr_array_new ();
  guint unfinished = 0;

  for (guint i = 0; race && i < runs->len; i++)
    {
      FoveaRun *run = runs->pdata[i];

      if (!run->run || run->open || g_strcmp0 (run->run->notes.race, race) != 0)
        continue;
      g_ptr_array_add (racers, run);
      unfinished += fovea_run_is_unfinished (run);
    }
  g_ptr_array_sort (racers, compare_paths);
  if (unfinished == 0 || racers->len < FOVEA_RACE_LEAST || racers->len > FOVEA_RACE_MOST)
    g_ptr_array_set_size (racers, 0);
  return racers;
}

static gboolean
move (const char *from, const char *to, GError **error)
{
  if (g_rename (from, to) == 0)
    return TRUE;
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE, _("“%s” cannot be moved: %s."), from, g_strerror (errno));
  return FALSE;
}

/* FALSE with FOVEA_ERROR_FILE if it cannot be, or if it is open. */
gboolean
fovea_run_delete (const char *path, GError **error)
{
  g_autofree char *aside = g_strconcat (path, ASIDE, NULL);

  if (!fovea_run_keeper_is_open (path))
    return move (path, aside, error);
  g_set_error_literal (error, FOVEA_ERROR, FOVEA_ERROR_FILE,
                       _("This run is open. Start another, and then delete it."));
  return FALSE;
}

/* Brings back what fovea_run_delete() has set aside. */
gboolean
fovea_run_restore (const char *path, GError **error)
{
  g_autofree char *aside = g_strconcat (path, ASIDE, NULL);

  return move (aside, path, error);
}

/* Deletes for good what was set aside, and the locks of programs that did not come to their end. */
void
fovea_runs_purge (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *run = g_strndup (path, strlen (path) - MIN (strlen (LOCK), strlen (path)));

      if (g_str_has_suffix (name, ASIDE) || (g_str_has_suffix (name, LOCK) && !fovea_run_keeper_is_open (run)))
        g_unlink (path);
    }
}

/* The name of a net that has one, else its text. */
static char *
name_net (const FoveaNetSpec *spec)
{
  g_autofree char *text = fovea_net_spec_to_text (spec);
  const char *const *names = fovea_net_spec_names ();

  for (guint i = 0; names[i]; i++)
    {
      g_autoptr (FoveaNetSpec) named = fovea_net_spec_parse (fovea_net_spec_named (names[i]), NULL, NULL);
      g_autofree char *other = named ? fovea_net_spec_to_text (named) : NULL;

      if (g_strcmp0 (text, other) == 0)
        return g_strdup (names[i]);
    }
  return g_steal_pointer (&text);
}

/* "lenet-5 on mnist", and of a race "lenet-5 on mnist: adam, rate 0.001" */
char *
fovea_run_title (const FoveaRun *self)
{
  g_autofree char *net = NULL, *data = NULL;

  if (!self->run)
    return g_path_get_basename (self->path);
  net = name_net (self->run->spec);
  data = g_path_get_basename (self->run->notes.data);
  if (self->run->notes.name)
    return g_strdup_printf (_("%s on %s: %s"), net, data, self->run->notes.name);
  return g_strdup_printf (_("%s on %s"), net, data);
}

static double
get_epoch (const FoveaCheckpoint *run)
{
  return run->steps > 0 ? (double) run->step / run->steps * run->options.epochs : 0;
}

/* "epoch 3.0 of 10, 98.9 % right": how far a run that can be read is. */
char *
fovea_run_describe_progress (const FoveaRun *self)
{
  if (self->run->accuracy < 0)
    return g_strdup_printf (_("epoch %.1f of %d"), get_epoch (self->run), self->run->options.epochs);
  return g_strdup_printf (_("epoch %.1f of %d, %.1f %% right"), get_epoch (self->run), self->run->options.epochs,
                          self->run->accuracy * 100);
}

/* "epoch 4.3 of 10 · 98.6 % · 23 Nov 14:03 · 1.2 MB", or why it cannot be read. */
char *
fovea_run_describe (const FoveaRun *self)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (self->modified);
  g_autofree char *when = g_date_time_format (time, "%x %R"), *size = g_format_size (self->bytes);
  GString *text = g_string_new (NULL);

  if (!self->run)
    return g_string_free (g_string_append (text, self->problem), FALSE);
  g_string_append_printf (text, _("Epoch %.1f of %d"), get_epoch (self->run), self->run->options.epochs);
  if (self->run->accuracy >= 0)
    g_string_append_printf (text, _(" · %.1f %% right"), self->run->accuracy * 100);
  g_string_append_printf (text, _(" · %s · rate %g · %s · %s"), fovea_optimiser_name (self->run->options.optimiser),
                          self->run->options.rate, when, size);
  return g_string_free (text, FALSE);
}
