/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/checkpoint.h"

#include "engine/file.h"
#include "engine/model-file.h"
#include "tests/full-disk.h"
#include "tests/training.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum
{
  KILLS = 50,
  EPOCHS = 12
};

static const char CHILD[] = "FOVEA_TEST_RUN";

static char *folder;

static char *
path_of (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static FoveaTrainingOptions
run_options (void)
{
  FoveaTrainingOptions options = test_quarters_options ();

  options.optimiser = FOVEA_OPTIMISER_ADAM;
  options.rate = 0.002f;
  options.epochs = EPOCHS;
  g_assert_true (fovea_augmentation_parse ("shift=1", &options.augmentation, NULL));
  return options;
}

static const char NET[] = "CONV 3x3x4 pad 1, BATCHNORM, RELU, POOL 2, DROPOUT 0.2, FC 12, RELU, FC 4";

/* The run in @path, from its beginning or from wherever it is. */
static FoveaTrainingSession *
open_run (const char *path, double seconds)
{
  FoveaTrainingOptions options = run_options ();
  g_autoptr (FoveaExamples) training = test_quarters_new (400, 1, 1);
  g_autoptr (FoveaExamples) validation = test_quarters_new (300, 1, 2);
  g_autoptr (GError) error = NULL;
  FoveaTrainingSession *session;
  FoveaCheckpoint *checkpoint;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      checkpoint = fovea_checkpoint_load (path, &error);
      g_assert_no_error (error);
      session = fovea_training_session_new_continued (checkpoint, training, validation, NULL);
    }
  else
    {
      session = test_quarters_session (NET, NULL, &options);
    }
  fovea_training_session_keep (session, path, "quarters", G_MAXUINT64, seconds);
  return session;
}

static void
close_run (FoveaTrainingSession *session)
{
  fovea_training_session_stop (session);
  fovea_training_sessions_join ();
}

static void
finish_run (const char *path, double seconds)
{
  g_autoptr (FoveaTrainingSession) session = open_run (path, seconds);

  fovea_training_session_run (session);
  test_wait_for (session, FOVEA_TRAINING_FINISHED, EPOCHS * 20);
  close_run (session);
}

static void
assert_same_curve (const GArray *one, const GArray *other)
{
  g_assert_cmpmem (one->data, one->len * sizeof (FoveaCurvePoint), other->data, other->len * sizeof (FoveaCurvePoint));
}

static void
assert_same_history (FoveaFilterHistory *one, FoveaFilterHistory *other)
{
  int n = fovea_lesson_count_positions (FOVEA_LESSON (one));

  g_assert_cmpint (n, >, 100);
  g_assert_cmpint (fovea_lesson_count_positions (FOVEA_LESSON (other)), ==, n);
  for (int i = 0; i < n; i++)
    {
      FoveaTensor *a = fovea_filter_history_get_filters (one, i, 1), *b = fovea_filter_history_get_filters (other, i, 1);
      gsize size = fovea_tensor_size (a);

      g_assert_cmpint (fovea_filter_history_get_step (one, i), ==, fovea_filter_history_get_step (other, i));
      g_assert_cmpmem (a->data, size * sizeof (float), b->data, size * sizeof (float));
    }
}

/* Weights, running averages, curves, filters in the course of the run: all the same, to the last bit. */
static void
assert_same_run (const char *one_path, const char *other_path)
{
  g_autoptr (FoveaCheckpoint) one = fovea_checkpoint_load (one_path, NULL);
  g_autoptr (FoveaCheckpoint) other = fovea_checkpoint_load (other_path, NULL);
  g_autofree char *one_model = path_of ("one.model"), *other_model = path_of ("other.model");
  g_autoptr (FoveaNet) one_net = fovea_checkpoint_make_net (one, NULL);
  g_autoptr (FoveaNet) other_net = fovea_checkpoint_make_net (other, NULL);
  g_autoptr (GBytes) one_bytes = NULL, other_bytes = NULL;

  g_assert_cmpint (one->step, ==, other->step);
  assert_same_curve (one->notes.training, other->notes.training);
  assert_same_curve (one->notes.validation, other->notes.validation);
  assert_same_history (one->notes.history, other->notes.history);
  g_assert_true (fovea_net_save (one_net, one_model, NULL) && fovea_net_save (other_net, other_model, NULL));
  one_bytes = fovea_file_bytes (one_model, NULL);
  other_bytes = fovea_file_bytes (other_model, NULL);
  g_assert_true (g_bytes_equal (one_bytes, other_bytes));
}

/* The whole run in one piece, done once. */
static char *
whole_run (void)
{
  char *path = path_of ("whole");

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    finish_run (path, 1000);
  return path;
}

static GPid
start_child (const char *path)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), CHILD, path, TRUE);
  g_autoptr (GError) error = NULL;
  GPid child = 0;

  g_spawn_async (NULL, (char *[]){ program, NULL }, environment,
                 G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, &child, &error);
  g_assert_no_error (error);
  return child;
}

/* Whether a signal ended it. */
static gboolean
wait_for_child (GPid child)
{
  int status;

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) || (WIFEXITED (status) && WEXITSTATUS (status) == 0));
  return WIFSIGNALED (status);
}

/* Whether it was still running when SIGKILL came, @us µs after its start. */
static gboolean
kill_after (GPid child, gulong us)
{
  g_usleep (us);
  kill (child, SIGKILL);
  return wait_for_child (child);
}

/* How long a child takes for the whole run, in µs: what chance chooses from. */
static int
time_child (void)
{
  g_autofree char *path = path_of ("timed");
  gint64 start = g_get_monotonic_time ();

  g_assert_false (wait_for_child (start_child (path)));
  return g_get_monotonic_time () - start;
}

/* Runs that write themselves down after every mini-batch are killed at moments that nobody chose, in the middle of
 * writing as well as of training, until they have come to their end in spite of it. */
static void
test_killed_at_any_moment (void)
{
  g_autofree char *whole = whole_run (), *path = path_of ("killed");
  g_autoptr (GRand) chance = g_rand_new_with_seed (1);
  int kills = 0, ends = 0, went_on = 0, longest = time_child ();

  while (kills < KILLS || went_on <= KILLS / 2)
    {
      gboolean exists = g_file_test (path, G_FILE_TEST_EXISTS);

      went_on += exists;
      if (kill_after (start_child (path), g_rand_int_range (chance, 1000, longest)))
        {
          kills++;
          continue;
        }
      assert_same_run (whole, path);
      g_unlink (path);
      ends++;
    }
  finish_run (path, 0);
  assert_same_run (whole, path);
  g_test_message ("%d kills, %d starts went on with what was kept, %d whole runs", kills, went_on, ends + 1);
}

/* @path: the whole run, as it is kept while the net is asked about the validation images for the last time */
static void
save_before_last_sweep (const char *path)
{
  g_autofree char *whole = whole_run ();
  g_autoptr (FoveaCheckpoint) run = fovea_checkpoint_load (whole, NULL);
  g_autoptr (FoveaExamples) training = test_quarters_new (400, 1, 1);
  g_autoptr (FoveaTrainer) trainer
    = fovea_trainer_new (fovea_checkpoint_make_net (run, NULL), training, &run->options, NULL);

  g_assert_true (fovea_checkpoint_restore (run, trainer, NULL));
  run->notes.running = TRUE;
  run->notes.sweeping = 300;
  g_array_set_size (run->notes.validation, run->notes.validation->len - 1);
  g_assert_true (fovea_checkpoint_save (path, trainer, &run->notes, NULL));
}

/* Killed in its last sweep it has no step left to do, but a point of a curve to find and to keep. */
static void
test_killed_in_the_last_sweep (void)
{
  g_autofree char *whole = whole_run (), *path = path_of ("unswept");

  save_before_last_sweep (path);
  finish_run (path, 1000);
  assert_same_run (whole, path);
}

/* Kept as soon as it runs, however long it is until the next time, but not while it is only looked at: who kills it in
 * its first second goes on as well. */
static void
test_kept_from_the_start (void)
{
  g_autofree char *whole = whole_run (), *path = path_of ("started"), *early = path_of ("early");
  g_autoptr (FoveaTrainingSession) session = open_run (path, 1000);
  g_autoptr (FoveaCheckpoint) first = NULL;
  g_autoptr (GBytes) bytes = NULL;

  test_wait (50);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  fovea_training_session_run (session);
  while (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_usleep (100);
  bytes = fovea_file_bytes (path, NULL);
  close_run (session);
  g_assert_true (fovea_file_write (early, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
  first = fovea_checkpoint_peek (early, NULL);
  g_assert_cmpint (first->step, <=, 1);
  finish_run (early, 1000);
  assert_same_run (whole, early);
}

/* What is said of a run without reading its weights. */
static void
test_peeked (void)
{
  g_autofree char *whole = whole_run ();
  g_autoptr (FoveaCheckpoint) run = fovea_checkpoint_peek (whole, NULL), all = fovea_checkpoint_load (whole, NULL);
  g_autofree char *text = fovea_net_spec_to_text (run->spec);
  FoveaCurvePoint last = g_array_index (all->notes.validation, FoveaCurvePoint, all->notes.validation->len - 1);

  g_assert_cmpstr (run->notes.data, ==, "quarters");
  g_assert_cmpuint (run->notes.data_seed, ==, G_MAXUINT64);
  g_assert_nonnull (strstr (text, "DROPOUT 0.2"));
  g_assert_cmpint (run->step, ==, EPOCHS * 20);
  g_assert_cmpint (run->steps, ==, EPOCHS * 20);
  g_assert_cmpint (run->options.optimiser, ==, FOVEA_OPTIMISER_ADAM);
  g_assert_cmpfloat (run->options.rate, ==, 0.002f);
  g_assert_cmpfloat (run->accuracy, ==, last.accuracy);
  g_assert_cmpuint (run->outline->len, ==, all->notes.validation->len);
  g_assert_cmpfloat (g_array_index (run->outline, float, run->outline->len - 1), ==, last.loss);
  g_assert_null (run->notes.training);
}

/* What somebody has scrubbed through is there again in a session that goes on. */
static void
test_history_goes_on (void)
{
  g_autofree char *path = path_of ("scrubbed"), *first = NULL;
  g_autoptr (FoveaTrainingSession) session = open_run (path, 0), again = NULL;
  FoveaFilterHistory *history;
  g_autoptr (FoveaTensor) filters = NULL;
  int n;

  for (int i = 0; i < 90; i++)
    fovea_training_session_step (session);
  test_wait_for (session, FOVEA_TRAINING_PAUSED, 90);
  close_run (session);
  again = open_run (path, 0);
  history = fovea_training_session_get_history (again);
  n = fovea_lesson_count_positions (FOVEA_LESSON (history));
  g_assert_cmpint (n, >, 90);
  g_assert_true (fovea_filter_history_is_now (history));
  for (int i = 0; i < n; i++)
    g_assert_cmpint (fovea_filter_history_get_step (history, i), ==, i);
  filters = fovea_tensor_ref (fovea_filter_history_get_filters (history, 0, 1));
  first = fovea_lesson_describe_position (FOVEA_LESSON (history), 0);
  g_assert_cmpstr (first, ==, "before the first mini-batch");
  fovea_training_session_run (again);
  test_wait_for (again, FOVEA_TRAINING_FINISHED, EPOCHS * 20);
  g_assert_cmpint (fovea_lesson_count_positions (FOVEA_LESSON (history)), >, n);
  g_assert_true (fovea_filter_history_get_filters (history, 0, 1) == filters);
  close_run (again);
}

/* A run is a model as well: anything that opens a model opens it. */
static void
test_is_a_model (void)
{
  g_autofree char *whole = whole_run ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FoveaNet) net = fovea_net_load (whole, &error);

  g_assert_no_error (error);
  g_assert_cmpint (fovea_net_get_spec (net)->n_layers, ==, 9);
}

/* Cut anywhere, it is refused with a sentence, and none of it is believed. */
static void
test_truncated (void)
{
  g_autofree char *whole = whole_run (), *path = path_of ("cut");
  g_autoptr (GBytes) bytes = fovea_file_bytes (whole, NULL);
  gsize size = g_bytes_get_size (bytes);

  for (gsize length = 0; length < size; length += 1 + size / 40)
    {
      g_autoptr (GError) error = NULL, peeked = NULL;

      g_assert_true (fovea_file_write (path, g_bytes_get_data (bytes, NULL), length, NULL));
      g_assert_null (fovea_checkpoint_load (path, &error));
      g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT);
      g_assert_nonnull (strstr (error->message, path));
      g_assert_null (fovea_checkpoint_peek (path, &peeked));
    }
}

static FoveaTrainingReport *
wait_for_warning (FoveaTrainingSession *session, gboolean warned)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  FoveaTrainingReport *report;

  do
    {
      test_wait (2);
      report = fovea_training_session_get_report (session);
      g_assert_cmpint (g_get_monotonic_time (), <, end);
    }
  while (!report || (report->warning != NULL) != warned);
  return report;
}

/* Files may not grow: the run says so and goes on, and what was kept before is still there. With room again, so is the
 * run. */
static void
test_full_disk (void)
{
  g_autofree char *path = path_of ("full");
  g_autoptr (FoveaTrainingSession) session = open_run (path, 0);
  g_autoptr (FoveaCheckpoint) before = NULL, after = NULL, later = NULL;
  struct rlimit limit;

  fovea_training_session_step (session);
  test_wait_for (session, FOVEA_TRAINING_PAUSED, 1);
  while (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_usleep (100);
  before = fovea_checkpoint_load (path, NULL);
  g_assert_nonnull (before);
  signal (SIGXFSZ, SIG_IGN);
  limit = test_fill_disk (1000);
  fovea_training_session_step (session);
  g_assert_nonnull (strstr (wait_for_warning (session, TRUE)->warning, path));
  g_assert_cmpint (fovea_training_session_get_report (session)->step, ==, 2);
  test_free_disk (limit);
  after = fovea_checkpoint_load (path, NULL);
  g_assert_cmpint (after->step, ==, before->step);
  fovea_training_session_step (session);
  wait_for_warning (session, FALSE);
  close_run (session);
  later = fovea_checkpoint_load (path, NULL);
  g_assert_cmpint (later->step, ==, 3);
}

/* Below a regular file nothing can be written: a sentence, and training goes on. */
static void
test_no_place (void)
{
  g_autofree char *file = path_of ("file"), *path = g_build_filename (file, "run", NULL);
  g_autoptr (FoveaTrainingSession) session = NULL;

  g_assert_true (fovea_file_write (file, "", 0, NULL));
  session = open_run (path, 0);
  g_assert_nonnull (strstr (wait_for_warning (session, TRUE)->warning, path));
  fovea_training_session_step (session);
  test_wait_for (session, FOVEA_TRAINING_PAUSED, 1);
  close_run (session);
}

/* After a divergence the run goes on from its best weights, and the curves from there. */
static void
test_revived (void)
{
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaTrainingSession) session = NULL;
  FoveaTrainingReport *report;
  const GArray *curve;

  options.rate = 1e5f;
  options.schedule = FOVEA_SCHEDULE_CONSTANT;
  session = test_quarters_session ("CONV 3x3x4, FC 12, FC 4", NULL, &options);
  curve = fovea_training_session_get_training_curve (session);
  fovea_training_session_run (session);
  report = test_wait_for (session, FOVEA_TRAINING_STOPPED, 0);
  g_assert_true (report->can_revive);
  g_assert_cmpuint (curve->len, >, 0);
  options.rate = 0.01f;
  fovea_training_session_revive (session, &options);
  report = test_wait_for (session, FOVEA_TRAINING_FINISHED, 40);
  g_assert_cmpuint (curve->len, ==, 40);
  for (guint i = 1; i < curve->len; i++)
    g_assert_cmpfloat (g_array_index (curve, FoveaCurvePoint, i).epoch, >,
                       g_array_index (curve, FoveaCurvePoint, i - 1).epoch);
}

static void
remove_folder (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = path_of (name);

      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
}

int
main (int argc, char *argv[])
{
  int status;

  if (g_getenv (CHILD))
    {
      finish_run (g_getenv (CHILD), 0);
      return 0;
    }
  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("fovea-XXXXXX", NULL);
  g_test_add_func ("/lesson/checkpoint/killed-at-any-moment", test_killed_at_any_moment);
  g_test_add_func ("/lesson/checkpoint/killed-in-the-last-sweep", test_killed_in_the_last_sweep);
  g_test_add_func ("/lesson/checkpoint/kept-from-the-start", test_kept_from_the_start);
  g_test_add_func ("/lesson/checkpoint/peeked", test_peeked);
  g_test_add_func ("/lesson/checkpoint/history-goes-on", test_history_goes_on);
  g_test_add_func ("/lesson/checkpoint/is-a-model", test_is_a_model);
  g_test_add_func ("/lesson/checkpoint/truncated", test_truncated);
  g_test_add_func ("/lesson/checkpoint/full-disk", test_full_disk);
  g_test_add_func ("/lesson/checkpoint/no-place", test_no_place);
  g_test_add_func ("/lesson/checkpoint/revived", test_revived);
  status = g_test_run ();
  remove_folder ();
  return status;
}
