/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The net that `train` begins with: one that fits the images, in which there is something to train and room to do it. */

#include "config.h"

#include "cli/net-to-train.h"

#include "cli/net-argument.h"
#include "cli/print.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

static void
print_misfit (const FoveaNetSpec *spec)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  fovea_json_add_net_misfit (builder, spec);
  json_builder_end_object (builder);
  fovea_print_json (builder);
}

/* Refuses a net that this machine has no room to train. */
static gboolean
check_memory (const FoveaNetSpec *spec, int batch, GError **error)
{
  guint64 needed = fovea_net_training_memory (spec, batch);
  guint64 there = (guint64) sysconf (_SC_PHYS_PAGES) * (guint64) sysconf (_SC_PAGESIZE);
  g_autofree char *needed_text = g_format_size_full (needed, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *there_text = g_format_size_full (there, G_FORMAT_SIZE_IEC_UNITS);

  if (needed <= there)
    return TRUE;
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
               _("Training this net in batches of %d takes %s of memory, and this machine has %s."), batch, needed_text,
               there_text);
  return FALSE;
}

/* Refuses a net in which there is nothing to train; mentions one that ends in more numbers than there are classes. */
static gboolean
check_use (const FoveaNetSpec *spec, const FoveaDataset *data, GError **error)
{
  int outputs = fovea_net_spec_classes (spec), classes = data->train->classes;

  if (spec->parameters == 0)
    {
      g_set_error_literal (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                           _("There is nothing to train in this net: it has no CONV and no FC."));
      return FALSE;
    }
  if (outputs > classes)
    fprintf (stderr,
             g_dngettext (GETTEXT_PACKAGE,
                          "The net ends in %d numbers, and there is %d class: FC %d at its end would fit it.\n",
                          "The net ends in %d numbers, and there are %d classes: FC %d at its end would fit them.\n",
                          (gulong) classes),
             outputs, classes, classes);
  return TRUE;
}

/**
 * fovea_net_to_train:
 * @text: the net, as it stands on the command line
 * @json: tells of a misfit on standard output, too
 *
 * Returns: the net, with the weights of a model file or as @training begins; NULL with FOVEA_ERROR_MISFIT if a window does
 *   not fit, with FOVEA_ERROR_ARGUMENT if there is nothing to train in it or no room to
 */
FoveaNet *
fovea_net_to_train (const char *text, const FoveaTrainingOptions *training, const FoveaDataset *data, gboolean json,
                    GError **error)
{
  FoveaShape input = { data->train->w, data->train->h, data->train->c };
  g_autoptr (FoveaNetSpec) spec = NULL;
  g_autoptr (FoveaNet) net = NULL;

  if (!fovea_net_argument_parse (text, &input, &spec, &net, error))
    return NULL;
  if (json && spec->misfit >= 0)
    print_misfit (spec);
  if (!fovea_net_spec_check (spec, error) || !check_use (spec, data, error)
      || !check_memory (spec, training->batch, error))
    return NULL;
  if (net == NULL)
    net = fovea_training_options_make_net (training, spec, error);
  if (net != NULL)
    fovea_net_set_class_names (net, (const char *const *) data->class_names);
  return g_steal_pointer (&net);
}
