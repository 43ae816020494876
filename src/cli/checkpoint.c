/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Written every so many seconds, but so that writing takes no more than a twentieth of the time; whole or not at all,
 * so that a run that is killed at any moment has one to go on from. It is gone once the model is there. */

#include "config.h"

#include "cli/checkpoint.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <signal.h>

enum
{
  SHARE = 20 /* times as long as writing took, at least, passes until the next */
};

/* Somebody wants the program to end. */
static volatile sig_atomic_t interrupted;

static void
interrupt_cb (int number)
{
  interrupted = TRUE;
}

/* @seconds: from one checkpoint to the next. A run that is kept is also kept when it is interrupted (Ctrl+C). */
void
fovea_checkpoint_init (FoveaCheckpoint *self, const char *model, const char *data, double seconds)
{
  gint64 interval = (gint64) (seconds * G_USEC_PER_SEC);

  *self = (FoveaCheckpoint){
    .path = model != NULL ? g_strconcat (model, ".checkpoint", NULL) : NULL,
    .data = data,
    .interval = interval,
    .due = g_get_monotonic_time () + interval,
  };
  if (model == NULL)
    return;
  signal (SIGINT, interrupt_cb);
  signal (SIGTERM, interrupt_cb);
  signal (SIGHUP, interrupt_cb);
}

void
fovea_checkpoint_clear (FoveaCheckpoint *self)
{
  g_clear_pointer (&self->path, g_free);
}

gboolean
fovea_checkpoint_exists (const FoveaCheckpoint *self)
{
  return self->path != NULL && g_file_test (self->path, G_FILE_TEST_EXISTS);
}

gboolean
fovea_checkpoint_is_due (const FoveaCheckpoint *self)
{
  return self->path != NULL && (interrupted || g_get_monotonic_time () >= self->due);
}

static char *
format_notes (const FoveaCheckpoint *self, const FoveaEpochSoFar *so_far)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  char loss[G_ASCII_DTOSTR_BUF_SIZE];

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "data");
  json_builder_add_string_value (builder, self->data);
  json_builder_set_member_name (builder, "loss"); /* to the last bit */
  json_builder_add_string_value (builder, g_ascii_dtostr (loss, sizeof loss, so_far->loss));
  json_builder_set_member_name (builder, "images");
  json_builder_add_int_value (builder, so_far->images);
  json_builder_set_member_name (builder, "seconds");
  json_builder_add_double_value (builder, so_far->seconds);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/* FALSE with FOVEA_ERROR_CANCELLED if that was the last for now: somebody wants the program to end. */
gboolean
fovea_checkpoint_save (FoveaCheckpoint *self, const FoveaTrainer *trainer, const FoveaEpochSoFar *so_far,
                       GError **error)
{
  gint64 started = g_get_monotonic_time (), done;
  g_autofree char *notes = format_notes (self, so_far);

  if (!fovea_trainer_save_state (trainer, self->path, notes, error))
    return FALSE;
  done = g_get_monotonic_time ();
  self->due = done + MAX (self->interval, SHARE * (done - started));
  if (interrupted)
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_CANCELLED,
                 _("Interrupted. The run is kept in “%s”; with --resume it goes on."), self->path);
  return !interrupted;
}

/* Reads the notes of a run on the same data. */
static gboolean
read_notes (const FoveaCheckpoint *self, const char *notes, FoveaEpochSoFar *so_far, GError **error)
{
  g_autoptr (JsonNode) root = json_from_string (notes, NULL);
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  const char *data = object != NULL ? json_object_get_string_member_with_default (object, "data", NULL) : NULL;

  if (data == NULL)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("“%s” was not written by this program."), self->path);
      return FALSE;
    }
  if (!g_str_equal (data, self->data))
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                   _("The run in “%s” cannot be continued so: it trains on “%s”, not on “%s”."), self->path, data,
                   self->data);
      return FALSE;
    }
  so_far->loss = g_ascii_strtod (json_object_get_string_member_with_default (object, "loss", "0"), NULL);
  so_far->images = json_object_get_int_member_with_default (object, "images", 0);
  so_far->seconds = json_object_get_double_member_with_default (object, "seconds", 0);
  return TRUE;
}

/* Sets @trainer to where the run was. FALSE with FOVEA_ERROR_ARGUMENT if it is another run. */
gboolean
fovea_checkpoint_load (FoveaCheckpoint *self, FoveaTrainer *trainer, FoveaEpochSoFar *so_far, GError **error)
{
  g_autofree char *notes = NULL;

  return fovea_trainer_load_state (trainer, self->path, &notes, error) && read_notes (self, notes, so_far, error);
}

void
fovea_checkpoint_remove (FoveaCheckpoint *self)
{
  if (self->path != NULL)
    g_unlink (self->path);
}
