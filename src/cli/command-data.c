/* SPDX-License-Identifier: GPL-3.0-or-later */

/* fovea-cli data: which data sets there are, fetching one, and what is in one. */

#include "config.h"

#include "cli/command.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "dataset/dataset.h"
#include "dataset/download.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *data;
  int action;
  guint64 seed;
  gboolean json;
} Arguments;

enum
{
  ACTION_LIST,
  ACTION_GET,
  ACTION_SHOW
};

static const char *const actions[] = { "list", "get", "show", NULL };

static const FoveaOption options[] = {
  { FOVEA_ARGUMENT ("ACTION", CHOICE, action), .positional = TRUE, .required = TRUE, .choices = actions,
    .help = N_ ("what to do: list the data sets that have names, get one, or show what is in one") },
  { FOVEA_ARGUMENT ("DATA", TEXT, data), .positional = TRUE, .help = N_ ("which data set, for get and show") },
  { FOVEA_ARGUMENT ("seed", SEED, seed), .value = "S", .help = N_ ("what is left to chance depends on it"),
    .preset = 1 },
  FOVEA_JSON_ARGUMENT,
  { NULL },
};

/* The data sets that need no fetching, as rows of the list. */
static const char *const shipped[][2] = {
  { "mnist", N_ ("70,000 handwritten digits of 28×28 pixels; comes with the program") },
  { "shapes", N_ ("22,000 colour pictures of ten figures, 32×32 pixels; made up from the seed") },
};

static void
print_offer (const FoveaOffer *offer)
{
  g_autofree char *path = fovea_offer_path (offer);
  g_autofree char *size = g_format_size (fovea_offer_size (offer));
  g_autofree char *state = fovea_offer_is_here (offer) ? g_strdup_printf (_("it is in “%s”"), path)
                                                       : g_strdup_printf (_("%s to get"), size);

  fovea_print ("%-14s %s %s\n", offer->name, _(offer->about), state);
}

static void
add_offer (JsonBuilder *builder, const FoveaOffer *offer)
{
  json_builder_begin_object (builder);
  fovea_json_add_text (builder, "name", offer->name);
  fovea_json_add_int (builder, "bytes", fovea_offer_size (offer));
  json_builder_set_member_name (builder, "here");
  json_builder_add_boolean_value (builder, fovea_offer_is_here (offer));
  json_builder_end_object (builder);
}

static void
add_shipped (JsonBuilder *builder, const char *name)
{
  json_builder_begin_object (builder);
  fovea_json_add_text (builder, "name", name);
  fovea_json_add_int (builder, "bytes", 0);
  json_builder_set_member_name (builder, "here");
  json_builder_add_boolean_value (builder, TRUE);
  json_builder_end_object (builder);
}

static void
list_json (void)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint n;
  const FoveaOffer *offers = fovea_offers_get (&n);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "datasets");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (shipped); i++)
    add_shipped (builder, shipped[i][0]);
  for (guint i = 0; i < n; i++)
    add_offer (builder, &offers[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  fovea_print_json (builder);
}

static gboolean
list (const Arguments *arguments)
{
  guint n;
  const FoveaOffer *offers = fovea_offers_get (&n);

  if (arguments->json)
    {
      list_json ();
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (shipped); i++)
    fovea_print ("%-14s %s\n", shipped[i][0], _(shipped[i][1]));
  for (guint i = 0; i < n; i++)
    print_offer (&offers[i]);
  return TRUE;
}

static void
progress_cb (gint64 done, gint64 total, gpointer data)
{
  g_autofree char *here = NULL, *all = NULL, *text = NULL;

  if (!fovea_progress_is_due (data))
    return;
  here = g_format_size (done);
  all = g_format_size (total);
  text = g_strdup_printf (_("%s of %s"), here, all);
  fovea_progress_draw (data, (double) done / total, text);
}

static gboolean
get (const Arguments *arguments, GError **error)
{
  const FoveaOffer *offer = fovea_offer_find (arguments->data);
  g_autofree char *path = NULL;
  FoveaProgress progress;
  gboolean good;

  if (offer == NULL)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                   _("There is no data set “%s” to get; “fovea-cli data list” lists those that there are."),
                   arguments->data);
      return FALSE;
    }
  fovea_progress_init (&progress, arguments->json);
  good = fovea_download (offer, NULL, NULL, progress_cb, &progress, error);
  fovea_progress_clear (&progress);
  if (!good)
    return FALSE;
  path = fovea_offer_path (offer);
  if (arguments->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      fovea_json_add_text (builder, "name", offer->name);
      fovea_json_add_text (builder, "folder", path);
      json_builder_end_object (builder);
      fovea_print_json (builder);
    }
  else
    fovea_print ("%s\n", path);
  return TRUE;
}

/* How many images of each class there are; free with g_free(). */
static int *
count_classes (const FoveaExamples *examples)
{
  int *counts = g_new0 (int, examples->classes);

  for (int i = 0; i < examples->n; i++)
    counts[examples->labels[i]]++;
  return counts;
}

static void
show_json (const FoveaDataset *data, const int *train, const int *test)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  fovea_json_add_text (builder, "name", data->name);
  fovea_json_add_int (builder, "width", data->train->w);
  fovea_json_add_int (builder, "height", data->train->h);
  fovea_json_add_int (builder, "depth", data->train->c);
  fovea_json_add_int (builder, "train", data->train->n);
  fovea_json_add_int (builder, "test", data->test->n);
  json_builder_set_member_name (builder, "classes");
  json_builder_begin_array (builder);
  for (int i = 0; i < data->train->classes; i++)
    {
      json_builder_begin_object (builder);
      fovea_json_add_text (builder, "name", data->class_names[i]);
      fovea_json_add_int (builder, "train", train[i]);
      fovea_json_add_int (builder, "test", test[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  fovea_print_json (builder);
}

static char **
make_row (const char *name, const char *train, const char *test)
{
  return g_strdupv ((char *[]){ (char *) name, (char *) train, (char *) test, NULL });
}

static void
show_table (const FoveaDataset *data, const int *train, const int *test)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  fovea_print (_("%s: %d×%d×%d, %d images to learn from, %d to measure on\n\n"), data->name, data->train->w,
               data->train->h, data->train->c, data->train->n, data->test->n);
  g_ptr_array_add (rows, make_row (_("class"), _("train"), _("test")));
  for (int i = 0; i < data->train->classes; i++)
    {
      g_autofree char *learn = g_strdup_printf ("%d", train[i]);
      g_autofree char *measure = g_strdup_printf ("%d", test[i]);

      g_ptr_array_add (rows, make_row (data->class_names[i], learn, measure));
    }
  fovea_print_table (rows, 1);
}

static gboolean
show (const Arguments *arguments, GError **error)
{
  g_autoptr (FoveaDataset) data = fovea_dataset_open (arguments->data, arguments->seed, error);
  g_autofree int *train = NULL;
  g_autofree int *test = NULL;

  if (data == NULL)
    return FALSE;
  train = count_classes (data->train);
  test = count_classes (data->test);
  (arguments->json ? show_json : show_table) (data, train, test);
  return TRUE;
}

static gboolean
run (gconstpointer data, GError **error)
{
  const Arguments *arguments = data;

  if (arguments->action == ACTION_LIST)
    return list (arguments);
  if (arguments->data == NULL)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, _("“%s” needs to know which data set."),
                   actions[arguments->action]);
      return FALSE;
    }
  return arguments->action == ACTION_GET ? get (arguments, error) : show (arguments, error);
}

const FoveaCommand fovea_command_data = {
  .name = "data",
  .summary = N_ ("Lists data sets, gets one, or shows what is in one."),
  .options = options,
  .size = sizeof (Arguments),
  .run = run,
};
