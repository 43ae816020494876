/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A run in a file: everything that the next step depends on, so that a run that is interrupted and continued is the run
 * that was not. It is a model file (model-file.h) and, beside the model, what the optimiser remembers of each weight, as
 * one flat array or two, and in the metadata the options and the step. */

#include "config.h"

#include "engine/model-file.h"
#include "engine/net-private.h"
#include "engine/trainer-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const state_names[] = { "state.1", "state.2" };

static void
add_number (FoveaSafetensors *file, const char *key, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  fovea_safetensors_set_metadata (file, key, text);
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

  if (text && g_ascii_string_to_signed (text, 10, 0, G_MAXINT64 / 2, number, NULL))
    return TRUE;
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("“%s” is not a training run: its “%s” is not a number."), path,
               key);
  return FALSE;
}

/* What the optimiser remembers is there, as many numbers as there must be. */
static gboolean
check_states (const FoveaTrainer *self, const FoveaSafetensors *file, GError **error)
{
  gint64 size = fovea_net_get_layout (self->net)->size;

  for (int i = 0; i < fovea_optimiser_states (self->options.optimiser) && size > 0; i++)
    if (!fovea_safetensors_get (file, state_names[i], 1, &size, error))
      return FALSE;
  return TRUE;
}

/**
 * fovea_trainer_write:
 *
 * Adds the run to a file, so that another process can go on with it to the last bit.
 */
void
fovea_trainer_write (const FoveaTrainer *self, FoveaSafetensors *file)
{
  g_autofree char *options = fovea_training_options_to_text (&self->options);
  gint64 size = fovea_net_get_layout (self->net)->size;

  fovea_net_write (self->net, file);
  fovea_safetensors_set_metadata (file, "fovea.options", options);
  add_number (file, "fovea.images", self->examples->n);
  add_number (file, "fovea.step", self->step);
  add_number (file, "fovea.remembered", self->remembered);
  for (int i = 0; i < fovea_optimiser_states (self->options.optimiser) && size > 0; i++)
    memcpy (fovea_safetensors_add (file, state_names[i], 1, &size), self->states[i], size * sizeof (float));
}

/**
 * fovea_trainer_read:
 * @path: of the file, for messages
 *
 * Goes to where the run in the file is. Returns: FALSE, and nothing changes, with FOVEA_ERROR_ARGUMENT if that run has
 *   other options, data or another net (the number of threads may differ), with FOVEA_ERROR_FORMAT if it is none
 */
gboolean
fovea_trainer_read (FoveaTrainer *self, const FoveaSafetensors *file, const char *path, GError **error)
{
  g_autofree char *net = fovea_net_spec_to_text (fovea_net_get_spec (self->net));
  g_autofree char *options = fovea_training_options_to_text (&self->options);
  g_autofree char *images = g_strdup_printf ("%d", self->examples->n);
  gint64 step, remembered;

  if (!check_same (file, "fovea.net", net, path, error) || !check_same (file, "fovea.options", options, path, error)
      || !check_same (file, "fovea.images", images, path, error)
      || !get_number (file, "fovea.step", &step, path, error)
      || !get_number (file, "fovea.remembered", &remembered, path, error) || !check_states (self, file, error)
      || !fovea_net_fill (self->net, file, path, error))
    return FALSE;
  for (int i = 0; i < fovea_optimiser_states (self->options.optimiser); i++)
    {
      gint64 size = fovea_net_get_layout (self->net)->size;

      if (size > 0)
        memcpy (self->states[i], fovea_safetensors_get (file, state_names[i], 1, &size, NULL), size * sizeof (float));
    }
  self->step = step;
  self->remembered = remembered;
  fovea_plan_pack (self->plan, fovea_net_get_values (self->net));
  return TRUE;
}
