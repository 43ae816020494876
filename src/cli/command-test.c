/* SPDX-License-Identifier: GPL-3.0-or-later */

/* fovea-cli test: how often a model is right on images held back, and what it takes for what. */

#include "config.h"

#include "cli/command.h"
#include "cli/net-argument.h"
#include "cli/print.h"
#include "dataset/dataset.h"
#include "engine/trainer.h"

#include <glib/gi18n-lib.h>

enum
{
  MAX_TABLE = 20 /* classes whose confusion is shown as a table */
};

typedef struct
{
  const char *model, *data;
  guint64 seed;
  int threads;
  gboolean json;
} Arguments;

static const FoveaOption options[] = {
  { FOVEA_ARGUMENT ("MODEL", TEXT, model), .positional = TRUE, .required = TRUE, .help = N_ ("a model file") },
  { FOVEA_ARGUMENT ("data", TEXT, data), .value = "DATA", .required = TRUE,
    .help = N_ ("mnist, shapes, cifar-10, fashion-mnist, or a folder of labelled images") },
  { FOVEA_ARGUMENT ("seed", SEED, seed), .value = "S",
    .help = N_ ("by which images were held back, where the folder has no test images"), .preset = 1 },
  { FOVEA_ARGUMENT ("threads", INT, threads), .value = "T",
    .help = N_ ("threads to compute with (every core unless given)"), .least = 1, .most = 256 },
  FOVEA_JSON_ARGUMENT,
  { NULL },
};

/* counts[true class][predicted class]; NULL with FOVEA_ERROR_ARGUMENT if there is no room for so many */
static int *
count_confusion (const FoveaExamples *test, const guint16 *predictions, gsize classes, GError **error)
{
  int *counts = g_try_new0 (int, classes * classes);

  for (int i = 0; counts && i < test->n; i++)
    counts[test->labels[i] * classes + predictions[i]]++;
  if (!counts)
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                 _("There is no room for what is taken for what among %d classes."), (int) classes);
  return counts;
}

static void
print_json (const FoveaExamples *test, int correct, const int *counts, gsize classes)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  fovea_json_add_real (builder, "accuracy", (double) correct / test->n);
  fovea_json_add_int (builder, "correct", correct);
  fovea_json_add_int (builder, "images", test->n);
  json_builder_set_member_name (builder, "confusion");
  json_builder_begin_array (builder);
  for (gsize row = 0; row < classes; row++)
    {
      json_builder_begin_array (builder);
      for (gsize column = 0; column < classes; column++)
        json_builder_add_int_value (builder, counts[row * classes + column]);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  fovea_print_json (builder);
}

static void
print_confusion (char **names, const int *counts, int classes)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (int row = -1; row < classes; row++)
    {
      char **cells = g_new0 (char *, (gsize) classes + 2);

      cells[0] = g_strdup (row < 0 ? "" : names[row]);
      for (int column = 0; column < classes; column++)
        cells[column + 1] = row < 0 ? g_strdup (names[column]) : g_strdup_printf ("%d", counts[row * classes + column]);
      g_ptr_array_add (rows, cells);
    }
  fovea_print (_("\nTrue class by row, what the net said by column:\n\n"));
  fovea_print_table (rows, 1);
}

static gboolean
run (gconstpointer data, GError **error)
{
  const Arguments *arguments = data;
  g_autoptr (FoveaNet) net = fovea_net_argument_load (arguments->model, error);
  g_autoptr (FoveaDataset) dataset
      = net != NULL ? fovea_net_argument_data (arguments->model, arguments->data, arguments->seed, error) : NULL;
  g_autofree guint16 *predictions = NULL;
  g_autofree int *counts = NULL;
  int correct, classes;

  if (dataset == NULL || !fovea_net_check_examples (net, dataset->test, error))
    return FALSE;
  classes = fovea_net_spec_classes (fovea_net_get_spec (net));
  predictions = g_new (guint16, dataset->test->n);
  correct = fovea_net_evaluate (net, dataset->test, arguments->threads, predictions, NULL, NULL);
  counts = count_confusion (dataset->test, predictions, classes, error);
  if (counts == NULL)
    return FALSE;
  if (arguments->json)
    {
      print_json (dataset->test, correct, counts, classes);
      return TRUE;
    }
  fovea_print (g_dngettext (GETTEXT_PACKAGE, "%.2f %% right: %d of %d image\n", "%.2f %% right: %d of %d images\n",
                            (gulong) dataset->test->n),
               100.0 * correct / dataset->test->n, correct, dataset->test->n);
  if (classes == dataset->test->classes && classes <= MAX_TABLE)
    print_confusion (dataset->class_names, counts, classes);
  return TRUE;
}

const FoveaCommand fovea_command_test = {
  .name = "test",
  .summary = N_ ("Measures a model on the images held back: how many are right, and what is taken for what."),
  .options = options,
  .size = sizeof (Arguments),
  .run = run,
};
