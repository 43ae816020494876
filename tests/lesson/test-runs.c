/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/runs.h"

#include "engine/file.h"
#include "lesson/run-keeper.h"
#include "tests/training.h"

#include <glib/gstdio.h>

static char *folder;

/* A run of @steps mini-batches, written under a new name. */
static char *
make_run (int steps, const char *race)
{
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (1, TEST_QUARTERS_NET);
  g_autoptr (FoveaExamples) training = test_quarters_new (400, 1, 1);
  g_autoptr (FoveaTrainer) trainer
    = fovea_trainer_new (fovea_net_new (spec, options.seed, NULL), training, &options, NULL);
  FoveaRunNotes notes = { .data = (char *) "/some/where/My Quarters", .race = (char *) race, .name = (char *) race };
  g_autoptr (GError) error = NULL;
  char *path = fovea_runs_new_path (folder, notes.data, &error);

  g_assert_no_error (error);
  for (int i = 0; i < steps; i++)
    g_assert_true (fovea_trainer_step (trainer, NULL, NULL, NULL, NULL));
  g_assert_true (fovea_checkpoint_save (path, trainer, &notes, NULL));
  return path;
}

static const FoveaRun *
find (const GPtrArray *runs, const char *path)
{
  for (guint i = 0; i < runs->len; i++)
    if (g_str_equal (((FoveaRun *) runs->pdata[i])->path, path))
      return runs->pdata[i];
  return NULL;
}

static void
test_list (void)
{
  g_autofree char *half = make_run (20, NULL), *whole = make_run (40, NULL), *title = NULL, *words = NULL, *progress = NULL;
  g_autofree char *damaged = fovea_runs_new_path (folder, "mnist", NULL);
  g_autoptr (GPtrArray) runs = NULL;
  const FoveaRun *run;
  FoveaRunKeeper keeper;

  g_assert_true (fovea_file_write (damaged, "no run", 6, NULL));
  g_assert_true (fovea_run_keeper_init (&keeper, whole, 10, NULL));
  runs = fovea_runs_list (folder);
  g_assert_cmpuint (runs->len, ==, 3);
  run = find (runs, half);
  title = fovea_run_title (run);
  words = fovea_run_describe (run);
  g_assert_true (g_str_has_suffix (title, "on My Quarters"));
  g_assert_nonnull (strstr (words, "Epoch 1.0 of 2"));
  progress = fovea_run_describe_progress (run);
  g_assert_true (g_str_has_prefix (progress, "epoch 1.0 of 2"));
  g_assert_true (fovea_run_is_unfinished (run));
  g_assert_false (run->open);
  run = find (runs, whole);
  g_assert_false (fovea_run_is_unfinished (run));
  g_assert_true (run->open);
  run = find (runs, damaged);
  g_assert_null (run->run);
  g_assert_nonnull (strstr (run->problem, damaged));
  fovea_run_keeper_clear (&keeper);
}

static void
test_deleted_and_restored (void)
{
  g_autofree char *path = make_run (1, NULL);
  g_autoptr (GPtrArray) with = NULL, without = NULL, again = NULL, gone = NULL;
  g_autoptr (GError) error = NULL;
  FoveaRunKeeper keeper;

  g_assert_true (fovea_run_keeper_init (&keeper, path, 10, NULL));
  g_assert_false (fovea_run_delete (path, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE);
  fovea_run_keeper_clear (&keeper);
  with = fovea_runs_list (folder);
  g_assert_nonnull (find (with, path));
  g_assert_true (fovea_run_delete (path, NULL));
  without = fovea_runs_list (folder);
  g_assert_null (find (without, path));
  g_assert_true (fovea_run_restore (path, NULL));
  again = fovea_runs_list (folder);
  g_assert_nonnull (find (again, path)->run);
  g_assert_true (fovea_run_delete (path, NULL));
  fovea_runs_purge (folder);
  g_assert_false (fovea_run_restore (path, NULL));
}

static void
test_no_place (void)
{
  g_autofree char *file = g_build_filename (folder, "file", NULL), *below = g_build_filename (file, "runs", NULL);
  g_autoptr (GPtrArray) none = fovea_runs_list (below);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (fovea_file_write (file, "", 0, NULL));
  g_assert_null (fovea_runs_new_path (below, "mnist", &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, below));
}

/* Those of a race belong together while one of them is unfinished; of a single one there is no race to go on with. */
static void
test_race (void)
{
  g_autofree char *one = make_run (40, "a"), *lonely = make_run (20, "b"), *other = make_run (20, "a"), *title = NULL;
  g_autoptr (GPtrArray) runs = fovea_runs_list (folder), race = fovea_runs_of_race (runs, "a");
  g_autoptr (GPtrArray) single = fovea_runs_of_race (runs, "b"), none = fovea_runs_of_race (runs, NULL), rest = NULL;

  g_assert_cmpuint (race->len, ==, 2);
  g_assert_cmpstr (((FoveaRun *) race->pdata[0])->path, <, ((FoveaRun *) race->pdata[1])->path);
  g_assert_cmpuint (single->len, ==, 0);
  g_assert_cmpuint (none->len, ==, 0);
  title = fovea_run_title (race->pdata[0]);
  g_assert_true (g_str_has_suffix (title, "on My Quarters: a"));
  g_ptr_array_remove (runs, (gpointer) find (runs, other));
  rest = fovea_runs_of_race (runs, "a");
  g_assert_cmpuint (rest->len, ==, 0);
  g_assert_cmpint (g_unlink (one) + g_unlink (lonely) + g_unlink (other), ==, 0);
}

static void
remove_folder (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("fovea-XXXXXX", NULL);
  g_test_add_func ("/lesson/runs/list", test_list);
  g_test_add_func ("/lesson/runs/deleted-and-restored", test_deleted_and_restored);
  g_test_add_func ("/lesson/runs/no-place", test_no_place);
  g_test_add_func ("/lesson/runs/race", test_race);
  status = g_test_run ();
  remove_folder ();
  return status;
}
