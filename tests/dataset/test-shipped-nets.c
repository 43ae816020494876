/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every trained net that comes with the program has a row in data/nets/README.md; each does on its test images exactly
 * what its row says, to the last image, by the portable kernels that made it. */

#include "dataset/data-folder.h"
#include "dataset/dataset.h"
#include "engine/model-file.h"
#include "engine/trainer.h"

#include <string.h>

/* One row of the table. */
typedef struct
{
  char *file, *data;
  int correct, images;
} Promise;

static int
parse_count (const GMatchInfo *row, const char *name)
{
  g_autofree char *digits = g_match_info_fetch_named (row, name);
  g_auto (GStrv) groups = g_strsplit (digits, ",", -1);
  g_autofree char *joined = g_strjoinv ("", groups);

  return atoi (joined);
}

static char *
read_table (void)
{
  g_autofree char *path = fovea_data_path ("nets", "README.md", NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
check_promise (const Promise *promise)
{
  g_autofree char *path = fovea_data_path ("nets", promise->file, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoveaNet) net = fovea_net_load (path, &error);
  g_autoptr (FoveaDataset) data = NULL;
  int correct;

  g_assert_no_error (error);
  data = fovea_dataset_open (promise->data, 1, &error);
  g_assert_no_error (error);
  correct = fovea_net_evaluate (net, data->test, 0, NULL, NULL, NULL);
  g_test_message ("%s: %d of %d", promise->file, correct, data->test->n);
  g_assert_cmpint (data->test->n, ==, promise->images);
  g_assert_cmpint (correct, ==, promise->correct);
}

static void
test_as_their_table_says (void)
{
  g_autofree char *table = read_table ();
  g_autoptr (GRegex) row = g_regex_new ("^\\| (?<file>\\S+\\.safetensors) \\|.*\\((?<correct>[\\d,]+) of (?<images>[\\d,]+)\\)"
                                        ".*--data (?<data>\\S+)", G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (row, table, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *file = g_match_info_fetch_named (match, "file"), *data = g_match_info_fetch_named (match, "data");

      check_promise (&(Promise){ file, data, parse_count (match, "correct"), parse_count (match, "images") });
    }
}

static void
test_all_are_in_the_table (void)
{
  g_autofree char *table = read_table (), *path = fovea_data_path ("nets", NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  int nets = 0;

  while ((name = g_dir_read_name (folder)))
    if (g_str_has_suffix (name, ".safetensors"))
      {
        g_autofree char *row = g_strdup_printf ("\n| %s | ", name);

        g_assert_nonnull (strstr (table, row));
        nets++;
      }
  g_assert_cmpint (nets, >=, 2);
}

int
main (int argc, char *argv[])
{
  g_setenv ("FOVEA_KERNELS", "portable", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset/shipped-nets/as-their-table-says", test_as_their_table_says);
  g_test_add_func ("/dataset/shipped-nets/all-are-in-the-table", test_all_are_in_the_table);
  return g_test_run ();
}
