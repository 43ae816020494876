/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a net is trained, as numbers and as a line of text.
 *
 * The rate falls by a fixed schedule over all steps T of all epochs, t being the step: as a cosine,
 * rate·(1 + cos (π·t/T))/2 (Loshchilov and Hutter 2017), or in steps, to a tenth at half and to a hundredth at three
 * quarters of the way. During the first w steps of a warm-up it is (t + 1)/w of that (Goyal and others 2017). */

#include "config.h"

#include "engine/training-options.h"

#include "engine/tensor.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static const char *const schedules[] = {
  [FOVEA_SCHEDULE_CONSTANT] = "constant",
  [FOVEA_SCHEDULE_COSINE] = "cosine",
  [FOVEA_SCHEDULE_STEP] = "step",
};

/* Momentum 0.9, rate 0.02 falling as a cosine, batch 64, L2 1e-4, 10 epochs, seed 1, all cores. */
FoveaTrainingOptions
fovea_training_options_default (void)
{
  return (FoveaTrainingOptions){
    .optimiser = FOVEA_OPTIMISER_MOMENTUM,
    .schedule = FOVEA_SCHEDULE_COSINE,
    .rate = 0.02f,
    .momentum = 0.9f,
    .l2 = 1e-4f,
    .dropout = -1,
    .batch = 64,
    .epochs = 10,
    .seed = 1,
  };
}

/* As the command line spells it. */
const char *
fovea_schedule_name (FoveaSchedule schedule)
{
  return schedules[schedule];
}

gboolean
fovea_schedule_from_name (const char *name, FoveaSchedule *schedule)
{
  for (guint i = 0; i < G_N_ELEMENTS (schedules); i++)
    if (g_str_equal (name, schedules[i]))
      {
        *schedule = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
fovea_training_options_check (const FoveaTrainingOptions *self, GError **error)
{
  const char *message = NULL;

  if (!(self->rate > 0 && self->rate <= 1e6f))
    message = _("The learning rate must be above 0 and at most a million.");
  else if (!(self->momentum >= 0 && self->momentum < 1))
    message = _("The momentum must be at least 0 and below 1.");
  else if (!(self->l2 >= 0 && self->l2 <= 1e6f))
    message = _("The factor of L2 must be at least 0 and at most a million.");
  else if (!(self->warm_up >= 0 && self->warm_up <= 1e6f))
    message = _("The warm-up must be at least 0 and at most a million epochs.");
  else if (!(self->dropout < 1))
    message = _("The probability of dropout must be at least 0 and below 1.");
  else if (!(self->target >= 0 && self->target <= 1) || self->patience < 0)
    message = _("A run stops at a share between 0 and 1, or after some sweeps without gain.");
  else if (self->limit < 0)
    message = _("Training takes at least one image.");
  else if (self->batch < 1 || self->batch > FOVEA_BATCH_LIMIT)
    message = _("A batch must have between 1 and 65536 images.");
  else if (self->epochs < 1)
    message = _("Training takes at least one epoch.");
  else if (self->threads < 0 || self->threads > FOVEA_THREADS_LIMIT)
    message = _("The number of threads must be between 1 and 256, or 0 for one on every core.");
  if (message)
    g_set_error_literal (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, message);
  return message == NULL;
}

/* The learning rate of step @step, counted from 0. */
float
fovea_training_options_rate (const FoveaTrainingOptions *self, gint64 step, int steps_per_epoch)
{
  double steps = (double) self->epochs * steps_per_epoch, way = MIN (step / steps, 1);
  double warm = (double) self->warm_up * steps_per_epoch;
  float rate = step + 1 < warm ? self->rate * ((step + 1) / warm) : self->rate;

  switch (self->schedule)
    {
    case FOVEA_SCHEDULE_COSINE:
      return rate * (1 + cos (G_PI * way)) / 2;
    case FOVEA_SCHEDULE_STEP:
      return rate * (way < 0.5 ? 1 : way < 0.75 ? 0.1 : 0.01);
    case FOVEA_SCHEDULE_CONSTANT:
    default:
      return rate;
    }
}

/* The net that a run begins with: by the seed, or with every weight of CONV and FC at 0. */
FoveaNet *
fovea_training_options_make_net (const FoveaTrainingOptions *self, FoveaNetSpec *spec, GError **error)
{
  FoveaNet *net = fovea_net_new (spec, self->seed, error);

  for (int row = 0; net && self->zero && row < spec->n_layers; row++)
    if (spec->layers[row].kind == FOVEA_LAYER_CONV || spec->layers[row].kind == FOVEA_LAYER_FC)
      {
        g_autoptr (FoveaTensor) weights = fovea_net_get_parameter (net, row, FOVEA_WEIGHT);

        memset (weights->data, 0, fovea_tensor_size (weights) * sizeof (float));
        fovea_net_set_parameter (net, row, FOVEA_WEIGHT, weights, NULL);
      }
  return net;
}

static void
add_real (GString *text, const char *name, float value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text, ", %s %s", name, g_ascii_formatd (number, sizeof number, "%.9g", value));
}

/* All but the threads, exactly, as fovea_training_options_parse() reads it; what is as usual is left out of the end. */
char *
fovea_training_options_to_text (const FoveaTrainingOptions *self)
{
  g_autofree char *augmentation = fovea_augmentation_to_text (&self->augmentation);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "optimiser %s, schedule %s", fovea_optimiser_name (self->optimiser),
                          fovea_schedule_name (self->schedule));
  add_real (text, "rate", self->rate);
  add_real (text, "momentum", self->momentum);
  add_real (text, "L2", self->l2);
  g_string_append_printf (text, ", batch %d, epochs %d, seed %" G_GUINT64_FORMAT, self->batch, self->epochs,
                          self->seed);
  if (self->warm_up > 0)
    add_real (text, "warm-up", self->warm_up);
  if (self->dropout >= 0)
    add_real (text, "dropout", self->dropout);
  if (self->target > 0)
    add_real (text, "target", self->target);
  if (self->patience > 0)
    g_string_append_printf (text, ", patience %d", self->patience);
  if (self->limit > 0)
    g_string_append_printf (text, ", limit %d", self->limit);
  g_string_append_printf (text, "%s%s%s", self->zero ? ", zero" : "", self->no_bias ? ", no-bias" : "",
                          self->shuffled_labels ? ", shuffled-labels" : "");
  if (*augmentation)
    g_string_append_printf (text, ", augment %s", augmentation);
  return g_string_free (text, FALSE);
}

static gboolean
parse_real (const char *value, float *number)
{
  char *end;

  *number = g_ascii_strtod (value, &end);
  return end != value && *end == '\0';
}

static gboolean
parse_count (const char *value, int *number)
{
  guint64 count;

  if (!g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT, &count, NULL))
    return FALSE;
  *number = count;
  return TRUE;
}

static gboolean
parse_switch (const char *name, FoveaTrainingOptions *options)
{
  if (g_str_equal (name, "zero"))
    options->zero = TRUE;
  else if (g_str_equal (name, "no-bias"))
    options->no_bias = TRUE;
  else if (g_str_equal (name, "shuffled-labels"))
    options->shuffled_labels = TRUE;
  else
    return FALSE;
  return TRUE;
}

static gboolean
parse_pair (const char *name, const char *value, FoveaTrainingOptions *options)
{
  const struct
  {
    const char *name;
    float *number;
  } reals[] = { { "rate", &options->rate }, { "momentum", &options->momentum }, { "L2", &options->l2 },
                { "warm-up", &options->warm_up }, { "dropout", &options->dropout }, { "target", &options->target } };
  const struct
  {
    const char *name;
    int *number;
  } counts[] = { { "batch", &options->batch }, { "epochs", &options->epochs }, { "limit", &options->limit },
                 { "patience", &options->patience } };

  for (guint i = 0; i < G_N_ELEMENTS (reals); i++)
    if (g_str_equal (name, reals[i].name))
      return parse_real (value, reals[i].number);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (g_str_equal (name, counts[i].name))
      return parse_count (value, counts[i].number);
  if (g_str_equal (name, "optimiser"))
    return fovea_optimiser_from_name (value, &options->optimiser);
  if (g_str_equal (name, "schedule"))
    return fovea_schedule_from_name (value, &options->schedule);
  return g_str_equal (name, "seed")
         && g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT64, &options->seed, NULL);
}

/**
 * fovea_training_options_parse:
 * @options: (out): where the text says nothing, the defaults
 *
 * Returns: FALSE with FOVEA_ERROR_FORMAT if @text is not what fovea_training_options_to_text() gives
 */
gboolean
fovea_training_options_parse (const char *text, FoveaTrainingOptions *options, GError **error)
{
  const char *augment = strstr (text, ", augment ");
  g_autofree char *plain = augment ? g_strndup (text, augment - text) : g_strdup (text);
  g_auto (GStrv) items = g_strsplit (plain, ", ", -1);

  *options = fovea_training_options_default ();
  if (augment && !fovea_augmentation_parse (augment + strlen (", augment "), &options->augmentation, error))
    return FALSE;
  for (int i = 0; items[i]; i++)
    {
      char *value = strchr (items[i], ' ');

      if (value)
        *value++ = '\0';
      if (value ? parse_pair (items[i], value, options) : parse_switch (items[i], options))
        continue;
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("“%s” says nothing about a run that can be read here: “%s”."),
                   items[i], text);
      return FALSE;
    }
  return fovea_training_options_check (options, error);
}
