/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/race.h"

#include "lesson/runs.h"
#include "tests/training.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>

enum
{
  KILLS = 50,
  EPOCHS = 6
};

static const char CHILD[] = "FOVEA_TEST_RACE";

static FoveaDataset *
make_dataset (void)
{
  return fovea_dataset_new ("quarters", test_quarters_new (400, 1, 1), test_quarters_new (300, 1, 2),
                            g_strdupv ((char *[]){ "a", "b", "c", "d", NULL }));
}

static GPtrArray *
make_runners (const char *second)
{
  GPtrArray *runners = g_ptr_array_new_with_free_func ((GDestroyNotify) fovea_runner_free);
  FoveaTrainingOptions options = test_quarters_options ();

  g_ptr_array_add (runners, fovea_runner_new ("one", TEST_QUARTERS_NET, &options));
  options.optimiser = FOVEA_OPTIMISER_ADAM;
  options.rate = 0.001f;
  g_ptr_array_add (runners, fovea_runner_new ("other", second, &options));
  return runners;
}

/* Both come to their end, and each is the run that it would have been alone. */
static void
test_runs_are_what_they_are_alone (void)
{
  g_autoptr (FoveaDataset) dataset = make_dataset ();
  g_autoptr (GPtrArray) runners = make_runners ("FC 4");
  g_autoptr (FoveaRace) race = fovea_race_new (dataset, runners, NULL);
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaTrainingSession) alone = test_quarters_session (TEST_QUARTERS_NET, NULL, &options);
  const GArray *one, *other;

  g_assert_cmpint (fovea_race_get_n (race), ==, 2);
  g_assert_cmpstr (fovea_race_get_name (race, 1), ==, "other");
  g_assert_false (fovea_race_get_wants_to_run (race));
  g_assert_false (fovea_race_has_begun (race));
  fovea_race_run (race);
  g_assert_true (fovea_race_get_wants_to_run (race));
  fovea_training_session_run (alone);
  test_wait_for (alone, FOVEA_TRAINING_FINISHED, 40);
  test_wait_for (fovea_race_get_session (race, 0), FOVEA_TRAINING_FINISHED, 40);
  test_wait_for (fovea_race_get_session (race, 1), FOVEA_TRAINING_FINISHED, 40);
  g_assert_true (fovea_race_is_over (race));
  g_assert_true (fovea_race_has_begun (race));
  one = fovea_training_session_get_training_curve (alone);
  other = fovea_training_session_get_training_curve (fovea_race_get_session (race, 0));
  g_assert_cmpmem (one->data, one->len * sizeof (FoveaCurvePoint), other->data, other->len * sizeof (FoveaCurvePoint));
}

static void
test_wrong_net_is_named (void)
{
  g_autoptr (FoveaDataset) dataset = make_dataset ();
  g_autoptr (GPtrArray) runners = make_runners ("CONV 5x5x4 stride 2, FC 4");
  g_autoptr (GError) error = NULL;

  g_assert_null (fovea_race_new (dataset, runners, &error));
  g_assert_true (g_str_has_prefix (error->message, "other: "));
}

static void
empty_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
}

/* The runs in @folder that were one race; none if that was killed before both were written. */
static GPtrArray *
load_race (const char *folder)
{
  g_autoptr (GPtrArray) runs = fovea_runs_list (folder), racers = NULL;
  GPtrArray *checkpoints = g_ptr_array_new_with_free_func ((GDestroyNotify) fovea_checkpoint_free);

  racers = fovea_runs_of_race (runs, runs->len > 0 ? ((FoveaRun *) runs->pdata[0])->run->notes.race : NULL);
  for (guint i = 0; i < racers->len; i++)
    {
      g_autoptr (GError) error = NULL;

      g_ptr_array_add (checkpoints, fovea_checkpoint_load (((FoveaRun *) racers->pdata[i])->path, &error));
      g_assert_no_error (error);
    }
  return checkpoints;
}

static GPtrArray *
make_long_runners (void)
{
  GPtrArray *runners = make_runners ("CONV 3x3x2, BATCHNORM, RELU, FC 4");

  for (guint i = 0; i < runners->len; i++)
    ((FoveaRunner *) runners->pdata[i])->options.epochs = EPOCHS;
  return runners;
}

/* The race in @folder, from wherever it is, or from its beginning: runs that are not yet a whole race make way. */
static FoveaRace *
open_race (const char *folder)
{
  g_autoptr (FoveaDataset) dataset = make_dataset ();
  g_autoptr (GPtrArray) checkpoints = load_race (folder), runners = make_long_runners ();
  g_autoptr (GError) error = NULL;
  FoveaRace *race;

  if (checkpoints->len > 0)
    {
      race = fovea_race_new_continued (dataset, g_steal_pointer (&checkpoints));
    }
  else
    {
      empty_folder (folder);
      race = fovea_race_new (dataset, runners, NULL);
    }
  g_assert_true (fovea_race_keep (race, folder, "quarters", 1, 0, &error));
  g_assert_no_error (error);
  return race;
}

static void
finish_race (const char *folder)
{
  g_autoptr (FoveaRace) race = open_race (folder);

  fovea_race_run (race);
  for (int i = 0; i < 2; i++)
    test_wait_for (fovea_race_get_session (race, i), FOVEA_TRAINING_FINISHED, EPOCHS * 20);
  fovea_race_stop (race);
  fovea_training_sessions_join ();
}

static GPtrArray *
load_all (const char *folder)
{
  g_autoptr (GPtrArray) runs = fovea_runs_list (folder);
  GPtrArray *checkpoints = g_ptr_array_new_with_free_func ((GDestroyNotify) fovea_checkpoint_free);

  for (guint i = 0; i < runs->len; i++)
    if (((FoveaRun *) runs->pdata[i])->run->step == EPOCHS * 20)
      g_ptr_array_add (checkpoints, fovea_checkpoint_load (((FoveaRun *) runs->pdata[i])->path, NULL));
  return checkpoints;
}

static void
assert_same_net (const FoveaCheckpoint *one, const FoveaCheckpoint *other)
{
  g_autoptr (FoveaNet) one_net = fovea_checkpoint_make_net (one, NULL);
  g_autoptr (FoveaNet) other_net = fovea_checkpoint_make_net (other, NULL);

  for (int row = 0; row < one->spec->n_layers; row++)
    for (int kind = FOVEA_WEIGHT; kind <= FOVEA_RUNNING_VAR; kind++)
      {
        g_autoptr (FoveaTensor) a = fovea_net_get_parameter (one_net, row, kind);
        g_autoptr (FoveaTensor) b = fovea_net_get_parameter (other_net, row, kind);

        if (a)
          g_assert_cmpmem (a->data, fovea_tensor_size (a) * 4, b->data, fovea_tensor_size (b) * 4);
      }
}

/* Both runs in @folder are those in @whole, to the last bit. */
static void
assert_same_race (const char *whole, const char *folder)
{
  g_autoptr (GPtrArray) one = load_all (whole), other = load_all (folder);

  g_assert_cmpuint (one->len, ==, 2);
  g_assert_cmpuint (other->len, ==, 2);
  for (int i = 0; i < 2; i++)
    {
      const FoveaCheckpoint *a = one->pdata[i], *b = other->pdata[i];

      if (g_strcmp0 (a->notes.name, b->notes.name) != 0)
        b = other->pdata[1 - i];
      g_assert_cmpstr (a->notes.name, ==, b->notes.name);
      g_assert_cmpmem (a->notes.training->data, a->notes.training->len * sizeof (FoveaCurvePoint),
                       b->notes.training->data, b->notes.training->len * sizeof (FoveaCurvePoint));
      g_assert_cmpmem (a->notes.validation->data, a->notes.validation->len * sizeof (FoveaCurvePoint),
                       b->notes.validation->data, b->notes.validation->len * sizeof (FoveaCurvePoint));
      assert_same_net (a, b);
    }
}

static GPid
start_child (const char *folder)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), CHILD, folder, TRUE);
  GPid child = 0;

  g_assert_true (g_spawn_async (NULL, (char *[]){ program, NULL }, environment,
                                G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, &child, NULL));
  return child;
}

/* A race that writes its runs down after every mini-batch is killed at moments that nobody chose, and goes on as a
 * race: each run comes to the end that it would have come to. */
static void
test_killed_at_any_moment (void)
{
  g_autofree char *whole = g_dir_make_tmp ("fovea-XXXXXX", NULL), *folder = g_dir_make_tmp ("fovea-XXXXXX", NULL);
  g_autoptr (GRand) chance = g_rand_new_with_seed (2);
  int kills = 0, went_on = 0;

  finish_race (whole);
  while (kills < KILLS)
    {
      g_autoptr (GPtrArray) there = load_race (folder);
      GPid child = start_child (folder);
      int status;

      went_on += there->len == 2;
      g_usleep (g_rand_int_range (chance, 1000, 150000));
      kill (child, SIGKILL);
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      g_assert_true (WIFSIGNALED (status) || (WIFEXITED (status) && WEXITSTATUS (status) == 0));
      kills += WIFSIGNALED (status);
      if (WIFSIGNALED (status))
        continue;
      assert_same_race (whole, folder);
      empty_folder (folder);
    }
  finish_race (folder);
  assert_same_race (whole, folder);
  g_test_message ("%d kills, %d starts went on as a race", kills, went_on);
  g_assert_cmpint (went_on, >, KILLS / 4);
  empty_folder (whole);
  empty_folder (folder);
  g_rmdir (whole);
  g_rmdir (folder);
}

/* Below a regular file there is no place for runs: a sentence, and the race goes on without. */
static void
test_no_place (void)
{
  g_autoptr (FoveaDataset) dataset = make_dataset ();
  g_autoptr (GPtrArray) runners = make_runners ("FC 4");
  g_autoptr (FoveaRace) race = fovea_race_new (dataset, runners, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (fovea_race_keep (race, "/dev/null/runs", "quarters", 1, 0, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE);
  g_assert_null (fovea_training_session_get_path (fovea_race_get_session (race, 0)));
  fovea_race_run (race);
  test_wait_for (fovea_race_get_session (race, 1), FOVEA_TRAINING_FINISHED, 40);
}

int
main (int argc, char *argv[])
{
  if (g_getenv (CHILD))
    {
      finish_race (g_getenv (CHILD));
      return 0;
    }
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/race/runs-are-what-they-are-alone", test_runs_are_what_they_are_alone);
  g_test_add_func ("/lesson/race/wrong-net-is-named", test_wrong_net_is_named);
  g_test_add_func ("/lesson/race/killed-at-any-moment", test_killed_at_any_moment);
  g_test_add_func ("/lesson/race/no-place", test_no_place);
  return g_test_run ();
}
