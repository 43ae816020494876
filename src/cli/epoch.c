/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The line of an epoch: words for people, or JSON. */

#include "config.h"

#include "cli/epoch.h"

#include "cli/print.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

/* Four decimals, and of what has grown without bounds four digits. */
char *
fovea_epoch_format_loss (double loss)
{
  return g_strdup_printf (loss < 1e5 ? "%.4f" : "%.4g", loss);
}

static void
print_json (const FoveaEpoch *self, const char *model)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  fovea_json_add_int (builder, "epoch", self->epoch);
  fovea_json_add_real (builder, "loss", self->loss);
  fovea_json_add_real (builder, "test_accuracy", self->accuracy);
  fovea_json_add_real (builder, "images_per_s", self->speed);
  fovea_json_add_real (builder, "seconds", self->seconds);
  if (model != NULL)
    fovea_json_add_text (builder, "model", model);
  json_builder_end_object (builder);
  fovea_print_json (builder);
}

/* @epochs: of the run; @model: (nullable): what was written at its end */
void
fovea_epoch_print (const FoveaEpoch *self, int epochs, const char *model, gboolean json)
{
  g_autofree char *loss = fovea_epoch_format_loss (self->loss);

  if (json)
    {
      print_json (self, model);
      return;
    }
  fovea_print (_("epoch %d of %d: loss %s, test accuracy %.2f %%, %.0f images/s, %.1f s\n"), self->epoch, epochs, loss,
               100 * self->accuracy, self->speed, self->seconds);
  if (model != NULL)
    fovea_print ("%s\n", model);
  fflush (stdout);
}
