/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever fovea-cli writes: onto a disk that is full, below a regular file and over a folder it says in a sentence what
 * is wrong and where, and what was there before is still there, with nothing beside it. */

#include "engine/file.h"
#include "engine/npy.h"
#include "program.h"
#include "tests/full-disk.h"

#include <signal.h>

/* Commands that write the file OUTPUT; NET and ARRAY stand for a model and a NumPy file. */
static const struct
{
  const char *name, *ending, *words;
} writers[] = {
  { "train", ".safetensors", "train|FC 10|--data|shapes|--limit|64|--epochs|1|--model|OUTPUT" },
  { "filters-png", ".png", "filters|NET|--output|OUTPUT" },
  { "filters-svg", ".svg", "filters|NET|--output|OUTPUT" },
  { "filters-pdf", ".pdf", "filters|NET|--output|OUTPUT" },
  { "maps", ".png", "maps|NET|IMAGE|--output|OUTPUT" },
  { "onnx", ".onnx", "export|NET|--output|OUTPUT" },
  { "render-png", ".png", "render|convolution|--output|OUTPUT" },
  { "render-svg", ".svg", "render|convolution|--output|OUTPUT" },
  { "render-pdf", ".pdf", "render|convolution|--output|OUTPUT" },
  { "render-gif", ".gif", "render|convolution|--output|OUTPUT" },
  { "render-csv", ".csv", "render|convolution|--output|OUTPUT" },
  { "conv", ".npy", "conv|--input|ARRAY|--filters|ARRAY|--output|OUTPUT" },
  { "pool", ".npy", "pool|--kind|max|--input|ARRAY|--extent|1|--output|OUTPUT" },
};

/* @word, or what it stands for. */
static char *
expand (const char *word, const char *output)
{
  if (g_str_equal (word, "OUTPUT"))
    return g_strdup (output);
  if (g_str_equal (word, "NET"))
    return g_build_filename (g_getenv ("FOVEA_DATA"), "nets", "lenet-5-mnist.safetensors", NULL);
  if (g_str_equal (word, "IMAGE"))
    return folder_path ("image.png");
  if (g_str_equal (word, "ARRAY"))
    return folder_path ("array.npy");
  return g_strdup (word);
}

static Result
write_to (int writer, const char *output)
{
  g_auto (GStrv) words = g_strsplit (writers[writer].words, "|", -1);

  for (int i = 0; words[i]; i++)
    {
      char *word = expand (words[i], output);

      g_free (words[i]);
      words[i] = word;
    }
  return run_words ((const char *const *) words);
}

/* The same on a disk that is full at @bytes. */
static Result
write_to_full_disk (int writer, const char *output, rlim_t bytes)
{
  struct rlimit before = test_fill_disk (bytes);
  Result result = write_to (writer, output);

  test_free_disk (before);
  return result;
}

static void
assert_refused (const Result *result, const char *path)
{
  g_assert_cmpint (result->status, ==, 2);
  g_assert_nonnull (strstr (result->err, path));
  g_assert_true (g_str_has_suffix (result->err, ".\n"));
}

static int
count_files (const char *prefix)
{
  g_autofree char *folder = folder_path (NULL);

  return test_count_files (folder, prefix);
}

static void
test_full_disk (gconstpointer data)
{
  int writer = GPOINTER_TO_INT (data);
  g_autofree char *prefix = g_strconcat ("full-", writers[writer].name, NULL);
  g_autofree char *name = g_strconcat (prefix, writers[writer].ending, NULL), *path = folder_path (name);
  g_auto (Result) refused = { 0 }, written = { 0 };
  g_autofree char *contents = NULL;

  g_assert_true (g_file_set_contents (path, "old", 3, NULL));
  refused = write_to_full_disk (writer, path, 3);
  assert_refused (&refused, path);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "old");
  g_assert_cmpint (count_files (prefix), ==, 1);
  written = write_to (writer, path);
  g_assert_cmpint (written.status, ==, 0);
  g_free (g_steal_pointer (&contents));
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, !=, "old");
}

static void
test_no_place (gconstpointer data)
{
  int writer = GPOINTER_TO_INT (data);
  g_autofree char *below = g_strconcat ("/dev/null/output", writers[writer].ending, NULL);
  g_autofree char *name = g_strconcat (writers[writer].name, "-folder", writers[writer].ending, NULL);
  g_autofree char *folder = folder_path (name);
  g_auto (Result) nowhere = write_to (writer, below), instead = { 0 };

  assert_refused (&nowhere, below);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  instead = write_to (writer, folder);
  assert_refused (&instead, folder);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Of NumPy files that belong together the first would find room, and a later one does not: then there is none. */
static void
test_set_is_whole (void)
{
  g_autofree char *path = folder_path ("set.npy"), *output = folder_path ("set-output.npy");
  g_autofree char *array = folder_path ("array.npy"), *y = folder_path ("pair-y.npy"), *gx = folder_path ("pair-gx.npy");
  struct rlimit before;
  g_auto (Result) rendered = { 0 }, convolved = { 0 }, written = { 0 };

  before = test_fill_disk (500); /* a 7×7 input takes 324 bytes, a 5×5×8 output 928 */
  rendered = run ("render", "convolution", "--set", "filters=8", "--output", path);
  test_free_disk (before);
  assert_refused (&rendered, output);
  g_assert_cmpint (count_files ("set"), ==, 0);

  convolved = run ("conv", "--input", array, "--filters", array, "--grad-output", array, "--output", y, "--grad-input",
                   "/dev/null/gx.npy");
  assert_refused (&convolved, "/dev/null/gx.npy");
  g_assert_cmpint (count_files ("pair"), ==, 0);
  written = run ("render", "convolution", "--set", "filters=8", "--output", path);
  g_assert_cmpint (written.status, ==, 0);
  g_assert_cmpint (count_files ("set"), ==, 4);
}

/* A run whose checkpoints find no room says so once and goes on: only what is too large is not written, and the model is
 * smaller. */
static void
test_run_goes_on (void)
{
  g_autofree char *model = folder_path ("run.safetensors");
  struct rlimit before;
  g_auto (Result) result = { 0 };
  const char *said;

  before = test_fill_disk (150000); /* FC 10 has 30,730 numbers, and as many are remembered of them */
  result = run ("train", "FC 10", "--data", "shapes", "--limit", "640", "--epochs", "3", "--keep-every", "0", "--model",
                model);
  test_free_disk (before);
  g_assert_cmpint (result.status, ==, 0);
  said = strstr (result.err, "run.safetensors.checkpoint");
  g_assert_nonnull (said);
  g_assert_null (strstr (said + 1, "cannot be kept"));
  g_assert_true (g_file_test (model, G_FILE_TEST_IS_REGULAR));
}

/* Told to end while it writes, it does so when the file is whole: at the moment at which there is a part of it under some
 * name. */
static void
test_ended_while_writing (void)
{
  g_autofree char *path = folder_path ("ended.onnx"), *net = expand ("NET", NULL);
  g_autoptr (GBytes) whole = NULL;

  for (int i = 0; i < 8; i++)
    {
      g_autoptr (GBytes) written = NULL;
      g_autoptr (GSubprocess) process
        = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, g_getenv ("FOVEA_CLI"), "export", net, "--output", path, NULL);

      while (count_files ("ended.onnx") == 0)
        g_usleep (50);
      g_subprocess_send_signal (process, SIGTERM);
      g_subprocess_wait (process, NULL, NULL);
      g_assert_cmpint (count_files ("ended.onnx"), ==, 1);
      written = fovea_file_bytes (path, NULL);
      g_assert_nonnull (written);
      g_assert_true (!whole || g_bytes_equal (written, whole));
      g_clear_pointer (&whole, g_bytes_unref);
      whole = g_steal_pointer (&written);
      g_unlink (path);
    }
}

static void
make_inputs (void)
{
  g_autofree char *array = folder_path ("array.npy"), *image = folder_path ("image.png");
  g_autoptr (FoveaTensor) ones = fovea_tensor_new (2, 2, 1, 1);
  g_auto (Result) result = run ("render", "convolution", "--output", image);

  g_assert_true (fovea_npy_save (ones, 4, array, NULL));
  g_assert_cmpint (result.status, ==, 0);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  make_inputs ();
  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    {
      g_autofree char *full = g_strconcat ("/cli/writing/full-disk/", writers[i].name, NULL);
      g_autofree char *place = g_strconcat ("/cli/writing/no-place/", writers[i].name, NULL);

      g_test_add_data_func (full, GINT_TO_POINTER (i), test_full_disk);
      g_test_add_data_func (place, GINT_TO_POINTER (i), test_no_place);
    }
  g_test_add_func ("/cli/writing/ended-while-writing", test_ended_while_writing);
  g_test_add_func ("/cli/writing/set-is-whole", test_set_is_whole);
  g_test_add_func ("/cli/writing/run-goes-on", test_run_goes_on);
  status = g_test_run ();
  folder_remove ();
  return status;
}
