/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A run on the disk: everything that the next step depends on, so that a run that is interrupted and continued is the
 * run that was not. One safetensors file: the parameters, the running averages, what the optimiser remembers, each
 * as one flat array, and in the metadata the net's text, options and step. */

#include "config.h"

#include "engine/net-private.h"
#include "engine/safetensors.h"
#include "engine/trainer-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What must be alike for the run to go on as if nothing had happened. */
static char *
describe_options (const FoveaTrainer *self)
{
  const FoveaTrainingOptions *o = &self->options;
  g_autofree char *augmentation = fovea_augmentation_to_text (&o->augmentation);
  char rate[G_ASCII_DTOSTR_BUF_SIZE], momentum[G_ASCII_DTOSTR_BUF_SIZE], l2[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (rate, sizeof rate, "%.9g", o->rate);
  g_ascii_formatd (momentum, sizeof momentum, "%.9g", o->momentum);
  g_ascii_formatd (l2, sizeof l2, "%.9g", o->l2);
  return g_strdup_printf ("optimiser %s, schedule %s, rate %s, momentum %s, L2 %s, batch %d, epochs %d, "
                          "seed %" G_GUINT64_FORMAT ", images %d%s%s",
                          fovea_optimiser_name (o->optimiser), fovea_schedule_name (o->schedule), rate, momentum, l2,
                          o->batch, o->epochs, o->seed, self->examples->n,
                          *augmentation ? ", augment " : "", augmentation);
}

/* Calls @call for each array that a run consists of, until it returns FALSE. */
typedef gboolean (*ArrayCall) (const char *name, float *numbers, gint64 size, FoveaSafetensors *file, GError **error);

static gboolean
for_each_array (const FoveaTrainer *self, ArrayCall call, FoveaSafetensors *file, GError **error)
{
  const FoveaLayout *layout = fovea_net_get_layout (self->net);
  const FoveaParameters *parameters = fovea_net_get_values (self->net);
  int states = fovea_optimiser_states (self->options.optimiser);

  return (layout->size == 0 || call ("values", parameters->values, layout->size, file, error))
         && (layout->running_size == 0 || call ("running", parameters->running, layout->running_size, file, error))
         && (layout->size == 0 || states < 1 || call ("state.1", self->states[0], layout->size, file, error))
         && (layout->size == 0 || states < 2 || call ("state.2", self->states[1], layout->size, file, error));
}

static gboolean
add_array (const char *name, float *numbers, gint64 size, FoveaSafetensors *file, GError **error)
{
  memcpy (fovea_safetensors_add (file, name, 1, &size), numbers, size * sizeof (float));
  return TRUE;
}

static gboolean
check_array (const char *name, float *numbers, gint64 size, FoveaSafetensors *file, GError **error)
{
  return fovea_safetensors_get (file, name, 1, &size, error) != NULL;
}

static gboolean
take_array (const char *name, float *numbers, gint64 size, FoveaSafetensors *file, GError **error)
{
  memcpy (numbers, fovea_safetensors_get (file, name, 1, &size, error), size * sizeof (float));
  return TRUE;
}

static void
add_number (FoveaSafetensors *file, const char *key, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  fovea_safetensors_set_metadata (file, key, text);
}

gboolean
fovea_trainer_save_state (const FoveaTrainer *self, const char *path, const char *notes, GError **error)
{
  g_autoptr (FoveaSafetensors) file = fovea_safetensors_new ();
  g_autofree char *net = fovea_net_spec_to_text (fovea_net_get_spec (self->net));
  g_autofree char *options = describe_options (self);

  fovea_safetensors_set_metadata (file, "fovea.net", net);
  fovea_safetensors_set_metadata (file, "fovea.options", options);
  fovea_safetensors_set_metadata (file, "fovea.notes", notes ? notes : "");
  add_number (file, "fovea.step", self->step);
  add_number (file, "fovea.remembered", self->remembered);
  for_each_array (self, add_array, file, NULL);
  return fovea_safetensors_save (file, path, error);
}

/* The text @key must be the same in the file as it is here. */
static gboolean
check_same (const FoveaSafetensors *file, const char *key, const char *here, const char *path, GError **error)
{
  const char *there = fovea_safetensors_get_metadata (file, key);

  if (there && g_str_equal (there, here))
    return TRUE;
  g_set_error (error, FOVEA_ERROR, there ? FOVEA_ERROR_ARGUMENT : FOVEA_ERROR_FORMAT,
               there ? _("The run in “%s” cannot be continued so: it was “%s”, and this is “%s”.")
                     : _("“%s” is not a training run: it has no “%s” (here “%s”)."),
               path, there ? there : key, here);
  return FALSE;
}

static gboolean
get_number (const FoveaSafetensors *file, const char *key, gint64 *number, const char *path, GError **error)
{
  const char *text = fovea_safetensors_get_metadata (file, key);

  if (text && g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, number, NULL))
    return TRUE;
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("“%s” is not a training run: its “%s” is not a number."), path,
               key);
  return FALSE;
}

/* Nothing changes unless all of the file is as it must be. */
gboolean
fovea_trainer_load_state (FoveaTrainer *self, const char *path, char **notes, GError **error)
{
  g_autoptr (FoveaSafetensors) file = fovea_safetensors_load (path, error);
  g_autofree char *net = fovea_net_spec_to_text (fovea_net_get_spec (self->net));
  g_autofree char *options = describe_options (self);
  gint64 step, remembered;

  if (!file || !check_same (file, "fovea.net", net, path, error)
      || !check_same (file, "fovea.options", options, path, error)
      || !get_number (file, "fovea.step", &step, path, error)
      || !get_number (file, "fovea.remembered", &remembered, path, error)
      || !for_each_array (self, check_array, file, error))
    return FALSE;
  for_each_array (self, take_array, file, NULL);
  self->step = step;
  self->remembered = remembered;
  fovea_net_touch (self->net);
  fovea_plan_pack (self->plan, fovea_net_get_values (self->net));
  if (notes)
    *notes = g_strdup (fovea_safetensors_get_metadata (file, "fovea.notes"));
  return TRUE;
}
