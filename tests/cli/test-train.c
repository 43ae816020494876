/* SPDX-License-Identifier: GPL-3.0-or-later */

/* fovea-cli train and test, on the first of MNIST: the same run whatever the threads, kept and continued, refused. */

#include "dataset/dataset.h"
#include "engine/file.h"
#include "engine/model-file.h"
#include "lesson/checkpoint.h"
#include "program.h"

#include <signal.h>

#define LONG_RUN "train", "lenet-5", "--data", "mnist", "--epochs", "8", "--limit", "3000", "--seed", "7"
#define RUN "train", "lenet-5", "--data", "mnist", "--epochs", "2", "--limit", "3000", "--seed", "7"

static void
assert_same_files (const char *one, const char *other)
{
  g_autoptr (GBytes) a = fovea_file_bytes (one, NULL), b = fovea_file_bytes (other, NULL);

  g_assert_nonnull (a);
  g_assert_nonnull (b);
  g_assert_true (g_bytes_equal (a, b));
}

/* The loss in line @line of a run's JSON lines. */
static double
get_loss (const Result *result, int line)
{
  g_auto (GStrv) lines = g_strsplit (result->out, "\n", -1);
  g_autoptr (JsonNode) node = json_from_string (lines[line], NULL);
  JsonObject *object = json_node_get_object (node);

  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_cmpint (json_object_get_int_member (object, "epoch"), ==, line + 1);
  g_assert_cmpfloat (json_object_get_double_member (object, "images_per_s"), >, 0);
  g_assert_cmpfloat (json_object_get_double_member (object, "seconds"), >, 0);
  g_assert_true (json_object_has_member (object, "model") == (line == 1));
  g_assert_cmpfloat (json_object_get_double_member (object, "test_accuracy"), >, line == 0 ? 0.5 : 0.85);
  return json_object_get_double_member (object, "loss");
}

/* Twice the same, with one thread and with two; and `test` finds the accuracy that `train` told. */
static void
test_same_bits (void)
{
  g_autofree char *one = folder_path ("one.safetensors"), *two = folder_path ("two.safetensors");
  g_autofree char *kept = g_strconcat (one, ".checkpoint", NULL);
  g_auto (Result) first = run (RUN, "--json", "--threads", "1", "--model", one);
  g_auto (Result) second = run (RUN, "--json", "--threads", "2", "--model", two);

  g_assert_cmpint (first.status, ==, 0);
  g_assert_cmpstr (first.err, ==, "");
  g_assert_cmpfloat (get_loss (&first, 0), ==, get_loss (&second, 0));
  g_assert_cmpfloat (get_loss (&first, 1), ==, get_loss (&second, 1));
  g_assert_cmpfloat (get_loss (&first, 1), <, get_loss (&first, 0));
  assert_same_files (one, two);
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
}

static void
test_measured (void)
{
  g_autofree char *model = folder_path ("one.safetensors");
  g_auto (Result) result = run ("test", model, "--data", "mnist", "--json");
  g_auto (Result) text = run ("test", model, "--data", "mnist");
  g_auto (Result) shape = run ("net", model, "--json");
  g_autoptr (JsonObject) object = parse_json (&result), net = parse_json (&shape);
  JsonArray *confusion = json_object_get_array_member (object, "confusion");
  gint64 correct = json_object_get_int_member (object, "correct"), right = 0, all = 0;

  g_assert_cmpint (json_object_get_int_member (object, "images"), ==, 10000);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (object, "accuracy"), (double) correct / 10000, 1e-12);
  g_assert_cmpuint (json_array_get_length (confusion), ==, 10);
  for (guint row = 0; row < 10; row++)
    for (guint column = 0; column < 10; column++)
      {
        gint64 count = json_array_get_int_element (json_array_get_array_element (confusion, row), column);

        all += count;
        right += row == column ? count : 0;
      }
  g_assert_cmpint (all, ==, 10000);
  g_assert_cmpint (right, ==, correct);
  g_assert_nonnull (strstr (text.out, " of 10000 images"));
  g_assert_cmpint (json_object_get_int_member (net, "parameters"), ==, 61706);
}

/* A run long enough to be caught in the middle of it, done once and in one piece. Returns: its model */
static char *
whole_run (void)
{
  char *path = folder_path ("whole.safetensors");

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_auto (Result) result = run (LONG_RUN, "--model", path);

      g_assert_cmpint (result.status, ==, 0);
    }
  return path;
}

/* Starts a run that is kept as often as can be, and kills it once it has been. */
static void
kill_when_kept (const char *model, const char *kept)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, g_getenv ("FOVEA_CLI"), LONG_RUN, "--model", model,
                          "--keep-every", "0", NULL);

  g_assert_no_error (error);
  for (int ms = 0; !g_file_test (kept, G_FILE_TEST_EXISTS); ms++)
    {
      g_assert_cmpint (ms, <, 60000);
      g_usleep (1000);
    }
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
  g_assert_false (g_subprocess_get_successful (process));
}

static void
test_killed_and_continued (void)
{
  g_autofree char *whole = whole_run (), *model = folder_path ("killed.safetensors");
  g_autofree char *kept = g_strconcat (model, ".checkpoint", NULL);
  g_auto (Result) anew = { 0 }, other_rate = { 0 }, other_data = { 0 }, resumed = { 0 };

  kill_when_kept (model, kept);
  g_assert_false (g_file_test (model, G_FILE_TEST_EXISTS));
  other_rate = run (LONG_RUN, "--model", model, "--resume", "--lr", "0.01");
  assert_fails (&other_rate, 2, "cannot be continued so");
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  resumed = run (LONG_RUN, "--model", model, "--resume", "--json");
  g_assert_cmpint (resumed.status, ==, 0);
  g_assert_nonnull (strstr (resumed.err, "Going on with"));
  assert_same_files (whole, model);
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
  anew = run (RUN, "--model", model, "--resume");
  g_assert_cmpint (anew.status, ==, 0);
  g_assert_nonnull (strstr (anew.err, "the run starts anew"));
}

/* What varies the images is left to the seed alone: threads change nothing, another word does. */
static void
test_augmented (void)
{
  g_autofree char *one = folder_path ("flip-1.safetensors"), *two = folder_path ("flip-2.safetensors");
  g_autofree char *plain = folder_path ("one.safetensors");
  g_auto (Result) first = run (RUN, "--augment", "shift,rotate=5", "--threads", "1", "--model", one);
  g_auto (Result) second = run (RUN, "--augment", "shift,rotate=5", "--threads", "2", "--model", two);
  g_auto (Result) unknown = run (RUN, "--augment", "sparkle");
  g_autoptr (GBytes) varied = fovea_file_bytes (one, NULL), same = fovea_file_bytes (plain, NULL);

  g_assert_cmpint (first.status + second.status, ==, 0);
  assert_same_files (one, two);
  g_assert_false (g_bytes_equal (varied, same));
  assert_fails (&unknown, 2, "sparkle");
}

/* A point for each mini-batch and for each epoch, for whoever opens the run in the window. */
static void
assert_has_curves (const char *kept)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoveaCheckpoint) before = fovea_checkpoint_load (kept, &error);
  const GArray *training, *validation;

  g_assert_no_error (error);
  training = before->notes.training;
  validation = before->notes.validation;
  g_assert_cmpint (training->len, ==, before->step);
  g_assert_cmpint (validation->len, ==, before->step / 47); /* 3,000 images, 64 in a batch */
  g_assert_cmpuint (validation->len, >=, 1);
  g_assert_cmpfloat (g_array_index (training, FoveaCurvePoint, 0).epoch, ==, 0);
  g_assert_cmpfloat_with_epsilon (g_array_index (training, FoveaCurvePoint, 0).loss, 2.3, 0.3); /* ln 10, by guessing */
  g_assert_cmpfloat (g_array_index (validation, FoveaCurvePoint, 0).epoch, ==, 1);
  g_assert_cmpfloat (g_array_index (validation, FoveaCurvePoint, 0).accuracy, >, 0.5);
  g_assert_cmpfloat (g_array_index (validation, FoveaCurvePoint, 0).loss, <, 1.5);
}

/* Ctrl+C between two epochs: the run says where it is kept, and goes on from there. */
static void
test_interrupted_and_continued (void)
{
  g_autofree char *whole = whole_run (), *model = folder_path ("interrupted.safetensors");
  g_autofree char *kept = g_strconcat (model, ".checkpoint", NULL), *message = NULL, *line = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GDataInputStream) lines = NULL, errors = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Result) resumed = { 0 };

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error,
                              g_getenv ("FOVEA_CLI"), LONG_RUN, "--model", model, NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_subprocess_send_signal (process, SIGINT);
  g_subprocess_wait (process, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (process));
  g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGINT);
  errors = g_data_input_stream_new (g_subprocess_get_stderr_pipe (process));
  message = g_data_input_stream_read_line (errors, NULL, NULL, &error);
  g_assert_nonnull (strstr (message, kept));
  assert_has_curves (kept);
  resumed = run (LONG_RUN, "--model", model, "--resume");
  g_assert_cmpint (resumed.status, ==, 0);
  assert_same_files (whole, model);
}

/* The window begins runs with seeds of their own on the pictures of seed 1: those are what the run goes on with. */
static void
test_continued_on_its_pictures (void)
{
  g_autofree char *model = folder_path ("window.safetensors"), *kept = g_strconcat (model, ".checkpoint", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoveaDataset) shapes = fovea_dataset_open ("shapes", 1, &error);
  g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse ("FC 10", &(FoveaShape){ 32, 32, 3 }, &error);
  FoveaTrainingOptions options = fovea_training_options_default ();
  g_autoptr (FoveaTrainer) trainer = NULL;
  g_autoptr (FoveaNet) saved = NULL;
  g_autoptr (FoveaTensor) here = NULL, there = NULL;
  g_auto (Result) resumed = { 0 };

  options.seed = 2;
  options.epochs = 1;
  trainer = fovea_trainer_new (fovea_training_options_make_net (&options, spec, &error), shapes->train, &options, &error);
  g_assert_no_error (error);
  for (int i = 0; i < 10; i++)
    g_assert_true (fovea_trainer_step (trainer, NULL, NULL, NULL, &error));
  g_assert_true (fovea_checkpoint_save (
    kept, trainer, &(FoveaRunNotes){ .data = "shapes", .data_seed = shapes->seed, .running = TRUE }, &error));
  while (fovea_trainer_get_step (trainer) < fovea_trainer_get_steps_per_epoch (trainer))
    g_assert_true (fovea_trainer_step (trainer, NULL, NULL, NULL, &error));
  resumed = run ("train", "FC 10", "--data", "shapes", "--epochs", "1", "--seed", "2", "--model", model, "--resume");
  g_assert_cmpint (resumed.status, ==, 0);
  saved = fovea_net_load (model, &error);
  g_assert_no_error (error);
  here = fovea_net_get_parameter (fovea_trainer_get_net (trainer), spec->n_layers - 1, FOVEA_WEIGHT);
  there = fovea_net_get_parameter (saved, spec->n_layers - 1, FOVEA_WEIGHT);
  g_assert_cmpfloat (fovea_tensor_error (here, there), ==, 0);
}

static void
test_damaged_checkpoint (void)
{
  g_autofree char *model = folder_path ("damaged.safetensors"), *kept = folder_path ("damaged.safetensors.checkpoint");
  g_auto (Result) result = { 0 };

  g_assert_true (fovea_file_write (kept, "nothing of use", 14, NULL));
  result = run (RUN, "--model", model, "--resume");
  assert_fails (&result, 2, kept);
}

static void
test_misfit (void)
{
  g_auto (Result) result = run ("train", "CONV 5x5x6 stride 2, FC 10", "--data", "mnist", "--json");
  g_autoptr (JsonObject) object = parse_json (&result);
  JsonObject *misfit = json_object_get_object_member (object, "misfit");

  assert_fails (&result, 1, "(28 − 5 + 2·0)/2 + 1 = 12.5");
  g_assert_cmpint (json_object_get_int_member (misfit, "index"), ==, 1);
  g_assert_cmpfloat (json_object_get_double_member (misfit, "exact"), ==, 12.5);
}

static void
test_refused (void)
{
  g_autofree char *file = folder_path ("file"), *below = g_build_filename (file, "model.safetensors", NULL);
  g_auto (Result) unwritable = { 0 }, folder = { 0 };
  g_auto (Result) data = run ("train", "lenet-5", "--data", "/no/such/folder");
  g_auto (Result) size = run ("train", "cifar-demo", "--data", "mnist");
  g_auto (Result) classes = run ("train", "CONV-POOL-FC 5", "--data", "mnist");
  g_auto (Result) optimiser = run ("train", "lenet-5", "--data", "mnist", "--optimiser", "magic");
  g_auto (Result) resume = run ("train", "lenet-5", "--data", "mnist", "--resume");
  g_auto (Result) nothing = run ("train", "RELU", "--data", "mnist");
  g_auto (Result) room = run ("train", "FC 1000000, FC 1000, FC 10", "--data", "mnist", "--batch", "65536");
  g_auto (Result) model = run ("test", "/no/such/model.safetensors", "--data", "mnist");
  g_auto (Result) no_model = run ("test", "lenet-5", "--data", "mnist");

  g_assert_true (fovea_file_write (file, "", 0, NULL));
  unwritable = run ("train", "lenet-5", "--data", "mnist", "--model", below);
  assert_fails (&unwritable, 2, below);
  assert_fails (&data, 2, "/no/such/folder");
  assert_fails (&size, 2, "32");
  assert_fails (&classes, 2, "class");
  assert_fails (&optimiser, 2, "--optimiser is one of sgd, momentum");
  assert_fails (&resume, 2, "--resume needs --model");
  assert_fails (&nothing, 2, "nothing to train");
  assert_fails (&room, 2, "of memory, and this machine has");
  assert_fails (&model, 2, "There is no model file “/no/such/model.safetensors”.");
  assert_fails (&no_model, 2, "There is no model file “lenet-5”.");
}

/* What the numbers of a run may be is said by those who train it, before any image is read. */
static void
test_numbers (void)
{
  static const struct
  {
    const char *option, *values[4], *said;
  } cases[] = {
    { "--lr", { "0", "-1", "1000001", "1e400" }, "The learning rate must be above 0 and at most a million." },
    { "--momentum", { "-0.1", "1", "2", "inf" }, "The momentum must be at least 0 and below 1." },
    { "--l2", { "-1", "-1e400", "1000001", "1e400" }, "The factor of L2 must be at least 0 and at most a million." },
    { "--warm-up", { "-1", "-1e400", "1000001", "1e400" }, "The warm-up must be at least 0 and at most a million epochs." },
    { "--lr", { "", "nan", "1,5", "much" }, "--lr takes a number, not “" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint j = 0; j < G_N_ELEMENTS (cases[i].values); j++)
      {
        g_auto (Result) result = run ("train", "FC 10", "--data", "/no/such/folder", cases[i].option, cases[i].values[j]);

        assert_fails (&result, 2, cases[i].said);
      }
}

/* A rate at which the loss leaves the numbers: a sentence, and no model. */
static void
test_diverged (void)
{
  g_autofree char *model = folder_path ("never.safetensors");
  g_auto (Result) result = run (RUN, "--lr", "1000", "--model", model);

  assert_fails (&result, 2, "Training diverged");
  g_assert_false (g_file_test (model, G_FILE_TEST_EXISTS));
}

/* A loss of 25 digits before the point is not written out. */
static void
test_huge_loss (void)
{
  g_auto (Result) result
    = run ("train", "lenet-5", "--data", "mnist", "--limit", "640", "--epochs", "2", "--lr", "50");

  g_assert_cmpint (result.status, ==, 0);
  g_assert_nonnull (strstr (result.out, "e+"));
  g_assert_cmpuint (strlen (result.out), <, 200);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/train/same-bits", test_same_bits);
  g_test_add_func ("/cli/test/measured", test_measured);
  g_test_add_func ("/cli/train/augmented", test_augmented);
  g_test_add_func ("/cli/train/killed-and-continued", test_killed_and_continued);
  g_test_add_func ("/cli/train/interrupted-and-continued", test_interrupted_and_continued);
  g_test_add_func ("/cli/train/continued-on-its-pictures", test_continued_on_its_pictures);
  g_test_add_func ("/cli/train/damaged-checkpoint", test_damaged_checkpoint);
  g_test_add_func ("/cli/train/misfit", test_misfit);
  g_test_add_func ("/cli/train/refused", test_refused);
  g_test_add_func ("/cli/train/numbers", test_numbers);
  g_test_add_func ("/cli/train/diverged", test_diverged);
  g_test_add_func ("/cli/train/huge-loss", test_huge_loss);
  status = g_test_run ();
  folder_remove ();
  return status;
}
