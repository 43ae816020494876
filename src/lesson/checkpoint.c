/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A run on the disk, written whole or not at all, so that one that is killed at any moment has one to go on from. What
 * the trainer knows is in the file's arrays and metadata (trainer-state.c); the rest is a JSON object, “fovea.run”, and
 * the curves and the filters in the course of the run (filter-history.c). The object also holds what a list of runs shows, so that a list need not read the weights. */

#include "config.h"

#include "lesson/checkpoint.h"

#include "dataset/dataset.h"
#include "engine/json-text.h"
#include "engine/model-file.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

/* Losses of @curve at even distances, the last one included. */
static void
add_outline (JsonBuilder *builder, const GArray *curve)
{
  guint n = MIN (curve->len, FOVEA_OUTLINE);

  json_builder_set_member_name (builder, "outline");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      guint at = n > 1 ? (guint64) i * (curve->len - 1) / (n - 1) : 0;

      json_builder_add_double_value (builder, g_array_index (curve, FoveaCurvePoint, at).loss);
    }
  json_builder_end_array (builder);
}

static void
add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  if (!value)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_curves (JsonBuilder *builder, const FoveaRunNotes *notes)
{
  guint training = notes->training ? notes->training->len : 0;
  guint validation = notes->validation ? notes->validation->len : 0;

  add_int (builder, "training", training);
  add_int (builder, "validation", validation);
  add_int (builder, "health", notes->health ? notes->health->len : 0);
  add_int (builder, "history", notes->history ? fovea_lesson_count_positions (FOVEA_LESSON (notes->history)) : 0);
  if (validation > 0)
    {
      json_builder_set_member_name (builder, "accuracy");
      json_builder_add_double_value (builder,
                                     g_array_index (notes->validation, FoveaCurvePoint, validation - 1).accuracy);
    }
  if (validation > 1 || training > 0)
    add_outline (builder, validation > 1 ? notes->validation : notes->training);
}

static char *
format_notes (const FoveaTrainer *trainer, const FoveaRunNotes *notes)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  char loss[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, notes->data_seed);

  json_builder_begin_object (builder);
  add_text (builder, "data", notes->data);
  add_text (builder, "data-seed", seed); /* a number may have more digits than JSON's keep */
  add_text (builder, "race", notes->race);
  add_text (builder, "name", notes->name);
  add_text (builder, "loss", g_ascii_dtostr (loss, sizeof loss, notes->loss)); /* to the last bit */
  json_builder_set_member_name (builder, "seconds");
  json_builder_add_double_value (builder, notes->seconds);
  add_int (builder, "images", notes->images);
  add_int (builder, "running", notes->running);
  add_int (builder, "began-trained", notes->began_trained);
  add_int (builder, "sweeping", notes->sweeping);
  add_int (builder, "swept-step", notes->swept_step);
  add_int (builder, "step", fovea_trainer_get_step (trainer));
  add_int (builder, "steps", (gint64) fovea_trainer_get_steps_per_epoch (trainer)
                               * fovea_trainer_get_options (trainer).epochs);
  add_curves (builder, notes);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/**
 * fovea_checkpoint_save:
 *
 * Returns: FALSE with FOVEA_ERROR_FILE if it cannot be written; then what was there before still is
 */
gboolean
fovea_checkpoint_save (const char *path, const FoveaTrainer *trainer, const FoveaRunNotes *notes, GError **error)
{
  g_autoptr (FoveaSafetensors) file = fovea_safetensors_new ();
  g_autofree char *text = format_notes (trainer, notes);

  fovea_trainer_write (trainer, file);
  fovea_safetensors_set_metadata (file, "fovea.run", text);
  if (notes->training)
    fovea_curve_write (notes->training, file, "curve.training");
  if (notes->validation)
    fovea_curve_write (notes->validation, file, "curve.validation");
  if (notes->health)
    fovea_health_write (notes->health, file, "curve.health");
  if (notes->history)
    fovea_filter_history_write (notes->history, file);
  return fovea_safetensors_save (file, path, error);
}

void
fovea_checkpoint_free (FoveaCheckpoint *self)
{
  g_free (self->path);
  g_clear_pointer (&self->spec, fovea_net_spec_unref);
  g_clear_pointer (&self->outline, g_array_unref);
  g_free (self->notes.data);
  g_free (self->notes.race);
  g_free (self->notes.name);
  g_clear_object (&self->notes.history);
  g_clear_pointer (&self->notes.training, g_array_unref);
  g_clear_pointer (&self->notes.validation, g_array_unref);
  g_clear_pointer (&self->notes.health, g_array_unref);
  g_clear_pointer (&self->file, fovea_safetensors_free);
  g_free (self);
}

static void
read_outline (FoveaCheckpoint *self, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "outline");
  JsonArray *list = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; list && i < MIN (json_array_get_length (list), FOVEA_OUTLINE); i++)
    {
      JsonNode *element = json_array_get_element (list, i);
      float loss = JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) != G_TYPE_STRING
                     ? json_node_get_double (element)
                     : 0;

      g_array_append_val (self->outline, loss);
    }
}

static gboolean
read_notes (FoveaCheckpoint *self, GError **error)
{
  const char *text = fovea_safetensors_get_metadata (self->file, "fovea.run");
  g_autoptr (JsonNode) root = text ? fovea_json_parse (text, -1, NULL) : NULL;
  JsonObject *object = root && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  const char *data = object ? fovea_json_get_text (object, "data", NULL) : NULL;
  FoveaRunNotes *notes = &self->notes;

  if (!data)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("“%s” is not a training run of this program."), self->path);
      return FALSE;
    }
  notes->data = g_strdup (data);
  if (!g_ascii_string_to_unsigned (fovea_json_get_text (object, "data-seed", ""), 10, 0, G_MAXUINT64, &notes->data_seed,
                                   NULL))
    notes->data_seed = FOVEA_DATA_SEED; /* older files do not say */
  notes->race = g_strdup (fovea_json_get_text (object, "race", NULL));
  notes->name = g_strdup (fovea_json_get_text (object, "name", NULL));
  notes->loss = g_ascii_strtod (fovea_json_get_text (object, "loss", "0"), NULL);
  notes->seconds = fovea_json_get_real (object, "seconds", 0);
  notes->images = fovea_json_get_count (object, "images");
  notes->running = fovea_json_get_count (object, "running") > 0;
  notes->began_trained = fovea_json_get_count (object, "began-trained") > 0;
  notes->sweeping = MIN (fovea_json_get_count (object, "sweeping"), G_MAXINT);
  notes->swept_step = fovea_json_get_count (object, "swept-step");
  self->step = fovea_json_get_count (object, "step");
  self->steps = fovea_json_get_count (object, "steps");
  self->accuracy = fovea_json_get_real (object, "accuracy", -1);
  read_outline (self, object);
  return TRUE;
}

static gboolean
read_curves (FoveaCheckpoint *self, GError **error)
{
  const char *text = fovea_safetensors_get_metadata (self->file, "fovea.run");
  g_autoptr (JsonNode) root = fovea_json_parse (text, -1, NULL);
  JsonObject *object = json_node_get_object (root);

  self->notes.training
    = fovea_curve_read (self->file, "curve.training", fovea_json_get_count (object, "training"), error);
  if (self->notes.training)
    self->notes.validation
      = fovea_curve_read (self->file, "curve.validation", fovea_json_get_count (object, "validation"), error);
  if (self->notes.validation)
    self->notes.health = fovea_health_read (self->file, "curve.health", fovea_json_get_count (object, "health"), error);
  if (self->notes.health)
    self->notes.history
      = fovea_filter_history_read (self->file, self->spec, fovea_json_get_count (object, "history"), error);
  return self->notes.history != NULL;
}

/* Takes over @file. */
static FoveaCheckpoint *
read_file (const char *path, FoveaSafetensors *file, GError **error)
{
  g_autoptr (FoveaCheckpoint) self = g_new0 (FoveaCheckpoint, 1);
  const char *options = fovea_safetensors_get_metadata (file, "fovea.options");

  self->path = g_strdup (path);
  self->file = file;
  self->outline = g_array_new (FALSE, FALSE, sizeof (float));
  if (!read_notes (self, error) || !fovea_training_options_parse (options ? options : "", &self->options, error))
    return NULL;
  self->spec = fovea_net_read_spec (file, path, error);
  return self->spec ? g_steal_pointer (&self) : NULL;
}

/**
 * fovea_checkpoint_load:
 *
 * Returns: (nullable): NULL with FOVEA_ERROR_FILE if the file cannot be read, with FOVEA_ERROR_FORMAT if it is damaged
 *   or something else
 */
FoveaCheckpoint *
fovea_checkpoint_load (const char *path, GError **error)
{
  FoveaSafetensors *file = fovea_safetensors_load (path, error);
  g_autoptr (FoveaCheckpoint) self = file ? read_file (path, file, error) : NULL;

  return self && read_curves (self, error) ? g_steal_pointer (&self) : NULL;
}

/* What a list shows, without curves or weights. */
FoveaCheckpoint *
fovea_checkpoint_peek (const char *path, GError **error)
{
  FoveaSafetensors *file = fovea_safetensors_peek (path, error);

  return file ? read_file (path, file, error) : NULL;
}

/* Sets @trainer to where the run was. FALSE with FOVEA_ERROR_ARGUMENT if it is another run. */
gboolean
fovea_checkpoint_restore (const FoveaCheckpoint *self, FoveaTrainer *trainer, GError **error)
{
  return fovea_trainer_read (trainer, self->file, self->path, error);
}

/* The net as it was, with its own statistics and class names. */
FoveaNet *
fovea_checkpoint_make_net (const FoveaCheckpoint *self, GError **error)
{
  return fovea_net_read (self->file, self->path, error);
}
